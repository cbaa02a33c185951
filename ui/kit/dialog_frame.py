"""The frame of the program's dialogs: a sentence as the title, a body, buttons at the foot; the safe one is first."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.kit.theme import theme
from ui.kit.widgets.basics import column, describe, pressed_by, row
from ui.kit.widgets.plain import set_title
from ui.kit.widgets.words import IconLabel, WrappedLabel


class Dialog(QDialog):
    """A window-modal dialog; Esc closes it."""

    def __init__(self, parent: QWidget | None, title: str, icon: str = "", role: str = "brand_text") -> None:
        super().__init__(parent)
        set_title(self, title)
        describe(self, title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        layout = column(self, 14, (22, 20, 22, 16))
        head = row(spacing=12)
        if icon:
            head.addWidget(IconLabel(icon, role, 24), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(WrappedLabel(title, "heading"), 1)
        layout.addLayout(head)
        self.body: QVBoxLayout = column(spacing=10)
        layout.addLayout(self.body)
        layout.addStretch(1)
        self.foot: QHBoxLayout = row(spacing=8)
        self.foot.addStretch(1)
        layout.addLayout(self.foot)
        self.setMinimumWidth(theme().scaled(460))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the keyboard, else the first."""
        if not pressed_by(event, self):
            super().keyPressEvent(event)

    def add_button(self, made: QPushButton, *, first: bool = False) -> QPushButton:
        """Put a button at the foot; the `first` one has the focus and Enter."""
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        made.setAutoDefault(first)
        self.foot.addWidget(made)
        if first:
            made.setDefault(True)
            made.setFocus()
        return made
