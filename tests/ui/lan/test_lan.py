"""A room on real sockets: TLS, the door, guests, cuts and strangers; and the host as a program of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pycrdt import Doc, Map, create_sync_message, create_update_message, handle_sync_message
from PySide6.QtCore import QByteArray, QObject, QUrl
from PySide6.QtNetwork import QAbstractSocket, QHostAddress, QSslSocket, QTcpServer, QTcpSocket
from PySide6.QtWebSockets import QWebSocket, QWebSocketServer
from pytestqt.qtbot import QtBot

from stworkshop.commands.base import Context, Decision
from stworkshop.commands.registry import decide
from stworkshop.errors import InUse, KnownError
from stworkshop.layout import zones
from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.model.changes import adding, updating
from stworkshop.model.records import Element, Record, Ref, ref_of
from stworkshop.session.session import Session, open_session
from stworkshop.session.timeline import read_timeline
from stworkshop.sync import frames
from stworkshop.sync.guest import Refusal
from stworkshop.sync.rate_limits import Growth
from stworkshop.sync.sheets_by_guest import MOST_SHEETS
from tests.sync.memory import MemoryGuest, from_state
from tests.ui.lan.laptop import Laptop
from tests.workshop import ID, assert_all_agree, make
from ui.lan import client as joining
from ui.lan import host as hosting
from ui.lan.host import Host

CODE = "314159"
HERE = "127.0.0.1"
PROGRAM = [sys.executable, "-m", "ui.main"]
ROOT = Path(__file__).parents[3]


class Room:
    """A host in this process, and whoever joins it."""

    def __init__(self, qtbot: QtBot, session: Session, **settings: Any) -> None:
        self.qtbot, self.session = qtbot, session
        self.host = Host(session, code=CODE, announced=False, **settings)
        self.events: list[dict[str, Any]] = []
        self.host.told.connect(self.events.append)
        self.url = self.host.open(address=HERE)
        self.clients: list[Laptop] = []
        self.sockets: list[QWebSocket] = []

    def client(self, name: str = "Ada", guest: MemoryGuest | None = None, **more: Any) -> Laptop:
        made = Laptop(self.url, guest, name=name, laptop=f"laptop-{name}", **{"code": CODE, **more})
        self.clients.append(made)
        return made

    def join(self, name: str = "Ada", **more: Any) -> Laptop:
        made = self.client(name, **more)
        made.join()
        self.until(lambda: made.guest.connected and bool(made.guest.board.elements))
        return made

    def stranger(self, path: str = f"/{ID}") -> QWebSocket:
        socket = QWebSocket()
        socket.sslErrors.connect(lambda _errors: socket.ignoreSslErrors())
        socket.open(QUrl(self.url.rsplit("/", 1)[0] + path))
        self.sockets.append(socket)
        return socket

    def until(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition, timeout=10_000)

    def all_agree(self) -> None:
        self.until(
            lambda: all(live(c.guest.board) == live(self.session.board) for c in self.clients if c.guest.connected)
        )
        assert_all_agree(self.session)

    def end(self) -> None:
        for client in self.clients:
            client.leave()
        for socket in self.sockets:
            socket.abort()
        self.host.close()
        self.until(lambda: not self.host.room.members)


def live(board: Board) -> dict[Ref, Record]:
    return {ref_of(record): record for record in board.records()}


def card(label: str, client: Laptop) -> Element:
    return Element(id=f"e-{label}", seq=90, kind="risk", label=label, created_by=client._laptop)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with open_session(make(tmp_path / "evening.stw")) as opened:
        yield opened


@pytest.fixture
def room(qtbot: QtBot, session: Session) -> Iterator[Room]:
    made = Room(qtbot, session)
    yield made
    made.end()


@pytest.fixture
def open_room(qtbot: QtBot, session: Session) -> Iterator[Room]:
    """A room that lets other Yjs programs in."""
    made = Room(qtbot, session, stock=True)
    yield made
    made.end()


def test_a_guest_who_makes_the_file_grow_waits_until_the_host_allows_more(room: Room) -> None:
    room.host.room.growth = Growth(3)
    ada, bo = room.join("Ada"), room.join("Bo")
    waits: list[str] = []
    ada.heard.connect(lambda heard: waits.append(heard.waits) if heard.waits else None)
    late = ada.guest.board.elements["late"]
    for number in range(90):
        ada.do("Edit", updating(late, {"note": f"{number}".ljust(40_000, "x")}))
        late = ada.guest.board.elements["late"]
    room.until(lambda: room.host.room.growth.stopped and bool(waits))
    assert [event["message"] for event in room.events if event["event"] == "growth"][-1].count("from Ada") == 1
    # Bo goes on, and both are seen.
    bo.do("Edit", updating(bo.guest.board.elements["riders"], {"label": "Said meanwhile"}))
    ada.say({"page": "map"})
    room.until(lambda: ada.guest.board.elements["riders"].label == "Said meanwhile")
    room.until(lambda: any(one.page == "map" for one in bo.guest.people.here().values()))
    assert ada.guest.owing and room.session.board.elements["late"].note != late.note
    room.host.allow_more()
    room.until(lambda: not ada.guest.owing)
    assert room.session.board.elements["late"].note == late.note
    room.all_agree()


def test_two_guests_and_the_host_edit_one_map(room: Room) -> None:
    ada, bo = room.join("Ada"), room.join("Bo")
    ada.do("Add", adding([card("by-ada", ada)]))
    bo.do("Edit", updating(bo.guest.board.elements["late"], {"label": "Edited by Bo"}))
    assert isinstance(room.session.run("add_note", text="Said by the host"), Decision)
    room.until(lambda: len(room.session.board.elements) == 4 and len(bo.guest.board.notes) == 1)
    room.until(lambda: not ada.guest.owing and not bo.guest.owing)
    room.all_agree()
    room.session.undo()
    room.until(lambda: not ada.guest.board.notes)
    assert {"joined", "edit"} <= {event["event"] for event in room.events}
    assert ada.fingerprint == room.host.door.fingerprint and ada.role == "editor"


def test_a_refusal_reaches_the_guest_and_the_map_is_put_right(room: Room) -> None:
    ada = room.join()
    refused: list[Refusal] = []
    ada.refused.connect(refused.append)
    ada.do("Rename", updating(ada.guest.board.session, {"label": "Mine"}))
    room.until(lambda: bool(refused) and ada.guest.board.session.label == "Evening buses")
    ada.do("Add", adding([card("later", ada)]))
    room.until(lambda: "e-later" in room.session.board.elements)
    room.all_agree()


def test_cut_off_edits_go_on_and_arrive_by_themselves(room: Room) -> None:
    ada = room.join()
    statuses: list[str] = []
    ada.status.connect(statuses.append)
    ada.do("Add", adding([card("before", ada)]))
    assert ada._socket is not None
    ada._socket.abort()
    room.until(lambda: not ada.guest.connected)
    ada.do("Add", adding([card("away", ada)]))
    room.session.run("edit_element", id="late", label="Meanwhile")
    room.until(lambda: {"e-before", "e-away"} <= room.session.board.elements.keys())
    room.all_agree()
    assert "away" in statuses and statuses[-1] == "here"
    assert room.host.door.watch.wrong == 0, "the token let it in again"


def test_where_nobody_answers_the_guest_is_away_and_tries_again(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(joining, "HERE_WITHIN", 50)
    silent = QTcpServer()
    silent.listen(QHostAddress(HERE))
    client = Laptop(f"wss://{HERE}:{silent.serverPort()}/{ID}", name="Ada", laptop="laptop-ada", code=CODE)
    statuses: list[str] = []
    client.status.connect(statuses.append)
    client.join()
    qtbot.waitUntil(lambda: statuses.count("away") == 2, timeout=10_000)
    assert statuses[:4] == ["connecting", "away", "connecting", "away"] and not client.reason
    client.leave()
    silent.close()


def test_a_wrong_code_does_not_come_in(room: Room) -> None:
    eve = room.client("Eve", code="000000")
    eve.join()
    room.until(lambda: eve.reason != "")
    assert eve.reason == "This is not the code of the room." and not eve.guest.board.elements
    assert room.host.door.watch.wrong == 1 and not room.host.room.members
    room.until(lambda: any(event["event"] == "turned away" for event in room.events))


def test_another_certificate_than_the_pinned_one_hears_nothing(room: Room) -> None:
    ada = room.client(fingerprint="ab" * 32)
    ada.join()
    room.until(lambda: ada.reason != "")
    assert "another key" in ada.reason and not room.host.room.members and room.host.door.watch.wrong == 0


def test_without_tls_nobody_comes_in(room: Room) -> None:
    socket = QWebSocket()
    room.sockets.append(socket)
    failed: list[Any] = []
    socket.errorOccurred.connect(failed.append)
    socket.open(QUrl(room.url.replace("wss://", "ws://")))
    room.until(lambda: bool(failed))


def test_strangers_are_closed_and_others_undisturbed(room: Room) -> None:
    ada = room.join()
    update = frames.encode(frames.Updated(room.session.state()))
    knocks: list[bytes | str] = [
        update,
        b"\xff" * 40,
        bytes(2 * frames.MOST_BYTES),
        "[" * 4000,
        json.dumps({"records": 1, "token": "forged"}),
    ]

    def knock(socket: QWebSocket, said: bytes | str) -> None:
        if isinstance(said, str):
            socket.sendTextMessage(said)
        else:
            socket.sendBinaryMessage(QByteArray(said))

    over: list[bool] = []
    for number, said in enumerate(knocks):
        over.clear()
        socket = room.stranger()
        socket.disconnected.connect(lambda: over.append(True))
        socket.connected.connect(lambda socket=socket, said=said: knock(socket, said))
        room.until(lambda: bool(over))
        ada.do("Add", adding([card(f"undisturbed-{number}", ada)]))
    over.clear()
    elsewhere = room.stranger("/another")
    elsewhere.disconnected.connect(lambda: over.append(True))
    room.until(lambda: bool(over))
    room.until(lambda: "e-undisturbed-4" in room.session.board.elements)
    assert len(room.host.room.members) == 1


def test_a_guest_that_came_in_and_sends_ten_megabytes_is_out_of_the_line(room: Room) -> None:
    ada, bo = room.join("Ada"), room.join("Bo")
    bo._send(bytes(10 << 20))
    room.until(lambda: not bo.guest.connected)
    ada.do("Add", adding([card("undisturbed", ada)]))
    room.until(lambda: "e-undisturbed" in room.session.board.elements)
    room.until(lambda: bo.guest.connected)
    room.all_agree()


def test_whoever_knocks_and_says_nothing_is_let_go(
    qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hosting, "ENTER_WITHIN", 50)
    room = Room(qtbot, session)
    socket, over = room.stranger(), []
    socket.disconnected.connect(lambda: over.append(socket.closeReason()))
    room.until(lambda: over == ["Nobody came in."])
    room.end()


def test_a_half_open_connection_holds_nobody_up(room: Room) -> None:
    half = QTcpSocket()
    half.connectToHost(HERE, QUrl(room.url).port())
    room.until(lambda: half.state() == QTcpSocket.SocketState.ConnectedState)
    ada = room.join()
    assert ada.guest.connected
    half.abort()


def test_other_programs_come_in_only_where_the_host_says_so(room: Room) -> None:
    socket, over = room.stranger(f"/{ID}?code={CODE}"), []
    socket.disconnected.connect(lambda: over.append(socket.closeReason()))
    room.until(lambda: over == ["This room is for this program only."])


def test_a_stock_client_hears_and_is_closed_on_a_refusal(open_room: Room) -> None:
    heard: list[frames.Frame] = []
    closed: list[str] = []
    socket = open_room.stranger(f"/{ID}?code={CODE}")
    socket.binaryMessageReceived.connect(
        lambda data: heard.append(frames.decode(bytes(data.data()), frames.MOST_BYTES_OF_HOST))
    )
    socket.disconnected.connect(lambda: closed.append(socket.closeReason()))
    socket.connected.connect(lambda: socket.sendBinaryMessage(QByteArray(frames.encode(frames.Asked(b"\0")))))
    open_room.until(lambda: any(isinstance(frame, frames.Answered) for frame in heard))
    stock = MemoryGuest(from_state(open_room.session.state()), judged=False)
    stock.connected = True
    for label, change in (
        ("Allowed", updating(stock.board.elements["late"], {"label": "By a stock client"})),
        ("Not", updating(stock.board.session, {"label": "Mine"})),
    ):
        for frame in stock.do(label, change):
            socket.sendBinaryMessage(QByteArray(frame))
    open_room.until(lambda: bool(closed))
    assert "facilitator" in closed[0]
    assert open_room.session.board.elements["late"].label == "By a stock client"
    assert open_room.session.board.session.label == "Evening buses"
    again, over = open_room.stranger(f"/{ID}?code={CODE}"), []
    again.disconnected.connect(lambda: over.append(again.closeReason()))
    open_room.until(lambda: over == ["What was sent from here was refused a moment ago."])


def test_cards_of_a_plain_yjs_client_get_a_code_and_a_place_of_their_own(open_room: Room) -> None:
    """A client that is pycrdt and a socket, and knows a card by its kind and words alone."""
    doc: Doc[Any] = Doc()
    socket = open_room.stranger(f"/{ID}?code={CODE}")
    synced: list[bool] = []

    def hear(data: QByteArray) -> None:
        message = bytes(data.data())
        if message[:1] == b"\0":
            if reply := handle_sync_message(message[1:], doc):
                socket.sendBinaryMessage(QByteArray(reply))
            synced.append(message[1:2] == b"\1")

    socket.binaryMessageReceived.connect(hear)
    socket.connected.connect(lambda: socket.sendBinaryMessage(QByteArray(create_sync_message(doc))))
    open_room.until(lambda: True in synced)
    with doc.transaction():
        elements = doc.get("elements", type=Map)
        before = doc.get_state()
        for number in range(3):
            elements[f"yjs-{number}"] = Map({"kind": "risk", "label": f"From elsewhere {number}"})
    socket.sendBinaryMessage(QByteArray(create_update_message(doc.get_update(before))))
    board = open_room.session.board
    ours = [f"yjs-{number}" for number in range(3)]
    open_room.until(lambda: all(one in board.elements and board.elements[one].code for one in ours))
    assert all(board.elements[one].pos for one in ours)
    rects = [rect for card in board.elements.values() if (rect := zones.card_rect(card))]
    assert not any(a is not b and overlap(a, b) for a in rects for b in rects)
    codes = [card.code for card in board.elements.values() if card.code]
    assert len(codes) == len(set(codes)) and not open_room.session.trouble
    # It hears of them itself.
    open_room.until(lambda: all("code" in elements[one] and "pos" in elements[one] for one in ours))


def overlap(a: zones.Rect, b: zones.Rect) -> bool:
    return a.x < b.x + b.w and b.x < a.x + a.w and a.y < b.y + b.h and b.y < a.y + a.h


def test_the_host_changes_roles_and_shows_out(room: Room) -> None:
    ada = room.join()
    peer = next(iter(room.host.room.members))
    room.host.set_role(peer, "viewer")
    room.until(lambda: ada.role == "viewer")
    room.host.remove(peer)
    room.until(lambda: ada.reason != "")
    assert ada.reason == "The host has ended your visit." and not room.host.room.members


def test_sheets_go_into_the_drawer_and_presence_to_the_others(room: Room) -> None:
    ada, bo = room.join("Ada"), room.join("Bo")
    outcome = room.session.run("open_round", question="How far?", kind="rating", items=["st-1"], anonymous="yes")
    assert isinstance(outcome, Decision)
    room.until(lambda: len(ada.guest.board.rounds) == 1)
    answered: list[dict[str, Any]] = []
    ada.sheet.connect(answered.append)
    for value in (99, 4):
        assert ada.hand_in(outcome.ids[0], [{"item": "st-1", "value": value}], side="public")
    room.until(lambda: len(answered) == 2)
    assert answered[0]["refusal"] and answered[1]["refusal"] == ""
    assert room.session.sheets_in(outcome.ids[0]) == 1
    assert [event for event in room.events if event["event"] == "sheet"] == [
        {"event": "sheet", "round": outcome.ids[0], "in": 1}
    ]
    ada.say({"cursor": [3, 4]})
    room.until(lambda: any(p.cursor == (3.0, 4.0) and p.name == "Ada" for p in bo.guest.people.here().values()))
    ada.leave()
    room.until(lambda: not bo.guest.people.here())


def test_what_the_disk_did_not_take_is_not_said_to_be_taken(room: Room) -> None:
    ada, bo = room.join("Ada"), room.join("Bo")
    raw = room.session._store.file.raw
    pages = raw.execute("PRAGMA page_count").fetchone()[0]
    raw.execute(f"PRAGMA max_page_count = {pages}")
    big = updating(ada.guest.board.elements["late"], {"note": "x" * 50_000})
    ada.do("Much", big)
    room.until(lambda: len(bo.guest.board.elements["late"].note) == 50_000)
    room.until(lambda: room.session.read_only)
    assert ada.guest.owing == 1
    assert ada._socket is not None
    ada._socket.abort()
    room.until(lambda: len(room.host.room.members) == 1)
    room.until(lambda: len(room.host.room.members) == 2)
    assert ada.guest.owing == 1, "nor after it has come again"
    raw.execute("PRAGMA max_page_count = 1000000")
    assert room.session.retry()
    room.until(lambda: not ada.guest.owing)
    assert not room.host._retries.isActive()
    room.all_agree()


def test_many_edits_at_once_are_few_rows_of_the_journal(room: Room) -> None:
    ada, bo = room.join("Ada"), room.join("Bo")
    rows = read_timeline(room.session.path, room.session.id, names=True).moments
    for number in range(20):
        ada.do("Add", adding([card(f"a{number}", ada)]))
        bo.do("Add", adding([card(f"b{number}", bo)]))
    room.until(lambda: len(room.session.board.elements) == 43 and not ada.guest.owing and not bo.guest.owing)
    room.all_agree()
    later = read_timeline(room.session.path, room.session.id, names=True).moments
    assert 0 < len(later) - len(rows) < 20


def test_no_edit_waits_for_the_answer_to_the_one_before(room: Room) -> None:
    room.join()
    sockets = room.host._server.findChildren(QSslSocket)
    assert sockets
    assert all(socket.socketOption(QAbstractSocket.SocketOption.LowDelayOption) == 1 for socket in sockets)


def test_where_somebody_is_forgotten_the_room_ends(room: Room) -> None:
    ada = room.join()
    room.session.forget("p-ines")
    room.until(lambda: not ada.guest.connected and not room.host.room.members)
    ada.leave()
    assert "p-ines" not in room.session.board.participants


def test_nothing_listens_before_and_after(qtbot: QtBot, session: Session) -> None:
    room = Room(qtbot, session)
    port = QUrl(room.url).port()
    with pytest.raises(KnownError, match="Choose another port"):
        Host(session, announced=False).open(port, HERE)
    room.join()
    room.end()
    probe = QTcpSocket()
    probe.connectToHost(HERE, port)
    room.until(lambda: probe.error() == QTcpSocket.SocketError.ConnectionRefusedError)


# --- a server that judges nothing, as cities run


class StockServer(QObject):
    """A y-websocket server in a few lines: one document, passed on to all, and no judgement."""

    def __init__(self) -> None:
        super().__init__()
        self.doc: Doc[Any] = Doc()
        self.server = QWebSocketServer("stock", QWebSocketServer.SslMode.NonSecureMode, self)
        self.server.listen(QHostAddress(HERE))
        self.server.newConnection.connect(self.arrive)
        self.sockets: list[QWebSocket] = []

    def arrive(self) -> None:
        socket = self.server.nextPendingConnection()
        self.sockets.append(socket)
        socket.binaryMessageReceived.connect(lambda data: self.hear(socket, bytes(data.data())))
        socket.sendBinaryMessage(QByteArray(create_sync_message(self.doc)))

    def hear(self, socket: QWebSocket, data: bytes) -> None:
        if data[0] == 0 and (reply := handle_sync_message(data[1:], self.doc)) is not None:
            socket.sendBinaryMessage(QByteArray(reply))
        elif data[0] == 1 or data[1] > 0:
            data = data if data[0] == 1 else bytes([0, 2]) + data[2:]
            for other in self.sockets:
                if other is not socket:
                    other.sendBinaryMessage(QByteArray(data))


def test_our_guest_joins_a_stock_server(qtbot: QtBot) -> None:
    server = StockServer()
    url = f"ws://{HERE}:{server.server.serverPort()}/a-room"
    ada, bo = (Laptop(url, MemoryGuest(judged=False), name=name, laptop=name, stock=True) for name in ("Ada", "Bo"))
    ada.do("Before", adding([card("before", ada)]))
    ada.join()
    qtbot.waitUntil(lambda: ada.guest.connected, timeout=10_000)
    bo.join()
    qtbot.waitUntil(lambda: "e-before" in bo.guest.board.elements, timeout=10_000)
    bo.do("Edit", updating(bo.guest.board.elements["e-before"], {"label": "By Bo"}))
    bo.say({"user": {"name": "Bo"}})
    qtbot.waitUntil(lambda: ada.guest.board.elements["e-before"].label == "By Bo", timeout=10_000)
    qtbot.waitUntil(lambda: [p.name for p in ada.guest.people.here().values()] == ["Bo"], timeout=10_000)
    server.sockets[0].abort()
    qtbot.waitUntil(lambda: not ada.guest.connected, timeout=10_000)
    ada.do("Away", adding([card("away", ada)]))
    qtbot.waitUntil(lambda: "e-away" in bo.guest.board.elements, timeout=10_000)
    for client in (ada, bo):
        client.leave()
    server.server.close()


# --- the host as a program of its own


Program = Callable[..., tuple["subprocess.Popen[str]", dict[str, str]]]


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    """Starts a host of the same session each time; returns it with its first line."""
    path = make(tmp_path / "hosted.stw")
    arguments = ["host", str(path), "--json", "--code", CODE, "--address", HERE, "--role", "contributor"]
    started: list[subprocess.Popen[str]] = []

    def start(*more: str) -> tuple[subprocess.Popen[str], dict[str, str]]:
        process = subprocess.Popen(
            [*PROGRAM, *arguments, *more],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env=os.environ,
        )  # fmt: skip
        started.append(process)
        assert process.stdout is not None
        return process, json.loads(process.stdout.readline())

    yield start
    for process in started:
        process.kill()
        process.communicate()


def risk(client: Laptop, label: str) -> None:
    """Add a card as our program does."""
    context = Context(catalogue(), laptop=client._laptop)
    outcome = decide(client.guest.board, "add_element", {"kind": "risk", "label": label}, context)
    assert isinstance(outcome, Decision)
    client.do(outcome.label, outcome.change)


def test_host_runs_without_a_screen_and_ends_cleanly(qtbot: QtBot, program: Program, tmp_path: Path) -> None:
    process, first = program()
    assert list(first) == ["url", "code", "fingerprint"] and first["code"] == CODE
    path = tmp_path / "hosted.stw"
    with pytest.raises(InUse):
        open_session(path)
    client = Laptop(first["url"], name="Ada", laptop="laptop-ada", code=CODE, fingerprint=first["fingerprint"])
    client.join()
    qtbot.waitUntil(lambda: bool(client.guest.board.elements), timeout=15_000)
    assert client.role == "contributor"
    risk(client, "Nobody asks")
    qtbot.waitUntil(lambda: not client.guest.owing, timeout=15_000)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    events = [json.loads(line) for line in out.splitlines()]
    assert process.returncode == 0 and not err
    assert [event["event"] for event in events if event["event"] != "not announced"][:2] == ["joined", "edit"]
    qtbot.waitUntil(lambda: not client.guest.connected, timeout=15_000)
    client.leave()
    with open_session(path) as session:
        assert any(element.label == "Nobody asks" for element in session.board.elements.values())
        assert_all_agree(session)


def test_host_lets_laptops_be_passed_on_where_it_is_told_so(qtbot: QtBot, program: Program, tmp_path: Path) -> None:
    with open_session(tmp_path / "hosted.stw") as session:
        done = session.run("open_round", question="How far?", kind="rating", items=["st-1"], anonymous="yes")
        assert isinstance(done, Decision)
    _process, first = program("--passed-on")
    client = Laptop(first["url"], name="Ada", laptop="laptop-ada", code=CODE, fingerprint=first["fingerprint"])
    news: list[dict[str, Any]] = []
    client.sheet_news.connect(news.append)
    client.join()
    qtbot.waitUntil(lambda: bool(news), timeout=15_000)
    assert news == [{"round": done.ids[0], "most": MOST_SHEETS, "in": 0, "out": False}]
    client.leave()


def test_a_host_that_is_killed_has_all_that_it_took_and_gets_the_rest(
    qtbot: QtBot, program: Program, tmp_path: Path
) -> None:
    process, first = program()
    guest = MemoryGuest()
    client = Laptop(first["url"], guest, name="Ada", laptop="laptop-ada", code=CODE)
    client.join()
    qtbot.waitUntil(lambda: guest.connected and bool(guest.board.elements), timeout=15_000)
    risk(client, "Taken")
    qtbot.waitUntil(lambda: not guest.owing, timeout=15_000)
    risk(client, "Under way")
    process.kill()
    process.wait()
    qtbot.waitUntil(lambda: not guest.connected, timeout=15_000)
    risk(client, "Away")
    client.leave()
    process, first = program()
    again = Laptop(first["url"], guest, name="Ada", laptop="laptop-ada", code=CODE)
    again.join()
    qtbot.waitUntil(lambda: guest.connected and not guest.owing, timeout=15_000)
    again.leave()
    process.kill()
    process.wait()
    with open_session(tmp_path / "hosted.stw") as session:
        labels = [element.label for element in session.board.elements.values()]
        assert [labels.count(label) for label in ("Taken", "Under way", "Away")] == [1, 1, 1]
        assert_all_agree(session)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(["x.json"], 2), (["none.stw"], 1), (["none.stw", "--code", "12"], 2), (["none.stw", "--port", "99999"], 2)],
)
def test_host_refuses_what_it_cannot_host(arguments: list[str], code: int, tmp_path: Path) -> None:
    done = subprocess.run(
        [*PROGRAM, "host", *arguments], cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == code and not done.stdout and len(done.stderr.splitlines()) == 1
