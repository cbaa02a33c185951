"""The flow of data on paper: every part once, nothing on top of anything, lines beside the boxes, pages not overrun."""

import itertools
import random
from collections.abc import Callable

import pytest

from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.model.records import Record
from stworkshop.report.content.engineer_blocks import Flow
from stworkshop.report.content.facts import Facts
from stworkshop.report.editions.data_flow import flow
from stworkshop.report.figures.flow_layout import Picture, Wire, bands
from stworkshop.report.figures.flow_order import Cell, crossings, ordered, settled
from stworkshop.report.look.data_flow import pictures
from tests.report.printing import SAMPLES, board_of, link, sample

WIDTH, ROOM = 174.0, 200.0
TYPES = ("data-source", "dataset", "ml-model", "user-interface", "human-oversight-point", "supplier-service")
LABELS = ("Model", "Vehicle position and door counters of the fleet", "A part with a name that needs many lines to say")
SHAPES: dict[str, Callable[[int], list[tuple[int, int]]]] = {
    "chain": lambda n: [(i, i + 1) for i in range(n - 1)],
    "ring": lambda n: [(i, (i + 1) % n) for i in range(n)],
    "many to one": lambda n: [(i, n - 1) for i in range(n - 1)],
    "one to many": lambda n: [(0, i) for i in range(1, n)],
    "tangle": lambda n: [(random.Random(n * k).randrange(n), random.Random(n + k).randrange(n)) for k in range(2 * n)],
}


def made(shape: str, n: int) -> Board:
    """Return a board with n parts that pass data in a shape, some of them checked, some in a supplier's service."""
    dice = random.Random(n)
    cards = [
        {"id": f"k{i}", "kind": "component", "type": dice.choice(TYPES), "label": dice.choice(LABELS), "code": f"K{i}"}
        for i in range(n)
    ]
    more: dict[tuple[object, int], Record] = {
        (a, b): link("feeds", f"k{a}", f"k{b}") for a, b in SHAPES[shape](n) if a != b
    }
    more |= {("in", i): link("part-of", f"k{i}", f"k{i + 1}") for i in range(0, n - 1, 9)}
    more |= {("by", i): link("depends-on", f"k{i}", f"k{i + 2}") for i in range(0, n - 2, 5)}
    process = {"id": "p", "kind": "process", "label": "Planning", "code": "P1"}
    return board_of(*cards, process, more=(*more.values(), link("informs", f"k{n - 1}", "p")))


def drawn(block: Flow) -> list[Picture]:
    return [picture for picture, _labels, _band in pictures(block, ROOM)]


def of(board: Board) -> Flow:
    return flow(Facts(board, catalogue()))


def check(block: Flow, parts: set[str]) -> None:
    """Each part stands once; boxes and frames of others never overlap; lines do not run through boxes."""
    found = drawn(block)
    placed = [part for picture in found for part in picture.boxes]
    everywhere = [*placed, *(part.card.id for part in block.apart), *(frame.card.id for frame in block.frames)]
    kinds = {part.card.id: part.card.kind for part in (*block.parts, *block.apart)}
    assert sorted(one for one in everywhere if kinds.get(one, "component") == "component") == sorted(parts)
    assert len(set(everywhere)) == len(everywhere)
    for picture in found:
        assert picture.h <= ROOM
        for box in picture.boxes.values():
            assert box.x >= -1e-6 and box.x + box.w <= WIDTH + 1e-6 and box.y >= -1e-6
        for one, other in itertools.combinations(picture.boxes.values(), 2):
            assert not one.overlaps(other)
        for unit, frame in picture.frames:
            assert all(not frame.overlaps(box) for part, box in picture.boxes.items() if part not in unit)
        for line in picture.lines:
            for (x1, y), (x2, _y) in zip(line.points[1::2], line.points[2::2], strict=False):
                low, high = sorted((x1, x2))
                across = [b for b in picture.boxes.values() if b.y < y < b.y + b.h and low < b.x + b.w - 0.1 < high + 1]
                assert across == []


@pytest.mark.parametrize("name", SAMPLES)
def test_the_parts_of_a_sample_stand_once_without_overlap(name: str) -> None:
    parts = {e.id for e in sample(name).elements.values() if e.kind == "component"}
    block = of(sample(name))
    check(block, parts)
    assert len(drawn(block)) == 1


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("n", [2, 7, 24, 60])
def test_any_number_of_parts_has_room(shape: str, n: int) -> None:
    check(of(made(shape, n)), {f"k{i}" for i in range(n)})


def test_the_flow_runs_from_data_to_decision() -> None:
    picture = drawn(of(sample("merravale")))[0]
    x = {sample("merravale").elements[part].code: box.x for part, box in picture.boxes.items()}
    assert x["K1"] < x["K5"] < x["K6"] < x["K7"] < x["K10"] < x["P1"]
    assert x["K8"] < x["P2"]
    assert x["K7"] < x["K13"]


def test_links_are_told_apart_and_alarms_are_raised() -> None:
    block = of(sample("merravale"))
    codes = {part.card.id: part.card.code for part in block.parts}
    looks = {(codes[one.source], codes[one.target]): one.look for one in block.links}
    assert looks["K1", "K5"] == "data"
    assert looks["K10", "P1"] == "advice"
    assert looks["K8", "P2"] == "machine"
    assert looks["K13", "K7"] == "check"
    assert [part.card.code for part in block.parts if part.alarm] == ["K8"]
    assert [(frame.card.code, [codes[one] for one in frame.members]) for frame in block.frames] == [("K17", ["K7"])]
    assert ("frame", "run by supplier S14") in block.legend
    assert ("alarm", "high-risk, no human check") in block.legend
    assert "K8 decides in P2" in block.text_value
    assert block.text_value.endswith("Without a flow: K11, K12, K14, K16.")


def test_a_supplier_that_nobody_names_is_said_to_be_unknown() -> None:
    assert ("frame", "run by a supplier; we do not know which") in of(sample("eastmere")).legend


def test_a_circle_is_drawn_with_one_link_turned_back() -> None:
    found = bands(["a", "b", "c"], [Wire("a", "b", "data"), Wire("b", "c", "data"), Wire("c", "a", "data")])
    assert [unit for column in found[0].columns for unit in column] == [("a",), ("b",), ("c",)]
    assert [(wire.source, wire.back) for wire in found[0].wires] == [("a", False), ("b", False), ("c", True)]


def test_what_leads_to_another_picture_is_named() -> None:
    chain = [f"k{i}" for i in range(8)]
    wires = [Wire(one, other, "data") for one, other in itertools.pairwise(chain)]
    first, second = bands(chain, wires)
    assert (first.onward, second.coming) == ({"k5": ("k6",)}, {"k6": ("k5",)})


def test_ordering_takes_crossings_away() -> None:
    columns, steps = [["a", "b"], ["x", "y"]], [("a", "y"), ("b", "x")]
    assert crossings(columns, steps) == 1
    assert crossings(ordered(columns, steps), steps) == 0


def test_columns_keep_their_distance() -> None:
    cells = {thing: Cell(10.0, 2.0) for thing in "abcxy"}
    middles = settled([["a", "b", "c"], ["x", "y"]], [("a", "x"), ("b", "x"), ("c", "x")], cells, 100.0)
    assert middles["b"] - middles["a"] == pytest.approx(12.0)
    assert middles["y"] - middles["x"] >= 12.0 - 1e-9
    assert min(middles.values()) >= 5.0 - 1e-9
