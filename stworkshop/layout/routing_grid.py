"""The tracks that links run on: a grid of 10 px with what each step costs.

Arrays have the shape (rows, columns); `along` holds the cost of the step from the column before, `down` of the step
from the row above. Costs are whole numbers, so that every machine finds the same way.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from stworkshop.layout.zone_frame import PITCH, Rect

Ints: TypeAlias = NDArray[np.int32]
Flags: TypeAlias = NDArray[np.bool_]
STEP, TRUNK_STEP, BEND, TITLE = 20, 11, 140, 200
OUTSIDE = 30
_SHARED = np.array([0, 40, 90, 160, 260, 400], dtype=np.int32)
_CROSSING, _MOST_CROSSINGS = 24, 4
WALL = 1 << 21
"""What a step into a card or out of it costs: more than any way around, on few enough steps for 32 bits."""
NEVER = 1 << 29
CLEARANCE = 5.0
"""Links keep this far from cards, in px."""
_MARGIN = 40
_LANE = 12
_MOST_LINES, _MOST_NODES = 6000, 6_000_000


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

    @property
    def size(self) -> int:
        """How many nodes it holds."""
        return (self.bottom - self.top) * (self.right - self.left)


class Grid:
    """Cards and titles as walls, tracks in use, and what each step costs by all that.

    A title that a card lies at is costly ground, so that the links of that card have a way out.
    """

    def __init__(self, bounds: Rect, cards: Iterable[Rect], titles: Iterable[Rect], *, outside: bool) -> None:
        """Lay tracks over a map and around it; with `outside` the ground around it is costly."""
        self.left = math.floor(bounds.x / PITCH) - _MARGIN
        self.top = math.floor(bounds.y / PITCH) - _MARGIN
        self.columns = math.ceil(bounds.right / PITCH) + _MARGIN - self.left + 1
        self.rows = math.ceil(bounds.bottom / PITCH) + _MARGIN - self.top + 1
        shape = (self.rows, self.columns)
        self.walls = np.zeros(shape, np.int16)
        self.ground = np.full(shape, OUTSIDE if outside else 0, np.int16)
        self.ground[self.area(bounds, 2 * PITCH)] = 0
        self.used_along = np.zeros(shape, np.int16)
        self.used_down = np.zeros(shape, np.int16)
        self.along: Ints = np.empty(shape, np.int32)
        self.down: Ints = np.empty(shape, np.int32)
        for rect in titles:
            self.ground[self.area(rect, 0.0)] = TITLE
        for rect in cards:
            self.walls[self.area(rect, CLEARANCE)] += 1
        self._titles = [rect for rect in titles if not self.walls[self.area(rect, CLEARANCE)].any()]
        for rect in self._titles:
            self.walls[self.area(rect, 0.0)] += 1
        self.refresh(slice(0, self.rows), slice(0, self.columns))

    @cached_property
    def free_along(self) -> Ints:
        """How many nodes on long free pieces of each row lie before each column; shape (columns + 1, rows)."""
        return _running_count(_long_runs(self.walls == 0, 1).T)

    @cached_property
    def free_down(self) -> Ints:
        """How many nodes on long free pieces of each column lie above each row; shape (rows + 1, columns)."""
        return _running_count(_long_runs(self.walls == 0, 0))

    @staticmethod
    def too_large(bounds: Rect) -> bool:
        """Tell whether a map is too large for tracks all over it."""
        rows, columns = bounds.h / PITCH + 2 * _MARGIN, bounds.w / PITCH + 2 * _MARGIN
        return max(rows, columns) > _MOST_LINES or rows * columns > _MOST_NODES

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
        return _clipped(rows, self.top, self.rows), _clipped(columns, self.left, self.columns)

    def wall(self, rect: Rect, by: int) -> None:
        """Put up (`by` 1) or take down (-1) the walls of a card."""
        rows, columns = self.area(rect, CLEARANCE)
        self.walls[rows, columns] += by
        self.__dict__.pop("free_along", None)
        self.__dict__.pop("free_down", None)
        self.refresh(rows, columns)

    def open_titles(self, by: int) -> None:
        """Let links through titles (`by` -1) where there is no other way, or no longer (1)."""
        for rect in self._titles:
            rows, columns = self.area(rect, 0.0)
            self.walls[rows, columns] += by
            self.refresh(rows, columns)
        self.__dict__.pop("free_along", None)
        self.__dict__.pop("free_down", None)

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
        if rows.start >= rows.stop or columns.start >= columns.stop:
            return
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
        self.along[part] += _CROSSING * np.clip(down, 0, _MOST_CROSSINGS) + WALL * (wall ^ before)
        self.down[part] = STEP + ground + _SHARED[np.clip(down, 0, most)]
        self.down[part] += _CROSSING * np.clip(along, 0, _MOST_CROSSINGS) + WALL * (wall ^ above)

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


def _clipped(lines: tuple[int, int], first: int, count: int) -> slice:
    return slice(*(min(max(0, line - first), count) for line in lines))


def _long_runs(free: Flags, axis: int) -> Flags:
    """Return which nodes lie on a run of free nodes that is long enough to be worth a track."""
    count = free.shape[axis]
    at = np.arange(count, dtype=np.int32)
    at = at[None, :] if axis else at[:, None]
    last = np.maximum.accumulate(np.where(free, np.int32(-1), at), axis=axis)
    after = np.where(free, np.int32(count), at)
    after = np.flip(np.minimum.accumulate(np.flip(after, axis), axis=axis), axis)
    runs: Flags = (after - last > _LANE) & free
    return runs


def _running_count(flags: Flags) -> Ints:
    count: Ints = np.zeros((flags.shape[0] + 1, flags.shape[1]), np.int32)
    np.cumsum(flags, axis=0, dtype=np.int32, out=count[1:])
    return count
