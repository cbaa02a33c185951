"""Alignment guides: the edges and centres of cards in view that the moved ones come near to."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QLineF, QPointF, QRectF

from ui.canvas.scene import MapScene

NEAR_PX = 6.0
_MOST = 400


class Guides:
    """Snaps a rectangle to what it is nearly level with, and keeps the lines that show it."""

    def __init__(self, scene: MapScene, rect: QRectF, own: Collection[str], seen: QRectF) -> None:
        self._rect = rect
        self.lines: list[QLineF] = []
        others = [card.rect for card in scene.cards_in(seen) if card.id not in own]
        middle = rect.center()
        others.sort(key=lambda r: abs(r.center().x() - middle.x()) + abs(r.center().y() - middle.y()))
        self._others = others[:_MOST]

    def clear(self) -> None:
        """Show no guide."""
        self.lines = []

    def snap(self, by: QPointF, grid: float, zoom: float) -> QPointF:
        """Return `by`, changed so that the rectangle is level with a neighbour, else stands on the grid."""
        moved = self._rect.translated(by)
        reach = NEAR_PX / zoom
        self.lines = []
        x = self._best(_edges_x(moved), [(e, r) for r in self._others for e in _edges_x(r)], reach)
        y = self._best(_edges_y(moved), [(e, r) for r in self._others for e in _edges_y(r)], reach)
        dx = x[0] if x else round(moved.left() / grid) * grid - moved.left()
        dy = y[0] if y else round(moved.top() / grid) * grid - moved.top()
        landed = moved.translated(dx, dy)
        if x:
            low, high = min(landed.top(), x[2].top()) - 20, max(landed.bottom(), x[2].bottom()) + 20
            self.lines.append(QLineF(x[1], low, x[1], high))
        if y:
            low, high = min(landed.left(), y[2].left()) - 20, max(landed.right(), y[2].right()) + 20
            self.lines.append(QLineF(low, y[1], high, y[1]))
        return QPointF(by.x() + dx, by.y() + dy)

    @staticmethod
    def _best(
        own: tuple[float, float, float], edges: list[tuple[float, QRectF]], reach: float
    ) -> tuple[float, float, QRectF] | None:
        """Return how far to go, the line, and whose it is; the nearest card wins among equals."""
        best: tuple[float, float, QRectF] | None = None
        for edge, rect in edges:
            for value in own:
                away = edge - value
                if abs(away) <= reach and (best is None or abs(away) < abs(best[0]) - 1e-9):
                    best = (away, edge, rect)
        return best


def _edges_x(rect: QRectF) -> tuple[float, float, float]:
    return rect.left(), rect.center().x(), rect.right()


def _edges_y(rect: QRectF) -> tuple[float, float, float]:
    return rect.top(), rect.center().y(), rect.bottom()
