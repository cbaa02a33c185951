"""The diverging bar of one statement: no to the one side, yes to the other, the middle answer on the axis."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from stworkshop.i18n import gettext as _
from stworkshop.rounds import answers_in_words
from ui.kit.theme import theme
from ui.kit.widgets.basics import describe
from ui.kit.widgets.sides import ink_on

ROLES = ("agreement/strong_no", "agreement/no", "agreement/between", "agreement/yes", "agreement/strong_yes")
_OUTLINES = ("", "agreement/strong_no", "border_control", "agreement/strong_yes", "")
_GAP = 1.5
Colour = Callable[[str], QColor]
"""Gives the colour of a role, of the window's theme or of the wall's."""
_FULL = 0.98


def hatched(painter: QPainter, path: QPainterPath, ink: QColor, step: float) -> None:
    """Draw slanting lines across a shape: what says no looks different without any colour."""
    painter.save()
    painter.setClipPath(path, Qt.ClipOperation.IntersectClip)
    painter.setPen(QPen(ink, step * 0.32))
    box = path.boundingRect()
    x = box.left() - box.height()
    while x < box.right():
        painter.drawLine(round(x), round(box.bottom()), round(x + box.height()), round(box.top()))
        x += step
    painter.restore()


def paint_bar(
    painter: QPainter,
    rect: QRectF,
    counts: Sequence[int],
    *,
    before: Sequence[int] = (),
    mirrored: bool = False,
    colour: Colour | None = None,
) -> None:
    """Paint answers 1 to 5 as a bar around the axis in the middle of `rect`, those of the round before under it."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    middle = rect.center().x()
    colour = colour or theme().colour
    painter.setPen(QPen(colour("border_strong"), 1))
    painter.drawLine(round(middle), round(rect.top()) - 3, round(middle), round(rect.bottom()) + 3)
    most = max(sum(counts), sum(before), 1)
    body = QRectF(rect)
    if sum(before):
        body.setHeight(rect.height() * 0.66)
        pale = QRectF(rect.left(), body.bottom() + 2, rect.width(), rect.height() - body.height() - 2)
        _segments(painter, pale, before, most, mirrored, colour, pale=True)
    _segments(painter, body, counts, most, mirrored, colour, pale=False)
    painter.restore()


def _segments(
    painter: QPainter,
    rect: QRectF,
    counts: Sequence[int],
    most: int,
    mirrored: bool,
    colour: Colour,
    *,
    pale: bool,
) -> None:
    look = theme()
    unit = rect.width() / 2 / most * _FULL
    x = rect.center().x() - (counts[0] + counts[1] + counts[2] / 2) * unit
    painter.setFont(look.font("caption"))
    for step, n in enumerate(counts):
        if not n:
            continue
        wide = n * unit
        left = x if not mirrored else 2 * rect.center().x() - x - wide
        cell = QRectF(left, rect.top(), wide - _GAP, rect.height())
        x += wide
        path = QPainterPath()
        path.addRoundedRect(cell, 3, 3)
        ground = colour(ROLES[step])
        if pale:
            painter.setOpacity(0.45)
        painter.setPen(QPen(colour(_OUTLINES[step]), 1) if _OUTLINES[step] and not pale else Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(ground))
        painter.drawPath(path)
        if step < 2:
            lines = QColor(colour("surface"))
            lines.setAlphaF(0.38 if step == 0 else 0.55)
            hatched(painter, path, lines, look.scaled(6))
        painter.setOpacity(1.0)
        if not pale and wide >= painter.fontMetrics().horizontalAdvance(str(n)) + _GAP:
            _count(painter, cell, n, ground, colour, plate=step == 0)


def _count(painter: QPainter, cell: QRectF, n: int, ground: QColor, colour: Colour, *, plate: bool) -> None:
    words = str(n)
    font = theme().font("caption")
    font.setBold(True)
    painter.setFont(font)
    if plate:
        wide = painter.fontMetrics().horizontalAdvance(words) + 5
        under = QRectF(cell.center().x() - wide / 2, cell.top() + 2, wide, cell.height() - 4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(under, 3, 3)
    painter.setPen(ink_on(ground, colour))
    painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, words)


def counts_in_words(counts: Sequence[int]) -> str:
    """Return what the bar shows, for people who do not see it."""
    if not sum(counts):
        return _("Too few answers to show.")
    each = ", ".join(f"{word}: {n}" for word, n in zip(answers_in_words.scale(), counts, strict=True))
    return _("{n} answers. {each}.").format(n=sum(counts), each=each)


class Bar(QWidget):
    """The bar as a picture of its own."""

    def __init__(self, counts: Sequence[int], before: Sequence[int] = (), height: int = 22) -> None:
        super().__init__()
        self._counts, self._before = tuple(counts), tuple(before)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(theme().scaled(height) + 8)
        describe(self, _("Answers"), description=counts_in_words(counts))
        theme().theme_changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(theme().scaled(236), self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect()).adjusted(2, 4, -2, -4)
        paint_bar(painter, rect, self._counts, before=self._before, mirrored=self.isRightToLeft())
        painter.end()
