"""When the log of an open session is written into its file: whenever somebody might copy the file now."""

from __future__ import annotations

import sys

from PySide6.QtCore import SLOT, QCoreApplication, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QGuiApplication

from stworkshop.session.session import Changed, Session

IDLE = 20_000
"""Milliseconds without an edit after which nobody is taken to be working."""
_LOGIN = ("org.freedesktop.login1", "/org/freedesktop/login1", "org.freedesktop.login1.Manager", "PrepareForSleep")


class WriteBack(QObject):
    """Writes the log back when nothing was done for a while, when the window loses the focus, and before sleep."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(IDLE)
        self._idle.timeout.connect(self.now)
        self._stop = session.subscribe(self._heard)
        running = QCoreApplication.instance()
        if isinstance(running, QGuiApplication):
            running.applicationStateChanged.connect(self._focus)
        if sys.platform == "linux":
            self._hear_of_sleep()

    def end(self) -> None:
        """Write no more; to be called before the session is closed, which does it a last time."""
        self._stop()
        self._idle.stop()
        self.deleteLater()

    @Slot()
    def now(self) -> None:
        """Write the log back; where another program reads just now, a little later."""
        if not self._session.read_only and not self._session.write_back():
            self._idle.start()

    @Slot(bool)
    def sleeping(self, begins: bool) -> None:
        """Hear from the system that it goes to sleep, or that it is awake again."""
        if begins:
            self.now()

    def _heard(self, changed: Changed) -> None:
        if changed.origin != "trouble":
            self._idle.start()

    def _focus(self, state: Qt.ApplicationState) -> None:
        if state != Qt.ApplicationState.ApplicationActive:
            self.now()

    def _hear_of_sleep(self) -> None:
        from PySide6.QtDBus import QDBusConnection

        bus = QDBusConnection.systemBus()
        if bus.isConnected():
            # It takes a str, whatever its stub says.
            bus.connect(*_LOGIN, self, SLOT("sleeping(bool)"))  # type: ignore[call-overload]
