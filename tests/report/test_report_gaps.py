"""What was not discussed: the questions that print, against what was planted in the samples."""

import pytest

from stworkshop.analysis.findings import Finding
from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.model.changes import adding
from stworkshop.model.records import Note
from stworkshop.report.content import open_questions
from stworkshop.report.content.facts import Facts
from tests.report.printing import SAMPLES, board_of, sample, source


def found(name: str) -> dict[tuple[str, tuple[str, ...]], Finding]:
    return {(gap.check, gap.elements): gap for gap in open_questions.gaps(Facts(sample(name), catalogue()))}


@pytest.mark.parametrize("name", SAMPLES)
def test_all_planted_questions_are_found(name: str) -> None:
    planted = {(entry["check"], tuple(entry["elements"])) for entry in source(name)["planted_findings"]}
    printed = {entry for entry in planted if catalogue().checks[entry[0]]["severity"] != "note"}
    assert printed and printed <= set(found(name))


@pytest.mark.parametrize("name", SAMPLES)
def test_nothing_else_must_be_talked_about(name: str) -> None:
    planted = {(entry["check"], tuple(entry["elements"])) for entry in source(name)["planted_findings"]}
    must = {key for key in found(name) if catalogue().checks[key[0]]["severity"] == "must"}
    assert must <= planted


@pytest.mark.parametrize("name", SAMPLES)
def test_near_misses_are_not_reported(name: str) -> None:
    near = {(entry["check"], tuple(entry["elements"])) for entry in source(name)["must_not_find"]}
    assert not near & set(found(name))


def test_a_question_that_was_left_keeps_its_reason() -> None:
    left = [gap for gap in found("merravale").values() if gap.discussed]
    assert {gap.check for gap in left} == {"chk-high-risk-no-assessment", "chk-automated-no-appeal"}


def test_messages_speak_of_the_card_in_curly_quotes() -> None:
    board = board_of({"kind": "risk", "label": "Falls at <b>dark</b> stops", "severity": 5, "code": "R1"})
    messages = [gap.message for gap in open_questions.gaps(Facts(board, catalogue()))]
    assert "What could be done against “Falls at <b>dark</b> stops”?" in messages


def test_small_risks_without_a_measure_weigh_less() -> None:
    board = board_of(*({"kind": "risk", "label": str(n), "severity": n, "code": f"R{n}"} for n in (1, 2, 3)))
    asked = [gap for gap in open_questions.gaps(Facts(board, catalogue())) if gap.check == "chk-risk-no-mitigation"]
    assert [gap.severity for gap in asked] == ["must", "should", "should"]


def test_what_is_only_worth_a_look_prints_when_somebody_said_why_it_was_left() -> None:
    def printed(board: Board) -> list[Finding]:
        return [gap for gap in open_questions.gaps(Facts(board, catalogue())) if gap.check == "chk-risk-no-cause"]

    board = board_of({"id": "r", "kind": "risk", "label": "Falls", "code": "R1"})
    assert printed(board) == []
    board.apply(adding([Note(id="n", kind="finding", check="chk-risk-no-cause", about=("r",), text="Nobody knows")]))
    assert [gap.discussed for gap in printed(board)] == ["Nobody knows"]


def test_an_empty_map_is_not_asked_anything() -> None:
    assert open_questions.gaps(Facts(Board(), catalogue())) == []
