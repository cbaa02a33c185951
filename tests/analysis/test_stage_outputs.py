"""What should be there at the end of each stage, counted on small boards; near misses are not counted."""

from __future__ import annotations

import pytest

from stworkshop.analysis.stage_outputs import Yield, yields
from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.model.records import Element, Link, Note, Record, Round, SessionRecord, Statement, Term, from_flat


def card(card_id: str, kind: str, **fields: object) -> Element:
    made = from_flat("elements", card_id, {"kind": kind, "label": card_id, **fields})
    assert isinstance(made, Element)
    return made


def link(relation: str, source: str, target: str) -> Link:
    return Link(id=f"{relation}-{source}-{target}", relation=relation, source=source, target=target)


def found(stage: str, *records: Record, **session: object) -> dict[str, Yield]:
    first = SessionRecord(id="s", **session)  # type: ignore[arg-type]
    return {one.id: one for one in yields(Board([first, *records]), catalogue(), stage)}


def figures(stage: str, *records: Record) -> dict[str, tuple[int | None, int | None]]:
    return {key: (one.count, one.of) for key, one in found(stage, *records).items()}


@pytest.mark.parametrize("stage", list(catalogue().stages))
def test_every_yield_of_every_stage_is_named_and_starts_unmet(stage: str) -> None:
    on_nothing = found(stage)
    assert len(on_nothing) >= len(catalogue().stages[stage]["yields"])
    assert not any(one.met for one in on_nothing.values())
    assert all(one.words for one in on_nothing.values())


def test_an_unknown_stage_yields_nothing() -> None:
    assert yields(Board([SessionRecord(id="s")]), catalogue(), "lunch") == []


def test_framing() -> None:
    here = found("framing", card("g", "goal"), card("o", "outcome"), entity_of_interest="The bus service")
    assert here["entity"].met and here["goals"].count == 2 and not here["service"].met
    assert here["ground rules"].count is None and here["ground rules"].words == "Ground rules"
    assert not found("framing", entity_of_interest="  ")["entity"].met


def test_people_are_placed_and_spoken_for() -> None:
    people = [
        card("a", "stakeholder", side="public", voice="present"),
        card("b", "stakeholder", side="public", voice="absent"),
        card("c", "stakeholder", voice="represented"),
    ]
    assert figures("stakeholders", *people) == {
        "people": (3, None), "side": (2, 3), "here": (2, 3), "speakers": (0, 2),
    }  # fmt: skip
    spoken = [*people, link("represents", "a", "b"), link("represents", "c", "c")]
    assert figures("stakeholders", *spoken)["here"] == (3, 3)
    assert figures("stakeholders", *spoken)["speakers"] == (1, 2), "nobody speaks for oneself"


def test_concerns_have_holders() -> None:
    records = [
        card("c1", "concern"), card("c2", "concern"), card("s", "stakeholder"),
        link("has-concern", "s", "c1"), link("raises", "s", "c2"), Term(id="t", label="optimise"),
    ]  # fmt: skip
    assert figures("concerns", *records) == {"concerns": (2, None), "held": (1, 2), "terms": (1, None)}


def test_technology_is_joined_classed_and_asked_who_is_missing() -> None:
    records = [
        card("d", "component", type=_type("data-source")), card("m", "component", type=_type("ai-component")),
        card("s", "stakeholder"), link("feeds", "d", "m"), link("leaves-out", "d", "s"),
    ]  # fmt: skip
    here = figures("components", *records)
    assert here == {"parts": (2, None), "flows": (2, 2), "left-out": (1, 1), "tiers": (0, 1)}
    records[1] = card("m", "component", type=_type("ai-component"), ai_act_tier="tier-unknown")
    assert figures("components", *records)["tiers"] == (1, 1)


def _type(variant: str) -> str:
    return next(str(e["default_type"]) for e in catalogue().entries("component_variants") if e["value"] == variant)


def test_links_and_what_was_talked_about() -> None:
    records = [
        card("a", "goal"), card("b", "goal"), link("conflicts-with", "a", "b"), link("corresponds-to", "a", "b"),
        Note(id="n", kind="finding", text="Later"), Note(id="m", kind="comment", text="Hm"),
    ]  # fmt: skip
    assert {key: count for key, (count, _of) in figures("linking", *records).items()} == {
        "links": 2, "conflicts": 1, "same": 1, "talked": 1,
    }  # fmt: skip


def test_a_rejected_measure_reduces_nothing() -> None:
    records = [
        card("r", "risk"), card("s", "stakeholder"), card("m", "mitigation", status="rejected"),
        link("harms", "r", "s"), link("mitigates", "m", "r"),
    ]  # fmt: skip
    here = figures("risks", *records)
    assert here == {"risks": (1, None), "measures": (0, None), "harmed": (1, 1), "reduced": (0, 1), "owners": (0, 0)}
    records[2] = card("m", "mitigation", status="agreed")
    here = figures("risks", *records, link("owns", "s", "m"))
    assert here["reduced"] == (1, 1) and here["owners"] == (1, 1)


def test_an_open_round_is_not_counted() -> None:
    statement = Statement(id="st", label="It helps")
    open_round = Round(id="r1", kind="rating", items=("st",))
    assert figures("agree", statement, open_round)["ratings"] == (0, None)
    closed = Round(id="r2", kind="rating", items=("st", "gone"), closed_order=1)
    here = figures("agree", statement, open_round, closed)
    assert here["ratings"] == (1, None) and here["statements"] == (1, None)
    assert figures("prioritise", Round(id="d", kind="dots", closed_order=1))["dots"] == (1, None)


def test_decisions_tasks_and_questions() -> None:
    records = [
        card("d", "decision", rationale="It is fair"), card("e", "decision", decided_by="The council"),
        card("t", "action", due="2026-12-01"), card("q", "open-question"), card("s", "stakeholder"),
        card("z", "open-question", status="answered"), link("owns", "s", "t"),
    ]  # fmt: skip
    here = figures("decisions", *records)
    assert here == {
        "decisions": (2, None), "reasons": (1, 2), "deciders": (1, 2), "actions": (1, None), "task-owners": (1, 1),
        "question-owners": (0, 1),
    }  # fmt: skip


def test_the_read_back() -> None:
    assert found("read-back", read_back="yes")["read"].met
    notes = (Note(id="a", kind="objection", text="No"), Note(id="b", kind="correction", text="Bus, not tram"))
    here = figures("read-back", *notes)
    assert here["objections"] == (1, None) and here["corrected"] == (1, None)


def test_what_each_needs_is_met_only_by_all() -> None:
    assert Yield("a", "a", 3, 3).met and not Yield("a", "a", 2, 3).met and not Yield("a", "a", 0, 0).met
    assert Yield("a", "a", 1).met and not Yield("a", "a", 0).met and not Yield("a", "a").met
