"""Opinions: what rated statements say as figures, by their cards and by side. What follows is said in `verdicts`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, Protocol

from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.records import Element, Statement
from stworkshop.rounds import answers_in_words
from stworkshop.rounds.agreement import statement_figures

SLACK = 1e-9

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


def value_of_card(catalogue: Catalogue, card: Element, name: str) -> Any:
    """Return an attribute of a card; of a choice that nobody has made yet ""."""
    value = card.attributes.get(name)
    attribute = catalogue.kind(card.kind).attributes.get(name)
    if attribute is None or value not in (None, ""):
        return value
    return attribute.default


def counts_of(opinion: Mapping[str, Any]) -> tuple[int, ...]:
    """Return how many gave each answer from 1 to 5; nothing where it may not be told, or a file says it unfit."""
    return _five(opinion.get("counts"))


def side_counts(opinion: Mapping[str, Any]) -> dict[str, tuple[int, ...]]:
    """Return the answers of each side that may be shown apart."""
    found = {side: _five(counts) for side, counts in (opinion.get("counts_by_side") or {}).items()}
    return {side: counts for side, counts in found.items() if counts}


def _five(counts: Any) -> tuple[int, ...]:
    fit = isinstance(counts, Sequence) and len(counts) == len(answers_in_words.SCALE)
    return tuple(int(n) for n in counts) if fit and all(n >= 0 and n == int(n) for n in counts) else ()


def turned_if(stance: str, counts: Sequence[int]) -> tuple[int, ...]:
    """Return answers as seen from the card that the statement is about."""
    return answers_in_words.turned(counts) if stance == "opposes" else tuple(counts)


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
