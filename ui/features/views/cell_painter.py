"""Paints cells: small cards that never cut their words, levels as grey, marks as signs, gaps as dashed places."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from stworkshop.i18n import gettext as _
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.records import Element
from ui.features.views.cells import CELL_ROLE, Cell, Level, Mark
from ui.kit.map_look import Look, font, paint_icon
from ui.kit.painting import kind_icon
from ui.kit.theme import theme
from ui.kit.widgets.sides import paint_side

_PAD, _GAP = 6.0, 4.0
_ICON_BLOCK, _ARROW, _LEVEL = 26.0, 24.0, 96.0
_LEVEL_HIGH, _NARROW = 38.0, 240.0
_LEAST_CARD, _LEAST_ROW = 28.0, 36.0
_WRAP = int(Qt.TextFlag.TextWordWrap)
_LEVELS = {0: "surface", 1: "surface_3", 2: "border_strong", 3: "text_2"}
"""Grounds of a level, by strength."""


_SHADES = {1: "surface_2", 2: "surface_3", 3: "border_strong"}
"""Grounds of the grid's cells, by the level they stand for."""


@dataclass(frozen=True)
class Measures:
    """How a sheet is painted: in which look, and how many pixels one of the design's takes."""

    look: Look
    scale: float = 1.0
    base: float = 13.0

    def px(self, pixels: float) -> float:
        """Return a measure of the design in pixels."""
        return pixels * self.scale

    def font(self, *, bold: bool = False, smaller: float = 0.0) -> QFont:
        """Return the font of cells."""
        return font((self.base - smaller) * self.scale, bold)


def chrome() -> Measures:
    """Return how sheets are painted in the window: by the theme and the size of text in use."""
    return Measures(Look(theme().name), theme().scaled(1000) / 1000)


class CellDelegate(QStyledItemDelegate):
    """Paints a cell of a sheet, and tells how high it must be, and which card lies under a point."""

    def __init__(
        self, board: Callable[[], Board], catalogue: Catalogue, measures: Callable[[], Measures], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._board, self._catalogue, self._measures = board, catalogue, measures
        self.chosen: Callable[[], tuple[str, ...]] = tuple

    # --- measuring

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        width = max(40.0, float(option.rect.width()))
        return QSize(round(width), round(self.height(index.data(CELL_ROLE), width)))

    def height(self, cell: Cell, width: float) -> float:
        """Return how high a cell of this width must be."""
        m = self._measures()
        inner = width - 2 * m.px(_PAD) - (m.px(_ARROW) if cell.arrow else 0.0)
        above = self._level_above(cell, width)
        if cell.level is not None and not above:
            inner -= m.px(_LEVEL + 8)
        parts = [h for _card, h in self._parts(cell, inner)]
        used = sum(parts) + m.px(_GAP) * max(0, len(parts) - 1)
        if cell.level is not None:
            used = used + m.px(_LEVEL_HIGH + _GAP) if above else max(used, m.px(_LEVEL_HIGH))
        return max(m.px(_LEAST_ROW), used + m.px(2 * _PAD))

    def _parts(self, cell: Cell, inner: float) -> list[tuple[str, float]]:
        """Return what stands in a cell, one under the other: cards, names or words, with their heights."""
        m = self._measures()
        if cell.cards:
            cards = [(card, self._card_height(card, inner)) for card in cell.cards]
            under = [("", self._text_height(cell.small, inner, m.font(smaller=1)))] if cell.small else []
            return cards + under
        if cell.names:
            return [(card, self._text_height(self._label(card), inner - m.px(18), m.font())) for card in cell.names]
        if cell.mark:
            return [("", m.px(22))]
        if not cell.text:
            return []
        if cell.framed:
            return [("", max(m.px(_LEAST_CARD), self._text_height(cell.text, inner - m.px(36), m.font()) + m.px(8)))]
        bold = cell.tone in ("good", "missing", "strong", "ask")
        height = self._text_height(cell.text, inner, m.font(bold=bold))
        if cell.small:
            height += self._text_height(cell.small, inner, m.font(smaller=1)) + m.px(1)
        return [("", height)]

    def _level_above(self, cell: Cell, width: float) -> bool:
        """Tell whether a level stands above its card, since there is no room before it."""
        return cell.level is not None and width < self._measures().px(_NARROW)

    def _card_height(self, card: str, width: float) -> float:
        m = self._measures()
        room = width - m.px(_ICON_BLOCK + 14)
        return max(m.px(_LEAST_CARD), self._text_height(self._label(card), room, m.font()) + m.px(6))

    @staticmethod
    def _text_height(words: str, width: float, face: QFont) -> float:
        return QFontMetricsF(face).boundingRect(QRectF(0, 0, max(20.0, width), 10_000), _WRAP, words).height()

    def _element(self, card: str) -> Element | None:
        return self._board().elements.get(card)

    def _label(self, card: str) -> str:
        element = self._element(card)
        return element.label if element else _("a card that is gone")

    # --- where things are

    def boxes(self, cell: Cell, rect: QRectF, *, rtl: bool) -> list[tuple[str, QRectF]]:
        """Return the rectangles of the cards, names or words of a cell."""
        m = self._measures()
        inner = rect.adjusted(m.px(_PAD), m.px(_PAD), -m.px(_PAD), -m.px(_PAD))
        above = self._level_above(cell, rect.width())
        for wanted, room in ((cell.arrow, _ARROW), (cell.level is not None and not above, _LEVEL + 8)):
            if wanted:
                inner.adjust(0 if rtl else m.px(room), 0, -m.px(room) if rtl else 0, 0)
        if above:
            inner.setTop(inner.top() + m.px(_LEVEL_HIGH + _GAP))
        parts = self._parts(cell, inner.width())
        used = sum(h for _card, h in parts) + m.px(_GAP) * max(0, len(parts) - 1)
        y = inner.center().y() - used / 2
        found = []
        for card, height in parts:
            found.append((card, QRectF(inner.left(), y, inner.width(), height)))
            y += height + m.px(_GAP)
        return found

    def card_at(self, cell: Cell, rect: QRectF, point: QPointF, *, rtl: bool) -> str:
        """Return the card under a point of a cell, or ''."""
        hits = (card for card, box in self.boxes(cell, rect, rtl=rtl) if card and box.contains(point))
        return next(hits, "")

    # --- painting

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        cell: Cell = index.data(CELL_ROLE)
        m = self._measures()
        rect, rtl = QRectF(option.rect), option.direction == Qt.LayoutDirection.RightToLeft
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        current = bool(option.state & QStyle.StateFlag.State_HasFocus)
        picked = bool(option.state & QStyle.StateFlag.State_Selected)
        if cell.shade:
            painter.fillRect(rect.adjusted(1, 1, -1, -2), m.look.ui(_SHADES[cell.shade]))
        if picked:
            painter.fillRect(rect, m.look.ui("selection_fill"))
        if cell.line:
            painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), m.look.ui("border"))
        if cell.arrow and (cell.text or cell.cards):
            x = rect.right() - m.px(_ARROW) / 2 if rtl else rect.left() + m.px(_ARROW) / 2
            name = "arrow-left" if rtl else "arrow-right"
            paint_icon(painter, name, m.look.ui("text_3"), QPointF(x, rect.center().y()), m.px(16))
        if cell.level is not None:
            self._paint_level(painter, cell, cell.level, rect, m, rtl=rtl)
        for card, box in self.boxes(cell, rect, rtl=rtl):
            if card and cell.cards:
                self._paint_card(painter, card, box, m, rtl=rtl)
            elif card:
                self._paint_name(painter, card, box, m, rtl=rtl)
            elif cell.cards:
                self._write(painter, cell.small, box, m.font(smaller=1), m.look.ui("text_2"), rtl=rtl)
            elif cell.mark:
                paint_mark_sign(painter, cell.mark, box, m)
            elif cell.framed:
                self._paint_frame(painter, cell, box, m, rtl=rtl)
            else:
                self._paint_words(painter, cell, box, m, rtl=rtl)
        if current:
            painter.setPen(QPen(m.look.ui("focus"), m.px(2)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(1.5, 1.5, -2, -2.5), m.px(5), m.px(5))
        painter.restore()

    def _paint_card(self, painter: QPainter, card: str, box: QRectF, m: Measures, *, rtl: bool) -> None:
        element = self._element(card)
        kind = self._catalogue.variant(element.kind, element.type) if element else "component"
        look, selected = m.look, card in self.chosen()
        painter.setPen(
            QPen(look.ui("selection") if selected else look.kind(kind, "border"), m.px(2 if selected else 1))
        )
        painter.setBrush(look.kind(kind, "fill"))
        painter.drawRoundedRect(box, m.px(6), m.px(6))
        side = m.px(_ICON_BLOCK)
        block = QRectF(box.right() - side if rtl else box.left(), box.top(), side, box.height()).adjusted(2, 2, -2, -2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.kind(kind, "accent"))
        painter.drawRoundedRect(block, m.px(4), m.px(4))
        paint_icon(painter, kind_icon(kind), look.kind(kind, "on_accent"), block.center(), m.px(16))
        words = box.adjusted(m.px(6) if rtl else side + m.px(6), 0, -side - m.px(6) if rtl else -m.px(4), 0)
        self._write(painter, self._label(card), words, m.font(), look.kind(kind, "text"), rtl=rtl)

    def _paint_name(self, painter: QPainter, card: str, box: QRectF, m: Measures, *, rtl: bool) -> None:
        element = self._element(card)
        size = m.px(11)
        x = box.right() - size if rtl else box.left()
        middle = box.center().y()
        side = str(element.attributes.get("side") or "") if element else ""
        if element is not None and element.kind == "stakeholder":
            paint_side(painter, QRectF(x, middle - size / 2, size, size), side, colour=m.look.side_mark(side))
        elif element is not None:
            kind = self._catalogue.variant(element.kind, element.type)
            at = QPointF(x + size / 2, middle)
            paint_icon(painter, kind_icon(kind), m.look.kind(kind, "accent"), at, m.px(15))
        words = box.adjusted(0 if rtl else m.px(18), 0, -m.px(18) if rtl else 0, 0)
        selected = card in self.chosen()
        colour = m.look.ui("selection_text" if selected else "text")
        self._write(painter, self._label(card), words, m.font(bold=selected), colour, rtl=rtl)

    def _paint_level(
        self, painter: QPainter, cell: Cell, level: Level, rect: QRectF, m: Measures, *, rtl: bool
    ) -> None:
        arrow, narrow = cell.arrow, self._level_above(cell, rect.width())
        room = m.px(_PAD) + (m.px(_ARROW) if arrow else 0.0)
        left = rect.right() - room - m.px(_LEVEL) if rtl else rect.left() + room
        top = rect.center().y() - m.px(_LEVEL_HIGH / 2)
        if narrow:
            under = [box for _card, box in self.boxes(cell, rect, rtl=rtl)]
            top = (under[0].top() if under else rect.bottom()) - m.px(_LEVEL_HIGH + _GAP)
        box = QRectF(left, top, m.px(_LEVEL), m.px(_LEVEL_HIGH))
        ground = m.look.ui(_LEVELS[level.strength])
        painter.setPen(
            QPen(m.look.ui("border_strong"), 1, Qt.PenStyle.DashLine) if level.strength == 0 else Qt.PenStyle.NoPen
        )
        painter.setBrush(ground)
        painter.drawRoundedRect(box, m.px(6), m.px(6))
        inks = (m.look.ui("text"), m.look.ui("surface"))
        painter.setPen(max(inks, key=lambda ink: abs(ink.lightnessF() - ground.lightnessF())))
        painter.setFont(m.font(bold=True, smaller=-2))
        half = QRectF(box.left(), box.top() + m.px(1), box.width(), m.px(20))
        painter.drawText(half, Qt.AlignmentFlag.AlignCenter, level.number)
        painter.setFont(m.font(smaller=2))
        painter.drawText(half.translated(0, m.px(17)), Qt.AlignmentFlag.AlignCenter, level.words)

    def _paint_frame(self, painter: QPainter, cell: Cell, box: QRectF, m: Measures, *, rtl: bool) -> None:
        """Paint the dashed place of something that is missing, with a plus."""
        colour = m.look.ui("warn" if cell.tone == "ask" else "danger")
        pen = QPen(colour, m.px(1.5))
        pen.setDashPattern([2.5, 2])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), m.px(6), m.px(6))
        x = box.right() - m.px(16) if rtl else box.left() + m.px(16)
        paint_icon(painter, "plus", colour, QPointF(x, box.center().y()), m.px(15))
        words = box.adjusted(m.px(6) if rtl else m.px(30), 0, -m.px(30) if rtl else -m.px(6), 0)
        self._write(painter, cell.text, words, m.font(), colour, rtl=rtl)

    def _paint_words(self, painter: QPainter, cell: Cell, box: QRectF, m: Measures, *, rtl: bool) -> None:
        roles = {"muted": "text_2", "good": "success", "missing": "danger", "ask": "warn"}
        bold = cell.tone in ("good", "missing", "strong", "ask")
        colour = m.look.ui(roles.get(cell.tone, "text"))
        if not cell.small:
            self._write(painter, cell.text, box, m.font(bold=bold), colour, rtl=rtl)
            return
        height = self._text_height(cell.text, box.width(), m.font(bold=bold))
        self._write(
            painter, cell.text, QRectF(box.x(), box.y(), box.width(), height), m.font(bold=bold), colour, rtl=rtl
        )
        under = box.adjusted(0, height + m.px(1), 0, 0)
        self._write(painter, cell.small, under, m.font(smaller=1), m.look.ui("text_2"), rtl=rtl)

    @staticmethod
    def _write(painter: QPainter, words: str, box: QRectF, face: QFont, colour: QColor, *, rtl: bool) -> None:
        painter.setFont(face)
        painter.setPen(colour)
        along = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        painter.drawText(
            box, _WRAP | int(along | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute), words
        )


def paint_mark_sign(painter: QPainter, mark: Mark, box: QRectF, measures: Measures | None = None) -> None:
    """Paint a sign of the matrix: a tick for has, a dashed cross for lacks, a dot for not asked."""
    m = measures or chrome()
    look, middle = m.look, box.center()
    if mark == "unasked":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.ui("border_control"))
        painter.drawEllipse(middle, m.px(3), m.px(3))
        return
    if mark == "has":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.kind("competency", "accent"))
        painter.drawEllipse(middle, m.px(10), m.px(10))
        paint_icon(painter, "check", look.kind("competency", "on_accent"), middle, m.px(15))
        return
    pen = QPen(look.ui("warn"), m.px(1.75))
    pen.setDashPattern([2, 1.4])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(middle, m.px(9.5), m.px(9.5))
    paint_icon(painter, "close", look.ui("warn"), middle, m.px(13))
