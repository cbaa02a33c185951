"""Fields: a search field with its icon and key, and a form line with the label above the field."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from stworkshop.i18n import gettext as _
from ui.kit.theme import theme
from ui.kit.widgets.basics import column, describe, key_cap, label
from ui.kit.widgets.plain import name_field


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
        self._glass = QAction(_("Search"), self)
        self._glass.triggered.connect(self.setFocus)
        theme().set_icon(self._glass, "search", "text_3", 18)
        self.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self._key = key_cap(shortcut) if shortcut else None
        if self._key is not None:
            self._key.setParent(self)
            self._key.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            self.textChanged.connect(lambda text: self._key.setVisible(not text) if self._key else None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._key is not None:
            self._key.adjustSize()
            left = theme().scaled(8) if self.isRightToLeft() else self.width() - self._key.width() - theme().scaled(8)
            self._key.move(left, (self.height() - self._key.height()) // 2)
            room = self._key.width() + theme().scaled(4)
            self.setTextMargins(room if self.isRightToLeft() else 0, 0, 0 if self.isRightToLeft() else room, 0)

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
