"""What of the map from afar can be pointed at and walked to: zones, their cards, counts, and links."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPointF, QRectF

from stworkshop.drawing.city_view import Painting
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.layout.zone_frame import ZONES
from ui.canvas.gestures.walking import ASIDE, ahead_and_aside


@dataclass(frozen=True)
class Spot:
    """One thing, with its box in px of the drawing.

    `id` is that of a zone, a card, the two zones of a road, the zone of cards that are folded ("more"), or, for a
    "link" of the chosen card, that of the card at its other end.
    """

    what: Literal["zone", "card", "road", "more", "link"]
    id: str
    box: QRectF
    words: str
    links: tuple[str, ...] = ()
    cards: tuple[str, ...] = ()


def spots_of(painting: Painting) -> list[Spot]:
    """Return all spots in reading order: each zone with its cards and the rest of them, then the roads, widest first.

    After the chosen card come its links.
    """
    return [*_zones(painting), *_roads(painting)]


def _zones(painting: Painting) -> Iterator[Spot]:
    for zone in ZONES:
        cell = painting.plan.cells.get(zone)
        if cell is None:
            continue
        title, shown = painting.titles[zone][0], len(cell.cards)
        said = ngettext("{zone}, {n} card", "{zone}, {n} cards", cell.count).format(zone=title, n=cell.count)
        if cell.rest:
            said = _("{zone}, {shown} of them shown here").format(zone=said, shown=shown)
        for road, _way in painting.roads:
            if zone in road.zones:
                other = painting.titles[road.zones[road.zones[0] == zone]][0]
                n = len(road.links)
                more = ngettext("{zone}; {n} link with {other}", "{zone}; {n} links with {other}", n)
                said = more.format(zone=said, n=n, other=other)
        yield Spot("zone", zone, QRectF(*cell.box), said)
        for one in cell.cards:
            yield Spot("card", one.card.id, QRectF(*one.box), one.card.label)
            if one.card.id == painting.chosen:
                yield from _links(painting)
        if cell.rest:
            said = ngettext("{n} more card in {zone}", "{n} more cards in {zone}", len(cell.rest))
            box = QRectF(*painting.rest_box(cell))
            folded = tuple(card.id for card in cell.rest)
            yield Spot("more", zone, box, said.format(n=len(cell.rest), zone=title), cards=folded)


def _links(painting: Painting) -> Iterator[Spot]:
    """Yield each link of the chosen card, where its sentence stands; without one, at the card."""
    at = QRectF(*painting.plan.placed[painting.chosen].box)
    ends = {spoke.link.id: spoke.other for spoke in painting.spokes}
    for sentence in painting.sentences():
        box = QRectF(*sentence.box) if sentence.box is not None else at
        for link, words in zip(sentence.links, sentence.each, strict=True):
            yield Spot("link", ends[link], box, words, (link,))


def _roads(painting: Painting) -> Iterator[Spot]:
    for road, pill in painting.pills().items():
        yield Spot("road", "-".join(road.zones), QRectF(*pill), painting.road_title(road), road.links)


def spot_at(spots: Sequence[Spot], at: QPointF) -> Spot | None:
    """Return what lies at a point of the drawing: a sentence before a number before a card before its zone."""
    order = {"link": 0, "road": 1, "card": 2, "more": 3, "zone": 4}
    told = {(spot.box.x(), spot.box.y()) for spot in spots if spot.what == "card"}  # a link that stands at its card
    found = [
        spot
        for spot in spots
        if spot.box.contains(at) and (spot.what != "link" or (spot.box.x(), spot.box.y()) not in told)
    ]
    return min(found, key=lambda spot: order[spot.what], default=None)


def towards(spots: Sequence[Spot], start: Spot, direction: QPointF) -> Spot | None:
    """Return the nearest spot in a direction (one of the four unit vectors); None where there is none."""

    def cost(spot: Spot) -> float:
        ahead, aside = ahead_and_aside(spot.box.center() - start.box.center(), direction)
        return ahead + ASIDE * aside if ahead > 1 else math.inf

    found = min((spot for spot in spots if spot is not start), key=cost, default=None)
    return found if found is not None and math.isfinite(cost(found)) else None
