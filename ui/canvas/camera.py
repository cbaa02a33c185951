"""Where the view looks: zoom to the pointer, pan, fit; the level of detail follows when a zoom has come to rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QEasingCurve, QObject, QPointF, QRectF, QTimer, QVariantAnimation, Signal
from PySide6.QtGui import QTransform

from ui.kit.theme import theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QGraphicsView

Margins: TypeAlias = tuple[float, float, float, float]

LEAST, MOST = 0.05, 4.0
STEP = 1.25
_REST_MS = 140


class Camera(QObject):
    """Moves one view; all ways of looking elsewhere go through it."""

    zoomed = Signal(float)
    moved = Signal()
    rested = Signal()
    """A zoom has ended: the level of detail may change."""

    def __init__(self, view: QGraphicsView) -> None:
        super().__init__(view)
        self._view = view
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self.rested)
        self._flight: QVariantAnimation | None = None

    @property
    def zoom(self) -> float:
        """The zoom; 1.0 is 100 %."""
        return self._view.transform().m11()

    @property
    def seen(self) -> QRectF:
        """The part of the scene that the view shows."""
        return self._view.mapToScene(self._view.viewport().rect()).boundingRect()

    def zoom_to(self, zoom: float, anchor: QPointF | None = None) -> None:
        """Set the zoom and keep the scene point under `anchor` (of the viewport; its middle by default) in place."""
        zoom = min(MOST, max(LEAST, zoom))
        rect = self._view.viewport().rect()
        at = anchor if anchor is not None else QPointF(rect.width() / 2, rect.height() / 2)
        fixed = self.scene_point(at)
        self._view.setTransform(QTransform.fromScale(zoom, zoom))
        now = self.scene_point(at)
        self.pan((now - fixed) * zoom)
        self._rest.start()
        self.zoomed.emit(zoom)

    def zoom_by(self, factor: float, anchor: QPointF | None = None) -> None:
        """Multiply the zoom."""
        self.zoom_to(self.zoom * factor, anchor)

    def scene_point(self, at: QPointF) -> QPointF:
        """Return the scene point under a point of the viewport, also between pixels."""
        inverse, _ok = self._view.viewportTransform().inverted()
        return inverse.map(at)

    def pan(self, by: QPointF) -> None:
        """Move the picture by so many pixels of the screen."""
        across, down = self._view.horizontalScrollBar(), self._view.verticalScrollBar()
        along = -1 if self._view.isRightToLeft() else 1  # a mirrored view counts its bar from the other end
        across.setValue(across.value() - along * round(by.x()))
        down.setValue(down.value() - round(by.y()))
        self.moved.emit()

    def room(self, margins: Margins) -> tuple[float, float]:
        """Return width and height in pixels between margins left, top, right and bottom."""
        port, (left, top, right, bottom) = self._view.viewport().rect(), margins
        return max(1.0, port.width() - left - right), max(1.0, port.height() - top - bottom)

    def zoom_for(self, rect: QRectF, margins: Margins) -> float:
        """Return the zoom that shows all of a rectangle of the scene between margins."""
        w, h = self.room(margins)
        return min(w / max(1.0, rect.width()), h / max(1.0, rect.height()))

    def fit(
        self, rect: QRectF, margins: Margins = (14, 14, 14, 14), most: float = 1.0, *, least: float = LEAST
    ) -> None:
        """Show all of a rectangle of the scene between margins, or its middle where that needs less than `least`."""
        left, top, _right, _bottom = margins
        w, h = self.room(margins)
        if rect.width() <= 0 or rect.height() <= 0:
            return
        zoom = min(most, MOST, max(least, self.zoom_for(rect, margins)))
        self._view.setTransform(QTransform.fromScale(zoom, zoom))
        shown = self.scene_point(QPointF(left + w / 2, top + h / 2))
        self.pan((shown - rect.center()) * zoom)
        self._rest.stop()
        self.zoomed.emit(zoom)
        self.rested.emit()

    def look_at(self, middle: QPointF, zoom: float | None = None, *, glide: bool = True) -> None:
        """Bring a scene point to the middle of the view, in a glide unless motion is reduced."""
        duration = theme().duration("camera") if glide and self._view.isVisible() else 0
        self.stop()
        self.moved.emit()
        start, begin = self.seen.center(), self.zoom
        end = zoom or begin
        if duration == 0:
            self._place(middle, end)
            return
        flight = QVariantAnimation(self)
        flight.setDuration(duration)
        flight.setStartValue(0.0)
        flight.setEndValue(1.0)
        flight.setEasingCurve(QEasingCurve.Type.OutCubic)
        flight.valueChanged.connect(lambda t: self._place(start + (middle - start) * t, begin * (end / begin) ** t))
        flight.finished.connect(self.rested)
        self._flight = flight
        flight.start()

    def stop(self) -> None:
        """End a glide where it is."""
        flight, self._flight = self._flight, None
        if flight is not None:
            flight.stop()
            flight.deleteLater()

    def ensure_seen(self, rect: QRectF, margin: float = 40.0) -> None:
        """Scroll as little as needed to show a rectangle of the scene."""
        seen = self.seen
        room = margin / self.zoom
        wide = rect.adjusted(-room, -room, room, room)
        dx = _shift(wide.left(), wide.right(), seen.left(), seen.right())
        dy = _shift(wide.top(), wide.bottom(), seen.top(), seen.bottom())
        if dx or dy:
            self.look_at(seen.center() + QPointF(dx, dy))

    def _place(self, middle: QPointF, zoom: float) -> None:
        if abs(zoom - self.zoom) > 1e-6:
            self._view.setTransform(QTransform.fromScale(zoom, zoom))
            self._rest.start()
            self.zoomed.emit(zoom)
        rect = self._view.viewport().rect()
        now = self.scene_point(QPointF(rect.width() / 2, rect.height() / 2))
        self.pan((now - middle) * zoom)


def _shift(low: float, high: float, seen_low: float, seen_high: float) -> float:
    if low < seen_low:
        return low - seen_low
    return high - seen_high if high > seen_high else 0.0
