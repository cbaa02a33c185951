"""What leaves the program as a file or on paper: exports, and all that is printed."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer

from stworkshop.model.catalogue import Catalogue
from stworkshop.model.records import Round
from stworkshop.session.session import Session
from ui.kit.dialog_frame import run_dialog
from ui.session.phones import slip_address
from ui.session.preferences import Preferences
from ui.session.round_codes import codes_of
from ui.shell.exports import Exports, Form

if TYPE_CHECKING:
    from ui.shell.workspace import ProgramWindow


_SOON_MS = 4000
"""So long after the window's beginning what draws and prints is loaded, for the dialog to open at once."""


class Papers:
    """Exports and prints sessions for the window."""

    def __init__(self, window: ProgramWindow, exports: Exports, catalogue: Catalogue, preferences: Preferences) -> None:
        self._window, self._exports, self._catalogue, self._preferences = window, exports, catalogue, preferences
        QTimer.singleShot(_SOON_MS, window, lambda: window.background.run(_load, lambda _none: None))

    def export(self, form: Form) -> None:
        """Export the open session."""
        self._exports.export(self._window.page().bridge.session, form)

    def print_summary(self) -> None:
        """Open the print dialog over the open session."""
        self.print_of("summary")

    def print_of(self, tab: str, asked: str = "", ticked: str = "") -> None:
        """Open the print dialog over the open session at a tab.

        `asked` is the round whose ballots are meant, `ticked` an edition of the summary that is wanted, too.
        """
        page = self._window.page()
        page.keep_typing()

        def note(facts: Mapping[str, str]) -> None:
            page.bridge.run("set_session", **facts)

        bridge = page.bridge
        told = {"people": codes_of(bridge).people, "phones": partial(slip_address, bridge)}
        self._open(bridge.session, tab, asked, ticked, note=note, **told)

    def print_ballots(self, asked: Round) -> None:
        """Open the print dialog at the ballots of an open round."""
        self.print_of("ballots", asked.id)

    def preview(self, session: Session) -> None:
        """Open the print dialog over a session that is not shown, and only read."""
        self._open(session, "summary")

    def _open(
        self,
        session: Session,
        tab: str,
        asked: str = "",
        ticked: str = "",
        **told: Any,
    ) -> None:
        from ui.features.printing.desk import Desk  # slow to load: it knows all that is drawn
        from ui.features.printing.dialog import PrintDialog

        window = self._window
        desk = Desk(window, session, self._catalogue, window.background, self._preferences, **told)
        dialog = PrintDialog(window, desk, tab, asked, ticked)
        run_dialog(dialog)
        if dialog.printed_words:
            window.say(dialog.printed_words, None)
        if dialog.wants_people:
            window.registry.trigger("people")


def _load() -> None:
    """Load what is slow to load."""
    for name in (
        "kit.kit",
        "wall.cards",
        "wall.poster",
        "typesetting.joined_pdf",
        "typesetting.reading_order",
        "content.open_questions",
    ):
        importlib.import_module(f"stworkshop.report.{name}")
