"""Headings, lists, tables and asked questions as pages, in normal and in large print."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable

from stworkshop.report.content.basic_blocks import Asked, Bullets, Heading, Table, TableColumn
from stworkshop.report.content.blocks import Span, Text, text
from stworkshop.report.look import large_kit
from stworkshop.report.look.flow import Cell, Part, Piece, Prose, Row, Rows, Stack, hairline, heading
from stworkshop.report.look.style import INK, INK2, INK3, LARGE, TEXT_WIDTH, Look, Size, para
from stworkshop.report.typesetting.pdf_canvas import Pen

_BULLET, _NUMBER = 5.0, 8.0
_GUTTER = 3.0
_DENSE = Size(8.5, 11.0)


def heading_box(block: Heading, look: Look) -> list[Flowable]:
    """Return a heading that stays with what follows."""
    size = look.type.heading if block.level == 2 else look.type.subheading
    box = Stack([heading(block.content, look, size=size) if block.level == 2 else _small_heading(block.content, look)])
    box.spaceBefore, box.keepWithNext = 10.0, True
    return [box]


def bullets(block: Bullets, look: Look) -> list[Flowable]:
    """Return a list; no item is cut."""
    indent = _NUMBER if block.numbered else _BULLET
    size = look.type.body
    rows: list[Part] = []
    for number, item in enumerate(block.items, 1):
        sign = f"{number}" if block.numbered else "•"
        label = Cell(0.0, tag="Lbl").add(para(sign, indent - 1, size, bold=block.numbered, colour=INK2))
        body = Cell(indent, tag="LBody").add(para(item, TEXT_WIDTH - indent, size))
        rows.append(Row([label, body], top=0.7, bottom=0.7, tag="LI"))
    head = _small_heading(block.title, look) if block.title else None
    return [Rows(rows, heading=head, tag="L", look=look, before=2.0, keep=1)] if rows else []


def table(block: Table, look: Look) -> list[Flowable]:
    """Return a table whose head repeats, with its note below."""
    places = column_places(block.columns)
    size = _DENSE if block.dense else look.fit(Size(9.5, 12.8))
    rows: list[Part] = [_table_row(block, places, row, size) for row in block.rows]
    head = _head(block.columns, places)
    top = heading(block.title, look) if block.title else None
    made: list[Flowable] = [Rows(rows, heading=top, head=head, tag="Table", look=look, before=3.0)]
    if block.note:
        made.append(Stack([Prose(para(block.note, TEXT_WIDTH, look.type.note, colour=INK2))], before=1.4))
    return made


def column_places(columns: Sequence[TableColumn]) -> list[tuple[float, float]]:
    """Return left edge and width of each column's text in mm."""
    whole = sum(column.share for column in columns) or 1.0
    places, x = [], 0.0
    for column in columns:
        w = TEXT_WIDTH * column.share / whole
        places.append((x, max(w - _GUTTER, 6.0)))
        x += w
    return places


def asked(block: Asked, look: Look) -> list[Flowable]:
    """Return a question with what the map answers; the question stays with its first answer."""
    question = para(block.question, TEXT_WIDTH, look.type.subheading, bold=True)
    hint = para(block.hint, TEXT_WIDTH, look.type.note, colour=INK2) if block.hint else None

    def draw(pen: Pen, y: float) -> None:
        with pen.tags.element("H3"):
            pen.para(question, 0, y + 1.0)
        if hint is not None:
            with pen.tags.element("P"):
                pen.para(hint, 0, y + 1.6 + question.h)

    parts: list[Part] = [_said(said, look) for said in block.answers]
    for words, ink in ((block.missing, INK), (text(block.others), INK2)):
        if words:
            parts.append(Prose(para(words, TEXT_WIDTH, look.type.body, colour=ink), gap=0.8))
    head = Piece(question.h + 1.6 + (hint.h + 0.4 if hint else 0.0), draw)
    return [Rows(parts, heading=head, look=look, before=3.2, keep=1)]


def _said(said: Text, look: Look) -> Part:
    def dot(pen: Pen, y: float) -> None:
        pen.circle(1.4, y + 2.6, 0.7, fill=INK3)

    body = Cell(_BULLET, tag="P").add(para(said, TEXT_WIDTH - _BULLET, look.type.body))
    return Row([body], [dot], top=0.5, bottom=0.5, tag="")


def _small_heading(words: str, look: Look) -> Part:
    made = para(words, TEXT_WIDTH, look.type.subheading, bold=True, max_lines=4)

    def draw(pen: Pen, y: float) -> None:
        with pen.tags.element("H3"):
            pen.para(made, 0, y + 1.0)

    return Piece(1.0 + made.h + 1.0, draw)


def _head(columns: Sequence[TableColumn], places: Sequence[tuple[float, float]]) -> Part:
    cells = []
    for column, (x, w) in zip(columns, places, strict=True):
        words = para(column.head, w, Size(8.5, 10.5), bold=True, colour=INK2, anchor=column.align)
        cells.append(Cell(x, tag="TH", attributes={"scope": "Column"}).add(words))
    return Row(cells, top=0.4, bottom=0.8, rule=(0, TEXT_WIDTH, 1.2, INK))


def _table_row(block: Table, places: Sequence[tuple[float, float]], row: Sequence[Text], size: Size) -> Part:
    cells = []
    for number, (column, (x, w), words) in enumerate(zip(block.columns, places, row, strict=True)):
        tag, attributes = ("TD", {}) if number else ("TH", {"scope": "Row"})
        said = para(words, w, size, bold=number == 0 and block.strong and not block.dense, anchor=column.align)
        cells.append(Cell(x, tag=tag, attributes=attributes).add(said))
    pad = 0.7 if block.dense else 1.5
    return Row(cells, top=pad, bottom=pad, rule=hairline())


# --- large print


def large_heading(block: Heading, look: Look) -> list[Flowable]:
    """Return a heading in large print."""
    box = Stack([large_kit.heading(block.content)], before=5.0)
    box.keepWithNext = True
    return [box]


def large_bullets(block: Bullets, look: Look) -> list[Flowable]:
    """Return a list in large print."""
    rows: list[Part] = []
    for number, item in enumerate(block.items, 1):
        label = Cell(0.0, tag="Lbl").add(para(f"{number}" if block.numbered else "•", 10, LARGE.body, bold=True))
        body = Cell(large_kit.INDENT, tag="LBody").add(para(item, large_kit.WIDTH, LARGE.body, quiet=INK))
        rows.append(Row([label, body], top=1.2, bottom=1.2, tag="LI"))
    top = large_kit.heading(block.title) if block.title else None
    return [Rows(rows, heading=top, tag="L", look=look, before=4.0, keep=1)] if rows else []


def large_table(block: Table, look: Look) -> list[Flowable]:
    """Return a table in large print: each row is a block, its cells are lines that begin with their head."""
    rows: list[Part] = []
    for row in block.rows:
        lines = [
            text(Span(f"{column.head}: ", "strong"), *words) if column.head else words
            for column, words in zip(block.columns[1:], row[1:], strict=True)
            if words
        ]
        rows.append(large_kit.item(row[0], lines))
    made = large_kit.column(rows, look, block.title)
    if block.note:
        made.append(Stack([Prose(para(block.note, TEXT_WIDTH, LARGE.note))], before=3.0))
    return made


def large_asked(block: Asked, look: Look) -> list[Flowable]:
    """Return a question with what the map answers in large print."""
    lines = [line for line in (text(block.hint), *block.answers, block.missing, text(block.others)) if line]
    return large_kit.column([large_kit.item(block.question, lines)], look)
