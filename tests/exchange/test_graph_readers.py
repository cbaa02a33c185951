"""Files of other programs: each fixture holds invented content in the form in which the program writes it."""

import base64
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import networkx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stworkshop.errors import KnownError
from stworkshop.exchange import mapping, readers
from stworkshop.exchange.foreign import LARGEST_FILE, Foreign, ForeignCard, ForeignLink
from stworkshop.exchange.graphs import lz_text, safely
from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from tests.exchange import packing

FILES = Path(__file__).parent / "files"
GRAPHS = sorted(path for path in FILES.iterdir() if path.suffix in readers.GRAPHS)
PAGE = '<mxfile><diagram name="P">{}</diagram></mxfile>'
MODEL = (
    '<mxGraphModel><root><mxCell id="0"/><mxCell id="1" parent="0"/>{}'
    '<mxCell id="z" value="Z" vertex="1" parent="1"><mxGeometry/></mxCell></root></mxGraphModel>'
)


def read(name: str) -> Foreign:
    return readers.read_foreign(FILES / name)


def read_text(folder: Path, name: str, text: str | bytes) -> Foreign:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return readers.read_foreign(path)


def refusal(folder: Path, name: str, text: str | bytes) -> str:
    with pytest.raises(KnownError) as caught:
        read_text(folder, name, text)
    return str(caught.value)


def cards(foreign: Foreign) -> Mapping[str, ForeignCard]:
    return {card.label: card for card in foreign.cards}


def said(foreign: Foreign) -> set[tuple[str, str, str]]:
    """Links by the words on both ends."""
    labels = {card.id: card.label for card in foreign.cards}
    return {(labels[link.source], link.relation, labels[link.target]) for link in foreign.links}


def note_of(foreign: Foreign, relation: str) -> ForeignLink:
    return next(link for link in foreign.links if link.relation == relation)


# --- GraphML


def test_yed_labels_groups_places_and_arrows() -> None:
    foreign = read("library-yed.graphml")
    found = cards(foreign)
    assert foreign.format == "yEd"
    assert list(found) == [
        "Readers with small children",
        "A quiet place open till nine",
        "Nobody is there when the robot stops",
        "Book robot",
    ]
    assert [card.kind for card in foreign.cards] == ["stakeholder", "goal", "risk", "AI component"]
    assert found["Readers with small children"].note == "They come on Saturdays & stay long."
    assert found["Readers with small children"].pos == (40.0, -20.0)
    assert found["A quiet place open till nine"].topics == ("Public value",)
    assert found["Nobody is there when the robot stops"].topics == ("Public value", "In the evening")
    assert found["Nobody is there when the robot stops"].note == "told by the night porter"
    assert found["Book robot"].note == "shelf map\nfetches books"
    assert found["Book robot"].fields == {"url": "https://example.org/robot"}
    assert said(foreign) == {
        ("Readers with small children", "wants", "A quiet place open till nine"),
        ("Book robot", "could cause", "Nobody is there when the robot stops"),
        ("Readers with small children", "speaks to", "Book robot"),
        ("Book robot", "speaks to", "Readers with small children"),
    }
    assert note_of(foreign, "wants").note == "said twice"
    told = " ".join(foreign.left_out)
    for what in ("1 shape without words", "1 picture", "1 link from a card to itself", "2 frames", "1 place on a card"):
        assert what in told


def test_networkx_names_its_nodes_by_their_ids() -> None:
    foreign = read("buses-networkx.graphml")
    assert [card.kind for card in foreign.cards] == ["Stakeholder", "Concern", "Sensor"]
    assert foreign.cards[1].topics == ("human rights", "comfort")
    assert foreign.cards[1].fields == {"passengers": "61"}
    assert ("Drivers of line 9 (fictional)", "has concern", "Crowded buses") in said(foreign)
    assert any("2 links without a direction" in sentence for sentence in foreign.left_out)


def test_what_networkx_writes_is_read(tmp_path: Path) -> None:
    graph: networkx.MultiDiGraph[Any] = networkx.MultiDiGraph()
    graph.add_node(1, label="Ferry", kind="component", x=3.5, y=-2)
    graph.add_node("pier <&>", note="wet")
    graph.add_edge(1, "pier <&>", label="uses")
    graph.add_edge("pier <&>", 1, label="+")
    networkx.write_graphml(graph, tmp_path / "a.graphml")
    foreign = readers.read_foreign(tmp_path / "a.graphml")
    assert [(card.label, card.kind, card.note, card.pos) for card in foreign.cards] == [
        ("Ferry", "component", "", (3.5, -2.0)),
        ("pier <&>", "", "wet", None),
    ]
    assert said(foreign) == {("Ferry", "uses", "pier <&>"), ("pier <&>", "Positive influence", "Ferry")}


@pytest.mark.parametrize(
    ("node_key", "edge_key", "node", "edge"),
    [
        ('id="labelV" attr.name="labelV"', 'id="labelE" attr.name="labelE"', '<data key="labelV">Concern</data>',
         '<data key="labelE">worries</data>'),
        ('id="kind" attr.name="Kind"', 'id="edgelabel" attr.name="Edge Label"',
         '<data key="kind"><![CDATA[Concern]]></data>', '<data key="edgelabel">\n<![CDATA[worries]]>\n</data>'),
        ('id="d1" attr.name="node_type"', 'id="d2" attr.name="edge_type"', '<data key="d1">Concern</data>',
         '<data key="d2">worries</data>'),
        ('id="labels" attr.name="labels"', 'id="label" attr.name="label"', '<data key="labels">:Concern</data>',
         '<data key="label">worries</data>'),
        ('id="x" attr.name="x"', 'id="y" attr.name="weight"', "", ""),
    ],
    ids=["labelV and labelE", "CDATA", "underscores", "labels with colons", "attributes"],
)  # fmt: skip
def test_words_on_edges_and_kinds_go_by_several_names(
    node_key: str, edge_key: str, node: str, edge: str, tmp_path: Path
) -> None:
    text = f"""<graphml><key id="n" for="node" attr.name="name" attr.type="string"/>
      <key for="node" {node_key} attr.type="string"/><key for="edge" {edge_key} attr.type="string"/>
      <key id="since" for="edge" attr.name="since" attr.type="int"/><graph edgedefault="directed">
      <node id="a" labels=":Concern"><data key="n"><![CDATA[Rain & wind]]></data>{node}</node>
      <node id="b" labels=":Concern"><data key="n">Anglers</data>{node}</node>
      <edge source="a" target="b" label="worries">{edge}<data key="since">2019</data></edge></graph></graphml>"""
    foreign = read_text(tmp_path, "a.graphml", text)
    assert said(foreign) == {("Rain & wind", "worries", "Anglers")}
    assert [(card.kind, card.note, dict(card.fields)) for card in foreign.cards] == [("Concern", "", {})] * 2
    assert foreign.links[0].note == "since: 2019"


def test_links_that_share_an_id_are_told_apart(tmp_path: Path) -> None:
    edges = '<edge id="0" source="a" target="b"/>' * 9_000
    text = f'<graphml><graph><node id="a"/><node id="b"/><node id="a"/>{edges}</graph></graphml>'
    foreign = read_text(tmp_path, "a.graphml", text)
    assert [card.id for card in foreign.cards] == ["a", "b", "a-2"]
    assert len({link.id for link in foreign.links}) == 9_000


def test_a_group_where_links_end_is_a_card_as_well(tmp_path: Path) -> None:
    text = """<graphml><key id="l" for="node" attr.name="label" attr.type="string"/><graph edgedefault="directed">
      <node id="g"><data key="l">Team</data><graph><node id="a"><data key="l">Ann</data></node></graph></node>
      <node id="b"><data key="l">Bus</data></node><edge source="g" target="b"/>
      <hyperedge><endpoint node="a"/><endpoint node="b"/><endpoint node="g"/></hyperedge></graph></graphml>"""
    foreign = read_text(tmp_path, "a.graphml", text)
    assert {card.label: card.topics for card in foreign.cards} == {"Team": (), "Ann": ("Team",), "Bus": ()}
    assert said(foreign) == {("Team", "", "Bus")}
    assert any("1 link with more than two ends" in sentence for sentence in foreign.left_out)


# --- PRSM


@pytest.mark.parametrize("name", ["allotments.prsm", "allotments-plain.prsm"])
def test_prsm_styles_are_kinds_and_notes_are_plain(name: str) -> None:
    foreign = read(name)
    found = cards(foreign)
    assert (foreign.format, foreign.title) == ("PRSM", "Allotments of Fenwick (fictional)")
    assert list(foreign.kinds()) == ["Stakeholder", "What matters", "AI", ""]
    assert found["Plot holders without a car"].note == "They come on foot.\nTwice a week."
    assert found["Plot holders without a car"].fields == {"Heard from": "Mara (invented)"}
    assert found["Water at noon"].note == "An older note\nwith HTML & more"
    assert found["Marsh birds 🐦"].pos is None
    assert said(foreign) == {
        ("Plot holders without a car", "worries about", "Water at noon"),
        ("Valve that learns", "addresses", "Water at noon"),
        ("Marsh birds 🐦", "Negative influence", "Water at noon"),
        ("Marsh birds 🐦", "", "Plot holders without a car"),
    }
    told = " ".join(foreign.left_out)
    for what in ("thumbs up and down on 1 card", "1 picture", "drawing behind the map", "history", "description"):
        assert what in told


@given(st.text(st.characters(exclude_categories=())))
def test_packed_text_is_unpacked(text: str) -> None:
    assert lz_text.unpacked(packing.packed_text(text), 10_000) == text.encode("utf-16", "surrogatepass").decode(
        "utf-16", "replace"
    )


@pytest.mark.parametrize("packed", ["", "x", "\u2000" * 40, "\ud800", "ᯡ⁄¨ഀ", " " * 50])
def test_packed_text_that_is_none(packed: str) -> None:
    with pytest.raises(lz_text.Damaged):
        lz_text.unpacked(packed, 10_000)


def test_packed_text_stops_where_it_grows_too_large() -> None:
    assert len(packing.packed_text("a" * 100_000)) < 1_000
    with pytest.raises(lz_text.Damaged):
        lz_text.unpacked(packing.packed_text("a" * 100_000), 99_999)


# --- Kumu


def test_kumu_blueprint() -> None:
    foreign = read("garden-blueprint.json")
    found = cards(foreign)
    assert foreign.format == "Kumu"
    gardeners = found["Gardeners of Hazel Court"]
    assert (gardeners.kind, gardeners.topics) == ("Stakeholder", ("water", "Human rights"))
    assert gardeners.fields == {"Favourite tool": "fork"}
    assert found["Pump that decides"].topics == ("water", "night")
    assert said(foreign) == {
        ("Gardeners of Hazel Court", "has concern", "Water in dry weeks"),
        ("Pump that decides", "addresses", "Water in dry weeks"),
        ("Gardeners of Hazel Court", "talk with", "Neighbours"),
        ("Neighbours", "talk with", "Gardeners of Hazel Court"),
        ("Neighbours", "", "Water in dry weeks"),
    }
    told = " ".join(foreign.left_out)
    assert "1 link without a card at both ends" in told and "1 link without a direction" in told


def test_kumu_project() -> None:
    foreign = read("garden-project.json")
    assert foreign.title == "Who waters what"
    assert [(card.kind, card.pos) for card in foreign.cards] == [
        ("Stakeholder", (-230.0, -30.0)),
        ("Concern", (120.5, 10.0)),
        ("Driver", None),
    ]
    assert foreign.cards[0].fields == {"favourite tool": "fork, spade"}
    assert note_of(foreign, "cares about").note == "Since spring."
    told = " ".join(foreign.left_out)
    assert "1 loop" in told and "1 more map" in told and "1 picture" in told


def test_json_goes_to_whom_it_belongs(tmp_path: Path) -> None:
    ours = tmp_path / "ours.json"
    ours.write_text(json.dumps({"format": "stworkshop", "elements": [], "connections": []}))
    broken = tmp_path / "broken.json"
    broken.write_text('{"elements": [')
    mapped = tmp_path / "map.json"
    mapped.write_text((FILES / "allotments-plain.prsm").read_text(encoding="utf-8"), encoding="utf-8")
    assert not readers.is_graph(ours) and not readers.is_graph(broken) and not readers.is_graph(tmp_path / "no.json")
    assert readers.is_graph(mapped) and readers.is_graph(FILES / "garden-project.json")
    assert readers.read_foreign(mapped).format == "PRSM"
    assert "neither of Kumu nor of PRSM" in refusal(tmp_path, "other.json", '{"a": 1}')


# --- draw.io


@pytest.mark.parametrize("name", ["crossing.drawio", "crossing-packed.drawio"])
def test_drawio_pages_containers_and_labels(name: str) -> None:
    foreign = read(name)
    found = cards(foreign)
    people = found["People who cross at the mill"]
    assert (people.kind, people.note, people.topics) == (
        "Stakeholder",
        "Counted in May.",
        ("Human rights", "slow", "walkers"),
    )
    assert people.fields == {"Page": "The crossing (fictional)", "link": "https://example.org/mill"}
    assert people.pos == (60.0, 100.0)
    assert found["Too little time & no rest <island>"].topics == ("Human rights",)
    assert found["Signal of Mill Lane"].kind == "AI component"
    assert found["Everybody gets across"].kind == "Goal"
    assert "a < b & c" in found
    assert found["Children on bicycles"].fields == {"Page": "Later"}
    assert found["Children on bicycles"].pos is not None and found["Children on bicycles"].pos[0] > 1_000
    assert said(foreign) == {
        ("People who cross at the mill", "has concern", "Too little time & no rest <island>"),
        ("Signal of Mill Lane", "made for", "Everybody gets across"),
        ("Too little time & no rest <island>", "touches", "Everybody gets across"),
    }
    told = " ".join(foreign.left_out)
    for what in ("hidden layer", "1 empty page", "1 picture", "1 shape without words", "1 link without a card"):
        assert what in told


def test_drawio_as_xml_and_without_pages(tmp_path: Path) -> None:
    foreign = read_text(tmp_path, "a.xml", MODEL.format('<mxCell id="a" value="A" vertex="1" parent="1"/>'))
    assert [card.label for card in foreign.cards] == ["A", "Z"]


def test_a_damaged_page_does_not_spoil_the_others(tmp_path: Path) -> None:
    text = f'<mxfile><diagram name="A">AAAA</diagram><diagram name="B">{MODEL.format("")}</diagram></mxfile>'
    foreign = read_text(tmp_path, "a.drawio", text)
    assert [card.label for card in foreign.cards] == ["Z"] and "1 page that is damaged" in foreign.left_out[0]
    assert "cannot be unpacked" in refusal(tmp_path, "b.drawio", PAGE.format("AAAA"))


def test_containers_within_themselves_end(tmp_path: Path) -> None:
    cells = "".join(
        f'<mxCell id="{own}" value="{own}" vertex="1" parent="{parent}"><mxGeometry x="1" y="1"/></mxCell>'
        for own, parent in (("a", "b"), ("b", "a"), ("c", "c"), ("d", "a"))
    )
    assert [card.label for card in read_text(tmp_path, "a.drawio", PAGE.format(MODEL.format(cells))).cards] == [
        "d",
        "Z",
    ]


# --- Archi and the exchange format


@pytest.mark.parametrize("name", ["repairs.archimate", "repairs-archive.archimate"])
def test_archi_elements_relationships_folders_and_drawings(name: str) -> None:
    foreign = read(name)
    found = cards(foreign)
    assert (foreign.format, foreign.title) == ("Archi", "Repairs in Lowbridge (fictional)")
    assert found["Sort reports by urgency"].kind == "Course of action"
    assert found["Sort reports by urgency"].note == "Agreed in spring.\nReviewed each year."
    assert found["Sort reports by urgency"].fields == {"Cost": "low", "Owner": "Housing"}
    assert found["Night warden"].topics == ("Actors", "Evenings")
    assert found["Tenants of Lowbridge"].pos == (120.0, 80.0)
    assert found["Urgency sorter"].fields == {"Specialisation": "AI component"}
    assert ("Cold winters", "Negative influence", "Warm homes") in said(foreign)
    assert note_of(foreign, "Positive influence").note == "strongly"
    assert note_of(foreign, "Assignment").note == "On weekdays."
    told = " ".join(foreign.left_out)
    assert "1 junction" in told and "2 drawings" in told
    assert ("2 pictures" in told) == name.endswith("archive.archimate")


def test_every_element_of_motivation_and_strategy_finds_a_kind() -> None:
    choices = mapping.suggested(read("repairs.archimate"), catalogue())
    assert choices.kinds["Stakeholder"] == "stakeholder"
    assert choices.kinds["Goal"] == "goal"
    assert choices.kinds["Capability"] == "capability"
    assert all(choices.kinds.values()), choices.kinds


def test_the_exchange_format() -> None:
    foreign = read("repairs-exchange.xml")
    assert (foreign.format, foreign.title) == ("ArchiMate", "Repairs in Lowbridge (fictional)")
    tenants, goal, sorter = foreign.cards
    assert (tenants.label, tenants.note, tenants.pos) == ("Tenants of Lowbridge", "Nine hundred households.", (10, 20))
    assert tenants.fields == {"In the room": "two of twelve"}
    assert (goal.topics, sorter.kind) == (("Homes",), "Application component")
    assert note_of(foreign, "Association").note == "hope for"


# --- safely


BOMB = """<?xml version="1.0"?><!DOCTYPE graphml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
<graphml><graph><node id="&b;"/></graph></graphml>"""
OUTSIDE = '<!DOCTYPE graphml SYSTEM "file:///etc/passwd"><graphml><graph><node id="a"/></graph></graphml>'
LEAK = '<!DOCTYPE g [<!ENTITY x SYSTEM "file:///etc/passwd">]><graphml><graph><node id="&x;"/></graph></graphml>'


@pytest.mark.parametrize("text", [BOMB, OUTSIDE, LEAK])
@pytest.mark.parametrize("name", ["a.graphml", "a.drawio", "a.xml", "a.archimate"])
def test_entities_and_document_types_are_refused(text: str, name: str, tmp_path: Path) -> None:
    assert "not read for safety" in refusal(tmp_path, name, text)


def test_a_packed_page_brings_no_entities_either(tmp_path: Path) -> None:
    packed = base64.b64encode(packing.deflated(BOMB.encode())).decode()
    assert "not read for safety" in refusal(tmp_path, "a.drawio", PAGE.format(packed))


def test_pages_that_grow_too_large_are_refused(tmp_path: Path) -> None:
    packed = base64.b64encode(packing.deflated(b" " * (LARGEST_FILE + 10))).decode()
    assert "too large" in refusal(tmp_path, "a.drawio", PAGE.format(packed))


def test_archives_that_grow_too_large_or_hold_no_model_are_refused(tmp_path: Path) -> None:
    assert "too large" in refusal(tmp_path, "a.archimate", packing.archived(b" " * 20_000_000))
    assert "no file “model.xml”" in refusal(tmp_path, "b.archimate", packing.archived(b"<model/>", name="../model.xml"))
    assert "more than a model" in refusal(tmp_path, "c.archimate", packing.archived(b"<model/>", pictures=3_000))
    assert "damaged" in refusal(tmp_path, "d.archimate", b"PK\x03\x04" + bytes(50))
    spoilt = bytearray(packing.archived(FILES.joinpath("repairs.archimate").read_bytes()))
    spoilt[200] ^= 255
    assert refusal(tmp_path, "e.archimate", bytes(spoilt))
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"{letter}.archimate" for letter in "abcde"]
    assert zipfile.is_zipfile(tmp_path / "b.archimate")


def test_depth_and_size_have_limits(tmp_path: Path) -> None:
    assert "more parts" in refusal(tmp_path, "a.graphml", "<graphml>" + "<graph><node>" * 5_000)
    assert "more parts" in refusal(tmp_path, "b.json", '{"elements": ' + "[" * 60_000)
    deep = '{"elements": ' + "[" * 300 + "]" * 300 + "}"
    assert "more parts" in refusal(tmp_path, "c.json", deep)
    many = "".join(f'<node id="n{number}"/>' for number in range(5_001))
    assert "more than 5000 cards" in refusal(tmp_path, "d.graphml", f"<graphml><graph>{many}</graph></graphml>")
    (tmp_path / "e.prsm").write_bytes(b" " * (LARGEST_FILE + 1))
    with pytest.raises(KnownError, match="larger than 32 MB"):
        readers.read_foreign(tmp_path / "e.prsm")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.graphml", ""),
        ("a.graphml", "<graphml/>"),
        ("a.graphml", "<svg/>"),
        ("a.graphml", '<?xml version="1.0" encoding="klingon"?><graphml/>'),
        ("a.drawio", "<html/>"),
        ("a.drawio", "<mxfile/>"),
        ("a.archimate", "<graphml/>"),
        ("a.archimate", '<archimate:model xmlns:archimate="x"/>'),
        ("a.xml", "<beans/>"),
        ("a.prsm", "{}"),
        ("a.prsm", "no map"),
        ("a.prsm", '{"nodes": [], "edges": []}'),
        ("a.json", "[]"),
        ("a.json", '{"elements": 1}'),
    ],
)
def test_what_is_no_map_is_refused_with_a_sentence(name: str, text: str, tmp_path: Path) -> None:
    sentence = refusal(tmp_path, name, text)
    assert name in sentence and "cannot be brought in" in sentence and "Nothing was changed" in sentence


def test_labels_become_plain_text() -> None:
    assert safely.plain("<style>p {color: red}</style><p>One</p><p>Two &amp;&nbsp;three</p>") == "One\n\nTwo & three"
    assert safely.plain("<ul><li>a</li><li>b</li></ul><script>alert(1)</script>") == "• a\n\n• b"
    assert safely.plain("3 < 4 and 5 > 2") == "3 < 4 and 5 > 2"
    assert safely.plain("&lt;b&gt;") == "<b>"
    assert safely.plain("<" * 100_000).startswith("<")


@pytest.mark.parametrize("path", GRAPHS, ids=lambda path: path.name)
def test_every_fixture_makes_a_sensible_map(path: Path) -> None:
    foreign = readers.read_foreign(path)
    words = catalogue()
    choices = mapping.suggested(foreign, words)
    plan = mapping.planned(foreign, choices, Board(), words)
    assert plan.count("elements") == len(foreign.cards)
    board = mapping.new_session(foreign, choices, words).board()
    assert len(board.elements) == len(foreign.cards) and len(board.links) > 0 and not board.dangling
    assert all(element.pos and element.size and element.code for element in board.elements.values())
    assert [sentence for sentence in foreign.left_out if sentence not in plan.report.left_out] == []
