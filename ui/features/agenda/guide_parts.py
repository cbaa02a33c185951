"""Parts of the guide: lines to say, one question to the room, what should be there, what is still missing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from stworkshop.analysis.stage_outputs import Yield
from stworkshop.i18n import gettext as _
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue, Entry
from stworkshop.model.vote_duration import vote
from ui.kit.theme import theme
from ui.kit.widgets.basics import button, clear, column, describe, label, row, set_property
from ui.kit.widgets.plain import CheckBox, set_tip
from ui.kit.widgets.single_keys import leave_single_keys
from ui.kit.widgets.words import IconLabel, WrappedLabel
from ui.session.findings import Findings

_MOST_MISSING = 2


class SayLine(QWidget):
    """One sentence of the facilitator's, to be ticked off."""

    ticked = Signal(bool)

    def __init__(self, words: str, on: bool) -> None:
        super().__init__()
        layout = row(self, 4, (0, 3, 0, 3))
        self.box = CheckBox()
        self.box.setChecked(on)
        describe(self.box, words)
        self._words = WrappedLabel(words, "body", "faint" if on else "")
        layout.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._words, 1)
        self.box.toggled.connect(self._toggled)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.box.toggle()

    def _toggled(self, on: bool) -> None:
        set_property(self._words, "tone", "faint" if on else "")
        self.ticked.emit(on)


class SayList(QWidget):
    """What the facilitator says in a stage; what is ticked stays so as long as the session is open."""

    def __init__(self, lines: Sequence[str], ticked: set[str]) -> None:
        super().__init__()
        describe(self, _("Say"))
        layout = column(self)
        self.lines = [SayLine(words, words in ticked) for words in lines]
        for made, words in zip(self.lines, lines, strict=True):
            made.ticked.connect(lambda on, words=words: (ticked.add if on else ticked.discard)(words))
            layout.addWidget(made)


class AskCard(QFrame):
    """One question to the room, in residents' words, that can be shown large."""

    wants_large = Signal(str)

    def __init__(self, questions: Sequence[str]) -> None:
        super().__init__()
        self.setProperty("part", "ask")
        self._questions, self._at, self._large = list(questions), 0, False
        layout = column(self, 10, (14, 12, 14, 12))
        self._words = WrappedLabel("", "ask")
        layout.addWidget(self._words)
        foot = row(spacing=6)
        self._show = button(_("Show large"), self._toggle_large, "projector", "", "small")
        foot.addWidget(self._show)
        foot.addStretch(1)
        self._before = button("", lambda: self.turn(-1), "chevron-left", "", "small", name=_("The question before"))
        self._after = button("", lambda: self.turn(1), "chevron-right", "", "small", name=_("The next question"))
        self._count = label("", "small", "muted")
        for part in (self._before, self._count, self._after):
            foot.addWidget(part)
        layout.addLayout(foot)
        self.show_large(False)
        self._refresh()

    @property
    def question(self) -> str:
        """The question that is shown."""
        return self._questions[self._at]

    def turn(self, by: int) -> None:
        """Go to another question; what the wall shows follows."""
        self._at = (self._at + by) % len(self._questions)
        self._refresh()
        if self._large:
            self.wants_large.emit(self.question)

    def show_large(self, large: bool) -> None:
        """Say whether the wall shows the question."""
        self._large = large
        words = _("Show the map again") if large else _("Show large")
        self._show.setText(words)
        describe(self._show, words, description=_("On the wall"))

    def _refresh(self) -> None:
        self._words.setText(self.question)
        self._count.setText(_("{n} of {all}").format(n=self._at + 1, all=len(self._questions)))
        describe(self, _("Ask: {question}").format(question=self.question))

    def _toggle_large(self) -> None:
        self.wants_large.emit("" if self._large else self.question)


class YieldList(QTreeWidget):
    """What should be there at the end of the stage, with what is there; what cannot be counted is ticked off."""

    def __init__(self, ticked: set[str]) -> None:
        super().__init__()
        self._ticked = ticked
        self._showing = False
        describe(self, _("Should be there at the end"))
        leave_single_keys(self)
        self.setProperty("look", "plain")
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setIconSize(QSize(theme().scaled(15), theme().scaled(15)))
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.itemChanged.connect(self._changed)

    def show_yields(self, found: Sequence[Yield]) -> None:
        """Show what there is now."""
        self._showing = True
        while self.topLevelItemCount() > len(found):
            self.takeTopLevelItem(self.topLevelItemCount() - 1)
        while self.topLevelItemCount() < len(found):
            self.addTopLevelItem(QTreeWidgetItem())
        for at, one in enumerate(found):
            line = self.topLevelItem(at)
            if line is not None:
                self._show(line, one)
        self._showing = False
        self._fit()

    def _show(self, line: QTreeWidgetItem, one: Yield) -> None:
        line.setText(0, one.words)
        line.setData(0, Qt.ItemDataRole.UserRole, one.id)
        set_tip(line, one.words)
        if one.count is None:
            line.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable)
            line.setCheckState(0, Qt.CheckState.Checked if one.id in self._ticked else Qt.CheckState.Unchecked)
            line.setText(1, "")
            return
        line.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        line.setIcon(0, theme().icon("check" if one.met else "too-few", "success" if one.met else "warn", 15))
        count = str(one.count) if one.of is None else _("{n} of {all}").format(n=one.count, all=one.of)
        if one.of == 0:  # nothing yet that would need it
            count = "\N{EN DASH}"
        line.setText(1, count)
        line.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        line.setFont(1, theme().font("body_strong"))
        state = _("there") if one.met else _("not yet all there")
        line.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{one.words}: {count}, {state}")

    def _changed(self, line: QTreeWidgetItem, at: int) -> None:
        if not self._showing and at == 0 and line.flags() & Qt.ItemFlag.ItemIsUserCheckable:
            name = str(line.data(0, Qt.ItemDataRole.UserRole))
            on = line.checkState(0) == Qt.CheckState.Checked
            (self._ticked.add if on else self._ticked.discard)(name)

    def _fit(self) -> None:
        rows = self.topLevelItemCount()
        tall = self.sizeHintForRow(0) if rows else 0
        self.setFixedHeight(rows * tall + theme().scaled(4))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


class Missing(QWidget):
    """At most two questions of the map that belong here; a click shows the card. Hidden while nothing is missing."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        describe(self, _("Still missing"))
        self._layout = column(self, 4)
        self._shown: tuple[str, ...] = ("?",)

    def show_findings(self, found: Sequence[Any]) -> None:
        """Show these findings of the map."""
        key = tuple(str(one.message) for one in found)
        if key == self._shown:
            return
        self._shown = key
        clear(self._layout)
        self.setVisible(bool(found))
        if not found:
            return
        head = row(spacing=8, margins=(0, 8, 0, 2))
        head.addWidget(IconLabel("should", "warn", 17))
        head.addWidget(label(_("Still missing"), "body_strong", "brand"), 1)
        self._layout.addLayout(head)
        for one in found:
            self._layout.addWidget(self._line(one))

    def _line(self, one: Any) -> QWidget:
        made = QWidget()
        layout = column(made, 2, (0, 2, 0, 4))
        layout.addWidget(WrappedLabel(str(one.message), "small"))
        card = next(iter(one.elements), "")
        if card:
            show = button(_("Show"), lambda: self.wanted.emit(card), "", "link", "small")
            describe(show, _("Show: {question}").format(question=one.message))
            layout.addWidget(show, 0, Qt.AlignmentFlag.AlignLeading)
        describe(made, str(one.message))
        return made


def missing_of(findings: Findings, catalogue: Catalogue, stage: str) -> list[Any]:
    """Return the questions of the map that a stage should have settled: its own first, then those of earlier stages."""
    is_open = getattr(findings, "open", None)
    order = list(catalogue.stages)
    if not callable(is_open) or stage not in order or catalogue.stages[stage].get("role") == "pause":
        return []
    here = order.index(stage)

    def since(one: Any) -> int:
        check = catalogue.checks.get(one.check)
        name = str(check["from_stage"]) if check else ""
        return order.index(name) if name in order else len(order)

    due = [one for one in is_open() if since(one) <= here]
    return sorted(due, key=lambda one: since(one) != here)[:_MOST_MISSING]


def vote_words(board: Board, catalogue: Catalogue, entry: Entry, heads: int | None) -> str:
    """Say how long the vote of a stage would take, by laptop and on paper; "" for a stage without one."""
    measure = str(entry.get("measure") or "")
    if not measure:
        return ""
    kind = "dots" if measure == "dot-votes" else "rating"
    people = heads if heads is not None else len(board.participants)
    concerns = sum(card.kind == "concern" for card in board.elements.values())
    items = concerns if kind == "dots" else len(board.statements)
    if not people or not items:
        return _("Count the people here to see how long it takes.") if items else ""
    laptop = vote(catalogue, kind=kind, people=people, items=items, way="pass-the-laptop")
    paper = vote(catalogue, kind=kind, people=people, items=items, way="paper")
    asked = _("{people} people, {items} cards") if kind == "dots" else _("{people} people, {items} sentences")
    return _("{asked}: {laptop} min passing the laptop; {paper} min on paper, and {keying} min to type in.").format(
        asked=asked.format(people=people, items=items),
        laptop=laptop.room_minutes,
        paper=paper.room_minutes,
        keying=paper.keying_minutes,
    )
