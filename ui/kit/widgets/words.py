"""Words that fit their place: a label that is cut with an ellipsis, an icon, text that is edited where it stands."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from ui.kit.theme import theme
from ui.kit.widgets.basics import describe
from ui.kit.widgets.plain import Label, set_tip


class ElidedLabel(Label):
    """One line of plain words that ends in an ellipsis where there is no room; the whole is its tool tip then."""

    def __init__(self, text: str = "", kind: str = "body", tone: str = "", *, strong: bool = False) -> None:
        super().__init__(text)
        self.setProperty("type", kind)
        self.setProperty("tone", tone)
        if strong:
            self.setProperty("strong", "true")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().scaled(24), super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        width = self.fontMetrics().horizontalAdvance(self.text()) + 2
        return QSize(width, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        cut = self.fontMetrics().horizontalAdvance(self.text()) > self.width()
        set_tip(self, self.text() if cut else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        words = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), int(self.alignment()), words)
        painter.end()


class TwoLineLabel(ElidedLabel):
    """One line of plain words, or two smaller ones where that one is too narrow; only what is longer still is cut."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        set_tip(self, self.text() if self.is_cut() else "")

    def is_cut(self) -> bool:
        """Tell whether some of the words are not shown."""
        return not self._fits() and self._lines()[1]

    def _fits(self) -> bool:
        return self.fontMetrics().horizontalAdvance(self.text()) <= self.width()

    def _lines(self) -> tuple[list[str], bool]:
        """Return the smaller line or two, and whether the second one is cut."""
        words, font = self.text(), theme().font("small")
        layout, metrics = QTextLayout(words, font), QFontMetricsF(font)
        layout.setTextOption(QTextOption(Qt.AlignmentFlag.AlignLeading))
        layout.beginLayout()
        first = layout.createLine()
        first.setLineWidth(self.width())
        layout.endLayout()
        at = first.textLength()
        rest = words[at:].strip()
        shown = metrics.elidedText(rest, Qt.TextElideMode.ElideRight, self.width())
        return [line for line in (words[:at].strip(), shown) if line], shown != rest

    def sizeHint(self) -> QSize:
        two = 2 * round(QFontMetricsF(theme().font("small")).lineSpacing())
        return super().sizeHint().expandedTo(QSize(0, two))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._fits():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.setFont(theme().font("small"))
        metrics = QFontMetricsF(painter.font())
        lines, _cut = self._lines()
        top = (self.height() - metrics.lineSpacing() * len(lines)) / 2 + metrics.ascent()
        for at, line in enumerate(lines):
            left = self.width() - metrics.horizontalAdvance(line) if self.isRightToLeft() else 0.0
            painter.drawText(QPointF(left, top + at * metrics.lineSpacing()), line)
        painter.end()


class IconLabel(Label):
    """An icon that follows the theme; it is decoration, and hidden from those who listen."""

    def __init__(self, name: str = "", role: str = "text_3", size: int = 18) -> None:
        super().__init__()
        self._look = (name, role, size)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        theme().theme_changed.connect(self._draw)
        self._draw()

    def show_icon(self, name: str, role: str | None = None) -> None:
        """Change the icon, and its colour role if given."""
        self._look = (name, role or self._look[1], self._look[2])
        self._draw()

    def _draw(self) -> None:
        name, role, size = self._look
        if name:
            self.setPixmap(theme().pixmap(name, role, size, self.devicePixelRatioF()))


class GrowingText(QPlainTextEdit):
    """Words that are edited in place and take as many lines as they need.

    Enter keeps them (Shift+Enter makes a line where `lines` allows it), Esc leaves them as they were; where nothing was
    typed, Esc goes on to what is around the field.
    """

    kept = Signal(str)
    left = Signal()

    def __init__(
        self, name: str, look: str = "", placeholder: str = "", *, lines: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._lines = lines
        self._saved = ""
        describe(self, name)
        self.setPlaceholderText(placeholder)
        if look:
            self.setProperty("look", look)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0 if look else theme().scaled(2))
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._grow())
        self.verticalScrollBar().valueChanged.connect(self._stay_at_top)

    def show_text(self, text: str) -> None:
        """Show words from the board, unless the person is typing other ones."""
        if self.hasFocus() and self.toPlainText() != self._saved:
            self._saved = text
            return
        self._saved = text
        if self.toPlainText() != text:
            self.setPlainText(text)
        self._grow()

    def keep(self) -> None:
        """Keep what was typed, if it is new."""
        typed = self.toPlainText().strip() if not self._lines else self.toPlainText().rstrip()
        if typed != self._saved:
            self._saved = typed
            self.kept.emit(typed)

    def forget(self) -> None:
        """Keep nothing of what was typed so far: what it belongs to is gone."""
        self._saved = self.toPlainText().rstrip() if self._lines else self.toPlainText().strip()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._lines and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self.insertPlainText("\n")
            else:
                self.keep()
                self.left.emit()
        elif event.key() == Qt.Key.Key_Escape and self.toPlainText() != self._saved:
            self.setPlainText(self._saved)
            self.left.emit()
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()  # there is nothing to take back: it is meant for what is around the field
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.keep()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grow()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._grow()

    def _grow(self) -> None:
        """Take the height of the words: a QPlainTextEdit's document counts lines, not pixels."""
        lines = max(1, round(self.document().size().height()))
        frame = self.contentsMargins().top() + self.contentsMargins().bottom()
        height = lines * self.fontMetrics().lineSpacing() + round(2 * self.document().documentMargin()) + frame
        if self.height() != height:
            self.setFixedHeight(height)
        self._stay_at_top()

    def _stay_at_top(self) -> None:
        """Undo what was scrolled while there was less room than lines: all of them have room."""
        self.verticalScrollBar().setValue(0)


class WrappedLabel(Label):
    """Plain words in as many lines as the width needs, that may become narrow."""

    def __init__(self, text: str = "", kind: str = "body", tone: str = "", *, strong: bool = False) -> None:
        super().__init__(text)
        self.setWordWrap(True)
        self.setProperty("type", kind)
        self.setProperty("tone", tone)
        if strong:
            self.setProperty("strong", "true")
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().scaled(40), self.fontMetrics().lineSpacing())
