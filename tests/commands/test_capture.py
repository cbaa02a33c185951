"""Capturing in one command: the card, its links, its topics, somebody new; and sentences that wait."""

import pytest

from tests.commands.conftest import Table


def test_a_line_makes_card_links_topics_and_somebody_new_in_one_step(table: Table) -> None:
    old = table.card("stakeholder", "Older residents")
    rule = table.card("mitigation", "Access rule")
    done = table.do("capture", text="c too far @Older residents @Night shift #human-rights >Access rule")
    card, newcomer = (table.board.elements[i] for i in done.ids[:2])
    assert (card.kind, card.label, card.concepts) == ("concern", "too far", ("human-rights",))
    assert (newcomer.kind, newcomer.label) == ("stakeholder", "Night shift")
    links = {(link.relation, link.source) for link in table.board.links_to(card.id)}
    assert links == {("has-concern", old), ("has-concern", newcomer.id), ("addresses", rule)}
    assert "Older residents" in done.label and "Night shift" in done.label
    table.board.apply(done.change.inverse())
    assert set(table.board.elements) == {old, rule} and not table.board.links


def test_the_parts_do_the_same_as_the_line(table: Table) -> None:
    old = table.card("stakeholder", "Older residents")
    done = table.do("capture", kind="concern", label="too far", who=[old], topics=["human-rights"])
    card = table.board.elements[done.ids[0]]
    assert card.concepts == ("human-rights",) and table.board.neighbours(card.id) == {old}


def test_a_sentence_without_a_kind_waits_as_it_was_said(table: Table) -> None:
    done = table.do("capture", text="They always cut our line first @Older residents")
    note = table.board.notes[done.ids[0]]
    assert (note.kind, note.text) == ("unsorted", "They always cut our line first @Older residents")
    assert not table.board.elements


@pytest.mark.parametrize(
    ("arguments", "refusal"),
    [
        ({"text": "c too far #humna"}, "unknown-name"),
        ({"text": "c too far >nobody"}, "unknown-name"),
        ({"text": "c @Somebody"}, "label-missing"),
        ({"text": "  "}, "words-missing"),
        ({"kind": "spaceship", "label": "x"}, "unknown-kind"),
        ({"kind": "concern", "label": "x", "who": ["gone"]}, "not-there"),
        ({"kind": "concern", "label": "x", "topics": ["joy"]}, "bad-value"),
    ],
)
def test_what_cannot_be_made_is_refused_whole(table: Table, arguments: dict[str, object], refusal: str) -> None:
    assert table.refused("capture", **arguments).refusal == refusal
    assert not table.board.elements


def test_only_people_hold_something(table: Table) -> None:
    rule = table.card("mitigation", "Access rule")
    assert table.refused("capture", kind="concern", label="x", who=[rule]).refusal == "not-a-stakeholder"


def test_a_stage_says_what_is_forbidden(table: Table) -> None:
    table.card("stakeholder", "Older residents")
    table.do("start_stage", stage="framing")
    assert table.refused("capture", text="c too far @Older residents").refusal == "stage-permits", "no links yet"
    table.do("capture", text="c too far")
    table.do("capture", text="They always cut our line first")
    table.do("start_stage", stage="agree")
    assert table.refused("capture", text="c too far").refusal == "stage-permits"
    table.do("capture", text="It can still be kept")


def test_a_sentence_is_sorted_in_one_step(table: Table) -> None:
    old = table.card("stakeholder", "Older residents")
    note = table.do("capture", text="They cut our line first @Older residents").ids[0]
    done = table.do("sort_note", id=note, kind="concern")
    card = table.board.elements[done.ids[0]]
    assert (card.label, table.board.neighbours(card.id)) == ("They cut our line first", {old})
    assert note not in table.board.notes
    table.board.apply(done.change.inverse())
    assert note in table.board.notes and card.id not in table.board.elements


def test_a_parked_sentence_becomes_an_open_question_about_its_cards(table: Table) -> None:
    risk = table.card("risk", "The pilot costs more")
    note = table.do("add_note", kind="parking-lot", text="Who pays?", about=[risk]).ids[0]
    done = table.do("sort_note", id=note, kind="open-question")
    card = table.board.elements[done.ids[0]]
    assert card.label == "Who pays?" and [(link.relation, link.target) for link in table.board.links_from(card.id)] == [
        ("about", risk)
    ]


def test_only_a_waiting_note_is_sorted(table: Table) -> None:
    note = table.do("add_note", kind="comment", text="Just so").ids[0]
    assert table.refused("sort_note", id=note, kind="concern").refusal == "not-waiting"
    assert table.refused("sort_note", id="gone", kind="concern").refusal == "not-there"
