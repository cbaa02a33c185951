"""A pen for the wall: what somebody draws there shows for some seconds and goes away by itself. Nothing is kept."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise

from PySide6.QtCore import QPointF, Qt, QTimer
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QWidget

from stworkshop.i18n import gettext as _
from ui.canvas.safe_slots import guarded
from ui.kit.map_look import line_pen
from ui.kit.theme import theme

SHOWN, FADING = 4.0, 1.0
"""Seconds that a line shows once it is drawn, and then takes to fade."""
_TICK_MS = 40
_WIDE, _HALO = 0.007, 1.8
"""How wide a line is, as a part of the window's height, and how much wider the light around it."""


@dataclass
class _Line:
    points: list[QPointF]
    ended: float | None = field(default=None)
    """When the pen was lifted; None while it draws."""


class WallPen(QWidget):
    """Lies over the wall; takes pointer and finger while it is on, lets all through while it is not."""

    def __init__(
        self, parent: QWidget, colour: QColor, ground: QColor, now: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(parent)
        self._wall, self._colour, self._ground, self._now = parent, colour, ground, now
        self._lines: list[_Line] = []
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self.fade)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAccessibleName(_("Pen on the wall"))
        self.hide()

    @property
    def on(self) -> bool:
        """Whether the pointer draws."""
        return not self.isHidden()

    @property
    def strengths(self) -> list[float]:
        """How strongly each line shows, 1 to 0, in the order in which they were drawn."""
        return [self._strength(line) for line in self._lines]

    def take(self, on: bool) -> None:
        """Take the pen in hand, or put it away with all that it drew."""
        self.clear()
        self.setGeometry(self._wall.rect())
        self.setVisible(on)
        self.raise_()

    def clear(self) -> None:
        """Wipe the wall."""
        self._lines = []
        self._timer.stop()
        self.update()

    def fade(self) -> None:
        """Let go what has shown for long enough."""
        self._lines = [line for line in self._lines if self._strength(line) > 0]
        if not self._lines:
            self._timer.stop()
        self.update()

    def _strength(self, line: _Line) -> float:
        if line.ended is None:
            return 1.0
        over = self._now() - line.ended - SHOWN
        if theme().reduce_motion:
            return 1.0 if over < 0 else 0.0
        return max(0.0, min(1.0, 1.0 - over / FADING))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a line."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._lines.append(_Line([event.position()]))
            self._timer.start()
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with it."""
        if self._lines and self._lines[-1].ended is None:
            self._lines[-1].points.append(event.position())
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Lift the pen: from now on the line goes away."""
        if self._lines and self._lines[-1].ended is None:
            self._lines[-1].ended = self._now()

    @guarded(None)
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide = max(3.0, self.height() * _WIDE)
        for line in self._lines:
            painter.setOpacity(self._strength(line))
            path = _smooth(line.points)
            for colour, width in ((self._ground, wide * _HALO), (self._colour, wide)):
                painter.setPen(line_pen(colour, width))
                painter.drawPath(path)
        painter.end()


def _smooth(points: list[QPointF]) -> QPainterPath:
    """Return a curve through the middles between points; one point becomes a dot."""
    path = QPainterPath(points[0])
    if len(points) == 1:
        path.lineTo(points[0] + QPointF(0.1, 0))
    for before, after in pairwise(points):
        path.quadTo(before, (before + after) / 2)
    path.lineTo(points[-1] + QPointF(0.1, 0))
    return path
