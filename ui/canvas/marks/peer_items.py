"""What stands on the map for one other person of the room: a pointer, a name, and rings around what is chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from stworkshop.graphics import text_measure
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.records import Element, replaced
from ui.canvas.items.card import MARGIN, CardItem
from ui.canvas.items.card_painter import paint_card
from ui.canvas.items.link import LinkItem
from ui.canvas.marks.peer_painter import DOT, paint_dot, paint_ring, pointer_box, pointer_picture, tag_picture, tag_size
from ui.canvas.safe_slots import guarded
from ui.kit.map_look import FAR, MID, NO_BRUSH, Look, device_ratio, line_pen
from ui.presence.marks import hue

GHOST = 0.6
"""How strong a card is that somebody else drags: it is there only when it is put down."""
_PLACE = 0.4
"""How strong the ring is that stays where a dragged card comes from."""
_CLEAR = 3.0
_ROOM = 24.0
"""How far rings may reach beyond a card, in scene units."""


@dataclass(frozen=True)
class Seen:
    """How a view looks just now: its look, zoom, level of detail, and the px of letters beside pointers."""

    look: Look
    zoom: float
    detail: int
    letters: float
    mirrored: bool


class Floating(QGraphicsItem):
    """Something that is as large on the screen at every zoom; it is moved, and repainted, by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIgnoresTransformations)
        self._box = QRectF()
        self.seen: Seen | None = None

    def boundingRect(self) -> QRectF:
        return self._box

    def _take(self, box: QRectF) -> None:
        if box != self._box:
            self.prepareGeometryChange()
            self._box = box


class Tag(Floating):
    """A name in its hue and pattern, under a card or beside a pointer."""

    def __init__(self) -> None:
        super().__init__()
        self.words, self._number = "", 0
        self._at = QPointF()
        self.hide()

    def show_words(self, words: str, number: int, seen: Seen, shift: QPointF, row: int = 0) -> None:
        """Say a name, away from the item's point by `shift` px towards the reading direction, in the `row`-th line."""
        size = tag_size(words, number, seen.letters)
        left = -shift.x() - size.width() if seen.mirrored else shift.x()
        at = QPointF(left, shift.y() + row * (size.height() + 2))
        if (words, number, seen, at) != (self.words, self._number, self.seen, self._at):
            self.words, self._number, self.seen, self._at = words, number, seen, at
            self._take(QRectF(at, size))
            self.update()

    def under(self, words: str, number: int, seen: Seen, row: int) -> None:
        """Say a name that ends at the item's point."""
        size = tag_size(words, number, seen.letters)
        self.show_words(words, number, seen, QPointF(-size.width(), 0), row)

    @guarded(None)
    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Put the picture down."""
        if self.seen is not None:
            look, ratio = self.seen.look, device_ratio(painter)
            picture = tag_picture(self.words, self._number, look, self.seen.letters, ratio, self.seen.mirrored)
            painter.drawPixmap(self._box.topLeft(), picture)


class Pointer(Floating):
    """Where somebody points; a dot from afar."""

    def __init__(self) -> None:
        super().__init__()
        self._number = 0
        self.hide()

    def show_arrow(self, number: int, seen: Seen) -> None:
        """Look like this person's."""
        if (number, seen) != (self._number, self.seen):
            self._number, self.seen = number, seen
            far = QRectF(-DOT - 2, -DOT - 2, 2 * DOT + 4, 2 * DOT + 4)
            self._take(far if seen.detail == FAR else pointer_box(seen.letters))
            self.update()

    @property
    def is_dot(self) -> bool:
        """Whether it is seen from afar."""
        return self.seen is not None and self.seen.detail == FAR

    @guarded(None)
    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Paint the arrow, or the dot."""
        if self.seen is None:
            return
        if self.is_dot:
            paint_dot(painter, self._number, self.seen.look)
        else:
            ratio = device_ratio(painter)
            picture = pointer_picture(self._number, self.seen.look, self.seen.letters, ratio)
            painter.drawPixmap(self._box.topLeft(), picture)


@dataclass(frozen=True)
class Chosen:
    """A card that somebody chose, drags or types in: its ring is the `slot`-th from within."""

    card: CardItem
    slot: int = 0
    typed: str = ""
    moved: tuple[float, float] | None = None


class Rings(QGraphicsItem):
    """All that one person chose: rings around cards, what is typed in them, where they are dragged to."""

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        self._catalogue = catalogue
        self._number = 0
        self._chosen: tuple[Chosen, ...] = ()
        self._links: tuple[LinkItem, ...] = ()
        self._seen: Seen | None = None
        self._state: object = None
        self._bounds = QRectF()
        self._typed: dict[tuple[str, str, int], CardItem] = {}
        self.setZValue(1.3)

    def boundingRect(self) -> QRectF:
        return self._bounds

    def show_chosen(self, number: int, chosen: tuple[Chosen, ...], links: tuple[LinkItem, ...], seen: Seen) -> None:
        """Show what somebody chose as it is now; where nothing is new, nothing is repainted."""
        places = tuple((c.card.x, c.card.y, c.card.version) for c in chosen)
        state = (number, chosen, links, tuple(link.reach.getRect() for link in links), seen, places)
        if state == self._state:
            return
        self._state, self._number, self._chosen, self._links, self._seen = state, number, chosen, links, seen
        if not any(c.typed for c in chosen):
            self._typed.clear()
        bounds = QRectF()
        room = MARGIN + max(_ROOM, 12 / seen.zoom)
        for one in chosen:
            box = self.card_of(one).rect
            bounds = bounds.united(box)
            if one.moved is not None:
                bounds = bounds.united(box.translated(*one.moved))
        for link in links:
            bounds = bounds.united(link.reach)
        self.prepareGeometryChange()
        self._bounds = bounds.adjusted(-room, -room, room, room) if not bounds.isNull() else QRectF()
        self.update()

    def card_of(self, one: Chosen) -> CardItem:
        """Return a chosen card as it is shown: with the words that are being typed."""
        if not one.typed:
            return one.card
        key = (one.card.id, one.typed, one.card.version)
        if key not in self._typed:
            self._typed.clear()
            self._typed[key] = _with_words(one.card, one.typed, self._catalogue)
        return self._typed[key]

    @guarded(None)
    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Paint links, then cards whose words are new, then rings, then what is in the air."""
        seen = self._seen
        if seen is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setBrush(NO_BRUSH)
        painter.setPen(line_pen(hue(self._number, seen.look.tokens), max(3.0, 2.5 / seen.zoom)))
        for link in self._links:
            painter.drawPath(link.stroke.path)
        for one in self._chosen:
            painter.save()
            self._paint(painter, one, seen)
            painter.restore()

    def _paint(self, painter: QPainter, one: Chosen, seen: Seen) -> None:
        card = self.card_of(one)
        before = painter.opacity()
        painter.translate(card.x, card.y)
        if one.typed and seen.detail != FAR:
            paint_card(painter, card, seen.look, self._catalogue, seen.detail)
            self._paint_caret(painter, card, seen)
        painter.setOpacity(before * (_PLACE if one.moved else 1.0))
        paint_ring(painter, card, self._number, seen.look, seen.zoom, one.slot)
        if one.moved is not None:
            painter.translate(*one.moved)
            painter.setOpacity(before * GHOST)
            paint_card(painter, card, seen.look, self._catalogue, min(seen.detail, MID))
            painter.setOpacity(before)
            paint_ring(painter, card, self._number, seen.look, seen.zoom, one.slot)

    def _paint_caret(self, painter: QPainter, card: CardItem, seen: Seen) -> None:
        """Paint where the next letter will stand: the words are not stored yet."""
        face = card.face(self._catalogue)
        if not face.lines or face.from_right:
            return
        x = face.text_x + text_measure.width(face.lines[-1], text_measure.CARD_SIZE) + 1.5
        down = face.baselines[-1]
        painter.setPen(line_pen(hue(self._number, seen.look.tokens), 1.6))
        painter.drawLine(
            QPointF(x, down - text_measure.CARD_SIZE * 0.85), QPointF(x, down + text_measure.CARD_SIZE * 0.2)
        )


def _with_words(card: CardItem, words: str, catalogue: Catalogue) -> CardItem:
    """Return a card with other words, at least as large as it is: it lies over the one with the stored words."""
    element = cast(Element, replaced(card.element, {"label": words, "size": None}))
    made = CardItem(element, catalogue, card.dots, card.notes)
    if made.h < card.h or made.w < card.w:
        made = CardItem(cast(Element, replaced(element, {"size": (card.w, card.h)})), catalogue, card.dots, card.notes)
    made.asks = card.asks
    return made


def tag_point(card: CardItem, one: Chosen, seen: Seen) -> QPointF:
    """Return where the name of who chose a card ends: under its far corner."""
    by = one.moved or (0.0, 0.0)
    inset = min(12.0, card.w / 4)
    x = card.x + inset if seen.mirrored else card.x + card.w - inset
    return QPointF(x + by[0], card.y + card.h + _CLEAR + by[1])
