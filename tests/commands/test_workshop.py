"""Commands on the workshop, its people, words, notes and stages."""

from __future__ import annotations

from tests.commands.conftest import Table


def test_facts_of_the_workshop_are_checked_like_any_field(table: Table) -> None:
    table.do("set_session", mandate="advise", date="2026-11-24")
    assert table.board.session.mandate == "advise"
    assert table.refused("set_session", mandate="rule").refusal == "bad-value"
    assert table.refused("set_session", label="").refusal == "label-missing"


def test_a_stage_says_what_may_be_done(table: Table) -> None:
    card = table.card("concern", "Noise")
    table.do("start_stage", stage="concerns")
    refused = table.refused("delete", ids=[card])
    assert refused.refusal == "stage-permits" and "What matters" in refused.message
    table.do("edit_element", id=card, note="mine")
    table.context = type(table.context)(table.context.catalogue, laptop="laptop-b")
    assert table.refused("edit_element", id=card, note="not mine").refusal == "stage-permits"
    table.do("start_stage", stage="agree")
    assert table.refused("add_element", kind="risk", label="x").refusal == "stage-permits"
    table.do("add_note", text="A remark", about=[card])
    table.do("add_participant", label="A resident", side="public")
    table.do("start_stage", stage="")
    table.do("delete", ids=[card])


def test_a_person_needs_a_side_and_a_note_needs_words(table: Table) -> None:
    assert table.refused("add_participant", label="Somebody").refusal == "side-missing"
    assert table.refused("add_participant", label="Somebody", side="left").refusal == "bad-value"
    assert table.refused("add_note", text=" ").refusal == "words-missing"
    assert table.refused("add_note", text="x", about=["nothing"]).refusal == "not-there"


def test_a_reason_is_kept_once_for_each_question(table: Table) -> None:
    card = table.card("risk", "Delay")
    first = table.do("discuss_finding", check="chk-risk-no-mitigation", about=[card], reason="Later").ids
    second = table.do("discuss_finding", check="chk-risk-no-mitigation", about=[card], reason="Next year").ids
    assert first == second and table.board.notes[first[0]].text == "Next year"
    assert table.refused("discuss_finding", check="chk-nothing", about=[card], reason="x").refusal == "unknown-check"


def test_rounds_and_results_are_not_deleted(table: Table) -> None:
    card = table.card("concern", "Noise")
    round_id = table.do("open_round", kind="dots", question="What comes first?", items=[card]).ids[0]
    assert table.refused("delete", ids=[round_id]).refusal == "not-deletable"
    assert table.refused("set_session", attribution="named").refusal == "attribution-was-promised"
