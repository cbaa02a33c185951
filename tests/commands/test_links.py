"""Commands on links."""

from __future__ import annotations

from stworkshop.model import rules
from tests.commands.conftest import Table


def test_a_second_link_of_the_same_relation_is_refused_and_names_the_first(table: Table) -> None:
    a, b = table.card("stakeholder", "Residents"), table.card("concern", "Noise")
    table.do("add_link", relation="has-concern", source=a, target=b)
    refused = table.refused("add_link", relation="has-concern", source=a, target=b)
    assert refused.refusal == "link-twice" and "“Residents” has concern “Noise”" in refused.message
    assert table.refused("add_link", relation="has-concern", source=b, target=b).refusal == "link-to-itself"


def test_a_symmetric_relation_is_one_link_in_either_order(table: Table) -> None:
    a, b = table.card("goal", "Cheap"), table.card("goal", "Everywhere")
    table.do("add_link", relation="conflicts-with", source=a, target=b)
    assert table.refused("add_link", relation="conflicts-with", source=b, target=a).refusal == "link-twice"
    table.do("add_link", relation="contributes-to", source=a, target=b)
    table.do("add_link", relation="contributes-to", source=b, target=a)
    assert len(table.board.links) == 3


def test_an_unlisted_link_is_accepted(table: Table) -> None:
    a, b = table.card("decision", "Start"), table.card("context", "Hills")
    link = table.do("add_link", relation="has-concern", source=a, target=b).ids[0]
    assert table.board.links[link].relation == "has-concern"
    assert not table.context.catalogue.is_allowed("has-concern", "decision", "context")


def test_relations_that_say_most_about_a_pair_are_offered_first(table: Table) -> None:
    offered = rules.offered_relations(table.context.catalogue, "stakeholder", "concern")
    assert offered[0] == ("has-concern", True)
    backward = rules.offered_relations(table.context.catalogue, "concern", "stakeholder")
    assert backward[0] == ("has-concern", False)
    assert rules.offered_relations(table.context.catalogue, "risk", "mitigation")[0] == ("mitigates", False)
    assert rules.offered_relations(table.context.catalogue, "decision", "concern")[0] == ("addresses", True)
    assert rules.offered_relations(table.context.catalogue, "component", "component")[0] == ("feeds", True)


def test_a_link_can_end_elsewhere_but_not_where_its_twin_is(table: Table) -> None:
    person, a, b = table.card("stakeholder", "P"), table.card("concern", "A"), table.card("concern", "B")
    first = table.do("add_link", relation="has-concern", source=person, target=a).ids[0]
    second = table.do("add_link", relation="has-concern", source=person, target=b).ids[0]
    assert table.refused("relink", id=second, target=a).refusal == "link-twice"
    table.do("delete", ids=[first])
    table.do("relink", id=second, target=a)
    assert table.board.links_to(a)[0].id == second and not table.board.links_to(b)
