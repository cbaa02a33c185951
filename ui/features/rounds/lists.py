"""Ballots about a whole list: laying dots, putting in order; and placing one card on two axes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model.records import Element
from stworkshop.rounds.answers_in_words import say_words, touched_words
from ui.features.rounds.boxes import Box, Cell, RowBox
from ui.features.rounds.kit import Push, Words
from ui.features.rounds.pages import QuestionPage, digit_of
from ui.features.rounds.sheet import Sheet
from ui.kit.widgets.plain import markup

STEPS = 5


class ListPage(QuestionPage):
    """All items of a round at once; each press shows what it gives, and only while it lasts."""

    dk_key, low = "", 72

    def title(self) -> str:
        return self.desk.round.question

    def lead(self) -> str:
        return self.desk.round.question

    def _targets(self) -> None:
        ruler = self.desk.ruler
        self._rows: dict[str, RowBox] = {}
        self._full = False
        holder = QWidget()
        holder.setMaximumWidth(ruler.px(1180))
        rows = ruler.column(holder, gap=10)
        for item in self.desk.round.items:
            record = self.desk.board.find(item)
            icon, role = self.desk.icon(record) if isinstance(record, Element) else ("question", "text_2")
            row = RowBox(ruler, self.desk.label(item), icon, role)
            row.pressed.connect(lambda item=item: self._preview(item))
            row.released.connect(lambda item=item: self._settle(item))
            row.clicked.connect(lambda _checked=False, item=item: self._press(item))
            self._rows[item] = row
            line = ruler.row(gap=10)
            line.addWidget(row, 1)
            write = partial(self._write, item)
            pen = Push(ruler, "", write, icon="edit", look="quiet", size=20, high=60, side=12)
            pen.setAccessibleName(_("Add a few words about: {card}").format(card=self.desk.label(item)))
            line.addWidget(pen)
            rows.addLayout(line)
        across = ruler.row()
        across.addStretch(1)
        across.addWidget(holder, 12)
        across.addStretch(1)
        self.layout_.addLayout(across)

    def _low(self) -> None:
        super()._low()
        self._words_at = self.layout_.count()

    def boxes(self) -> Iterator[tuple[Box, bool]]:
        sheet = self.desk.sheet
        for item, row in self._rows.items():
            row.tell_mine(self.said(item, sheet.value(item)))
            yield row, sheet.value(item) is not None
        yield self.dk, bool(self.desk.round.items) and all(map(sheet.dk, self.desk.round.items))

    def is_answered(self) -> bool:
        return bool(self.desk.sheet.done)

    def do_not_know(self) -> None:
        self.desk.sheet.know_none()
        self.tell_answered()

    def said(self, item: str, value: int | None) -> str:
        """Return what an item is given, in words."""
        raise NotImplementedError

    def next_value(self, item: str) -> int | None:
        """Return what the next press gives an item; None where nothing can be given."""
        raise NotImplementedError

    def give(self, item: str, value: int) -> bool:
        """Give it; tell whether that could be done."""
        raise NotImplementedError

    def complete(self) -> bool:
        """Tell whether nothing is left to give."""
        raise NotImplementedError

    def _preview(self, item: str) -> None:
        wanted = self.next_value(item)
        self._rows[item].tell_mine(self.said(item, wanted) if wanted is not None else _("none left"))

    def _settle(self, item: str) -> None:
        self._rows[item].tell_mine("")

    def _press(self, item: str) -> None:
        wanted = self.next_value(item)
        self._put(item, wanted if wanted is not None else -1)

    def _put(self, item: str, value: int) -> None:
        self._full = not self.give(item, value)
        if not self._full and self.complete():
            self.tell_answered()
        else:
            self.say_state()

    def _write(self, item: str) -> None:
        """Open the field for words about one item, under the list."""
        if self.comment is not None:
            self.comment.put_away()
            self.layout_.removeWidget(self.comment)
            self.comment.hide()
            self.comment.deleteLater()
        self.comment = self._comment_line(item)
        self.comment.field.setPlaceholderText(self.desk.label(item))
        self.layout_.insertWidget(self._words_at, self.comment)
        self.comment.open()

    # --- keys: a digit gives it to the row with the focus

    def box_of(self, digit: int) -> Box | None:
        return next((row for row in self._rows.values() if row.hasFocus()), None) or next(
            iter(self._rows.values()), None
        )

    def key_down(self, event: QKeyEvent) -> bool:
        digit = digit_of(event)
        if digit is not None and self._held is None:
            row = self.box_of(digit)
            item = next((item for item, each in self._rows.items() if each is row), "")
            if row is not None:
                row.setFocus(Qt.FocusReason.TabFocusReason)
                self._digit = (item, digit)
                self._rows[item].tell_mine(self.said(item, digit))
        return super().key_down(event)

    def chosen_by_key(self, box: Box) -> None:
        item, digit = self._digit
        self._put(item, digit)


class DotsPage(ListPage):
    """Laying dots: so many for each person, and at most so many on one card."""

    @property
    def _sheet(self) -> Sheet:
        return self.desk.sheet

    def how_to(self) -> str:
        return self._count()

    def say_state(self) -> None:
        super().say_state()
        if self.is_answered():
            none_left = _("All dots are placed. Take one back first.") if self._full else ""
            hold = _("To see where, press and hold")
            rest = f"{none_left} {hold}".strip()
            self._state.setText(markup("<b>{count}</b> {rest}", count=self._count(), rest=rest))

    def _count(self) -> str:
        asked = self.desk.round
        count = _("{n} of {most} placed.").format(n=self._sheet.total, most=asked.dots_per_person or 0)
        if not self.is_answered():
            most = asked.max_per_item or 0
            each = ngettext(
                "Press a card to lay a dot on it, at most {n} on one.",
                "Press a card to lay a dot on it, at most {n} on one.",
                most,
            )
            count += " " + each.format(n=most)
        return count

    def said(self, item: str, value: int | None) -> str:
        return ngettext("{n} dot", "{n} dots", value or 0).format(n=value or 0)

    def next_value(self, item: str) -> int | None:
        here, asked = self._sheet.value(item) or 0, self.desk.round
        most = asked.max_per_item or asked.dots_per_person or 0
        if here < most and self._sheet.total < (asked.dots_per_person or 0):
            return here + 1
        return 0 if here else None

    def give(self, item: str, value: int) -> bool:
        return self._sheet.lay(item, value)

    def complete(self) -> bool:
        return self._sheet.total >= (self.desk.round.dots_per_person or 0)


class RankingPage(ListPage):
    """Putting in order: the first press gives the first place."""

    def how_to(self) -> str:
        return _("Press what comes first for you, then what comes second, and so on. Pressed again, it is taken back.")

    def is_answered(self) -> bool:
        return bool(self.desk.sheet.done)

    def say_state(self) -> None:
        super().say_state()
        if self.is_answered():
            count = _("{n} of {most} placed.").format(n=self.desk.sheet.total, most=len(self.desk.round.items))
            rest = _("To see your order, press and hold")
            self._state.setText(markup("<b>{count}</b> {rest}", count=count, rest=rest))

    def said(self, item: str, value: int | None) -> str:
        return _("place {n}").format(n=value) if value else _("taken back")

    def next_value(self, item: str) -> int | None:
        return 0 if self.desk.sheet.value(item) else self.desk.sheet.total + 1

    def give(self, item: str, value: int) -> bool:
        self.desk.sheet.put_in_order(item, value)
        return True

    def complete(self) -> bool:
        return self.desk.sheet.total >= len(self.desk.round.items)


class PlacingPage(QuestionPage):
    """Where one card stands: how much say it has, upwards, and how much it is touched, along the line."""

    low = 72

    def _targets(self) -> None:
        ruler = self.desk.ruler
        self._first = 0
        self._cells: dict[tuple[int, int], Cell] = {}
        grid = QGridLayout()
        grid.setSpacing(ruler.px(6))
        for say, words in enumerate(say_words(), 1):
            name = Words(ruler, f"{say}  {words}", 18, "muted")
            name.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            name.setWordWrap(False)
            grid.addWidget(name, STEPS - say, 0)
            for touched, other in enumerate(touched_words(), 1):
                spoken = _("How much say: {say}, {words}. How much it affects them: {touched}, {other}.")
                cell = Cell(ruler, spoken.format(say=say, words=words, touched=touched, other=other), STEPS)
                cell.clicked.connect(lambda _checked=False, at=(say, touched): self._place(*at))
                self._cells[say, touched] = cell
                grid.addWidget(cell, STEPS - say, touched)
        for touched, other in enumerate(touched_words(), 1):
            grid.addWidget(Words(ruler, f"{touched}  {other}", 18, "muted"), STEPS, touched)
            grid.setColumnStretch(touched, 1)
        holder = QWidget()
        holder.setMaximumWidth(ruler.px(1180))
        column = ruler.column(holder, gap=8)
        up = Words(ruler, _("Upwards: how much say they have"), 18, "muted", bold=True)
        up.setAlignment(Qt.AlignmentFlag.AlignLeading)
        column.addWidget(up)
        column.addLayout(grid)
        column.addWidget(Words(ruler, _("Across: how much it affects them"), 18, "muted", bold=True))
        across = ruler.row()
        across.addStretch(1)
        across.addWidget(holder, 12)
        across.addStretch(1)
        self.layout_.addLayout(across)

    def how_to(self) -> str:
        if self._first:
            return _("Now press a key from 1 to 5: how much does it affect them?")
        return _("Press a place, or two keys from 1 to 5: how much say, then how much it affects them.")

    def boxes(self) -> Iterator[tuple[Box, bool]]:
        sheet = self.desk.sheet
        mine = (sheet.value(self.item), sheet.second(self.item))
        for at, cell in sorted(self._cells.items(), key=lambda pair: (-pair[0][0], pair[0][1])):
            yield cell, at == mine
        yield self.dk, sheet.dk(self.item)

    def box_of(self, digit: int) -> Box | None:
        if digit == 0:
            return self.dk
        if not self._first or digit > STEPS:
            return None
        return self._cells[self._first, digit]

    def key_down(self, event: QKeyEvent) -> bool:
        digit = digit_of(event)
        if digit is not None and 1 <= digit <= STEPS and not self._first and self._held is None:
            self._first = digit
            self._state.setText(self.how_to())
            return True
        return super().key_down(event)

    def chosen_by_key(self, box: Box) -> None:
        self._first = 0
        super().chosen_by_key(box)

    def _place(self, say: int, touched: int) -> None:
        self._first = 0
        self.desk.sheet.rate(self.item, say, touched)
        self.tell_answered()
