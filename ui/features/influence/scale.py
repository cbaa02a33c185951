"""The small scale on a name: the middle as a dot, half of the people as a bar, everybody as a line, ticks 1 to 5."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from stworkshop.i18n import gettext as _
from stworkshop.rounds.placings import STEPS, Spread
from ui.kit.theme import theme
from ui.kit.widgets.basics import describe, label, row
from ui.kit.widgets.flow import Flow
from ui.kit.widgets.plain import set_tip

WIDE, NARROW, HIGH = 58, 40, 16
_EDGE = 5


def paint_scale(painter: QPainter, rect: QRectF, spread: Spread, mirrored: bool, ground: str = "surface") -> None:
    """Paint where people placed somebody, 1 at the start of the line and 5 at its end."""
    look = theme()
    unit = look.scaled(1)
    edge = look.scaled(_EDGE)

    def place(value: float) -> float:
        x = edge + (value - 1) / 4 * (rect.width() - 2 * edge)
        return rect.right() - x if mirrored else rect.left() + x

    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    y = rect.center().y()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.colour("border_strong"))
    for step in STEPS:
        painter.drawEllipse(QPointF(place(step), y), 1.3 * unit, 1.3 * unit)
    painter.setPen(QPen(look.colour("text_3"), 1.2 * unit))
    painter.drawLine(QPointF(place(spread.least), y), QPointF(place(spread.most), y))
    low, high = sorted((place(spread.low), place(spread.high)))
    bar = QColor(look.colour("warn_mark" if spread.wide else "brand"))
    bar.setAlphaF(0.85 if spread.wide else 0.4)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(bar)
    painter.drawRoundedRect(QRectF(low - 3 * unit, y - 3.5 * unit, high - low + 6 * unit, 7 * unit), 3.5, 3.5)
    painter.setPen(QPen(look.colour(ground), 1))
    painter.setBrush(look.colour("brand"))
    painter.drawEllipse(QPointF(place(spread.middle), y), 3.8 * unit, 3.8 * unit)
    painter.restore()


class Scale(QWidget):
    """The small scale beside a name in a panel."""

    def __init__(self, spread: Spread, width: int = 84) -> None:
        super().__init__()
        self._spread = spread
        self._size = QSize(theme().scaled(width), theme().scaled(HIGH))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        describe(self, _("How people placed them"), description=spread.words)
        set_tip(self, spread.words)
        theme().theme_changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return self._size

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_scale(painter, QRectF(self.rect()), self._spread, self.isRightToLeft())
        painter.end()


class _Sample(QWidget):
    def __init__(self, part: str) -> None:
        super().__init__()
        self._part = part
        self.setFixedSize(theme().scaled(34), theme().scaled(HIGH))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        theme().theme_changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        unit, middle = look.scaled(1), QPointF(self.rect().center())
        painter.setPen(Qt.PenStyle.NoPen)
        if self._part == "line":
            painter.setPen(QPen(look.colour("text_3"), 1.2 * unit))
            painter.drawLine(QPointF(3, middle.y()), QPointF(self.width() - 3, middle.y()))
        elif self._part == "dot":
            painter.setBrush(look.colour("brand"))
            painter.drawEllipse(middle, 3.8 * unit, 3.8 * unit)
        elif self._part == "ticks":
            painter.setBrush(look.colour("border_strong"))
            for step in range(5):
                painter.drawEllipse(QPointF(3 + 7 * step * unit, middle.y()), 1.3 * unit, 1.3 * unit)
        else:
            bar = QColor(look.colour("warn_mark" if self._part == "wide" else "brand"))
            bar.setAlphaF(0.85 if self._part == "wide" else 0.4)
            painter.setBrush(bar)
            painter.drawRoundedRect(QRectF(5, middle.y() - 3.5 * unit, 24 * unit, 7 * unit), 3.5, 3.5)
        painter.end()


class ScaleKey(QWidget):
    """The small scale in words."""

    def __init__(self) -> None:
        super().__init__()
        flow = Flow(self, 14)
        flow.addWidget(label(_("The small scale on a name:"), "caption", strong=True))
        for part, words in (
            ("dot", _("the middle answer")), ("bar", _("half of the people")), ("line", _("everybody")),
            ("ticks", _("1 almost none … 5 decides")), ("wide", _("people differ widely")),
        ):  # fmt: skip
            pair = QWidget()
            line = row(pair, 5)
            line.addWidget(_Sample(part))
            line.addWidget(label(words, "caption", "muted"))
            flow.addWidget(pair)
