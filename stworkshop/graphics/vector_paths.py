"""Path data without a screen: lines and cubic curves, the SVG path notation, clipping, flattening.

A path is a tuple of segments: ("M", x, y), ("L", x, y), ("C", x1, y1, x2, y2, x, y) and ("Z",). Coordinates are px.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

Point: TypeAlias = tuple[float, float]
Segment: TypeAlias = tuple[str | float, ...]
Path: TypeAlias = tuple[Segment, ...]
Polygon: TypeAlias = tuple[Point, ...]
Bezier: TypeAlias = tuple[Point, Point, Point, Point]

_TOKEN = re.compile(r"([MmLlHhVvCcSsQqTtAaZz])|([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)")
_COUNTS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}


class Pen:
    """Collects segments; quadratic curves and elliptic arcs become cubic curves."""

    def __init__(self) -> None:
        self.segments: list[Segment] = []
        self.at: Point = (0.0, 0.0)
        self._start: Point = (0.0, 0.0)

    def move(self, x: float, y: float) -> None:
        """Begin a new sub-path."""
        self.segments.append(("M", x, y))
        self.at = self._start = (x, y)

    def line(self, x: float, y: float) -> None:
        """Add a straight line."""
        self.segments.append(("L", x, y))
        self.at = (x, y)

    def cubic(self, x1: float, y1: float, x2: float, y2: float, x: float, y: float) -> None:
        """Add a cubic curve with two control points."""
        self.segments.append(("C", x1, y1, x2, y2, x, y))
        self.at = (x, y)

    def quad(self, cx: float, cy: float, x: float, y: float) -> None:
        """Add a quadratic curve with one control point."""
        ax, ay = self.at
        self.cubic(ax + (cx - ax) * 2 / 3, ay + (cy - ay) * 2 / 3, x + (cx - x) * 2 / 3, y + (cy - y) * 2 / 3, x, y)

    def arc(self, rx: float, ry: float, turn: float, large: bool, sweep: bool, x: float, y: float) -> None:
        """Add an elliptic arc as SVG defines it; `turn` in degrees."""
        for curve in _arc_curves(self.at, (rx, ry), math.radians(turn), large, sweep, (x, y)):
            self.cubic(*curve)
        self.at = (x, y)

    def close(self) -> None:
        """Close the sub-path."""
        self.segments.append(("Z",))
        self.at = self._start


def parse(notation: str) -> Path:
    """Return the path of an SVG `d` attribute; raises ValueError where it is not one."""
    pen = Pen()
    previous, control = "", (0.0, 0.0)
    for command, values in _commands(notation):
        name, (x0, y0) = command.upper(), pen.at
        v = _absolute(name, values, (x0, y0)) if command.islower() else values
        reflected = (2 * x0 - control[0], 2 * y0 - control[1])
        if name == "M":
            pen.move(*v)
        elif name == "L":
            pen.line(*v)
        elif name == "H":
            pen.line(v[0], y0)
        elif name == "V":
            pen.line(x0, v[0])
        elif name == "Z":
            pen.close()
        elif name == "C":
            control = (v[2], v[3])
            pen.cubic(*v)
        elif name == "S":
            first, control = (reflected if previous in "CS" else (x0, y0)), (v[0], v[1])
            pen.cubic(*first, *v)
        elif name == "Q":
            control = (v[0], v[1])
            pen.quad(*v)
        elif name == "T":
            control = reflected if previous in "QT" else (x0, y0)
            pen.quad(*control, *v)
        else:
            pen.arc(v[0], v[1], v[2], bool(v[3]), bool(v[4]), v[5], v[6])
        previous = name
    return tuple(pen.segments)


def _commands(notation: str) -> Iterator[tuple[str, list[float]]]:
    tokens = [(match[1], match[2]) for match in _TOKEN.finditer(notation)]
    command, at = "", 0
    while at < len(tokens):
        if tokens[at][0]:
            command, at = tokens[at][0], at + 1
        elif not command or command in "Zz":
            raise ValueError(f"not a path: {notation!r}")
        count = _COUNTS[command.upper()]
        numbers = [number for _, number in tokens[at : at + count]]
        if len(numbers) < count or not all(numbers):
            raise ValueError(f"not a path: {notation!r}")
        yield command, [float(number) for number in numbers]
        at += count
        command = {"M": "L", "m": "l"}.get(command, command)


def _absolute(name: str, values: list[float], at: Point) -> list[float]:
    if name == "V":
        return [values[0] + at[1]]
    if name == "A":
        return [*values[:5], values[5] + at[0], values[6] + at[1]]
    return [value + at[index % 2] for index, value in enumerate(values)]


def _arc_curves(
    start: Point, radii: Point, phi: float, large: bool, sweep: bool, end: Point
) -> Iterator[tuple[float, float, float, float, float, float]]:
    """Yield the cubic curves of an arc, at most a quarter turn each (SVG 2, appendix B.2.4)."""
    (x1, y1), (x2, y2), (rx, ry) = start, end, (abs(radii[0]), abs(radii[1]))
    if start == end or not rx or not ry:
        if start != end:
            yield (*start, *end, *end)
        return
    cos, sin = math.cos(phi), math.sin(phi)
    dx, dy = (x1 - x2) / 2, (y1 - y2) / 2
    xp, yp = cos * dx + sin * dy, cos * dy - sin * dx
    grow = max(1.0, math.sqrt((xp / rx) ** 2 + (yp / ry) ** 2))
    rx, ry = rx * grow, ry * grow
    below = (rx * yp) ** 2 + (ry * xp) ** 2
    root = math.sqrt(max(0.0, (rx * ry) ** 2 - below) / below) * (-1 if large == sweep else 1)
    cxp, cyp = root * rx * yp / ry, -root * ry * xp / rx
    cx, cy = cos * cxp - sin * cyp + (x1 + x2) / 2, sin * cxp + cos * cyp + (y1 + y2) / 2
    a1 = math.atan2((yp - cyp) / ry, (xp - cxp) / rx)
    a2 = math.atan2((-yp - cyp) / ry, (-xp - cxp) / rx)
    span = (a2 - a1) % (2 * math.pi) if sweep else -((a1 - a2) % (2 * math.pi))
    count = max(1, math.ceil(abs(span) / (math.pi / 2) - 1e-9))
    step = span / count
    handle = 4 / 3 * math.tan(step / 4)

    def place(u: float, v: float) -> Point:
        return cx + cos * rx * u - sin * ry * v, cy + sin * rx * u + cos * ry * v

    for index in range(count):
        a, b = a1 + index * step, a1 + (index + 1) * step
        first = place(math.cos(a) - handle * math.sin(a), math.sin(a) + handle * math.cos(a))
        second = place(math.cos(b) + handle * math.sin(b), math.sin(b) - handle * math.cos(b))
        yield (*first, *second, *(end if index == count - 1 else place(math.cos(b), math.sin(b))))


def mapped(path: Path, function: Callable[[float, float], Point]) -> Path:
    """Return the path with every point moved by `function`."""
    return tuple((segment[0], *(c for point in _points(segment) for c in function(*point))) for segment in path)


def moved(path: Path, dx: float, dy: float, scale: float = 1) -> Path:
    """Return the path scaled about the origin, then moved."""
    return mapped(path, lambda x, y: (x * scale + dx, y * scale + dy))


def turned(path: Path, at: Point, angle: float, scale: float = 1) -> Path:
    """Return the path scaled and turned about the origin by `angle` (radians, clockwise on screen), then moved."""
    cos, sin = math.cos(angle) * scale, math.sin(angle) * scale
    return mapped(path, lambda x, y: (x * cos - y * sin + at[0], x * sin + y * cos + at[1]))


def mirrored(path: Path, w: float) -> Path:
    """Return the path mirrored left to right inside a box of width `w`."""
    return mapped(path, lambda x, y: (w - x, y))


def circle(cx: float, cy: float, r: float) -> Path:
    """Return a circle."""
    return ellipse(cx, cy, r, r)


def ellipse(cx: float, cy: float, rx: float, ry: float) -> Path:
    """Return an ellipse with level axes."""
    pen = Pen()
    pen.move(cx - rx, cy)
    pen.arc(rx, ry, 0, False, True, cx + rx, cy)
    pen.arc(rx, ry, 0, False, True, cx - rx, cy)
    pen.close()
    return tuple(pen.segments)


def rectangle(x: float, y: float, w: float, h: float, r: float = 0) -> Path:
    """Return a rectangle, its corners rounded by `r`."""
    r = min(r, w / 2, h / 2)
    if r <= 0:
        return (("M", x, y), ("L", x + w, y), ("L", x + w, y + h), ("L", x, y + h), ("Z",))
    return parse(
        f"M{x + r} {y}H{x + w - r}A{r} {r} 0 0 1 {x + w} {y + r}V{y + h - r}A{r} {r} 0 0 1 {x + w - r} {y + h}"
        f"H{x + r}A{r} {r} 0 0 1 {x} {y + h - r}V{y + r}A{r} {r} 0 0 1 {x + r} {y}Z"
    )


def rounded(points: Sequence[Point], r: float = 10) -> Path:
    """Return the open line through `points` with its bends rounded by `r`."""
    pen = Pen()
    pen.move(*points[0])
    for a, b, c in zip(points, points[1:], points[2:], strict=False):
        before, after = math.dist(a, b), math.dist(b, c)
        q = min(r, before / 2, after / 2)
        if q < 0.5:
            pen.line(*b)
            continue
        pen.line(b[0] - (b[0] - a[0]) / before * q, b[1] - (b[1] - a[1]) / before * q)
        pen.quad(*b, b[0] + (c[0] - b[0]) / after * q, b[1] + (c[1] - b[1]) / after * q)
    if len(points) > 1:
        pen.line(*points[-1])
    return tuple(pen.segments)


def to_svg(path: Path) -> str:
    """Return the SVG notation of a path, to a hundredth of a px."""
    return "".join(f"{segment[0]}{' '.join(_short(float(c)) for c in segment[1:])}" for segment in path)


def _short(value: float) -> str:
    shown = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if shown == "-0" else shown


def _points(segment: Segment) -> Iterator[Point]:
    values = [float(c) for c in segment[1:]]
    return zip(values[::2], values[1::2], strict=True)


def beziers(path: Path) -> Iterator[tuple[str, Bezier]]:
    """Yield the pieces drawn, closing lines too, as ("L" | "C", four points); ("M", ...) begins a sub-path."""
    start = at = (0.0, 0.0)
    for segment in path:
        points = list(_points(segment))
        if segment[0] == "M":
            start = at = points[0]
            yield "M", (at, at, at, at)
        elif segment[0] == "C":
            yield "C", (at, points[0], points[1], points[2])
            at = points[2]
        else:
            end = points[0] if segment[0] == "L" else start
            if end != at:
                yield "L", (at, at, end, end)
            at = end


def point_at(curve: Bezier, t: float) -> Point:
    """Return the point of a cubic curve at `t` in 0..1."""
    u = 1 - t
    weights = (u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t)
    x = sum(w * p[0] for w, p in zip(weights, curve, strict=True))
    y = sum(w * p[1] for w, p in zip(weights, curve, strict=True))
    return x, y


def polygons(path: Path, steps: int = 8) -> list[Polygon]:
    """Return the sub-paths as polygons; each curve becomes `steps` lines."""
    found: list[list[Point]] = []
    for name, curve in beziers(path):
        if name == "M":
            found.append([curve[0]])
        elif name == "L":
            found[-1].append(curve[3])
        else:
            found[-1].extend(point_at(curve, step / steps) for step in range(1, steps + 1))
    return [tuple(points) for points in found]


def bounds(path: Path) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom of a path (of its points on the line, to about a tenth of a px)."""
    points = [point for polygon in polygons(path, 16) for point in polygon]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)
