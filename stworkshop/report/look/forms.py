"""What people write into, as pages: lines, boxes, scales and empty tables, in normal and in large print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from reportlab.platypus import Flowable

from stworkshop.i18n import gettext as _
from stworkshop.report.content.blocks import Span, plain, text
from stworkshop.report.content.form_blocks import Blank, Blanks, CodeBox, EmptyTable, Scale, Ticks, WriteLines
from stworkshop.report.editions.ballots import BallotItem, BallotPaper
from stworkshop.report.look import ballot_rows, large_kit
from stworkshop.report.look.ballot_rows import bounds, tick_box
from stworkshop.report.look.flow import Cell, Part, Piece, Prose, Row, Rows, Stack, heading
from stworkshop.report.look.style import BRAND, HAIR, INK, INK2, TEXT_WIDTH, WHITE, Look, Size, para
from stworkshop.report.typesetting.form_fields import Filling
from stworkshop.report.typesetting.paragraphs import MM, Para
from stworkshop.report.typesetting.pdf_canvas import Pen
from stworkshop.report.typesetting.shaping import Style, advance

_LINE, _LEAST_LINE = 8.4, 7.2
"""Distance of two lines to write on, and where a page would not hold them else."""
_LARGE_LINE = 14.0
_ROW, _LEAST_ROW = 13.0, 10.5
"""Height of a row to write into, and where a page would not hold the table else."""
_CODE_WIDTH = 44.0
_TALLEST = 90.0
"""What is higher may break where a page ends."""
_WIDEST_LABEL = 0.62
_SCALE = ballot_rows.Sizes(
    0, Size(15, 18), Size(9.5, 12.8), Size(8.5, 11.4), Size(10.5, 13.6), 17, row_least=11.0, gap=3.4, step=11.0
)


@dataclass(frozen=True)
class _Measures:
    """What differs between normal and large print, in mm, type in points."""

    body: Size
    note: Size
    line: float
    tick: float
    stroke: float


def _measures(look: Look) -> _Measures:
    if look.large:
        return _Measures(look.type.body, look.type.note, _LARGE_LINE, 8.0, 0.9)
    return _Measures(look.type.body, look.type.note, _LEAST_LINE + (_LINE - _LEAST_LINE) * look.tight, 5.0, 0.6)


def _before(gap: float, look: Look) -> float:
    """Return the gap above a box: smaller where the rows of a page have to come closer to fit it."""
    return gap if look.large else gap * (0.4 + 0.6 * look.tight)


# --- the code


def code_box(block: CodeBox, look: Look) -> list[Flowable]:
    """Return the code in a frame, with what it is for beside it."""
    large = look.large
    width = TEXT_WIDTH if large else TEXT_WIDTH - _CODE_WIDTH - 8
    words = para(block.content, width - 8 if large else width, look.type.body if large else Size(9.5, 13), colour=INK)
    size = 30.0 if large else 20.0
    label = Style(look.type.small.size, INK2)
    h = 26.0 + words.h + 4 if large else max(16.0, words.h + 6)

    def draw(pen: Pen, y: float) -> None:
        pen.rect(0, y, TEXT_WIDTH, h, stroke=INK2, lw=0.8, r=1.4)
        with pen.tags.element("P"):
            top = y + (7.5 if large else h / 2 - 3.6)
            pen.text(4, top, block.label + " ", label)
            pen.text(4, top + size * 0.42, block.code, Style(size, BRAND, True))
        with pen.tags.element("P"):
            pen.para(words, 4 if large else _CODE_WIDTH, y + (26 if large else (h - words.h) / 2))

    return [Stack([Piece(h + 1.5, draw)], before=_before(2.5, look))]


# --- lines


def blanks(block: Blanks, look: Look) -> list[Flowable]:
    """Return words with lines after them; in large print each has a line of its own."""
    rows = [(blank,) for row in block.rows for blank in row] if look.large else block.rows
    parts: list[Part] = [Piece(_row_height(row, look), partial(_blank_row, block, row, look)) for row in rows]
    if sum(part.h for part in parts) <= _TALLEST:
        return [Stack(parts, before=_before(1.5, look))]
    size = _measures(look).body
    said: list[Part] = [
        Prose(para(text(Span(blank.label + " ", "quiet"), Span(blank.value, "strong")), TEXT_WIDTH, size), gap=1.5)
        for row in rows
        for blank in row
    ]
    return [Rows(said, look=look, before=1.5, keep=1)]


def _row_height(row: Sequence[Blank], look: Look) -> float:
    m = _measures(look)
    places = _places(row)
    values = [
        _value(blank, w, look).h + m.line - m.body.leading / MM if blank.value else m.line
        for blank, (_x, w) in zip(row, places, strict=True)
    ]
    above = [_label_above(blank, w, look) for blank, (_x, w) in zip(row, places, strict=True)]
    extra = m.body.leading / MM if any(above) else 0.0
    return max([m.line, *values]) + extra + 1.2


def _places(row: Sequence[Blank]) -> list[tuple[float, float]]:
    whole = sum(blank.share for blank in row)
    x, places = 0.0, []
    for blank in row:
        w = TEXT_WIDTH * blank.share / whole
        places.append((x, w - (5.0 if len(row) > 1 else 0.0)))
        x += w
    return places


def _label_width(blank: Blank, look: Look) -> float:
    return advance(blank.label, Style(_measures(look).body.size, INK2)) / MM + 3


def _label_above(blank: Blank, w: float, look: Look) -> bool:
    return _label_width(blank, look) > w * _WIDEST_LABEL


def _value(blank: Blank, w: float, look: Look) -> Para:
    beside = 0.0 if _label_above(blank, w, look) else _label_width(blank, look)
    return para(blank.value, w - beside, _measures(look).body, bold=True)


def _blank_row(block: Blanks, row: Sequence[Blank], look: Look, pen: Pen, y: float) -> None:
    m = _measures(look)
    lead = m.body.leading / MM
    for blank, (x, w) in zip(row, _places(row), strict=True):
        above = _label_above(blank, w, look)
        label = para(blank.label, w, m.body, colour=INK2, max_lines=1)
        with pen.tags.element("P"):
            base = y + (0 if above else m.line - lead - 0.4)
            pen.para(label, x, base)
            at = x if above else x + _label_width(blank, look)
            top = y + lead if above else y
            if blank.value:
                pen.para(_value(blank, w, look), at, top if above else base)
                continue
            bottom = top + m.line - 0.6
            if block.form:
                tip = blank.label.rstrip(":")
                box = _box(pen, at, bottom - m.line + 1.4, x + w, bottom)
                pen.tags.form(Filling(block.form).text(blank.name, tip, box, rtl=pen.rtl))
        pen.line(at, bottom, x + w, bottom, INK2, m.stroke)


def write_lines(block: WriteLines, look: Look) -> list[Flowable]:
    """Return a question with lines to write on; on a screen they are one box."""
    m = _measures(look)
    parts: list[Part] = [Prose(para(block.content, TEXT_WIDTH, m.body, bold=True))]
    if block.note:
        parts.append(Prose(para(block.note, TEXT_WIDTH, m.note, colour=INK2)))
    h = block.lines * m.line
    tip = plain(block.content)

    def draw(pen: Pen, y: float) -> None:
        if block.form:
            pen.rect(0, y + 1.4, TEXT_WIDTH, h - 1.4, fill=WHITE, stroke=INK2, lw=0.7, r=0.8)
            box = _box(pen, 0.6, y + 2, TEXT_WIDTH - 0.6, y + h - 0.6)
            pen.tags.form(Filling(block.form).text(block.name, tip, box, multiline=True, rtl=pen.rtl))
            return
        for number in range(1, block.lines + 1):
            pen.line(0, y + number * m.line, TEXT_WIDTH, y + number * m.line, INK2, m.stroke)

    lines = Piece(h + 1.0, draw)
    if sum(part.h for part in parts) <= _TALLEST:
        return [Stack([*parts, lines], before=_before(3.2, look))]
    return [Rows(parts, look=look, before=3.2, keep=1), Stack([lines])]


# --- boxes


def ticks(block: Ticks, look: Look) -> list[Flowable]:
    """Return boxes to tick, below each other or beside each other."""
    return _across(block, look) if block.across else _below(block, look)


def _tick(pen: Pen, block: Ticks, entry: tuple[str, str], x: float, y: float, side: float) -> None:
    name, words = entry
    tick_box(pen, x, y, side)
    if block.form:
        filling = Filling(block.form, one=block.one)
        tip = f"{block.lead.rstrip(' :')}: {words}" if block.lead else words
        pen.tags.form(filling.box(block.name or "tick", name, tip, bounds(pen, x, y, side)))


def _below(block: Ticks, look: Look) -> list[Flowable]:
    m = _measures(look)
    indent = m.tick + 3.5
    parts: list[Part] = [Prose(para(block.lead, TEXT_WIDTH, m.body))] if block.lead else []
    for entry in block.rows:
        words = para(entry[1], TEXT_WIDTH - indent, m.body)
        h = max(words.h, m.tick) + 2.2

        def draw(pen: Pen, y: float, entry: tuple[str, str] = entry, words: Para = words) -> None:
            with pen.tags.element("P"):
                _tick(pen, block, entry, m.tick / 2, y + 1 + m.tick / 2, m.tick)
                top = y + 1 + max(0.0, m.tick / 2 - m.body.leading / MM / 2)
                pen.para(words, indent, top)

        parts.append(Piece(h, draw))
    return [Rows(parts, look=look, before=1.6, keep=1)]


def _across(block: Ticks, look: Look) -> list[Flowable]:
    m = _measures(look)
    style = Style(m.body.size, INK)
    tick = m.tick * 0.9
    step = max(m.body.leading / MM, tick) + 2.4
    lines: list[list[tuple[float, tuple[str, str]]]] = [[]]
    x = advance(block.lead + " ", style) / MM + 3 if block.lead else 0.0
    for entry in block.rows:
        wide = tick + 1.8 + advance(entry[1], style) / MM
        if x + wide > TEXT_WIDTH and (lines[-1] or x):
            lines.append([])
            x = 0.0
        lines[-1].append((x, entry))
        x += wide + 5

    def draw(pen: Pen, y: float) -> None:
        with pen.tags.element("P"):
            for number, line in enumerate(lines):
                base = y + (number + 1) * step - 2.6
                if not number and block.lead:
                    pen.text(0, base, block.lead + " ", Style(m.body.size, INK2))
                for at, entry in line:
                    _tick(pen, block, entry, at + tick / 2, base - m.body.size * 0.12, tick)
                    pen.text(at + tick + 1.8, base, entry[1] + " ", style)

    return [Stack([Piece(len(lines) * step, draw)], before=_before(2.4, look))]


def scale(block: Scale, look: Look) -> list[Flowable]:
    """Return sentences with five boxes and one apart, as on a ballot."""
    items = tuple(BallotItem(str(n), words, name=name) for n, (name, words) in enumerate(block.rows, 1))
    paper = BallotPaper("rating", "", "", "", "", "", items, 0, "", (), "", "", "")
    sizes = ballot_rows.LARGE if look.large else _SCALE
    rows = ballot_rows.Rows(paper, sizes, TEXT_WIDTH, stacked=look.large)
    filling = Filling(block.form, one=True) if block.form else None
    head = Piece(rows.head, rows.draw_head) if rows.head else None
    parts: list[Part] = [
        Piece(rows.h_of(item), partial(_scale_row, rows, item, filling, number == len(items)))
        for number, item in enumerate(items, 1)
    ]
    return [Rows(parts, head=head, tag="Table", look=look, before=_before(2.5, look))]


def _scale_row(
    rows: ballot_rows.Rows, item: BallotItem, filling: Filling | None, last: bool, pen: Pen, y: float
) -> None:
    rows.draw(pen, item, y, last=last, filling=filling)


# --- tables


def empty_table(block: EmptyTable, look: Look) -> list[Flowable]:
    """Return a table with rows to write into; in large print each row has a line for each of its heads."""
    if look.large:
        return _empty_blocks(block, look)
    whole = sum(share for _head, share in block.heads)
    places, x = [], 0.0
    for _head, share in block.heads:
        places.append((x, TEXT_WIDTH * share / whole))
        x += TEXT_WIDTH * share / whole
    cells = [
        Cell(at + (1.2 if number else 0), tag="TH", attributes={"scope": "Column"}).add(
            para(words, w - 2.2, Size(8.5, 10.5), bold=True, colour=INK2)
        )
        for number, ((words, _share), (at, w)) in enumerate(zip(block.heads, places, strict=True))
    ]
    head = Row(cells, top=0.4, bottom=0.8, rule=(0, TEXT_WIDTH, 1.2, INK))
    h = _LEAST_ROW + (_ROW - _LEAST_ROW) * look.tight
    parts: list[Part] = [Piece(h, partial(_empty_row, code, places, h)) for code in block.codes]
    made: list[Flowable] = [
        Rows(parts, heading=_top(block, look), head=head, tag="Table", look=look, before=_before(3.0, look))
    ]
    return made


def _top(block: EmptyTable, look: Look) -> Part:
    top = heading(block.title, look)
    if not block.note:
        return top
    note = Prose(para(block.note, TEXT_WIDTH, look.type.note, colour=INK2))

    def draw(pen: Pen, y: float) -> None:
        top.draw(pen, y)
        note.draw(pen, y + top.h)

    return Piece(top.h + note.h + 1, draw)


def _empty_row(code: str, places: Sequence[tuple[float, float]], h: float, pen: Pen, y: float) -> None:
    with pen.tags.element("TR"):
        with pen.tags.element("TH", scope="Row"):
            pen.text(0, y + h / 2 + 1.7, code, Style(11, INK, True))
        for at, w in places[1:]:
            with (
                pen.tags.element("TD"),
                pen.tags.element("Figure", alt=_("to write on"), bbox=_box(pen, at, y, at + w, y + h)),
            ):
                pen.line(at, y, at, y + h, HAIR, 0.4)
    pen.line(0, y + h, TEXT_WIDTH, y + h, HAIR, 0.5)


def _empty_blocks(block: EmptyTable, look: Look) -> list[Flowable]:
    m = _measures(look)
    parts: list[Part] = []
    if block.note:
        parts.append(Prose(para(block.note, TEXT_WIDTH, look.type.note, colour=INK)))
    for code in block.codes:
        parts.append(Piece(3.0 + m.line * len(block.heads[1:]) + 3.0, partial(_empty_block, block, code, m)))
    return large_kit.column(parts, look, block.title)


def _empty_block(block: EmptyTable, code: str, m: _Measures, pen: Pen, y: float) -> None:
    pen.line(0, y, TEXT_WIDTH, y, INK2, 0.8)
    for number, (words, _share) in enumerate(block.heads[1:], 1):
        base = y + 2 + number * m.line - 2
        with pen.tags.element("P"):
            x = 22.0
            if number == 1:
                pen.text(0, base, code + " ", Style(18, INK, True))
            x += pen.text(x, base, words + " ", Style(16, INK2)) + 2
        pen.line(x, base + 1, TEXT_WIDTH, base + 1, INK2, m.stroke)


def _box(pen: Pen, x1: float, y1: float, x2: float, y2: float) -> tuple[float, float, float, float]:
    """Return a rectangle in mm from the top left as points of the page: left, bottom, right, top."""
    left, right = sorted((pen.x(x1), pen.x(x2)))
    return left, pen.y(y2), right, pen.y(y1)
