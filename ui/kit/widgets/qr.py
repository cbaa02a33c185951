"""A QR code, drawn crisp at any size: black on white in every theme, as cameras need it, and never mirrored."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from stworkshop.graphics.qr import QUIET, modules
from ui.kit.theme import theme
from ui.kit.widgets.basics import describe


class QrPicture(QWidget):
    """A text as a code; `side` px at 100 % at least, whole pixels for each module."""

    def __init__(self, name: str, side: int = 172, *, grows: bool = False) -> None:
        super().__init__()
        self._text, self._side = "", side
        self._name = name
        policy = QSizePolicy.Policy.Expanding if grows else QSizePolicy.Policy.Fixed
        self.setSizePolicy(policy, policy)
        describe(self, name)

    def show_text(self, text: str) -> None:
        """Show another text."""
        if text != self._text:
            self._text = text
            describe(self, self._name, description=text)
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """The side, or what whole device pixels for each module need."""
        ratio = self.devicePixelRatioF()
        count = len(modules(self._text)) + 2 * QUIET if self._text else 1
        side = max(theme().scaled(self._side), -(-round(count * 2) // ratio))
        return QSize(round(side), round(side))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._text:
            return
        painter = QPainter(self)
        paint_qr(painter, self.rect(), self._text, self.devicePixelRatioF())
        painter.end()


def paint_qr(painter: QPainter, box: QRect, text: str, ratio: float) -> None:
    """Paint a text as a code in the middle of a box, in whole device pixels; `ratio` is theirs to a pixel."""
    rows = modules(text)
    count = len(rows) + 2 * QUIET
    device = max(1, int(min(box.width(), box.height()) * ratio) // count)
    side = count * device
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    left = round(box.left() * ratio + (box.width() * ratio - side) / 2)
    top = round(box.top() * ratio + (box.height() * ratio - side) / 2)
    painter.scale(1 / ratio, 1 / ratio)
    painter.fillRect(QRectF(left, top, side, side), Qt.GlobalColor.white)
    for down, cells in enumerate(rows):
        for across, dark in enumerate(cells):
            if dark:
                x, y = left + (across + QUIET) * device, top + (down + QUIET) * device
                painter.fillRect(QRectF(x, y, device, device), Qt.GlobalColor.black)
    painter.restore()
