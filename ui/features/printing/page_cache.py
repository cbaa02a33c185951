"""The pages of one PDF as pictures: rendered off the GUI thread in the size that is asked for, and kept."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QSize, Signal
from PySide6.QtGui import QImage
from PySide6.QtPdf import QPdfDocument, QPdfPageRenderer

_KEPT = 60
_LARGEST = 36_000_000
"""A picture has at most so many dots; a poster that is looked at from near gets blurred beyond it."""


class Sheaf(QObject):
    """A document with a picture of each page; `drawn` says that another picture is there."""

    drawn = Signal()

    def __init__(self, data: bytes, parent: QObject) -> None:
        super().__init__(parent)
        self.data = data
        self._buffer = QBuffer(self)
        self._buffer.setData(QByteArray(data))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document = QPdfDocument(self)
        self.document.load(self._buffer)
        self._renderer = QPdfPageRenderer(self)
        self._renderer.setRenderMode(QPdfPageRenderer.RenderMode.MultiThreaded)
        self._renderer.setDocument(self.document)
        self._renderer.pageRendered.connect(self._keep)
        self._pictures: dict[tuple[int, int], QImage] = {}
        self._asked: set[tuple[int, int]] = set()

    def __len__(self) -> int:
        return self.document.pageCount()

    def size(self, page: int) -> tuple[float, float]:
        """Return the width and the height of a page in points."""
        points = self.document.pagePointSize(page)
        return points.width(), points.height()

    def picture(self, page: int, width: int) -> QImage | None:
        """Return a page `width` dots wide; another size of it, or None, until that one is rendered."""
        across, down = self.size(page)
        width = max(8, min(width, int((_LARGEST * across / (down or 1)) ** 0.5)))
        key = (page, width)
        if key not in self._pictures:
            if key not in self._asked:
                self._asked.add(key)
                self._renderer.requestPage(page, QSize(width, max(8, round(width * down / (across or 1)))))
            near = [k for k in self._pictures if k[0] == page]
            return self._pictures[max(near, key=lambda k: k[1])] if near else None
        found = self._pictures.pop(key)
        self._pictures[key] = found  # used last
        return found

    def close(self) -> None:
        """Let the document go."""
        self._renderer.pageRendered.disconnect(self._keep)
        self._renderer.setDocument(None)  # type: ignore[arg-type]
        self.document.close()
        self.deleteLater()

    def _keep(self, page: int, size: QSize, picture: QImage, *_more: object) -> None:
        key = (page, size.width())
        self._asked.discard(key)
        self._pictures[key] = picture
        while len(self._pictures) > _KEPT:
            self._pictures.pop(next(iter(self._pictures)))
        self.drawn.emit()
