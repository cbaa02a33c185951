"""The map with what is done to chosen cards: commands, words on a card, links, a filter, a lens, pasted lines."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtGui import QGuiApplication

from stworkshop.i18n import gettext as _
from stworkshop.layout.zones import zone_of
from ui.canvas.accessible import MapAccessible
from ui.canvas.first_look import zone_of_stage
from ui.canvas.gestures.copying import Copying
from ui.canvas.gestures.inline_editor import InlineEditor
from ui.canvas.gestures.kind_filter import KindFilter
from ui.canvas.gestures.lens_choice import LensChoice
from ui.canvas.gestures.linking import Linking
from ui.canvas.gestures.paste import Pasting
from ui.canvas.gestures.selection_commands import Doing
from ui.canvas.marks.question_badges import Asked
from ui.canvas.marks.term_tooltips import Explained
from ui.canvas.overlay import Overlay
from ui.canvas.surface import MapSurface
from ui.session import card_picture


class MapParts(MapSurface):
    """A map whose parts for chosen cards are there; tools and steps are built on it."""

    accessible: MapAccessible
    asked: Asked
    explained: Explained
    filter: KindFilter
    lens: LensChoice
    doing: Doing
    editing: InlineEditor
    linking: Linking
    pasting: Pasting
    copying: Copying
    overlay: Overlay

    def set_tool(self, tool: str) -> None:
        """Choose what a press on the map means: select, link or add."""
        raise NotImplementedError

    def go_to(self, card_id: str) -> None:
        """Select a card, stand on it, and bring it to the middle."""
        raise NotImplementedError

    def zone_here(self) -> str:
        """Return the zone of the chosen card; without one, that of the stage."""
        card = self.map_scene.cards.get(self.doing.one or "")
        return zone_of(card.element, self.map_scene.catalogue) if card is not None else zone_of_stage(self)

    def toggle_focus(self) -> None:
        """Focus on the chosen cards, or show all again."""
        focused = self.map_scene.emphasis.focus
        cards = self.doing.cards
        self.focus(None if focused and (not cards or set(cards) == focused) else cards)

    def set_filter(self, kinds: Iterable[str] | None) -> None:
        """Show only cards of these kinds or variants in full strength; None shows all of them."""
        self.filter.set(kinds)

    def link_from_here(self) -> None:
        """Ask which card to link the chosen one to; without one, say that one is needed."""
        if self.read_only or not self.may("link"):
            return
        if self.doing.one:
            self.linking.choose_target(self.doing.one)
        else:
            self.status.emit(_("Choose a card first, then L."))

    def paste(self) -> None:
        """Bring the cards on the clipboard onto the map, put the picture on it on the card, or offer lines as cards."""
        if self.read_only:
            return
        if card_picture.held(QGuiApplication.clipboard().mimeData()):
            self.paste_picture()
        elif self.may("add") and not self.copying.paste():
            self.pasting.from_clipboard()

    def paste_picture(self) -> None:
        """Put the picture on the clipboard on the one card that is chosen."""
        card = self.doing.one
        if not card:
            self.status.emit(_("Choose one card first: the picture goes onto it."))
        elif self.may("edit", (card,)):
            card_picture.from_clipboard(self.bridge, card)

    def choose_picture(self) -> None:
        """Ask for a picture, and put it on the chosen card."""
        card = self.doing.one
        if card and self.may("edit", (card,)):
            card_picture.choose(self, self.bridge, card)
