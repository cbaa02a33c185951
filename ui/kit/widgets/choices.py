"""Choosing: segments, tabs, a five-step bar and a switch, for the pointer, the keyboard and those who listen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QFrame, QLayout, QPushButton, QSizePolicy, QSlider, QWidget

from stworkshop.model.kind_words import not_said
from ui.kit.theme import theme
from ui.kit.widgets.basics import button, describe, row
from ui.kit.widgets.flow import Flow
from ui.kit.widgets.plain import Button, CheckBox, set_tip


class _Segment(Button):
    """One choice; it has room for its words in bold, which it gets when it is chosen."""

    def __init__(self, word: str, icon: str = "") -> None:
        super().__init__(word)
        self.setProperty("look", "segment")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCheckable(True)
        describe(self, word)
        if icon:
            theme().set_icon(self, icon, "text_2", 18, "text")

    def sizeHint(self) -> QSize:
        bold = self.font()
        bold.setBold(True)
        more = QFontMetrics(bold).horizontalAdvance(self.text()) - self.fontMetrics().horizontalAdvance(self.text())
        return super().sizeHint() + QSize(max(0, more), 0)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class Segments(QFrame):
    """One of a few choices side by side; `chosen` gives the id, "" where a chosen one was taken back."""

    chosen = Signal(str)

    def __init__(
        self,
        name: str,
        options: Sequence[tuple[str, str]] = (),
        icons: Sequence[str] = (),
        *,
        optional: bool = False,
        spread: bool = False,
    ) -> None:
        """Offer choices; `spread` over the whole width, and over several lines where one has no room for them."""
        super().__init__()
        self.setProperty("part", "segments")
        describe(self, name)
        self._name = name
        self._optional = optional
        self._spread = spread
        self._layout: QLayout = Flow(self, 2, filled=True) if spread else row(self, 2)
        self._layout.setContentsMargins(*(theme().scaled(2),) * 4)
        self._group = QButtonGroup(self)
        self._group.setExclusive(not optional)
        self._buttons: dict[str, QPushButton] = {}
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.offer(options, icons)

    def offer(self, options: Sequence[tuple[str, str]], icons: Sequence[str] = ()) -> None:
        """Show these choices (id and word), with icons if given."""
        for old in self._buttons.values():
            self._group.removeButton(old)
            self._layout.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._buttons = {}
        for index, (option, word) in enumerate(options):
            made = _Segment(word, icons[index] if icons else "")
            made.clicked.connect(lambda checked, option=option: self._clicked(option, checked))
            if self._spread:
                made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            self._group.addButton(made)
            self._layout.addWidget(made)
            self._buttons[option] = made
            self.set_word(option, word)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        if self._spread:  # one line, where there is room
            wide = sum(made.minimumWidth() + theme().scaled(2) for made in self._buttons.values())
            hint.setWidth(max(hint.width(), wide + theme().scaled(2)))
        return hint

    def choose(self, option: str) -> None:
        """Show a choice without telling anybody; an unknown one shows none."""
        if option not in self._buttons:
            self._group.setExclusive(False)
        for key, made in self._buttons.items():
            made.setChecked(key == option)
        self._group.setExclusive(not self._optional)
        self._one_stop()
        if self._optional:
            said = next((made.text() for made in self._buttons.values() if made.isChecked()), not_said())
            describe(self, self._name, description=said)

    def set_word(self, option: str, word: str) -> None:
        """Change the word of a choice; there is room for it also while it is the chosen one, and bold."""
        made = self._buttons[option]
        made.setText(word)
        made.setMinimumWidth(0)
        made.ensurePolished()
        wider = QFontMetrics(theme().font("body_strong")).horizontalAdvance(word)
        wider -= QFontMetrics(made.font()).horizontalAdvance(word)
        made.setMinimumWidth(made.sizeHint().width() + max(0, wider) + 1)

    def segment(self, option: str) -> QPushButton:
        """Return the button of one choice."""
        return self._buttons[option]

    def _clicked(self, option: str, checked: bool) -> None:
        for key, made in self._buttons.items():
            made.setChecked(key == option and checked)
        self._one_stop()
        self.chosen.emit(option if checked else "")

    def _one_stop(self) -> None:
        """Let Tab come to what is chosen, and the arrows go on from there; Qt sees to it only after the first focus."""
        chosen = next((made for made in self._buttons.values() if made.isChecked()), None)
        for made in self._buttons.values() if chosen is not None and not self._optional else ():
            made.setFocusPolicy(Qt.FocusPolicy.TabFocus if made is chosen else Qt.FocusPolicy.NoFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Right)
        else:
            super().keyPressEvent(event)


class Tabs(QWidget):
    """The tabs above a panel's pages."""

    chosen = Signal(str)

    def __init__(self, name: str, options: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        describe(self, name)
        layout = row(self, 2, (12, 0, 12, 0))
        self._buttons: dict[str, QPushButton] = {}
        for option, word in options:
            made = button(word, None, look="tab", name=word)
            made.setCheckable(True)
            made.setAutoExclusive(True)
            made.clicked.connect(lambda _checked, option=option: self.chosen.emit(option))
            layout.addWidget(made)
            self._buttons[option] = made
        layout.addStretch(1)
        self.choose(options[0][0])

    def choose(self, option: str) -> None:
        """Show one tab as the current one."""
        self._buttons[option].setChecked(True)

    def tab(self, option: str) -> QPushButton:
        """Return the button of one tab."""
        return self._buttons[option]


class Steps(QSlider):
    """A scale of a few steps, drawn as cells; the chosen step again takes it back. 0 means that nothing is said yet."""

    chosen = Signal(int)

    def __init__(self, name: str, words: Sequence[str], role: str = "context", first: int = 1) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._words = tuple(words)
        self._role = role
        self._first = first
        self._name = name
        self.setRange(0, len(words))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        theme().theme_changed.connect(self.update)
        self.show_step(None)

    def show_step(self, step: int | None) -> None:
        """Show a value (counted from `first`), None where nothing is said."""
        self.setValue(step - self._first + 1 if isinstance(step, int) else 0)  # a foreign file may hold anything
        word = self._words[self.value() - 1] if self.value() else not_said()
        describe(self, f"{self._name}: {word}")

    def sizeHint(self) -> QSize:
        return QSize(theme().scaled(150), theme().scaled(26))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().scaled(100), theme().scaled(26))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._choose(self._at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        set_tip(self, self._words[self._at(event.position().x()) - 1])

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Up: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: -1}
        if event.key() in steps:
            forward = steps[Qt.Key(event.key())]
            self._choose(min(len(self._words), max(1, self.value() + forward)), again=True)
        elif Qt.Key.Key_1 <= event.key() < Qt.Key.Key_1 + len(self._words):
            self._choose(event.key() - Qt.Key.Key_0, again=True)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_0):
            self._choose(0, again=True)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = theme()
        for step in range(1, len(self._words) + 1):
            on, below = step == self.value(), step < self.value()
            ground = f"kind/{self._role}/accent" if on else f"kind/{self._role}/fill" if below else "surface_3"
            painter.setBrush(look.colour(ground))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawRoundedRect(self._cell(step), 5, 5)
            painter.setPen(look.colour(f"kind/{self._role}/on_accent" if on else "text" if below else "text_3"))
            painter.setFont(look.font("body_strong" if on else "caption"))
            painter.drawText(self._cell(step), Qt.AlignmentFlag.AlignCenter, str(self._first + step - 1))
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.colour("focus"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        painter.end()

    def _cell(self, step: int) -> QRectF:
        gap = 3
        width = (self.width() - 4 - gap * (len(self._words) - 1)) / len(self._words)
        at = len(self._words) - step if self.isRightToLeft() else step - 1
        return QRectF(2 + at * (width + gap), 2, width, self.height() - 4)

    def _at(self, x: float) -> int:
        cell = min(len(self._words), max(1, int(x / max(1, self.width()) * len(self._words)) + 1))
        return len(self._words) + 1 - cell if self.isRightToLeft() else cell

    def _choose(self, step: int, *, again: bool = False) -> None:
        if step == self.value() and again:
            return
        step = 0 if step == self.value() else step
        self.show_step(self._first + step - 1 if step else None)
        self.chosen.emit(self._first + step - 1 if step else 0)


class Switch(CheckBox):
    """A check box that is drawn as a switch, on or off at once."""

    def __init__(self, name: str) -> None:
        super().__init__()
        describe(self, name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme().theme_changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(theme().scaled(40), theme().scaled(26))

    def hitButton(self, pos: object) -> bool:
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        high, wide = look.scaled(20), look.scaled(34)
        body = QRectF((self.width() - wide) / 2, (self.height() - high) / 2, wide, high)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("brand" if self.isChecked() else "border_control"))
        painter.drawRoundedRect(body, high / 2, high / 2)
        knob = high - 4
        right = self.isChecked() != self.isRightToLeft()
        painter.setBrush(look.colour("on_brand" if self.isChecked() else "surface"))
        painter.drawEllipse(QRectF(body.right() - knob - 2 if right else body.left() + 2, body.top() + 2, knob, knob))
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.colour("focus"), 2))
            painter.drawRoundedRect(body.adjusted(-2, -2, 2, 2), high / 2 + 2, high / 2 + 2)
        painter.end()
