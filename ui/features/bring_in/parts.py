"""Small parts of the dialog: the steps at its head, a tile with a number, a choice with icons, a word on its way."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from stworkshop.i18n import gettext as _
from ui.features.bring_in.draft import Option
from ui.kit.theme import theme
from ui.kit.widgets.basics import column, describe, frame, label
from ui.kit.widgets.choice_box import ChoiceBox
from ui.kit.widgets.plain import Label, set_tip
from ui.kit.widgets.tiles import Tile
from ui.kit.widgets.words import IconLabel, WrappedLabel

_GAP, _BETWEEN, _CIRCLE = 8, 18, 22


class Stepper(QWidget):
    """Three steps: those behind are ticked, the one now is bold; where there is little room, only that has its word."""

    def __init__(self) -> None:
        super().__init__()
        self._words: tuple[str, ...] = ()
        self._now = 0
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        theme().theme_changed.connect(self.update)

    def show_steps(self, words: Sequence[str], now: int) -> None:
        """Show the steps and which of them is the one now."""
        self._words, self._now = tuple(words), now
        say = _("Step {n} of {count}: {name}").format(n=now + 1, count=len(words), name=words[now])
        describe(self, say)
        set_tip(self, say)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return self._size(self._words)

    def minimumSizeHint(self) -> QSize:
        return self._size(self._words[self._now : self._now + 1])

    def _size(self, words: Sequence[str]) -> QSize:
        """Return the size with these words."""
        look = theme()
        bold = QFontMetrics(look.font("body_strong"))
        width, count = sum(bold.horizontalAdvance(word) for word in words), len(self._words)
        width += (
            count * look.scaled(_CIRCLE) + len(words) * look.scaled(_GAP) + max(0, count - 1) * look.scaled(_BETWEEN)
        )
        return QSize(width + 4, look.scaled(28))

    def paintEvent(self, event: QPaintEvent) -> None:
        look, short = theme(), self.width() < self.sizeHint().width()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x, side = 1.0, look.scaled(_CIRCLE)
        for at, word in enumerate(self._words):
            font = look.font("body_strong" if at == self._now else "body")
            width = QFontMetrics(font).horizontalAdvance(word)
            circle = self._placed(QRectF(x, (self.height() - side) / 2, side, side))
            done = at < self._now
            painter.setBrush(look.colour("brand") if done else Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.colour("brand" if at <= self._now else "border_control"), 1.5))
            painter.drawEllipse(circle.adjusted(1, 1, -1, -1))
            if done:
                size = look.scaled(13)
                mark = QRectF(0, 0, size, size)
                mark.moveCenter(circle.center())
                picture = look.pixmap("check", "on_brand", 13, self.devicePixelRatioF())
                painter.drawPixmap(mark, picture, QRectF(picture.rect()))
            else:
                painter.setFont(look.font("caption"))
                painter.setPen(look.colour("brand_text" if at == self._now else "text_2"))
                painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, str(at + 1))
            x += side
            if short and at != self._now:
                x += look.scaled(_BETWEEN)
                continue
            x += look.scaled(_GAP)
            painter.setFont(font)
            painter.setPen(look.colour("text" if at == self._now else "text_2"))
            box = self._placed(QRectF(x, 0, width + 2, self.height()))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), word)
            x += width + look.scaled(_BETWEEN)
        painter.end()

    def _placed(self, box: QRectF) -> QRectF:
        if self.isRightToLeft():
            box.moveLeft(self.width() - box.right())
        return box


class NumberTile(QFrame):
    """A number with its word below it."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("part", "card")
        layout = column(self, 0, (12, 7, 12, 7))
        self._number, self._word = label("", "heading"), WrappedLabel("", "small", "muted")
        layout.addWidget(self._number)
        layout.addWidget(self._word)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def show_number(self, number: int, word: str) -> None:
        """Show another number."""
        self._number.setText(str(number))
        self._word.setText(word)
        describe(self, f"{number} {word}")


class LookTile(Tile):
    """How many lines a person should look at; pressing it goes to the first."""

    def __init__(self, on_click: Callable[[], object]) -> None:
        super().__init__("look-tile")
        layout = column(self, 0, (12, 7, 12, 7))
        self._number, self._word = label("", "heading"), WrappedLabel("", "small", "")
        layout.addWidget(self._number)
        layout.addWidget(self._word)
        self.let_through()
        self.setAutoDefault(False)
        self.clicked.connect(lambda _checked=False: on_click())

    def show_number(self, number: int, word: str) -> None:
        """Show another number."""
        self._number.setText(str(number))
        self._word.setText(word)
        describe(self, f"{number} {word}")
        set_tip(self, _("Go to the first of them"))


class IconChoice(ChoiceBox):
    """A choice whose options have icons; without words for `nothing`, one of them is always chosen."""

    def __init__(self, name: str, options: Sequence[Option], nothing: str = "") -> None:
        self._always = not nothing
        super().__init__(name, [(option.id, option.words) for option in options], nothing)
        self.setIconSize(QSize(theme().scaled(16), theme().scaled(16)))
        self.offer_all(options)

    def offer_all(self, options: Sequence[Option]) -> None:
        """Show these choices."""
        self.offer([(option.id, option.words) for option in options])
        if self._always:
            self.removeItem(0)
        for option in options:
            at = self.findData(option.id)
            if option.icon and at >= 0:
                self.setItemIcon(at, theme().icon(option.icon, option.tone, 16))


class Letter(Label):
    """The letter of a column in a small square."""

    def __init__(self, letter: str) -> None:
        super().__init__(letter)
        self.setProperty("part", "letter")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        side = theme().scaled(26)
        self.setMinimumSize(side, side)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)


def arrow(size: int = 17) -> IconLabel:
    """Return the arrow from what stands in the file to what it becomes."""
    return IconLabel(_onward(), "text_3", size)


def _onward() -> str:
    from PySide6.QtGui import QGuiApplication

    return "arrow-left" if QGuiApplication.isRightToLeft() else "arrow-right"


def well() -> QFrame:
    """Return the ground of a group of words."""
    return frame("well")
