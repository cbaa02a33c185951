"""How others in the room look on the map: a pointer with a name, a ring around what they chose; each made once."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPainterPathStroker, QPen, QPixmap

from ui.canvas.items.card import CardItem
from ui.canvas.qt_paths import silhouette
from ui.kit.map_look import NO_BRUSH, NO_PEN, Look, font, line_pen
from ui.presence.marks import has_pattern, hue, ink, paint_pattern

RING_GAP, RING_WIDTH = 1.25, 2.6
_LEAST_RING = 2.2
"""A ring is never thinner than so many px of the screen."""
_TICKS = ((), (2.0, 6.0), (0.6, 2.6), (6.0, 4.0), (3.0, 3.0))
"""Ticks on a ring by pattern, in px: plain, stripes, dots, bars, checks."""
DOT = 6.0
"""The radius in px of a pointer that is seen from afar."""
_EDGE = 2
"""Room in px around a picture, so that nothing of its outline is cut."""


def tag_size(words: str, number: int, size: float) -> QSizeF:
    """Return how large a name is that is written in letters of so many px."""
    strip = size * 1.15 if has_pattern(number) else 0.0
    return QSizeF(_wide(words, size) + strip + size * 1.2, size * 1.6)


@lru_cache(maxsize=512)
def tag_picture(words: str, number: int, look: Look, size: float, ratio: float, mirrored: bool) -> QPixmap:
    """Return a name on its hue, with the pattern at its head."""
    whole = tag_size(words, number, size)
    picture = _picture(whole, ratio)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = QRectF(QPointF(), whole)
    shape = QPainterPath()
    shape.addRoundedRect(box, size * 0.4, size * 0.4)
    painter.fillPath(shape, hue(number, look.tokens))
    strip = size * 1.15 if has_pattern(number) else 0.0
    left = box.right() - strip if mirrored else box.left()
    painter.save()
    painter.setClipPath(shape)
    paint_pattern(painter, QRectF(left, box.top(), strip, box.height()), number, look.tokens, size / 14)
    painter.restore()
    words_box = box.adjusted(0, 0, -strip, 0) if mirrored else box.adjusted(strip, 0, 0, 0)
    painter.setPen(ink(look.tokens))
    painter.setFont(font(size, True))
    painter.drawText(words_box, Qt.AlignmentFlag.AlignCenter, words)
    painter.end()
    return picture


@lru_cache(maxsize=256)
def pointer_picture(number: int, look: Look, size: float, ratio: float) -> QPixmap:
    """Return an arrow, its tip `_EDGE` px from the picture's corner; `size` is the height of letters beside it."""
    unit = size / 12
    picture = _picture(QSizeF(18 * unit + 2 * _EDGE, 20 * unit + 2 * _EDGE), ratio)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(_EDGE, _EDGE)
    painter.scale(unit, unit)
    arrow = QPainterPath()
    arrow.moveTo(0, 0)
    for x, y in ((16, 9.5), (9, 11.3), (5.8, 18.5)):
        arrow.lineTo(x, y)
    arrow.closeSubpath()
    painter.setPen(QPen(ink(look.tokens), 1.8, j=Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(hue(number, look.tokens))
    painter.drawPath(arrow)
    painter.end()
    return picture


def pointer_box(size: float) -> QRectF:
    """Return where an arrow is painted around its point, in px."""
    unit = size / 12
    return QRectF(-_EDGE, -_EDGE, 18 * unit + 2 * _EDGE, 20 * unit + 2 * _EDGE)


def paint_dot(painter: QPainter, number: int, look: Look) -> None:
    """Paint somebody who is seen from afar."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(ink(look.tokens), 1.5))
    painter.setBrush(hue(number, look.tokens))
    painter.drawEllipse(QPointF(), DOT, DOT)
    if has_pattern(number):
        inside = QPainterPath()
        inside.addEllipse(QPointF(), DOT - 1, DOT - 1)
        painter.setClipPath(inside)
        paint_pattern(painter, QRectF(-DOT, -DOT, 2 * DOT, 2 * DOT), number, look.tokens, 0.8)


def paint_ring(painter: QPainter, card: CardItem, number: int, look: Look, scale: float, slot: int = 0) -> None:
    """Paint a ring around a card at the painter's origin; rings of several people lie around each other by `slot`."""
    shape, w, h = card.shape, card.w, card.h
    width = max(RING_WIDTH, round(_LEAST_RING / scale, 1))
    away = RING_GAP + slot * (width + 1)
    painter.setPen(NO_PEN)
    painter.setBrush(hue(number, look.tokens))
    painter.drawPath(ring(shape, w, h, away, width))
    if has_pattern(number):
        painter.setBrush(NO_BRUSH)
        painter.setPen(line_pen(ink(look.tokens), width * 0.55, _TICKS[number % len(_TICKS)]))
        painter.drawPath(around(shape, w, h, away + width / 2))


@lru_cache(maxsize=512)
def ring(shape: str, w: float, h: float, away: float, width: float) -> QPainterPath:
    """Return the band around a silhouette that begins so far from it."""
    return around(shape, w, h, away + width).subtracted(around(shape, w, h, away))


@lru_cache(maxsize=1024)
def around(shape: str, w: float, h: float, away: float) -> QPainterPath:
    """Return the outline that stands so far from a silhouette."""
    solid = silhouette(shape, w, h).solid
    stroker = QPainterPathStroker()
    stroker.setWidth(2 * away)
    stroker.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return stroker.createStroke(solid).united(solid)


def _picture(size: QSizeF, ratio: float) -> QPixmap:
    picture = QPixmap(round(size.width() * ratio + 0.5), round(size.height() * ratio + 0.5))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    return picture


@lru_cache(maxsize=1024)
def _wide(words: str, size: float) -> float:
    return QFontMetricsF(font(size, True)).horizontalAdvance(words)
