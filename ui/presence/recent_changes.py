"""What just happened in the room: the last changes of everybody, in sentences, newest first."""

from __future__ import annotations

import dataclasses
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from stworkshop.i18n import gettext as _
from stworkshop.model.changes import Change
from stworkshop.session.session import Changed
from ui.kit.widgets.plain import Markup, markup
from ui.presence.change_description import deed, only_moves, shown
from ui.session.bridge import Bridge

if TYPE_CHECKING:
    from ui.lan.room_state import Happening, Person, Together

MOST = 20
"""So many of them are kept."""
ONE_GO = 20.0
"""Seconds within which the same cards, moved or changed again by the same person, are one thing that happened."""
_LEADING = frozenset({"rounds", "stages"})


@dataclass(frozen=True)
class Entry:
    """One thing that happened: who did it, the sentence, plain and as HTML, and when (monotonic)."""

    number: int
    people: tuple[Person, ...]
    change: Change
    words: str
    markup: Markup
    at: float


class Happenings(QObject):
    """The last things that happened in one room; they live and go with it, and nothing of them is stored."""

    changed = Signal()
    happened = Signal(object)
    """A `Happening` of somebody else, as it comes."""

    def __init__(self, room: Together, bridge: Bridge) -> None:
        super().__init__(room)
        self._room, self._bridge = room, bridge
        self._number = 0
        self.entries: list[Entry] = []
        self.undo_told = False
        """Whether it was said in this room whose step undo takes back."""
        room.happened.connect(self._hear)
        bridge.changed.connect(self._hear_own)

    @staticmethod
    def of(room: Together, bridge: Bridge) -> Happenings:
        """Return those of a room, which stay where the window is made anew."""
        found = room.findChild(Happenings)
        return found if isinstance(found, Happenings) else Happenings(room, bridge)

    def shown(self, number: int) -> tuple[str, ...]:
        """Return the cards that show what happened, as far as they are there still."""
        found = next((entry for entry in self.entries if entry.number == number), None)
        return shown(found.change, self._bridge.board) if found is not None else ()

    def _hear(self, happening: Happening) -> None:
        self._keep(happening.people, happening.change, happening.at)
        self.happened.emit(happening)

    def _hear_own(self, changed: Changed) -> None:
        """Note what this laptop does with stages and rounds; its other edits are no news to the one who made them."""
        if changed.origin not in ("local", "undo", "redo") or self._bridge.room is not self._room:
            return
        updated = changed.change.updated
        leads = any(ref.root == "session" and "stage" in fields for ref, fields in updated.items())
        if leads or changed.change.roots() & _LEADING:
            me = self._room.person(self._room.client)
            self._keep((me,) if me is not None else (), changed.change, time.monotonic())

    def _keep(self, people: tuple[Person, ...], change: Change, at: float) -> None:
        last = self.entries[0] if self.entries else None
        if last is not None and _goes_on(last, people, change, at):
            change = last.change.then(change)
            self.entries[0] = dataclasses.replace(self._entry(people, change, at), number=last.number)
        else:
            self.entries.insert(0, self._entry(people, change, at))
            del self.entries[MOST:]
        self.changed.emit()

    def _entry(self, people: tuple[Person, ...], change: Change, at: float) -> Entry:
        self._number += 1
        board, catalogue = self._bridge.board, self._bridge.catalogue
        sentence = _("{name} {did}")
        plain = sentence.format(name=names(people), did=deed(change, board, catalogue))
        bold = markup("<b>{names}</b>", names=names(people))
        rich = markup(sentence, name=bold, did=Markup(deed(change, board, catalogue, rich=True)))
        return Entry(self._number, people, change, plain, rich, at)


def names(people: tuple[Person, ...]) -> str:
    """Return the names of those who did something together."""
    if not people:
        return _("Somebody")
    if len(people) == 1:
        return people[0].name
    return _("{names} and {last}").format(names=", ".join(p.name for p in people[:-1]), last=people[-1].name)


def _goes_on(last: Entry, people: tuple[Person, ...], change: Change, at: float) -> bool:
    """Tell whether a change goes on with what the same people did last: they drag on, or write on."""
    if [p.client for p in last.people] != [p.client for p in people] or at - last.at > ONE_GO:
        return False
    if only_moves(last.change) and only_moves(change):
        return True
    same = bool(change.updated) and change.updated.keys() == last.change.updated.keys()
    return same and not (change.added or change.removed or last.change.added or last.change.removed)
