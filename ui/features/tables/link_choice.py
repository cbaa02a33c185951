"""What hangs on a field that needs somebody: its card with what it is linked to, as on the map, and in words."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from stworkshop.i18n import gettext as _
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.records import Element, Link, Record
from ui.canvas.items.card import CardItem
from ui.canvas.items.card_painter import paint_card
from ui.kit.map_look import NEAR, Look
from ui.kit.theme import theme
from ui.kit.widgets.basics import describe
from ui.session.words import kind_word, relation_word

_MOST = 3
_GAP, _EDGE, _ROOM = 96.0, 2.0, 12.0
_LEAST = 0.55
"""Smaller than this nobody could read the words of the cards: fewer are shown then."""


@dataclass(frozen=True)
class Chain:
    """Cards in a row, and the words on the links between them; read from the first to the last."""

    cards: tuple[Element, ...]
    verbs: tuple[str, ...]

    def words(self) -> str:
        """Return the chain as one sentence."""
        parts = [self.cards[0].label] if self.cards else []
        for verb, card in zip(self.verbs, self.cards[1:], strict=True):
            parts += [verb, card.label]
        return " ".join(parts)


def chain_of(board: Board, catalogue: Catalogue, record: Record | None) -> Chain:
    """Return the card of a record, a neighbour, and a neighbour of that; of a link both ends come first."""
    if isinstance(record, Link):
        source, target = board.elements.get(record.source), board.elements.get(record.target)
        if source is None or target is None:
            return Chain((), ())
        chain = Chain((source, target), (relation_word(catalogue, record.relation),))
    elif isinstance(record, Element):
        chain = Chain((record,), ())
    else:
        return Chain((), ())
    while len(chain.cards) < _MOST and (step := _further(board, catalogue, chain)) is not None:
        card, verb = step
        chain = Chain((*chain.cards, card), (*chain.verbs, verb))
    return chain


def _further(board: Board, catalogue: Catalogue, chain: Chain) -> tuple[Element, str] | None:
    last, known = chain.cards[-1], {card.id for card in chain.cards}
    for link in board.links_of(last.id):
        outgoing = link.source == last.id
        other = board.elements.get(link.target if outgoing else link.source)
        if other is not None and other.id not in known:
            return other, relation_word(catalogue, link.relation, outgoing=outgoing)
    return None


def noted(chain: Chain, catalogue: Catalogue) -> str:
    """Return what is noted with the first card beside the one in question."""
    other = next((card for card in chain.cards[1:] if card.note.strip()), None)
    if other is None:
        return ""
    kind = kind_word(catalogue, other.kind, other.type)
    note = " ".join(other.note.split())[:200]
    return _("Noted with {card} ({kind}): “{note}”").format(card=other.code, kind=kind.lower(), note=note)


class ChainPicture(QWidget):
    """The chain as the map paints cards; as many of them as are readable in the width."""

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        self._catalogue = catalogue
        self._chain = Chain((), ())
        self._items: list[CardItem] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().theme_changed.connect(self.update)

    def show_chain(self, chain: Chain) -> None:
        """Show a chain."""
        self._chain = chain
        self._items = [CardItem(card, self._catalogue) for card in chain.cards]
        describe(self, chain.words())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        tall = max((item.h for item in self._items), default=0.0) + 2 * _ROOM
        return QSize(theme().scaled(200), round(tall * theme().scaled(100) / 100))

    def paintEvent(self, event: QPaintEvent) -> None:
        shown = list(self._items)
        scale = self._scale(shown)
        while len(shown) > 1 and scale < _LEAST:
            shown.pop()
            scale = self._scale(shown)
        if not shown:
            return
        painter, look = QPainter(self), Look(theme().name)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        mirrored = self.isRightToLeft()
        x = _EDGE
        for place, item in enumerate(shown):
            left = self.width() - (x + item.w) * scale if mirrored else x * scale
            top = (self.height() - item.h * scale) / 2
            painter.save()
            painter.translate(left, top)
            painter.scale(scale, scale)
            paint_card(painter, item, look, self._catalogue, NEAR)
            painter.restore()
            x += item.w
            if place + 1 < len(shown):
                from_ = self.width() - (x + _GAP) * scale if mirrored else x * scale
                self._paint_verb(painter, QRectF(from_, 0, _GAP * scale, self.height()), self._chain.verbs[place])
                x += _GAP
        painter.end()

    def _scale(self, items: list[CardItem]) -> float:
        wide = sum(item.w for item in items) + _GAP * max(0, len(items) - 1) + 2 * _EDGE
        return min(theme().scaled(100) / 100, self.width() / wide) if items else 1.0

    def _paint_verb(self, painter: QPainter, box: QRectF, verb: str) -> None:
        look = theme()
        middle = box.center().y()
        inner = box.adjusted(4, 0, -4, 0)
        painter.setPen(QPen(look.colour("text_3"), 1.5))
        painter.drawLine(QPointF(inner.left(), middle), QPointF(inner.right(), middle))
        painter.setFont(look.font("caption"))
        painter.setPen(look.colour("text_2"))
        above = QRectF(box.left(), box.top(), box.width(), middle - box.top() - 3)
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom | Qt.TextFlag.TextWordWrap
        painter.drawText(above, int(flags), verb)
