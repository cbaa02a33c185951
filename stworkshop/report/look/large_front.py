"""Large print, the front: cover, map and key as lists, people and what matters to them."""

from __future__ import annotations

from reportlab.platypus import Flowable

from stworkshop.i18n import gettext as _
from stworkshop.report.content import blocks
from stworkshop.report.content.blocks import Span, text
from stworkshop.report.look import signs
from stworkshop.report.look.flow import Cell, Part, Piece, Prose, Row, Rows
from stworkshop.report.look.large_kit import (
    INDENT,
    WIDTH,
    coded,
    column,
    heading,
    item,
    paragraph,
    words_of,
)  # fmt: skip
from stworkshop.report.look.style import INK, LARGE, TEXT_WIDTH, WHITE, Look, para
from stworkshop.report.typesetting import glyphs
from stworkshop.report.typesetting.pdf_canvas import Pen
from stworkshop.report.typesetting.shaping import Style
from stworkshop.rounds.answers_in_words import side_names

_GLYPH_ROW = 10.4
_FEW = 3
"""More names than these are told one after the other."""


def cover(block: blocks.Cover, look: Look) -> list[Flowable]:
    """Return the cover as text: the question, what the group may do, counts and heads."""
    read_back = text(block.read_back if block.is_read_back else Span(block.read_back, "missing"))
    counts = [text(Span(str(count.number), "strong"), f" {count.label}") for count in block.counts]
    lines = [(4, block.question), (4, block.mandate), (2, read_back), (2, text(f"{look.printed}."))]
    parts: list[Part] = [
        Prose(para(text(Span(block.kicker, "brand")), TEXT_WIDTH, LARGE.body)),
        _contents_mark(block.title),
        Prose(para(block.title, TEXT_WIDTH, LARGE.title, bold=True), "H1", gap=4),
        *(Prose(para(line, TEXT_WIDTH, LARGE.body), gap=gap) for gap, line in lines),
        *(Prose(para(count, TEXT_WIDTH, LARGE.body), gap=1) for count in counts),
    ]
    boxes: list[Flowable] = [Rows(parts, look=look, keep=1)]
    for head in block.heads:
        rows: list[Part] = [Prose(para(line, WIDTH, LARGE.body), x=INDENT, gap=2) for line in head.whole]
        if head.source and not head.sources:
            rows.append(Prose(para(head.source, WIDTH, LARGE.note), x=INDENT, gap=2))
        boxes += [Rows(rows, heading=_signed_heading(head), look=look, keep=1, before=6.0)]
    return boxes


def _contents_mark(words: str) -> Part:
    return Piece(0.0, lambda pen, y: pen.tags.bookmark(words, 1, pen.y(y)))


def _signed_heading(head: blocks.Headline) -> Part:
    made = para(head.title, WIDTH, LARGE.heading, bold=True)

    def draw(pen: Pen, y: float) -> None:
        pen.line(0, y, TEXT_WIDTH, y, INK, 2.0)
        signs.state(pen, 4, y + 8.2, head.sign, 3.8)
        with pen.tags.element("H2"):
            pen.para(made, INDENT, y + 3.2)

    return Piece(3.2 + made.h + 1, draw)


def zone_pages(block: blocks.MapPage, look: Look) -> list[Flowable]:
    """Return each zone of the map as a list with large glyphs and all words, which is the key at the same time."""
    boxes: list[Flowable] = []
    for zone in block.zones:
        rows = [_glyph_row(card) for card in zone.cards]
        boxes.append(Rows(rows, heading=heading(zone.title), look=look, keep=1, before=4.0, tag="L"))
    return boxes


def _glyph_row(card: blocks.Card) -> Part:
    words = para(card.label, TEXT_WIDTH - 20, LARGE.body)

    def glyph(pen: Pen, y: float) -> None:
        middle = y + max(words.h, _GLYPH_ROW) / 2
        if card.voice == "present":
            glyphs.filled(pen, card.variant, 7.5, middle, 5.0)
        else:
            dash = {"absent": (3, 2.6), "": (0.6, 2.0)}.get(card.voice)
            accent = glyphs.accent(card.variant)
            glyphs.draw(pen, card.variant, 7.5, middle, 5.0, fill=WHITE, stroke=accent, lw=1.6, dash=dash)
        dx, dy = glyphs.letter_place(card.variant, 5.0)
        size = 14.0 if len(card.code) < 4 else 10.5
        tone = WHITE if card.voice == "present" else INK
        with pen.tags.element("Lbl"):
            pen.text(7.5 + dx, middle + dy + size * 0.118, card.code, Style(size, tone, True), "middle")

    shift = max(0.0, (_GLYPH_ROW - words.h) / 2)
    body = Cell(20.0, tag="LBody")
    body.items.append((shift, 0.0, words))
    return Row([body], [glyph], top=0.2, bottom=0.2, least=_GLYPH_ROW, tag="LI")


def voices(block: blocks.Voices, look: Look) -> list[Flowable]:
    """Return everybody by voice."""
    boxes: list[Flowable] = []
    for group in block.groups:
        rows: list[Part] = [_person(row) for row in group.rows]
        if len(group.rows) > _FEW and not any(row.lines for row in group.rows):
            spans: list[str | Span] = []
            for row in group.rows:
                spans += ["; " if spans else "", Span(f"{row.card.code}\u00a0", "strong"), row.card.label]
            rows = [Prose(para(text(*spans, "."), TEXT_WIDTH, LARGE.body), gap=1.0)]
        boxes += column(rows, look, group.title)
    return [*boxes, *paragraph(blocks.Paragraph(block.note), look)]


def _person(row: blocks.VoiceRow) -> Part:
    voice = row.card.voice

    def sign(pen: Pen, y: float) -> None:
        signs.voice(pen, 4, y + 4.6, voice, 3.0)

    name = text(Span(row.card.code + blocks.WIDE, "strong"), row.card.label)
    body = Cell(INDENT, tag="P").add(para(name, WIDTH, LARGE.body))
    for line in row.lines:
        body.add(para(line, WIDTH, LARGE.body, quiet=INK), 0.6)
    return Row([body], [sign], top=0.6, bottom=1.6, tag="")


def dots(block: blocks.Dots, look: Look) -> list[Flowable]:
    """Return what matters most."""
    names = side_names()
    rows = []
    for row in block.rows:
        sides = ", ".join(f"{names.get(side, side)} {n}" for side, n in row.by_side if side)
        said = _("{n} dots, given by {k}.").format(n=row.dots, k=row.givers) + (f" {words_of(sides)}" if sides else "")
        lines = [text(said, f" {row.holders}" if row.holders else "")]
        rows.append(item(text(Span(row.card.code + blocks.WIDE, "quiet"), *row.words), lines, tag="P"))
    top = paragraph(blocks.Paragraph(block.intro), look)
    head = column([], look, block.title) if block.title else []
    return [*head, *top, *column(rows, look, before=2.0)]


def card_list(block: blocks.CardList, look: Look) -> list[Flowable]:
    """Return cards with their words."""
    return column([coded(row.card, row.words) for row in block.rows], look, block.title)


def legend(block: blocks.Legend, look: Look) -> list[Flowable]:
    """Return signs with numbers and words, one a line."""
    rows: list[Part] = []
    if block.lead:
        rows.append(Prose(para(block.lead, TEXT_WIDTH, LARGE.body, quiet=INK)))
    rows += [_legend_row(block.scale, entry) for entry in block.entries]
    return [Rows(rows, look=look, keep=1, before=2.0)]


def _legend_row(scale: str, entry: tuple[str, str, str]) -> Part:
    sign, number, words = entry

    def draw(pen: Pen, y: float) -> None:
        if scale == "state":
            signs.state(pen, 4, y + 4.6, sign, 3.6)
        elif scale == "side":
            signs.side(pen, sign, 4, y + 4.6, 2.6)
        else:
            signs.progress(pen, 4, y + 4.6, sign, 2.6)

    body = Cell(INDENT, tag="P").add(para(f"{number} {words}".strip(), WIDTH, LARGE.body))
    return Row([body], [draw], top=0.4, bottom=0.8, tag="")
