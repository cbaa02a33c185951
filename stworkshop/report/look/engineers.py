"""The engineers' edition as pages: the table of parts, statements with all figures two by two, the influence grid."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable

from stworkshop.report.content.blocks import Text
from stworkshop.report.content.engineer_blocks import InfluenceGrid, PartFacts, PartsTable, Strip, Strips
from stworkshop.report.figures import figure_charts
from stworkshop.report.figures.charts import figure
from stworkshop.report.look import signs
from stworkshop.report.look.flow import Cell, Part, Piece, Prose, Row, Rows, Stack, hairline, heading
from stworkshop.report.look.style import BRAND, INK, INK2, INK3, TEXT_WIDTH, Look, Size, para
from stworkshop.report.typesetting.paragraphs import Para
from stworkshop.report.typesetting.pdf_canvas import Pen
from stworkshop.report.typesetting.shaping import Style

_COLUMNS = (0.0, 8.5, 54.2, 86.8, 98.0, 134.2, 144.2, 164.0)
_DENSE, _NOTE = Size(8.5, 11.0), Size(8.5, 11.4)
_HALF, _GUTTER = 84.0, 6.0
_CHART = 56.0
_BESIDE = 59.5
_AT_CHART = 4
"""How many figures stand beside a strip; the others stand below."""
_GRID_W, _GRID_H = 73.0, 52.0


# --- parts


def parts(block: PartsTable, look: Look) -> list[Flowable]:
    """Return the table of parts with its note."""
    rows: list[Part] = [_part(row, block) for row in block.rows]
    cells = []
    for x, width, name in zip(_COLUMNS, _widths(), block.heads, strict=True):
        if name:
            span = 2 if x == _COLUMNS[1] else 0
            made = para(name, width + 1, Size(8.5, 10.5), bold=True, colour=INK2)
            cells.append(Cell(x, tag="TH", attributes={"scope": "Column", "span": span}).add(made))
    head = Row(cells, top=0.4, bottom=0.8, rule=(0, TEXT_WIDTH, 1.2, INK))
    note = Prose(para(block.note, TEXT_WIDTH, _NOTE, quiet=INK3))
    return [Rows(rows, head=head, tag="Table", look=look, before=2.0), Rows([note], look=look, before=1.0, keep=1)]


def _widths() -> list[float]:
    return [end - x - 1.2 for x, end in zip(_COLUMNS, (*_COLUMNS[1:], TEXT_WIDTH + 1.2), strict=True)]


def _part(row: PartFacts, block: PartsTable) -> Part:
    widths = _widths()
    code = Cell(0.0, tag="TH", attributes={"scope": "Row"}).add(
        para(row.card.code, widths[0] + 1, _DENSE, bold=True, colour=INK2)
    )
    label = Cell(_COLUMNS[1], tag="TD").add(para(row.card.label, widths[1], Size(8.8, 11.0)))
    cells = [code, label]
    for number, words in ((2, row.kind), (3, row.stage), (4, row.owner), (5, ()), (6, row.law), (7, row.raises)):
        cell = Cell(_COLUMNS[number], tag="TD")
        cells.append(cell.add(para(words, widths[number], _DENSE)) if words or number != 5 else _Sign(cell, row, block))
    return Row(cells, top=0.85, bottom=0.6, rule=hairline())


class _Sign(Cell):
    """The cell that says with a disc that a part holds personal data, with a circle: not known, dotted: not said."""

    def __init__(self, cell: Cell, row: PartFacts, block: PartsTable) -> None:
        super().__init__(cell.x, [], cell.tag)
        self.row, self.block = row, block

    def draw(self, pen: Pen, y: float) -> None:
        """Draw the sign, which is read as a word."""
        yes, unknown, unsaid = self.block.personal
        x, middle = self.x + 2.5, y + 2.0
        with pen.tags.element("TD"):
            if self.row.personal == "no":
                return
            alt = {"yes": yes, "unknown": unknown}.get(self.row.personal, unsaid)
            with pen.tags.element("Figure", **figure(pen, x - 1.4, middle - 1.4, 2.8, 2.8, alt)):
                if self.row.personal == "yes":
                    pen.circle(x, middle, 1.2, fill=INK)
                else:
                    pen.circle(x, middle, 1.1, stroke=INK2, lw=0.9, dash=None if self.row.personal else (0.4, 1.1))

    def split(self, height: float) -> tuple[Cell, Cell]:
        """Return the sign above, and nothing below."""
        return self, Cell(self.x, [], self.tag)


# --- statements


def strips(block: Strips, look: Look) -> list[Flowable]:
    """Return the statements two by two, with a line that explains the marks."""
    intro = Prose(para(block.intro, TEXT_WIDTH, _NOTE, quiet=INK2), gap=0.6)
    title = heading(block.title, look)
    legend = _legend(block.sides)

    def draw(pen: Pen, y: float) -> None:
        title.draw(pen, y)
        intro.draw(pen, y + title.h)
        if legend:
            legend.draw(pen, y + title.h + intro.h)

    top = Piece(title.h + intro.h + (legend.h if legend else 0.0) + 1.0, draw)
    made = [_Statement(row, block.ends) for row in block.rows]
    pairs: list[Part] = [_Two(made[at : at + 2]) for at in range(0, len(made), 2)]
    return [Rows(pairs, heading=top, look=look, before=3.0, keep=1)]


def _legend(sides: Sequence[tuple[str, str]]) -> Piece | None:
    if not sides:
        return None

    def draw(pen: Pen, y: float) -> None:
        x = 0.0
        with pen.tags.element("L", numbering="None"):
            for side, name in sides:
                signs.side(pen, side, x + 1.2, y + 3.0, 1.2)
                with pen.tags.element("LI"), pen.tags.element("LBody"):
                    x += 3.6 + pen.text(x + 3.6, y + 4.0, name, Style(8.5, INK2)) + 4

    return Piece(5.4, draw)


class _Statement:
    """A statement with its strip, the figures beside it and below."""

    def __init__(self, row: Strip, ends: tuple[str, str]) -> None:
        self.row, self.ends = row, ends
        self.label = para(row.label, _HALF - 6, Size(10, 13), bold=True)
        self.chart = figure_charts.AgreementStrip(row, _CHART)
        beside: list[Text | str] = [row.verdict, *row.figures[: _AT_CHART if row.counts else 0]]
        width = _HALF - _BESIDE if row.counts else _HALF
        self.beside = [para(words, width, _DENSE, colour=INK2) for words in beside]
        rest = row.figures[_AT_CHART:] if row.counts else row.figures
        first = " ".join(one for one in (", ".join(rest) + "." if rest else "", row.source) if one)
        below: list[Text | str] = [first, *row.lines]
        self.below = [para(words, _HALF, _DENSE, colour=INK2) for words in below if words]
        chart = self.chart.h + 4.4 if row.counts else 0.0
        self.middle = max(chart, sum(p.h for p in self.beside) + (4.0 if row.counts else 0.0))
        self.h = 1.4 + self.label.h + 0.8 + self.middle + 0.8 + sum(p.h for p in self.below) + 2.6

    def draw(self, pen: Pen, y: float) -> None:
        """Draw rule, label, chart and figures with the top at y."""
        pen.line(0, y, _HALF, y, INK, 0.7)
        with pen.tags.element("Sect"):
            at = y + 1.4
            with pen.tags.element("H3"):
                pen.text(0, at + self.label.first_baseline, str(self.row.number), Style(10, BRAND, True))
                pen.para(self.label, 6, at)
            at += self.label.h + 0.8
            if self.row.counts:
                with pen.tags.artifact():
                    pen.text(0, at + 2.8, self.ends[0], Style(8.5, INK3))
                    pen.text(_CHART, at + 2.8, self.ends[1], Style(8.5, INK3), "right")
                self.chart.draw(pen, 0, at + 4.0)
            self._paras(pen, self.beside, _BESIDE if self.row.counts else 0.0, at + (4.0 if self.row.counts else 0.0))
            self._paras(pen, self.below, 0.0, at + self.middle + 0.8)

    def _paras(self, pen: Pen, paras: Sequence[Para], x: float, y: float) -> None:
        for one in paras:
            with pen.tags.element("P"):
                y = pen.para(one, x, y)


class _Two:
    """Two statements side by side."""

    def __init__(self, statements: Sequence[_Statement]) -> None:
        self.statements = list(statements)
        self.h = max(statement.h for statement in self.statements)

    def draw(self, pen: Pen, y: float) -> None:
        """Draw one beside the other."""
        for number, statement in enumerate(self.statements):
            statement.draw(pen.area(number * (_HALF + _GUTTER), y, _HALF), 0.0)

    def split(self, height: float) -> tuple[Part, Part] | None:
        """Two statements are cut between them at most."""
        if len(self.statements) < 2 or self.h <= height:
            return None
        return _Two(self.statements[:1]), _Two(self.statements[1:])


# --- influence


def grid(block: InfluenceGrid, look: Look) -> list[Flowable]:
    """Return the influence grid with what there is to say about it beside it."""
    title = heading(block.title, look)
    width = TEXT_WIDTH - 92 if block.marks else TEXT_WIDTH
    x = 92.0 if block.marks else 0.0
    content = [para(words, width, look.type.body) for words in block.content]
    text_h = sum(one.h + 2 for one in content)
    height = max(_GRID_H + 7, text_h) if block.marks else text_h

    def draw(pen: Pen, y: float) -> None:
        if block.marks:
            figure_charts.influence_grid(pen, 9, y + 0.5, block, _GRID_W, _GRID_H)
        at = y
        for one in content:
            with pen.tags.element("P"):
                at = pen.para(one, x, at) + 2

    return [Stack([title, Piece(height, draw)], before=3.0)]
