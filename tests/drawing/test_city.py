"""The map from afar: what shows of it, and that no line runs through words or under a card."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import pairwise

import pytest

from stworkshop import assets
from stworkshop.drawing.city import ROAD_FROM, city_of
from stworkshop.drawing.city_layout import EDGE, ICON, SMALL, code_of
from stworkshop.drawing.city_view import Painting
from stworkshop.drawing.figures import Box, Drawing, Figure, Group, Words
from stworkshop.drawing.marks import marks_of
from stworkshop.exchange import our_json
from stworkshop.graphics import design_tokens, text_measure, vector_paths
from stworkshop.graphics.link_styles import LOUD_AT_REST
from stworkshop.graphics.vector_paths import Point
from stworkshop.layout.zone_frame import ZONES
from stworkshop.layout.zones import zone_of
from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.model.records import Element, Link, Record, Result, Round, SessionRecord

SIZES = ((784.0, 540.0), (1366.0, 700.0), (1920.0, 1000.0), (620.0, 500.0))
SAMPLES = ("hill-east", "merravale", "quayline", "eastmere")
LIGHT = design_tokens.theme("light")


def sample(name: str) -> Board:
    return our_json.read(next(p for p in assets.sample_sessions() if p.stem == name)).board()


def painting(board: Board, w: float = 784.0, h: float = 540.0) -> Painting:
    return Painting(city_of(board, catalogue()), board, catalogue(), LIGHT, w, h)


def coded(board: Board) -> Painting:
    """The map as the map page of a print shows it."""
    return Painting(city_of(board, catalogue()), board, catalogue(), LIGHT, 1374.0, 800.0, codes=True)


def invented(seed: int) -> Board:
    """A map of up to a hundred cards of all kinds with long and short words, in any topic, linked at random."""
    rng = random.Random(seed)
    words = ("bus", "stop", "who", "answers", "for", "this", "Datenschutzfolgenabschätzung", "ramp", "évening", "حافلة")
    kinds, concepts = sorted(catalogue().kinds), sorted(catalogue().concepts)
    cards: list[Record] = [
        Element(
            id=f"c{n}", seq=n, code=f"X{n}", kind=rng.choice(kinds),
            label=" ".join(rng.choices(words, k=rng.randint(1, 14))),
            concepts=tuple(rng.sample(concepts, rng.randint(0, 2))), pos=(0.0, 0.0),
        )
        for n in range(rng.choice((0, 1, 3, 12, 40, 100)))
    ]  # fmt: skip
    relations = sorted(catalogue().relations)
    links = [
        Link(id=f"l{n}", seq=200 + n, source=rng.choice(cards).id, target=rng.choice(cards).id,
             relation=rng.choice((*relations, *sorted(LOUD_AT_REST))))
        for n in range(rng.randint(0, 3 * len(cards)))
    ]  # fmt: skip
    return Board([SessionRecord(id="s", label="Evening", seq=0), *cards, *links])


def boards(soak: bool) -> Iterator[tuple[str, Board]]:
    for name in ("merravale", "hill-east", "quayline", "eastmere"):
        yield name, sample(name)
    for seed in range(600 if soak else 40):
        yield f"seed {seed}", invented(seed)


def lines(made: Painting) -> Iterator[tuple[str, list[Point]]]:
    """The corners of each road and story link."""
    named = [("-".join(road.zones), way) for road, way in made.roads] + [(link.id, way) for link, way in made.stories]
    for name, way in named:
        yield name, made.corners(way)


def crosses(a: Point, b: Point, box: Box) -> bool:
    """Whether a level or upright line meets the inside of a box."""
    left, right = sorted((a[0], b[0]))
    top, bottom = sorted((a[1], b[1]))
    return left < box.x + box.w - 0.5 and right > box.x + 0.5 and top < box.y + box.h - 0.5 and bottom > box.y + 0.5


def over(a: Box, b: Box) -> bool:
    """Whether two boxes share more than an edge."""
    return (
        a.x < b.x + b.w - 0.5 and b.x < a.x + a.w - 0.5 and a.y < b.y + b.h - 0.5 and b.y < a.y + a.h - 0.5
    )  # fmt: skip


def outside(group: Group, box: Box) -> list[str]:
    """The words of a group that stand outside a box."""
    return [
        shape.text
        for shape in group.shapes
        if isinstance(shape, Words)
        and not (
            box.x <= shape.left and shape.left + shape.width <= box.x + box.w + 0.5
            and box.y < shape.y - shape.size * 0.7 and shape.y < box.y + box.h
        )
    ]  # fmt: skip


def squeezed(text: str) -> str:
    """Text without spaces."""
    return "".join(text.split())


def words_of(drawing: Drawing) -> Iterator[tuple[str, Box]]:
    """All words but the numbers on roads, which stand on their lines."""
    for group in drawing.groups:
        if group.id.startswith("count-"):
            continue
        for shape in group.shapes:
            if isinstance(shape, Words):
                yield shape.text, Box(shape.left, shape.y - shape.size * 0.75, shape.width, shape.size * 0.95)


def test_no_line_runs_through_words_or_cards(soak: bool) -> None:
    met = 0
    for name, board in boards(soak):
        for w, h in SIZES:
            made = painting(board, w, h)
            told = list(words_of(made.drawing()))
            for line, corners in lines(made):
                for a, b in pairwise(corners):
                    assert a[0] == b[0] or a[1] == b[1], f"{name}, {w}: {line} is neither level nor upright"
                    struck = [text for text, box in told if crosses(a, b, box)]
                    assert not struck, f"{name}, {w}: {line} strikes {struck} through"
                    under = [one.card.label for one in made.plan.placed.values() if crosses(a, b, one.box)]
                    assert not under, f"{name}, {w}: {line} runs under {under}"
                    met += 1
    assert met > 1_000


@pytest.mark.parametrize("size", [(1136.0, 585.0), (1040.0, 760.0), (886.0, 478.0), (784.0, 420.0)])
def test_a_fixed_height_is_kept_and_no_line_runs_through_words_then(size: tuple[float, float]) -> None:
    for name in ("merravale", "hill-east", "quayline", "eastmere"):
        board = sample(name)
        made = Painting(city_of(board, catalogue()), board, catalogue(), LIGHT, *size, fixed=True)
        assert made.plan.h == pytest.approx(size[1]), name
        told = list(words_of(made.drawing()))
        for line, corners in lines(made):
            for a, b in pairwise(corners):
                assert not [text for text, box in told if crosses(a, b, box)], f"{name}: {line}"


def test_with_codes_no_line_runs_through_words_codes_or_cards_and_every_card_is_named(soak: bool) -> None:
    met = 0
    for name, board in boards(soak):
        made = coded(board)
        drawing = made.drawing()
        told = list(words_of(drawing))
        for line, corners in lines(made):
            for a, b in pairwise(corners):
                struck = [text for text, box in told if crosses(a, b, box)]
                assert not struck, f"{name}: {line} strikes {struck} through"
                under = [one.card.label for one in made.plan.placed.values() if crosses(a, b, one.box)]
                assert not under, f"{name}: {line} runs under {under}"
                met += 1
        for n, (text, one) in enumerate(told):
            assert not (on := [words for words, box in told[n + 1 :] if over(one, box)]), f"{name}: {text} on {on}"
        groups = {group.id: group for group in drawing.groups if group.role in ("zone", "card")}
        for zone, cell in made.plan.cells.items():
            bare = [code for line in cell.codes for code in line.codes]
            assert sorted(bare) == sorted(code_of(card, catalogue()) for card in cell.rest), f"{name}: {zone}"
            assert not outside(groups[zone], cell.box), f"{name}: {zone}"
            for placed in cell.cards:
                said = [shape.text for shape in groups[placed.card.id].shapes if isinstance(shape, Words)]
                assert code_of(placed.card, catalogue()) in said
                assert squeezed(placed.card.label) in squeezed(" ".join(said)), "no word is cut"
                assert not outside(groups[placed.card.id], placed.box), name
    assert met > 300


def test_gutters_hold_the_lanes_that_run_in_them(soak: bool) -> None:
    for name, board in boards(soak):
        made = painting(board, 1040, 760)
        cells = made.plan.cells
        wide = {
            "A": cells["centre"].box.x - cells["public-value"].box.x - cells["public-value"].box.w,
            "B": cells["human-rights"].box.x - cells["centre"].box.x - cells["centre"].box.w,
            "H0": cells["centre"].box.y - cells["people"].box.y - cells["people"].box.h,
            "H2": cells["agreement"].box.y - cells["regulation"].box.y - cells["regulation"].box.h,
        }
        for gutter, room in wide.items():
            assert made.lanes.room(gutter) < room, f"{name}: {gutter}"


def test_lines_that_run_along_each_other_keep_apart() -> None:
    for name in ("merravale", "quayline", "eastmere"):
        parts = [(line, a, b) for line, corners in lines(painting(sample(name))) for a, b in pairwise(corners)]
        for n, (line, a, b) in enumerate(parts):
            for other, c, d in parts[n + 1 :]:
                if line == other:
                    continue
                for along, across in ((0, 1), (1, 0)):
                    if a[across] == b[across] == c[across] == d[across]:
                        over = min(max(a[along], b[along]), max(c[along], d[along])) - max(
                            min(a[along], b[along]), min(c[along], d[along])
                        )
                        assert over <= 0, f"{name}: {line} lies on {other}"


@pytest.mark.parametrize("name", ["merravale", "hill-east", "quayline", "eastmere"])
def test_every_card_is_counted_once_and_shown_whole(name: str) -> None:
    board = sample(name)
    made = painting(board)
    counted = [card.id for cell in made.plan.cells.values() for card in (*(one.card for one in cell.cards), *cell.rest)]
    assert sorted(counted) == sorted(board.elements)
    for zone, cell in made.plan.cells.items():
        assert cell.count == sum(zone_of(card, catalogue()) == zone for card in board.elements.values())
        for one in cell.cards:
            assert "".join("".join(one.face.lines).split()) == "".join(one.card.label.split()), "no word is cut"
            box = one.box
            assert cell.box.x <= box.x and box.x + box.w <= cell.box.x + cell.box.w
            assert cell.box.y <= box.y and box.y + box.h <= cell.box.y + cell.box.h


@pytest.mark.parametrize("w", range(560, 1500, 90))
def test_no_word_is_torn_and_no_words_of_a_zone_leave_it(w: int) -> None:
    for name in SAMPLES:
        made = painting(sample(name), float(w), 620.0)
        for one in made.plan.placed.values():
            words = one.card.label.replace("-", "- ").split()
            for line in one.face.lines:
                assert line.replace("-", "- ").split()[-1] in words, line
        for cell in made.plan.cells.values():
            if not cell.count:
                said = made.empty_words(cell.zone, cell.box.w - 2 * EDGE - ICON - 8)
                assert text_measure.width(said, SMALL) <= cell.box.w - EDGE - ICON - 8, said


def test_a_word_of_a_script_without_spaces_may_go_on_in_the_next_line() -> None:
    label = "\u0e1a\u0e23\u0e34\u0e01\u0e32\u0e23\u0e23\u0e16" * 4
    board = Board([Element(id="r", kind="risk", label=label, concepts=("human-rights",), pos=(0, 0))])
    assert "r" in painting(board).plan.placed


def test_dots_stand_beside_the_words_of_their_card() -> None:
    board = sample("merravale")
    made = painting(board, 1366, 760)
    groups = {group.id: group for group in made.drawing().groups if group.role == "card"}
    given = {card: marks.dots for card, marks in marks_of(board).items() if marks.dots}
    shown = [one for one in made.plan.placed.values() if one.card.id in given]
    assert len(shown) >= 4
    for one in shown:
        pill, number = one.pill, str(given[one.card.id])
        assert pill is not None
        assert one.box.x < pill.x
        assert pill.x + pill.w <= one.box.x + one.box.w
        words = [shape for shape in groups[one.card.id].shapes if isinstance(shape, Words)]
        assert number in [line.text for line in words]
        for line in words:
            if line.text != number:
                assert line.left + line.width <= pill.x, f"{line.text} runs under the dots"
        assert number in groups[one.card.id].title
    assert all(one.pill is None for one in made.plan.placed.values() if one.card.id not in given)


def test_zones_keep_their_places_whatever_is_on_the_map() -> None:
    def order(board: Board) -> list[tuple[str, ...]]:
        cells = [cell for zone, cell in painting(board).plan.cells.items() if zone != "other"]
        tops = sorted({cell.box.y for cell in cells})
        return [tuple(c.zone for c in sorted(cells, key=lambda c: c.box.x) if c.box.y == top) for top in tops]

    usual = order(sample("merravale"))
    assert [len(row) for row in usual] == [1, 3, 4, 1] and {zone for row in usual for zone in row} <= set(ZONES)
    assert order(sample("hill-east")) == order(invented(0)) == order(Board([SessionRecord(id="s")])) == usual


def risk(n: int, **fields: object) -> Element:
    return Element(id=f"r{n}", seq=n, kind="risk", label=f"Harm {n}", concepts=("human-rights",), **fields)  # type: ignore[arg-type]


def test_dots_come_first_then_contested_then_asked_then_story_then_links() -> None:
    cards = [risk(n) for n in range(1, 8)]
    person = Element(id="s", seq=20, kind="stakeholder", label="People")
    links = [
        Link(id="a", seq=30, source="r3", target="s", relation="harms"),
        Link(id="b", seq=31, source="r2", target="s", relation="about"),
        Link(id="d", seq=32, source="r2", target="s", relation="raises"),
        Link(id="e", seq=33, source="r7", target="s", relation="about"),
    ]
    round_ = Round(id="w", seq=40, kind="dots", items=("r6",), closed_order=1)
    figures = {"dots": 9, "voters": 9, "n": 9}
    result = Result(id="x", seq=41, round="w", item="r6", figures=figures)
    board = Board([SessionRecord(id="s0"), *cards, person, *links, round_, result])
    found = city_of(board, catalogue(), contested=["r5"], asked=["r4"])
    assert [card.id for card in found.zones["human-rights"]] == ["r6", "r5", "r4", "r3", "r2", "r7", "r1"]


def test_a_pinned_card_stands_before_all_others() -> None:
    board = Board([SessionRecord(id="s"), risk(1), risk(2, locked="yes")])
    assert [card.id for card in city_of(board, catalogue()).zones["human-rights"]] == ["r2", "r1"]


def test_a_road_takes_four_links_that_are_no_story() -> None:
    people = [Element(id=f"s{n}", seq=n, kind="stakeholder", label=f"Group {n}") for n in range(5)]
    cards = [risk(n + 10) for n in range(5)]

    def roads(n: int, relation: str) -> list[int]:
        links = [Link(id=f"l{i}", seq=50 + i, source=f"s{i}", target=f"r{i + 10}", relation=relation) for i in range(n)]
        found = city_of(Board([SessionRecord(id="s"), *people, *cards, *links]), catalogue())
        return [len(road.links) for road in found.roads]

    assert roads(ROAD_FROM, "about") == [ROAD_FROM] and roads(ROAD_FROM - 1, "about") == []
    assert roads(5, "harms") == []


def test_the_drawing_tells_itself_in_words() -> None:
    made = painting(sample("merravale"))
    said = made.drawing().description
    assert "People, 15 cards. " in said and "links between" in said
    assert "in other boxes" in painting(sample("hill-east")).drawing().description, "its topic is on cards elsewhere"
    assert "nothing yet" in painting(Board([SessionRecord(id="s", label="Evening", seq=0)])).drawing().description
    numbers = [road for road, _way in made.roads]
    drawn = {group.id for group in made.drawing().groups}
    assert {f"count-{'-'.join(road.zones)}" for road in numbers} <= drawn


def test_all_lies_inside_the_picture() -> None:
    for name in ("merravale", "hill-east"):
        drawing = painting(sample(name)).drawing()
        for shape in drawing.shapes:
            if isinstance(shape, Figure) and shape.path:
                left, top, right, bottom = vector_paths.bounds(shape.path)
                assert left > -8 and top > -8 and right < drawing.box.w + 8 and bottom < drawing.box.h + 8


def test_no_word_of_a_head_is_torn_however_narrow_its_zone() -> None:
    for name in SAMPLES:
        board = sample(name)
        for wide in (560.0, 600.0, 660.0, 720.0, 784.0):
            made = Painting(city_of(board, catalogue()), board, catalogue(), LIGHT, wide, 585.0, fixed=True)
            for zone, cell in made.plan.cells.items():
                words = {word for title in made.titles[zone] for word in title.split()}
                said = [part for line in cell.head for part in line.split()]
                torn = [part for part in said if part not in words and not part.endswith("…")]
                assert not torn, f"{name} at {wide}: {zone} says {cell.head}"
