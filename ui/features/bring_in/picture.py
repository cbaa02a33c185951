"""One line of the file as the cards that it becomes, drawn as the map draws them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from stworkshop.exchange.foreign import Plan
from stworkshop.i18n import gettext as _
from stworkshop.model import card_layout
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.kind_words import kind_word
from stworkshop.model.records import Element, Value, from_flat
from ui.canvas.items.card import CardItem
from ui.canvas.items.card_painter import paint_card
from ui.kit.map_look import NEAR, Look, line_pen
from ui.kit.theme import theme
from ui.kit.widgets.basics import describe
from ui.kit.widgets.plain import set_tip

_ARROW, _HEAD, _EDGE = 74.0, 7.0, 10.0
_NOT_OF_A_CARD = ("root", "id", "pos", "size")


@dataclass(frozen=True)
class _Joined:
    """A card beside another: by which link, and whether it comes before it."""

    card: CardItem
    relation: str
    before: bool


class RowPicture(QWidget):
    """A card with one that leads to it and one that it leads to."""

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        self._catalogue = catalogue
        self._cards: list[CardItem] = []
        self._colours: list[str] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        describe(self, _("The row as cards"))
        theme().theme_changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(theme().scaled(200), theme().scaled(84))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().scaled(80), theme().scaled(84))

    def show_card(self, element: str, plan: Plan, board: Board) -> None:
        """Show the card that a line becomes or is found to be; nothing for ""."""
        entries = {str(entry["id"]): entry for entry in plan.records}
        card = self._item(element, entries, board)
        joined = self._joined(element, entries, board) if card is not None else []
        before = next((one for one in joined if one.before), None)
        after = next((one for one in joined if not one.before), None)
        shown = [one for one in (before.card if before else None, card, after.card if after else None) if one]
        self._cards = shown
        self._colours = [f"kind/{one.shape}/accent" for one in shown[:-1]]
        described = ", ".join(_said(self._catalogue, one.element) for one in shown)
        describe(self, _("The row as cards"), description=described)
        set_tip(self, described)
        self.update()

    @property
    def elements(self) -> list[Element]:
        """The cards that are drawn, in the order of reading."""
        return [card.element for card in self._cards]

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._cards:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = Look(theme().name)
        wide = sum(card.w for card in self._cards) + _ARROW * (len(self._cards) - 1) + 2 * _EDGE
        high = max(card.h for card in self._cards) + 2 * _EDGE
        scale = min(theme().scaled(100) / 100, self.width() / wide, self.height() / high)
        mirrored = self.isRightToLeft()
        x, middle = _EDGE, self.height() / scale / 2
        painter.scale(scale, scale)
        whole = self.width() / scale
        for at, card in enumerate(self._cards):
            left = whole - x - card.w if mirrored else x
            painter.save()
            painter.translate(left, middle - card.h / 2)
            paint_card(painter, card, look, self._catalogue, NEAR)
            painter.restore()
            x += card.w
            if at < len(self._cards) - 1:
                ends = (x + 9, x + _ARROW - 9)
                self._arrow(painter, [whole - end if mirrored else end for end in ends], middle, self._colours[at])
                x += _ARROW
        painter.end()

    def _arrow(self, painter: QPainter, ends: list[float], y: float, role: str) -> None:
        start, end = ends
        back = _HEAD if end < start else -_HEAD
        painter.setPen(line_pen(theme().colour(role), 1.6))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawLine(QLineF(start, y, end, y))
        for side in (-_HEAD + 1, _HEAD - 1):
            painter.drawLine(QPointF(end + back, y + side), QPointF(end, y))

    def _joined(self, element: str, entries: Mapping[str, Mapping[str, Value]], board: Board) -> list[_Joined]:
        found = []
        for entry in entries.values():
            ends = (entry.get("source"), entry.get("target"))
            if entry["root"] != "links" or element not in ends:
                continue
            other = str(ends[0] if ends[1] == element else ends[1])
            card = self._item(other, entries, board)
            if card is not None:
                found.append(_Joined(card, str(entry.get("relation")), ends[1] == element))
        return found

    def _item(self, element: str, entries: Mapping[str, Mapping[str, Value]], board: Board) -> CardItem | None:
        there = board.elements.get(element)
        if there is None and element in entries and entries[element]["root"] == "elements":
            values = {name: value for name, value in entries[element].items() if name not in _NOT_OF_A_CARD}
            made = from_flat("elements", element, values)
            there = made if isinstance(made, Element) else None
        if there is None or not self._catalogue.knows_kind(there.kind):
            return None
        item = CardItem(there, self._catalogue)
        if there.size is None:
            face = card_layout.measure(there, self._catalogue)
            item.w, item.h = face.w, face.h
        return item


def _said(catalogue: Catalogue, element: Element) -> str:
    return _("{kind} “{label}”").format(kind=kind_word(catalogue, element.kind, element.type), label=element.label)
