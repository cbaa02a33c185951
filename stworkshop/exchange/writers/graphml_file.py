"""Writing the cards and links of a session as GraphML, which network programs read and yEd shows as it stands.

Carried are all fields of cards and links as others may see them; what is not a card or a link is not in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from stworkshop.exchange.graphs import our_graphml
from stworkshop.graphics import design_tokens
from stworkshop.model import attribution
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue, catalogue
from stworkshop.model.records import Element, Link, Value, flat
from stworkshop.model.session_content import SessionContent
from stworkshop.system import whole_files
from stworkshop.validation.field_limits import OURS_ALONE

_GRAPHML = "http://graphml.graphdrawing.org/xmlns"
_YED = "http://www.yworks.com/xml/graphml"
_SCHEMA = "http://www.w3.org/2001/XMLSchema-instance"
_PLACES = f"{_GRAPHML} http://www.yworks.com/xml/schema/graphml/1.1/ygraphml.xsd"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NOT_CARRIED = (*OURS_ALONE, "seq", "placed", "pos", "size", "group", "image", "drawers", "source", "target")
_FIRST_OF_CARDS = ("code", "kind", "kind_label", "type", "label", "note", "concepts", "x", "y", "w", "h")
_FIRST_OF_LINKS = ("relation", "label", "note")
_SHAPES = {
    "stakeholder": "ellipse",
    "concern": "roundrectangle",
    "goal": "hexagon",
    "outcome": "octagon",
    "policy": "parallelogram",
    "right": "parallelogram",
    "risk": "diamond",
    "mitigation": "trapezoid2",
    "decision": "trapezoid",
    "open-question": "ellipse",
    "data-source": "rectangle3d",
}
"""What comes near the silhouettes of kinds among those that yEd has; a box with round corners where none does."""
_SIZE = (200.0, 62.0)

Data = dict[str, tuple[str, str]]
"""By name the GraphML type and the text of what a node or an edge says."""


def write(content: SessionContent, path: Path, options: object = None) -> None:
    """Write the GraphML file of a session; raises KnownError where the disk refuses."""
    whole_files.write_whole(path, to_bytes(content))


def to_bytes(content: SessionContent, words: Catalogue | None = None) -> bytes:
    """Return the GraphML of a session in UTF-8; links that lost an end are left out."""
    board = Board(attribution.others_see(content.records))
    return _Writer(board, words or catalogue()).document()


def xml_text(value: str) -> str:
    """Return text that XML 1.0 can hold: without control characters, half characters and what is no character."""
    return _NOT_XML.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))


class _Writer:
    def __init__(self, board: Board, words: Catalogue) -> None:
        self.board = board
        self.words = words
        self.theme = design_tokens.theme("light")
        self.root = ElementTree.Element(
            "graphml", {"xmlns": _GRAPHML, "xmlns:y": _YED, "xmlns:xsi": _SCHEMA, "xsi:schemaLocation": _PLACES}
        )

    def document(self) -> bytes:
        session = self.board.session
        about: Data = {
            "format": ("string", our_graphml.FORMAT),
            "version": ("long", "1"),
            "title": ("string", session.label),
        }
        if session.description:
            about["description"] = ("string", session.description)
        cards = {card.id: self._card_data(card) for card in self.board.elements.values()}
        links = [link for link in self.board.links.values() if link.source in cards and link.target in cards]
        link_data = {link.id: self._link_data(link) for link in links}
        keys = {
            "graph": self._keys("graph", [about], ()),
            "node": self._keys("node", cards.values(), _FIRST_OF_CARDS),
            "edge": self._keys("edge", link_data.values(), _FIRST_OF_LINKS),
        }
        for of, graphics in (("node", "nodegraphics"), ("edge", "edgegraphics")):
            _add(self.root, "key", {"id": f"{of}-graphics", "for": of, "yfiles.type": graphics})
        graph = _add(self.root, "graph", {"id": session.id or "map", "edgedefault": "directed"})
        _fill(graph, about, keys["graph"])
        # What is drawn comes first: programs that read labels and places off the drawing go by the data after it.
        for card in self.board.elements.values():
            node = _add(graph, "node", {"id": card.id})
            self._draw_card(_add(node, "data", {"key": "node-graphics"}), card)
            _fill(node, cards[card.id], keys["node"])
        for link in links:
            edge = _add(graph, "edge", {"id": link.id, "source": link.source, "target": link.target})
            self._draw_link(_add(edge, "data", {"key": "edge-graphics"}), link)
            _fill(edge, link_data[link.id], keys["edge"])
        ElementTree.indent(self.root)
        document: bytes = ElementTree.tostring(self.root, encoding="utf-8", xml_declaration=True)
        return document + b"\n"

    def _keys(self, of: str, all_data: Iterable[Data], first: Iterable[str]) -> Mapping[str, str]:
        """Declare the data of nodes, edges or the graph; return the id of each key by the name of the data."""
        types: dict[str, set[str]] = {}
        for data in all_data:
            for name, (kind, _text) in data.items():
                types.setdefault(name, set()).add(kind)
        names = [name for name in first if name in types] + sorted(name for name in types if name not in tuple(first))
        keys = {}
        for number, name in enumerate(names):
            keys[name] = f"{of}-{number}"
            kind = types[name].pop() if len(types[name]) == 1 else "string"
            _add(self.root, "key", {"id": keys[name], "for": of, "attr.name": name, "attr.type": kind})
        return keys

    def _card_data(self, card: Element) -> Data:
        data = _data_of(flat(card))
        if (label := self.words.kind(card.kind).label) != card.kind:
            data["kind_label"] = ("string", label)
        if card.pos:
            data["x"], data["y"] = (("double", repr(float(n))) for n in card.pos)
        if card.size:
            data["w"], data["h"] = (("double", repr(float(n))) for n in card.size)
        frame = self.board.groups.get(card.group)
        if frame and frame.label:
            data["frame"] = ("string", frame.label)
        return data

    def _link_data(self, link: Link) -> Data:
        values = {name: value for name, value in flat(link).items() if (name, value) != ("discussed", "no")}
        data = _data_of(values)
        data["label"] = ("string", self._words_on(link))
        return data

    def _words_on(self, link: Link) -> str:
        relation = self.words.relations.get(link.relation)
        return relation.label if relation else link.relation

    def _draw_card(self, data: ElementTree.Element, card: Element) -> None:
        variant = self.words.variant(card.kind, card.type)
        colours = self.theme.kind(variant)
        shape = _add(data, "y:ShapeNode")
        w, h = card.size or _SIZE
        place = {"height": f"{h:.1f}", "width": f"{w:.1f}"}
        if card.pos:
            place |= {"x": f"{card.pos[0]:.2f}", "y": f"{card.pos[1]:.2f}"}
        _add(shape, "y:Geometry", place)
        _add(shape, "y:Fill", {"color": colours.fill, "transparent": "false"})
        _add(shape, "y:BorderStyle", {"color": colours.border, "type": "line", "width": "1.0"})
        look = {
            "alignment": "center",
            "autoSizePolicy": "node_size",
            "configuration": "CroppingLabel",
            "fontFamily": "Dialog",
            "fontSize": "12",
            "fontStyle": "plain",
            "hasBackgroundColor": "false",
            "hasLineColor": "false",
            "modelName": "internal",
            "modelPosition": "c",
            "textColor": colours.text,
            "visible": "true",
        }
        _add(shape, "y:NodeLabel", look).text = xml_text(card.label)
        _add(shape, "y:Shape", {"type": _SHAPES.get(variant) or _SHAPES.get(card.kind, "roundrectangle")})

    def _draw_link(self, data: ElementTree.Element, link: Link) -> None:
        relation = self.words.relations.get(link.relation)
        line = _add(data, "y:PolyLineEdge")
        dashed = "dashed" if link.relation in ("hinders", "conflicts-with", "threatens") else "line"
        _add(line, "y:LineStyle", {"color": self.theme.ui["text_2"], "type": dashed, "width": "1.0"})
        _add(line, "y:Arrows", {"source": "none", "target": "none" if relation and relation.symmetric else "standard"})
        look = {"fontFamily": "Dialog", "fontSize": "10", "textColor": self.theme.ui["text_2"], "visible": "true"}
        _add(line, "y:EdgeLabel", look).text = xml_text(self._words_on(link))
        _add(line, "y:BendStyle", {"smoothed": "false"})


def _data_of(values: Mapping[str, Value]) -> Data:
    """Return what the fields of a record say, without what is ours alone or says nothing."""
    data: Data = {}
    for name, value in values.items():
        found = None if name in _NOT_CARRIED or (name, value) == ("locked", "no") else our_graphml.packed(name, value)
        if found:
            data[found[0]] = found[1:]
    return data


def _fill(element: ElementTree.Element, data: Data, keys: Mapping[str, str]) -> None:
    for name, key in keys.items():
        if name in data:
            _add(element, "data", {"key": key}).text = xml_text(data[name][1])


def _add(parent: ElementTree.Element, tag: str, attributes: Mapping[str, Any] | None = None) -> ElementTree.Element:
    clean = {name: xml_text(value) for name, value in (attributes or {}).items()}
    return ElementTree.SubElement(parent, tag, clean)
