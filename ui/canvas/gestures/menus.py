"""Context menus of cards, links, zones and the map itself: the same order everywhere, ten entries at most."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from ui.canvas.gestures.permits import why_not
from ui.canvas.gestures.placing import NewCard
from ui.canvas.items.card import CardItem
from ui.canvas.items.link import LinkItem
from ui.kit.actions import shown_key
from ui.kit.theme import theme
from ui.kit.widgets.plain import Menu, explain
from ui.session.find_or_add import Entry, entries

if TYPE_CHECKING:
    from ui.canvas.gestures.actions import CanvasAction
    from ui.canvas.map_hands import MapHands


class Menus:
    """Builds the menu of what is under a point, or of what the keyboard stands on."""

    def __init__(self, view: MapHands, actions: Callable[[], list[CanvasAction]]) -> None:
        self._view, self._actions = view, actions
        self._scene = view.map_scene

    def menu_at(self, at: QPointF) -> QMenu:
        """Return the menu of what is under a point of the scene, and select that."""
        card = self._scene.card_at(at)
        link = None if card is not None else self._scene.link_at(at, 6 / self._view.zoom)
        found: CardItem | LinkItem | None = card or link
        if found is not None and found.id not in self._view.selected:
            self._view.bridge.select((found.id,))
        if card is not None:
            return self.card_menu()
        if link is not None:
            return self.link_menu(link)
        zone = self._scene.zone_at(at)
        return self.zone_menu(zone, at) if zone else self.map_menu(at)

    def menu_here(self) -> tuple[QMenu, QPoint]:
        """Return the menu for the keyboard, and where it belongs, in the viewport."""
        ids = self._view.doing.ids
        if ids and (link := self._scene.links.get(ids[0])) is not None:
            return self.link_menu(link), self._view.mapFromScene(link.reach.center())
        cards = self._view.doing.cards
        if cards:
            return self.card_menu(), self._view.mapFromScene(self._scene.cards[cards[0]].centre)
        middle = self._view.camera.seen.center()
        return self.map_menu(middle), self._view.viewport().rect().center()

    def card_menu(self) -> QMenu:
        """The menu of the selected cards."""
        view, doing = self._view, self._view.doing
        menu = Menu(view)
        cards = doing.cards
        self._add(menu, "map.edit")
        self._add(menu, "map.kind")
        self._add(menu, "map.link")
        self._topics(menu, cards)
        menu.addSeparator()
        self._add(menu, "map.copy")
        self._add(menu, "map.duplicate")
        if len(cards) > 1:
            self._add(menu, "map.group", self._group_words(cards))
            merge = ngettext("Merge %d card…", "Merge %d cards…", len(cards)) % len(cards)
            self._add(menu, "map.merge", merge)
            self._arrange(menu)
        else:
            self._add(menu, "map.split", _("Split card…"))
            self._add(menu, "map.focus", _("Show all again") if self._scene.emphasis.focus else "")
            pinned = bool(cards) and self._scene.cards[cards[0]].locked
            self._add(menu, "map.pin", _("Unpin") if pinned else _("Pin in place"))
        menu.addSeparator()
        words = (
            ngettext("Delete %d card", "Delete %d cards", len(cards)) % len(cards) if len(cards) > 1 else _("Delete")
        )
        self._add(menu, "map.delete", words)
        return menu

    def link_menu(self, link: LinkItem) -> QMenu:
        """The menu of a link."""
        view = self._view
        menu = Menu(view)
        self._add(menu, "map.edit")
        relation = menu.addMenu(theme().icon("link"), _("Say it differently"))
        catalogue = self._scene.catalogue
        source, target = (card.element for card in (link.source, link.target))
        for name in catalogue.allowed(source.kind, target.kind):
            entry = relation.addAction(catalogue.relations[name].label)
            entry.setCheckable(True)
            entry.setChecked(name == link.link.relation)
            entry.setEnabled(not view.read_only)
            entry.triggered.connect(partial(view.bridge.run, "relink", id=link.id, relation=name))
        relation.setEnabled(bool(relation.actions()) and not view.read_only)
        self._say_why(menu, relation.menuAction(), view.bridge.refusal("link"))
        self._add(menu, "map.reverse")
        menu.addSeparator()
        for card in (source, target):
            go = menu.addAction(theme().icon("arrow-right"), _("Go to “{card}”").format(card=_short(card.label)))
            go.triggered.connect(partial(view.go_to, card.id))
        menu.addSeparator()
        self._add(menu, "map.delete")
        return menu

    def zone_menu(self, zone: str, at: QPointF) -> QMenu:
        """The menu of a zone."""
        view = self._view
        menu = Menu(view)
        self._kinds(menu, at)
        self._add(menu, "map.paste")
        menu.addSeparator()
        title = self._scene.words(zone).title
        tidy = menu.addAction(theme().icon("layout"), _("Tidy this zone"))
        tidy.setEnabled(not view.read_only)
        self._say_why(menu, tidy, view.bridge.refusal("move"))
        tidy.triggered.connect(lambda: view.tidy(zone))
        show = menu.addAction(theme().icon("look"), _("Show {zone} large").format(zone=title))
        show.triggered.connect(lambda: view.show_zone(zone))
        members = view.cards_in_zone(zone)
        choose = menu.addAction(theme().icon("follow"), _("Select its cards"))
        choose.setEnabled(bool(members))
        choose.triggered.connect(lambda: view.bridge.select(members))
        self._add(menu, "map.fit")
        return menu

    def map_menu(self, at: QPointF) -> QMenu:
        """The menu of the empty map."""
        menu = Menu(self._view)
        self._kinds(menu, at)
        self._add(menu, "map.paste")
        menu.addSeparator()
        self._add(menu, "map.select-all")
        self._add(menu, "map.tidy")
        self._add(menu, "map.fit")
        return menu

    def _add(self, menu: QMenu, action_id: str, words: str = "") -> None:
        action = next(a for a in self._actions() if a.id == action_id)
        key = f"\t{shown_key(action.shortcut)}" if action.shortcut else ""
        entry = menu.addAction((words or action.text) + key)
        entry.setIcon(theme().icon(action.icon, "danger" if action.icon == "delete" else "text_2", 17))
        entry.setEnabled(action.enabled())
        self._say_why(menu, entry, why_not(self._view, action_id))
        entry.triggered.connect(lambda _checked=False, run=action.run: run())

    @staticmethod
    def _say_why(menu: QMenu, entry: QAction, reason: str) -> None:
        """Put an entry out of use that the stage forbids, with the reason on hover and for those who listen."""
        if reason:
            entry.setEnabled(False)
            explain(entry, reason)
            menu.setToolTipsVisible(True)

    def _kinds(self, menu: QMenu, at: QPointF) -> None:
        """Offer to add a card right here."""
        view = self._view
        adding = menu.addMenu(theme().icon("plus"), _("Add a card here"))
        adding.setEnabled(not view.read_only)
        self._say_why(menu, adding.menuAction(), view.bridge.refusal("add"))
        for entry in entries(self._scene.catalogue):
            line = adding.addAction(f"{entry.word}\t{entry.key}" if entry.key else entry.word)
            line.setIcon(theme().icon(f"kinds/{entry.variant}", f"kind/{entry.variant}/accent", 17))
            line.triggered.connect(self._adder(entry, at))

    def _adder(self, entry: Entry, at: QPointF) -> Callable[[], None]:
        return lambda: self._view.add_at(NewCard(entry.kind, entry.type), at)

    def _topics(self, menu: QMenu, cards: tuple[str, ...]) -> None:
        topics = menu.addMenu(theme().icon("tag"), _("Topics"))
        topics.setEnabled(bool(cards) and not self._view.read_only)
        self._say_why(menu, topics.menuAction(), self._view.bridge.refusal("edit", cards))
        self.fill_topics(topics, cards)

    def fill_topics(self, topics: QMenu, cards: tuple[str, ...]) -> None:
        """Put the topics into a menu, ticked where all cards have them."""
        for concept, entry in self._scene.catalogue.concepts.items():
            line = topics.addAction(theme().icon(f"concepts/{concept}", f"concept/{concept}/label", 17), entry["label"])
            line.setCheckable(True)
            line.setChecked(bool(cards) and all(concept in self._scene.cards[i].element.concepts for i in cards))
            line.triggered.connect(partial(self._tag, concept))

    def _tag(self, concept: str, _checked: bool = False) -> None:
        self._view.doing.tag(concept)

    def _arrange(self, menu: QMenu) -> None:
        arrange = menu.addMenu(theme().icon("align-left"), _("Arrange"))
        for action in self._actions():
            if action.id.startswith(("map.align-", "map.spread-")) or action.id == "map.tidy-selected":
                self._add(arrange, action.id)

    def _group_words(self, cards: tuple[str, ...]) -> str:
        groups = {self._scene.cards[i].element.group for i in cards}
        whole = len(groups) == 1 and "" not in groups
        return _("Ungroup") if whole else ngettext("Group %d card", "Group %d cards", len(cards)) % len(cards)


def _short(label: str) -> str:
    return label if len(label) <= 28 else label[:27].rstrip(" .,;:-") + "…"
