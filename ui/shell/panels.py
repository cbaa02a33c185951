"""Which panels stand beside the open page: as they were opened by hand, and as the size of the window lets them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.kit.theme import theme

if TYPE_CHECKING:
    from ui.features.agenda.guide import Guide
    from ui.features.agenda.stage_bar import StageBar
    from ui.features.questions.findings_strip import FindingsStrip
    from ui.features.who_is_here.who import WhoIsHere
    from ui.shell.app_bar import AppBar
    from ui.shell.inspector import Inspector
    from ui.shell.left_side import LeftSide
    from ui.shell.map_area import MapArea
    from ui.shell.palette import Palette, PaletteStrip
    from ui.shell.rail import Rail
    from ui.shell.right_side import RightSide
    from ui.shell.workspace import Workspace

INSPECTOR_BESIDE_FROM, PALETTE_WHOLE_FROM, LOW_UNDER = 1360, 1180, 700
_RAIL_WIDE_FROM = 1500
_TWO_FLOAT_FROM = 680
"""Width of the map, at 100 %, from which two panels float side by side."""
_STRIP_FROM = 340
"""Height, at 100 %, from which the questions have a strip of their own."""
_PALETTE_BESIDE_FROM = 1400
"""In a narrower window the palette is a strip of icons, so that the map has the room."""


@dataclass(frozen=True)
class Parts:
    """What stands around the views of a workshop page."""

    app_bar: AppBar
    rail: Rail
    stage_bar: StageBar
    foot: FindingsStrip
    map: MapArea
    left: LeftSide
    palette: Palette
    strip: PaletteStrip
    guide: Guide
    right: RightSide
    details: Inspector
    who: WhoIsHere


class Panels(QObject):
    """Opens, closes and folds the panels of one workshop page."""

    def __init__(self, page: Workspace, parts: Parts) -> None:
        super().__init__(page)  # as a child of it, it hears nothing once the page is gone
        self._page, self._parts = page, parts
        self._compact = self._overlay = self._details = self._guide_over = False
        parts.left.chosen.connect(lambda part: self.open_guide(part == "guide"))
        for closing in (parts.guide.wants_closed, parts.left.wants_closed):
            closing.connect(lambda: self.open_guide(False))
        parts.details.wants_closed.connect(lambda: self.toggle_details(False))
        parts.who.place_changed.connect(self.arrange)
        page.bridge.selection_changed.connect(self._selected)
        parts.map.panel_shown.connect(self._arrange_right)

    def arrange(self) -> None:
        """Fold or unfold the panels as the window's size needs it."""
        width, height, look, parts = self._page.width(), self._page.height(), theme(), self._parts
        self._compact = width < look.scaled(PALETTE_WHOLE_FROM) or height < look.scaled(LOW_UNDER)
        self._overlay = width < look.scaled(INSPECTOR_BESIDE_FROM)
        for part in (parts.app_bar, parts.stage_bar, parts.foot):
            part.set_compact(self._compact)
        parts.foot.set_low(height < look.scaled(_STRIP_FROM))
        parts.rail.set_small(width < look.scaled(_RAIL_WIDE_FROM))
        self._arrange_left()
        parts.map.set_compact(self._palette_is_strip)
        if not self._palette_is_strip:
            parts.palette.show_minimap(parts.map.minimap)
        self._arrange_right()

    @property
    def _palette_is_strip(self) -> bool:
        return self._compact or self._page.width() < theme().scaled(_PALETTE_BESIDE_FROM)

    def _arrange_left(self) -> None:
        """Show the palette or the guide beside the map; in a small window the guide floats over it, when asked for."""
        page, kept = self._page, self._page.preferences
        on_map, wanted = page.view == "map", kept.palette_open
        guided = self._guide_over if self._compact else wanted and kept.guide_open
        guided = guided and not page.room
        part = "guide" if guided else "palette" if wanted and on_map and not self._palette_is_strip else ""
        may_choose = on_map and not page.room and bool(page.clock.schedule().planned)
        self._parts.left.arrange(part, switch=may_choose, floating=self._compact)
        self._parts.strip.setVisible(wanted and on_map and self._palette_is_strip and (self._compact or not part))

    @property
    def _is_taken(self) -> bool:
        """Whether the guide, the capture line or the typical cards float where the details have no room beside them."""
        floating = (self._guide_over and self._compact) or self._parts.map.works_at_panel
        return floating and self._parts.map.width() < theme().scaled(_TWO_FLOAT_FROM)

    def _arrange_right(self) -> None:
        parts, on_map = self._parts, self._page.view == "map"
        wanted = self._page.preferences.inspector_open and on_map
        if self._overlay:
            wanted = wanted and (bool(self._page.bridge.selection) or self._details) and not self._is_taken
        who = parts.who.is_open
        parts.app_bar.here.show_open(who)
        covered = parts.right.arrange(who=who, wanted=wanted, floating=self._overlay)
        parts.map.leave_room(covered if on_map else 0)

    def _selected(self, ids: tuple[str, ...]) -> None:
        self._details = self._details and not ids
        self._arrange_right()

    def toggle_palette(self) -> None:
        """Open or close the palette."""
        self._page.preferences.palette_open = not self._page.preferences.palette_open
        self.arrange()

    def toggle_guide(self) -> None:
        """Show the guide in the place of the palette, or the palette again."""
        kept = self._page.preferences
        self.open_guide(not (self._guide_over if self._compact else kept.guide_open and kept.palette_open))

    def open_guide(self, on: bool = True, *, asked: bool = True) -> None:
        """Show the guide, or what it stood in the place of; a small window floats it only when it is `asked` for."""
        kept, left = self._page.preferences, self._parts.left
        kept.guide_open = on
        kept.palette_open = kept.palette_open or on
        self._guide_over = on and self._compact and asked
        had_focus = left.isAncestorOf(self._page.focusWidget() or self._page)
        self.arrange()
        if had_focus and not left.isVisible():
            self._page.show_view(self._page.view)
        elif self._guide_over:
            self._parts.guide.start()

    def toggle_details(self, on: bool | None = None) -> None:
        """Open or close the details."""
        kept = self._page.preferences
        gave_way = on is not False and self._parts.who.give_way()
        shown = not gave_way and (self._parts.details.isVisible() if self._overlay else kept.inspector_open)
        kept.inspector_open = not shown if on is None else on
        self._details = self._overlay and kept.inspector_open
        self.arrange()
        if not kept.inspector_open:
            self._page.map_view.setFocus()

    def show_details(self) -> None:
        """Show what the workshop is about: the details with nothing selected."""
        self._page.show_view("map")
        self._page.bridge.select(())
        self._details = True
        self.toggle_details(True)
