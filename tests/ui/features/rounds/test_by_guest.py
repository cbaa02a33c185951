"""Sheets by guest on the page of rounds: passing laptops on, how many came from whom, and taking them out."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from stworkshop.sync.room import HandIn, Member
from ui.features.rounds.by_guest import ByGuest
from ui.features.rounds.rounds_page import RoundsPage
from ui.kit.confirm_dialog import Confirm
from ui.lan.hosting import Hosting
from ui.session.round_codes import codes_of
from ui.shell.main_window import MainWindow


@pytest.fixture
def host(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> Iterator[MainWindow]:
    """The facilitator's window, with a room and an open round about a statement."""
    window.new_session("")
    bridge = window.page().bridge
    bridge.run("add_statement", id="st", label="The model helps")
    bridge.run("add_participant", id="p-ines", label="Ines Marquardt", side="public")
    window.together.open_room(address="127.0.0.1", announced=False)
    monkeypatch.setattr(window.together, "may_leave", lambda: True)
    yield window


def ask(window: MainWindow, anonymous: str = "yes") -> str:
    bridge = window.page().bridge
    bridge.run("open_round", id="r", question="How far?", kind="rating", items=["st"], anonymous=anonymous)
    return "r"


def came(window: MainWindow, name: str, sheets: int, **whose: str) -> None:
    """Let sheets come from a guest as its connection brings them."""
    room = window.page().bridge.room
    assert isinstance(room, Hosting)
    line = f"line-{len(room.host.room.members) + 1}"
    room.host.room.join(Member(line, name, "contributor", name, address="192.168.1.20", guest=name))
    for number in range(sheets):
        given = {"round": "r", "answers": [{"item": "st", "value": 4}], **(whose or {"side": "public"})}
        room.host._hand_in(HandIn(line, given, f"{number}", f"{name}\0{number}"))


def shown(window: MainWindow) -> ByGuest:
    window.page().show_view("rounds")
    page = window.page().view_page("rounds")
    assert isinstance(page, RoundsPage)
    QApplication.processEvents()  # what was laid out before goes, what is laid out now is shown
    return [made for made in page.findChildren(ByGuest) if made.isVisibleTo(page)][-1]


def words(part: QWidget) -> str:
    return "\n".join(made.text() for made in part.findChildren(QLabel))


def button(part: QWidget, name: str) -> QPushButton:
    return next(made for made in part.findChildren(QPushButton) if made.accessibleName() == name)


def test_sheets_are_counted_by_guest_and_nothing_of_an_answer_is_said(host: MainWindow) -> None:
    ask(host)
    came(host, "Table Hill", 3)
    came(host, "Table River", 1)
    host.page().bridge.session.run("hand_in_sheet", round="r", side="public", answers=[{"item": "st", "value": 2}])
    said = words(shown(host))
    assert "Table Hill\n3 sheets · 192.168.1.20" in said and "Table River\n1 sheet" in said
    assert "1 more sheet: from this laptop" in said


def test_laptops_are_passed_on_where_the_facilitator_says_so(host: MainWindow) -> None:
    asked = ask(host)
    part = shown(host)
    room = host.page().bridge.room
    assert isinstance(room, Hosting) and not room.allows_several(asked) and "One sheet comes" in words(part)
    part.several.click()
    assert room.allows_several(asked) and "Up to 12 people" in part.told.text()
    came(host, "Table Hill", 1)
    assert shown(host).several.isChecked()


def test_taking_out_asks_first_and_can_be_allowed_again(host: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    ask(host)
    came(host, "Table Hill", 2)
    came(host, "Table River", 1)
    questions: list[str] = []
    answers = [False, True]

    def answer(_parent: QWidget, question: str, *_words: str) -> bool:
        questions.append(question)
        return answers.pop(0)

    monkeypatch.setattr(Confirm, "ask", answer)
    session = host.page().bridge.session
    for left in (3, 1):
        button(shown(host), "Take out…: Table Hill").click()
        assert session.sheets_in("r") == left
    assert questions == ["Take 2 sheets from “Table Hill” out of this round?"] * 2
    assert "Table Hill\ntaken out" in words(shown(host))
    button(shown(host), "Let it answer again: Table Hill").click()
    assert "Table Hill" not in words(shown(host)) and "Table River\n1 sheet" in words(shown(host))


def test_in_a_round_with_names_it_says_for_whom(host: MainWindow) -> None:
    ask(host, "no")
    came(host, "Table Hill", 1, participant="p-ines")
    assert "1 sheet · Ines Marquardt · 192.168.1.20" in words(shown(host))


def test_without_a_room_there_are_no_guests(host: MainWindow) -> None:
    ask(host)
    host.page().bridge.enter(None)
    codes_of(host.page().bridge).sheets_changed.emit()
    page = host.page().view_page("rounds")
    assert isinstance(page, RoundsPage)
    page.refresh()
    assert not [made for made in page.findChildren(ByGuest) if made.isVisibleTo(page)]
