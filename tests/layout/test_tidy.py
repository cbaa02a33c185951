"""Tidying: everything in its zone, nothing overlapping, the same each time, and what people placed stays."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stworkshop.analysis.graph import layers, without_cycles
from stworkshop.layout import zones
from stworkshop.layout.card_order import length, shorten
from stworkshop.layout.middle_columns import columns
from stworkshop.layout.tidy import Layout, tidy
from stworkshop.layout.zone_frame import GAP, PITCH, Rect
from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.model.records import Element
from tests.analysis.maps import SAMPLES, chance_map, moved, overlapping, rects, sample

WORDS = catalogue()


def unplaced(board: Board) -> Board:
    return Board([replace(r, pos=None, placed="no") if isinstance(r, Element) else r for r in board.records()])


def in_their_zones(board: Board, layout: Layout) -> bool:
    places = rects(moved(board, layout.positions))
    return all(
        layout.zones[zones.zone_of(e, WORDS)].holds(places[e.id].x, places[e.id].y)
        and layout.zones[zones.zone_of(e, WORDS)].holds(places[e.id].right, places[e.id].bottom)
        for e in board.elements.values()
    )


@pytest.mark.parametrize("name", SAMPLES)
def test_samples_are_tidy(name: str) -> None:
    board = unplaced(sample(name))
    layout = tidy(board, WORDS)
    places = rects(moved(board, layout.positions))
    assert set(layout.positions) == set(board.elements)
    assert not any(a.overlaps(b, GAP - 1) for a, b in ((places[i], places[j]) for i in places for j in places if i < j))
    assert in_their_zones(board, layout)
    width = max(tile.right for tile in layout.zones.values()) - min(tile.x for tile in layout.zones.values())
    height = max(tile.bottom for tile in layout.zones.values()) - min(tile.y for tile in layout.zones.values())
    assert 1.3 < width / height < 2.1
    cards = sum(rect.w * rect.h for rect in places.values())
    assert cards / (width * height) > (0.27 if len(places) > 100 else 0.18)


@pytest.mark.parametrize("name", SAMPLES)
def test_columns_are_aligned_on_the_pitch(name: str) -> None:
    board = unplaced(sample(name))
    layout = tidy(board, WORDS)
    assert all(x % PITCH == 0 and y % PITCH == 0 for x, y in layout.positions.values())
    for zone in layout.zones:
        edges = {layout.positions[e.id][0] for e in board.elements.values() if zones.zone_of(e, WORDS) == zone}
        assert len(edges) <= 12


@pytest.mark.parametrize("name", ["merravale", "eastmere"])
def test_links_are_shorter_than_in_the_order_of_making(name: str) -> None:
    board = unplaced(sample(name))
    links = [(link.source, link.target) for link in board.links.values()]

    def total(of: Board) -> float:
        return length({i: r.centre for i, r in rects(moved(board, tidy(of, WORDS).positions)).items()}, links)

    without_links = Board([r for r in board.records() if isinstance(r, Element)])
    assert total(board) < 0.95 * total(without_links)


def test_people_stand_by_side_in_two_rows() -> None:
    board = unplaced(sample("merravale"))
    layout = tidy(board, WORDS)
    people = [e for e in board.elements.values() if e.kind == "stakeholder"]
    spans = []
    for side in WORDS.sides:
        xs = [layout.positions[e.id][0] for e in people if e.attributes.get("side") == side]
        spans.append((min(xs), max(xs)))
    assert all(before[1] < after[0] for before, after in pairwise(spans))
    centres = sorted({rects(moved(board, layout.positions))[e.id].centre[1] for e in people})
    assert centres[-1] - centres[0] < 150


def test_kinds_come_in_reading_order() -> None:
    board = unplaced(sample("merravale"))
    after = moved(board, tidy(board, WORDS).positions)
    kinds = [
        after.elements[i].kind
        for i in zones.reading_order(after, WORDS)
        if zones.zone_of(after.elements[i], WORDS) == "human-rights"
    ]
    assert list(dict.fromkeys(kinds)) == ["right", "concern", "risk", "mitigation"]


def test_data_flows_to_the_right_in_the_middle() -> None:
    board = unplaced(sample("merravale"))
    positions = tidy(board, WORDS).positions
    middle = {e.id for e in board.elements.values() if zones.zone_of(e, WORDS) == "centre"}
    sources = {i for i in middle if WORDS.variant("component", board.elements[i].type) == "data-source"}
    assert max(positions[i][0] for i in sources) < min(positions[i][0] for i in middle - sources)
    feeds = [k for k in board.links.values() if k.relation == "feeds" and {k.source, k.target} <= middle]
    assert feeds
    assert all(positions[k.source][0] <= positions[k.target][0] for k in feeds)
    by_column: dict[float, int] = {}
    for i in middle:
        by_column[positions[i][0]] = by_column.get(positions[i][0], 0) + 1
    assert max(by_column.values()) <= 6


def test_cycles_and_isolated_cards_still_have_columns() -> None:
    cards = [f"k{i}" for i in range(9)]
    ring = [(cards[i], "feeds", cards[(i + 1) % 5]) for i in range(5)]
    found = columns(cards, [*ring, ("k0", "feeds", "k0"), ("k6", "owns", "k7")])
    assert sorted(card for column in found for card in column) == cards
    assert [len(column) for column in found] == [3, 3, 3]
    assert columns([], []) == []


def test_layers_without_cycles() -> None:
    graph: nx.DiGraph[str] = nx.DiGraph([("a", "b"), ("b", "c"), ("c", "a"), ("c", "d")])
    cut = without_cycles(graph)
    assert nx.is_directed_acyclic_graph(cut)
    assert len(cut.edges) == 3
    assert layers(nx.DiGraph([("a", "b"), ("b", "c"), ("a", "c")])) == {"a": 0, "b": 1, "c": 2}


@given(st.integers(0, 45), st.integers(0, 90), st.integers(0, 10_000))
@settings(max_examples=40, deadline=None)
def test_any_map_is_tidied_without_overlap(cards: int, links: int, seed: int) -> None:
    board = chance_map(cards, links, seed)
    layout = tidy(board, WORDS)
    after = moved(board, layout.positions)
    assert not overlapping(rects(after))
    assert in_their_zones(board, layout)
    assert tidy(board, WORDS) == layout
    assert tidy(after, WORDS) == layout


@given(st.integers(1, 40), st.integers(0, 10_000), st.data())
@settings(max_examples=40, deadline=None)
def test_what_a_person_placed_stays(cards: int, seed: int, data: st.DataObject) -> None:
    board = chance_map(cards, cards, seed)
    board = moved(board, tidy(board, WORDS).positions)
    kept = data.draw(st.sets(st.sampled_from(sorted(board.elements)), max_size=5))
    places = {i: data.draw(st.tuples(st.integers(-300, 2500), st.integers(-300, 1500))) for i in sorted(kept)}
    board = moved(board, {i: (float(x), float(y)) for i, (x, y) in places.items()}, placed="yes")
    layout = tidy(board, WORDS)
    assert not kept & set(layout.positions)
    after = rects(moved(board, layout.positions))
    assert all(a in kept and b in kept for a, b in overlapping(after))
    freed = tidy(board, WORDS, keep_placed=False)
    assert set(freed.positions) == set(board.elements)
    assert not overlapping(rects(moved(board, freed.positions)))


def test_a_card_beyond_all_measure_is_worked_around() -> None:
    board = moved(sample("hill-east"), {"he-s-people": (-20.0, -9e8)}, placed="yes", size=(300.0, 1.9e9))
    layout = tidy(board, WORDS)
    assert set(layout.positions) >= set(board.elements) - {"he-s-people"}
    assert not overlapping(rects(moved(board, layout.positions)))
    zones.free_cell(board, WORDS, "people")


def test_a_wide_middle_spreads_what_is_under_it() -> None:
    board = chance_map(300, 450, 3)
    layout = tidy(board, WORDS)
    under = [e for e in board.elements.values() if zones.zone_of(e, WORDS) == "public-servants-competencies"]
    reach = max(layout.positions[e.id][0] + (e.size or zones.CARD_SIZE)[0] for e in under)
    assert layout.zones["public-servants-competencies"].right - reach < 230
    assert layout.zones["centre"].w > 2000


def test_locked_card_stays_even_if_all_is_tidied() -> None:
    board = moved(sample("hill-east"), {"he-s-people": (700.0, 40.0)}, locked="yes")
    layout = tidy(board, WORDS, keep_placed=False)
    assert "he-s-people" not in layout.positions
    assert not overlapping(rects(moved(board, layout.positions)))


def test_a_moved_card_changes_little() -> None:
    board = sample("merravale")
    board = moved(board, tidy(board, WORDS, keep_placed=False).positions, placed="no")
    one = next(e.id for e in board.elements.values() if e.kind == "right")
    x, y = board.elements[one].pos or (0.0, 0.0)
    after = tidy(moved(board, {one: (x, y + 10)}, placed="yes"), WORDS).positions
    assert sum(board.elements[i].pos != at for i, at in after.items()) < 50


@given(st.integers(2, 40), st.integers(0, 10_000), st.data())
@settings(max_examples=40, deadline=None)
def test_some_cards_go_to_free_places(cards: int, seed: int, data: st.DataObject) -> None:
    board = chance_map(cards, cards, seed)
    board = moved(board, tidy(board, WORDS).positions)
    some = data.draw(st.sets(st.sampled_from(sorted(board.elements)), min_size=1, max_size=8))
    board = moved(board, {i: (float(300 * n), 333.0) for n, i in enumerate(sorted(some))}, placed="yes")
    others = {i: r for i, r in rects(board).items() if i not in some}
    layout = tidy(board, WORDS, only=some, keep_placed=False)
    after = rects(moved(board, layout.positions))
    assert some <= set(layout.positions)
    assert not overlapping(after)
    pushed = set(layout.positions) - some
    assert layout.pushed == pushed
    assert all(after[i].x == others[i].x and after[i].y > others[i].y for i in pushed)
    assert all(layout.zones[zones.zone_of(board.elements[i], WORDS)].holds(*layout.positions[i]) for i in some)


@given(st.integers(2, 40), st.integers(0, 10_000), st.sampled_from(zones.ZONES))
@settings(max_examples=40, deadline=None)
def test_one_zone_is_tidied_inside_its_frame(cards: int, seed: int, zone: str) -> None:
    board = chance_map(cards, 2 * cards, seed)
    board = moved(board, tidy(board, WORDS).positions)
    own = [e.id for e in board.elements.values() if zones.zone_of(e, WORDS) == zone]
    frame = zones.zone_frame(board, WORDS)
    if own:
        tile = frame[zone]
        board = moved(board, {i: (tile.x + 3 * n, tile.y + 7 * n) for n, i in enumerate(own)})
    layout = tidy(board, WORDS, zone=zone)
    after = rects(moved(board, layout.positions))
    assert not overlapping(after)
    assert set(own) <= set(layout.positions)
    assert all(layout.zones[zone].holds(*layout.positions[i]) for i in own)
    higher = zones.ZONES.index(zone)
    assert all(zones.ZONES.index(zones.zone_of(board.elements[i], WORDS)) >= higher for i in layout.positions)


def test_tidying_a_tidy_zone_keeps_its_ground() -> None:
    board = sample("merravale")
    board = moved(board, tidy(board, WORDS, keep_placed=False).positions, placed="no")
    frame = zones.zone_frame(board, WORDS)
    for zone in frame:
        layout = tidy(board, WORDS, zone=zone)
        assert layout.zones[zone].x == frame[zone].x and layout.zones[zone].y == frame[zone].y
        assert abs(layout.zones[zone].w - frame[zone].w) <= 30
        assert layout.zones[zone].bottom <= frame[zone].bottom + 30


def test_five_thousand_cards_are_tidied() -> None:
    board = chance_map(5000, 7500)
    layout = tidy(board, WORDS)
    assert set(layout.positions) == set(board.elements)
    cells: dict[tuple[int, int], list[Rect]] = {}
    for element in board.elements.values():
        rect = Rect(*layout.positions[element.id], *(element.size or zones.CARD_SIZE))
        for column in {int(rect.x // 300), int(rect.right // 300)}:
            for row in {int(rect.y // 300), int(rect.bottom // 300)}:
                near = cells.setdefault((column, row), [])
                assert not any(rect.overlaps(other) for other in near)
                near.append(rect)


def test_thousands_of_cards_of_one_group_are_ordered_part_by_part() -> None:
    group, there = [f"c{n}" for n in range(1000)], {f"there-{n}": (200.0, 30.0 * n) for n in range(1000)}
    links = [(f"c{n}", f"there-{n // 800 * 800 + 799 - n % 800 if n < 800 else 1799 - n}") for n in range(1000)]

    def place() -> dict[str, tuple[float, float]]:
        return there | {card: (0.0, 30.0 * at) for at, card in enumerate(group)}

    before = length(place(), links)
    after = length(shorten([group], links, place), links)
    assert sorted(group) == sorted(f"c{n}" for n in range(1000))
    assert after < before / 100 + 1000 * 200, "each part is as short as it can be"
