"""Where the words of links stand: on the longest straight piece, clear of cards and of each other."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF

from stworkshop.graphics.link_styles import LinkStyle
from stworkshop.graphics.vector_paths import Point
from stworkshop.model.records import Link
from ui.canvas.items.link import Stroke
from ui.canvas.items.link_painter import pill_size
from ui.canvas.scene import MapScene
from ui.kit.map_look import Look


class Pill(NamedTuple):
    """The words of a link, or of several of one relation that share a trunk, and where their middle is."""

    middle: Point
    words: str
    style: LinkStyle


def place_pills(
    scene: MapScene, shown: Sequence[tuple[Link, Stroke]], look: Look, scale: float, clear: Sequence[QRectF] = ()
) -> list[Pill]:
    """Return the pills of links; of one relation at one card, undashed, only the longest way carries it.

    They keep off the boxes in `clear`, and off all cards and titles where there is room.
    """
    keep = _one_of_each(shown, scene.emphasis.focus) if scene.emphasis.focus else list(shown)
    placed = list(clear)
    pills: list[Pill] = []
    for link, stroke in sorted(keep, key=lambda entry: _longest(entry[1].points)):
        relation = scene.catalogue.relations.get(link.relation)
        words = relation.label if relation else link.relation
        w, h = pill_size(words, scale, look)
        middle = _spot(scene, stroke.points, w, h, placed, scale)
        placed.append(_box(middle, w, h))
        pills.append(Pill(middle, words, stroke.style))
    return pills


def _one_of_each(shown: Sequence[tuple[Link, Stroke]], focus: frozenset[str]) -> list[tuple[Link, Stroke]]:
    best: dict[tuple[str, bool], tuple[Link, Stroke]] = {}
    kept: list[tuple[Link, Stroke]] = []
    for link, stroke in shown:
        if stroke.style.dash:
            kept.append((link, stroke))
            continue
        key = (link.relation, link.source in focus)
        if key not in best or _longest(stroke.points) > _longest(best[key][1].points):
            best[key] = (link, stroke)
    return [*kept, *best.values()]


def _spot(scene: MapScene, points: Sequence[Point], w: float, h: float, placed: list[QRectF], scale: float) -> Point:
    pieces = sorted(pairwise(points), key=lambda piece: -math.dist(*piece))
    if not pieces:
        return points[0] if points else (0.0, 0.0)
    fallback: Point | None = None
    near = scene.emphasis.near
    for a, b in pieces:
        for t in (0.5, 0.35, 0.65, 0.2, 0.8):
            spot = (a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t)
            box = _box(spot, w, h)
            gap = 4 / scale
            if any(box.adjusted(-gap, -gap, gap, gap).intersects(other) for other in placed):
                continue
            fallback = fallback or spot
            wide = box.adjusted(-8, -8, 8, 8)
            if any(not near or card.id in near for card in scene.cards_in(box) if card.rect.intersects(wide)):
                continue
            if any(_title_box(rect).intersects(box) for rect in scene.zones.values()):
                continue
            return spot
    return fallback or _aside(pieces[0], w, h, placed)


def _aside(piece: tuple[Point, Point], w: float, h: float, placed: list[QRectF]) -> Point:
    """Return a spot beside the middle of a piece that is too short for its words, clear of the other words."""
    (x0, y0), (x1, y1) = piece
    x, y = (x0 + x1) / 2, (y0 + y1) / 2
    for step in (0.0, 1.1, -1.1, 2.2, -2.2, 3.3, -3.3):
        if not any(_box((x, y + step * h), w, h).intersects(other) for other in placed):
            return x, y + step * h
    return x, y


def _title_box(zone: QRectF) -> QRectF:
    return QRectF(zone.left(), zone.top() + 8, min(330.0, zone.width()), 34)


def _box(middle: Point, w: float, h: float) -> QRectF:
    return QRectF(QPointF(middle[0] - w / 2, middle[1] - h / 2), QPointF(middle[0] + w / 2, middle[1] + h / 2))


def _longest(points: Sequence[Point]) -> float:
    return max((math.dist(a, b) for a, b in pairwise(points)), default=0.0)
