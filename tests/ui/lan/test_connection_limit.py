"""Whoever knocks and says no more makes room for those that do; and no flood keeps the others waiting."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QUrl
from PySide6.QtNetwork import QSslSocket, QTcpSocket
from pytestqt.qtbot import QtBot

from stworkshop.session.session import Session, open_session
from stworkshop.sync import frames
from stworkshop.sync.frames import Present, State
from tests.ui.lan.test_lan import HERE, Room
from tests.workshop import make
from ui.lan import connection_limit, fair_queue, server
from ui.lan.fair_queue import Turn, Turns


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with open_session(make(tmp_path / "evening.stw")) as opened:
        yield opened


def knocking(room: Room, count: int, kind: type[QTcpSocket] = QTcpSocket) -> list[QTcpSocket]:
    sockets = [kind() for _each in range(count)]
    for socket in sockets:
        if isinstance(socket, QSslSocket):
            socket.setPeerVerifyMode(QSslSocket.PeerVerifyMode.VerifyNone)
            socket.connectToHostEncrypted(HERE, QUrl(room.url).port())
        else:
            socket.connectToHost(HERE, QUrl(room.url).port())
    room.until(lambda: all(socket.state() != QTcpSocket.SocketState.ConnectingState for socket in sockets))
    return sockets


def all_gone(sockets: list[QTcpSocket]) -> bool:
    return all(socket.state() == QTcpSocket.SocketState.UnconnectedState for socket in sockets)


@pytest.mark.parametrize("kind", [QTcpSocket, QSslSocket], ids=["without TLS", "without HTTP"])
def test_many_that_only_knock_keep_nobody_out(
    qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch, kind: type[QTcpSocket]
) -> None:
    monkeypatch.setattr(connection_limit, "MOST_STRANGERS", 4)
    room = Room(qtbot, session)
    there = room.join("Ada")
    sockets = knocking(room, 12, kind)
    room.until(lambda: sum(one.state() == QTcpSocket.SocketState.UnconnectedState for one in sockets) >= 8)
    room.join("Bo")
    assert there.guest.connected
    for socket in sockets:
        socket.abort()
    room.join("Cleo")
    assert len(room.host.room.members) == 3
    room.end()


def test_who_does_not_get_through_in_time_is_let_go(
    qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "HANDSHAKE_WITHIN", 50)
    room = Room(qtbot, session)
    for kind in (QTcpSocket, QSslSocket):
        sockets = knocking(room, 2, kind)
        room.until(partial(all_gone, sockets))
    room.end()


def test_lines_that_say_nothing_make_room_for_a_guest(
    qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "MOST_LINES", 3)
    room = Room(qtbot, session)
    ada, over = room.join("Ada"), list[int]()
    for number in range(6):
        socket = room.stranger()
        socket.disconnected.connect(lambda number=number: over.append(number))
        room.until(socket.isValid)
    room.until(lambda: len(over) == 4)
    room.join("Bo")
    assert ada.guest.connected and len(room.host.room.members) == 2
    room.end()


def test_of_those_from_the_busiest_address_the_oldest_goes() -> None:
    class Knock:
        def __init__(self, address: str) -> None:
            self.address = address

    waiting = [Knock("a"), Knock("b"), Knock("c"), Knock("b")]
    assert connection_limit.one_to_go(waiting) is waiting[1]


# --- turns


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(fair_queue, "time", made)
    return made


class Ears:
    """Hears frames, each of which takes a while; all of a test's in one row."""

    def __init__(self, clock: Clock, row: list[bytes], takes: float) -> None:
        self.clock, self.row, self.takes = clock, row, takes
        self.flooded, self.listens = False, True
        self.turn = Turn(self.hear, self.flood, lambda: self.listens)

    def hear(self, frame: bytes) -> None:
        self.row.append(frame)
        self.clock.now += self.takes

    def flood(self) -> None:
        self.flooded = True


def test_a_flood_waits_and_others_are_heard_at_once(qtbot: QtBot, clock: Clock) -> None:
    parent, row = QObject(), list[bytes]()
    all_ = Turns(parent)
    mallory, ada = Ears(clock, row, 0.5), Ears(clock, row, 0.001)
    for _each in range(20):
        all_.take(mallory.turn, b"\0flood")
    assert row.count(b"\0flood") == 1, "the window has its turn in between"
    all_.take(ada.turn, b"\0edit")
    qtbot.waitUntil(lambda: b"\0edit" in row and not mallory.turn.may())
    heard = row.count(b"\0flood")
    assert heard <= fair_queue.SAVINGS / 0.5 + 1
    all_.take(ada.turn, b"\0another")
    qtbot.waitUntil(lambda: row[-1] == b"\0another")
    assert row.count(b"\0flood") == heard
    clock.now += 1000.0
    qtbot.waitUntil(lambda: row.count(b"\0flood") > heard)
    assert not mallory.flooded
    all_.forget(mallory.turn)
    assert not mallory.turn.frames


def test_too_much_that_waits_ends_the_line(qtbot: QtBot, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fair_queue, "MOST_FRAMES", 3)
    parent, row = QObject(), list[bytes]()
    all_ = Turns(parent)
    many, large = Ears(clock, row, 10.0), Ears(clock, row, 10.0)
    for _each in range(5):
        all_.take(many.turn, b"\0more")
    for _each in range(2):
        all_.take(large.turn, bytes(fair_queue.MOST_WAITING + 1))
    assert many.flooded and large.flooded
    assert not many.turn.frames and not large.turn.frames


def test_who_does_not_listen_is_not_heard(qtbot: QtBot, clock: Clock) -> None:
    parent, row = QObject(), list[bytes]()
    all_ = Turns(parent)
    ada = Ears(clock, row, 0.0)
    ada.listens = False
    all_.take(ada.turn, b"\0\0ask")
    assert row == []
    ada.listens = True
    qtbot.waitUntil(lambda: row == [b"\0\0ask"])


def shown(client: int, clock: int) -> bytes:
    return frames.encode(Present((State(client, clock, {"cursor": [clock, 0]}),)))


def test_of_many_words_about_one_person_the_latest_is_passed_on(qtbot: QtBot, clock: Clock) -> None:
    parent, row = QObject(), list[bytes]()
    all_ = Turns(parent)
    ada = Ears(clock, row, 0.0)
    for number in range(1000):
        all_.take(ada.turn, shown(2**40, number))
    all_.take(ada.turn, shown(7, 1))
    all_.take(ada.turn, b"\0edit")
    assert row[-1] == b"\0edit" and len(row) <= fair_queue.WORDS + 1
    qtbot.waitUntil(lambda: len(row) >= fair_queue.WORDS + 2)
    assert row[-2:] == [shown(2**40, 999), shown(7, 1)]
    clock.now += 1.0
    all_.take(ada.turn, shown(7, 2))
    assert row[-1] == shown(7, 2)


def test_what_has_to_wait_is_passed_by_presence_alone(qtbot: QtBot, clock: Clock) -> None:
    parent, row = QObject(), list[bytes]()
    all_ = Turns(parent)
    ada, bo = Ears(clock, row, 0.0), Ears(clock, row, 0.0)
    ada.turn.holds = lambda frame: frame.startswith(b"\0edit")
    for frame in (b"\0ask", b"\0edit 1", b"\0ask again", shown(7, 1)):
        all_.take(ada.turn, frame)
    all_.take(bo.turn, b"\0edit of bo")
    assert row == [b"\0ask", shown(7, 1), b"\0edit of bo"]
    ada.turn.holds = lambda frame: False
    qtbot.waitUntil(lambda: len(row) == 5)
    assert row[3:] == [b"\0edit 1", b"\0ask again"]
