"""The lens: which links show as lines. It changes which cards come first from afar, never where zones are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu

from stworkshop.drawing.lenses import LENSES, lens_name, lens_words
from stworkshop.i18n import gettext as _
from ui.kit.theme import theme
from ui.kit.widgets.plain import Menu, set_tip

if TYPE_CHECKING:
    from ui.canvas.surface import MapSurface


class LensChoice:
    """What lens a map is looked at through; nothing of it is stored."""

    def __init__(self, view: MapSurface) -> None:
        self._view = view
        self.lies_open = False
        """Whether all lenses stand over the map, so that no other place is needed."""

    @property
    def current(self) -> str:
        """The lens of now, by its id."""
        return self._view.map_scene.emphasis.lens

    @property
    def word(self) -> str:
        """What the lens of now is called."""
        return lens_name(self.current)

    def choose(self, lens: str) -> None:
        """Look through a lens."""
        if lens != self.current:
            self._view.map_scene.look_through(lens)
            self._view.emphasis_changed()
        self._view.bridge.say(_("{lens}: {words}").format(lens=lens_name(lens), words=lens_words(lens)))

    def menu(self) -> QMenu:
        """Return a menu of all lenses."""
        menu = Menu(self._view)
        choice = QActionGroup(menu)
        for lens in LENSES.values():
            line = menu.addAction(theme().icon(lens.icon, size=17), lens_name(lens.id))
            line.setCheckable(True)
            line.setChecked(lens.id == self.current)
            set_tip(line, lens_words(lens.id))
            choice.addAction(line)
            line.triggered.connect(lambda _on=False, lens=lens.id: self.choose(lens))
        return menu
