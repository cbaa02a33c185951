"""What a guest's window shows of a round that the laptop of its room opened, without a network."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from stworkshop.model.changes import adding, updating
from stworkshop.model.records import Round
from stworkshop.session.session import Changed
from tests.ui.presence.rooms import FakeRoom
from ui.features.rounds.guest_ballot import GuestBallot
from ui.features.rounds.rounds_page import RoundsPage
from ui.session.round_codes import codes_of
from ui.shell.main_window import MainWindow

ASKED = Round(id="r-far", seq=900, question="How far with the stops?", kind="rating", items=("y1",), opened_by="host")


class Visit(FakeRoom):
    """A room that a facilitator's laptop keeps."""

    most = 12

    def most_sheets(self, round_id: str) -> int:
        return self.most

    def sheet_refusal(self, round_: Round) -> str:
        return "" if round_.opened_by == "host" else "That laptop does not keep this room now."


@pytest.fixture
def guest(opened: MainWindow) -> MainWindow:
    opened.page().bridge.enter(Visit(hosting=False))
    return opened


def ask(window: MainWindow, record: Round = ASKED) -> None:
    """Let a round come in from the room."""
    session = window.page().bridge.session
    change = adding([record])
    session.board.apply(change)
    session._listeners.tell(Changed(change, "remote", "Open round", "step"))


def buttons(page: QWidget) -> dict[str, QPushButton]:
    return {made.text(): made for made in page.findChildren(QPushButton) if made.text()}


def said(page: QWidget) -> str:
    return "\n".join(part.text() for part in page.findChildren(QLabel))


def test_a_new_round_is_said_and_stands_under_the_stage_bar_until_it_is_closed(guest: MainWindow) -> None:
    page = guest.page()
    heard: list[str] = []
    page.bridge.said.connect(lambda words, _action: heard.append(words))
    assert not page.asked.isVisible()
    ask(guest)
    assert page.asked.isVisible() and heard == ["The facilitator asks: “How far with the stops?”"]
    assert page.asked.answer.text() == "Answer now"
    codes_of(page.bridge).note_left("r-far")
    assert page.asked.answer.text() == "Another person answers" and "1 sheet came" in page.asked.accessibleName()
    closing = updating(page.bridge.board.rounds["r-far"], {"closed_order": 9})
    page.bridge.board.apply(closing)
    page.bridge.changed.emit(Changed(closing, "remote", "Close round", "step"))
    assert not page.asked.isVisible() and len(heard) == 1


def test_it_can_be_put_off_until_something_else_is_asked(guest: MainWindow) -> None:
    ask(guest)
    line = guest.page().asked
    line.later.click()
    assert not line.isVisible()
    ask(guest, Round(id="r-next", seq=901, question="And now?", kind="rating", items=("y1",), opened_by="host"))
    assert line.isVisible() and line.round is not None and line.round.id == "r-next"


def test_nothing_is_asked_of_a_host_or_of_somebody_in_no_room(opened: MainWindow) -> None:
    ask(opened)
    assert not opened.page().asked.isVisible()
    opened.page().bridge.enter(FakeRoom(hosting=True))
    assert not opened.page().asked.isVisible()


def test_the_page_of_rounds_offers_a_guest_to_answer_and_nothing_of_the_openers(guest: MainWindow) -> None:
    ask(guest)
    guest.page().show_view("rounds")
    page = guest.page().view_page("rounds")
    assert isinstance(page, RoundsPage)
    found = buttons(page)
    assert found["Answer now"].isEnabled()
    for words in ("Print ballots…", "Type in paper ballots", "Close the round…", "Ask the room…"):
        assert not found[words].isEnabled(), words
    assert "Only the laptop that opened" in found["Close the round…"].toolTip()
    assert "counts the sheets" in said(page) and "sheets are in" not in said(page)


def test_a_round_of_a_laptop_that_is_gone_says_what_is_to_be_done(opened: MainWindow) -> None:
    ask(opened)
    opened.page().bridge.enter(FakeRoom(hosting=True))
    opened.page().show_view("rounds")
    page = opened.page().view_page("rounds")
    assert "its sheets are sealed there, and only it can close it" in said(page)
    assert "Ask it in a new round…" in buttons(page) and "Answer now" not in buttons(page)


def test_answering_covers_the_window_and_needs_no_code_to_come_back(guest: MainWindow) -> None:
    ask(guest)
    guest.page().asked.answer.click()
    ballot = guest.findChild(GuestBallot)
    assert ballot is not None and ballot.isVisible() and not ballot.in_ballot
    ballot.close()
    assert not ballot.isVisible()


def test_a_laptop_that_handed_in_its_sheet_is_asked_no_more(guest: MainWindow) -> None:
    page = guest.page()
    room = page.bridge.room
    assert isinstance(room, Visit)
    room.most = 1
    ask(guest)
    codes_of(page.bridge).note_left("r-far")
    assert not page.asked.answer.isVisibleTo(page.asked)
    page.show_view("rounds")
    rounds = page.view_page("rounds")
    assert isinstance(rounds, RoundsPage)
    assert not buttons(rounds)["Another person answers"].isEnabled() and "allow several" in said(rounds)
    room.most = 12
    room.sheets_told.emit("r-far", 1)
    assert page.asked.answer.isVisibleTo(page.asked) and buttons(rounds)["Another person answers"].isEnabled()
