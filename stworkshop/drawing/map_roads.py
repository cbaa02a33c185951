"""The roads of a whole map: links between two zones that tell no story, as one line in the gutters, with a count."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Mapping, Sequence

from stworkshop.drawing.cards import words
from stworkshop.drawing.city import Road
from stworkshop.drawing.figures import Box, Figure, Group, Stroke
from stworkshop.drawing.zones import zone_words
from stworkshop.graphics import text_measure, vector_paths
from stworkshop.graphics.design_tokens import Theme
from stworkshop.graphics.vector_paths import Point
from stworkshop.i18n import ngettext
from stworkshop.layout.routing import Route, RouteLink, Router
from stworkshop.layout.zone_frame import Rect
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue

_SIZE, _HIGH = 14.0, 20.0
_PLACES = (0.5, 0.35, 0.65, 0.2, 0.8)
_DASHED = ""
"""The relation of roads for the router: one of which it lets no two share a line."""


def road_routes(roads: Sequence[Road], frame: Mapping[str, Rect]) -> dict[Road, Route]:
    """Return the ways of roads between the zones of a frame, around all other zones."""
    links = {f"{n}": road for n, road in enumerate(roads) if all(zone in frame for zone in road.zones)}
    router = Router(frame, [RouteLink(key, _DASHED, *road.zones) for key, road in links.items()])
    return {links[key]: route for key, route in router.route_all().items()}


def road_title(road: Road, board: Board, catalogue: Catalogue) -> str:
    """Return a road with its number as a sentence."""
    first, second = (zone_words(zone, board, catalogue).title for zone in road.zones)
    n = len(road.links)
    said = ngettext("{n} link between {first} and {second}.", "{n} links between {first} and {second}.", n)
    return said.format(n=n, first=first, second=second)


def road_groups(routes: Mapping[Road, Route], titles: Mapping[Road, str], theme: Theme) -> Iterator[Group]:
    """Yield the lines of roads, then their numbers, each on a piece of its line beside no other number."""
    for road, route in routes.items():
        line = Figure(vector_paths.rounded(route, 8), stroke=Stroke(theme.ui["link_quiet"], road.width, round=False))
        yield Group("link", f"road-{'-'.join(road.zones)}", titles[road], (line,))
    taken: list[Box] = []
    for road, route in sorted(routes.items(), key=lambda one: _longest(one[1])):  # a short road has least choice
        said = str(len(road.links))
        box = _place(route, text_measure.width(said, _SIZE, bold=True) + 14, taken)
        taken.append(box)
        pill = Figure(
            vector_paths.rectangle(*box, _HIGH / 2), theme.ui["surface"], Stroke(theme.ui["border_strong"], 1)
        )
        x, y = box.x + box.w / 2, box.y + _HIGH / 2 + _SIZE * 0.36
        number = words(said, x, y, _SIZE, theme.ui["text"], bold=True, anchor="middle")
        yield Group("link", f"count-{'-'.join(road.zones)}", titles[road], (pill, number))


def _place(route: Sequence[Point], wide: float, taken: Sequence[Box]) -> Box:
    parts = sorted(itertools.pairwise(route), key=lambda part: -math.dist(*part))
    places = [
        Box(a[0] + (b[0] - a[0]) * t - wide / 2, a[1] + (b[1] - a[1]) * t - _HIGH / 2, wide, _HIGH)
        for a, b in parts
        for t in _PLACES
    ]
    return next((box for box in places if not any(box.overlaps(other, 2) for other in taken)), places[0])


def _longest(route: Sequence[Point]) -> float:
    return max((math.dist(*part) for part in itertools.pairwise(route)), default=0.0)
