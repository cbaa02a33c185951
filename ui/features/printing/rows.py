"""Lines of the print dialog: what is printed with a tick and a number of copies, switches, and papers."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QSizePolicy, QSpinBox, QWidget

from stworkshop.errors import KnownError
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model import attribution
from stworkshop.report.estimate import estimate
from ui.features.printing.desk import Desk
from ui.features.printing.parts import A4_AND_LETTER, Made
from ui.kit.theme import theme
from ui.kit.widgets.basics import column, describe, label, row, set_property
from ui.kit.widgets.choices import Segments, Switch
from ui.kit.widgets.plain import CheckBox, name_field
from ui.kit.widgets.words import WrappedLabel

MOST_COPIES = 999


class Number(QSpinBox):
    """A number between − and +; the wheel goes on to what lies under it."""

    def __init__(self, name: str, value: int, most: int = MOST_COPIES, least: int = 1) -> None:
        super().__init__()
        self.setRange(least, most)
        self.setValue(value)
        self.setKeyboardTracking(False)
        self.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        describe(self, name)
        theme().theme_changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(theme().scaled(92), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _edge(self) -> int:
        return theme().scaled(28)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.lineEdit().setGeometry(self.rect().adjusted(self._edge(), 2, -self._edge(), -2))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a sign takes one away, or adds one."""
        x = self.width() - event.position().x() if self.isRightToLeft() else event.position().x()
        if x < self._edge():
            self.stepBy(-1)
        elif x > self.width() - self._edge():
            self.stepBy(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        size = theme().scaled(14)
        signs = ("plus", "minus") if self.isRightToLeft() else ("minus", "plus")
        for sign, x in zip(signs, (self._edge() - size, self.width() - self._edge()), strict=True):
            ends = self.minimum() if sign == "minus" else self.maximum()
            role = "text_2" if self.isEnabled() and self.value() != ends else "text_disabled"
            picture = theme().pixmap(sign, role, 14, self.devicePixelRatioF())
            painter.drawPixmap(QRect(x, (self.height() - size) // 2, size, size), picture)
        painter.end()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class PartRow(QFrame):
    """Something that can be printed: a tick, what it is, copies where they may be chosen, and the sheets it takes."""

    changed = Signal()

    def __init__(self, name: str, words: str, copies: int = 0, *, first: bool = False, ticked: bool = False) -> None:
        super().__init__()
        self.name = name
        self.setProperty("part", "print-first" if first else "print-row")
        layout = row(self, 10, (9, 8 if first else 4, 10, 8 if first else 4))
        self.tick = CheckBox()
        self.tick.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.tick.setChecked(ticked)
        layout.addWidget(self.tick, 0, Qt.AlignmentFlag.AlignVCenter)
        told = column(spacing=0)
        self._title = WrappedLabel(words)
        self._detail = WrappedLabel("", "small", "muted")
        told.addWidget(self._title)
        told.addWidget(self._detail)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._line.setSpacing(theme().scaled(6))
        self._line.addLayout(told, 1)
        layout.addLayout(self._line, 1)
        tail = row(spacing=10)
        self.copies = Number(_("Copies: {what}").format(what=words), copies) if copies else None
        if self.copies is not None:
            self.copies.valueChanged.connect(lambda _value: self.changed.emit())
            tail.addWidget(self.copies)
        self._sheets = label("", "small", "muted")
        self._sheets.setMinimumWidth(theme().scaled(62))
        self._sheets.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        tail.addWidget(self._sheets, 1)
        self._line.addLayout(tail)
        self._why_not = ""
        self._words, self._said = words, ""
        self.setMinimumHeight(theme().scaled(44))
        self.tick.toggled.connect(self._toggled)
        self._show()

    @property
    def is_on(self) -> bool:
        """Whether it is to be printed."""
        return self.tick.isChecked() and self.tick.isEnabled()

    @property
    def number(self) -> int:
        """How many copies are wanted."""
        return self.copies.value() if self.copies is not None else 1

    def say(self, words: str, detail: str, error: KnownError | None = None) -> None:
        """Say what it is; an error stands in the place of the detail."""
        self._words, self._said = words, str(error) if error else detail
        set_property(self._detail, "tone", "danger" if error else "muted")
        self._show()

    def say_sheets(self, made: Made | None, both_sides: bool = True, copies: int = 0) -> None:
        """Say how many sheets of paper it takes, if it is printed."""
        words = ""
        if self.is_on and made is not None and not made.error:
            words = sheets_in_words(estimate([(made.count, copies or self.number, both_sides)]).sheets)
        self._sheets.setText(words)

    def forbid(self, why_not: str) -> None:
        """Say why it cannot be printed now; "" allows it again."""
        self._why_not = why_not
        self.tick.setEnabled(not why_not)
        self._show()

    def _toggled(self, _on: bool) -> None:
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        on = self.is_on
        self._title.setText(self._words)
        self._detail.setText(self._why_not or self._said)
        self._detail.setVisible(bool(self._why_not or self._said))
        if self.copies is not None:
            self.copies.setVisible(on)
        self._sheets.setVisible(on)
        set_property(self._title, "strong", "true" if on else "false")
        set_property(self, "on", "true" if on else "false")
        describe(self.tick, self._words, description=self._why_not or self._said)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the number under the words where the line is short."""
        super().resizeEvent(event)
        short = self.width() < theme().scaled(330)
        self._line.setDirection(QBoxLayout.Direction.TopToBottom if short else QBoxLayout.Direction.LeftToRight)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click anywhere on the line turns the tick."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.tick.click()


class SwitchLine(QWidget):
    """Words with a switch at their end, and what it does, or why it is locked, under them."""

    def __init__(self, words: str, detail: str, on: bool, turned: Callable[[bool], object]) -> None:
        super().__init__()
        layout = row(self, 10, (0, 3, 0, 3))
        told = column(spacing=0)
        told.addWidget(WrappedLabel(words))
        self._words, self._detail = words, WrappedLabel(detail, "small", "muted")
        told.addWidget(self._detail)
        layout.addLayout(told, 1)
        self.switch = Switch(words)
        self.switch.setChecked(on)
        self.switch.toggled.connect(turned)
        layout.addWidget(self.switch, 0, Qt.AlignmentFlag.AlignVCenter)
        self.say(detail)

    def say(self, detail: str) -> None:
        """Say what it does now."""
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))
        describe(self.switch, self._words, description=detail)

    def turn(self, on: bool) -> None:
        """Show it on or off without telling anybody."""
        self.switch.blockSignals(True)
        self.switch.setChecked(on)
        self.switch.blockSignals(False)
        self.switch.update()


class LookBox(QWidget):
    """How pages read: paper, large print, without colour, and names of people."""

    def __init__(self, desk: Desk, lines: Iterable[str] = ("paper", "large_print", "grey", "names")) -> None:
        super().__init__()
        self._desk = desk
        layout = column(self, 2)
        layout.addWidget(label(_("How it reads"), "body_strong"))
        look, wanted = desk.look, set(lines)
        self.large = SwitchLine(
            _("Large print, 18 point"),
            _("more pages, for people who need large letters"),
            look.large_print,
            lambda on: desk.choose(large_print=on),
        )
        self.grey = SwitchLine(
            _("Without colour"), _("forms and words carry the meaning"), look.grey, lambda on: desk.choose(grey=on)
        )
        self.names = SwitchLine(_("Names of people"), "", False, lambda on: desk.choose(names=on))
        self._lock_names()
        for name, line in (("large_print", self.large), ("grey", self.grey), ("names", self.names)):
            line.setVisible(name in wanted)
            layout.addWidget(line)
        self.paper = Segments(_("Paper"), tuple((paper, paper) for paper in A4_AND_LETTER))
        self.paper.chosen.connect(lambda paper: desk.choose(paper=paper))
        papers = beside(_("Paper"), self.paper)
        papers.setVisible("paper" in wanted)
        layout.addWidget(papers)
        desk.changed.connect(self._show)
        self._show()

    def _lock_names(self) -> None:
        session = self._desk.board.session
        named = attribution.shows_names(session)
        self.names.switch.setEnabled(named)
        if named:
            self.names.say(_("names stand where people allowed it; without, roles only"))
        elif attribution.shows_roles(session):
            self.names.say(_("this session shows roles only: locked"))
        else:
            self.names.say(_("this session keeps no names: locked"))

    def _show(self) -> None:
        look = self._desk.look
        self.paper.choose(look.paper)
        self.large.turn(look.large_print)
        self.grey.turn(look.grey)
        self.names.turn(look.names and self.names.switch.isEnabled())


def beside(words: str, control: QWidget) -> QWidget:
    """Return a line with words and, at its end, the control that they are about."""
    made = QWidget()
    line = row(made, 10)
    told = label(words)
    name_field(told, control)
    line.addWidget(told, 1)
    line.addWidget(control)
    return made


def sheets_in_words(n: int) -> str:
    """Return so many sheets of paper in words."""
    return ngettext("{n} sheet", "{n} sheets", n).format(n=n)


def pages_in_words(n: int) -> str:
    """Return so many pages in words."""
    return ngettext("{n} page", "{n} pages", n).format(n=n)


def minutes_in_words(n: int) -> str:
    """Return so many minutes in words."""
    return ngettext("about {n} minute", "about {n} minutes", n).format(n=n)
