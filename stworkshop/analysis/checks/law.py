"""Checks on what the law asks of technical parts, and on rules and rights."""

from __future__ import annotations

from collections.abc import Iterator

from stworkshop.analysis.checks.base import Check, Found
from stworkshop.analysis.checks.facts import FEEDS_A_SERVICE, MapFacts
from stworkshop.analysis.checks.subjects import Cards
from stworkshop.analysis.duties import ANNEX_I, HIGH_RISK, area, speaks, tier
from stworkshop.model.records import Element

_OVERSIGHT_LINKS = ("part-of", "feeds", "depends-on", "requires")
_OVERSIGHT_STEPS = tuple(way + relation for relation in _OVERSIGHT_LINKS for way in "<>")
_EXCEPTED_AREAS = (2, ANNEX_I)
"""Annex III(2), critical infrastructure, which Art. 27(1) excepts, and Annex I, of which it says nothing."""


def tier_is_unknown(facts: MapFacts, component: Element) -> bool:
    """Tell whether a part is a model whose legal class nobody has checked."""
    return facts.group(component) == "model" and tier(component) in ("", "tier-unknown")


def tier_unknown(facts: MapFacts, component: Element) -> Iterator[Found]:
    """Find a model whose legal class nobody has checked."""
    if tier_is_unknown(facts, component):
        yield Found((component.id,), {"c": facts.name(component.id)})


def prohibited_flag(facts: MapFacts, component: Element) -> Iterator[Found]:
    """Find a part that the law may ban."""
    if tier(component) == "tier-prohibited":
        yield Found((component.id,), {"c": facts.name(component.id)})


def overseen(facts: MapFacts, component: Element) -> bool:
    """Tell whether a person is shown who can check or stop a part."""
    points = facts.is_linked(component, "component", ("human-oversight-point",), _OVERSIGHT_LINKS)
    return points or facts.has_source("oversees", component, "stakeholder")


def high_risk_no_oversight(facts: MapFacts, component: Element) -> Iterator[Found]:
    """Find a high-risk part that nobody is shown to check."""
    if tier(component) == HIGH_RISK and not overseen(facts, component):
        yield Found((component.id,), {"c": facts.name(component.id)})


def high_risk_no_area(facts: MapFacts, component: Element) -> Iterator[Found]:
    """Find a high-risk part of which nobody said for which area: duties and days depend on it."""
    if tier(component) == HIGH_RISK and area(component) is None:
        yield Found((component.id,), {"c": facts.name(component.id)})


def oversight_unsupported(facts: MapFacts, person: Element) -> Iterator[Found]:
    """Find people who are to check a high-risk part and are not shown to have the means."""
    parts = [c for c in facts.targets(person, "oversees", "component") if tier(c) == HIGH_RISK]
    if not parts:
        return
    lacking = any(a.type == "com-oversight" for a in facts.targets(person, "lacks-ability", "competency"))
    if lacking or not facts.has_target(person, "has-ability", "competency"):
        for component in parts:
            yield Found((person.id, component.id), {"s": facts.who(person.id), "c": facts.name(component.id)})


def high_risk_no_assessment(facts: MapFacts, component: Element) -> Iterator[Found]:
    """Find a high-risk part of a public service without a rights assessment."""
    if tier(component) != HIGH_RISK or area(component) in _EXCEPTED_AREAS:
        return
    if facts.walks[FEEDS_A_SERVICE].reaches(component.id) and not facts.guarded(component, "mit-fria"):
        yield Found((component.id,), {"c": facts.name(component.id)})


def automated_no_appeal(facts: MapFacts, process: Element) -> Iterator[Found]:
    """Find a process where the computer decides and nobody can object."""
    if process.type == "proc-complaint" or not facts.has_source("automates", process, "component"):
        return
    channels = facts.is_linked(process, "component", ("feedback-channel",))
    if not channels and not facts.is_linked(process, "process", ("proc-complaint",)):
        yield Found((process.id,), {"p": facts.name(process.id)})


def no_disclosure(facts: MapFacts, component: Element) -> Iterator[Found]:
    """Find a language model that people would meet without being told."""
    met = facts.value(component, "public_facing") == "yes" and speaks(facts.board, component)
    if met and not facts.is_linked(component, "component", ("disclosure-notice",)):
        yield Found((component.id,), {"c": facts.name(component.id)})


def right_touched_silent(facts: MapFacts, right: Element) -> Iterator[Found]:
    """Find a right that is touched, and nothing says whether it is helped or endangered."""
    if not facts.has_source("touches", right):
        return
    said = facts.has_source("protects", right) or facts.has_target(right, "requires")
    if not said and not facts.has_source("threatens", right, "risk"):
        yield Found((right.id,), {"right": facts.name(right.id)})


def policy_binds_nothing(facts: MapFacts, policy: Element) -> Iterator[Found]:
    """Find a rule that applies to nothing on the map."""
    if not facts.has_target(policy, "governs") and not facts.has_target(policy, "requires"):
        yield Found((policy.id,), {"p": facts.name(policy.id)})


def principle_unused(facts: MapFacts, principle: Element) -> Iterator[Found]:
    """Find a principle that changes nothing on the map."""
    if not facts.has_target(principle, "guides") and not facts.has_target(principle, "requires"):
        yield Found((principle.id,), {"p": facts.name(principle.id)})


CHECKS = (
    Check("chk-tier-unknown", Cards(("component",), own=("ai_act_tier",)), tier_unknown),
    Check("chk-high-risk-no-area", Cards(("component",), own=("ai_act_tier", "annex_iii")), high_risk_no_area),
    Check("chk-prohibited-flag", Cards(("component",), own=("ai_act_tier",)), prohibited_flag),
    Check(
        "chk-high-risk-no-oversight",
        Cards(("component",), own=("ai_act_tier",), near=("type",), reach=("<oversees", *_OVERSIGHT_STEPS)),
        high_risk_no_oversight,
    ),
    Check(
        "chk-oversight-unsupported",
        Cards(
            ("stakeholder",),
            near=("label", "code", "type", "ai_act_tier"),
            reach=(">oversees", ">has-ability", ">lacks-ability"),
        ),
        oversight_unsupported,
    ),
    Check(
        "chk-high-risk-no-assessment",
        Cards(
            ("component",),
            own=("ai_act_tier", "annex_iii"),
            near=("type", "status"),
            reach=("*", ">causes <mitigates"),
            walk=FEEDS_A_SERVICE,
        ),
        high_risk_no_assessment,
    ),
    Check("chk-automated-no-appeal", Cards(("process",), near=("type",), reach=("*",)), automated_no_appeal),
    Check(
        "chk-no-disclosure",
        Cards(("component",), own=("public_facing",), near=("type",), reach=("*",)),
        no_disclosure,
    ),
    Check(
        "chk-right-touched-silent",
        Cards(("right",), reach=("<touches", "<protects", ">requires", "<threatens")),
        right_touched_silent,
    ),
    Check("chk-policy-binds-nothing", Cards(("policy",), reach=(">governs", ">requires")), policy_binds_nothing),
    Check("chk-principle-unused", Cards(("principle",), reach=(">guides", ">requires")), principle_unused),
)
