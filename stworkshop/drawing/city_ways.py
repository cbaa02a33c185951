"""The ways of roads, of the links of a lens, and of one card's links, in the gutters of a map seen from afar."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from stworkshop.drawing.city import NARROWEST_ROAD, City, Road
from stworkshop.drawing.city_layout import Cell, Placed, Plan
from stworkshop.drawing.figures import Box
from stworkshop.drawing.gutters import DOWN, Exit, Lanes, Way, lanes_of
from stworkshop.graphics.link_styles import link_style
from stworkshop.graphics.vector_paths import Point
from stworkshop.layout.zone_frame import OTHER
from stworkshop.model.records import Link

BESIDE = 14.0
"""What stays free on both sides of a gutter's lanes together, in px."""
_APART, _STORY_APART = 20.0, 11.0
"""How far exits of roads and of links stand from each other, in px."""
_STORY_WIDTH = 6.0
_MOST_ROADS = 12
_FOR_ROADS = 0.6
"""So much of a gutter roads take before the links of the lens have theirs."""
_CORNER = 16.0
_NEIGHBOURS = 40.0
"""Two cards of one zone that are nearer than that stand beside or above each other."""


@dataclass(frozen=True)
class Spoke:
    """A link of the chosen card: the card at its other end, and its way; None where no gutter leads there."""

    link: Link
    other: str
    outgoing: bool
    way: Way | None


class Ways:
    """Finds ways that cross nothing; with `widths` of the gutters given, as many as these hold."""

    def __init__(self, city: City, plan: Plan, widths: Mapping[str, float] | None = None) -> None:
        self._city, self._plan, self._widths = city, plan, widths
        self._exits: dict[str, list[float]] = defaultdict(list)
        self._taken: list[Way] = []
        self.spokes: list[Spoke] = []
        self.roads: list[tuple[Road, Way]] = []
        self.stories: list[tuple[Link, Way]] = []

    def lay_out(self, chosen: Sequence[Link] = (), card: str = "") -> None:
        """Find the ways of all roads, and of the links of the lens; or, in their place, of those of a chosen card."""
        for link in chosen:
            self.spokes.append(self._spoke(link, card))
        roads = self._city.roads[:_MOST_ROADS]
        left = [road for road in roads if not self._take_road(road, _FOR_ROADS)]
        if not card:
            self._take_stories()
        for road in left:
            self._take_road(road, 1.0)
        self.roads.sort(key=lambda one: roads.index(one[0]))
        self.lanes: Lanes = lanes_of(self._taken, self._plan.network)

    def _take(self, way: Way | None, share: float = 1.0) -> bool:
        """Take a way where the gutters have room for it; note where it leaves."""
        if way is None:
            return False
        if self._widths is not None:
            lanes = lanes_of([*self._taken, way], self._plan.network)
            gutters = {run.gutter for run in way.runs}
            if any(lanes.room(name) > (self._widths[name] - BESIDE) * share for name in gutters):
                return False
        self._taken.append(way)
        for end in (way.start, way.end):
            self._exits[end.gutter].append(end.at)
        return True

    # --- roads

    def _take_road(self, road: Road, share: float) -> bool:
        first, second = (self._plan.cells[zone] for zone in road.zones)
        for wide in (road.width, NARROWEST_ROAD):
            way = self._between(first, second, wide)
            if self._take(way, share):
                self.roads.append((road, way))
                return True
        return False

    def _between(self, first: Cell, second: Cell, width: float) -> Way:
        """Return the best way between two zones; straight across a gutter where they face each other."""
        found: list[tuple[float, Way]] = []
        sides = [(one, other) for one in _sides(first) for other in _sides(second)]
        for (gutter, side, low, high), (gutter2, side2, low2, high2) in sides:
            left, right = max(low, low2), min(high, high2)
            if gutter == gutter2 and side != side2 and left <= right:
                at = self._free(gutter, (left + right) / 2, left, right, _APART)
                one = Exit(gutter, at, _border(first.box, side, at))
                other = Exit(gutter, at, _border(second.box, side2, at))
                found.append((-1.0, Way(one, other, (), width)))
                continue
            starts, ends = (self._places(gutter, low, high), self._places(gutter2, low2, high2))
            for at, at2 in itertools.product(starts, ends):
                one = Exit(gutter, at, _border(first.box, side, at), low, high)
                other = Exit(gutter2, at2, _border(second.box, side2, at2), low2, high2)
                found.append(self._plan.network.way(one, other, width))
        return min(found, key=lambda entry: entry[0])[1]

    def _places(self, gutter: str, low: float, high: float) -> list[float]:
        """Return where a road may leave: nearest to where it might, where nothing else does."""
        return [self._free(gutter, wanted, low, high, _APART) for wanted in self._wanted(low, high, gutter)]

    def _wanted(self, low: float, high: float, gutter: str) -> list[float]:
        """Return where a road might leave: at both ends, in the middle, and where another gutter runs on."""
        across = gutter not in DOWN
        ends = [middle for name, middle in self._plan.network.middles.items() if (name in DOWN) == across]
        return [low, (low + high) / 2, high, *(at for at in ends if low <= at <= high)]

    def _free(self, gutter: str, wanted: float, low: float, high: float, apart: float) -> float:
        """Return the place along a gutter nearest to the wanted one where nothing else leaves; else the wanted one."""
        taken = self._exits[gutter]
        steps = (wanted + sign * n * apart / 2 for n in range(40) for sign in (1, -1))
        return next((at for at in steps if low <= at <= high and not any(abs(at - o) < apart for o in taken)), wanted)

    # --- links between cards

    def _take_stories(self) -> None:
        placed = self._plan.placed
        drawn: set[tuple[str, str, str]] = set()
        for link in self._city.stories:
            key = (link.source, link.target, link_style(link.relation).family)
            if link.source not in placed or link.target not in placed or link.source == link.target or key in drawn:
                continue
            way = self._way(link.source, link.target)
            if way is not None and self._take(way):
                drawn.add(key)
                self.stories.append((link, way))

    def _spoke(self, link: Link, card: str) -> Spoke:
        """Return a link of the chosen card; to a card that does not show it leads to that card's zone."""
        other = link.target if link.source == card else link.source
        way = None if link.source == link.target else self._way(link.source, link.target, to_zones=True)
        return Spoke(link, other, link.source == card, way if self._take(way) else None)

    def _way(self, source: str, target: str, *, to_zones: bool = False) -> Way | None:
        """Return the way from a card to another, which may be that of their zones; None where there is none."""
        zone, placed = self._city.zone_by_card, self._plan.placed
        first, second = placed.get(source), placed.get(target)
        cell, cell2 = self._plan.cells[zone[source]], self._plan.cells[zone[target]]
        if cell is cell2 and first is not None and second is not None and (near := _beside(first, second)):
            return near
        if cell is cell2 and (first is None or second is None):
            return None
        starts = list(self._card_exits(first, cell)) if first is not None else []
        ends = list(self._card_exits(second, cell2)) if second is not None else []
        if to_zones and cell is not cell2:
            starts = starts or list(self._zone_exits(cell))
            ends = ends or list(self._zone_exits(cell2))
        found = [
            self._plan.network.way(one, other, _STORY_WIDTH)
            for one, other in itertools.product(starts, ends)
            if one.gutter != other.gutter or one.at != other.at
        ]
        return min(found, key=lambda entry: entry[0])[1] if found else None

    def _card_exits(self, placed: Placed, cell: Cell) -> Iterator[Exit]:
        """Yield where a link may leave a card without crossing anything of its zone."""
        box = placed.box
        for gutter, side, low, high in _sides(cell):
            if side not in placed.sides:
                continue
            if gutter in DOWN:
                middle, first, last = box.y + box.h / 2, box.y + 8, box.y + box.h - 8
            else:
                middle, first, last = box.x + box.w / 2, box.x + 50, box.x + box.w - 20
            at = self._free(gutter, middle, max(low, first), min(high, last), _STORY_APART)
            yield Exit(gutter, at, _border(box, side, at))

    def _zone_exits(self, cell: Cell) -> Iterator[Exit]:
        """Yield where a link may leave the border of a zone."""
        for gutter, side, low, high in _sides(cell):
            at = self._free(gutter, (low + high) / 2, low, high, _STORY_APART)
            yield Exit(gutter, at, _border(cell.box, side, at))


_BORDERS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "people": (("H0", "down"),),
    "public-value": (("H0", "up"), ("A", "right"), ("H1", "down")),
    "centre": (("H0", "up"), ("A", "left"), ("B", "right"), ("H1", "down")),
    "human-rights": (("H0", "up"), ("B", "left"), ("H1", "down")),
    "ethics-responsible-innovation": (("H1", "up"), ("A", "right"), ("H2", "down")),
    "public-servants-competencies": (("H1", "up"), ("A", "left"), ("M", "right"), ("H2", "down")),
    "public-sector-capabilities": (("H1", "up"), ("M", "left"), ("B", "right"), ("H2", "down")),
    "regulation": (("H1", "up"), ("B", "left"), ("H2", "down")),
    "agreement": (("H2", "up"),),
    OTHER: (("H2", "up"),),
}
"""Which gutters run along a zone, and on which of its sides."""


def _sides(cell: Cell) -> Iterator[tuple[str, str, float, float]]:
    """Yield the gutters along a zone with its side, and from where to where it can be left there."""
    box = cell.box
    for gutter, side in _BORDERS[cell.zone]:
        low, wide = (box.y, box.h) if gutter in DOWN else (box.x, box.w)
        yield gutter, side, low + _CORNER, low + wide - _CORNER


def _border(box: Box, side: str, at: float) -> Point:
    """Return the point of a side of a box so far along it."""
    return {
        "up": (at, box.y), "down": (at, box.y + box.h), "left": (box.x, at), "right": (box.x + box.w, at),
    }[side]  # fmt: skip


def _beside(first: Placed, second: Placed) -> Way | None:
    """Return the straight way between two cards that stand next to each other in a row, or one above the other."""
    a, b = first.box, second.box
    level = (max(a.y, b.y) + min(a.y + a.h, b.y + b.h)) / 2
    gap = b.x - a.x - a.w if b.x > a.x else a.x - b.x - b.w
    if 0 < gap < _NEIGHBOURS and max(a.y, b.y) < level < min(a.y + a.h, b.y + b.h):
        out, into = (a.x + a.w, b.x) if b.x > a.x else (a.x, b.x + b.w)
        return Way(Exit("", level, (out, level)), Exit("", level, (into, level)), (), _STORY_WIDTH)
    middle = (max(a.x, b.x) + min(a.x + a.w, b.x + b.w)) / 2
    drop = b.y - a.y - a.h if b.y > a.y else a.y - b.y - b.h
    if not 0 < drop < _NEIGHBOURS or not max(a.x, b.x) < middle < min(a.x + a.w, b.x + b.w):
        return None
    out, into = (a.y + a.h, b.y) if b.y > a.y else (a.y, b.y + b.h)
    return Way(Exit("", middle, (middle, out)), Exit("", middle, (middle, into)), (), _STORY_WIDTH)
