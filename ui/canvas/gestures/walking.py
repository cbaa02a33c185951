"""Where the keyboard goes next: in reading order, to the nearest card that way, or along a link."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, Qt

from stworkshop.layout import zones
from ui.canvas.items.card import CardItem
from ui.canvas.items.link import LinkItem
from ui.canvas.scene import MapScene

ASIDE = 2.2
"""How much more a step aside counts than a step ahead."""
ARROWS = {
    Qt.Key.Key_Left: QPointF(-1, 0),
    Qt.Key.Key_Right: QPointF(1, 0),
    Qt.Key.Key_Up: QPointF(0, -1),
    Qt.Key.Key_Down: QPointF(0, 1),
}


def ahead_and_aside(by: QPointF, direction: QPointF) -> tuple[float, float]:
    """Return how far a way leads ahead in a direction (one of the four unit vectors), and how far aside."""
    ahead = by.x() * direction.x() + by.y() * direction.y()
    return ahead, abs(by.x() * direction.y()) + abs(by.y() * direction.x())


class Walk:
    """Finds cards from cards; cards that a filter or focus fades are passed over."""

    def __init__(self, scene: MapScene) -> None:
        self._scene = scene
        self._order: list[str] = []
        self._place: dict[str, int] = {}
        self._fresh = False

    def changed(self) -> None:
        """Forget the reading order, since cards came, went or moved."""
        self._fresh = False

    @property
    def order(self) -> list[str]:
        """All cards in reading order."""
        if not self._fresh:
            self._order = zones.reading_order(self._scene.board, self._scene.catalogue)
            self._place = {card: number for number, card in enumerate(self._order)}
            self._fresh = True
        return self._order

    def place(self, card_id: str) -> int:
        """Return a card's place in reading order, or -1."""
        return self._place.get(card_id, -1) if self.order else -1

    def step(self, current: str, by: int) -> str:
        """Return the next (1) or previous (-1) card, '' at the end; without a current card the first or last."""
        order = self.order
        if not order:
            return ""
        start = self._place.get(current)
        at = (-1 if by > 0 else len(order)) if start is None else start
        at += by
        while 0 <= at < len(order):
            card = self._scene.cards.get(order[at])
            if card is not None and not self._scene.is_faint(card):
                return order[at]
            at += by
        return ""

    def towards(self, current: str, direction: QPointF) -> str:
        """Return the nearest card in a direction (one of the four unit vectors), or ''."""
        start = self._scene.cards.get(current)
        if start is None:
            return self.step("", 1)
        best, least = "", math.inf
        for card in self._scene.cards.values():
            if card is start or self._scene.is_faint(card):
                continue
            cost = _cost(start, card, direction)
            if cost < least:
                best, least = card.id, cost
        return best

    def along(self, current: str, direction: QPointF) -> tuple[LinkItem, str] | None:
        """Return the link of a card whose other end lies most in a direction, and the card there."""
        start = self._scene.cards.get(current)
        if start is None:
            return None
        best: tuple[LinkItem, str] | None = None
        least = math.inf
        for link in self._scene.links_of(current):
            other = link.link.target if link.link.source == current else link.link.source
            card = self._scene.cards.get(other)
            if card is None or card is start:
                continue
            cost = _cost(start, card, direction)
            if cost < least:
                best, least = (link, other), cost
        return best


def _cost(start: CardItem, card: CardItem, direction: QPointF) -> float:
    """Return how far a card is in a direction, steps aside counting more; endless for one that lies the other way."""
    ahead, aside = ahead_and_aside(card.centre - start.centre, direction)
    if ahead <= 1:
        return math.inf
    free = max(0.0, aside - (start.h if direction.x() else start.w) / 2)
    return ahead + ASIDE * free + 0.01 * aside
