"""Zones: whose card is whose, the frame around the cards, the next free cell, the reading order."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stworkshop.layout import zones
from stworkshop.layout.tidy import tidy
from stworkshop.layout.zone_frame import LEAST_HEIGHT, PAD, TOP, Rect, assemble
from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.model.records import Element
from tests.analysis.maps import SAMPLES, chance_map, moved, rects, sample

WORDS = catalogue()


def card(kind: str, *concepts: str, at: tuple[float, float] | None = None, card_id: str = "c") -> Element:
    return Element(id=card_id, kind=kind, concepts=concepts, pos=at, size=(200.0, 60.0))


@pytest.mark.parametrize(
    ("element", "zone"),
    [
        (card("stakeholder", "regulation"), "people"),
        (card("component", "human-rights"), "centre"),
        (card("context"), "centre"),
        (card("decision", "public-value"), "agreement"),
        (card("concern", "human-rights", "public-value"), "human-rights"),
        (card("concern", "unheard-of", "regulation"), "regulation"),
        (card("goal"), "public-value"),
        (card("policy"), "regulation"),
        (card("right"), "human-rights"),
        (card("principle"), "ethics-responsible-innovation"),
        (card("competency"), "public-servants-competencies"),
        (card("capability"), "public-sector-capabilities"),
        (card("concern"), "public-value"),
        (card("risk"), "ethics-responsible-innovation"),
        (card("unheard-of", "regulation"), "regulation"),
        (card("unheard-of"), "other"),
    ],
)
def test_each_card_has_a_zone(element: Element, zone: str) -> None:
    assert zones.zone_of(element, WORDS) == zone


def test_empty_map_shows_all_zones_side_by_side() -> None:
    frame = zones.zone_frame(Board(), WORDS)
    assert set(frame) == set(zones.ZONES) - {"other"}
    assert_tiles(frame)
    assert frame["people"].right == frame["agreement"].right == frame["human-rights"].right
    assert frame["centre"].w > frame["public-value"].w


def test_frame_stays_while_cards_fit_into_it() -> None:
    empty = assemble({})
    board = Board()
    for i, kind in enumerate(("stakeholder", "goal", "component", "right", "decision", "capability")):
        zone = zones.zone_of(card(kind), WORDS)
        at = zones.free_cell(board, WORDS, zone, (200.0, 60.0))
        board = Board([*board.records(), card(kind, at=at, card_id=f"c{i}")])
        assert zones.zone_frame(board, WORDS) == empty


def test_frame_grows_with_its_cards() -> None:
    low = Board([card("goal", at=(25.0, 2000.0))])
    frame = zones.zone_frame(low, WORDS)
    assert frame["public-value"].bottom >= 2060
    assert frame["ethics-responsible-innovation"].y > frame["public-value"].bottom
    assert frame["agreement"].y > 2060
    wide = Board([card("right", at=(3000.0, 400.0))])
    assert zones.zone_frame(wide, WORDS)["human-rights"].right >= 3200
    assert_tiles(frame)


def test_card_among_others_has_no_say_in_the_frame() -> None:
    board = sample("merravale")
    before = zones.zone_frame(board, WORDS)
    some_right = next(e.id for e in board.elements.values() if e.kind == "right")
    middle = before["centre"].centre
    after = zones.zone_frame(moved(board, {some_right: middle}), WORDS)
    assert after["public-value"] == before["public-value"]
    assert after["centre"] == before["centre"]
    assert_tiles(after)


@pytest.mark.parametrize("name", SAMPLES)
def test_one_card_that_goes_anywhere_moves_no_zone(name: str) -> None:
    board, chance = sample(name), random.Random(name)
    frame = zones.zone_frame(board, WORDS)
    for _ in range(60):
        at = (chance.uniform(-900, 3500), chance.uniform(-900, 2600))
        after = zones.kept_frame(frame, moved(board, {chance.choice(list(board.elements)): at}), WORDS)
        assert all(_round(after[zone], tile) for zone, tile in frame.items())
        assert_tiles(after)


def _round(tile: Rect, inner: Rect) -> bool:
    return tile.x <= inner.x and tile.y <= inner.y and tile.right >= inner.right and tile.bottom >= inner.bottom


def test_zones_that_are_kept_make_room_outside_and_a_place_for_kinds_of_others() -> None:
    frame = zones.zone_frame(Board(), WORDS)
    foot = frame["agreement"].bottom
    far = Board([card("right", at=(frame["regulation"].right + 100, 500))])
    assert zones.kept_frame(frame, far, WORDS)["human-rights"].right >= frame["regulation"].right + 325
    strange = Board([card("unheard-of", at=(20, foot + 85))])
    assert zones.kept_frame(frame, strange, WORDS)["other"].y > foot


def test_a_card_put_into_a_zone_stands_clear_of_its_title_and_borders() -> None:
    tile = Rect(100, 100, 500, 400)
    assert zones.within(tile, Rect(200, 200, 200, 60)) == Rect(200, 200, 200, 60)
    assert zones.within(tile, Rect(50, 90, 200, 60)) == Rect(100 + PAD, 100 + TOP, 200, 60)
    assert zones.within(tile, Rect(500, 480, 200, 60)) == Rect(600 - PAD - 200, 500 - PAD - 60, 200, 60)
    assert zones.within(tile, Rect(50, 480, 600, 60)) == Rect(50, 500 - PAD - 60, 600, 60), "wider than the zone"


points = st.tuples(st.floats(-3000, 3000), st.floats(-3000, 3000))


@given(st.dictionaries(st.sampled_from(zones.ZONES), st.lists(points, max_size=4)))
def test_zones_never_overlap(cards: dict[str, list[tuple[float, float]]]) -> None:
    frame = assemble({zone: [Rect(x, y, 200, 60) for x, y in places] for zone, places in cards.items()})
    assert list(frame) == [zone for zone in zones.ZONES if zone in frame]
    tiles = list(frame.values())
    assert not any(a.overlaps(b) for i, a in enumerate(tiles) for b in tiles[i + 1 :])
    assert ("other" in frame) == bool(cards.get("other"))
    assert all(rect.w > 0 and rect.h > 0 for rect in frame.values())


def test_free_cells_fill_a_zone_without_overlap() -> None:
    board = Board()
    for i in range(12):
        at = zones.free_cell(board, WORDS, "human-rights", (200.0, 70.0))
        board = Board([*board.records(), card("right", at=at, card_id=f"c{i}")])
    places = list(rects(board).values())
    frame = assemble({})["human-rights"]
    assert places[0][:2] == (frame.x + PAD, frame.y + TOP)
    assert places[1].y == places[0].y
    assert not any(a.overlaps(b, 20) for i, a in enumerate(places) for b in places[i + 1 :])


def test_free_cell_near_a_point_and_beside_what_is_taken() -> None:
    board = sample("hill-east")
    frame = zones.zone_frame(board, WORDS)
    tile = frame["centre"]
    near = (tile.x + 300, tile.y + 150)
    at = zones.free_cell(board, WORDS, "centre", (200.0, 60.0), near=near)
    assert not any(Rect(*at, 200, 60).overlaps(rect) for rect in rects(board).values())
    again = zones.free_cell(board, WORDS, "centre", (200.0, 60.0), near=near, taken=[Rect(*at, 200, 60)], frame=frame)
    assert not Rect(*again, 200, 60).overlaps(Rect(*at, 200, 60))
    with pytest.raises(KeyError):
        zones.free_cell(board, WORDS, "nowhere")


def test_full_zone_pushes_what_is_below() -> None:
    board = sample("merravale")
    frame = zones.zone_frame(board, WORDS)
    tile = frame["human-rights"]
    new = Rect(tile.x + PAD, tile.bottom + 5, 200, 60)
    pushed = zones.make_room(board, WORDS, "human-rights", [new])
    below = {e.id for e in board.elements.values() if zones.zone_of(e, WORDS) == "regulation"}
    assert below <= set(pushed)
    after = moved(board, pushed)
    assert not any(new.overlaps(rect, 20) for rect in rects(after).values())
    shift = {pushed[i][1] - rects(board)[i].y for i in below}
    assert len(shift) == 1
    assert shift.pop() >= 85


def test_room_that_is_there_pushes_nothing() -> None:
    board = sample("merravale")
    tile = zones.zone_frame(board, WORDS)["people"]
    assert zones.make_room(board, WORDS, "people", [Rect(tile.x + PAD, tile.y + TOP, 200, 60)]) == {}
    far = [Rect(tile.x + PAD, tile.bottom + 900, 200, 60), Rect(tile.x - 900, tile.bottom, 200, 60)]
    assert zones.make_room(board, WORDS, "people", far) == {}


def test_rows_of_new_cards_push_by_all_their_height() -> None:
    board = sample("merravale")
    taken: list[Rect] = []
    for _ in range(9):
        at = zones.free_cell(board, WORDS, "public-value", (200.0, 70.0), taken=taken)
        taken.append(Rect(*at, 200, 70))
    after = moved(board, zones.make_room(board, WORDS, "public-value", taken))
    assert not any(new.overlaps(rect, 20) for new in taken for rect in rects(after).values())
    assert not any(a.overlaps(b) for i, a in enumerate(taken) for b in taken[i + 1 :])
    with_them = [card("goal", at=new[:2], card_id=f"n{i}") for i, new in enumerate(taken)]
    frame = zones.zone_frame(Board([*after.records(), *with_them]), WORDS)
    assert all(frame["public-value"].holds(new.right, new.bottom) for new in taken)


def test_other_has_a_free_cell_before_it_is_there() -> None:
    board = sample("hill-east")
    at = zones.free_cell(board, WORDS, "other", (200.0, 60.0))
    assert at[1] > zones.zone_frame(board, WORDS)["agreement"].bottom
    with_it = Board([*board.records(), card("unheard-of", at=at)])
    assert zones.zone_frame(with_it, WORDS)["other"].holds(*at)


def test_reading_order_goes_by_zone_then_row() -> None:
    board = sample("merravale")
    order = zones.reading_order(board, WORDS)
    assert sorted(order) == sorted(board.elements)
    visited = [zones.ZONES.index(zones.zone_of(board.elements[i], WORDS)) for i in order]
    assert visited == sorted(visited)
    people = [rects(board)[i] for i in order if board.elements[i].kind == "stakeholder"]
    first_row = [r for r in people if abs(r.centre[1] - people[0].centre[1]) < 20]
    assert people[: len(first_row)] == first_row
    assert [r.x for r in first_row] == sorted(r.x for r in first_row)


def test_cards_without_a_place_come_last_in_their_zone() -> None:
    cards = [card("goal", card_id="lost"), card("goal", at=(0, 900), card_id="low"), card("goal", at=(0, 300))]
    assert zones.reading_order(Board(cards), WORDS) == ["c", "low", "lost"]


def test_titles_stand_inside_their_zones() -> None:
    frame = zones.zone_frame(chance_map(0, 0), WORDS)
    for tile, title in zip(frame.values(), zones.title_rects(frame), strict=True):
        assert tile.x < title.x and title.right < tile.right and tile.y < title.y < tile.y + TOP


def test_tidy_map_has_the_frame_of_its_layout() -> None:
    board = chance_map(150, 200)
    layout = tidy(board, WORDS)
    assert zones.zone_frame(moved(board, layout.positions), WORDS) == layout.zones


def assert_tiles(frame: dict[str, Rect]) -> None:
    tiles = list(frame.values())
    assert not any(a.overlaps(b) for i, a in enumerate(tiles) for b in tiles[i + 1 :])
    assert all(tile.h >= LEAST_HEIGHT for tile in tiles)
