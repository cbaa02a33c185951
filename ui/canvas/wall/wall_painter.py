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

MOST_CARDS, MOST_TRIED = 24, 60
"""So many cards can be read from the back row; up to so many where their letters come out large enough."""
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
    readable: Callable[[list[str]], bool] = lambda _ids: False,
) -> list[str]:
    """Return which cards to show large, the first choice that is not too many: focus, filter, what is in view, all.

    `readable` tells of more than a few whether their letters are large enough. An empty list says that there are too
    many for words: the wall then shows the map as it is, in shapes.
    """
    for choice in (list(focus), list(filtered), list(seen), list(board.elements)):
        known = [i for i in choice if i in board.elements]
        if 0 < len(known) <= MOST_CARDS or (len(known) <= MOST_TRIED and known and readable(known)):
            return known
    return []
