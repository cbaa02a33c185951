"""Tables that work apart and come together: copies are given out, read in again, and reviewed in their own view."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QFileDialog

from stworkshop.errors import KnownError
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.merge import read_copies
from stworkshop.merge.read_copies import Gathering
from stworkshop.merge.report import twice_in_words
from stworkshop.model.wording import ended
from stworkshop.rounds.answers_in_words import capital
from ui.features.tables import review as reviews
from ui.features.tables.copy_transfer import Carrying
from ui.features.tables.give_dialog import GiveDialog
from ui.features.tables.review import Review
from ui.features.tables.unrelated_files import Doubt, bring_beside
from ui.kit.dialog_frame import run_dialog
from ui.presence.roles import not_leading
from ui.session.words import table_words

if TYPE_CHECKING:
    from ui.session.bridge import Bridge
    from ui.shell.workspace import ProgramWindow

VIEW = "tables"


class Merging(QObject):
    """What the window does with tables; reviews that are not finished are kept until it closes."""

    changed = Signal()
    """A merge was begun, finished or put away, or reading began or ended."""
    brought_in = Signal(str, object)
    """A file of another start was brought in beside the map: its name, and the report on it."""

    def __init__(self, window: ProgramWindow) -> None:
        super().__init__(window)
        self._window = window
        self._reviews: dict[str, Review] = {}
        self.carrying = Carrying(window, self.bring_together)
        self.reading = 0
        """How many files are being read now."""

    def why_not(self) -> str:
        """Return why nothing can be given out or brought together now, "" where it can."""
        bridge = self._window.page().bridge
        if bridge.read_only:
            return _("this session is open for reading only")
        if bridge.session.trouble:
            return _("the last edits are not saved yet")
        return ""

    def why_not_together(self) -> str:
        """Return why nothing can be brought together now, "" where it can: a guest would be refused by its host."""
        if not_leading(self._window.page().bridge):
            return _("only the facilitator of this room brings tables together")
        return self.why_not()

    def review(self) -> Review | None:
        """Return the merge that is under way in the open session."""
        window = self._window
        return self._reviews.get(window.page().bridge.session.id) if window.has_session() else None

    # --- giving out

    def give(self) -> None:
        """Ask which tables get a copy and write one for each."""
        window = self._window
        if self._refused(self.why_not()):
            return
        page = window.page()
        page.keep_typing()
        session = page.bridge.session
        try:
            given = read_copies.letters_given(session.path, session.id)
        except KnownError as error:
            window.tell(error)
            return
        label, guests = session.board.session.label, self.carrying.guests()
        dialog = GiveDialog(window, label, window.preferences.last_folder, given, guests)
        if run_dialog(dialog):
            window.preferences.last_folder = dialog.folder
            self._write(dialog.wanted)
            window.attempt(lambda: self.carrying.give(dialog.by_network))

    def _write(self, wanted: Sequence[tuple[str, Path]]) -> None:
        written: list[Path] = []
        try:
            for name, path in wanted:
                self._window.page().bridge.session.copy_for_table(name, path)
                written.append(path)
        except KnownError as error:
            self._window.tell(error)
        except OSError as error:
            what = _("The copy could not be written: {why}.").format(why=error.strerror or str(error))
            self._window.tell(KnownError(what, _("Your session is safe."), _("Choose another folder or stick.")))
        if not written:
            return
        folder = QUrl.fromLocalFile(str(written[0].parent))
        words = ngettext("Saved for a table: {name}", "Saved {n} copies for tables", len(written))
        self._window.say(
            words.format(name=written[0].name, n=len(written)), (_("Show"), lambda: QDesktopServices.openUrl(folder))
        )

    # --- coming together

    def bring_together(self, paths: Sequence[str] = ()) -> None:
        """Read copies off the window's thread and show what comes of them; without paths they are asked for."""
        window = self._window
        if self._refused(self.why_not_together()):
            return
        chosen = list(paths) or self._asked_for()
        if not chosen:
            return
        page = window.page()
        page.keep_typing()
        session = page.bridge.session
        own, session_id, files = session.path, session.id, [Path(path) for path in chosen]
        before = self._reviews.get(session_id)
        if before is not None:  # more tables come to those that wait already
            there = [file.path for file in before.gathering.files if file.path != own]
            files = list(dict.fromkeys([*there, *files]))
        self.reading = len(files)
        self.changed.emit()
        page.show_view(VIEW)
        window.background.run(
            lambda: reviews.read(own, session_id, files),
            lambda found: self._read(session_id, own, *found),
            self.fail,
            page,
        )

    def _read(self, session_id: str, own: Path, found: Gathering | None, strangers: list[Path]) -> None:
        """Begin the review; offer other ways for files of another start."""
        self.reading = 0
        bridge = self._window.page().bridge
        if bridge.session.id != session_id:
            self.changed.emit()
            return
        if found is not None:
            self._begin(session_id, own, found, bridge)
        self.changed.emit()
        if strangers and not self._doubt(strangers):
            self._window.open_file(str(strangers[0]))

    def _begin(self, session_id: str, own: Path, found: Gathering, bridge: Bridge) -> None:
        before = self._reviews.get(session_id)
        made = Review(found, own, bridge.board, bridge.catalogue)
        if before is not None:
            made.take_over(before)
        self._reviews[session_id] = made
        if found.twice:
            self._window.say(" ".join(twice_in_words(found.twice)), None)

    def finish(self) -> None:
        """Store what was chosen as one step, and show the map."""
        review, page = self.review(), self._window.page()
        if review is None or self._refused(self.why_not_together()):
            return
        asked = {question.id for question in review.questions}
        review.bring_up_to_date(page.bridge.board)
        fresh = [question for question in review.questions if question.id not in asked]
        if fresh:
            review.look_at(fresh[0].id)
            self._window.say(_("The map has changed meanwhile, and something new needs you."), None)
            return
        session_id = page.bridge.session.id
        del self._reviews[session_id]  # views that hear of the step have nothing to work out any more
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            count = review.finish(page.bridge)
        except KnownError as error:
            failed: KnownError | None = error
        else:
            failed = None
        finally:
            QApplication.restoreOverrideCursor()
        if failed is not None:
            if not page.bridge.session.trouble:  # what the disk did not take is on the board all the same
                self._reviews[session_id] = review
            self.changed.emit()
            self._window.tell(failed)
            return
        left = review.waiting()
        review.deleteLater()
        self.carrying.reviewed(file.path for file in review.gathering.files)
        self.changed.emit()
        page.show_view("map")
        words = ngettext("{n} change came together.", "{n} changes came together.", count).format(n=count)
        if left:
            open_ = ngettext("{n} is left open.", "{n} are left open.", left).format(n=left)
            words = f"{words} {open_}"
        page.bridge.say(words, (_("Undo"), page.bridge.undo))

    def put_away(self) -> None:
        """Forget the merge that is under way, and all that was chosen in it; the copies stay as they are."""
        if self._window.has_session():
            gone = self._reviews.pop(self._window.page().bridge.session.id, None)
            if gone is not None:
                gone.deleteLater()
        self.changed.emit()

    def offer(self, path: str) -> bool:
        """Offer what can be done with a dropped session besides opening it; tell whether that was settled here.

        A copy of the open session can come together with it; the cards of another can stand beside its own.
        """
        window = self._window
        if not window.has_session() or Path(path).suffix.lower() != ".stw":
            return False
        session, known = window.page().bridge.session, read_copies.lineages(Path(path))
        if not known or self.why_not() or Path(path).resolve() == session.path.resolve():
            return False
        if session.lineage not in known:
            return self._doubt([Path(path)])
        if not_leading(window.page().bridge):
            return self._refused(self.why_not_together())
        table = known[session.lineage]
        title = _("“{name}” is a copy of this session.").format(name=Path(path).name)
        if table:
            title = _("“{name}” is {table}’s copy of this session.").format(
                name=Path(path).name, table=table_words(table)
            )
        words = _("Bring it together with what is open here, or open it by itself?")
        choice = Doubt.ask(window, title, words, (_("Bring it together"), _("Open it")))
        if choice == 0:
            self.bring_together([path])
        return choice != 1

    # --- what goes wrong

    def _doubt(self, paths: Sequence[Path]) -> bool:
        """Ask what becomes of files of another start; tell whether that was settled here, or one is to be opened."""
        count, names = len(paths), ", ".join(f"“{path.name}”" for path in paths)
        title = ngettext(
            "{names} does not come from the same start as this session.",
            "{names} do not come from the same start as this session.",
            count,
        ).format(names=names)
        words = ngettext(
            "It cannot be merged. You can add its cards next to yours, or leave it a session of its own.",
            "They cannot be merged. You can add their cards next to yours, or leave them sessions of their own.",
            count,
        )
        ways = [ngettext("Bring its cards in side by side", "Bring their cards in side by side", count)]
        if count == 1:
            ways.append(_("Open it as a session of its own"))
        choice = Doubt.ask(self._window, title, words, ways)
        if choice == 0:
            bring_beside(self._window, paths, self.brought_in.emit, self.fail)
        return choice != 1

    def _asked_for(self) -> list[str]:
        window = self._window
        folder = window.preferences.last_folder
        words = _("Choose the tables’ copies, all at once")
        paths, _kind = QFileDialog.getOpenFileNames(window, words, folder, f"{_('Session files')} (*.stw)")
        if paths:
            window.preferences.last_folder = str(Path(paths[0]).parent)
        return list(paths)

    def _refused(self, why: str) -> bool:
        if why:
            self._window.say(ended(capital(why)), None)
        return bool(why)

    def fail(self, error: Exception) -> None:
        """Tell of what went wrong while copies were read; our own mistakes are told as such."""
        self.reading = 0
        self.changed.emit()
        if isinstance(error, OSError):
            what = _("A copy could not be read: {why}.").format(why=error.strerror or str(error))
            error = KnownError(what, _("Nothing was merged."), _("Take the stick out, put it in again, and try."))
        if not isinstance(error, KnownError):
            raise error
        self._window.tell(error)
