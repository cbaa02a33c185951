"""Fields of one card that tables set differently and nobody has decided yet, as small lines in the inspector."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from stworkshop.analysis.board_comparison import field_label, value_words
from stworkshop.analysis.table_differences import Question, open_questions
from stworkshop.i18n import gettext as _
from stworkshop.model.records import Element, replaced
from ui.kit.widgets.basics import button, clear, column, describe, row
from ui.kit.widgets.words import IconLabel, WrappedLabel
from ui.records.card_fields import Section
from ui.session.bridge import Bridge


class DifferenceLines(Section):
    """Shown only for cards about which tables differ; a button opens the choice."""

    wants_choice = Signal(str)
    """The id of the difference that somebody wants to decide."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(_("Tables differ"))
        self._bridge = bridge
        self._shown: object = None
        self._lines: QVBoxLayout = column(spacing=8)
        self.body.addLayout(self._lines)
        self.hide()

    def show_card(self, card: Element) -> None:
        """Show what is open about a card."""
        board = self._bridge.board
        found = [one for one in open_questions(board) if one.ref.id == card.id] if board.conflicts else []
        self.setVisible(bool(found))
        if (shown := (card.id, tuple(found))) != self._shown:
            self._shown = shown
            clear(self._lines)
            for question in found:
                self._lines.addWidget(self._line(question, card))

    def _line(self, question: Question, card: Element) -> QWidget:
        holder, board, words = QWidget(), self._bridge.board, self._bridge.catalogue
        layout = row(holder, 8)
        layout.addWidget(IconLabel("warning", "warn", 18), 0, Qt.AlignmentFlag.AlignTop)
        texts = column(spacing=2)
        name = field_label(card, question.field, words)
        texts.addWidget(WrappedLabel(name, "small", strong=True))
        for vote in question.votes:
            said = value_words(replaced(card, {question.field: vote.value}), question.field, board, words)
            line = _("{table}: {words}").format(table=vote.table or _("The plenary"), words=said or _("nothing"))
            texts.addWidget(WrappedLabel(line, "small"))
        made = button(_("Choose…"), partial(self.wants_choice.emit, question.id), look="link", scale="small")
        describe(made, _("Choose what holds: {field}").format(field=name))
        texts.addWidget(made, 0, Qt.AlignmentFlag.AlignLeading)
        layout.addLayout(texts, 1)
        return holder
