"""Single keys belong to the page: a list without a search of its own lets them through."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView

_OF_A_TREE = frozenset("+-*")
"""Keys with which a tree opens and closes its branches."""


class _LetThrough(QObject):
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        text, held = event.text(), event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if held or not text.isprintable() or not text.strip() or text in _OF_A_TREE:
            return False
        event.ignore()  # it goes on to the widgets around the list
        return True


def leave_single_keys(view: QAbstractItemView) -> None:
    """Let letters, digits and signs pass a list; Qt would look for a line that begins with them and swallow them."""
    view.installEventFilter(_LetThrough(view))
