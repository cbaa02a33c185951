"""The cheapest way between two cards, for all rows, and all columns, of a window at once.

A way alternates between level and upright pieces. What each node costs to reach along its row follows from what it
costs along its column, and the other way round; each turn of this allows one more bend, and a few turns are enough.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from stworkshop.layout.routing_grid import BEND, NEVER, TRUNK_STEP, WALL, Grid, Ints, Node, Port, Segment, Window

Indexes: TypeAlias = NDArray[np.intp]
_TURNS = 18
_FREE_NODE = 8
LARGE = 60_000
"""Windows with more nodes can be searched on a choice of tracks only, on the best of each few neighbours."""


class Found(NamedTuple):
    """A way: its ports, its first node, corners and last node, and its steps that no link of its trunk had taken."""

    start: Port
    end: Port
    nodes: list[Node]
    fresh: list[tuple[Segment, Indexes]]


class Gate(NamedTuple):
    """A port as the search sees it: its place among the searched rows and columns."""

    row: int
    column: int
    upright: bool
    cost: int
    port: Port


@dataclass(frozen=True)
class Field:
    """A window to search, on the rows and columns to look at: what their steps cost, and the sums of that along them.

    `steps_along` has all columns of the window, `steps_down` all its rows; `along` and `down` the looked at ones only.
    """

    window: Window
    rows: Indexes
    columns: Indexes
    steps_along: Ints
    steps_down: Ints
    along: Ints
    down: Ints

    def gates(self, ports: Iterable[Port]) -> list[Gate]:
        """Return ports as places in the arrays."""
        return [
            Gate(
                int(np.searchsorted(self.rows, port.node.row)),
                int(np.searchsorted(self.columns, port.node.column)),
                port.upright,
                port.cost,
                port,
            )
            for port in ports
        ]


def search(
    grid: Grid, starts: Sequence[Port], ends: Sequence[Port], trunks: Iterable[Segment], window: Window, *, thin: bool
) -> Found | None:
    """Return the cheapest way from one of the ports `starts` to one of `ends`, or None where walls leave none.

    `trunks` are steps that cost less, since they are shared with links of the same relation; with `thin` a large window
    is searched on a choice of its tracks.
    """
    field = _field(grid, [port.node for port in (*starts, *ends)], trunks, window, thin)
    sources, targets = field.gates(starts), field.gates(ends)
    level: Ints = np.full(field.along.shape, NEVER, np.int32)
    upright = level.copy()
    for gate in sources:
        array = upright if gate.upright else level
        array[gate.row, gate.column] = min(int(array[gate.row, gate.column]), gate.cost)
    begin = now = (level, upright)
    turns: list[tuple[Ints, Ints]] = []
    best = NEVER
    for turn in range(_TURNS):
        axis = turn % 2
        source = np.minimum(now[axis], now[1 - axis] + BEND) if turn else level
        reached = _sweep(source, field.down if axis else field.along, 1 - axis)
        turns.append((source, reached))
        now = (now[0], reached) if axis else (reached, now[1])
        if axis:
            cost = min(_cost(now, gate) for gate in targets)
            if cost >= best:
                break
            best = cost
    if best >= WALL:
        return None
    end = min(targets, key=lambda gate: _cost(now, gate))
    nodes = _trace(field, turns, begin, end)
    fresh: list[tuple[Segment, Indexes]] = []
    for segment in segments(nodes):
        costs = _steps(field, segment)
        if costs.max(initial=0) >= WALL:
            return None
        fresh.append((segment, np.flatnonzero(costs != TRUNK_STEP) + segment.first))
    start = min((gate for gate in sources if gate.port.node == nodes[0]), key=lambda gate: gate.cost)
    return Found(start.port, end.port, nodes, fresh)


def segments(nodes: Sequence[Node]) -> list[Segment]:
    """Return the steps between the corners of a way."""
    found = []
    for a, b in pairwise(nodes):
        if a.row == b.row:
            low, high = sorted((a.column, b.column))
            found.append(Segment(False, a.row, low + 1, high))
        else:
            low, high = sorted((a.row, b.row))
            found.append(Segment(True, a.column, low + 1, high))
    return found


def _field(grid: Grid, nodes: Sequence[Node], trunks: Iterable[Segment], window: Window, thin: bool) -> Field:
    part = (slice(window.top, window.bottom), slice(window.left, window.right))
    rows, columns = np.arange(window.top, window.bottom), np.arange(window.left, window.right)
    trunks = list(trunks)
    thin = thin and window.size > LARGE
    if thin:
        stride = math.ceil(math.sqrt(window.size / LARGE))
        lines = [node.row for node in nodes] + [s.line for s in trunks if not s.upright]
        rows = _best_lines(
            grid.free_along[window.right, part[0]] - grid.free_along[window.left, part[0]],
            grid.used_along[part].sum(axis=1, dtype=np.int32),
            stride,
            window.top,
            lines,
        )
        lines = [node.column for node in nodes] + [s.line for s in trunks if s.upright]
        columns = _best_lines(
            grid.free_down[window.bottom, part[1]] - grid.free_down[window.top, part[1]],
            grid.used_down[part].sum(axis=0, dtype=np.int32),
            stride,
            window.left,
            lines,
        )
    steps_along, steps_down = grid.along[part], grid.down[part]
    if thin:
        steps_along, steps_down = steps_along[rows - window.top], steps_down[:, columns - window.left]
    elif trunks:
        steps_along, steps_down = steps_along.copy(), steps_down.copy()
    field = Field(window, rows, columns, steps_along, steps_down, steps_along, steps_down)
    for segment in trunks:
        steps = _steps(field, segment)
        steps[steps < WALL] = TRUNK_STEP
    along: Ints = np.cumsum(steps_along, axis=1, dtype=np.int32)
    down: Ints = np.cumsum(steps_down, axis=0, dtype=np.int32)
    if thin:
        along, down = along[:, columns - window.left], down[rows - window.top]
    return replace(field, along=along, down=down)


def _best_lines(free: Ints, used: Ints, stride: int, first: int, needed: Sequence[int]) -> Indexes:
    """Return of each `stride` neighbouring lines the one that is free for longest and least used, and the needed."""
    score = _FREE_NODE * free - used
    count = len(score)
    blocks = np.pad(score, (0, -count % stride), constant_values=score.min() - 1).reshape(-1, stride)
    best = blocks.argmax(axis=1) + np.arange(len(blocks)) * stride + first
    lines: Indexes = np.union1d(best, [line for line in needed if first <= line < first + count]).astype(np.intp)
    return lines


def _steps(field: Field, segment: Segment) -> Ints:
    """Return what the steps of a segment cost, as far as it lies in the field; writing to them changes the field's."""
    if segment.upright:
        array, lines, offset = field.steps_down.T, field.columns, field.window.top
    else:
        array, lines, offset = field.steps_along, field.rows, field.window.left
    at = int(np.searchsorted(lines, segment.line))
    if at == len(lines) or lines[at] != segment.line:
        return array[0, :0]
    return array[at, max(0, segment.first - offset) : max(0, segment.last - offset + 1)]


def _sweep(source: Ints, ways: Ints, axis: int) -> Ints:
    """Return the least cost of each node when any node of its line may be its source, going both ways."""
    forth = source - ways
    back = source + ways
    if axis:
        np.minimum.accumulate(forth, axis=1, out=forth)
        np.minimum.accumulate(back[:, ::-1], axis=1, out=back[:, ::-1])
    else:
        forth = _least_above(forth)
        back = _least_above(back[::-1])[::-1]
    forth += ways
    back -= ways
    np.minimum(forth, back, out=forth)
    return forth


def _least_above(values: Ints) -> Ints:
    """Return the least value of each column down to each row: as `minimum.accumulate`, in a third of its time."""
    values, other = values.copy(), np.empty_like(values)
    reach = 1
    while reach < len(values):
        other[:reach] = values[:reach]
        np.minimum(values[reach:], values[:-reach], out=other[reach:])
        values, other = other, values
        reach *= 2
    return values


def _cost(reached: tuple[Ints, Ints], gate: Gate) -> int:
    at = (gate.row, gate.column)
    straight, bent = (reached[1], reached[0]) if gate.upright else (reached[0], reached[1])
    return min(int(straight[at]), int(bent[at]) + BEND) + gate.cost


def _trace(field: Field, turns: Sequence[tuple[Ints, Ints]], begin: tuple[Ints, Ints], end: Gate) -> list[Node]:
    """Follow the least costs back from a gate; return the first node, the corners and the last node."""
    row, column = end.row, end.column
    last = (len(turns) - 2, len(turns) - 1)
    axis = 1 if end.upright else 0
    if int(turns[last[axis]][1][row, column]) > int(turns[last[1 - axis]][1][row, column]) + BEND:
        axis = 1 - axis
    turn = last[axis]
    path = [(row, column)]
    while True:
        source, way = turns[turn][0], field.down if axis else field.along
        if axis:
            row = int((source[:, column] + np.abs(way[:, column] - way[row, column])).argmin())
        else:
            column = int((source[row] + np.abs(way[row] - way[row, column])).argmin())
        path.append((row, column))
        value = int(source[row, column])
        if value == int(begin[axis][row, column]):
            break
        if turn and int(turns[turn - 1][1][row, column]) + BEND == value:
            turn, axis = turn - 1, 1 - axis
        elif turn >= 2:
            turn -= 2
        else:
            break
    return corners([Node(int(field.rows[r]), int(field.columns[c])) for r, c in reversed(path)])


def corners(nodes: Sequence[Node]) -> list[Node]:
    """Return a way without the nodes that lie on a straight piece of it."""
    kept: list[Node] = []
    for node in nodes:
        if kept and node == kept[-1]:
            continue
        before = kept[-2:] if len(kept) > 1 else ()
        if before and (all(n.row == node.row for n in before) or all(n.column == node.column for n in before)):
            kept[-1] = node
        else:
            kept.append(node)
    return kept
