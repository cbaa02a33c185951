"""Undo in text fields: a field keeps the key while it has something to take back; else the session takes it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

_UNDO, _REDO = QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo


class FieldUndo(QObject):
    """Lets the keys of undo and redo pass a field of `window` in which there is nothing to undo or to redo.

    Qt's fields take the keys for themselves always, so that after a field is left the step just made could not be
    taken back from the next field.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_went)

    def _focus_went(self, old: QWidget | None, new: QWidget | None) -> None:
        if isinstance(old, (QLineEdit, QPlainTextEdit, QTextEdit)):
            old.removeEventFilter(self)
        if isinstance(new, (QLineEdit, QPlainTextEdit, QTextEdit)) and new.window() is self._window:
            new.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        undo, redo = event.matches(_UNDO), event.matches(_REDO)
        if not (undo or redo) or _has(watched, undo=undo):
            return False
        event.ignore()
        return True


def _has(field: QObject, *, undo: bool) -> bool:
    """Tell whether a field itself has something to undo, or to redo."""
    if isinstance(field, QLineEdit):
        return field.isUndoAvailable() if undo else field.isRedoAvailable()
    if isinstance(field, (QPlainTextEdit, QTextEdit)):
        document = field.document()
        return document.isUndoAvailable() if undo else document.isRedoAvailable()
    return False
