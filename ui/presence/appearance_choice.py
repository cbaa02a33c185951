"""Choosing how others see one: the first colours and patterns, none like another."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from stworkshop.i18n import gettext as _
from ui.kit.theme import theme
from ui.kit.widgets.basics import column, describe, label, row, tip
from ui.kit.widgets.fields import Field
from ui.kit.widgets.folding import Folding
from ui.kit.widgets.plain import RadioButton
from ui.presence.marks import SIDE, initials, paint_mark

OFFERED = 6
LONGEST_NAME = 40
_RING = 5
"""Pixels around a mark for the ring of the chosen one."""


def look_words(number: int) -> str:
    """Return what a colour with its pattern is called."""
    hues = (_("Blue"), _("Red"), _("Green"), _("Purple"), _("Teal"), _("Ochre"))
    patterns = (_("plain"), _("stripes"), _("dots"), _("bars"), _("checks"))
    return _("{colour}, {pattern}").format(colour=hues[number % len(hues)], pattern=patterns[number % len(patterns)])


class LookChoice(QWidget):
    """One of the first looks; Tab comes to the chosen one, arrows go on from there."""

    chosen = Signal(int)

    def __init__(self, number: int, name: str) -> None:
        super().__init__()
        describe(self, _("Your colour and pattern"))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        layout = row(self, 1)
        self._group = QButtonGroup(self)
        self._dots: list[_Dot] = []
        for at in range(OFFERED):
            made = _Dot(at)
            self._group.addButton(made, at)
            self._dots.append(made)
            layout.addWidget(made)
        self._dots[number if number < OFFERED else 0].setChecked(True)
        self._group.idToggled.connect(self._toggled)
        self.show_name(name)
        self._one_stop()

    @property
    def number(self) -> int:
        """The number of the chosen look."""
        return self._group.checkedId()

    def show_name(self, name: str) -> None:
        """Stand for somebody of another name."""
        for dot in self._dots:
            dot.show_letters(initials(name))

    def _toggled(self, number: int, on: bool) -> None:
        self._one_stop()
        if on:
            self.chosen.emit(number)

    def _one_stop(self) -> None:
        for dot in self._dots:
            policy = Qt.FocusPolicy.StrongFocus if dot.isChecked() else Qt.FocusPolicy.ClickFocus
            dot.setFocusPolicy(policy)


class SelfPart(Folding):
    """Under which name, colour and pattern others see one; one above the other where the line is short."""

    changed = Signal()

    def __init__(self, name: str, number: int) -> None:
        self.name = QLineEdit(name)
        self.name.setMaxLength(LONGEST_NAME)
        self.name.setPlaceholderText(_("Table Hill"))
        field = Field(_("Your name, as others see it"), self.name)
        field.setMinimumWidth(theme().scaled(220))
        inner = field.layout()
        if isinstance(inner, QVBoxLayout):
            inner.addStretch(1)  # both begin at the same height
        self.look = LookChoice(number, name)
        looks = self.looks = QWidget()
        inside = column(looks, 2)
        inside.addWidget(label(_("Your colour and pattern"), "caption", "muted"))
        inside.addWidget(self.look, 0, Qt.AlignmentFlag.AlignLeading)
        super().__init__("plain", field, looks, (0, 0))
        self.name.textChanged.connect(self._named)

    @property
    def typed(self) -> str:
        """The name, without needless blanks."""
        return " ".join(self.name.text().split())

    def _named(self, name: str) -> None:
        self.look.show_name(name)
        self.changed.emit()


class _Dot(RadioButton):
    def __init__(self, number: int) -> None:
        super().__init__()
        self._number, self._letters = number, ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        describe(self, look_words(number))
        tip(self, look_words(number))
        theme().theme_changed.connect(self.update)

    def show_letters(self, letters: str) -> None:
        self._letters = letters
        self.update()

    def sizeHint(self) -> QSize:
        side = theme().scaled(SIDE - 2) + 2 * _RING
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: object) -> bool:
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right go along the line, as it is written."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(_RING, _RING, -_RING, -_RING)
        paint_mark(painter, box, self._number, self._letters)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.isChecked():
            painter.setPen(QPen(theme().colour("text"), 2))
            painter.drawEllipse(box.adjusted(-2.5, -2.5, 2.5, 2.5))
        if self.hasFocus():
            painter.setPen(QPen(theme().colour("focus"), 2.5))
            painter.drawEllipse(box.adjusted(-3.5, -3.5, 3.5, 3.5))
        painter.end()
