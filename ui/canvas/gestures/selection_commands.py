"""What can be done with the selected cards and links: one command each, with a word where nothing can be done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPointF

from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.layout import zones
from stworkshop.model.same_words import same_text
from ui.records.merge_dialog import MergeDialog
from ui.records.split_dialog import SplitDialog
from ui.records.wording_choice import keeper_first

if TYPE_CHECKING:
    from ui.canvas.surface import MapSurface

NO_TOPIC = (zones.PEOPLE, zones.CENTRE, zones.AGREEMENT, zones.OTHER)


class Doing:
    """Runs commands on what is selected, or on the card that the keyboard stands on."""

    def __init__(self, view: MapSurface) -> None:
        self._view = view
        self._scene = view.map_scene

    # --- what it is about

    @property
    def ids(self) -> tuple[str, ...]:
        """The selected cards and links; without any, the card that the keyboard stands on."""
        known = tuple(i for i in self._view.selected if self._scene.item(i) is not None)
        current = self._scene.emphasis.current
        return known or ((current,) if current in self._scene.cards and self._scene.emphasis.ring else ())

    @property
    def cards(self) -> tuple[str, ...]:
        """The cards among them."""
        return tuple(i for i in self.ids if i in self._scene.cards)

    @property
    def one(self) -> str:
        """The card, if it is one."""
        cards = self.cards
        return cards[0] if len(cards) == 1 else ""

    @property
    def one_link(self) -> str:
        """The link, if nothing but one link is chosen."""
        ids = self.ids
        return ids[0] if len(ids) == 1 and ids[0] in self._scene.links else ""

    # --- commands

    def delete(self) -> None:
        """Delete cards and links; the message offers to undo it."""
        ids = self.ids
        if not ids:
            return
        following = self._neighbour(ids)
        if self._view.bridge.run("delete", ids=list(ids)) is not None and following:
            self._view.lit.stand_on(following, ring=self._scene.emphasis.ring)

    def duplicate(self) -> None:
        """Copy cards, a little aside, and select the copies."""
        cards = self.cards
        done = self._view.bridge.run("duplicate", ids=list(cards)) if cards else None
        if done is not None:
            self._view.bridge.select(i for i in done.ids if i in self._scene.cards)

    def group(self) -> None:
        """Put cards into a group, or take a whole group apart."""
        cards = self.cards
        groups = {self._scene.cards[i].element.group for i in cards}
        if len(groups) == 1 and (key := groups.pop()) and set(self._scene.groups[key].ids) <= set(cards):
            self._view.bridge.run("group", ids=list(cards), ungroup=True)
        elif len(cards) > 1:
            self._view.bridge.run("group", ids=list(cards))
        else:
            self._view.status.emit(_("Select two or more cards to group them."))

    def align(self, edge: str) -> None:
        """Bring cards to a common edge or middle line."""
        if len(self.cards) > 1:
            self._view.bridge.run("align", ids=list(self.cards), edge=edge)

    def distribute(self, axis: str) -> None:
        """Make the gaps between cards equal."""
        if len(self.cards) > 2:
            self._view.bridge.run("distribute", ids=list(self.cards), axis=axis)

    def merge(self) -> None:
        """Ask which words several cards have that say the same, and make them one."""
        cards = self.cards
        if len(cards) < 2:
            return
        kinds = {self._scene.cards[i].element.kind for i in cards}
        if len(kinds) > 1:
            self._view.bridge.run("merge_cards", ids=list(cards))  # says why not
            return
        words = {same_text(self._scene.cards[i].element.label) for i in cards}
        if len(words) > 1:
            MergeDialog(self._view, self._view.bridge, cards).open()
            return
        ids = keeper_first(self._scene.board, cards)
        if self._view.bridge.run("merge_cards", ids=list(ids)) is not None:
            self._view.bridge.select(ids[:1])

    def split(self) -> None:
        """Ask for the words of several cards that one is to become."""
        if self.one:
            SplitDialog(self._view, self._view.bridge, self.one).open()

    def lock(self) -> None:
        """Pin the card in place, or let it go."""
        one = self.one
        if one:
            self._view.bridge.run("edit_element", id=one, locked="no" if self._scene.cards[one].locked else "yes")

    def nudge(self, by: QPointF) -> None:
        """Move the selected cards a little."""
        wanted = self._view.with_groups(self._view.selected)
        cards = [self._scene.cards[i] for i in wanted if not self._scene.cards[i].locked]
        if not cards:
            if wanted:
                self._view.status.emit(pinned_message())
            return
        self.put({card.id: [card.x + by.x(), card.y + by.y()] for card in cards})

    def tag(self, concept: str) -> None:
        """Give cards a topic, or take it off if all have it."""
        cards = self.cards
        if not cards:
            return
        all_have = all(concept in self._scene.cards[i].element.concepts for i in cards)
        self._view.bridge.run("tag", ids=list(cards), **({"remove": [concept]} if all_have else {"add": [concept]}))

    def reverse(self, link_id: str) -> None:
        """Turn a link round."""
        link = self._scene.links[link_id].link
        self._view.bridge.run("relink", id=link_id, source=link.target, target=link.source)

    def put(self, moves: Mapping[str, list[float]], *, free: bool = False) -> bool:
        """Put cards at new top left corners; in another zone they take its topic in the same step, unless `free`."""
        entered = {} if free else self.entering(moves)
        bridge = self._view.bridge
        if not entered or bridge.refusal("edit", entered):
            return bridge.run("move_elements", moves=moves) is not None
        elements = self._scene.board.elements
        before = {i: list(elements[i].concepts) for i in entered}
        edits: list[tuple[str, dict[str, Any]]] = [
            ("edit_element", {"id": i, "concepts": zones.topics_in(elements[i], zone, self._scene.catalogue)})
            for i, zone in entered.items()
        ]
        topics = " · ".join(self._scene.words(zone).title for zone in dict.fromkeys(entered.values()))
        n = len(entered)
        label = ngettext("Move {n} card to {topic}", "Move {n} cards to {topic}", n).format(n=n, topic=topics)
        if not bridge.run_together(label, [("move_elements", {"moves": moves}), *edits]):
            return False
        said = ngettext("{n} card is now about {topic}.", "{n} cards are now about {topic}.", n)
        bridge.say(said.format(n=n, topic=topics), (_("Only move"), partial(self._only_move, before)))
        return True

    def copy_to(self, moves: Mapping[str, list[float]], by: QPointF, *, free: bool = False) -> bool:
        """Put copies of cards so far from them; in another zone they take its topic, unless `free`."""
        elements = self._scene.board.elements
        entered = {} if free else self.entering(moves)
        topics = {i: list(zones.topics_in(elements[i], z, self._scene.catalogue)) for i, z in entered.items()}
        bridge = self._view.bridge
        done = bridge.run("duplicate", ids=list(moves), offset=[by.x(), by.y()], topics=topics)
        if done is None:
            return False
        bridge.select(i for i in done.ids if i in self._scene.cards)
        if entered:
            named = " · ".join(self._scene.words(zone).title for zone in dict.fromkeys(entered.values()))
            said = ngettext("{n} copy is about {topic}.", "{n} copies are about {topic}.", len(entered))
            bridge.say(said.format(n=len(entered), topic=named))
        return True

    def entering(self, moves: Mapping[str, list[float]]) -> dict[str, str]:
        """Return which of these cards would come into another zone than their own whose topic they can take."""
        entered: dict[str, str] = {}
        for card_id, (x, y) in moves.items():
            card = self._scene.cards[card_id]
            there = self._scene.zone_at(QPointF(x + card.w / 2, y + card.h / 2))
            here = self._scene.zone_at(card.centre)
            own = zones.zone_of(card.element, self._scene.catalogue)
            if there not in (here, own) and zones.follows_topic(card.element.kind, there):
                entered[card_id] = there
        return entered

    def _only_move(self, topics: Mapping[str, list[str]]) -> None:
        """Give cards their topics back, and leave them where they are."""
        there = [i for i in topics if i in self._scene.cards]
        label = ngettext("Topic of {n} card", "Topics of {n} cards", len(there)).format(n=len(there))
        self._view.bridge.run_together(label, [("edit_element", {"id": i, "concepts": topics[i]}) for i in there])

    def _neighbour(self, gone: Iterable[str]) -> str:
        """Return the card that the keyboard goes to when these are deleted."""
        lost = set(gone)
        order = self._view.walk.order
        places = [n for n in (self._view.walk.place(i) for i in lost) if n >= 0]
        if not places:
            return ""
        rest = [i for i in (*order[max(places) + 1 :], *reversed(order[: min(places)])) if i not in lost]
        return rest[0] if rest else ""


def pinned_message() -> str:
    """Say why a card does not move."""
    return _("This card is pinned in place. Unpin it in its menu to move it.")
