"""The ring on the cover: every card a mark on a circle by zone, every link a line through it."""

from __future__ import annotations

import math

from stworkshop.report.content.blocks import Card, Ring
from stworkshop.report.figures.charts import figure
from stworkshop.report.look.style import BRAND, DANGER, INK2, INK3
from stworkshop.report.typesetting import glyphs
from stworkshop.report.typesetting.paragraphs import MM, break_runs
from stworkshop.report.typesetting.pdf_canvas import Pen
from stworkshop.report.typesetting.shaping import Run, Style

_MANY = 400
_GAP = 2.2
_LABEL = 8.5
_LABEL_WIDTH = 26.0


def draw(pen: Pen, cx: float, cy: float, radius: float, ring: Ring, *, named: bool = True) -> None:
    """Draw the ring around (cx, cy), `radius` in mm up to the marks; a small one is not `named`: it has no words."""
    reach = radius + 7
    with pen.tags.element("Figure", **figure(pen, cx - reach, cy - reach, 2 * reach, 2 * reach, ring.text_value)):
        angles, arcs = _angles(ring)
        many = len(angles) > _MANY
        for link in sorted(ring.links, key=lambda link: link.apart):
            if link.source in angles and link.target in angles:
                _chord(pen, cx, cy, radius, (angles[link.source], angles[link.target]), link.apart, many)
        for _title, cards in ring.zones:
            for card in cards:
                _mark(pen, cx, cy, radius + 1.9, angles[card.id], card, many or not named)
        for title, start, end in arcs:
            _arc(pen, cx, cy, radius + 4.6, start, end)
            if named:
                _label(pen, cx, cy, radius + 7, (start + end) / 2, title)


def _angles(ring: Ring) -> tuple[dict[str, float], list[tuple[str, float, float]]]:
    """Return the angle of each card, and of each zone its title, start and end; radians, the first zone at the top."""
    total = sum(len(cards) for _title, cards in ring.zones) + _GAP * len(ring.zones)
    if not ring.zones:
        return {}, []
    step = 2 * math.pi / total
    angle = -math.pi / 2 - len(ring.zones[0][1]) * step / 2
    angles: dict[str, float] = {}
    arcs: list[tuple[str, float, float]] = []
    for title, cards in ring.zones:
        start = angle
        for card in cards:
            angles[card.id] = angle
            angle += step
        arcs.append((title, start - step * 0.5, angle - step * 0.5))
        angle += _GAP * step
    return angles, arcs


def _chord(pen: Pen, cx: float, cy: float, radius: float, ends: tuple[float, float], apart: bool, many: bool) -> None:
    first, second = ends
    distance = abs((first - second + math.pi) % (2 * math.pi) - math.pi) / math.pi
    pull = 0.25 + 0.62 * (1 - distance) ** 1.1 if distance < 0.5 else 0.18
    points = [
        (cx + r * math.cos(a), cy + r * math.sin(a))
        for r, a in ((radius, first), (radius * pull, first), (radius * pull, second), (radius, second))
    ]
    thin = 0.25 if many else 0.5
    pen.curve((points[0], points[1], points[2], points[3]), DANGER if apart else BRAND, 1.5 if apart else thin,
              alpha=1.0 if apart else 0.26)  # fmt: skip


def _mark(pen: Pen, cx: float, cy: float, radius: float, angle: float, card: Card, many: bool) -> None:
    x, y = cx + radius * math.cos(angle), cy + radius * math.sin(angle)
    if many:
        pen.circle(x, y, 0.35, fill=glyphs.accent(card.variant))
    else:
        glyphs.filled(pen, card.variant, x, y, 1.0)


def _arc(pen: Pen, cx: float, cy: float, radius: float, start: float, end: float) -> None:
    steps = 24
    angles = (start + (end - start) * step / steps for step in range(steps + 1))
    points = [(cx + radius * math.cos(a), cy + radius * math.sin(a)) for a in angles]
    pen.polygon(points, stroke=INK3, lw=0.6, closed=False)


def _label(pen: Pen, cx: float, cy: float, radius: float, angle: float, title: str) -> None:
    style = Style(_LABEL, INK2, True)
    lines = break_runs((Run(title, style),), _LABEL_WIDTH * MM)
    lead = _LABEL * 1.2 / MM
    height = lead * len(lines)
    cos, sin = math.cos(angle), math.sin(angle)
    x, y = cx + radius * cos, cy + radius * sin
    top = y - height / 2 + sin * height / 2
    anchor = "left" if cos > 0.25 else "right" if cos < -0.25 else "middle"
    for number, line in enumerate(lines):
        pen.text(x, top + lead * (number + 0.74), line, anchor=anchor)
