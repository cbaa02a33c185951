"""The fields of the keying page: one big field an answer, the choices beside it, and rows that hold both."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QLineEdit, QSizePolicy, QWidget

from stworkshop.i18n import gettext as _
from ui.kit.theme import theme
from ui.kit.widgets.basics import describe, label, row, set_property
from ui.kit.widgets.words import WrappedLabel

_BLINK_MS = 400


class AnswerField(QLineEdit):
    """The field of one answer: it shows what was keyed, and hands every key on; a wrong one makes its border blink."""

    keyed = Signal(QKeyEvent)
    entered = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self.setReadOnly(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFixedSize(theme().scaled(58), theme().scaled(50))
        self._waits, self._now, self._bad = True, False, False
        theme().theme_changed.connect(self.update)
        self.show_answer("", waits=True, now=False, spoken="")

    def show_answer(self, text: str, *, waits: bool, now: bool, spoken: str) -> None:
        """Show what was keyed; `waits` for one that has no answer yet, `now` for the one whose turn it is."""
        self._waits, self._now = waits, now
        self.setText(text)
        describe(self, f"{self._name}: {spoken or _('no answer yet')}")
        self.update()

    def blink(self) -> None:
        """Show for a moment that the key was not allowed."""
        self._bad = True
        self.update()
        QTimer.singleShot(_BLINK_MS, self, self._calm)

    @property
    def blinks(self) -> bool:
        """Whether it says right now that a key was not allowed."""
        return self._bad

    def _calm(self) -> None:
        self._bad = False
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.keyed.emit(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.hasFocus()
        width = look.scaled(3) if focused or self._bad or self._now else 1.5
        ink = "danger" if self._bad else "focus" if focused or self._now else "border_control"
        if self._waits and not self._now and not self._bad:
            ink = "border_strong"
        painter.setPen(QPen(look.colour(ink), width))
        painter.setBrush(look.colour("surface_2" if self._waits and not self._now else "surface"))
        body = QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
        painter.drawRoundedRect(body, look.scaled(9), look.scaled(9))
        painter.setPen(look.colour("text"))
        font = look.font("display")
        if len(self.text()) > 2:
            font.setPointSizeF(font.pointSizeF() * 0.8)
        painter.setFont(font)
        painter.drawText(body, Qt.AlignmentFlag.AlignCenter, self.text())
        if self._now and focused and not self.text():
            x, middle, half = body.center().x(), body.center().y(), look.scaled(12)
            painter.setPen(QPen(look.colour("text"), 2))
            painter.drawLine(round(x), round(middle - half), round(x), round(middle + half))
        painter.end()


class Strip(QWidget):
    """The choices of one answer side by side, the chosen one filled; for the pointer, since keys go to the field."""

    chosen = Signal(str)

    def __init__(self, keys: Sequence[str], words: Sequence[str] = ()) -> None:
        super().__init__()
        self._keys, self._words = tuple(keys), tuple(words)
        self._chosen = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, not keys)
        policy = QSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if words:
            policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme().theme_changed.connect(self.update)

    def show_choice(self, key: str) -> None:
        """Show which one was keyed, "" for none."""
        self._chosen = key
        self.update()

    def sizeHint(self) -> QSize:
        boxes = self._boxes()
        return QSize(round(boxes[-1].right() + 1) if boxes else 0, theme().scaled(36))

    def minimumSizeHint(self) -> QSize:
        if not self._words:
            return self.sizeHint()
        return QSize(round(max(box.width() for box in self._boxes())), theme().scaled(36))

    def hasHeightForWidth(self) -> bool:
        return bool(self._words)

    def heightForWidth(self, width: int) -> int:
        return round(self._boxes(width)[-1].bottom() - self._boxes(width)[0].top()) + 2

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for key, box in zip(self._keys, self._boxes(self.width()), strict=True):
            if self._turned(box).contains(event.position()):
                self.chosen.emit(key)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, (key, box) in enumerate(zip(self._keys, self._boxes(self.width()), strict=True)):
            on = key == self._chosen
            pen = QPen(look.colour("brand" if on else "border_strong"), 1)
            if key == "?":
                pen.setStyle(Qt.PenStyle.DashLine)
            painter.setPen(pen)
            painter.setBrush(look.colour("brand" if on else "surface"))
            body = self._turned(box).adjusted(0.5, 0.5, -0.5, -0.5)
            painter.drawRoundedRect(body, look.scaled(8), look.scaled(8))
            painter.setPen(look.colour("on_brand" if on else "text_2"))
            painter.setFont(look.font("body_strong" if on else "body"))
            painter.drawText(body, Qt.AlignmentFlag.AlignCenter, self._text(number))
        painter.end()

    def _text(self, number: int) -> str:
        return f"{self._keys[number]}  {self._words[number]}" if self._words else self._keys[number]

    def _boxes(self, within: float = 0.0) -> list[QRectF]:
        """Return the box of each choice; those with words go on in the next line where the width is full."""
        high, gap, x, y = theme().scaled(34), theme().scaled(6), 0.0, 0.0
        boxes = []
        for number, key in enumerate(self._keys):
            wide = high
            if self._words:
                wide = self.fontMetrics().horizontalAdvance(self._text(number)) + theme().scaled(22)
            x += theme().scaled(6) if key == "?" and number else 0
            if within and self._words and x and x + wide > within:
                x, y = 0.0, y + high + gap
            boxes.append(QRectF(x, y, wide, high))
            x += wide + gap
        down = max(0.0, (self.height() - y - high) / 2) if within else 0.0
        return [box.translated(0, down) for box in boxes]

    def _turned(self, box: QRectF) -> QRectF:
        if not self.isRightToLeft():
            return box
        return QRectF(self.width() - box.right(), box.y(), box.width(), box.height())


class KeyRow(QFrame):
    """One line of a ballot: its number, its words, the field, and the choices."""

    def __init__(self, mark: str, words: str, field: AnswerField, strip: Strip, *, first: bool = False) -> None:
        super().__init__()
        self.setProperty("part", "key-row")
        self.field, self.strip = field, strip
        self.mark = mark
        self._words = label(words, "") if first else WrappedLabel(words, "")
        self._size_words()
        theme().theme_changed.connect(self._size_words)
        layout = row(self, 14, (20, 6, 20, 6))
        number = label(mark, "body_strong", "faint")
        number.setFixedWidth(theme().scaled(26 if len(mark) < 4 else 38))
        layout.addWidget(number)
        if first:
            layout.addWidget(self._words, 0)
            layout.addWidget(strip, 1)
            layout.addWidget(field)
        else:
            layout.addWidget(self._words, 1)
            layout.addWidget(field)
            layout.addWidget(strip)
        self.setMinimumHeight(theme().scaled(62))
        self.setMaximumHeight(theme().scaled(160 if first else 110))
        upright = QSizePolicy.Policy.Minimum if first else QSizePolicy.Policy.Expanding
        self.setSizePolicy(QSizePolicy.Policy.Preferred, upright)

    def _size_words(self) -> None:
        font = theme().font("title")
        font.setWeight(QFont.Weight.Normal)
        self._words.setFont(font)

    def show_now(self, now: bool) -> None:
        """Show whether it is the turn of this line."""
        set_property(self, "now", now)
