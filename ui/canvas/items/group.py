"""A group on the map: a dashed frame around cards that move together, its title on its top edge."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFontMetricsF, QPainter

from ui.canvas.items.card import CardItem
from ui.kit.map_look import NO_BRUSH, NO_PEN, Look, font, line_pen

_PAD, _RADIUS, _TITLE = 16.0, 14.0, 13.0


class GroupItem:
    """The frame of one group, from the cards in it."""

    def __init__(self, label: str, members: Sequence[CardItem]) -> None:
        self.label = label
        self.ids = tuple(card.id for card in members)
        rect = QRectF()
        for card in members:
            rect = rect.united(card.rect)
        self.rect = rect.adjusted(-_PAD, -_PAD, _PAD, _PAD)

    def paint(self, painter: QPainter, look: Look, scale: float) -> None:
        """Paint frame and title; the title never falls below 12 px on screen."""
        painter.setBrush(NO_BRUSH)
        painter.setPen(line_pen(look.ui("border_control"), 1.5, (5, 4)))
        painter.drawRoundedRect(self.rect, _RADIUS, _RADIUS)
        if not self.label:
            return
        grow = max(1.0, 12 / _TITLE / scale)
        style = font(_TITLE, bold=True)
        width = QFontMetricsF(style).horizontalAdvance(self.label)
        painter.save()
        painter.translate(QPointF(self.rect.left() + _RADIUS, self.rect.top()))
        painter.scale(grow, grow)
        painter.setPen(NO_PEN)
        painter.setBrush(look.ui("canvas"))
        painter.drawRect(QRectF(-4, -9, width + 8, 18))
        painter.setPen(look.ui("text_2"))
        painter.setFont(style)
        painter.drawText(QPointF(0, 4.5), self.label)
        painter.restore()
