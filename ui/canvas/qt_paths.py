"""Path data of the core as Qt's painter paths, made once per shape and size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath

from stworkshop.graphics import link_styles, silhouettes
from stworkshop.graphics.vector_paths import Path, Point
from ui.kit.painting import painter_path


@dataclass(frozen=True, eq=False)
class Silhouette:
    """A card's outline as painter paths; `solid` is all that a click hits."""

    outline: silhouettes.Outline
    path: QPainterPath
    cap: QPainterPath
    pins: QPainterPath
    extra: QPainterPath
    disc: QPainterPath
    ring: QPainterPath
    solid: QPainterPath


@lru_cache(maxsize=4096)
def silhouette(shape: str, w: float, h: float, rtl: bool = False) -> Silhouette:
    """Return the painter paths of a kind or variant in a box of w x h px."""
    outline = silhouettes.outline(shape, w, h, rtl)
    disc = outline.disc
    path, pins = painter_path(outline.path), painter_path(outline.pins)
    head = painter_path(disc.path) if disc else QPainterPath()
    solid = QPainterPath(path)
    solid.addPath(pins)
    solid.addPath(head)
    solid.setFillRule(path.fillRule().WindingFill)
    return Silhouette(
        outline, path, painter_path(outline.cap), pins, painter_path(outline.extra), head,
        painter_path(disc.ring) if disc else QPainterPath(), solid,
    )  # fmt: skip


def route_path(points: Sequence[Point]) -> QPainterPath:
    """Return the line through a route's points with its bends rounded; empty for fewer than two points."""
    made = QPainterPath()
    if len(points) < 2:
        return made
    made.moveTo(*points[0])
    for a, b, c in zip(points, points[1:], points[2:], strict=False):
        before = abs(b[0] - a[0]) + abs(b[1] - a[1])
        after = abs(c[0] - b[0]) + abs(c[1] - b[1])
        q = min(float(link_styles.BEND), before / 2, after / 2)
        if q < 0.5:
            made.lineTo(*b)
            continue
        made.lineTo(b[0] - (b[0] - a[0]) / before * q, b[1] - (b[1] - a[1]) / before * q)
        made.quadTo(QPointF(*b), QPointF(b[0] + (c[0] - b[0]) / after * q, b[1] + (c[1] - b[1]) / after * q))
    made.lineTo(*points[-1])
    return made


@lru_cache(maxsize=256)
def mark_path(path: Path) -> QPainterPath:
    """Return a head, tail or sign as a painter path."""
    return painter_path(path)
