"""What leaves the program as a file or on paper: exports, and all that is printed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from stworkshop.catalogue import Catalogue
from stworkshop.records import Round
from stworkshop.session import Session
from ui.exports import Exports, Form
from ui.preferences import Preferences
from ui.printing import tabs
from ui.printing.desk import Desk
from ui.printing.dialog import PrintDialog
from ui.rounds.codes import codes_of

if TYPE_CHECKING:
    from ui.main_window import MainWindow


class Papers:
    """Exports and prints sessions for the window."""

    def __init__(self, window: MainWindow, exports: Exports, catalogue: Catalogue, preferences: Preferences) -> None:
        self._window, self._exports, self._catalogue, self._preferences = window, exports, catalogue, preferences

    def export(self, form: Form) -> None:
        """Export the open session."""
        self._exports.export(self._window.page().bridge.session, form)

    def print_summary(self) -> None:
        """Open the print dialog over the open session."""
        self.print_of(tabs.SUMMARY)

    def print_of(self, tab: str, asked: str = "") -> None:
        """Open the print dialog over the open session at a tab; `asked` is the round whose ballots are meant."""
        page = self._window.page()
        page.keep_typing()

        def note(facts: Mapping[str, str]) -> None:
            page.bridge.run("set_session", **facts)

        self._open(page.bridge.session, tab, asked, note, codes_of(page.bridge).people)

    def print_ballots(self, asked: Round) -> None:
        """Open the print dialog at the ballots of an open round."""
        self.print_of(tabs.BALLOTS, asked.id)

    def preview(self, session: Session) -> None:
        """Open the print dialog over a session that is not shown, and only read."""
        self._open(session, tabs.SUMMARY)

    def _open(
        self,
        session: Session,
        tab: str,
        asked: str = "",
        note: Callable[[Mapping[str, str]], object] | None = None,
        people: Callable[[str], int] = lambda _round: 0,
    ) -> None:
        window = self._window
        desk = Desk(window, session, self._catalogue, window.background, self._preferences, note, people)
        dialog = PrintDialog(window, desk, tab, asked)
        dialog.exec()
        if dialog.printed_words:
            window.say(dialog.printed_words, None)
        dialog.deleteLater()
