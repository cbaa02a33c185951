"""Paints links: hairlines at rest, and in full style with heads, tails, signs and words when they are asked for."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from stworkshop.graphics import link_styles
from stworkshop.graphics.vector_paths import Point
from ui.canvas.items.link import Stroke
from ui.canvas.qt_paths import mark_path
from ui.kit.map_look import NEAR, NO_BRUSH, NO_PEN, Look, font, line_pen

PILL_TEXT, PILL_HEIGHT, PILL_SIDE = 12.0, 19.0, 8.0
_MARK = 16.0
_UNLISTED = link_styles.unlisted_mark()


def paint_quiet(painter: QPainter, strokes: Sequence[Stroke], look: Look, detail: int, exposed: QRectF) -> None:
    """Paint links at rest: all lines with one pen, then the small heads and "?" that are in `exposed`."""
    pen = QPen(look.ui("link_quiet"), 2 if look.wall else 1)
    pen.setCosmetic(True)
    painter.setPen(pen)
    painter.setBrush(NO_BRUSH)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, detail == NEAR)  # level hairlines need none from afar
    for stroke in strokes:
        painter.drawPath(stroke.path)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if detail != NEAR:
        return
    colour = look.ui("link_quiet")
    near = exposed.adjusted(-_MARK, -_MARK, _MARK, _MARK)
    left, top, right, bottom = near.left(), near.top(), near.right(), near.bottom()
    for stroke in strokes:
        x, y = stroke.points[-1]
        if left <= x <= right and top <= y <= bottom:
            marks = link_styles.head_marks(stroke.style)
            _paint_marks(painter, marks, stroke.points, look, colour, link_styles.QUIET_HEAD)
        if stroke.unlisted:
            x, y = stroke.middle
            if left <= x <= right and top <= y <= bottom:
                _paint_unlisted(painter, stroke, look)


def paint_loud(painter: QPainter, stroke: Stroke, look: Look, wider: float = 1.0) -> None:
    """Paint a link in its full style; `wider` thickens its line."""
    style, colour = stroke.style, look.link(stroke.style.colour_of)
    factor = wider * (1.6 if look.wall else 1.0)
    painter.setBrush(NO_BRUSH)
    if style.double:
        painter.setPen(line_pen(colour, link_styles.DOUBLE_WIDTH * factor))
        painter.drawPath(stroke.path)
        painter.setPen(line_pen(look.ui("canvas"), link_styles.DOUBLE_GAP * factor))
    else:
        painter.setPen(line_pen(colour, style.width * factor, style.dash))
    painter.drawPath(stroke.path)
    size = 1.15 * (1.3 if look.wall else 1.0)
    _paint_marks(painter, link_styles.head_marks(style), stroke.points, look, colour, size)
    _paint_marks(painter, link_styles.tail_marks(style), stroke.points[1::-1], look, colour, size, tail=True)
    if style.sign and len(stroke.points) > 1:
        _paint_sign(painter, stroke, look, size)
    if stroke.unlisted:
        _paint_unlisted(painter, stroke, look)


def _paint_marks(
    painter: QPainter,
    marks: tuple[link_styles.Mark, ...],
    points: tuple[Point, ...],
    look: Look,
    colour: QColor,
    size: float,
    *,
    tail: bool = False,
) -> None:
    if not marks or len(points) < 2:
        return
    before, end = points[-2], points[-1]
    turn = math.degrees(link_styles.angle(before, end)) + (180 if tail else 0)
    painter.save()
    painter.translate(*end)
    painter.rotate(turn)
    painter.scale(size, size)
    for mark in marks:
        _paint_mark(painter, mark, look, colour)
    painter.restore()


def _paint_mark(painter: QPainter, mark: link_styles.Mark, look: Look, colour: QColor) -> None:
    painter.setPen(line_pen(colour, mark.stroke) if mark.stroke else NO_PEN)
    if mark.fill == "none":
        painter.setBrush(NO_BRUSH)
    else:
        painter.setBrush(colour if mark.fill == "line" else look.ui("link_label_bg"))
    painter.drawPath(mark_path(mark.path))


def _paint_sign(painter: QPainter, stroke: Stroke, look: Look, size: float) -> None:
    colour = look.link(stroke.style.colour_of)
    painter.save()
    painter.translate(*stroke.middle)
    painter.scale(size, size)
    for mark in link_styles.sign_marks(stroke.style):
        _paint_mark(painter, mark, look, colour)
    painter.restore()


def _paint_unlisted(painter: QPainter, stroke: Stroke, look: Look) -> None:
    """Paint the small "?" of a link that the catalogue does not list."""
    if len(stroke.points) < 2:
        return
    x, y = stroke.middle
    painter.save()
    painter.translate(x + (22 if stroke.style.sign else 0), y)
    _paint_mark(painter, _UNLISTED, look, look.ui("should"))
    painter.setPen(look.ui("should"))
    painter.setFont(font(11, bold=True))
    painter.drawText(QRectF(-7, -7, 14, 14), Qt.AlignmentFlag.AlignCenter, "?")
    painter.restore()


def pill_size(words: str, scale: float, look: Look) -> tuple[float, float]:
    """Return width and height of a pill in scene units; on screen it always has the same size."""
    grow = (1.9 if look.wall else 1.0) / scale
    metrics = QFontMetricsF(font(PILL_TEXT))
    return (metrics.horizontalAdvance(words) + 2 * PILL_SIDE + 1) * grow, PILL_HEIGHT * grow


def paint_pill(
    painter: QPainter, middle: Point, words: str, style: link_styles.LinkStyle, look: Look, scale: float
) -> None:
    """Paint a link's words in a pill, 12 px on screen at any zoom."""
    grow = (1.9 if look.wall else 1.0) / scale
    w, h = (value / grow for value in pill_size(words, scale, look))
    painter.save()
    painter.translate(*middle)
    painter.scale(grow, grow)
    painter.setPen(line_pen(look.link(style.colour_of), 1.25))
    painter.setBrush(look.ui("link_label_bg"))
    box = QRectF(-w / 2, -h / 2, w, h)
    painter.drawRoundedRect(box, h / 2, h / 2)
    painter.setPen(look.ui("text"))
    painter.setFont(font(PILL_TEXT))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
    painter.restore()


def paint_loose(painter: QPainter, start: QPointF, end: QPointF, look: Look) -> None:
    """Paint a link that is being drawn."""
    painter.setPen(line_pen(look.ui("selection"), 2.5))
    painter.setBrush(look.ui("selection"))
    painter.drawLine(start, end)
    painter.setPen(NO_PEN)
    painter.drawEllipse(end, 6, 6)
