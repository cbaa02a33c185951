"""Technical parts as pages, and legends of signs."""

from __future__ import annotations

from reportlab.platypus import Flowable

from stworkshop.i18n import gettext as _
from stworkshop.model.wording import ended
from stworkshop.report.content.blocks import Legend, PartRow, Parts, PartsTogether, Span, text
from stworkshop.report.look import signs
from stworkshop.report.look.columns import HALF, FlowColumns
from stworkshop.report.look.flow import Cell, Part, Piece, Row, Rows, Stack, hairline, heading
from stworkshop.report.look.style import INK, INK2, INK3, TEXT_WIDTH, Look, Size, para, runs
from stworkshop.report.typesetting import glyphs
from stworkshop.report.typesetting.paragraphs import MM, width_of
from stworkshop.report.typesetting.pdf_canvas import Pen
from stworkshop.report.typesetting.shaping import Run, Style
from stworkshop.rounds.answers_in_words import capital

_STATE_GAP = 4.5


def parts(block: Parts, look: Look) -> list[Flowable]:
    """Return the parts under one question as a table."""
    rows: list[Part] = [_row(row, look, last=row is block.rows[-1]) for row in block.rows]
    return [Rows(rows, heading=heading(block.title, look, lw=1.2), tag="Table", look=look, before=2.4)]


def together(block: PartsTogether, look: Look) -> list[Flowable]:
    """Return parts under all questions as lists in two columns."""
    parts: list[Part] = []
    for group in block.groups:
        parts += [_title(group.title, look), *(_item(row, look) for row in group.rows)]
    return [FlowColumns(parts, look, before=1.0)]


def _title(title: str, look: Look) -> Part:
    words = para(title, HALF, look.type.subheading, bold=True)

    def draw(pen: Pen, y: float) -> None:
        pen.line(0, y + 1.2, HALF, y + 1.2, INK, 1.0)
        with pen.tags.element("H2"):
            pen.para(words, 0, y + 2.2)
        pen.tags.bookmark(title, 2, pen.y(y))

    return Piece(2.2 + words.h + 0.8, draw)


def _item(row: PartRow, look: Look) -> Part:
    """Return a part as an item of a list: its name, its sentence, its stage, and who is responsible."""

    def mark(pen: Pen, y: float) -> None:
        glyphs.filled(pen, row.card.variant, 1.7, y + 2.1, 1.5)

    size = look.fit(Size(10, 13.4))
    code = Span(f"{row.card.code}\u2002", "quiet")
    name = Span(ended(row.card.label) + " ", "strong")
    who = Span(" " + _("Responsible:") + " ", "quiet")
    stage = f" {capital(row.stage_word)}." if row.stage_word else ""
    said = text(code, name, *row.content, Span(stage, "quiet"), who, *row.owner, ".")
    words = Cell(4.6, tag="LBody").add(para(said, HALF - 4.6, size))
    return Row([words], [mark], top=0.5, bottom=0.7, tag="LI")


def _row(row: PartRow, look: Look, *, last: bool) -> Part:
    def marks(pen: Pen, y: float) -> None:
        glyphs.filled(pen, row.card.variant, 2.4, y + 2.7, 2.0)

    def stage(pen: Pen, y: float) -> None:
        signs.progress(pen, 125.6, y + 2.8, row.stage)
        with pen.tags.element("TD"):
            pen.text(128.4, y + 3.9, row.stage_word, Style(9, INK2))

    code = Cell(6.2, tag="TH", attributes={"scope": "Row"}).add(
        para(row.card.code, 9, look.fit(Size(9, 13.4)), bold=True, colour=INK2)
    )
    name = Cell(15.0, tag="TD").add(para(row.card.label, 44, look.fit(Size(10, 13.4)), bold=True))
    what = Cell(61.0, tag="TD").add(para(row.content, 62, look.fit(Size(10, 13.4)), quiet=INK3))
    owned = Cell(142.5, tag="TD").add(para(row.owner, 31.5, look.fit(Size(9, 12)), colour=INK2))
    rule = None if last else hairline(TEXT_WIDTH - 15, 15)
    return Row([code, name, what, owned], [marks], after=[stage], top=0.8, bottom=0.6, least=6.0, rule=rule)


def legend(block: Legend, look: Look) -> list[Flowable]:
    """Return a line of signs with numbers and words, wrapped where it is too long."""
    lead = block.lead
    start = width_of(runs(lead, 11.5)) / MM + 9 if lead else 0.0
    size = 12.0 if block.scale == "state" else 9.5
    rows: list[list[tuple[float, tuple[str, str, str]]]] = [[]]
    x = start
    for entry in block.entries:
        width = _entry_width(entry, size)
        if rows[-1] and x + width > TEXT_WIDTH:
            rows.append([])
            x = 0.0
        rows[-1].append((x, entry))
        x += width + (_STATE_GAP if block.scale == "state" else 5.5)

    def draw(pen: Pen, y: float) -> None:
        if lead:
            with pen.tags.element("P"):
                pen.text(0, y + 4.4, runs(lead, 11.5 if block.scale == "stage" else 9))
        with pen.tags.element("L", numbering="None"):
            for number, row in enumerate(rows):
                for at, entry in row:
                    _entry(pen, at, y + number * 6.4, block.scale, entry, size)

    below = {"state": 1.0, "side": 1.6, "stage": 0.0}.get(block.scale, 0.0)
    return [Stack([Piece(6.4 * len(rows) + below, draw)], before=1.0 if block.scale == "side" else 0.0)]


def _entry_width(entry: tuple[str, str, str], size: float) -> float:
    _sign, number, words = entry
    wide = width_of((Run(number, Style(size, INK, True)),)) / MM if number else -1.2
    return 5.4 + wide + 1.2 + width_of((Run(words, Style(9.5, INK2)),)) / MM


def _entry(pen: Pen, x: float, y: float, scale: str, entry: tuple[str, str, str], size: float) -> None:
    sign, number, words = entry
    if scale == "state":
        signs.state(pen, x + 2, y + 2.8, sign, 1.9)
    elif scale == "side":
        signs.side(pen, sign, x + 1.5, y + 2.9, 1.4)
    else:
        signs.progress(pen, x + 1.6, y + 3.1, sign, 1.25)
    with pen.tags.element("LI"), pen.tags.element("LBody"):
        at = x + (5.4 if scale == "state" else 4.2)
        if number:
            strong = scale == "state"
            at += pen.text(at, y + 4.2, number, Style(size, INK if strong else INK2, strong)) + 1.2
        pen.text(at, y + 4.2, words, Style(9.5, INK2))
