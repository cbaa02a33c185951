"""The vocabulary as it ships."""

from __future__ import annotations

from stworkshop.model.catalogue import catalogue, curly


def test_the_catalogue_holds_what_the_domain_says() -> None:
    words = catalogue()
    assert len(words.kinds) == 18 and len(words.concepts) == 6
    assert len(words.entries("allowed_relations")) == 63
    rows = words.entries("allowed_relations")
    assert len({(r["relation"], s, t) for r in rows for s in r["from_kinds"] for t in r["to_kinds"]}) == 612


def test_a_component_is_told_by_its_type() -> None:
    words = catalogue()
    assert words.variant("component", "ml-model") == "ai-component"
    assert words.variant("component", "") == "component"
    assert words.variant("component", "data-source") == "data-source"
    assert words.variant("risk", "harm-physical") == "risk"


def test_a_symmetric_relation_is_listed_in_either_order() -> None:
    words = catalogue()
    for relation, source, target in list(words.triples):
        if words.relations[relation].symmetric:
            assert words.is_allowed(relation, target, source)


def test_values_are_shown_in_words() -> None:
    influence = catalogue().kind("stakeholder").attributes["influence"]
    assert (influence.word(5), influence.word(None)) == ("Decides", "")
    assert catalogue().kind("stakeholder").attributes["voice"].word("absent") == "Not here"


def test_each_listed_id_names_an_entry() -> None:
    words = catalogue()
    for kind in words.kinds.values():
        assert set(kind.default_concepts) <= set(words.concepts)
        assert not kind.types_from or words.types(kind.id)
    for stage in words.stages.values():
        assert set(stage["kinds"]) <= set(words.kinds)
    for viewpoint in words.viewpoints.values():
        assert set(viewpoint["governs_kinds"]) <= set(words.kinds)
    for agenda in words.agendas.values():
        parts = agenda.get("parts", [agenda])
        assert {item["stage"] for part in parts for item in part["items"]} <= set(words.stages)


def test_an_unknown_kind_has_neutral_words() -> None:
    kind = catalogue().kind("a-kind-of-our-own")
    assert kind.label == "a-kind-of-our-own" and not kind.attributes


def test_straight_marks_are_read_as_curly_ones() -> None:
    assert curly("Whose idea of 'good' is in each other's way?") == "Whose idea of “good” is in each other’s way?"
    assert curly('"Planners\' view" is missing') == "“Planners’ view” is missing"
