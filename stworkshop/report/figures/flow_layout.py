"""Where the parts of a data flow stand: columns in the order of the flow, lines that run between the boxes.

Pure geometry, in mm. Parts are layered by the longest way that data takes; a flow with more columns than a page holds
is cut into bands, whose links to other bands are named in the boxes.
"""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from stworkshop.report.figures.flow_order import Cell, ordered, settled

MOST_COLUMNS = 6
GAP = 2.6
"""Free space between two boxes of a column."""
FRAME_TOP, FRAME_EDGE = 5.6, 2.2
"""Room for the title of a frame, and between a frame and what it holds."""
_WIDEST, _NARROWEST, _BETWEEN, _MOST_BETWEEN = 38.0, 24.0, 7.25, 20.0
_LANE = 2.4
_PORT = 2.8


class Wire(NamedTuple):
    """A link to be drawn: it runs from source to target; `back` is laid out against the order of the columns."""

    source: str
    target: str
    look: str
    back: bool = False

    @property
    def ends(self) -> tuple[str, str]:
        """The two ends in the order of the columns."""
        return (self.target, self.source) if self.back else (self.source, self.target)


class Rect(NamedTuple):
    """A rectangle by its top left corner."""

    x: float
    y: float
    w: float
    h: float

    def overlaps(self, other: Rect) -> bool:
        """Tell whether two rectangles share more than an edge."""
        return (
            self.x < other.x + other.w - 1e-6 and other.x < self.x + self.w - 1e-6
            and self.y < other.y + other.h - 1e-6 and other.y < self.y + self.h - 1e-6
        )  # fmt: skip


Point = tuple[float, float]


class Line(NamedTuple):
    """A drawn link: pairs of points; each second pair runs straight across a column, the others curve between them."""

    points: tuple[Point, ...]
    look: str
    back: bool


@dataclass(frozen=True)
class Band:
    """Some columns of the flow, each with its units (parts that stand in one frame, or one part alone)."""

    columns: tuple[tuple[tuple[str, ...], ...], ...]
    wires: tuple[Wire, ...]
    onward: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    coming: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Picture:
    """A band with places: boxes by part, frames by the parts that they hold, lines, and its height."""

    boxes: Mapping[str, Rect]
    frames: tuple[tuple[tuple[str, ...], Rect], ...]
    lines: tuple[Line, ...]
    h: float


def bands(
    parts: Sequence[str], wires: Sequence[Wire], *, first: Collection[str] = (), last: Collection[str] = (),
    frames: Mapping[str, str] | None = None, most_in_column: int = 9,
) -> list[Band]:  # fmt: skip
    """Return all parts in columns: `first` begin the flow, `last` end it; `frames` gives the frame of a part."""
    wires = _forward(parts, wires)
    layer = _layers(parts, wires, first, last)
    units = _units(parts, layer, frames or {})
    columns: list[list[tuple[str, ...]]] = []
    for number in sorted(set(layer.values())):
        waiting = [unit for unit in units if layer[unit[0]] == number]
        while waiting:
            columns.append(_taken(waiting, most_in_column))
    return [_band(columns[at : at + MOST_COLUMNS], wires) for at in range(0, len(columns), MOST_COLUMNS)]


def column_width(count: int, whole: float) -> tuple[float, float]:
    """Return width and distance of the boxes of `count` columns."""
    w = min(_WIDEST, max(_NARROWEST, (whole - (count - 1) * _BETWEEN) / count))
    between = (whole - count * w) / (count - 1) if count > 1 else 0.0
    return w, min(between, _MOST_BETWEEN)


def placed(
    band: Band, width: float, height_of: Callable[[str, float], float], *, framed: Collection[str] = (),
    most: float = 150.0,
) -> Picture:  # fmt: skip
    """Return the places of a band that is `width` wide and no higher than `most`, if its boxes allow that.

    `height_of(part, w)` is the height of a box; `framed` are the parts that stand in a frame.
    """
    w, between = column_width(len(band.columns), width)
    heights = {part: height_of(part, w) for column in band.columns for unit in column for part in unit}
    units = {part: unit for column in band.columns for unit in column for part in unit}
    cells = {unit: Cell(_unit_height(unit, heights, framed), GAP) for unit in units.values()}
    lanes = _lanes(band, units)
    columns: list[list[Any]] = [list(column) for column in band.columns]
    for lane in lanes.cells:
        columns[lane.column].append(lane)
    everything: dict[Any, Cell] = {**cells, **{lane: Cell(0.8, _LANE - 0.8) for lane in lanes.cells}}
    columns = ordered(columns, lanes.steps)
    middles = settled(columns, lanes.steps, everything, most)
    boxes: dict[str, Rect] = {}
    frames = []
    for number, column in enumerate(band.columns):
        x = number * (w + between)
        for unit in column:
            top = middles[unit] - cells[unit].h / 2
            in_frame = unit[0] in framed
            if in_frame:
                frames.append((unit, Rect(x - FRAME_EDGE, top, w + 2 * FRAME_EDGE, cells[unit].h)))
            y = top + (FRAME_TOP if in_frame else 0.0)
            for part in unit:
                boxes[part] = Rect(x, y, w, heights[part])
                y += heights[part] + GAP
    lines = _lines(band, lanes, boxes, middles, (w, between))
    bottom = max((r.y + r.h for r in (*boxes.values(), *(r for _u, r in frames))), default=0.0)
    return Picture(boxes, tuple(frames), lines, max([bottom, *(y for line in lines for _x, y in line.points)]))


# --- columns


def _forward(parts: Sequence[str], wires: Sequence[Wire]) -> list[Wire]:
    """Return the wires once each, without loops to the same part, those that close a circle turned back."""
    known = set(parts)
    kept = [w for w in dict.fromkeys(wires) if w.source != w.target and {w.source, w.target} <= known]
    after: dict[str, list[str]] = defaultdict(list)
    for wire in kept:
        after[wire.ends[0]].append(wire.ends[1])
    state: dict[str, int] = {}
    closing: set[tuple[str, str]] = set()
    for root in parts:
        stack = [(root, iter(after[root]))] if root not in state else []
        state.setdefault(root, 1)
        while stack:
            part, others = stack[-1]
            other = next(others, None)
            if other is None:
                state[part] = 2
                stack.pop()
            elif state.get(other) == 1:
                closing.add((part, other))
            elif other not in state:
                state[other] = 1
                stack.append((other, iter(after[other])))
    return [wire._replace(back=not wire.back) if wire.ends in closing else wire for wire in kept]


def _layers(
    parts: Sequence[str], wires: Sequence[Wire], first: Collection[str], last: Collection[str]
) -> dict[str, int]:
    before, after = defaultdict(set), defaultdict(set)
    for wire in wires:
        source, target = wire.ends
        before[target].add(source)
        after[source].add(target)
    layer = dict.fromkeys(parts, 0)
    order: list[str] = []
    missing = {part: len(before[part]) for part in parts}
    ready = [part for part in parts if not missing[part]]
    while ready:
        part = ready.pop(0)
        order.append(part)
        for other in after[part]:
            layer[other] = max(layer[other], layer[part] + 1)
            missing[other] -= 1
            if not missing[other]:
                ready.append(other)
    end = max(layer.values(), default=0)
    for part in last:
        if part in layer and not after[part]:
            layer[part] = end
    for part in reversed(order):
        if after[part] and not before[part] and part not in first:
            layer[part] = min(layer[other] for other in after[part]) - 1
    return layer


def _units(parts: Sequence[str], layer: Mapping[str, int], frames: Mapping[str, str]) -> list[tuple[str, ...]]:
    """Return the parts that stand together: those of one frame in one layer."""
    units: dict[object, list[str]] = {}
    for part in parts:
        key: object = (frames[part], layer[part]) if part in frames else part
        units.setdefault(key, []).append(part)
    return [tuple(unit) for unit in units.values()]


def _taken(waiting: list[tuple[str, ...]], most: int) -> list[tuple[str, ...]]:
    """Take as many units as a column holds from those that wait."""
    taken: list[tuple[str, ...]] = []
    while waiting and (not taken or sum(map(len, taken)) + len(waiting[0]) <= most):
        taken.append(waiting.pop(0))
    return taken


def _band(columns: Sequence[Sequence[tuple[str, ...]]], wires: Sequence[Wire]) -> Band:
    here = {part for column in columns for unit in column for part in unit}
    onward, coming = defaultdict(list), defaultdict(list)
    for wire in wires:
        if wire.source in here and wire.target not in here:
            onward[wire.source].append(wire.target)
        elif wire.target in here and wire.source not in here:
            coming[wire.target].append(wire.source)
    return Band(
        tuple(tuple(column) for column in columns),
        tuple(wire for wire in wires if {wire.source, wire.target} <= here),
        {part: tuple(others) for part, others in onward.items()},
        {part: tuple(others) for part, others in coming.items()},
    )


def _unit_height(unit: tuple[str, ...], heights: Mapping[str, float], framed: Collection[str]) -> float:
    inside = sum(heights[part] for part in unit) + GAP * (len(unit) - 1)
    return inside + (FRAME_TOP + FRAME_EDGE if unit[0] in framed else 0.0)


# --- lines


class _Lane(NamedTuple):
    """Where lines cross a column without ending there; `key` names the lines that share it."""

    key: tuple[object, ...]
    column: int


@dataclass
class _Lanes:
    """All lanes, the steps between neighbouring columns, and the lanes that each wire takes."""

    cells: list[_Lane]
    steps: list[tuple[object, object]]
    ways: list[list[_Lane]]


def _lanes(band: Band, units: Mapping[str, tuple[str, ...]]) -> _Lanes:
    """Return the lanes; lines of one look that come from one part, or lead to one, share theirs."""
    column = {unit: number for number, column in enumerate(band.columns) for unit in column}
    leaving = Counter((wire.look, wire.source) for wire in band.wires if not wire.back)
    meeting = Counter((wire.look, wire.target) for wire in band.wires if not wire.back)
    lanes: dict[_Lane, None] = {}
    steps: list[tuple[object, object]] = []
    ways: list[list[_Lane]] = []
    for number, wire in enumerate(band.wires):
        near, far = wire.ends
        key: tuple[object, ...] = (number,)
        if not wire.back:
            fans_out = leaving[wire.look, near] > meeting[wire.look, far]
            key = (wire.look, "from", near) if fans_out else (wire.look, "to", far)
        start, end = column[units[near]], column[units[far]]
        way = [_Lane(key, at) for at in range(start + 1, end)]
        lanes.update(dict.fromkeys(way))
        stops: list[object] = [units[near], *way, units[far]]
        if end > start:
            steps += list(itertools.pairwise(stops))
        ways.append(way)
    return _Lanes(list(lanes), list(dict.fromkeys(steps)), ways)


def _lines(
    band: Band, lanes: _Lanes, boxes: Mapping[str, Rect], middles: Mapping[object, float], size: tuple[float, float]
) -> tuple[Line, ...]:
    w, between = size
    ports = _ports(band, lanes, boxes, middles)
    lines = []
    for number, wire in enumerate(band.wires):
        near, far = (boxes[part] for part in wire.ends)
        points = [(near.x + w, ports[number][0])]
        for lane in lanes.ways[number]:
            x = lane.column * (w + between)
            points += [(x, middles[lane]), (x + w, middles[lane])]
        points.append((far.x, ports[number][1]))
        lines.append(Line(tuple(reversed(points)) if wire.back else tuple(points), wire.look, wire.back))
    return tuple(dict.fromkeys(lines))


def _ports(
    band: Band, lanes: _Lanes, boxes: Mapping[str, Rect], middles: Mapping[object, float]
) -> list[tuple[float, float]]:
    """Return at which height each line leaves the box on its left and meets the one on its right."""
    found = [[0.0, 0.0] for _wire in band.wires]
    for side in (0, 1):
        groups: dict[str, dict[object, list[int]]] = defaultdict(lambda: defaultdict(list))
        for number, wire in enumerate(band.wires):
            here, there = wire.ends[side], wire.ends[1 - side]
            way = lanes.ways[number]
            stop: object = way[-side] if way else (there, wire.look, wire.back)
            if side == 0:  # lines that leave a box alike leave it at one place
                stop = (wire.look, wire.back)
            groups[here][stop].append(number)
        for part, stops in groups.items():
            box = boxes[part]

            def height(stop: object, numbers: Mapping[object, list[int]] = stops, at: int = side) -> float:
                wires = numbers[stop]
                found_at = [
                    middles[lanes.ways[n][-at]] if lanes.ways[n] else _middle(boxes[band.wires[n].ends[1 - at]])
                    for n in wires
                ]
                return sum(found_at) / len(found_at)

            order = sorted(stops, key=height)
            pitch = min(_PORT, (box.h - 4) / max(1, len(order) - 1)) if len(order) > 1 else 0.0
            for place, one in enumerate(order):
                for number in stops[one]:
                    found[number][side] = _middle(box) + (place - (len(order) - 1) / 2) * pitch
    return [(near, far) for near, far in found]


def _middle(box: Rect) -> float:
    return box.y + box.h / 2
