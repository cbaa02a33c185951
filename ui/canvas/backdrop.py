"""The picture of the resting map as wide as the view: scrolled when the view pans, repainted only where it changed."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize
from PySide6.QtGui import QPainter, QPixmap, QRegion, QTransform

from ui.canvas.resting import RestingPainter


class Backdrop:
    """Keeps one pixmap of the view's size and what of it is out of date."""

    def __init__(self, painter: RestingPainter) -> None:
        self.resting = painter
        self.detail = 2
        self._picture = QPixmap()
        self._ratio = 0.0
        self._stale = QRegion()
        self._transform = QTransform()

    def paint(self, painter: QPainter, size: QSize, ratio: float, transform: QTransform) -> None:
        """Bring the picture up to date for a view of `size` that looks through `transform`, and copy it."""
        self._fit(size, ratio)
        self._follow(transform)
        if not self._stale.isEmpty():
            self._repaint()
        painter.save()
        painter.resetTransform()
        painter.drawPixmap(QPoint(0, 0), self._picture)
        painter.restore()

    def spoil(self, part: QRect | None = None) -> None:
        """Mark a part of the view, or all of it, as out of date."""
        whole = QRect(QPoint(0, 0), self._size())
        self._stale = QRegion(whole) if part is None else self._stale.united(QRegion(part.intersected(whole)))

    def _size(self) -> QSize:
        return (self._picture.deviceIndependentSize()).toSize()

    def _fit(self, size: QSize, ratio: float) -> None:
        if self._size() == size and self._ratio == ratio:
            return
        self._ratio = ratio
        self._picture = QPixmap(size * ratio)
        self._picture.setDevicePixelRatio(ratio)
        self.spoil()

    def _follow(self, transform: QTransform) -> None:
        """Scroll by what the view was panned; anything else makes all of it out of date."""
        old, self._transform = self._transform, transform
        if old == transform:
            return
        dx, dy = transform.dx() - old.dx(), transform.dy() - old.dy()
        size = self._size()
        pan = (
            abs(old.m11() - transform.m11()) < 1e-9
            and abs(dx - round(dx)) < 1e-6
            and abs(dy - round(dy)) < 1e-6
            and abs(dx) < size.width()
            and abs(dy) < size.height()
        )
        right, down = round(dx), round(dy)
        if not pan or not (float(right * self._ratio).is_integer() and float(down * self._ratio).is_integer()):
            self.spoil()
            return
        whole = QRect(QPoint(0, 0), size)
        self._picture.scroll(
            round(right * self._ratio), round(down * self._ratio), QRect(QPoint(0, 0), self._picture.size())
        )
        self._stale = self._stale.translated(right, down)
        kept = whole.translated(right, down).intersected(whole)
        self._stale = self._stale.intersected(QRegion(whole)).united(QRegion(whole).subtracted(QRegion(kept)))

    def _repaint(self) -> None:
        parts, self._stale = self._stale, QRegion()
        inverse, _ok = self._transform.inverted()
        painter = QPainter(self._picture)
        try:
            for part in [QRect(r) for r in parts]:  # type: ignore[attr-defined]
                wide = part.adjusted(-1, -1, 1, 1)
                painter.save()
                painter.setClipRect(part)
                painter.setTransform(self._transform)
                self.resting.paint(painter, inverse.mapRect(QRectF(wide)), self.detail)
                painter.restore()
        finally:
            painter.end()
