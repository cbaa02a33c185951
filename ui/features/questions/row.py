"""One question as a row: its sign, what is asked, what could be done, the cards, and the three ways to go on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from stworkshop.analysis.findings import Finding
from stworkshop.i18n import gettext as _
from stworkshop.model.records import Element, Link, Statement, Term
from ui.features.questions import fixes
from ui.features.questions.discuss_box import ReasonField, discuss
from ui.features.questions.fix_tools import Fixing
from ui.features.questions.question_lines import SIGNS
from ui.kit.theme import theme
from ui.kit.widgets.basics import button, column, describe, label, row, set_property
from ui.kit.widgets.plain import set_tip
from ui.kit.widgets.words import IconLabel, WrappedLabel
from ui.records.card_chip import CardChip

CHIPS = (Element, Link, Term, Statement)
"""What is shown as a chip; of other records the words of a question tell."""
_CHIPS, _NARROW = 126, 1160
"""Room for chips; up to which width the buttons stand under the words, since they would leave them less than half."""
_SHOW, _FIX, _DISCUSS = 82, 150, 104


@dataclass(frozen=True)
class Doings:
    """What a row can have done: show records, and say that its height or its state has changed."""

    fixing: Fixing
    resized: Callable[[QWidget], object]
    reopen: Callable[[Finding], object]


class QuestionRow(QFrame):
    """A row of the page of questions."""

    def __init__(self, found: Finding, doings: Doings) -> None:
        super().__init__()
        self.setProperty("part", "question-row")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.found, self._doings, self._narrow = found, doings, False
        self._grid = QGridLayout(self)
        look = theme()
        self._grid.setContentsMargins(look.scaled(14), look.scaled(6), look.scaled(10), look.scaled(6))
        self._grid.setHorizontalSpacing(look.scaled(10))
        self._grid.setVerticalSpacing(look.scaled(4))
        self._grid.setColumnStretch(1, 1)
        self._sign = IconLabel(SIGNS[found.severity], found.severity, 20)
        self._middle = self._words()
        self._chips, self._buttons = self._chip_line(), self._button_line()
        self.name = self._name()
        describe(self, self.name)
        self._place()
        self.set_current(False)

    def _name(self) -> str:
        signs = {"must": _("Must discuss"), "should": _("Should discuss"), "note": _("Worth a look")}
        parts = [f"{signs[self.found.severity]}: {self.found.message}", self.found.suggestion]
        if not self.found.open:
            parts.append(_("Discussed: {reason}").format(reason=self.found.discussed))
        return " ".join(parts)

    def _words(self) -> QWidget:
        holder = QWidget()
        words = column(holder, 1)
        words.addWidget(WrappedLabel(self.found.message, "body", strong=True))
        below = self.found.suggestion if self.found.open else self.found.discussed or ""
        below = below if self.found.open else _("Left as it is: {reason}").format(reason=below)
        words.addWidget(WrappedLabel(below, "small", "muted"))
        self._reason = QWidget()
        box = column(self._reason, 3, (0, 5, 0, 2))
        line = row(spacing=8)
        self.field = ReasonField(self._kept, self.close_reason)
        line.addWidget(self.field, 1)
        line.addWidget(button(_("Close: we discussed it"), self.field.keep, "speech-check", "primary", "small"))
        line.addWidget(button(_("Cancel"), self.close_reason, "", "quiet", "small"))
        box.addLayout(line)
        box.addWidget(label(_("Your reason prints in the summary."), "small", "faint"))
        words.addWidget(self._reason)
        self._reason.hide()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        holder.setSizePolicy(policy)
        return holder

    def _chip_line(self) -> QWidget:
        holder = QWidget()
        line: QHBoxLayout = row(holder, 4)
        line.addStretch(1)
        board, words = self._doings.fixing.bridge.board, self._doings.fixing.bridge.catalogue
        for element in self.found.elements:
            record = board.find(element)
            if not isinstance(record, CHIPS):
                continue
            kind = (record.kind, record.type) if isinstance(record, Element) else ("", "")
            chip = CardChip(record, words.variant(*kind) if kind[0] else "")
            chip.clicked.connect(partial(self._show_one, element))
            line.addWidget(chip)
        holder.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        return holder

    def _button_line(self) -> QWidget:
        holder = QWidget()
        line: QHBoxLayout = row(holder, 4)
        look, found = theme(), self.found
        show = button(_("Show"), self.show_cards, "look", "quiet", "small")
        verb = fixes.verb(found.check)
        if found.open:
            self.fix_button = button(verb, self.fix, "tool", "", "small")
            set_tip(self.fix_button, found.suggestion)
            self.discuss_button = button(_("Discussed…"), self.open_reason, "", "quiet", "small")
        else:
            self.fix_button = button(_("Ask again"), self._reopen, "undo", "", "small")
            self.discuss_button = button(_("Reason…"), self.open_reason, "", "quiet", "small")
        for made, words, width in (
            (show, _("Show"), _SHOW), (self.fix_button, self.fix_button.text(), _FIX),
            (self.discuss_button, self.discuss_button.text(), _DISCUSS),
        ):  # fmt: skip
            describe(made, f"{words}: {found.message}")
            made.setFixedWidth(look.scaled(width))
            line.addWidget(made)
        for made in (self.fix_button, self.discuss_button):
            made.setEnabled(not self._doings.fixing.bridge.read_only)
        holder.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        return holder

    def controls(self) -> list[QWidget]:
        """Return what can be done here, in the order of Tab: the reason while it is asked, what to do, the cards."""
        parts = (self._reason, self._buttons, self._chips)
        return [self.field, *(made for part in parts for made in part.findChildren(QPushButton))]

    # --- doing

    def show_cards(self) -> None:
        """Show what the question is about."""
        self._doings.fixing.show_finding(self.found)

    def fix(self) -> None:
        """Open the tool that answers the question."""
        fixes.start(self._doings.fixing, self.found)

    def open_reason(self) -> None:
        """Ask, in the row, why the question is left."""
        self.field.setText(self.found.discussed or "")
        self._reason.show()
        self.discuss_button.hide()
        self._doings.resized(self)
        QTimer.singleShot(0, self.field, lambda: self.field.setFocus(Qt.FocusReason.OtherFocusReason))

    def close_reason(self) -> None:
        """Leave the question open."""
        self._reason.hide()
        self.discuss_button.show()
        self._doings.resized(self)
        self.discuss_button.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def busy(self) -> bool:
        """Whether a reason is being typed."""
        return not self._reason.isHidden()

    def _kept(self, reason: str) -> None:
        self._reason.hide()
        discuss(self._doings.fixing.bridge, self.found, reason)

    def _reopen(self) -> None:
        self._doings.reopen(self.found)

    def _show_one(self, element: str, _checked: bool = False) -> None:
        fixing = self._doings.fixing
        record = fixing.bridge.board.find(element)
        with fixing.leading():
            if isinstance(record, Element):
                fixing.show((element,))
            else:
                fixing.look_at("words" if isinstance(record, Term) else "agreement", (element,))

    # --- looks

    def set_current(self, on: bool) -> None:
        """Mark the row that the keyboard is on; only its buttons take Tab."""
        set_property(self, "current", "true" if on else "false")
        policy = Qt.FocusPolicy.TabFocus if on else Qt.FocusPolicy.NoFocus
        for made in self.findChildren(QPushButton):
            made.setFocusPolicy(policy)

    def fit(self, width: int) -> int:
        """Lay out for a width; return the height that this needs."""
        narrow = width < theme().scaled(_NARROW)
        if narrow != self._narrow:
            self._narrow = narrow
            self._place()
        self.setFixedWidth(width)
        self._grid.invalidate()
        self._grid.activate()
        return max(theme().scaled(47), self._grid.heightForWidth(width))

    def _place(self) -> None:
        top, middle = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignVCenter
        for part in (self._sign, self._middle, self._chips, self._buttons):
            self._grid.removeWidget(part)
        self._grid.addWidget(self._sign, 0, 0, middle if not self._narrow else top)
        if self._narrow:
            self._grid.setColumnMinimumWidth(2, 0)
            self._grid.addWidget(self._middle, 0, 1, 1, 3)
            self._grid.addWidget(self._buttons, 1, 1, 1, 2, Qt.AlignmentFlag.AlignLeading)
            self._grid.addWidget(self._chips, 1, 3, middle | Qt.AlignmentFlag.AlignRight)
        else:
            self._grid.addWidget(self._middle, 0, 1, middle)
            self._grid.setColumnMinimumWidth(2, theme().scaled(_CHIPS))
            self._grid.addWidget(self._chips, 0, 2, middle | Qt.AlignmentFlag.AlignRight)
            self._grid.addWidget(self._buttons, 0, 3, middle)
