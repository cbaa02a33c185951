"""The topmost layer: what a gesture shows to help aiming, and the ghost of a card that is about to be added."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from ui.canvas.safe_slots import guarded

Paint = Callable[[QPainter], None]


class Overlay(QGraphicsItem):
    """Paints for whoever asked; repainted when they say so."""

    def __init__(self, seen: Callable[[], QRectF], needed: Callable[[], bool], *painters: Paint) -> None:
        super().__init__()
        self._seen, self._needed, self._painters = seen, needed, painters
        self._bounds = QRectF()
        self.setZValue(2)

    def boundingRect(self) -> QRectF:
        return self._bounds

    def refresh(self) -> None:
        """Repaint what is shown."""
        bounds = self._seen() if self._needed() else QRectF()
        if bounds != self._bounds:
            self.prepareGeometryChange()
            self._bounds = bounds
        self.update()

    @guarded(None)
    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Let everybody paint, each with a fresh painter."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for paint in self._painters:
            painter.save()
            paint(painter)
            painter.restore()
