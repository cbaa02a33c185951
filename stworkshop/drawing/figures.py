"""What a drawing is made of: paths and lines of words, in groups that carry an id and a title; px, y downwards."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple, TypeAlias

from stworkshop.graphics import vector_paths
from stworkshop.graphics.vector_paths import Path

Anchor = Literal["start", "middle", "end"]
Role = Literal["ground", "zone", "frame", "link", "card"]


class Box(NamedTuple):
    """A rectangle in px."""

    x: float
    y: float
    w: float
    h: float

    def overlaps(self, other: Box, gap: float = 0.0) -> bool:
        """Tell whether the two come closer than `gap`; touching edges do not overlap."""
        return (
            self.x < other.x + other.w + gap
            and other.x < self.x + self.w + gap
            and self.y < other.y + other.h + gap
            and other.y < self.y + self.h + gap
        )


class Stroke(NamedTuple):
    """A line: colour as #RRGGBB, width in px, dash lengths in px (empty if solid), round or butt ends."""

    colour: str
    width: float
    dash: tuple[float, ...] = ()
    round: bool = True


@dataclass(frozen=True, slots=True)
class Figure:
    """A path, filled with a colour (#RRGGBB, empty for none), stroked, or both."""

    path: Path
    fill: str = ""
    stroke: Stroke | None = None
    opacity: float = 1


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text in logical order: `x` is its left end, middle or right end by `anchor`, `y` its baseline.

    `width` is what the text module measured, in px.
    """

    x: float
    y: float
    text: str
    size: float
    colour: str
    width: float
    bold: bool = False
    anchor: Anchor = "start"

    @property
    def left(self) -> float:
        """The left edge."""
        return self.x - {"start": 0.0, "middle": self.width / 2, "end": self.width}[self.anchor]


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo or drawing, a PNG or JPEG of `size` pixels: it fills its box, and what stands out of it is cut off."""

    box: Box
    data: bytes
    size: tuple[int, int]
    opacity: float = 1

    @property
    def whole(self) -> Box:
        """Where the picture would lie if nothing were cut off."""
        scale = max(self.box.w / self.size[0], self.box.h / self.size[1])
        w, h = self.size[0] * scale, self.size[1] * scale
        return Box(self.box.x + (self.box.w - w) / 2, self.box.y + (self.box.h - h) / 2, w, h)


Shape: TypeAlias = Figure | Words | Picture


@dataclass(frozen=True, slots=True)
class Group:
    """The shapes of one thing on the map: `id` is a record's id or a zone's, `title` says it in words."""

    role: Role
    id: str
    title: str
    shapes: tuple[Shape, ...]


@dataclass(frozen=True)
class Drawing:
    """A whole map: groups from back to front inside `box`, on a `ground` colour.

    For a legend: the `kinds` (or variants) on it, the `loud` relations, and whether there are `quiet` links.
    """

    box: Box
    groups: tuple[Group, ...]
    ground: str
    title: str
    description: str
    language: str
    kinds: tuple[str, ...] = ()
    loud: tuple[str, ...] = ()
    quiet: bool = False

    @property
    def shapes(self) -> Iterable[Shape]:
        """All shapes from back to front."""
        return (shape for group in self.groups for shape in group.shapes)


def moved(shape: Shape, dx: float, dy: float) -> Shape:
    """Return a shape moved by dx, dy."""
    if isinstance(shape, Words):
        return Words(
            shape.x + dx, shape.y + dy, shape.text, shape.size, shape.colour, shape.width, shape.bold, shape.anchor
        )
    if isinstance(shape, Picture):
        return replace(shape, box=Box(shape.box.x + dx, shape.box.y + dy, shape.box.w, shape.box.h))
    return Figure(vector_paths.moved(shape.path, dx, dy), shape.fill, shape.stroke, shape.opacity)


def faded(shape: Shape, ground: str, strength: float) -> Shape:
    """Return a shape in the colours that it has so strong (0 to 1) on a ground, as #RRGGBB; pictures let it through."""

    def mixed(colour: str) -> str:
        parts = [(int(colour[n : n + 2], 16), int(ground[n : n + 2], 16)) for n in (1, 3, 5)]
        return "#" + "".join(f"{round(over * strength + under * (1 - strength)):02X}" for over, under in parts)

    if isinstance(shape, Words):
        return replace(shape, colour=mixed(shape.colour))
    if isinstance(shape, Picture):
        return replace(shape, opacity=shape.opacity * strength)
    stroke = shape.stroke._replace(colour=mixed(shape.stroke.colour)) if shape.stroke else None
    return replace(shape, fill=shape.fill and mixed(shape.fill), stroke=stroke)
