"""A few words of a person's own: seen while they are being written, and put out of sight as soon as they are left."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QStackedWidget

from stworkshop.i18n import gettext as _
from ui.features.rounds.boxes import WordBox
from ui.features.rounds.kit import ENTER, Ruler
from ui.kit.widgets.basics import describe

LONGEST = 400


class _Field(QPlainTextEdit):
    """Where the words are written: nothing of them goes to the clipboard, to a menu, or to a learning keyboard."""

    left = Signal(bool)
    """It was left; true where a key of its own did it, and the focus has to go somewhere."""

    def __init__(self, ruler: Ruler) -> None:
        super().__init__()
        describe(self, _("Your own words"))
        self.setFont(ruler.font(20))
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setAcceptDrops(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)

    def createMimeDataFromSelection(self) -> QMimeData | None:  # type: ignore[override]
        """Give nothing away by copying or dragging."""
        return None  # an empty one made here would be destroyed by Qt after the end of Python, which ends in a fault

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        done = event.key() == Qt.Key.Key_Escape
        if event.key() in ENTER and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            done = True
        if done:
            self.left.emit(True)
        elif event.key() == Qt.Key.Key_F9:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit(False)


class CommentLine(QStackedWidget):
    """A line that becomes a field while words are written; afterwards it says only that there are some."""

    closed = Signal()
    """The words are written: the focus goes on."""

    def __init__(
        self, ruler: Ruler, invitation: str, words: Callable[[], str], keep: Callable[[str], object], high: float = 104
    ) -> None:
        super().__init__()
        self._invitation, self._words, self._keep = invitation, words, keep
        self._door = WordBox(ruler, invitation, icon="edit", size=19, high=high)
        self._door.clicked.connect(lambda _checked=False: self.open())
        self.field = _Field(ruler)
        self.field.left.connect(self._close)
        self.addWidget(self._door)
        self.addWidget(self.field)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(max(ruler.px(high), ruler.tall(70)))
        self._name()

    def open(self) -> None:
        """Write, or go on writing."""
        self.field.setPlainText(self._words())
        self.setCurrentWidget(self.field)
        self.field.moveCursor(self.field.textCursor().MoveOperation.End)
        self.field.setFocus()

    def put_away(self) -> None:
        """Keep what was typed and take it off the screen."""
        if self.currentWidget() is self.field:
            self._keep(self.field.toPlainText()[:LONGEST])
            self.setCurrentWidget(self._door)
            self.field.setPlainText("")
            self._name()

    def _close(self, by_key: bool) -> None:
        if self.currentWidget() is self.field:
            self.put_away()
            if by_key:
                self.closed.emit()

    def _name(self) -> None:
        self._door.say(_("Your words are added. Press to see or change them.") if self._words() else self._invitation)
