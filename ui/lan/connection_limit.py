"""Where connections come in before they are any: TLS and the first words of HTTP, within a time and a number.

Whoever knocks and says no more must cost a laptop nothing that others need. Qt's own servers listen no more when many
hang about, and some for ever; here the oldest one of them makes room for the next.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Protocol, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtNetwork import QAbstractSocket, QSslConfiguration, QSslSocket, QTcpServer

MOST_STRANGERS = 60
"""So many connections may stand at the gate; a handshake takes some hundredths of a second."""
AT_THE_DOOR = 512
"""So many may come at the same moment; the others try again after a second."""
LONGEST_HEAD = 64 << 10
"""Bytes that are read of one who has not come through."""


class _From(Protocol):
    @property
    def address(self) -> str: ...


Some = TypeVar("Some", bound=_From)


def one_to_go(waiting: Iterable[Some]) -> Some:
    """Return who makes room: of those that come from the busiest address the one that waits longest (the first)."""
    all_ = list(waiting)
    count = Counter(one.address for one in all_)
    return max(all_, key=lambda one: count[one.address])


class Stranger(QObject):
    """One connection at the gate."""

    through = Signal(object)
    gone = Signal(object)
    """This connection."""

    def __init__(self, socket: QSslSocket, within: int, parent: QObject) -> None:
        super().__init__(parent)
        self.socket = socket
        self.address = socket.peerAddress().toString()
        socket.setReadBufferSize(LONGEST_HEAD)
        socket.encrypted.connect(self._come_through)
        socket.disconnected.connect(self._go)
        QTimer.singleShot(within, self, self.turn_away)

    def turn_away(self) -> None:
        """End it without a word."""
        self.socket.abort()
        self._go()

    def _come_through(self) -> None:
        self.through.emit(self)

    def _go(self) -> None:
        self.gone.emit(self)


class Gate(QTcpServer):
    """Listens, and hands on what speaks TLS; `passed` says that a connection of it became a line."""

    secured = Signal(QSslSocket)

    def __init__(self, configuration: QSslConfiguration, within: int, parent: QObject) -> None:
        super().__init__(parent)
        self.setListenBacklogSize(AT_THE_DOOR)
        self._configuration, self._within = configuration, within
        self._strangers: dict[QSslSocket, Stranger] = {}

    @property
    def waiting(self) -> int:
        """How many stand at the gate."""
        return len(self._strangers)

    def incomingConnection(self, descriptor: int) -> None:
        """Take one more, as Qt calls for it."""
        socket = QSslSocket(self)
        if not socket.setSocketDescriptor(descriptor):
            socket.deleteLater()
            return
        if len(self._strangers) >= MOST_STRANGERS:
            one_to_go(self._strangers.values()).turn_away()
        socket.setSocketOption(QAbstractSocket.SocketOption.LowDelayOption, 1)
        socket.setSslConfiguration(self._configuration)
        stranger = self._strangers[socket] = Stranger(socket, self._within, self)
        # Methods of ours, so that Qt forgets them when we go: our sockets end once more after that.
        stranger.gone.connect(self._forget)
        stranger.through.connect(self._hand_on)
        socket.startServerEncryption()

    def passed(self, address: str, port: int) -> None:
        """Note that a connection has become a line, which counts there and not here."""
        for socket, stranger in list(self._strangers.items()):
            if stranger.address == address and socket.peerPort() == port:
                socket.setReadBufferSize(0)
                del self._strangers[socket]
                socket.disconnect(stranger)
                stranger.deleteLater()

    def shut(self) -> None:
        """Listen no more, and end what stands here."""
        self.close()
        for stranger in list(self._strangers.values()):
            stranger.turn_away()

    def _hand_on(self, stranger: Stranger) -> None:
        self.secured.emit(stranger.socket)

    def _forget(self, stranger: Stranger) -> None:
        if self._strangers.pop(stranger.socket, None) is not None:
            stranger.deleteLater()
            stranger.socket.deleteLater()
