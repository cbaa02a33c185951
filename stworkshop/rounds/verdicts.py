"""Verdicts: what may be called agreed, contested, decided. Every page, print and data export asks here.

The statistics say how close answers lie; a verdict also says for what. Rule `verdict` of the catalogue holds the lines.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from stworkshop.i18n import gettext as _
from stworkshop.model.catalogue import Catalogue, catalogue
from stworkshop.model.records import Element, Result, Round, Statement
from stworkshop.rounds.opinions import SLACK, Asked, against_the_public, counts_of, rated_about, value_of_card
from stworkshop.rounds.round_figures import Figures

RULE = "verdict"
STATES = ("yes", "no", "most-yes", "most-no", "mixed", "contested", "few", "not-asked")
"""How a statement came out: agreed (yes, no), most one way and some strongly the other, no majority (mixed,
contested), too few answers, not asked."""
AGREED = ("yes", "no")
NOT_AGREED = ("contested", "most-yes", "most-no", "mixed", "few")
"""States of statements that were asked and not agreed, those to talk about first."""
DIFFERING = ("most-yes", "most-no", "mixed", "contested")
"""States in which people said different things, so that reasons are asked for."""
UNDECIDED = ("contested", "differing", "deferred", "open", "not-said")
"""Verdicts on decisions that are not decided, or of which nobody said it."""

_END = 2
"""Answers at each end of the scale that are a yes, or a no."""
_TURNED = {"yes": "no", "no": "yes", "most-yes": "most-no", "most-no": "most-yes"}
_OF_DECIDED = {"yes": "agreed", "no": "against", "most-yes": "most", "most-no": "against", "contested": "split"}
_WEIGHT = ("disagreed", "split", "against", "mixed", "most", "few", "agreed")


def state_names() -> dict[str, str]:
    """Return the states of statements in words; in English they are those of the catalogue."""
    return {
        "yes": _("Agreed: yes"), "no": _("Agreed: no"), "most-yes": _("Most said yes, some strongly no"),
        "most-no": _("Most said no, some strongly yes"), "mixed": _("Mixed"), "contested": _("Contested"),
        "few": _("Too few"), "not-asked": _("Not asked"),
    }  # fmt: skip


def closeness(band: object) -> str:
    """Return a band of consensus in words: how close answers lie, whatever they say. Agreed is a verdict's word."""
    return {
        "strong agreement": _("very close together"), "broad agreement": _("close together"),
        "mixed": _("spread out"), "split": _("far apart"),
    }.get(str(band), _("too few"))  # fmt: skip


def with_verdicts(figures: Figures) -> Figures:
    """Return the figures of a session (`agreement.figures`), each rated statement with its verdict."""
    agreement = figures["agreement"]
    statements = [entry | {"verdict": data_word(state_of(entry))} for entry in agreement["statements"]]
    return figures | {"agreement": agreement | {"statements": statements}}


def verdict_of_result(round_: Round | None, result: Result) -> str:
    """Return the word that data carries beside the figures of a rated statement; "" for results of other sorts."""
    rated = round_ is not None and round_.kind == "rating" and result.item and isinstance(result.figures, Mapping)
    return data_word(state_of(result.figures)) if rated else ""


def data_word(state: str) -> str:
    """Return the word of a state that data carries: the catalogue's, the same in every language."""
    return next(str(entry["label"]) for entry in catalogue().rule(RULE)["verdicts"] if entry["id"] == state)


def state_of(opinion: Mapping[str, Any], words: Catalogue | None = None) -> str:
    """Return how a rated statement came out, one of STATES: agreed takes a clear majority, and answers close by."""
    rule = (words or catalogue()).rule(RULE)
    alike = opinion.get("consensus")
    if opinion.get("band") is None or alike is None:
        return "few"
    close = alike >= rule["close_from"] - SLACK
    counts, n = counts_of(opinion), float(opinion.get("n") or 0)
    yes, no = (float(opinion.get(name) or 0) * n for name in ("share_agree", "share_disagree"))
    if counts:
        yes, no = sum(counts[-_END:]), sum(counts[:_END])
    few_of, of = rule["majority"]
    enough = few_of / of * (n + (opinion.get("dont_know") or 0)) - SLACK
    for state, people, strongly_other in (("yes", yes, counts[:1]), ("no", no, counts[-1:])):
        if people >= enough:
            return state if close else f"most-{state}" if any(strongly_other) else "mixed"
    return "mixed" if alike >= rule["contested_below"] - SLACK else "contested"


def seen_from_card(state: str, stance: str) -> str:
    """Return a state as seen from the card: turned where the statement says the opposite of it."""
    return _TURNED.get(state, state) if stance == "opposes" else state


def verdict_words(verdict: str) -> str:
    """Return a verdict in words: decided is not agreed."""
    return {
        "agreed": _("Decided and agreed."),
        "most": _("Decided, most for it, some strongly against."),
        "mixed": _("Decided, opinions mixed."),
        "split": _("Decided, contested."),
        "disagreed": _("Decided, residents disagreed."),
        "against": _("Decided, though most were against it."),
        "few": _("Decided, too few answers."),
        "not-asked": _("Decided without a vote."),
        "contested": _("Not decided, contested."),
        "differing": _("Not decided, opinions differ."),
        "deferred": _("Not decided, put off."),
        "open": _("Not decided."),
        "not-said": _("Nobody has said yet whether it is decided."),
    }[verdict]


def verdict_of(asked: Asked, decision: Element) -> str:
    """Return the verdict on a decision.

    One of UNDECIDED, or not-asked, disagreed, split, mixed, against, most, few, agreed. "Contested" is what a round
    found; where the card alone says so, opinions differ, unless the room agreed since.
    """
    status = value_of_card(asked.catalogue, decision, "status")
    found = [_verdict(asked, decision, statement) for statement in rated_about(asked, decision.id)]
    if status == "agreed":
        return min(found, key=_WEIGHT.index, default="not-asked")
    if status == "contested":
        said = set(found)
        return "contested" if "split" in said else "open" if said and said <= {"agreed", "against"} else "differing"
    return {"deferred": "deferred", "proposed": "open"}.get(str(status), "not-said")


def _verdict(asked: Asked, decision: Element, statement: Statement) -> str:
    """Return what a statement means for a decision that counts as decided."""
    if against_the_public(asked, decision, statement):
        return "disagreed"
    state = seen_from_card(state_of(asked.opinions[statement.id], asked.catalogue), statement.stance)
    return _OF_DECIDED.get(state, state)


def is_decided(verdict: str) -> bool:
    """Tell whether a verdict is that of something decided."""
    return verdict not in UNDECIDED
