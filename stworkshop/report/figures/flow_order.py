"""Order and height of what stands in columns: few crossings, short lines, nothing on top of each other."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

_SWEEPS = 12
_EASES = 16


class Cell(NamedTuple):
    """What a thing takes of its column: its height, and the free space to the next one (mm)."""

    h: float
    gap: float


Columns = list[list[Any]]
Steps = Sequence[tuple[Any, Any]]
"""What is joined in neighbouring columns: one on the left, one on the right."""


def ordered(columns: Columns, steps: Steps) -> Columns:
    """Return the columns in the order, of those tried, in which the fewest lines cross."""
    before, after = _neighbours(steps)
    best, fewest = columns, crossings(columns, steps)
    current = [list(column) for column in columns]
    for sweep in range(_SWEEPS):
        if not fewest:
            break
        numbers = range(1, len(current)) if sweep % 2 == 0 else range(len(current) - 2, -1, -1)
        joined = before if sweep % 2 == 0 else after
        for number in numbers:
            other = current[number - 1] if sweep % 2 == 0 else current[number + 1]
            place = {thing: at for at, thing in enumerate(other)}
            keys = {
                thing: _mean([place[one] for one in joined[thing] if one in place], float(at))
                for at, thing in enumerate(current[number])
            }
            current[number] = sorted(current[number], key=lambda thing: keys[thing])
        found = crossings(current, steps)
        if found < fewest:
            best, fewest = [list(column) for column in current], found
    return best


def crossings(columns: Columns, steps: Steps) -> int:
    """Return how many pairs of lines cross."""
    place = {thing: (number, at) for number, column in enumerate(columns) for at, thing in enumerate(column)}
    between: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for one, other in steps:
        between[place[one][0]].append((place[one][1], place[other][1]))
    total = 0
    for ends in between.values():
        seen: list[int] = []
        for _one, other in sorted(ends):
            total += len(seen) - bisect_right(seen, other)
            insort(seen, other)
    return total


def settled(columns: Columns, steps: Steps, cells: Mapping[Any, Cell], most: float) -> dict[Any, float]:
    """Return the middle of each thing, in mm from the top: near what it is joined to, nothing overlapping."""
    before, after = _neighbours(steps)
    middles: dict[Any, float] = {}
    for column in columns:
        middles |= _apart(column, dict.fromkeys(column, 0.0), cells)
    for ease in range(_EASES):
        order = columns if ease % 2 == 0 else columns[::-1]
        for column in order:
            wanted = {}
            for thing in column:
                near = [*before[thing], *after[thing]] if ease > _EASES // 2 else (before, after)[ease % 2][thing]
                wanted[thing] = _mean([middles[one] for one in near], middles[thing])
            middles |= _apart(column, wanted, cells)
    top = min((middles[thing] - cells[thing].h / 2 for thing in middles), default=0.0)
    middles = {thing: y - top for thing, y in middles.items()}
    bottom = max((middles[thing] + cells[thing].h / 2 for thing in middles), default=0.0)
    return _pressed(columns, middles, cells, most) if bottom > most else middles


def _neighbours(steps: Steps) -> tuple[dict[Any, list[Any]], dict[Any, list[Any]]]:
    before, after = defaultdict(list), defaultdict(list)
    for one, other in steps:
        after[one].append(other)
        before[other].append(one)
    return before, after


def _mean(values: Sequence[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise


def _apart(column: Sequence[Any], wanted: Mapping[Any, float], cells: Mapping[Any, Cell]) -> dict[Any, float]:
    """Return middles as near to what is wanted as the order and the heights of a column allow."""
    offsets, at = [], 0.0
    for thing in column:
        offsets.append(at + cells[thing].h / 2)
        at += cells[thing].h + cells[thing].gap
    pools: list[tuple[float, int]] = []
    for thing, offset in zip(column, offsets, strict=True):
        value, count = wanted[thing] - offset, 1
        while pools and pools[-1][0] > value:
            total, members = pools.pop()
            value, count = (total * members + value * count) / (members + count), members + count
        pools.append((value, count))
    shifts = [value for value, count in pools for _one in range(count)]
    return {thing: offset + shift for thing, offset, shift in zip(column, offsets, shifts, strict=True)}


def _pressed(
    columns: Columns, middles: Mapping[Any, float], cells: Mapping[Any, Cell], most: float
) -> dict[Any, float]:
    """Return the middles moved together, so that columns that can be are no higher than `most`."""
    pressed: dict[Any, float] = {}
    for column in columns:
        limit = most
        tops: list[tuple[Any, float]] = []
        for thing in reversed(column):
            top = min(middles[thing] - cells[thing].h / 2, limit - cells[thing].h)
            tops.append((thing, top))
            limit = top - cells[thing].gap
        floor = 0.0
        for thing, wanted in reversed(tops):
            top = max(wanted, floor)
            pressed[thing] = top + cells[thing].h / 2
            floor = top + cells[thing].h + cells[thing].gap
    return pressed
