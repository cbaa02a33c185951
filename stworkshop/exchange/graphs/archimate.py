"""Reading models of ArchiMate: Archi's own files, plain or in an archive with pictures, and the exchange format."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.etree.ElementTree import Element

from stworkshop.exchange.foreign import Foreign
from stworkshop.exchange.graphs import safely
from stworkshop.exchange.graphs.graph_builder import Gathering
from stworkshop.exchange.graphs.safely import attribute, children, local, text_of
from stworkshop.i18n import gettext as _

_MODEL = "model.xml"
_PICTURES = "images/"
_DRAWINGS = ("ArchimateDiagramModel", "SketchModel", "CanvasModel")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_OLD_NAMES = {"Used By": "Serving", "Realisation": "Realization", "Specialisation": "Specialization"}
_JUNCTIONS = ("Junction", "AndJunction", "OrJunction")

_USUAL = (120.0, 55.0)
"""Size of a figure that has the usual one, which Archi does not write."""

Place = tuple[tuple[float, float], tuple[float, float]]
Places = dict[str, Place]
"""Top left corner and size of the figures of elements, by their ids."""


def read(path: Path) -> Foreign:
    """Return elements and relationships of a model; raises KnownError where it cannot be read."""
    data = safely.bytes_of(path)
    members: list[str] = []
    if data[:2] == b"PK":
        data, members = safely.archive_member(data, path.name, _MODEL)
    pictures = sum(1 for name in members if name.startswith(_PICTURES) and not name.endswith("/"))
    return from_tree(safely.xml_tree(data, path.name), path, pictures)


def from_tree(root: Element, path: Path, pictures: int = 0) -> Foreign:
    """Return elements and relationships of a model in either form."""
    if local(root) != "model":
        raise safely.unfit(path.name, _("It is not a model of ArchiMate."))
    found = Gathering(path)
    found.leave("pictures", pictures)
    if any(True for _elements in children(root, "elements")):
        return _exchanged(root, found)
    return _of_archi(root, found)


# --- Archi's own files


def _of_archi(root: Element, found: Gathering) -> Foreign:
    folders = list(_in_folders(root))
    drawings = [element for element, _names in folders if _type(element) in _DRAWINGS]
    places = _largest(dict(_bounds(drawing)) for drawing in drawings)
    profiles = {attribute(profile, "id"): attribute(profile, "name") for profile in children(root, "profile")}
    for element, names in folders:
        kind = _type(element)
        if kind in _DRAWINGS:
            found.leave("views")
            found.leave("styles")
        elif kind in _JUNCTIONS:
            found.leave("junctions")
        elif attribute(element, "source") and attribute(element, "target"):
            _relationship(found, element, attribute(element, "name"), _said(element))
        elif kind:
            fields = {attribute(p, "key"): attribute(p, "value") for p in children(element, "property")}
            if profile := profiles.get(attribute(element, "profiles")):
                fields[_("Specialisation")] = profile
            _card(
                found, attribute(element, "id"), attribute(element, "name"), kind, _said(element), names, places, fields
            )
    found.left["styles"] = min(1, found.left["styles"])
    return found.foreign("Archi", attribute(root, "name"))


def _in_folders(root: Element) -> Iterator[tuple[Element, tuple[str, ...]]]:
    """Yield the elements with the names of the folders that people made; those of the layers say nothing more."""
    waiting: list[tuple[Element, tuple[str, ...]]] = [
        (folder, ()) for folder in reversed(list(children(root, "folder")))
    ]
    while waiting:
        folder, names = waiting.pop()
        for element in children(folder, "element"):
            yield element, names
        for inner in reversed(list(children(folder, "folder"))):
            waiting.append((inner, (*names, attribute(inner, "name"))))


def _bounds(drawing: Element) -> Iterator[tuple[str, Place]]:
    """Yield where elements stand in a drawing; what is in another thing is placed from its corner."""
    waiting = [(child, 0.0, 0.0) for child in children(drawing, "child", "children")]
    while waiting:
        child, x, y = waiting.pop()
        bounds, size = next(children(child, "bounds"), None), _USUAL
        if bounds is not None:
            size = _size(bounds, "width", "height")
            x += safely.number(attribute(bounds, "x")) or 0.0
            y += safely.number(attribute(bounds, "y")) or 0.0
        if shown := attribute(child, "archimateElement"):
            yield shown, ((x, y), size)
        waiting += [(inner, x, y) for inner in children(child, "child", "children")]


def _said(element: Element) -> str:
    return text_of(next(children(element, "documentation"), None))


# --- the exchange format of the Open Group


def _exchanged(root: Element, found: Gathering) -> Foreign:
    names = {
        attribute(definition, "identifier"): _named(definition)
        for holder in children(root, "propertyDefinitions")
        for definition in children(holder, "propertyDefinition")
    }
    views = [view for view in root.iter() if local(view) == "view"]
    places = _largest(dict(_nodes(view)) for view in views)
    folders = _organised(root)
    for holder in children(root, "elements"):
        for element in children(holder, "element"):
            kind = _type(element)
            if kind in _JUNCTIONS:
                found.leave("junctions")
                continue
            fields = {}
            for properties in children(element, "properties"):
                for entry in children(properties, "property"):
                    of = names.get(attribute(entry, "propertyDefinitionRef")) or _("Property")
                    fields[of] = text_of(next(children(entry, "value"), None))
            element_id = attribute(element, "identifier")
            topics = folders.get(element_id, ())
            _card(found, element_id, _named(element), kind, _said(element), topics, places, fields)
    for holder in children(root, "relationships"):
        for relationship in children(holder, "relationship"):
            _relationship(found, relationship, _named(relationship), _said(relationship))
    found.leave("views", len(views))
    found.leave("styles", 1 if views else 0)
    return found.foreign("ArchiMate", _named(root))


def _named(element: Element) -> str:
    """Return the first name of an element, which may have one in each of several languages, or its label."""
    return text_of(next(children(element, "name", "label"), None)) or attribute(element, "name")


def _nodes(view: Element) -> Iterator[tuple[str, Place]]:
    for node in view.iter():
        shown = attribute(node, "elementRef") if local(node) == "node" else ""
        x, y = safely.number(attribute(node, "x")), safely.number(attribute(node, "y"))
        if shown and x is not None and y is not None:
            yield shown, ((x, y), _size(node, "w", "h"))


def _organised(root: Element) -> Mapping[str, tuple[str, ...]]:
    """Return by element the labels of the items that it is filed under, below those of the layers."""
    found: dict[str, tuple[str, ...]] = {}
    waiting: list[tuple[Element, tuple[str, ...]]] = [
        (item, ()) for holder in children(root, "organizations") for item in children(holder, "item")
    ]
    while waiting:
        item, names = waiting.pop()
        if filed := attribute(item, "identifierRef"):
            found.setdefault(filed, names[1:])
        waiting += [(inner, (*names, _named(item))) for inner in children(item, "item")]
    return found


# --- both


def _size(element: Element, width: str, height: str) -> tuple[float, float]:
    """Return the size of a figure; the usual one where the file does not say it, or says it as -1."""
    w, h = safely.number(attribute(element, width)), safely.number(attribute(element, height))
    return (w if w and w > 0 else _USUAL[0], h if h and h > 0 else _USUAL[1])


def _type(element: Element) -> str:
    """Return the type of an element or a relationship, without its namespace and the word relationship."""
    return attribute(element, "type").rpartition(":")[2]


def _words(name: str) -> str:
    """Return a type in words: "Course of action", "Business actor"."""
    return _CAMEL.sub(" ", name).replace(" Of ", " of ").capitalize()


def _card(
    found: Gathering,
    card_id: str,
    label: str,
    kind: str,
    note: str,
    topics: tuple[str, ...],
    places: Places,
    fields: Mapping[str, str],
) -> None:
    pos, size = places.get(card_id, (None, None))
    found.card(
        card_id,
        label,
        kind=_words(kind),
        note=note,
        topics=topics,
        pos=pos,
        size=size,
        fields=fields,
        place=_("element {id}").format(id=card_id),
    )


def _relationship(found: Gathering, element: Element, name: str, said: str) -> None:
    """Take a relationship: its type is the word on the link, a name that people gave it goes to the note."""
    kind = _CAMEL.sub(" ", _type(element)).removesuffix(" Relationship").removesuffix(" relation")
    kind = _OLD_NAMES.get(kind, kind)
    strength = attribute(element, "strength") or attribute(element, "modifier")
    if kind == "Influence" and strength.startswith(("-", "\N{MINUS SIGN}")):
        kind = "Negative influence"
    elif kind == "Influence" and strength.startswith("+"):
        kind = "Positive influence"
    note = "\n".join(filter(None, (name, said)))
    link_id = attribute(element, "id") or attribute(element, "identifier")
    found.link(link_id, attribute(element, "source"), attribute(element, "target"), relation=kind, note=note)


def _largest(all_places: Iterator[Places]) -> Places:
    """Return the places of the drawing that shows most elements, since each drawing has places of its own."""
    return max(all_places, key=len, default={})
