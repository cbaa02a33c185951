"""One large sentence for the room, in the place of the map on the wall."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.canvas.safe_slots import guarded
from ui.kit.map_look import Look, font

_LARGEST, _SMALLEST = 0.13, 0.045
"""Height of the letters, as parts of the height there is."""
_SMALL = 0.042
_MARGIN = 0.06


class WallWords(QWidget):
    """Paints a sentence as large as it fits, and smaller words under it."""

    def __init__(self, words: str, small: str = "") -> None:
        super().__init__()
        self.words, self.small = words, small
        self._look = Look("projector", wall=True)
        self.setAccessibleName(words)
        self.setAccessibleDescription(small)

    @guarded(None)
    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        look = self._look
        painter.fillRect(self.rect(), look.ui("canvas"))
        edge = self.width() * _MARGIN
        foot = self.height() * 0.16 if self.small else edge
        room = QRectF(edge, edge * 0.5, self.width() - 2 * edge, self.height() - edge * 0.5 - foot)
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        size = self.height() * _LARGEST
        while size > self.height() * _SMALLEST:
            needed = QFontMetricsF(font(size, bold=True)).boundingRect(room, flags, self.words)
            if needed.height() <= room.height() and needed.width() <= room.width():
                break
            size *= 0.93
        painter.setFont(font(size, bold=True))
        painter.setPen(look.ui("text"))
        painter.drawText(room, flags, self.words)
        if self.small:
            painter.setFont(font(self.height() * _SMALL))
            painter.setPen(look.ui("text_2"))
            under = QRectF(edge, room.bottom(), room.width(), foot)
            painter.drawText(under, flags, self.small)
        painter.end()
