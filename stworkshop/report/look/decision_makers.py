"""Decisions and statements with side scales, who carries the harm, and what pulls apart, in normal and large print."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable

from stworkshop.report.content.blocks import WIDE, Legend, Span, text
from stworkshop.report.content.maker_blocks import (
    BurdenRow,
    Burdens,
    Halves,
    PullRow,
    Pulls,
    SideScale,
    Weighed,
    WeighedRow,
)
from stworkshop.report.figures import scales
from stworkshop.report.look import large_kit, signs
from stworkshop.report.look.columns import Columns
from stworkshop.report.look.flow import Cell, Mark, Part, Piece, Prose, Row, Rows, hairline
from stworkshop.report.look.large_front import legend
from stworkshop.report.look.style import INK, INK2, LARGE, TEXT_WIDTH, Look, Size, para
from stworkshop.report.typesetting.paragraphs import MM, Para, width_of
from stworkshop.report.typesetting.pdf_canvas import Pen
from stworkshop.report.typesetting.shaping import Run, Style

_LEFT, _WORDS = 7.0, 90.0
_SCALE, _SCALE_WIDTH = 99.0, 36.0
_FIGURES = 141.0
_LEAST = 10.4
_HALF, _SECOND = 84.0, 90.0
_CHIPS = 44.0


def weighed(block: Weighed, look: Look) -> list[Flowable]:
    """Return decisions or statements, each with the scales of the sides."""
    rows: list[Part] = [_row(row, block, look) for row in block.rows]
    return [Rows(rows, heading=_head(block, look), look=look, before=2.2, keep=1)]


def _head(block: Weighed, look: Look) -> Part:
    """Return the heading with the signs of the sides beside it, or under it where they do not fit, and its rule."""
    name = para(block.title, TEXT_WIDTH, look.type.heading, bold=True, max_lines=3)
    small = Style(8.5, INK2)
    widths = [width_of((Run(word, small),)) / MM + 6.6 for _side, word in block.sides]
    taken = max((width_of(line) / MM for line in name.lines), default=0.0)
    beside = len(name.lines) == 1 and taken + sum(widths) + 4 <= TEXT_WIDTH
    start = max(taken + 4, min(_SCALE - 2, TEXT_WIDTH - sum(widths))) if beside else 0.0
    lines = [] if beside or not widths else [0.0]
    h = name.h + 5.0 * len(lines) + 1.6

    def draw(pen: Pen, y: float) -> None:
        with pen.tags.element("H2"):
            pen.para(name, 0, y)
        pen.tags.bookmark(block.title, 2, pen.y(y))
        base = y + name.first_baseline if beside else y + name.h + 3.4
        if block.sides:
            with pen.tags.element("L", numbering="None"):
                x = start
                for (side, word), w in zip(block.sides, widths, strict=True):
                    signs.side(pen, side, x + 1.2, base - 1.1, 1.2)
                    with pen.tags.element("LI"), pen.tags.element("LBody"):
                        pen.text(x + 3.6, base, word, small)
                    x += w
        pen.line(0, y + h, TEXT_WIDTH, y + h, INK, 1.2)

    return Piece(h, draw)


def _row(row: WeighedRow, block: Weighed, look: Look) -> Part:
    head = (Span(row.code + WIDE, "quiet"), Span(row.label))
    name = Cell(_LEFT, tag="H3").add(para(head, _WORDS, look.fit(Size(10.5, 14)), bold=True))
    said = [Cell(_LEFT, tag="P").add(para(line, _WORDS, look.fit(Size(9.3, 12.6)))) for line in row.lines]
    if row.verdict:
        said.insert(0, Cell(_LEFT, tag="P").add(para(row.verdict, _WORDS, look.fit(Size(10, 13)))))
    marks = [_ScaleMark(scale, block.ends) for scale in row.scales]
    unasked = Cell(_SCALE, tag="P")
    if row.unasked:
        unasked.add(para(row.unasked, TEXT_WIDTH - _SCALE, Size(9.3, 12.6)))
    left = [name, *said]
    h = max(sum(cell.h for cell in left), sum(mark.h for mark in marks), unasked.h)

    def draw(pen: Pen, y: float) -> None:
        if row.decided is not None:
            signs.ticket(pen, 2.4, y + 3.4, row.decided, 2.1)
        at = y
        for cell in left:
            cell.draw(pen, at)
            at += cell.h
        at = y
        for mark in marks:
            mark.draw(pen, at)
            at += mark.h
        unasked.draw(pen, y)

    if h > look.page_height / 2:
        flat = Cell(_LEFT, [item for cell in left for item in cell.items], "P")
        return Row([flat, unasked], [lambda pen, y: _marks(pen, y, marks)], tag="Sect", rule=hairline())
    return Row([], [draw], top=1.6, bottom=1.4, least=h, tag="Sect", rule=hairline())


def _marks(pen: Pen, y: float, marks: Sequence[_ScaleMark]) -> None:
    for mark in marks:
        mark.draw(pen, y)
        y += mark.h


class _ScaleMark:
    """A scale with its figures beside it and its notes under it; `h` in mm."""

    def __init__(self, scale: SideScale, ends: tuple[str, str]) -> None:
        self.scale, self.ends = scale, ends
        words = text(Span(scale.figures[0], "strong"), *(Span(f"\n{line}", "quiet") for line in scale.figures[1:]))
        self.figures = para(words, TEXT_WIDTH - _FIGURES, Size(9.3, 12.6))
        self.notes = [para(note, TEXT_WIDTH - _SCALE, Size(8.5, 11.4)) for note in scale.notes]
        self.above = max(_LEAST if scale.means else 0.0, self.figures.h)
        self.h = self.above + sum(note.h for note in self.notes) + (0.6 if self.notes else 0.0)

    def draw(self, pen: Pen, y: float) -> None:
        """Draw it with its top at y."""
        if self.scale.means:
            scales.side_scale(pen, _SCALE, y + 3.6, _SCALE_WIDTH, self.scale, self.ends)
        with pen.tags.element("P"):
            pen.para(self.figures, _FIGURES, y)
        at = y + self.above + 0.4
        for note in self.notes:
            with pen.tags.element("P"):
                at = pen.para(note, _SCALE, at)


def halves(block: Halves, look: Look) -> list[Flowable]:
    """Return who would carry the harm beside what pulls apart."""
    left: list[Part] = [_half_head(block.left.title, look), *(_burden(row, look) for row in block.left.rows)]
    left.append(_half_prose(para(block.left.note, _HALF, Size(8.5, 11.4))))
    right: list[Part] = [_half_head(block.right.title, look)]
    right += [_pull(row, block.right.word, look) for row in block.right.rows]
    if block.right.missing:
        right.append(_half_prose(para(block.right.missing, _HALF, Size(9.5, 12.8))))
    return [Columns([(0.0, left), (_SECOND, right)], look, before=2.6)]


def _half_prose(made: Para) -> Part:
    return Prose(made, gap=1.0)


def _half_head(name: str, look: Look) -> Part:
    made = para(name, _HALF, look.type.heading, bold=True, max_lines=4)

    def draw(pen: Pen, y: float) -> None:
        pen.line(0, y, _HALF, y, INK, 1.2)
        with pen.tags.element("H2"):
            pen.para(made, 0, y + 1.6)
        pen.tags.bookmark(name, 2, pen.y(y))

    return Piece(1.6 + made.h + 0.8, draw)


def _burden(row: BurdenRow, look: Look) -> Part:
    room = _HALF - _CHIPS
    name = Cell(0.0, tag="P").add(para(row.name, 42, look.fit(Size(9.5, 12.4))))

    def draw(pen: Pen, y: float) -> None:
        scales.chips(pen, _CHIPS, y + 0.3, room, row.chips, row.text_value)

    high = scales.chips_height(len(row.chips), room)
    return Row([name], after=[draw], top=0.4, bottom=0.8 * max(look.tight, 0.4), least=high, tag="Sect")


def _pull(row: PullRow, word: str, look: Look) -> Part:
    made = para(_pair(row, word), _HALF, look.fit(Size(9.8, 13)))
    said = para(row.content, _HALF, look.fit(Size(9.3, 12.6)))
    cell = Cell(0.0, tag="P").add(made).add(said)
    return Row([cell], top=0.4, bottom=1.8 * max(look.tight, 0.3), tag="")


def _pair(row: PullRow, word: str) -> tuple[Span, ...]:
    first, second = (f"{card.code} {card.label}" for card in (row.first, row.second))
    return text(Span(first, "strong"), Span(f"{WIDE}{word}{WIDE}", "quiet"), Span(second, "strong"))


# --- large print


def large_weighed(block: Weighed, look: Look) -> list[Flowable]:
    """Return decisions or statements in large print, the figures of each scale as a sentence under it."""
    rows = [_large_row(row, block) for row in block.rows]
    entries = tuple((side, "", word) for side, word in block.sides)
    signs_of = legend(Legend("side", (), entries), look) if entries else []
    boxes: list[Flowable] = [*large_kit.column([], look, block.title), *signs_of]
    return [*boxes, *large_kit.column(rows, look)]


def _large_row(row: WeighedRow, block: Weighed) -> Part:
    head = text(Span(row.code + WIDE, "quiet"), row.label)
    lines = [line for line in (row.verdict, *row.lines, row.unasked) if line]
    for scale in row.scales:
        lines += [text(scale.text_value), *scale.notes]

    def ticket(pen: Pen, y: float) -> None:
        signs.ticket(pen, 4.4, y + 4.8, bool(row.decided), 3.6)

    shown = [scale for scale in row.scales if scale.means]

    def drawn(pen: Pen, y: float) -> None:
        for number, scale in enumerate(shown):
            at = y + 6 + number * 20
            scales.side_scale(pen, large_kit.INDENT + 3, at, 140, scale, block.ends, r=2.6, size=16)

    marks = [ticket] if row.decided is not None else []
    part = large_kit.item(head, lines, marks=marks, rule=large_kit.STRONG_RULE)
    part.after = [drawn]
    part.bottom += 20.0 * len(shown)
    return part


def large_halves(block: Halves, look: Look) -> list[Flowable]:
    """Return who would carry the harm, then what pulls apart, in large print."""
    return [*_large_burdens(block.left, look), *_large_pulls(block.right, look)]


def _large_burdens(block: Burdens, look: Look) -> list[Flowable]:
    rows: list[Part] = []
    for row in block.rows:
        height = scales.chips_height(len(row.chips), large_kit.WIDTH, 1.9)
        part = large_kit.item(row.name, [text(row.text_value)])
        part.after = [_large_chips(row)]
        part.bottom += height + 2
        rows.append(part)
    rows.append(Prose(para(block.note, TEXT_WIDTH, LARGE.body, quiet=INK), gap=3))
    return large_kit.column(rows, look, block.title)


def _large_chips(row: BurdenRow) -> Mark:
    def draw(pen: Pen, y: float) -> None:
        scales.chips(pen, large_kit.INDENT, y + 2, large_kit.WIDTH, row.chips, row.text_value, 1.9)

    return draw


def _large_pulls(block: Pulls, look: Look) -> list[Flowable]:
    rows: list[Part] = [large_kit.item(_pair(row, block.word), [row.content]) for row in block.rows]
    if block.missing:
        rows.append(Prose(para(block.missing, TEXT_WIDTH, LARGE.body, quiet=INK)))
    return large_kit.column(rows, look, block.title)
