"""Checks on harms and on the measures against them."""

from __future__ import annotations

from collections.abc import Iterator

from stworkshop.analysis.checks.base import Check, Found
from stworkshop.analysis.checks.facts import MapFacts
from stworkshop.analysis.checks.subjects import Cards
from stworkshop.model.records import Element
from stworkshop.rounds.opinions import SLACK
from stworkshop.rounds.risk_order import risk_level

_DONE = ("agreed", "in-place")
_SEVERE_LEVEL = 15
_SMALL_HARM = (1, 2)


def risk_no_mitigation(facts: MapFacts, risk: Element) -> Iterator[Found]:
    """Find a harm without any measure, not even a rejected one; a small harm weighs less."""
    if not facts.has_source("mitigates", risk, "mitigation"):
        small = risk.attributes.get("severity") in _SMALL_HARM
        yield Found((risk.id,), {"r": facts.name(risk.id)}, severity="should" if small else "must")


def severe_risk_open(facts: MapFacts, risk: Element) -> Iterator[Found]:
    """Find a likely and serious harm with measures of which none is agreed."""
    if (risk_level(risk) or 0) < _SEVERE_LEVEL - SLACK:
        return
    measures = facts.sources("mitigates", risk, "mitigation")
    if measures and not any(measure.attributes.get("status") in _DONE for measure in measures):
        yield Found((risk.id,), {"r": facts.name(risk.id)})


def risk_no_affected(facts: MapFacts, risk: Element) -> Iterator[Found]:
    """Find a harm that hurts nobody on the map."""
    if not facts.has_target(risk, "harms", "stakeholder"):
        yield Found((risk.id,), {"r": facts.name(risk.id)})


def risk_no_cause(facts: MapFacts, risk: Element) -> Iterator[Found]:
    """Find a harm that nothing brings about."""
    if not facts.has_source("causes", risk):
        yield Found((risk.id,), {"r": facts.name(risk.id)})


def mitigation_no_owner(facts: MapFacts, measure: Element) -> Iterator[Found]:
    """Find a measure that is meant to be done and that nobody is down to do."""
    if measure.attributes.get("status") in ("proposed", *_DONE) and not facts.has_source(
        "owns", measure, "stakeholder"
    ):
        yield Found((measure.id,), {"m": facts.name(measure.id)})


def mitigation_no_risk(facts: MapFacts, measure: Element) -> Iterator[Found]:
    """Find a measure that protects against nothing on the map."""
    if not facts.has_target(measure, "mitigates", "risk"):
        yield Found((measure.id,), {"m": facts.name(measure.id)})


CHECKS = (
    Check("chk-risk-no-mitigation", Cards(("risk",), own=("severity",), reach=("<mitigates",)), risk_no_mitigation),
    Check(
        "chk-severe-risk-open",
        Cards(("risk",), own=("severity", "likelihood"), near=("status",), reach=("<mitigates",)),
        severe_risk_open,
    ),
    Check("chk-risk-no-affected", Cards(("risk",), reach=(">harms",)), risk_no_affected),
    Check("chk-risk-no-cause", Cards(("risk",), reach=("<causes",)), risk_no_cause),
    Check("chk-mitigation-no-owner", Cards(("mitigation",), own=("status",), reach=("<owns",)), mitigation_no_owner),
    Check("chk-mitigation-no-risk", Cards(("mitigation",), reach=(">mitigates",)), mitigation_no_risk),
)
