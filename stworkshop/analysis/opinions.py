"""Opinions: how a rated statement came out, and the verdict on a decision, where decided and agreed are two things."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, Protocol

from stworkshop.analysis import plain
from stworkshop.analysis.agreement import statement_figures
from stworkshop.board import Board
from stworkshop.catalogue import Catalogue
from stworkshop.i18n import gettext as _
from stworkshop.records import Element, Statement

SLACK = 1e-9
STATES = ("yes", "no", "mixed", "contested", "few", "not-asked")
"""Agreed yes, agreed no, mixed, contested, too few answers, not asked."""

_BROAD, _MIXED = 0.6, 0.4
_YES, _NO = 4.0, 2.0
_LEANS_AGAINST = 2.5
_TWO = 2


class Asked(Protocol):
    """What opinions are read from: a board, the catalogue, and the figures of each rated statement by its id."""

    @property
    def board(self) -> Board: ...
    @property
    def catalogue(self) -> Catalogue: ...
    @property
    def opinions(self) -> Mapping[str, Mapping[str, Any]]: ...


class Opinions:
    """The opinions on a board as it is now, from the results that everybody may see."""

    def __init__(self, board: Board, catalogue: Catalogue) -> None:
        self.board, self.catalogue = board, catalogue

    @cached_property
    def opinions(self) -> Mapping[str, Mapping[str, Any]]:
        """The figures of each rated statement, by its id."""
        return {str(entry["id"]): entry for entry in statement_figures(self.board)}


def state_names() -> dict[str, str]:
    """Return the states of statements in words."""
    return {
        "yes": _("Agreed: yes"), "no": _("Agreed: no"), "mixed": _("Mixed"), "contested": _("Contested"),
        "few": _("Too few"), "not-asked": _("Not asked"),
    }  # fmt: skip


def verdict_words(verdict: str) -> str:
    """Return a verdict in words: decided is not agreed."""
    return {
        "agreed": _("Decided and agreed."),
        "mixed": _("Decided, opinions mixed."),
        "split": _("Decided, contested."),
        "disagreed": _("Decided, residents disagreed."),
        "against": _("Decided, though most were against it."),
        "few": _("Decided, too few answers."),
        "not-asked": _("Decided, not asked."),
        "contested": _("Not decided, contested."),
        "deferred": _("Not decided, put off."),
        "open": _("Not decided."),
        "not-said": _("Nobody has said yet whether it is decided."),
    }[verdict]


def value_of_card(catalogue: Catalogue, card: Element, name: str) -> Any:
    """Return an attribute of a card; of a choice that nobody has made yet ""."""
    value = card.attributes.get(name)
    attribute = catalogue.kind(card.kind).attributes.get(name)
    if attribute is None or value not in (None, ""):
        return value
    return attribute.default


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
    return plain.turned(counts) if stance == "opposes" else tuple(counts)


def against_the_public(asked: Asked, decision: Element, statement: Statement) -> bool:
    """Tell whether an agreed decision goes against the public side (check decided-against-affected)."""
    opinion = asked.opinions.get(statement.id)
    if opinion is None or not leans_against(asked.catalogue, decision, statement, side_counts(opinion)):
        return False
    public = [
        card
        for card in asked.board.elements.values()
        if card.kind == "stakeholder" and value_of_card(asked.catalogue, card, "side") == "public"
    ]
    return any(value_of_card(asked.catalogue, person, "affected") == "direct" for person in public)


def leans_against(
    catalogue: Catalogue, decision: Element, statement: Statement, by_side: Mapping[str, Sequence[int]]
) -> bool:
    """Tell whether the public side, as far as it may be shown apart, leans against a decision that counts as agreed."""
    if value_of_card(catalogue, decision, "status") != "agreed" or statement.stance not in ("supports", "opposes"):
        return False
    counts = turned_if(statement.stance, by_side.get("public", ()))
    n = sum(counts)
    return n >= _TWO and sum(value * count for value, count in enumerate(counts, 1)) / n < _LEANS_AGAINST - SLACK


def rated_about(asked: Asked, element_id: str) -> list[Statement]:
    """Return the statements for or against a card that a closed round asked."""
    return [
        s
        for s in asked.board.statements.values()
        if s.about == element_id and s.stance in ("supports", "opposes") and s.id in asked.opinions
    ]


def verdict_of(asked: Asked, decision: Element) -> str:
    """Return the verdict on a decision.

    One of contested, deferred, open (not decided), not-said (nobody said where it stands); not-asked, disagreed,
    split, mixed, against, few, agreed (decided).
    """
    status = value_of_card(asked.catalogue, decision, "status")
    if status != "agreed":
        return {"contested": "contested", "deferred": "deferred", "proposed": "open"}.get(str(status), "not-said")
    statements = rated_about(asked, decision.id)
    if not statements:
        return "not-asked"
    found = {_verdict(asked, decision, statement) for statement in statements}
    return next(v for v in ("disagreed", "split", "against", "mixed", "few", "agreed") if v in found)


def _verdict(asked: Asked, decision: Element, statement: Statement) -> str:
    if against_the_public(asked, decision, statement):
        return "disagreed"
    state = state_of(asked.opinions[statement.id])
    if state in ("yes", "no"):
        agrees = (state == "yes") == (statement.stance == "supports")
        return "agreed" if agrees else "against"
    return "split" if state == "contested" else state


def is_decided(verdict: str) -> bool:
    """Tell whether a verdict is that of something decided."""
    return verdict not in ("contested", "deferred", "open", "not-said")
