"""A bare relay over TLS: python -m tests.benchmarks.relay. What comes from one goes to all others, as it came."""

from __future__ import annotations

import datetime
import json
import signal
import sys

from PySide6.QtCore import QByteArray, QCoreApplication, QTimer
from PySide6.QtNetwork import QAbstractSocket, QHostAddress, QSsl, QSslCertificate, QSslConfiguration, QSslKey
from PySide6.QtWebSockets import QWebSocket, QWebSocketServer

from stworkshop.sync.pairing import make_identity


class Relay:
    """Judges nothing and keeps nothing."""

    def __init__(self) -> None:
        identity = make_identity(datetime.datetime.now(datetime.UTC))
        configuration = QSslConfiguration()
        configuration.setLocalCertificate(QSslCertificate(QByteArray(identity.certificate), QSsl.EncodingFormat.Pem))
        configuration.setPrivateKey(QSslKey(QByteArray(identity.key), QSsl.KeyAlgorithm.Ec, QSsl.EncodingFormat.Pem))
        configuration.setProtocol(QSsl.SslProtocol.TlsV1_3OrLater)
        self._server = QWebSocketServer("relay", QWebSocketServer.SslMode.SecureMode)
        self._server.setSslConfiguration(configuration)
        self._server.setMaxPendingConnections(100)
        self._server.newConnection.connect(self._arrive)
        self._sockets: list[QWebSocket] = []

    def listen(self) -> str:
        """Listen on any free port of this machine alone; return the URL."""
        self._server.listen(QHostAddress("127.0.0.1"), 0)
        return f"wss://127.0.0.1:{self._server.serverPort()}/"

    def _arrive(self) -> None:
        for plain in self._server.findChildren(QAbstractSocket):
            plain.setSocketOption(QAbstractSocket.SocketOption.LowDelayOption, 1)
        while (socket := self._server.nextPendingConnection()) is not None:
            self._sockets.append(socket)
            socket.binaryMessageReceived.connect(lambda data, sender=socket: self._pass_on(sender, data))
            socket.disconnected.connect(lambda gone=socket: self._sockets.remove(gone))

    def _pass_on(self, sender: QWebSocket, data: QByteArray) -> None:
        for socket in self._sockets:
            if socket is not sender:
                socket.sendBinaryMessage(data)


def main() -> None:
    """Relay until terminated."""
    application = QCoreApplication(sys.argv[:1])
    relay = Relay()
    print(json.dumps({"url": relay.listen()}), flush=True)
    heartbeat = QTimer()
    heartbeat.timeout.connect(lambda: None)
    heartbeat.start(200)
    signal.signal(signal.SIGTERM, lambda *_: application.quit())
    application.exec()


if __name__ == "__main__":
    main()
