"""Drags the selected cards: they float above the map, their links go straight, guides show equal edges."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from stworkshop.layout import zones
from ui.canvas.items.card import CardItem
from ui.canvas.tools.base import Gesture, Modifiers
from ui.canvas.tools.guides import Guides

if TYPE_CHECKING:
    from ui.canvas.map_parts import MapParts

GRID = 10.0
ALONE = Qt.KeyboardModifier.AltModifier
"""Held down, cards go where the pointer is, to the pixel, and keep their topics."""


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
        """Follow the pointer, held by guides, the grid and the zone they are over, unless Alt is down."""
        by, free = self._offset(at, modifiers), bool(modifiers & ALONE)
        self.view.lit.float_by(by)
        self.view.lit.aim("" if free else self._entered(by))

    def _offset(self, at: QPointF, modifiers: Modifiers) -> QPointF:
        by = at - self.start
        if modifiers & ALONE:
            self._guides.clear()
            return by
        return self._home(self._guides.snap(by, GRID, self.view.zoom))

    def _home(self, by: QPointF) -> QPointF:
        """Return `by`, changed so that the cards lie wholly in the zone they are over, if that can be theirs."""
        moved = self._rect.translated(by)
        zone = self.scene.zone_at(moved.center())
        tile = self.scene.tiles().get(zone)
        if tile is None or not all(self._belongs(card, zone) for card in self._cards.values()):
            return by
        inside = zones.within(tile, zones.Rect(moved.x(), moved.y(), moved.width(), moved.height()))
        return by + QPointF(inside.x - moved.x(), inside.y - moved.y())

    def _belongs(self, card: CardItem, zone: str) -> bool:
        own = zones.zone_of(card.element, self.scene.catalogue)
        return own == zone or zones.follows_topic(card.element.kind, zone)

    def _entered(self, by: QPointF) -> str:
        """Return the zone whose topic the cards would take, "" for none or several."""
        found = set(self.view.doing.entering(self._moves(by)).values())
        return found.pop() if len(found) == 1 else ""

    def _moves(self, by: QPointF) -> dict[str, list[float]]:
        there = {i: card for i, card in self._cards.items() if i in self.scene.cards}  # others may have deleted some
        return {i: [card.x + by.x(), card.y + by.y()] for i, card in there.items()}

    def finish(self, at: QPointF, modifiers: Modifiers) -> None:
        """Put the cards down where they float; in another zone they take its topic, unless Alt is down."""
        by = self._offset(at, modifiers)
        moves = self._moves(by)
        self.view.lit.aim("")
        self.view.lit.settle()
        if by.isNull() or not moves:
            return
        if not self.view.doing.put(moves, free=bool(modifiers & ALONE)):
            self.view.lit.go_home({i: self._cards[i] for i in moves}, by)

    def cancel(self) -> None:
        """Let the cards go back."""
        self.view.lit.aim("")
        self.view.lit.settle()

    def paint(self, painter: QPainter) -> None:
        """Paint the guides."""
        pen = QPen(self.view.look.ui("selection"), 1)
        pen.setCosmetic(True)
        painter.setPen(pen)
        for line in self._guides.lines:
            painter.drawLine(line)
