"""The map with its gestures and keys: what mouse, touch and keyboard are told to is chosen here."""

from __future__ import annotations

from ui.canvas.gestures.drops import Drops
from ui.canvas.gestures.keyboard import Keyboard
from ui.canvas.gestures.menus import Menus
from ui.canvas.map_hands import MapHands
from ui.canvas.tools.pointer import Pointer
from ui.canvas.wall.pen import WallPen


class MapGestures(MapHands):
    """A map that can be pointed at, dropped on, typed to, and asked for a menu."""

    drops: Drops
    menus: Menus
    pointer: Pointer
    keyboard: Keyboard
    pen: WallPen

    def open_menu(self) -> None:
        """Open the menu of what the keyboard stands on."""
        menu, at = self.menus.menu_here()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.viewport().mapToGlobal(at))
