"""Paints one card, in the order of the design: rings, pins, ground, cap, icon, label, facts, badges."""

from __future__ import annotations

import re
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath

from stworkshop.graphics import card_image, silhouettes, text_measure
from stworkshop.model import card_layout
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.records import Image
from ui.canvas.items.card import CardItem
from ui.kit.map_look import FAR, NEAR, NO_BRUSH, NO_PEN, Look, font, line_pen, paint_icon
from ui.kit.painting import paint_picture

PORT_RADIUS = 5.5
QUESTION_RADIUS, QUESTION_SIZE = 9.0, 13
_DOTTED, _UNDER = (1.5, 2.5), 3.0


@dataclass(frozen=True, slots=True)
class CardState:
    """What is to be seen of a card besides itself."""

    hovered: bool = False
    selected: bool = False
    focused: bool = False
    lifted: bool = False
    ports: bool = False


AT_REST = CardState()


def paint_card(
    painter: QPainter, item: CardItem, look: Look, catalogue: Catalogue, detail: int, state: CardState = AT_REST
) -> None:
    """Paint a card with its top left corner at the painter's origin."""
    paint_rings(painter, item.silhouette.path, look, state)
    if detail == FAR:
        paint_far(painter, item, look)
    else:
        _paint_body(painter, item, look, catalogue, detail, state)
    if item.locked and detail == NEAR:
        _paint_lock(painter, item, look)
    if item.asks and detail != FAR and not look.wall:
        paint_question(painter, QPointF(item.w - 3, 1), item.asks, look)
    if state.ports:
        paint_ports(painter, item, look)


def paint_rings(painter: QPainter, path: QPainterPath, look: Look, state: CardState) -> None:
    """Paint the rings of keyboard focus and of selection, following the shape."""
    painter.setBrush(NO_BRUSH)
    for wanted, colour, outer, gap in ((state.focused, "focus", 9, 4.5), (state.selected, "selection", 7, 3)):
        if wanted:
            painter.setPen(line_pen(look.ui(colour), outer))
            painter.drawPath(path)
            painter.setPen(line_pen(look.ui("canvas"), gap))
            painter.drawPath(path)


def paint_shadow(painter: QPainter, item: CardItem, *, lifted: bool) -> None:
    """Paint a soft shadow as offset translucent paths."""
    painter.setPen(NO_PEN)
    layers = ((4, 0.10), (9, 0.08), (15, 0.06)) if lifted else ((2, 0.07), (4, 0.05))
    for down, alpha in layers:
        colour = QColor(Qt.GlobalColor.black)
        colour.setAlphaF(alpha)
        painter.setBrush(colour)
        painter.drawPath(item.silhouette.solid.translated(0, down))


def paint_ghost(painter: QPainter, item: CardItem, look: Look) -> None:
    """Paint the place that a card left, or will take: a dashed outline with its icon, without ground."""
    shape = item.silhouette
    accent = look.kind(item.shape, "accent")
    painter.setBrush(NO_BRUSH)
    painter.setPen(line_pen(accent, 1.5, silhouettes.DASH_GHOST))
    painter.drawPath(shape.path)
    painter.drawPath(shape.disc)
    paint_icon(painter, f"kinds/{item.shape}", accent, QPointF(*shape.outline.icon), silhouettes.ICON)


def paint_far(painter: QPainter, item: CardItem, look: Look) -> None:
    """Paint a card that is too small for text: its shape in the accent, and its icon."""
    shape, accent = item.silhouette, look.kind(item.shape, "accent")
    absent = item.is_hollow
    painter.setPen(line_pen(accent, 1.5))
    painter.setBrush(accent)
    painter.drawPath(shape.path)
    if not shape.pins.isEmpty():
        painter.setPen(NO_PEN)
        painter.drawPath(shape.pins)
    if shape.outline.disc:
        painter.setPen(line_pen(accent, 3))
        painter.setBrush(look.ui("canvas") if absent else accent)
        painter.drawPath(shape.disc)
    if not absent:
        far = shape.outline.far_icon
        paint_icon(painter, f"kinds/{item.shape}", look.kind(item.shape, "on_accent"), QPointF(far.x, far.y), far.size)


def _paint_body(
    painter: QPainter, item: CardItem, look: Look, catalogue: Catalogue, detail: int, state: CardState
) -> None:
    shape, face = item.silhouette, item.face(catalogue)
    accent, border = look.kind(item.shape, "accent"), look.kind(item.shape, "border")
    strong = state.hovered or state.selected
    if not shape.pins.isEmpty():
        painter.setPen(NO_PEN)
        painter.setBrush(accent)
        painter.drawPath(shape.pins)
    ground = look.kind(item.shape, "fill")
    painter.setPen(NO_PEN)
    painter.setBrush(ground)
    painter.drawPath(shape.path)
    if not shape.cap.isEmpty():
        painter.setBrush(accent)
        painter.drawPath(shape.cap)
    painter.setBrush(NO_BRUSH)
    width = 2.0 if state.selected else look.card_stroke
    painter.setPen(line_pen(accent if strong or look.wall else border, width, face.dash))
    painter.drawPath(shape.path)
    if shape.outline.disc:
        _paint_head(painter, item, look, face)
    else:
        on_accent = look.kind(item.shape, "on_accent")
        paint_icon(painter, f"kinds/{item.shape}", on_accent, QPointF(*shape.outline.icon), silhouettes.ICON)
    if not shape.extra.isEmpty():
        painter.setBrush(look.ui("canvas") if shape.outline.extra_filled else NO_BRUSH)
        painter.setPen(line_pen(border, 1.25))
        painter.drawPath(shape.extra)
    if item.image is not None and face.image:
        _paint_image(painter, item.image, face, look)
    with_facts = detail == NEAR and not look.wall
    missing = look.wall and face.voice == "absent"
    down = (
        (card_layout.FACTS_GAP + text_measure.FACTS_LEADING) / 2
        if face.has_row and not (with_facts or missing)
        else 0.0
    )
    paint_label(painter, item, look, face, down)
    if item.words is not None and not look.wall:
        _underline(painter, item.words, look, face, down)
    if with_facts:
        _paint_facts(painter, face, look)
    elif missing:
        _paint_missing(painter, face, look)


def _paint_head(painter: QPainter, item: CardItem, look: Look, face: card_layout.CardFace) -> None:
    shape, hollow = item.silhouette, face.voice == "absent" or face.unsaid
    accent, on_accent = look.kind(item.shape, "accent"), look.kind(item.shape, "on_accent")
    painter.setBrush(look.ui("surface") if hollow else accent)
    dash = silhouettes.DASH_UNSAID if face.unsaid else silhouettes.DASH_ABSENT if hollow else ()
    painter.setPen(line_pen(accent, look.card_stroke, dash))
    painter.drawPath(shape.disc)
    if face.voice == "represented":
        painter.setBrush(NO_BRUSH)
        painter.setPen(line_pen(on_accent, 1.5, silhouettes.DASH_RING))
        painter.drawPath(shape.ring)
    colour = accent if hollow else on_accent
    paint_icon(painter, f"kinds/{item.shape}", colour, QPointF(*shape.outline.icon), silhouettes.ICON)


def paint_label(painter: QPainter, item: CardItem, look: Look, face: card_layout.CardFace, down: float = 0.0) -> None:
    """Paint the label in the lines that the core broke, `down` where no facts stand under it."""
    painter.setPen(look.kind(item.shape, "text"))
    painter.setFont(font(text_measure.CARD_SIZE, look.wall))
    for line, baseline in zip(face.lines, face.baselines, strict=True):
        free = face.text_w - text_measure.width(line, text_measure.CARD_SIZE, look.wall) if face.from_right else 0.0
        painter.drawText(QPointF(face.text_x + free, baseline + down), line)


def _paint_image(painter: QPainter, image: Image, face: card_layout.CardFace, look: Look) -> None:
    """Paint the picture of a card beside its words, in a thin frame."""
    box = QRectF(*face.image_box)
    if paint_picture(painter, box, card_image.shown(image.data)):
        painter.setBrush(NO_BRUSH)
        painter.setPen(line_pen(look.kind(face.shape, "border"), 1))
        painter.drawRect(box)


def _underline(painter: QPainter, words: re.Pattern[str], look: Look, face: card_layout.CardFace, down: float) -> None:
    """Paint a dotted line under each word that the session explains."""
    painter.setPen(line_pen(look.ui("brand"), 1.5, _DOTTED))
    for line, baseline in zip(face.lines, face.baselines, strict=True):
        for found in words.finditer(line):
            before, upto = (text_measure.width(line[:at], text_measure.CARD_SIZE) for at in found.span())
            ends = (face.text_w - before, face.text_w - upto) if face.from_right else (before, upto)
            y = baseline + down + _UNDER
            painter.drawLine(QPointF(face.text_x + ends[0], y), QPointF(face.text_x + ends[1], y))


def _paint_missing(painter: QPainter, face: card_layout.CardFace, look: Look) -> None:
    """Say "not here" also where other facts are left out."""
    for fact in face.facts:
        if fact.kind == "missing":
            _paint_words(painter, fact, face.text_x + fact.x, face.facts_top, look, text_measure.CARD_SIZE)


def _paint_facts(painter: QPainter, face: card_layout.CardFace, look: Look) -> None:
    for fact in face.facts:
        _paint_fact(painter, fact, face.text_x + fact.x, face.facts_top, look)
    if face.badge:
        _paint_badge(painter, face, look)


def _paint_badge(painter: QPainter, face: card_layout.CardFace, look: Look) -> None:
    """Paint votes and notes in a pill on the lower edge of a card that has no row for them."""
    last, height = face.badge[-1], card_layout.BADGE_HEIGHT
    left, right = face.badge[0].x - card_layout.BADGE_PAD, last.x + last.w + card_layout.BADGE_PAD
    painter.setPen(line_pen(look.kind(face.shape, "border"), 1))
    painter.setBrush(look.ui("surface"))
    painter.drawRoundedRect(QRectF(left, face.h - height / 2, right - left, height), height / 2, height / 2)
    for fact in face.badge:
        _paint_fact(painter, fact, fact.x, face.h - text_measure.FACTS_LEADING / 2, look)


def _paint_fact(painter: QPainter, fact: card_layout.Fact, x: float, top: float, look: Look) -> None:
    middle = top + text_measure.FACTS_LEADING / 2
    if fact.kind == "side":
        painter.fillRect(
            QRectF(x, middle - card_layout.SQUARE / 2, card_layout.SQUARE, card_layout.SQUARE),
            look.side(str(fact.value), "mark"),
        )
    elif fact.kind == "dots":
        painter.setPen(NO_PEN)
        painter.setBrush(look.ui("brand"))
        painter.drawEllipse(QPointF(x + card_layout.SQUARE / 2, middle), card_layout.SQUARE / 2, card_layout.SQUARE / 2)
    elif fact.kind == "notes":
        paint_icon(
            painter, "note", look.ui("text_2"), QPointF(x + card_layout.NOTE_ICON / 2, middle), card_layout.NOTE_ICON
        )
    elif fact.kind == "bars":
        _paint_bars(painter, x, top, int(fact.value), look)
    elif fact.kind == "concept":
        name, colour = f"concepts/{fact.value}", look.concept(str(fact.value), "label")
        paint_icon(painter, name, colour, QPointF(x + card_layout.CONCEPT_ICON / 2, middle), card_layout.CONCEPT_ICON)
    _paint_words(painter, fact, x, top, look)


def _paint_bars(painter: QPainter, x: float, top: float, level: int, look: Look) -> None:
    painter.setPen(NO_PEN)
    for step in range(5):
        colour = QColor(look.ui("text_2"))
        colour.setAlphaF(1.0 if step < level else 0.25)
        painter.setBrush(colour)
        height = 3 + step * 1.5
        painter.drawRoundedRect(
            QRectF(x + step * card_layout.BAR_STEP, top + 11 - height, card_layout.BAR_WIDTH, height), 1, 1
        )


def _paint_words(
    painter: QPainter, fact: card_layout.Fact, x: float, top: float, look: Look, size: int = text_measure.FACTS_SIZE
) -> None:
    if not fact.text:
        return
    colour = look.ui("danger" if fact.kind == "missing" else "text" if fact.kind == "dots" else "text_2")
    if fact.kind == "side":
        colour = look.side(str(fact.value), "text")
    painter.setPen(colour)
    painter.setFont(font(size, card_layout.is_bold(fact)))
    at = QPointF(x + card_layout.text_offset(fact), top + card_layout.FACTS_BASELINE)
    painter.drawText(at, fact.text)


def _paint_lock(painter: QPainter, item: CardItem, look: Look) -> None:
    middle = QPointF(item.w - 4, item.h - 3)
    painter.setPen(line_pen(look.ui("border_strong"), 1))
    painter.setBrush(look.ui("surface"))
    painter.drawEllipse(middle, 10, 10)
    paint_icon(painter, "lock", look.ui("text_2"), middle, 13)


def paint_question(painter: QPainter, middle: QPointF, asks: str, look: Look) -> None:
    """Paint a filled sign for what must be discussed, an open one for what should be: told apart without colour."""
    must, colour = asks == "must", look.ui(asks)
    painter.setPen(NO_PEN)
    painter.setBrush(look.ui("canvas"))
    painter.drawEllipse(middle, QUESTION_RADIUS + 1.5, QUESTION_RADIUS + 1.5)
    painter.setPen(line_pen(colour, 1.75))
    painter.setBrush(colour if must else look.ui("surface"))
    painter.drawEllipse(middle, QUESTION_RADIUS - 0.75, QUESTION_RADIUS - 0.75)
    painter.setPen(look.ui("surface") if must else colour)
    painter.setFont(font(QUESTION_SIZE, True))
    radius = QUESTION_RADIUS
    around = QRectF(middle.x() - radius, middle.y() - radius, 2 * radius, 2 * radius)
    painter.drawText(around, Qt.AlignmentFlag.AlignCenter, "!" if must else "?")


def port_points(item: CardItem) -> tuple[QPointF, QPointF, QPointF, QPointF]:
    """Return the ports in the card's own coordinates: top, right, bottom, left."""
    w, h = item.w, item.h
    return QPointF(w / 2, 0), QPointF(w, h / 2), QPointF(w / 2, h), QPointF(0, h / 2)


def paint_ports(painter: QPainter, item: CardItem, look: Look) -> None:
    """Paint the four places from which a link can be drawn."""
    painter.setBrush(look.ui("surface"))
    painter.setPen(line_pen(look.ui("selection"), 2.25))
    for port in port_points(item):
        painter.drawEllipse(port, PORT_RADIUS - 1, PORT_RADIUS - 1)
