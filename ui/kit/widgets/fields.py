"""Fields: a search field with its icon and key, and a form line with the label above the field."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from stworkshop.i18n import gettext as _
from ui.kit.theme import theme
from ui.kit.widgets.basics import column, describe, key_cap, label
from ui.kit.widgets.plain import name_field
from ui.kit.widgets.words import IconLabel


class SearchField(QLineEdit):
    """A field with a magnifying glass and the key that leads to it; Esc clears it, then gives the focus back."""

    left = Signal()
    moved = Signal(int)
    """The down (+1) or up (-1) arrow was pressed."""

    def __init__(self, placeholder: str, name: str = "", shortcut: str = "") -> None:
        super().__init__()
        self.setProperty("look", "search")
        self.setPlaceholderText(placeholder)
        describe(self, name or placeholder, shortcut)
        self._glass = IconLabel("search", "text_3", 18)  # an action's icon would stay small with large text
        self._glass.setParent(self)
        self._key = key_cap(shortcut) if shortcut else None
        if self._key is not None:
            self._key.setParent(self)
            self._key.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            self.textChanged.connect(lambda text: self._key.setVisible(not text) if self._key else None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        start = self._put(self._glass, at_end=False)
        end = self._put(self._key, at_end=True) if self._key is not None else 0
        start, end = (end, start) if self.isRightToLeft() else (start, end)
        self.setTextMargins(start, 0, end, 0)

    def _put(self, part: QWidget, *, at_end: bool) -> int:
        """Put a part at one end of the field, and return the room that it takes."""
        edge = theme().scaled(8)
        part.adjustSize()
        left = self.width() - part.width() - edge if at_end != self.isRightToLeft() else edge
        part.move(left, (self.height() - part.height()) // 2)
        return part.width() + theme().scaled(4)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self.text():
                self.clear()
            else:
                self.left.emit()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.moved.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)


class Field(QWidget):
    """A control under its label, with a hint below."""

    def __init__(self, words: str, control: QWidget, hint: str = "") -> None:
        super().__init__()
        self.control = control
        layout = column(self, 4)
        title = label(words, "caption", "muted")
        name_field(title, control)
        layout.addWidget(title)
        layout.addWidget(control)
        if hint:
            layout.addWidget(label(hint, "caption", "faint", wrap=True))
        if not control.accessibleName():
            describe(control, words)


def nothing_called(words: str) -> str:
    """Return the title of an empty result."""
    return _("Nothing called “{words}”").format(words=words.strip()[:40])
