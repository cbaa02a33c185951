"""A window's room, from both ends: a host's session and guests' sessions, each in a library of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from stworkshop.commands.base import Decision, Refused
from stworkshop.errors import KnownError
from stworkshop.model.board import Board
from stworkshop.model.changes import adding, updating
from stworkshop.model.records import Element, Record, Ref, ref_of
from stworkshop.model.session_content import SessionContent
from stworkshop.session.library import Library
from stworkshop.session.session import Session
from tests.workshop import ID, assert_all_agree, records
from ui.lan.hosting import Hosting
from ui.lan.joining import Joining, room_url
from ui.lan.room_state import Happening
from ui.lan.visiting import Visiting

HERE = "127.0.0.1"


def live(board: Board) -> dict[Ref, Record]:
    return {ref_of(record): record for record in board.records()}


class Net:
    """Laptops on one network: each has its library; one hosts, the others visit."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.qtbot, self.folder = qtbot, folder
        self.rooms: dict[str, Hosting | Visiting] = {}
        self.sessions: dict[str, Session] = {}
        self.said: dict[str, list[str]] = {}

    def library(self, name: str) -> Library:
        return Library(self.folder / name / "library.stwlib")

    def host(self, name: str = "host", **more: Any) -> Hosting:
        library = self.library(name)
        library.path.parent.mkdir(exist_ok=True)
        if name not in self.sessions:
            if not library.lineage(ID):
                library.add(SessionContent(records()))
            self.sessions[name] = library.open(ID)
        room = Hosting(self.sessions[name], name=name, address=HERE, announced=False, **{"role": "editor", **more})
        self._note(name, room)
        return room

    def join(self, name: str, to: Hosting, *, person: str = "", **more: Any) -> Visiting:
        (self.folder / name).mkdir(exist_ok=True)
        joining = Joining(to.invitation, self.library(name), name=person or name, code=to.code)
        ready: list[tuple[Session, Any]] = []
        failed: list[str] = []
        joining.ready.connect(lambda session, client: ready.append((session, client)))
        joining.failed.connect(failed.append)
        joining.start()
        self.until(lambda: bool(ready or failed))
        assert not failed, failed
        session, client = ready[0]
        room = Visiting(session, client, name=person or name, **more)
        joining.deleteLater()
        self.sessions[name] = session
        self._note(name, room)
        self.until(lambda: room.status == "here")
        return room

    def _note(self, name: str, room: Hosting | Visiting) -> None:
        self.rooms[name] = room
        room.said.connect(self.said.setdefault(name, []).append)

    def leave(self, name: str) -> None:
        self.rooms.pop(name).leave()

    def close(self, name: str) -> None:
        if name in self.rooms:
            self.leave(name)
        self.sessions.pop(name).close()

    def until(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition, timeout=10_000)

    def all_agree(self) -> None:
        first, *others = self.sessions.values()
        self.until(lambda: all(live(one.board) == live(first.board) for one in others))
        for session in self.sessions.values():
            assert_all_agree(session)


@pytest.fixture
def net(qtbot: QtBot, tmp_path: Path) -> Iterator[Net]:
    made = Net(qtbot, tmp_path)
    yield made
    for name in [n for n, room in made.rooms.items() if not room.hosting] + [*made.rooms]:
        if name in made.rooms:
            made.leave(name)
    for name in list(made.sessions):
        made.close(name)


def add(session: Session, label: str) -> str:
    done = session.run("add_element", kind="risk", label=label)
    assert isinstance(done, Decision), done
    return done.ids[0]


def test_edits_travel_between_sessions_and_undo_takes_back_ones_own(net: Net) -> None:
    net.join("hill", host := net.host())
    net.join("river", host)
    hill, river, ours = (net.sessions[name] for name in ("hill", "river", "host"))
    card = add(hill, "By Hill")
    net.until(lambda: card in river.board.elements)
    assert isinstance(river.run("edit_element", id=card, note="By River"), Decision)
    mine = add(ours, "By the host")
    net.until(lambda: mine in hill.board.elements and hill.board.elements[card].note == "By River")
    assert hill.undo_label == hill.undo_label and river.undo() is not None
    net.until(lambda: hill.board.elements[card].note == "")
    assert mine in hill.board.elements
    assert hill.undo() is not None
    net.until(lambda: card not in ours.board.elements)
    assert hill.undo() is None, "there is nothing of its own left"
    net.all_agree()


def test_what_is_shared_is_in_the_guests_own_library_afterwards(net: Net) -> None:
    net.join("hill", net.host())
    card = add(net.sessions["hill"], "By Hill")
    net.until(lambda: card in net.sessions["host"].board.elements)
    lineage = net.sessions["host"].lineage
    net.close("hill")
    with net.library("hill").open(ID) as again:
        assert again.lineage == lineage and card in again.board.elements
        assert live(again.board) == live(net.sessions["host"].board)


def test_edits_made_apart_arrive_when_the_guest_comes_again(net: Net) -> None:
    net.join("hill", host := net.host())
    net.leave("hill")
    net.sessions["hill"].close()
    with net.library("hill").open(ID) as apart:
        assert apart.guard is None
        card = add(apart, "Made at home")
    other = add(net.sessions["host"], "Made meanwhile")
    net.join("hill", host)
    net.until(lambda: card in net.sessions["host"].board.elements and other in net.sessions["hill"].board.elements)
    net.until(lambda: net.rooms["hill"].owing == 0)
    net.all_agree()


def test_a_role_is_kept_on_the_guests_own_laptop_already(net: Net) -> None:
    room = net.join("hill", host := net.host(role="contributor"))
    hill = net.sessions["hill"]
    refused = hill.run("edit_element", id="late", label="Not mine")
    assert isinstance(refused, Refused) and "your own laptop" in refused.message
    card = add(hill, "Mine")
    assert isinstance(hill.run("edit_element", id=card, label="Mine, better"), Decision)
    net.until(lambda: any(c.label == "Mine, better" for c in net.sessions["host"].board.elements.values()))
    host.set_role(host.others()[0].peer, "viewer")
    net.until(lambda: room.role == "viewer")
    assert isinstance(hill.run("edit_element", id=card, label="No more"), Refused)
    net.all_agree()


def test_what_the_host_refuses_is_put_right_and_the_rest_stays(net: Net) -> None:
    room = net.join("hill", net.host(role="contributor"))
    hill = net.sessions["hill"]
    hill.guard = None  # as a program would that does not ask
    hill.run("edit_element", id="late", label="Not mine")
    card = add(hill, "Mine")
    net.until(lambda: bool(net.said["hill"]))
    hill.guard = room
    net.until(lambda: card in net.sessions["host"].board.elements)
    assert hill.board.elements["late"].label == "The last bus is late"
    assert "your own laptop" in net.said["hill"][0]
    assert "edit was not taken" in net.said["host"][0]
    assert hill.undo_label.startswith("Add"), "the refused step cannot be undone, what stayed can"
    assert hill.undo() is not None
    net.until(lambda: card not in net.sessions["host"].board.elements)
    net.all_agree()


def test_people_see_each_other_and_who_did_what(net: Net) -> None:
    host = net.host()
    hill, river = net.join("hill", host), net.join("river", host)
    net.until(lambda: all(len(room.people()) == 3 for room in (host, hill, river)))
    assert {p.name: p.host for p in river.people()} == {"river": False, "host": True, "hill": False}
    net.until(lambda: len({person.colour for person in host.people()}) == 3)  # who comes later gives way
    hill.show(colour=9)
    river.show(colour=9)
    net.until(lambda: hill.own.colour != river.own.colour)
    assert 9 in (hill.own.colour, river.own.colour), "of those who chose at once, one gives way"
    seen: list[Happening] = []
    river.happened.connect(seen.append)
    card = add(net.sessions["hill"], "By Hill")
    net.until(lambda: bool(seen))
    assert [person.name for person in seen[0].people] == ["hill"] and Ref("elements", card) in seen[0].change.added
    add(net.sessions["host"], "By the host")
    net.until(lambda: len(seen) == 2)
    assert seen[1].people[0].host
    hill.show(cursor=(10.0, 20.0), selection=(card,), page="map")
    net.until(lambda: any(p.presence.cursor == (10.0, 20.0) for p in river.others()))
    calls: list[str] = []
    river.called.connect(lambda person: calls.append(person.name))
    host.call_everyone()
    net.until(lambda: calls == ["host"])
    net.leave("hill")
    net.until(lambda: len(river.people()) == 2)


def test_a_sheet_goes_to_the_hosts_drawer_alone(net: Net) -> None:
    room = net.join("hill", net.host())
    ours, hill = net.sessions["host"], net.sessions["hill"]
    opened = ours.run("open_round", question="How far?", kind="rating", items=["st-1"], anonymous="yes")
    assert isinstance(opened, Decision)
    net.until(lambda: opened.ids[0] in hill.board.rounds)
    answered: list[tuple[str, str]] = []
    room.sheet_answered.connect(lambda *what: answered.append(what))
    done = hill.run("hand_in_sheet", round=opened.ids[0], answers=[{"item": "st-1", "value": 4}], side="public")
    assert isinstance(done, Decision)
    net.until(lambda: answered == [(opened.ids[0], "")])
    assert ours.sheets_in(opened.ids[0]) == 1 and hill.sheets_in(opened.ids[0]) == 0


def test_who_comes_back_is_seen_as_before_from_the_first_edit_on(net: Net) -> None:
    host = net.host()
    hill = net.join("hill", host, colour=4)
    net.until(lambda: [person.colour for person in host.others()] == [4])
    seen: list[Happening] = []
    host.happened.connect(seen.append)
    for line in list(host.host._lines.values()):
        line.abort()
    net.until(lambda: hill.status == "away" and all(person.away for person in host.others()))
    add(net.sessions["hill"], "Made away")
    hill.try_now()
    net.until(lambda: bool(seen))
    assert [(person.name, person.colour) for person in seen[0].people] == [("hill", 4)]


def test_any_guest_goes_on_as_host_and_the_old_one_comes_back(net: Net) -> None:
    first = net.host()
    net.join("hill", first)
    net.join("river", first)
    shared = add(net.sessions["hill"], "Shared")
    net.until(lambda: shared in net.sessions["river"].board.elements)
    first.host._server.cut()  # the lid is closed
    lonely = add(net.sessions["host"], "Only on the old laptop")
    net.until(lambda: net.rooms["hill"].status == "away")
    away = add(net.sessions["river"], "Made away")
    net.leave("hill")
    second = net.host("hill")
    net.leave("river")
    net.sessions["river"].close()
    net.join("river", second)
    net.until(lambda: away in net.sessions["hill"].board.elements)
    net.leave("host")
    net.sessions["host"].close()
    net.join("host", second)
    net.until(lambda: lonely in net.sessions["river"].board.elements)
    net.all_agree()


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        ("192.168.8.20:8421", "wss://192.168.8.20:8421/s-1"),
        (" 192.168.8.20 ", "wss://192.168.8.20:8420/s-1"),
        ("wss://10.0.0.2:9000/s-2#ab", "wss://10.0.0.2:9000/s-2#ab"),
        ("ws://city.example/room", "ws://city.example/room"),
        ("", ""),
        ("http://x", ""),
        ("not an address", ""),
    ],
)
def test_an_address_is_read_as_people_type_it(typed: str, url: str) -> None:
    assert room_url(typed, "s-1") == url


def test_a_person_is_taken_out_at_the_host_alone_and_the_room_ends_with_it(net: Net) -> None:
    host = net.host()
    room = net.join("hill", host)
    with pytest.raises(KnownError, match="only its host"):
        net.sessions["hill"].forget("p-ines")
    net.sessions["host"].forget("p-ines")
    assert host.status == "out" and "starts again" in host.reason
    net.until(lambda: room.status == "out")


def test_a_host_that_sends_another_workshop_than_it_spoke_of_leaves_nothing_behind(net: Net) -> None:
    host = net.host()
    host.host.door._about["session"] = "../../another"
    (net.folder / "ada").mkdir()
    library, failed = net.library("ada"), list[str]()
    joining = Joining(host.invitation, library, name="Ada", code=host.code)
    joining.failed.connect(failed.append)
    joining.start()
    net.until(lambda: bool(failed))
    assert failed[0].startswith("What the other laptop sent is not the workshop")
    assert not library.list()


def test_a_contributor_takes_back_a_card_for_which_others_made_room(net: Net) -> None:
    net.join("hill", net.host(role="contributor"))
    hill, ours = net.sessions["hill"], net.sessions["host"]
    plan = ours.board.elements["plan"].pos
    assert plan is not None
    card = Element(id="mine", seq=90, kind="risk", label="Mine", code="R9", pos=plan, created_by=hill.laptop)
    room_made = updating(hill.board.elements["plan"], {"pos": (plan[0] + 300, plan[1])})
    hill.do("Add risk", adding([card]).then(room_made))
    net.until(lambda: "mine" in ours.board.elements)
    undone = hill.undo()
    assert undone is not None and undone.skipped == 1 and not undone.refusal
    net.until(lambda: "mine" not in ours.board.elements)
    assert not net.said["host"] and hill.undo() is None
    net.all_agree()
