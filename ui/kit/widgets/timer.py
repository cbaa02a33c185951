"""A clock that counts down: a painted ring, and digits that do not jump since each stands in a cell as wide as a 0."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit.theme import theme
from ui.kit.widgets.basics import describe

_STROKE = 5 / 38
_NARROW = 0.5
"""Width of a colon or a sign, as a part of a digit's."""


class Ring(QWidget):
    """How much of the time is left, from 1 to 0; it moves once a second, without easing."""

    def __init__(self, size: int = 38) -> None:
        super().__init__()
        self._left, self._role = 1.0, "brand"
        self.setFixedSize(theme().scaled(size), theme().scaled(size))
        theme().theme_changed.connect(self.update)

    def show_left(self, left: float, words: str, role: str = "brand") -> None:
        """Show what is left, said in words for those who listen, in the colour of a role."""
        describe(self, words)
        if (left, role) != (self._left, self._role):
            self._left, self._role = left, role
            self.update()

    @property
    def left(self) -> float:
        """What is shown."""
        return self._left

    def resize_to(self, size: int) -> None:
        """Take another size, in px at 100 %."""
        self.setFixedSize(theme().scaled(size), theme().scaled(size))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        stroke = self.width() * _STROKE
        box = QRectF(self.rect()).adjusted(stroke, stroke, -stroke, -stroke)
        painter.setPen(QPen(theme().colour("surface_3"), stroke))
        painter.drawEllipse(box)
        pen = QPen(theme().colour(self._role), stroke)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        if self._left > 0:
            way = 1 if self.isRightToLeft() else -1
            painter.drawArc(box, 90 * 16, round(way * 360 * 16 * self._left))
        painter.end()


class Digits(QWidget):
    """The time as a clock shows it."""

    def __init__(self, role: str = "timer") -> None:
        super().__init__()
        self._words, self._colour, self._role = "", "text", role
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme().theme_changed.connect(self.update)

    def show_words(self, words: str, colour: str = "text") -> None:
        """Show a time ("18:42") in the colour of a role."""
        if (words, colour) != (self._words, self._colour):
            wider = len(words) != len(self._words)
            self._words, self._colour = words, colour
            describe(self, words)
            if wider:
                self.updateGeometry()
            self.update()

    @property
    def words(self) -> str:
        """What is shown."""
        return self._words

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(theme().font(self._role))
        digit = metrics.horizontalAdvance("0")
        width = sum(digit if letter.isdigit() else self._narrow(metrics, letter) for letter in self._words)
        return QSize(round(width) + 1, round(metrics.capHeight() * 1.45))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(theme().font(self._role))
        painter.setPen(theme().colour(self._colour))
        metrics = QFontMetricsF(painter.font())
        digit = metrics.horizontalAdvance("0")
        base = (self.height() + metrics.capHeight()) / 2
        x = 0.0
        for letter in self._words:
            wide = digit if letter.isdigit() else self._narrow(metrics, letter)
            painter.drawText(
                QRectF(x, base - metrics.ascent(), wide, metrics.height()), Qt.AlignmentFlag.AlignHCenter, letter
            )
            x += wide
        painter.end()

    @staticmethod
    def _narrow(metrics: QFontMetricsF, letter: str) -> float:
        return max(metrics.horizontalAdvance("0") * _NARROW, metrics.horizontalAdvance(letter))
