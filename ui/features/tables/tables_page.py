"""Tables come together: what merged by itself, what needs somebody, who drew it; nothing is stored before the end."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from stworkshop.analysis.table_differences import Question, open_questions
from stworkshop.analysis.table_signs import PRINTED, Sign, are_printed, drawn, letters_in, signs, tables_of
from stworkshop.commands.base import Context, Refused
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.merge.review import LATER, Choice, chosen_value, later_change
from stworkshop.model.board import Board
from stworkshop.session.session import Changed
from ui.features.tables import told
from ui.features.tables.alike import AlikePanel
from ui.features.tables.drawers import DrawersPanel
from ui.features.tables.head import Head
from ui.features.tables.listing import MergeList
from ui.features.tables.question import QuestionPanel
from ui.features.tables.review import Review
from ui.features.tables.told import NEEDS, Told
from ui.kit.theme import theme
from ui.kit.widgets.basics import button, column, describe, frame, row
from ui.kit.widgets.empty import EmptyState
from ui.kit.widgets.flow import Flow
from ui.kit.widgets.plain import CheckBox, set_tip
from ui.kit.widgets.scroll import upright
from ui.kit.widgets.words import IconLabel, WrappedLabel
from ui.shell.view_page import ViewPage

if TYPE_CHECKING:
    from ui.features.tables.desk import Merging
    from ui.shell.workspace import Workspace


class FinishBar(QFrame):
    """Says what will happen, and offers it."""

    closed = Signal()
    finished = Signal()
    dropped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("part", "foot")
        describe(self, _("Finishing"))
        self._row: QBoxLayout = row(self, 12, (18, 9, 16, 10))
        self._says = QWidget()
        says = row(self._says, 12)
        says.addWidget(IconLabel("snapshot", "text_2", 20))
        texts = column(spacing=1)
        self._title = WrappedLabel("", "body", strong=True)
        texts.addWidget(self._title)
        self._words = WrappedLabel("", "small", "muted")
        texts.addWidget(self._words)
        says.addLayout(texts, 1)
        self._row.addWidget(self._says, 1)
        buttons = row(spacing=8)
        self.drop = button(_("Forget this merge"), self.dropped.emit, "", "quiet")
        self.close_button = button(_("Close"), self.closed.emit, "", "quiet")
        self.finish = button(_("Finish merge"), self.finished.emit, "merge", "primary")
        set_tip(self.drop, _("Nothing comes together; what was chosen is forgotten, the copies stay as they are."))
        set_tip(self.close_button, _("All that was chosen is kept until the window closes."))
        buttons.addStretch(1)
        for made in (self.drop, self.close_button, self.finish):
            buttons.addWidget(made)
        self._row.addLayout(buttons)

    def show_waiting(self, waiting: int, *, allowed: bool) -> None:
        """Say what becomes of questions that nobody answered."""
        words = _("The map changes when you finish; one Undo takes it all back.")
        if waiting:
            left = _("What is not decided stays open; the first table’s words stand.")
            words = f"{words} {left}"
        self._words.setText(words)
        title = _("Nothing is final yet.")
        if waiting:
            open_ = ngettext("{n} is not decided.", "{n} are not decided.", waiting).format(n=waiting)
            title = f"{title} {open_}"
        self._title.setText(title)
        describe(self.finish, self.finish.text(), description=f"{title} {words}")
        self.finish.setEnabled(allowed)

    def set_room(self, *, narrow: bool, low: bool) -> None:
        """Put the buttons under the words where there is no room beside them, and fewer words where it is low."""
        self._words.setVisible(not low)
        self._says.setVisible(not (low and narrow))
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._row.setDirection(down if narrow else across)


_SIDE, _NARROW_SIDE = 400, 300
_THREE_FROM, _TWO_FROM, _PAIRS_FROM, _LOW_UNDER = 1300, 780, 620, 520


class TablesPage(ViewPage):
    """Three columns, two, or one under the other where it is narrow."""

    works_at_foot = True

    def __init__(self, page: Workspace, merging: Merging) -> None:
        super().__init__(page.bridge, page.preferences)
        describe(self, _("Tables come together"))
        self._page, self._merging = page, merging
        self._open: list[Question] = []
        self._chosen = ""
        self._stale = True
        self.head, self.list = Head(), MergeList()
        self.question = QuestionPanel(page.bridge.catalogue)
        self.drawers, self.alike = DrawersPanel(page.bridge.catalogue), AlikePanel()
        self.marks = CheckBox(_("Show marks on the map"))
        self.printed = CheckBox(_("Print them"))
        self.finish = FinishBar()
        self._build()
        self._connect()

    def _build(self) -> None:
        layout: QHBoxLayout = row(self)
        self._left = frame("panel-left")
        left = column(self._left, 0, (16, 14, 14, 12))
        left.addWidget(self.head)
        left.addWidget(self.list, 1)
        self.more = button(_("More copies…"), lambda: self._do("bring"), "plus", "quiet", "small")
        left.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeading)
        layout.addWidget(self._left)
        middle = QWidget()
        stack = column(middle)
        self._scroll = upright(QScrollArea())
        self._scroll.setProperty("part", "ground")
        inside = QWidget()
        inside.setProperty("part", "plain")
        self._inside: QVBoxLayout = column(inside, 16, (18, 16, 18, 16))
        self.empty = EmptyState("merge", "", "", *self._ways())
        self._inside.addWidget(self.question)
        self._inside.addWidget(self.empty, 50)
        self._inside.addStretch(1)
        self._scroll.setWidget(inside)
        stack.addWidget(self._scroll, 1)
        stack.addWidget(self.finish)
        layout.addWidget(middle, 1)
        self._right = frame("panel-right")
        outer = column(self._right)
        self._aside = upright(QScrollArea())
        self._aside.setProperty("part", "surface")
        holder = QWidget()
        holder.setProperty("part", "plain")
        self._beside: QVBoxLayout = column(holder, 0, (16, 14, 16, 14))
        self._beside.addStretch(1)
        self._aside.setWidget(holder)
        outer.addWidget(self._aside)
        layout.addWidget(self._right)
        self._side = QWidget()
        side = column(self._side, 10)
        side.addWidget(self.drawers)
        self.marks.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        describe(self.marks, self.marks.text(), description=_("Small signs of the tables on cards and links"))
        self.printed.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        describe(self.printed, self.printed.text(), description=_("Summaries say which table drew what"))
        ticks = QWidget()
        both = Flow(ticks, 16)
        both.addWidget(self.marks)
        both.addWidget(self.printed)
        side.addWidget(ticks)
        side.addSpacing(theme().scaled(8))
        side.addWidget(self.alike)

    def _ways(self) -> list[QPushButton]:
        self._give = button(_("Give to a table…"), lambda: self._do("give"), "export")
        self._bring = button(_("Bring tables together…"), lambda: self._do("bring"), "merge", "primary")
        return [self._give, self._bring]

    def _connect(self) -> None:
        self.list.looked_at.connect(self._look_at)
        self.list.opened.connect(self._open_line)
        self.question.chosen.connect(self._choose)
        self.question.step.connect(self._step)
        self.question.shown_on_map.connect(self._show_on_map)
        self.drawers.opened.connect(self._show_on_map)
        self.marks.toggled.connect(lambda on: self._page.map_view.drawn.show(on))
        self.printed.toggled.connect(self._print)
        self.finish.closed.connect(lambda: self.wants_view.emit("map"))
        self.finish.finished.connect(lambda: self._merging.finish() if self._merging else None)
        self.finish.dropped.connect(lambda: self._merging.put_away() if self._merging else None)
        self.alike.make_one.connect(lambda pair: self._said_of(Review.make_one, pair))
        self.alike.keep_apart.connect(lambda pair: self._said_of(Review.keep_apart, pair))
        self.alike.leave_open.connect(lambda pair: self._said_of(Review.leave_open, pair))
        self._bridge.changed.connect(self._heard)
        theme().theme_changed.connect(self.refresh)
        if self._merging is not None:
            self._merging.changed.connect(self.refresh)

    # --- what is shown

    @property
    def review(self) -> Review | None:
        """The merge that is under way."""
        return self._merging.review() if self._merging is not None else None

    @property
    def questions(self) -> list[Question]:
        """What needs somebody: of the merge, else what merges before left open."""
        review = self.review
        return review.questions if review is not None else self._open

    def shown(self) -> None:
        if self._stale or self.review is None:
            self._catch_up()
        self.refresh()
        self.list.setFocus()

    def _catch_up(self) -> None:
        self._stale = False
        if (review := self.review) is not None:
            review.bring_up_to_date(self._bridge.board)

    def refresh(self) -> None:
        """Show everything as it is now."""
        if not self.isVisible():
            return
        review, board, words = self.review, self._bridge.board, self._bridge.catalogue
        self._open = open_questions(board)
        whose = drawn(board) if review is None else review.merged.provenance
        if review is not None:
            shown_board, shown_signs, tables = review.board, review.signs, list(review.tables)
            lines = review.lines
        else:
            of_open = {vote.table for question in self._open for vote in question.votes if vote.table}
            shown_board, shown_signs = board, signs(of_open.union(tables_of(board)), letters_in(board))
            tables, lines = tables_of(board), []
        decided = set(review.choices) if review is not None else set()
        self.head.show_review(review, self._merging.reading if self._merging is not None else 0, len(self._open))
        asked = told.asked(self.questions, shown_board, words)
        heading = _("Needs you") if review is not None else _("Left open by an earlier merge")
        self.list.show_lines([(heading, asked), (_("Merged by themselves"), lines)], shown_signs, decided)
        self._show_question(shown_board, shown_signs)
        self.drawers.show_drawers(whose, shown_board, shown_signs, tables)
        pairs = review.merged.duplicates if review is not None else []
        same, apart = (review.same, review.apart) if review is not None else (set(), set())
        self.alike.show_pairs(pairs, same, apart, shown_board, _own_drawers(review), shown_signs)
        self._side.setVisible(bool(whose))
        for tick, on in ((self.marks, self._page.map_view.drawn.on), (self.printed, are_printed(board))):
            tick.blockSignals(True)
            tick.setChecked(on)
            tick.blockSignals(False)
        self.printed.setEnabled(not self._bridge.read_only)
        self._left.setVisible(review is not None or bool(self._open) or self._reading())
        self.finish.setVisible(review is not None)
        self.more.setVisible(review is not None)
        if review is not None:
            self.finish.show_waiting(review.waiting(), allowed=not self._bridge.read_only)
        self._arrange()

    def _show_question(self, board: Board, known: dict[str, Sign]) -> None:
        question = self._current()
        self.question.setVisible(question is not None)
        self.empty.setVisible(question is None)
        if question is None:
            self._say_empty()
            return
        review, ids = self.review, [one.id for one in self.questions]
        choice = review.choices.get(question.id) if review is not None else None
        place = (ids.index(question.id) + 1, len(ids))
        self.question.show_question(question, board, known, choice, place)
        self.question.allow(not self._bridge.read_only)

    def _say_empty(self) -> None:
        review = self.review
        if review is not None:
            count = len(review.lines)
            words = ngettext("The one change merged by itself.", "All {n} changes merged by themselves.", count)
            title = words.format(n=count) if count else _("The tables changed nothing that is not here already.")
            self.empty.say(title, _("Look them over, then finish the merge."))
        else:
            self.empty.say(
                _("Tables work apart, and come together here."),
                _("Give each table a copy on a stick. When they are back, choose the copies: what they did comes"
                  " together without loss, and only what two tables set differently is asked."),
            )  # fmt: skip
        if self._reading():
            self.empty.say(_("Reading the copies …"), _("The files are only read, and stay as they are."))
        for made in (self._give, self._bring):
            made.setVisible(review is None and not self._reading())

    def _reading(self) -> bool:
        return self._merging is not None and bool(self._merging.reading)

    def _current(self) -> Question | None:
        review = self.review
        wanted = review.current if review is not None else self._chosen
        return next((one for one in self.questions if one.id == wanted), self.questions[0] if self.questions else None)

    # --- doing

    def _do(self, what: str) -> None:
        if self._merging is not None:
            (self._merging.give if what == "give" else self._merging.bring_together)()

    def _look_at(self, line: Told) -> None:
        if line.state == NEEDS:
            self._go_to(line.id)

    def _go_to(self, question: str) -> None:
        self._chosen = question
        if (review := self.review) is not None:
            review.look_at(question)
            self._show_question(review.board, review.signs)
        else:
            self.refresh()

    def show_record(self, record_id: str) -> None:
        """Bring what is open about a card to the front."""
        found = next((one for one in self.questions if record_id in (one.ref.id, one.id)), None)
        if found is not None:
            self._go_to(found.id)
            self.list.stand_on((NEEDS, found.id))
        elif self.review is not None:
            self._bridge.say(_("Finish this merge first, or put it away: then what was open before it is asked here."))

    def _open_line(self, line: object) -> None:
        if isinstance(line, Told) and line.state != NEEDS and line.id:
            self._show_on_map(line.id)

    def _show_on_map(self, record_id: str) -> None:
        if self._bridge.board.find(record_id) is not None:
            self.wants_map.emit((record_id,))
        else:
            self._bridge.say(_("It is on the map when the merge is finished."))

    def _choose(self, choice: Choice) -> None:
        question, review = self._current(), self.review
        if question is None or self._bridge.read_only:
            return
        if review is not None:
            review.choose(question.id, choice)
            self.question.mark(review.choices.get(question.id))
            self.refresh()
        elif choice.how == LATER:
            self._ask_later(question)
        else:
            value = chosen_value(question, choice, self._bridge.board, self._bridge.catalogue)
            if self._bridge.run("resolve_conflict", id=question.id, value=value) is not None:
                self._bridge.say(_("Decided."), (_("Undo"), self._bridge.undo))

    def _ask_later(self, question: Question) -> None:
        """Put the question on the map, for a later stage; the difference stays open."""
        context = Context(self._bridge.catalogue, self._bridge.session.laptop)
        decided = later_change(self._bridge.board, question, context)
        why = decided.message if isinstance(decided, Refused) else self._bridge.take("add_element", decided)
        self._bridge.say(
            why or _("It is an open question on the map now."), None if why else (_("Undo"), self._bridge.undo)
        )

    def _print(self, on: bool) -> None:
        """Keep in the session whether summaries say which table drew what."""
        self._bridge.run("set_session", **{PRINTED: "yes" if on else "no"})

    def _step(self, by: int) -> None:
        ids, current = [one.id for one in self.questions], self._current()
        if current is not None and 0 <= ids.index(current.id) + by < len(ids):
            wanted = ids[ids.index(current.id) + by]
            self._go_to(wanted)
            self.list.stand_on((NEEDS, wanted))

    def _said_of(self, say: Callable[[Review, tuple[str, str]], None], pair: tuple[str, str]) -> None:
        if (review := self.review) is not None:
            say(review, pair)
            self.refresh()

    def _heard(self, changed: Changed) -> None:
        if not changed.change:
            return
        self._stale = True
        if self.isVisible():
            self._catch_up()
            self.refresh()

    # --- events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if (
            not held
            and self._current() is not None
            and not self._bridge.read_only
            and self.question.press(event.text())
        ):
            return
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and not held and not self.list.hasFocus():
            self._step(-1 if event.key() == Qt.Key.Key_Up else 1)
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Put who drew it beside what needs somebody where there is room, else under it."""
        look, wide = theme(), self.width()
        three, two = wide >= look.scaled(_THREE_FROM), wide >= look.scaled(_TWO_FROM)
        layout = self.layout()
        if isinstance(layout, QHBoxLayout) and two != (layout.indexOf(self._left) >= 0):
            (self._inside if two else layout).removeWidget(self._left)
            if two:
                layout.insertWidget(0, self._left)
            else:
                self._inside.insertWidget(self._inside.count() - 1, self._left)
        self.list.stand_free(not two)
        side = look.scaled(_SIDE if three else _NARROW_SIDE)
        self._left.setMinimumWidth(side if two else 0)
        self._left.setMaximumWidth(side if two else 16_777_215)
        self._right.setFixedWidth(side)
        beside = three and not self._side.isHidden()
        self._right.setVisible(beside)
        wanted = self._beside if three else self._inside
        if wanted.indexOf(self._side) < 0:
            (self._inside if three else self._beside).removeWidget(self._side)
            wanted.insertWidget(wanted.count() - 1, self._side)
        middle = wide - (side if two else 0) - (side if beside else 0)
        self.question.set_wide(middle >= look.scaled(_PAIRS_FROM))
        self.finish.set_room(narrow=middle < look.scaled(_PAIRS_FROM), low=self.height() < look.scaled(_LOW_UNDER))


def _own_drawers(review: Review | None) -> dict[str, tuple[str, ...]]:
    """Return the tables that made each new record themselves; a look-alike's tables are not counted here."""
    return {ref.id: tables for ref, tables in review.merged.new.items()} if review is not None else {}
