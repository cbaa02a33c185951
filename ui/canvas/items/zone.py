"""The zones behind the cards: grounds, borders, and titles that stay readable at any zoom."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from stworkshop.graphics import text_measure
from stworkshop.i18n import gettext as _
from stworkshop.layout import zones
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from ui.kit.map_look import FAR, NO_BRUSH, NO_PEN, Look, font, line_pen, paint_icon

LEAST_TITLE = 13.0
RADIUS = 18.0
_TITLE_ROOM = 46.0
_TITLE_FOOT = 50.0
GUTTER = 26.0
"""Room between zones, into which a title rises before it would cover the first cards."""


@dataclass(frozen=True)
class Words:
    """What a zone is called, in full and in short, and the question under it; `icon` is its sign."""

    title: str
    short: str
    question: str
    icon: str


def words_of(zone: str, board: Board, catalogue: Catalogue) -> Words:
    """Return the words of a zone; the middle one names what the workshop is about."""
    if zone == zones.CENTRE:
        return Words(_("The service and its AI"), _("Service and AI"), board.session.entity_of_interest, "ai-label")
    if zone == zones.PEOPLE:
        return Words(_("People"), _("People"), _("Who is here, spoken for, or missing"), "people")
    if zone == zones.AGREEMENT:
        return Words(_("Decided and open"), _("Decided"), _("Decisions, tasks, questions"), "agreement")
    concept = catalogue.concepts.get(zone)
    if concept is None:
        return Words(_("Also on the map"), _("Other"), "", "grid")
    label = str(concept["label"]).replace("'", "\u2019")
    return Words(label, _short(zone) or label, str(concept.get("subtitle") or ""), f"concepts/{zone}")


def _short(zone: str) -> str:
    return {
        "ethics-responsible-innovation": _("Ethics"),
        "public-servants-competencies": _("Competencies"),
        "public-sector-capabilities": _("Capabilities"),
    }.get(zone, "")


def paint_ground(painter: QPainter, zone: str, rect: QRectF, look: Look, *, dark: bool = False) -> None:
    """Paint a zone's ground and border; `dark` while a card is about to land in it."""
    neutral = zone not in look.tokens.concepts
    radius = 12.0 if look.wall else RADIUS
    if zone == zones.CENTRE:
        ground, border = look.ui("surface"), look.ui("border_strong")
    elif neutral:
        ground, border = None, look.ui("border")
    else:
        ground, border = look.concept(zone, "soft" if dark else "zone"), look.concept(zone, "zone_border")
    if dark:
        border = look.ui("selection") if neutral or zone == zones.CENTRE else look.concept(zone, "mark")
    painter.setPen(line_pen(border, 2.5 if dark else 1.5))
    painter.setBrush(NO_BRUSH if ground is None else ground)
    painter.drawRoundedRect(rect, radius, radius)


def paint_title(
    painter: QPainter, zone: str, words: Words, rect: QRectF, look: Look, scale: float, detail: int
) -> QRectF:
    """Paint a zone's title in its top left corner, at least 13 px on screen, shortened or broken where it must be.

    Return the box that was painted on.
    """
    neutral = zone not in look.tokens.concepts
    colour = look.ui("text") if neutral else look.concept(zone, "label")
    ground = look.ui("surface" if zone == zones.CENTRE else "canvas") if neutral else look.concept(zone, "zone")
    lines, size, icon = _title_lines(words, rect, scale, detail)
    left = rect.x() + 16
    top = rect.y() + min(11.0, max(-GUTTER if detail == FAR else 1.0, _TITLE_FOOT - size * 1.3))
    widest = max(text_measure.width(line, size, bold=True) for line in lines)
    used = QRectF(left - 4, top - 2, icon + 16 + widest, size * (1.2 * len(lines) + 0.25))
    painter.setPen(NO_PEN)
    painter.setBrush(_veil(ground))
    painter.drawRoundedRect(used, 4, 4)
    paint_icon(painter, words.icon, colour, QPointF(left + icon / 2, top + size * 0.64), icon)
    painter.setPen(colour)
    wide = _paint_lines(painter, lines, size, QPointF(left + icon + 8, top + size * 0.95), bold=True)
    start = left + icon + 8 + wide + 10
    room = rect.right() - 16 - start
    if detail == FAR or len(lines) > 1 or not words.question or look.wall or 14 * scale < 9 or room <= 80:
        return used
    if text_measure.width(words.question, 14) > 1.6 * room:
        return used
    question = text_measure.elide(words.question, room, 14)
    box = QRectF(start - 4, top + size * 0.25, text_measure.width(question, 14) + 8, size * 0.95)
    painter.setPen(NO_PEN)
    painter.drawRoundedRect(box, 4, 4)
    painter.setPen(look.ui("text_2"))
    _paint_lines(painter, [question], 14, QPointF(start, top + size * 0.95))
    return used.united(box)


def _title_lines(words: Words, rect: QRectF, scale: float, detail: int) -> tuple[list[str], float, float]:
    """Return the lines of a title, their size and the size of the icon before them, in scene units."""
    size = max(22.0, LEAST_TITLE / scale)
    icon = size * 24 / 22
    room = rect.width() - 40 - icon
    for title in (words.title, words.short) if detail == FAR else (words.title,):
        if text_measure.width(title, size, bold=True) <= room:
            return [title], size, icon
    smaller = max(17.0, LEAST_TITLE / scale)
    lines = text_measure.break_lines(words.title, room, smaller, bold=True, max_lines=3)
    fits = len(lines) * smaller * 1.2 <= _TITLE_ROOM
    if detail != FAR and fits and all(text_measure.width(line, smaller, bold=True) <= room for line in lines):
        return lines, smaller, smaller * 22 / 17
    return [text_measure.elide(words.short, room, size, bold=True)], size, icon


def _veil(colour: QColor) -> QColor:
    """Return a ground through which links shine only faintly, so that words on it stay readable."""
    veil = QColor(colour)
    veil.setAlphaF(0.82)
    return veil


def _paint_lines(painter: QPainter, lines: list[str], size: float, at: QPointF, *, bold: bool = False) -> float:
    """Paint lines in a size of the scene that need not be whole; return the width of the widest."""
    whole = 32
    style = font(whole, bold)
    grow = size / whole
    widest = 0.0
    painter.save()
    painter.translate(at)
    painter.scale(grow, grow)
    painter.setFont(style)
    metrics = QFontMetricsF(style)
    for number, line in enumerate(lines):
        painter.drawText(QPointF(0, number * whole * 1.2), line)
        widest = max(widest, metrics.horizontalAdvance(line) * grow)
    painter.restore()
    return widest
