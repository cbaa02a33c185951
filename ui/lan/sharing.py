"""Sharing a session through a y-websocket server that somebody else runs, into a room that holds nothing else."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from stworkshop.i18n import gettext as _
from stworkshop.session.session import Session
from stworkshop.sync.replica import has_same_start, session_of
from ui.lan.client import HERE_WITHIN, Client


class Sharing(QObject):
    """One try to come into the room, which ends with `ready` or `failed`."""

    failed = Signal(str)
    """Why the session cannot be shared there, a sentence."""
    ready = Signal(object)
    """The `Client` that is in the room."""

    def __init__(self, url: str, session: Session, *, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._client = Client(url, name=name, laptop=session.laptop, stock=True)
        self._client.setParent(self)
        self._client.fetched.connect(self._fetched)
        self._client.status.connect(self._told)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self._lose_patience)

    def start(self) -> None:
        """Connect."""
        self._patience.start(HERE_WITHIN)
        self._client.join()

    def cancel(self) -> None:
        """Give it up."""
        self._patience.stop()
        self._client.blockSignals(True)
        self._client.leave()
        self.deleteLater()

    def _fetched(self, state: bytes) -> None:
        self._patience.stop()
        there = session_of(state)
        if there not in ("", self._session.id):
            self.failed.emit(
                _("This room on the server holds another workshop. Nothing was sent. Choose another room.")
            )
            return
        if there and not has_same_start(self._session.document(), state):
            self.failed.emit(
                _(
                    "This room on the server holds your workshop from another start, with what you may have taken out"
                    " since. Nothing was sent. Choose another room, and have the old one deleted on the server."
                )
            )
            return
        self._client.disconnect(self)
        self.ready.emit(self._client)

    def _told(self, status: str) -> None:
        if status == "out":
            self.failed.emit(self._client.reason)

    def _lose_patience(self) -> None:
        self.failed.emit(_("Nothing answers at this address. Nothing was sent. Is the address right?"))
