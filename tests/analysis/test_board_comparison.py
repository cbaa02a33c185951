"""Comparing boards: what is told, and what is not worth telling."""

from collections.abc import Mapping
from typing import Any

from stworkshop.analysis.board_comparison import compare, summary
from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.model.changes import adding, removing, updating
from stworkshop.model.records import Element, Link, Note, Record, Result, Round, SessionRecord, Statement


def board_of(*records: Record) -> Board:
    return Board([SessionRecord(id="s"), *records])


def concern(record_id: str, label: str, **more: Any) -> Element:
    return Element(id=record_id, kind="concern", label=label, **more)


def test_nothing_differs_from_itself() -> None:
    board = board_of(
        concern("a", "Late"), concern("b", "Early"), Link(id="l", relation="reinforces", source="a", target="b")
    )
    assert not compare(board, board.copy(), catalogue())
    assert summary(compare(board, board.copy(), catalogue())) == "Nothing differs."


def test_added_changed_removed_and_moved() -> None:
    before = board_of(concern("a", "Late", pos=(0.0, 0.0)), concern("b", "Early", pos=(0.0, 0.0)), concern("c", "Cold"))
    after = before.copy()
    after.apply(updating(after.elements["a"], {"pos": (50.0, 0.0)}))
    after.apply(updating(after.elements["b"], {"label": "Too early", "pos": (9.0, 9.0)}))
    after.apply(removing([after.elements["c"]]))
    after.apply(adding([concern("d", "Dark", seq=9)]))
    found = compare(before, after, catalogue())
    assert [r.id for r in found.added] == ["d"]
    assert [r.id for r in found.removed] == ["c"]
    assert [r.id for r in found.moved] == ["a"]
    assert [(d.after.id, [(f.name, f.before, f.after) for f in d.fields]) for d in found.changed] == [
        ("b", [("label", "Early", "Too early")])
    ]


def test_values_are_told_in_words() -> None:
    before = board_of(Element(id="k", kind="component", label="Roster", attributes={"ai_act_tier": "unknown"}))
    after = before.copy()
    tier_id, words = catalogue().kind("component").attributes["ai_act_tier"].values[1]
    after.apply(updating(after.elements["k"], {"ai_act_tier": tier_id, "concepts": ("human-rights",)}))
    fields = {f.name: f for f in compare(before, after, catalogue()).changed[0].fields}
    assert fields["ai_act_tier"].after == words
    assert fields["concepts"].after == "Human rights"


def test_two_sessions_meet_in_their_words() -> None:
    ours = board_of(concern("a", "The bus is late"), concern("b", "Cold stops"), link("l", "a", "b"))
    theirs = board_of(
        concern("x", "the bus  is LATE"), concern("y", "Cold stops"), link("m", "x", "y"), concern("z", "New")
    )
    found = compare(ours, theirs, catalogue())
    assert [r.id for r in found.added] == ["z"]
    assert not found.removed
    assert [d.after.id for d in found.changed] == ["x"]  # the same card, written another way


def test_the_same_words_of_another_kind_are_another_card() -> None:
    ours, theirs = board_of(concern("a", "Cold stops")), board_of(Element(id="x", kind="risk", label="Cold stops"))
    found = compare(ours, theirs, catalogue())
    assert [r.id for r in found.added] == ["x"] and [r.id for r in found.removed] == ["a"]


def test_opinions_that_moved() -> None:
    statement = Statement(id="st", label="Start in winter")
    first = board_of(statement, *rated("r1", 1, (4, 0, 0, 0, 1)))
    second = first.copy()
    second.apply(adding(rated("r2", 2, (0, 1, 0, 2, 2))))
    found = compare(first, second, catalogue())
    assert [(o.statement, o.before["counts"], o.after["counts"]) for o in found.opinions] == [
        ("st", (4, 0, 0, 0, 1), (0, 1, 0, 2, 2))
    ]
    assert compare(board_of(statement), first, catalogue()).asked == ("Start in winter",)


def link(record_id: str, source: str, target: str) -> Link:
    return Link(id=record_id, relation="reinforces", source=source, target=target)


def rated(round_id: str, order: int, counts: tuple[int, ...]) -> list[Record]:
    figures: Mapping[str, Any] = {"n": sum(counts), "counts": counts}
    return [
        Round(id=round_id, kind="rating", items=("st",), closed_order=order, seq=10 * order),
        Result(id=f"{round_id}/st", round=round_id, item="st", figures=figures, seq=10 * order + 1),
    ]


def test_a_field_of_another_program_is_told_of_whatever_it_holds() -> None:
    """A note knows no topics and no relation; a file may give it some."""
    fields: dict[str, object] = {"concepts": 7, "relation": ("a", "b"), "type": {"a": 1}}
    before, after = (Board([Note(id="n", seq=1, text="Hm", attributes=held)]) for held in ({}, fields))
    [change] = compare(before, after, catalogue()).changed
    assert {field.name for field in change.fields} == set(fields)
