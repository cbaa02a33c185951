"""The panels under the statements: what matters most, and whether people put things in the same order."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QLinearGradient, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model.board import Board
from stworkshop.model.records import Round
from stworkshop.rounds import answers_in_words, priorities
from ui.features.agreement.priority_lists import LINE_ROLE, Lines
from ui.kit.theme import theme
from ui.kit.widgets.basics import clear, column, describe, label, row, tip
from ui.kit.widgets.choices import Segments
from ui.kit.widgets.flow import Flow
from ui.kit.widgets.sides import SideMark
from ui.kit.widgets.words import ElidedLabel, WrappedLabel
from ui.records.panel_parts import panel
from ui.session.words import figure

_DOTS, _RANKING = "dots", "ranking"


class MattersMost(QWidget):
    """The dots of the last round, or the places of the last ranking; both where there are both."""

    chosen = Signal(str)
    """A card of the list."""

    def __init__(self) -> None:
        super().__init__()
        self._way = _DOTS
        outer = column(self)
        made, body = panel(_("What matters most"))
        outer.addWidget(made)
        head: QHBoxLayout = row(spacing=9)
        head.addWidget(label(_("What matters most"), "body_strong"))
        self._sub = ElidedLabel("", "small", "faint")
        head.addWidget(self._sub, 2)
        self._legend = QWidget()
        self._legend_line = Flow(self._legend, 10)
        head.addWidget(self._legend, 3, Qt.AlignmentFlag.AlignVCenter)
        self.ways = Segments(_("Dots or order"), ((_DOTS, _("Dots")), (_RANKING, _("Order"))))
        self.ways.chosen.connect(self._turn)
        head.addWidget(self.ways)
        body.addLayout(head)
        self.lines = Lines(_("What matters most"))
        self.lines.activated.connect(lambda index: self.chosen.emit(index.data(LINE_ROLE).card.id))
        self.lines.clicked.connect(lambda index: self.chosen.emit(index.data(LINE_ROLE).card.id))
        body.addWidget(self.lines)
        self._words = WrappedLabel("", "small", "muted")
        body.addWidget(self._words)
        body.addStretch(1)
        self._board: Board | None = None
        self._figures = False
        self._round = ""

    def show_round(self, round_: Round) -> None:
        """Show this closed round of dots or order, also where there are later ones."""
        self._round, self._way = round_.id, _RANKING if round_.kind == "ranking" else _DOTS
        if self._board is not None:
            self.show_board(self._board, self._figures)

    def show_board(self, board: Board, figures: bool, waiting: str = "") -> None:
        """Show what a board's closed rounds say; `waiting` is a sentence about an open one."""
        self._board, self._figures = board, figures
        dots, ranks = priorities.dots_view(board, self._round), priorities.rank_view(board, self._round)
        both = dots is not None and ranks is not None
        if not both:
            self._way = _RANKING if dots is None and ranks is not None else _DOTS
        self.ways.setVisible(both)
        self.ways.choose(self._way)
        if self._way == _RANKING and ranks is not None:
            self._show_ranks(ranks)
        else:
            self._show_dots(dots)
        if waiting:
            # What was laid before would lead those who are asked now.
            self.lines.show_lines((), figures)
            self._legend.hide()
            self._sub.setText("")
            self._words.setText(waiting)
        self._words.setVisible(bool(self._words.text()))

    def _turn(self, way: str) -> None:
        self._way = way or self._way
        if self._board is not None:
            self.show_board(self._board, self._figures)

    def _show_dots(self, view: priorities.DotsView | None) -> None:
        self.lines.show_lines(view.lines if view else (), self._figures)
        clear(self._legend_line)
        self._legend.setVisible(bool(view and view.sides))
        if view is None:
            self._sub.setText("")
            self._words.setText(_("Nobody has laid dots yet. A round of dots asks what comes first."))
            return
        each = view.round.dots_per_person or 0
        if view.few:
            few = _("{n} people laid dots: too few to show a result.").format(n=view.voters)
            self._words.setText(few)
            self._sub.setText("")
            return
        given = ngettext("{n} dot each", "{n} dots each", each).format(n=each)
        used = _("{given}, {used} of {all} used").format(given=given, used=view.used, all=each * view.voters)
        told = used if view.used is not None and each else given
        self._sub.setText(f"{view.round.question} · {told}" if self._round == view.round.id else told)
        names = answers_in_words.side_names()
        for side in view.sides:
            self._legend_line.addWidget(_named(side, names.get(side, side)))
        hidden = any(line.plain for line in view.lines)
        self._words.setText(_("Discs without a side: too few people to show.") if hidden and view.sides else "")

    def _show_ranks(self, view: priorities.RankView) -> None:
        self.lines.show_lines(view.lines, self._figures)
        self._legend.hide()
        told = ngettext("{n} whole sheet", "{n} whole sheets", view.complete).format(n=view.complete)
        if view.incomplete:
            told += ", " + ngettext("{n} left out", "{n} left out", view.incomplete).format(n=view.incomplete)
        self._sub.setText(f"{view.round.question} · {told}")
        self._words.setText("" if view.lines else _("Too few whole sheets to show an order."))


class SameOrder(QWidget):
    """A place between "each their own" and "same order" for each round, with a sentence."""

    def __init__(self) -> None:
        super().__init__()
        outer = column(self)
        made, self._body = panel(_("Same order?"))
        outer.addWidget(made)
        self._body.addWidget(label(_("Same order?"), "body_strong"))
        self._body.addWidget(WrappedLabel(_("Do people put the same things first?"), "small", "muted"))
        self._rows = column(spacing=6, margins=(0, 4, 0, 0))
        self._body.addLayout(self._rows)
        self._first = WrappedLabel("", "small", strong=True)
        self._why = WrappedLabel("", "small", "muted")
        self._exact = WrappedLabel("", "caption", "faint")
        for part in (self._first, self._why, self._exact):
            self._body.addWidget(part)
        self._body.addStretch(1)

    def show_board(self, board: Board, figures: bool) -> None:
        """Show how far the last rounds agree in order."""
        found = priorities.orders(board)
        clear(self._rows)
        for order in found:
            self._rows.addWidget(_OrderRow(order, figures))
        last = next((o for o in reversed(found) if o.w is not None and o.round.kind == "ranking"), None)
        self._first.setText(last.words if last else _("Nobody was asked to put things in order."))
        self._why.setText(priorities.order_means(last.w) if last else "")
        self._why.setVisible(bool(last))
        self._exact.setText(_("Kendall’s W, complete ballots only"))
        self._exact.setVisible(figures and bool(found))


class _OrderRow(QWidget):
    def __init__(self, order: priorities.Order, figures: bool) -> None:
        super().__init__()
        layout = row(self, 10)
        words = column()
        if figures and order.w is not None:
            words.addWidget(label(figure(order.w), "body_strong"))
        name = WrappedLabel(order.name, "small")
        name.setFixedWidth(theme().scaled(92))
        words.addWidget(name)
        layout.addLayout(words)
        scale = WrappedLabel(order.words, "caption", "faint") if order.w is None else OrderScale(order)
        layout.addWidget(scale, 1)
        exact = ngettext("{n} complete ballot", "{n} complete ballots", order.complete).format(n=order.complete)
        tip(self, f"{order.round.question}\n{exact}")


class OrderScale(QWidget):
    """A line from each their own to the same order, with a mark."""

    def __init__(self, order: priorities.Order) -> None:
        super().__init__()
        self._w = order.w
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._fit()
        describe(self, order.name, description=order.words)
        theme().theme_changed.connect(self._fit)

    def sizeHint(self) -> QSize:
        return QSize(theme().scaled(140), self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def below_each_other(self) -> bool:
        """Tell whether the words of the two ends have no room beside each other, and stand on two lines."""
        measured = QFontMetrics(theme().font("caption"))
        wide = sum(measured.horizontalAdvance(words) for words in _ends())
        return wide + theme().scaled(8) > self.width()

    def _fit(self) -> None:
        lines = 2 if self.below_each_other() else 1
        self.setFixedHeight(theme().scaled(16) + lines * theme().scaled(18))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        mirrored = self.isRightToLeft()
        high = look.scaled(8)
        body = QRectF(0, look.scaled(5), self.width(), high)
        ground = QLinearGradient(body.topRight() if mirrored else body.topLeft(),
                                 body.topLeft() if mirrored else body.topRight())  # fmt: skip
        ground.setColorAt(0, look.colour("surface_3"))
        ground.setColorAt(1, look.colour("agreement/yes"))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(body, high / 2, high / 2)
        if self._w is not None:
            x = body.width() * (1 - self._w if mirrored else self._w)
            painter.setBrush(look.colour("text"))
            mark = QRectF(min(max(0.0, x - 2), body.width() - 4), body.top() - look.scaled(4), 4, look.scaled(16))
            painter.drawRoundedRect(mark, 2, 2)
        painter.setPen(look.colour("text_3"))
        painter.setFont(look.font("caption"))
        box = QRectF(0, body.bottom() + look.scaled(3), self.width(), look.scaled(18))
        painter.setLayoutDirection(self.layoutDirection())
        none, all_of_it = _ends()
        painter.drawText(box, int(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop), none)
        if self.below_each_other():
            box.translate(0, box.height())
        painter.drawText(box, int(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignTop), all_of_it)
        painter.end()


def _ends() -> tuple[str, str]:
    """Return what stands at the two ends of the scale."""
    return _("each their own"), _("same order")


def _named(side: str, word: str) -> QWidget:
    made = QWidget()
    layout = row(made, 5)
    layout.addWidget(SideMark(side, 12))
    layout.addWidget(label(word, "caption", "muted"))
    return made
