"""Choosing the words of the one card that several become: nothing is chosen beforehand, both wordings are kept."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from stworkshop.commands.joining import voted_on
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model.board import Board
from stworkshop.model.records import Element
from ui.kit.widgets.basics import clear, column, describe, frame, label, row
from ui.kit.widgets.kinds import KindMark
from ui.kit.widgets.plain import RadioButton
from ui.kit.widgets.words import WrappedLabel
from ui.session.bridge import Bridge

_SIDE_BY_SIDE = 2


def keeper_first(board: Board, ids: Sequence[str]) -> tuple[str, ...]:
    """Return the ids with the card first that has to stay: one that was voted on, else the oldest."""
    seq = {i: board.elements[i].seq for i in ids}
    return tuple(sorted(ids, key=lambda i: (not voted_on(board, i), seq[i])))


def why_apart(board: Board, ids: Sequence[str]) -> str:
    """Return why cards cannot become one, in a sentence; "" where they can."""
    voted = [board.elements[i].code for i in ids if voted_on(board, i)]
    if len(voted) > 1:
        words = _("People have voted on {codes}, and votes are not added up. Keep both, or link them.")
        return words.format(codes=", ".join(voted))
    if len({board.elements[i].kind for i in ids}) > 1:
        return _("Only cards of one kind become one. Make them the same kind first.")
    return ""


class WordsChoice(QWidget):
    """The cards, each with the choice of its words, and a field for other words; `changed` tells of a choice."""

    changed = Signal()

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge = bridge
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(lambda _button: self.changed.emit())
        self._labels: dict[int, str] = {}
        self._layout: QVBoxLayout = column(self, 10)
        self._other = QLineEdit(self)  # by itself it would be a window of its own
        self._other.hide()

    def show_cards(self, ids: Sequence[str]) -> None:
        """Show these cards, with no words chosen."""
        clear(self._layout)
        for made in self._group.buttons():
            self._group.removeButton(made)
        self._labels = {}
        holder = QWidget()
        cards = row(holder, 10) if len(ids) <= _SIDE_BY_SIDE else column(holder, 8)
        for at, card_id in enumerate(ids):
            cards.addWidget(self._card(at, self._bridge.board.elements[card_id]), 1)
        self._layout.addWidget(holder)
        others = row(spacing=8)
        radio = RadioButton(_("Other words:"))
        self._group.addButton(radio, len(ids))
        self._other = QLineEdit()
        describe(self._other, _("Other words for the card"))
        self._other.textEdited.connect(lambda _text: self._typed(radio))
        others.addWidget(radio)
        others.addWidget(self._other, 1)
        self._layout.addLayout(others)

    @property
    def words(self) -> str:
        """The words that were chosen or typed, "" while there are none."""
        chosen = self._group.checkedId()
        return self._labels.get(chosen, self._other.text().strip() if chosen >= 0 else "")

    def choose(self, at: int) -> None:
        """Choose the words of one of the cards, first 0."""
        self._group.button(at).click()

    def write(self, words: str) -> None:
        """Type other words."""
        self._other.setText(words)
        self._typed(self._group.button(len(self._labels)))

    def _typed(self, radio: object) -> None:
        if isinstance(radio, QRadioButton):
            radio.setChecked(True)
        self.changed.emit()

    def _card(self, at: int, card: Element) -> QWidget:
        self._labels[at] = card.label
        made = frame("card")
        layout = column(made, 6, (12, 10, 12, 10))
        head = row(spacing=8)
        head.addWidget(KindMark(self._bridge.catalogue.variant(card.kind, card.type), 24))
        head.addWidget(label(card.code, "small", "muted", strong=True))
        head.addStretch(1)
        layout.addLayout(head)
        layout.addWidget(WrappedLabel(card.label, "title"))
        layout.addWidget(WrappedLabel(self._about(card), "small", "muted"))
        if card.note:
            layout.addWidget(WrappedLabel(card.note, "small", "faint"))
        layout.addStretch(1)
        radio = RadioButton(_("Keep these words"))
        describe(radio, _("Keep the words of {code}: {words}").format(code=card.code, words=card.label))
        self._group.addButton(radio, at)
        layout.addWidget(radio, 0, Qt.AlignmentFlag.AlignLeft)
        return made

    def _about(self, card: Element) -> str:
        """Return who holds a card, its topics, how many links it has, and whether people voted on it."""
        board, catalogue = self._bridge.board, self._bridge.catalogue
        holders = [
            board.elements[link.source].label for link in board.links_to(card.id) if link.relation == "has-concern"
        ]
        links = len(board.links_of(card.id))
        parts = [_("held by {names}").format(names=", ".join(holders))] if holders else []
        parts += [str(catalogue.concepts[topic]["label"]) for topic in card.concepts if topic in catalogue.concepts]
        parts.append(ngettext("%d link", "%d links", links) % links)
        if voted_on(board, card.id):
            parts.append(_("was voted on"))
        return " · ".join(parts)
