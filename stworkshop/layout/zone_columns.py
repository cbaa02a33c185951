"""How many columns each zone gets, so that left, middle and right end at about one height and the map fits a screen."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from stworkshop.layout.zone_frame import COLUMN, GAP, LEAST_HEIGHT, LEFT, PAD, PEOPLE, RIGHT, TOP, UNDER, ZONE_GAP

ASPECT = 1.6
"""Width to height of a whole map that fills a screen beside nothing else."""
CENTRE_GAP = 60.0
"""Usual gutter between the columns of the middle, where the loudest links run."""
_LEAST_COLUMNS = 1
_LEAST_RIGHT = 2
"""Columns of the zones at the right, which have this width in a map without cards, too."""
_STEP = COLUMN + GAP


@dataclass(frozen=True)
class Shape:
    """Columns of the stacks and of the zones under the service, rows of the bands, and the width of the whole."""

    left: int
    right: int
    under: tuple[int, int]
    rows: Mapping[str, int]
    width: float


def columns_width(columns: int) -> float:
    """Return the width of a zone with so many usual columns."""
    return columns * _STEP - GAP + 2 * PAD


def zone_height(heights: Sequence[float], columns: int) -> float:
    """Return the height of a zone whose cards stand in rows of so many; never less than an empty zone's."""
    rows = [max(heights[i : i + columns]) for i in range(0, len(heights), columns)]
    return max(LEAST_HEIGHT, TOP + sum(rows) + GAP * (len(rows) - 1) + PAD)


def band_columns(groups: Sequence[int], rows: int) -> list[int]:
    """Return how many columns each group of a band takes when it stands in so many rows."""
    return [math.ceil(size / rows) for size in groups if size]


def choose(
    heights: Mapping[str, Sequence[float]], centre: Sequence[Sequence[float]], bands: Mapping[str, Sequence[int]]
) -> Shape:
    """Return the shape with the least ground and the best proportions.

    `heights` are the cards' heights by zone, in order; `centre` those of each column of the middle; `bands` the sizes
    of the groups of people and of what was decided.
    """
    most = max(_LEAST_COLUMNS, *(math.ceil(math.sqrt(len(hs)) * 2) for hs in heights.values()), 2)
    span = range(_LEAST_COLUMNS, most + 1)
    table = {z: {n: zone_height(heights.get(z, ()), n) for n in span} for z in (*LEFT, *RIGHT, *UNDER)}
    left = {n: sum(table[z][n] for z in LEFT) + ZONE_GAP for n in span}
    right = {n: sum(table[z][n] for z in RIGHT) + ZONE_GAP for n in span if n >= _LEAST_RIGHT}
    service = max([TOP + sum(c) + GAP * (len(c) - 1) + PAD for c in centre if c], default=LEAST_HEIGHT)
    service_width = max(1, len(centre)) * (COLUMN + CENTRE_GAP) - CENTRE_GAP + 2 * PAD
    choices: list[tuple[float, float, Shape]] = []
    under = {service + ZONE_GAP + height for z in UNDER for height in table[z].values()}
    for limit in sorted({*left.values(), *right.values(), *under}):
        room = limit - service - ZONE_GAP
        lc, rc = _fewest(left, limit), _fewest(right, limit)
        a, b = _widened([table[z] for z in UNDER], [_fewest(table[z], room) for z in UNDER], service_width)
        body = max(left[lc], right[rc], service + ZONE_GAP + max(table[UNDER[0]][a], table[UNDER[1]][b]))
        middle = max(service_width, columns_width(a) + ZONE_GAP + columns_width(b))
        width = columns_width(lc) + columns_width(rc) + middle + 2 * ZONE_GAP
        rows = {zone: band_rows(groups, width, 2 if zone == PEOPLE else 1) for zone, groups in bands.items()}
        height = body + sum(TOP + PAD + n * (60 + GAP) - GAP + ZONE_GAP for n in rows.values())
        score = width * height * (1 + 1.2 * abs(math.log(width / height / ASPECT)))
        choices.append((score, width, Shape(lc, rc, (a, b), rows, width)))
    return min(choices, key=lambda choice: choice[:2])[2]


def _fewest(table: Mapping[int, float], limit: float) -> int:
    """Return the smallest number of columns that is no higher than `limit`, or the lowest of all."""
    fitting = [n for n, height in table.items() if height <= limit]
    return min(fitting) if fitting else min(table, key=lambda n: (table[n], n))


def _widened(tables: Sequence[Mapping[int, float]], columns: list[int], width: float) -> list[int]:
    """Give the higher of two neighbours more columns as long as it gets lower and both fit into a width."""
    columns = list(columns)
    while True:
        higher = max((0, 1), key=lambda i: tables[i][columns[i]])
        lower = [n for n in tables[higher] if tables[higher][n] < tables[higher][columns[higher]]]
        if not lower:
            return columns
        wider = list(columns)
        wider[higher] = min(lower)
        if sum(map(columns_width, wider)) + ZONE_GAP > width:
            return columns
        columns = wider


def band_rows(groups: Sequence[int], width: float, least: int) -> int:
    """Return how many rows a band needs to fit a width; a band of people has two where that is possible."""
    rows = min(least, max(groups, default=1) or 1)
    while rows < max(groups, default=1) and band_width(groups, rows) > width:
        rows += 1
    return rows


def band_width(groups: Sequence[int], rows: int) -> float:
    """Return the least width of a band in so many rows."""
    return columns_width(sum(band_columns(groups, rows)))
