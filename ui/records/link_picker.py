"""Linking from the inspector: choose the other card by typing, then the relation as a sentence, most likely first."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QWidget
from shiboken6 import isValid

from stworkshop.i18n import gettext as _
from stworkshop.model.records import Element
from stworkshop.model.rules import offered_relations
from stworkshop.model.same_words import folded
from ui.kit.painting import kind_icon
from ui.kit.theme import theme
from ui.kit.widgets.basics import column, describe, label
from ui.kit.widgets.emptying import empty
from ui.kit.widgets.fields import SearchField, nothing_called
from ui.session.bridge import Bridge
from ui.session.find_or_add import matches
from ui.session.words import as_sentence, relation_word

_DATA = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Sentence:
    """A link that may be made, with its words."""

    relation: str
    source: str
    target: str
    words: str


def other_cards(bridge: Bridge, card: str, text: str, limit: int = 8) -> list[Element]:
    """Return the cards that fit the words, those that a listed relation may join first."""
    board, catalogue = bridge.board, bridge.catalogue
    own = board.elements[card]
    wanted = folded(text)
    scored = []
    for element in board.elements.values():
        score = matches(wanted, element.label) if wanted else 1
        if wanted and element.code.lower() == wanted:
            score = 4
        if score and element.id != card:
            listed = bool(offered_relations(catalogue, own.kind, element.kind))
            scored.append((not listed, -score, element.seq, element))
    return [entry[-1] for entry in sorted(scored, key=lambda entry: entry[:3])][:limit]


def sentences(bridge: Bridge, card: str, other: str) -> list[Sentence]:
    """Return the links between two cards as sentences: the listed ones, else the loose relations of the catalogue."""
    board, catalogue = bridge.board, bridge.catalogue
    own, there = board.elements[card], board.elements[other]
    offered = offered_relations(catalogue, own.kind, there.kind)
    if not offered:
        offered = [(relation, True) for relation in catalogue.relations]
    found = []
    for relation, as_drawn in offered:
        source, target = (own, there) if as_drawn else (there, own)
        words = as_sentence(source.label, relation_word(catalogue, relation), target.label)
        found.append(Sentence(relation, source.id, target.id, words))
    return found


class LinkPicker(QFrame):
    """A list over the window; Esc goes back from the sentences to the cards, then away."""

    def __init__(self, bridge: Bridge, over: QWidget) -> None:
        super().__init__(over)
        self.setProperty("part", "popup")
        self._bridge = bridge
        self._card = ""
        self._other = ""
        self._before: QWidget | None = None
        layout = column(self, 6, (10, 10, 10, 10))
        self._title = label("", "small", "muted", strong=True, wrap=True)
        layout.addWidget(self._title)
        self.field = SearchField(_("Which card?"))
        layout.addWidget(self.field)
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        describe(self.list, _("Cards and sentences to choose from"))
        layout.addWidget(self.list)
        self.field.textChanged.connect(lambda _text: self._fill())
        self.field.returnPressed.connect(self._take)
        self.field.moved.connect(self._move)
        self.field.left.connect(self._back)
        self.list.itemClicked.connect(lambda _item: self._take())
        self.hide()

    def open_for(self, card: str, corner: QPoint) -> None:
        """Open with the top right corner at a point of the window."""
        self._card, self._other = card, ""
        size = self.sizeHint()
        wide, high = theme().scaled(340), theme().scaled(380)
        over = self.parentWidget()
        top = min(corner.y(), (over.height() if over else size.height()) - high - 8)
        self.setGeometry(QRect(max(8, corner.x() - wide), max(8, top), wide, high))
        self.field.clear()
        self._fill()
        self._before = self.window().focusWidget()
        self.show()
        self.raise_()
        self.field.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._back()
        else:
            super().keyPressEvent(event)

    def _fill(self) -> None:
        board = self._bridge.board
        if self._card not in board.elements:
            self.hide()
            return
        empty(self.list)
        if not self._other:
            self._title.setText(_("Link “{card}” to").format(card=board.elements[self._card].label))
            for element in other_cards(self._bridge, self._card, self.field.text()):
                variant = self._bridge.catalogue.variant(element.kind, element.type)
                icon = theme().icon(kind_icon(variant), f"kind/{variant}/accent", 18)
                item = QListWidgetItem(icon, f"{element.label}  {element.code}")
                item.setData(_DATA, element.id)
                self.list.addItem(item)
        elif self._other in board.elements:
            self._title.setText(_("How do they belong together?"))
            wanted = folded(self.field.text())
            for sentence in sentences(self._bridge, self._card, self._other):
                if wanted and not matches(wanted, sentence.words):
                    continue
                item = QListWidgetItem(sentence.words)
                item.setData(_DATA, sentence)
                self.list.addItem(item)
        if not self.list.count():
            item = QListWidgetItem(nothing_called(self.field.text()))
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    def _ask(self, question: str) -> None:
        self.field.setPlaceholderText(question)
        describe(self.field, question)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab stays in the question, which Esc closes: behind it nothing could be seen."""
        return True

    def _move(self, by: int) -> None:
        self.list.setCurrentRow(max(0, min(self.list.count() - 1, self.list.currentRow() + by)))

    def _take(self) -> None:
        item = self.list.currentItem()
        chosen = item.data(_DATA) if item is not None else None
        if isinstance(chosen, str):
            self._other = chosen
            self._ask(_("Which relation?"))
            self.field.clear()
            self._fill()
        elif isinstance(chosen, Sentence):
            ends = {"relation": chosen.relation, "source": chosen.source, "target": chosen.target}
            if self._bridge.run("add_link", **ends) is not None:
                self._close()

    def _back(self) -> None:
        if self._other:
            self._other = ""
            self._ask(_("Which card?"))
            self.field.clear()
            self._fill()
        else:
            self._close()

    def _close(self) -> None:
        if self._before is not None and isValid(self._before):
            self._before.setFocus()
        self.hide()
        self._other = ""
        self._ask(_("Which card?"))
