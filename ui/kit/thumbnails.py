"""Thumbnails of maps: zones and cards as plain shapes, painted from the board, in the colours of the theme."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from stworkshop.graphics import design_tokens
from stworkshop.layout import zones
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue

_MARGIN = 10.0


@dataclass(frozen=True)
class Sketch:
    """What a thumbnail shows, free of any session: rectangles (x, y, w, h) with a zone id or a kind's variant."""

    zones: tuple[tuple[float, float, float, float, str], ...]
    cards: tuple[tuple[float, float, float, float, str], ...]


def sketch(board: Board, catalogue: Catalogue) -> Sketch:
    """Return the picture of a board's map."""
    frame = zones.zone_frame(board, catalogue)
    cards = []
    for element in board.elements.values():
        rect = zones.card_rect(element)
        if rect is not None:
            cards.append((*rect, catalogue.variant(element.kind, element.type)))
    return Sketch(tuple((*rect, zone) for zone, rect in frame.items()), tuple(cards))


def paint(picture: Sketch, painter: QPainter, target: QRectF, theme: str) -> None:
    """Paint a sketch, fitted into `target` and centred, in a theme's colours."""
    colours = design_tokens.theme(theme)
    around = _bounds(picture)
    if around.isEmpty():
        return
    scale = min(target.width() / around.width(), target.height() / around.height())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.translate(target.center())
    painter.scale(scale, scale)
    painter.translate(-around.center())
    for x, y, w, h, zone in picture.zones:
        ground = colours.concepts[zone].soft if zone in colours.concepts else colours.ui["surface_3"]
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(QRectF(x, y, w, h), 8, 8)
    for x, y, w, h, variant in picture.cards:
        painter.setBrush(QColor(colours.kind(variant).accent))
        painter.drawRoundedRect(QRectF(x, y, w, h), 6, 6)
    painter.restore()


def _bounds(picture: Sketch) -> QRectF:
    around = QRectF()
    for x, y, w, h, _ in (*picture.zones, *picture.cards):
        around = around.united(QRectF(x, y, w, h))
    return around.adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN) if not around.isNull() else around
