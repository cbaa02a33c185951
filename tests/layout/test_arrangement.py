"""The shape of a map of another program: kept, spread so far that nothing overlaps, bounded."""

from __future__ import annotations

import math
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stworkshop.layout import tidy
from stworkshop.layout.arrangement import FAR, Foreign, fitted, standing
from stworkshop.layout.zone_frame import OTHER, Rect
from stworkshop.layout.zones import in_rows, zone_frame
from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.model.records import Element, Position, SessionRecord, View

WORDS = catalogue()
CARD = (200.0, 60.0)
NUMBERS = st.integers(-500, 500)


def middles(places: dict[str, tuple[float, float]], sizes: dict[str, tuple[float, float]]) -> dict[str, list[float]]:
    return {i: [x + sizes[i][0] / 2, y + sizes[i][1] / 2] for i, (x, y) in places.items()}


def lapped(one: Foreign, other: Foreign) -> bool:
    return all(abs(one.middle[k] - other.middle[k]) < (one.size[k] + other.size[k]) / 2 for k in (0, 1))


@given(
    st.lists(st.tuples(NUMBERS, NUMBERS), min_size=2, max_size=12, unique=True),
    st.sampled_from([1e-3, 1.0, 37.5, 1e4]),
)
def test_the_shape_is_kept_and_only_what_overlapped_there_overlaps(points: list[tuple[int, int]], unit: float) -> None:
    things = {str(n): Foreign((x * unit, y * unit), (30 * unit, 12 * unit)) for n, (x, y) in enumerate(points)}
    sizes = {i: (170.0 + 10 * (int(i) % 4), 50.0 + 10 * (int(i) % 3)) for i in things}
    free = [(a, b) for a, b in combinations(things, 2) if not lapped(things[a], things[b])]
    nested = any(abs(a[0] - b[0]) < 15 and abs(a[1] - b[1]) < 6 for a, b in combinations(points, 2))
    places = fitted(things, sizes)
    assert places.keys() == things.keys()
    assert min(x for x, _y in places.values()) == 0 == min(y for _x, y in places.values())
    for a, b in free:
        assert not Rect(*places[a], *sizes[a]).overlaps(Rect(*places[b], *sizes[b])), (a, b)
    if nested:
        return  # a thing that holds another's middle is taken for its heading
    at = middles(places, sizes)
    far = max(combinations(things, 2), key=lambda pair: math.dist(things[pair[0]].middle, things[pair[1]].middle))
    scale = math.dist(at[far[0]], at[far[1]]) / math.dist(things[far[0]].middle, things[far[1]].middle)
    for a, b in combinations(things, 2):
        for k in (0, 1):
            assert at[b][k] - at[a][k] == pytest.approx((things[b].middle[k] - things[a].middle[k]) * scale, abs=2.5)


@pytest.mark.parametrize("hole", [math.nan, math.inf, -math.inf])
def test_places_that_are_no_numbers_are_left_out_and_the_rest_is_bounded(hole: float) -> None:
    things = {
        "a": Foreign((0.0, 0.0), (1e-9, 1e-9)),
        "b": Foreign((1e-8, 1e-8), (1e-9, 1e-9)),
        "c": Foreign((1e6, -1e6), (1e-9, 1e-9)),
        "d": Foreign((hole, 1.0)),
    }
    places = fitted(things, dict.fromkeys(things, CARD))
    assert set(places) == {"a", "b", "c"}
    assert all(math.isfinite(n) and 0 <= n <= FAR + 300 for place in places.values() for n in place)


def test_nothing_is_made_of_cards_that_all_stand_in_one_place() -> None:
    assert fitted({"a": Foreign((5.0, 5.0)), "b": Foreign((5.0, 5.0))}, {"a": CARD, "b": CARD}) == {}
    assert fitted({"a": Foreign((5.0, 5.0))}, {"a": CARD}) == {}


def test_a_thing_that_holds_others_is_their_heading() -> None:
    things = {
        "house": Foreign((200.0, 150.0), (400.0, 300.0)),
        "left": Foreign((110.0, 160.0), (120.0, 55.0)),
        "right": Foreign((290.0, 160.0), (120.0, 55.0)),
    }
    places = fitted(things, dict.fromkeys(things, CARD))
    assert places["house"][1] + CARD[1] <= places["left"][1] == places["right"][1]
    assert places["left"][0] < places["house"][0] < places["right"][0]


def board(kind: str, at: dict[str, tuple[float, float]]) -> Board:
    cards = [Element(id=i, kind=kind, label=i, seq=n, size=CARD) for n, i in enumerate(sorted(at, reverse=True))]
    view = View(id="v", label="a.prsm", layout="arrangement")
    places = [Position(id=f"v/{i}", view="v", element=i, pos=pos) for i, pos in at.items()]
    return Board([SessionRecord(id="s"), *cards, view, *places])


@pytest.mark.parametrize("kind", ["concern", "stakeholder", "component", "decision", "own:Card"])
@pytest.mark.parametrize("part", [False, True])
def test_cards_left_and_above_come_first_in_their_zone(kind: str, part: bool) -> None:
    at = {f"c{n:02}": (float(n * 7 % 5) * 300, float(n * 3 % 7) * 100) for n in range(23)}
    here = board(kind, at)
    only = set(at) if part else None
    found = tidy.tidy(here, WORDS, only=only, order=standing(here)).positions
    for a, b in combinations(at, 2):
        for one, other in ((a, b), (b, a)):
            if at[one][0] <= at[other][0] and at[one][1] <= at[other][1]:
                first, second = Rect(*found[one], *CARD), Rect(*found[other], *CARD)
                keys = [(r.x, r.y) if kind == "component" and not part else (r.y, r.x) for r in (first, second)]
                assert keys[0] < keys[1], (one, other)


@pytest.mark.parametrize("count", [40, 300])
@pytest.mark.parametrize("part", [False, True])
def test_cards_without_a_zone_stand_wider_than_high_in_a_zone_of_their_own(count: int, part: bool) -> None:
    cards = [Element(id=f"c{n}", kind="own:Card", label="x", seq=n, size=CARD) for n in range(count)]
    here = Board([SessionRecord(id="s"), *cards])
    found = tidy.tidy(here, WORDS, only={card.id for card in cards} if part else None).positions
    xs, ys = zip(*found.values(), strict=True)
    wide, high = max(xs) - min(xs) + CARD[0], max(ys) - min(ys) + CARD[1]
    assert wide > high
    placed = [Element(id=c.id, kind=c.kind, label="x", size=CARD, pos=found[c.id]) for c in cards]
    frame = zone_frame(Board([SessionRecord(id="s"), *placed]), WORDS)
    assert all(frame[OTHER].holds(x, y) and frame[OTHER].holds(x + 200, y + 60) for x, y in found.values())
    assert frame["regulation"].right == frame["people"].right < 2_200  # the others are not stretched along
    assert not any(
        Rect(*tile).overlaps(other) for name, tile in frame.items() for key, other in frame.items() if key > name
    )


def test_reading_goes_by_rows() -> None:
    cards = [(Rect(300, 8, 200, 60), "b"), (Rect(0, 0, 200, 60), "a"), (Rect(0, 100, 200, 60), "c")]
    assert in_rows(cards) == ["a", "b", "c"]
