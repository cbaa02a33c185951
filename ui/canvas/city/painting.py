"""The core's drawings, painted with Qt: figures as paths, words as lines of text."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter

from stworkshop.drawing.figures import Figure, Picture, Shape, Words
from ui.kit.map_look import NO_BRUSH, NO_PEN, font, line_pen
from ui.kit.painting import paint_picture, painter_path


def paint_shapes(painter: QPainter, shapes: Iterable[Shape]) -> None:
    """Paint shapes where they stand, in px of the drawing as the painter is scaled."""
    for shape in shapes:
        if isinstance(shape, Words):
            painter.setFont(font(shape.size, shape.bold))
            painter.setPen(QColor(shape.colour))
            painter.drawText(QPointF(shape.left, shape.y), shape.text)
        elif isinstance(shape, Picture):
            painter.setOpacity(shape.opacity)
            paint_picture(painter, QRectF(*shape.box), shape.data)
            painter.setOpacity(1.0)
        else:
            _figure(painter, shape)


def _figure(painter: QPainter, figure: Figure) -> None:
    painter.setOpacity(figure.opacity)
    line = figure.stroke
    painter.setPen(line_pen(QColor(line.colour), line.width, line.dash, flat=not line.round) if line else NO_PEN)
    painter.setBrush(QColor(figure.fill) if figure.fill else NO_BRUSH)
    painter.drawPath(painter_path(figure.path))
    painter.setOpacity(1.0)
