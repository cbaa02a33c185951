"""The map as its parts know it: a session's cards in a view, what is lit and chosen, and what may be done."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from stworkshop.layout.zones import zone_of
from ui.canvas.canvas_view import CanvasView
from ui.canvas.gestures.walking import Walk
from ui.canvas.highlight import Lit
from ui.canvas.scene import MapScene
from ui.kit.map_look import Look
from ui.kit.theme import Theme
from ui.session.bridge import Bridge


class MapSurface(CanvasView):
    """Shows the cards and links of a bridge's session; the parts of the map are built on it."""

    tool_changed = Signal(str)
    wants_find_field = Signal(str)
    status = Signal(str)
    session_file_dropped = Signal(str)
    """The path of a workshop that was dropped on the map."""
    copies_dropped = Signal(list)
    """The paths of several workshops that were dropped on the map at once."""
    foreign_file_dropped = Signal(str)
    """The path of a table, or of a map of another program, that was dropped on the map."""

    lit: Lit
    """What is lit: hover, the keyboard's place, focus; set by the map, since it tells other parts."""

    def __init__(self, bridge: Bridge, theme: Theme, parent: QWidget | None = None) -> None:
        self.bridge = bridge
        super().__init__(MapScene(bridge.board, bridge.catalogue), Look(theme.name), parent)
        self.tool = "select"
        self.walk = Walk(self.map_scene)

    @property
    def selected(self) -> tuple[str, ...]:
        """The ids of the selected records."""
        return self.map_scene.emphasis.selected

    @property
    def read_only(self) -> bool:
        """Whether nothing can be changed now."""
        return self.bridge.read_only

    def may(self, wanted: str, ids: Iterable[str] = ()) -> bool:
        """Tell whether the running stage permits something on these cards; if not, say why."""
        why_not = self.bridge.refusal(wanted, ids)
        if why_not:
            self.status.emit(why_not)
        return not why_not

    def focus(self, ids: Iterable[str] | None) -> None:
        """Fade everything but these cards and their neighbours; None shows all again."""
        self.lit.focus(ids or ())

    def select_all(self) -> None:
        """Select all cards that are not faded."""
        self.bridge.select(i for i, card in self.map_scene.cards.items() if not self.map_scene.is_faint(card))

    def cards_in_zone(self, zone: str) -> list[str]:
        """Return the cards that belong to a zone."""
        scene = self.map_scene
        return [i for i, card in scene.cards.items() if zone_of(card.element, scene.catalogue) == zone]

    def with_groups(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Return cards with those of their groups."""
        found: dict[str, None] = {}
        for card_id in ids:
            card = self.map_scene.cards.get(card_id)
            if card is not None:
                group = self.map_scene.groups.get(card.element.group)
                found.update(dict.fromkeys(group.ids if group else (card_id,)))
        return tuple(found)

    def set_cursor(self, shape: Qt.CursorShape) -> None:
        """Show a cursor, if it is another one."""
        if self.viewport().cursor().shape() != shape:
            self.viewport().setCursor(shape)
