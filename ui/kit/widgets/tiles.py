"""A large button with a layout inside, as tall as its words need."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QSizePolicy, QWidget

from ui.kit.theme import theme
from ui.kit.widgets.plain import Button


class Tile(Button):
    """A large button with a layout inside; it takes the height that its words need."""

    def __init__(self, part: str = "tile") -> None:
        super().__init__()
        self.setProperty("look", part)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def hasHeightForWidth(self) -> bool:
        layout = self.layout()
        return layout is not None and layout.hasHeightForWidth()

    def heightForWidth(self, width: int) -> int:
        layout = self.layout()
        if layout is None:
            return super().heightForWidth(width)
        return layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else layout.totalSizeHint().height()

    def sizeHint(self) -> QSize:
        layout = self.layout()
        if layout is None:
            return super().sizeHint()
        width = max(theme().scaled(180), layout.totalMinimumSize().width())
        return QSize(width, self.heightForWidth(self.width() if self.width() > width else width))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().scaled(160), self.sizeHint().height())

    def let_through(self) -> None:
        """Let clicks on the words reach the tile."""
        for child in self.findChildren(QWidget):
            if not isinstance(child, QPushButton | QLineEdit):
                child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
