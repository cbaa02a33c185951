"""Drags the selected cards, or copies of them: they float above the map, and guides show equal edges and gaps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from stworkshop.i18n import gettext as _
from stworkshop.layout import zones
from ui.canvas.items.card import CardItem
from ui.canvas.tools.base import ALONE, COPY, Gesture, Modifiers
from ui.canvas.tools.drag_hint import key_name, paint_hint
from ui.canvas.tools.guides import Guides

if TYPE_CHECKING:
    from ui.canvas.map_parts import MapParts

GRID = 10.0


class MoveGesture(Gesture):
    """Moves cards by the pointer, ending in one `move_elements`, or copies them, ending in one `duplicate`."""

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
        self.guides = Guides(self.scene, rect, ids, view.camera.seen)
        self._hint, self._by = "", QPointF()
        view.lit.lift(ids)

    def move(self, at: QPointF, modifiers: Modifiers) -> None:
        """Follow the pointer, held by guides, the grid and the zone they are over, unless cards only move."""
        by, free, copying = self._offset(at, modifiers), bool(modifiers & ALONE), bool(modifiers & COPY)
        self.view.lit.float_by(by, copying=copying)
        zone = "" if free else self._entered(by)
        self.view.lit.aim(zone)
        self.view.set_cursor(Qt.CursorShape.DragCopyCursor if copying else self.cursor)
        self._by, self._hint = by, self._words(zone, free, copying)

    def _words(self, zone: str, free: bool, copying: bool) -> str:
        """Say what letting go would do, where it would do more than move the cards."""
        title = self.scene.words(zone).title if zone else ""
        if copying:
            return _("Adds a copy in {zone}").format(zone=title) if title else _("Adds a copy")
        if free:
            return _("Only moves; the topic stays")
        keys = {"alone": key_name(ALONE), "copy": key_name(COPY), "zone": title}
        return _("Goes to {zone}. {alone}: only move, {copy}: copy").format(**keys) if title else ""

    def _offset(self, at: QPointF, modifiers: Modifiers) -> QPointF:
        by = at - self.start
        if modifiers & ALONE:
            self.guides.clear()
            return by
        return self._home(self.guides.snap(by, GRID, self.view.zoom))

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
        """Put the cards, or copies of them, where they float; in another zone they take its topic, unless alone."""
        by = self._offset(at, modifiers)
        moves, free = self._moves(by), bool(modifiers & ALONE)
        self.view.lit.aim("")
        self.view.lit.settle()
        if by.isNull() or not moves:
            return
        if modifiers & COPY:
            self.view.doing.copy_to(moves, by, free=free)
            return
        loose = {i: place for i, place in moves.items() if not self._cards[i].locked}
        if not loose or not self.view.doing.put(loose, free=free):
            self.view.lit.go_home({i: self._cards[i] for i in moves}, by)

    def cancel(self) -> None:
        """Let the cards go back."""
        self.view.lit.aim("")
        self.view.lit.settle()

    def paint(self, painter: QPainter) -> None:
        """Paint the guides, and what letting go would do."""
        pen = QPen(self.view.look.ui("selection"), 1)
        pen.setCosmetic(True)
        painter.setPen(pen)
        for line in self.guides.lines:
            painter.drawLine(line)
        if self._hint:
            paint_hint(painter, self._hint, self._rect.translated(self._by), self.view.look)
