"""Moves the picture while something is dragged to the view's edge, so that a drag can go further than the view."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, QRectF, QTimer

if TYPE_CHECKING:
    from ui.canvas.map_hands import MapHands
    from ui.canvas.tools.pointer import Pointer

_EDGE = 28.0
_FASTEST = 14.0
_STEP_MS = 16


class EdgeScroll(QObject):
    """Pans in steps as long as the pointer is near an edge; `moved` then lets the gesture follow."""

    def __init__(self, view: MapHands, pointer: Pointer, moved: Callable[[QPointF], None]) -> None:
        super().__init__(view)
        self._view, self._pointer, self._moved = view, pointer, moved
        self._at = QPointF()
        self._timer = QTimer(self)
        self._timer.setInterval(_STEP_MS)
        self._timer.timeout.connect(self.step)

    def follow(self, at: QPointF) -> None:
        """Take the pointer's point of the viewport during a gesture."""
        self._at = at
        if self._by().isNull():
            self._timer.stop()
        elif not self._timer.isActive():
            self._timer.start()

    def stop(self) -> None:
        """Stand still."""
        self._timer.stop()

    def step(self) -> None:
        """Move the picture once."""
        if self._pointer.gesture is None:
            self._timer.stop()
            return
        self._view.camera.pan(self._by())
        self._moved(self._at)

    def _by(self) -> QPointF:
        """Return how far to pan: faster the further out the pointer is."""
        port = QRectF(self._view.viewport().rect())
        return QPointF(
            _speed(port.left() + _EDGE - self._at.x()) - _speed(self._at.x() - port.right() + _EDGE),
            _speed(port.top() + _EDGE - self._at.y()) - _speed(self._at.y() - port.bottom() + _EDGE),
        )


def _speed(over: float) -> float:
    return min(1.0, max(0.0, over / _EDGE)) * _FASTEST
