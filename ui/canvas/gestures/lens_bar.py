"""The lenses over the map from afar, side by side, and how many links the bundles hold."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QPushButton

from stworkshop.drawing.lenses import LENSES, lens_name, lens_words
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from ui.kit.theme import theme
from ui.kit.widgets.basics import button, describe, label, row
from ui.kit.widgets.plain import set_tip

if TYPE_CHECKING:
    from ui.canvas.map_hands import MapHands

_LOW = 520
"""A map that is lower than that, at 100 %, needs all its height for cards: the toolbar has the lenses then."""
_EDGE, _TOP, _UNDER = 14, 10, 8


class LensBar(QFrame):
    """A button for each lens; shown where the city has room for it."""

    def __init__(self, view: MapHands) -> None:
        super().__init__(view)
        self._view = view
        self.setCursor(Qt.CursorShape.ArrowCursor)
        describe(self, _("Lenses: which links show as lines"))
        layout = row(self, 6, (0, 0, 0, 0))
        self.buttons: dict[str, QPushButton] = {}
        for lens in LENSES.values():
            made = button(lens_name(lens.id), partial(self._choose, lens.id), lens.icon, "chip", "small")
            made.setCheckable(True)
            set_tip(made, lens_words(lens.id))
            self.buttons[lens.id] = made
            layout.addWidget(made)
        layout.addStretch(1)
        self._held = label("", "small", "muted")
        layout.addWidget(self._held)
        self.hide()
        view.steps.changed.connect(self.place)
        view.emphasized.connect(self.place)

    def place(self) -> None:
        """Lie over the top of the city where there is room; the city begins below."""
        view = self._view
        port = view.viewport().rect()
        wide = sum(made.sizeHint().width() + 6 for made in self.buttons.values())
        fits = wide <= port.width() - 2 * _EDGE and port.height() >= theme().scaled(_LOW)
        shown = view.steps.from_afar and fits
        high = self.sizeHint().height()
        self.setGeometry(_EDGE, _TOP, port.width() - 2 * _EDGE, high)
        view.steps.city.set_top(_TOP + high + _UNDER if shown else 0)
        self.setVisible(shown)
        view.lens.lies_open = shown
        if not shown:
            return
        self.raise_()
        for lens, made in self.buttons.items():
            made.setChecked(lens == view.lens.current)
        self._held.setVisible(wide + theme().scaled(280) <= port.width())
        self._held.setText(self._said())

    def _said(self) -> str:
        """Return how many bundles hold how many links."""
        roads = [road for road, _way in self._view.steps.city.painting.roads]
        if not roads:
            return ""
        held, links, n = sum(len(road.links) for road in roads), len(self._view.bridge.board.links), len(roads)
        said = ngettext("{n} bundle holds {held} of {links} links", "{n} bundles hold {held} of {links} links", n)
        return said.format(n=n, held=held, links=links)

    def _choose(self, lens: str) -> None:
        self._view.lens.choose(lens)
        self._view.setFocus()
        self.place()
