"""Prints that are read side by side: what one says, no other one denies."""

import pytest

from stworkshop.board import Board
from stworkshop.catalogue import catalogue
from stworkshop.records import from_flat, replaced
from stworkshop.report import outline
from stworkshop.report.blocks import plain
from stworkshop.report.facts import Facts
from stworkshop.report.kit import reply
from stworkshop.report.result_blocks import Questions, Risks
from tests.report.printing import SAMPLES, board_of, link, sample
from tests.report.told import said_in

EDITIONS = ("participants", "decision-makers", "engineers")


def prints(board: Board) -> dict[str, str]:
    return {name: " ".join(said_in(outline.build(board, catalogue(), name))) for name in EDITIONS}


def contradictions(board: Board) -> list[str]:
    """Return the pairs of sentences in the prints of a board that cannot both be true."""
    facts, found = Facts(board, catalogue()), []
    told = prints(board)
    if ("contested", "0") in {(s, n) for s, n in _states(board)} and "Not decided, contested." in " ".join(
        told.values()
    ):
        found.append("0 contested, and a decision that is")
    for block in _blocks(board):
        if isinstance(block, Risks):
            found += [
                r.card.code for r in block.rows if r.measures and "No measure was named." in map(plain, r.missing)
            ]
        if isinstance(block, Questions):
            answered = [facts.is_answered(board.elements[row.card.id]) for row in block.rows]
            found += [block.title for one in answered if one == (block.title == "Still open")]
    if "no participant is listed" in told["participants"]:
        found.append("the program speaks to residents")
    return found


def _blocks(board: Board) -> list[object]:
    return [block for name in EDITIONS for s in outline.build(board, catalogue(), name).sections for block in s.blocks]


def _states(board: Board) -> list[tuple[str, str]]:
    return [
        (entry[0], entry[1]) for block in _blocks(board) for entry in getattr(block, "entries", ()) if len(entry) > 1
    ]


@pytest.mark.parametrize("name", SAMPLES)
def test_no_print_of_a_sample_contradicts_another(name: str) -> None:
    board = sample(name)
    assert contradictions(board) == []
    disputed = [
        replaced(r, {"status": "contested"}) if getattr(r, "kind", "") == "decision" else
        replaced(r, {"status": "answered"}) if getattr(r, "kind", "") == "open-question" else
        replaced(r, {"status": "rejected"}) if getattr(r, "kind", "") == "mitigation" else r
        for r in board.records()
    ]  # fmt: skip
    assert contradictions(Board(disputed)) == []


def test_a_measure_that_was_turned_down_was_named() -> None:
    board = board_of(
        {"id": "r", "kind": "risk", "label": "Rents rise", "code": "R1", "severity": 4},
        {"id": "m", "kind": "mitigation", "label": "Indicator", "code": "M1", "status": "rejected"},
        more=(link("mitigates", "m", "r"),),
    )
    facts = Facts(board, catalogue())
    assert facts.bare(board.elements["r"]) == "The only measure was turned down."
    assert not any("No measure was named" in said or "no measure was named" in said for said in prints(board).values())


def test_an_agreed_statement_about_an_open_question_is_told_beside_it() -> None:
    figures = {"n": 5, "counts": [0, 0, 0, 1, 4], "consensus": 0.9, "band": "strong agreement", "mean": 4.8}
    more = (
        from_flat("statements", "y", {"label": "It is free.", "about": "q"}),
        from_flat("rounds", "w", {"kind": "rating", "items": ["y"], "closed_order": 1}),
        from_flat("results", "result.w.y", {"round": "w", "item": "y", "figures": figures}),
    )
    board = board_of({"id": "q", "kind": "open-question", "label": "Is it free?", "code": "Q1"}, more=more)
    assert (
        "Agreed: yes, to statement 1; nobody has written down an answer from that yet." in prints(board)["participants"]
    )


def test_a_reply_sheet_asks_what_its_readers_can_answer() -> None:
    board = board_of(
        {"id": "k", "kind": "component", "label": "Model", "code": "K1"},
        {"id": "s", "kind": "stakeholder", "label": "Night-shift workers", "code": "S1"},
        {"id": "law", "kind": "open-question", "label": "Which legal class?", "code": "Q1"},
        {"id": "bus", "kind": "open-question", "label": "Which bus do you need?", "code": "Q2"},
        more=(link("about", "law", "k"), link("about", "bus", "s")),
    )
    asked = " ".join(said_in(tuple(reply._asked(Facts(board, catalogue())))))
    assert "Which bus do you need?" in asked and "legal class" not in asked
