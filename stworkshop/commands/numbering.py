"""Printed codes of cards that several laptops made at the same moment, or while they were apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.changes import Change, joined, updating
from stworkshop.model.records import Element


def numbered_apart(board: Board, catalogue: Catalogue, came: Collection[str]) -> Change:
    """Return the change that gives cards which `came` the next free codes where others bear theirs.

    Of several that came with one code the first id keeps it; who was here before keeps it in any case.
    """
    codes = {card.code for card_id in came if (card := board.elements.get(card_id)) is not None} - {""}
    if not codes:
        return Change()
    bearers: dict[str, list[Element]] = defaultdict(list)
    for card in board.elements.values():
        if card.code in codes:
            bearers[card.code].append(card)
    changes, taken = [], defaultdict[str, int](int)
    for cards in bearers.values():
        for card in sorted(cards, key=lambda card: (card.id in came, card.id))[1:]:
            if card.id in came:
                letter = catalogue.kind(card.kind).code
                code = board.next_code(letter, taken[letter])
                taken[letter] += 1
                before = (*card.attributes.get("codes_before", ()), card.code)
                changes.append(updating(card, {"code": code, "codes_before": before}))
    return joined(changes)
