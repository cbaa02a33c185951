"""How links look: per family a stroke, head, tail and sign that tell it apart without colour, as path data.

Heads and tails are drawn with their tip at the origin, pointing along +x; turn them with `paths.turned`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from types import MappingProxyType
from typing import Literal, NamedTuple

from stworkshop.graphics import vector_paths
from stworkshop.graphics.design_tokens import Theme
from stworkshop.graphics.vector_paths import Path, Point, parse

Head = Literal["none", "open", "solid", "hollow", "bar"]
Tail = Literal["none", "dot", "square", "diamond"]
Sign = Literal["", "plus", "minus", "tension", "same"]
Paint = Literal["none", "line", "ground"]
"""What a mark is filled with: nothing, the link's colour, or the map's ground."""

BEND = 10
DOUBLE_WIDTH, DOUBLE_GAP = 5.0, 2.0
"""A double line: a wide stroke with a stroke of the map's ground on it, in px."""
QUIET_HEAD = 0.7
SIGN_RADIUS = 9
LOUD_AT_REST = frozenset(
    {"causes", "harms", "threatens", "conflicts-with", "represents", "feeds", "informs", "automates", "addresses"}
)
"""Relations that tell the story of a map: how harm comes about, what pulls apart, who speaks for whom, where data and
advice flow, and what answers a concern."""


@dataclass(frozen=True)
class LinkStyle:
    """The look of one relation; widths in px, `colour_of` names its colour as (group of the theme, name)."""

    family: str
    colour_of: tuple[str, str]
    width: float
    dash: tuple[float, ...] = ()
    head: Head = "none"
    tail: Tail = "none"
    sign: Sign = ""
    double: bool = False
    quiet: bool = False

    def colour(self, theme: Theme) -> str:
        """Return the stroke's colour in a theme, as #RRGGBB."""
        group, name = self.colour_of
        return theme.kind(name).accent if group == "kinds" else theme.ui[name]


class Mark(NamedTuple):
    """A head, tail or sign: a path, what fills it, and the width of its line in px (0 for none)."""

    path: Path
    fill: Paint
    stroke: float


_FAMILIES: Mapping[str, LinkStyle] = MappingProxyType(
    {
        style.family: style
        for style in (
            LinkStyle("people", ("kinds", "stakeholder"), 1.5, head="open", tail="dot"),
            LinkStyle("duty", ("kinds", "decision"), 1.25, tail="square"),
            LinkStyle("flow", ("kinds", "component"), 2, head="solid"),
            LinkStyle("informs", ("kinds", "component"), 2, (7, 4), head="solid"),
            LinkStyle("acts", ("kinds", "component"), 2, head="solid", double=True),
            LinkStyle("part", ("kinds", "component"), 2, head="solid", tail="diamond"),
            LinkStyle("value", ("kinds", "goal"), 1.5, head="solid", sign="plus"),
            LinkStyle("against", ("kinds", "risk"), 1.5, head="solid", sign="minus"),
            LinkStyle("tension", ("kinds", "risk"), 2.25, sign="tension"),
            LinkStyle("harm", ("kinds", "risk"), 1.75, (8, 4), head="hollow"),
            LinkStyle("guard", ("kinds", "mitigation"), 1.75, head="bar"),
            LinkStyle("rule", ("kinds", "policy"), 1.5, (9, 3, 2, 3), head="open"),
            LinkStyle("record", ("ui", "text_3"), 1.5, (1.5, 4), head="open"),
            LinkStyle("same", ("ui", "text_3"), 1.5, sign="same"),
        )
    }
)
_RELATIONS: Mapping[str, tuple[str, ...]] = {
    "people": ("has-concern", "pursues", "uses", "affected-by", "represents", "works-with"),
    "duty": ("owns", "operates", "supplies", "oversees", "has-ability"),
    "flow": ("enables", "feeds", "depends-on"),
    "informs": ("informs",),
    "acts": ("automates",),
    "part": ("part-of",),
    "value": ("contributes-to", "benefits", "reinforces", "builds"),
    "against": ("hinders", "lacks-ability", "leaves-out"),
    "tension": ("conflicts-with",),
    "harm": ("causes", "harms", "threatens"),
    "guard": ("addresses", "mitigates", "implemented-by", "protects"),
    "rule": ("governs", "requires", "touches", "guides", "shapes"),
    "record": ("raises", "about", "answers", "leads-to"),
    "same": ("corresponds-to",),
}
FAMILY_OF: Mapping[str, str] = MappingProxyType(
    {relation: family for family, relations in _RELATIONS.items() for relation in relations}
)


@cache
def link_style(relation: str, quiet: bool = False) -> LinkStyle:
    """Return the look of a relation (an unknown one looks like a record); `quiet` is its hairline at rest."""
    loud = _FAMILIES[FAMILY_OF.get(relation, "record")]
    if not quiet:
        return loud
    return LinkStyle(loud.family, ("ui", "link_quiet"), 1, head=loud.head, quiet=True)


_HEADS: Mapping[Head, tuple[Mark, ...]] = MappingProxyType(
    {
        "none": (),
        "open": (Mark(parse("M-8 -5L0 0L-8 5"), "none", 1.75),),
        "solid": (Mark(parse("M0 0L-9 -5V5Z"), "line", 1),),
        "hollow": (Mark(parse("M0 0L-10 -5.5V5.5Z"), "ground", 1.5),),
        "bar": (Mark(parse("M-1.5 -7V7"), "none", 3),),
    }
)
_TAILS: Mapping[Tail, tuple[Mark, ...]] = MappingProxyType(
    {
        "none": (),
        "dot": (Mark(vector_paths.circle(0, 0, 3), "line", 0),),
        "square": (Mark(vector_paths.rectangle(-3, -3, 6, 6), "line", 0),),
        "diamond": (Mark(parse("M0 0L7 -4.5L14 0L7 4.5Z"), "ground", 1.5),),
    }
)
_DISC = Mark(vector_paths.circle(0, 0, SIGN_RADIUS), "ground", 1.5)
_SIGNS: Mapping[Sign, tuple[Mark, ...]] = MappingProxyType(
    {
        "": (),
        "plus": (_DISC, Mark(parse("M-4 0H4M0 -4V4"), "none", 2)),
        "minus": (_DISC, Mark(parse("M-4 0H4"), "none", 2)),
        "same": (_DISC, Mark(parse("M-4 -2H4M-4 2H4"), "none", 1.75)),
        "tension": (_DISC, Mark(parse("M1.5 -5.5L-3.5 1H0L-1 5.5L4 -1.5H.5Z"), "line", 0)),
    }
)


def head_marks(style: LinkStyle) -> tuple[Mark, ...]:
    """Return the marks at a link's end, at full size; a quiet one is drawn at `QUIET_HEAD` of it."""
    return _HEADS[style.head]


def tail_marks(style: LinkStyle) -> tuple[Mark, ...]:
    """Return the marks at a link's start."""
    return _TAILS[style.tail]


def sign_marks(style: LinkStyle) -> tuple[Mark, ...]:
    """Return the sign in a link's middle: its disc, then what stands in it; never turned."""
    return _SIGNS[style.sign]


def unlisted_mark() -> Mark:
    """Return the disc of the small "?" in the middle of a link that the catalogue does not list."""
    return Mark(vector_paths.circle(0, 0, 7), "ground", 1)


def angle(before: Point, end: Point) -> float:
    """Return the direction from `before` to `end` in radians, clockwise on screen."""
    return math.atan2(end[1] - before[1], end[0] - before[0])


def sign_point(points: Sequence[Point]) -> Point:
    """Return where signs and words stand: the middle of the longest straight piece of a route."""
    a, b = max(pairwise(points), key=lambda pair: round(math.dist(*pair), 3))
    return (a[0] + b[0]) / 2, (a[1] + b[1]) / 2
