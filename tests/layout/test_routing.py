"""Routes: level and upright, around cards, with shared trunks, the same each time, and anew for moved cards only."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stworkshop.analysis.graph import graph_of
from stworkshop.graphics.link_styles import LOUD_AT_REST
from stworkshop.layout.routing import Route, RouteLink, Router, crosses, for_board
from stworkshop.layout.tidy import tidy
from stworkshop.layout.zone_frame import Rect
from stworkshop.layout.zones import zone_frame
from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from tests.analysis.maps import SAMPLES, chance_map, moved, rects, runs_through, sample

WORDS = catalogue()


def routed(board: Board) -> tuple[Router, dict[str, Route]]:
    router = for_board(board, {}, zone_frame(board, WORDS))
    return router, router.route_all()


def square(route: Route) -> bool:
    return all((x0 == x1) != (y0 == y1) for (x0, y0), (x1, y1) in pairwise(route))


def on_side(point: tuple[float, float], rect: Rect) -> bool:
    """Tell whether a point lies in the middle two thirds of a side of a card."""
    x, y = point
    level = x in (rect.x, rect.right) and abs(y - rect.centre[1]) <= rect.h / 3
    upright = y in (rect.y, rect.bottom) and abs(x - rect.centre[0]) <= rect.w / 3
    return level or upright


def most_on_a_track(router: Router) -> int:
    """How many links, or trunks of links, share one track where most do."""
    return int(max(router._grid.used_along.max(), router._grid.used_down.max()))


def crossings(routes: dict[str, Route]) -> int:
    pieces = [(link, a, b) for link, route in routes.items() for a, b in pairwise(route)]
    level = [(link, min(a[0], b[0]), max(a[0], b[0]), a[1]) for link, a, b in pieces if a[1] == b[1]]
    upright = [(link, min(a[1], b[1]), max(a[1], b[1]), a[0]) for link, a, b in pieces if a[0] == b[0]]
    return sum(i != j and x0 < x < x1 and y0 < y < y1 for i, x0, x1, y in level for j, y0, y1, x in upright)


@pytest.mark.parametrize("name", SAMPLES)
def test_sample_links_run_around_all_cards(name: str) -> None:
    board = sample(name)
    board = moved(board, tidy(board, WORDS, keep_placed=False).positions)
    places = rects(board)
    router, routes = routed(board)
    assert set(routes) == set(board.links)
    for link_id, route in routes.items():
        link = board.links[link_id]
        assert square(route)
        assert on_side(route[0], places[link.source])
        assert on_side(route[-1], places[link.target])
        assert not any(runs_through(route, rect) for rect in places.values())
    assert most_on_a_track(router) <= 5
    assert sum(len(route) - 2 for route in routes.values()) < 4.3 * len(routes), "some go round a title"
    assert crossings(routes) < 0.28 * len(routes) * (len(routes) - 1) / 2


def test_routes_are_the_same_each_time() -> None:
    board = sample("hill-east")
    assert routed(board)[1] == routed(board)[1]


def test_facing_cards_are_joined_by_a_straight_line() -> None:
    router = Router({"a": Rect(0, 0, 200, 60), "b": Rect(300, 0, 200, 60)}, [RouteLink("l", "feeds", "a", "b")])
    assert router.route_all() == {"l": ((200, 30), (300, 30))}


def test_a_card_between_is_gone_around() -> None:
    cards = {"a": Rect(0, 0, 200, 60), "wall": Rect(250, -40, 200, 140), "b": Rect(500, 0, 200, 60)}
    route = Router(cards, [RouteLink("l", "feeds", "a", "b")]).route_all()["l"]
    assert square(route)
    assert len(route) > 2
    assert not any(runs_through(route, rect) for rect in cards.values())


def test_links_of_one_relation_share_a_trunk_and_dashed_ones_do_not() -> None:
    cards = {"a": Rect(0, 0, 200, 60), "b": Rect(600, 0, 200, 60), "c": Rect(600, 120, 200, 60)}

    def first_points(relation: str) -> set[tuple[float, float]]:
        links = [RouteLink("l", relation, "a", "b"), RouteLink("m", relation, "a", "c")]
        return {route[0] for route in Router(cards, links).route_all().values()}

    assert len(first_points("owns")) == 1
    assert len(first_points("harms")) == 2


def test_walled_in_cards_get_a_straight_line() -> None:
    cards = {"a": Rect(0, 0, 200, 60), "b": Rect(100, 20, 200, 60), "c": Rect(500, 400, 200, 60)}
    links = [RouteLink("l", "owns", "a", "b"), RouteLink("m", "owns", "a", "c"), RouteLink("n", "owns", "c", "c")]
    routes = Router(cards, links).route_all()
    assert len(routes["l"]) >= 2
    assert square(routes["m"]) and square(routes["n"])
    ring = {f"w{i}": Rect(x, y, 220, 80) for i, (x, y) in enumerate(((-10, -85), (-10, 65)))}
    shut = {"a": Rect(0, 0, 200, 60), "left": Rect(-225, -10, 220, 80), "right": Rect(205, -10, 220, 80), **ring}
    shut["far"] = Rect(1000, 0, 200, 60)
    route = Router(shut, [RouteLink("l", "owns", "a", "far")]).route_all()["l"]
    assert route == ((200, 30), (1000, 30))


def test_a_moved_card_has_only_what_it_touches_routed_again() -> None:
    board = sample("merravale")
    router, before = routed(board)
    card = next(e.id for e in board.elements.values() if e.kind == "goal")
    place = rects(board)[card]
    to = place._replace(x=place.x + 700, y=place.y + 150)
    touched = router.move(card, to)
    own = {link.id for link in board.links_of(card)}
    assert own <= touched
    assert {link for link, route in before.items() if runs_through(route, to)} <= touched
    assert touched < set(before)
    again = router.route(touched)
    assert set(again) == touched
    assert all(router.routes[link] == before[link] for link in set(before) - touched)
    cards = {**rects(board), card: to}
    for link in touched:
        others = [rect for i, rect in cards.items() if not rect.overlaps(to) or i == card]
        assert not any(crosses(again[link], rect) for rect in others)


def test_a_card_far_outside_starts_a_larger_grid() -> None:
    board = sample("hill-east")
    router, before = routed(board)
    card = next(iter(board.elements))
    assert router.move(card, Rect(9000, 9000, 200, 60)) == set(before)
    routes = router.route(set(before))
    assert all(square(route) for route in routes.values())
    assert any(point[0] > 8000 for route in routes.values() for point in route)


def test_a_card_beyond_all_measure_costs_no_memory() -> None:
    board = sample("hill-east")
    far = next(iter(board.elements))
    router, before = routed(board)
    touched = router.move(far, Rect(9e8, -9e8, 200, 60))
    assert {link.id for link in board.links_of(far)} <= touched < set(before)
    assert all(len(route) == 2 for route in router.route({link.id for link in board.links_of(far)}).values())
    board = moved(board, {far: (-9e8, 9e8)})
    routes = for_board(board, {}, zone_frame(board, WORDS)).route_all()
    assert sum(square(route) for route in routes.values()) > 30


def test_a_crowded_map_leaves_no_link_without_a_way() -> None:
    cards = {f"c{i}": Rect(i % 12 * 230.0, i // 12 * 90.0, 200, 60) for i in range(144)}
    links = [RouteLink(f"l{i}", "harms", f"c{i * 7 % 144}", f"c{(i * 31 + 70) % 144}") for i in range(400)]
    router = Router(cards, links)
    routes = router.route_all()
    for link in links:
        assert square(routes[link.id])
        others = [rect for card, rect in cards.items() if card not in (link.source, link.target)]
        assert not any(runs_through(routes[link.id], rect) for rect in others)
    assert most_on_a_track(router) > 4


def test_routing_can_be_cancelled_and_taken_up() -> None:
    board = sample("hill-east")
    router = for_board(board, {})
    steps = router.route_steps()
    first = [next(steps) for _ in range(5)]
    steps.close()
    assert dict(first) == router.routes
    assert {board.links[link].relation for link, _ in first} <= LOUD_AT_REST, "the loud ones come first"
    rest = router.route(set(board.links) - set(router.routes))
    assert set(rest) | {link for link, _ in first} == set(board.links)


def test_cards_and_links_come_and_go() -> None:
    cards = {"a": Rect(0, 0, 200, 60), "wall": Rect(250, 0, 200, 60), "b": Rect(500, 0, 200, 60)}
    router = Router(cards, [RouteLink("l", "owns", "a", "b"), RouteLink("m", "owns", "wall", "b")])
    bent = router.route_all()["l"]
    router.drop_card("wall")
    assert router.rect_of("wall") is None
    assert set(router.routes) == {"l"}
    assert router.route(["l"])["l"] == ((200, 30), (500, 30)) != bent
    router.add_link(RouteLink("n", "owns", "b", "a"))
    assert "n" not in router.routes
    assert set(router.route(["n", "unknown"])) == {"n"}
    router.move("c", Rect(0, 300, 200, 60))
    router.add_link(RouteLink("n", "owns", "c", "b"))
    assert on_side(router.route(["n"])["n"][0], Rect(0, 300, 200, 60))
    router.drop_link("n")
    router.drop_link("n")
    assert "n" not in router.routes


@given(st.integers(2, 30), st.integers(1, 50), st.integers(0, 10_000))
@settings(max_examples=25, deadline=None)
def test_any_tidy_map_is_routed_around_its_cards(cards: int, links: int, seed: int) -> None:
    board = chance_map(cards, links, seed)
    board = moved(board, tidy(board, WORDS).positions)
    routes = routed(board)[1]
    assert set(routes) == set(board.links)
    for route in routes.values():
        assert square(route)
        assert not any(runs_through(route, rect) for rect in rects(board).values())


places = st.builds(Rect, st.floats(-900, 900), st.floats(-900, 900), st.floats(40, 400), st.floats(30, 300))


@given(st.lists(places, min_size=2, max_size=8), st.data())
@settings(max_examples=25, deadline=None)
def test_any_cards_anywhere_get_routes(cards: list[Rect], data: st.DataObject) -> None:
    ends = st.integers(0, len(cards) - 1)
    pairs = data.draw(st.lists(st.tuples(ends, ends, st.sampled_from(["owns", "harms"])), max_size=6))
    links = [RouteLink(f"l{i}", relation, f"c{a}", f"c{b}") for i, (a, b, relation) in enumerate(pairs)]
    routes = Router({f"c{i}": rect for i, rect in enumerate(cards)}, links).route_all()
    assert set(routes) == {link.id for link in links}
    apart = not any(a.overlaps(b, 15) for a, b in combinations(cards, 2))
    for route in routes.values():
        assert len(route) >= 2
        if len(route) > 2:
            assert square(route)
            assert not (apart and any(crosses(route, rect) for rect in cards))


def test_a_large_map_is_routed_in_steps() -> None:
    board = chance_map(5000, 7500)
    router = for_board(board, {card: (i % 70 * 270.0, i // 70 * 120.0) for i, card in enumerate(board.elements)})
    steps = router.route_steps()
    found = [next(steps) for _ in range(60)]
    steps.close()
    assert len({link for link, _ in found}) == 60
    assert all(square(route) for _, route in found)


def test_map_as_a_graph() -> None:
    board = sample("hill-east")
    graph = graph_of(board)
    assert set(graph) == set(board.elements)
    assert graph.number_of_edges() == len(board.links)
    only = graph_of(board, {"feeds"})
    assert {data["relation"] for _, _, data in only.edges(data=True)} == {"feeds"}
    assert len(only) == len(graph)
