"""The table of fixes: each check of the catalogue with the verb on its button and the tool that it opens."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from stworkshop.analysis.findings import Finding
from stworkshop.i18n import gettext as _
from ui.features.questions.fix_special import (
    ask_again,
    compare_votes,
    mark_today,
    same_name,
    say_it,
    who_and_when,
    who_decides,
    whose_measure,
)
from ui.features.questions.fix_tools import (
    Fixing,
    New,
    Start,
    add,
    add_to_topic,
    bridge_topics,
    connect,
    field,
    later,
    link,
    link_field,
    people,
)


@dataclass(frozen=True)
class Fix:
    """The verb on the button, and what it does."""

    verb: Callable[[], str]
    start: Start


_PERSON, _RISK, _MEASURE = New("stakeholder"), New("risk"), New("mitigation")
_OUTCOME, _CONCERN, _ACTION = New("outcome"), New("concern"), New("action")


def _measures(*types: str) -> Start:
    """Offer measures of some types that could guard a component, and to add each of them."""
    return link("protects", *(New("mitigation", t) for t in types), kinds=("mitigation",), types=types)


def _part(type_id: str, relation: str, *more: New, outgoing: bool = False) -> Start:
    """Offer components of a type that could stand with the card, and to add one."""
    new = New("component", type_id)
    return link(relation, new, *more, outgoing=outgoing, kinds=("component",), types=(type_id,))


def _let_go(fixing: Fixing, found: Finding) -> None:
    """Delete a link that lost a card; the message offers to undo it."""
    board = fixing.bridge.board
    ids = [k.id for k in board.dangling.values() if (k.source, k.target) == found.elements[:2]]
    if ids:
        fixing.bridge.run("delete", ids=ids[:1])


def _agree_word(fixing: Fixing, found: Finding) -> None:
    fixing.look_at("words", found.elements)


def _decide_difference(fixing: Fixing, found: Finding) -> None:
    fixing.look_at("tables", found.elements)


def _print(fixing: Fixing, _found: Finding) -> None:
    fixing.actions.trigger("print-absent")


FIXES: Mapping[str, Fix] = {
    "chk-concern-no-stakeholder": Fix(lambda: _("Say whose it is"), link("has-concern", _PERSON)),
    "chk-stakeholder-no-concern": Fix(lambda: _("Add a concern"), link("has-concern", _CONCERN, outgoing=True)),
    "chk-affected-no-voice": Fix(lambda: _("Name a speaker"), link("represents", _PERSON)),
    "chk-no-public-side": Fix(lambda: _("Add residents"), people("public")),
    "chk-side-missing": Fix(lambda: _("Add people"), people("planner", "implementer")),
    "chk-concept-empty": Fix(lambda: _("Add a card"), add_to_topic),
    "chk-concept-not-linked": Fix(lambda: _("Link them"), bridge_topics),
    "chk-concern-not-addressed": Fix(
        lambda: _("Link an answer"),
        link("addresses", New("open-question", "", "about"), _MEASURE),
    ),
    "chk-element-isolated": Fix(lambda: _("Link it"), connect()),
    "chk-link-not-allowed": Fix(lambda: _("Choose a link"), link_field("relation")),
    "chk-link-dangling": Fix(lambda: _("Let it go"), _let_go),
    "chk-component-no-owner": Fix(lambda: _("Name a role"), link("owns", _PERSON)),
    "chk-component-no-purpose": Fix(
        lambda: _("Link its purpose"), connect("public-service", "process", "outcome", "component")
    ),
    "chk-model-no-data": Fix(lambda: _("Add its data"), link("feeds", New("component", "dataset"))),
    "chk-data-leaves-out": Fix(
        lambda: _("Open question"), later(lambda: _("How will “{other}” be counted by “{card}”?"))
    ),
    "chk-tier-unknown": Fix(lambda: _("Open question"), later(lambda: _("Which legal class is “{card}” in?"))),
    "chk-high-risk-no-area": Fix(lambda: _("Choose the area"), field("annex_iii")),
    "chk-prohibited-flag": Fix(lambda: _("Ask for advice"), later(lambda: _("May “{card}” be used at all?"))),
    "chk-high-risk-no-oversight": Fix(
        lambda: _("Add oversight"),
        link("oversees", New("component", "human-oversight-point", "part-of"), _PERSON, kinds=("stakeholder",)),
    ),
    "chk-oversight-unsupported": Fix(
        lambda: _("Add the skill"),
        link("has-ability", New("competency", "com-oversight"), outgoing=True, kinds=("competency",)),
    ),
    "chk-high-risk-no-assessment": Fix(lambda: _("Plan it"), _measures("mit-fria")),
    "chk-automated-no-appeal": Fix(
        lambda: _("Add an appeal"), _part("feedback-channel", "enables", New("process", "proc-complaint"))
    ),
    "chk-no-disclosure": Fix(lambda: _("Add a notice"), _part("disclosure-notice", "part-of")),
    "chk-personal-data-unprotected": Fix(
        lambda: _("Add protection"),
        link(
            "protects",
            New("component", "privacy-control", "part-of"),
            *(
                New("mitigation", t)
                for t in ("mit-dpia", "mit-data-minimisation", "mit-deidentification", "mit-purpose-lock")
            ),
            types=("mit-dpia", "mit-data-minimisation", "mit-deidentification", "mit-purpose-lock"),
        ),
    ),
    "chk-no-audit-trail": Fix(lambda: _("Add a log"), _part("audit-log", "feeds", outgoing=True)),
    "chk-no-offline-way": Fix(lambda: _("Add a way"), _part("human-channel", "enables")),
    "chk-no-security": Fix(lambda: _("Add security"), add("component", "security-control")),
    "chk-no-fallback": Fix(
        lambda: _("Add a way"), _part("fallback-mode", "enables", New("mitigation", "mit-fallback-procedure", ""))
    ),
    "chk-supplier-no-exit": Fix(lambda: _("Plan the exit"), _measures("mit-exit-plan", "mit-contract-terms")),
    "chk-self-oversight": Fix(lambda: _("Add a check"), link("oversees", _PERSON, at=1, kinds=("stakeholder",))),
    "chk-risk-no-mitigation": Fix(lambda: _("Add a measure"), link("mitigates", _MEASURE)),
    "chk-risk-no-affected": Fix(lambda: _("Say who is hurt"), link("harms", _PERSON, outgoing=True)),
    "chk-risk-no-cause": Fix(lambda: _("Link the cause"), link("causes")),
    "chk-mitigation-no-owner": Fix(lambda: _("Name an owner"), link("owns", _PERSON)),
    "chk-mitigation-no-risk": Fix(lambda: _("Link the harm"), link("mitigates", _RISK, outgoing=True)),
    "chk-severe-risk-open": Fix(lambda: _("Agree a measure"), whose_measure),
    "chk-burden-no-benefit": Fix(lambda: _("Link a benefit"), link("benefits", _OUTCOME)),
    "chk-right-touched-silent": Fix(lambda: _("Say which"), link("protects", New("risk", "", "threatens"), _MEASURE)),
    "chk-service-no-outcome": Fix(
        lambda: _("Add an outcome"), link("contributes-to", _OUTCOME, outgoing=True, kinds=("outcome",))
    ),
    "chk-outcome-no-indicator": Fix(lambda: _("Agree a sign"), field("indicator")),
    "chk-no-option-compared": Fix(lambda: _("Mark as today"), mark_today),
    "chk-goal-conflict-silent": Fix(lambda: _("Take ten minutes"), link_field("discussed")),
    "chk-word-two-meanings": Fix(lambda: _("Agree the word"), _agree_word),
    "chk-same-label-twice": Fix(lambda: _("Merge or rename"), same_name),
    "chk-policy-binds-nothing": Fix(lambda: _("Link it"), link("governs", outgoing=True)),
    "chk-ability-missing": Fix(
        lambda: _("Plan it"), link("builds", New("mitigation", "mit-training"), _ACTION, at=1)
    ),
    "chk-ability-required-unheld": Fix(lambda: _("Find who has it"), link("has-ability", _PERSON, at=1)),
    "chk-principle-unused": Fix(lambda: _("Link it"), link("guides", outgoing=True)),
    "chk-decision-no-reason": Fix(lambda: _("Write the reason"), field("rationale")),
    "chk-decision-no-decider": Fix(lambda: _("Say who decides"), who_decides),
    "chk-decided-against-affected": Fix(lambda: _("See the answers"), compare_votes),
    "chk-decision-no-action": Fix(
        lambda: _("Add a task"), link("leads-to", _ACTION, outgoing=True, kinds=("action",))
    ),
    "chk-action-no-owner": Fix(lambda: _("Say who, when"), who_and_when),
    "chk-question-no-owner": Fix(lambda: _("Name someone"), link("owns", _PERSON)),
    "chk-split-opinion": Fix(lambda: _("Hear both sides"), compare_votes),
    "chk-sides-differ": Fix(lambda: _("Compare"), compare_votes),
    "chk-low-turnout": Fix(lambda: _("Ask again"), ask_again),
    "chk-absent-no-summary": Fix(lambda: _("Print for them"), _print),
    "chk-tables-differ": Fix(lambda: _("Decide"), _decide_difference),
    "chk-not-said": Fix(lambda: _("Say it"), say_it),
}  # fmt: skip
"""By the check's id, in the order of the catalogue."""


def verb(check: str) -> str:
    """Return what the fix of a check is called; "" where there is none."""
    fix = FIXES.get(check)
    return fix.verb() if fix is not None else ""


def start(fixing: Fixing, found: Finding) -> None:
    """Open the tool that answers a question; where its card went meanwhile, say so."""
    board = fixing.bridge.board
    gone = any(board.find(i) is None for i in found.elements)
    if gone and found.check != "chk-link-dangling":
        fixing.bridge.say(_("This is not on the map any more. Nothing was changed."))
        return
    fix = FIXES.get(found.check)
    if fix is not None:
        with fixing.leading():
            fix.start(fixing, found)
