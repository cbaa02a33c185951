"""What people added to cards: dots from closed rounds, and notes."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from stworkshop.model.board import Board
from stworkshop.rounds.agreement import figures_of


class Marks(NamedTuple):
    """Dots of the last closed round in which the card stood, and notes about the card."""

    dots: int = 0
    notes: int = 0


def marks_of(board: Board) -> dict[str, Marks]:
    """Return the marks of each card that has some."""
    dots: dict[str, int] = {}
    closed = [one for one in board.rounds.values() if one.kind == "dots" and one.closed_order is not None]
    for one in sorted(closed, key=lambda one: (one.closed_order or 0, one.id)):
        for item in one.items:
            given = figures_of(board, one.id, item).get("dots")
            if isinstance(given, int | float):
                dots[item] = round(given)
    notes = Counter(about for note in board.notes.values() if note.kind != "finding" for about in note.about)
    return {card: Marks(dots.get(card, 0), notes[card]) for card in {*dots, *notes} if dots.get(card) or notes[card]}
