"""Cards of different tables that look alike: a suggestion, never made beforehand; both wordings are kept either way."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from stworkshop.analysis.table_signs import Sign
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model.board import Board
from ui.canvas.marks.table_signs import SignMark
from ui.kit.theme import theme
from ui.kit.widgets.basics import button, clear, column, describe, frame, label, row, tip
from ui.kit.widgets.words import IconLabel, WrappedLabel
from ui.records.wording_choice import why_apart

Pair = tuple[str, str]
_MOST = 8
"""So many pairs are shown at once: more would be a list that nobody decides about."""


class AlikePanel(QWidget):
    """The pairs, each with what can be done."""

    make_one = Signal(object)
    keep_apart = Signal(object)
    leave_open = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        layout = column(self, 4)
        layout.addWidget(label(_("Do these say the same?"), "title"))
        layout.addWidget(WrappedLabel(_("Only a suggestion. Both wordings are kept either way."), "small", "muted"))
        self._pairs: QVBoxLayout = column(spacing=8, margins=(0, 5, 0, 0))
        layout.addLayout(self._pairs)
        self._more = WrappedLabel("", "small", "faint")
        layout.addWidget(self._more)
        self._shown: object = None

    def show_pairs(
        self, pairs: Sequence[Pair], same: Collection[Pair], apart: Collection[Pair], board: Board,
        drawn: Mapping[str, Sequence[str]], signs: Mapping[str, Sign],
    ) -> None:  # fmt: skip
        """Show pairs of cards on a board, and what was said about each."""
        there = [pair for pair in pairs if all(card in board.elements for card in pair)]
        self.setVisible(bool(there))
        open_ = [pair for pair in there if pair not in same and pair not in apart]
        said = [pair for pair in there if pair in same or pair in apart]
        seen = [*open_[:_MOST], *said[-_MOST:]]
        words = [(board.elements[one].label, board.elements[other].label) for one, other in seen]
        shown = (seen, words, [pair in same for pair in seen], len(there), theme().name)
        if shown == self._shown:
            return
        self._shown = shown
        clear(self._pairs)
        for pair in seen:
            self._pairs.addWidget(self._pair(pair, pair in same, pair in apart, board, drawn, signs))
        more = len(there) - len(seen)
        words_ = ngettext(
            "{n} more pair; it is shown as you decide.", "{n} more pairs; they are shown as you decide.", more
        )
        self._more.setText(words_.format(n=more))
        self._more.setVisible(more > 0)

    def _pair(
        self, pair: Pair, same: bool, apart: bool, board: Board, drawn: Mapping[str, Sequence[str]],
        signs: Mapping[str, Sign],
    ) -> QWidget:  # fmt: skip
        box = frame("card")
        layout = column(box, 6, (12, 9, 12, 9))
        words = [board.elements[card].label for card in pair]
        both = _("{one} / {other}").format(one=words[0], other=words[1])
        describe(box, both)
        for card, said in zip(pair, words, strict=True):
            line = row(spacing=7)
            for table in list(drawn.get(card, ()))[:3]:
                if table in signs:
                    line.addWidget(SignMark(signs[table]))
            line.addWidget(WrappedLabel(said, "small"), 1)
            layout.addLayout(line)
        foot = row(spacing=6)
        if same or apart:
            sentence = _("Becomes one card when you finish.") if same else _("Stay two cards.")
            foot.addWidget(IconLabel("merge" if same else "check", "success", 16))
            foot.addWidget(WrappedLabel(sentence, "small", "muted"), 1)
            again = button(_("Undo this"), partial(self.leave_open.emit, pair), "", "quiet", "small")
            describe(again, _("Decide again: {cards}").format(cards=both))
            foot.addWidget(again)
        else:
            why = why_apart(board, pair)
            one = button(_("Merge into one"), partial(self.make_one.emit, pair), "merge", "", "small")
            describe(one, _("Merge into one: {cards}").format(cards=both))
            one.setEnabled(not why)
            if why:
                tip(one, why)
            two = button(_("Keep apart"), partial(self.keep_apart.emit, pair), "", "quiet", "small")
            describe(two, _("Keep apart: {cards}").format(cards=both))
            foot.addWidget(one)
            foot.addWidget(two)
            foot.addStretch(1)
        layout.addLayout(foot)
        return box
