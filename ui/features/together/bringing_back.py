"""Bringing a table's copy back: which room, its code, and how the way there goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from stworkshop.i18n import gettext as _
from ui.features.together.join_dialog import JoinDialog
from ui.lan.copy_transfer import Courier
from ui.lan.discovery import Finder
from ui.session.words import table_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.features.together.join_dialog import Wanted
    from ui.shell.workspace import ProgramWindow


class BringingBack(QObject):
    """Tries as often as the dialog wants it, and ends with it; the table's copy stays open and as it is."""

    def __init__(
        self, window: ProgramWindow, dialog: JoinDialog, data: bytes, note: Callable[[Wanted], object]
    ) -> None:
        super().__init__(dialog)
        self._window, self._dialog, self._data, self._note = window, dialog, data, note
        self._courier: Courier | None = None
        dialog.wanted.connect(self._knock)
        dialog.stopped.connect(self.give_up)
        dialog.finished.connect(lambda _result: self.give_up())

    def give_up(self) -> None:
        """End the try that is under way."""
        if self._courier is not None:
            courier, self._courier = self._courier, None
            courier.cancel()

    def _knock(self, wanted: Wanted) -> None:
        dialog, session = self._dialog, self._window.page().bridge.session
        self._window.preferences.shown_name = wanted.name
        self._note(wanted)
        courier = self._courier = Courier(
            wanted.url, laptop=session.laptop, name=wanted.name, code=wanted.code,
            session=(session.id, session.lineage), table=session.table_name, data=self._data,
            ticket=session.return_ticket,
        )  # fmt: skip
        courier.status.connect(lambda status: dialog.show_away(courier.answered) if status == "away" else None)
        courier.isolated.connect(dialog.show_isolated)
        courier.failed.connect(self._refused)
        courier.delivered.connect(self._delivered)
        courier.start()

    def _refused(self, reason: str) -> None:
        if self._courier is not None:
            tries = self._courier.tries
            self.give_up()
            self._dialog.show_failed(reason, tries)

    def _delivered(self) -> None:
        table = self._window.page().bridge.session.table_name
        self._dialog.accept()
        words = _("{table}’s work is with the facilitator. This copy stays here as it is.")
        self._window.say(words.format(table=table_words(table)), None)


def bring_back(window: ProgramWindow, data: bytes, before: Wanted | None, note: Callable[[Wanted], object]) -> None:
    """Ask where to, with the room `before` that this laptop was in last, and bring the copy there; `note` the room."""
    table = table_words(window.page().bridge.session.table_name)
    dialog = JoinDialog(
        window, window.preferences, Finder, bringing=True, name=window.preferences.shown_name or table,
        invitation=before.url if before is not None else "", code=before.code if before is not None else "",
    )  # fmt: skip
    BringingBack(window, dialog, data, note)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
