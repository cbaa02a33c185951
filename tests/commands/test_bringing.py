"""Bringing cards and links of another file onto the map in one step."""

from __future__ import annotations

from typing import Any

from stworkshop.commands.base import Context, Decision, Refused
from stworkshop.commands.registry import decide
from stworkshop.model.board import Board
from stworkshop.model.records import Element, SessionRecord


def carried_out(board: Board, *records: dict[str, Any]) -> Board:
    outcome = decide(board, "bring_in", {"records": list(records)}, Context())
    assert isinstance(outcome, Decision), outcome
    after = board.copy()
    after.apply(outcome.change)
    return after


def refusal(board: Board, *records: dict[str, Any]) -> str:
    outcome = decide(board, "bring_in", {"records": list(records)}, Context())
    assert isinstance(outcome, Refused)
    return outcome.refusal


def card(record_id: str, kind: str = "concern", **fields: Any) -> dict[str, Any]:
    return {"root": "elements", "id": record_id, "kind": kind, "label": record_id.upper(), **fields}


def link(record_id: str, source: str, target: str, relation: str = "has-concern") -> dict[str, Any]:
    return {"root": "links", "id": record_id, "relation": relation, "source": source, "target": target}


def board_with(*elements: Element) -> Board:
    return Board([SessionRecord(id="s-1", label="A map"), *elements])


HERE = Element(id="s", kind="stakeholder", label="Residents", code="S1", pos=(0.0, 0.0), size=(200.0, 60.0))


def test_cards_and_links_come_with_codes_and_places() -> None:
    after = carried_out(board_with(HERE), card("a"), card("b", "goal"), link("l", "s", "a"))
    assert [after.elements[i].code for i in ("a", "b")] == ["C1", "G1"]
    assert after.links["l"].target == "a"
    boxes = {(e.pos, e.size) for e in after.elements.values()}
    assert len(boxes) == 3 and all(pos and size for pos, size in boxes)


def test_a_code_that_is_taken_gives_way_and_a_free_one_stays() -> None:
    after = carried_out(board_with(HERE), card("x", "stakeholder", code="S1"), card("y", "stakeholder", code="S9"))
    assert after.elements["x"].code == "S2"
    assert after.elements["y"].code == "S9"


def test_a_kind_that_people_bring_along_stays_a_kind_of_its_own() -> None:
    after = carried_out(board_with(), card("a", "own:Asset"), card("b", "own:Asset"))
    assert [after.elements[i].kind for i in "ab"] == ["own:Asset", "own:Asset"]
    assert [after.elements[i].code for i in "ab"] == ["Z1", "Z2"]


def test_of_links_that_say_the_same_one_is_drawn() -> None:
    pulls = "conflicts-with"
    after = carried_out(board_with(), card("a"), card("b"), link("l", "a", "b", pulls), link("m", "b", "a", pulls))
    assert list(after.links) == ["l"]


def test_a_place_in_the_file_is_kept() -> None:
    after = carried_out(board_with(), card("a", pos=[40, 80]))
    assert after.elements["a"].pos == (40.0, 80.0)


def test_what_cannot_be_brought_in_is_refused_as_a_whole() -> None:
    board = board_with(HERE)
    assert refusal(board) == "nothing-to-bring"
    assert refusal(board, card("s")) == "id-taken"
    assert refusal(board, card("a"), card("a")) == "id-taken"
    assert refusal(board, card("a", "asset")) == "unknown-kind"
    assert refusal(board, card("a", "own: ")) == "unknown-kind"
    assert refusal(board, card("a", label=" ")) == "label-missing"
    assert refusal(board, card("a"), link("l", "a", "gone")) == "not-there"
    assert refusal(board, card("a"), link("l", "a", "s", "likes")) == "unknown-relation"
    assert refusal(board, {"root": "rounds", "id": "r"}) == "not-a-card"


def test_many_cards_come_quickly_enough_and_none_lies_on_another() -> None:
    after = carried_out(board_with(HERE), *(card(f"c{n}") for n in range(120)))
    places = [element.pos for element in after.elements.values()]
    assert len(set(places)) == 121
