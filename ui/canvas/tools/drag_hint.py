"""A word for what a drop will do, under what is in the air, in the size of the screen."""

from __future__ import annotations

import sys

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from ui.canvas.tools.base import COPY, Modifiers
from ui.kit.map_look import NO_PEN, Look, font
from ui.kit.theme import theme

_TEXT, _SIDE, _HIGH, _BELOW, _ROUND = 13, 10, 28, 16, 7
_NAMES = ("⌥", "⌘") if sys.platform == "darwin" else ("Ctrl", "Alt")


def key_name(modifier: Modifiers) -> str:
    """Return what is written on the key that copies, or on the one that only moves."""
    return _NAMES[0] if modifier == COPY else _NAMES[1]


def paint_hint(painter: QPainter, words: str, held: QRectF, look: Look) -> None:
    """Paint words under a rectangle of the scene; a painter that is turned to the scene stays so."""
    world = painter.worldTransform()
    below = world.map(QPointF(held.center().x(), held.bottom()))
    made = font(theme().scaled(_TEXT))
    wide, high = QFontMetricsF(made).horizontalAdvance(words) + 2 * theme().scaled(_SIDE), theme().scaled(_HIGH)
    port = painter.window()
    left = min(max(below.x() - wide / 2, port.left() + 8.0), max(port.left() + 8.0, port.right() - wide - 8))
    top = min(below.y() + _BELOW, port.bottom() - high - 8.0)
    painter.save()
    painter.resetTransform()
    painter.setPen(NO_PEN)
    painter.setBrush(look.ui("tooltip"))
    box = QRectF(left, top, wide, high)
    painter.drawRoundedRect(box, _ROUND, _ROUND)
    painter.setPen(look.ui("on_tooltip"))
    painter.setFont(made)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
    painter.restore()
