"""The sign of a table: a letter on a colour with a pattern, so that tables are told apart without colours as well."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from stworkshop.analysis.table_signs import Sign
from stworkshop.graphics import design_tokens
from stworkshop.i18n import gettext as _
from ui.kit.map_look import font
from ui.kit.theme import theme
from ui.kit.widgets.basics import describe, tip

SIDE, GAP = 20, 3
_ORDER = (4, 0, 2, 5, 3, 1)
"""Colours of the tokens in the order of the tables, neighbours far apart."""
_PLAIN, _STRIPES, _DOTS, _BARS, _CHECKS, _UPRIGHT = range(6)
_SOFT = 0.4
"""How much of the ink a pattern has."""


def colour_of(sign: Sign, look: design_tokens.Theme) -> QColor:
    """Return the colour of a table; the plenary has the program's own."""
    if sign.number < 0:
        return QColor(look.ui["brand"][:7])
    return QColor(look.peers[_ORDER[sign.number % len(_ORDER)] % len(look.peers)])


def paint_sign(painter: QPainter, box: QRectF, sign: Sign, look: design_tokens.Theme, *, on: bool = True) -> None:
    """Paint a sign; one that is not `on` is only an outline with the letter."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    round_ = box.width() * 0.25
    ink = QColor(look.ui["surface"][:7])
    colour = colour_of(sign, look)
    if on:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRoundedRect(box, round_, round_)
        ground = QPainterPath()
        ground.addRoundedRect(box, round_, round_)
        painter.setClipPath(ground, Qt.ClipOperation.IntersectClip)
        _paint_pattern(painter, box, _pattern(sign), ink)
    else:
        width = max(1.0, box.width() * 0.07)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(look.ui["border_strong"][:7]), width))
        painter.drawRoundedRect(box.adjusted(width / 2, width / 2, -width / 2, -width / 2), round_, round_)
        ink = QColor(look.ui["text_3"][:7])
    size = box.height() * (0.56 if len(sign.letter) < 2 else 0.42)
    painter.setFont(font(size, True))
    if on and _pattern(sign) != _PLAIN:
        wide = painter.fontMetrics().horizontalAdvance(sign.letter) + size * 0.45
        patch = QRectF(0, 0, wide, size * 1.18)
        patch.moveCenter(box.center())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRoundedRect(patch, size * 0.25, size * 0.25)
    painter.setPen(ink)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, sign.letter)
    painter.restore()


def _pattern(sign: Sign) -> int:
    """Return the pattern of a table; where colours come again, another pattern stands on them."""
    if sign.number < 0:
        return _PLAIN
    return (sign.number + sign.number // len(_ORDER)) % 6


def _paint_pattern(painter: QPainter, box: QRectF, pattern: int, ink: QColor) -> None:
    soft = QColor(ink)
    soft.setAlphaF(_SOFT)
    step = box.width() / 4
    painter.setPen(QPen(soft, step * 0.4))
    painter.setBrush(soft)
    if pattern == _STRIPES:
        at = box.left() - box.height()
        while at < box.right():
            painter.drawLine(QPointF(at, box.bottom()), QPointF(at + box.height(), box.top()))
            at += step * 1.3
    elif pattern in (_BARS, _UPRIGHT):
        for number in range(5):
            away = number * step * 1.1
            if pattern == _BARS:
                painter.drawLine(QPointF(box.left(), box.top() + away), QPointF(box.right(), box.top() + away))
            else:
                painter.drawLine(QPointF(box.left() + away, box.top()), QPointF(box.left() + away, box.bottom()))
    elif pattern in (_DOTS, _CHECKS):
        painter.setPen(Qt.PenStyle.NoPen)
        for across in range(4):
            for down in range(4):
                dot = QPointF(box.left() + (across + 0.5) * step, box.top() + (down + 0.5) * step)
                if pattern == _DOTS:
                    painter.drawEllipse(dot, step * 0.3, step * 0.3)
                elif (across + down) % 2:
                    painter.drawRect(QRectF(dot.x() - step / 2, dot.y() - step / 2, step, step))


def width_of(count: int, side: float, gap: float) -> float:
    """Return how wide a row of signs is."""
    return count * side + max(0, count - 1) * gap


def paint_row(
    painter: QPainter, at: QPointF, shown: Sequence[Sign], look: design_tokens.Theme, *, side: float, gap: float,
    on: Iterable[str] | None = None, mirrored: bool = False,
) -> None:  # fmt: skip
    """Paint signs side by side from their top left corner; with `on` only those of these tables are filled."""
    filled = None if on is None else set(on)
    for number, sign in enumerate(reversed(shown) if mirrored else shown):
        box = QRectF(at.x() + number * (side + gap), at.y(), side, side)
        paint_sign(painter, box, sign, look, on=filled is None or sign.table in filled)


def told(tables: Sequence[str], signs: Mapping[str, Sign]) -> str:
    """Return tables in words, for those who listen and for tool tips."""
    names = [signs[table].name if table in signs else table for table in tables]
    if len(names) < 2:
        return "".join(names)
    return _("{names} and {last}").format(names=", ".join(names[:-1]), last=names[-1])


class SignMark(QWidget):
    """The sign of one table as a small picture beside words that name it."""

    def __init__(self, sign: Sign, side: int = SIDE) -> None:
        super().__init__()
        self._sign, self._side = sign, side
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        describe(self, sign.name)
        tip(self, sign.name)
        theme().theme_changed.connect(self.update)

    def sizeHint(self) -> QSize:
        side = theme().scaled(self._side)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_sign(painter, QRectF(self.rect()), self._sign, theme().tokens)
        painter.end()
