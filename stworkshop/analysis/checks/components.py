"""Checks on technical parts: what they are for, who answers for them, their data, their supplier, their failure."""

from __future__ import annotations

from collections.abc import Iterator

from stworkshop.analysis.checks.base import Check, Found
from stworkshop.analysis.checks.facts import SERVES, MapFacts
from stworkshop.analysis.checks.subjects import Cards
from stworkshop.model.records import Element

_LEARNING = ("ml-model", "optimiser", "vision-model")
_PROTECTIVE = ("mit-dpia", "mit-data-minimisation", "mit-deidentification", "mit-purpose-lock")
_EXIT = ("mit-exit-plan", "mit-contract-terms")


def component_no_owner(facts: MapFacts, component: Element) -> Iterator[Found]:
    """Find a part that nobody answers for."""
    if not facts.has_source("owns", component, "stakeholder"):
        yield Found((component.id,), {"c": facts.name(component.id)})


def component_no_purpose(facts: MapFacts, component: Element) -> Iterator[Found]:
    """Find a part that leads to no service, process or outcome."""
    if not facts.walks[SERVES].reaches(component.id):
        yield Found((component.id,), {"c": facts.name(component.id)})


def model_no_data(facts: MapFacts, component: Element) -> Iterator[Found]:
    """Find a learning model that no part feeds."""
    if component.type in _LEARNING and not facts.has_source("feeds", component, "component"):
        yield Found((component.id,), {"c": facts.name(component.id)})


def data_leaves_out(facts: MapFacts, component: Element) -> Iterator[Found]:
    """Find people missing in the data about whom nothing is planned."""
    people = facts.targets(component, "leaves-out", "stakeholder")
    if not people or _is_planned(facts, component):
        return
    answered = _answered(facts, component)
    for person in people:
        if person.id not in answered and not _is_planned(facts, person):
            yield Found((component.id, person.id), {"c": facts.name(component.id), "s": facts.who(person.id)})


def _is_planned(facts: MapFacts, card: Element) -> bool:
    return any(facts.is_linked(card, kind) for kind in ("action", "open-question"))


def _answered(facts: MapFacts, component: Element) -> set[str]:
    """Return the people whom a risk harms that the part causes and against which a measure stands."""
    risks = facts.targets(component, "causes", "risk")
    held = [risk for risk in risks if any(map(facts.stands, facts.sources("mitigates", risk, "mitigation")))]
    return {person.id for risk in held for person in facts.targets(risk, "harms", "stakeholder")}


def personal_data_unprotected(facts: MapFacts, component: Element) -> Iterator[Found]:
    """Find a part that keeps personal details without protection."""
    if facts.value(component, "personal_data") != "yes" or component.type == "privacy-control":
        return
    if not facts.is_linked(component, "component", ("privacy-control",)) and not facts.guarded(component, *_PROTECTIVE):
        yield Found((component.id,), {"c": facts.name(component.id)})


def no_audit_trail(facts: MapFacts, component: Element) -> Iterator[Found]:
    """Find a part that has a say in a process and leaves no log."""
    says = facts.has_target(component, "informs", "process") or facts.has_target(component, "automates", "process")
    if says and not facts.is_linked(component, "component", ("audit-log",)):
        yield Found((component.id,), {"c": facts.name(component.id)})


def _supplied(facts: MapFacts, component: Element) -> bool:
    return facts.has_source("supplies", component, "stakeholder")


def supplier_no_exit(facts: MapFacts, component: Element) -> Iterator[Found]:
    """Find a supplied part without a plan for the day when the supplier stops."""
    supplied = component.type == "supplier-service" or _supplied(facts, component)
    if supplied and not facts.guarded(component, *_EXIT):
        yield Found((component.id,), {"c": facts.name(component.id)})


def self_oversight(facts: MapFacts, person: Element) -> Iterator[Found]:
    """Find those who alone check what they supply."""
    for component in facts.targets(person, "supplies", "component"):
        if facts.only_source("oversees", component, "stakeholder") == person.id:
            yield Found((person.id, component.id), {"s": facts.who(person.id), "c": facts.name(component.id)})


def no_offline_way(facts: MapFacts, service: Element) -> Iterator[Found]:
    """Find a service with a screen and without a person to go to."""
    types = {part.type for part in facts.sources("enables", service, "component")}
    if "user-interface" in types and "human-channel" not in types:
        yield Found((service.id,), {"s": facts.name(service.id)})


def no_fallback(facts: MapFacts, service: Element) -> Iterator[Found]:
    """Find a service that hangs on a model or a supplier; whether a fallback exists is the gate's business."""
    parts = facts.sources("enables", service, "component") + facts.targets(service, "depends-on", "component")
    if any(facts.group(part) in ("model", "supply") or _supplied(facts, part) for part in parts):
        yield Found((service.id,), {"s": facts.name(service.id)})


def _has_no_fallback(facts: MapFacts) -> bool:
    return not facts.count("type", "fallback-mode") and not facts.count("measure", "mit-fallback-procedure")


_GUARDED = ("type", "status")
_GUARDS = ("*", ">causes <mitigates")

CHECKS = (
    Check("chk-component-no-owner", Cards(("component",), reach=("<owns",)), component_no_owner),
    Check("chk-component-no-purpose", Cards(("component",), walk=SERVES), component_no_purpose),
    Check("chk-model-no-data", Cards(("component",), reach=("<feeds",)), model_no_data),
    Check(
        "chk-data-leaves-out",
        Cards(
            ("component",),
            near=("label", "code", "status"),
            reach=("*", ">leaves-out *", ">causes <mitigates"),
        ),
        data_leaves_out,
    ),
    Check(
        "chk-personal-data-unprotected",
        Cards(("component",), own=("personal_data",), near=_GUARDED, reach=_GUARDS),
        personal_data_unprotected,
    ),
    Check(
        "chk-no-audit-trail",
        Cards(("component",), near=("type",), reach=("*",)),
        no_audit_trail,
    ),
    Check("chk-no-offline-way", Cards(("public-service",), near=("type",), reach=("<enables",)), no_offline_way),
    Check(
        "chk-no-fallback",
        Cards(("public-service",), near=("type",), reach=("<enables <supplies", ">depends-on <supplies")),
        no_fallback,
        _has_no_fallback,
    ),
    Check(
        "chk-supplier-no-exit",
        Cards(("component",), near=_GUARDED, reach=_GUARDS),
        supplier_no_exit,
    ),
    Check(
        "chk-self-oversight",
        Cards(("stakeholder",), near=("label", "code"), reach=(">supplies <oversees",)),
        self_oversight,
    ),
)
