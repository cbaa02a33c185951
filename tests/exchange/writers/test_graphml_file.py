"""The GraphML that we write: others read it, and what comes back is what went out."""

import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import networkx
import pytest

from stworkshop.commands.base import Context, Decision
from stworkshop.commands.registry import decide
from stworkshop.exchange import export_formats, mapping, readers
from stworkshop.exchange.importing import read_any
from stworkshop.exchange.writers import graphml_file
from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.model.records import Element, Group, Link, Participant, Record, SessionRecord, flat
from stworkshop.model.session_content import SessionContent

SAMPLES = sorted((Path(__file__).resolve().parents[3] / "sample_sessions").glob("*.json"))
YED = "{http://www.yworks.com/xml/graphml}"
NOT_CARRIED = ("seq", "placed", "created_by", "drawers", "group", "size")
"""What a GraphML of cards and links does not say, or what the map decides anew."""
HOSTILE = "a\0b\x0b\ud800\ufffe <&> \"'ß\u202e😀 ]]>"


def brought_in(path: Path) -> Board:
    """What becomes of a file on an empty map."""
    foreign = readers.read_foreign(path)
    plan = mapping.planned(foreign, mapping.suggested(foreign, catalogue()), Board(), catalogue())
    board = Board()
    outcome = decide(board, "bring_in", {"records": list(plan.records)}, Context())
    assert isinstance(outcome, Decision), outcome
    board.apply(outcome.change)
    return board


def carried(record: Record) -> dict[str, Any]:
    return {name: value for name, value in flat(record).items() if name not in NOT_CARRIED and value not in (None, "")}


def session(*records: Record) -> SessionContent:
    return SessionContent([SessionRecord(id="s", label="Trial (fictional)"), *records])


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_comes_back_as_it_was(sample: Path, tmp_path: Path) -> None:
    content = read_any(sample)
    path = tmp_path / "out.graphml"
    export_formats.write(content, path, export_formats.Options())
    before, after = content.board(), brought_in(path)
    for root in ("elements", "links"):
        was, came = before.in_root(root), after.in_root(root)
        assert {name: carried(record) for name, record in came.items()} == {
            name: carried(record) for name, record in was.items() if name not in before.dangling
        }


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_networkx_reads_it_with_all_that_it_says(sample: Path, tmp_path: Path) -> None:
    board = read_any(sample).board()
    path = tmp_path / "out.graphml"
    graphml_file.write(SessionContent(list(board.records())), path)
    graph = networkx.read_graphml(path)
    assert set(graph.nodes) == set(board.elements) and graph.number_of_edges() == len(board.links)
    for card in board.elements.values():
        data = graph.nodes[card.id]
        assert (data["code"], data["kind"], data["label"]) == (card.code, card.kind, card.label)
        assert data.get("note", "") == card.note and data.get("type", "") == card.type
        assert data.get("concepts", "") == "; ".join(card.concepts)
        assert card.pos is not None and (data["x"], data["y"]) == card.pos
    risk = next(card for card in board.elements.values() if card.kind == "risk")
    assert graph.nodes[risk.id]["severity"] == risk.attributes["severity"]
    relations = {(source, target, data["relation"]) for source, target, data in graph.edges(data=True)}
    assert relations == {(link.source, link.target, link.relation) for link in board.links.values()}


def test_yed_shows_labels_places_and_shapes() -> None:
    card = Element(id="e1", kind="risk", code="R1", label="Ice", pos=(10.0, -20.5), size=(200.0, 70.0))
    other = Element(id="e2", kind="stakeholder", code="S1", label="Skaters")
    link = Link(id="l1", relation="harms", source="e1", target="e2")
    root = ET.fromstring(graphml_file.to_bytes(session(card, other, link)))
    first, second = root.iter(f"{YED}ShapeNode")
    geometry = first.find(f"{YED}Geometry")
    assert geometry is not None
    assert geometry.attrib == {"height": "70.0", "width": "200.0", "x": "10.00", "y": "-20.50"}
    label, shape = first.find(f"{YED}NodeLabel"), first.find(f"{YED}Shape")
    assert label is not None and label.text == "Ice"
    assert shape is not None and shape.get("type") == "diamond"
    bare = second.find(f"{YED}Geometry")
    assert bare is not None and "x" not in bare.attrib
    words = root.find(f".//{YED}EdgeLabel")
    assert words is not None and words.text == "would harm"


def test_hostile_words_stay_valid_xml_and_come_back_clean(tmp_path: Path) -> None:
    card = Element(id="e1", kind="risk", code="R1", label=HOSTILE, note=HOSTILE + "\n\n  indented\n", pos=(1.5, 2.0))
    other = Element(id="e 2<&\"'", kind="own:Ferry > bus", code="Z1", label="-1", note="\t=1+1")
    odd = MappingProxyType({"status": "in-place", "far from us": ({"a": (1, None)},), "x": 3, "flag": True})
    last = Element(id="e3", kind="mitigation", code="M1", label="x", concepts=("regulation",), attributes=odd)
    link = Link(id="l1", relation="mitigates", source="e3", target="e1", note=HOSTILE, discussed="yes")
    strange = Link(id="l2", relation="no-such", source="e 2<&\"'", target="e1")
    path = tmp_path / "out.graphml"
    graphml_file.write(session(card, other, last, link, strange), path)
    assert networkx.read_graphml(path).number_of_edges() == 2
    board = brought_in(path)
    clean = "ab <&> \"'ß😀 ]]>"
    assert board.elements["e1"].label == clean
    assert board.elements["e1"].note == clean + "\n\n  indented"
    assert board.elements["e1"].pos == (1.5, 2.0)
    assert (board.elements["e 2<&\"'"].kind, board.elements["e 2<&\"'"].label) == ("own:Ferry > bus", "-1")
    assert board.elements["e3"].concepts == ("regulation",)
    assert board.elements["e3"].attributes["status"] == "in-place"
    assert (board.links["l1"].note, board.links["l1"].discussed) == (clean, "yes")


def test_links_that_lost_an_end_and_people_stay_out() -> None:
    card = Element(id="e1", kind="risk", code="R1", label="Ice", group="g1")
    named = replace(card, id="e2", code="R2", attributes=MappingProxyType({"raised_by": "p1"}))
    lost = Link(id="l1", relation="harms", source="e1", target="gone")
    drawn = Link(id="l2", relation="touches", source="e1", target="e2", drawers=("p1",))
    person = Participant(id="p1", label="Ada Lovelace", side="public")
    text = graphml_file.to_bytes(session(card, named, lost, drawn, person, Group(id="g1", label="Winter"))).decode()
    assert 'id="l1"' not in text and 'id="l2"' in text
    assert "Ada" not in text and "p1" not in text and "raised_by" not in text
    assert "Winter" in text


def test_what_was_changed_in_yed_comes_back_changed(tmp_path: Path) -> None:
    card = Element(id="e1", kind="risk", code="R1", label="Ice", pos=(10.0, 20.0), size=(200.0, 70.0))
    text = graphml_file.to_bytes(session(card)).decode()
    text = text.replace(">Ice</y:NodeLabel>", ">Thin ice</y:NodeLabel>").replace('x="10.00"', 'x="300.25"')
    text = text.replace("</graph>", '<node id="n0"><data key="node-graphics"/></node></graph>')
    new = '<data key="node-graphics"><y:ShapeNode><y:NodeLabel>A new one</y:NodeLabel></y:ShapeNode></data>'
    text = text.replace('<data key="node-graphics"/>', new)
    path = tmp_path / "out.graphml"
    path.write_text(text, encoding="utf-8")
    board = brought_in(path)
    assert (board.elements["e1"].label, board.elements["e1"].pos) == ("Thin ice", (300.25, 20.0))
    assert sorted(element.label for element in board.elements.values()) == ["A new one", "Thin ice"]


def test_the_report_names_what_graphml_does_not_hold(tmp_path: Path) -> None:
    path = tmp_path / "out.graphml"
    graphml_file.write(session(Element(id="e1", kind="risk", code="R1", label="Ice")), path)
    foreign = readers.read_foreign(path)
    assert foreign.title == "Trial (fictional)"
    assert len(foreign.left_out) == 1 and "people, statements, results" in foreign.left_out[0]
