"""What the wall shows: few cards, large, re-laid in the same zones, chosen by what the facilitator looks at."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import cast

from stworkshop.graphics import silhouettes, text_measure
from stworkshop.model import card_layout
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.records import Element, Record, replaced
from ui.canvas.wall.wall_layout import WallPlan, lay_out

MOST_TRIED = 60
"""Up to so many cards are tried: more are never large enough for the back row."""
_LEAST_SHARE = 0.4
"""So many of the cards that somebody looks at are shown at least, or they are shown from afar."""
_WIDTH, _LINES = 150.0, 6
_PADDING, _STEP, _LEAST = 18.0, 10, 60


def wall_face(element: Element, catalogue: Catalogue, dots: int = 0, notes: int = 0) -> card_layout.CardFace:
    """Return the face of a card on the wall: bold, up to six lines, no facts but "not here"."""
    shape = catalogue.variant(element.kind, element.type)
    extra = silhouettes.EXTRA_HEIGHT.get(shape, 0)
    insets = silhouettes.insets_of(shape, 62)
    room = _WIDTH - insets.left - insets.right - 2
    lines = text_measure.break_lines(element.label, room, text_measure.CARD_SIZE, bold=True, max_lines=_LINES)
    absent = element.kind == "stakeholder" and element.attributes.get("voice") == "absent"
    row = card_layout.FACTS_GAP + text_measure.FACTS_LEADING if absent else 0
    block = text_measure.CARD_LEADING * len(lines) + row
    height = max(_LEAST, math.ceil((_PADDING + block + extra) / _STEP) * _STEP)
    sized = cast(Element, replaced(element, {"size": (_WIDTH, float(height))}))
    face = card_layout.face_of(sized, catalogue)
    said = card_layout.measure(cast(Element, replaced(element, {"size": None})), catalogue).facts
    insets = silhouettes.insets_of(shape, height)
    return replace(
        face,
        lines=tuple(lines),
        has_row=absent,
        facts=tuple(fact._replace(x=0) for fact in said if fact.kind == "missing"),
        text_top=insets.top + (height - insets.top - insets.bottom - block) / 2,
    )


def wall_board(board: Board, catalogue: Catalogue, ids: Iterable[str]) -> tuple[Board, WallPlan]:
    """Return a board of these cards and the links between them, sized and laid out for the wall, and its plan."""
    shown = set(ids)
    records: list[Record] = [board.session]
    for element in board.elements.values():
        if element.id in shown:
            face = wall_face(element, catalogue)
            records.append(replaced(element, {"size": (face.w, face.h), "placed": "no", "locked": "no", "group": ""}))
    records.extend(link for link in board.links.values() if link.source in shown and link.target in shown)
    small = Board(records)
    plan = lay_out(small, catalogue)
    placed = [replaced(r, {"pos": plan.cards[r.id]}) if r.id in plan.cards else r for r in small.records()]
    return Board(placed), plan


def shown_on_wall(
    board: Board,
    focus: Iterable[str],
    filtered: Iterable[str],
    seen: Iterable[str],
    readable: Callable[[list[str]], bool],
) -> list[str]:
    """Return which cards to show large, the first choice whose words can be read: focus, filter, what is in view, all.

    Cards that matter most come first in `filtered` and `seen`; some of the last may be left out so that the others can
    be read. An empty list says that there are too many: the wall then shows the map from afar, where a card in focus
    has its links come out.
    """
    focused = [i for i in focus if i in board.elements]
    if focused:
        return focused if len(focused) <= MOST_TRIED and readable(focused) else []
    for choice in (list(filtered), list(seen)):
        known = [i for i in choice if i in board.elements]
        if 0 < len(known) <= MOST_TRIED and (most := _most(known, readable)):
            return most
    every = list(board.elements)
    return every if 0 < len(every) <= MOST_TRIED and readable(every) else []


def _most(cards: list[str], readable: Callable[[list[str]], bool]) -> list[str]:
    """Return as many of the first cards as can be read, or none where too many would be left out."""
    if readable(cards):
        return cards
    low, high = math.ceil(len(cards) * _LEAST_SHARE), len(cards) - 1
    best: list[str] = []
    while low <= high:
        middle = (low + high) // 2
        if readable(cards[:middle]):
            best, low = cards[:middle], middle + 1
        else:
            high = middle - 1
    return best
