"""Placing cards: rows in zones, groups in bands, columns in the middle; what is fixed is worked around."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from stworkshop.analysis.frame import (
    AGREEMENT,
    COLUMN,
    GAP,
    LEAST_HEIGHT,
    LEAST_WIDTH,
    LEFT,
    OTHER,
    PAD,
    PEOPLE,
    PITCH,
    RIGHT,
    TOP,
    UNDER,
    ZONE_GAP,
    Rect,
)
from stworkshop.analysis.layout_shape import CENTRE_GAP, Shape, band_columns

Sizes = Mapping[str, tuple[float, float]]
Positions = dict[str, tuple[float, float]]
_WIDEST_ROW_GAP, _WIDEST_COLUMN_GAP, _WIDEST_BAND_GAP = 50.0, 70.0, 60.0
_CENTRE_ROW_GAP = 70.0


@dataclass
class Plan:
    """The cards to place: groups of each zone, in reading order, columns of the middle, and rectangles that stay."""

    sizes: Sizes
    groups: Mapping[str, Sequence[list[str]]]
    centre: Sequence[list[str]]
    shape: Shape
    fixed: Sequence[Rect] = ()
    positions: Positions = field(default_factory=dict)


def up(value: float) -> float:
    """Return the next multiple of the pitch."""
    return math.ceil(round(value / PITCH, 6)) * PITCH


def down(value: float) -> float:
    """Return the last multiple of the pitch."""
    return math.floor(round(value / PITCH, 6)) * PITCH


def place(plan: Plan) -> Positions:
    """Return the position of each card of a plan, in a map whose top left corner is (0, 0)."""
    plan.positions.clear()
    sequences = {zone: [card for group in groups for card in group] for zone, groups in plan.groups.items()}
    shape = plan.shape
    lefts = _column_widths(plan, [sequences.get(z, []) for z in LEFT], shape.left)
    rights = _column_widths(plan, [sequences.get(z, []) for z in RIGHT], shape.right)
    unders = [_column_widths(plan, [sequences.get(z, [])], n) for z, n in zip(UNDER, shape.under, strict=True)]
    centres = [max([COLUMN, *(plan.sizes[c][0] for c in column)]) for column in plan.centre]
    left_width, right_width = _width(lefts), _width(rights)
    middle_width = max(
        sum(_width(widths) for widths in unders) + ZONE_GAP,
        sum(centres) + CENTRE_GAP * (len(centres) - 1) + 2 * PAD,
    )
    bands = {z: _band_least(plan, plan.groups.get(z, ()), shape.rows.get(z, 1)) for z in (PEOPLE, AGREEMENT)}
    middle_width = up(max(middle_width, max(bands.values()) - left_width - right_width - 2 * ZONE_GAP))
    width = left_width + right_width + middle_width + 2 * ZONE_GAP
    end = _band(plan, plan.groups.get(PEOPLE, ()), shape.rows.get(PEOPLE, 1), TOP, width)
    top = max(end + PAD, LEAST_HEIGHT) + ZONE_GAP
    end = _body(plan, sequences, top, (lefts, rights, unders, centres), middle_width)
    end = _band(plan, plan.groups.get(AGREEMENT, ()), shape.rows.get(AGREEMENT, 1), end + ZONE_GAP + TOP, width)
    if others := sequences.get(OTHER):
        columns = max(1, int((width - 2 * PAD + GAP) // (COLUMN + GAP)))
        xs = _lefts(PAD, _column_widths(plan, [others], columns), GAP)
        rows(plan, others, xs, end + PAD + ZONE_GAP + TOP, GAP)
    return plan.positions


def rows(plan: Plan, cards: Sequence[str], xs: Sequence[float], y: float, gap: float) -> float:
    """Place cards in rows over the columns at `xs`, each in the middle of its row's height; return the last lower edge.

    A place that comes too close to something fixed stays free.
    """
    left = list(cards)
    end = y
    while left:
        height = max(plan.sizes[c][1] for c in left[: len(xs)])
        width = max(plan.sizes[c][0] for c in left[: len(xs)])
        free = [x for x in xs if not plan.fixed or _free(plan, Rect(x, y, max(width, COLUMN), height))]
        if not free:
            y += PITCH
            continue
        row, left = left[: len(free)], left[len(free) :]
        for card, x in zip(row, free, strict=False):
            plan.positions[card] = (x, y + down((height - plan.sizes[card][1]) / 2))
        end = y + height
        y = up(end + gap)
    return end


def _free(plan: Plan, rect: Rect) -> bool:
    return not any(rect.overlaps(other, GAP) for other in plan.fixed)


def _body(
    plan: Plan,
    sequences: Mapping[str, list[str]],
    top: float,
    widths: tuple[list[float], list[float], list[list[float]], list[float]],
    middle_width: float,
) -> float:
    """Place everything between the bands; return the lower edge of its zones."""
    lefts, rights, unders, centres = widths
    left_width = _width(lefts)
    stacks = [
        ([sequences.get(z, []) for z in LEFT], _lefts(PAD, lefts, GAP)),
        ([sequences.get(z, []) for z in RIGHT], _lefts(left_width + middle_width + 2 * ZONE_GAP + PAD, rights, GAP)),
    ]
    middle = left_width + ZONE_GAP
    spare = middle_width - sum(_width(w) for w in unders) - ZONE_GAP
    gaps = sum(len(w) - 1 for w in unders)
    gap = min(_WIDEST_COLUMN_GAP, GAP + down(spare / gaps)) if gaps else GAP
    share = down((spare - (gap - GAP) * gaps) / 2)
    first = _lefts(middle + PAD, unders[0], gap)
    second = _lefts(first[-1] + unders[0][-1] + share + 2 * PAD + ZONE_GAP, unders[1], gap)
    column_heights = [_stacked(plan, column) for column in plan.centre]
    service = max([LEAST_HEIGHT, *(TOP + height + PAD for height in column_heights)])
    ground = max(_zone_height(plan, sequences.get(z, []), n) for z, n in zip(UNDER, plan.shape.under, strict=True))
    natural = [
        *(sum(_zone_height(plan, s, len(xs)) for s in zones) + ZONE_GAP for zones, xs in stacks),
        service + ZONE_GAP + ground,
    ]
    height = max(natural)
    ends = [top + height]
    for (zones, xs), least in zip(stacks, natural, strict=False):
        ends.append(_stack(plan, zones, xs, top, up(height - least)))
    service = height - ground - ZONE_GAP
    spread = _lefts(middle + PAD, centres, _spread(centres, middle_width - 2 * PAD))
    for column, x in zip(plan.centre, spread, strict=True):
        _centre_column(plan, column, x, top + TOP, service - TOP - PAD)
    y = up(top + service + ZONE_GAP + TOP)
    lowest = max((plan.positions[c][1] + plan.sizes[c][1] for column in plan.centre for c in column), default=0.0)
    y = max(y, up(lowest + PAD + ZONE_GAP + TOP))
    for zone, xs in zip(UNDER, (first, second), strict=True):
        ends.append(rows(plan, sequences.get(zone, []), xs, y, GAP) + PAD)
    return max(ends)


def _stack(plan: Plan, zones: Sequence[Sequence[str]], xs: Sequence[float], top: float, spare: float) -> float:
    """Place two zones, one over the other, `spare` px more spread than they need; return their lower edge."""
    counts = [math.ceil(len(cards) / len(xs)) for cards in zones]
    inner = sum(max(0, n - 1) for n in counts)
    wider = min(_WIDEST_ROW_GAP - GAP, down(spare / inner)) if inner else 0.0
    spare -= wider * inner
    y = top
    for i, cards in enumerate(zones):
        end = rows(plan, cards, xs, y + TOP, GAP + wider)
        end = max(end + PAD, y + LEAST_HEIGHT)
        y = end + ZONE_GAP
        if i == 0 and sum(counts):
            y += down(spare * counts[0] / sum(counts))
    return end


def _centre_column(plan: Plan, column: Sequence[str], x: float, top: float, height: float) -> None:
    """Place one column of the middle, spread evenly over a height."""
    free = height - sum(plan.sizes[c][1] for c in column)
    gap = min(_CENTRE_ROW_GAP, max(GAP, down(free / (len(column) + 1))))
    y = top + max(0.0, down((free - gap * (len(column) - 1)) / 2))
    for card in column:
        w, h = plan.sizes[card]
        while plan.fixed and not _free(plan, Rect(x, y, w, h)):
            y += PITCH
        plan.positions[card] = (x, y)
        y = up(y + h + gap)


def _band(plan: Plan, groups: Sequence[list[str]], count: int, y: float, width: float) -> float:
    """Place groups side by side in so many rows over a width; return the last lower edge."""
    groups = [group for group in groups if group]
    if not groups:
        return y
    if any(r.y < y + 1000 and r.bottom > y for r in plan.fixed):
        xs = [PAD + i * (COLUMN + GAP) for i in range(max(1, int((width - 2 * PAD + GAP) // (COLUMN + GAP))))]
        return rows(plan, [c for group in groups for c in group], xs, y, GAP)
    widths = [_column_widths(plan, [g], n) for g, n in zip(groups, _band_columns(groups, count), strict=True)]
    spare = width - 2 * PAD - sum(map(sum, widths))
    gap = min(_WIDEST_BAND_GAP, max(GAP, down(spare / max(1, sum(map(len, widths)) - 1))))
    spare -= sum(gap * (len(w) - 1) for w in widths)
    between = down(spare / (len(groups) - 1)) if len(groups) > 1 else GAP
    lines = [[g[r * len(w) : (r + 1) * len(w)] for g, w in zip(groups, widths, strict=True)] for r in range(count)]
    x = PAD
    lefts: list[list[float]] = []
    for w in widths:
        lefts.append(_lefts(x, w, gap))
        x = lefts[-1][-1] + w[-1] + max(GAP, between)
    end = y
    for line in lines:
        cards = [card for part in line for card in part]
        if not cards:
            continue
        height = max(plan.sizes[c][1] for c in cards)
        for part, xs in zip(line, lefts, strict=True):
            for card, at in zip(part, xs, strict=False):
                plan.positions[card] = (at, y + down((height - plan.sizes[card][1]) / 2))
        end = y + height
        y = up(end + GAP)
    return end


def _band_columns(groups: Sequence[Sequence[str]], count: int) -> list[int]:
    return band_columns([len(group) for group in groups], count)


def _band_least(plan: Plan, groups: Sequence[list[str]], count: int) -> float:
    groups = [group for group in groups if group]
    widths = [_column_widths(plan, [g], n) for g, n in zip(groups, _band_columns(groups, count), strict=True)]
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
    xs = [x]
    for width in widths[:-1]:
        xs.append(xs[-1] + width + gap)
    return xs


def _spread(widths: Sequence[float], room: float) -> float:
    """Return the gap that spreads columns over a room."""
    return down((room - sum(widths)) / (len(widths) - 1)) if len(widths) > 1 else GAP


def _stacked(plan: Plan, column: Sequence[str]) -> float:
    return sum(plan.sizes[c][1] for c in column) + GAP * max(0, len(column) - 1)


def _zone_height(plan: Plan, cards: Sequence[str], columns: int) -> float:
    heights = [max(plan.sizes[c][1] for c in cards[i : i + columns]) for i in range(0, len(cards), columns)]
    return max(LEAST_HEIGHT, TOP + sum(heights) + GAP * (len(heights) - 1) + PAD)
