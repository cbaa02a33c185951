"""Lays few cards out for the wall: the zones of the map, as narrow as their cards, empty ones left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import NamedTuple

from stworkshop.layout.card_groups import by_zone, centre_columns, groups_of, link_triples
from stworkshop.layout.zone_frame import AGREEMENT, CENTRE, LEFT, OTHER, PEOPLE, RIGHT, UNDER, Rect
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue

PAD, TOP, GAP, ZONE_GAP = 15.0, 55.0, 30.0, 20.0
_ASPECT = 1568 / 890
_MOST_COLUMNS = 3


class _Block(NamedTuple):
    """The cards of one zone in columns."""

    zone: str
    columns: Sequence[Sequence[str]]


@dataclass
class WallPlan:
    """Where zones and cards are; `w` and `h` is the whole."""

    w: float = 0.0
    h: float = 0.0
    zones: dict[str, Rect] = field(default_factory=dict)
    cards: dict[str, tuple[float, float]] = field(default_factory=dict)


def lay_out(board: Board, catalogue: Catalogue) -> WallPlan:
    """Return the plan that shows the cards of a board largest on a wide screen; all cards have sizes."""
    sizes = {e.id: e.size or (200.0, 62.0) for e in board.elements.values()}
    zones = {zone: elements for zone, elements in by_zone(board.elements.values(), catalogue).items() if elements}
    order = {
        zone: [card for group in groups_of(elements, catalogue) for card in group]
        for zone, elements in zones.items()
        if zone != CENTRE
    }
    centre = centre_columns(zones.get(CENTRE, []), link_triples(board), catalogue)
    plans = (_plan(order, centre, sizes, columns) for columns in product(range(1, _MOST_COLUMNS + 1), repeat=4))
    return min(plans, key=lambda plan: max(plan.w, plan.h * _ASPECT))


def _plan(
    order: Mapping[str, Sequence[str]],
    centre: Sequence[Sequence[str]],
    sizes: Mapping[str, tuple[float, float]],
    columns: tuple[int, ...],
) -> WallPlan:
    """Return the plan for so many columns at the left, under the middle twice, and at the right."""
    left = [_Block(z, _dealt(order[z], columns[0])) for z in LEFT if z in order]
    under = [_Block(z, _dealt(order[z], n)) for z, n in zip(UNDER, columns[1:3], strict=True) if z in order]
    right = [_Block(z, _dealt(order[z], columns[3])) for z in RIGHT if z in order]
    middle = [_Block(CENTRE, centre)] if centre else []
    plan = WallPlan()
    widths = [
        max((_width(b, sizes) for b in left), default=0.0),
        max(sum(_width(b, sizes) for b in middle), sum(_width(b, sizes) + ZONE_GAP for b in under) - ZONE_GAP),
        max((_width(b, sizes) for b in right), default=0.0),
    ]
    shown = [w for w in widths if w > 0]
    plan.w = sum(shown) + ZONE_GAP * max(0, len(shown) - 1)
    across = [zone for zone in (PEOPLE, AGREEMENT, OTHER) if zone in order]
    if not shown and across:
        plan.w = max(2 * PAD + min(4, len(order[zone])) * (_card_width(sizes) + GAP) - GAP for zone in across)
    y = _row(plan, PEOPLE, order.get(PEOPLE, ()), sizes, 0.0)
    heights = [_stack_height(left, sizes), _stack_height(right, sizes)]
    below = max((_height(b, sizes) for b in under), default=0.0)
    heights.append(_stack_height(middle, sizes) + (below + ZONE_GAP if middle and below else below))
    deep = max(heights)
    x = 0.0
    for blocks, width in ((left, widths[0]), (None, widths[1]), (right, widths[2])):
        if width <= 0:
            continue
        if blocks is not None:
            _stack(plan, blocks, sizes, x, y, width, deep)
        else:
            _middle(plan, middle, under, sizes, x, y, width, deep)
        x += width + ZONE_GAP
    if deep:
        y += deep + ZONE_GAP
    for zone in (AGREEMENT, OTHER):
        y = _row(plan, zone, order.get(zone, ()), sizes, y)
    plan.h = max(0.0, y - ZONE_GAP)
    return plan


def _dealt(cards: Sequence[str], columns: int) -> list[list[str]]:
    """Deal cards row by row to columns."""
    count = max(1, min(columns, len(cards)))
    return [list(cards[start::count]) for start in range(count)]


def _card_width(sizes: Mapping[str, tuple[float, float]]) -> float:
    return max((w for w, _h in sizes.values()), default=0.0)


def _width(block: _Block, sizes: Mapping[str, tuple[float, float]]) -> float:
    return 2 * PAD + len(block.columns) * (_card_width(sizes) + GAP) - GAP


def _rows(block: _Block, sizes: Mapping[str, tuple[float, float]]) -> Iterator[float]:
    """Yield the heights of the rows of a block."""
    for row in range(max(len(column) for column in block.columns)):
        yield max(sizes[column[row]][1] for column in block.columns if row < len(column))


def _height(block: _Block, sizes: Mapping[str, tuple[float, float]]) -> float:
    rows = list(_rows(block, sizes))
    return TOP + sum(rows) + GAP * (len(rows) - 1) + PAD


def _stack_height(blocks: Sequence[_Block], sizes: Mapping[str, tuple[float, float]]) -> float:
    return sum(_height(b, sizes) + ZONE_GAP for b in blocks) - ZONE_GAP if blocks else 0.0


def _stack(
    plan: WallPlan, blocks: Sequence[_Block], sizes: Mapping[str, tuple[float, float]],
    x: float, y: float, width: float, deep: float,
) -> None:  # fmt: skip
    """Place zones one under the other; the last one reaches down to the common edge."""
    end = y + deep
    for number, block in enumerate(blocks):
        height = end - y if number == len(blocks) - 1 else _height(block, sizes)
        _fill(plan, block, sizes, Rect(x, y, width, height))
        y += height + ZONE_GAP


def _middle(
    plan: WallPlan, middle: Sequence[_Block], under: Sequence[_Block], sizes: Mapping[str, tuple[float, float]],
    x: float, y: float, width: float, deep: float,
) -> None:  # fmt: skip
    """Place the service and, side by side under it, the two abilities."""
    below = max((_height(b, sizes) for b in under), default=0.0)
    upper = deep - (below + ZONE_GAP if below else 0.0)
    if middle:
        _fill(plan, middle[0], sizes, Rect(x, y, width, upper))
        y += upper + ZONE_GAP
    else:
        below = deep
    spare = width - sum(_width(b, sizes) + ZONE_GAP for b in under) + ZONE_GAP
    for block in under:
        wide = _width(block, sizes) + spare / len(under)
        _fill(plan, block, sizes, Rect(x, y, wide, below))
        x += wide + ZONE_GAP


def _fill(plan: WallPlan, block: _Block, sizes: Mapping[str, tuple[float, float]], rect: Rect) -> None:
    """Place a zone and its cards, each row level, the columns spread over the width."""
    plan.zones[block.zone] = rect
    count, card = len(block.columns), _card_width(sizes)
    free = rect.w - 2 * PAD - count * card
    step = card + (free / (count - 1) if count > 1 else 0.0)
    start = rect.x + PAD + (free / 2 if count == 1 else 0.0)
    y = rect.y + TOP
    for row, height in enumerate(_rows(block, sizes)):
        for number, column in enumerate(block.columns):
            if row < len(column):
                top = y + (height - sizes[column[row]][1]) / 2
                plan.cards[column[row]] = (_even(start + number * step), _even(top))
        y += height + GAP


def _row(plan: WallPlan, zone: str, cards: Sequence[str], sizes: Mapping[str, tuple[float, float]], y: float) -> float:
    """Place a zone as wide as the whole; return where the next one starts."""
    if not cards:
        return y
    card = _card_width(sizes)
    fit = max(1, int((plan.w - 2 * PAD + GAP) // (card + GAP)))
    block = _Block(zone, _dealt(cards, fit))
    height = _height(block, sizes)
    _fill(plan, block, sizes, Rect(0.0, y, plan.w, height))
    return y + height + ZONE_GAP


def _even(value: float) -> float:
    """Return a place on the tracks of links."""
    return round(value / 10) * 10.0
