"""No check takes longer for a card because the map is larger: counted in steps of the interpreter, not in seconds."""

from __future__ import annotations

import sys
from types import FrameType
from typing import Any

import pytest

from stworkshop.analysis.checks.base import Check
from stworkshop.analysis.checks.facts import MapFacts
from stworkshop.analysis.checks.registry import CHECKS
from stworkshop.analysis.findings import find
from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from tests.analysis.checks.maps import map_of

WORDS = catalogue()
SHAPES = {
    "same words": "s{i} stakeholder label=Yes; c{i} concern label=Yes",
    "a hub of people": "c0 component; s{i} stakeholder; c0 leaves-out s{i}; s{i} supplies c0; s{i} oversees c0",
    "a hub of harms": "c0 component; s{i} stakeholder; c0 leaves-out s{i}; r{i} risk; c0 causes r{i}; r{i} harms s{i}",
    "high risk": "s0 stakeholder; c{i} component/ml-model ai_act_tier=tier-high-risk; s0 oversees c{i}; m mitigation;"
    " r risk; c{i} causes r; m mitigates r",
    "abilities": "s0 stakeholder; a{i} competency; s0 lacks-ability a{i}; p process; p requires a{i}",
    "people in a list": "s{i} stakeholder; p{i} participant stakeholder=s{i}",
    "statements": "d{i} decision status=agreed; y{i} statement about=d{i} stance=supports",
    "differences": "e{i} concern; k{i} differs root=elements record=e{i} field=note values=Hill:ten,River:forty",
    "many links": "g{i} goal; h{i} goal; g{i} conflicts-with h{i}; o outcome; g{i} contributes-to o",
}


def shape(name: str, n: int) -> Board:
    lines: dict[str, None] = {}
    for i in range(n):
        lines.update(dict.fromkeys(line.strip() for line in SHAPES[name].format(i=i).split(";")))
    return map_of(";".join(lines))


def steps_of(check: Check, board: Board) -> int:
    """Return how many steps of the interpreter it takes to ask a check of all that it is asked of."""
    facts, steps = MapFacts(board, WORDS), 0
    _ready = facts.ties, facts.tally, facts.walks

    def count(frame: FrameType, event: str, _argument: Any) -> Any:
        nonlocal steps
        frame.f_trace_opcodes, frame.f_trace_lines = True, False
        steps += event == "opcode"
        return count

    before = sys.gettrace()
    sys.settrace(count)
    try:
        for key in check.subjects.all(facts):
            record = check.subjects.record(facts, key)
            for _found in check.rule(facts, record) if record is not None else ():
                pass
    finally:
        sys.settrace(before)
    return steps


@pytest.mark.parametrize("name", SHAPES)
def test_twice_the_map_is_twice_the_work(name: str) -> None:
    small, large, huge = (shape(name, n) for n in (12, 24, 48))
    growing = []
    for check in CHECKS:
        steps_of(check, huge)  # what is computed once and kept is no growth
        first, second, third = (steps_of(check, board) for board in (small, large, huge))
        if third - second > 2.15 * (second - first) + 300:
            growing.append((check.id, first, second, third))
    assert not growing


def test_a_hundred_cards_of_the_same_words_make_one_question() -> None:
    board = shape("same words", 50)
    (found,) = [one for one in find(board, WORDS) if one.check == "chk-same-label-twice"]
    assert len(found.elements) == 100 and found.message == "100 cards are called “Yes”. Are they the same thing?"
