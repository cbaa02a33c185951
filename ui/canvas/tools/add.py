"""Puts a card of the armed kind where a click falls, and opens its label for typing."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt

from ui.canvas.tools.base import Gesture, Modifiers


class AddGesture(Gesture):
    """Ends in the editor of a new card, which runs `add_element` when its label is kept."""

    cursor = Qt.CursorShape.CrossCursor

    def move(self, at: QPointF, modifiers: Modifiers) -> None:
        """Let the ghost follow; Alt places freely."""
        self.view.placing.show(at, free=bool(modifiers & Qt.KeyboardModifier.AltModifier))

    def finish(self, at: QPointF, modifiers: Modifiers) -> None:
        """Open the label of the new card."""
        self.view.placing.put(at, free=bool(modifiers & Qt.KeyboardModifier.AltModifier))
