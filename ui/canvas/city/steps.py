"""Three steps of nearness: the city shows what matters most of a whole map, a zone its cards, a card its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QPointF, QTimer, Signal

from stworkshop.drawing.lenses import EVERYTHING
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from ui.canvas.canvas_view import MARGINS
from ui.canvas.city.city_map import CityMap
from ui.canvas.first_look import READABLE, look_at_part
from ui.kit.theme import theme
from ui.kit.widgets.plain import Menu
from ui.session.words import link_sentence

if TYPE_CHECKING:
    from ui.canvas.map_parts import MapParts

CITY, ZONE, CARD = "city", "zone", "card"
_CITY_BELOW, _CARD_FROM = 0.45, 0.70
"""Below the first zoom a map is a city, from the second on its cards have all their words and marks."""
_ZONE_FROM = 12 / 14
"""A zone is shown at least so near that the words on its cards have 12 px."""
_SETTLE_MS = 60


class Steps(QObject):
    """Shows one map view as a city or card by card; whatever moves the camera leaves the city."""

    changed = Signal()

    def __init__(self, view: MapParts) -> None:
        super().__init__(view)
        self._view = view
        self._from_afar = False
        self.city = CityMap(view.viewport(), view.bridge, view.look, theme().scaled, self._say)
        self.city.hide()
        self.city.zone_chosen.connect(self.show_zone)
        self.city.card_chosen.connect(self._choose)
        self.city.card_opened.connect(view.go_to)
        self.city.rest_asked.connect(self._open_rest)
        self.city.road_chosen.connect(self._open_road)
        self.city.nearer.connect(self.show_zone)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_SETTLE_MS)
        self._later.timeout.connect(self.city.spoil)
        view.camera.zoomed.connect(lambda _zoom: self.leave())
        view.camera.moved.connect(self.leave)
        view.bridge.selection_changed.connect(self._look)
        view.emphasized.connect(self._look)

    # --- where one is

    @property
    def from_afar(self) -> bool:
        """Whether the city is shown."""
        return self._from_afar

    @property
    def step(self) -> str:
        """The step of now."""
        if self._from_afar:
            return CITY
        return CARD if self._view.zoom >= _CARD_FROM else ZONE

    @property
    def needed(self) -> bool:
        """Whether the words of the whole map, shown card by card, would be too small, and the city's would not."""
        view = self._view
        if not view.map_scene.cards or view.camera.zoom_for(view.map_scene.extent(), MARGINS) >= READABLE:
            return False
        self._place()
        return self.city.readable

    # --- going there

    def show_whole(self) -> None:
        """Show the whole map: as a city, where card by card its words would be too small; once more, all its cards."""
        if not self._from_afar and self.needed:
            self.show_city()
        else:
            self._view.fit()

    def show_city(self) -> None:
        """Show the map from afar."""
        self._view.camera.stop()
        self._view.editing.close()
        self._view.set_tool("select")
        self._view.leave_whole()
        self._place()
        self._set(True)

    def show_zone(self, zone: str = "") -> None:
        """Show a zone so near that its cards can be told apart; without one, that of the chosen card or the stage."""
        view = self._view
        zone = zone or view.zone_here()
        rect = view.map_scene.zones.get(zone)
        self.leave()
        if rect is not None:
            look_at_part(view, rect, _ZONE_FROM)

    def show_card(self) -> None:
        """Show the chosen card, or what is in the middle, at 100 %."""
        view = self._view
        chosen = view.map_scene.item(view.doing.one) if view.doing.one else None
        middle = chosen.reach.center() if chosen is not None else view.camera.seen.center()
        self.leave()
        view.camera.look_at(middle, 1.0)

    def leave(self) -> None:
        """Show the map card by card, where the camera stands."""
        if self._from_afar:
            self._set(False)

    def out(self) -> None:
        """Go further away: from the zones to the city."""
        view = self._view
        if self._from_afar:
            return
        view.zoom_out()
        self._snap()

    def turn(self, factor: float, at: QPointF) -> None:
        """Zoom by a factor at a point of the viewport, as wheels and fingers do; far away the map becomes a city."""
        self._view.camera.zoom_by(factor, at)
        if factor < 1:
            self._snap()

    def _snap(self) -> None:
        if self._view.zoom < _CITY_BELOW and self.needed:
            self.show_city()

    def come_in(self) -> None:
        """Come nearer: from the city into the zone that the keyboard or the stage is at."""
        if not self._from_afar:
            self._view.zoom_in()
            return
        here = self.city.current
        self.show_zone(here.id if here is not None and here.what == "zone" else "")

    # --- keeping up

    def board_changed(self) -> None:
        """Look at the board anew when a burst of changes has ended."""
        if self._from_afar:
            self._later.start()
        else:
            self.city.spoil()

    def place(self) -> None:
        """Cover the view, which has another size."""
        if self._from_afar:
            self._place()

    def theme_changed(self) -> None:
        """Paint in the theme of now."""
        self.city.set_look(self._view.look)
        self._place()

    def stop(self) -> None:
        """End what runs by itself."""
        self._later.stop()

    def _look(self, *_what: object) -> None:
        """Show the lens of now, and the links of the card that is chosen alone; all links show card by card only."""
        emphasis = self._view.map_scene.emphasis
        chosen = self._view.bridge.selection
        before = self.city.lens
        is_card = len(chosen) == 1 and chosen[0] in self._view.bridge.board.elements
        self.city.look_at(emphasis.lens, chosen[0] if is_card else "")
        if before != emphasis.lens == EVERYTHING and self._from_afar:
            self._view.fit()

    def _choose(self, card: str) -> None:
        """Let the links of a card come out, "" for none; where it has no room from afar, show it from near."""
        view = self._view
        view.bridge.select((card,) if card else ())
        if card and card not in self.city.painting.plan.placed:
            view.go_to(card)
        elif card:
            self.city.stand_on_card(card)
            n = len(view.bridge.board.links_of(card))
            said = ngettext("{card}: {n} link. Tab walks along it.", "{card}: {n} links. Tab walks along them.", n)
            label = view.bridge.board.elements[card].label
            self._say(said.format(card=label, n=n) if n else label)

    def _open_rest(self, cards: list[str], at: QPoint) -> None:
        """List the folded cards of a zone; one that is chosen is called up."""
        view = self._view
        menu = Menu(view)
        for card in cards:
            element = view.bridge.board.elements.get(card)
            if element is not None:
                shape = view.bridge.catalogue.variant(element.kind, element.type)
                line = menu.addAction(theme().icon(f"kinds/{shape}", f"kind/{shape}/accent", 17), element.label)
                line.triggered.connect(lambda _checked=False, card=card: self._choose(card))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def _place(self) -> None:
        self.city.cover(self._view.viewport().rect())

    def _set(self, on: bool) -> None:
        self._from_afar = on
        self.city.setVisible(on)
        self.city.raise_()
        self.changed.emit()
        self._view.emphasized.emit()  # the wall follows

    def _say(self, words: str) -> None:
        self._view.accessible.say(words)

    def _open_road(self, links: list[str], at: QPoint) -> None:
        """List the links of a road as sentences; one that is chosen is shown."""
        view = self._view
        menu = Menu(view)
        board, catalogue = view.bridge.board, view.bridge.catalogue
        for link_id in links:
            link = board.links.get(link_id)
            if link is not None:
                line = menu.addAction(link_sentence(board, catalogue, link))
                line.triggered.connect(lambda _checked=False, link_id=link_id: self._show_link(link_id))
        if menu.isEmpty():
            view.status.emit(_("These links are gone."))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def _show_link(self, link_id: str) -> None:
        self._view.bridge.select((link_id,))
        self._view.center_on((link_id,))
