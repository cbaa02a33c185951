"""The axis of time: each change a step, moments with a name as stops, bars for how much was done."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSlider

from stworkshop.i18n import gettext as _
from ui.kit.theme import theme
from ui.kit.widgets.basics import describe

_LONGEST_GAP, _BAR = 240.0, 120.0
"""Seconds that a pause takes on the axis at most, and that one bar stands for."""
_BARS, _LINE, _WORDS = 34, 44, 52
_WITH_WORDS, _WITHOUT = 104, 60
_EDGE = 22


class TimeAxis(QSlider):
    """A slider over the moments of a session; A and B are the ends of a comparison, -1 where there is none."""

    ends_changed = Signal(int, int)
    play_asked = Signal()

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        describe(self, _("Moment of the workshop"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._at: list[float] = []
        self._stops: list[tuple[int, str, str]] = []
        self._ends = (-1, -1)
        self._held = -1
        self.comparing = False
        self.setMouseTracking(True)

    def show_moments(self, times: Sequence[datetime.datetime], stops: Sequence[tuple[int, str]]) -> None:
        """Show these moments, and the named ones among them by their place and words."""
        at, last = 0.0, None
        self._at = []
        for time in times:
            at += min(_LONGEST_GAP, max(0.5, (time - last).total_seconds())) if last is not None else 0.0
            last = time
            self._at.append(at)
        self._stops = [(place, words, times[place].astimezone().strftime("%H:%M")) for place, words in stops]
        self.setRange(0, max(0, len(self._at) - 1))
        self.updateGeometry()
        self.update()

    @property
    def ends(self) -> tuple[int, int]:
        """The places of A and B."""
        return self._ends

    def set_ends(self, a: int, b: int) -> None:
        """Set A and B, in order of time."""
        ends = (min(a, b), max(a, b)) if a >= 0 and b >= 0 else (a, b)
        if ends != self._ends:
            self._ends = ends
            self.update()
            self.ends_changed.emit(*ends)

    def next_stop(self, forward: bool) -> None:
        """Go to the next named moment, or to the end of the axis."""
        places = [place for place, _words, _time in self._stops]
        if forward:
            self.setValue(min((p for p in places if p > self.value()), default=self.maximum()))
        else:
            self.setValue(max((p for p in places if p < self.value()), default=0))

    def sizeHint(self) -> QSize:
        return QSize(600, self._high())

    def minimumSizeHint(self) -> QSize:
        return QSize(240, self._high())

    def _high(self) -> int:
        """Return the height that the bars, the line and the words under it take; no words, no room for them."""
        return theme().scaled(_WITH_WORDS if self._stops else _WITHOUT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """One change with the arrows, one stop with Shift; A and B set the ends, Space plays."""
        key, shift = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        ahead = Qt.Key.Key_Left if self.isRightToLeft() else Qt.Key.Key_Right
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            if shift:
                self.next_stop(key == ahead)
            else:
                self.setValue(self.value() + (1 if key == ahead else -1))
        elif key == Qt.Key.Key_A and self.comparing:
            self.set_ends(self.value(), self._ends[1])
        elif key == Qt.Key.Key_B and self.comparing:
            self.set_ends(self._ends[0], self.value())
        elif key == Qt.Key.Key_Space:
            self.play_asked.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.setSliderDown(True)
        self._held = self._end_at(event.position().x())
        self._move_to(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self._move_to(event.position().x())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.setSliderDown(False)
        self._held = -1

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, look = QPainter(self), theme()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = float(look.scaled(_LINE))
        left, right = self._x_of(0.0), self._x_of(self._length())
        a, b = self._ends
        if self.comparing and a >= 0 and b >= 0:
            span = QRectF(QPointF(self._x(a), 0), QPointF(self._x(b), line)).normalized()
            painter.fillRect(span, look.colour("brand_soft"))
        self._paint_bars(painter, line)
        painter.setPen(QPen(look.colour("border_strong"), look.scaled(2)))
        painter.drawLine(QPointF(left, line), QPointF(right, line))
        self._paint_stops(painter, line)
        if self.comparing:
            for place, letter in zip(self._ends, "AB", strict=True):
                if place >= 0:
                    self._paint_disc(painter, self._x(place), line, letter)
        else:
            self._paint_disc(painter, self._x(self.value()), line, "")
        if self.comparing and self.value() not in self._ends:
            painter.setPen(QPen(look.colour("text_2"), look.scaled(2)))
            x = self._x(self.value())
            painter.drawLine(QPointF(x, line - look.scaled(9)), QPointF(x, line + look.scaled(9)))
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.colour("focus"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        painter.end()

    def _paint_bars(self, painter: QPainter, line: float) -> None:
        look = theme()
        if len(self._at) < 2:
            return
        counts: dict[int, int] = {}
        for at in self._at:
            counts[int(at // _BAR)] = counts.get(int(at // _BAR), 0) + 1
        most = max(counts.values(), default=1)
        a, b = (self._x(end) if end >= 0 else -1.0 for end in self._ends)
        for number, count in counts.items():
            start, end = self._x_of(number * _BAR), self._x_of(min((number + 1) * _BAR, self._length() or _BAR))
            low, high = sorted((start, end))
            wide = max(2.0, min(float(look.scaled(8)), high - low - 2))
            tall = look.scaled(_BARS) * (0.12 + 0.88 * count / most)
            middle = (low + high) / 2
            inside = self.comparing and min(a, b) <= middle <= max(a, b)
            colour = look.colour("brand" if inside else "border_strong")
            painter.fillRect(QRectF(middle - wide / 2, line - look.scaled(6) - tall, wide, tall), colour)

    def _paint_stops(self, painter: QPainter, line: float) -> None:
        look = theme()
        free = -1e9
        painter.setFont(look.font("caption"))
        for place, words, time in self._stops:
            x = self._x(place)
            painter.setPen(QPen(look.colour("border_strong"), look.scaled(2)))
            painter.setBrush(look.colour("surface"))
            painter.drawEllipse(QPointF(x, line), look.scaled(5), look.scaled(5))
            wide = look.scaled(92)
            box = QRectF(x - wide / 2, look.scaled(_WORDS), wide, self.height() - look.scaled(_WORDS))
            box.moveLeft(max(0.0, min(box.left(), self.width() - wide)))
            if self.isRightToLeft() or box.left() >= free:
                painter.setPen(look.colour("text"))
                flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
                painter.drawText(box, int(flags), f"{words}\n{time}")
                free = box.right() + 2

    def _paint_disc(self, painter: QPainter, x: float, line: float, letter: str) -> None:
        look = theme()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("text" if letter == "A" else "brand"))
        radius = look.scaled(10 if letter else 8)
        painter.drawEllipse(QPointF(x, line), radius, radius)
        if letter:
            painter.setFont(look.font("caption"))
            painter.setPen(look.colour("surface" if letter == "A" else "on_brand"))
            disc = QRectF(x - radius, line - radius, 2 * radius, 2 * radius)
            painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, letter)

    def _length(self) -> float:
        return self._at[-1] if self._at else 0.0

    def _x_of(self, at: float) -> float:
        edge = theme().scaled(_EDGE)
        part = at / self._length() if self._length() else 0.5
        x = edge + part * (self.width() - 2 * edge)
        return self.width() - x if self.isRightToLeft() else x

    def _x(self, place: int) -> float:
        return self._x_of(self._at[place]) if 0 <= place < len(self._at) else self._x_of(0.0)

    def _move_to(self, x: float) -> None:
        """Move what is held: A or B, which do not pass each other, or the moment alone."""
        place = self._near(x)
        if self._held >= 0:
            a, b = self._ends
            if a == b and place != a:  # both under the pointer: the way it goes says which is meant
                self._held = int(place > a)
            place = min(place, b) if self._held == 0 else max(place, a)
            self.set_ends(*((place, b) if self._held == 0 else (a, place)))
        self.setValue(place)

    def _end_at(self, x: float) -> int:
        """Return which end is under the pointer while two moments are compared: 0 is A, 1 is B, -1 is neither."""
        if not self.comparing or min(self._ends) < 0:
            return -1
        far = [abs(self._x(place) - x) for place in self._ends]
        nearest = far.index(min(far))
        return nearest if far[nearest] <= theme().scaled(14) else -1

    def _near(self, x: float) -> int:
        places = range(len(self._at))
        return min(places, key=lambda place: abs(self._x(place) - x), default=0)
