"""Placing cards: rows in zones, groups in bands, columns in the middle; what is fixed is worked around."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from stworkshop.layout.zone_columns import CENTRE_GAP, Shape, band_columns, zone_height
from stworkshop.layout.zone_frame import (
    AGREEMENT,
    COLUMN,
    GAP,
    LEAST_HEIGHT,
    LEAST_WIDTH,
    LEFT,
    ORIGIN,
    OTHER,
    PAD,
    PEOPLE,
    PITCH,
    RIGHT,
    TOP,
    UNDER,
    USUAL_WIDTH,
    ZONE_GAP,
    Rect,
)

Sizes = Mapping[str, tuple[float, float]]
Positions = dict[str, tuple[float, float]]
_WIDEST_ROW_GAP, _WIDEST_COLUMN_GAP, _WIDEST_BAND_GAP = 50.0, 70.0, 60.0
_CENTRE_ROW_GAP = 70.0
_OTHER_ASPECT = 1.75


@dataclass
class Plan:
    """The cards to place: groups of each zone, in reading order, columns of the middle, and rectangles that stay.

    `counts` holds the size of each group with the cards that stay, `heights` those of a zone's cards with these: the
    zones keep room for them.
    """

    sizes: Sizes
    groups: Mapping[str, Sequence[list[str]]]
    centre: Sequence[list[str]]
    shape: Shape
    counts: Mapping[str, Sequence[int]]
    heights: Mapping[str, Sequence[float]]
    fixed: Sequence[Rect] = ()
    positions: Positions = field(default_factory=dict)


def up(value: float) -> float:
    """Return the next multiple of the pitch."""
    return math.ceil(round(value / PITCH, 6)) * PITCH


def down(value: float) -> float:
    """Return the last multiple of the pitch."""
    return math.floor(round(value / PITCH, 6)) * PITCH


def place(plan: Plan) -> Positions:
    """Return the position of each card of a plan, in a map whose frame begins at the origin."""
    plan.positions.clear()
    cards = {zone: [card for group in groups for card in group] for zone, groups in plan.groups.items()}
    shape = plan.shape
    lefts = _column_widths(plan, [cards.get(z, []) for z in LEFT], shape.left)
    rights = _column_widths(plan, [cards.get(z, []) for z in RIGHT], shape.right)
    unders = [_column_widths(plan, [cards.get(z, [])], n) for z, n in zip(UNDER, shape.under, strict=True)]
    centres = [max([COLUMN, *(plan.sizes[c][0] for c in column)]) for column in plan.centre]
    sides = _width(lefts) + max(_width(rights), USUAL_WIDTH) + 2 * ZONE_GAP
    middle = max(
        sum(_width(widths) for widths in unders) + ZONE_GAP,
        sum(centres) + CENTRE_GAP * (len(centres) - 1) + 2 * PAD,
        *(_band_least(plan, zone) - sides for zone in (PEOPLE, AGREEMENT)),
    )
    width = sides + up(middle)
    end = band(plan, PEOPLE, ORIGIN, ORIGIN + TOP, width)
    top = max(end + PAD, ORIGIN + LEAST_HEIGHT) + ZONE_GAP
    end = _body(plan, cards, top, (lefts, rights, unders, centres), up(middle))
    foot = end + ZONE_GAP
    end = max(band(plan, AGREEMENT, ORIGIN, foot + TOP, width), foot + LEAST_HEIGHT - PAD)
    if others := cards.get(OTHER):
        wide = max(width, other_width([plan.sizes[card] for card in others]))
        columns = max(1, int((wide - 2 * PAD + GAP) // (COLUMN + GAP)))
        xs = _lefts(ORIGIN + PAD, _column_widths(plan, [others], columns), GAP)
        rows(plan, others, xs, end + PAD + ZONE_GAP + TOP, GAP)
    return plan.positions


def other_width(sizes: Sequence[tuple[float, float]]) -> float:
    """Return how wide the zone of cards without a zone is, so that it is wider than high and no endless column."""
    area = sum((max(w, COLUMN) + GAP) * (h + GAP) for w, h in sizes)
    return up(math.sqrt(area * _OTHER_ASPECT)) + 2 * PAD


def rows(plan: Plan, cards: Sequence[str], xs: Sequence[float], y: float, gap: float) -> float:
    """Place cards in rows over the columns at `xs`, each in the middle of its row's height; return the last lower edge.

    A place that comes too close to something fixed stays free.
    """
    left = list(cards)
    end = y
    while left:
        height = max(plan.sizes[c][1] for c in left[: len(xs)])
        width = max(plan.sizes[c][0] for c in left[: len(xs)])
        ends = [_blocked_to(plan, Rect(x, y, max(width, COLUMN), height)) for x in xs]
        free = [x for x, blocked in zip(xs, ends, strict=True) if blocked is None]
        if not free:
            y = up(min(blocked for blocked in ends if blocked is not None) + GAP)
            continue
        row, left = left[: len(free)], left[len(free) :]
        for card, x in zip(row, free, strict=False):
            plan.positions[card] = (x, y + down((height - plan.sizes[card][1]) / 2))
        end = y + height
        y = up(end + gap)
    return end


def _blocked_to(plan: Plan, rect: Rect) -> float | None:
    """Return the lower edge of what is fixed and too close to a place, or None where it is free."""
    return max((other.bottom for other in plan.fixed if rect.overlaps(other, GAP)), default=None)


def _body(
    plan: Plan,
    cards: Mapping[str, list[str]],
    top: float,
    widths: tuple[list[float], list[float], list[list[float]], list[float]],
    middle_width: float,
) -> float:
    """Place everything between the bands; return the lower edge of its zones."""
    lefts, rights, unders, centres = widths
    middle = ORIGIN + _width(lefts) + ZONE_GAP
    stacks = (
        (LEFT, _lefts(ORIGIN + PAD, lefts, GAP)),
        (RIGHT, _lefts(middle + middle_width + ZONE_GAP + PAD, rights, GAP)),
    )
    heights = [max([0.0, *(_stacked(plan, column) for column in plan.centre)]), LEAST_HEIGHT - TOP - PAD]
    ground = max(_height(plan, zone, n) for zone, n in zip(UNDER, plan.shape.under, strict=True))
    natural = [sum(_height(plan, zone, len(xs)) for zone in zones) + ZONE_GAP for zones, xs in stacks]
    height = max(*natural, TOP + max(heights) + PAD + ZONE_GAP + ground)
    ends = [top + height]
    for (zones, xs), least in zip(stacks, natural, strict=True):
        ends.append(_stack(plan, [cards.get(z, []) for z in zones], zones, xs, top, down(height - least)))
    service = height - ground - ZONE_GAP
    xs_of_columns = _lefts(middle + PAD, centres, spread(centres, middle_width - 2 * PAD))
    lowest = top + service - PAD
    for column, x in zip(plan.centre, xs_of_columns, strict=True):
        lowest = max(lowest, centre_column(plan, column, x, top + TOP, service - TOP - PAD))
    y = up(lowest + PAD + ZONE_GAP + TOP)
    for zone, xs in zip(UNDER, _under_columns(unders, middle, middle_width), strict=True):
        ends.append(rows(plan, cards.get(zone, []), xs, y, GAP) + PAD)
    return max(ends)


def _under_columns(widths: Sequence[list[float]], middle: float, middle_width: float) -> list[list[float]]:
    """Return the left edges of the columns of the two zones under the service, spread over its width."""
    spare = middle_width - sum(_width(w) for w in widths) - ZONE_GAP
    gaps = sum(len(w) - 1 for w in widths)
    gap = min(_WIDEST_COLUMN_GAP, GAP + down(spare / gaps)) if gaps else GAP
    share = down((spare - (gap - GAP) * gaps) / 2)
    first = _lefts(middle + PAD, widths[0], gap)
    return [first, _lefts(first[-1] + widths[0][-1] + share + 2 * PAD + ZONE_GAP, widths[1], gap)]


def _stack(
    plan: Plan, cards: Sequence[Sequence[str]], zones: Sequence[str], xs: Sequence[float], top: float, spare: float
) -> float:
    """Place two zones, one over the other, `spare` px more spread than they need; return their lower edge."""
    counts = [math.ceil(len(plan.heights.get(zone, ())) / len(xs)) for zone in zones]
    inner = sum(max(0, n - 1) for n in counts)
    wider = min(_WIDEST_ROW_GAP - GAP, down(spare / inner)) if inner else 0.0
    spare -= wider * inner
    y = top
    end = top
    for i, members in enumerate(cards):
        end = max(rows(plan, members, xs, y + TOP, GAP + wider) + PAD, y + _height(plan, zones[i], len(xs)))
        y = up(end - PAD) + PAD + ZONE_GAP
        if i == 0 and any(counts):
            y += down(spare * counts[0] / (counts[0] + counts[1]))
    return end


def centre_column(plan: Plan, column: Sequence[str], x: float, top: float, height: float) -> float:
    """Place one column of the middle, spread evenly over a height; return its lower edge."""
    free = height - sum(plan.sizes[c][1] for c in column)
    gap = min(_CENTRE_ROW_GAP, max(GAP, down(free / (len(column) + 1))))
    y = up(top + max(0.0, (free - gap * (len(column) - 1)) / 2))
    end = top
    for card in column:
        w, h = plan.sizes[card]
        while (blocked := _blocked_to(plan, Rect(x, y, w, h))) is not None:
            y = up(blocked + GAP)
        plan.positions[card] = (x, y)
        end = y + h
        y = up(end + gap)
    return end


def band(plan: Plan, zone: str, left: float, y: float, width: float) -> float:
    """Place the groups of a zone side by side over a width; return the last lower edge."""
    count = plan.shape.rows.get(zone, 1)
    groups = [group for group, n in zip(plan.groups.get(zone, ()), plan.counts.get(zone, ()), strict=True) if n]
    if not groups:
        return y
    columns = band_columns(plan.counts[zone], count)
    widths = [_column_widths(plan, [g], n) for g, n in zip(groups, columns, strict=True)]
    spare = width - 2 * PAD - sum(map(sum, widths))
    gap = min(_WIDEST_BAND_GAP, max(GAP, down(spare / max(1, sum(columns) - 1))))
    spare -= sum(gap * (n - 1) for n in columns)
    between = max(gap, down(spare / (len(groups) - 1))) if len(groups) > 1 else gap
    x = left + PAD
    lefts: list[list[float]] = []
    for w in widths:
        lefts.append(_lefts(x, w, gap))
        x = lefts[-1][-1] + w[-1] + between
    waiting = [list(group) for group in groups]
    tallest = max(plan.heights[zone])
    end = y
    for _ in range(count):
        at_least = tallest if plan.fixed else 0.0
        height = max([at_least, *(plan.sizes[c][1] for g, n in zip(waiting, columns, strict=True) for c in g[:n])])
        for group, xs, w in zip(waiting, lefts, widths, strict=True):
            for at, wide in zip(xs, w, strict=True):
                if group and _blocked_to(plan, Rect(at, y, wide, height)) is None:
                    card = group.pop(0)
                    plan.positions[card] = (at, y + down((height - plan.sizes[card][1]) / 2))
                    end = y + height
        y = up(y + height + GAP)
    left_over = [card for group in waiting for card in group]
    return rows(plan, left_over, [x for xs in lefts for x in xs], y, GAP) if left_over else end


def _band_least(plan: Plan, zone: str) -> float:
    """Return the least width of the groups of a zone side by side."""
    groups = [group for group, n in zip(plan.groups.get(zone, ()), plan.counts.get(zone, ()), strict=True) if n]
    columns = band_columns(plan.counts.get(zone, ()), plan.shape.rows.get(zone, 1))
    widths = [_column_widths(plan, [g], n) for g, n in zip(groups, columns, strict=True)]
    return sum(sum(w) + GAP * len(w) for w in widths) - GAP + 2 * PAD


def _column_widths(plan: Plan, sequences: Sequence[Sequence[str]], columns: int) -> list[float]:
    """Return the width of each column: usual, or that of its widest card."""
    if plan.fixed:
        widest = max([COLUMN, *(plan.sizes[c][0] for s in sequences for c in s)])
        return [up(widest)] * columns
    return [up(max([COLUMN, *(plan.sizes[c][0] for s in sequences for c in s[i::columns])])) for i in range(columns)]


def _width(columns: Sequence[float]) -> float:
    return max(LEAST_WIDTH, sum(columns) + GAP * (len(columns) - 1) + 2 * PAD)


def _lefts(x: float, widths: Sequence[float], gap: float) -> list[float]:
    return list(accumulate((width + gap for width in widths[:-1]), initial=x)) if widths else []


def spread(widths: Sequence[float], room: float) -> float:
    """Return the gap that spreads columns over a room."""
    return down((room - sum(widths)) / (len(widths) - 1)) if len(widths) > 1 else GAP


def _stacked(plan: Plan, column: Sequence[str]) -> float:
    return sum(plan.sizes[c][1] for c in column) + GAP * max(0, len(column) - 1)


def _height(plan: Plan, zone: str, columns: int) -> float:
    return zone_height(plan.heights.get(zone, ()), columns)
