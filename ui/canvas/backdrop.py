"""The picture of the resting map as wide as the view: scrolled when the view pans, repainted only where it changed.

Two layers: the ground with its zones, which seldom changes, and on a copy of it everything else.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, QSizeF
from PySide6.QtGui import QPainter, QPixmap, QRegion, QTransform

from ui.canvas.resting import RestingPainter

_MOST_PARTS = 16


class _Layer:
    """A pixmap of the view's size, and what of it is out of date."""

    def __init__(self) -> None:
        self.picture = QPixmap()
        self._size, self._ratio = QSize(), 0.0
        self._stale = QRegion()
        self._transform = QTransform()

    @property
    def gone(self) -> bool:
        """Whether nothing of the picture is right."""
        return self._stale.rectCount() == 1 and self._stale.boundingRect().size() == self._size

    def spoil(self, part: QRect | None = None) -> None:
        """Mark a part of the view, or all of it, as out of date."""
        whole = QRect(QPoint(0, 0), self._size)
        self._stale = QRegion(whole) if part is None else self._stale.united(QRegion(part.intersected(whole)))

    def follow(self, size: QSize, ratio: float, transform: QTransform) -> None:
        """Take the view's size and scroll by what it was panned; anything else makes all of it out of date."""
        if (self._size, self._ratio) != (size, ratio):
            self._size, self._ratio = QSize(size), ratio
            self.picture = QPixmap(size * ratio)
            self.picture.setDevicePixelRatio(ratio)
            self.spoil()
        old, self._transform = self._transform, transform
        if old == transform:
            return
        dx, dy = (transform.dx() - old.dx()) * ratio, (transform.dy() - old.dy()) * ratio
        right, down = round(dx), round(dy)
        if (
            abs(old.m11() - transform.m11()) > 1e-9
            or max(abs(dx - right), abs(dy - down)) > 1e-6
            or right % ratio
            or down % ratio
            or abs(dx) >= self.picture.width()
            or abs(dy) >= self.picture.height()
        ):
            self.spoil()
            return
        whole = QRect(QPoint(0, 0), self._size)
        self.picture.scroll(right, down, QRect(QPoint(0, 0), self.picture.size()))
        by = QPoint(round(right / ratio), round(down / ratio))
        kept = whole.translated(by).intersected(whole)
        fresh = QRegion(whole).subtracted(QRegion(kept))
        self._stale = self._stale.translated(by).intersected(QRegion(whole)).united(fresh)

    def repaint(self, paint: Callable[[QPainter, QRect, QRectF], None]) -> None:
        """Have what is out of date painted: `paint` gets each part in px of the view and in scene units."""
        if self._stale.isEmpty():
            return
        parts = [self._stale.boundingRect()] if self._stale.rectCount() > _MOST_PARTS else list(self._stale)  # type: ignore[call-overload]
        self._stale = QRegion()
        inverse, _ok = self._transform.inverted()
        painter = QPainter(self.picture)
        try:
            for part in parts:
                painter.resetTransform()
                painter.setClipRect(part)
                paint(painter, part, inverse.mapRect(QRectF(part.adjusted(-1, -1, 1, 1))))
        finally:
            painter.end()


class Backdrop:
    """Keeps both layers for one view."""

    def __init__(self, painter: RestingPainter) -> None:
        self._resting = painter
        self.detail = 2
        self._ground, self._front = _Layer(), _Layer()
        self._ground_key: object = None
        self._transform = QTransform()
        self._spoilt = self._spoilt_before = 0

    def paint(self, painter: QPainter, size: QSize, ratio: float, transform: QTransform) -> None:
        """Bring the picture up to date for a view of `size` that looks through `transform`, and copy it."""
        self._spoilt += transform.m11() != self._transform.m11()
        self._transform = transform
        key = self._resting.ground_key(self.detail)
        if key != self._ground_key:
            self._ground_key = key
            self._ground.spoil()
            self.spoil()
        self._ground.follow(size, ratio, transform)
        self._front.follow(size, ratio, transform)
        self._ground.repaint(self._paint_ground)
        once, self._spoilt_before = self._spoilt != self._spoilt_before, self._spoilt
        if self._front.gone and once:  # it may well be gone again at the next step of a zoom: no copy is kept yet
            whole = QRect(QPoint(0, 0), size)
            painter.save()
            try:
                painter.resetTransform()
                self._paint_front(painter, whole, transform.inverted()[0].mapRect(QRectF(whole)))
            finally:
                painter.restore()
            return
        self._front.repaint(self._paint_front)
        painter.save()
        painter.resetTransform()
        painter.drawPixmap(QPoint(0, 0), self._front.picture)
        painter.restore()

    def spoil(self, part: QRect | None = None) -> None:
        """Mark a part of the view, or all of it, as out of date; the ground looks after itself."""
        self._spoilt += part is None
        self._front.spoil(part)

    def _paint_ground(self, painter: QPainter, _part: QRect, exposed: QRectF) -> None:
        painter.setTransform(self._transform)
        self._resting.paint_ground(painter, exposed)

    def _paint_front(self, painter: QPainter, part: QRect, exposed: QRectF) -> None:
        ratio = self._ground.picture.devicePixelRatio()
        source = QRectF(QRectF(part).topLeft() * ratio, QSizeF(part.size()) * ratio)
        painter.drawPixmap(QRectF(part), self._ground.picture, source)
        painter.setTransform(self._transform)
        self._resting.paint_front(painter, exposed, self.detail)
