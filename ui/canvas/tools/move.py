"""Drags the selected cards: they float above the map, their links go straight, guides show equal edges."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from ui.canvas.tools.base import Gesture, Modifiers
from ui.canvas.tools.guides import Guides

if TYPE_CHECKING:
    from ui.canvas.map_parts import MapParts

GRID = 10.0


class MoveGesture(Gesture):
    """Moves cards by the pointer; ends in one `move_elements`."""

    cursor = Qt.CursorShape.ClosedHandCursor

    def __init__(self, view: MapParts, start: QPointF, ids: tuple[str, ...]) -> None:
        super().__init__(view, start)
        self.ids = ids
        cards = [self.scene.cards[i] for i in ids]
        self._cards = {card.id: card for card in cards}
        rect = QRectF()
        for card in cards:
            rect = rect.united(card.rect)
        self._rect = rect
        self._guides = Guides(self.scene, rect, ids, view.camera.seen)
        view.lit.lift(ids)

    def move(self, at: QPointF, modifiers: Modifiers) -> None:
        """Follow the pointer, held by guides and the grid unless Alt is down."""
        self.view.lit.float_by(self._offset(at, modifiers))

    def _offset(self, at: QPointF, modifiers: Modifiers) -> QPointF:
        by = at - self.start
        if modifiers & Qt.KeyboardModifier.AltModifier:
            self._guides.clear()
            return by
        return self._guides.snap(by, GRID, self.view.zoom)

    def finish(self, at: QPointF, modifiers: Modifiers) -> None:
        """Put the cards down where they float."""
        by = self._offset(at, modifiers)
        there = {i: card for i, card in self._cards.items() if i in self.scene.cards}  # others may have deleted some
        moves = {i: [card.x + by.x(), card.y + by.y()] for i, card in there.items()}
        before = {i: self.scene.zone_at(card.centre) for i, card in there.items()}
        self.view.lit.settle()
        if by.isNull() or not moves:
            return
        if self.view.bridge.run("move_elements", moves=moves) is not None:
            self.view.doing.offer_topic(before)
        else:
            self.view.lit.go_home(there, by)

    def cancel(self) -> None:
        """Let the cards go back."""
        self.view.lit.settle()

    def paint(self, painter: QPainter) -> None:
        """Paint the guides."""
        pen = QPen(self.view.look.ui("selection"), 1)
        pen.setCosmetic(True)
        painter.setPen(pen)
        for line in self._guides.lines:
            painter.drawLine(line)
