"""The map on one landscape page: zones, quiet links behind the labels, loud ones with their signs, a legend."""

from __future__ import annotations

import math

from stworkshop.graphics import design_tokens, vector_paths
from stworkshop.i18n import gettext as _
from stworkshop.model.kind_words import not_said
from stworkshop.report.content.blocks import MapLink, MapPage
from stworkshop.report.figures import map_layout
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
_FREE = (0.5, 0.45, 0.55, 0.4, 0.6, 0.35, 0.65, 0.3, 0.7, 0.25, 0.75, 0.2, 0.8)
_SPEAKS = (2.2, 1.6)
_SILENT = (3, 2)

_ZOOMS = (1.4, 1.3, 1.2, 1.1)

Box = tuple[float, float, float, float]


def draw(pen: Pen, page: MapPage, x: float, y: float, w: float, h: float, scale: float = 1.0) -> None:
    """Draw the map into w x h mm at (x, y); `scale` shrinks a drawing that was measured for A4.

    A map of few cards is drawn larger, as far as no label is cut for it.
    """
    zoom = next((z for z in _ZOOMS if not cut(map_layout.arrange(page, w / scale / z, h / scale / z))), 1.0)
    layout = map_layout.arrange(page, w / scale / zoom, h / scale / zoom)
    draw_arranged(pen.area(x, y, layout.w, scale * zoom), page, layout)


def draw_arranged(inner: Pen, page: MapPage, layout: Layout, thin: float = 1.0) -> None:
    """Draw the map as it is arranged; `thin` makes quiet links thinner."""
    with inner.tags.element("Figure", **figure(inner, 0, 0, layout.w, layout.h, page.text_value)):
        for area in layout.areas:
            _zone(inner, area)
        for link in page.links:
            if link.look == "quiet":
                _quiet(inner, layout, link, thin)
        rings = [_loud(inner, layout, link) for link in page.links if link.look != "quiet"]
        labels = {key: _label_of(node) for key, node in layout.nodes.items()}
        taken = [_ground(inner, layout, node, labels[key]) for key, node in layout.nodes.items()]
        for key, node in layout.nodes.items():
            _glyph(inner, node)
            if labels[key] is not None:
                _label(inner, node, labels[key])
        for curve in rings:
            if curve is not None:
                _bolt(inner, curve, taken)


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


def _quiet(pen: Pen, layout: Layout, link: MapLink, thin: float) -> None:
    ends = _ends(layout, link)
    if ends:
        a, b = ends
        middle = (a.x + b.x) / 2
        pen.curve(((a.x, a.y), (middle, a.y), (middle, b.y), (b.x, b.y)), QUIET_LINE, 0.35 * thin, alpha=0.26)


def _loud(pen: Pen, layout: Layout, link: MapLink) -> vector_paths.Bezier | None:
    """Draw a loud link; return the curve where it bears a ring."""
    ends = _ends(layout, link)
    if ends is None:
        return None
    a, b = ends
    if link.look == "speaks-for":
        out = min(a.x, b.x) - 4 - abs(b.y - a.y) * 0.02 if abs(a.x - b.x) < 30 else (a.x + b.x) / 2
        out = max(out, 0.6)
        accent = glyphs.accent("stakeholder")
        pen.curve(((a.x, a.y), (out, a.y), (out, b.y), (b.x - b.r, b.y)), accent, 1.1, _SPEAKS)
        return None
    if link.look == "flow":
        _flow(pen, a, b)
        return None
    curve = _apart(a, b)
    pen.curve(curve, DANGER, 1.5, None if link.look == "apart" else _SILENT)
    return curve


def _apart(a: Node, b: Node) -> vector_paths.Bezier:
    bow = 6.0 if abs(a.x - b.x) < 2 else 0.0
    near = a.zone == b.zone and 2 < abs(a.x - b.x) < 35
    pull = max(a.x, b.x) - 2.2 if near else max((a.x + b.x) / 2 - bow, 1.0)
    return ((a.x, a.y), (pull, a.y), (pull, b.y), (b.x, b.y))


def _flow(pen: Pen, a: Node, b: Node) -> None:
    end = b.r + 1.1
    if abs(b.x - a.x) < 3:
        down = 1 if b.y > a.y else -1
        pen.line(a.x, a.y, b.x, b.y - down * end, BRAND, 1.15)
        pen.arrowhead(b.x, b.y - down * (end - 0.5), math.pi / 2 * down, BRAND, _FLOW_HEAD)
        return
    right = 1 if b.x > a.x else -1
    start = a.x + 10 * right if right > 0 else a.x
    pull = (start + b.x) / 2 + 6 * right
    tip = b.x - right * end
    pen.curve(((a.x, a.y), (pull, a.y), (b.x - 9 * right, b.y), (tip - right * 0.5, b.y)), BRAND, 1.15)
    pen.arrowhead(tip, b.y, 0.0 if right > 0 else math.pi, BRAND, _FLOW_HEAD)


def _ends(layout: Layout, link: MapLink) -> tuple[Node, Node] | None:
    a, b = layout.nodes.get(link.source), layout.nodes.get(link.target)
    return (a, b) if a is not None and b is not None else None


def cut(layout: Layout) -> bool:
    """Tell whether a label has more words than its place holds."""
    return any(is_cut(node) for node in layout.nodes.values())


def is_cut(node: Node) -> bool:
    """Tell whether a card's label has more words than its place holds, or its glyph is too small to be read."""
    if not node.label_width or node.r < map_layout.LEAST_GLYPH:
        return True
    return len(para(node.card.label, node.label_width, LABEL).lines) > node.lines


def _label_of(node: Node) -> Para | None:
    if not node.label_width:
        return None
    return para(node.card.label, node.label_width, LABEL, max_lines=node.lines)


def _ground(pen: Pen, layout: Layout, node: Node, label: Para | None) -> Box:
    """Put a ground behind the label; return the box that the card takes."""
    left = node.x + node.r + 1.0
    if label is None:
        return (node.x - node.r - 0.8, node.y - node.r - 0.8, node.x + node.r + 0.8, node.y + node.r + 0.8)
    wide = max((width_of(line) / MM for line in label.lines), default=0.0)
    theme = design_tokens.theme("light")
    tint = theme.concept(node.zone).zone if node.zone in theme.concepts else WHITE
    pen.rect(left, node.y - label.h / 2 - 0.2, wide + 1.0, label.h + 0.4, fill=tint, alpha=0.86, r=0.6)
    half = max(node.r + 0.8, label.h / 2)
    return (node.x - node.r - 0.8, node.y - half, left + wide + 1.0, node.y + half)


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


def _bolt(pen: Pen, curve: vector_paths.Bezier, taken: list[Box]) -> None:
    """Put the ring at the first free point of a curve that pulls apart."""
    points = [vector_paths.point_at(curve, t) for t in _FREE]
    free = [point for point in points if not any(_covers(box, *point) for box in taken)]
    signs.bolt(pen, *(free or points)[0])


def _covers(box: Box, x: float, y: float) -> bool:
    left, top, right, bottom = box
    return left - 1.8 < x < right + 1.8 and top - 1.2 < y < bottom + 1.2


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
