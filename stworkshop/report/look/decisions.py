"""Decisions, tasks, questions and the reply lines as pages."""

from __future__ import annotations

from reportlab.platypus import Flowable

from stworkshop.i18n import gettext as _
from stworkshop.report import charts, glyphs
from stworkshop.report.blocks import WIDE, DecisionRow, Decisions, QuestionRow, Questions, Reply, Span, TaskRow, Tasks
from stworkshop.report.look import signs
from stworkshop.report.look.flow import Box, Cell, Part, Piece, Row, Rows, hairline, heading, table_head
from stworkshop.report.look.style import INK, INK2, TEXT_WIDTH, Look, Size, para, runs
from stworkshop.report.paragraphs import MM, width_of
from stworkshop.report.pen import Pen
from stworkshop.report.shaping import Style

_COLUMN, _GUTTER = 84.0, 6.0
_TASKS = (0.0, 78.0, 116.0, 162.0)
_LINE = 141.0


def decisions(block: Decisions, look: Look) -> list[Flowable]:
    """Return the decisions in two columns, row by row."""
    rows = [block.rows[at : at + 2] for at in range(0, len(block.rows), 2)]
    return [Rows([_pair(pair) for pair in rows], look=look, keep=1)]


def _pair(pair: tuple[DecisionRow, ...]) -> Part:
    cells: list[Cell] = []
    for number, row in enumerate(pair):
        cells.extend(_cells(row, number * (_COLUMN + _GUTTER)))
    tops = [number * (_COLUMN + _GUTTER) for number in range(len(pair))]
    heights = [sum(cell.h + 0.5 for cell in _cells(row, 0.0)) for row in pair]

    def draw(pen: Pen, y: float) -> None:
        for row, x in zip(pair, tops, strict=True):
            pen.line(x, y, x + _COLUMN, y, INK, 1.2)
            signs.ticket(pen, x + 2.6, y + 5.3, row.decided)
            with pen.tags.element("Sect"):
                at = y + 2.0
                for cell in _cells(row, x):
                    cell.draw(pen, at)
                    at += cell.h + 0.5

    least = max(heights) + 2.0
    if least > 200:
        return _long(pair)
    return Row([], [draw], top=0, bottom=1.6, least=least, tag="")


def _long(pair: tuple[DecisionRow, ...]) -> Part:
    """Return decisions with more words than a page holds, as cells that can be cut."""
    cells = []
    for number, row in enumerate(pair):
        cell = Cell(number * (_COLUMN + _GUTTER) + 7.5, tag="P")
        for part in _cells(row, 0.0):
            for gap, _indent, text in part.items:
                cell.add(text, gap + 0.5)
        cells.append(cell)
    return Row(cells, top=2.0, bottom=2.4, tag="", rule_above=(0, TEXT_WIDTH, 1.2, INK))


def _cells(row: DecisionRow, x: float) -> list[Cell]:
    name = Cell(x + 7.5, tag="H2").add(
        para((Span(row.card.code + WIDE, "quiet"), Span(row.card.label)), _COLUMN - 8, Size(12, 15.5), bold=True)
    )
    verdict = Cell(x + 7.5, tag="P").add(para(row.verdict, _COLUMN - 8, Size(10.5, 14)))
    lines = []
    for text in row.lines:
        quote = any(span.tone == "quote" for span in text)
        made = para(text, _COLUMN - 8, Size(10, 13.6))
        lines.append(Cell(x + 7.5, tag="BlockQuote" if quote else "P").add(made))
    return [name, verdict, *lines]


def tasks(block: Tasks, look: Look) -> list[Flowable]:
    """Return the table of tasks with their lines of time."""
    rows = [_task(row, block.span) for row in block.rows]
    head = table_head(block.heads, _TASKS, look, lw=0.4)
    return [Rows(rows, heading=heading(block.title, look), head=head, tag="Table", look=look, before=0.4)]


def _inline(pen: Pen, variant: str, code: str, base: float, size: float = 9.0) -> None:
    r = size * 0.105
    glyphs.filled(pen, variant, r * 1.25, base - size * 0.668 / MM / 2, r)
    pen.text(r * 2.5 + 0.8, base, code, Style(size, INK, True))


def _task(row: TaskRow, span: int) -> Part:
    def code(pen: Pen, y: float) -> None:
        with pen.tags.element("TH", scope="Row"):
            _inline(pen, row.card.variant, row.card.code, y + 3.7)

    def line(pen: Pen, y: float) -> None:
        if row.days is not None:
            charts.task_line(pen, _LINE, y + 2.5, row.days, span)

    name = Cell(9.5, tag="TD").add(para(row.card.label, 66.5, Size(10.5, 14)))
    who = Cell(_TASKS[1], tag="TD").add(para(row.who, 36.5, Size(10, 13.4)))
    due = Cell(_TASKS[2], tag="TD").add(para(row.due, 25, Size(10, 13.4)))
    came = Cell(_TASKS[3], tag="TD").add(para(row.sources, 12, Size(9, 13.4), bold=True, colour=INK2))
    return Row([name, who, due, came], [code, line], top=1.0, bottom=0.6, least=6.2, rule=hairline())


def questions(block: Questions, look: Look) -> list[Flowable]:
    """Return the questions that are open, then the answered ones."""
    title = heading(block.title, look)
    review = runs(block.review, 9.5)

    def head(pen: Pen, y: float) -> None:
        title.draw(pen, y)
        with pen.tags.element("P"):
            pen.text(TEXT_WIDTH, y + 5.6, review, anchor="right")

    rows: list[Part] = [_question(row) for row in block.rows]
    if not rows:
        none = Cell(0.0, tag="TD").add(para(_("No open question was written down."), TEXT_WIDTH, Size(10, 13.6), colour=INK2))
        rows = [Row([none], top=1.0, bottom=1.0)]
    return [Rows(rows, heading=Piece(title.h, head), tag="Table", look=look, before=2.2)]


def _question(row: QuestionRow) -> Part:
    def code(pen: Pen, y: float) -> None:
        with pen.tags.element("TH", scope="Row"):
            _inline(pen, row.card.variant, row.card.code, y + 3.8)

    name = Cell(9.5, tag="TD").add(para(row.card.label, 66.5, Size(10.5, 14)))
    if row.who:
        who = Cell(_TASKS[1], tag="TD").add(para(row.who, 36.5, Size(10, 13.4)))
        what = Cell(_TASKS[2], tag="TD").add(para(row.content, TEXT_WIDTH - _TASKS[2], Size(10, 13.4)))
        cells = [name, who, what]
    else:
        cells = [name, Cell(_TASKS[1], tag="TD").add(para(row.content, TEXT_WIDTH - _TASKS[1], Size(10, 13.4)))]
    return Row(cells, [code], top=0.5, bottom=0.6, least=5.0, rule=hairline())


class ReplyBox(Box):
    """Blank lines for the reply route."""

    def __init__(self, block: Reply) -> None:
        self.block = block
        super().__init__(9.6, before=1.6)

    def paint(self, pen: Pen) -> None:
        """Draw the frame and the lines."""
        pen.rect(0, 0, TEXT_WIDTH, 9.6, stroke=INK2, lw=0.7, r=1.2)
        quiet = Style(9.5, INK2)
        with pen.tags.element("P"):
            x = 4 + pen.text(4, 6.4, self.block.title, Style(11, INK, True)) + 5
            x += pen.text(x, 6.4, self.block.to, quiet) + 1.5
            end = TEXT_WIDTH - 4 - 34 - 3 - width_of(runs(self.block.until, 9.5)) / MM
            pen.text(end + 3, 6.4, self.block.until, quiet)
        pen.line(x, 6.8, end, 6.8, INK2, 0.5)
        pen.line(TEXT_WIDTH - 36, 6.8, TEXT_WIDTH - 4, 6.8, INK2, 0.5)


