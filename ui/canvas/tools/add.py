"""Puts a card of the armed kind where a click falls, and opens its label for typing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt

from ui.canvas.tools.base import Gesture, Modifiers

if TYPE_CHECKING:
    from ui.canvas.map_hands import MapHands


class AddGesture(Gesture):
    """Ends in the editor of a new card, which runs `add_element` when its label is kept."""

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, view: MapHands, start: QPointF) -> None:
        super().__init__(view, start)
        self._placing = view.placing

    def move(self, at: QPointF, modifiers: Modifiers) -> None:
        """Let the ghost follow; Alt places freely."""
        self._placing.show(at, free=bool(modifiers & Qt.KeyboardModifier.AltModifier))

    def finish(self, at: QPointF, modifiers: Modifiers) -> None:
        """Open the label of the new card."""
        self._placing.put(at, free=bool(modifiers & Qt.KeyboardModifier.AltModifier))
