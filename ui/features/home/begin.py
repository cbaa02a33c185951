"""Begin a workshop: its question in one field, how much time there is, and Enter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QGridLayout, QLineEdit, QPushButton, QSizePolicy, QVBoxLayout

from stworkshop.i18n import gettext as _
from stworkshop.model.catalogue import Catalogue
from ui.kit.theme import theme
from ui.kit.widgets.basics import button, column, describe, frame, label, line, row
from ui.kit.widgets.choice_box import ChoiceBox
from ui.kit.widgets.tiles import Tile
from ui.kit.widgets.words import IconLabel, WrappedLabel
from ui.session.view_kinds import DOORS

_DAY_FROM, _FOUR_FROM = 900, 620
"""Widths at 100 % from which the doors of the day stand beside the field, and the four plans in one row."""
USUAL = "agenda-half-day"


@dataclass
class Begun:
    """What was typed and chosen for a workshop that is not there yet; it outlives the page it was typed on."""

    question: str = ""
    plan: str = USUAL


class Begin(QFrame):
    """A card with one field; Enter, or the button, begins. `small` is one row, for who has begun one before."""

    wants = Signal(str, str)
    """A plan for the day ("" for none) and the question of the workshop ("" where none was written)."""

    def __init__(self, catalogue: Catalogue, begun: Begun, *, small: bool = False) -> None:
        super().__init__()
        self.setProperty("part", "card")
        describe(self, _("Begin a workshop"))
        self._catalogue, self._begun = catalogue, begun
        self.field = QLineEdit(begun.question)
        self.field.setMaxLength(300)
        self.field.setPlaceholderText(
            _("Begin a workshop: what is its question?") if small else _("What is the question?")
        )
        describe(self.field, _("The question of your workshop"), "", _("Enter begins. You may leave it empty."))
        self.field.textChanged.connect(self._typed)
        self.field.returnPressed.connect(self.begin)
        if small:
            self._lay_out_row()
        else:
            self._lay_out_card()

    def begin(self) -> None:
        """Begin the workshop."""
        question, plan = " ".join(self._begun.question.split()), self._begun.plan
        self._begun.question, self._begun.plan = "", USUAL
        self.wants.emit(plan, question)

    def start(self) -> None:
        """Put the cursor into the field."""
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _typed(self, text: str) -> None:
        self._begun.question = text

    def _choose(self, plan: str) -> None:
        self._begun.plan = plan

    # --- one row

    def _lay_out_row(self) -> None:
        layout = row(self, 10, (16, 12, 16, 12))
        self.field.setMinimumWidth(theme().scaled(120))
        layout.addWidget(self.field, 1)
        plans = ChoiceBox(_("How much time do you have?"))
        plans.offer([(plan, words) for plan, words, _small in self._plans()])
        plans.choose(self._begun.plan)
        plans.chosen.connect(self._choose)
        layout.addWidget(plans)
        layout.addWidget(button(_("Begin"), self.begin, "plus", "soft"))

    # --- the large card

    def _lay_out_card(self) -> None:
        layout = row(self, 28, (28, 24, 28, 24))
        left = column(spacing=0)
        left.addWidget(WrappedLabel(_("Begin a workshop"), "display"))
        left.addSpacing(theme().scaled(4))
        words = _("Write the question as you would ask it in the street. You can change it later.")
        left.addWidget(WrappedLabel(words, "body", "muted"))
        left.addSpacing(theme().scaled(12))
        self.field.setProperty("look", "question")
        left.addWidget(self.field)
        left.addSpacing(theme().scaled(16))
        left.addWidget(label(_("How much time do you have?"), "body", strong=True))
        left.addSpacing(theme().scaled(8))
        self._tiles = self._plan_tiles()
        self._grid = QGridLayout()
        self._grid.setSpacing(theme().scaled(10))
        self._across = 0
        left.addLayout(self._grid)
        left.addSpacing(theme().scaled(18))
        foot = row(spacing=12)
        made = button(_("Begin"), self.begin, "arrow-right", "primary", "large")
        made.setLayoutDirection(_turned())  # the arrow stands after the words
        made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        foot.addWidget(made)
        foot.addWidget(WrappedLabel(_("Enter does the same. Nothing leaves this laptop."), "small", "muted"), 1)
        left.addLayout(foot)
        left.addStretch(1)
        layout.addLayout(left, 5)
        self._rule = line(upright=True)
        layout.addWidget(self._rule)
        self._day = frame("surface")
        layout.addWidget(self._day, 2)
        self._show_day(column(self._day, 10))
        self._place_tiles(4)

    def _plan_tiles(self) -> Sequence[QPushButton]:
        group = QButtonGroup(self)
        tiles = []
        for plan, words, small in self._plans():
            made = Tile("choice-tile")
            made.setCheckable(True)
            made.setChecked(plan == self._begun.plan)
            describe(made, words, "", small)
            inside = column(made, 2, (13, 11, 13, 11))
            inside.addWidget(WrappedLabel(words, "body_strong"))
            inside.addWidget(WrappedLabel(small, "caption", "muted"))
            made.let_through()
            made.clicked.connect(lambda _checked=False, plan=plan: self._choose(plan))
            group.addButton(made)
            tiles.append(made)
        return tiles

    def _plans(self) -> list[tuple[str, str, str]]:
        """Return each plan: its id, its name, how long it takes and for how many."""
        found = [
            (str(plan["id"]), str(plan["label"]), ", ".join(part for part in (_hours(plan), _people(plan)) if part))
            for plan in self._catalogue.agendas.values()
        ]
        return [*found, ("", _("Just a map"), _("no timetable"))]

    def _show_day(self, layout: QVBoxLayout) -> None:
        layout.addWidget(label(_("Then the day goes like this"), "small", "muted"))
        what = {
            "prepare": _("People, agenda, kit"),
            "map": _("Put it on the wall"),
            "ask": _("Dots and answers, in silence"),
            "understand": _("Where you agree, or not"),
            "close": _("Decide, read it back"),
            "share": _("One sheet for everybody"),
        }
        for door in DOORS:
            one = row(spacing=12)
            mark = frame("day-mark")
            mark.setFixedSize(theme().scaled(36), theme().scaled(36))
            inside = row(mark)
            inside.addWidget(IconLabel(door.icon, "brand_text", 20), 0, Qt.AlignmentFlag.AlignCenter)
            one.addWidget(mark)
            words = column(spacing=0)
            words.addWidget(label(door.name(), "body_strong"))
            words.addWidget(WrappedLabel(what[door.id], "small", "muted"))
            one.addLayout(words, 1)
            layout.addLayout(one)
        layout.addStretch(1)

    def _place_tiles(self, across: int) -> None:
        if across == self._across:
            return
        self._across = across
        for at, made in enumerate(self._tiles):
            self._grid.addWidget(made, at // across, at % across, Qt.AlignmentFlag.AlignTop)
        for at in range(4):
            self._grid.setColumnStretch(at, 1 if at < across else 0)

    def minimumSizeHint(self) -> QSize:
        """It can do without the doors of the day, and with its plans in two rows."""
        return QSize(theme().scaled(280), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.field.property("look") == "question":
            beside = self.width() >= theme().scaled(_DAY_FROM)
            self._rule.setVisible(beside)
            self._day.setVisible(beside)
            self._place_tiles(4 if self.width() >= theme().scaled(_FOUR_FROM) else 2)


def _turned() -> Qt.LayoutDirection:
    right_to_left = QGuiApplication.isRightToLeft()
    return Qt.LayoutDirection.LeftToRight if right_to_left else Qt.LayoutDirection.RightToLeft


def _people(plan: Mapping[str, Any]) -> str:
    """Return for how many a plan is; "" where it has several parts, whose times are said."""
    if plan.get("parts"):
        return ""
    least, _dash, most = str(plan.get("participants", "")).partition("-")
    return _("{least} to {most} people").format(least=least, most=most) if most else ""


def _hours(plan: Mapping[str, Any]) -> str:
    """Return how long a plan takes, "" where its name says so."""
    parts = [int(part["minutes"]) for part in plan.get("parts", ())] or [int(plan["minutes"])]
    if len(parts) == 1 and str(parts[0]) in str(plan["label"]):
        return ""
    return _(" and ").join(f"{m // 60} h {m % 60:02d}" if m % 60 else f"{m // 60} h" for m in parts)
