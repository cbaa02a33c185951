"""What a change did, in sentences."""

from __future__ import annotations

import pytest

from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.model.changes import Change, adding, joined, removing, updating
from stworkshop.model.records import AgendaItem, Element, Link, Note, Ref, Round, SessionRecord
from ui.presence.change_description import deed, only_moves, shown

ROSTER = Element(id="e-1", kind="component", label="Driver roster optimiser", code="K6", pos=(0.0, 0.0))
SCORED = Element(id="e-2", kind="risk", label="Drivers are scored & <pressed>", code="R2", pos=(10.0, 0.0))
CAUSES = Link(id="l-1", relation="causes", source="e-1", target="e-2")
STAGE = AgendaItem(id="st-1", stage="risks", label="What could go wrong", place=3)
SESSION = SessionRecord(id="s-1", label="Buses")
ROUND = Round(id="r-1", label="First round", question="What matters?", items=("e-1",))


@pytest.fixture
def board() -> Board:
    return Board([SESSION, ROSTER, SCORED, CAUSES, STAGE, ROUND])


def said(change: Change, board: Board, *, rich: bool = False) -> str:
    return deed(change, board, catalogue(), rich=rich)


def moving(*cards: Element) -> Change:
    return joined(updating(card, {"pos": (50.0, 50.0)}) for card in cards)


def test_a_link_is_told_with_both_its_cards(board: Board) -> None:
    words = said(adding([CAUSES]), board)
    assert words == "linked “Driver roster optimiser” could cause “Drivers are scored & <pressed>”"


def test_what_the_room_wrote_stays_text_where_the_sentence_is_html(board: Board) -> None:
    words = said(adding([CAUSES]), board, rich=True)
    assert "<i>could cause</i>" in words
    assert "Drivers are scored &amp; &lt;pressed&gt;" in words


def test_cards_are_told_by_name_and_many_are_counted(board: Board) -> None:
    desk = Element(id="e-3", kind="component", label="Objection desk for stops")
    more = Element(id="e-4", kind="component", label="Phone booking")
    assert said(adding([desk]), board) == "added “Objection desk for stops”"
    assert said(adding([desk, more]), board) == "added 2 cards"
    assert said(removing([ROSTER]), board) == "deleted “Driver roster optimiser”"
    assert said(moving(ROSTER), board) == "moved “Driver roster optimiser”"
    assert said(moving(ROSTER, SCORED), board) == "moved 2 cards"


def test_a_card_without_words_is_told_by_its_code(board: Board) -> None:
    assert said(adding([Element(id="e-5", kind="risk", label=" ", code="R9")]), board) == "added “R9”"


def test_a_change_of_words_tells_both_and_other_fields_are_named(board: Board) -> None:
    assert said(updating(ROSTER, {"label": "Rosters"}), board) == "changed “Driver roster optimiser” to “Rosters”"
    unnamed = Element(id="e-6", kind="risk", label="")
    assert said(updating(unnamed, {"label": "Nobody asks"}), board) == "wrote “Nobody asks”"
    assert said(updating(SCORED, {"likelihood": 4}), board).startswith("changed “Drivers are scored & <pressed>”: ")
    assert said(updating(ROSTER, {"locked": "yes"}), board) == "pinned “Driver roster optimiser” to its place"
    numbered = updating(ROSTER, {"code": "T99", "codes_before": (ROSTER.code,)})
    assert said(numbered, board) == "gave “Driver roster optimiser” the code T99"


def test_a_stage_is_told_by_what_the_room_calls_it(board: Board) -> None:
    start = joined([updating(SESSION, {"stage": "risks"}), updating(STAGE, {"started": "2026-03-01T14:00:00+01:00"})])
    assert said(start, board) == "opened “What could go wrong”"
    assert said(updating(STAGE, {"added": 5}), board) == "gave the stage more time"
    assert said(updating(STAGE, {"paused": "2026-03-01T14:10:00+01:00"}), board) == "paused the clock"
    assert said(updating(STAGE, {"minutes": 20}), board) == "changed the agenda"


def test_rounds_are_told_by_their_question_and_never_by_their_answers(board: Board) -> None:
    assert said(adding([ROUND]), board) == "asked the room “What matters?”"
    assert said(updating(ROUND, {"closed_order": 1}), board) == "closed the round “First round”"


def test_notes_are_told_without_their_words_but_what_was_parked_is_said(board: Board) -> None:
    dissent = Note(id="n-1", kind="dissent", text="I am against it.", about=("e-1",))
    assert said(adding([dissent]), board) == "wrote a note about “Driver roster optimiser”"
    assert said(adding([Note(id="n-2", kind="parking-lot", text="Fares")]), board) == "parked “Fares”"


def test_long_words_are_cut(board: Board) -> None:
    words = said(adding([Element(id="e-7", kind="risk", label="word " * 50)]), board)
    assert words.endswith("…”")
    assert len(words) < 80


def test_what_is_unknown_is_told_all_the_same(board: Board) -> None:
    assert said(Change(), board) == "changed something"
    strange = Change(updated={Ref("elements", "e-404"): {"label": ("a", "b")}})
    assert said(strange, board) == "changed “a” to “b”"


def test_moves_are_told_from_other_changes() -> None:
    assert only_moves(moving(ROSTER))
    assert not only_moves(updating(ROSTER, {"label": "x"}))
    assert not only_moves(joined([moving(ROSTER), adding([CAUSES])]))
    assert not only_moves(Change())


def test_a_change_is_shown_by_the_cards_that_are_there_still(board: Board) -> None:
    assert shown(adding([CAUSES]), board) == ("e-1", "e-2")
    assert shown(moving(SCORED), board) == ("e-2",)
    board.apply(removing([CAUSES, SCORED]))
    assert shown(adding([CAUSES]), board) == ("e-1",)
