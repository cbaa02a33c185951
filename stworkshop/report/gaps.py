"""What was not discussed, or not settled: the catalogue's questions of the map that a report prints, in its words.

Each rule is named after its check (`chk-...`) and yields the ids that a gap is about, with the words for its message.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from stworkshop.report import gap_rules_components as components
from stworkshop.report import gap_rules_people as people
from stworkshop.report import gap_rules_results as results
from stworkshop.report.facts import Facts
from stworkshop.report.gap_rules_people import Found

Rule = Callable[[Facts], Iterator[Found]]

_RULES: Mapping[str, Rule] = {
    "chk-affected-no-voice": people.affected_no_voice,
    "chk-no-public-side": people.no_public_side,
    "chk-goal-conflict-silent": people.goal_conflict_silent,
    "chk-risk-no-mitigation": people.risk_no_mitigation,
    "chk-severe-risk-open": people.severe_risk_open,
    "chk-mitigation-no-owner": people.mitigation_no_owner,
    "chk-prohibited-flag": components.prohibited_flag,
    "chk-high-risk-no-oversight": components.high_risk_no_oversight,
    "chk-oversight-unsupported": components.oversight_unsupported,
    "chk-high-risk-no-assessment": components.high_risk_no_assessment,
    "chk-automated-no-appeal": components.automated_no_appeal,
    "chk-no-disclosure": components.no_disclosure,
    "chk-personal-data-unprotected": components.personal_data_unprotected,
    "chk-self-oversight": components.self_oversight,
    "chk-decided-against-affected": results.decided_against_affected,
    "chk-word-two-meanings": results.word_two_meanings,
    "chk-split-opinion": results.split_opinion,
    "chk-tier-unknown": components.tier_unknown,
    "chk-component-no-owner": components.component_no_owner,
    "chk-data-leaves-out": components.data_leaves_out,
    "chk-supplier-no-exit": components.supplier_no_exit,
    "chk-concern-not-addressed": people.concern_not_addressed,
    "chk-risk-no-affected": people.risk_no_affected,
    "chk-outcome-no-indicator": people.outcome_no_indicator,
    "chk-ability-missing": people.ability_missing,
    "chk-no-option-compared": components.no_option_compared,
    "chk-decision-no-reason": results.decision_no_reason,
    "chk-decision-no-decider": results.decision_no_decider,
    "chk-action-no-owner": results.action_no_owner,
    "chk-question-no-owner": results.question_no_owner,
    "chk-sides-differ": results.sides_differ,
}


@dataclass(frozen=True)
class Gap:
    """A gap: the ids it is about, its message, and the reason why it was left where the group talked about it."""

    check: str
    severity: str
    about: tuple[str, ...]
    message: str
    reason: str = ""


def gaps(facts: Facts) -> list[Gap]:
    """Return all gaps, those that must be talked about first, in the order of the rules."""
    found: list[Gap] = []
    for check, rule in _RULES.items():
        entry = facts.catalogue.checks.get(check)
        if entry is None:
            continue
        for ids, words, *severity in rule(facts):
            message = _message(entry["message"], words)
            reason = _reason(facts, check, ids)
            found.append(Gap(check, severity[0] if severity else entry["severity"], ids, message, reason))
    return sorted(found, key=lambda gap: gap.severity != "must")


def _message(template: str, words: Mapping[str, str]) -> str:
    curly = re.sub(r'"(\{\w+\})"', "“\\1”", template)
    return re.sub(r"\{(\w+)\}", lambda match: words.get(match[1], match[0]), curly)


def _reason(facts: Facts, check: str, ids: tuple[str, ...]) -> str:
    for note in facts.board.notes.values():
        if note.kind == "finding" and note.check == check and set(note.about) == set(ids):
            return note.text
    return ""


def source_of(facts: Facts, gap: Gap) -> str:
    """Return the codes that a gap is about; a statement stands for the card it is about, a word for itself."""
    codes = []
    for record_id in gap.about:
        if record_id in facts.board.elements:
            codes.append(facts.code(record_id))
        elif record_id in facts.board.statements:
            codes.append(facts.code(facts.board.statements[record_id].about))
    return ", ".join(dict.fromkeys(code for code in codes if code))
