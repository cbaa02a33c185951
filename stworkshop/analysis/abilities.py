"""Skills and abilities as a matrix: who has what it takes, who lacks it, who was not asked, and what builds it up."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from stworkshop.model.board import Board

Answer = Literal["has", "lacks", ""]
ABILITIES = ("competency", "capability")
_TOUCHING = frozenset({"owns", "operates", "oversees", "supplies"})


@dataclass(frozen=True)
class Builder:
    """What builds an ability up (a task, a measure, a way of working), and who answers for that."""

    id: str
    owners: tuple[str, ...]


@dataclass(frozen=True)
class AbilityRow:
    """One ability: the answer by person ("" where nobody said), and what builds it."""

    ability: str
    answers: Mapping[str, Answer]
    builders: tuple[Builder, ...]

    @property
    def lacking(self) -> bool:
        """Whether somebody lacks it and nothing builds it up."""
        return "lacks" in self.answers.values() and not self.builders


@dataclass(frozen=True)
class AbilityMatrix:
    """The people asked, those with an answer first, and a row for each ability."""

    people: tuple[str, ...]
    rows: tuple[AbilityRow, ...]


def matrix(board: Board, catalogue_sides: Collection[str], only: Collection[str] | None = None) -> AbilityMatrix:
    """Return who has which ability, of all abilities or of those in `only`.

    People without an answer are there where they own, run, supply or can stop a technical part or a way of working:
    they are the ones to ask. `catalogue_sides` gives the order of sides.
    """
    abilities = [e for e in board.elements.values() if e.kind in ABILITIES and (only is None or e.id in only)]
    answers = {ability.id: _answers(board, ability.id) for ability in abilities}
    answered = {person for row in answers.values() for person in row}
    order = {side: number for number, side in enumerate(catalogue_sides)}

    def rank(person: str) -> tuple[bool, int, int, str]:
        card = board.elements[person]
        return person not in answered, order.get(str(card.attributes.get("side") or ""), len(order)), card.seq, person

    people = tuple(sorted(answered | (_concerned(board) if abilities else set()), key=rank))
    rows = tuple(
        AbilityRow(
            ability.id,
            MappingProxyType({person: answers[ability.id].get(person, "") for person in people}),
            tuple(Builder(card, _sources(board, card, "owns")) for card in _sources(board, ability.id, "builds")),
        )
        for ability in sorted(abilities, key=lambda e: (ABILITIES.index(e.kind), e.seq, e.id))
    )
    return AbilityMatrix(people, rows)


def _answers(board: Board, ability: str) -> dict[str, Answer]:
    """Return what was said; whoever both has and lacks an ability lacks it in part, which is what to talk about."""
    found: dict[str, Answer] = {}
    for link in board.links_to(ability):
        if board.elements[link.source].kind == "stakeholder":
            if link.relation == "lacks-ability":
                found[link.source] = "lacks"
            elif link.relation == "has-ability":
                found.setdefault(link.source, "has")
    return found


def _concerned(board: Board) -> set[str]:
    parts = {"component", "process"}
    return {
        link.source
        for link in board.links.values()
        if link.relation in _TOUCHING
        and board.elements[link.source].kind == "stakeholder"
        and board.elements[link.target].kind in parts
    }


def _sources(board: Board, card: str, relation: str) -> tuple[str, ...]:
    found = dict.fromkeys(link.source for link in board.links_to(card) if link.relation == relation)
    return tuple(sorted(found, key=lambda other: (board.elements[other].seq, other)))
