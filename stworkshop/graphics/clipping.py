"""Cutting paths: what of an outline lies left of a line, and where a ray meets it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from stworkshop.graphics.vector_paths import Bezier, Path, Pen, Point, Polygon, beziers, point_at

_SAMPLES = 16


def left_of(path: Path, x: float) -> Path:
    """Return the part of closed outlines that lies left of the upright line at `x`, curves kept as curves."""
    pen = Pen()
    inside: list[Bezier] = []
    for name, curve in beziers(path):
        if name == "M":
            _draw(pen, inside)
            inside = []
        else:
            inside.extend(piece for piece in _split_at(curve, x) if point_at(piece, 0.5)[0] <= x)
    _draw(pen, inside)
    return tuple(pen.segments)


def _draw(pen: Pen, pieces: Sequence[Bezier]) -> None:
    """Draw the pieces one after the other; straight lines join the ends along the cut."""
    for index, (a, b, c, d) in enumerate(pieces):
        if index == 0:
            pen.move(*a)
        elif _apart(pen.at, a):
            pen.line(*a)
        if (a, d) == (b, c):
            pen.line(*d)
        else:
            pen.cubic(*b, *c, *d)
    if pieces:
        pen.close()


def _apart(a: Point, b: Point) -> bool:
    return abs(a[0] - b[0]) > 1e-6 or abs(a[1] - b[1]) > 1e-6


def _split_at(curve: Bezier, x: float) -> list[Bezier]:
    """Split a curve where it crosses the upright line at `x`."""
    if all(p[0] <= x for p in curve) or all(p[0] >= x for p in curve):
        return [curve]
    if (curve[0], curve[3]) == (curve[1], curve[2]):
        (x0, y0), (x1, y1) = curve[0], curve[3]
        cut = (x, y0 + (y1 - y0) * (x - x0) / (x1 - x0))
        return [(curve[0], curve[0], cut, cut), (cut, cut, curve[3], curve[3])]
    pieces, rest, done = [], curve, 0.0
    for t in _crossings(curve, x):
        first, rest = _halves(rest, (t - done) / (1 - done))
        pieces.append(first)
        done = t
    return [*pieces, rest]


def _crossings(curve: Bezier, x: float) -> list[float]:
    """Return the places, in 0..1, where a curve crosses the upright line at `x`."""
    found = []
    values = [point_at(curve, step / _SAMPLES)[0] - x for step in range(_SAMPLES + 1)]
    for step, (a, b) in enumerate(pairwise(values)):
        if (a < 0) == (b < 0):
            continue
        low, high = step / _SAMPLES, (step + 1) / _SAMPLES
        for _ in range(40):
            middle = (low + high) / 2
            low, high = (middle, high) if (point_at(curve, middle)[0] - x < 0) == (a < 0) else (low, middle)
        found.append((low + high) / 2)
    return found


def _halves(curve: Bezier, t: float) -> tuple[Bezier, Bezier]:
    """Split a cubic curve at `t` (de Casteljau)."""
    a, b, c, d = curve
    ab, bc, cd = _mix(a, b, t), _mix(b, c, t), _mix(c, d, t)
    abc, bcd = _mix(ab, bc, t), _mix(bc, cd, t)
    middle = _mix(abc, bcd, t)
    return (a, ab, abc, middle), (middle, bcd, cd, d)


def _mix(a: Point, b: Point, t: float) -> Point:
    return a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t


def first_hit(outlines: Sequence[Polygon], origin: Point, direction: Point, reach: float) -> float | None:
    """Return how far along a ray (unit `direction`) it first meets closed polygons, within `reach`, or None."""
    (ox, oy), (dx, dy) = origin, direction
    best: float | None = None
    for polygon in outlines:
        for (ax, ay), (bx, by) in zip(polygon, (*polygon[1:], polygon[0]), strict=True):
            ex, ey = bx - ax, by - ay
            cross = dx * ey - dy * ex
            if cross == 0:
                continue
            t = ((ax - ox) * ey - (ay - oy) * ex) / cross
            u = ((ax - ox) * dy - (ay - oy) * dx) / cross
            if 0 <= u <= 1 and 0 <= t <= reach and (best is None or t < best):
                best = t
    return best


def inside(outlines: Sequence[Polygon], point: Point) -> bool:
    """Tell whether a point lies inside closed polygons (even-odd)."""
    x, y = point
    odd = False
    for polygon in outlines:
        for (ax, ay), (bx, by) in zip(polygon, (*polygon[1:], polygon[0]), strict=True):
            if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
                odd = not odd
    return odd
