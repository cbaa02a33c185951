"""Ways between the zones of a map seen from afar: along the gutters, in lanes side by side, never through a zone.

Three gutters run across (under the people, between the two rows of topics, above what was decided), three run down.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import networkx as nx

from stworkshop.graphics.vector_paths import Point

ACROSS = ("H0", "H1", "H2")
DOWN = ("A", "M", "B")
CROSSINGS: Mapping[str, tuple[str, ...]] = {"H0": ("A", "B"), "H1": ("A", "M", "B"), "H2": ("A", "M", "B")}
"""Which gutters that run down meet those that run across."""
_TURN = 60.0
"""What a turn costs, in px of way."""
_SNAP = 30.0
BETWEEN = 5.0
"""Free space between two lanes, in px."""


class Exit(NamedTuple):
    """Where something leaves its zone: into which gutter, how far along it, and the point where it starts.

    It may be moved along the gutter between `low` and `high`, a little, so that a way needs no small jog.
    """

    gutter: str
    at: float
    start: Point
    low: float = 0.0
    high: float = 0.0

    def snapped(self, at: float) -> Exit | None:
        """Return the exit moved along its gutter, or None where that is too far."""
        if abs(at - self.at) > _SNAP or not self.low <= at <= self.high:
            return None
        start = (at, self.start[1]) if self.gutter in ACROSS else (self.start[0], at)
        return self._replace(at=at, start=start)


class Run(NamedTuple):
    """A straight part of a way: in which gutter, from where to where along it."""

    gutter: str
    first: float
    last: float


@dataclass(frozen=True, eq=False)
class Way:
    """A way from one exit to another: its runs, and its width in px. A way straight across a gutter has none.

    Two of them are never the same, even along each other: each has lanes of its own.
    """

    start: Exit
    end: Exit
    runs: tuple[Run, ...]
    width: float


class Network:
    """The gutters with their middles: y in px of those that run across, x of those that run down."""

    def __init__(self, middles: Mapping[str, float]) -> None:
        self.middles = dict(middles)
        self._graph: nx.Graph[tuple[str, float]] = nx.Graph()
        self._nodes: dict[str, list[tuple[str, float]]] = defaultdict(list)
        for across, downs in CROSSINGS.items():
            for down in downs:
                one, other = (across, self.middles[down]), (down, self.middles[across])
                self._graph.add_edge(one, other, cost=_TURN)
                self._nodes[across].append(one)
                self._nodes[down].append(other)
        for nodes in self._nodes.values():
            for one, other in itertools.combinations(nodes, 2):
                self._graph.add_edge(one, other, cost=abs(one[1] - other[1]))
        self._found = dict(nx.all_pairs_dijkstra(self._graph, weight="cost"))

    def way(self, start: Exit, end: Exit, width: float) -> tuple[float, Way]:
        """Return the shortest way with the fewest turns, and its cost."""
        if start.gutter == end.gutter:
            straight = [Run(start.gutter, start.at, end.at)] if start.at != end.at else []
            return abs(start.at - end.at), Way(start, end, tuple(straight), width)
        ends = itertools.product(self._nodes[start.gutter], self._nodes[end.gutter])
        cost, first, last = min((self._cost(start, first, last, end), first, last) for first, last in ends)
        nodes = self._found[first][1][last]
        places = [(start.gutter, start.at), *nodes, (end.gutter, end.at)]
        runs = tuple(Run(a[0], a[1], b[1]) for a, b in itertools.pairwise(places) if a[0] == b[0])
        return cost, Way(start, end, _joined(runs), width)

    def _cost(self, start: Exit, first: tuple[str, float], last: tuple[str, float], end: Exit) -> float:
        between: float = self._found[first][0][last]
        return abs(start.at - first[1]) + between + abs(end.at - last[1])


def _joined(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Join runs that follow each other in one gutter."""
    found: list[Run] = []
    for run in runs:
        if found and found[-1].gutter == run.gutter:
            found[-1] = found[-1]._replace(last=run.last)
        else:
            found.append(run)
    return tuple(found)


class Lanes:
    """Which lane each run has: runs that overlap stand side by side. Runs that are not `drawn` need none."""

    def __init__(self, ways: Sequence[Way], drawn: Collection[tuple[Way, int]] | None = None) -> None:
        self._lane: dict[tuple[Way, int], int] = {}
        self._widths: dict[str, list[float]] = defaultdict(list)
        taken: dict[str, list[list[tuple[float, float]]]] = defaultdict(list)
        runs = [
            (way, number, run)
            for way in ways
            for number, run in enumerate(way.runs)
            if drawn is None or (way, number) in drawn
        ]
        for way, number, run in sorted(runs, key=lambda one: min(one[2][1:])):
            low, high = sorted((run.first, run.last))
            lanes = taken[run.gutter]
            free = next((n for n, lane in enumerate(lanes) if all(high < a or b < low for a, b in lane)), len(lanes))
            if free == len(lanes):
                lanes.append([])
                self._widths[run.gutter].append(0.0)
            reach = way.width + BETWEEN
            lanes[free].append((low - reach, high + reach))
            self._widths[run.gutter][free] = max(self._widths[run.gutter][free], way.width)
            self._lane[way, number] = free

    def room(self, gutter: str) -> float:
        """Return how wide a gutter's lanes are together, in px."""
        widths = self._widths.get(gutter, [])
        return sum(widths) + BETWEEN * max(0, len(widths) - 1)

    def offset(self, way: Way, number: int) -> float:
        """Return how far the lane of a run of a way lies from the middle of its gutter, in px."""
        gutter = way.runs[number].gutter
        if (way, number) not in self._lane:
            return 0.0
        widths, lane = self._widths[gutter], self._lane[way, number]
        return sum(widths[:lane]) + BETWEEN * lane + widths[lane] / 2 - self.room(gutter) / 2


def lanes_of(ways: Sequence[Way], network: Network) -> Lanes:
    """Return the lanes of all ways; a first or last run that its exit can do without takes no room."""

    def drawn(lanes: Lanes) -> set[tuple[Way, int]]:
        return {(way, line.number) for way in ways for line in _lines(way, lanes, network)[1]}

    wide = Lanes(ways)
    runs = drawn(wide)
    narrow = Lanes(ways, runs)
    return narrow if drawn(narrow) <= runs else wide


class _Line(NamedTuple):
    """A run that is drawn: its number, its gutter, and where in the gutter it lies."""

    number: int
    gutter: str
    middle: float


def _lines(way: Way, lanes: Lanes, network: Network) -> tuple[Exit, list[_Line], Exit]:
    """Return the runs of a way that are drawn, and its exits, moved where that saves a small jog."""
    start, end = way.start, way.end
    lines = [_Line(n, run.gutter, network.middles[run.gutter] + lanes.offset(way, n)) for n, run in enumerate(way.runs)]
    if len(lines) > 1 and (moved := start.snapped(lines[1].middle)):
        start, lines = moved, lines[1:]
    if len(lines) > 1 and (moved := end.snapped(lines[-2].middle)):
        end, lines = moved, lines[:-1]
    return start, lines, end


def points(way: Way, lanes: Lanes, network: Network) -> list[Point]:
    """Return the corners of a way, one of those that the lanes were given."""
    start, drawn, end = _lines(way, lanes, network)
    lines = [(line.gutter, line.middle) for line in drawn]
    if not lines:
        return [start.start, end.start]
    found = [start.start]
    if lines[0][0] == way.runs[0].gutter:
        found.append(_corner(lines[0], start.at))
    for (gutter, middle), (_other, following) in itertools.pairwise(lines):
        found.append((following, middle) if gutter in ACROSS else (middle, following))
    if lines[-1][0] == way.runs[-1].gutter:
        found.append(_corner(lines[-1], end.at))
    found.append(end.start)
    return [point for n, point in enumerate(found) if n == 0 or point != found[n - 1]]


def _corner(line: tuple[str, float], at: float) -> Point:
    return (at, line[1]) if line[0] in ACROSS else (line[1], at)
