"""A guest's line to a room: connect, pin the host's certificate, come in, and connect again by itself when cut off."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QByteArray, QObject, QTimer, QUrl, Signal
from PySide6.QtNetwork import QAbstractSocket, QSslError
from PySide6.QtWebSockets import QWebSocket, QWebSocketProtocol

from stworkshop.errors import KnownError
from stworkshop.sync import frames
from stworkshop.sync.file_transfer import ANSWER, PARCEL
from stworkshop.sync.frames import BadFrame
from stworkshop.sync.guest import LAST_TRY, Guest
from stworkshop.sync.handshake import Knock
from stworkshop.sync.presence import AGAIN
from ui.lan.keepalive import Alive
from ui.lan.pinning import another_key, are_of_its_own_making, print_of

PING_EVERY = 3_000
"""Milliseconds between two pings; after two without an answer the line is dead."""
STRANGERS_TRY = 1_000
"""Milliseconds to the next try of one who was never in."""
BATCH = 50
"""Milliseconds in which others' edits are gathered before the disk takes them together."""
HERE_WITHIN = 10_000
"""Milliseconds from the first word to the whole map; a network that keeps its laptops apart lets nothing through."""


class Client(QObject):
    """One guest's connection to one room. With `stock` the room is on a y-websocket server, which has no door.

    Who has nothing of the session yet comes in without a guest, fetches the whole document, and enters with a guest.
    """

    welcomed = Signal(dict)
    """The room let us in: `session`, `label`, `lineage`, `role`."""
    compares = Signal(tuple)
    """The words to compare, where we asked to be let in by hand; `agree` says that they are the same."""
    fetched = Signal(bytes)
    """The whole document, as it was asked for."""
    heard = Signal(object)
    """A `Heard`: what came of the frames of a moment; the board has changed already."""
    refused = Signal(object)
    """A `Refusal`: an edit of ours that the host did not take."""
    presence = Signal()
    unanswered = Signal()
    """Nothing came for HERE_WITHIN milliseconds."""
    sheet = Signal(dict)
    """What became of a sheet: `round`, and `refusal`, "" where it was taken."""
    sheet_news = Signal(dict)
    """How many sheets of a `round` may come from here, `most`, and came, `in`; `out` where they were taken out."""
    carried = Signal(str, dict)
    """A message about a table's copy, as `Copies` takes it: its name and its body."""
    status = Signal(str)
    """`connecting`, `here`, `away` (tries again by itself), or `out`: it ends, `reason` says why."""

    def __init__(
        self,
        url: str,
        guest: Guest | None = None,
        *,
        name: str = "",
        laptop: str = "",
        code: str = "",
        fingerprint: str = "",
        stock: bool = False,
        parent: QObject | None = None,
    ) -> None:
        """Prepare to join, without a code by hand; `fingerprint`, where known, is the only certificate accepted."""
        super().__init__(parent)
        self.guest = guest
        self.fingerprint = fingerprint
        self.reason = ""
        self.role = ""
        self.host_laptop = ""
        self.tries: int | None = None
        """How many more codes can be tried at once, where the one that was shown is wrong."""
        self.answered = False
        """Whether anything has answered at the address, be it that no room is there."""
        self._url = QUrl(url)
        self._name, self._laptop, self._code, self._token = name, laptop, code, ""
        self.stock = stock
        self._knock: Knock | None = None
        self._state: Mapping[str, Any] | None = None
        self._wanted = self._stays = False
        self._alive = Alive(PING_EVERY)
        self._early: list[bytes] = []
        self._fetching = False
        self._batch: list[bytes] = []
        self._socket: QWebSocket | None = None
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.timeout.connect(self._connect)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self._lose_patience)
        self._pings = QTimer(self)
        self._pings.timeout.connect(self._ping)
        self._present = QTimer(self)
        self._present.timeout.connect(self._say_again)
        self._batches = QTimer(self)
        self._batches.setSingleShot(True)
        self._batches.timeout.connect(self._take_batch)

    @property
    def connected(self) -> bool:
        """Whether the room can be reached, and has told what it has."""
        return self.guest is not None and self.guest.connected

    def join(self) -> None:
        """Connect, and stay connected as far as the network lets us."""
        self._wanted = True
        self._connect()

    def leave(self) -> None:
        """Say goodbye; what has come so far is kept."""
        self._take_batch()
        self._wanted = False
        self._again.stop()
        if self._socket is not None:
            if self.guest is not None and self._state is not None and self.guest.connected:
                self._send(self.guest.say(None, time.monotonic()))
            if self._socket.isValid():
                self._socket.close()
            else:
                self._rest()
                self._socket.abort()

    def agree(self) -> None:
        """Say that the words are the same on both screens."""
        if self._knock is not None and self._socket is not None:
            self._socket.sendTextMessage(self._knock.agree())

    def fetch(self) -> None:
        """Ask for the whole document, for a guest to be made with."""
        self._fetching = True
        self._send(frames.encode(frames.Asked(b"\0")))

    def stay(self) -> None:
        """Stay without a guest and without the document, once the room has let us in; nobody waits for the rest."""
        self._patience.stop()
        self._stays = True

    def enter(self, guest: Guest) -> None:
        """Be this guest from now on."""
        self.guest = guest
        early, self._early = self._early, []
        self._greet()
        self._take_all(early)

    def send(self, updates: list[bytes]) -> None:
        """Send the frames that came of an edit."""
        for frame in updates:
            self._send(frame)

    def say(self, state: Mapping[str, Any]) -> None:
        """Show the room what this laptop is about."""
        self._state = state
        self._say_again()

    def hand_in(self, round_id: str, answers: list[dict[str, Any]], **whose: str) -> bool:
        """Hand a sheet to the host (`whose` as `Guest.hand_in`); False where it cannot be reached: it is still here."""
        if self.guest is None or not self.guest.connected:
            return False
        self._send(self.guest.hand_in(round_id, answers, **whose))
        return True

    # --- the connection

    def _connect(self) -> None:
        self.status.emit("connecting")
        self._drop()
        socket = self._socket = QWebSocket(parent=self)
        socket.setMaxAllowedIncomingFrameSize(frames.MOST_BYTES_OF_HOST)
        socket.setMaxAllowedIncomingMessageSize(frames.MOST_BYTES_OF_HOST)
        socket.connected.connect(self._connected)
        socket.disconnected.connect(self._cut)
        socket.errorOccurred.connect(self._failed)
        socket.textMessageReceived.connect(self._hear_the_door)
        socket.binaryMessageReceived.connect(self._hear)
        socket.binaryFrameReceived.connect(self._see_it_come)
        socket.pong.connect(self._answered)
        if not self.stock:
            socket.sslErrors.connect(self._judge_certificate)
        self._patience.start(HERE_WITHIN)
        socket.open(self._url)

    def _drop(self) -> None:
        socket, self._socket = self._socket, None
        if socket is not None:
            socket.disconnect(self)
            socket.abort()
            socket.deleteLater()

    def _shown(self) -> str:
        assert self._socket is not None
        return print_of(self._socket.sslConfiguration().peerCertificate())

    def _judge_certificate(self, errors: list[QSslError]) -> None:
        assert self._socket is not None
        self.answered = True
        shown = print_of(errors[0].certificate()) if errors else ""
        if self.fingerprint and shown != self.fingerprint:
            self._out(another_key())
        elif are_of_its_own_making(errors):
            self._socket.ignoreSslErrors()

    def _connected(self) -> None:
        assert self._socket is not None
        self._alive.begin()
        self.answered = True
        self._pings.start(PING_EVERY)
        if self.stock:
            self._greet()
            return
        shown = self._shown()
        if self._url.scheme() != "wss" or (self.fingerprint and shown != self.fingerprint):
            self._out(another_key())
            return
        self._knock = Knock(shown, name=self._name, laptop=self._laptop, code=self._code, token=self._token)
        self._socket.sendTextMessage(self._knock.greeting())

    def _hear_the_door(self, text: str) -> None:
        if self._knock is None or self._socket is None:
            return
        answer = self._knock.receive(text)
        if answer.send:
            self._socket.sendTextMessage(answer.send)
        if answer.words:
            self._patience.stop()  # people take their time
            self.compares.emit(answer.words)
        if answer.closed:
            self.tries = answer.tries
            self._out(answer.closed)
        elif answer.welcome:
            self._knock = None
            self._patience.start(HERE_WITHIN)
            self.fingerprint = self._shown()
            self._token = str(answer.welcome["token"])
            self.role = str(answer.welcome["role"])
            self.host_laptop = str(answer.welcome["laptop"])
            self._greet()
            self.welcomed.emit({name: answer.welcome[name] for name in ("session", "label", "lineage", "role")})

    def _greet(self) -> None:
        self._present.start(int(AGAIN * 1000))
        if self.guest is not None:
            self.send(self.guest.greet())
        elif self.stock:
            self.fetch()

    def _hear(self, data: QByteArray) -> None:
        frame = bytes(data.data())
        if self._knock is not None:
            return
        if self.guest is None:
            self._hear_early(frame)
        elif frames.is_presence(frame):
            self._take_all([frame])
        elif self._batches.isActive():
            self._batch.append(frame)
        else:
            # The first one is seen at once; those that come soon after it come together.
            self._batches.start(BATCH)
            self._take_all([frame])

    def _hear_early(self, data: bytes) -> None:
        try:
            frame = frames.decode(data, frames.MOST_BYTES_OF_HOST)
        except BadFrame as error:
            self._out(str(error))
            return
        if self._fetching and isinstance(frame, frames.Answered):
            self._fetching = False
            self.fetched.emit(frame.update)
        elif isinstance(frame, frames.Ours) and frame.name in (PARCEL, ANSWER):
            self.carried.emit(frame.name, dict(frame.body))
        elif not self._stays:
            self._early.append(data)

    def _take_batch(self) -> None:
        batch, self._batch = self._batch, []
        if batch:
            self._batches.start(BATCH)
            self._take_all(batch)

    def _take_all(self, batch: list[bytes]) -> None:
        if self.guest is None or not batch:
            return
        was_connected = self.guest.connected
        try:
            heard = self.guest.receive_all(batch, time.monotonic())
        except BadFrame as error:
            self._out(str(error))
            return
        except KnownError:
            # What was refused cannot be struck from a full disk: come again, seldom, or the host shows us out.
            self._give_up()
            self._again.start(int(LAST_TRY * 1000))
            return
        if heard.denied:
            self._out(heard.denied)
            return
        for frame in heard.send:
            self._send(frame)
        if self.guest.connected and not was_connected:
            self._patience.stop()
            self.status.emit("here")
            self._say_again()
        self.heard.emit(heard)
        for refusal in heard.refused:
            self.refused.emit(refusal)
        if heard.refused:
            self._say_again()
        if heard.present:
            self.presence.emit()
        if heard.role:
            self.role = heard.role
            self.status.emit("here")
        for sheet in heard.sheets:
            self.sheet.emit(dict(sheet))
        for news in heard.sheet_news:
            self.sheet_news.emit(dict(news))
        for name, body in heard.carried:
            self.carried.emit(name, dict(body))

    def _send(self, frame: bytes) -> None:
        if self._socket is not None:
            self._alive.sent(len(frame))
            self._socket.sendBinaryMessage(QByteArray(frame))

    def _say_again(self) -> None:
        if self.guest is not None and self._state is not None and self.guest.connected:
            self._send(self.guest.say(self._state, time.monotonic()))

    def _ping(self) -> None:
        if self._socket is not None:
            (self._socket.ping if self._alive.ping() else self._socket.abort)()

    def _answered(self, _elapsed: int, _payload: QByteArray) -> None:
        self._alive.answered()

    def _see_it_come(self, _part: QByteArray, _last: bool) -> None:
        """A slow network is no dead one: a part of a long message has come."""
        self._alive.heard()
        if self._patience.isActive():
            self._patience.start()

    def try_now(self) -> None:
        """Do not wait for the next try."""
        if self._wanted and self._again.isActive():
            self._again.stop()
            self._connect()

    def _lose_patience(self) -> None:
        self.unanswered.emit()
        self._give_up()

    def _give_up(self) -> None:
        if self._socket is not None:
            self._socket.abort()
        self._cut()

    def _failed(self, error: QAbstractSocket.SocketError) -> None:
        self.answered = self.answered or error == QAbstractSocket.SocketError.ConnectionRefusedError
        self._cut()

    def _cut(self) -> None:
        """The line ended, for whatever reason: what was not sent stays owed, and what has come so far is kept."""
        socket = self._socket
        if self._wanted:
            self._take_batch()
        self._rest()
        if not self._wanted or self._again.isActive():
            return
        shown_out = QWebSocketProtocol.CloseCode.CloseCodePolicyViolated
        if socket is not None and not self.stock and socket.closeCode() == shown_out and socket.closeReason():
            self._out(socket.closeReason())
            return
        if self.guest is None:
            self._again.start(STRANGERS_TRY)
        else:
            self._again.start(int(self.guest.next_try() * 1000))
        self.status.emit("away")

    def _rest(self) -> None:
        for timer in (self._pings, self._present, self._patience, self._batches):
            timer.stop()
        self._batch, self._early, self._fetching = [], [], False
        if self.guest is not None:
            self.guest.lost()

    def _out(self, reason: str) -> None:
        """End for good: trying again would bring the same answer."""
        self._wanted = False
        self.reason = reason
        self._rest()
        if self._socket is not None:
            self._socket.abort()
        self.status.emit("out")
