"""The letter to people who were not there, and its answer to tear off, in normal and large print."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable

from stworkshop.report.content.absent_blocks import Letter, LetterRow, Said, TearOff
from stworkshop.report.content.blocks import Text
from stworkshop.report.look import large_kit
from stworkshop.report.look.ballot_rows import tick_box
from stworkshop.report.look.flow import Cell, Part, Piece, Prose, Row, Rows
from stworkshop.report.look.style import INK, INK2, INK3, LARGE, MID_GREY, TEXT_WIDTH, Look, Size, para
from stworkshop.report.typesetting.paragraphs import MM, width_of
from stworkshop.report.typesetting.pdf_canvas import Pen
from stworkshop.report.typesetting.shaping import Run, Style

_BODY, _ASK, _ROUTE = Size(12.5, 18), Size(12, 15.5), Size(11.5, 16)
_SECOND, _NAMES = 52.0, 46.0
_GAP = 1.8
_LEAST = 11.0
_EDGE = 6.0
_AIR = 0.5
_MOST_WORDS = 90.0
"""A question higher than this, in mm, may be cut where a page ends."""
_LINE = 9.0


class _Paragraphs(Cell):
    """Paragraphs of which each is an element of its own."""

    def draw(self, pen: Pen, y: float) -> None:
        """Draw the paragraphs with the top of the first at y."""
        for gap, indent, item in self.items:
            with pen.tags.element(self.tag):
                y = pen.para(item, self.x + indent, y + gap)


def letter(block: Letter, look: Look) -> list[Flowable]:
    """Return what is said, each heading beside its sentences."""
    return [Rows([_row(row, look) for row in block.rows], look=look, keep=1)]


def _row(row: LetterRow, look: Look) -> Part:
    name = Cell(0.0, tag="H2").add(para(row.title, _NAMES, _ASK, bold=True))
    said = _Paragraphs(_SECOND, tag="P")
    for one in row.said:
        said.add(para(one.content, TEXT_WIDTH - _SECOND, _BODY), _GAP * max(look.tight, _AIR))
    return Row(
        [name, said], top=2.3, bottom=3.2, least=_LEAST * look.tight, tag="Sect", rule_above=(0, TEXT_WIDTH, 0.9, INK)
    )


def tear_off(block: TearOff, look: Look) -> list[Flowable]:
    """Return the answer, below a line to cut along; it stays in one piece where a page can hold it."""
    parts: list[Part] = [part for one in block.ticks for part in _tick(one, block.choices)]
    parts += [part for question in block.questions for part in _question(question, block.lines)]
    parts.append(Prose(para(block.route.content, TEXT_WIDTH, _ROUTE), gap=2.0))
    return [Rows(parts, heading=_answer_head(block, look), look=look, before=1.0, keep=len(parts))]


def _cut(pen: Pen, y: float, look: Look) -> None:
    reach = look.paper.margin - _EDGE
    pen.line(-reach, y, TEXT_WIDTH + reach, y, INK3, 0.5, (3, 2.4))


def _answer_head(block: TearOff, look: Look) -> Part:
    name = para(block.title, TEXT_WIDTH * 0.4, Size(15, 18), bold=True)
    hint = para(block.hint, TEXT_WIDTH * 0.58, Size(10.5, 13.5), colour=INK2, anchor="right")
    h = max(name.h, hint.h)

    def draw(pen: Pen, y: float) -> None:
        _cut(pen, y, look)
        with pen.tags.element("H2"):
            pen.para(name, 0, y + 4)
        pen.tags.bookmark(block.title, 2, pen.y(y))
        with pen.tags.element("P"):
            pen.para(hint, TEXT_WIDTH * 0.42, y + 4 + name.first_baseline - hint.first_baseline)

    return Piece(4 + h + 1.6, draw)


def _choices_width(choices: Sequence[str], style: Style, box: float) -> list[float]:
    return [box + 1.5 + width_of((Run(word, style),)) / MM + 5.0 for word in choices]


def _tick(one: Said, choices: Sequence[str]) -> list[Part]:
    style, box = Style(12, INK), 5.4
    widths = _choices_width(choices, style, box)
    start = TEXT_WIDTH - sum(widths) + 5.0
    words = para(one.content, start - 4, _ASK)
    together = words.h < _MOST_WORDS

    def draw(pen: Pen, y: float) -> None:
        with pen.tags.element("P"):
            if together:
                pen.para(words, 0, y + 1.2)
            _boxes(pen, start, y + 1.2 + words.first_baseline, choices, widths, style, box)

    if together:
        return [Piece(1.2 + max(words.h, box) + 1.4, draw)]
    return [Prose(words, gap=1.2), Piece(box + 2.6, draw)]


def _boxes(
    pen: Pen, x: float, base: float, choices: Sequence[str], widths: Sequence[float], style: Style, box: float
) -> None:
    for word, wide in zip(choices, widths, strict=True):
        tick_box(pen, x + box / 2, base - style.size * 0.118, box)
        pen.text(x + box + 1.5, base, word, style)
        x += wide


def _question(one: Said, lines: int) -> list[Part]:
    words = para(one.content, TEXT_WIDTH, _ASK)
    room = 1.2 + words.h if words.h < _MOST_WORDS else 0.0

    def draw(pen: Pen, y: float) -> None:
        if room:
            with pen.tags.element("P"):
                pen.para(words, 0, y + 1.2)
        for number in range(lines):
            at = y + room + _LINE * (number + 1)
            pen.line(0, at, TEXT_WIDTH, at, MID_GREY, 0.5)

    blank = Piece(room + _LINE * lines + 1.6, draw)
    return [blank] if room else [Prose(words, gap=1.2), blank]


# --- large print


def large_letter(block: Letter, look: Look) -> list[Flowable]:
    """Return what is said in large print."""
    return large_kit.column([large_kit.item(row.title, [one.content for one in row.said]) for row in block.rows], look)


def large_tear_off(block: TearOff, look: Look) -> list[Flowable]:
    """Return the answer in large print, boxes under each question."""
    parts: list[Part] = [part for one in block.ticks for part in _large_tick(one, block.choices)]
    parts += [part for question in block.questions for part in _large_question(question.content, block.lines)]
    parts.append(Prose(para(block.route.content, TEXT_WIDTH, LARGE.body, quiet=INK), gap=4.0))
    name = para(block.title, TEXT_WIDTH, LARGE.heading, bold=True)
    hint = para(block.hint, TEXT_WIDTH, LARGE.body)

    def draw(pen: Pen, y: float) -> None:
        _cut(pen, y, look)
        with pen.tags.element("H2"):
            pen.para(name, 0, y + 6)
        pen.tags.bookmark(block.title, 2, pen.y(y))
        with pen.tags.element("P"):
            pen.para(hint, 0, y + 7 + name.h)

    return [Rows(parts, heading=Piece(7 + name.h + hint.h + 2, draw), look=look, before=4.0, keep=len(parts))]


def _large_tick(one: Said, choices: Sequence[str]) -> list[Part]:
    style, box = Style(18, INK), 10.0
    words = para(one.content, TEXT_WIDTH, LARGE.body)
    widths = [wide + 6 for wide in _choices_width(choices, style, box)]
    room = 2 + words.h if words.h < _MOST_WORDS else 0.0

    def draw(pen: Pen, y: float) -> None:
        with pen.tags.element("P"):
            if room:
                pen.para(words, 0, y + 2)
            _boxes(pen, 0, y + room + 8, choices, widths, style, box)

    ticked = Piece(room + 15, draw)
    return [ticked] if room else [Prose(words, gap=2), ticked]


def _large_question(content: Text, lines: int) -> list[Part]:
    words = para(content, TEXT_WIDTH, LARGE.body)
    room = 2 + words.h if words.h < _MOST_WORDS else 0.0

    def draw(pen: Pen, y: float) -> None:
        if room:
            with pen.tags.element("P"):
                pen.para(words, 0, y + 2)
        for number in range(lines):
            at = y + room + 14 * (number + 1)
            pen.line(0, at, TEXT_WIDTH, at, INK2, 0.9)

    blank = Piece(room + 14 * lines + 4, draw)
    return [blank] if room else [Prose(words, gap=2), blank]
