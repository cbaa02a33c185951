"""What an update of a document may hold, read before the library sees it: whoever made it may be anybody.

The library walks through what is nested without an end, so that a few kilobytes of brackets in brackets end the whole
program, and it sets memory aside for as many things as an update says it has. So every update, from a file as from the
wire, is walked through here first, byte by byte. What is sound may still hold what no record can (bytes, numbers
without an end, texts that two people write in at once): such an update is `foreign`. It harms nothing, since records
are read without it, and whoever may refuse it does.

The format is version 1 of the updates of Yjs (yjs 13, `src/utils/encoding.js`; lib0, `encoding.js`).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from stworkshop.model.field_types import DEEPEST_VALUE as DEEPEST_VALUE

DEEPEST_TYPE = 3
"""So deep may maps stand in one another; a record's set stands in its record."""
_START = "session"
_LONGEST_CLOCK = 2**31

_GARBAGE, _DELETED, _BINARY, _STRING, _EMBED, _FORMAT, _TYPE, _ANY, _DOCUMENT, _SKIP = 0, 1, 3, 4, 5, 6, 7, 8, 9, 10
_MAP, _NAMED_TYPES, _LAST_TYPE = 1, (3, 5), 6
_ORIGIN, _RIGHT_ORIGIN, _PARENT_SUB = 0x80, 0x40, 0x20
_BYTES, _ARRAY, _OBJECT, _WORDS, _FALSE, _TRUE, _BIG, _DOUBLE, _FLOAT, _WHOLE, _NOTHING, _UNDEFINED = range(116, 128)

Id = tuple[int, int]
"""A thing in a document: the client that made it, and its clock."""


class _Untold(NamedTuple):
    """Stands for the place of a thing that an update puts beside another one."""

    beside: tuple[Id, ...]


Place = Id | _Untold | None
"""In which other thing a thing stands; None for a root."""
_NOWHERE = _Untold(())


class Unsound(ValueError):
    """An update that is none, or that no program makes which means well."""


class Inspected(NamedTuple):
    """What a sound update holds: the places of its maps and other shared types, and whether it is foreign.

    `starts` are the things that began a session: the first record under a key of the root map `session`.
    """

    types: tuple[tuple[Id, Place], ...]
    foreign: bool
    starts: frozenset[Id] = frozenset()


def inspect(update: bytes) -> Inspected:
    """Walk through an update; raises Unsound."""
    walk = _Walk(update)
    walk.structs()
    walk.deletions()
    if walk.at != len(update):
        raise Unsound
    Depths().take(walk.types)
    return Inspected(tuple(walk.types), walk.foreign, frozenset(walk.starts))


class Depths:
    """How deep the shared types of a document stand in one another, over all updates that it took."""

    def __init__(self) -> None:
        self._places: dict[Id, Place] = {}
        self._heights: dict[Id, int] = {}

    def take(self, types: Iterable[tuple[Id, Place]]) -> None:
        """Note the types of one more update; raises Unsound where they stand too deep, and then has noted nothing."""
        places, heights = dict[Id, Place](), dict[Id, int]()
        for name, place in types:
            if name not in self._places and name not in places:
                self._add(name, self._settled(place, places), places, heights)
        self._places |= places
        self._heights |= heights

    def _settled(self, place: Place, places: dict[Id, Place]) -> Place:
        """Return where a thing stands that was told by what is beside it, if that is known."""
        if not isinstance(place, _Untold):
            return place
        known = (one for one in place.beside if one in places or one in self._places)
        return next((places[one] if one in places else self._places[one] for one in known), _NOWHERE)

    def _add(self, name: Id, place: Place, places: dict[Id, Place], heights: dict[Id, int]) -> None:
        places[name] = place
        below = heights.get(name, self._heights.get(name, 0))
        depth, above = 1, place
        while above is not None and not isinstance(above, _Untold):
            if depth + below >= DEEPEST_TYPE:
                raise Unsound
            if heights.get(above, self._heights.get(above, 0)) < depth + below:
                heights[above] = depth + below
            depth += 1
            above = places.get(above, self._places.get(above))
        if above is not None:
            # In what stands nobody knows where, nothing may stand that holds more.
            depth = DEEPEST_TYPE
        if depth + below > DEEPEST_TYPE:
            raise Unsound


class _Walk:
    def __init__(self, data: bytes) -> None:
        self._data = data
        self._end = len(data)
        self.at = 0
        self.types: list[tuple[Id, Place]] = []
        self.foreign = False
        self.starts: list[Id] = []
        self._places: dict[Id, Place] = {}
        self._last_client, self._last_bytes = 0, b"\0"

    def structs(self) -> None:
        for _each in range(self._count()):
            count, client, clock = self._count(), self._client(), self._clock()
            for _struct in range(count):
                clock += self._struct(client, clock)
                if clock >= _LONGEST_CLOCK:
                    raise Unsound

    def deletions(self) -> None:
        for _each in range(self._count()):
            self._client()
            for _range in range(self._count()):
                self._clock()
                self._clock()

    # --- one piece

    def _struct(self, client: int, clock: int) -> int:
        """Walk over a struct and return how much of the clock it takes."""
        info = self._byte()
        if info in (_GARBAGE, _SKIP):
            return self._length()
        name = (client, clock)
        place = self._places[name] = self._place(info, name)
        sort = info & 31
        if sort == _ANY:
            length = self._length()
            if length > self._end - self.at:
                raise Unsound
            for _value in range(length):
                self._value()
        elif sort == _DELETED:
            length = self._length()
        elif sort == _TYPE:
            length = 1
            self._type()
            self.types.append((name, place))
        else:
            length = self._other(sort)
            self.foreign = True
        if length > 1:
            self._places[client, clock + length - 1] = place
        return length

    def _place(self, info: int, name: Id) -> Place:
        """Walk over where a struct stands, and return it as far as the update tells."""
        if info & (_ORIGIN | _RIGHT_ORIGIN):
            both = (self._id() if info & _ORIGIN else None, self._id() if info & _RIGHT_ORIGIN else None)
            beside = tuple(one for one in both if one is not None)
            return next((self._places[one] for one in beside if one in self._places), _Untold(beside))
        place: Place = None
        if self._number() == 1:
            if self._text() == _START and info & _PARENT_SUB:
                self.starts.append(name)
        else:
            place = self._id()
        if info & _PARENT_SUB:
            self._text()
        return place

    def _type(self) -> None:
        sort = self._number()
        if sort > _LAST_TYPE:
            raise Unsound
        if sort != _MAP:
            self.foreign = True
        if sort in _NAMED_TYPES:
            self._text()

    def _other(self, sort: int) -> int:
        """Walk over what stands in no map of ours, and return how much of the clock it takes."""
        if sort == _STRING:
            return max(1, len(self._text().encode("utf-16-le")) // 2)
        if sort == _BINARY:
            self._skip(self._number())
        elif sort == _EMBED:
            self._json()
        elif sort == _FORMAT:
            self._text()
            self._json()
        elif sort == _DOCUMENT:
            self._text()
            self._value()
        else:
            raise Unsound
        return 1

    def _json(self) -> None:
        """Walk over a value that is written as JSON; brackets in its words count, too."""
        words = self._text()
        if words.count("[") + words.count("{") > DEEPEST_VALUE:
            raise Unsound

    def _value(self) -> None:
        """Walk over one value with all that is in it."""
        sort = self._byte()
        if sort != _ARRAY and sort != _OBJECT:
            self._plain(sort)
            return
        open_, named = [self._count()], [sort == _OBJECT]
        while open_:
            if not open_[-1]:
                open_.pop()
                named.pop()
                continue
            open_[-1] -= 1
            if named[-1]:
                self._text()
            sort = self._byte()
            if sort != _ARRAY and sort != _OBJECT:
                self._plain(sort)
                continue
            if len(open_) >= DEEPEST_VALUE:
                raise Unsound
            open_.append(self._count())
            named.append(sort == _OBJECT)

    def _plain(self, sort: int) -> None:
        if sort == _WORDS:
            self._text()
        elif sort == _WHOLE:
            self._number()
        elif sort == _FLOAT:
            self._finite(4)
        elif sort == _DOUBLE:
            self._finite(8)
        elif sort in (_BYTES, _BIG, _UNDEFINED):
            self.foreign = True
            self._skip(self._number() if sort == _BYTES else 8 if sort == _BIG else 0)
        elif sort not in (_FALSE, _TRUE, _NOTHING):
            raise Unsound

    # --- bytes

    def _byte(self) -> int:
        if self.at >= self._end:
            raise Unsound
        self.at += 1
        return self._data[self.at - 1]

    def _number(self) -> int:
        data, at = self._data, self.at
        if at >= self._end:
            raise Unsound
        value = data[at]
        at += 1
        if value >= 128:
            value &= 127
            shift = 7
            for byte in data[at : at + 9]:
                at += 1
                value |= (byte & 127) << shift
                if byte < 128:
                    break
                shift += 7
            else:
                raise Unsound
        self.at = at
        return value

    def _count(self) -> int:
        """Read how many things follow, each of which takes a byte at least."""
        count = self._number()
        if count > self._end - self.at:
            raise Unsound
        return count

    def _clock(self) -> int:
        at = self.at
        if at < self._end and self._data[at] < 128:
            self.at = at + 1
            return self._data[at]
        clock = self._number()
        if clock >= _LONGEST_CLOCK:
            raise Unsound
        return clock

    def _length(self) -> int:
        length = self._clock()
        if not length:
            raise Unsound
        return length

    def _client(self) -> int:
        """Read the number of a client; mostly it is that of the one before, whose eight bytes need no second look."""
        if self._data.startswith(self._last_bytes, self.at):
            self.at += len(self._last_bytes)
            return self._last_client
        start = self.at
        self._last_client = self._number()
        self._last_bytes = self._data[start : self.at]
        return self._last_client

    def _id(self) -> Id:
        return self._client(), self._clock()

    def _text(self) -> str:
        length = self._number()
        start = self.at
        end = self.at = start + length
        if end > self._end:
            raise Unsound
        try:
            return self._data[start:end].decode()
        except UnicodeDecodeError as error:
            raise Unsound from error

    def _finite(self, length: int) -> None:
        """Walk over a number with a point; it has no end where all bits of its exponent are set (IEEE 754)."""
        start = self.at
        self._skip(length)
        first = self._data[start] & 127
        if first == 127 and self._data[start + 1] >= (0xF0 if length == 8 else 0x80):
            self.foreign = True

    def _skip(self, length: int) -> None:
        if length > self._end - self.at:
            raise Unsound
        self.at += length
