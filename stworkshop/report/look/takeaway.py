"""The page to take home as a page: what was raised, what answers it, where it stands, side by side; and blank lines."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable

from stworkshop.report.content.blocks import WIDE, Span, Tone, text
from stworkshop.report.content.takeaway_blocks import Answer, Raised, RaisedRow, Stand, WriteHere
from stworkshop.report.look import signs
from stworkshop.report.look.flow import Part, Piece, Prose, Rows, Stack, heading
from stworkshop.report.look.large_kit import STRONG_RULE, column, item
from stworkshop.report.look.large_kit import heading as large_head
from stworkshop.report.look.style import (
    DANGER,
    HAIR,
    INK,
    INK2,
    INK3,
    LARGE,
    MID_GREY,
    TEXT_WIDTH,
    WHITE,
    Look,
    Size,
    para,
)  # fmt: skip
from stworkshop.report.typesetting import glyphs
from stworkshop.report.typesetting.paragraphs import Para
from stworkshop.report.typesetting.pdf_canvas import Pen

_LANES = ((0.0, 56.0), (64.0, 52.0), (124.0, 50.0))
_QUOTE, _TAIL = 54.0, 5.0
_BOXES, _BOX = 64.0, 52.0
_STANDS = 124.0
_LABEL, _SOURCE = Size(13, 17.5), Size(9.5, 13)
_NAME, _NOTE = Size(10.5, 13.6), Size(9.5, 12.6)
_TITLE, _CONTENT = Size(10.5, 14), Size(9.8, 13)
_PITCH = 3.0
_LEAST_TIGHT = 0.45
_LARGE_LINES = 2
"""Lines to write on in large print, so that a page to take home seldom needs a second sheet for them."""


def raised(block: Raised, look: Look) -> list[Flowable]:
    """Return what was raised, row by row; a row is cut only where no page holds it."""
    rows: list[Part] = [_Row.made(row, block.nothing, look, last=row is block.rows[-1]) for row in block.rows]
    return [Rows(rows, head=_heads(block.heads), look=look, before=2.0, keep=1)]


def _heads(names: Sequence[str]) -> Part:
    made = [para(name, w, Size(11, 14), bold=True) for name, (_x, w) in zip(names, _LANES, strict=True)]

    def draw(pen: Pen, y: float) -> None:
        for one, (x, w) in zip(made, _LANES, strict=True):
            pen.line(x, y, x + w, y, INK, 1.2)
            with pen.tags.element("P"):
                pen.para(one, x, y + 1.6)

    return Piece(1.6 + max(one.h for one in made) + 2.4, draw)


class _Box:
    """A card that answers, in its frame."""

    def __init__(self, answer: Answer, look: Look) -> None:
        self.card = answer.card
        name = text(Span(answer.card.code + WIDE, "quiet"), answer.card.label)
        self.name = para(name, 42, look.fit(_NAME), bold=True)
        self.note = para(answer.note, 46, look.fit(_NOTE), colour=INK2) if answer.note else None
        self.h = 2.0 + self.name.h + (self.note.h + 0.4 if self.note else 0.0) + 2.2

    def draw(self, pen: Pen, y: float) -> None:
        ink = glyphs.accent(self.card.variant)
        pen.rect(_BOXES, y, _BOX, self.h, fill=WHITE, stroke=ink, lw=1.1, r=1.4)
        glyphs.filled(pen, self.card.variant, _BOXES + 4.4, y + 4.5, 1.8)
        with pen.tags.element("P"):
            at = pen.para(self.name, _BOXES + 8, y + 2.0)
        if self.note:
            with pen.tags.element("P"):
                pen.para(self.note, _BOXES + 4, at + 0.4)


class _Empty:
    """The place where an answer would stand."""

    h = 14.0

    def __init__(self, nothing: str) -> None:
        self.words = para(nothing, 44, _NAME, bold=True, colour=DANGER)
        self.h = max(14.0, self.words.h + 6)

    def draw(self, pen: Pen, y: float) -> None:
        pen.rect(_BOXES, y, _BOX, self.h, stroke=DANGER, lw=1.2, r=1.4, dash=(3.0, 2.4))
        with pen.tags.element("P"):
            pen.para(self.words, _BOXES + 4, y + (self.h - self.words.h) / 2)


class _Standing:
    """How far something is, with its sign."""

    def __init__(self, stand: Stand, look: Look) -> None:
        self.stand = stand
        ink = DANGER if stand.sign == "nothing" else INK
        self.title = para(stand.title, 43, look.fit(_TITLE), bold=True, colour=ink)
        self.content = para(stand.content, 43, look.fit(_CONTENT), colour=INK2)
        self.h = self.title.h + self.content.h + 2.6 * max(look.tight, _LEAST_TIGHT)

    def draw(self, pen: Pen, y: float) -> None:
        _sign(pen, _STANDS + 2, y + 2.8, self.stand)
        with pen.tags.element("P"):
            at = pen.para(self.title, _STANDS + 7, y)
        with pen.tags.element("P"):
            pen.para(self.content, _STANDS + 7, at)


def _sign(pen: Pen, x: float, y: float, stand: Stand) -> None:
    if stand.sign in ("decided", "undecided"):
        signs.ticket(pen, x, y, stand.sign == "decided", 1.9)
    elif stand.sign in ("there", "wanted"):
        variant = stand.card.variant if stand.card else "component"
        ink = glyphs.accent(variant)
        glyphs.draw(pen, variant, x, y, 1.7, fill=ink if stand.sign == "there" else WHITE, stroke=ink, lw=1.0)
    elif stand.sign in ("open", "answered"):
        ink = glyphs.accent("open-question")
        glyphs.draw(pen, "open-question", x, y, 1.7, fill=ink if stand.sign == "open" else WHITE, stroke=ink, lw=1.0)
    elif stand.sign == "nothing":
        signs.state(pen, x, y, "not-asked", 1.9, DANGER)
    else:
        signs.state(pen, x, y, stand.sign, 1.9)


class _Row:
    """Something that was raised with its answers and where they stand."""

    tag = ""

    def __init__(
        self, quote: tuple[Para, Para] | None, boxes: Sequence[_Box | _Empty], stands: Sequence[_Standing],
        tight: float, *, last: bool,
    ) -> None:  # fmt: skip
        self.quote, self.boxes, self.stands, self.tight, self.last = quote, list(boxes), list(stands), tight, last
        self.pad = 4.0 * tight
        self.quote_h = self.pad * 1.9 + sum(one.h for one in quote) if quote else 0.0
        left = self.quote_h + _TAIL if quote else 0.0
        middle = sum(box.h + _PITCH for box in self.boxes)
        right = sum(stand.h for stand in self.stands)
        self.h = 1.5 + max(left, middle, right) + (2.0 if last else 2.0 + 3.0 * tight)

    @classmethod
    def made(cls, row: RaisedRow, nothing: str, look: Look, *, last: bool) -> _Row:
        """Return a row, measured."""
        quote = (para(row.words, 45, look.fit(_LABEL), bold=True), para(row.source, 47, _SOURCE, colour=INK2))
        boxes: list[_Box | _Empty] = [_Box(answer, look) for answer in row.answers] or [_Empty(nothing)]
        stands = [_Standing(stand, look) for stand in row.stands]
        return cls(quote, boxes, stands, max(look.tight, _LEAST_TIGHT), last=last)

    def draw(self, pen: Pen, y: float) -> None:
        """Draw the three lanes, then the lines between them."""
        top = y + 1.5
        with pen.tags.element("Sect"):
            if self.quote:
                self._quote(pen, top, *self.quote)
            at = top
            for box in self.boxes:
                if self.quote:
                    self._arrow(pen, top, at + min(box.h / 2, 7.0), empty=isinstance(box, _Empty))
                box.draw(pen, at)
                at += box.h + _PITCH
            at = top
            for stand in self.stands:
                stand.draw(pen, at)
                at += stand.h
        if not self.last:
            pen.line(0, y + self.h - 1.5, TEXT_WIDTH, y + self.h - 1.5, HAIR, 0.5)

    def _quote(self, pen: Pen, y: float, words: Para, source: Para) -> None:
        ink = glyphs.accent("concern")
        h = self.quote_h
        pen.rect(0, y, _QUOTE, h, stroke=ink, lw=1.3, r=1.6)
        pen.polygon([(8, y + h - 0.1), (8, y + h + 4), (13, y + h - 0.1)], fill=WHITE, stroke=ink, lw=1.3, closed=False)
        pen.line(8.3, y + h, 12.8, y + h, WHITE, 1.8)
        with pen.tags.element("H2"):
            at = pen.para(words, 5, y + self.pad)
        with pen.tags.element("P"):
            pen.para(source, 5, at + 0.6)

    def _arrow(self, pen: Pen, top: float, y: float, *, empty: bool) -> None:
        start = top + min(self.quote_h / 2, 9.0)
        bezier = ((_QUOTE, start), (_QUOTE + 5, start), (_QUOTE + 5, y), (_BOXES - 1, y))
        pen.curve(bezier, INK3, 0.9, (2.0, 2.0) if empty else None)
        pen.arrowhead(_BOXES, y, 0.0, INK3, 1.8)

    def split(self, height: float) -> tuple[Part, Part] | None:
        """Return the row in two, between boxes and between lines of where it stands."""
        room = height - 6.5
        if self.quote and self.quote_h + _TAIL > room:
            return None
        boxes = _fitting([box.h + _PITCH for box in self.boxes], room)
        stands = _fitting([stand.h for stand in self.stands], room)
        if boxes + stands == 0 or (boxes == len(self.boxes) and stands == len(self.stands)):
            return None
        first = _Row(self.quote, self.boxes[:boxes], self.stands[:stands], self.tight, last=True)
        return first, _Row(None, self.boxes[boxes:], self.stands[stands:], self.tight, last=self.last)


def _fitting(heights: Sequence[float], room: float) -> int:
    used = 0.0
    for number, height in enumerate(heights):
        used += height
        if used > room:
            return number
    return len(heights)


def large_raised(block: Raised, look: Look) -> list[Flowable]:
    """Return what was raised in large print: a block each, with what answers it and where that stands."""
    answers, stands = (Span(f"{head}: ", "strong") for head in block.heads[1:])
    rows: list[Part] = []
    for row in block.rows:
        lines = [text(row.source)]
        for answer in row.answers:
            note = f". {answer.note}" if answer.note else ""
            lines.append(text(answers, Span(answer.card.code + WIDE, "strong"), answer.card.label, note))
        if not row.answers:
            lines.append(text(answers, Span(block.nothing, "missing")))
        for one in row.stands:
            tone: Tone = "missing" if one.sign == "nothing" else "strong"
            lines.append(text(stands, Span(f"{one.title}. ", tone), *one.content))
        rows.append(item(row.words, lines, rule=STRONG_RULE))
    return column(rows, look)


# --- blank lines


def write_here(block: WriteHere, look: Look) -> list[Flowable]:
    """Return a heading, a sentence, and lines to write on."""
    said = Prose(para(block.content, 168, look.type.body, colour=INK2))
    pitch = 9.0 if look.tight > _LEAST_TIGHT else 8.0
    return [Stack([heading(block.title, look, lw=1.2), said, _lines(block.lines, pitch, 7.5)], before=4.0 * look.tight)]


def large_write_here(block: WriteHere, look: Look) -> list[Flowable]:
    """Return the same in large print."""
    said = Prose(para(block.content, TEXT_WIDTH, LARGE.body))
    return [Stack([large_head(block.title), said, _lines(min(block.lines, _LARGE_LINES), 16.0, 14.0)], before=6.0)]


def _lines(count: int, pitch: float, first: float) -> Part:
    def draw(pen: Pen, y: float) -> None:
        for number in range(count):
            at = y + first + number * pitch
            pen.line(0, at, TEXT_WIDTH, at, MID_GREY, 0.5)

    return Piece(first + (count - 1) * pitch + 2.0, draw)
