"""A link on the map: its way between two cards, straight until a route is known."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

from stworkshop import shapes
from stworkshop.link_styles import LinkStyle, link_style, sign_point
from stworkshop.paths import Point
from stworkshop.records import Link
from ui.canvas.index import Box
from ui.canvas.items.card import CardItem
from ui.canvas.qt_paths import route_path

REACH = 16.0
"""How far heads, signs and a click's tolerance go beyond the line, in scene units."""


class LinkItem:
    """The picture of one link; `points` is its route without the last pieces that run on to the outlines."""

    __slots__ = ("_middle", "_path", "_shown", "id", "link", "points", "routed", "style", "unlisted")

    def __init__(self, link: Link, source: CardItem, target: CardItem, *, unlisted: bool = False) -> None:
        self.id = link.id
        self.link = link
        self.unlisted = unlisted
        self.style: LinkStyle = link_style(link.relation)
        self.run(simple_route(source, target), source, target, routed=False)

    def read(self, link: Link, *, unlisted: bool) -> None:
        """Take the record's new state."""
        self.link, self.unlisted = link, unlisted
        self.style = link_style(link.relation)

    def run(self, points: Sequence[Point], source: CardItem, target: CardItem, *, routed: bool = True) -> None:
        """Take a new way; its ends run on until they meet the outlines."""
        self.routed = routed
        self.points: tuple[Point, ...] = tuple(points)
        self._shown: tuple[Point, ...] | None = None
        self._path: QPainterPath | None = None
        self._middle: Point | None = None

    def shown(self, source: CardItem, target: CardItem) -> tuple[Point, ...]:
        """Return the points with both ends on the outlines."""
        if self._shown is None:
            p = self.points
            if len(p) < 2:
                self._shown = p
            else:
                first = shapes.meet(source.silhouette.outline, (source.x, source.y), p[0], p[1])
                last = shapes.meet(target.silhouette.outline, (target.x, target.y), p[-1], p[-2])
                self._shown = (first, *p[1:-1], last)
        return self._shown

    def path(self, source: CardItem, target: CardItem) -> QPainterPath:
        """Return the line as a painter path."""
        if self._path is None:
            self._path = route_path(self.shown(source, target))
        return self._path

    @property
    def middle(self) -> Point:
        """Where a sign or a "?" stands: the middle of the longest straight piece."""
        if self._middle is None:
            self._middle = sign_point(self.points)
        return self._middle

    @property
    def boxes(self) -> list[Box]:
        """One box for each straight piece, so that a long link is not found where it does not run."""
        return [
            (min(a[0], b[0]) - REACH, min(a[1], b[1]) - REACH, max(a[0], b[0]) + REACH, max(a[1], b[1]) + REACH)
            for a, b in pairwise(self.points)
        ]

    @property
    def reach(self) -> QRectF:
        """The box around all of it."""
        xs, ys = [p[0] for p in self.points], [p[1] for p in self.points]
        left, top = min(xs) - REACH, min(ys) - REACH
        return QRectF(left, top, max(xs) + REACH - left, max(ys) + REACH - top)

    def distance(self, point: QPointF) -> float:
        """Return how far a point of the scene is from the line."""
        return min((_distance(point.x(), point.y(), a, b) for a, b in pairwise(self.points)), default=math.inf)


def simple_route(source: CardItem, target: CardItem) -> tuple[Point, ...]:
    """Return an orthogonal way of at most three pieces, for links that wait for their route."""
    sx, sy, tx, ty = source.x + source.w / 2, source.y + source.h / 2, target.x + target.w / 2, target.y + target.h / 2
    gap_x = max(target.x - source.x - source.w, source.x - target.x - target.w)
    gap_y = max(target.y - source.y - source.h, source.y - target.y - target.h)
    if gap_x >= gap_y:
        a = source.x + source.w if tx > sx else source.x
        b = target.x if tx > sx else target.x + target.w
        if abs(sy - ty) < 1:
            return ((a, sy), (b, ty))
        middle = (a + b) / 2
        return ((a, sy), (middle, sy), (middle, ty), (b, ty))
    a = source.y + source.h if ty > sy else source.y
    b = target.y if ty > sy else target.y + target.h
    if abs(sx - tx) < 1:
        return ((sx, a), (tx, b))
    middle = (a + b) / 2
    return ((sx, a), (sx, middle), (tx, middle), (tx, b))


def straight_route(source: CardItem, target: CardItem) -> tuple[Point, ...]:
    """Return the straight line between two cards, from outline to outline: what a link is while its card is dragged."""
    a = (source.x + source.w / 2, source.y + source.h / 2)
    b = (target.x + target.w / 2, target.y + target.h / 2)
    if math.dist(a, b) < 1:
        return (a, b)
    return (_leave(source, a, b), _leave(target, b, a))


def _leave(card: CardItem, centre: Point, towards: Point) -> Point:
    """Return where a ray from a card's middle crosses its box."""
    dx, dy = towards[0] - centre[0], towards[1] - centre[1]
    scale = min(card.w / 2 / abs(dx) if dx else math.inf, card.h / 2 / abs(dy) if dy else math.inf, 1.0)
    return centre[0] + dx * scale, centre[1] + dy * scale


def _distance(x: float, y: float, a: Point, b: Point) -> float:
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    t = 0.0 if length == 0 else min(1.0, max(0.0, ((x - a[0]) * dx + (y - a[1]) * dy) / length))
    return math.hypot(x - a[0] - t * dx, y - a[1] - t * dy)
