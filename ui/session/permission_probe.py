"""Small changes that nobody makes: by them a guest's window asks beforehand what its role permits in the room."""

from __future__ import annotations

from collections.abc import Iterable

from stworkshop.model import rules
from stworkshop.model.board import Board
from stworkshop.model.changes import Change, adding, joined, removing, updating
from stworkshop.model.records import Element, Link, Note

_ID = "not-made"


def probe(board: Board, wanted: str, ids: Iterable[str], laptop: str) -> Change:
    """Return the least change that does something (`add`, `edit`, ...) to these cards; empty where there are none."""
    cards = [card for card_id in ids if (card := board.elements.get(card_id)) is not None]
    if wanted == "add":
        return adding([Element(id=_ID, kind="concern", label="…", created_by=laptop)])
    if wanted == "link":
        ends = list(board.elements)[:2]
        if len(ends) < 2:
            return Change()
        return adding([Link(id=_ID, relation="depends-on", source=ends[0], target=ends[1], created_by=laptop)])
    if wanted == "comment":
        return adding([Note(id=_ID, text="…")])
    if wanted == "delete":
        return removing(rules.taken_along(board, [card.id for card in cards]))
    if wanted == "move":
        return joined(updating(card, {"pos": _aside(card)}) for card in cards)
    return joined(updating(card, {"locked": "no" if card.locked == "yes" else "yes"}) for card in cards)


def _aside(card: Element) -> tuple[float, float]:
    x, y = card.pos or (0.0, 0.0)
    return x + 1, y
