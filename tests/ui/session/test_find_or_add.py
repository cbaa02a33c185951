"""What the words in the one field mean."""

import pytest

from stworkshop.commands import capture_line
from stworkshop.model.catalogue import catalogue
from stworkshop.model.records import Element
from ui.session import capturing, find_or_add
from ui.session.bridge import Bridge


def some(bridge: Bridge, kind: str) -> Element:
    return next(e for e in bridge.board.elements.values() if e.kind == kind)


def test_the_palette_knows_every_kind_and_its_key() -> None:
    entries = find_or_add.entries(catalogue())
    assert {entry.kind for entry in entries} == set(catalogue().kinds)
    keys = [entry.key for entry in entries if entry.key]
    assert len(keys) == len(set(keys))
    assert {"S", "C", "R", "M", "A", "D", "H", "N", "W", "V"} <= set(keys)


def test_words_find_cards_before_they_offer_new_ones(bridge: Bridge) -> None:
    risk = some(bridge, "risk")
    offers = find_or_add.offers(risk.label[:12], bridge.board, bridge.catalogue)
    assert offers[0].what == "card"
    assert offers[0].element == risk.id
    assert offers[-1].what == "add"


def test_a_printed_code_finds_its_card(bridge: Bridge) -> None:
    risk = some(bridge, "risk")
    offers = find_or_add.offers(f" {risk.code.lower()} ", bridge.board, bridge.catalogue)
    assert [offer.element for offer in offers if offer.what == "card"] == [risk.id]


def test_accents_and_capitals_do_not_matter(bridge: Bridge) -> None:
    made = bridge.run("add_element", kind="concern", label="Où est l'arrêt le plus près ?")
    assert made is not None
    offers = find_or_add.offers("ARRET", bridge.board, bridge.catalogue)
    assert offers[0].element == made.ids[0]


def test_typical_cards_are_offered_while_they_are_not_there(bridge: Bridge) -> None:
    offers = find_or_add.offers("Feedback", bridge.board, bridge.catalogue)
    assert any(offer.what == "add" and offer.capture and offer.capture.type for offer in offers)


def test_nothing_typed_offers_nothing(bridge: Bridge) -> None:
    assert find_or_add.offers("  ", bridge.board, bridge.catalogue) == []


def test_a_sentence_is_captured_with_who_topic_and_answer(bridge: Bridge) -> None:
    person, measure = some(bridge, "stakeholder"), some(bridge, "mitigation")
    line = f"c outer districts lose their bus first @{person.label} #human-rights >{measure.label}"
    found = capture_line.parse(line, bridge.board, bridge.catalogue)
    assert found is not None
    assert (found.kind, found.label) == ("concern", "outer districts lose their bus first")
    assert (found.who, found.topics, found.answers) == ((person.id,), ("human-rights",), (measure.id,))
    assert found.unknown == ()


def test_what_a_capture_does_not_know_it_names(bridge: Bridge) -> None:
    found = capture_line.parse("r it breaks @nobody at all #nothing", bridge.board, bridge.catalogue)
    assert found is not None
    assert (found.newcomers, found.unknown) == (("nobody at all",), ("#nothing",))


@pytest.mark.parametrize("line", ["cars are loud", "c", "x something", ""])
def test_what_is_no_capture(bridge: Bridge, line: str) -> None:
    assert capture_line.parse(line, bridge.board, bridge.catalogue) is None


def test_a_capture_is_carried_out_as_one_step(bridge: Bridge) -> None:
    person = some(bridge, "stakeholder")
    cards, links = len(bridge.board.elements), len(bridge.board.links)
    found = capture_line.parse(f"c it is dark there @{person.label}", bridge.board, bridge.catalogue)
    assert found is not None
    made = capturing.make(bridge, found)
    assert bridge.board.elements[made].label == "it is dark there"
    assert any(link.relation == "has-concern" and link.source == person.id for link in bridge.board.links_to(made))
    bridge.undo()
    assert (len(bridge.board.elements), len(bridge.board.links)) == (cards, links)


@pytest.mark.parametrize(
    ("mark", "other", "made", "relation"),
    [
        (">", "mitigation", "c", "addresses"),
        (">", "mitigation", "r", "mitigates"),
        (">", "decision", "q", "answers"),
        (">", "decision", "c", "addresses"),
        (">", "component", "c", "addresses"),
        ("@", "stakeholder", "c", "has-concern"),
    ],
)
def test_a_mark_says_how_the_cards_belong_together(
    bridge: Bridge, mark: str, other: str, made: str, relation: str
) -> None:
    bridge.run("add_element", kind=other, label="Something quite particular")
    line = f"{made} new words {mark}Something quite particular"
    found = capture_line.parse(line, bridge.board, bridge.catalogue)
    assert found is not None
    new = capturing.make(bridge, found)
    assert [link.relation for link in bridge.board.links_to(new)] == [relation]


def test_a_plain_capture_needs_no_links(bridge: Bridge) -> None:
    made = capturing.make(bridge, find_or_add.Capture("component", "ml-model", "Demand forecast"))
    assert bridge.catalogue.variant("component", bridge.board.elements[made].type) == "ai-component"
