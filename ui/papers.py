"""What leaves the program as a file or on paper: exports and the printed summary."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QWidget

from stworkshop.ballots import expected_people
from stworkshop.catalogue import Catalogue
from stworkshop.i18n import gettext as _
from stworkshop.records import Round
from stworkshop.session import Session
from ui.printing import system as printing
from ui.dialogs.print_ballots import BallotPreview
from ui.dialogs.print_preview import PrintPreview
from ui.exports import Exports, Form, forms
from ui.rounds.codes import codes_of

if TYPE_CHECKING:
    from ui.main_window import MainWindow


class Papers:
    """Exports and prints sessions for the window."""

    def __init__(self, window: MainWindow, exports: Exports, catalogue: Catalogue) -> None:
        self._window, self._exports, self._catalogue = window, exports, catalogue

    def export(self, form: Form) -> None:
        """Export the open session."""
        self._exports.export(self._window.page().bridge.session, form)

    def print_summary(self) -> None:
        """Show the pages of the open session's summary."""
        self.preview(self._window.page().bridge.session)

    def preview(self, session: Session) -> None:
        """Show the pages of a summary until they are printed, saved or put away."""
        dialog = PrintPreview(self._window, session.board, self._catalogue, self._window.background)
        title = session.board.session.label
        dialog.wants_saved.connect(lambda data: self._exports.write_bytes(data, title, forms()[0]))
        self._exports.said.connect(dialog.tell)
        dialog.wants_printed.connect(lambda document: self._print(dialog, document, title))
        dialog.exec()
        dialog.deleteLater()

    def print_ballots(self, asked: Round) -> None:
        """Show the ballots of an open round; their codes are noted when they are saved or sent to the printer."""
        session = self._window.page().bridge.session
        people = codes_of(self._window.page().bridge).people(asked.id) or expected_people(session.board)
        dialog = BallotPreview(self._window, session, asked, self._catalogue, self._window.background, people)
        title = _("Ballots {question}").format(question=asked.label or asked.question)
        form = Form("ballots", _("Ballots as PDF…"), ".pdf", "ballot")

        def note() -> None:
            self._window.attempt(lambda: session.ballots.issue(asked.id, dialog.people))

        def save(data: bytes) -> None:
            if self._exports.write_bytes(data, title, form):
                note()

        dialog.wants_saved.connect(save)
        self._exports.said.connect(dialog.tell)
        dialog.wants_printed.connect(lambda document: self._print(dialog, document, title, note))
        dialog.exec()
        dialog.deleteLater()

    def _print(
        self, over: QWidget, document: QPdfDocument, title: str, printed: Callable[[], object] | None = None
    ) -> None:
        def send() -> None:
            if printing.print_document(over, document, title):
                self._window.say(_("Sent to the printer"), None)
                if printed is not None:
                    printed()

        self._window.attempt(send)
