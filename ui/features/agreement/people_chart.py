"""One mark per person over the five words of the scale."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from stworkshop.i18n import gettext as _
from stworkshop.rounds import answers_in_words
from stworkshop.rounds.opinion_summary import Said
from ui.features.agreement.bar import ROLES, counts_in_words
from ui.kit.theme import theme
from ui.kit.widgets.basics import describe
from ui.kit.widgets.sides import paint_side

_MOST_MARKS = 12
_COLUMN, _FOOT = 156, 30


class PeopleChart(QWidget):
    """A column of marks per answer; with `figures` the middle half as a bar, and the middle answer as a pointer."""

    def __init__(self) -> None:
        super().__init__()
        self._said: Said | None = None
        self._figures = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(theme().scaled(_COLUMN + _FOOT))
        describe(self, _("How people answered"))
        theme().theme_changed.connect(self.update)

    def show_said(self, said: Said | None, figures: bool) -> None:
        """Show the answers to a statement."""
        self._said, self._figures = said, figures
        describe(self, _("How people answered"), description=counts_in_words(said.counts) if said else "")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().scaled(420), self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        said = self._said
        if said is None or not said.counts:
            return
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        foot = look.scaled(_FOOT)
        column = QRectF(0, 0, self.width() / 5, self.height() - foot)
        for step, word in enumerate(answers_in_words.scale()):
            at = 4 - step if self.isRightToLeft() else step
            body = column.translated(at * column.width(), 0).adjusted(3, 0, -3, 0)
            self._ground(painter, body, step)
            self._marks(painter, body, said, step)
            painter.setFont(look.font("small"))
            painter.setPen(look.colour("text"))
            box = QRectF(body.left() - 3, body.bottom() + look.scaled(8), body.width() + 6, foot - look.scaled(8))
            shown = painter.fontMetrics().elidedText(word, Qt.TextElideMode.ElideRight, round(box.width()))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop), shown)
        if self._figures:
            self._middle(painter, said, column)
        painter.end()

    def _ground(self, painter: QPainter, body: QRectF, step: int) -> None:
        ground = theme().colour("surface_2")
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(body, 8, 8)
        if step != 2:
            tint = QColor(theme().colour(ROLES[1] if step < 2 else ROLES[3]))
            tint.setAlphaF(0.16)
            painter.setBrush(tint)
            painter.drawRoundedRect(body, 8, 8)

    def _marks(self, painter: QPainter, body: QRectF, said: Said, step: int) -> None:
        look = theme()
        marks = said.marks[step]
        most = max(said.counts)
        if most > _MOST_MARKS:
            self._column(painter, body, said.counts[step], most, step)
            return
        size = min(look.scaled(24), body.width() - 4)
        gap = look.scaled(8)
        inner = body.adjusted(0, look.scaled(8), 0, -look.scaled(8))
        beside = 1
        while size > 4 and -(-most // beside) * (size + gap) - gap > inner.height():
            fits = max(1, int((body.width() - 4) // (size + 4)))
            if beside < fits:
                beside += 1
            else:
                size, gap = size - 1, max(3, gap - 1)
        for place, side in enumerate(marks):
            line, across = divmod(place, beside)
            in_line = min(beside, len(marks) - line * beside)
            x = body.center().x() - (in_line * (size + 4) - 4) / 2 + across * (size + 4)
            y = inner.bottom() - size - line * (size + gap)
            paint_side(painter, QRectF(x, y, size, size), side)

    def _column(self, painter: QPainter, body: QRectF, n: int, most: int, step: int) -> None:
        """Paint so many people as one bar with their number."""
        if not n:
            return
        look = theme()
        room = body.height() - look.scaled(30)
        high = room * n / most
        bar = QRectF(body.center().x() - look.scaled(20), body.bottom() - high, look.scaled(40), high)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("text_2"))
        painter.drawRoundedRect(bar, 4, 4)
        painter.setPen(look.colour("text"))
        painter.setFont(look.font("body_strong"))
        box = QRectF(body.left(), bar.top() - look.scaled(24), body.width(), look.scaled(22))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(n))

    def _middle(self, painter: QPainter, said: Said, column: QRectF) -> None:
        if said.half is None:
            return
        look = theme()

        def place(value: float) -> float:
            x = (value - 0.5) * column.width()
            return self.width() - x if self.isRightToLeft() else x

        low, high = sorted((place(said.half[0]), place(said.half[1])))
        y = column.bottom() + look.scaled(1)
        painter.setPen(QPen(look.colour("text_3"), look.scaled(4), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(QPointF(low, y), QPointF(max(high, low + 1), y))
        x = place(float(said.figures["median"]))
        painter.setPen(QPen(look.colour("surface"), 1))
        painter.setBrush(look.colour("text"))
        size = look.scaled(6)
        painter.drawPolygon(QPolygonF([QPointF(x, y - size), QPointF(x + size, y + size), QPointF(x - size, y + size)]))
