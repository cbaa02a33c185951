"""A card as shapes: outline, cap, icon, label, facts, code; in full or, far away, as shape and icon only."""

from __future__ import annotations

from collections.abc import Iterator

from stworkshop.drawing.figures import Anchor, Box, Figure, Picture, Shape, Stroke, Words, moved
from stworkshop.drawing.icons import icon_figures, icon_paths, kind_icon
from stworkshop.graphics import card_image, silhouettes, text_measure, vector_paths
from stworkshop.graphics.design_tokens import KindColours, Theme
from stworkshop.model import card_layout
from stworkshop.model.card_layout import CardFace, Fact
from stworkshop.model.records import Image

CODE_SIZE = 11
_OUTLINE, _EXTRA, _HEAD = 1.5, 1.25, 1.5
_CODE_LIFT, _CODE_DROP = 6, 16


def card_shapes(
    face: CardFace, theme: Theme, x: float, y: float, code: str = "", image: Image | None = None
) -> list[Shape]:
    """Return a card at x, y with all detail; its printed code stands under its icon, its picture beside its words."""
    shapes = [*_near(face, theme, code), *_picture(face, theme, image)]
    return [moved(shape, x, y) for shape in shapes]


def far_card_shapes(face: CardFace, theme: Theme, x: float, y: float) -> list[Shape]:
    """Return a card at x, y as it looks when its words would be too small to read."""
    return [moved(shape, x, y) for shape in _far(face, theme)]


def _near(face: CardFace, theme: Theme, code: str) -> Iterator[Shape]:
    colours, outline = theme.kind(face.shape), face.outline
    if outline.pins:
        yield Figure(outline.pins, fill=colours.accent)
    yield Figure(outline.path, colours.fill, Stroke(colours.border, _OUTLINE, face.dash, round=False))
    if outline.disc:
        yield from _head(face, outline.disc, colours, theme)
    else:
        yield Figure(outline.cap, fill=colours.accent)
    if outline.extra:
        ground = theme.ui["canvas"] if outline.extra_filled else ""
        yield Figure(outline.extra, ground, Stroke(colours.border, _EXTRA))
    ink = colours.accent if face.voice == "absent" or face.unsaid else colours.on_accent
    x, y = outline.icon
    size = float(silhouettes.ICON)
    yield from icon_figures(kind_icon(face.shape), x - size / 2, y - size / 2 - (_CODE_LIFT if code else 0), size, ink)
    if code:
        short = text_measure.elide(code, face.w, CODE_SIZE, bold=True)
        yield words(short, x, y + _CODE_DROP, CODE_SIZE, ink, bold=True, anchor="middle")
    for line, baseline in zip(face.lines, face.baselines, strict=True):
        if line:
            yield _aligned(line, face, baseline, colours.text)
    for fact in face.facts:
        yield from _fact(fact, face.text_x + fact.x, face.facts_top, theme)
    if face.badge:
        yield from _badge(face, colours, theme)


def _picture(face: CardFace, theme: Theme, image: Image | None) -> Iterator[Shape]:
    data = card_image.shown(image.data) if image is not None and face.image else b""
    if image is not None and data:
        box = Box(*face.image_box)
        yield Picture(box, data, card_image.size(image.data))
        yield Figure(vector_paths.rectangle(*box, 0), stroke=Stroke(theme.kind(face.shape).border, 1))


def _head(face: CardFace, disc: silhouettes.Disc, colours: KindColours, theme: Theme) -> Iterator[Shape]:
    hollow = face.voice == "absent" or face.unsaid
    dash = silhouettes.DASH_UNSAID if face.unsaid else silhouettes.DASH_ABSENT if hollow else ()
    yield Figure(
        disc.path, theme.ui["surface"] if hollow else colours.accent, Stroke(colours.accent, _HEAD, dash, False)
    )
    if face.voice == "represented":
        yield Figure(disc.ring, stroke=Stroke(colours.on_accent, _HEAD, silhouettes.DASH_RING, False))


def _far(face: CardFace, theme: Theme) -> Iterator[Shape]:
    colours, outline = theme.kind(face.shape), face.outline
    yield Figure(outline.path, colours.accent, Stroke(colours.accent, _OUTLINE))
    if outline.pins:
        yield Figure(outline.pins, fill=colours.accent)
    absent = face.voice == "absent" or face.unsaid
    if outline.disc:
        yield Figure(outline.disc.path, theme.ui["canvas"] if absent else colours.accent, Stroke(colours.accent, 3))
    if not absent:
        x, y, size = outline.far_icon
        yield from icon_figures(kind_icon(face.shape), x - size / 2, y - size / 2, size, colours.on_accent)


def words(
    line: str, x: float, y: float, size: float, colour: str, bold: bool = False, anchor: Anchor = "start"
) -> Words:
    """Return a line of words with its baseline at y, measured."""
    return Words(x, y, line, size, colour, text_measure.width(line, size, bold), bold, anchor)


def _aligned(line: str, face: CardFace, baseline: float, colour: str) -> Words:
    if face.from_right:
        return words(line, face.text_x + face.text_w, baseline, text_measure.CARD_SIZE, colour, anchor="end")
    return words(line, face.text_x, baseline, text_measure.CARD_SIZE, colour)


def _fact(fact: Fact, x: float, top: float, theme: Theme) -> Iterator[Shape]:
    ui, baseline = theme.ui, top + card_layout.FACTS_BASELINE
    colour = ui["text_2"]
    if fact.kind == "side":
        side = theme.side(str(fact.value))
        colour = side.text
        yield Figure(vector_paths.rectangle(x, top + 3, card_layout.SQUARE, card_layout.SQUARE, 2), fill=side.mark)
    elif fact.kind == "missing":
        colour = ui["danger"]
    elif fact.kind == "dots":
        colour = ui["text"]
        yield Figure(vector_paths.circle(x + card_layout.SQUARE / 2, top + 7, card_layout.SQUARE / 2), fill=ui["brand"])
    elif fact.kind == "bars":
        yield from _bars(int(fact.value), x, top, colour)
    elif fact.kind == "notes":
        yield from icon_figures(icon_paths("ui", "note"), x, top + 0.5, card_layout.NOTE_ICON, colour)
    elif fact.kind == "concept":
        mark = theme.concept(str(fact.value)).label
        yield from _concept(str(fact.value), x, top, mark)
    if fact.text:
        yield words(
            fact.text,
            x + card_layout.text_offset(fact),
            baseline,
            text_measure.FACTS_SIZE,
            colour,
            card_layout.is_bold(fact),
        )


def _badge(face: CardFace, colours: KindColours, theme: Theme) -> Iterator[Shape]:
    """Yield the pill on the lower edge that holds votes and notes where a card has no row for them."""
    first, last = face.badge[0], face.badge[-1]
    left, right = first.x - card_layout.BADGE_PAD, last.x + last.w + card_layout.BADGE_PAD
    height = card_layout.BADGE_HEIGHT
    pill = vector_paths.rectangle(left, face.h - height / 2, right - left, height, height / 2)
    yield Figure(pill, theme.ui["surface"], Stroke(colours.border, 1))
    for fact in face.badge:
        yield from _fact(fact, fact.x, face.h - text_measure.FACTS_LEADING / 2, theme)


def _bars(level: int, x: float, top: float, colour: str) -> Iterator[Shape]:
    for step in range(5):
        height = 3 + step * 1.5
        bar = vector_paths.rectangle(
            x + step * card_layout.BAR_STEP, top + 11 - height, card_layout.BAR_WIDTH, height, 1
        )
        yield Figure(bar, fill=colour, opacity=1 if step < level else 0.25)


def _concept(concept: str, x: float, top: float, colour: str) -> Iterator[Shape]:
    try:
        yield from icon_figures(icon_paths("concepts", concept), x, top, card_layout.CONCEPT_ICON, colour)
    except FileNotFoundError:
        yield Figure(vector_paths.circle(x + 7, top + 7, 3), fill=colour)
