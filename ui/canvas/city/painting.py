"""The core's drawings, painted with Qt: figures as paths, words as lines of text."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from stworkshop.drawing.figures import Figure, Shape, Stroke, Words
from ui.kit.map_look import NO_BRUSH, NO_PEN, font
from ui.kit.painting import painter_path


def paint_shapes(painter: QPainter, shapes: Iterable[Shape]) -> None:
    """Paint shapes where they stand, in px of the drawing as the painter is scaled."""
    for shape in shapes:
        if isinstance(shape, Words):
            painter.setFont(font(shape.size, shape.bold))
            painter.setPen(QColor(shape.colour))
            painter.drawText(QPointF(shape.left, shape.y), shape.text)
        else:
            _figure(painter, shape)


def _figure(painter: QPainter, figure: Figure) -> None:
    painter.setOpacity(figure.opacity)
    painter.setPen(_pen(figure.stroke) if figure.stroke else NO_PEN)
    painter.setBrush(QColor(figure.fill) if figure.fill else NO_BRUSH)
    painter.drawPath(painter_path(figure.path))
    painter.setOpacity(1.0)


@lru_cache(maxsize=256)
def _pen(stroke: Stroke) -> QPen:
    cap = Qt.PenCapStyle.RoundCap if stroke.round and not stroke.dash else Qt.PenCapStyle.FlatCap
    made = QPen(QColor(stroke.colour), stroke.width, Qt.PenStyle.SolidLine, cap, Qt.PenJoinStyle.RoundJoin)
    if stroke.dash:
        made.setDashPattern([length / stroke.width for length in stroke.dash])
    return made
