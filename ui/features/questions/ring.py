"""The six topics as a ring, painted: cards by topic, links between two topics as width, missing bridges dashed."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit.theme import theme
from ui.kit.widgets.basics import describe

_WIDE, _HIGH = 450.0, 318.0
_RADIUS, _STRETCH, _CIRCLE = 116.0, 1.28, 27.0
_NUMBERED_FROM = 6
"""A bridge of so many links has their number on it."""
_NEAR = 14.0


@dataclass(frozen=True)
class Topic:
    """A topic with its short name and its cards."""

    id: str
    name: str
    cards: int


@dataclass(frozen=True)
class Bridge:
    """Two topics by their places in the ring, the links between them, and the question that helps to find some."""

    first: int
    second: int
    links: int
    question: str


class Ring(QWidget):
    """Left and right walk the bridges, those that are missing first; what it shows is also a table."""

    chosen = Signal(int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._topics: tuple[Topic, ...] = ()
        self._bridges: tuple[Bridge, ...] = ()
        self._current = -1
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._name = name
        theme().theme_changed.connect(self.update)
        self.setMouseTracking(True)

    def show_topics(self, topics: Sequence[Topic], bridges: Sequence[Bridge], words: str) -> None:
        """Show topics and bridges; `words` say the same to those who listen."""
        self._topics, self._bridges = tuple(topics), tuple(bridges)
        describe(self, self._name, description=words)
        self.update()

    def choose(self, number: int) -> None:
        """Mark a bridge, -1 for none."""
        if number != self._current:
            self._current = number
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().scaled(_WIDE), theme().scaled(_HIGH))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().scaled(280), theme().scaled(_HIGH))

    def _scale(self) -> float:
        return min(self.width() / _WIDE, self.height() / _HIGH)

    def _place(self, number: int) -> QPointF:
        """Return the middle of a topic in the picture's own measure."""
        angle = math.radians(-90 + number * 60)
        x = _RADIUS * _STRETCH * math.cos(angle)
        return QPointF(_WIDE / 2 + (-x if self.isRightToLeft() else x), _HIGH / 2 + _RADIUS * math.sin(angle))

    def _knob(self, bridge: Bridge) -> QPointF:
        """Return where a bridge has its number or its question mark: not where the long ones cross."""
        a, b = self._place(bridge.first), self._place(bridge.second)
        part = 0.5 if (bridge.second - bridge.first) % 3 else 0.33
        return a + (b - a) * part

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = self._scale()
        painter.translate((self.width() - _WIDE * scale) / 2, (self.height() - _HIGH * scale) / 2)
        painter.scale(scale, scale)
        for number, bridge in enumerate(self._bridges):
            self._paint_line(painter, bridge, number == self._current)
        for number, bridge in enumerate(self._bridges):
            self._paint_knob(painter, bridge, number == self._current)
        for number, topic in enumerate(self._topics):
            self._paint_topic(painter, number, topic)
        painter.resetTransform()
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme().colour("focus"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 7, 7)
        painter.end()

    def _paint_line(self, painter: QPainter, bridge: Bridge, current: bool) -> None:
        look = theme()
        if bridge.links:
            pen = QPen(look.colour("selection" if current else "link_quiet"), 1 + min(bridge.links, 24) * 0.75)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        else:
            pen = QPen(look.colour("must"), 3 if current else 1.6)
            pen.setDashPattern([5 / pen.widthF(), 5 / pen.widthF()])
        painter.setPen(pen)
        painter.drawLine(self._place(bridge.first), self._place(bridge.second))

    def _paint_knob(self, painter: QPainter, bridge: Bridge, current: bool) -> None:
        look = theme()
        if not (bridge.links == 0 or bridge.links >= _NUMBERED_FROM or current):
            return
        missing = not bridge.links
        words, radius = ("?", 11.0) if missing else (str(bridge.links), 9.5)
        ring = "must" if missing else "selection" if current else "link_quiet"
        painter.setPen(QPen(look.colour(ring), 2.5 if current else 1.6))
        painter.setBrush(look.colour("surface"))
        knob = self._knob(bridge)
        painter.drawEllipse(knob, radius, radius)
        painter.setFont(_font(13 if missing else 12))
        painter.setPen(look.colour("must" if missing else "text_2"))
        box = QRectF(knob.x() - radius, knob.y() - radius, 2 * radius, 2 * radius)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)

    def _paint_topic(self, painter: QPainter, number: int, topic: Topic) -> None:
        look, at = theme(), self._place(number)
        painter.setPen(QPen(look.colour(f"concept/{topic.id}/mark"), 2))
        painter.setBrush(look.colour(f"concept/{topic.id}/soft"))
        painter.drawEllipse(at, _CIRCLE, _CIRCLE)
        icon = look.pixmap(f"concepts/{topic.id}", f"concept/{topic.id}/label", 20, 3.0)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(QRectF(at.x() - 10, at.y() - 19, 20, 20), icon, QRectF(icon.rect()))
        painter.setFont(_font(13))
        painter.setPen(look.colour("text"))
        painter.drawText(QRectF(at.x() - 24, at.y() + 2, 48, 20), Qt.AlignmentFlag.AlignCenter, str(topic.cards))
        painter.setPen(look.colour(f"concept/{topic.id}/label"))
        wide = QFontMetricsF(_font(13)).horizontalAdvance(topic.name) + 4
        middle = at.x() - _WIDE / 2
        if abs(middle) > 20:  # above or below its circle, towards the outside
            left = at.x() - 30 if middle > 0 else at.x() + 30 - wide
            top = at.y() + 32 if at.y() > _HIGH / 2 else at.y() - 50
            left = min(max(2.0, left), _WIDE - wide - 2)
        else:
            left = at.x() - 34 - wide if self.isRightToLeft() else at.x() + 34
            top = at.y() + (6 if at.y() > _HIGH / 2 else -20)
        painter.drawText(QRectF(left, top, wide, 18), Qt.AlignmentFlag.AlignCenter, topic.name)

    # --- choosing

    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = self._at(event.position())
        if number >= 0:
            self.choose(number)
            self.chosen.emit(number)
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        shape = Qt.CursorShape.PointingHandCursor if self._at(event.position()) >= 0 else Qt.CursorShape.ArrowCursor
        if self.cursor().shape() != shape:
            self.setCursor(shape)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
        by = steps.get(Qt.Key(event.key()))
        if by is None or not self._bridges:
            super().keyPressEvent(event)
            return
        order = sorted(range(len(self._bridges)), key=lambda n: (self._bridges[n].links > 0, n))
        at = order.index(self._current) if self._current in order else (-1 if by > 0 else 0)
        self.choose(order[(at + by) % len(order)])
        self.chosen.emit(self._current)

    def _at(self, point: QPointF) -> int:
        """Return the number of the bridge near a point of the widget, -1 for none."""
        scale = self._scale()
        x = (point.x() - (self.width() - _WIDE * scale) / 2) / scale
        y = (point.y() - (self.height() - _HIGH * scale) / 2) / scale
        here, best, least = QPointF(x, y), -1, _NEAR
        for number, bridge in enumerate(self._bridges):
            away = here - self._knob(bridge)
            distance = math.hypot(away.x(), away.y())
            if distance < least:
                best, least = number, distance
        return best if best >= 0 else self._near_line(here)

    def _near_line(self, here: QPointF) -> int:
        best, least = -1, _NEAR / 2
        for number, bridge in enumerate(self._bridges):
            a, b = self._place(bridge.first), self._place(bridge.second)
            way, to = b - a, here - a
            along = QPointF.dotProduct(to, way) / max(1.0, QPointF.dotProduct(way, way))
            off = here - (a + way * min(1.0, max(0.0, along)))
            distance = math.hypot(off.x(), off.y())
            if distance < least:
                best, least = number, distance
        return best


def _font(pixels: int) -> QFont:
    """Return the picture's bold font; it is scaled together with the picture."""
    font = theme().font("body_strong")
    font.setPixelSize(pixels)
    font.setBold(True)
    return font
