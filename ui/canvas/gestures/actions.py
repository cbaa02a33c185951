"""Everything that can be done on the map, with its words and keys: menus, toolbar and command palette read this."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from stworkshop.i18n import gettext as _

if TYPE_CHECKING:
    from ui.canvas.map_hands import MapHands


class CanvasAction(NamedTuple):
    """An action as the window's registry takes it; `enabled` is asked each time."""

    id: str
    text: str
    shortcut: str
    run: Callable[[], object]
    enabled: Callable[[], bool]
    icon: str = ""


@dataclass(frozen=True)
class _State:
    """Questions that decide what can be done now."""

    view: MapHands

    def always(self) -> bool:
        """Looking is always possible."""
        return True

    def may_edit(self) -> bool:
        """Whether anything can be changed."""
        return not self.view.read_only

    def some(self) -> bool:
        """Whether cards or links are chosen, and may be changed."""
        return bool(self.view.doing.ids) and not self.view.read_only

    def cards(self, least: int) -> bool:
        """Whether at least so many cards are chosen, and may be changed."""
        return len(self.view.doing.cards) >= least and not self.view.read_only

    def one(self) -> bool:
        """Whether one card is chosen, and may be changed."""
        return bool(self.view.doing.one) and not self.view.read_only

    def one_shown(self) -> bool:
        """Whether a card is chosen."""
        return bool(self.view.doing.one)

    def link(self) -> bool:
        """Whether one link is chosen, and may be changed."""
        ids = self.view.doing.ids
        return len(ids) == 1 and ids[0] in self.view.map_scene.links and not self.view.read_only


def actions_of(view: MapHands, edit: Callable[[], object]) -> list[CanvasAction]:
    """Return all actions of a map, in the order in which menus show them; `edit` opens the words of the chosen card."""
    ask, doing = _State(view), view.doing
    a, some_cards = CanvasAction, partial(ask.cards, 1)
    return [
        a("map.edit", _("Edit words"), "F2", edit, ask.one, "edit"),
        a("map.link", _("Link to…"), "L", view.link_from_here, ask.one, "link"),
        a("map.reverse", _("Turn the link round"), "", lambda: doing.reverse(doing.ids[0]), ask.link, "both"),
        a("map.focus", _("Focus on the card"), "F", view.toggle_focus, ask.one_shown, "eye"),
        a("map.words", _("What the words on the card mean"), "Alt+W", view.explained.tell, ask.always, "glossary"),
        a("map.duplicate", _("Duplicate"), "Ctrl+D", doing.duplicate, partial(ask.cards, 1), "copy"),
        a("map.group", _("Group or ungroup"), "Ctrl+G", doing.group, partial(ask.cards, 2), "group"),
        a("map.merge", _("Merge into one card…"), "", doing.merge, partial(ask.cards, 2), "merge"),
        a("map.split", _("Split into several cards…"), "", doing.split, ask.one, "split"),
        a("map.pin", _("Pin in place or unpin"), "", doing.lock, ask.one, "lock"),
        a("map.delete", _("Delete"), "Del", doing.delete, ask.some, "delete"),
        *_arranging(view, ask),
        a("map.tidy", _("Tidy all"), "", view.tidy, ask.may_edit, "layout"),
        a("map.tidy-selected", _("Tidy the selected cards"), "", view.tidying.tidy_selected, some_cards, "layout"),
        a("map.paste", _("Paste lines as cards"), "Ctrl+V", view.paste, ask.may_edit, "paste"),
        a("map.select-all", _("Select all cards"), "Ctrl+A", view.select_all, ask.always, "follow"),
        a("map.city", _("City: the map from afar"), "Alt+1", view.steps.show_city, ask.always, "map"),
        a("map.zone", _("Zone: the cards of one topic"), "Alt+2", view.steps.show_zone, ask.always, "layout"),
        a("map.card", _("Card: words at full size"), "Alt+3", view.steps.show_card, ask.always, "zoom-in"),
        a("map.fit", _("Show the whole map"), "0", view.steps.show_whole, ask.always, "fit"),
        a("map.zoom-in", _("Zoom in"), "+", view.steps.come_in, ask.always, "zoom-in"),
        a("map.zoom-out", _("Zoom out"), "-", view.steps.out, ask.always, "zoom-out"),
        a("map.everything", _("Show all kinds"), "", lambda: view.set_lens(None), ask.always, "lens"),
    ]  # fmt: skip


def _arranging(view: MapHands, ask: _State) -> list[CanvasAction]:
    """Return the actions that bring cards into line."""
    two, three = partial(ask.cards, 2), partial(ask.cards, 3)
    edges = (
        ("left", _("Align left edges")),
        ("center", _("Align centres")),
        ("right", _("Align right edges")),
        ("top", _("Align top edges")),
        ("middle", _("Align middles")),
        ("bottom", _("Align bottom edges")),
    )
    align, spread = view.doing.align, view.doing.distribute
    return [
        *(CanvasAction(f"map.align-{e}", text, "", partial(align, e), two, f"align-{e}") for e, text in edges),
        CanvasAction(
            "map.spread-across", _("Even gaps across"), "", partial(spread, "horizontal"), three, "distribute-h"
        ),
        CanvasAction("map.spread-down", _("Even gaps down"), "", partial(spread, "vertical"), three, "distribute-v"),
    ]
