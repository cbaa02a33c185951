"""Rules of the questions about words, opinions, decisions, tasks and open questions."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from stworkshop.analysis.opinions import against_the_public
from stworkshop.report.facts import Facts
from stworkshop.report.gap_rules_people import Found, empty

SLACK = 1e-9
_GAP, _SPLIT, _FEWEST = 1.0, 0.4, 5


def _same(a: str, b: str) -> bool:
    return _folded(a) == _folded(b)


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def word_two_meanings(facts: Facts) -> Iterator[Found]:
    """Yield words that two professions use differently, without an agreed meaning."""
    for term in facts.board.terms.values():
        both = not empty(term.planner_reading) and not empty(term.engineer_reading)
        if both and not _same(term.planner_reading, term.engineer_reading) and empty(term.agreed):
            yield (term.id,), {"t": term.label}


def decided_against_affected(facts: Facts) -> Iterator[Found]:
    """Yield decisions that count as agreed although the public side leans against them."""
    for decision in facts.cards("decision"):
        for statement in facts.board.statements.values():
            if statement.about == decision.id and against_the_public(facts, decision, statement):
                yield (decision.id, statement.id), {"d": decision.label, "y": statement.label}


def split_opinion(facts: Facts) -> Iterator[Found]:
    """Yield statements that the group is split about, with nothing noted of the talk."""
    for statement_id, opinion in facts.opinions.items():
        consensus = opinion["consensus"]
        split = (opinion["n"] or 0) >= _FEWEST and consensus is not None and consensus < _SPLIT - SLACK
        if split and empty(facts.board.statements[statement_id].discussion_note):
            yield (statement_id,), {"y": opinion["label"]}


def sides_differ(facts: Facts) -> Iterator[Found]:
    """Yield statements that two sides see differently, naming the pair with the widest gap."""
    for statement_id, opinion in facts.opinions.items():
        gaps = {pair: abs(gap) for pair, gap in (opinion["side_gaps"] or {}).items()}
        if gaps and max(gaps.values()) >= _GAP - SLACK:
            widest = max(gaps, key=lambda pair: gaps[pair])
            first, second = widest.split("-", 1)
            sides = facts.catalogue.sides
            words = {"side1": sides.get(first, first), "side2": sides.get(second, second), "y": opinion["label"]}
            yield (statement_id,), words


def decision_no_reason(facts: Facts) -> Iterator[Found]:
    """Yield decisions without a reason."""
    for decision in facts.cards("decision"):
        if empty(decision.attributes.get("rationale")):
            yield (decision.id,), {"d": decision.label}


def decision_no_decider(facts: Facts) -> Iterator[Found]:
    """Yield decisions that count as agreed without anybody who decides."""
    for decision in facts.cards("decision"):
        unnamed = empty(decision.attributes.get("decided_by")) or empty(facts.board.session.mandate)
        if facts.value(decision, "status") == "agreed" and unnamed:
            yield (decision.id,), {"d": decision.label}


def action_no_owner(facts: Facts) -> Iterator[Found]:
    """Yield tasks without a person or a date."""
    for action in facts.cards("action"):
        if not facts.owners(action) or empty(action.attributes.get("due")):
            yield (action.id,), {"a": action.label}


def question_no_owner(facts: Facts) -> Iterator[Found]:
    """Yield open questions that nobody will find out about."""
    for question in facts.cards("open-question"):
        if facts.value(question, "status") != "answered" and not facts.owners(question):
            yield (question.id,), {"q": question.label}
