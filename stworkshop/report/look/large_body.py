"""Large print, the body: parts, risks, statements, decisions, words and what was not discussed."""

from __future__ import annotations

from functools import partial

from reportlab.platypus import Flowable

from stworkshop.i18n import gettext as _
from stworkshop.report.content import blocks, result_blocks
from stworkshop.report.content.blocks import Span, Text, text
from stworkshop.report.figures import charts
from stworkshop.report.look import signs
from stworkshop.report.look.flow import Cell, Mark, Part, Piece, Prose, Row, Rows, Stack
from stworkshop.report.look.large_front import legend
from stworkshop.report.look.large_kit import (
    INDENT,
    STRONG_RULE,
    THIN_RULE,
    WIDTH,
    column,
    glyph_mark,
    heading,
    item,
    paragraph,
    words_of,
)  # fmt: skip
from stworkshop.report.look.style import INK, LARGE, TEXT_WIDTH, Look, para
from stworkshop.report.typesetting.pdf_canvas import Pen
from stworkshop.report.typesetting.shaping import Style
from stworkshop.rounds.verdicts import state_names

_MATRIX_SCALE = 2.2
_TALLEST = 120.0
"""What is higher may break where a page ends, in mm."""


def parts(block: blocks.Parts, look: Look) -> list[Flowable]:
    """Return technical parts, a block each."""
    rows = []
    for row in block.rows:
        who = Span(" " + _("Who is responsible:") + " ", "strong")
        stage = text(words_of(row.stage_word), who, *row.owner)
        head = text(Span(row.card.code + blocks.WIDE, "quiet"), row.card.label)
        rows.append(item(head, [text(*row.content, " ", *stage)], marks=[glyph_mark(row.card)]))
    return column(rows, look, block.title)


def matrix(block: result_blocks.RiskMatrix, look: Look) -> list[Flowable]:
    """Return what there is to say about the risks, then the matrix, large."""
    said: list[Part] = [Prose(para(line, TEXT_WIDTH, LARGE.body), gap=2) for line in block.content]
    height = (5 * 8.6 + 9) * _MATRIX_SCALE

    def draw(pen: Pen, y: float) -> None:
        inner = pen.area(14, y + 2, TEXT_WIDTH / _MATRIX_SCALE, _MATRIX_SCALE)
        charts.risk_matrix(inner, 3, 0, block, (_("how likely"), _("how bad")))

    return [Rows(said, look=look, keep=1), Stack([Piece(height, draw)], before=3.0), *legend(block.statuses, look)]


def risks(block: result_blocks.Risks, look: Look) -> list[Flowable]:
    """Return the risks, a block each."""
    return column([_risk(row) for row in block.rows], look)


def _risk(row: result_blocks.RiskRow) -> Part:
    rated = _("How bad: {bad} of 5. How likely: {likely} of 5.").format(
        bad=row.severity or "?", likely=row.likelihood or "?"
    )
    harmed: Text = row.harmed_missing or text(", ".join(row.harmed))
    hurt = Span(" " + _("Would be harmed:") + " ", "strong")
    lines: list[Text] = [text(f"{rated} ", *row.content, hurt, *harmed)]
    for measure in row.measures:
        code = Span(measure.card.code + blocks.WIDE, "strong")
        lines.append(text(code, measure.card.label, Span(". "), *measure.owner))
    lines.extend(row.missing)
    return item(text(Span(row.card.code + blocks.WIDE, "quiet"), row.card.label), lines, marks=[glyph_mark(row.card)])


def statements(block: result_blocks.Statements, look: Look) -> list[Flowable]:
    """Return rated statements, each with its chart and its sentence."""
    return column([_statement(row, look) for row in block.rows], look)


def _statement(row: result_blocks.StatementRow, look: Look) -> Part:
    name = para(row.label, WIDTH, LARGE.strong, bold=True)
    chart = charts.LargePeopleChart(row)
    said = Cell(INDENT, tag="P")
    first, *others = row.sentences
    said.add(para(text(state_names()[row.state] + ". ", *first), WIDTH, LARGE.body))
    for line in (*others, text(row.source)):
        said.add(para(line, WIDTH, LARGE.body), 1.6)
    notes = Cell(INDENT, tag="BlockQuote")
    for note in row.notes:
        notes.add(para(note, WIDTH, LARGE.body, quiet=INK), 2.0)
    chart_h = chart.h + 4 if row.counts else 2.0

    def draw(pen: Pen, y: float) -> None:
        signs.state(pen, 4, y + 5.4, row.state, 3.8)
        with pen.tags.element("H2"):
            at = pen.para(name, INDENT, y)
        if row.counts:
            chart.draw(pen, INDENT, at + 3)
        said.draw(pen, at + chart_h)
        if notes.items:
            notes.draw(pen, at + chart_h + said.h + 2)

    if name.h + said.h + notes.h > look.page_height / 2:
        parts = [name, *(part for _gap, _indent, part in (*said.items, *notes.items))]
        flat = Cell(INDENT, [(2.0, 0.0, part) for part in parts], "P")
        return Row([flat], top=3.2, bottom=6.0, tag="", rule_above=STRONG_RULE)
    height = name.h + chart_h + said.h + (notes.h + 2 if notes.items else 0)
    return Row([], [draw], top=3.2, bottom=6.0, least=height, tag="", rule_above=STRONG_RULE)


def not_asked(block: result_blocks.NotAsked, look: Look) -> list[Flowable]:
    """Return what no round asked about."""

    def sign(pen: Pen, y: float) -> None:
        signs.state(pen, 4, y + 4.8, "not-asked", 3.8)

    body = Cell(INDENT, tag="P").add(para(block.content, WIDTH, LARGE.body))
    return [Rows([Row([body], [sign], top=3.2, bottom=4, tag="", rule_above=STRONG_RULE)], look=look, keep=1)]


def decisions(block: result_blocks.Decisions, look: Look) -> list[Flowable]:
    """Return the decisions, a block each."""
    rows = []
    for row in block.rows:
        head = text(Span(row.card.code + blocks.WIDE, "quiet"), row.card.label)
        rows.append(item(head, [row.verdict, *row.lines], marks=[_ticket(row.decided)], rule=STRONG_RULE))
    return column(rows, look)


def _ticket(decided: bool) -> Mark:
    def draw(pen: Pen, y: float) -> None:
        signs.ticket(pen, 4.4, y + 4.8, decided, 3.6)

    return draw


def tasks(block: result_blocks.Tasks, look: Look) -> list[Flowable]:
    """Return the tasks, a block each."""
    rows = []
    for row in block.rows:
        parts: list[str | Span] = [
            Span(_("Who:") + " ", "strong"),
            *row.who,
            Span("; " + _("By:") + " ", "strong"),
            *row.due,
        ]
        if row.sources:
            parts += [Span("; " + _("From:") + " ", "strong"), row.sources]
        lines = [text(*parts)]
        head = text(Span(row.card.code + blocks.WIDE, "quiet"), row.card.label)
        rows.append(item(head, lines, marks=[glyph_mark(row.card)], tag="P"))
    return column(rows, look, block.title)


def questions(block: result_blocks.Questions, look: Look) -> list[Flowable]:
    """Return the questions, a block each."""
    rows: list[Part] = []
    for row in block.rows:
        who = [text(Span(_("Who:") + " ", "strong"), *row.who)] if row.who else []
        head = text(Span(row.card.code + blocks.WIDE, "quiet"), row.card.label)
        rows.append(item(head, [*who, row.content], marks=[glyph_mark(row.card)], tag="P"))
    if not rows:
        rows = [Prose(para(_("No open question was written down."), TEXT_WIDTH, LARGE.body))]
    if block.review:
        rows.append(Prose(para(block.review, TEXT_WIDTH, LARGE.body, quiet=INK), gap=3))
    return column(rows, look, block.title)


def reply(block: result_blocks.Reply, look: Look) -> list[Flowable]:
    """Return the reply route, or blank lines for it."""
    parts: list[Part] = [heading(block.title)]
    for words, said in ((block.to, block.to_said), (block.until, block.until_said)):
        if said:
            parts.append(Prose(para(text(f"{words} ", Span(said, "strong")), TEXT_WIDTH, LARGE.body), gap=2))
        else:
            parts.append(Piece(16.0, partial(_blank_line, words)))
    if sum(part.h for part in parts) > _TALLEST:
        return [Rows(parts[1:], heading=parts[0], look=look, keep=1, before=5.0)]
    return [Stack(parts, before=5.0)]


def _blank_line(words: str, pen: Pen, y: float) -> None:
    with pen.tags.element("P"):
        at = pen.text(0, y + 12, words, Style(18, INK))
    pen.line(at + 4, y + 13, TEXT_WIDTH, y + 13, INK, 0.9)


def terms(block: result_blocks.Terms, look: Look) -> list[Flowable]:
    """Return the words, a block each."""
    rows = []
    for row in block.rows:
        meanings = zip(block.heads[1:], (row.planner, row.engineer, row.agreed), strict=True)
        lines = [text(Span(f"{head}: ", "strong"), *meaning) for head, meaning in meanings]
        rows.append(item(row.label, lines))
    return column(rows, look)


def gaps(block: result_blocks.Gaps, look: Look) -> list[Flowable]:
    """Return what was not discussed, a block each."""
    head = column([], look, block.title) if block.title else []
    boxes: list[Flowable] = [*head, *paragraph(blocks.Paragraph(block.intro), look)]
    for group in block.groups:
        rows = [_gap(row) for row in group.rows]
        boxes += column(rows, look, group.title)
    return boxes


def _gap(row: result_blocks.GapRow) -> Part:
    code = Span(row.source + blocks.WIDE, "strong") if row.source else ""
    body = Cell(0.0, tag="P").add(para(text(code, *row.content), TEXT_WIDTH, LARGE.body))
    return Row([body], top=1.4, bottom=1.2, tag="", rule_above=THIN_RULE)


def coverage(block: result_blocks.Coverage, look: Look) -> list[Flowable]:
    """Return the number of cards of each concept."""
    counts = (text(Span(f"{n}", "strong"), f"{blocks.WIDE}{name}") for name, n in block.rows)
    rows: list[Part] = [Prose(para(count, TEXT_WIDTH, LARGE.body), gap=1) for count in counts]
    rows.append(Prose(para(block.note, TEXT_WIDTH, LARGE.body, quiet=INK), gap=3))
    return column(rows, look, block.title)
