"""Commands on rounds; what the results say is tested with the statistics."""

from __future__ import annotations

import dataclasses

from stworkshop.commands.base import Decision
from stworkshop.commands.registry import decide
from stworkshop.model.answers import Answer
from tests.commands.conftest import Table


def _rating(table: Table, **fields: object) -> tuple[str, str]:
    statement = table.do("add_statement", label="It is worth it").ids[0]
    opened = table.do("open_round", kind="rating", question="How far do you agree?", items=[statement], **fields)
    return opened.ids[0], statement


def test_a_round_starts_with_the_defaults_of_its_kind(table: Table) -> None:
    card = table.card("concern", "Noise")
    dots = table.board.rounds[table.do("open_round", kind="dots", question="?", items=[card]).ids[0]]
    assert (dots.anonymous, dots.dots_per_person, dots.max_per_item) == ("yes", 5, 2)
    placing = table.board.rounds[table.do("open_round", kind="placing", question="?", items=[card]).ids[0]]
    assert placing.anonymous == "no" and placing.dots_per_person is None


def test_a_rating_asks_statements_only(table: Table) -> None:
    card = table.card("concern", "Noise")
    assert table.refused("open_round", kind="rating", question="?", items=[card]).refusal == "not-a-statement"
    assert table.refused("open_round", kind="dots", question="?", items=[]).refusal == "items-missing"


def test_a_sheet_goes_to_the_drawer_and_not_into_the_document(table: Table) -> None:
    round_id, statement = _rating(table)
    decision = table.do("hand_in_sheet", round=round_id, side="public", answers=[{"item": statement, "value": 4}])
    assert not decision.change
    (answer,) = decision.sheet
    assert (answer.value, answer.side, answer.participant) == (4, "public", "")
    assert len(answer.ballot) == 3 and not set(answer.ballot) & set("01OI")


def test_sheets_are_refused_where_they_do_not_fit(table: Table) -> None:
    round_id, item = _rating(table)
    person = table.do("add_participant", label="R", side="public").ids[0]

    def refusal(**arguments: object) -> str:
        return table.refused("hand_in_sheet", **{"round": round_id, "side": "public", **arguments}).refusal

    assert refusal(answers=[{"item": item, "value": 6}]) == "bad-value"
    assert refusal(answers=[{"item": "other", "value": 3}]) == "item-not-asked"
    assert refusal(answers=[{"item": item, "value": 3, "dk": "yes"}]) == "value-and-dk"
    assert refusal(answers=[{"item": item, "value": 3}] * 2) == "item-twice"
    assert refusal(answers=[{"item": item, "value": 3}], side="") in ("side-missing", "bad-argument")
    assert refusal(answers=[{"item": item, "value": 3}], participant=person) == "round-is-anonymous"
    table.context = dataclasses.replace(table.context, laptop="laptop-b")
    assert refusal(answers=[{"item": item, "value": 3}]) == "not-this-laptop"


def test_dots_are_counted_against_what_a_person_has(table: Table) -> None:
    cards = [table.card("concern", f"Worry {n}") for n in range(4)]
    round_id = table.do("open_round", kind="dots", question="?", items=cards).ids[0]
    laid = [{"item": card, "value": 2} for card in cards]
    assert table.refused("hand_in_sheet", round=round_id, side="public", answers=laid).refusal == "too-many-dots"
    three = [{"item": cards[0], "value": 3}]
    assert table.refused("hand_in_sheet", round=round_id, side="public", answers=three).refusal == "bad-value"


def test_closing_writes_results_for_each_item_and_for_the_round(table: Table) -> None:
    round_id, statement = _rating(table)
    answers = [Answer(round=round_id, item=statement, side="public", ballot=f"A{n}B", value=4) for n in range(3)]
    table.context = dataclasses.replace(table.context, answers=lambda _round: answers)
    decision = decide(table.board, "close_round", {"id": round_id}, table.context)
    assert isinstance(decision, Decision) and decision.close == round_id
    table.board.apply(decision.change)
    assert table.board.rounds[round_id].closed_order == 1
    assert {r.item for r in table.board.results.values()} == {statement, ""}
    assert table.refused("close_round", id=round_id).refusal == "round-is-closed"
