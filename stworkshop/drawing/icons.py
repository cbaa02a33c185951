"""Bundled icons as path data, read from their SVG files: stroked on a grid of 24, in one colour."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple
from xml.etree import ElementTree

from stworkshop import assets
from stworkshop.drawing.figures import Figure, Stroke
from stworkshop.graphics import vector_paths
from stworkshop.graphics.vector_paths import Path

GRID = 24
STROKE = 1.75


class IconPath(NamedTuple):
    """One path of an icon: a dot is filled, everything else stroked; `dash` in units of the grid."""

    path: Path
    filled: bool
    dash: tuple[float, ...]


@cache
def icon_paths(group: str, name: str) -> tuple[IconPath, ...]:
    """Return the paths of an icon; raises FileNotFoundError for an unknown one."""
    root = ElementTree.fromstring(assets.icon(group, name).read_text(encoding="utf-8"))
    return tuple(_paths(root))


def kind_icon(shape: str) -> tuple[IconPath, ...]:
    """Return the icon of a kind or variant; of one that the catalogue does not know that of a technical part."""
    try:
        return icon_paths("kinds", shape)
    except FileNotFoundError:
        return icon_paths("kinds", "component")


def icon_figures(icon: tuple[IconPath, ...], x: float, y: float, size: float, colour: str) -> Iterator[Figure]:
    """Yield an icon with its top left corner at x, y."""
    scale = size / GRID
    for path, filled, dash in icon:
        placed = vector_paths.moved(path, x, y, scale)
        if filled:
            yield Figure(placed, fill=colour)
        else:
            yield Figure(placed, stroke=Stroke(colour, STROKE * scale, tuple(length * scale for length in dash)))


def _paths(root: ElementTree.Element) -> Iterator[IconPath]:
    for node in root:
        name = node.tag.rpartition("}")[2]
        dash = tuple(float(length) for length in node.get("stroke-dasharray", "").split())
        yield IconPath(_path(name, node.attrib), node.get("fill") == "currentColor", dash)


def _path(name: str, a: Mapping[str, str]) -> Path:
    def number(key: str) -> float:
        return float(a.get(key, 0))

    if name == "path":
        return vector_paths.parse(a["d"])
    if name == "circle":
        return vector_paths.circle(number("cx"), number("cy"), number("r"))
    if name == "ellipse":
        return vector_paths.ellipse(number("cx"), number("cy"), number("rx"), number("ry"))
    if name == "rect":
        return vector_paths.rectangle(number("x"), number("y"), number("width"), number("height"), number("rx"))
    raise ValueError(f"icons have no <{name}>")
