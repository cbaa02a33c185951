"""A link on the map: its way between two cards, straight until a route is known."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple, Protocol

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

from stworkshop.graphics import silhouettes
from stworkshop.graphics.link_styles import LOUD_AT_REST, LinkStyle, link_style, sign_point
from stworkshop.graphics.vector_paths import Point
from stworkshop.model.records import Link
from ui.canvas.index import Box
from ui.canvas.items.card import CardItem
from ui.canvas.qt_paths import route_path

REACH = 16.0
"""How far heads, signs and a click's tolerance go beyond the line, in scene units."""


class Stroke(NamedTuple):
    """A link as it is painted: its line, the points on it with both ends on the outlines, and its style."""

    path: QPainterPath
    points: tuple[Point, ...]
    style: LinkStyle
    unlisted: bool
    middle: Point
    """Where a sign or a "?" stands."""


class LinkItem:
    """The picture of one link between two card items; everything is computed when it is first needed."""

    __slots__ = (
        "_points",
        "_stroke",
        "bundled",
        "id",
        "link",
        "loud",
        "routed",
        "source",
        "style",
        "target",
        "unlisted",
    )

    def __init__(self, link: Link, source: CardItem, target: CardItem, *, unlisted: bool = False) -> None:
        self.id = link.id
        self.loud = link.relation in LOUD_AT_REST
        self.bundled = False
        """Whether it is only counted between two zones, until one of its cards is chosen."""
        self.read(link, source, target, unlisted=unlisted)

    def read(self, link: Link, source: CardItem, target: CardItem, *, unlisted: bool) -> None:
        """Take the record's new state; the way is a simple one until a route comes."""
        self.link, self.source, self.target, self.unlisted = link, source, target, unlisted
        self.style: LinkStyle = link_style(link.relation)
        self.routed = False
        self._points: tuple[Point, ...] | None = None
        self._stroke: Stroke | None = None

    def run(self, points: Sequence[Point]) -> None:
        """Take a route; its ends run on until they meet the outlines."""
        self.routed = True
        self._points = tuple(points)
        self._stroke = None

    def straighten(self) -> None:
        """Become a straight line, until a new route comes."""
        self.routed = False
        self._points = straight_route(self.source, self.target)
        self._stroke = None

    @property
    def points(self) -> tuple[Point, ...]:
        """The way, without the last pieces that run on to the outlines."""
        if self._points is None:
            self._points = simple_route(self.source, self.target)
        return self._points

    @property
    def stroke(self) -> Stroke:
        """The link as it is painted."""
        if self._stroke is None:
            p = self.points
            if len(p) > 1:
                first = silhouettes.meet(self.source.silhouette.outline, (self.source.x, self.source.y), p[0], p[1])
                last = silhouettes.meet(self.target.silhouette.outline, (self.target.x, self.target.y), p[-1], p[-2])
                p = (first, *p[1:-1], last)
            self._stroke = Stroke(route_path(p), p, self.style, self.unlisted, sign_point(p) if len(p) > 1 else p[0])
        return self._stroke

    def put_sign(self, middle: Point) -> None:
        """Let the sign stand elsewhere on the line, until the line runs another way."""
        self._stroke = self.stroke._replace(middle=middle)

    @property
    def boxes(self) -> list[Box]:
        """One box for each straight piece, so that a long link is not found where it does not run."""
        if self._points is None:
            return [self.rough_box]
        return [
            (min(a[0], b[0]) - REACH, min(a[1], b[1]) - REACH, max(a[0], b[0]) + REACH, max(a[1], b[1]) + REACH)
            for a, b in pairwise(self._points)
        ]

    @property
    def rough_box(self) -> Box:
        """A box that holds any simple way between the two cards."""
        a, b = self.source, self.target
        right, bottom = max(a.x + a.w, b.x + b.w), max(a.y + a.h, b.y + b.h)
        return (min(a.x, b.x) - REACH, min(a.y, b.y) - REACH, right + REACH, bottom + REACH)

    @property
    def reach(self) -> QRectF:
        """The box around all of it."""
        boxes = self.boxes
        left, top = min(b[0] for b in boxes), min(b[1] for b in boxes)
        return QRectF(left, top, max(b[2] for b in boxes) - left, max(b[3] for b in boxes) - top)

    def distance(self, point: QPointF) -> float:
        """Return how far a point of the scene is from the line."""
        return min((_distance(point.x(), point.y(), a, b) for a, b in pairwise(self.points)), default=math.inf)


class Placed(Protocol):
    """Anything with a place and a size."""

    x: float
    y: float
    w: float
    h: float


def simple_route(source: Placed, target: Placed) -> tuple[Point, ...]:
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


def straight_route(source: Placed, target: Placed) -> tuple[Point, ...]:
    """Return the straight line between two cards, from outline to outline: what a link is while its card is dragged."""
    a = (source.x + source.w / 2, source.y + source.h / 2)
    b = (target.x + target.w / 2, target.y + target.h / 2)
    if math.dist(a, b) < 1:
        return (a, b)
    return (_leave(source, a, b), _leave(target, b, a))


def _leave(card: Placed, centre: Point, towards: Point) -> Point:
    """Return where a ray from a card's middle crosses its box."""
    dx, dy = towards[0] - centre[0], towards[1] - centre[1]
    scale = min(card.w / 2 / abs(dx) if dx else math.inf, card.h / 2 / abs(dy) if dy else math.inf, 1.0)
    return centre[0] + dx * scale, centre[1] + dy * scale


def _distance(x: float, y: float, a: Point, b: Point) -> float:
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    t = 0.0 if length == 0 else min(1.0, max(0.0, ((x - a[0]) * dx + (y - a[1]) * dy) / length))
    return math.hypot(x - a[0] - t * dx, y - a[1] - t * dy)
