"""The ways of links on a printed map: around labels and titles, in tracks; many between two zones are one road."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from stworkshop.drawing.city import Road, roads_of
from stworkshop.drawing.map_roads import road_routes
from stworkshop.graphics.vector_paths import Point
from stworkshop.layout.routing import Route, RouteLink, Router
from stworkshop.layout.zone_frame import Rect
from stworkshop.report.content.blocks import MapLink, MapPage
from stworkshop.report.figures.map_layout import HEAD, Layout

_PX = 12.0
"""How many px of the router one mm is: its tracks are 10 px apart."""
_RELATIONS = {"flow": "feeds", "apart": "conflicts-with", "apart-silent": "conflicts-with", "speaks-for": "represents"}
_QUIET = "owns"
_NEAR = 0.3

Box = tuple[float, float, float, float]
"""Left, top, right and bottom in mm."""


@dataclass(frozen=True)
class Ways:
    """The corners of lines in mm: loud links and quiet ones, and roads with their number of links."""

    loud: tuple[tuple[MapLink, Sequence[Point]], ...]
    quiet: tuple[Sequence[Point], ...]
    roads: tuple[tuple[int, Sequence[Point]], ...]


def ways(page: MapPage, layout: Layout, boxes: Mapping[str, Box]) -> Ways:
    """Return ways that run through none of the `boxes` of cards; a link without such a way is left to the key."""
    links = [link for link in page.links if {link.source, link.target} <= boxes.keys() and link.source != link.target]
    roads, single = _sorted(links, layout)
    cards = {key: _rect(box) for key, box in boxes.items()}
    titles = [Rect(a.x * _PX, a.y * _PX, a.w * _PX, (HEAD - 0.6) * _PX) for a in layout.areas]
    wanted = {link.id: link for link in single}
    asked = [RouteLink(k, _RELATIONS.get(link.look, _QUIET), link.source, link.target) for k, link in wanted.items()]
    routes = Router(cards, asked, titles).route_all()
    told: list[tuple[MapLink, Sequence[Point]]] = []
    quiet: list[Sequence[Point]] = []
    for key, route in routes.items():
        link, line = wanted[key], _in_mm(route)
        if crosses(line, [box for card, box in boxes.items() if card not in (link.source, link.target)]):
            continue
        if link.look == "quiet":
            quiet.append(line)
        else:
            told.append((link, line))
    frame = {area.zone.id: Rect(area.x * _PX, area.y * _PX, area.w * _PX, area.h * _PX) for area in layout.areas}
    found = road_routes(roads, frame)
    return Ways(tuple(told), tuple(quiet), tuple((len(road.links), _in_mm(way)) for road, way in found.items()))


def _sorted(links: Sequence[MapLink], layout: Layout) -> tuple[list[Road], list[MapLink]]:
    """Return the roads between zones, and the links that are lines of their own."""
    zone = {key: node.zone for key, node in layout.nodes.items()}
    roads = list(roads_of((link for link in links if link.look == "quiet"), zone))
    counted = {key for road in roads for key in road.links}
    return roads, [link for link in links if link.id not in counted]


def crosses(line: Sequence[Point], boxes: Sequence[Box]) -> bool:
    """Tell whether a line runs through the inside of a box."""
    return any(
        min(x0, x1) < right - _NEAR and max(x0, x1) > left + _NEAR
        and min(y0, y1) < bottom - _NEAR and max(y0, y1) > top + _NEAR
        for (x0, y0), (x1, y1) in pairwise(line)
        for left, top, right, bottom in boxes
    )  # fmt: skip


def _rect(box: Box) -> Rect:
    left, top, right, bottom = box
    return Rect(left * _PX, top * _PX, (right - left) * _PX, (bottom - top) * _PX)


def _in_mm(route: Route) -> list[Point]:
    return [(x / _PX, y / _PX) for x, y in route]
