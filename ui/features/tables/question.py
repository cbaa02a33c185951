"""One field that needs somebody: all values with their tables, what to do about them, and what hangs on it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from stworkshop.analysis.board_comparison import field_label
from stworkshop.analysis.table_differences import Question, words_for
from stworkshop.analysis.table_signs import Sign
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.merge.copies import Vote
from stworkshop.merge.review import BOTH, LATER, TAKE, Choice, joined_value, later_words
from stworkshop.model import wording
from stworkshop.model.attribution import shows_names
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.records import Element, Record, Value
from ui.canvas.marks.table_signs import told
from ui.features.tables.choosing import ValueBox, WayBox
from ui.features.tables.link_choice import ChainPicture, chain_of, noted
from ui.kit.theme import theme
from ui.kit.widgets.basics import button, clear, column, describe, frame, key_cap, label, row, set_property, tag
from ui.kit.widgets.flow import Flow
from ui.kit.widgets.words import IconLabel, WrappedLabel
from ui.records.card_chip import CardChip
from ui.session.words import record_title

_MOST_KEYS, _MOST_NAMED = 9, 4


class QuestionPanel(QWidget):
    """Shows one question at a time; `chosen` gives what a person chose, `step` -1 or 1 for the one before or after."""

    chosen = Signal(object)
    step = Signal(int)
    shown_on_map = Signal(str)

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        describe(self, _("What needs you"))
        self._catalogue = catalogue
        self._groups: list[list[Vote]] = []
        self.boxes: list[ValueBox] = []
        self._wide = True
        layout = column(self, 12)
        layout.addLayout(self._top())
        self._card = frame("merge-question")
        self._inside: QVBoxLayout = column(self._card, 12, (22, 18, 22, 18))
        layout.addWidget(self._card)
        self._head = QWidget()
        self._inside.addWidget(self._head)
        self._title = WrappedLabel("", "heading")
        self._parted = WrappedLabel("", "small", "muted")
        titles = column(spacing=3)
        titles.addWidget(self._title)
        titles.addWidget(self._parted)
        self._inside.addLayout(titles)
        self._values = QWidget()
        self._grid = QGridLayout(self._values)
        self._ways = QWidget()
        self._two = QGridLayout(self._ways)
        for grid in (self._grid, self._two):
            grid.setContentsMargins(0, 0, 0, 0)
            grid.setSpacing(theme().scaled(13))
        self._inside.addWidget(self._values)
        self.both = WayBox("both", _("Keep both"), "", "B")
        self.later = WayBox("later", _("Decide later"), "", "L")
        self.both.clicked.connect(lambda: self.chosen.emit(Choice(BOTH)))
        self.later.clicked.connect(lambda: self.chosen.emit(Choice(LATER)))
        self._inside.addWidget(self._ways)
        self._keys = QWidget()
        self._flow = Flow(self._keys, 10)
        layout.addWidget(self._keys)
        self._hang = frame("merge-hang")
        hang = column(self._hang, 8, (17, 11, 17, 12))
        hang.addWidget(label(_("What depends on it"), "body", strong=True))
        self.picture = ChainPicture(catalogue)
        hang.addWidget(self.picture)
        self._noted = WrappedLabel("", "small", "muted")
        hang.addWidget(self._noted)
        layout.addWidget(self._hang)
        self._place()

    def _top(self) -> QHBoxLayout:
        line = row(spacing=8)
        self._place_tag = tag("", "warn")
        line.addWidget(self._place_tag)
        line.addStretch(1)
        self.before = button("", lambda: self.step.emit(-1), "chevron-left", name=_("The one before"))
        self.after = button("", lambda: self.step.emit(1), "chevron-right", name=_("The next one"))
        line.addWidget(self.before)
        line.addWidget(self.after)
        return line

    # --- what is shown

    def show_question(
        self, question: Question, board: Board, signs: Mapping[str, Sign], choice: Choice | None, place: tuple[int, int]
    ) -> None:
        """Show a question over the board that it is about; `place` is its number, and how many there are."""
        record = board.get(question.ref)
        self._place_tag.setText(_("{n} of {count}").format(n=place[0], count=place[1]))
        for made, can in ((self.before, place[0] > 1), (self.after, place[0] < place[1])):
            made.setEnabled(can)
        self._show_head(question, record, board)
        self._groups = question.by_value()
        words = [self._words(question, record, group[0].value, board) for group in self._groups]
        voters = [vote.table for vote in question.votes]
        tables = told(voters, signs)
        if len(voters) > _MOST_NAMED:
            tables = ngettext("{n} table", "{n} tables", len(voters)).format(n=len(voters))
        self._title.setText(_ask(tables, words, question, board, self._catalogue))
        self._parted.setText(self._before(question, record, board))
        self._parted.setVisible(bool(self._parted.text()))
        self._show_values(question, words, signs, board)
        self._show_ways(question, board, len(self._groups))
        self._show_keys(signs)
        self._show_chain(record, board)
        self.mark(choice)

    def mark(self, choice: Choice | None) -> None:
        """Show what was chosen."""
        table = choice.table if choice is not None and choice.how == TAKE else None
        for box, group in zip(self.boxes, self._groups, strict=True):
            box.mark(table is not None and any(v.table == table for v in group), chosen=choice is not None)
        for made, how in ((self.both, BOTH), (self.later, LATER)):
            on = choice is not None and choice.how == how
            made.setChecked(on)
            set_property(made, "on", "true" if on else "false")

    def press(self, key: str) -> bool:
        """Do what a key stands for; tell whether it stands for anything now."""
        if key.isdigit() and 1 <= int(key) <= len(self.boxes):
            self.boxes[int(key) - 1].use.click()
        elif key.upper() == "B" and self.both.isEnabled():
            self.both.click()
        elif key.upper() == "L":
            self.later.click()
        else:
            return False
        return True

    def set_wide(self, wide: bool) -> None:
        """Put values side by side where there is room."""
        if wide != self._wide:
            self._wide = wide
            self._place()

    def allow(self, allowed: bool) -> None:
        """Let choices be made, or not, where the session is only to be read."""
        for made in (*(box.use for box in self.boxes), self.later):
            made.setEnabled(allowed)
        self.both.setEnabled(allowed and self.both.isEnabled())

    def _show_head(self, question: Question, record: Record | None, board: Board) -> None:
        """Show the record that it is about, and the field."""
        layout = self._head.layout()
        if layout is None:
            layout = row(self._head, 9)
        clear(layout)
        if record is None:
            return
        title = record_title(board, self._catalogue, record)
        if isinstance(record, Element):
            chip = CardChip(record, self._catalogue.variant(record.kind, record.type))
            chip.clicked.connect(partial(self._show_on_map, record.id))
            layout.addWidget(chip)
        layout.addWidget(WrappedLabel(title, "body", strong=True))
        layout.addWidget(label(field_label(record, question.field, self._catalogue), "small", "muted"))
        if isinstance(record, Element):
            show = button(_("Show on the map"), partial(self._show_on_map, record.id), "map", "quiet", "small")
            layout.addWidget(show)

    def _show_on_map(self, record_id: str, _checked: bool = False) -> None:
        self.shown_on_map.emit(record_id)

    def _words(self, question: Question, record: Record | None, value: Value, board: Board) -> str:
        return words_for(question, record, value, board, self._catalogue)

    def _before(self, question: Question, record: Record | None, board: Board) -> str:
        if not question.knows_before or record is None:
            return ""
        name = field_label(record, question.field, self._catalogue)
        words = self._words(question, record, question.before, board)
        empty = _("When the tables parted, “{field}” was empty.").format(field=name)
        said = _("When the tables parted, “{field}” was: “{words}”").format(field=name, words=words)
        return said if words else empty

    def _show_values(self, question: Question, words: list[str], signs: Mapping[str, Sign], board: Board) -> None:
        clear(self._grid)
        self.boxes = []
        names = shows_names(board.session)
        free = joined_value(question, board, self._catalogue) is not None
        pieces = wording.differing(words) if free else [[(said, False)] for said in words]
        for place, (group, said) in enumerate(zip(self._groups, pieces, strict=True)):
            tables = [vote.table for vote in group]
            shown = [signs[table] for table in tables if table in signs]
            key = str(place + 1) if place < _MOST_KEYS else ""
            use = partial(self._use, group[0].table)
            kept = any(vote.value == question.kept for vote in group)
            self.boxes.append(ValueBox(shown, group, said, key, names=names, kept=kept, use=use))
        self._place()

    def _use(self, table: str) -> None:
        self.chosen.emit(Choice(TAKE, table))

    def _show_ways(self, question: Question, board: Board, count: int) -> None:
        joined = joined_value(question, board, self._catalogue)
        self.both.setEnabled(joined is not None)
        self.both.say(
            _("All wordings stay, each with its table") if joined is not None and count > 2
            else _("Both wordings stay, each with its table") if joined is not None
            else _("Not here: a choice has one value")
        )  # fmt: skip
        self.later.say(
            _("Becomes an open question: “{words}”").format(words=later_words(question, board, self._catalogue)[0])
        )

    def _show_keys(self, signs: Mapping[str, Sign]) -> None:
        clear(self._flow)
        self._flow.addWidget(IconLabel("keyboard", "text_2", 18))
        pairs: list[tuple[tuple[str, ...], str]] = [
            ((str(place + 1),), told([vote.table for vote in group], signs))
            for place, group in enumerate(self._groups[:_MOST_KEYS])
        ]
        pairs += [(("B",), _("both")), (("L",), _("later")), (("↑", "↓"), _("walk the list"))]
        for keys, words in pairs:
            holder = QWidget()
            line = row(holder, 5)
            for key in keys:
                line.addWidget(key_cap(key))
            line.addWidget(label(words, "small", "muted"))
            self._flow.addWidget(holder)

    def _show_chain(self, record: Record | None, board: Board) -> None:
        chain = chain_of(board, self._catalogue, record)
        self._hang.setVisible(len(chain.cards) > 1)
        self.picture.show_chain(chain)
        words = noted(chain, self._catalogue)
        self._noted.setText(words)
        self._noted.setVisible(bool(words))

    def _place(self) -> None:
        """Put values and ways side by side, or one under the other."""
        across = 2 if self._wide else 1
        ways: list[tuple[QGridLayout, list[QWidget]]] = [
            (self._grid, [*self.boxes]), (self._two, [self.both, self.later]),
        ]  # fmt: skip
        for grid, parts in ways:
            for part in parts:
                grid.removeWidget(part)
            for number, part in enumerate(parts):
                grid.addWidget(part, number // across, number % across)
            for at in range(2):
                grid.setColumnStretch(at, 1 if at < across else 0)
        order: list[QPushButton] = [*(box.use for box in self.boxes), self.both, self.later]
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)


def _ask(tables: str, words: list[str], question: Question, board: Board, catalogue: Catalogue) -> str:
    if all(words) and wording.are_numbers(words):
        return _("{tables} wrote different numbers. Which one holds?").format(tables=tables)
    if joined_value(question, board, catalogue) is not None:
        return _("{tables} wrote it differently. Which words hold?").format(tables=tables)
    return _("{tables} chose differently. Which one holds?").format(tables=tables)
