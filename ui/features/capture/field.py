"""The words of the capture line: one line, in which names and topics stand on a ground of their own."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QKeySequence, QSyntaxHighlighter, QTextCharFormat, QTextDocument
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QSizePolicy

from stworkshop.commands.capture_line import TOPIC, WHO, Capture
from stworkshop.i18n import gettext as _
from ui.kit.theme import theme
from ui.kit.widgets.basics import describe

_SIZE = 20


class CaptureField(QPlainTextEdit):
    """Takes words; keys that mean more are told: `entered` (True: stay on the line), `took`, `left`, `walked`."""

    entered = Signal(bool)
    kept_unsorted = Signal()
    took = Signal()
    left = Signal()
    walked = Signal(int)
    undone = Signal()
    left_back = Signal()
    """Shift+Tab: the part before gets the keyboard."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "capture")
        describe(self, _("Capture"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setTabChangesFocus(False)
        self.document().setDocumentMargin(0)
        self.marks = _Marks(self.document())
        self.dress()

    def dress(self) -> None:
        """Take the size of text in use."""
        font = QFont(theme().font("body"))
        font.setPointSizeF(theme().points(_SIZE))
        self.setFont(font)
        self.document().setDefaultFont(font)
        self.setCursorWidth(max(2, theme().scaled(2)))
        # Other scripts reach lower than the letters of the interface.
        high = self.fontMetrics().height()
        self.setFixedHeight(round(high * 1.3) + theme().scaled(4))
        self.setViewportMargins(0, round(high * 0.12), 0, 0)

    @property
    def words(self) -> str:
        """What is typed."""
        return self.toPlainText().replace("\n", " ")

    @property
    def at(self) -> int:
        """Where the cursor stands, in letters."""
        return self.textCursor().position()

    def write(self, text: str) -> None:
        """Put words into the line, the cursor behind them; what was undone here is forgotten."""
        self.setPlainText(text)
        self.moveCursor(self.textCursor().MoveOperation.End)

    def replace(self, start: int, end: int, text: str) -> None:
        """Write in the place of some letters, as one step that the line's own undo takes back."""
        cursor = self.textCursor()
        cursor.setPosition(start)
        cursor.setPosition(end, cursor.MoveMode.KeepAnchor)
        cursor.insertText(text)
        self.setTextCursor(cursor)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take a pasted text as one line."""
        self.insertPlainText(" ".join(source.text().split()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, modifiers = event.key(), event.modifiers()
        if not self.words and event.matches(QKeySequence.StandardKey.Undo):
            self.undone.emit()  # nothing is typed: what was made last is what people mean
            return
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if modifiers & Qt.KeyboardModifier.ShiftModifier:
                self.kept_unsorted.emit()
            else:
                self.entered.emit(bool(modifiers & Qt.KeyboardModifier.AltModifier))
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key == Qt.Key.Key_Tab and not modifiers:
            self.took.emit()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and not modifiers & ~Qt.KeyboardModifier.KeypadModifier:
            self.walked.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Backtab:
            self.left_back.emit()
        else:
            super().keyPressEvent(event)


class _Marks(QSyntaxHighlighter):
    """Gives what stands for somebody, a topic or an answer its ground; what is unknown a wavy line."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._capture: Capture | None = None

    def show(self, capture: Capture | None) -> None:
        """Mark the parts of a capture."""
        before, self._capture = self._capture, capture
        if (capture and capture.spans) != (before and before.spans) or (capture is None) != (before is None):
            self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        look = theme()
        topics = iter(self._capture.topics if self._capture else ())
        if self._capture is not None:  # the letter has done its work: the kind's mark stands before the line
            faint = QTextCharFormat()
            faint.setForeground(look.colour("text_3"))
            self.setFormat(0, len(text) - len(text.lstrip()) + 1, faint)
        for span in self._capture.spans if self._capture else ():
            form = QTextCharFormat()
            if span.sign == TOPIC and span.known:
                concept = next(topics, "")
                role = f"concept/{concept}" if concept in look.tokens.concepts else ""
                form.setBackground(look.colour(f"{role}/soft") if role else look.colour("surface_3"))
                form.setForeground(look.colour(f"{role}/label") if role else look.colour("text"))
            elif span.sign == WHO:
                form.setBackground(look.colour("kind/stakeholder/fill"))
                form.setForeground(look.colour("kind/stakeholder/kind_text"))
            elif span.known:
                form.setBackground(look.colour("surface_3"))
                form.setForeground(look.colour("text"))
            else:
                form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
                form.setUnderlineColor(look.colour("danger"))
            self.setFormat(span.start, span.end - span.start, form)
