"""A map of another program keeps its shape: a view named after the file, the order within zones, one plain sentence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from stworkshop.analysis import viewpoints
from stworkshop.commands.base import Context, Decision, Refused
from stworkshop.commands.registry import decide
from stworkshop.exchange import our_json, readers
from stworkshop.exchange.importing import read_any
from stworkshop.exchange.incoming import incoming
from stworkshop.exchange.mapping import new_session, planned
from stworkshop.exchange.writers import view_map
from stworkshop.layout.zones import reading_order
from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.model.records import SessionRecord

FILES = Path(__file__).parent / "files"
WORDS = catalogue()

# Three cards in one row and one under the first, in the units of each program: corners, or middles if it notes those.
GRID: dict[str, tuple[float, float]] = {"A": (0, 0), "B": (400, 0), "C": (800, 0), "D": (0, 300)}


def prsm(at: dict[str, tuple[float, float]]) -> str:
    nodes = [{"id": i, "label": f"Thing {i}", "x": x, "y": y} for i, (x, y) in at.items()]
    return json.dumps({"mapTitle": "Grid", "styles": {}, "nodes": nodes, "edges": []})


def kumu(at: dict[str, tuple[float, float]]) -> str:
    elements = [
        {"_id": i, "attributes": {"label": f"Thing {i}"}, "position": {"x": x, "y": y}} for i, (x, y) in at.items()
    ]
    return json.dumps({"elements": elements, "connections": []})


def drawio(at: dict[str, tuple[float, float]]) -> str:
    cells = "".join(
        f'<mxCell id="{i}" value="Thing {i}" vertex="1" parent="1">'
        f'<mxGeometry x="{x}" y="{y}" width="120" height="60"/></mxCell>'
        for i, (x, y) in at.items()
    )
    return f'<mxGraphModel><root><mxCell id="0"/><mxCell id="1" parent="0"/>{cells}</root></mxGraphModel>'


def archi(at: dict[str, tuple[float, float]]) -> str:
    elements = "".join(f'<element xsi:type="archimate:Meaning" name="Thing {i}" id="{i}"/>' for i in at)
    shown = "".join(
        f'<child xsi:type="archimate:DiagramObject" id="o{i}" archimateElement="{i}">'
        f'<bounds x="{x}" y="{y}" width="120" height="55"/></child>'
        for i, (x, y) in at.items()
    )
    return (
        '<archimate:model xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        'xmlns:archimate="http://www.archimatetool.com/archimate" name="Grid" id="m">'
        f'<folder name="Motivation" id="f" type="motivation">{elements}</folder><folder name="Views" id="v" '
        f'type="diagrams"><element xsi:type="archimate:ArchimateDiagramModel" name="All" id="d">{shown}</element>'
        "</folder></archimate:model>"
    )


def yed(at: dict[str, tuple[float, float]]) -> str:
    nodes = "".join(
        f'<node id="{i}"><data key="d"><y:ShapeNode><y:Geometry height="30" width="90" x="{x}" y="{y}"/>'
        f"<y:NodeLabel>Thing {i}</y:NodeLabel></y:ShapeNode></data></node>"
        for i, (x, y) in at.items()
    )
    return (
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://www.yworks.com/xml/graphml">'
        f'<key id="d" for="node" yfiles.type="nodegraphics"/><graph edgedefault="directed">{nodes}</graph></graphml>'
    )


def networkx(at: dict[str, tuple[float, float]]) -> str:
    nodes = "".join(
        f'<node id="Thing {i}"><data key="x">{x / 1e4}</data><data key="y">{y / 1e4}</data></node>'
        for i, (x, y) in at.items()
    )
    return (
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns"><key id="x" for="node" attr.name="x" '
        f'attr.type="double"/><key id="y" for="node" attr.name="y" attr.type="double"/><graph>{nodes}</graph></graphml>'
    )


FORMATS = {
    "a.prsm": prsm, "a.json": kumu, "a.drawio": drawio, "a.archimate": archi, "a.graphml": yed, "b.graphml": networkx,
}  # fmt: skip


def shape(board: Board) -> dict[str, tuple[float, float]]:
    """The middles of cards in the one arrangement, by their words."""
    (view,) = board.views.values()
    found = {}
    for place in board.positions.values():
        card = board.elements[place.element]
        assert place.view == view.id and place.pos and card.size
        found[card.label] = (place.pos[0] + card.size[0] / 2, place.pos[1] + card.size[1] / 2)
    return found


@pytest.mark.parametrize("name", FORMATS)
def test_the_places_of_each_format_are_a_view_named_after_the_file(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(FORMATS[name](GRID), encoding="utf-8")
    content = read_any(tmp_path / name)
    board = content.board()
    assert [(view.label, view.layout) for view in board.views.values()] == [(name, "arrangement")]
    at = shape(board)
    scale = at["Thing C"][0] - at["Thing A"][0]
    for card, (x, y) in GRID.items():
        left, top = at[f"Thing {card}"][0] - at["Thing A"][0], at[f"Thing {card}"][1] - at["Thing A"][1]
        assert (left / scale, top / scale) == pytest.approx((x / 800, y / 800), abs=0.01)
    order = [board.elements[card].label[-1] for card in reading_order(board, WORDS)]
    assert order == ["A", "B", "C", "D"]
    assert shape(our_json.from_text(our_json.to_text(content)).board()) == at


@pytest.mark.parametrize("hole", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_a_place_that_is_no_number_is_no_place(hole: str, tmp_path: Path) -> None:
    (tmp_path / "a.prsm").write_text(prsm(GRID).replace('"x": 800', f'"x": {hole}'), encoding="utf-8")
    assert sorted(shape(read_any(tmp_path / "a.prsm").board())) == ["Thing A", "Thing B", "Thing D"]


def test_a_file_without_places_or_with_one_makes_no_view(tmp_path: Path) -> None:
    (tmp_path / "a.prsm").write_text(prsm({"A": (5.0, 5.0), "B": (5.0, 5.0)}), encoding="utf-8")
    assert not read_any(tmp_path / "a.prsm").board().views
    (tmp_path / "b.prsm").write_text(prsm({"A": (5.0, 5.0)}), encoding="utf-8")
    assert not read_any(tmp_path / "b.prsm").board().views
    assert not read_any(FILES / "garden-blueprint.json").board().views


def test_what_lies_in_a_container_stays_under_its_heading() -> None:
    at = shape(read_any(FILES / "library-yed.graphml").board())
    assert at["A quiet place open till nine"][1] < at["Nobody is there when the robot stops"][1]


def test_a_view_of_an_arrangement_draws_its_cards_and_all_links_among_them_and_nothing_else() -> None:
    found = incoming(FILES / "allotments.prsm", WORDS)
    board = new_session(found.foreign, found.choices, WORDS).board()
    (view,) = board.views
    shown = viewpoints.view(board, WORDS, view)
    assert shown is not None and shown.own
    what = viewpoints.picture(board, WORDS, shown)
    placed = {place.element for place in board.positions.values()}
    assert set(what.cards) == placed == set(what.shown) and len(placed) < len(board.elements)
    assert set(what.links) == {k for k, link in board.links.items() if {link.source, link.target} <= placed}
    drawn, options = view_map.drawn(board, WORDS, view)
    assert {i: e.pos for i, e in drawn.elements.items()} == {p.element: p.pos for p in board.positions.values()}
    assert options.frame == {}


# --- the command


def cards(*ids: str) -> list[dict[str, Any]]:
    return [{"root": "elements", "id": i, "kind": "concern", "label": i.upper()} for i in ids]


def view(**more: Any) -> dict[str, Any]:
    return {"root": "views", "id": "v", "label": "a.prsm", **more}


def place(element: str, pos: Any, of: str = "v") -> dict[str, Any]:
    return {"root": "positions", "id": f"{of}/{element}", "view": of, "element": element, "pos": pos}


def brought(board: Board, *records: dict[str, Any]) -> Decision | Refused:
    return decide(board, "bring_in", {"records": list(records)}, Context())


def test_an_arrangement_comes_and_goes_with_its_cards() -> None:
    board = Board([SessionRecord(id="s")])
    outcome = brought(board, *cards("a", "b"), view(), place("a", [0, 500]), place("b", [9e9, 0]))
    assert isinstance(outcome, Decision)
    after = board.copy()
    after.apply(outcome.change)
    assert {p.element: p.pos for p in after.positions.values()} == {"a": (0.0, 500.0), "b": None}
    assert after.elements["a"].pos is not None and after.elements["a"].placed == "no"
    again = decide(after, "delete", {"ids": ["v"]}, Context())
    assert isinstance(again, Decision)
    after.apply(again.change)
    assert not after.views and not after.positions and len(after.elements) == 2


@pytest.mark.parametrize(
    ("entries", "refusal"),
    [
        ([view()], "nothing-to-bring"),
        ([*cards("a"), view(), place("b", [0, 0])], "not-there"),
        ([*cards("a"), place("a", [0, 0])], "not-there"),
        ([*cards("a"), view(), view()], "id-taken"),
        ([*cards("a"), {"root": "rounds", "id": "r"}], "not-a-card"),
    ],
)
def test_an_arrangement_without_sense_is_refused_as_a_whole(entries: list[dict[str, Any]], refusal: str) -> None:
    outcome = brought(Board([SessionRecord(id="s")]), *entries)
    assert isinstance(outcome, Refused) and outcome.refusal == refusal


def test_an_arrangement_can_be_renamed_and_moved_in_but_not_laid_out() -> None:
    found = incoming(FILES / "allotments.prsm", WORDS)
    board = new_session(found.foreign, found.choices, WORDS).board()
    (known,) = board.views
    card = next(iter(board.positions.values())).element
    named = decide(board, "edit_view", {"id": known, "label": "As drawn in May"}, Context())
    moved = decide(board, "move_in_view", {"view": known, "moves": {card: [40, 50]}}, Context())
    assert isinstance(named, Decision) and isinstance(moved, Decision)
    board.apply(named.change)
    board.apply(moved.change)
    assert board.views[known].label == "As drawn in May" and board.positions[f"{known}/{card}"].pos == (40.0, 50.0)
    laid = decide(board, "lay_out_view", {"view": known}, Context())
    assert isinstance(laid, Refused) and laid.message.endswith("Nothing was changed.")


def test_a_card_that_is_there_stands_in_the_arrangement_too() -> None:
    first = incoming(FILES / "allotments.prsm", WORDS)
    board = new_session(first.foreign, first.choices, WORDS).board()
    again = incoming(FILES / "allotments.prsm", WORDS, board=board)
    plan = planned(again.foreign, again.choices, board, WORDS)
    there = {entry["element"] for entry in plan.records if entry["root"] == "positions"}
    assert plan.arrangement and there & set(board.elements)


def test_readers_say_how_large_things_are() -> None:
    assert {card.size for card in readers.read_foreign(FILES / "repairs.archimate").cards if card.pos} == {
        (120.0, 55.0)
    }
    assert all(card.size for card in readers.read_foreign(FILES / "crossing.drawio").cards if card.pos)
