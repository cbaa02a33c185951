"""The map of one session as items by record id, kept up to date by changes; what there is, not how it is shown."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import TypeAlias

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Signal
from PySide6.QtWidgets import QGraphicsScene

from stworkshop.analysis.word_use import any_of
from stworkshop.drawing.city import roads_between
from stworkshop.drawing.lenses import EVERYTHING, lens_of
from stworkshop.graphics.link_styles import LOUD_AT_REST
from stworkshop.layout import zones
from stworkshop.model import attribution
from stworkshop.model.board import Board
from stworkshop.model.card_layout import face_of
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.changes import Change
from stworkshop.model.records import Link, Ref
from stworkshop.rounds.agreement import closed_rounds, figures_of
from ui.canvas.emphasis import HIDDEN, QUIET, Emphasis
from ui.canvas.index import Box, BoxIndex
from ui.canvas.items.card import MARGIN, CardItem, Measure
from ui.canvas.items.group import GroupItem
from ui.canvas.items.link import REACH, LinkItem
from ui.canvas.items.zone import Words, words_of
from ui.kit.background import paused_collector

Frame: TypeAlias = Callable[[Board, Catalogue], Mapping[str, zones.Rect]]
"""What says where the zones are."""

_FEW = 8
"""So many cards may move at once, or a third of all, and the zones stay; more than that is another arrangement."""

_ZONED = frozenset(("kind", "type", "concepts"))
"""The fields of a card that its zone depends on."""

WIDE = 4000.0
"""Free space around the map, so that every card can be brought to the middle of the view."""


class MapScene(QGraphicsScene):
    """Cards, links, zones and groups of a board. Painting and gestures are the business of others."""

    stale = Signal(QRectF)
    """A part of the picture is no longer right; a null rectangle means all of it."""

    def __init__(
        self, board: Board, catalogue: Catalogue, measure: Measure = face_of, frame: Frame = zones.zone_frame
    ) -> None:
        super().__init__()
        self._measure, self._frame = measure, frame
        self.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        self.board, self.catalogue = board, catalogue
        self.emphasis = Emphasis()
        self.cards: dict[str, CardItem] = {}
        self.links: dict[str, LinkItem] = {}
        self.groups: dict[str, GroupItem] = {}
        self.zones: dict[str, QRectF] = {}
        self._words: dict[str, Words] = {}
        self._known_pairs: dict[tuple[str, str, str], bool] = {}
        self.card_index, self.link_index = BoxIndex(), BoxIndex()
        self._asked: Mapping[str, str] = {}
        self.routed_once = False
        """Until every link has had its first route, quiet links without one are not painted."""
        self.load()

    # --- from the board

    def load(self) -> None:
        """Make all items anew."""
        with paused_collector():
            self._load()

    def _load(self) -> None:
        dots, notes = self._dots(), self._notes()
        self.cards = {
            e.id: CardItem(e, self.catalogue, dots.get(e.id, 0), notes.get(e.id, 0), self._measure)
            for e in self.board.elements.values()
        }
        for card_id, asks in self._asked.items():
            if card_id in self.cards:
                self.cards[card_id].mark(asks)
        self._explained = any_of(term.label for term in self.board.terms.values())
        here = self._here()
        for card in self.cards.values():
            card.words = self._explained
            card.sit(card.id in here)
            if card.element.image:
                card.depict(self.board.image_of(card.id))
        cards, unlisted = self.cards, self._unlisted
        for key, link in self.board.links.items():
            source, target = cards[link.source], cards[link.target]
            self.links[key] = LinkItem(link, source, target, unlisted=unlisted(link.relation, source, target))
        self._sort_links()
        self._fill_indexes()
        self._frame_changed()

    def _fill_indexes(self) -> None:
        """Index cards with their margins, and links by boxes that hold any simple way between their ends."""
        cards, links = self.cards, self.links
        boxes = np.array([(c.x, c.y, c.x + c.w, c.y + c.h) for c in cards.values()]).reshape(-1, 4)
        self.card_index.fill(list(cards), np.add(boxes, (-MARGIN, -MARGIN, MARGIN, MARGIN)))
        row = {key: number for number, key in enumerate(cards)}
        sources = boxes[[row[item.link.source] for item in links.values()]]
        targets = boxes[[row[item.link.target] for item in links.values()]]
        low = np.minimum(sources[:, :2], targets[:, :2]) - REACH
        high = np.maximum(sources[:, 2:], targets[:, 2:]) + REACH
        self.link_index.fill(list(links), np.hstack((low, high)))

    def apply(self, change: Change) -> None:
        """Bring the items that a change touches up to date, and no others."""
        dirty = QRectF()
        moved: set[str] = set()
        if change.roots() & {"results", "notes"}:
            self._recount()
        if "terms" in change.roots():
            dirty = self._explain()
        if change.roots() & {"participants", "session"}:
            dirty = dirty.united(self._seat())
        if "images" in change.roots():
            dirty = dirty.united(self._depict())
        for card_id in change.ids("elements"):
            dirty = dirty.united(self._card_changed(card_id, moved))
        touched = change.ids("links")
        for card_id in moved:
            touched |= {link.id for link in self.board.all_links_at(card_id)}
        for link_id in touched:
            dirty = dirty.united(self._link_changed(link_id))
        if change.ids("links") or _changes_zones(change):
            self._sort_links()
        if change.roots() & {"elements", "groups", "session"}:
            self._frame_changed(dirty, keep=self._is_by_hand(change, moved))
        elif not dirty.isNull():
            self.stale.emit(dirty)

    def look_through(self, lens: str) -> None:
        """Show other links as lines; the rest is left to bundles."""
        self.emphasis.lens = lens
        self._sort_links()

    @property
    def loud_relations(self) -> frozenset[str]:
        """The relations that speak up at rest."""
        return LOUD_AT_REST if self.emphasis.lens == EVERYTHING else lens_of(self.emphasis.lens).relations

    def _sort_links(self) -> None:
        """Tell each link whether it is loud, and whether it is left to a bundle between two zones."""
        loud = self.loud_relations
        bundled = set(self._bundled(loud))
        for item in self.links.values():
            item.loud = item.link.relation in loud
            item.bundled = item.id in bundled

    def _bundled(self, loud: frozenset[str]) -> Iterator[str]:
        """Yield the links between two zones that have so many that they are only counted there."""
        if self.emphasis.lens == EVERYTHING:
            return
        catalogue = self.catalogue
        zone = {key: zones.zone_of(card.element, catalogue) for key, card in self.cards.items()}
        for road in roads_between(self.board, zone, loud):
            yield from road.links

    def _is_by_hand(self, change: Change, moved: Collection[str]) -> bool:
        """Tell whether a change moves a few cards, and none out of the way of new ones: then the zones stay.

        They do not where most of the cards came just now, as when a whole map is shown on an empty one.
        """
        came = {ref.id for ref in change.added if ref.root == "elements"}
        if len(came) > _FEW and 2 * len(came) > len(self.cards):
            return False
        pushes = bool(came) and any(ref.root == "elements" and "pos" in f for ref, f in change.updated.items())
        return not pushes and len(set(moved) - came) <= max(_FEW, len(self.cards) // 3)

    def _explain(self) -> QRectF:
        """Underline the words that are explained now; return what is to be painted anew."""
        self._explained = any_of(term.label for term in self.board.terms.values())
        dirty = QRectF()
        for card in self.cards.values():
            if card.explain(self._explained):
                dirty = dirty.united(card.reach)
        return dirty

    def _depict(self) -> QRectF:
        """Show the pictures that are on cards now; return what is to be painted anew."""
        dirty = QRectF()
        for card in self.cards.values():
            if (card.element.image or card.image is not None) and card.depict(self.board.image_of(card.id)):
                dirty = dirty.united(card.reach)
        return dirty

    def _here(self) -> set[str]:
        """Return the cards that somebody in the list of people is here for."""
        if not attribution.shows_roles(self.board.session):
            return set()
        return {person.stakeholder for person in self.board.participants.values()}

    def _seat(self) -> QRectF:
        """Show who is here by the list of people now; return what is to be painted anew."""
        dirty, here = QRectF(), self._here()
        for card in self.cards.values():
            if card.sit(card.id in here):
                dirty = dirty.united(card.reach)
        return dirty

    def ask(self, asked: Mapping[str, str]) -> None:
        """Put badges on the cards that a question is open about, by its severity; only what is new is painted."""
        before, self._asked = self._asked, dict(asked)
        dirty = QRectF()
        for card_id in before.keys() | asked.keys():
            item = self.cards.get(card_id)
            if item is not None and item.mark(asked.get(card_id, "")):
                dirty = dirty.united(item.reach)
        if not dirty.isNull():
            self.stale.emit(dirty)

    def set_route(self, link_id: str, points: Iterable[tuple[float, float]]) -> QRectF:
        """Give a link its way; return what must be painted again."""
        item = self.links.get(link_id)
        if item is None:
            return QRectF()
        before = item.reach
        item.run(tuple(points))
        self.link_index.put(link_id, item.boxes)
        return before.united(item.reach)

    def _card_changed(self, card_id: str, moved: set[str]) -> QRectF:
        element = self.board.elements.get(card_id)
        item = self.cards.get(card_id)
        dirty = item.reach if item else QRectF()
        if element is None:
            self.cards.pop(card_id, None)
            self.card_index.drop(card_id)
            moved.add(card_id)
            return dirty
        if item is None:
            item = self.cards[card_id] = CardItem(element, self.catalogue, measure=self._measure)
            item.words = self._explained
            item.sit(card_id in self._here())
            item.mark(self._asked.get(card_id, ""))
            item.depict(self.board.image_of(card_id))
            moved.add(card_id)
        else:
            before = (item.x, item.y, item.w, item.h)
            item.read(element, self.catalogue)
            item.depict(self.board.image_of(card_id))
            if before != (item.x, item.y, item.w, item.h):
                moved.add(card_id)
        self.card_index.put(card_id, (item.box,))
        return dirty.united(item.reach)

    def _link_changed(self, link_id: str) -> QRectF:
        link = self.board.get(Ref("links", link_id))
        item = self.links.get(link_id)
        dirty = item.reach if item else QRectF()
        if not isinstance(link, Link) or link.source not in self.cards or link.target not in self.cards:
            self.links.pop(link_id, None)
            self.link_index.drop(link_id)
            return dirty
        source, target = self.cards[link.source], self.cards[link.target]
        if item is None:
            item = self.links[link_id] = LinkItem(link, source, target)
        item.read(link, source, target, unlisted=self._unlisted(link.relation, source, target))
        item.straighten()
        self.link_index.put(link_id, item.boxes)
        return dirty.united(item.reach)

    def _unlisted(self, relation: str, source: CardItem, target: CardItem) -> bool:
        key = (relation, source.element.kind, target.element.kind)
        found = self._known_pairs.get(key)
        if found is None:
            found = self._known_pairs[key] = not self.catalogue.is_allowed(*key)
        return found

    def _dots(self) -> dict[str, int]:
        """Return the dots of the last closed round that gave any, by card."""
        dots: dict[str, int] = {}
        for round_ in closed_rounds(self.board, "dots"):
            for item in round_.items:
                count = figures_of(self.board, round_.id, item).get("dots")
                if isinstance(count, int):
                    dots[item] = count
        return dots

    def _notes(self) -> dict[str, int]:
        notes: dict[str, int] = {}
        for note in self.board.notes.values():
            if note.kind != "finding":
                for card in note.about:
                    notes[card] = notes.get(card, 0) + 1
        return notes

    def _recount(self) -> None:
        dots, notes = self._dots(), self._notes()
        for item in self.cards.values():
            counts = (dots.get(item.id, 0), notes.get(item.id, 0))
            if counts != (item.dots, item.notes):
                item.dots, item.notes = counts
                item.read(item.element, self.catalogue)
                self.stale.emit(item.reach)

    def _frame_changed(self, dirty: QRectF | None = None, *, keep: bool = False) -> None:
        """Lay zones and groups around the cards anew; where none of them changed, only `dirty` is stale.

        With `keep` the zones stay where they are as far as the cards allow.
        """
        if keep and self._frame is zones.zone_frame:
            frame: Mapping[str, zones.Rect] = zones.kept_frame(self.tiles(), self.board, self.catalogue)
        else:
            frame = self._frame(self.board, self.catalogue)
        before = (self.zones, self._words, {key: (g.label, g.rect) for key, g in self.groups.items()})
        self.zones = {zone: QRectF(*rect) for zone, rect in frame.items()}
        self._words = {zone: words_of(zone, self.board, self.catalogue) for zone in self.zones}
        members: dict[str, list[CardItem]] = {}
        for element in self.board.elements.values():
            if element.group:
                members.setdefault(element.group, []).append(self.cards[element.id])
        self.groups = {
            key: GroupItem(group.label, members[key]) for key, group in self.board.groups.items() if members.get(key)
        }
        room = self.extent().adjusted(-WIDE, -WIDE, WIDE, WIDE)
        if not self.sceneRect().contains(room.adjusted(WIDE / 2, WIDE / 2, -WIDE / 2, -WIDE / 2)):
            self.setSceneRect(room)
        after = (self.zones, self._words, {key: (g.label, g.rect) for key, g in self.groups.items()})
        if dirty is None or before != after:
            self.stale.emit(QRectF())
        elif not dirty.isNull():
            self.stale.emit(dirty)

    # --- asking

    def item(self, record_id: str) -> CardItem | LinkItem | None:
        """Return the item of a card or link by its record's id."""
        return self.cards.get(record_id) or self.links.get(record_id)

    def title_frame(self) -> Mapping[str, zones.Rect]:
        """Return the frames whose titles links keep clear of."""
        return self.tiles()

    def tiles(self) -> dict[str, zones.Rect]:
        """Return the zones as the core knows them."""
        return {zone: zones.Rect(r.x(), r.y(), r.width(), r.height()) for zone, r in self.zones.items()}

    def words(self, zone: str) -> Words:
        """Return the title and the question of a zone."""
        return self._words[zone]

    def extent(self) -> QRectF:
        """Return the box around zones and cards."""
        extent = QRectF()
        for rect in self.zones.values():
            extent = extent.united(rect)
        bounds = self.card_index.bounds()
        if bounds is not None:
            extent = extent.united(QRectF(QPointF(bounds[0], bounds[1]), QPointF(bounds[2], bounds[3])))
        return extent

    def cards_in(self, rect: QRectF) -> Iterator[CardItem]:
        """Yield the cards near a rectangle, in the order of making."""
        return (self.cards[key] for key in self.card_index.hits(_box(rect)))

    def links_in(self, rect: QRectF) -> Iterator[LinkItem]:
        """Yield the links of which a piece runs near a rectangle."""
        return (self.links[key] for key in self.link_index.hits(_box(rect)))

    def card_at(self, point: QPointF) -> CardItem | None:
        """Return the topmost card whose silhouette holds a point."""
        found = [card for card in self.cards_in(QRectF(point, point)) if card.holds(point)]
        lifted = [card for card in found if card.id in self.emphasis.selected]
        return lifted[-1] if lifted else found[-1] if found else None

    def link_at(self, point: QPointF, tolerance: float) -> LinkItem | None:
        """Return the link nearest to a point, at most `tolerance` scene units away."""
        near = QRectF(point.x() - tolerance, point.y() - tolerance, 2 * tolerance, 2 * tolerance)
        best, least = None, tolerance
        for link in self.links_in(near):
            if link.bundled and not self._is_out(link):
                continue
            away = link.distance(point)
            if away <= least:
                best, least = link, away
        return best

    def _is_out(self, link: LinkItem) -> bool:
        """Tell whether a link of a bundle shows, since it or one of its cards is chosen."""
        emphasis = self.emphasis
        shown = (*emphasis.selected, *emphasis.focus, emphasis.hovered)
        return link.id in shown or link.link.source in shown or link.link.target in shown

    def zone_at(self, point: QPointF) -> str:
        """Return the zone under a point, or ''."""
        return next((zone for zone, rect in self.zones.items() if rect.contains(point)), "")

    def links_of(self, card_id: str) -> list[LinkItem]:
        """Return the links at a card."""
        return [self.links[link.id] for link in self.board.links_of(card_id) if link.id in self.links]

    def is_faint(self, card: CardItem) -> bool:
        """Tell whether focus or filter fades a card."""
        return self.emphasis.card_faint(card.id, card.shape, card.element.kind)

    def manner(self, link: LinkItem) -> int:
        """Return how a link is drawn at rest."""
        kinds = self.emphasis.kinds
        visible = kinds is None or not (self.is_faint(link.source) or self.is_faint(link.target))
        manner = self.emphasis.link_manner(link.link, link.style.family, loud=link.loud, visible=visible)
        hidden = link.bundled or not (link.routed or self.routed_once)
        return HIDDEN if manner == QUIET and hidden else manner


def _changes_zones(change: Change) -> bool:
    """Tell whether cards came, went, or may belong to another zone now."""
    if any(ref.root == "elements" for ref in (*change.added, *change.removed)):
        return True
    return any(ref.root == "elements" and not _ZONED.isdisjoint(fields) for ref, fields in change.updated.items())


def _box(rect: QRectF) -> Box:
    return (rect.left(), rect.top(), rect.right(), rect.bottom())
