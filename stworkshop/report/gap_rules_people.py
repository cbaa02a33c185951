"""Rules of the questions about people, aims, risks and abilities."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from stworkshop.analysis.influence import risk_level
from stworkshop.records import Element
from stworkshop.report.facts import Facts

Found: TypeAlias = tuple[tuple[str, ...], Mapping[str, str]] | tuple[tuple[str, ...], Mapping[str, str], str]
"""The ids a gap is about, the words for its message, and its severity where it differs from the check's."""

DONE = ("agreed", "in-place")


def empty(value: object) -> bool:
    """Tell whether a text is missing or only white space."""
    return not isinstance(value, str) or not value.strip()


def is_affected(facts: Facts, person: Element) -> bool:
    """Tell whether somebody would feel the effects: by the card, or by a link that says so."""
    return (
        facts.value(person, "affected") in ("direct", "indirect")
        or bool(facts.targets(person, "affected-by"))
        or bool(facts.sources("harms", person, "risk"))
    )


def speakers(facts: Facts, person: Element) -> list[Element]:
    """Return those who speak for somebody."""
    return [other for other in facts.sources("represents", person, "stakeholder") if other.id != person.id]


def affected_no_voice(facts: Facts) -> Iterator[Found]:
    """Yield absent people who would feel the effects and whom nobody speaks for."""
    for person in facts.cards("stakeholder"):
        if facts.value(person, "voice") == "absent" and is_affected(facts, person) and not speakers(facts, person):
            yield (person.id,), {"s": person.label}


def no_public_side(facts: Facts) -> Iterator[Found]:
    """Yield once if nobody on the map is of the public side."""
    if facts.board.elements and not any(facts.value(p, "side") == "public" for p in facts.cards("stakeholder")):
        yield (), {}


def goal_conflict_silent(facts: Facts) -> Iterator[Found]:
    """Yield cards that pull apart without having been talked about."""
    for link in facts.apart():
        if link.discussed != "yes":
            ends = facts.board.elements
            yield (link.source, link.target), {"a": ends[link.source].label, "b": ends[link.target].label}


def risk_no_mitigation(facts: Facts) -> Iterator[Found]:
    """Yield risks without any measure; small ones weigh less."""
    for risk in facts.cards("risk"):
        if not facts.sources("mitigates", risk, "mitigation"):
            small = facts.value(risk, "severity") in (1, 2)
            yield (risk.id,), {"r": risk.label}, "should" if small else "must"


def severe_risk_open(facts: Facts) -> Iterator[Found]:
    """Yield likely and serious risks whose measures are none of them agreed."""
    for risk in facts.cards("risk"):
        measures = facts.sources("mitigates", risk, "mitigation")
        severe = (risk_level(risk) or 0) >= 15
        if severe and measures and not any(facts.value(m, "status") in DONE for m in measures):
            yield (risk.id,), {"r": risk.label}


def mitigation_no_owner(facts: Facts) -> Iterator[Found]:
    """Yield measures that stand and that nobody is down to do."""
    for measure in facts.cards("mitigation"):
        standing = measure.attributes.get("status") in ("proposed", *DONE)
        if standing and not facts.owners(measure):
            yield (measure.id,), {"m": measure.label}


def concern_not_addressed(facts: Facts) -> Iterator[Found]:
    """Yield concerns that nothing answers."""
    for concern in facts.cards("concern"):
        if not facts.sources("addresses", concern) and not facts.sources("about", concern, "open-question"):
            yield (concern.id,), {"c": concern.label}


def risk_no_affected(facts: Facts) -> Iterator[Found]:
    """Yield risks that harm nobody on the map."""
    for risk in facts.cards("risk"):
        if not facts.targets(risk, "harms", "stakeholder"):
            yield (risk.id,), {"r": risk.label}


def outcome_no_indicator(facts: Facts) -> Iterator[Found]:
    """Yield outcomes that nobody could tell to have come true."""
    for outcome in facts.cards("outcome"):
        if empty(outcome.attributes.get("indicator")):
            yield (outcome.id,), {"o": outcome.label}


def ability_missing(facts: Facts) -> Iterator[Found]:
    """Yield abilities that somebody lacks and nothing builds."""
    for person in facts.cards("stakeholder"):
        for ability in facts.targets(person, "lacks-ability"):
            if not facts.sources("builds", ability):
                yield (person.id, ability.id), {"s": person.label, "a": ability.label}
