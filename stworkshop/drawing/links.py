"""A link as shapes: its line along the route, head, tail and sign, in full or as a quiet hairline."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from stworkshop.drawing.cards import words
from stworkshop.drawing.figures import Figure, Shape, Stroke
from stworkshop.graphics import link_styles, vector_paths
from stworkshop.graphics.design_tokens import Theme
from stworkshop.graphics.link_styles import LinkStyle, Mark
from stworkshop.graphics.silhouettes import Outline, meet
from stworkshop.graphics.vector_paths import Point

_HEAD_LENGTH = {"solid": 6.0, "hollow": 8.0}
_QUESTION_SIZE = 10


def met(points: Sequence[Point], source: tuple[Outline, Point], target: tuple[Outline, Point]) -> list[Point]:
    """Return a route whose ends run on until they meet the outlines of both cards, given with their corners."""
    route = list(points)
    if len(route) > 1:
        route[0] = meet(*source, route[0], route[1])
        route[-1] = meet(*target, route[-1], route[-2])
    return route


def link_shapes(points: Sequence[Point], style: LinkStyle, theme: Theme, scale: float = 1.15) -> Iterator[Shape]:
    """Yield a link along its route; `scale` enlarges its marks."""
    if len(points) < 2 or all(math.dist(points[0], point) < 0.01 for point in points):
        return
    colour, ground = style.colour(theme), theme.ui["canvas"]
    size = link_styles.QUIET_HEAD if style.quiet else scale
    line = vector_paths.rounded(_shortened(points, _HEAD_LENGTH.get(style.head, 0) * size), link_styles.BEND)
    if style.double:
        yield Figure(line, stroke=Stroke(colour, link_styles.DOUBLE_WIDTH))
        yield Figure(line, stroke=Stroke(ground, link_styles.DOUBLE_GAP))
    else:
        yield Figure(line, stroke=Stroke(colour, style.width, style.dash))
    end = link_styles.angle(points[-2], points[-1])
    start = link_styles.angle(points[0], points[1])
    yield from _marks(link_styles.head_marks(style), points[-1], end, size, colour, ground)
    yield from _marks(link_styles.tail_marks(style), points[0], start, size, colour, ground)
    paper = theme.ui["link_label_bg"]
    yield from _marks(link_styles.sign_marks(style), link_styles.sign_point(points), 0, scale, colour, paper)


def _shortened(points: Sequence[Point], by: float) -> list[Point]:
    """Return a route that ends inside its head, so that a thick line leaves the head's tip sharp."""
    a, b = points[-2], points[-1]
    length = math.dist(a, b)
    if length <= by:
        return list(points)
    rest = (length - by) / length
    return [*points[:-1], (a[0] + (b[0] - a[0]) * rest, a[1] + (b[1] - a[1]) * rest)]


def unlisted_shapes(points: Sequence[Point], theme: Theme) -> Iterator[Shape]:
    """Yield the small "?" of a link that the catalogue does not list."""
    at = link_styles.sign_point(points)
    yield from _marks((link_styles.unlisted_mark(),), at, 0, 1, theme.ui["text_3"], theme.ui["link_label_bg"])
    yield words("?", at[0], at[1] + 3.5, _QUESTION_SIZE, theme.ui["text_2"], bold=True, anchor="middle")


def _marks(marks: Sequence[Mark], at: Point, angle: float, scale: float, colour: str, ground: str) -> Iterator[Shape]:
    for path, paint, width in marks:
        fill = {"none": "", "line": colour, "ground": ground}[paint]
        stroke = Stroke(colour, width * scale) if width else None
        yield Figure(vector_paths.turned(path, at, angle, scale), fill, stroke)
