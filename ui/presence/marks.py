"""The mark of a person in the room: initials on a hue with a pattern, so that colours alone need tell nobody apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from stworkshop.graphics import design_tokens
from stworkshop.i18n import gettext as _
from ui.kit.map_look import font
from ui.kit.theme import theme
from ui.kit.widgets.basics import describe, tip

if TYPE_CHECKING:
    from ui.lan.room_state import Person

SIDE = 32
HOST = -1
"""The colour number of the room's host: the program's own colour, plain."""
AWAY = 0.55
"""How strong the mark of somebody is who dropped out."""

_ORDER = (4, 0, 2, 5, 3, 1)
"""Hues of the tokens by number, neighbours far apart."""
_PATTERNS = 5
_PLAIN, _STRIPES, _DOTS, _BARS, _CHECKS = range(_PATTERNS)
_SOFT = 0.45
"""How much of the ink a pattern has."""
_MEASURED_AT = 30.0
"""The side of a mark in px at which the pattern has the measures below."""


def colour_number(person: Person) -> int:
    """Return the number to paint somebody with."""
    return HOST if person.host else person.colour


def hue(number: int, look: design_tokens.Theme | None = None) -> QColor:
    """Return the hue of a colour number in a theme, without one in the window's."""
    look = look or theme().tokens
    if number < 0:
        return QColor(look.ui["brand"][:7])
    return QColor(look.peers[_ORDER[number % len(_ORDER)] % len(look.peers)])


def ink(look: design_tokens.Theme | None = None) -> QColor:
    """Return the colour of words and patterns that stand on any hue."""
    return QColor((look or theme().tokens).ui["surface"][:7])


def has_pattern(number: int) -> bool:
    """Tell whether something stands on the hue."""
    return _pattern(number) != _PLAIN


def initials(name: str) -> str:
    """Return the one or two letters that stand for a name."""
    words = [letters for word in name.split() if (letters := [c for c in word if c.isalnum()])]
    if not words:
        return name.strip()[:1] or "?"
    found = [words[0][0], words[1][0]] if len(words) > 1 else words[0][:2]
    # letters of scripts that join would become one shape
    return ("" if all(c.isascii() for c in found) else "\u200c").join(found).upper()


def paint_mark(
    painter: QPainter,
    rect: QRectF,
    number: int,
    letters: str,
    look: design_tokens.Theme | None = None,
    ring: float = 0.0,
) -> None:
    """Paint a mark, a disc, into a square; `ring` px of the surface around it set it apart from its neighbours."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    if ring:
        painter.setBrush(ink(look))
        painter.drawEllipse(rect)
        rect = rect.adjusted(ring, ring, -ring, -ring)
    colour = hue(number, look)
    painter.setBrush(colour)
    painter.drawEllipse(rect)
    if has_pattern(number):
        disc = QPainterPath()
        disc.addEllipse(rect.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.save()
        painter.setClipPath(disc, Qt.ClipOperation.IntersectClip)
        paint_pattern(painter, rect, number, look, rect.height() / _MEASURED_AT)
        painter.restore()
    size = rect.height() * (0.4 if len(letters) > 1 else 0.5)
    painter.setFont(font(size, True))
    if has_pattern(number):
        wide = painter.fontMetrics().horizontalAdvance(letters) + size * 0.5
        patch = QRectF(0, 0, min(wide, rect.width()), size * 1.2)
        patch.moveCenter(rect.center())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRoundedRect(patch, size * 0.5, size * 0.5)
    painter.setPen(ink(look))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, letters)
    painter.restore()


def paint_pattern(
    painter: QPainter, rect: QRectF, number: int, look: design_tokens.Theme | None = None, unit: float = 1.0
) -> None:
    """Paint the pattern of a colour number over a rectangle, without its ground; `unit` is how long a px is."""
    pattern = _pattern(number)
    if pattern == _PLAIN:
        return
    soft = ink(look)
    soft.setAlphaF(_SOFT)
    painter.save()
    painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
    painter.setBrush(soft)
    if pattern == _STRIPES:
        painter.setPen(QPen(soft, 2 * unit))
        at = rect.left() - rect.height()
        while at < rect.right():
            painter.drawLine(QPointF(at, rect.bottom()), QPointF(at + rect.height(), rect.top()))
            at += 8.5 * unit
    elif pattern == _BARS:
        painter.setPen(QPen(soft, 1.5 * unit))
        at = rect.top() + 2 * unit
        while at < rect.bottom():
            painter.drawLine(QPointF(rect.left(), at), QPointF(rect.right(), at))
            at += 5 * unit
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        step = (5 if pattern == _DOTS else 4) * unit
        for across in range(int(rect.width() / step) + 1):
            for down in range(int(rect.height() / step) + 1):
                cell = QRectF(rect.left() + across * step, rect.top() + down * step, step, step)
                if pattern == _DOTS:
                    painter.drawEllipse(cell.center(), 1.3 * unit, 1.3 * unit)
                elif (across + down) % 2 == 0:
                    painter.drawRect(cell)
    painter.restore()


def _pattern(number: int) -> int:
    return _PLAIN if number < 0 else number % _PATTERNS


class Avatar(QWidget):
    """Somebody's mark as a small picture, `side` px at 100 %; it is named after the person."""

    def __init__(self, person: Person, side: int = SIDE, ring: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._person, self._side, self._ring = person, side, ring
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_person(person)
        theme().theme_changed.connect(self._theme_changed)

    @property
    def person(self) -> Person:
        """Who it is."""
        return self._person

    def show_person(self, person: Person) -> None:
        """Stand for somebody, or for the same person as she is now."""
        self._person = person
        words = _("{name}, away").format(name=person.name) if person.away is not None else person.name
        describe(self, words)
        tip(self, words)
        self.update()

    def sizeHint(self) -> QSize:
        side = theme().scaled(self._side)
        return QSize(side, side)

    def _theme_changed(self) -> None:
        self.updateGeometry()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._person.away is not None:
            painter.setOpacity(AWAY)
        side = float(min(self.width(), self.height()))
        box = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        ring = theme().scaled(self._ring) if self._ring else 0
        paint_mark(painter, box, colour_number(self._person), initials(self._person.name), ring=ring)
        painter.end()
