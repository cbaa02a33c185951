"""The one field "Find or add": what its words mean, as a list of offers, best first. Pure, without widgets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from stworkshop.commands.capture_line import Capture as Capture
from stworkshop.commands.capture_line import Entry as Entry
from stworkshop.commands.capture_line import entries as entries
from stworkshop.commands.capture_line import matches as matches
from stworkshop.commands.capture_line import parse
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.records import Element
from stworkshop.model.same_words import folded
from ui.session.words import kind_word

_CODE = re.compile(r"^[a-z]{1,2}\d+[a-z]?$", re.I)
LIMIT = 9


@dataclass(frozen=True)
class Offer:
    """One line of the list: a card to go to, or a card to make (`capture`)."""

    what: Literal["card", "add"]
    text: str
    detail: str
    variant: str
    element: str = ""
    capture: Capture | None = None


def offers(text: str, board: Board, catalogue: Catalogue) -> list[Offer]:
    """Return what may be meant by `text`: a captured card, cards of the map, typical cards, a new concern."""
    wanted = folded(text)
    if not wanted:
        return []
    capture = parse(text, board, catalogue)
    if capture is not None:
        return [_as_offer(capture, catalogue)] if capture.label else []
    found = [_card_offer(element, catalogue) for element in _cards(text, board)]
    found += list(_typical(wanted, board, catalogue))[: max(2, LIMIT - len(found))]
    if len(wanted) >= 3:
        found.append(_as_offer(Capture("concern", "", text.strip()), catalogue))
    return found[:LIMIT]


def _cards(text: str, board: Board) -> list[Element]:
    if _CODE.match(text.strip()):
        exact = [e for e in board.elements.values() if e.code.lower() == text.strip().lower()]
        if exact:
            return exact
    wanted = folded(text)
    scored = [(matches(wanted, element.label), element) for element in board.elements.values()]
    return [element for score, element in sorted(scored, key=lambda pair: (-pair[0], pair[1].seq)) if score][:6]


def _typical(wanted: str, board: Board, catalogue: Catalogue) -> Iterator[Offer]:
    there = {(element.kind, element.type) for element in board.elements.values()}
    for kind in catalogue.kinds.values():
        for entry in catalogue.types(kind.id):
            label = str(entry["label"])
            if len(wanted) >= 2 and matches(wanted, label) >= 2 and (kind.id, entry["id"]) not in there:
                type_id = str(entry["id"])
                detail = kind_word(catalogue, kind.id, type_id)
                capture = Capture(kind.id, type_id, label)
                yield Offer("add", label, detail, catalogue.variant(kind.id, type_id), capture=capture)


def _card_offer(element: Element, catalogue: Catalogue) -> Offer:
    variant = catalogue.variant(element.kind, element.type)
    return Offer("card", element.label, element.code, variant, element=element.id)


def _as_offer(capture: Capture, catalogue: Catalogue) -> Offer:
    variant = catalogue.variant(capture.kind, capture.type)
    return Offer("add", capture.label, kind_word(catalogue, capture.kind, capture.type), variant, capture=capture)
