"""Six cells for a room's code: one field to the keyboard and to those who listen, filled by typing or by pasting."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QLineEdit, QSizePolicy

from stworkshop.i18n import gettext as _
from ui.kit.theme import theme
from ui.kit.widgets.basics import describe

DIGITS = 6
_CELL, _HIGH, _GAP, _MIDDLE = 74, 82, 8, 36


def digits_of(text: str) -> str:
    """Return the digits of any script in a text, as 0 to 9."""
    return "".join(str(unicodedata.digit(sign)) for sign in text if unicodedata.digit(sign, None) is not None)


class CodeCells(QLineEdit):
    """The digits stand from left to right in every language; `filled` says that the last one is there."""

    filled = Signal()

    def __init__(self) -> None:
        super().__init__()
        describe(self, _("Room code"), description=_("Six digits"))
        self.setFrame(False)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly | Qt.InputMethodHint.ImhNoPredictiveText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(theme().scaled(_HIGH))
        self.setMaximumWidth(self.sizeHint().width())
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self._bad = False
        self._blink = QTimer(self)
        self._blink.setInterval(max(200, QApplication.cursorFlashTime() // 2))
        self._blink.timeout.connect(self._turn)
        self._lit = True
        self.textChanged.connect(self._clean)
        self.cursorPositionChanged.connect(lambda *_: self._show_cursor())
        self.selectionChanged.connect(self.update)

    @property
    def code(self) -> str:
        """The digits that are there, six where the code is whole."""
        return self.text()

    def show_bad(self, bad: bool) -> None:
        """Mark the code as one that does not fit."""
        self._bad = bad
        self.update()

    def sizeHint(self) -> QSize:
        look = theme()
        wide = DIGITS * look.scaled(_CELL) + 4 * look.scaled(_GAP) + look.scaled(_MIDDLE)
        return QSize(wide, look.scaled(_HIGH))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().scaled(220), theme().scaled(_HIGH))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit takes the place of the one that stands in its cell."""
        typed = digits_of(event.text())
        if typed and not self.hasSelectedText() and self.cursorPosition() < len(self.text()):
            self.setSelection(self.cursorPosition(), 1)
        if event.key() == Qt.Key.Key_Space:
            event.accept()
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Stand in the cell that is pressed, or in the first empty one."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        at = next((n for n in range(DIGITS) if self._cell(n).right() >= event.position().x()), DIGITS)
        self.setCursorPosition(min(at, len(self.text())))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.selectAll()

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._show_cursor()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = look.font("display")
        font.setPointSizeF(look.points(40))
        font.setWeight(font.Weight.Bold)
        on = self.hasFocus() and self.isEnabled()
        chosen = range(self.selectionStart(), self.selectionEnd()) if self.hasSelectedText() else range(0)
        current = min(self.cursorPosition(), DIGITS - 1)
        for at in range(DIGITS):
            cell, here = self._cell(at), on and (at == current or at in chosen)
            width = 3.0 if here else 2.0 if self._bad else 1.5
            edge = "focus" if here else "danger" if self._bad else "border_control" if self.isEnabled() else "border"
            painter.setPen(QPen(look.colour(edge), width))
            painter.setBrush(look.colour("selection_fill" if at in chosen else "surface"))
            inner = cell.adjusted(width / 2, width / 2, -width / 2, -width / 2)
            painter.drawRoundedRect(inner, look.scaled(12), look.scaled(12))
            digit = self.text()[at : at + 1]
            painter.setFont(font)
            painter.setPen(look.colour("text" if self.isEnabled() else "text_disabled"))
            painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, digit)
            if here and self._lit and not chosen and at == self.cursorPosition():
                high = min(look.scaled(38), cell.height() - 16)
                shift = look.scaled(18) if digit else 0
                x = cell.center().x() - shift
                painter.fillRect(QRectF(x - 1, cell.center().y() - high / 2, 2, high), look.colour("text"))
        painter.end()

    def _cell(self, at: int) -> QRectF:
        look = theme()
        gap, middle = look.scaled(_GAP), look.scaled(_MIDDLE)
        wide = min(float(look.scaled(_CELL)), (self.width() - 4 * gap - middle) / DIGITS)
        more = middle - gap if at >= DIGITS // 2 else 0
        return QRectF(at * (wide + gap) + more, 0, wide, self.height())

    def _clean(self, text: str) -> None:
        """Keep six digits of what was typed or pasted."""
        kept = digits_of(text)[:DIGITS]
        if kept != text:
            before = len(digits_of(text[: self.cursorPosition()]))
            self.blockSignals(True)
            self.setText(kept)
            self.setCursorPosition(min(before, len(kept)))
            self.blockSignals(False)
            self.textChanged.emit(kept)
            return
        self.show_bad(False)
        if len(kept) == DIGITS:
            self.filled.emit()

    def _show_cursor(self) -> None:
        self._lit = True
        if self.hasFocus() and QApplication.cursorFlashTime() > 0:
            self._blink.start()
        else:
            self._blink.stop()
        self.update()

    def _turn(self) -> None:
        self._lit = not self._lit
        self.update()
