"""A click that changes the page does not become half of a double click on what has come under the pointer."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid


class SamePart(QObject):
    """Lets a double click through only where its first click was, too: on the same part of the window.

    Qt tells a double click by place and time alone. It is watched at the window itself, before any part hears of it.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._over = window
        self._presses: list[QWidget | None] = [None, None]
        self._astray = False
        window.winId()  # makes the handle
        window.windowHandle().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Remember what was pressed, and swallow the double click on something else until the button is let go."""
        if not isinstance(event, QMouseEvent):
            return False
        kind, under = event.type(), self._over.childAt(event.position().toPoint())
        if kind == QEvent.Type.MouseButtonPress:  # a double click comes after its own second press
            self._presses, self._astray = [self._presses[1], under], False
        elif kind == QEvent.Type.MouseButtonDblClick:
            first = self._presses[0]
            self._astray = first is None or not isValid(first) or first is not under
        astray = self._astray
        if kind == QEvent.Type.MouseButtonRelease:
            self._astray = False
        return astray
