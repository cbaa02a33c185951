"""Opinions: how a rated statement came out, and the verdict on a decision, where decided and agreed are two things."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from stworkshop.records import Element, Statement
from stworkshop.report import words
from stworkshop.report.facts import Facts

SLACK = 1e-9
STATES = ("yes", "no", "mixed", "contested", "few", "not-asked")
"""Agreed yes, agreed no, mixed, contested, too few answers, not asked."""

_BROAD, _MIXED = 0.6, 0.4
_YES, _NO = 4.0, 2.0
_LEANS_AGAINST = 2.5
_TWO = 2


def state_of(opinion: Mapping[str, Any]) -> str:
    """Return how a rated statement came out, one of STATES."""
    if opinion["band"] is None or opinion["consensus"] is None:
        return "few"
    if opinion["consensus"] >= _BROAD - SLACK:
        if opinion["median"] >= _YES - SLACK:
            return "yes"
        return "no" if opinion["median"] <= _NO + SLACK else "mixed"
    return "mixed" if opinion["consensus"] >= _MIXED - SLACK else "contested"


def counts_of(opinion: Mapping[str, Any]) -> tuple[int, ...]:
    """Return how many gave each answer from 1 to 5; nothing where it may not be told."""
    counts = opinion["counts"]
    return tuple(int(count) for count in counts) if counts else ()


def side_counts(opinion: Mapping[str, Any]) -> dict[str, tuple[int, ...]]:
    """Return the answers of each side that may be shown apart."""
    return {side: tuple(int(c) for c in counts) for side, counts in (opinion["counts_by_side"] or {}).items()}


def turned_if(stance: str, counts: Sequence[int]) -> tuple[int, ...]:
    """Return answers as seen from the card that the statement is about."""
    return words.turned(counts) if stance == "opposes" else tuple(counts)


def against_the_public(facts: Facts, decision: Element, statement: Statement) -> bool:
    """Tell whether an agreed decision goes against the public side (check decided-against-affected)."""
    opinion = facts.opinions.get(statement.id)
    if facts.value(decision, "status") != "agreed" or opinion is None:
        return False
    if statement.stance not in ("supports", "opposes"):
        return False
    public = [p for p in facts.cards("stakeholder") if facts.value(p, "side") == "public"]
    if not any(facts.value(person, "affected") == "direct" for person in public):
        return False
    counts = turned_if(statement.stance, side_counts(opinion).get("public", ()))
    n = sum(counts)
    mean = sum(value * count for value, count in enumerate(counts, 1)) / n if n else 0.0
    return n >= _TWO and mean < _LEANS_AGAINST - SLACK


def rated_about(facts: Facts, element_id: str) -> list[Statement]:
    """Return the statements for or against a card that a closed round asked."""
    return [
        s
        for s in facts.board.statements.values()
        if s.about == element_id and s.stance in ("supports", "opposes") and s.id in facts.opinions
    ]


def verdict_of(facts: Facts, decision: Element) -> str:
    """Return the verdict on a decision.

    One of contested, deferred, open (not decided); not-asked, disagreed, split, mixed, against, few, agreed (decided).
    """
    status = facts.value(decision, "status")
    if status != "agreed":
        return {"contested": "contested", "deferred": "deferred"}.get(str(status), "open")
    statements = rated_about(facts, decision.id)
    if not statements:
        return "not-asked"
    found = {_verdict(facts, decision, statement) for statement in statements}
    return next(v for v in ("disagreed", "split", "against", "mixed", "few", "agreed") if v in found)


def _verdict(facts: Facts, decision: Element, statement: Statement) -> str:
    if against_the_public(facts, decision, statement):
        return "disagreed"
    state = state_of(facts.opinions[statement.id])
    if state in ("yes", "no"):
        agrees = (state == "yes") == (statement.stance == "supports")
        return "agreed" if agrees else "against"
    return "split" if state == "contested" else state


def is_decided(verdict: str) -> bool:
    """Tell whether a verdict is that of something decided."""
    return verdict not in ("contested", "deferred", "open")
