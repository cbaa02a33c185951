"""Routes of links: upright and level in the gutters between cards, sharing trunks, never through a card if avoidable.

A router knows cards as rectangles and links as pairs of cards. It routes all links, or some anew after a card moved, in
steps of a few milliseconds, so that a window can do it while idle; until then a link is a straight line.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Generator, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from stworkshop.graphics.link_styles import LOUD_AT_REST, link_style
from stworkshop.layout.routing_grid import CLEARANCE, Grid, Node, Port
from stworkshop.layout.routing_search import LARGE, Found, search, segments
from stworkshop.layout.zone_frame import Rect
from stworkshop.layout.zones import CARD_SIZE, title_rects
from stworkshop.model.board import Board

Point: TypeAlias = tuple[float, float]
Route: TypeAlias = tuple[Point, ...]

_PORT_USED, _OFF_MIDDLE = 110, 240
_MARGINS = (24, 80)
_SEARCHED_WHOLE = 600_000


class RouteLink(NamedTuple):
    """A link to route."""

    id: str
    relation: str
    source: str
    target: str


class Router:
    """The routes of the links between cards."""

    def __init__(self, cards: Mapping[str, Rect], links: Iterable[RouteLink], titles: Iterable[Rect] = ()) -> None:
        self._cards = dict(cards)
        self._links = {link.id: link for link in links}
        self._titles = list(titles)
        self._at: dict[str, set[str]] = defaultdict(set)
        for link in self._links.values():
            self._at[link.source].add(link.id)
            self._at[link.target].add(link.id)
        self._found: dict[str, Found] = {}
        self.routes: dict[str, Route] = {}
        self._set_up()

    def _set_up(self) -> None:
        self._grid = Grid(self._bounds(), self._cards.values(), self._titles, outside=bool(self._titles))
        self._found.clear()
        self._port_use: dict[Point, int] = defaultdict(int)

    def _bounds(self) -> Rect:
        """Return the ground to lay tracks on: that of all cards, without the farthest ones where it is too large."""
        rects = [*self._cards.values(), *self._titles] or [Rect(0, 0, 0, 0)]
        bounds = _around(rects)
        if not Grid.too_large(bounds):
            return bounds
        x, y = sorted(r.x for r in rects)[len(rects) // 2], sorted(r.y for r in rects)[len(rects) // 2]
        rects.sort(key=lambda r: max(abs(r.x - x), abs(r.y - y), r.w, r.h))
        bounds = Rect(x, y, 0, 0)
        for rect in rects:
            wider = _around([bounds, rect])
            if Grid.too_large(wider):
                break
            bounds = wider
        return bounds

    def route_all(self) -> dict[str, Route]:
        """Route all links and return the routes by link."""
        for _ in self.route_steps():
            pass
        return dict(self.routes)

    def route(self, link_ids: Collection[str]) -> dict[str, Route]:
        """Route some links anew, the others staying as they are, and return the routes of these."""
        for _ in self.route_steps(link_ids):
            pass
        return {link: self.routes[link] for link in link_ids if link in self.routes}

    def route_steps(self, link_ids: Collection[str] | None = None) -> Generator[tuple[str, Route], None, None]:
        """Route links, loud before quiet and short before long, yielding each as soon as it is done.

        Whoever stops asking cancels the rest; what was routed stays.
        """
        wanted = [self._links[link] for link in (self._links if link_ids is None else link_ids) if link in self._links]
        wanted = [link for link in wanted if link.source in self._cards and link.target in self._cards]
        for link in wanted:
            self._release(link)
        for link in sorted(wanted, key=self._order):
            if self._links.get(link.id) is not link or not {link.source, link.target} <= self._cards.keys():
                continue
            self.routes[link.id] = self._route(link)
            yield link.id, self.routes[link.id]

    def move(self, card: str, rect: Rect) -> set[str]:
        """Put a card somewhere else; return the links to route anew: its own and those that now run through it."""
        old = self._cards.get(card)
        self._cards[card] = rect
        if not self._grid.holds(rect) and not Grid.too_large(_around([*self._cards.values(), rect])):
            self._set_up()
            return set(self._links)
        if old is not None:
            self._grid.wall(old, -1)
        self._grid.wall(rect, 1)
        return self._at[card] | {link for link, route in self.routes.items() if crosses(route, rect)}

    def rect_of(self, card: str) -> Rect | None:
        """Return where the router has a card."""
        return self._cards.get(card)

    def add_link(self, link: RouteLink) -> None:
        """Take in a new link, or new ends of a known one; it has no route until it is asked for."""
        self.drop_link(link.id)
        self._links[link.id] = link
        self._at[link.source].add(link.id)
        self._at[link.target].add(link.id)

    def drop_link(self, link_id: str) -> None:
        """Forget a link and free its tracks; an unknown one is no matter."""
        link = self._links.pop(link_id, None)
        if link is None:
            return
        self._release(link)
        self.routes.pop(link_id, None)
        self._at[link.source].discard(link_id)
        self._at[link.target].discard(link_id)

    def drop_card(self, card: str) -> None:
        """Forget a card, and the links at it."""
        for link_id in tuple(self._at.pop(card, ())):
            self.drop_link(link_id)
        rect = self._cards.pop(card, None)
        if rect is not None:
            self._grid.wall(rect, -1)

    def _order(self, link: RouteLink) -> tuple[bool, float, str]:
        (ax, ay), (bx, by) = self._cards[link.source].centre, self._cards[link.target].centre
        return link.relation not in LOUD_AT_REST, abs(ax - bx) + abs(ay - by), link.id

    def _route(self, link: RouteLink) -> Route:
        source, target = self._cards[link.source], self._cards[link.target]
        if not (self._grid.holds(source) and self._grid.holds(target)):
            return _straight(source, target)
        found = self._search(link, source, target)
        if found is None:
            self._grid.open_titles(-1)
            found = self._search(link, source, target)
            self._grid.open_titles(1)
        if found is None:
            return _straight(source, target)
        self._keep(link, found)
        points = [(found.start.x, found.start.y), *map(self._grid.point, found.nodes), (found.end.x, found.end.y)]
        return _corners(points)

    def _search(self, link: RouteLink, source: Rect, target: Rect) -> Found | None:
        """Return the best way of a link, or None where walls leave none."""
        mates = [] if link_style(link.relation).dash else self._mates(link)
        trunk_ports = {(p.x, p.y) for mate in mates for p in (self._found[mate].start, self._found[mate].end)}
        starts = self._ports(source, trunk_ports)
        ends = self._ports(target, trunk_ports)
        if link.source == link.target:
            starts = [p for p in starts if not p.upright and p.x > source.x]
            ends = [p for p in ends if p.upright and p.y == source.y]
        if not starts or not ends:
            return None
        trunks = [segment for mate in mates for segment in segments(self._found[mate].nodes)]
        nodes = [port.node for port in (*starts, *ends)]
        found = None
        for margin in (*_MARGINS, self._grid.rows + self._grid.columns):
            window = self._grid.window(nodes, margin)
            found = search(self._grid, starts, ends, trunks, window, thin=True)
            if found is None and LARGE < window.size <= _SEARCHED_WHOLE:
                found = search(self._grid, starts, ends, trunks, window, thin=False)
            if found is not None:
                break
        return found

    def _mates(self, link: RouteLink) -> list[str]:
        """Return the routed links of the same relation at one of the link's cards."""
        near = self._at[link.source] | self._at[link.target]
        return sorted(
            other
            for other in near
            if other != link.id and other in self._found and self._links[other].relation == link.relation
        )

    def _keep(self, link: RouteLink, found: Found) -> None:
        self._found[link.id] = found
        for segment, steps in found.fresh:
            self._grid.mark(segment, steps, 1)
        for port in (found.start, found.end):
            self._port_use[port.x, port.y] += 1

    def _release(self, link: RouteLink) -> None:
        found = self._found.pop(link.id, None)
        if found is None:
            return
        for segment, steps in found.fresh:
            self._grid.mark(segment, steps, -1)
        for port in (found.start, found.end):
            self._port_use[port.x, port.y] -= 1

    def _ports(self, rect: Rect, trunk: Collection[Point]) -> list[Port]:
        """Return the free ports of a card, in the middle two thirds of each side."""
        grid = self._grid
        rows, columns = grid.area(rect, CLEARANCE)
        cx, cy = rect.centre
        ports: list[Port] = []

        def add(x: float, y: float, node: Node, upright: bool, off: float) -> None:
            if grid.walls[node] == 0:
                cost = round(_OFF_MIDDLE * off)
                if (x, y) not in trunk:
                    cost += _PORT_USED * self._port_use.get((x, y), 0)
                ports.append(Port(x, y, node, upright, cost))

        for column in range(columns.start, columns.stop):
            x = grid.point(Node(0, column))[0]
            off = abs(x - cx) / rect.w
            if off <= 1 / 3:
                add(x, rect.y, Node(rows.start - 1, column), True, off)
                add(x, rect.bottom, Node(rows.stop, column), True, off)
        for row in range(rows.start, rows.stop):
            y = grid.point(Node(row, 0))[1]
            off = abs(y - cy) / rect.h
            if off <= 1 / 3:
                add(rect.x, y, Node(row, columns.start - 1), False, off)
                add(rect.right, y, Node(row, columns.stop), False, off)
        return ports


def for_board(board: Board, positions: Mapping[str, Point], frame: Mapping[str, Rect] | None = None) -> Router:
    """Return a router for the cards and links of a board, `positions` counting before the board's own."""
    cards: dict[str, Rect] = {}
    for element in board.elements.values():
        w, h = element.size or CARD_SIZE
        at = positions.get(element.id, element.pos)
        if at is not None:
            cards[element.id] = Rect(*at, w, h)
    links = [RouteLink(k.id, k.relation, k.source, k.target) for k in board.links.values()]
    return Router(cards, links, title_rects(frame or {}))


def crosses(route: Route, rect: Rect) -> bool:
    """Tell whether a route runs through the inside of a rectangle."""
    for (x0, y0), (x1, y1) in pairwise(route):
        if (
            min(x0, x1) < rect.x + rect.w - 1
            and max(x0, x1) > rect.x + 1
            and min(y0, y1) < rect.y + rect.h - 1
            and max(y0, y1) > rect.y + 1
        ):
            return True
    return False


def _around(rects: Sequence[Rect]) -> Rect:
    """Return the rectangle that holds all others."""
    left, top = min(r.x for r in rects), min(r.y for r in rects)
    return Rect(left, top, max(r.right for r in rects) - left, max(r.bottom for r in rects) - top)


def _corners(points: Sequence[Point]) -> Route:
    kept: list[Point] = []
    for point in points:
        if kept and point == kept[-1]:
            continue
        if len(kept) > 1 and (kept[-2][0] == kept[-1][0] == point[0] or kept[-2][1] == kept[-1][1] == point[1]):
            kept[-1] = point
        else:
            kept.append(point)
    return tuple(kept)


def _straight(a: Rect, b: Rect) -> Route:
    (ax, ay), (bx, by) = a.centre, b.centre
    if abs(ax - bx) >= abs(ay - by):
        return ((a.right, ay), (b.x, by)) if ax <= bx else ((a.x, ay), (b.right, by))
    return ((ax, a.bottom), (bx, b.y)) if ay <= by else ((ax, a.y), (bx, b.bottom))
