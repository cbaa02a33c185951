"""Checks on opinions, decisions, tasks and open questions; opinions are read from the results of closed rounds."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from stworkshop.analysis.checks.base import Check, Found
from stworkshop.analysis.checks.facts import MapFacts, empty, mean_of
from stworkshop.analysis.checks.subjects import Cards, Statements
from stworkshop.model.records import Element, Statement
from stworkshop.rounds.opinions import SLACK, leans_against

_SPLIT_BELOW, _FEWEST_FOR_SPLIT = 0.4, 5
_GAP, _FEWEST_OF_A_SIDE = 1.0, 2


def split_opinion(facts: MapFacts, statement: Statement) -> Iterator[Found]:
    """Find a statement that the group is split about, with nothing noted of the talk."""
    opinion = facts.opinion(statement.id)
    consensus, n = opinion.get("consensus"), opinion.get("n") or 0
    split = n >= _FEWEST_FOR_SPLIT and consensus is not None and consensus < _SPLIT_BELOW - SLACK
    if split and empty(statement.discussion_note):
        yield Found((statement.id,), {"y": statement.label})


def sides_differ(facts: MapFacts, statement: Statement) -> Iterator[Found]:
    """Find a statement that two sides see differently; the pair with the widest gap is named."""
    means = {s: mean_of(counts) for s, counts in facts.sides(statement.id).items() if sum(counts) >= _FEWEST_OF_A_SIDE}
    gaps = {(a, b): abs(means[a] - means[b]) for a, b in combinations(means, 2)}
    widest = max(gaps.values(), default=0.0)
    if widest >= _GAP - SLACK:
        first, second = next(pair for pair, gap in gaps.items() if gap >= widest - SLACK)
        sides = facts.catalogue.sides
        yield Found((statement.id,), {"side1": sides[first], "side2": sides[second].lower(), "y": statement.label})


def public_is_affected(facts: MapFacts) -> bool:
    """Tell whether somebody of the public side is directly affected."""
    return facts.count("public-direct") > 0


def decided_against_affected(facts: MapFacts, statement: Statement) -> Iterator[Found]:
    """Find a decision that counts as agreed against the public side, with the statement that tells."""
    decision = facts.board.elements.get(statement.about)
    if decision is None or decision.kind != "decision":
        return
    if leans_against(facts.catalogue, decision, statement, facts.sides(statement.id)):
        yield Found((decision.id, statement.id), {"d": facts.name(decision.id), "y": statement.label})


def decision_no_reason(facts: MapFacts, decision: Element) -> Iterator[Found]:
    """Find a decision without a reason."""
    if empty(decision.attributes.get("rationale")):
        yield Found((decision.id,), {"d": facts.name(decision.id)})


def decision_no_decider(facts: MapFacts, decision: Element) -> Iterator[Found]:
    """Find a decision that counts as agreed without anybody who decides."""
    if facts.value(decision, "status") == "agreed" and empty(decision.attributes.get("decided_by")):
        yield Found((decision.id,), {"d": facts.name(decision.id)})


def decision_no_mandate(facts: MapFacts, decision: Element) -> Iterator[Found]:
    """Find a decision that counts as agreed and says who decides; whether the group may is the gate's business."""
    if facts.value(decision, "status") == "agreed" and not empty(decision.attributes.get("decided_by")):
        yield Found((decision.id,), {"d": facts.name(decision.id)})


def _has_no_mandate(facts: MapFacts) -> bool:
    return empty(facts.board.session.mandate)


def decision_no_action(facts: MapFacts, decision: Element) -> Iterator[Found]:
    """Find an agreed decision without a next step."""
    if facts.value(decision, "status") == "agreed" and not facts.has_target(decision, "leads-to", "action"):
        yield Found((decision.id,), {"d": facts.name(decision.id)})


def action_no_owner(facts: MapFacts, action: Element) -> Iterator[Found]:
    """Find a task without a person or a date; due in 0 days is a date."""
    undated = empty(action.attributes.get("due")) and empty(action.attributes.get("due_in_days"))
    if undated or not facts.has_source("owns", action, "stakeholder"):
        yield Found((action.id,), {"a": facts.name(action.id)})


def question_no_owner(facts: MapFacts, question: Element) -> Iterator[Found]:
    """Find an open question that nobody will find out about."""
    if facts.value(question, "status") != "answered" and not facts.has_source("owns", question, "stakeholder"):
        yield Found((question.id,), {"q": facts.name(question.id)})


_STATUS = ("status",)

CHECKS = (
    Check("chk-split-opinion", Statements(), split_opinion),
    Check("chk-sides-differ", Statements(), sides_differ),
    Check("chk-decided-against-affected", Statements(cards=True), decided_against_affected, public_is_affected),
    Check("chk-decision-no-reason", Cards(("decision",), own=("rationale",)), decision_no_reason),
    Check("chk-decision-no-decider", Cards(("decision",), own=("status", "decided_by")), decision_no_decider),
    Check(
        "chk-decision-no-decider",
        Cards(("decision",), own=("status", "decided_by")),
        decision_no_mandate,
        _has_no_mandate,
    ),
    Check("chk-decision-no-action", Cards(("decision",), own=_STATUS, reach=(">leads-to",)), decision_no_action),
    Check("chk-action-no-owner", Cards(("action",), own=("due", "due_in_days"), reach=("<owns",)), action_no_owner),
    Check("chk-question-no-owner", Cards(("open-question",), own=_STATUS, reach=("<owns",)), question_no_owner),
)
