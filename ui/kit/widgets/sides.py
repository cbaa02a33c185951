"""Marks of sides, told apart by shape and colour; a plain disc where nobody may be told apart."""

from __future__ import annotations

import math
from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen, QTransform
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit.theme import theme

_GRID = 16.0
_HEXAGON = ((4.4, 1.8), (11.6, 1.8), (15.2, 8.0), (11.6, 14.2), (4.4, 14.2), (0.8, 8.0))
_DIAMOND = ((8.0, 0.6), (15.4, 8.0), (8.0, 15.4), (0.6, 8.0))
_TRIANGLE = ((8.0, 1.4), (15.2, 14.4), (0.8, 14.4))


def side_path(side: str) -> QPainterPath:
    """Return the shape of a side in a square of 16; a disc for nobody's."""
    path = QPainterPath()
    corners = {"oversight": _HEXAGON, "implementer": _DIAMOND, "supplier": _TRIANGLE}.get(side)
    if corners is not None:
        path.moveTo(*corners[0])
        for corner in corners[1:]:
            path.lineTo(*corner)
        path.closeSubpath()
    elif side == "planner":
        path.addRoundedRect(QRectF(2, 2, 12, 12), 2, 2)
    else:
        path.addEllipse(QPointF(8, 8), 6.6, 6.6)
    return path


def side_colour(side: str) -> QColor:
    """Return the colour of a side's mark; a neutral one for nobody's."""
    return theme().colour(f"side/{side}/mark" if side in theme().tokens.sides else "text_2")


def side_path_in(side: str, rect: QRectF) -> QPainterPath:
    """Return the shape of a side in the middle of a rectangle, as large as it goes."""
    scale = min(rect.width(), rect.height()) / _GRID
    corner = rect.center() - QPointF(scale * _GRID / 2, scale * _GRID / 2)
    return QTransform.fromTranslate(corner.x(), corner.y()).scale(scale, scale).map(side_path(side))


def paint_side(painter: QPainter, rect: QRectF, side: str, ring: str = "", colour: QColor | None = None) -> None:
    """Paint the mark of a side into a square, in another colour than the theme's if given; `ring` is a line's role."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(colour or side_colour(side))
    line = 1.4 * min(rect.width(), rect.height()) / _GRID
    painter.setPen(QPen(theme().colour(ring), line) if ring else QPen(Qt.PenStyle.NoPen))
    painter.drawPath(side_path_in(side, rect))
    painter.restore()


def ink_on(ground: QColor, colour: Callable[[str], QColor]) -> QColor:
    """Return the colour of words that can be read on a ground: that of words, or that of the surface."""
    texts = (colour("text"), colour("surface"))
    return max(texts, key=lambda ink: _contrast(ink, ground))


def _contrast(ink: QColor, ground: QColor) -> float:
    light, dark = sorted((_luminance(ink), _luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else math.pow((part + 0.055) / 1.055, 2.4)

    red, green, blue = (linear(part) for part in (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


class SideMark(QWidget):
    """The mark of a side beside a word; decoration."""

    def __init__(self, side: str, size: int = 14) -> None:
        super().__init__()
        self._side = side
        self._size = theme().scaled(size)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        theme().theme_changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(self._size, self._size)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_side(painter, QRectF(self.rect()), self._side)
        painter.end()
