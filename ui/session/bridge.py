"""Bridge: the one place where a session's events become Qt signals, and where a gesture becomes a command."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from stworkshop.commands.base import Context, Decision, Refused
from stworkshop.commands.registry import decide
from stworkshop.errors import KnownError
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model import rules
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.changes import joined
from stworkshop.session.session import Changed, Session, Undone
from ui.session.permission_probe import probe
from ui.session.write_back import WriteBack

if TYPE_CHECKING:
    from ui.lan.room_state import Together

Action = tuple[str, Callable[[], object]]
"""What a short message offers: its word and what it does."""


_RETRY_MS = 2000
"""How often an edit that the disk did not take is tried again."""


class Bridge(QObject):
    """One open session for all views: its changes, its short messages, and the selection that they share."""

    changed = Signal(object)
    """A `Changed` of the session: views repaint by the ids in it, the one who made it too."""
    said = Signal(str, object)
    """A short message, and an `Action` or None."""
    selection_changed = Signal(tuple)
    """The ids of the selected records, first chosen first."""
    hovered = Signal(tuple)
    """Ids that a panel points at (a line of the inspector), to be lit on the map; empty when it no longer does."""
    ran = Signal(str)
    """The name of a command that is about to be carried out."""
    room_changed = Signal()
    """The session is in another room than before, or in none: `room`."""
    permits_changed = Signal()
    """What this person may do here may be another thing now: another role, another room, or none."""
    closing = Signal()
    """The session is about to be closed: whoever serves it to others ends that."""
    wanted = Signal(str)
    """The id of a record that a person asked to see: the map brings it into view."""

    def __init__(self, session: Session, catalogue: Catalogue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.catalogue = catalogue
        self.room: Together | None = None
        self._selection: tuple[str, ...] = ()
        self._unsubscribe = session.subscribe(self._heard)
        self._write_back = WriteBack(session, self)
        self._again = QTimer(self)
        self._again.setInterval(_RETRY_MS)
        self._again.timeout.connect(session.retry)

    @property
    def board(self) -> Board:
        """The session's board, only to be read."""
        return self.session.board

    @property
    def selection(self) -> tuple[str, ...]:
        """The ids of the selected records."""
        return self._selection

    @property
    def read_only(self) -> bool:
        """Whether nothing can be changed now."""
        return self.session.read_only

    def refusal(self, wanted: str, ids: Iterable[str] = ()) -> str:
        """Return why stage or role do not permit something on these cards (`add`, `edit`, ...), "" if they do."""
        ids, guard = tuple(ids), self.session.guard
        refused = rules.stage_refusal(self.board, self.catalogue, wanted, ids, self.session.laptop)
        if refused or guard is None:
            return refused
        return guard.refusal(probe(self.board, wanted, ids, self.session.laptop))

    def run(self, name: str, **arguments: Any) -> Decision | None:
        """Carry out a command; a refusal is said in its own words and gives None."""
        self.ran.emit(name)
        result = self.session.run(name, **arguments)
        if isinstance(result, Refused):
            self.said.emit(result.message, None)
            return None
        if name == "delete":
            self.said.emit(_deleted(result), (_("Undo"), self.undo))
        return result

    def run_together(self, label: str, steps: Iterable[tuple[str, Mapping[str, Any]]]) -> bool:
        """Carry out several commands as one step with this label; all of them, or none where one is refused."""
        if self.session.read_only:
            self.said.emit(_("This session is open for reading only. Nothing was changed."), None)
            return False
        board = self.board.copy()
        context = Context(self.catalogue, self.session.laptop)
        changes = []
        for name, arguments in steps:
            self.ran.emit(name)
            decided = decide(board, name, arguments, context)
            if isinstance(decided, Refused):
                self.said.emit(decided.message, None)
                return False
            if decided.sheet or decided.close:
                raise ValueError(f"{name} has the drawer to do with, and is a step of its own")
            board.apply(decided.change)
            changes.append(decided.change)
        try:
            self.session.do(label, joined(changes))
        except KnownError as error:
            self.said.emit(str(error), None)
            return False
        return True

    def take(self, name: str, decided: Decision) -> str:
        """Carry out what was decided away from the window on the board as it is still; return why not, or ""."""
        if self.session.read_only:
            return _("This session is open for reading only. Nothing was changed.")
        self.ran.emit(name)
        try:
            self.session.do(decided.label, decided.change)
        except KnownError as error:
            return str(error)
        return ""

    def undo(self) -> None:
        """Take the last own step back, and say what a peer's later edit kept from going back."""
        self._say_of(self.session.undo())

    def redo(self) -> None:
        """Do again what was undone last."""
        self._say_of(self.session.redo())

    def select(self, ids: Iterable[str]) -> None:
        """Make these records the selection of all views; unknown ids are left out."""
        wanted = tuple(dict.fromkeys(i for i in ids if self.board.find(i) is not None))
        if wanted != self._selection:
            self._selection = wanted
            self.selection_changed.emit(wanted)

    def go_to(self, record_id: str) -> None:
        """Select a record and bring it into view."""
        self.select((record_id,))
        self.wanted.emit(record_id)

    def say(self, message: str, action: Action | None = None) -> None:
        """Show a short message."""
        self.said.emit(message, action)

    def enter(self, room: Together | None) -> None:
        """Be in a room, or in none any more; one that was there before is left."""
        before, self.room = self.room, room
        if before is not None:
            before.leave()
            before.deleteLater()
        if room is not None:
            room.status_changed.connect(self.permits_changed)
        self.room_changed.emit()
        self.permits_changed.emit()

    def close(self) -> None:
        """Leave the room, hear no more of the session, and close it."""
        self.closing.emit()
        if self.room is not None:
            self.enter(None)
        self._again.stop()
        self._write_back.end()
        self._unsubscribe()
        self.session.close()

    def _say_of(self, undone: Undone | None) -> None:
        if undone is not None and (undone.refusal or undone.skipped):
            self.said.emit(undone.refusal or _skipped(undone.skipped), None)

    def _heard(self, changed: Changed) -> None:
        if changed.origin == "trouble":
            self._again.start()
        elif changed.origin == "saved":
            self._again.stop()
        self.changed.emit(changed)
        if changed.change.removed:
            self.select(self._selection)


def _deleted(decision: Decision) -> str:
    cards = len(decision.change.ids("elements"))
    if cards:
        return ngettext("%d card deleted", "%d cards deleted", cards) % cards
    links = len(decision.change.ids("links"))
    if links:
        return ngettext("%d link deleted", "%d links deleted", links) % links
    return _("Deleted")


def _skipped(count: int) -> str:
    return (
        ngettext(
            "%d thing stays as it is: since then somebody changed it, or people answered it.",
            "%d things stay as they are: since then somebody changed them, or people answered them.",
            count,
        )
        % count
    )
