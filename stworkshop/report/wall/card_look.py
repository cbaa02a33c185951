"""How a card to cut out looks: a frame inside the cut, a bar with icon and shape, words, and a box for its code."""

from __future__ import annotations

import math
from dataclasses import dataclass

from stworkshop.graphics import card_image, design_tokens
from stworkshop.i18n import gettext as _
from stworkshop.report.look.style import HAIR, INK, INK2, INK3, MID_GREY, WHITE, Paper, Size, para
from stworkshop.report.typesetting import glyphs
from stworkshop.report.typesetting.paragraphs import MM, Para, width_of
from stworkshop.report.typesetting.pdf_canvas import Pen
from stworkshop.report.typesetting.shaping import Run, Style
from stworkshop.report.wall.paper import icon

INSET, BAR = 5.0, 15.0
"""The frame's distance from the cut, and the width of the bar."""
_LABEL_TOP = 13.5
_LABELS = (17.0, 14.0, 12.0, 10.5, 9.0)
_SENTENCES = (9.5, 9.5, 9.0, 8.5, 8.0)
_LEAST_LARGE = 14.0
_LINE_STEP, _LINES = 10.5, 4
_BOX_W, _BOX_H = 16.0, 7.6


@dataclass(frozen=True)
class PaperCard:
    """A card on paper: one without a label is blank and asks for something; `code` only where it is on the map."""

    variant: str
    word: str
    label: str = ""
    sentence: str = ""
    prompt: str = ""
    code: str = ""
    image: str = ""
    alt: str = ""
    """The text of its picture, and the picture in words."""


@dataclass(frozen=True)
class Form:
    """How cards lie on a sheet of w x h mm; `scale` is how much larger than A7 they are."""

    w: float
    h: float
    columns: int
    rows: int
    scale: float
    hint: str

    @property
    def least(self) -> float:
        """Points, before it is scaled, of the smallest type on a card: in large print 14 on paper."""
        return _LEAST_LARGE / self.scale if self.scale > 1 else 0.0

    @property
    def on_sheet(self) -> int:
        """Cards on a sheet."""
        return self.columns * self.rows

    @property
    def cell_w(self) -> float:
        """Width of a card in mm."""
        return self.w / self.columns

    @property
    def cell_h(self) -> float:
        """Height of a card in mm."""
        return self.h / self.rows


def form(paper: Paper, large: bool) -> Form:
    """Return how cards lie on a sheet: eight of A7, or in large print four of A6 on a sheet across."""
    cut = _("Cut along the dashed lines.")
    if large:
        name = _("A6, four on a sheet.") if paper.name == "A4" else _("Four on a sheet.")
        return Form(paper.h, paper.w, 2, 2, math.sqrt(2), f"{name} {cut}")
    name = _("A7, eight on a sheet.") if paper.name == "A4" else _("Eight on a sheet.")
    return Form(paper.w, paper.h, 2, 4, 1.0, f"{name} {cut}")


def draw(pen: Pen, card: PaperCard, form: Form, *, save_ink: bool, first: bool, hint: bool) -> None:
    """Draw a card with the pen at the top left corner of its place; `first` of its kind gets a bookmark."""
    w, h = form.cell_w / form.scale, form.cell_h / form.scale
    colours = design_tokens.theme("light").kind(card.variant)
    _frame(pen, card.variant, w, h, colours.accent, save_ink)
    x, y = INSET + BAR + 4, INSET
    wide = w - x - INSET - 4
    if first:
        pen.tags.bookmark(card.word, 1, pen.y(0))
    with pen.tags.element("Sect"):
        with pen.tags.element("H1"):
            pen.text(x, y + 7.4, card.word, Style(max(9.5, form.least), colours.kind_text, True))
        _code(pen, card.code, w - INSET - 4 - _BOX_W, y + 2.6, form.least)
        if card.label:
            high = h - 2 * INSET - _LABEL_TOP - 3
            room = _picture(pen, card, x, y + _LABEL_TOP, wide, high) if card_image.shown(card.image) else 0.0
            _words(pen, card, x, y + _LABEL_TOP, wide, high - room, form.least)
        else:
            _blank(pen, card.prompt, x, y, wide, h - 2 * INSET, form.least)
    if hint:
        with pen.tags.element("P"):
            pen.text(INSET + 1, h - 1.65, form.hint, Style(7.5, INK3))


def _frame(pen: Pen, variant: str, w: float, h: float, accent: str, save_ink: bool) -> None:
    right, bottom = w - INSET, h - INSET
    with pen.tags.artifact():
        if save_ink:
            pen.line(INSET + BAR, INSET, INSET + BAR, bottom, accent, 1.1)
        else:
            _bar(pen, accent, bottom)
        pen.rect(INSET, INSET, right - INSET, bottom - INSET, stroke=accent, lw=1.6, r=3)
        ink = accent if save_ink else WHITE
        icon(pen, variant, INSET + (BAR - 10) / 2, INSET + 3, 10, ink)
        glyphs.draw(pen, variant, INSET + BAR / 2, bottom - 8, 4.4, stroke=ink, lw=1.1)


def _bar(pen: Pen, accent: str, bottom: float) -> None:
    """Draw the bar, its outer corners round like the frame's."""
    left, right, r = INSET, INSET + BAR, 3.0
    k = r * 0.4477
    pen.path(
        (
            ("M", right, INSET), ("L", right, bottom), ("L", left + r, bottom),
            ("C", left + k, bottom, left, bottom - k, left, bottom - r), ("L", left, INSET + r),
            ("C", left, INSET + k, left + k, INSET, left + r, INSET), ("Z",),
        ),
        fill=accent,
    )  # fmt: skip


def _code(pen: Pen, code: str, x: float, y: float, least: float) -> None:
    with pen.tags.artifact():
        pen.rect(x, y, _BOX_W, _BOX_H, fill=WHITE, stroke=HAIR, lw=0.7, r=1)
    with pen.tags.element("P"):
        pen.text(x - 1.5, y + 5.1, _("code") + (" " if code else ""), Style(max(8.0, least), INK3), "right")
        if code:
            style = Style(13, INK, True)
            room = (_BOX_W - 2) * MM
            size = min(13.0, 13.0 * room / max(1.0, width_of((Run(code, style),))))
            pen.text(x + _BOX_W / 2, y + _BOX_H / 2 + size * 0.334 / MM, code, style._replace(size=size), "middle")


def _words(pen: Pen, card: PaperCard, x: float, y: float, w: float, h: float, least: float) -> None:
    """Print the label and the sentence, as large as they fit; a label longer than the card is cut."""
    label, sentence = _measured(card, w, h, least)
    with pen.tags.element("P"):
        y = pen.para(label, x, y)
    if card.sentence:
        with pen.tags.element("P"):
            pen.para(sentence, x, y + 1.5)


def _picture(pen: Pen, card: PaperCard, x: float, y: float, w: float, h: float) -> float:
    """Print the picture at the foot of a card, whole, in its lower half; return the height that it takes."""
    width, height = card_image.size(card.image)
    scale = min(w / width, h / 2 / height)
    box = (x, y + h - height * scale, width * scale, height * scale)
    corners = (pen.x(box[0]), pen.y(box[1] + box[3]), pen.x(box[0] + box[2]), pen.y(box[1]))
    with pen.tags.element("Figure", alt=card.alt, bbox=tuple(round(value, 2) for value in corners)):
        pen.picture(card_image.shown(card.image), box, box)
    return box[3] + 1.5


def _measured(card: PaperCard, w: float, h: float, least: float) -> tuple[Para, Para]:
    for usual, usual_small in zip(_LABELS, _SENTENCES, strict=True):
        size, small = max(usual, least), max(usual_small, least)
        label = para(card.label, w, Size(size, size * 1.25), bold=True)
        sentence = para(card.sentence, w, Size(small, small * 1.35), colour=INK2)
        if label.h + (sentence.h + 1.5 if card.sentence else 0) <= h and (len(label.lines) <= 3 or size < _LABELS[0]):
            return label, sentence
    room = h - min(sentence.h + 1.5, h / 3) if card.sentence else h
    label = para(card.label, w, Size(size, size * 1.25), bold=True, max_lines=_lines(label, room))
    left = h - label.h - 1.5
    return label, para(card.sentence, w, Size(small, small * 1.35), colour=INK2, max_lines=_lines(sentence, left))


def _lines(measured: Para, h: float) -> int:
    return max(1, int(h * MM / measured.leading))


def _blank(pen: Pen, prompt: str, x: float, y: float, w: float, h: float, least: float) -> None:
    """Print what the card asks for, and lines to write on."""
    size = max(9.5, least)
    asked = para(prompt, w, Size(size, size + 2.5), max_lines=2)
    runs = tuple(Run(run.text, run.style._replace(italic=True, colour=INK3)) for line in asked.lines for run in line)
    made = Para(runs, w, size + 2.5, max_lines=2)
    with pen.tags.element("P"):
        pen.para(made, x, y + 15.6 - made.first_baseline)
    first = 23.0 + (made.h - (size + 2.5) / MM)
    with pen.tags.artifact():
        for number in range(_LINES):
            at = y + first + number * _LINE_STEP
            if at < y + h - 4:
                pen.line(x, at, x + w, at, MID_GREY, 0.5)
