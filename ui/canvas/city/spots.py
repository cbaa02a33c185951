"""What of the map from afar can be pointed at and walked to: zones, their cards, and the numbers of roads."""

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
    """One thing: `id` is a zone, a card's id, or the two zones of a road; `box` in px of the drawing."""

    what: Literal["zone", "card", "road"]
    id: str
    box: QRectF
    words: str
    links: tuple[str, ...] = ()


def spots_of(painting: Painting) -> list[Spot]:
    """Return all spots in reading order: each zone with its cards, then the roads, the widest first."""
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
        yield Spot("zone", zone, QRectF(*cell.box), said)
        for one in cell.cards:
            yield Spot("card", one.card.id, QRectF(*one.box), one.card.label)


def _roads(painting: Painting) -> Iterator[Spot]:
    for road, pill in painting.pills().items():
        yield Spot("road", "-".join(road.zones), QRectF(*pill), painting.road_title(road), road.links)


def spot_at(spots: Sequence[Spot], at: QPointF) -> Spot | None:
    """Return what lies at a point of the drawing: a number before a card before its zone."""
    order = {"road": 0, "card": 1, "zone": 2}
    found = [spot for spot in spots if spot.box.contains(at)]
    return min(found, key=lambda spot: order[spot.what], default=None)


def towards(spots: Sequence[Spot], start: Spot, direction: QPointF) -> Spot | None:
    """Return the nearest spot in a direction (one of the four unit vectors); None where there is none."""

    def cost(spot: Spot) -> float:
        ahead, aside = ahead_and_aside(spot.box.center() - start.box.center(), direction)
        return ahead + ASIDE * aside if ahead > 1 else math.inf

    found = min((spot for spot in spots if spot is not start), key=cost, default=None)
    return found if found is not None and math.isfinite(cost(found)) else None
