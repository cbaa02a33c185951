"""Decisions, tasks, questions and the reply lines as pages."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from reportlab.platypus import Flowable

from stworkshop.i18n import gettext as _
from stworkshop.report.content.blocks import WIDE, Card, Span
from stworkshop.report.content.result_blocks import (
    DecisionRow,
    Decisions,
    QuestionRow,
    Questions,
    Reply,
    TaskRow,
    Tasks,
)
from stworkshop.report.figures import charts
from stworkshop.report.look import signs
from stworkshop.report.look.columns import Columns
from stworkshop.report.look.flow import Box, Cell, Mark, Part, Piece, Row, Rows, Rule, hairline, heading, table_head
from stworkshop.report.look.style import INK, INK2, TEXT_WIDTH, Look, Size, para, runs
from stworkshop.report.typesetting import glyphs
from stworkshop.report.typesetting.paragraphs import MM, width_of
from stworkshop.report.typesetting.pdf_canvas import Pen
from stworkshop.report.typesetting.shaping import Style

_COLUMN, _GUTTER = 84.0, 6.0
_TASKS = (0.0, 78.0, 116.0, 162.0)
_LINE = 141.0
_TRIED = 12
_BETWEEN = 0.5
_REPLY_LINES = 12


def decisions(block: Decisions, look: Look) -> list[Flowable]:
    """Return the decisions in two columns of nearly the same height, decided ones first in each."""
    parts = [_decision(row, look) for row in block.rows]
    first = _first_column([part.h for part in parts])
    columns: list[list[Part]] = [[], []]
    for number, part in enumerate(parts):
        columns[0 if number in first else 1].append(part)
    return [Columns([(0.0, columns[0]), (_COLUMN + _GUTTER, columns[1])], look)]


def _first_column(heights: Sequence[float]) -> set[int]:
    """Return which parts stand in the first column, so that the higher column is as low as it can be."""
    if len(heights) > _TRIED:
        return set(range(0, len(heights), 2))
    half = sum(heights) / 2
    others = range(1, len(heights))
    choices = ({0, *chosen} for n in range(len(heights)) for chosen in combinations(others, n))
    return min(choices, key=lambda chosen: abs(sum(heights[at] for at in chosen) - half), default=set())


def _decision(row: DecisionRow, look: Look) -> Part:
    cells = _cells(row, look)

    def sign(pen: Pen, y: float) -> None:
        signs.ticket(pen, 2.6, y + 3.3, row.decided)

    return Stacked(cells, [sign], rule=(0.0, _COLUMN, 1.2, INK), bottom=2.4 * max(look.tight, 0.4))


class Stacked:
    """Cells below each other, with a rule above and a sign beside the first; cut only where no page can hold them."""

    tag = ""

    def __init__(self, cells: Sequence[Cell], marks: Sequence[Mark], *, rule: Rule | None, bottom: float) -> None:
        self.cells, self.marks, self.rule, self.bottom = list(cells), list(marks), rule, bottom
        self.h = 2.0 + sum(cell.h + _BETWEEN for cell in self.cells) + bottom

    def draw(self, pen: Pen, y: float) -> None:
        """Draw rule, sign and cells as one section."""
        if self.rule:
            x1, x2, lw, ink = self.rule
            pen.line(x1, y, x2, y, ink, lw)
        at = y + 2.0
        with pen.tags.element("Sect"):
            for mark in self.marks:
                mark(pen, at)
            for cell in self.cells:
                cell.draw(pen, at)
                at += cell.h + _BETWEEN

    def split(self, height: float) -> tuple[Part, Part] | None:
        """Return the cells in two."""
        room = height - 2.0
        fits = 0
        while fits < len(self.cells) and self.cells[fits].h + _BETWEEN <= room:
            room -= self.cells[fits].h + _BETWEEN
            fits += 1
        if fits == len(self.cells):
            return None
        first, rest = self.cells[fits].split(room - _BETWEEN)
        above = [*self.cells[:fits], *([first] if first.items else [])]
        if not above:
            return None
        below = [rest, *self.cells[fits + 1 :]]
        return Stacked(above, self.marks, rule=self.rule, bottom=0.0), Stacked(below, [], rule=None, bottom=self.bottom)


def _cells(row: DecisionRow, look: Look) -> list[Cell]:
    head = (Span(row.card.code + WIDE, "quiet"), Span(row.card.label))
    name = Cell(7.5, tag="H2").add(para(head, _COLUMN - 8, look.fit(Size(12, 15.5)), bold=True))
    verdict = Cell(7.5, tag="P").add(para(row.verdict, _COLUMN - 8, look.fit(Size(10.5, 14))))
    lines = []
    for text in row.lines:
        quote = any(span.tone == "quote" for span in text)
        made = para(text, _COLUMN - 8, look.fit(Size(10, 13.6)))
        lines.append(Cell(7.5, tag="BlockQuote" if quote else "P").add(made))
    return [name, verdict, *lines]


def tasks(block: Tasks, look: Look) -> list[Flowable]:
    """Return the table of tasks with their lines of time."""
    rows = [_task(row, block.span, look) for row in block.rows]
    head = table_head(block.heads, _TASKS, lw=0.4, first_span=2)
    return [Rows(rows, heading=heading(block.title, look), head=head, tag="Table", look=look, before=0.4)]


def _inline(pen: Pen, variant: str, code: str, base: float, size: float = 9.0) -> None:
    r = size * 0.105
    glyphs.filled(pen, variant, r * 1.25, base - size * 0.668 / MM / 2, r)
    pen.text(r * 2.5 + 0.8, base, code, Style(size, INK, True))


def _beside(card: Card, look: Look, size: float = 9.0) -> Cell:
    """Return the label of a card, right of its code: further right where the code is long."""
    x = max(9.5, size * 0.2625 + 2.4 + width_of(runs(card.code, size, bold=True)) / MM)
    return Cell(x, tag="TD").add(para(card.label, _TASKS[1] - 2.0 - x, look.fit(Size(10.5, 14))))


def _task(row: TaskRow, span: int, look: Look) -> Part:
    def code(pen: Pen, y: float) -> None:
        with pen.tags.element("TH", scope="Row"):
            _inline(pen, row.card.variant, row.card.code, y + 3.7)

    def line(pen: Pen, y: float) -> None:
        if row.days is not None:
            charts.task_line(pen, _LINE, y + 2.5, row.days, span)

    name = _beside(row.card, look)
    who = Cell(_TASKS[1], tag="TD").add(para(row.who, 36.5, look.fit(Size(10, 13.4))))
    due = Cell(_TASKS[2], tag="TD").add(para(row.due, 25, look.fit(Size(10, 13.4))))
    came = Cell(_TASKS[3], tag="TD").add(para(row.sources, 12, look.fit(Size(9, 13.4)), bold=True, colour=INK2))
    return Row([name, who, due, came], [code, line], top=1.0, bottom=0.6, least=6.2, rule=hairline())


def questions(block: Questions, look: Look) -> list[Flowable]:
    """Return the questions that are open, then the answered ones."""
    title = heading(block.title, look)
    review = runs(block.review, 9.5) if block.review else []

    def head(pen: Pen, y: float) -> None:
        title.draw(pen, y)
        if review:
            with pen.tags.element("P"):
                pen.text(TEXT_WIDTH, y + 5.6, review, anchor="right")

    rows: list[Part] = [_question(row, look) for row in block.rows]
    if not rows:
        none = para(_("No open question was written down."), TEXT_WIDTH, look.fit(Size(10, 13.6)), colour=INK2)
        rows = [Row([Cell(0.0, tag="TD").add(none)], top=1.0, bottom=1.0)]
    return [Rows(rows, heading=Piece(title.h, head), tag="Table", look=look, before=2.2)]


def _question(row: QuestionRow, look: Look) -> Part:
    def code(pen: Pen, y: float) -> None:
        with pen.tags.element("TH", scope="Row"):
            _inline(pen, row.card.variant, row.card.code, y + 3.8)

    name = _beside(row.card, look)
    if row.who:
        who = Cell(_TASKS[1], tag="TD").add(para(row.who, 36.5, look.fit(Size(10, 13.4))))
        what = Cell(_TASKS[2], tag="TD").add(para(row.content, TEXT_WIDTH - _TASKS[2], look.fit(Size(10, 13.4))))
        cells = [name, who, what]
    else:
        answer = para(row.content, TEXT_WIDTH - _TASKS[1], look.fit(Size(10, 13.4)))
        cells = [name, Cell(_TASKS[1], tag="TD", attributes={"span": 2}).add(answer)]
    return Row(cells, [code], top=0.5, bottom=0.6, least=5.0, rule=hairline())


class ReplyBox(Box):
    """The reply route, or blank lines for it."""

    def __init__(self, block: Reply) -> None:
        self.block = block
        self.first = 4 + width_of(runs(block.title, 11, bold=True)) / MM + 5
        self.at = self.first + width_of(runs(block.to, 9.5)) / MM + 1.5
        self.end = TEXT_WIDTH - 4 - 34 - 3 - width_of(runs(block.until, 9.5)) / MM
        size = Size(9.5, 12.6)
        self.to = para(block.to_said, self.end - self.at, size, bold=True, max_lines=_REPLY_LINES)
        self.until = para(block.until_said, 32, size, bold=True, max_lines=_REPLY_LINES)
        super().__init__(max(9.6, 5.2 + max(self.to.h, self.until.h)), before=1.6)

    def paint(self, pen: Pen) -> None:
        """Draw the frame and the lines."""
        pen.rect(0, 0, TEXT_WIDTH, self.h, stroke=INK2, lw=0.7, r=1.2)
        quiet = Style(9.5, INK2)
        with pen.tags.element("P"):
            pen.text(4, 6.4, self.block.title + " ", Style(11, INK, True))
            pen.text(self.first, 6.4, self.block.to + " ", quiet)
            if self.block.to_said:
                pen.para(self.to, self.at, 6.4 - self.to.first_baseline)
            pen.text(self.end + 3, 6.4, self.block.until + " ", quiet)
            if self.block.until_said:
                pen.para(self.until, TEXT_WIDTH - 36, 6.4 - self.until.first_baseline)
        if not self.block.to_said:
            pen.line(self.at, 6.8, self.end, 6.8, INK2, 0.5)
        if not self.block.until_said:
            pen.line(TEXT_WIDTH - 36, 6.8, TEXT_WIDTH - 4, 6.8, INK2, 0.5)
