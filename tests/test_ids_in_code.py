"""Whatever the code asks the catalogue for is in it: a misspelt or a forgotten id would be silence on paper."""

import pytest

from stworkshop.model.catalogue import catalogue
from tests.ids_in_code import fits, known, literals, prefixes


def test_every_literal_id_is_in_the_catalogue() -> None:
    assert [str(literal) for literal in literals() if not fits(literal)] == []


def test_many_of_each_sort_are_looked_at() -> None:
    sorts = [literal.sort for literal in literals()]
    assert {"type", "step", "check", "stage", "rule", "value of status", "value of voice"} <= set(sorts)
    assert sorts.count("relation") > 150 and sorts.count("kind") > 400 and sorts.count("field") > 150
    assert prefixes(catalogue()) >= {"chk", "mit", "tier", "agenda", "duty", "proc", "vp"}


PLANTED = {
    "relation": "facts.sources('wants', wish, 'stakeholder')",
    "kind": "facts.targets(risk, 'harms', 'person')",
    "type": "_T = ('proc-complaints', 'fallback')\nx = card.type in _T",
    "field": "facts.value(card, 'presence')",
    "value of voice": "facts.value(card, 'voice') == 'here'",
    "value of affected": "{'directly': 1}.get(str(facts.value(card, 'affected')), '')",
    "value of status": "card.attributes.get('status') in ('rejected', 'refused')",
    "step": "Cards(('risk',), reach=('<mitigates >wants',))",
    "check": "x = note.check == 'chk-no-such'",
    "id": "choose('duty-28')",
    "stage": "session.run('start_stage', stage='tea')",
    "rule": "catalogue.rule('no-such-rule')",
}


@pytest.mark.parametrize("sort", PLANTED)
def test_a_planted_fault_is_seen(sort: str) -> None:
    assert sort in known(catalogue())
    wrong = [literal.sort for literal in literals({"planted.py": PLANTED[sort]}) if not fits(literal)]
    assert sort in wrong
