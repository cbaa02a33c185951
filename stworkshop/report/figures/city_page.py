"""The map on one landscape page, seen from afar: what matters most in words, all other cards by their codes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from stworkshop.drawing.cards import card_shapes
from stworkshop.drawing.figures import Drawing, Shape, Words
from stworkshop.drawing.links import link_shapes
from stworkshop.graphics import design_tokens, silhouettes
from stworkshop.graphics.link_styles import link_style
from stworkshop.i18n import gettext as _
from stworkshop.model.card_layout import CardFace
from stworkshop.model.kind_words import not_said
from stworkshop.report.content.blocks import MapPage
from stworkshop.report.figures.charts import figure
from stworkshop.report.look.style import HAIR, INK, INK2, WHITE
from stworkshop.report.typesetting.drawing_on_paper import Spot, draw
from stworkshop.report.typesetting.paragraphs import MM, width_of
from stworkshop.report.typesetting.pdf_canvas import Pen
from stworkshop.report.typesetting.shaping import Run, Style

PX_W = 1374.0
"""How wide the drawing is in px: a card's words of 14 px are 8 points high on A4."""
_LARGER = (1000.0, 1120.0, 1240.0)
_FEW = 60
"""A map of at most so many cards is drawn larger, as far as no card and no line is lost for it."""
_SETTLED = 3
_LEGEND, _ROW = 7.6, 4.6
_SAMPLE, _AFTER_SAMPLE, _BETWEEN = 9.0, 1.4, 5.0
_LINE_PX = 62.0
_PERSON, _FACE_W, _FACE_H = 7.0, 84.0, 42.0


def arranged(page: MapPage, w: float, h: float) -> tuple[Drawing, Legend]:
    """Return the drawing and its legend for w x h mm together; the drawing may be higher, and is then drawn smaller."""
    room = h
    for _try in range(_SETTLED):
        drawing = _drawing(page, w, room)
        legend = Legend(page, drawing, w)
        if legend.h <= h - room:
            break
        room = h - legend.h
    return drawing, legend


def _drawing(page: MapPage, w: float, h: float) -> Drawing:
    assert page.drawn is not None
    usual = page.drawn(PX_W, PX_W * h / w)
    if sum(len(zone.cards) for zone in page.zones) <= _FEW:
        for px in _LARGER:
            larger = page.drawn(px, px * h / w)
            if larger.box.h <= px * h / w + 1 and _shown(larger) >= _shown(usual):
                return larger
    return usual


def _shown(drawing: Drawing) -> int:
    return sum(group.role in ("card", "link") for group in drawing.groups)


def draw_page(pen: Pen, page: MapPage, drawing: Drawing, box: tuple[float, float, float, float]) -> None:
    """Draw the map into a box (x, y, w and h in mm), as large as it fits, in its middle."""
    x, y, w, h = box
    k = min(w / drawing.box.w, h / drawing.box.h)
    wide, high = drawing.box.w * k, drawing.box.h * k
    left = x + (w - wide) / 2
    flat = Pen(pen.canvas, pen.tags, pen.left, pen.top, pen.w)
    flat.reads_rtl = pen.reads_rtl
    with pen.tags.element("Figure", **figure(pen, left, y, wide, high, page.text_value)):
        draw(flat, drawing.shapes, Spot(k, left, y))


class _Entry(NamedTuple):
    """A sample with its words: `look` is a relation, "road", "codes", or a voice after "voice:"."""

    look: str
    words: str
    wide: float


class Legend:
    """What lines, roads, bare codes and the discs of people mean, in as many rows as it takes."""

    def __init__(self, page: MapPage, drawing: Drawing, w: float) -> None:
        rows: list[list[tuple[float, _Entry]]] = [[]]
        x = 0.0
        for entry in _entries(page, drawing):
            if rows[-1] and x + entry.wide > w:
                rows.append([])
                x = 0.0
            rows[-1].append((x, entry))
            x += entry.wide + _BETWEEN
        self._rows = rows
        self.h = _ROW * len(rows)

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw it with its top left corner at (x, y)."""
        for row in self._rows:
            y += _ROW
            for at, entry in row:
                _sample(pen, entry.look, x + at, y - 0.9)
                with pen.tags.element("P"):
                    start = x + at + _sample_width(entry.look)
                    pen.text(start, y, entry.words, Style(_LEGEND, INK2))


def _entries(page: MapPage, drawing: Drawing) -> Iterator[_Entry]:
    verbs = dict(page.verbs)
    codes = {card.code for zone in page.zones for card in zone.cards}
    for group in drawing.groups:
        if group.role == "card":
            codes.difference_update(shape.text for shape in group.shapes if isinstance(shape, Words))
    families: dict[str, list[str]] = {}
    for relation in drawing.loud:
        families.setdefault(link_style(relation).family, []).append(relation)
    for relations in families.values():
        yield _entry(relations[0], ", ".join(dict.fromkeys(verbs[relation] for relation in relations)))
    if drawing.quiet:
        yield _entry("road", _("a road: this many other links join two boxes"))
    if any(shape.text in codes for shape in drawing.shapes if isinstance(shape, Words)):
        yield _entry("codes", _("a code: one more card, see the key"))
    voices = {card.voice for zone in page.zones if zone.id == "people" for card in zone.cards}
    said = {"present": _("in the room"), "represented": _("spoken for"), "absent": _("missing"), "": not_said()}
    for voice, words in said.items():
        if voice in voices:
            yield _entry(f"voice:{voice}", words)


def _entry(look: str, words: str) -> _Entry:
    wide = width_of((Run(words, Style(_LEGEND, INK2)),)) / MM
    return _Entry(look, words, _sample_width(look) + wide)


def _sample_width(look: str) -> float:
    if look.startswith("voice:"):
        return _PERSON + 1.2
    return 6.2 if look == "codes" else _SAMPLE + _AFTER_SAMPLE


def _sample(pen: Pen, look: str, x: float, y: float) -> None:
    theme = design_tokens.theme("light")
    flat = Pen(pen.canvas, pen.tags, pen.left, pen.top, pen.w)
    flat.reads_rtl = pen.reads_rtl
    if look.startswith("voice:"):
        face = _person(look.partition(":")[2])
        k = _PERSON / face.w
        draw(flat, card_shapes(face, theme, 0, 0), Spot(k, x, y - face.h * k / 2))
    elif look == "codes":
        pen.text(x, y + 0.9, "K9", Style(_LEGEND, INK))
    elif look == "road":
        pen.line(x, y, x + _SAMPLE, y, theme.ui["link_quiet"], 1.3 * MM)
        pen.rect(x + _SAMPLE / 2 - 2.0, y - 1.5, 4.0, 3.0, fill=WHITE, stroke=HAIR, lw=0.6, r=1.5)
        pen.text(x + _SAMPLE / 2, y + 0.8, "12", Style(6.5, INK, True), "middle")
    else:
        shapes: Sequence[Shape] = tuple(link_shapes([(6, 0), (_LINE_PX, 0)], link_style(look), theme, scale=1.4))
        draw(flat, shapes, Spot(_SAMPLE / _LINE_PX, x, y))


def _person(voice: str) -> CardFace:
    insets = silhouettes.insets_of("stakeholder", _FACE_H)
    return CardFace(
        "stakeholder", _FACE_W, _FACE_H, (), (), False, insets.left, _FACE_W - insets.left - insets.right, insets.top,
        voice=voice, dash=silhouettes.dash_of("stakeholder", voice),
    )  # fmt: skip
