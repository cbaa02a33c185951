"""Checks on people, what matters to them, who speaks for them, and what they can do."""

from __future__ import annotations

from collections.abc import Iterator

from stworkshop.analysis.checks.base import Check, Found
from stworkshop.analysis.checks.facts import MapFacts
from stworkshop.analysis.checks.subjects import Cards
from stworkshop.model.records import Element


def concern_no_stakeholder(facts: MapFacts, concern: Element) -> Iterator[Found]:
    """Find a concern that nobody is shown to have."""
    if not facts.has_source("has-concern", concern, "stakeholder"):
        yield Found((concern.id,), {"c": facts.name(concern.id)})


def stakeholder_no_concern(facts: MapFacts, person: Element) -> Iterator[Found]:
    """Find people of whom nothing is noted that matters to them or that they want."""
    matters = facts.has_target(person, "has-concern", "concern")
    if not matters and not facts.has_target(person, "pursues", "goal", "outcome"):
        yield Found((person.id,), {"s": facts.who(person.id)})


def is_affected(facts: MapFacts, person: Element) -> bool:
    """Tell whether somebody would feel the effects: by the card, or by a link that says so."""
    return (
        facts.value(person, "affected") in ("direct", "indirect")
        or facts.has_target(person, "affected-by")
        or facts.has_source("harms", person, "risk")
    )


def speakers(facts: MapFacts, person: Element) -> list[Element]:
    """Return those who speak for somebody else."""
    return [other for other in facts.sources("represents", person, "stakeholder") if other.id != person.id]


def affected_no_voice(facts: MapFacts, person: Element) -> Iterator[Found]:
    """Find absent people who would feel the effects and whom nobody speaks for."""
    if facts.value(person, "voice") == "absent" and is_affected(facts, person) and not speakers(facts, person):
        yield Found((person.id,), {"s": facts.who(person.id)})


def concern_not_addressed(facts: MapFacts, concern: Element) -> Iterator[Found]:
    """Find a concern that nothing answers and no open question is about."""
    if not facts.has_source("addresses", concern) and not facts.has_source("about", concern, "open-question"):
        yield Found((concern.id,), {"c": facts.name(concern.id)})


def burden_no_benefit(facts: MapFacts, person: Element) -> Iterator[Found]:
    """Find people who could be harmed and for whom no benefit is shown."""
    harmed = facts.has_source("harms", person, "risk")
    if harmed and not facts.has_source("benefits", person, "outcome", "public-service"):
        yield Found((person.id,), {"s": facts.who(person.id)})


def ability_missing(facts: MapFacts, person: Element) -> Iterator[Found]:
    """Find abilities that somebody lacks and nothing builds."""
    for ability in facts.targets(person, "lacks-ability"):
        if not facts.has_source("builds", ability):
            yield Found((person.id, ability.id), {"s": facts.who(person.id), "a": facts.name(ability.id)})


def ability_required_unheld(facts: MapFacts, card: Element) -> Iterator[Found]:
    """Find abilities that a card needs and nobody is shown to have."""
    needed = {a.id: a for a in facts.targets(card, "requires", "competency", "capability")}
    needed |= {a.id: a for a in facts.targets(card, "depends-on", "competency", "capability")}
    for ability in sorted(needed.values(), key=lambda a: (a.seq, a.id)):
        if not facts.has_source("has-ability", ability, "stakeholder"):
            yield Found((card.id, ability.id), {"x": facts.name(card.id), "a": facts.name(ability.id)})


CHECKS = (
    Check(
        "chk-concern-no-stakeholder",
        Cards(("concern",), reach=("<has-concern",)),
        concern_no_stakeholder,
    ),
    Check(
        "chk-stakeholder-no-concern",
        Cards(("stakeholder",), reach=(">has-concern", ">pursues")),
        stakeholder_no_concern,
    ),
    Check(
        "chk-affected-no-voice",
        Cards(("stakeholder",), own=("voice", "affected"), reach=(">affected-by", "<harms", "<represents")),
        affected_no_voice,
    ),
    Check(
        "chk-concern-not-addressed",
        Cards(("concern",), reach=("<addresses", "<about")),
        concern_not_addressed,
    ),
    Check(
        "chk-burden-no-benefit",
        Cards(("stakeholder",), reach=("<harms", "<benefits")),
        burden_no_benefit,
    ),
    Check(
        "chk-ability-missing",
        Cards(("stakeholder",), near=("label", "code"), reach=(">lacks-ability <builds",)),
        ability_missing,
    ),
    Check(
        "chk-ability-required-unheld",
        Cards((), near=("label", "code"), reach=(">requires <has-ability", ">depends-on <has-ability")),
        ability_required_unheld,
    ),
)
