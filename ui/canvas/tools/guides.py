"""Guides while cards are dragged: edges and centres of others that they come near to, and gaps that become equal."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

from PySide6.QtCore import QLineF, QPointF, QRectF

from ui.canvas.scene import MapScene

NEAR_PX = 6.0
_TICK_PX = 5.0
_MOST = 400


class Even(NamedTuple):
    """Two gaps that are equal once the moved rectangle goes so far; None in a gap stands for that rectangle."""

    away: float
    gaps: tuple[tuple[QRectF | None, QRectF | None], tuple[QRectF | None, QRectF | None]]


class Guides:
    """Snaps a rectangle to what it is nearly level with, and keeps the lines that show it."""

    def __init__(self, scene: MapScene, rect: QRectF, own: Collection[str], seen: QRectF) -> None:
        self._rect = rect
        self.lines: list[QLineF] = []
        others = [card.rect for card in scene.cards_in(seen) if card.id not in own]
        middle = rect.center()
        others.sort(key=lambda r: abs(r.center().x() - middle.x()) + abs(r.center().y() - middle.y()))
        self._others = others[:_MOST]
        self._turned = [_turned(other) for other in self._others]

    def clear(self) -> None:
        """Show no guide."""
        self.lines = []

    def snap(self, by: QPointF, grid: float, zoom: float) -> QPointF:
        """Return `by`, changed to stand level with a neighbour, or as far from it as others do, or on the grid."""
        moved, reach, tick = self._rect.translated(by), NEAR_PX / zoom, _TICK_PX / zoom
        to_x, show_x = _settled(moved, self._others, grid, reach)
        to_y, show_y = _settled(_turned(moved), self._turned, grid, reach)
        landed = moved.translated(to_x, to_y)
        self.lines = [*show_x(landed, tick), *map(_turned_line, show_y(_turned(landed), tick))]
        return QPointF(by.x() + to_x, by.y() + to_y)


def _settled(
    moved: QRectF, others: Sequence[QRectF], grid: float, reach: float
) -> tuple[float, Callable[[QRectF, float], list[QLineF]]]:
    """Return how far a rectangle goes along x, and what gives the lines that show why, from where it landed."""
    level, even = _level(moved, others, reach), even_gaps(moved, others, reach)
    if even is not None and (level is None or abs(even.away) < abs(level[0])):
        return even.away, lambda landed, tick: _bars(even, landed, tick)
    if level is None:
        return round(moved.left() / grid) * grid - moved.left(), lambda _landed, _tick: []
    away, edge, whose = level

    def line(landed: QRectF, tick: float) -> list[QLineF]:
        low, high = min(landed.top(), whose.top()) - 20, max(landed.bottom(), whose.bottom()) + 20
        return [QLineF(edge, low, edge, high)]

    return away, line


def _level(moved: QRectF, others: Sequence[QRectF], reach: float) -> tuple[float, float, QRectF] | None:
    """Return how far to go, the edge or middle to stand at, and whose it is; the nearest wins among equals."""
    best: tuple[float, float, QRectF] | None = None
    for rect in others:
        for edge in _edges(rect):
            for value in _edges(moved):
                away = edge - value
                if abs(away) <= reach and (best is None or abs(away) < abs(best[0]) - 1e-9):
                    best = (away, edge, rect)
    return best


def _edges(rect: QRectF) -> tuple[float, float, float]:
    return rect.left(), rect.center().x(), rect.right()


def even_gaps(moved: QRectF, others: Sequence[QRectF], reach: float) -> Even | None:
    """Return how far along its row a rectangle goes, at most `reach`, to stand as far from a neighbour as others do.

    It stands between two, or goes on or begins a row of two with the gap that is between these.
    """
    row = [r for r in others if _beside(r, moved)]
    left = max((r for r in row if r.right() <= moved.left() + reach), key=QRectF.right, default=None)
    right = min((r for r in row if r.left() >= moved.right() - reach), key=QRectF.left, default=None)
    found: list[Even] = []
    if left is not None and right is not None and (room := right.left() - left.right() - moved.width()) > 0:
        found.append(Even(left.right() + room / 2 - moved.left(), ((left, None), (None, right))))
    if left is not None:
        before = [r for r in others if _beside(r, left) and r.right() < left.left()]
        if before:
            next_but_one = max(before, key=QRectF.right)
            gap = left.left() - next_but_one.right()
            found.append(Even(left.right() + gap - moved.left(), ((next_but_one, left), (left, None))))
    if right is not None:
        behind = [r for r in others if _beside(r, right) and r.left() > right.right()]
        if behind:
            next_but_one = min(behind, key=QRectF.left)
            gap = next_but_one.left() - right.right()
            found.append(Even(right.left() - gap - moved.right(), ((None, right), (right, next_but_one))))
    near = [one for one in found if abs(one.away) <= reach]
    return min(near, key=lambda one: abs(one.away), default=None)


def _beside(one: QRectF, other: QRectF) -> bool:
    return one.top() < other.bottom() and other.top() < one.bottom()


def _bars(even: Even, landed: QRectF, tick: float) -> list[QLineF]:
    """Return a bar with two ends for each of two equal gaps of a row."""
    lines = []
    for first, last in even.gaps:
        a, b = first or landed, last or landed
        y = (max(a.top(), b.top()) + min(a.bottom(), b.bottom())) / 2
        lines.append(QLineF(a.right(), y, b.left(), y))
        lines += [QLineF(x, y - tick, x, y + tick) for x in (a.right(), b.left())]
    return lines


def _turned(rect: QRectF) -> QRectF:
    """Return a rectangle with rows and columns exchanged."""
    return QRectF(rect.y(), rect.x(), rect.height(), rect.width())


def _turned_line(line: QLineF) -> QLineF:
    return QLineF(line.y1(), line.x1(), line.y2(), line.x2())
