"""What the wall shows of a statement: its words, the bar, and the sentence; never figures or sides."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from stworkshop.graphics import design_tokens
from stworkshop.rounds import answers_in_words
from stworkshop.rounds.opinion_summary import Said
from stworkshop.rounds.verdicts import state_names
from ui.features.agreement.bar import paint_bar
from ui.features.agreement.timer import SECONDS, BothEnds
from ui.kit.theme import theme
from ui.kit.widgets.basics import describe


def wall_colour(role: str) -> QColor:
    """Return a colour of the wall, which is the projector's whatever theme the window has."""
    look = design_tokens.theme("projector")
    return QColor(look.agreement[role.partition("/")[2]] if role.startswith("agreement/") else look.ui[role])


_WRAP = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignHCenter)


class WallStatement(QWidget):
    """One statement, as large as the wall."""

    def __init__(self, said: Said) -> None:
        super().__init__()
        self._said = said
        describe(self, said.statement.label, description=said.spoken)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(self.layoutDirection())
        painter.fillRect(self.rect(), wall_colour("surface"))
        room = self.rect().adjusted(self.width() // 14, self.height() // 12, -self.width() // 14, -self.height() // 12)
        unit = self.height() / 100
        y = _write(painter, room, room.top(), self._said.statement.label, unit * 7.5, bold=True)
        if self._said.counts:
            y = _write(painter, room, y + round(unit * 3), state_names()[self._said.state], unit * 4, role="text_2")
            height = unit * 16
            bar = QRectF(room.left(), y + unit * 6, room.width(), height)
            _bar(painter, bar, self._said.counts, mirrored=self.isRightToLeft())
            y = round(bar.bottom() + unit * 3)
            self._ends(painter, QRect(room.left(), y, room.width(), round(unit * 6)), unit)
            y += round(unit * 9)
        _write(painter, room, y, self._said.long[0] or self._said.brief, unit * 6)
        painter.end()

    def _ends(self, painter: QPainter, rect: QRect, unit: float) -> None:
        painter.setFont(_font(unit * 4))
        painter.setPen(wall_colour("text_2"))
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignLeading), answers_in_words.answer(1))
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignTrailing), answers_in_words.answer(5))


class WallTimer(QWidget):
    """Hear both ends: the statement, whose turn it is, and what is left."""

    def __init__(self, clock: BothEnds, statement: str) -> None:
        super().__init__()
        self._clock, self._statement = clock, statement
        clock.changed.connect(self._tell)
        self._tell()

    def _tell(self) -> None:
        describe(self, self._statement, description=f"{self._clock.turn} {self._clock.words}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(self.layoutDirection())
        painter.fillRect(self.rect(), wall_colour("surface"))
        room = self.rect().adjusted(self.width() // 14, self.height() // 12, -self.width() // 14, -self.height() // 12)
        unit = self.height() / 100
        y = _write(painter, room, room.top(), self._statement, unit * 6.5, bold=True)
        y = _write(painter, room, y + round(unit * 5), self._clock.turn, unit * 6, role="text_2")
        y = _write(painter, room, y + round(unit * 3), self._clock.words, unit * 24, bold=True)
        line = QRectF(room.left(), y + unit * 4, room.width(), unit * 3)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(wall_colour("surface_3"))
        painter.drawRoundedRect(line, line.height() / 2, line.height() / 2)
        line.setWidth(line.width() * self._clock.left / SECONDS)
        if self.isRightToLeft():
            line.moveRight(room.right())
        painter.setBrush(wall_colour("brand"))
        painter.drawRoundedRect(line, line.height() / 2, line.height() / 2)
        painter.end()


def _bar(painter: QPainter, rect: QRectF, counts: tuple[int, ...], *, mirrored: bool) -> None:
    """Paint the bar in its own size of letters, scaled up to the wall."""
    scale = max(1.0, rect.height() / 26)
    painter.save()
    painter.translate(rect.topLeft())
    painter.scale(scale, scale)
    paint_bar(
        painter,
        QRectF(0, 0, rect.width() / scale, rect.height() / scale),
        counts,
        mirrored=mirrored,
        colour=wall_colour,
    )
    painter.restore()


def _font(pixels: float, bold: bool = False) -> QFont:
    font = theme().font("body")
    font.setPixelSize(max(10, round(pixels)))
    font.setBold(bold)
    return font


def _write(
    painter: QPainter, room: QRect, y: int, words: str, pixels: float, *, bold: bool = False, role: str = "text"
) -> int:
    """Write words in the middle from `y` on, and return where they end."""
    painter.setFont(_font(pixels, bold))
    painter.setPen(wall_colour(role))
    box = painter.fontMetrics().boundingRect(QRect(room.left(), y, room.width(), 10_000), _WRAP, words)
    painter.drawText(QRect(room.left(), y, room.width(), box.height() + 2), _WRAP, words)
    return y + box.height()
