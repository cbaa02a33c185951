"""The try to join a room: what the dialog asks for is done, and how it goes is shown in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from stworkshop.errors import KnownError
from ui.lan.joining import Joining

if TYPE_CHECKING:
    from stworkshop.session.session import Session
    from ui.features.together.join_dialog import JoinDialog, Wanted
    from ui.lan.client import Client
    from ui.shell.workspace import ProgramWindow


class Knocking(QObject):
    """Knocks as often as the dialog wants it, and ends with it."""

    came_in = Signal(object, object, object)
    """The `Wanted` that was fulfilled, the open `Session`, and the `Client` in the room."""

    def __init__(self, window: ProgramWindow, dialog: JoinDialog) -> None:
        super().__init__(dialog)
        self._window, self._dialog = window, dialog
        self._joining: Joining | None = None
        self._in_the_way = ""
        self._by_hand = False
        dialog.wanted.connect(self._knock)
        dialog.wants_own_kept.connect(self._set_own_aside)
        dialog.stopped.connect(self.give_up)
        dialog.finished.connect(lambda _result: self.give_up())

    def give_up(self) -> None:
        """End the try that is under way."""
        if self._joining is not None:
            joining, self._joining = self._joining, None
            joining.cancel()

    def _knock(self, wanted: Wanted) -> None:
        window, dialog = self._window, self._dialog
        self._by_hand = wanted.by_hand
        if not window.may_leave():
            dialog.reject()
            return
        window.preferences.shown_name, window.preferences.shown_colour = wanted.name, wanted.colour
        try:  # a library that cannot be written to has no mark of the laptop, nor a place for the session
            joining = self._joining = Joining(
                wanted.url, window.library, name=wanted.name, code=wanted.code, stock=wanted.stock
            )
        except KnownError as error:
            dialog.show_failed(str(error), None)
            return
        joining.status.connect(lambda status: dialog.show_away(joining.answered) if status == "away" else None)
        joining.isolated.connect(dialog.show_isolated)
        joining.compares.connect(dialog.show_words)
        dialog.agreed.connect(joining.agree)
        joining.failed.connect(self._refused)
        joining.opening.connect(self._let_go_of)
        joining.ready.connect(lambda session, client: self._ready(wanted, session, client))
        joining.start()

    def _refused(self, reason: str) -> None:
        if self._joining is not None:
            tries, self._in_the_way = self._joining.tries, self._joining.in_the_way
            self.give_up()
            if self._in_the_way:
                self._dialog.show_own_in_the_way()
            else:
                self._dialog.show_failed(reason, tries)

    def _set_own_aside(self) -> None:
        """Keep the session that is in the way under another name, and knock again."""
        session_id, self._in_the_way = self._in_the_way, ""
        self._let_go_of(session_id)
        try:
            self._window.library.set_aside(session_id)
        except KnownError as error:
            self._dialog.show_failed(str(error))
        else:
            (self._dialog.ask_now if self._by_hand else self._dialog.join_now)()

    def _let_go_of(self, session_id: str) -> None:
        """Close the session that is about to be opened from a room, where this window has it open."""
        window = self._window
        if window.has_session() and window.page().bridge.session.id == session_id:
            window.close_session()

    def _ready(self, wanted: Wanted, session: Session, client: Client) -> None:
        joining, self._joining = self._joining, None
        client.setParent(self._window)
        if joining is not None:
            joining.deleteLater()
        self._dialog.accept()
        self.came_in.emit(wanted, session, client)
