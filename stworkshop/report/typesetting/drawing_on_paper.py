"""A drawing on paper: its shapes by a pen, as paths and text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from stworkshop.drawing.figures import Figure, Picture, Shape, Words
from stworkshop.graphics import vector_paths
from stworkshop.report.typesetting.paragraphs import MM
from stworkshop.report.typesetting.pdf_canvas import Pen
from stworkshop.report.typesetting.shaping import Style

_ANCHORS = {"start": "left", "middle": "middle", "end": "right"}


class Spot(NamedTuple):
    """How px become mm of the page: scaled by `k`, then moved."""

    k: float
    x: float
    y: float


def draw(pen: Pen, shapes: Iterable[Shape], spot: Spot) -> None:
    """Draw shapes where they belong on the page."""
    k, points = spot.k, spot.k * MM
    for shape in shapes:
        if isinstance(shape, Words):
            style = Style(shape.size * points, shape.colour, shape.bold)
            pen.text(spot.x + shape.x * k, spot.y + shape.y * k, shape.text, style, _ANCHORS[shape.anchor])
        elif isinstance(shape, Picture):
            box, whole = ((b.x * k + spot.x, b.y * k + spot.y, b.w * k, b.h * k) for b in (shape.box, shape.whole))
            pen.picture(shape.data, box, whole, shape.opacity)
        else:
            _path(pen, shape, spot)


def _path(pen: Pen, figure: Figure, spot: Spot) -> None:
    points = spot.k * MM
    line = figure.stroke
    pen.path(
        vector_paths.moved(figure.path, spot.x, spot.y, spot.k),
        fill=figure.fill or None,
        stroke=line.colour if line else None,
        lw=line.width * points if line else 0,
        dash=[length * points for length in line.dash] if line and line.dash else None,
        alpha=figure.opacity,
        cap=int(bool(line and line.round)),
    )
