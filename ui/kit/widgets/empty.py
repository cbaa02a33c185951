"""What stands where nothing is yet: an icon, what it is for, one way to begin."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from ui.kit.theme import theme
from ui.kit.widgets.basics import column, label, row
from ui.kit.widgets.words import IconLabel


class EmptyState(QWidget):
    """Centred words with buttons under them."""

    def __init__(self, icon: str, title: str, words: str = "", *buttons: QPushButton) -> None:
        super().__init__()
        layout = column(self, 8, (24, 24, 24, 24))
        self._icon = IconLabel(icon, "text_3", 32)
        layout.addStretch(1)
        layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignHCenter)
        self._title = label(title, "title", wrap=True)
        self._words = label(words, "small", "muted", wrap=True)
        for part in (self._title, self._words):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            layout.addWidget(part)
        self._words.setVisible(bool(words))
        if buttons:
            line = row(spacing=8)
            line.addStretch(1)
            for made in buttons:
                line.addWidget(made)
            line.addStretch(1)
            layout.addLayout(line)
        layout.addStretch(1)

    def set_low(self, low: bool) -> None:
        """Leave out the icon and the smaller words where there is little height, and the room around them."""
        self._icon.setVisible(not low)
        self._words.setVisible(not low and bool(self._words.text()))
        edge, side = theme().scaled(6 if low else 24), theme().scaled(24)
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(side, edge, side, edge)
            layout.activate()

    def say(self, title: str, words: str = "") -> None:
        """Change the words."""
        self._title.setText(title)
        self._words.setText(words)
        self._words.setVisible(bool(words))
