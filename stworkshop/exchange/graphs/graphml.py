"""Reading GraphML: yEd's files with labels, places and groups, those of networkx and others, and our own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple
from xml.etree.ElementTree import Element

from stworkshop.exchange.foreign import Foreign
from stworkshop.exchange.graphs import our_graphml, safely
from stworkshop.exchange.graphs.graph_builder import Gathering
from stworkshop.exchange.graphs.safely import attribute, children, local, text_of
from stworkshop.i18n import gettext as _

MOST_KEYS = 400
"""Sorts of data that a file declares."""
_LABELS = ("label", "name", "title", "text", "caption", "nodelabel")
_KINDS = ("kind", "type", "category", "class", "elementtype", "ntype", "nodetype", "labelv", "labels")
_NOTES = ("note", "notes", "description", "documentation", "comment", "comments", "details")
_RELATIONS = (
    *("relation", "relationship", "label", "edgelabel", "labele", "linklabel", "type", "kind", "interaction", "name"),
    *("edgetype", "linktype", "relationtype", "relationshiptype", "connectiontype", "predicate", "verb", "etype"),
)
_TOPICS = ("tags", "tag", "topics", "topic", "concepts", "concept", "group", "cluster")
_LOOKS = frozenset(
    ("x", "y", "z", "w", "h", "width", "height", "size", "r", "g", "b", "a", "color", "colour", "fill")
) | {
    *("font", "fontsize", "borderwidth", "shape", "shape_type", "style", "weight", "viz", "zorder", "id", "directed"),
    *("degree", "modularity_class"),
}
"""Names of data that say how something is drawn, and nothing that people said."""
_NOT_LETTERS = re.compile(r"[\W_]+")
_NO_ARROW = ("", "none")


class _Key(NamedTuple):
    """What a key of the file declares: the name of the data, what it is for, its type, its default."""

    name: str
    of: str
    type: str
    default: str
    graphics: str


@dataclass(frozen=True)
class _Drawn:
    """What the graphics of a node or an edge say."""

    label: str = ""
    more: tuple[str, ...] = ()
    pos: tuple[float, float] | None = None
    size: tuple[float, float] | None = None
    kind: str = ""
    picture: bool = False
    forth: bool | None = None
    back: bool | None = None


def read(path: Path) -> Foreign:
    """Return the cards and links of a GraphML file; raises KnownError where it cannot be read."""
    return from_tree(safely.xml_tree(safely.bytes_of(path), path.name), path)


def from_tree(root: Element, path: Path) -> Foreign:
    """Return the cards and links of a GraphML document."""
    if local(root) != "graphml":
        raise safely.unfit(path.name, _("It is not GraphML."))
    return _Reader(root, path).foreign()


class _Reader:
    def __init__(self, root: Element, path: Path) -> None:
        self.root = root
        self.found = Gathering(path)
        self.keys: dict[str, _Key] = {}
        for key in children(root, "key"):
            default = text_of(next(children(key, "default"), None)).strip()
            name = attribute(key, "attr.name") or attribute(key, "id")
            graphics = attribute(key, "yfiles.type")
            declared = _Key(name, attribute(key, "for") or "all", attribute(key, "attr.type"), default, graphics)
            self.keys[attribute(key, "id")] = declared
        if len(self.keys) > MOST_KEYS:
            raise safely.unfit(path.name, _("It has more parts, or parts within parts, than a map has."))
        self.format = "yEd" if any(key.graphics for key in self.keys.values()) else "GraphML"
        self.defaults = {
            of: {key.name: key.default for key in self.keys.values() if key.default and key.of in (of, "all")}
            for of in ("graph", "node", "edge")
        }
        self.ends: set[str] = set()
        self.styled = False

    def foreign(self) -> Foreign:
        graphs = list(children(self.root, "graph"))
        about = self._data(graphs[0], "graph")[0] if graphs else {}
        ours = about.get("format") == our_graphml.FORMAT
        edges = [edge for edge in self.root.iter() if local(edge) == "edge"]
        self.ends = {attribute(edge, end) for edge in edges for end in ("source", "target")}
        waiting: list[tuple[Element, tuple[str, ...], int]] = [(graph, (), 0) for graph in reversed(graphs)]
        while waiting:
            part, topics, level = waiting.pop()
            if local(part) == "graph":
                self.found.leave("many-ends", sum(1 for _edge in children(part, "hyperedge")))
                waiting += [(node, topics, level) for node in reversed(list(children(part, "node")))]
                continue
            inner = [graph for graph in children(part, "graph") if any(True for _node in children(graph, "node"))]
            within = self._group(part, topics, level) if inner else self._card(part, topics, ours)
            waiting += [(graph, within, level + 1) for graph in reversed(inner)]
        for graph in self.root.iter():
            if local(graph) == "graph":
                for edge in children(graph, "edge"):
                    self._link(edge, attribute(graph, "edgedefault") != "undirected", ours)
        if ours:
            self.found.leave("ours")
        elif self.styled:
            self.found.leave("styles")
        title = _first(about, ("title", "label", "name", "description"))
        return self.found.foreign("STWorkshop GraphML" if ours else self.format, title)

    def _group(self, node: Element, topics: tuple[str, ...], level: int) -> tuple[str, ...]:
        """Return the topics of what is in a group; one where links end is a card as well."""
        values, drawn = self._data(node, "node")
        name = safely.lines(drawn.label or _first(values, _LABELS)).replace("\n", " ")
        if attribute(node, "id") in self.ends:
            self._card(node, topics, ours=False)
        if not name:
            self.found.leave("nameless-groups")
            return topics
        self.found.leave("groups")
        self.found.leave("nested", 1 if level and topics else 0)
        return (*topics, name)

    def _card(self, node: Element, topics: tuple[str, ...], ours: bool) -> tuple[str, ...]:
        node_id = attribute(node, "id")
        values, drawn = self._data(node, "node")
        self.found.leave("ports", sum(1 for _port in children(node, "port")))
        place = _("node {id}").format(id=node_id)
        if ours:
            # The data says exactly what a card is and where it stands; yEd changes what it draws, and keeps the data.
            pos = drawn.pos if drawn.pos and not _near(drawn.pos, _place(values)) else _place(values)
            card = our_graphml.card(node_id, values, pos)
            changed = drawn.label and drawn.label.split() != safely.lines(card.label).split()
            self.found.card(
                node_id,
                drawn.label if changed else card.label,
                kind=card.kind,
                note=card.note,
                topics=card.topics,
                pos=pos,
                fields=card.fields,
                ours=card.ours,
                place=place,
            )
            return topics
        label = drawn.label or _first(values, _LABELS)
        if not label and drawn.picture:
            self.found.leave("pictures")
            return topics
        self.found.leave("pictures", 1 if drawn.picture else 0)
        if not label and self.format == "GraphML":
            label = node_id  # networkx and its like name their nodes by the id
        used = {_name_in(values, names) for names in (_LABELS, _KINDS, _NOTES)}
        note = "\n".join(filter(None, (_first(values, _NOTES), *drawn.more)))
        tags = [tag for name in values if name.lower() in _TOPICS for tag in _tags(values[name])]
        used.update(name for name in values if name.lower() in _TOPICS)
        self.found.card(
            node_id,
            label,
            kind=_first(values, _KINDS).strip(":") or attribute(node, "labels").strip(":") or drawn.kind,
            note=note,
            topics=(*topics, *tags),
            pos=drawn.pos or _place(values),
            size=drawn.size if drawn.pos else None,
            fields={name: value for name, value in values.items() if name not in used and name.lower() not in _LOOKS},
            place=place,
        )
        return topics

    def _link(self, edge: Element, directed: bool, ours: bool) -> None:
        values, drawn = self._data(edge, "edge")
        said = attribute(edge, "directed")
        forth = said != "false" if said else directed
        back = False
        if drawn.forth is not None and drawn.back is not None and not ours:
            forth, back = drawn.forth, drawn.back
        relation = values.get("relation", "") if ours else ""
        relation = relation or drawn.label or _first(values, _RELATIONS) or attribute(edge, "label")
        note = _first(values, _NOTES)
        if not ours:
            used = {_name_in(values, names) for names in (_RELATIONS, _NOTES)}
            rest = {name: words for name, words in values.items() if name not in used and name.lower() not in _LOOKS}
            told = (_("{name}: {value}").format(name=name, value=words) for name, words in rest.items())
            note = "\n".join(filter(None, (note, *told)))
        link_id = attribute(edge, "id")
        carried = our_graphml.link(link_id, values) if ours else None
        ends = attribute(edge, "source"), attribute(edge, "target")
        self.found.link(link_id, *ends, relation=relation, note=note, ours=carried, forth=forth or ours, back=back)

    def _data(self, element: Element, of: str) -> tuple[dict[str, str], _Drawn]:
        """Return the data of a node, an edge or a graph by name, and what its graphics say."""
        values = dict(self.defaults[of])
        drawn = _Drawn()
        for data in children(element, "data"):
            key = self.keys.get(attribute(data, "key"))
            if len(data):
                looks = _drawn(data)
                drawn = looks if looks.label or looks.pos or drawn == _Drawn() else drawn
                self.styled = True
            elif key is not None and not key.graphics:
                value = text_of(data)
                if value.strip():
                    values[key.name] = value
        return values, drawn


def _drawn(data: Element) -> _Drawn:
    """Return what yEd's graphics say: the words of labels, the place, arrows, and whether it is a picture."""
    parts = list(data.iter())
    labels = [_label(part) for part in parts if local(part) in ("NodeLabel", "EdgeLabel", "Label.Text")]
    inside = [_label(part) for part in parts if local(part) in ("AttributeLabel", "MethodLabel")]
    labels = [label for label in labels if label]
    geometry = next((part for part in parts if local(part) in ("Geometry", "RectD")), None)
    arrows = next((part for part in parts if local(part) == "Arrows"), None)
    names = {local(part) for part in parts}
    generic = next((attribute(part, "configuration") for part in parts if local(part) == "GenericNode"), "")
    return _Drawn(
        label=labels[0] if labels else "",
        more=tuple(filter(None, (*labels[1:], *inside))),
        pos=None if geometry is None else _pair(geometry, "x", "y"),
        size=None if geometry is None else _pair(geometry, "width", "height"),
        kind=generic.rpartition(".")[2] if "flowchart" in generic or "bpmn" in generic else "",
        picture=bool(names & {"ImageNode", "SVGNode", "Image"}),
        forth=None if arrows is None else attribute(arrows, "target") not in _NO_ARROW,
        back=None if arrows is None else attribute(arrows, "source") not in _NO_ARROW,
    )


def _label(part: Element) -> str:
    if attribute(part, "visible") == "false" or attribute(part, "hasText") == "false":
        return ""
    words = (part.text or "").strip()
    return safely.plain(words) if words[:6].lower() == "<html>" else safely.lines(words)


def _pair(geometry: Element, across: str, down: str) -> tuple[float, float] | None:
    x = safely.number(attribute(geometry, across) or attribute(geometry, across.capitalize()))
    y = safely.number(attribute(geometry, down) or attribute(geometry, down.capitalize()))
    return None if x is None or y is None else (x, y)


def _place(values: Mapping[str, str]) -> tuple[float, float] | None:
    x, y = safely.number(values.get("x")), safely.number(values.get("y"))
    return None if x is None or y is None else (x, y)


def _near(one: tuple[float, float], other: tuple[float, float] | None) -> bool:
    """Tell whether two places are the same but for the digits that a drawing keeps."""
    return other is not None and max(abs(one[0] - other[0]), abs(one[1] - other[1])) < 0.01


def _name_in(values: Mapping[str, str], names: tuple[str, ...]) -> str:
    """Return the name of the first data that goes by one of the names, however it is spelt; "" where there is none."""
    by_name = {_NOT_LETTERS.sub("", name.lower()): name for name in reversed(list(values))}
    return next((by_name[name] for name in names if name in by_name), "")


def _first(values: Mapping[str, str], names: tuple[str, ...]) -> str:
    return values.get(_name_in(values, names), "")


def _tags(value: str) -> list[str]:
    """Return the words of a list, as several programs write one: with commas, semicolons or bars between them."""
    for mark in ("|", ";", ","):
        if mark in value:
            return [tag.strip(" \"'[]") for tag in value.split(mark)]
    return [value]
