"""Small painted pictures: a map's thumbnail and the plan of an agenda, drawn to scale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
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


class AgendaBar(QWidget):
    """The stages of an agenda as bars as long as their minutes, breaks in grey; dashed where there are none."""

    def __init__(self, items: Sequence[tuple[int, bool]], name: str) -> None:
        super().__init__()
        self._items = items
        self.setFixedHeight(theme().scaled(8))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        describe(self, name)
        theme().theme_changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(theme().scaled(120), theme().scaled(8))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        body = QRectF(self.rect())
        if not self._items:
            painter.setPen(QPen(look.colour("border_strong"), 1.2, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(body.adjusted(1, 1, -1, -1), 3, 3)
        painter.setPen(Qt.PenStyle.NoPen)
        gap = 2.0
        total = sum(minutes for minutes, _ in self._items) or 1
        room = body.width() - gap * max(0, len(self._items) - 1)
        x = 0.0
        for minutes, pause in self._items:
            width = room * minutes / total
            painter.setBrush(look.colour("border_strong" if pause else "brand"))
            painter.setOpacity(1.0 if pause else 0.85)
            left = body.width() - x - width if self.isRightToLeft() else x
            painter.drawRoundedRect(QRectF(left, 0, width, body.height()), 2, 2)
            x += width + gap
        painter.end()


def agenda_items(agenda: Mapping[str, Any] | None) -> list[tuple[int, bool]]:
    """Return the minutes of an agenda's items and whether each is a break; those of all parts, one after the other."""
    if agenda is None:
        return []
    items = agenda.get("items") or [item for part in agenda.get("parts", ()) for item in part.get("items", ())]
    return [(int(item["minutes"]), item.get("stage") == "break") for item in items]
