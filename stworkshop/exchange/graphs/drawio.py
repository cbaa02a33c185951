"""Reading draw.io: shapes and links of all pages, packed or not, with their labels as plain text."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from stworkshop.errors import KnownError
from stworkshop.exchange.foreign import LARGEST_FILE, MOST_CARDS, MOST_LINKS, Foreign
from stworkshop.exchange.graphs import safely
from stworkshop.exchange.graphs.graph_builder import Gathering
from stworkshop.exchange.graphs.safely import attribute, children, local, plain, text_of
from stworkshop.i18n import gettext as _

MOST_PAGES = 200
PAGE_GAP = 400.0
"""Between the shapes of two pages, which stand side by side, in draw.io's units."""
_KINDS = ("kind", "type", "category", "class", "element type")
_NOTES = ("note", "notes", "description", "documentation", "tooltip", "comment")
_TOPICS = ("tags", "tag", "topic", "topics")
_NOT_FIELDS = frozenset(("id", "label", "placeholders", "placeholder", "value", "style"))
_PLACEHOLDER = re.compile(r"%([^%\n]{1,60})%")
_DEEPEST_PARENTS = 20
_GEOMETRY = ("x", "y", "width", "height")
_MOTIVATION = {
    "role": "Stakeholder",
    "driver": "Driver",
    "assess": "Assessment",
    "goal": "Goal",
    "outcome": "Outcome",
    "principle": "Principle",
    "requirement": "Requirement",
    "constraint": "Constraint",
    "meaning": "Meaning",
    "amValue": "Value",
}
_ARCHIMATE = {
    **_MOTIVATION,
    "role": "Business role",
    "actor": "Business actor",
    "collab": "Collaboration",
    "proc": "Process",
    "func": "Function",
    "interaction": "Interaction",
    "event": "Event",
    "serv": "Service",
    "passive": "Data object",
    "contract": "Contract",
    "representation": "Representation",
    "product": "Product",
    "comp": "Application component",
    "interface": "Application interface",
    "node": "Node",
    "device": "Device",
    "sysSw": "System software",
    "artifact": "Artifact",
    "resource": "Resource",
    "capability": "Capability",
    "valueStream": "Value stream",
    "course": "Course of action",
    "location": "Location",
    "workPackage": "Work package",
    "deliverable": "Deliverable",
}
"""What the shapes of ArchiMate in draw.io's library are called by `appType`."""


@dataclass
class _Cell:
    """A shape, a link, a layer or a label; `said` are the attributes of the object around it."""

    id: str
    value: str
    style: Mapping[str, str]
    edge: bool
    vertex: bool
    parent: str
    source: str
    target: str
    visible: bool
    x: float
    y: float
    w: float
    h: float
    placed: bool
    said: Mapping[str, str] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """The words, without HTML."""
        words = plain(self.value) if self.style.get("html") == "1" or "<" in self.value else safely.lines(self.value)
        if self.said.get("placeholders") == "1":
            words = _PLACEHOLDER.sub(lambda match: self.said.get(match[1], match[0]), words)
        return words

    @property
    def picture(self) -> bool:
        """Whether it is a picture."""
        return self.style.get("shape") == "image" or "image" in self.style


def read(path: Path) -> Foreign:
    """Return the shapes and links of a draw.io file; raises KnownError where it cannot be read."""
    return from_tree(safely.xml_tree(safely.bytes_of(path), path.name), path)


def from_tree(root: Element, path: Path) -> Foreign:
    """Return the shapes and links of a draw.io document."""
    found = Gathering(path)
    if local(root) == "mxGraphModel":
        _Page(found, root, "", "", 0.0).take()
        return found.foreign("draw.io", "")
    if local(root) != "mxfile":
        raise safely.unfit(path.name, _("It is not a drawing of draw.io."))
    pages = list(children(root, "diagram"))
    if len(pages) > MOST_PAGES:
        raise safely.unfit(path.name, _("It has more than {most} pages.").format(most=MOST_PAGES))
    models: list[tuple[str, Element]] = []
    room, last = LARGEST_FILE, None
    for number, page in enumerate(pages, 1):
        try:
            model, used = _model(page, path.name, room)
        except KnownError as error:
            last = error
            found.leave("bad-pages")
            continue
        room -= used
        if model is None or not any(local(cell) == "mxGeometry" for cell in model.iter()):
            found.leave("empty-pages")
        else:
            models.append((attribute(page, "name") or _("Page {number}").format(number=number), model))
    if last is not None and not models:
        raise last
    right = 0.0
    several = len(models) > 1
    for number, (name, model) in enumerate(models):
        right = _Page(found, model, name if several else "", f"{number + 1}/" if several else "", right).take()
    found.leave("pages", len(models) if several else 0)
    found.leave("styles", 1 if found.cards else 0)
    title = "" if several or not models else models[0][0]
    return found.foreign("draw.io", "" if re.fullmatch(r"(Page|Seite|Página)-?\s*\d+", title) else title)


def _model(page: Element, name: str, room: int) -> tuple[Element | None, int]:
    """Return the model of a page, unpacked where it is packed, and how many bytes that took."""
    inside = next(children(page, "mxGraphModel"), None)
    if inside is not None:
        return inside, 0
    packed = "".join(text_of(page).split())
    if not packed:
        return None, 0
    if packed.startswith("<"):
        return safely.xml_tree(text_of(page).strip(), name), 0
    try:
        data = base64.b64decode(packed, validate=True)
    except (binascii.Error, ValueError):
        raise safely.unfit(name, _("A page of it is packed, and cannot be unpacked.")) from None
    text = safely.inflated(data, name, room).decode("utf-8", "replace")
    unquoted = unquote(text) if text.lstrip()[:3].upper() == "%3C" else text
    root = safely.xml_tree(unquoted, name)
    return next((part for part in root.iter() if local(part) == "mxGraphModel"), None), len(text)


class _Page:
    """One page: its cells by id, and what becomes of them."""

    def __init__(self, found: Gathering, model: Element, name: str, prefix: str, right: float) -> None:
        self.found, self.name, self.prefix = found, name, prefix
        self.cells = {cell.id: cell for cell in _cells(model)}
        if len(self.cells) > 4 * (MOST_CARDS + MOST_LINKS):
            raise safely.unfit(found.name, _("It has more parts, or parts within parts, than a map has."))
        self.holders: set[str] = set()
        self.labels: dict[str, list[str]] = {}
        for cell in self.cells.values():
            if cell.vertex and not self._of_an_edge(cell):
                self.holders.add(cell.parent)
            elif cell.vertex:
                self.labels.setdefault(cell.parent, []).append(cell.label)
        self.ends = {end for cell in self.cells.values() if cell.edge for end in (cell.source, cell.target)}
        self.left = right

    def take(self) -> float:
        """Take shapes and links; return where the next page begins."""
        corners = {cell.id: self._corner(cell) for cell in self.cells.values() if cell.vertex}
        shift = self.left - min((x for x, _y in corners.values()), default=0.0) if self.left else 0.0
        right = 0.0
        for cell in self.cells.values():
            if cell.vertex and not self._of_an_edge(cell):
                self._shape(cell, corners[cell.id], shift)
                right = max(right, corners[cell.id][0] + shift + cell.w)
        for cell in self.cells.values():
            if cell.edge:
                self._edge(cell)
        return right + PAGE_GAP

    def _shape(self, cell: _Cell, corner: tuple[float, float], shift: float) -> None:
        above = list(self._above(cell))
        if not all(part.visible for part in (cell, *above)):
            self.found.leave("hidden")
            return
        topics = [part.label for part in reversed(above) if part.vertex and part.label]
        if cell.id in self.holders:
            self.found.leave("groups" if cell.label else "nameless-groups")
            self.found.leave("nested", 1 if topics and cell.label else 0)
            if cell.id not in self.ends:
                return
        if cell.picture:
            self.found.leave("pictures")
            if not cell.label:
                return
        said = {name: value for name, value in cell.said.items() if name.lower() not in _NOT_FIELDS}
        kind = _taken(said, _KINDS) or _kind(cell.style)
        tags = _taken(said, _TOPICS)
        fields = {_("Page"): self.name} if self.name else {}
        self.found.card(
            self.prefix + cell.id,
            cell.label,
            kind=kind,
            note=plain(_taken(said, _NOTES)),
            topics=[*topics, *re.split(r"[,;]|\s+" if "," not in tags and ";" not in tags else r"[,;]", tags)],
            pos=(corner[0] + shift, corner[1]) if cell.placed else None,
            size=(cell.w, cell.h) if cell.placed else None,
            fields={**fields, **{name: plain(value) for name, value in said.items()}},
            place=_("shape {id}").format(id=cell.id),
        )

    def _edge(self, cell: _Cell) -> None:
        if not all(part.visible for part in (cell, *self._above(cell))):
            return
        labels = [cell.label, *self.labels.get(cell.id, ())]
        said = dict(cell.said)
        words = [label for label in labels if label]
        relation = words[0] if words else _taken(said, ("relation", *_KINDS))
        self.found.link(
            self.prefix + cell.id,
            self.prefix + cell.source,
            self.prefix + cell.target,
            relation=relation,
            note="\n".join(filter(None, (*words[1:], plain(_taken(said, _NOTES))))),
            forth=cell.style.get("endArrow", "classic") not in ("none", ""),
            back=cell.style.get("startArrow", "none") not in ("none", "", "oval", "diamond", "diamondThin"),
        )

    def _of_an_edge(self, cell: _Cell) -> bool:
        """Tell whether a shape is the label of a link, or stands on one."""
        holder = self.cells.get(cell.parent)
        return holder is not None and holder.edge

    def _above(self, cell: _Cell) -> Iterator[_Cell]:
        """Yield what a cell is in, from the nearest outwards: containers, then its layer."""
        holder = self.cells.get(cell.parent)
        for _level in range(_DEEPEST_PARENTS):
            if holder is None:
                return
            yield holder
            holder = self.cells.get(holder.parent)

    def _corner(self, cell: _Cell) -> tuple[float, float]:
        above = [part for part in self._above(cell) if part.vertex]
        x, y = (sum(getattr(part, axis) for part in (cell, *above)) for axis in "xy")
        far = safely.FARTHEST
        return max(-far, min(far, x)), max(-far, min(far, y))


def _cells(model: Element) -> Iterator[_Cell]:
    """Yield the cells of a page; an object around a cell bears its id, its words and what else is said of it."""
    root = next(children(model, "root"), model)
    for number, outer in enumerate(root):
        inner = outer if local(outer) == "mxCell" else next(children(outer, "mxCell"), None)
        if inner is None:
            continue
        said = {name.rpartition("}")[2]: value for name, value in outer.attrib.items()} if outer is not inner else {}
        geometry = next(children(inner, "mxGeometry"), None)
        numbers = {} if geometry is None else {name: safely.number(attribute(geometry, name)) for name in _GEOMETRY}
        yield _Cell(
            id=attribute(outer, "id") or attribute(inner, "id") or f"cell-{number}",
            value=said.get("label", attribute(inner, "value")),
            style=_style(attribute(inner, "style")),
            edge=attribute(inner, "edge") == "1",
            vertex=attribute(inner, "vertex") == "1" and attribute(inner, "edge") != "1",
            parent=attribute(inner, "parent"),
            source=attribute(inner, "source"),
            target=attribute(inner, "target"),
            visible=attribute(inner, "visible") != "0",
            x=numbers.get("x") or 0.0,
            y=numbers.get("y") or 0.0,
            w=numbers.get("width") or 0.0,
            h=numbers.get("height") or 0.0,
            placed=geometry is not None,
            said=said,
        )


def _style(style: str) -> dict[str, str]:
    """Return a style by names; a word without a value is the name of a shape, and stands under `shape name`."""
    found: dict[str, str] = {}
    for part in style.split(";"):
        name, equals, value = part.partition("=")
        if equals:
            found[name.strip()] = value.strip()
        elif name.strip():
            found.setdefault("shape name", name.strip())
    return found


def _kind(style: Mapping[str, str]) -> str:
    """Return what a shape is by its drawing, where that says it: of ArchiMate, a person, a note, plain text."""
    shape = style.get("shape", style.get("shape name", ""))
    if "archimate" in shape:
        of = style.get("appType", "")
        return (_MOTIVATION.get(of) if style.get("archiType") == "oct" else None) or _ARCHIMATE.get(of, "")
    known = {"umlActor": _("Actor"), "actor": _("Actor"), "note": _("Note"), "text": _("Text"), "label": _("Text")}
    return known.get(shape, "")


def _taken(said: dict[str, str], names: tuple[str, ...]) -> str:
    """Take the first of what is said under one of the names, in whatever letters, out of the rest."""
    by_name = {name.lower(): name for name in reversed(list(said))}
    found = next((by_name[name] for name in names if said.get(by_name.get(name, ""))), None)
    return said.pop(found) if found else ""
