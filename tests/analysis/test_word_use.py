"""Words that people read differently: where they stand, which are offered, and what agreeing on one keeps."""

from typing import Any

import pytest

from stworkshop.analysis import word_use
from stworkshop.commands.base import Context, Decision, Refused
from stworkshop.commands.registry import decide
from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.model.records import Element, SessionRecord, Term


def board_of(*labels: str, terms: tuple[Term, ...] = ()) -> Board:
    cards = [Element(id=f"e{n}", kind="concern", label=label) for n, label in enumerate(labels)]
    return Board([SessionRecord(id="s"), *cards, *terms])


@pytest.mark.parametrize(
    ("word", "text", "there"),
    [
        ("pilot", "The pilots start", True),
        ("Pilot", "A PILOT.", True),
        ("pilot", "Autopilot", False),
        ("data trust", "Our data trust decides", True),
        ("data trust", "Data we trust", False),
        ("", "anything", False),
        ("c++", "We write c++ code", True),
    ],
)
def test_a_word_stands_as_a_word_of_its_own(word: str, text: str, there: bool) -> None:
    assert word_use.stands(word, text) is there


def test_words_of_several_cards_are_offered() -> None:
    board = board_of("Reach for all", "A reach of 400 m", "Who has reach?", "Buses are late", "Two buses", "One bus")
    found = {word.word: word.cards for word in word_use.found_words(board, catalogue())}
    assert found == {"reach": 3}  # "bus" is too short, "buses" stands on two cards only


def test_everyday_and_explained_words_are_not_offered() -> None:
    term = Term(id="t", label="Reach")
    board = board_of(*("People would reach their proposals",) * 3, terms=(term,))
    assert [word.word for word in word_use.found_words(board, catalogue())] == ["proposal"]


@pytest.mark.parametrize(
    ("planner", "engineer", "agreed", "two"),
    [
        ("I can count on it", "On time", "", True),
        ("On time", "  on  TIME ", "", False),
        ("On time", "", "", False),
        ("I can count on it", "On time", "Say both", False),
    ],
)
def test_two_meanings(planner: str, engineer: str, agreed: str, two: bool) -> None:
    term = Term(id="t", label="Reliable", planner_reading=planner, engineer_reading=engineer, agreed=agreed)
    assert word_use.has_two_meanings(term) is two


def agreed(board: Board, **arguments: Any) -> Decision | Refused:
    outcome = decide(board, "agree_word", {"id": "t", **arguments}, Context(catalogue()))
    if isinstance(outcome, Decision):
        board.apply(outcome.change)
    return outcome


def test_agreeing_on_one_meaning_on_two_words_or_on_neither() -> None:
    term = Term(id="t", label="Reliability", planner_reading="I can count on it", engineer_reading="On time")
    board = board_of("Reliability first", terms=(term,))
    assert isinstance(agreed(board, outcome="one"), Refused)
    assert isinstance(agreed(board, outcome="two", planner_word="dependable"), Refused)
    agreed(board, outcome="two", planner_word="dependable", engineer_word="punctual")
    assert "dependable" in board.terms["t"].agreed and "punctual" in board.terms["t"].agreed
    agreed(board, outcome="one", agreed="On time, for everyone")
    assert board.terms["t"].agreed == "On time, for everyone"
    agreed(board, outcome="open")
    assert board.terms["t"].agreed == "" and word_use.has_two_meanings(board.terms["t"])
    assert board.elements["e0"].label == "Reliability first"  # people's own words stay


def test_the_word_list_offers_what_stands_on_cards_first() -> None:
    first, *_rest = word_use.not_listed(board_of("What is a pilot?"), catalogue())
    assert first["label"] == "Pilot"
    listed = board_of("What is a pilot?", terms=(Term(id="t", label="pilot"),))
    assert all(entry["label"] != "Pilot" for entry in word_use.not_listed(listed, catalogue()))
