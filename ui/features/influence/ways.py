"""The three grids to choose from, each with a small picture of itself."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QWidget

from stworkshop.i18n import gettext as _
from stworkshop.rounds.placings import INFLUENCE, INTEREST, SALIENCE
from ui.kit.theme import theme
from ui.kit.widgets.basics import describe, row, tip
from ui.kit.widgets.plain import Button

_DOTS = {
    INFLUENCE: ((0.82, 0.76), (0.5, 0.38), (0.17, 0.2), (0.17, 0.38)),
    INTEREST: ((0.74, 0.27), (0.25, 0.27), (0.76, 0.75), (0.23, 0.75)),
    SALIENCE: ((0.5, 0.46), (0.28, 0.32), (0.72, 0.32)),
}


class Way(Button):
    """One grid: its picture, its name, and what it asks."""

    def __init__(self, way: str, name: str, words: str) -> None:
        super().__init__(name)
        self.setProperty("look", "choice")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._way, self._words = way, words
        self.compact = False
        describe(self, name, description=words)
        tip(self, words)
        theme().theme_changed.connect(self.update)

    def sizeHint(self) -> QSize:
        look = theme()
        bold, small = look.font("small"), look.font("caption")
        bold.setBold(True)
        from_words = max(_wide(bold, self.text()), 0 if self.compact else _wide(small, self._words))
        return QSize(look.scaled(72) + from_words, look.scaled(34 if self.compact else 46))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().scaled(90), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme()
        on, mirrored = self.isChecked(), self.isRightToLeft()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(self.layoutDirection())
        body = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        edge = "focus" if self.hasFocus() else "brand" if on else "border"
        painter.setPen(QPen(look.colour(edge), 2 if on or self.hasFocus() else 1))
        painter.setBrush(look.colour("surface_2" if self.underMouse() and not on else "surface"))
        painter.drawRoundedRect(body, 8, 8)
        high = body.height() - look.scaled(12)
        wide = high * 48 / 35
        x = look.scaled(7)
        left = body.right() - x - wide if mirrored else body.left() + x
        self._picture(painter, QRectF(left, body.center().y() - high / 2, wide, high), on)
        start = x + wide + look.scaled(9)
        words = body.adjusted(look.scaled(8) if mirrored else start, 0, -start if mirrored else -look.scaled(8), 0)
        font = look.font("small")
        font.setBold(on)
        painter.setFont(font)
        painter.setPen(look.colour("brand_text" if on else "text"))
        if self.compact:
            self._write(painter, words, self.text())
        else:
            upper = words.adjusted(0, look.scaled(5), 0, -words.height() / 2)
            self._write(painter, upper, self.text())
            painter.setFont(look.font("caption"))
            painter.setPen(look.colour("text_3"))
            lower = words.adjusted(0, words.height() / 2, 0, -look.scaled(5))
            self._write(painter, lower, self._words)
        painter.end()

    def _write(self, painter: QPainter, room: QRectF, words: str) -> None:
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, round(room.width()))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading), shown)

    def _picture(self, painter: QPainter, box: QRectF, on: bool) -> None:
        look = theme()
        painter.setPen(QPen(look.colour("border_strong"), 1))
        painter.setBrush(look.colour("surface_2"))
        if self._way == SALIENCE:
            radius = box.height() * 0.31
            for x, y in ((0.38, 0.38), (0.62, 0.38), (0.5, 0.62)):
                centre = QPointF(box.left() + x * box.width(), box.top() + y * box.height())
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawEllipse(centre, radius, radius)
        else:
            painter.drawRoundedRect(box, 4, 4)
            parts = 3 if self._way == INFLUENCE else 2
            for part in range(1, parts):
                x = box.left() + box.width() * part / parts
                painter.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom()))
            painter.drawLine(QPointF(box.left(), box.center().y()), QPointF(box.right(), box.center().y()))
        painter.setPen(Qt.PenStyle.NoPen)
        for number, (x, y) in enumerate(_DOTS[self._way]):
            painter.setBrush(look.colour("brand" if number == 0 and on else "text_3"))
            spot = QPointF(box.left() + x * box.width(), box.top() + y * box.height())
            painter.drawEllipse(spot, look.scaled(2), look.scaled(2))


class Ways(QWidget):
    """One of the three grids."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        describe(self, _("Which grid"))
        layout = row(self, 8)
        self._group = QButtonGroup(self)
        self.buttons: dict[str, Way] = {}
        for way, name, words in (
            (INFLUENCE, _("Influence × affected"), _("who decides, who feels it")),
            (INTEREST, _("Power × interest"), _("who can, who cares")),
            (SALIENCE, _("Power, claim, urgency"), _("who can, who has a right to it, who cannot wait")),
        ):
            made = Way(way, name, words)
            made.clicked.connect(lambda _on=False, way=way: self.chosen.emit(way))
            self._group.addButton(made)
            layout.addWidget(made)
            self.buttons[way] = made
        layout.addStretch(1)
        self.buttons[INFLUENCE].setChecked(True)

    def set_compact(self, compact: bool) -> None:
        """Leave out the second line of each."""
        for made in self.buttons.values():
            made.compact = compact
            made.updateGeometry()
            made.update()


def _wide(font: QFont, words: str) -> int:
    return QFontMetrics(font).horizontalAdvance(words)
