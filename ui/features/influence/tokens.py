"""A stakeholder's name as it is painted on a grid: side, words, voice, and the small scale or the marks of people."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from stworkshop.i18n import gettext as _
from stworkshop.rounds.placings import Placed
from ui.features.influence.scale import HIGH as SCALE_HIGH
from ui.features.influence.scale import NARROW as SCALE_NARROW
from ui.features.influence.scale import WIDE as SCALE_WIDE
from ui.features.influence.scale import paint_scale
from ui.kit.theme import theme
from ui.kit.widgets.sides import paint_side

HEIGHT, GAP = 29, 5
_SIDE, _MARK, _ICON = 14, 12, 14


def paint_token(
    painter: QPainter,
    rect: QRectF,
    placed: Placed,
    *,
    mirrored: bool,
    selected: bool = False,
    focused: bool = False,
    marks: Sequence[str] | None = None,
    scale: bool = True,
) -> None:
    """Paint a name into a pill; `marks` are the sides of people in the place of the small scale."""
    look = theme()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _pill(painter, rect, placed, selected=selected, focused=focused)
    line = _Line(rect, mirrored)
    side = line.start(look.scaled(_SIDE), look.scaled(8))
    paint_side(painter, side, placed.side)
    if marks is not None:
        _marks(painter, line, marks)
    elif placed.spread is not None and scale and rect.width() > look.scaled(150):
        roomy = rect.width() > look.scaled(230)
        body = line.end(look.scaled(SCALE_WIDE if roomy else SCALE_NARROW), look.scaled(4), look.scaled(SCALE_HIGH))
        paint_scale(painter, body, placed.spread, mirrored, "selection_fill" if selected else "surface")
    _voice(painter, line, placed, look.scaled(200) < rect.width())
    painter.setFont(look.font("small"))
    painter.setPen(look.colour("text"))
    body = line.rest()
    words = painter.fontMetrics().elidedText(placed.card.label, Qt.TextElideMode.ElideRight, round(body.width()))
    painter.setLayoutDirection(Qt.LayoutDirection.RightToLeft if mirrored else Qt.LayoutDirection.LeftToRight)
    painter.drawText(body, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading), words)
    painter.restore()


def _pill(painter: QPainter, rect: QRectF, placed: Placed, *, selected: bool, focused: bool) -> None:
    look = theme()
    body = rect.adjusted(1, 1, -1, -1)
    radius = body.height() / 2
    painter.setBrush(look.colour("selection_fill" if selected else "surface"))
    if placed.unheard:
        pen = QPen(look.colour("danger"), 2)
        pen.setDashPattern([3, 2])
    elif selected:
        pen = QPen(look.colour("selection"), 2)
    else:
        pen = QPen(look.colour("border_strong"), 1)
    painter.setPen(pen)
    painter.drawRoundedRect(body, radius, radius)
    if selected and (focused or placed.unheard):
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(look.colour("focus"), 2))
        outer = rect.adjusted(-1.5, -1.5, 1.5, 1.5)
        painter.drawRoundedRect(outer, outer.height() / 2, outer.height() / 2)


def _marks(painter: QPainter, line: _Line, marks: Sequence[str]) -> None:
    look = theme()
    size = look.scaled(_MARK)
    room = line.rest().width() * 0.62
    step = min(size + look.scaled(3), room / max(1, len(marks)))
    body = line.end(step * len(marks), look.scaled(2), size)
    for place, side in enumerate(marks):
        paint_side(painter, QRectF(body.left() + place * step, body.top(), size, size), side, ring="surface")


def _voice(painter: QPainter, line: _Line, placed: Placed, with_words: bool) -> None:
    look = theme()
    if placed.unheard:
        name, role, words = "voice-absent", "danger", _("no voice")
    elif placed.voice == "represented":
        name, role, words = "represented", "text_3", ""
    elif placed.voice == "absent":
        name, role, words = "voice-absent", "text_3", ""
    elif not placed.voice:
        name, role, words = "question", "text_3", ""
    else:
        return
    if words and with_words:
        font = look.font("caption")
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(look.colour(role))
        wide = painter.fontMetrics().horizontalAdvance(words) + 2
        painter.drawText(line.end(wide, look.scaled(4), look.scaled(18)), Qt.AlignmentFlag.AlignCenter, words)
    icon = look.pixmap(name, role, _ICON)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    body = line.end(look.scaled(_ICON), look.scaled(5), look.scaled(_ICON))
    painter.drawPixmap(body, icon, QRectF(icon.rect()))


class _Line:
    """Room along a pill, taken from its start and from its end; mirrored where text runs the other way."""

    def __init__(self, rect: QRectF, mirrored: bool) -> None:
        self._rect, self._mirrored = rect, mirrored
        self._from, self._to = theme().scaled(9), rect.width() - theme().scaled(9)

    def start(self, wide: float, gap: float, high: float = 0.0) -> QRectF:
        """Take room at the start."""
        box = self._box(self._from, wide, high or wide)
        self._from += round(wide + gap)
        return box

    def end(self, wide: float, gap: float, high: float) -> QRectF:
        """Take room at the end."""
        box = self._box(self._to - wide, wide, high)
        self._to -= wide + gap
        return box

    def rest(self) -> QRectF:
        """Return what is left between both."""
        return self._box(self._from, max(0.0, self._to - self._from), self._rect.height())

    def _box(self, x: float, wide: float, high: float) -> QRectF:
        left = self._rect.right() - x - wide if self._mirrored else self._rect.left() + x
        return QRectF(left, self._rect.center().y() - high / 2, wide, high)
