"""Rules of the questions about technical parts and what the law asks of them."""

from __future__ import annotations

from collections.abc import Iterator

from stworkshop.records import Element
from stworkshop.report.facts import Facts
from stworkshop.report.gap_rules_people import Found

_FLOW = ("enables", "part-of", "feeds", "informs", "automates")
_PROTECTIVE = ("mit-dpia", "mit-data-minimisation", "mit-deidentification", "mit-purpose-lock")
_PRIVATE_EXCEPTED = 2


def group_of(facts: Facts, component: Element) -> str:
    """Return the group of a component's type: data, model, interaction, ..."""
    entry = facts.catalogue.type_entry("component", component.type)
    return str(entry["group"]) if entry else ""


def linked(facts: Facts, card: Element, kind: str, *types: str, relations: tuple[str, ...] = ()) -> list[Element]:
    """Return the cards of a kind, and of these types, that one link joins with a card in either direction."""
    found = []
    for link in facts.board.links_of(card.id):
        if relations and link.relation not in relations:
            continue
        other = facts.board.elements[link.target if link.source == card.id else link.source]
        if other.kind == kind and (not types or other.type in types):
            found.append(other)
    return found


def guarded(facts: Facts, component: Element, *types: str) -> bool:
    """Tell whether a measure of one of these types stands and protects a component."""
    measures = linked(facts, component, "mitigation", *types)
    for risk in facts.targets(component, "causes", "risk"):
        measures += [m for m in facts.sources("mitigates", risk, "mitigation") if m.type in types]
    return any(facts.value(measure, "status") != "rejected" for measure in measures)


def _components(facts: Facts, tier: str) -> list[Element]:
    return [c for c in facts.cards("component") if c.attributes.get("ai_act_tier") == tier]


def prohibited_flag(facts: Facts) -> Iterator[Found]:
    """Yield parts that the law may ban."""
    for component in _components(facts, "tier-prohibited"):
        yield (component.id,), {"c": component.label}


def overseen(facts: Facts, component: Element) -> bool:
    """Tell whether a person is shown who can check or stop a part."""
    relations = ("part-of", "feeds", "depends-on", "requires")
    points = linked(facts, component, "component", "human-oversight-point", relations=relations)
    return bool(points or facts.sources("oversees", component, "stakeholder"))


def high_risk_no_oversight(facts: Facts) -> Iterator[Found]:
    """Yield high-risk parts that nobody is shown to check."""
    for component in _components(facts, "tier-high-risk"):
        if not overseen(facts, component):
            yield (component.id,), {"c": component.label}


def oversight_unsupported(facts: Facts) -> Iterator[Found]:
    """Yield people who are to check a high-risk part and are not shown to have the skill."""
    for component in _components(facts, "tier-high-risk"):
        for person in facts.sources("oversees", component, "stakeholder"):
            skilled = facts.targets(person, "has-ability", "competency")
            lacking = [a for a in facts.targets(person, "lacks-ability", "competency") if a.type == "com-oversight"]
            if not skilled or lacking:
                yield (person.id, component.id), {"s": person.label, "c": component.label}


def high_risk_no_assessment(facts: Facts) -> Iterator[Found]:
    """Yield high-risk parts of a public service without a rights assessment."""
    for component in _components(facts, "tier-high-risk"):
        if component.attributes.get("annex_iii") == _PRIVATE_EXCEPTED or not _reaches_service(facts, component):
            continue
        if not guarded(facts, component, "mit-fria"):
            yield (component.id,), {"c": component.label}


def _reaches_service(facts: Facts, component: Element) -> bool:
    seen, waiting = {component.id}, [component]
    while waiting:
        for relation in _FLOW:
            for other in facts.targets(waiting[0], relation):
                if other.kind == "public-service":
                    return True
                if other.id not in seen:
                    seen.add(other.id)
                    waiting.append(other)
        waiting.pop(0)
    return False


def automated_no_appeal(facts: Facts) -> Iterator[Found]:
    """Yield processes where the computer decides and nobody can object."""
    for process in facts.cards("process"):
        if process.type == "proc-complaint" or not facts.sources("automates", process, "component"):
            continue
        channels = linked(facts, process, "component", "feedback-channel")
        if not channels and not linked(facts, process, "process", "proc-complaint"):
            yield (process.id,), {"p": process.label}


def no_disclosure(facts: Facts) -> Iterator[Found]:
    """Yield language models that people would meet without being told."""
    for component in facts.cards("component"):
        if facts.value(component, "public_facing") != "yes" or not _speaks(facts, component):
            continue
        if not linked(facts, component, "component", "disclosure-notice"):
            yield (component.id,), {"c": component.label}


def _speaks(facts: Facts, component: Element) -> bool:
    if component.type == "language-model":
        return True
    behind = facts.targets(component, "depends-on", "component") + facts.sources("feeds", component, "component")
    return component.type == "user-interface" and any(part.type == "language-model" for part in behind)


def personal_data_unprotected(facts: Facts) -> Iterator[Found]:
    """Yield parts that keep personal details without protection."""
    for component in facts.cards("component"):
        if component.attributes.get("personal_data") != "yes" or component.type == "privacy-control":
            continue
        controls = linked(facts, component, "component", "privacy-control")
        if not controls and not guarded(facts, component, *_PROTECTIVE):
            yield (component.id,), {"c": component.label}


def self_oversight(facts: Facts) -> Iterator[Found]:
    """Yield those who alone check what they supply."""
    for component in facts.cards("component"):
        overseers = facts.sources("oversees", component, "stakeholder")
        for supplier in facts.sources("supplies", component, "stakeholder"):
            if [person.id for person in overseers] == [supplier.id]:
                yield (supplier.id, component.id), {"s": supplier.label, "c": component.label}


def tier_unknown(facts: Facts) -> Iterator[Found]:
    """Yield models whose legal class nobody has checked."""
    for component in facts.cards("component"):
        if group_of(facts, component) == "model" and component.attributes.get("ai_act_tier") in (
            None, "", "tier-unknown",
        ):  # fmt: skip
            yield (component.id,), {"c": component.label}


def component_no_owner(facts: Facts) -> Iterator[Found]:
    """Yield parts that nobody answers for."""
    for component in facts.cards("component"):
        if not facts.owners(component):
            yield (component.id,), {"c": component.label}


def data_leaves_out(facts: Facts) -> Iterator[Found]:
    """Yield people missing in the data about whom nothing is planned."""
    for component in facts.cards("component"):
        for person in facts.targets(component, "leaves-out", "stakeholder"):
            kinds = ("action", "open-question")
            planned = any(linked(facts, card, kind) for card in (component, person) for kind in kinds)
            if not planned and not _answered(facts, component, person):
                yield (component.id, person.id), {"c": component.label, "s": person.label}


def _answered(facts: Facts, component: Element, person: Element) -> bool:
    for risk in facts.targets(component, "causes", "risk"):
        harmed = [p.id for p in facts.targets(risk, "harms", "stakeholder")]
        measures = facts.sources("mitigates", risk, "mitigation")
        if person.id in harmed and any(facts.value(m, "status") != "rejected" for m in measures):
            return True
    return False


def supplier_no_exit(facts: Facts) -> Iterator[Found]:
    """Yield supplied parts without a plan for the end of the supplier."""
    for component in facts.cards("component"):
        supplied = component.type == "supplier-service" or facts.sources("supplies", component, "stakeholder")
        if supplied and not guarded(facts, component, "mit-exit-plan", "mit-contract-terms"):
            yield (component.id,), {"c": component.label}


def no_option_compared(facts: Facts) -> Iterator[Found]:
    """Yield once if the map shows the service with the AI only."""
    compared = facts.cards("process", "outcome", "component")
    if facts.cards("component") and not any(facts.value(c, "situation") in ("today", "without-ai") for c in compared):
        yield (), {}
