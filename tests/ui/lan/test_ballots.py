"""Ballots on guests' laptops, over a real room: what people are told, where their sheets go, and what stays nowhere."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from stworkshop.commands.base import Decision, Refused
from stworkshop.model.answers import Answer
from stworkshop.model.catalogue import catalogue
from tests.ui.lan.test_visiting import Net
from ui.features.rounds.guest_ballot import GuestBallot
from ui.features.rounds.sheet import Sheet
from ui.features.rounds.window import PassWindow
from ui.lan.hosting import Hosting
from ui.lan.visiting import Visiting
from ui.session.bridge import Bridge
from ui.session.round_codes import codes_of
from ui.session.whose_round import is_ours, to_answer, why_no_sheet

Key = Qt.Key
SECRET = "Quince marmalade at midnight"
"""Words of a guest that are looked for everywhere they must not be."""


@dataclass
class Laptop:
    """A window's parts on one laptop."""

    bridge: Bridge
    room: Hosting | Visiting

    def run(self, name: str, **arguments: Any) -> str:
        done = self.bridge.session.run(name, **arguments)
        assert isinstance(done, Decision), done
        return done.ids[0]

    def sheets(self, round_id: str) -> int:
        return self.bridge.session.sheets_in(round_id)


class Table:
    """A facilitator's laptop, and one at a table whose people answer."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.net = Net(qtbot, folder)
        self.until = self.net.until
        self.windows: list[PassWindow] = []
        self.bridges: list[Bridge] = []
        host = self.net.host(role="contributor")
        self.told: list[dict[str, Any]] = []
        host.host.told.connect(self.told.append)
        self.host = self._laptop("host", host)
        self.guest = self.join("hill")

    def join(self, name: str) -> Laptop:
        assert isinstance(self.host.room, Hosting)
        return self._laptop(name, self.net.join(name, self.host.room))

    def _laptop(self, name: str, room: Hosting | Visiting) -> Laptop:
        bridge = Bridge(self.net.sessions[name], catalogue())
        bridge.enter(room)
        self.bridges.append(bridge)
        return Laptop(bridge, room)

    def ask(self, kind: str = "rating", **fields: Any) -> str:
        items = ["st-1"] if kind == "rating" else ["riders"] if kind == "placing" else ["riders", "late", "plan"]
        given = {"question": "How far?", "kind": kind, "items": items, "anonymous": "yes", **fields}
        asked = self.host.run("open_round", **given)
        self.until(lambda: asked in self.guest.bridge.board.rounds)
        return asked

    def window(self, round_id: str, laptop: Laptop | None = None) -> GuestBallot:
        bridge = (laptop or self.guest).bridge
        made = GuestBallot(None, bridge, codes_of(bridge), round_id)
        self.windows.append(made)
        made.resize(1200, 800)
        with self.net.qtbot.waitExposed(made):
            made.show()
        return made

    def close(self) -> None:
        for window in self.windows:
            if isValid(window) and window.isVisible():
                window.leave()
        for bridge in reversed(self.bridges):
            bridge.close()
            bridge.deleteLater()


@pytest.fixture
def table(qtbot: QtBot, tmp_path: Path, dressed: QApplication) -> Iterator[Table]:
    made = Table(qtbot, tmp_path)
    yield made
    made.close()


def press(window: QWidget, *keys: Key) -> None:
    for key in keys:
        QTest.keyClick(window.focusWidget() or window, key)
        QApplication.processEvents()


def words_on(window: QWidget) -> str:
    QApplication.processEvents()
    parts = []
    for part in window.findChildren(QWidget):
        if part.isVisibleTo(window):
            parts += [part.accessibleName(), part.text() if isinstance(part, QLabel | QAbstractButton) else ""]
    return "\n".join(parts)


def fill(window: GuestBallot, give: Callable[[Sheet], object]) -> None:
    """Be the next person of the public side, answer, and stand before handing in."""
    press(window, Key.Key_Return, Key.Key_Return, Key.Key_1)
    give(window._sheet)
    for _question in window._items:
        window.go_on()
    assert "Hand in" in words_on(window)


def rate(sheet: Sheet) -> None:
    sheet.rate("st-1", 4)
    sheet.say("st-1", SECRET)


def place(sheet: Sheet) -> None:
    sheet.rate("riders", 2, 5)


def lay(sheet: Sheet) -> None:
    assert sheet.lay("late", 2) and sheet.lay("plan", 1)


def order(sheet: Sheet) -> None:
    for item in ("plan", "late", "riders"):
        sheet.put_in_order(item)


@pytest.mark.parametrize(
    ("kind", "give", "expected"),
    [
        ("rating", rate, [("st-1", 4, None)]),
        ("dots", lay, [("late", 2, None), ("plan", 1, None), ("riders", 0, None)]),
        ("ranking", order, [("late", 2, None), ("plan", 1, None), ("riders", 3, None)]),
        ("placing", place, [("riders", 2, 5)]),
    ],
)
def test_every_kind_of_round_is_answered_at_a_guest_and_counted_at_the_host(
    table: Table, kind: str, give: Callable[[Sheet], object], expected: list[tuple[str, int, int | None]]
) -> None:
    asked = table.ask(kind)
    window = table.window(asked)
    fill(window, give)
    press(window, Key.Key_Return)
    assert "on its way" in words_on(window), "it is not done before the host has it"
    table.until(lambda: "Your sheet is with the facilitator" in words_on(window))
    assert table.host.sheets(asked) == 1 and table.guest.sheets(asked) == 0
    table.host.run("close_round", id=asked)
    answers = sorted(table.host.bridge.session.answers(asked), key=lambda answer: answer.item)
    assert [(a.item, a.value, a.value2) for a in answers] == expected
    assert {(a.side, a.participant) for a in answers} == {("public", "")}


def test_a_guest_is_told_who_sees_the_answers_before_the_first_question(table: Table) -> None:
    window = table.window(table.ask())
    press(window, Key.Key_Return)
    said = words_on(window)
    assert "Who sees my answer?" in said and "This round is without names." in said
    assert "facilitator’s laptop alone" in said and "This laptop keeps nothing" in said and "by role" in said
    assert "how many sheets came from each laptop" in said
    assert "The model helps" not in said, "no question is asked before"
    press(window, Key.Key_Backtab)
    assert "I do not want to answer" in (window.focusWidget() or window).accessibleName()
    press(window, Key.Key_Return)
    assert "Nothing was asked of you" in words_on(window) and not window.in_ballot


def test_a_round_that_is_not_anonymous_says_so_and_asks_who_it_is(table: Table) -> None:
    asked = table.ask(anonymous="no")
    window = table.window(asked)
    press(window, Key.Key_Return)
    assert "This round is not anonymous." in words_on(window)
    press(window, Key.Key_Return)
    said = words_on(window)
    assert "Ines Marquardt" in said and "ask the facilitator to write you in" in said
    table.host.run("add_participant", label="Tom Aldous", side="planner")
    table.until(lambda: "Tom Aldous" in words_on(window))
    press(window, Key.Key_Return)
    rate(window._sheet)
    window.go_on()
    press(window, Key.Key_Return)
    table.until(lambda: table.host.sheets(asked) == 1 and not window.in_ballot)
    table.host.run("close_round", id=asked)
    answer: Answer = table.host.bridge.session.answers(asked)[0]
    assert (answer.participant, answer.side, answer.comment) == ("p-ines", "public", SECRET)


def allow_several(table: Table, asked: str) -> None:
    """Let guests' laptops be passed on, and wait until the table knows."""
    assert isinstance(table.host.room, Hosting)
    table.host.room.allow_several(asked, True)
    table.until(lambda: table.guest.room.most_sheets(asked) > 1)


def test_a_table_passes_the_laptop_and_the_host_counts_at_once(table: Table) -> None:
    asked = table.ask()
    allow_several(table, asked)
    counted: list[int] = []
    codes_of(table.host.bridge).sheets_changed.connect(lambda: counted.append(table.host.sheets(asked)))
    window = table.window(asked)
    for n in (1, 2, 3):
        fill(window, rate)
        press(window, Key.Key_Return)
        table.until(lambda: len(counted) == table.host.sheets(asked) and not window.in_ballot)
        assert counted == list(range(1, n + 1))
    assert "3 sheets came from this laptop" in words_on(window)


def test_no_more_than_a_table_has_people(table: Table) -> None:
    asked = table.ask()
    codes = codes_of(table.guest.bridge)
    for _each in range(table.guest.room.most_sheets(asked)):
        codes.note_left(asked)
    window = table.window(asked)
    said = words_on(window)
    assert "handed in its sheet" in said and "ask the facilitator" in said and "I am the next person" not in said
    allow_several(table, asked)
    table.until(lambda: codes.left(asked) == 0)
    for _each in range(table.guest.room.most_sheets(asked)):
        codes.note_left(asked)
    said = words_on(window)
    assert "as many sheets as it may" in said and "I am the next person" not in said
    press(window, Key.Key_Escape)
    assert not isValid(window) or not window.isVisible()


def test_nothing_of_an_answer_is_anywhere_but_sealed_at_the_host(table: Table, tmp_path: Path) -> None:
    river = table.join("river")
    asked = table.ask()
    window = table.window(asked)
    fill(window, rate)
    room = table.guest.room
    seen = [p.presence for p in table.host.room.others()]
    assert all(SECRET not in repr(presence) for presence in seen)
    press(window, Key.Key_Return)
    table.until(lambda: table.host.sheets(asked) == 1 and not window.in_ballot)
    for name in ("hill", "river", "host"):
        files = [path for path in (tmp_path / name).rglob("*") if path.is_file()]
        assert any("-wal" in path.name or path.suffix == ".stwlib" for path in files)
        for path in files:
            assert SECRET.encode() not in path.read_bytes(), f"{path.name} of {name} has the words"
    for laptop in (table.host, table.guest, river):
        assert SECRET.encode() not in laptop.bridge.session.state()
        assert SECRET not in repr([person.presence for person in laptop.room.people()])
        assert SECRET not in repr(laptop.room.own)
    assert table.told and SECRET not in json.dumps(table.told)
    sheets = [event for event in table.told if event["event"] == "sheet"]
    assert sheets == [{"event": "sheet", "round": asked, "in": 1}], "not even from which guest it came"
    assert SECRET not in repr(vars(window._sheet)) and SECRET not in repr(vars(room))


def test_while_the_host_is_away_the_sheet_stays_and_is_handed_in_later(table: Table) -> None:
    asked = table.ask()
    window = table.window(asked)
    fill(window, rate)
    host = table.host.room
    assert isinstance(host, Hosting)
    host.host._server.cut()
    table.until(lambda: table.guest.room.status == "away")
    press(window, Key.Key_Return)
    said = words_on(window)
    assert "It is still here" in said and window._sheet.comment("st-1") == SECRET
    assert table.host.sheets(asked) == 0


def test_a_lost_answer_is_asked_for_again_and_the_sheet_counts_once(table: Table) -> None:
    asked = table.ask()
    window = table.window(asked)
    fill(window, rate)
    room = table.guest.room
    assert isinstance(room, Visiting) and isinstance(table.host.room, Hosting)
    blocked = room._line._socket
    assert blocked is not None
    room._line.sheet.disconnect(room._answered)  # the host's answer gets lost
    press(window, Key.Key_Return)
    table.until(lambda: table.host.sheets(asked) == 1)
    blocked.abort()
    table.until(lambda: room.status != "here")
    assert "Your sheet is still here" in words_on(window)
    window.go_back()
    assert "Your sheet is still here" in words_on(window), "what may have come is changed no more"
    room._line.sheet.connect(room._answered)
    room.try_now()
    table.until(lambda: "The network is back" in words_on(window))
    press(window, Key.Key_Return)
    table.until(lambda: "Your sheet is with the facilitator" in words_on(window))
    assert table.host.sheets(asked) == 1


def test_what_the_host_refuses_is_said_and_the_sheet_is_still_there(table: Table) -> None:
    asked = table.ask()
    window = table.window(asked)
    fill(window, rate)
    assert isinstance(table.host.room, Hosting)
    table.host.room.set_role(table.host.room.others()[0].peer, "viewer")
    press(window, Key.Key_Return)
    table.until(lambda: "look on" in words_on(window))
    assert window.in_ballot and window._sheet.comment("st-1") == SECRET
    press(window, Key.Key_Escape)
    assert "Stop and put this ballot away" in words_on(window)
    table.until(lambda: table.guest.room.role == "viewer")
    assert "look on" in why_no_sheet(table.guest.bridge, table.guest.bridge.board.rounds[asked])


def test_a_round_that_is_closed_meanwhile_ends_the_ballot(table: Table) -> None:
    asked = table.ask()
    window = table.window(asked)
    fill(window, rate)
    table.host.run("close_round", id=asked)
    table.until(lambda: "This round is closed" in words_on(window))
    assert "was not handed in" in words_on(window) and not window._sheet.done
    press(window, Key.Key_Return)
    assert not isValid(window) or not window.isVisible()


def test_the_curtain_hides_a_guests_ballot_too(table: Table) -> None:
    window = table.window(table.ask())
    press(window, Key.Key_Return, Key.Key_Return, Key.Key_1)
    assert "The model helps" in words_on(window)
    press(window, Key.Key_F9)
    assert window.hidden_now and "The model helps" not in words_on(window)
    press(window, Key.Key_F9)
    assert "The model helps" in words_on(window)
    window.close()
    assert window.isVisible() and "Stop and put this ballot away" in words_on(window)


def test_what_only_the_opener_may_do_is_refused_at_a_guest(table: Table) -> None:
    asked = table.ask()
    guest = table.guest.bridge
    record = guest.board.rounds[asked]
    assert not is_ours(guest, record) and [r.id for r in to_answer(guest)] == [asked]
    assert is_ours(table.host.bridge, record) and not to_answer(table.host.bridge)
    refused = guest.session.run("close_round", id=asked)
    assert isinstance(refused, Refused) and "opened this round" in refused.message


def test_a_guest_that_goes_on_as_host_asks_anew(table: Table) -> None:
    asked = table.ask()
    river = table.join("river")
    table.until(lambda: asked in river.bridge.board.rounds)
    hill = table.guest.bridge
    hill.enter(None)
    record = hill.board.rounds[asked]
    assert "join its room" in why_no_sheet(hill, record)
    room = Hosting(hill.session, name="hill", address="127.0.0.1", announced=False, role="editor")
    hill.enter(room)
    assert "sealed there" in why_no_sheet(hill, record) and not is_ours(hill, record)
    assert isinstance(hill.session.run("close_round", id=asked), Refused)
    third = table._laptop("third", table.net.join("third", room))
    assert not to_answer(third.bridge), "its host cannot take the sheets"
    assert "does not keep this room" in why_no_sheet(third.bridge, third.bridge.board.rounds[asked])
    done = hill.session.run("open_round", question="Anew?", kind="rating", items=["st-1"])
    assert isinstance(done, Decision)
    table.until(lambda: [r.question for r in to_answer(third.bridge)] == ["Anew?"])


def send(table: Table, laptop: Laptop, asked: str, mark: str, value: int, **whose: str) -> str:
    """Hand a sheet in past the window's pages, as a program of one's own could, and return why it was not taken."""
    room = laptop.room
    assert isinstance(room, Visiting)
    answered: list[str] = []
    room._line.sheet.connect(lambda body: answered.append(str(body["refusal"])))
    whose = whose or {"side": "public"}
    assert room._line.hand_in(asked, [{"item": "st-1", "value": value}], mark=mark, **whose)
    table.until(lambda: bool(answered))
    return answered[0]


def test_a_guest_does_not_replace_what_somebody_else_handed_in_for_a_person(table: Table) -> None:
    river = table.join("river")
    asked = table.ask(anonymous="no")
    assert send(table, table.guest, asked, "m-1", 5, participant="p-ines") == ""
    refused = send(table, river, asked, "m-2", 1, participant="p-ines")
    assert "Ines Marquardt" in refused and "facilitator" in refused
    table.host.run("add_participant", id="p-tom", label="Tom Aldous", side="planner")
    here = {"round": asked, "participant": "p-tom", "answers": [{"item": "st-1", "value": 4}]}
    assert isinstance(table.host.bridge.session.run("hand_in_sheet", **here), Decision)
    assert "Tom Aldous" in send(table, river, asked, "m-3", 1, participant="p-tom"), "nor what was given at the host"
    assert send(table, table.guest, asked, "m-4", 2, participant="p-ines") == "", "one's own, one may"
    table.host.run("close_round", id=asked)
    answers = table.host.bridge.session.answers(asked)
    assert {(answer.participant, answer.value) for answer in answers} == {("p-ines", 2), ("p-tom", 4)}


def test_one_laptop_hands_in_one_sheet_and_the_host_that_was_restarted_knows_it_again(table: Table) -> None:
    asked = table.ask()
    assert send(table, table.guest, asked, "m-1", 5) == ""
    assert "has handed in its sheet" in send(table, table.guest, asked, "m-2", 5)
    rows = table.host.bridge.session.sheet_rows(asked)
    assert isinstance(table.host.room, Hosting)
    table.host.room.host.room.sheets.keep(lambda _round: False)  # as after a restart, when nobody remembers
    assert send(table, table.guest, asked, "m-1", 5) == "" and table.host.bridge.session.sheet_rows(asked) == rows
    assert len(rows) == 1


def test_what_the_facilitator_takes_out_is_not_counted_and_the_guest_hears_of_it(table: Table) -> None:
    river = table.join("river")
    asked = table.ask()
    send(table, table.guest, asked, "m-1", 5)
    send(table, river, asked, "m-2", 2)
    here = {"round": asked, "side": "public", "answers": [{"item": "st-1", "value": 4}]}
    assert isinstance(table.host.bridge.session.run("hand_in_sheet", **here), Decision)
    room = table.host.room
    assert isinstance(room, Hosting)
    shown = {one.name: one for one in room.sheets_by_guest(asked)}
    assert {name: one.sheets for name, one in shown.items()} == {"hill": 1, "river": 1}
    assert room.refuse_sheets(asked, shown["hill"].guest) == 1 and table.host.sheets(asked) == 2
    table.until(lambda: any("out of the round" in words for words in table.net.said["hill"]))
    assert table.guest.room.most_sheets(asked) == 0
    assert "out of the round" in send(table, table.guest, asked, "m-3", 5)
    table.host.run("close_round", id=asked)
    assert {answer.value for answer in table.host.bridge.session.answers(asked)} == {2, 4}
    assert room.sheets_by_guest(asked) == []
