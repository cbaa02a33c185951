"""Moves the picture under the pointer: Space or the middle button."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt

from ui.canvas.tools.base import Gesture, Modifiers


class PanGesture(Gesture):
    """Pans; points are in px of the viewport, since the scene moves under the pointer."""

    cursor = Qt.CursorShape.ClosedHandCursor

    def drag(self, at: QPointF) -> None:
        """Follow the pointer of the viewport."""
        self.view.camera.pan(at - self.start)
        self.start = at

    def move(self, at: QPointF, modifiers: Modifiers) -> None:
        """Nothing: this gesture follows the viewport's points."""
