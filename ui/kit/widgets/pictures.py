"""Small painted pictures: a map's thumbnail."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit import thumbnails
from ui.kit.theme import theme
from ui.kit.widgets.basics import describe


class Thumbnail(QWidget):
    """The map of a session, small; empty until its sketch is there."""

    def __init__(self, name: str, height: int, width: int = 0) -> None:
        super().__init__()
        self._sketch: thumbnails.Sketch | None = None
        self.setFixedHeight(theme().scaled(height))
        if width:
            self.setFixedWidth(theme().scaled(width))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        describe(self, name)
        theme().theme_changed.connect(self.update)

    def show_sketch(self, sketch: thumbnails.Sketch) -> None:
        """Show a map."""
        self._sketch = sketch
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._sketch is None:
            return
        painter = QPainter(self)
        thumbnails.paint(self._sketch, painter, QRectF(self.rect()), theme().name)
        painter.end()
