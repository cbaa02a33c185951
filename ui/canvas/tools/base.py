"""What a gesture is: from the press of a button to its release, ending in at most one command."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter

if TYPE_CHECKING:
    from ui.canvas.map_parts import MapParts

THRESHOLD = 4.0
"""How far the pointer goes, in px of the screen, before a press becomes a drag."""

Modifiers = Qt.KeyboardModifier
_CTRL, _ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier  # Qt calls a Mac's Command Control
COPY, ALONE = (_ALT, _CTRL) if sys.platform == "darwin" else (_CTRL, _ALT)
"""Held down in a drag: copies are put down; cards go where the pointer is, to the pixel, and keep their topics.

Each system's own key copies; the other one is left for only moving.
"""


class Gesture:
    """One movement of the pointer; points are in scene units."""

    cursor = Qt.CursorShape.ArrowCursor

    def __init__(self, view: MapParts, start: QPointF) -> None:
        self.view = view
        self.scene = view.map_scene
        self.start = start

    def move(self, at: QPointF, modifiers: Modifiers) -> None:
        """Follow the pointer."""

    def finish(self, at: QPointF, modifiers: Modifiers) -> None:
        """Do what the gesture meant, in one command."""

    def cancel(self) -> None:
        """Leave everything as it was."""

    def paint(self, painter: QPainter) -> None:
        """Paint what helps to aim, above the map, in scene units."""
