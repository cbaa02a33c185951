"""Who comes, goes, is cut off or shown out, and what a room that ends leaves behind."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtNetwork import QTcpSocket
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from stworkshop.commands.base import Decision
from stworkshop.errors import DamagedFile
from stworkshop.model.catalogue import catalogue
from stworkshop.model.changes import updating
from stworkshop.model.document import Document
from stworkshop.store.session_store import SessionStore
from stworkshop.sync import frames
from stworkshop.sync.pairing import make_identity
from tests.ui.lan.test_visiting import Net, add
from tests.ui.lan.test_visiting import net as net
from tests.workshop import ID
from ui.lan import client as lines
from ui.lan import host as rooms
from ui.lan import hosting
from ui.lan.hosting import Hosting
from ui.lan.joining import Joining
from ui.lan.server import GuestLine
from ui.session.bridge import Bridge


def cut(host: Hosting) -> None:
    """End all lines of a room without a goodbye."""
    for line in list(host.host._lines.values()):
        line.abort()


def seen(host: Hosting, count: int) -> bool:
    """Tell whether so many guests are in the room, and have shown themselves."""
    members = host.host.room.members.values()
    return len(members) == count and all(member.clients for member in members)


def test_only_who_was_cut_off_is_said_to_come_back(net: Net) -> None:
    host = net.host()
    for name in ("hill", "river", "quay"):
        net.join(name, host)
    net.until(lambda: seen(host, 3))
    net.leave("hill")
    net.until(lambda: len(host.others()) == 2)
    peer = next(person.peer for person in host.others() if person.name == "river")
    host.remove(peer)
    host._look()
    net.until(lambda: [person.name for person in host.others()] == ["quay"])
    cut(host)
    net.until(lambda: [person.away is not None for person in host.others()] == [True])


def test_a_role_outlasts_a_cut(net: Net) -> None:
    host = net.host()
    hill = net.join("hill", host)
    host.set_role(host.others()[0].peer, "viewer")
    net.until(lambda: hill.role == "viewer")
    cut(host)
    net.until(lambda: hill.status == "away")
    hill.try_now()
    net.until(lambda: hill.status == "here")
    assert hill.role == "viewer" and [person.role for person in host.others() if person.away is None] == ["viewer"]


@pytest.mark.parametrize("way", ["left", "closed", "deleted"])
def test_a_room_ends_without_a_word_after_its_end(way: str, net: Net) -> None:
    host = net.host()
    hill = net.join("hill", host)
    net.until(lambda: len(host.others()) == 1)
    half = QTcpSocket()
    half.connectToHost("127.0.0.1", QUrl(host.url).port())
    net.until(lambda: host.host._server._gate.waiting == 1)
    net.rooms.pop("host")
    if way == "left":
        host.leave()
    elif way == "closed":
        host.host.close()
    delete(host)
    net.until(lambda: hill.status in ("away", "out"))
    half.abort()


def test_what_comes_after_the_end_is_not_taken(net: Net) -> None:
    host = net.host()
    hill = net.join("hill", host)
    net.until(lambda: len(host.others()) == 1)
    (line,) = host.host._lines.values()
    host.host.close()
    card = add(net.sessions["hill"], "Too late")
    (update,) = hill._guest._owed.since(0)
    line.frame.emit(frames.encode(frames.Updated(update)))
    assert not host.host._batch and not host.host._saves.isActive()
    net.until(lambda: hill.status == "out")
    assert card not in net.sessions["host"].board.elements and hill.owing == 1


def test_what_was_under_way_does_not_bring_a_forgotten_person_back(net: Net, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rooms, "BATCH", 60_000)
    host = net.host(role="facilitator")
    hill = net.join("hill", host)
    ours = net.sessions["host"]
    done = net.sessions["hill"].run("edit_participant", id="p-ines", label="Ines again")
    assert isinstance(done, Decision)
    net.until(lambda: bool(host.host._batch))
    ours.forget("p-ines")
    net.until(lambda: hill.status == "out")
    assert "p-ines" not in ours.board.participants and b"Ines again" not in ours.state()
    assert all(b"Ines again" not in entry.update for entry in ours.entries())


def test_a_guest_whose_disk_is_full_stays_in_the_room(net: Net) -> None:
    hill = net.join("hill", net.host())
    theirs = net.sessions["hill"]
    statuses: list[str] = []
    hill.status_changed.connect(lambda: statuses.append(hill.status))
    raw = theirs._store.file.raw
    raw.execute(f"PRAGMA max_page_count = {raw.execute('PRAGMA page_count').fetchone()[0]}")
    late = net.sessions["host"].board.elements["late"]
    net.sessions["host"].do("Much", updating(late, {"note": "x" * 100_000}))
    net.until(lambda: len(theirs.board.elements["late"].note) == 100_000 and theirs.read_only)
    card = add(net.sessions["host"], "Meanwhile")
    net.until(lambda: card in theirs.board.elements)
    assert not statuses
    raw.execute("PRAGMA max_page_count = 1000000")
    assert theirs.retry()
    net.all_agree()


def test_a_laptop_whose_clock_is_wrong_keeps_and_joins_rooms(net: Net, monkeypatch: pytest.MonkeyPatch) -> None:
    for year in (1999, 2061):
        wrong = datetime.datetime(year, 1, 1, tzinfo=datetime.UTC)
        monkeypatch.setattr(rooms, "make_identity", lambda _now, wrong=wrong: make_identity(wrong))
        host = net.host()
        net.join("hill", host)
        net.close("hill")
        net.leave("host")


def test_words_about_cursors_are_looked_at_together(net: Net, qtbot: QtBot) -> None:
    host = net.host()
    hill = net.join("hill", host)
    net.until(lambda: len(hill.others()) == 1)
    hill._look()
    hill._soon.stop()
    looks: list[int] = []
    hill.presence_changed.connect(lambda: looks.append(1))
    for number in range(20):
        host.host.say(replace(host.own, cursor=(float(number), 0.0)).to_state())
    net.until(lambda: any(person.presence.cursor == (19.0, 0.0) for person in hill.others()))
    net.until(lambda: not hill._soon.isActive())
    assert 0 < len(looks) < 10


def test_nothing_is_kept_of_who_is_gone_for_good(net: Net) -> None:
    host = net.host()
    for _time in range(3):
        net.join("hill", host)
        net.until(lambda: seen(host, 1))
        net.close("hill")
        net.until(lambda: not host.others())
    host._forget_old()
    host._look()
    assert set(host._came) <= {host.client} and set(host._colours) <= {"host"} and not host._calls


def test_a_laptop_may_come_back_under_another_name(net: Net) -> None:
    host = net.host()
    net.join("hill", host)
    net.until(lambda: seen(host, 1))
    net.close("hill")
    net.until(lambda: not host.host.room.members)
    net.join("hill", host, person="Hill, in the afternoon")
    assert [person.name for person in host.others()] == ["Hill, in the afternoon"]


def test_undo_is_no_way_around_a_role(net: Net) -> None:
    host = net.host()
    hill = net.join("hill", host)
    theirs = net.sessions["hill"]
    bridge = Bridge(theirs, catalogue())
    said: list[str] = []
    bridge.said.connect(lambda words, _action: said.append(words))
    card = add(theirs, "Mine")
    net.until(lambda: card in net.sessions["host"].board.elements)
    host.set_role(host.others()[0].peer, "viewer")
    net.until(lambda: hill.role == "viewer")
    bridge.undo()
    assert said == ["You are here to look on. Nothing was changed."] and card in theirs.board.elements
    host.set_role(host.others()[0].peer, "editor")
    net.until(lambda: hill.role == "editor")
    bridge.undo()
    net.until(lambda: card not in net.sessions["host"].board.elements)
    bridge._unsubscribe()


@pytest.mark.parametrize("step", range(7))
def test_who_is_cut_off_at_any_step_of_joining_comes_in_all_the_same(
    step: int, net: Net, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lines, "STRANGERS_TRY", 10)
    host = net.host()
    heard = 0

    def cutting(hear: Callable[..., None]) -> Callable[..., None]:
        def hear_or_cut(line: GuestLine, *what: Any) -> None:
            nonlocal heard
            heard += 1
            if heard == step + 1:
                line.abort()
            else:
                hear(line, *what)

        return hear_or_cut

    for name in ("_knock", "_hear_at_the_door", "_receive"):
        monkeypatch.setattr(host.host, name, cutting(getattr(host.host, name)))
    host.host._server.arrived.disconnect()
    host.host._server.arrived.connect(lambda line: host.host._knock(line))
    hill = net.join("hill", host)
    net.until(lambda: heard > step and hill.status == "here" and seen(host, 1))
    add(net.sessions["hill"], "In at last")
    net.all_agree()
    assert host.wrong_codes == 0


def test_a_laptop_that_gets_another_address_tells_it(net: Net, monkeypatch: pytest.MonkeyPatch) -> None:
    host = net.host()
    host._look_where()
    assert host.url.startswith("wss://127.0.0.1:"), "where one address was asked for, it stays"
    host._fixed = False
    told: list[str] = []
    host.status_changed.connect(lambda: told.append(host.url))
    for addresses in ({}, {"127.0.0.1": "lo"}):
        monkeypatch.setattr(hosting, "local_addresses", lambda addresses=addresses: addresses)
        host._look_where()
    assert not told
    monkeypatch.setattr(hosting, "local_addresses", lambda: {"192.0.2.7": "wlan0"})
    host._look_where()
    (url,) = told
    assert url.startswith("wss://192.0.2.7:") and "192.0.2.7" in net.said["host"][-1]
    assert host.invitation.startswith(url)


@pytest.mark.parametrize("way", ["cut off", "leaves"])
def test_what_has_come_is_kept_by_whoever_goes(way: str, net: Net, monkeypatch: pytest.MonkeyPatch) -> None:
    host = net.host()
    hill = net.join("hill", host)
    theirs = net.sessions["hill"]
    net.until(lambda: seen(host, 1) and not hill._line._batches.isActive())
    monkeypatch.setattr(lines, "BATCH", 60_000)
    first, second = (add(net.sessions["host"], label) for label in ("Seen at once", "Gathered"))
    net.until(lambda: first in theirs.board.elements and bool(hill._line._batch))
    if way == "leaves":
        net.leave("hill")
    else:
        cut(host)
        net.until(lambda: hill.status == "away")
    assert second in theirs.board.elements


def test_who_has_a_damaged_copy_is_told_and_holds_nothing(net: Net, monkeypatch: pytest.MonkeyPatch) -> None:
    host = net.host()
    net.join("hill", host)
    net.close("hill")
    net.until(lambda: not host.host.room.members)

    def damaged(_store: SessionStore, _waiting: object = ()) -> Document:
        raise DamagedFile("The file is damaged.")

    with monkeypatch.context() as patch:
        patch.setattr(SessionStore, "document", damaged)
        joining = Joining(host.invitation, net.library("hill"), name="hill", code=host.code)
        failed: list[str] = []
        joining.failed.connect(failed.append)
        joining.start()
        net.until(lambda: bool(failed))
        assert "damaged" in failed[0]
        joining.cancel()
    net.library("hill").open(ID).close()
    net.until(lambda: not host.host.room.members)


def test_a_host_that_starts_anew_has_another_key_and_gets_what_was_owed(net: Net) -> None:
    first = net.host()
    hill = net.join("hill", first)
    net.until(lambda: seen(first, 1))
    port = QUrl(first.url).port()
    first.host._server.cut()
    net.leave("host")
    net.until(lambda: hill.status == "away")
    second = net.host(port=port)
    net.until(lambda: hill.status == "out")
    assert "another key" in hill.reason and not second.host.room.members and second.wrong_codes == 0
    card = add(net.sessions["hill"], "Made outside")
    net.close("hill")
    net.join("hill", second)
    net.until(lambda: card in net.sessions["host"].board.elements)
    net.all_agree()
