"""Tables' copies over the room's network: sent to a table's laptop, taken in there, brought back, ready for review."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QDialog, QWidget

from stworkshop.errors import KnownError
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.merge import read_copies
from stworkshop.system import temporary_files
from ui.features.tables.give_dialog import file_name
from ui.kit.dialog_frame import Dialog
from ui.kit.widgets.basics import button
from ui.kit.widgets.words import WrappedLabel
from ui.session.words import table_words

if TYPE_CHECKING:
    from ui.lan.copies import Outgoing
    from ui.lan.room_state import Together
    from ui.session.bridge import Bridge
    from ui.shell.workspace import ProgramWindow


class OfferDialog(Dialog):
    """A question with a yes and a no; the no has the focus."""

    def __init__(self, parent: QWidget, table: str) -> None:
        super().__init__(parent, _("Take the copy for {table}?").format(table=table_words(table)), "import")
        words = _(
            "The facilitator’s laptop wants to give you a copy of this workshop, for you to work on apart and bring"
            " back. If you did not agree on this, say no. Nothing is saved on this laptop before you say yes."
        )
        self.body.addWidget(WrappedLabel(words, "body", "muted"))
        self.take = self.add_button(button(_("Take the copy"), self.accept))
        self.decline = self.add_button(button(_("No, thanks"), self.reject, look="primary"), first=True)


class Carrying(QObject):
    """What the window does about copies that go through its room; what came back waits here until it is reviewed."""

    changed = Signal()
    """A copy was taken in, or reviewed."""
    wants_back = Signal(bytes)
    """The table's copy is to be brought to the facilitator's room."""

    def __init__(self, window: ProgramWindow, bring_together: Callable[[Sequence[str]], object]) -> None:
        super().__init__(window)
        self._window, self._bring_together = window, bring_together
        self._room: Together | None = None
        self.back: dict[str, Path] = {}
        """What came back and is not reviewed yet, by table."""
        self.folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        """Where a copy goes that this laptop is given."""

    def follow(self, bridge: Bridge) -> None:
        """Take copies in the rooms that a session is in."""
        self.back = {}
        bridge.room_changed.connect(lambda: self._enter(bridge.room))

    def guests(self) -> list[tuple[str, str]]:
        """Return who can be given a copy over the network: peer and name; nobody where this laptop keeps no room."""
        room = self._window.page().bridge.room
        if room is None or not room.hosting:
            return []
        return [(one.peer, one.name) for one in room.others() if one.peer and not one.stock and one.away is None]

    # --- giving

    def give(self, wanted: Sequence[tuple[str, str]]) -> None:
        """Send tables their copies, each to a guest (name of the table, peer)."""
        room = self._window.page().bridge.room
        if room is None or room.copies is None:
            return
        for table, peer in wanted:
            path = self._new_path(table)
            try:
                self._window.page().bridge.session.copy_for_table(table, path)
                data = path.read_bytes()
            finally:
                path.unlink(missing_ok=True)
            self._tell_of(room.copies.give(peer, table, data))

    def _tell_of(self, going: Outgoing) -> None:
        table = going.table
        arrived = _("{table} has its copy.").format(table=table_words(table))
        failed = _("{table} did not get its copy.").format(table=table_words(table))
        going.arrived.connect(lambda: self._window.say(arrived, None))
        going.failed.connect(lambda why: self._window.say(f"{failed} {why}", None))

    # --- taking in

    def _enter(self, room: Together | None) -> None:
        self._room = room
        if room is not None and room.copies is not None:
            room.copies.came.connect(self._came)
            room.copies.offered.connect(self._offered)

    def _offered(self, table: str, decide: Callable[[bool], bool]) -> None:
        """Ask before anything of a copy is kept; the window goes on meanwhile."""
        dialog = OfferDialog(self._window, table)

        def decided(result: int) -> None:
            yes = result == QDialog.DialogCode.Accepted
            if not decide(yes) and yes:
                self._window.say(_("The facilitator’s laptop cannot be reached any more. Nothing was kept."), None)
            dialog.deleteLater()

        dialog.finished.connect(decided)
        dialog.open()

    def _came(self, table: str, data: bytes) -> None:
        """Look at a copy as at one from a stick, away from the window; then keep it."""
        window, room = self._window, self._room
        if room is None or not window.has_session():
            return
        page, path = window.page(), self._new_path(table)
        session = page.bridge.session
        expected = (table, session.id, session.lineage)
        path.write_bytes(data)
        take = self._back if room.hosting else self._given

        def read() -> read_copies.CopyFile:
            (copy,) = read_copies.read_copies([path])
            if (copy.table, copy.session_id, copy.lineage) != expected:
                raise KnownError(
                    _("What came for {table} is no copy of this session.").format(table=table_words(table))
                )
            return copy

        window.background.run(read, take, lambda error: self._failed(path, error), page)

    def _back(self, copy: read_copies.CopyFile) -> None:
        # A table that comes back again takes the place of what it brought before, in a review, too.
        before = self.back.setdefault(copy.table, copy.path)
        if before != copy.path:
            copy.path.replace(before)
        self.changed.emit()
        words = _("{table} has come back.").format(table=table_words(copy.table))
        self._window.say(words, (_("Review"), self.review))

    def _given(self, copy: read_copies.CopyFile) -> None:
        stem = file_name(copy.board.session.label, copy.table)
        names = (stem, *(f"{stem} {n}" for n in range(2, 1000)))
        path = next(p for name in names if not (p := self.folder / f"{name}.stw").exists())
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            path.write_bytes(copy.path.read_bytes())
        except OSError as error:
            self._failed(copy.path, error)
            return
        copy.path.unlink(missing_ok=True)
        self._window.preferences.add_recent_file(path)
        words = _("The facilitator gave this laptop a copy for {table}. It is in {folder}, and on Home.")
        told = words.format(table=table_words(copy.table), folder=path.parent.name)
        self._window.say(told, (_("Open it"), lambda: self._window.open_file(str(path))))

    def _failed(self, path: Path, error: Exception) -> None:
        path.unlink(missing_ok=True)
        if isinstance(error, OSError):
            error = KnownError(_("The copy could not be kept: {why}.").format(why=error.strerror or str(error)))
        if not isinstance(error, KnownError):
            raise error
        self._window.say(str(error), None)

    def review(self) -> None:
        """Bring what came back together with what is open here."""
        paths = [str(path) for path in self.back.values() if path.exists()]
        if paths:
            self._bring_together(paths)

    def reviewed(self, paths: Iterable[Path]) -> None:
        """Note that some of what came back is part of the session now."""
        done = set(paths)
        self.back = {table: path for table, path in self.back.items() if path not in done}
        self.changed.emit()

    def waiting_words(self) -> str:
        """Return what the action about tables that came back would do."""
        count = len(self.back)
        words = ngettext("Review the table that came back…", "Review the {n} tables that came back…", max(1, count))
        return words.format(n=count)

    # --- bringing back

    def why_not_back(self) -> str:
        """Return why the open session cannot be brought back to those who gave it, "" where it can."""
        bridge = self._window.page().bridge
        if not bridge.session.table_name:
            return _("this session is no table’s copy")
        return _("the last edits are not saved yet") if bridge.session.trouble else ""

    def bring_back(self) -> None:
        """Ask for the facilitator's room and bring the table's copy there."""
        window = self._window
        if self.why_not_back():
            return
        window.page().keep_typing()
        session = window.page().bridge.session
        path = self._new_path(session.table_name)
        try:
            read_copies.write_for_plenary(session.path, session.id, path)
            data = path.read_bytes()
        except KnownError as error:
            window.tell(error)
            return
        finally:
            path.unlink(missing_ok=True)
        self.wants_back.emit(data)

    # --- inside

    @cached_property
    def passing(self) -> Path:
        """Where copies lie for a moment on their way; made with the first of them."""
        return temporary_files.folder("copies")

    def _new_path(self, table: str) -> Path:
        folder = self.passing
        stem = file_name("", table)
        names = (stem, *(f"{stem} {n}" for n in range(2, 10_000)))
        return next(p for name in names if not (p := folder / f"{name}.stw").exists())
