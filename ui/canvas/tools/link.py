"""Draws a link from a card to another: what the catalogue allows keeps its strength, the rest fades but accepts too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter

from ui.canvas.items.link import straight_route
from ui.canvas.items.link_painter import paint_loose
from ui.canvas.tools.base import Gesture, Modifiers

if TYPE_CHECKING:
    from ui.canvas.map_parts import MapParts


class LinkGesture(Gesture):
    """Ends at a card with the choice of a relation, which runs `add_link`."""

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, view: MapParts, start: QPointF, source: str) -> None:
        super().__init__(view, start)
        self._source = source
        self._at = start
        self._target = ""
        view.linking.offer_targets(source)

    def move(self, at: QPointF, modifiers: Modifiers) -> None:
        """Draw on to the pointer; a card under it takes the end."""
        card = self.scene.card_at(at)
        self._target = card.id if card is not None and card.id != self._source else ""
        self._at = card.centre if card is not None and self._target else at
        self.view.lit.hover(self._target)

    def finish(self, at: QPointF, modifiers: Modifiers) -> None:
        """Ask for the relation, at the place where the link ended."""
        self.view.linking.offer_targets(None)
        if self._source not in self.scene.cards:
            return
        if self._target in self.scene.cards:
            self.view.linking.choose_relation(self._source, self._target)
        elif (at - self.start).manhattanLength() * self.view.zoom < 4:
            self.view.linking.choose_target(self._source)

    def cancel(self) -> None:
        """Draw no link."""
        self.view.linking.offer_targets(None)

    def paint(self, painter: QPainter) -> None:
        """Paint the link so far."""
        source = self.scene.cards.get(self._source)
        if source is None:  # it was deleted meanwhile
            return
        target = self.scene.cards.get(self._target)
        start, end = self.start, self._at
        if target is not None:
            a, b = straight_route(source, target)
            start, end = QPointF(*a), QPointF(*b)
        paint_loose(painter, start, end, self.view.look)
