"""The map of a poster: zones, roads and links around the labels, loud ones with their signs, a legend."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from stworkshop.graphics import design_tokens, vector_paths
from stworkshop.graphics.vector_paths import Point
from stworkshop.i18n import gettext as _
from stworkshop.model.kind_words import not_said
from stworkshop.report.content.blocks import MapLink, MapPage
from stworkshop.report.figures import map_layout, map_ways
from stworkshop.report.figures.charts import figure
from stworkshop.report.figures.map_layout import Area, Layout, Node
from stworkshop.report.look import signs
from stworkshop.report.look.style import BRAND, DANGER, HAIR, INK, INK2, QUIET_LINE, WHITE, Size, para
from stworkshop.report.typesetting import glyphs
from stworkshop.report.typesetting.paragraphs import MM, Para, width_of
from stworkshop.report.typesetting.pdf_canvas import Pen
from stworkshop.report.typesetting.shaping import Run, Style

LABEL = Size(7, 8.2)
"""Type of the labels of cards."""
_FLOW_HEAD = 1.9
_BEND = 1.2
_ROAD, _ROAD_PER_LINK = 0.4, 0.03
"""How wide a road is, in mm, and how much wider for each of its links."""
_SPEAKS = (2.2, 1.6)
_SILENT = (3, 2)


def draw_arranged(inner: Pen, page: MapPage, layout: Layout, thin: float = 1.0) -> None:
    """Draw the map as it is arranged; `thin` makes quiet links thinner."""
    labels = {key: label_of(node) for key, node in layout.nodes.items()}
    lines = map_ways.ways(page, layout, {key: box_of(node, labels[key]) for key, node in layout.nodes.items()})
    with inner.tags.element("Figure", **figure(inner, 0, 0, layout.w, layout.h, page.text_value)):
        for area in layout.areas:
            _zone(inner, area)
        for n, road in lines.roads:
            path = vector_paths.rounded(road, _BEND)
            inner.path(path, stroke=QUIET_LINE, lw=(_ROAD + _ROAD_PER_LINK * n) * MM, alpha=0.5)
        for quiet in lines.quiet:
            inner.path(vector_paths.rounded(quiet, _BEND), stroke=QUIET_LINE, lw=0.7 * thin, alpha=0.6)
        for link, line in lines.loud:
            _loud(inner, link, line)
        for n, road in lines.roads:
            _count(inner, n, _middle(road))
        for key, node in layout.nodes.items():
            _glyph(inner, node)
            if labels[key] is not None:
                _label(inner, node, labels[key])
        for link, line in lines.loud:
            if link.look.startswith("apart"):
                signs.bolt(inner, *_middle(line))


def _count(pen: Pen, n: int, at: Point) -> None:
    """Put the number of a road's links on it."""
    said = Style(6.5, INK, True)
    wide = width_of((Run(str(n), said),)) / MM + 2.0
    pen.rect(at[0] - wide / 2, at[1] - 1.6, wide, 3.2, fill=WHITE, stroke=HAIR, lw=0.6, r=1.6)
    pen.text(at[0], at[1] + 0.82, str(n), said, "middle")


def _middle(line: Sequence[Point]) -> Point:
    a, b = max(pairwise(line), key=lambda part: math.dist(*part))
    return (a[0] + b[0]) / 2, (a[1] + b[1]) / 2


def _zone(pen: Pen, area: Area) -> None:
    theme = design_tokens.theme("light")
    if area.zone.id in theme.concepts:
        colours = theme.concept(area.zone.id)
        pen.rect(area.x, area.y, area.w, area.h, fill=colours.zone, stroke=colours.zone_border, lw=0.7, r=1.6)
        ink = colours.label
    elif area.zone.id == "centre":
        pen.rect(area.x, area.y, area.w, area.h, fill=WHITE, stroke=BRAND, lw=1.3, r=1.6)
        ink = BRAND
    else:
        pen.rect(area.x, area.y, area.w, area.h, fill=WHITE, stroke=HAIR, lw=0.7, r=1.6)
        ink = INK
    title = para(area.zone.title, area.w - 3.5, Size(8.5, 9.5), bold=True, colour=ink)
    if len(title.lines) > 1:
        title = para(area.zone.short, area.w - 3.5, Size(8.5, 9.5), bold=True, colour=ink, max_lines=1)
    pen.para(title, area.x + 2, area.y + 1.7)


def _loud(pen: Pen, link: MapLink, line: Sequence[Point]) -> None:
    """Draw a link that tells the story, along its way."""
    path = vector_paths.rounded(line, _BEND)
    if link.look == "speaks-for":
        pen.path(path, stroke=glyphs.accent("stakeholder"), lw=1.1, dash=_SPEAKS)
    elif link.look == "flow":
        (x0, y0), (x, y) = line[-2], line[-1]
        pen.path(path, stroke=BRAND, lw=1.15)
        pen.arrowhead(x, y, math.atan2(y - y0, x - x0), BRAND, _FLOW_HEAD)
    else:
        pen.path(path, stroke=DANGER, lw=1.5, dash=None if link.look == "apart" else _SILENT)


def is_cut(node: Node) -> bool:
    """Tell whether a card's label has more words than its place holds, or its glyph is too small to be read."""
    if not node.label_width or node.r < map_layout.LEAST_GLYPH:
        return True
    return len(para(node.card.label, node.label_width, LABEL).lines) > node.lines


def label_of(node: Node) -> Para | None:
    """Return the label of a card as it has room, or None where there is none."""
    if not node.label_width:
        return None
    return para(node.card.label, node.label_width, LABEL, max_lines=node.lines)


def box_of(node: Node, label: Para | None) -> map_ways.Box:
    """Return the box that a card takes with its label, in mm."""
    if label is None:
        return (node.x - node.r, node.y - node.r, node.x + node.r, node.y + node.r)
    wide = max((width_of(line) / MM for line in label.lines), default=0.0)
    half = max(node.r, label.h / 2)
    return (node.x - node.r, node.y - half, node.x + node.r + 1.25 + wide, node.y + half)


def _label(pen: Pen, node: Node, label: Para | None) -> None:
    if label is not None:
        pen.para(label, node.x + node.r + 1.25, node.y - label.h / 2)


def _glyph(pen: Pen, node: Node) -> None:
    card = node.card
    accent = glyphs.accent(card.variant)
    ink = INK
    if card.voice == "represented":
        glyphs.draw(pen, card.variant, node.x, node.y, node.r, fill=WHITE, stroke=accent, lw=1.1)
    elif card.voice == "absent":
        glyphs.draw(pen, card.variant, node.x, node.y, node.r, fill=WHITE, stroke=accent, lw=1.2, dash=(1.6, 1.5))
    elif not card.voice:
        glyphs.draw(pen, card.variant, node.x, node.y, node.r, fill=WHITE, stroke=accent, lw=1.2, dash=(0.4, 1.1))
    else:
        glyphs.filled(pen, card.variant, node.x, node.y, node.r)
        ink = WHITE
    size = _code_size(card.variant, card.code, node.r)
    dx, dy = glyphs.letter_place(card.variant, node.r)
    pen.text(node.x + dx, node.y + dy + size * 0.668 / MM / 2, card.code, Style(size, ink, True), "middle")


def _code_size(variant: str, code: str, r: float) -> float:
    size = 7.0 * r / 3.25
    room = r * (1.45 if variant in ("risk", "outcome", "principle", "context") else 1.72) * MM
    wide = width_of((Run(code, Style(size, INK, True)),))
    return min(size, size * room / wide) if wide else size


def legend_height(page: MapPage, w: float) -> float:
    """Return the height of the legend in mm."""
    return 4.4 * (1 + len(_legend_rows(page, w)))


def _legend_rows(page: MapPage, w: float) -> list[list[tuple[float, tuple[str, str, str]]]]:
    rows: list[list[tuple[float, tuple[str, str, str]]]] = [[]]
    x = 0.0
    for entry in page.legend:
        wide = 4.7 + width_of((Run(entry[1] + " " + entry[2], Style(7.2, INK)),)) / MM + 4.0
        if rows[-1] and x + wide > w:
            rows.append([])
            x = 0.0
        rows[-1].append((x, entry))
        x += wide
    return rows


def legend(pen: Pen, page: MapPage, x: float, y: float, w: float) -> None:
    """Draw the legend: the kinds that are present, voices, and the links that are."""
    for row in _legend_rows(page, w):
        for at, (variant, letter, words) in row:
            glyphs.filled(pen, variant, x + at + 1.6, y - 0.85, 1.25)
            with pen.tags.element("P"):
                end = x + at + 3.8 + pen.text(x + at + 3.8, y, letter, Style(7.2, INK, True))
                pen.text(end + 0.9, y, words, Style(7.2, INK2))
        y += 4.4
    if any(zone.id == "people" for zone in page.zones):
        voices = [("present", _("in the room")), ("represented", _("spoken for")), ("absent", _("missing"))]
        if any(not card.voice for zone in page.zones for card in zone.cards):
            voices.append(("", not_said()))
        for kind, words in voices:
            signs.voice(pen, x + 1.4, y - 0.85, kind, 1.3)
            with pen.tags.element("P"):
                x += 3.6 + pen.text(x + 3.6, y, words, Style(7.2, INK2)) + 3.2
        x += 1
    _link_legend(pen, page, x, y)


def _link_legend(pen: Pen, page: MapPage, x: float, y: float) -> None:
    looks = {link.look for link in page.links}
    entries = (
        ("flow", BRAND, 1.2, None, _("data or advice flows")),
        ("apart", DANGER, 1.5, None, _("pull against each other, discussed")),
        ("apart-silent", DANGER, 1.5, _SILENT, _("pull against each other, not talked about")),
        ("speaks-for", glyphs.accent("stakeholder"), 1.1, _SPEAKS, _("speaks for")),
        ("quiet", "#9AA29D", 0.5, None, _("other links")),
    )
    for look, ink, lw, dash, words in entries:
        if look not in looks:
            continue
        pen.line(x, y - 0.85, x + 7, y - 0.85, ink, lw, dash)
        if look.startswith("apart"):
            signs.bolt(pen, x + 3.5, y - 0.85, 1.35)
        with pen.tags.element("P"):
            x += 8.2 + pen.text(x + 8.2, y, words, Style(7.2, INK2)) + 3.2
