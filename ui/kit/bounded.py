"""Dialogs stay on their screen, however small it is and however large the text."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QWidget

from ui.kit.widgets.basics import describe, pressed_by
from ui.kit.widgets.plain import set_title

_EDGE = 36
"""Pixels of the screen that stay free around a dialog, for its frame as well."""


def room_on_screen(widget: QWidget) -> QRect:
    """Return what the screen of a widget has to give, without the panels of the system."""
    return widget.screen().availableGeometry()


def moved_inside(frame: QRect, room: QRect) -> QPoint:
    """Return where a frame has to be so that it is inside the room; its upper left corner at least."""
    x = max(room.left(), min(frame.x(), room.right() + 1 - frame.width()))
    y = max(room.top(), min(frame.y(), room.bottom() + 1 - frame.height()))
    return QPoint(x, y)


class Bounded(QDialog):
    """A window-modal dialog that is never larger than its screen; what it holds has to scroll."""

    def __init__(self, parent: QWidget | None, title: str) -> None:
        super().__init__(parent)
        set_title(self, title)
        describe(self, title)
        self.setWindowModality(Qt.WindowModality.WindowModal)

    def most(self) -> QSize:
        """Return how large the dialog may be."""
        room = room_on_screen(self).size()
        return QSize(room.width() - _EDGE, room.height() - _EDGE)

    def fit(self) -> None:
        """Take no more than the screen has to give."""
        self.resize_within(self.size())

    def resize_within(self, size: QSize) -> None:
        """Take a size as far as there is room, and stay on the screen."""
        if self.isFullScreen():
            return
        most = self.most()
        least = self.minimumSize()
        if least.width() > most.width() or least.height() > most.height():
            self.setMinimumSize(least.boundedTo(most))
        if (bounded := size.boundedTo(most)) != self.size():
            self.resize(bounded)
        if self.isVisible():
            place = moved_inside(self.frameGeometry(), room_on_screen(self))
            if place != self.frameGeometry().topLeft():
                self.move(place)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fit()
        self._stand_over_parent()
        QTimer.singleShot(0, self, self.fit)  # wrapped words know their height only now

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the keyboard, else the first."""
        if not pressed_by(event, self):
            super().keyPressEvent(event)

    def _stand_over_parent(self) -> None:
        parent = self.parentWidget()
        if parent is None or self.testAttribute(Qt.WidgetAttribute.WA_Moved):
            return
        frame = self.frameGeometry()
        frame.moveCenter(parent.window().frameGeometry().center())
        self.move(moved_inside(frame, room_on_screen(self)))
        self.setAttribute(Qt.WidgetAttribute.WA_Moved, False)
