"""The web server for telephones: Qt's, on plain HTTP, for as long as a round asks them. What is said is the desk's."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtHttpServer import QHttpServer, QHttpServerRequest, QHttpServerResponse
from PySide6.QtNetwork import QHostAddress, QHttpHeaders, QTcpServer, QTcpSocket

from stworkshop.errors import KnownError
from stworkshop.i18n import gettext as _
from stworkshop.phones import page
from stworkshop.phones.desk import MOST_ASKED, Desk
from ui.lan.connection_limit import one_to_go

USUAL_PORT = 8350
"""What people type is short where it is free."""
MOST_LINES = 400
"""So many connections at a time: browsers open up to six each."""
A_SECOND = 240
"""So many requests a second from one address; a page asks for seven, and behind a router a room shares an address."""
_ASKED = ("/round", "/sheet", "/state")
_HEADERS = {
    "Content-Security-Policy": page.POLICY,
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class _Line(QTcpSocket):
    """One connection, with whence it came."""

    address = ""


class _Gate(QTcpServer):
    """Takes connections up to a number; the longest one of the busiest address makes room for the next."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._lines: dict[_Line, None] = {}

    def incomingConnection(self, descriptor: int) -> None:
        """Take one more, as Qt calls for it."""
        line = _Line(self)
        if not line.setSocketDescriptor(descriptor):
            line.deleteLater()
            return
        line.address = line.peerAddress().toString()
        if len(self._lines) >= MOST_LINES:
            one_to_go(self._lines).abort()
        self._lines[line] = None
        line.disconnected.connect(partial(self._forget, line))
        self.addPendingConnection(line)

    def shut(self) -> None:
        """Take none any more, and end those that are there: browsers keep them open, to ask again."""
        self.close()
        for line in list(self._lines):
            line.disconnectFromHost()

    def _forget(self, line: _Line) -> None:
        self._lines.pop(line, None)


class PhoneServer(QObject):
    """Serves the desk of one round; nothing listens before `listen` and after `stop`."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._server = QHttpServer(self)
        limits = self._server.configuration()
        limits.setMaximumBodySize(MOST_ASKED)
        limits.setMaximumUrlSize(1024)
        limits.setMaximumTotalHeaderSize(16 << 10)
        limits.setRateLimitPerSecond(A_SECOND)
        self._server.setConfiguration(limits)
        self._gate = _Gate(self)
        # Qt holds none of the functions that it is given, so they are held here.
        self._heard: list[Callable[..., object]] = [self._answer, self._dress]
        for path in (*page.PATHS, *_ASKED):
            self._server.route(path, self._heard[0])
        self._server.addAfterRequestHandler(self, self._heard[1])

    def listen(self, port: int = 0, address: str = "") -> int:
        """Listen on a port, 0 for the usual one or else any free one, and return it; raises KnownError."""
        where = QHostAddress(address) if address else QHostAddress(QHostAddress.SpecialAddress.AnyIPv4)
        ports = (port,) if port else (USUAL_PORT, 0)
        if where.isNull() or not any(self._gate.listen(where, one) for one in ports):
            raise KnownError(
                _("Telephones cannot be asked: {reason}.").format(reason=self._gate.errorString().rstrip(".")),
                _("Nothing was changed. Paper and the laptop work as before."),
                _("Choose another port or address, or leave them out."),
            )
        self._server.bind(self._gate)
        return int(self._gate.serverPort())

    def stop(self) -> None:
        """Listen no more, and end what is there."""
        self._gate.shut()

    def _answer(self, request: QHttpServerRequest) -> str:
        address = request.remoteAddress().toString()
        body = bytes(request.body().data())
        return self._desk.answer(request.url().path(), body, address, time.monotonic()) or ""

    def _dress(self, request: QHttpServerRequest, response: QHttpServerResponse) -> None:
        """Give each answer its sort and what the page may load: Qt itself knows but one sort of words."""
        headers = QHttpHeaders()
        headers.append("Content-Type", page.sort_of(request.url().path()))
        for name, value in _HEADERS.items():
            headers.append(name, value)
        response.setHeaders(headers)
