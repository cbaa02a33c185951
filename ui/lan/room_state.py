"""What a window knows of the room of its session, hosting or visiting: who is here, what they do, and what it says."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from stworkshop.i18n import gettext as _
from stworkshop.model.changes import Change
from stworkshop.model.records import Round
from stworkshop.sync.manual_admission import Caller as Caller
from stworkshop.sync.presence import Presence as Presence
from ui.lan.copies import Copies

SAY_WITHIN = 50
"""Milliseconds between two words about one's own cursor and selection; more often nobody sees."""
LOOK_WITHIN = 40
"""Milliseconds within which words about cursors are looked at together: thirty people say hundreds in a second."""


@dataclass(frozen=True)
class Person:
    """Somebody in the room, as its list shows her.

    `client` tells people apart, `peer` is what the host calls a connection (at the host only). `colour` is a number
    below COLOURS. `away` is the time.monotonic() at which she dropped out, None while she is here; `presence` is what
    she did last.
    """

    client: int
    name: str
    role: str
    colour: int
    me: bool = False
    host: bool = False
    stock: bool = False
    peer: str = ""
    away: float | None = None
    presence: Presence = dataclasses.field(default_factory=Presence)


@dataclass(frozen=True)
class Happening:
    """What somebody else just changed: who (several, where their edits came together), what, and when (monotonic)."""

    people: tuple[Person, ...]
    change: Change
    at: float


class Together(QObject):
    """The room of one open session. Nothing of what people do here is stored."""

    people_changed = Signal()
    """Somebody came, left, dropped out, came back, or has another role or name."""
    presence_changed = Signal()
    """Cursors, selections, what is dragged, typed or followed."""
    status_changed = Signal()
    """`status`, `reason`, `role` or the code has changed."""
    happened = Signal(object)
    """A `Happening`."""
    called = Signal(object)
    """A `Person` who calls everyone to her view (`presence.page` and `presence.view`)."""
    said = Signal(str)
    """A sentence for this person: an edit that the host refused, a guest that was turned away."""
    taken_back = Signal(object)
    """A `Change` of this laptop that the host refused; the map is without it again."""
    sheet_answered = Signal(str, str)
    """What became of a sheet that was handed in from here: its round's id, and "" or why it was refused."""

    sheets_told = Signal(str, int)
    """A round's id, and how many sheets of it the host has from this laptop: another number of them may come now."""

    callers_changed = Signal()
    """`callers` has changed."""
    sheets_changed = Signal()
    """A guest has handed in a sheet, which lies in the drawer now, or its sheets were taken out: at the host only."""

    grown = ""
    """At the host, how much larger guests have made the session, and who did, where that is much; "" before."""
    role_of_new = "contributor"
    """What new guests become; the host chooses it."""
    full = False
    """Whether guests’ edits wait until the host allows more."""

    copies: Copies | None = None
    """Tables' copies on their way through the room, None where it carries none."""
    hosting = False
    stock = False
    """Whether the room is on a server of others, where nobody judges and nobody keeps sheets."""

    def __init__(self, name: str, colour: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.own = Presence(name=name, colour=colour)
        self.status = "connecting"
        """`open` (hosting), `connecting`, `here`, `away` (comes back by itself), `out` (ended; `reason` says why)."""
        self.reason = ""
        self.since = time.monotonic()
        """Since when `status` holds."""
        self.role = "facilitator"
        self._calls: dict[int, int] = {}
        self._saying = QTimer(self)
        self._saying.setSingleShot(True)
        self._saying.timeout.connect(self._say)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._look)

    @property
    def callers(self) -> Mapping[str, Caller]:
        """Those who wait to be let in by hand, by what the host calls their connections; none but at the host."""
        return {}

    def let_in(self, peer: str, role: str) -> None:
        """Let one of them in, once it has found the words the same, too; at the host only."""

    def turn_away(self, peer: str) -> None:
        """Send one of them away; at the host only."""

    # --- for everybody

    @property
    def client(self) -> int:
        """The number under which this laptop stands among the people."""
        raise NotImplementedError

    @property
    def owing(self) -> int:
        """How many edits of this laptop the host has not taken yet; none at the host itself."""
        return 0

    def people(self) -> list[Person]:
        """Return everybody: this laptop first, then by the time of coming; those who dropped out stay in the list."""
        raise NotImplementedError

    def person(self, client: int) -> Person | None:
        """Return who has this number."""
        return next((person for person in self.people() if person.client == client), None)

    def others(self) -> list[Person]:
        """Return all but this laptop."""
        return [person for person in self.people() if not person.me]

    def show(self, **changes: Any) -> None:
        """Show the others what this person does now (fields of `Presence`); said at most every SAY_WITHIN ms."""
        shown = dataclasses.replace(self.own, **changes)
        if shown != self.own:
            self.own = shown
            if not self._saying.isActive():
                self._saying.start(SAY_WITHIN)

    def follow(self, client: int) -> None:
        """Follow somebody's view, 0 for nobody."""
        self.show(follows=client)
        self.presence_changed.emit()

    def call_everyone(self) -> None:
        """Ask everybody to look where this person looks (`own.page` and `own.view` have to be up to date)."""
        self.show(calls=self.own.calls + 1)

    def most_sheets(self, round_id: str) -> int:
        """Return how many sheets of a round may go to the host from here, 0 where there is no host but this laptop."""
        return 0

    def sheet_refusal(self, round_: Round) -> str:
        """Return why no sheet of an open round can be handed in to another laptop from here, "" where it can."""
        return _("Another laptop opened this round: its sheets are sealed there, and only it can close it.")

    def leave(self) -> None:
        """Leave the room, or close it: all that was shared stays with everybody."""
        raise NotImplementedError

    # --- inside

    def _say(self) -> None:
        raise NotImplementedError

    def _look(self) -> None:
        """See who is here and what they show now."""
        raise NotImplementedError

    def _look_soon(self) -> None:
        if not self._soon.isActive():
            self._soon.start(LOOK_WITHIN)

    def _become(self, status: str, reason: str = "") -> None:
        if status != self.status:
            self.since = time.monotonic()
        self.status, self.reason = status, reason
        self.status_changed.emit()

    def _hear_calls(self, people: Iterable[Person]) -> None:
        """Tell of calls that are newer than the last one known of each person."""
        others = [person for person in people if not person.me]
        known, self._calls = self._calls, {person.client: person.presence.calls for person in others}
        for person in others:
            if person.presence.calls > known.get(person.client, person.presence.calls):
                self.called.emit(person)


def in_order(people: Iterable[Person], came: Mapping[int, float]) -> list[Person]:
    """Return this laptop, the host, then the others as they `came` (monotonic)."""
    return sorted(people, key=lambda p: (not p.me, not p.host, came.get(p.client, 0.0), p.name))
