"""The frames of the y-protocols on the wire: bytes in, plain data out, and back; with limits, since anybody may knock.

One frame is one message of a WebSocket: a number for its sort, then what it holds. Sync, presence (the protocol calls
it awareness) and the refusal are the protocol's own, so that any Yjs client and server understands them; what only our
programs say to each other is a sort of its own, which others pass over.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pycrdt import get_update, merge_updates, write_var_uint

from stworkshop.i18n import gettext as _
from stworkshop.model import update_validation
from stworkshop.model.document import NOTHING as NOTHING

MOST_BYTES = 1 << 20
"""Longest frame that a host takes from a guest, bytes."""
MOST_UPDATE = MOST_BYTES - 16
"""Longest update that such a frame holds, bytes."""
MOST_BYTES_OF_HOST = 64 << 20
"""Longest frame that a guest takes from its host: the whole document may come at once."""
MOST_STATES = 256
"""So many people may stand in one frame of presence."""
LONGEST_STATE = 8 << 10
"""Longest state of one person's presence, bytes of JSON."""
LONGEST_VECTOR = 256 << 10
"""Longest state vector, bytes: some 25,000 clients."""
DEEPEST = 12
"""So deep may lists and objects of a message stand in one another."""

_SYNC, _PRESENCE, _AUTH, _QUERY, _OURS = 0, 1, 2, 3, 100
_LARGEST = 2**53
_LONGEST_NUMBER = 9


class BadFrame(ValueError):
    """Bytes that are no frame, or too many of them; says why, in a sentence."""


@dataclass(frozen=True)
class Asked:
    """What the sender has seen of the document (sync step 1): it wants the rest."""

    vector: bytes


@dataclass(frozen=True)
class Answered:
    """All that the other one lacked (sync step 2)."""

    update: bytes


@dataclass(frozen=True)
class Updated:
    """One update of the document."""

    update: bytes


@dataclass(frozen=True)
class State:
    """The presence of one client: the higher clock wins; `state` None says that it has left."""

    client: int
    clock: int
    state: Mapping[str, Any] | None


@dataclass(frozen=True)
class Present:
    """The presence of some clients."""

    states: tuple[State, ...]


@dataclass(frozen=True)
class WhoIsHere:
    """The question for everybody's presence."""


@dataclass(frozen=True)
class Denied:
    """The sender's last update was refused, with the reason in a sentence."""

    reason: str


@dataclass(frozen=True)
class Ours:
    """What only our programs say: its name, and what belongs to it."""

    name: str
    body: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Unknown:
    """A frame of a sort that we do not speak; it is passed over."""

    sort: int


Frame = Asked | Answered | Updated | Present | WhoIsHere | Denied | Ours | Unknown


def encode(frame: Frame) -> bytes:
    """Return the bytes of a frame."""
    match frame:
        case Asked(vector):
            return b"\0\0" + _block(vector)
        case Answered(update):
            return b"\0\1" + _block(update)
        case Updated(update):
            return b"\0\2" + _block(update)
        case Present(states):
            return b"\1" + _block(b"".join([write_var_uint(len(states)), *map(_state, states)]))
        case Denied(reason):
            return b"\2\0" + _block(reason.encode())
        case WhoIsHere():
            return b"\3"
        case Ours(name, body):
            return write_var_uint(_OURS) + _block(_json({"name": name, **body}))
        case Unknown(sort):
            return write_var_uint(sort)


def decode(data: bytes, most: int = MOST_BYTES) -> Frame:
    """Return the frame that bytes hold; raises BadFrame."""
    if len(data) > most:
        raise BadFrame(_("The message is longer than {n} bytes.").format(n=most))
    reader = _Reader(data)
    sort = reader.number()
    frame = _decoded(reader, sort)
    if not isinstance(frame, Unknown) and reader.left:
        raise _bad()
    return frame


def is_presence(data: bytes) -> bool:
    """Tell whether a frame is one of presence."""
    return data[:1] == b"\1"


def is_update(data: bytes) -> bool:
    """Tell whether a frame brings edits."""
    return data[:2] in (b"\0\1", b"\0\2")


def clocks(vector: bytes) -> dict[int, int]:
    """Return how much of each client a state vector has seen; raises BadFrame."""
    reader = _Reader(vector)
    return {reader.number(): reader.number() for _each in range(reader.number())}


def vector(clocks_of: Mapping[int, int]) -> bytes:
    """Return the state vector that says how much of each client was seen."""
    parts = [write_var_uint(client) + write_var_uint(clock) for client, clock in clocks_of.items()]
    return write_var_uint(len(parts)) + b"".join(parts)


def first_author(update: bytes) -> int:
    """Return the client whose part comes first in an update, 0 where it only deletes; raises BadFrame."""
    reader = _Reader(update)
    if not reader.number():
        return 0
    reader.number()
    return reader.number()


def is_of_one(update: bytes) -> bool:
    """Tell whether an update has parts of one client only; raises BadFrame."""
    return _Reader(update).number() == 1


def is_new_from_one(update: bytes, seen: Mapping[int, int]) -> bool:
    """Tell whether an update has parts of one client only, of which nothing was seen yet; raises BadFrame."""
    reader = _Reader(update)
    if reader.number() != 1:
        return False
    reader.number()
    client, clock = reader.number(), reader.number()
    return clock >= seen.get(client, 0)


def is_covered(update: bytes, vector: bytes, seen: Mapping[int, int]) -> bool:
    """Tell whether a document that has seen `vector`, with the clocks `seen`, has all of an update; raises BadFrame."""
    return update in (b"", NOTHING) or not hangs_in_the_air(update, vector, seen)


def is_placed(update: bytes, vector: bytes) -> bool:
    """Tell whether one who took edits up to `vector` has all parts of an update; what it deletes went with them."""
    return _Reader(lacking(update, vector)).number() == 0


def hangs_in_the_air(update: bytes, vector: bytes, seen: Mapping[int, int]) -> bool:
    """Tell whether a document that has just taken an update, and has now seen `vector`, could not place all of it.

    `seen` are the clocks of the vector.
    Such an update builds on parts that never came, or deletes what is not there yet. Raises BadFrame.
    """
    rest = _Reader(lacking(update, vector))
    if rest.number():
        return True
    for _client in range(rest.number()):
        client = rest.number()
        for _range in range(rest.number()):
            start = rest.number()
            if start + rest.number() > seen.get(client, 0):
                return True
    return False


def lacking(update: bytes, vector: bytes) -> bytes:
    """Return what of an update one lacks who has seen `vector`; raises BadFrame."""
    try:
        return get_update(_inspected(update), vector)
    except ValueError as error:
        raise _bad() from error


def together(updates: Sequence[bytes]) -> bytes:
    """Return one update that does what some do, in their order."""
    return updates[0] if len(updates) == 1 else merge_updates(*updates)


def _decoded(reader: _Reader, sort: int) -> Frame:
    if sort == _SYNC:
        step = reader.number()
        makers: dict[int, Callable[[bytes], Frame]] = {0: _asked, 1: _answered, 2: _updated}
        if step not in makers:
            raise _bad()
        return makers[step](reader.block())
    if sort == _PRESENCE:
        return Present(_states(_Reader(reader.block())))
    if sort == _AUTH:
        if reader.number() != 0:
            raise _bad()
        return Denied(reader.text())
    if sort == _QUERY:
        return WhoIsHere()
    if sort == _OURS:
        body = _object(reader.block())
        name = body.pop("name", None)
        if not isinstance(name, str):
            raise _bad()
        return Ours(name, body)
    return Unknown(sort)


def _asked(vector: bytes) -> Asked:
    if len(vector) > LONGEST_VECTOR:
        raise _bad()
    return Asked(vector)


def _answered(update: bytes) -> Answered:
    return Answered(_inspected(update))


def _updated(update: bytes) -> Updated:
    return Updated(_inspected(update))


def _inspected(update: bytes) -> bytes:
    try:
        update_validation.inspect(update)
    except update_validation.Unsound as error:
        raise _bad() from error
    return update


def _states(reader: _Reader) -> tuple[State, ...]:
    count = reader.number()
    if count > MOST_STATES:
        raise BadFrame(_("The message speaks of more than {n} people.").format(n=MOST_STATES))
    states = []
    for _each in range(count):
        client, clock, raw = reader.number(), reader.number(), reader.block()
        if len(raw) > LONGEST_STATE:
            raise BadFrame(_("What a person shows of herself is longer than {n} bytes.").format(n=LONGEST_STATE))
        states.append(State(client, clock, None if raw in (b"null", b"") else _object(raw)))
    if reader.left:
        raise _bad()
    return tuple(states)


def _state(state: State) -> bytes:
    return write_var_uint(state.client) + write_var_uint(state.clock) + _block(_json(state.state))


def _block(data: bytes) -> bytes:
    return write_var_uint(len(data)) + data


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def _object(raw: bytes) -> dict[str, Any]:
    try:
        value = json.loads(raw, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise _bad() from error
    if not isinstance(value, dict):
        raise _bad()
    _assert_plain(value)
    return value


def _assert_plain(value: Any, depth: int = 0) -> None:
    """Raise BadFrame on numbers without an end, which nobody can pass on, and on what is nested too deep to walk."""
    if isinstance(value, dict | list):
        if depth >= DEEPEST:
            raise _bad()
        for item in value.values() if isinstance(value, dict) else value:
            _assert_plain(item, depth + 1)
    elif isinstance(value, float):
        if not math.isfinite(value):
            raise _bad()
    elif isinstance(value, int) and not -_LARGEST < value < _LARGEST:
        raise _bad()


def _no_number(word: str) -> Any:
    raise ValueError(word)


def _bad() -> BadFrame:
    return BadFrame(_("The message cannot be understood."))


class _Reader:
    """Reads numbers and blocks off bytes, and never beyond their end."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    @property
    def left(self) -> int:
        return len(self._data) - self._at

    def number(self) -> int:
        # A host reads some hundred for each edit that it judges, so without a call in the loop.
        data, at = self._data, self._at
        value = shift = 0
        for byte in data[at : at + _LONGEST_NUMBER]:
            at += 1
            value |= (byte & 127) << shift
            if byte < 128:
                break
            shift += 7
        else:
            raise _bad()
        if value >= _LARGEST:
            raise _bad()
        self._at = at
        return value

    def block(self) -> bytes:
        length = self.number()
        if length > self.left:
            raise _bad()
        self._at += length
        return self._data[self._at - length : self._at]

    def text(self) -> str:
        try:
            return self.block().decode("utf-8")
        except UnicodeDecodeError as error:
            raise _bad() from error
