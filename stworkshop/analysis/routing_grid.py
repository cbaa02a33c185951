"""The tracks that links run on: a grid of 10 px with what each step costs, and the cheapest way between two cards.

Arrays have the shape (rows, columns); `along` holds the cost of the step from the column before, `down` of the step from
the row above. Costs are whole numbers, so that every machine finds the same way.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from stworkshop.analysis.frame import PITCH, Rect

Ints = NDArray[np.int32]
STEP, TRUNK_STEP, BEND, TITLE = 20, 11, 140, 200
OUTSIDE = 30
_SHARED = np.array([0, 40, 90, 160, 260, 400], dtype=np.int32)
_CROSSING, _MOST_CROSSINGS = 24, 4
WALL = 1 << 18
NEVER = 1 << 29
CLEARANCE = 5.0
"""Links keep this far from cards, in px."""
_MARGIN = 40
_SWEEPS = 9


class Node(NamedTuple):
    """A crossing of the grid."""

    row: int
    column: int


class Port(NamedTuple):
    """Where a link may touch a card: the point on its outline, the node before it, and the extra cost of using it."""

    x: float
    y: float
    node: Node
    upright: bool
    cost: int


class Segment(NamedTuple):
    """Steps of a link on one line: on a row (`upright` false) or a column, into the nodes `first` to `last`."""

    upright: bool
    line: int
    first: int
    last: int


class Window(NamedTuple):
    """A part of the grid, end exclusive."""

    top: int
    left: int
    bottom: int
    right: int


class Grid:
    """Cards as walls, titles as costly ground, tracks in use, and what each step costs by all that."""

    def __init__(self, bounds: Rect) -> None:
        self.left = math.floor(bounds.x / PITCH) - _MARGIN
        self.top = math.floor(bounds.y / PITCH) - _MARGIN
        self.columns = math.ceil(bounds.right / PITCH) + _MARGIN - self.left + 1
        self.rows = math.ceil(bounds.bottom / PITCH) + _MARGIN - self.top + 1
        shape = (self.rows, self.columns)
        self.walls = np.zeros(shape, np.int16)
        self.ground = np.zeros(shape, np.int16)
        self.used_along = np.zeros(shape, np.int16)
        self.used_down = np.zeros(shape, np.int16)
        self.along: Ints = np.full(shape, STEP, np.int32)
        self.down: Ints = np.full(shape, STEP, np.int32)

    def holds(self, rect: Rect) -> bool:
        """Tell whether a card lies inside the grid with room around it."""
        first, last = self.node(rect.x, rect.y), self.node(rect.right, rect.bottom)
        return first.row > 2 and first.column > 2 and last.row < self.rows - 3 and last.column < self.columns - 3

    def node(self, x: float, y: float) -> Node:
        """Return the node nearest to a point."""
        return Node(round(y / PITCH) - self.top, round(x / PITCH) - self.left)

    def point(self, node: Node) -> tuple[float, float]:
        """Return where a node lies."""
        return (node.column + self.left) * PITCH, (node.row + self.top) * PITCH

    def area(self, rect: Rect, clearance: float) -> tuple[slice, slice]:
        """Return the nodes that lie in a rectangle or closer to it than the clearance."""
        inside = clearance - 1e-6
        rows = (math.ceil((rect.y - inside) / PITCH), math.floor((rect.bottom + inside) / PITCH) + 1)
        columns = (math.ceil((rect.x - inside) / PITCH), math.floor((rect.right + inside) / PITCH) + 1)
        return (
            slice(max(0, rows[0] - self.top), max(0, rows[1] - self.top)),
            slice(max(0, columns[0] - self.left), max(0, columns[1] - self.left)),
        )

    def wall(self, rect: Rect, by: int) -> None:
        """Put up (`by` 1) or take down (-1) the walls of a card."""
        rows, columns = self.area(rect, CLEARANCE)
        self.walls[rows, columns] += by
        self.refresh(rows, columns)

    def title(self, rect: Rect) -> None:
        """Make the ground under a title costly."""
        rows, columns = self.area(rect, 0.0)
        self.ground[rows, columns] = TITLE
        self.refresh(rows, columns)

    def outside(self, bounds: Rect) -> None:
        """Make the ground around the map costly, more than a track's width away from its cards."""
        rows, columns = self.area(bounds, 2 * PITCH)
        inside = self.ground[rows, columns].copy()
        self.ground[:] = OUTSIDE
        self.ground[rows, columns] = inside
        self.refresh(slice(0, self.rows), slice(0, self.columns))

    def mark(self, segment: Segment, steps: slice | NDArray[np.intp], by: int) -> None:
        """Count a link more (`by` 1) or less (-1) on some steps of a line."""
        if segment.upright:
            self.used_down[steps, segment.line] += by
            self.refresh(slice(segment.first - 1, segment.last + 1), slice(segment.line, segment.line + 1))
        else:
            self.used_along[segment.line, steps] += by
            self.refresh(slice(segment.line, segment.line + 1), slice(segment.first - 1, segment.last + 1))

    def refresh(self, rows: slice, columns: slice) -> None:
        """Compute anew what the steps into some nodes cost, and out of them."""
        rows = slice(rows.start, min(rows.stop + 1, self.rows))
        columns = slice(columns.start, min(columns.stop + 1, self.columns))
        part = (rows, columns)
        wall = self.walls[part] > 0
        before = np.zeros_like(wall)
        before[:, 1:] = wall[:, :-1]
        above = np.zeros_like(wall)
        above[1:] = wall[:-1]
        if columns.start > 0:
            before[:, 0] = self.walls[rows, columns.start - 1] > 0
        if rows.start > 0:
            above[0] = self.walls[rows.start - 1, columns] > 0
        along, down, ground = self.used_along[part], self.used_down[part], self.ground[part]
        most = len(_SHARED) - 1
        self.along[part] = STEP + ground + _SHARED[np.clip(along, 0, most)]
        self.along[part] += _CROSSING * np.clip(down, 0, _MOST_CROSSINGS) + WALL * (wall | before)
        self.down[part] = STEP + ground + _SHARED[np.clip(down, 0, most)]
        self.down[part] += _CROSSING * np.clip(along, 0, _MOST_CROSSINGS) + WALL * (wall | above)

    def window(self, nodes: Sequence[Node], margin: int) -> Window:
        """Return the part of the grid around some nodes."""
        rows = [node.row for node in nodes]
        columns = [node.column for node in nodes]
        return Window(
            max(0, min(rows) - margin),
            max(0, min(columns) - margin),
            min(self.rows, max(rows) + margin + 1),
            min(self.columns, max(columns) + margin + 1),
        )


class Found(NamedTuple):
    """A way: its ports and its nodes with their corners, from the first to the last."""

    start: Port
    end: Port
    nodes: list[Node]
    fresh: list[tuple[Segment, NDArray[np.intp]]]


def search(
    grid: Grid, starts: Sequence[Port], ends: Sequence[Port], trunks: Iterable[Segment], window: Window
) -> Found | None:
    """Return the cheapest way from one of the ports `starts` to one of `ends`, or None where walls leave none.

    `trunks` are steps that cost less, since they are shared with links of the same relation. The costs of reaching each
    node along its row, and along its column, are found in turn for all rows, and for all columns, at once; each turn
    allows one more bend.
    """
    part = (slice(window.top, window.bottom), slice(window.left, window.right))
    steps_along, steps_down = grid.along[part], grid.down[part]
    copied = False
    for segment in trunks:
        if not copied:
            steps_along, steps_down, copied = steps_along.copy(), steps_down.copy(), True
        steps = _steps(steps_along, steps_down, segment, window)
        steps[steps < WALL] = TRUNK_STEP
    along = np.cumsum(steps_along, axis=1, dtype=np.int32)
    down = np.cumsum(steps_down, axis=0, dtype=np.int32)
    level = np.full(along.shape, NEVER, np.int32)
    upright = level.copy()
    for port in starts:
        array = upright if port.upright else level
        at = (port.node.row - window.top, port.node.column - window.left)
        array[at] = min(int(array[at]), port.cost)
    begin = (level, upright)
    now = begin
    turns: list[tuple[Ints, Ints]] = []
    best = NEVER
    for turn in range(2 * _SWEEPS):
        axis = turn % 2
        source = np.minimum(now[axis], now[1 - axis] + BEND) if turn else level
        reached = _sweep(source, down if axis else along, 1 - axis)
        turns.append((source, reached))
        now = (now[0], reached) if axis else (reached, now[1])
        if axis:
            cost = min(_cost(now, port, window) for port in ends)
            if cost >= best:
                break
            best = cost
    if best >= WALL:
        return None
    end = min(ends, key=lambda port: _cost(now, port, window))
    nodes = _trace(turns, begin, (along, down), end, window)
    start = min((p for p in starts if p.node == nodes[0]), key=lambda p: p.cost)
    fresh = []
    for segment in segments(nodes):
        costs = _steps(steps_along, steps_down, segment, window)
        if costs.max(initial=0) >= WALL:
            return None
        fresh.append((segment, np.flatnonzero(costs != TRUNK_STEP) + segment.first))
    return Found(start, end, nodes, fresh)


def segments(nodes: Sequence[Node]) -> list[Segment]:
    """Return the steps between the corners of a way."""
    found = []
    for a, b in zip(nodes, nodes[1:], strict=False):
        if a.row == b.row:
            low, high = sorted((a.column, b.column))
            found.append(Segment(False, a.row, low + 1, high))
        else:
            low, high = sorted((a.row, b.row))
            found.append(Segment(True, a.column, low + 1, high))
    return found


def _steps(along: Ints, down: Ints, segment: Segment, window: Window) -> Ints:
    """Return what the steps of a segment cost, as far as it lies in a window; writing to them changes the window's."""
    array, line, offset = (down.T, window.left, window.top) if segment.upright else (along, window.top, window.left)
    if not 0 <= segment.line - line < len(array):
        return array[0, :0]
    return array[segment.line - line, max(0, segment.first - offset) : max(0, segment.last - offset + 1)]


def _sweep(source: Ints, ways: Ints, axis: int) -> Ints:
    """Return the least cost of each node when any node of its line may be its source, going both ways."""
    forth = np.minimum.accumulate(source - ways, axis=axis)
    forth += ways
    back = source + ways
    flipped = back[:, ::-1] if axis else back[::-1]
    np.minimum.accumulate(flipped, axis=axis, out=flipped)
    back -= ways
    np.minimum(forth, back, out=forth)
    return forth


def _cost(arrays: tuple[Ints, Ints], port: Port, window: Window) -> int:
    at = (port.node.row - window.top, port.node.column - window.left)
    straight, bent = (arrays[1], arrays[0]) if port.upright else (arrays[0], arrays[1])
    return min(int(straight[at]), int(bent[at]) + BEND) + port.cost


def _trace(
    turns: Sequence[tuple[Ints, Ints]], begin: tuple[Ints, Ints], ways: tuple[Ints, Ints], end: Port, window: Window
) -> list[Node]:
    """Follow the least costs back from a port; return the first node, the corners and the last node."""
    row, column = end.node.row - window.top, end.node.column - window.left
    last = (len(turns) - 2, len(turns) - 1)
    axis = 1 if end.upright else 0
    if int(turns[last[axis]][1][row, column]) > int(turns[last[1 - axis]][1][row, column]) + BEND:
        axis = 1 - axis
    turn = last[axis]
    path = [(row, column)]
    while True:
        source, way = turns[turn][0], ways[axis]
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
        elif turn == 1 or turn == 0:
            turn, axis = 0, 1 - axis
            break
        else:
            turn -= 2
    nodes: list[Node] = []
    for r, c in reversed(path):
        node = Node(r + window.top, c + window.left)
        if len(nodes) > 1 and (nodes[-2].row == nodes[-1].row == r + window.top or nodes[-2].column == nodes[-1].column == c + window.left):
            nodes[-1] = node
        elif not nodes or node != nodes[-1]:
            nodes.append(node)
    return nodes
