"""The line above what the room sees: the stage, how many cards show from afar, and the time that is left."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter

from stworkshop.i18n import ngettext
from ui.kit.map_look import NO_BRUSH, Look, font, line_pen

_EDGE, _TIME_FROM, _COUNT_FROM = 0.014, 0.80, 0.45
"""Margin at both ends, and where the time and the count begin, as parts of the window's width."""


@dataclass(frozen=True)
class WallHeader:
    """What stands in it; `cards` is how many cards show, 0 where all of them do."""

    title: str
    cards: int
    time: tuple[str, float] | None

    def paint(self, painter: QPainter, look: Look, window: QSize, high: int) -> None:
        """Paint it at the top of a window, so many pixels high."""
        wide, tall = window.width(), window.height()
        if self.title:
            painter.setFont(font(tall * 0.036, bold=True))
            painter.setPen(look.ui("text"))
            box = QRectF(wide * _EDGE, 0, wide * 0.7, high)
            painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self.title)
        if self.cards:
            self._paint_count(painter, look, window, high)
        if self.time is not None:
            _paint_time(painter, look, window, high, *self.time)

    def _paint_count(self, painter: QPainter, look: Look, window: QSize, high: int) -> None:
        """Say that not every card shows, left of the time."""
        wide, n = window.width(), self.cards
        said = ngettext("{n} card, the ones that matter most", "{n} cards, the ones that matter most", n).format(n=n)
        painter.setFont(font(window.height() * 0.022))
        painter.setPen(look.ui("text_2"))
        right = wide * (_TIME_FROM if self.time is not None else 1 - _EDGE)
        box = QRectF(wide * _COUNT_FROM, 0, right - wide * _COUNT_FROM, high)
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, said)


def _paint_time(painter: QPainter, look: Look, window: QSize, high: int, words: str, left: float) -> None:
    """Paint the ring and the digits, each digit as wide as a 0, so that nothing jumps."""
    size = window.height() * 0.056
    painter.setFont(font(size, bold=True))
    digit = painter.fontMetrics().horizontalAdvance("0")
    x = window.width() * (1 - _EDGE)
    painter.setPen(look.ui("text"))
    for letter in reversed(words):
        wide = digit if letter.isdigit() else digit * 0.55
        x -= wide
        painter.drawText(QRectF(x, 0, wide, high), Qt.AlignmentFlag.AlignCenter, letter)
    radius = size * 0.42
    middle = QPointF(x - radius - size * 0.4, high / 2)
    ring = QRectF(middle.x() - radius, middle.y() - radius, 2 * radius, 2 * radius)
    painter.setPen(line_pen(look.ui("surface_3"), radius * 0.36))
    painter.setBrush(NO_BRUSH)
    painter.drawEllipse(ring)
    painter.setPen(line_pen(look.ui("brand"), radius * 0.36))
    painter.drawArc(ring, 90 * 16, round(-360 * 16 * max(0.0, min(1.0, left))))
