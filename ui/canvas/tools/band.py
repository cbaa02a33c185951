"""A rubber band: what it touches is selected; with Shift or Ctrl it adds to the selection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from ui.canvas.tools.base import Gesture, Modifiers

if TYPE_CHECKING:
    from ui.canvas.map_parts import MapParts


class BandGesture(Gesture):
    """Selects cards; changes nothing on the map."""

    def __init__(self, view: MapParts, start: QPointF, kept: tuple[str, ...]) -> None:
        super().__init__(view, start)
        self._kept = kept
        self._rect = QRectF(start, start)

    def move(self, at: QPointF, modifiers: Modifiers) -> None:
        """Stretch the band, and select what it touches."""
        self._rect = QRectF(self.start, at).normalized()
        touched = [card.id for card in self.scene.cards_in(self._rect) if card.rect.intersects(self._rect)]
        self.view.bridge.select((*self._kept, *touched))

    def finish(self, at: QPointF, modifiers: Modifiers) -> None:
        """Keep what is selected; a mere click takes the selection away."""
        self.move(at, modifiers)

    def cancel(self) -> None:
        """Select again what was selected before."""
        self.view.bridge.select(self._kept)

    def paint(self, painter: QPainter) -> None:
        """Paint the band."""
        colour = QColor(self.view.look.ui("selection"))
        pen = QPen(colour, 1.5, Qt.PenStyle.DashLine)
        pen.setCosmetic(True)
        painter.setPen(pen)
        colour.setAlphaF(0.08)
        painter.setBrush(colour)
        painter.drawRect(self._rect)
