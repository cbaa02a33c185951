"""Words explained, and what was not discussed, as pages."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable

from stworkshop.report.content.blocks import Span, text
from stworkshop.report.content.result_blocks import Coverage, GapGroup, Gaps, TermRow, Terms
from stworkshop.report.figures import charts
from stworkshop.report.look.columns import Column, Columns, FlowColumns
from stworkshop.report.look.flow import Cell, Part, Piece, Prose, Row, Rows, Stack, hairline, heading, table_head
from stworkshop.report.look.style import DANGER, INK, INK2, TEXT_WIDTH, Look, Size, para
from stworkshop.report.typesetting.pdf_canvas import Pen

_TERMS = (0.0, 28.0, 72.0, 118.0)
_CODE = 14.0
_BAR_ROW = 5.5
_HALF = 84.0


def terms(block: Terms, look: Look) -> list[Flowable]:
    """Return the table of words."""
    head = table_head(block.heads, _TERMS)
    return [Rows([_term(row, look) for row in block.rows], head=head, tag="Table", look=look, before=1.6)]


def _term(row: TermRow, look: Look) -> Part:
    cells = [
        Cell(0.0, tag="TH", attributes={"scope": "Row"}).add(para(row.label, 27, look.fit(Size(10.5, 14)), bold=True))
    ]
    for x, w, words in ((28.0, 42, row.planner), (72.0, 44, row.engineer), (118.0, 56, row.agreed)):
        cells.append(Cell(x, tag="TD").add(para(words, w, look.fit(Size(10, 13.4)))))
    top, bottom = (1.0, 0.8) if look.compact else (1.8, 1.2)
    return Row(cells, top=top, bottom=bottom, rule=hairline())


def gaps(block: Gaps, look: Look) -> list[Flowable]:
    """Return what was not discussed, what must be talked about beside what should be."""
    title = heading(block.title, look) if block.title else Piece(0.0, lambda pen, y: None)
    intro = Prose(para(block.intro, TEXT_WIDTH, look.fit(Size(10, 13.6)), colour=INK2))

    def draw(pen: Pen, y: float) -> None:
        title.draw(pen, y)
        intro.draw(pen, y + title.h)

    top = Piece(title.h + intro.h + 1.0, draw)
    if not block.groups:
        return [Stack([top], before=5.0)]
    before = 5.0 if block.title else 0.0
    sides = [] if look.compact else _side_by_side(block.groups, look)
    if sides:
        return [Columns(sides, look, heading=top, before=before)]
    parts = [part for group in block.groups for part in _group(group, _HALF, look)]
    return [FlowColumns(parts, look, heading=top, before=before)]


def _side_by_side(groups: Sequence[GapGroup], look: Look) -> list[Column]:
    """Return what must be talked about beside the rest; nothing where the two differ much in length."""
    left = [part for group in groups if group.must for part in _group(group, 98.0, look)]
    right = [part for group in groups if not group.must for part in _group(group, 70.0, look)]
    heights = sum(part.h for part in left), sum(part.h for part in right)
    if left and right and heights[1] < heights[0] * 1.25:
        return [(0.0, left), (104.0, right)]
    return []


def _group(group: GapGroup, width: float, look: Look) -> list[Part]:
    title = para(group.title, width, look.fit(Size(10.5, 13.6)), bold=True, colour=DANGER if group.must else INK)

    def draw(pen: Pen, y: float) -> None:
        with pen.tags.element("H3"):
            pen.para(title, 0, y + 1.0)

    room = 0.45 if look.compact else 1.2
    parts: list[Part] = [Piece(1.0 + title.h + 1.0, draw)]
    for row in group.rows:
        if look.compact:
            said = text(Span(f"{row.source}\u2002", "strong") if row.source else "", *row.content)
            one = Cell(0.0, tag="LBody").add(para(said, width, look.fit(Size(9.8, 13))))
            parts.append(Row([one], top=room, bottom=room, tag="LI", rule_above=hairline(width)))
            continue
        code = Cell(0.0, tag="Lbl").add(para(row.source, _CODE - 1, look.fit(Size(9, 13)), bold=True, colour=INK2))
        words = Cell(_CODE, tag="LBody").add(para(row.content, width - _CODE, look.fit(Size(9.8, 13))))
        parts.append(Row([code, words], top=room, bottom=room, tag="LI", rule_above=hairline(width)))
    return parts


def coverage(block: Coverage, look: Look) -> list[Flowable]:
    """Return the bars of cards on each topic with the note beside them."""
    title = heading(block.title, look, size=look.type.subheading)
    bar = _BAR_ROW * (0.8 if look.compact else 1.0)
    note = para(block.note, 50, look.fit(Size(9, 12.4)), colour=INK2)
    height = max(bar * len(block.rows), note.h)

    def draw(pen: Pen, y: float) -> None:
        charts.coverage_bars(pen, 0, y, 122, block.rows, bar)
        with pen.tags.element("P"):
            pen.para(note, 124, y + 0.5)

    return [Stack([title, Piece(height, draw)], before=2.6)]
