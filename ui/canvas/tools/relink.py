"""Drags one end of a link to another card; ends in one `relink`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter

from ui.canvas.items.link import LinkItem
from ui.canvas.items.link_painter import paint_loose
from ui.canvas.tools.base import Gesture, Modifiers

if TYPE_CHECKING:
    from ui.canvas.map_parts import MapParts


class RelinkGesture(Gesture):
    """Moves the source or the target of a link."""

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, view: MapParts, start: QPointF, link: LinkItem, end: str) -> None:
        super().__init__(view, start)
        self._link, self._end = link, end
        self._fixed = link.target if end == "source" else link.source
        self._at = start
        self._target = ""

    def move(self, at: QPointF, modifiers: Modifiers) -> None:
        """Follow the pointer; a card under it takes the end."""
        card = self.scene.card_at(at)
        self._target = card.id if card is not None and card.id != self._fixed.id else ""
        self._at = card.centre if card is not None and self._target else at
        self.view.lit.hover(self._target)

    def finish(self, at: QPointF, modifiers: Modifiers) -> None:
        """Give the link its new end."""
        if self._target and self._target != getattr(self._link.link, self._end):
            self.view.bridge.run("relink", id=self._link.id, **{self._end: self._target})

    def paint(self, painter: QPainter) -> None:
        """Paint the way from the end that stays."""
        paint_loose(painter, self._fixed.centre, self._at, self.view.look)
