"""Tables' copies over a real room: given to a guest, brought back by it, and nothing else taken."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from stworkshop.merge import read_copies
from stworkshop.session.session import open_session
from stworkshop.sync.file_transfer import PART
from tests.ui.lan.test_visiting import Net, add
from ui.lan.copies import Outgoing
from ui.lan.copy_transfer import Courier
from ui.lan.hosting import Hosting


@pytest.fixture
def net(qtbot: QtBot, tmp_path: Path) -> Iterator[Net]:
    made = Net(qtbot, tmp_path)
    yield made
    for name in sorted(made.rooms, key=lambda name: made.rooms[name].hosting):
        made.leave(name)
    for name in list(made.sessions):
        made.close(name)


def outcome(net: Net, going: Outgoing | Courier) -> str:
    """Wait for the end, and return why it did not arrive, "" where it did."""
    ends: list[str] = []
    done = going.arrived if isinstance(going, Outgoing) else going.delivered
    done.connect(lambda: ends.append(""))
    going.failed.connect(ends.append)
    if isinstance(going, Courier):
        going.start()
    net.until(lambda: bool(ends))
    return ends[0]


def courier(net: Net, host: Hosting, path: Path, **other: object) -> Courier:
    with open_session(path) as copy:
        session, table = (copy.id, copy.lineage), copy.table_name
        ticket = copy.return_ticket
    settings = {"session": session, "table": table, "data": path.read_bytes(), "ticket": ticket, **other}
    laptop = net.library("hill").laptop
    return Courier(host.invitation, laptop=laptop, name="hill", code=host.code, **settings)  # type: ignore[arg-type]


def test_a_copy_goes_to_a_table_and_comes_back(net: Net, tmp_path: Path) -> None:
    host = net.host()
    visit = net.join("hill", host)
    path = tmp_path / "hill.stw"
    net.sessions["host"].copy_for_table("Hill", path)
    came: list[tuple[str, bytes]] = []
    assert host.copies is not None and visit.copies is not None
    visit.copies.came.connect(lambda *what: came.append(what))
    visit.copies.offered.connect(lambda _table, decide: decide(True))
    data = path.read_bytes()
    assert outcome(net, host.copies.give(host.others()[0].peer, "Hill", data)) == ""
    assert came == [("Hill", data)] and len(data) > PART / 8
    net.leave("hill")
    own = tmp_path / "own.stw"
    own.write_bytes(data)
    with open_session(own) as copy:
        card = add(copy, "Drawn at the table")
    back = tmp_path / "back.stw"
    read_copies.write_for_plenary(own, net.sessions["host"].id, back)
    brought: list[tuple[str, bytes]] = []
    host.copies.came.connect(lambda *what: brought.append(what))
    with open_session(own) as copy:
        ticket = copy.return_ticket
    assert outcome(net, courier(net, host, back, ticket=ticket)) == ""
    net.until(lambda: bool(brought))
    arrived = tmp_path / "arrived.stw"
    arrived.write_bytes(brought[0][1])
    read = read_copies.read_copy(arrived)
    assert brought[0][0] == read.table == "Hill" and card in read.board.elements
    net.until(lambda: not host.others() or all(person.away is not None for person in host.others()))


def test_only_what_was_given_comes_back(net: Net, tmp_path: Path) -> None:
    host = net.host()
    path = tmp_path / "hill.stw"
    net.sessions["host"].copy_for_table("Hill", path)
    assert "No copy was given to a table “River”" in outcome(net, courier(net, host, path, table="River"))
    stranger = courier(net, host, path, session=(net.sessions["host"].id, "another start"))
    assert "room of another workshop" in outcome(net, stranger)
    assert outcome(net, courier(net, host, path)) == ""


def test_a_guest_that_drops_out_on_the_way_is_told(net: Net, tmp_path: Path) -> None:
    host = net.host()
    net.join("hill", host)
    assert host.copies is not None
    going = host.copies.give(host.others()[0].peer, "Hill", bytes(40 * PART))
    ends: list[str] = []
    going.failed.connect(ends.append)
    host.host._server.cut()
    host.copies.lost(going.peer)
    assert ends and "Send it again" in ends[0]


def test_a_courier_that_is_cut_off_sends_all_of_it_anew_and_keeps_nothing_else(net: Net, tmp_path: Path) -> None:
    host = net.host()
    net.sessions["host"].copy_for_table("A", tmp_path / "a.stw")
    data = (tmp_path / "a.stw").read_bytes() + b"x" * (3 * PART)
    with open_session(tmp_path / "a.stw") as copy:
        courier = Courier(
            host.invitation, laptop="laptop-table", name="Table A", code=host.code,
            session=(copy.id, copy.lineage), table="A", data=data, ticket=copy.return_ticket,
        )  # fmt: skip
    came: list[bytes] = []
    assert host.copies is not None
    host.copies.came.connect(lambda _table, whole: came.append(whole))
    cuts: list[int] = []

    def cut_once(_at: int, _size: int) -> None:
        if not cuts:
            cuts.append(1)
            for line in list(host.host._lines.values()):
                line.abort()

    courier.went.connect(cut_once)
    host.host.say(host.own.to_state())
    assert outcome(net, courier) == ""
    assert cuts and came == [data] and not courier._client._early


def test_a_guest_to_whom_no_copy_was_given_brings_none_back(net: Net, tmp_path: Path) -> None:
    host = net.host()
    path = tmp_path / "hill.stw"
    net.sessions["host"].copy_for_table("Hill", path)
    came: list[str] = []
    assert host.copies is not None
    host.copies.came.connect(lambda table, _data: came.append(table))
    eve = net.join("eve", host)
    assert eve.copies is not None
    for forged in ("", "0" * 64):
        going = eve.copies.give("", "Hill", path.read_bytes(), ticket=forged)
        assert "was not given" in outcome(net, going)
    net.sessions["host"].copy_for_table("River", tmp_path / "river.stw")
    with open_session(path) as copy:
        ticket = copy.return_ticket
    assert "was not given" in outcome(net, eve.copies.give("", "River", path.read_bytes(), ticket=ticket))
    assert not came
