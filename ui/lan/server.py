"""The sockets of a host: TLS, limits, and lines to whoever knocks; what is said on them is others' business."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs

from PySide6.QtCore import QByteArray, QObject, QTimer, Signal
from PySide6.QtNetwork import (
    QHostAddress,
    QSsl,
    QSslCertificate,
    QSslConfiguration,
    QSslKey,
    QSslSocket,
)
from PySide6.QtWebSockets import QWebSocket, QWebSocketProtocol, QWebSocketServer

from stworkshop.errors import KnownError
from stworkshop.i18n import gettext as _
from stworkshop.sync import frames
from stworkshop.sync.pairing import Identity
from ui.lan.connection_limit import Gate, one_to_go
from ui.lan.fair_queue import Turn, Turns
from ui.lan.keepalive import PART, Alive

MOST_LINES = 100
"""So many connections at a time; a room holds a class, not a town."""
MOST_WAITING = 64 << 20
"""Bytes that may wait for a guest that does not read; then its connection ends."""
UNHEARD = 1 << 20
"""Bytes that wait for a guest; while there are more, nothing of what it sends is heard."""
PING_EVERY = 5_000
"""Milliseconds between two pings; a line that has not answered two of them is dead."""
HANDSHAKE_WITHIN = 10_000
_LONGEST_REASON = 120


class GuestLine(QObject):
    """One connection: `path` and `code` as its address said, `address` whence it came."""

    text = Signal(str)
    frame = Signal(bytes)
    ended = Signal(object)
    """This line."""

    def __init__(self, socket: QWebSocket, number: int, turns: Turns, parent: QObject) -> None:
        super().__init__(parent)
        self._socket = socket
        self._turns = turns
        self._turn = Turn(
            self.frame.emit,
            lambda: self.close(_("Too much came at once. Join again.")),
            lambda: socket.bytesToWrite() < UNHEARD,
        )
        self.inside = False
        """Whether its guest has come in."""
        self._alive = Alive(PING_EVERY)
        self._over = self._closing = False
        self.id = f"guest-{number}"
        url = socket.requestUrl()
        self.path = url.path().strip("/")
        self.code = next(iter(parse_qs(url.query()).get("code", ())), "")
        self.address = socket.peerAddress().toString()
        socket.setParent(self)
        socket.setOutgoingFrameSize(PART)
        socket.setMaxAllowedIncomingFrameSize(frames.MOST_BYTES)
        socket.setMaxAllowedIncomingMessageSize(frames.MOST_BYTES)
        socket.textMessageReceived.connect(self.text)
        socket.binaryMessageReceived.connect(self._hear)
        socket.disconnected.connect(self._end)
        socket.pong.connect(self._answered)

    def come_in(self, holds: Callable[[bytes], bool]) -> None:
        """Note that its guest has come in; `holds` tells whether a frame of it, and what comes after, has to wait."""
        self.inside = True
        self._turn.holds = holds

    def send(self, frame: bytes) -> None:
        """Send a frame; a guest that does not read is let go."""
        if self._over:
            return
        if self._socket.bytesToWrite() > MOST_WAITING:
            self.close("")
            return
        self._alive.sent(len(frame))
        self._socket.sendBinaryMessage(QByteArray(frame))

    def say(self, text: str) -> None:
        """Send a message of the door."""
        if not self._over:
            self._socket.sendTextMessage(text)

    def close(self, reason: str) -> None:
        """End the connection, with a sentence for the other end, and hear no more of it."""
        if self._over or self._closing:
            return
        self._closing = True
        self._turns.forget(self._turn)
        short = reason.encode()[:_LONGEST_REASON].decode("utf-8", "ignore")
        if not self._socket.isValid():
            self._socket.abort()
            return
        self._socket.close(QWebSocketProtocol.CloseCode.CloseCodePolicyViolated, short)
        # A guest that is gone, or does not care, does not say goodbye.
        QTimer.singleShot(1000, self, self._socket.abort)

    def abort(self) -> None:
        """End the connection without a word."""
        self._socket.abort()

    def ping(self) -> None:
        """Ask whether the other end is still there, and let it go where it has not answered twice."""
        if not self._alive.ping():
            self._socket.abort()
        elif not self._over:
            self._socket.ping()

    def _answered(self, _elapsed: int, _payload: QByteArray) -> None:
        self._alive.answered()

    def _hear(self, data: QByteArray) -> None:
        self._alive.heard()
        if not self._over and not self._closing:
            self._turns.take(self._turn, bytes(data.data()))

    def _end(self) -> None:
        if not self._over:
            self._over = True
            self._turns.forget(self._turn)
            self.ended.emit(self)


class Server(QObject):
    """Listens on one port, over TLS alone; nothing listens before `listen` and after `stop`."""

    arrived = Signal(GuestLine)

    def __init__(self, identity: Identity, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QWebSocketServer("STWorkshop", QWebSocketServer.SslMode.NonSecureMode, self)
        configuration = QSslConfiguration()
        configuration.setLocalCertificate(QSslCertificate(QByteArray(identity.certificate), QSsl.EncodingFormat.Pem))
        configuration.setPrivateKey(QSslKey(QByteArray(identity.key), QSsl.KeyAlgorithm.Ec, QSsl.EncodingFormat.Pem))
        configuration.setPeerVerifyMode(QSslSocket.PeerVerifyMode.VerifyNone)
        configuration.setProtocol(QSsl.SslProtocol.TlsV1_3OrLater)
        self._gate = Gate(configuration, HANDSHAKE_WITHIN, self)
        self._gate.secured.connect(self._server.handleConnection)
        self._turns = Turns(self)
        self._server.newConnection.connect(self._arrive)
        self._lines: dict[GuestLine, None] = {}
        self._count = 0
        self._pings = QTimer(self)
        self._pings.timeout.connect(self._ping)

    def listen(self, port: int = 0, address: str = "") -> int:
        """Listen on a port, 0 for any free one, of one address or of all; return it. Raises KnownError."""
        where = QHostAddress(address) if address else QHostAddress(QHostAddress.SpecialAddress.AnyIPv4)
        if where.isNull() or not self._gate.listen(where, port):
            reason = self._gate.errorString()
            raise KnownError(
                _("The room cannot be opened on the network: {reason}.").format(reason=reason.rstrip(".")),
                _("Nothing was changed."),
                _("Choose another port or address, or leave them out."),
            )
        self._pings.start(PING_EVERY)
        return self._gate.serverPort()

    def stop(self) -> None:
        """End all lines and listen no more."""
        self._pings.stop()
        self._gate.shut()
        for line in list(self._lines):
            line.close(_("The host has closed the room."))

    def cut(self) -> None:
        """End what has not ended by itself, and hear no more of it."""
        for line in list(self._lines):
            line.blockSignals(True)
            line.abort()
        self._lines.clear()

    @property
    def port(self) -> int:
        """The port that is listened on, 0 for none."""
        return int(self._gate.serverPort())

    @property
    def quiet(self) -> bool:
        """Whether no line is left."""
        return not self._lines

    def _arrive(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            self._gate.passed(socket.peerAddress().toString(), socket.peerPort())
            if len(self._lines) >= MOST_LINES and not self._make_room():
                socket.abort()
                socket.deleteLater()
                continue
            self._count += 1
            line = GuestLine(socket, self._count, self._turns, self)
            self._lines[line] = None
            # A method of ours, so that Qt forgets it when we go: our sockets end once more after that.
            line.ended.connect(self._forget)
            self.arrived.emit(line)

    def _make_room(self) -> bool:
        """Let go of one that has not come in; False where all have."""
        waiting = [line for line in self._lines if not line.inside]
        if waiting:
            one_to_go(waiting).abort()
        return bool(waiting)

    def _forget(self, line: GuestLine) -> None:
        self._lines.pop(line, None)
        line.deleteLater()

    def _ping(self) -> None:
        for line in list(self._lines):
            line.ping()
