"""Who is in the room, and what they are about: cursor, selection, what they drag or type, whom they follow.

Presence is plain data that is passed on and never stored. A state on the wire is a JSON object; a stock Yjs client's
`user.name` is understood, and what else others put into theirs is left unread.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, cast

from stworkshop.sync.frames import State

OUTDATED = 30.0
"""Seconds after which somebody of whom nothing was heard is no longer here."""
AGAIN = 15.0
"""Seconds after which a client says again that it is here."""
HUES, PATTERNS = 6, 5
COLOURS = HUES * PATTERNS
"""So many looks of people there are: number n has hue n % HUES and pattern n % PATTERNS, no two of them the same."""
LONGEST_NAME = 60
LONGEST_TEXT = 300
MOST_SELECTED = 200
_LARGEST = 2**53

Doing = Literal["", "dragging", "typing"]


@dataclass(frozen=True)
class Presence:
    """One person's laptop: `cursor` in pixels of the map at 100 %, `on` the record that is dragged or typed in.

    `colour` is a number below COLOURS; `text` what is typed and not stored yet; `moved` how far what is selected was
    dragged so far; `follows` the client whose view is followed, or 0; `calls` counts how often everyone was called to
    what is in the middle of this `view` (x, y, zoom) of this `page`. `host` is true of the room's host alone.
    """

    name: str = ""
    role: str = ""
    colour: int = 0
    page: str = ""
    cursor: tuple[float, float] | None = None
    view: tuple[float, float, float] | None = None
    selection: tuple[str, ...] = ()
    doing: Doing = ""
    on: str = ""
    text: str = ""
    moved: tuple[float, float] | None = None
    follows: int = 0
    calls: int = 0
    host: bool = False

    def to_state(self) -> dict[str, Any]:
        """Return what goes on the wire; the name once more where stock clients look for it."""
        state: dict[str, Any] = {"user": {"name": self.name}}
        for name, value in vars(self).items():
            if name != "name" and value not in ("", None, (), 0, False):
                state[name] = list(value) if isinstance(value, tuple) else value
        return state


def from_state(state: Mapping[str, Any]) -> Presence:
    """Return a presence from any JSON object; what is not as it should be is left out."""
    user = state.get("user")
    name = user.get("name") if isinstance(user, Mapping) else state.get("name")
    selection = state.get("selection")
    doing = state.get("doing")
    view = _numbers(state.get("view"), 3)
    return Presence(
        name=clean_name(name),
        role=_word(state.get("role")),
        colour=_whole(state.get("colour")) % COLOURS,
        page=_word(state.get("page")),
        cursor=cast("tuple[float, float] | None", _numbers(state.get("cursor"), 2)),
        view=cast("tuple[float, float, float] | None", view),
        selection=tuple(filter(None, map(_word, selection[:MOST_SELECTED]))) if isinstance(selection, list) else (),
        doing=cast(Doing, doing) if doing in ("dragging", "typing") else "",
        on=_word(state.get("on")),
        text=_typed(state.get("text")),
        moved=cast("tuple[float, float] | None", _numbers(state.get("moved"), 2)),
        follows=_whole(state.get("follows")),
        calls=_whole(state.get("calls")),
        host=state.get("host") is True,
    )


def clean_name(name: object) -> str:
    """Return a name as one short line without what cannot be seen; "" where it is none."""
    if not isinstance(name, str):
        return ""
    seen = "".join(letter if letter.isprintable() else " " for letter in name[: 4 * LONGEST_NAME])
    return " ".join(seen.split())[:LONGEST_NAME]


def next_colour(taken: Iterable[int]) -> int:
    """Return the colour that fewest people have, the lowest of these."""
    counts = [0] * COLOURS
    for colour in taken:
        counts[colour % COLOURS] += 1
    return counts.index(min(counts))


class People:
    """The presence of everybody, by client; time is given in, in seconds of any clock that only goes forward."""

    def __init__(self) -> None:
        self._states: dict[int, State] = {}
        self._heard: dict[int, float] = {}

    def hear(self, states: Iterable[State], now: float) -> list[State]:
        """Take what was said and return what of it was new; an older word than the last one is passed over."""
        new = []
        for state in states:
            known = self._states.get(state.client)
            leaves = state.state is None and known is not None and known.state is not None
            if known is not None and (state.clock < known.clock or (state.clock == known.clock and not leaves)):
                continue
            self._states[state.client] = state
            self._heard[state.client] = now
            new.append(state)
        return new

    def say(self, client: int, state: Mapping[str, Any] | None, now: float) -> State:
        """Note one's own presence, None when leaving, and return what to send."""
        known = self._states.get(client)
        # Yjs programs take no first word that stands at 0.
        said = State(client, known.clock + 1 if known else 1, state)
        self._states[client] = said
        self._heard[client] = now
        return said

    def all(self) -> tuple[State, ...]:
        """Return the states of all who are here."""
        return tuple(state for state in self._states.values() if state.state is not None)

    def here(self) -> dict[int, Presence]:
        """Return everybody who is here, by client."""
        return {state.client: from_state(state.state) for state in self._states.values() if state.state is not None}

    def of(self, client: int) -> Presence | None:
        """Return the presence of one client, None where it is not here."""
        known = self._states.get(client)
        return None if known is None or known.state is None else from_state(known.state)

    def leave(self, clients: Iterable[int]) -> list[State]:
        """Note that clients have left, forget them, and return what to tell the others."""
        gone = []
        for client in clients:
            known = self._states.pop(client, None)
            self._heard.pop(client, None)
            if known is not None and known.state is not None:
                gone.append(State(client, known.clock + 1, None))
        return gone

    def only(self, client: int) -> None:
        """Forget everybody but one's own laptop, which is cut off; its clock passes the one that its host ends with."""
        own = self._states.get(client)
        self._states = {client: State(client, own.clock + 1, own.state)} if own else {}
        self._heard = {}

    def outdated(self, now: float) -> list[int]:
        """Return the clients of which nothing was heard for too long."""
        return [client for client, at in self._heard.items() if now - at >= OUTDATED]


def _word(value: object) -> str:
    return value if isinstance(value, str) and len(value) <= 200 and value.isprintable() else ""


def _typed(value: object) -> str:
    """Return words as they stand in a card, shortened; "" where they are none."""
    return "".join(c for c in value[:LONGEST_TEXT] if c.isprintable() or c == "\n") if isinstance(value, str) else ""


def _whole(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < _LARGEST:
        return 0
    return int(value)


def _numbers(value: object, count: int) -> tuple[float, ...] | None:
    if not isinstance(value, list) or len(value) != count:
        return None
    if not all(isinstance(n, int | float) and not isinstance(n, bool) and abs(n) < 1e9 for n in value):
        return None
    return tuple(float(n) for n in value)
