"""The others of the room on one map: pointers that glide, names, what they chose, drag and type. Never on the wall."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, QTimer, QVariantAnimation, SignalInstance

from stworkshop.i18n import gettext as _
from stworkshop.session.session import Changed
from ui.canvas.marks.peer_items import Chosen, Pointer, Rings, Seen, Tag, tag_point
from ui.kit.map_look import FAR
from ui.kit.theme import theme
from ui.lan.room_state import Happening, Person, Together
from ui.presence.marks import AWAY, colour_number
from ui.presence.room_links import RoomLinks

if TYPE_CHECKING:
    from ui.canvas.surface import MapSurface

TAKE_MS = 33
"""How often at most what the others do is taken in."""
GLIDE_S = 0.09
"""Seconds in which a pointer goes from where it was to where it is."""
_STEP_MS, _CALM_STEP_MS, _MANY = 16, 33, 8
"""Milliseconds between two steps of a glide; with more than so many pointers on the way, fewer steps do."""
AWAY_S = 120.0
"""Seconds for which the map shows what somebody chose who dropped out."""
_AWAY_NAME = 0.75
"""How strong the name is of somebody who dropped out: weaker, but still to be read."""
_SHIFT = QPointF(11, 13)
"""Where a name stands beside its pointer, in px at letters of 12 px."""
_MOST_PULSES, _A_MOMENT = 20, 2.0
_LETTERS, _LEAST_LETTERS, _MOST_LETTERS = 14.0, 10.5, 13.0


class Peer:
    """All that stands on the map for one person."""

    def __init__(self, view: MapSurface) -> None:
        self.rings, self.tag, self.pointer, self.name = Rings(view.map_scene.catalogue), Tag(), Pointer(), Tag()
        self.tag.setZValue(1.4)
        self.pointer.setZValue(3)
        self.name.setZValue(2.9)
        self.start = self.target = QPointF()
        self.since = 0.0
        for item in self.items:
            view.map_scene.addItem(item)

    @property
    def items(self) -> tuple[Rings, Tag, Pointer, Tag]:
        """The items of the scene."""
        return self.rings, self.tag, self.pointer, self.name

    def point_at(self, at: QPointF, *, glide: bool) -> bool:
        """Send the pointer to a point; tell whether it is on its way there."""
        if not self.pointer.isVisible() or not glide:
            self.start = self.target = at
            self._stand(at)
        elif at != self.target:
            self.start, self.target, self.since = self.pointer.pos(), at, time.monotonic()
        return self.pointer.pos() != self.target

    def step(self, now: float) -> bool:
        """Go on; tell whether there is further to go."""
        part = min(1.0, (now - self.since) / GLIDE_S)
        self._stand(self.start + (self.target - self.start) * part if part < 1 else self.target)
        return part < 1

    def _stand(self, at: QPointF) -> None:
        self.pointer.setPos(at)
        self.name.setPos(at)


class Peers(QObject):
    """Keeps the items of everybody else up to date with the room of a view's bridge."""

    def __init__(self, view: MapSurface) -> None:
        super().__init__(view)
        self._view = view
        self._links = RoomLinks(self._signals)
        self.shown: dict[int, Peer] = {}
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.take)
        self._gliding = QTimer(self)
        self._gliding.timeout.connect(self._step)
        self._over = QTimer(self)
        self._over.setSingleShot(True)
        self._over.timeout.connect(self.take)
        self._new: dict[str, tuple[int, float]] = {}
        """Cards that somebody else has just made: whose colour, and when; a room may tell it first."""
        view.bridge.room_changed.connect(self._enter)
        view.bridge.changed.connect(self._changed)
        view.view_changed.connect(self._look_again)
        view.camera.rested.connect(self._look_again)
        self._enter()

    def stop(self) -> None:
        """Show nobody any more: the view goes."""
        for timer in (self._soon, self._gliding, self._over):
            timer.stop()
        self._leave()

    # --- the room

    def _enter(self) -> None:
        self._leave()
        self._links.follow(self._view.bridge.room)
        self.take()

    def _signals(self, room: Together) -> list[tuple[SignalInstance, Callable[..., object]]]:
        seen = (room.presence_changed, room.people_changed, room.status_changed)
        return [*((signal, self._look_again) for signal in seen), (room.happened, self._happened)]

    def _leave(self) -> None:
        self._links.follow(None)
        self._new.clear()
        self._forget(list(self.shown))

    def _look_again(self, *_what: object) -> None:
        if self._links.room is not None and not self._soon.isActive():
            self._soon.start(TAKE_MS)

    def _changed(self, changed: Changed) -> None:
        if self.shown and changed.change.roots() & {"elements", "links"}:
            self.take()
        self._pulse()

    def _happened(self, happening: Happening) -> None:
        """Take note of the cards that somebody made, to show once whose they are."""
        if not theme().reduce_motion:
            number, now = colour_number(happening.people[0]) if len(happening.people) == 1 else 0, time.monotonic()
            made = [ref.id for ref in happening.change.added if ref.root == "elements"]
            self._new.update(dict.fromkeys(made[:_MOST_PULSES], (number, now)))
            self._pulse()

    def _pulse(self) -> None:
        """Let the outline of new cards that are there by now shine up once in the colour of who made them."""
        now, part = time.monotonic(), self._view.camera.seen
        for card_id, (number, at) in list(self._new.items()):
            card = self._view.map_scene.cards.get(card_id)
            if card is not None or now - at > _A_MOMENT:
                del self._new[card_id]
            if card is not None and card.rect.intersects(part):
                rings = Rings(self._view.map_scene.catalogue)
                rings.show_chosen(number, (Chosen(card),), (), self._seen())
                self._view.map_scene.addItem(rings)
                fade = QVariantAnimation(self)
                fade.setDuration(theme().duration("calm"))
                fade.setStartValue(1.0)
                fade.setEndValue(0.0)
                fade.valueChanged.connect(rings.setOpacity)
                fade.finished.connect(partial(self._view.map_scene.removeItem, rings))
                fade.start(QVariantAnimation.DeletionPolicy.DeleteWhenStopped)

    # --- what is shown

    def take(self) -> None:
        """Show everybody as they are now."""
        people = self._links.room.others() if self._links.room is not None and self._links.room.status != "out" else []
        now = time.monotonic()
        people = [person for person in people if person.away is None or now - person.away < AWAY_S]
        self._forget([client for client in self.shown if all(p.client != client for p in people)])
        seen = self._seen()
        rows: dict[str, int] = {}
        slots: dict[str, int] = dict.fromkeys(self._view.selected, 1)
        moving = False
        for person in people:
            peer = self.shown.get(person.client)
            if peer is None:
                peer = self.shown[person.client] = Peer(self._view)
            moving = self._show(person, peer, seen, slots, rows) or moving
        if moving and not self._gliding.isActive():
            self._gliding.start(_STEP_MS if len(people) <= _MANY else _CALM_STEP_MS)
        away = [AWAY_S - (now - person.away) for person in people if person.away is not None]
        if away:
            self._over.start(round(min(away) * 1000) + 50)

    def _show(self, person: Person, peer: Peer, seen: Seen, slots: dict[str, int], rows: dict[str, int]) -> bool:
        """Show one person; tell whether the pointer is on its way."""
        number, does = colour_number(person), person.presence
        here = person.away is None
        chosen = self._chosen(person, slots)
        links = tuple(link for i in does.selection if (link := self._view.map_scene.links.get(i)) is not None)
        peer.rings.show_chosen(number, chosen, links, seen)
        named = self._name_under(person, peer, chosen, seen, rows)
        pointed = here and does.cursor is not None and does.page == "map"
        moving = False
        if pointed and does.cursor is not None:
            at = QPointF(*does.cursor)
            peer.pointer.show_arrow(number, seen)
            moving = peer.point_at(at, glide=not theme().reduce_motion)
            shift = _SHIFT * (seen.letters / 12)
            peer.name.show_words(person.name, number, seen, shift)
        peer.pointer.setVisible(pointed)
        peer.name.setVisible(pointed and not named and seen.detail != FAR)
        peer.rings.setOpacity(1.0 if here else AWAY)
        peer.tag.setOpacity(1.0 if here else _AWAY_NAME)
        return moving

    def _chosen(self, person: Person, slots: dict[str, int]) -> tuple[Chosen, ...]:
        """Return the cards that somebody chose or is at, each with the place of its ring among those of others."""
        does, cards = person.presence, self._view.map_scene.cards
        here = person.away is None
        ids = dict.fromkeys((*does.selection, *((does.on,) if does.doing else ())))
        dragging = here and does.doing == "dragging"
        chosen = []
        for card_id in ids:
            card = cards.get(card_id)
            if card is None:
                continue
            slot = slots.get(card_id, 0)
            slots[card_id] = slot + 1
            typed = does.text if here and does.doing == "typing" and does.on == card_id else ""
            chosen.append(Chosen(card, slot, typed, does.moved if dragging and does.moved != (0, 0) else None))
        return tuple(chosen)

    def _name_under(
        self, person: Person, peer: Peer, chosen: tuple[Chosen, ...], seen: Seen, rows: dict[str, int]
    ) -> bool:
        """Put the name under a chosen card that can be seen; tell whether there is one."""
        one = self._to_name(person, chosen)
        peer.tag.setVisible(one is not None and seen.detail != FAR)
        if one is None:
            return False
        row = rows.get(one.card.id, 0)
        rows[one.card.id] = row + 1
        peer.tag.under(_words(person), colour_number(person), seen, row)
        peer.tag.setPos(tag_point(peer.rings.card_of(one), one, seen))
        return True

    def _to_name(self, person: Person, chosen: Iterable[Chosen]) -> Chosen | None:
        part = self._view.camera.seen
        visible = [one for one in chosen if one.card.rect.translated(*(one.moved or (0.0, 0.0))).intersects(part)]
        at_work = [one for one in visible if person.presence.doing and one.card.id == person.presence.on]
        return next(iter((*at_work, *visible)), None)

    def _seen(self) -> Seen:
        view = self._view
        letters = min(_MOST_LETTERS, max(_LEAST_LETTERS, _LETTERS * view.zoom)) * theme().text_scale
        return Seen(view.look, round(view.zoom, 3), view.detail, round(letters, 1), view.isRightToLeft())

    def _forget(self, clients: Iterable[int]) -> None:
        for client in clients:
            for item in self.shown.pop(client).items:
                self._view.map_scene.removeItem(item)

    def _step(self) -> None:
        now = time.monotonic()
        going = [peer for peer in self.shown.values() if peer.pointer.pos() != peer.target]
        if not any([peer.step(now) for peer in going]):
            self._gliding.stop()


def _words(person: Person) -> str:
    if person.away is not None:
        return _("{name}, away").format(name=person.name)
    if person.presence.doing == "typing":
        return _("{name} is typing").format(name=person.name)
    return person.name
