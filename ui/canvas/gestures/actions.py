"""Everything that can be done on the map, with its words and keys: menus, toolbar and command palette read this."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from stworkshop.drawing.lenses import LENSES, lens_name
from stworkshop.i18n import gettext as _
from ui.kit.actions import Place

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
    place: Place | None = None


@dataclass(frozen=True)
class _State:
    """Questions that decide what can be done now."""

    shown: Callable[[], MapHands]

    @property
    def view(self) -> MapHands:
        """The map that is shown now."""
        return self.shown()

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

    def some_shown(self) -> bool:
        """Whether cards are chosen."""
        return bool(self.view.doing.cards)

    def one_shown(self) -> bool:
        """Whether a card is chosen."""
        return bool(self.view.doing.one)

    def link(self) -> bool:
        """Whether one link is chosen, and may be changed."""
        return bool(self.view.doing.one_link) and not self.view.read_only

    def words(self) -> bool:
        """Whether one card or one link is chosen, and may be changed."""
        return self.one() or self.link()


def actions_of(view: Callable[[], MapHands], edit: Callable[[], object]) -> list[CanvasAction]:
    """Return all actions of a map, in the order in which menus show them; `edit` opens the words of the chosen card.

    `view` gives the map when something is done or asked, so that menus can name what there is before a map is open.
    """
    ask, a, at = _State(view), CanvasAction, Place
    one_card, two_cards = partial(ask.cards, 1), partial(ask.cards, 2)

    def on(do: Callable[[MapHands], object]) -> Callable[[], object]:
        return lambda: do(view())

    return [
        a("map.edit", _("Edit words"), "F2", edit, ask.words, "edit", at("edit", 2, 1)),
        a("map.kind", _("Make it another kind…"), "K", on(lambda v: v.ask_kind()), ask.one, "both"),
        a("map.link", _("Link to…"), "L", on(lambda v: v.link_from_here()), ask.one, "link", at("insert", 1, 3)),
        a("map.reverse", _("Turn the link round"), "", on(lambda v: v.doing.reverse(v.doing.one_link)), ask.link,
          "both", at("insert", 1, 4)),
        a("map.picture", _("Picture on the card…"), "", on(lambda v: v.choose_picture()), ask.one, "picture",
          at("insert", 1, 5)),
        a("map.focus", _("Focus on the card"), "F", on(lambda v: v.toggle_focus()), ask.one_shown, "eye",
          at("view", 2, 2)),
        a("map.words", _("What the words on the card mean"), "Alt+W", on(lambda v: v.explained.tell()), ask.always,
          "glossary", at("help", 2, 1)),
        a("map.cut", _("Cut"), "Ctrl+X", on(lambda v: v.copying.cut()), one_card, "cut", at("edit", 2, 2)),
        a("map.copy", _("Copy"), "Ctrl+C", on(lambda v: v.copying.copy()), ask.some_shown, "copy", at("edit", 2, 3)),
        a("map.paste", _("Paste cards, lines or a picture"), "Ctrl+V", on(lambda v: v.paste()), ask.may_edit, "paste",
          at("edit", 2, 4)),
        a("map.duplicate", _("Duplicate"), "Ctrl+D", on(lambda v: v.doing.duplicate()), one_card, "duplicate-q",
          at("edit", 2, 5)),
        a("map.group", _("Group or ungroup"), "Ctrl+G", on(lambda v: v.doing.group()), two_cards, "group",
          at("edit/tidy", 4, 1)),
        a("map.merge", _("Merge into one card…"), "", on(lambda v: v.doing.merge()), two_cards, "merge",
          at("edit", 3, 1)),
        a("map.split", _("Split into several cards…"), "", on(lambda v: v.doing.split()), ask.one, "split",
          at("edit", 3, 2)),
        a("map.pin", _("Pin in place or unpin"), "", on(lambda v: v.doing.lock()), ask.one, "lock",
          at("edit/tidy", 4, 2)),
        a("map.delete", _("Delete"), "Del", on(lambda v: v.doing.delete()), ask.some, "delete", at("edit", 2, 6)),
        *_arranging(view, ask),
        a("map.tidy", _("Tidy all"), "", on(lambda v: v.tidy()), ask.may_edit, "layout", at("edit/tidy", 3, 1)),
        a("map.tidy-selected", _("Tidy the selected cards"), "", on(lambda v: v.tidying.tidy_selected()), one_card,
          "layout", at("edit/tidy", 3, 2)),
        a("map.select-all", _("Select all cards"), "Ctrl+A", on(lambda v: v.select_all()), ask.always, "follow",
          at("edit", 2, 7)),
        a("map.city", _("City: the map from afar"), "Alt+1", on(lambda v: v.steps.show_city()), ask.always, "map",
          at("view", 1, 1)),
        a("map.zone", _("Zone: the cards of one topic"), "Alt+2", on(lambda v: v.steps.show_zone()), ask.always,
          "layout", at("view", 1, 2)),
        a("map.card", _("Card: words at full size"), "Alt+3", on(lambda v: v.steps.show_card()), ask.always, "zoom-in",
          at("view", 1, 3)),
        a("map.fit", _("Show the whole map"), "0", on(lambda v: v.steps.show_whole()), ask.always, "fit",
          at("view", 2, 3)),
        a("map.zoom-in", _("Zoom in"), "+", on(lambda v: v.steps.come_in()), ask.always, "zoom-in", at("view", 2, 4)),
        a("map.zoom-out", _("Zoom out"), "-", on(lambda v: v.steps.out()), ask.always, "zoom-out", at("view", 2, 5)),
        a("map.everything", _("Show all kinds"), "", on(lambda v: v.set_filter(None)), ask.always, "filter",
          at("view/lens", 2, 1)),
        *_lenses(view, ask),
    ]  # fmt: skip


def _lenses(view: Callable[[], MapHands], ask: _State) -> Iterator[CanvasAction]:
    """Yield an action for each lens."""
    for turn, lens in enumerate(LENSES.values()):

        def choose(lens_id: str = lens.id) -> None:
            view().lens.choose(lens_id)

        words = _("Lens: {name}").format(name=lens_name(lens.id))
        yield CanvasAction(f"map.lens-{lens.id}", words, "", choose, ask.always, lens.icon, Place("view/lens", 1, turn))


def _arranging(view: Callable[[], MapHands], ask: _State) -> list[CanvasAction]:
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

    def align(edge: str) -> None:
        view().doing.align(edge)

    def spread(way: str) -> None:
        view().doing.distribute(way)

    across, down = partial(spread, "horizontal"), partial(spread, "vertical")
    return [
        *(
            CanvasAction(f"map.align-{e}", text, "", partial(align, e), two, f"align-{e}", Place("edit/tidy", 1, at))
            for at, (e, text) in enumerate(edges)
        ),
        CanvasAction(
            "map.spread-across", _("Even gaps across"), "", across, three, "distribute-h", Place("edit/tidy", 2, 1)
        ),
        CanvasAction("map.spread-down", _("Even gaps down"), "", down, three, "distribute-v", Place("edit/tidy", 2, 2)),
    ]
