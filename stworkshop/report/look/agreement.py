"""Rated statements as pages: the sentence on the left, one mark a person on the right."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable

from stworkshop.report.content.blocks import Span, text
from stworkshop.report.content.result_blocks import NotAsked, StatementRow, Statements
from stworkshop.report.figures import charts
from stworkshop.report.look import signs
from stworkshop.report.look.columns import HALF, FlowColumns
from stworkshop.report.look.flow import Cell, Part, Row, Rows, Rule
from stworkshop.report.look.style import HAIR, INK, INK3, TEXT_WIDTH, Look, Size, para
from stworkshop.report.typesetting.pdf_canvas import Pen
from stworkshop.rounds.verdicts import state_names

_LEFT, _WORDS = 7.5, 70.0
_CHART, _CHART_WIDTH = 83.0, 91.0


def statements(block: Statements, look: Look) -> list[Flowable]:
    """Return the statements that came out the same way."""
    narrow = [_narrow(row, look) for row in block.rows] if look.compact else []
    if narrow and max(part.h for part in narrow) < look.page_height / 2:
        return [FlowColumns(narrow, look, before=1.0)]
    rows = [_row(row, look, first=number == 0) for number, row in enumerate(block.rows)]
    return [Rows(rows, look=look, keep=1)]


def _narrow(row: StatementRow, look: Look) -> Part:
    """Return a statement for one of two columns: its words, its chart below them, then the notes."""
    room = HALF - _LEFT
    name = Cell(_LEFT, tag="H2").add(para(row.label, room, look.fit(Size(11, 14)), bold=True))
    said = Cell(_LEFT, tag="P")
    for sentence in (*row.sentences, text(Span(row.source, "quiet"))):
        said.add(para(sentence, room, look.fit(Size(10.5, 14))), 0.4)
    chart = charts.PeopleChart(row, HALF, r=1.25, abreast=2) if row.counts else None
    notes = [para(note, room, look.fit(Size(10, 13.2)), quiet=INK3) for note in row.notes]
    words_h = 1.4 + name.h + 0.6 + said.h
    chart_h = chart.h + 2.0 if chart else 0.0

    def draw(pen: Pen, y: float) -> None:
        with pen.tags.element("Figure", **charts.figure(pen, 0, y + 2.2, 4.4, 4.4, state_names()[row.state])):
            signs.state(pen, 2.2, y + 4.4, row.state)
        name.draw(pen, y + 1.4)
        said.draw(pen, y + 2.0 + name.h)
        if chart:
            chart.draw(pen, 0, y + words_h + 1.6)
        top = y + words_h + chart_h
        for note in notes:
            with pen.tags.element("BlockQuote"), pen.tags.element("P"):
                top = pen.para(note, _LEFT, top + 0.6)

    high = words_h + chart_h + sum(note.h + 0.6 for note in notes)
    return Row([], [draw], top=0, bottom=1.8, least=high, tag="Sect", rule_above=(0.0, HALF, 0.8, INK))


def _row(row: StatementRow, look: Look, *, first: bool) -> Part:
    name = Cell(_LEFT, tag="H2").add(para(row.label, _WORDS, look.fit(Size(11.5, 14.6)), bold=True))
    said = Cell(_LEFT, tag="P")
    for sentence in row.sentences:
        said.add(para(sentence, _WORDS, look.fit(Size(11, 15))), 0.7)
    source = Cell(_LEFT, tag="P").add(para(row.source, _WORDS, look.fit(Size(8.5, 11.5)), colour=INK3))
    chart = charts.PeopleChart(row, _CHART_WIDTH)
    notes = Cell(_CHART + 3)
    for note in row.notes:
        notes.add(para(note, _CHART_WIDTH - 3, look.fit(Size(10, 13.2)), quiet=INK3), 0.6)
    below = 2.0 + chart.h + 1.2 if row.counts else 2.0
    left = 1.6 + name.h + 0.9 + said.h + 0.9 + source.h
    right = below + notes.h

    def draw(pen: Pen, y: float) -> None:
        with pen.tags.element("Figure", **charts.figure(pen, 0, y + 2.8, 4.4, 4.4, state_names()[row.state])):
            signs.state(pen, 2.2, y + 5, row.state)
        at = y + 1.6
        for cell in (name, said, source):
            cell.draw(pen, at)
            at += cell.h + 0.9
        if row.counts:
            chart.draw(pen, _CHART, y + 2.0)
        top = y + below
        for gap, indent, note in notes.items:
            with pen.tags.element("BlockQuote"), pen.tags.element("P"):
                top = pen.para(note, notes.x + indent, top + gap)

    rule = (0.0, TEXT_WIDTH, 1.2, INK) if first else (0.0, TEXT_WIDTH, 0.4, HAIR)
    if max(left, right) > look.page_height / 2:
        return _long([name, said, source], notes, row, chart, rule)
    return Row([], [draw], top=0, bottom=1.6, least=max(left, right), tag="Sect", rule_above=rule)


def _long(words: Sequence[Cell], notes: Cell, row: StatementRow, chart: charts.PeopleChart, rule: Rule) -> Part:
    """Return a statement with so many words that it may have to be cut."""
    left = Cell(_LEFT, [(0.9, 0.0, part) for cell in words for _gap, _indent, part in cell.items], "P")
    below = chart.h + 2.0 if row.counts else 0.0
    right = Cell(notes.x, [], "BlockQuote")
    for number, (gap, indent, part) in enumerate(notes.items):
        right.items.append((gap if number else below, indent, part))

    def draw(pen: Pen, y: float) -> None:
        signs.state(pen, 2.2, y + 3.4, row.state)
        if row.counts:
            chart.draw(pen, _CHART, y + 0.4)

    return Row([left, right], [draw], bottom=1.6, tag="Sect", rule_above=rule)


def not_asked(block: NotAsked, look: Look) -> list[Flowable]:
    """Return what no round asked about."""
    words = Cell(_LEFT, tag="P").add(para(block.content, TEXT_WIDTH - _LEFT, look.fit(Size(10.5, 14.6))))

    def sign(pen: Pen, y: float) -> None:
        signs.state(pen, 2.2, y + 2.8, "not-asked")

    rule = (0.0, TEXT_WIDTH, 1.2, INK)
    return [Rows([Row([words], [sign], top=2.2, bottom=1.0, tag="", least=6, rule_above=rule)], look=look)]
