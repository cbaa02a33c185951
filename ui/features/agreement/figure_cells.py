"""The figures of a statement in its row: middle and mean, how alike, and where the sides stand."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from stworkshop.i18n import gettext as _
from stworkshop.rounds import answers_in_words
from stworkshop.rounds.opinion_summary import Said
from stworkshop.rounds.verdicts import closeness
from ui.features.agreement.columns import Columns
from ui.kit.theme import theme
from ui.kit.widgets.sides import paint_side
from ui.session.words import figure, middle_figure

BANDS = (0.4, 0.6, 0.8)
_MARK = 12


def paint_figures(painter: QPainter, columns: Columns, said: Said, mirrored: bool) -> None:
    """Paint the figures of a statement into its row."""
    if columns.alike is None or columns.sides is None:
        return
    if not said.counts:
        _line(painter, columns.alike.united(columns.sides), said.brief, "small", "text_3", top=True)
        return
    figures = said.figures
    if columns.middle is not None:
        _line(painter, columns.middle, middle_figure(figures["median"]), "title", "text", top=True)
        spread = _("{mean} ± {sd}").format(mean=figure(figures["mean"], 1), sd=figure(figures["sd"]))
        _line(painter, columns.middle, spread, "caption", "text_2", top=False)
    _alike(painter, columns.alike, said, mirrored)
    _sides(painter, columns.sides, said, mirrored)


def paint_meter(painter: QPainter, rect: QRectF, value: float, mirrored: bool) -> None:
    """Paint how alike answers are as a bar from 0 to 1 with the marks of the bands."""
    look = theme()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.colour("surface_3"))
    painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
    painter.setBrush(look.colour("text_3"))
    full = QRectF(rect)
    full.setWidth(max(rect.height(), rect.width() * value))
    if mirrored:
        full.moveRight(rect.right())
    painter.drawRoundedRect(full, rect.height() / 2, rect.height() / 2)
    painter.setPen(QPen(look.colour("surface"), 2))
    for band in BANDS:
        x = rect.right() - band * rect.width() if mirrored else rect.left() + band * rect.width()
        painter.drawLine(round(x), round(rect.top()), round(x), round(rect.bottom()))


def _alike(painter: QPainter, rect: QRect, said: Said, mirrored: bool) -> None:
    look = theme()
    value = said.figures.get("consensus")
    if not isinstance(value, int | float):
        return
    _line(painter, rect, figure(value), "body_strong", "text", top=True)
    number = look.scaled(36)
    high = look.scaled(6)
    y = rect.top() + rect.height() / 2 - look.scaled(10)
    left = rect.left() if mirrored else rect.left() + number
    paint_meter(painter, QRectF(left, y, rect.width() - number, high), float(value), mirrored)
    _line(painter, rect, closeness(said.figures.get("band")), "caption", "text_2", top=False)


def _sides(painter: QPainter, rect: QRect, said: Said, mirrored: bool) -> None:
    look = theme()
    if not said.sides:
        words = _("too few to show") if said.hidden else _("not shown")
        _line(painter, rect, words, "caption", "text_3", top=False)
        return
    mark = look.scaled(_MARK)
    y = rect.top() + rect.height() / 2 - look.scaled(8)
    left, wide = rect.left() + mark / 2, rect.width() - mark
    painter.setPen(QPen(look.colour("border_strong"), 1))
    painter.drawLine(round(left), round(y), round(left + wide), round(y))
    for side in said.sides:
        place = ((side.mean or 1.0) - 1) / 4
        x = left + wide * (1 - place if mirrored else place)
        paint_side(painter, QRectF(x - mark / 2, y - mark / 2, mark, mark), side.side, ring="surface")
    names = answers_in_words.side_names()
    if said.gaps:
        first, second, gap = said.gaps[0]
        words = _("{gap} {first} – {second}").format(
            gap=figure(gap, 1), first=names.get(first, first), second=names.get(second, second)
        )
        _line(painter, rect, words, "caption", "warn", top=False, strong=True)
    else:
        words = _("sides within 1") if len(said.sides) > 1 else _("other sides not shown")
        _line(painter, rect, words, "caption", "text_3", top=False)


def _line(painter: QPainter, rect: QRect, words: str, font: str, role: str, *, top: bool, strong: bool = False) -> None:
    """Write one line above or below the middle of a cell, with an ellipsis where it is too long."""
    face = theme().font(font)
    if strong:
        face.setBold(True)
    painter.setFont(face)
    painter.setPen(theme().colour(role))
    high = painter.fontMetrics().height()
    y = rect.center().y() - high + theme().scaled(3) if top else rect.center().y() + theme().scaled(4)
    shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
    box = QRect(rect.left(), y, rect.width(), high)
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, shown)
