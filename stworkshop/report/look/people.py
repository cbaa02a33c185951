"""Who was there and what matters most, as pages."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable

from stworkshop.i18n import gettext as _
from stworkshop.report.content.blocks import CardList, DotRow, Dots, Span, VoiceGroup, VoiceRow, Voices, text
from stworkshop.report.figures import charts
from stworkshop.report.look import signs
from stworkshop.report.look.columns import Columns
from stworkshop.report.look.flow import Box, Cell, Pair, Part, Piece, Prose, Row, Rows, Stack, hairline, heading
from stworkshop.report.look.style import INK, INK2, INK3, TEXT_WIDTH, Look, Size, para
from stworkshop.report.typesetting.paragraphs import MM, Para, width_of
from stworkshop.report.typesetting.pdf_canvas import Pen
from stworkshop.report.typesetting.shaping import Run, Style
from stworkshop.rounds.answers_in_words import side_names

_GUTTER = 6.0
_COLUMN = (TEXT_WIDTH - 2 * _GUTTER) / 3
_FEW = 3
"""More names than these are told one after the other in a compact edition."""


def voices(block: Voices, look: Look) -> list[Flowable]:
    """Return the three columns of people; the note about who took part stands under the last two if there is room."""
    columns = [(k * (_COLUMN + _GUTTER), _voice_parts(group, look)) for k, group in enumerate(block.groups)]
    note = Prose(para(block.note, 2 * _COLUMN + _GUTTER, look.fit(Size(9, 12.3))), x=_COLUMN + _GUTTER, gap=2.0)
    heights = [sum(part.h for part in parts) for _x, parts in columns]
    under = max(heights[1:])
    if max(heights[0], under + note.h) < look.page_height - 40:
        return [BesideBox(Columns(columns, look), note, under)]
    return [Columns(columns, look), Rows([note], look=look)]


class BesideBox(Box):
    """Columns with a note under the last two of them."""

    def __init__(self, columns: Columns, note: Prose, under: float) -> None:
        self.columns, self.note, self.under = columns, note, under
        super().__init__(max(columns.h, under + note.h))

    def paint(self, pen: Pen) -> None:
        """Draw the columns, then the note."""
        self.columns.paint(pen)
        self.note.draw(pen, self.under)


def _voice_parts(group: VoiceGroup, look: Look) -> list[Part]:
    def title(pen: Pen, y: float) -> None:
        pen.line(0, y, _COLUMN, y, INK, 0.9)
        signs.voice(pen, 1.9, y + 5.2, group.voice)
        with pen.tags.element("H2"):
            pen.text(5.6, y + 6.8, group.title, Style(12, INK, True))
        pen.tags.bookmark(group.title, 2, pen.y(y))

    if look.compact and len(group.rows) > _FEW and not any(row.lines for row in group.rows):
        spans: list[str | Span] = []
        for row in group.rows:
            spans += ["; " if spans else "", Span(f"{row.card.code}\u00a0", "strong"), row.card.label]
        return [Piece(10.0, title), Prose(para(text(*spans, "."), _COLUMN, look.fit(Size(10, 13))))]
    return [Piece(10.0, title), *(_voice_row(row, look) for row in group.rows)]


def _voice_row(row: VoiceRow, look: Look) -> Part:
    words = Cell(7.2, tag="LBody").add(para(row.card.label, _COLUMN - 7.2, look.fit(Size(10, 13))))
    wide = Cell(0.0)
    for line in row.lines:
        if any(span.tone == "missing" for span in line):
            wide.add(para(line, _COLUMN, look.fit(Size(9.5, 13))))
        else:
            words.add(para(line, _COLUMN - 7.2, look.fit(Size(9, 12))))
    code = Cell(0.0, tag="Lbl").add(para(row.card.code, 8, look.fit(Size(8.5, 13)), bold=True, colour=INK2))
    gap = 1.6 if row.lines else 0.0
    if not wide.items:
        return Row([code, words], top=0, bottom=gap, tag="LI")
    wide.tag = "LBody"
    return Pair(Row([code, words], top=0, bottom=gap, tag=""), Row([wide], top=0, bottom=1.6, tag=""), "LI")


def dots(block: Dots, look: Look) -> list[Flowable]:
    """Return the table of what matters most."""
    parts = [_dot_row(row, look) for row in block.rows]
    return [
        Rows(
            parts,
            heading=_dots_heading(block, look),
            tag="Table",
            look=look,
            before=4.5 if block.title else 0.0,
            head=_dots_head(),
        )
    ]


def _dots_heading(block: Dots, look: Look) -> Part:
    title = heading(block.title, look) if block.title else Piece(1.0, lambda pen, y: None)
    legend = [(side, name) for side, name in block.sides]
    quiet = Style(8.5, INK2)
    wide = sum(5.4 + width_of((Run(name, quiet),)) / MM for _side, name in legend)
    intro = para(block.intro, min(106.0, TEXT_WIDTH - wide - 4) if legend else TEXT_WIDTH, look.fit(Size(9, 12.3)))

    def draw(pen: Pen, y: float) -> None:
        title.draw(pen, y)
        with pen.tags.element("P"):
            pen.para(intro, 0, y + title.h - 1)
        x = TEXT_WIDTH - wide
        for side, name in legend:
            signs.side(pen, side, x + 1.2, y + title.h + 0.8, 1.2)
            with pen.tags.element("P"):
                x += 3.2 + pen.text(x + 3.2, y + title.h + 1.9, name, quiet) + 2.2

    beside = 4.0 if legend else 0.0
    return Piece(title.h - 1 + max(intro.h + 0.6 - beside, 4.0), draw)


def _dots_head() -> Part:
    strong = Style(8.5, INK2, True)

    def draw(pen: Pen, y: float) -> None:
        with pen.tags.element("TR"):
            for x, name in ((0.0, ""), (9.0, ""), (124.0, _("dots"))):
                with pen.tags.element("TH", scope="Column"):
                    pen.text(x, y + 3.0, name, strong)
            with pen.tags.element("TH", scope="Column"):
                pen.text(TEXT_WIDTH, y + 3.0, _("given by"), strong, "right")
        pen.line(0, y + 4.4, TEXT_WIDTH, y + 4.4, INK, 0.9)

    return Piece(4.4, draw)


def _dot_row(row: DotRow, look: Look) -> Part:
    code = Cell(0.0, tag="TH", attributes={"scope": "Row"}).add(
        para(row.card.code, 9, look.fit(Size(9, 15.5)), bold=True, colour=INK2)
    )
    said = text(*row.words, Span(f"  {row.holders}", "quiet")) if look.compact and row.holders else row.words
    words = Cell(9.0, tag="TD").add(
        para(said, 110 if look.compact else 108, look.fit(Size(10.5, 13.4) if look.compact else Size(12, 15.5)))
    )
    if row.holders and not look.compact:
        words.add(para(row.holders, 108, look.fit(Size(8.5, 11.5)), colour=INK3))
    names = side_names()
    sides = [(names.get(side, side), n) for side, n in row.by_side if side]
    listed = ", ".join(f"{name} {n}" for name, n in sides)
    alt = _("{n} dots").format(n=row.dots) + (f": {listed}" if listed else "")

    def marks(pen: Pen, y: float) -> None:
        with pen.tags.element("TD"):
            pen.text(129.5, y + 5.2, str(row.dots), Style(14, INK, True), "right")
            charts.dots(pen, 133.0, y + 3.5, row.by_side, alt)
        with pen.tags.element("TD"):
            pen.text(TEXT_WIDTH, y + 4.6, row.givers, Style(9.5, INK2), "right")

    least = 3.4 + charts.dot_rows(row.dots) * 3.6 - (1.6 if look.compact else 0.0)
    lowest = 5.6 if look.compact else 7.4
    return Row([code, words], after=[marks], top=1.2, bottom=1.2, least=max(least, lowest), rule=hairline())


def card_list(block: CardList, look: Look) -> list[Flowable]:
    """Return cards in three columns, read down the columns."""
    if not block.rows:
        return []
    if look.compact:  # the key has their words
        codes = ", ".join(row.card.code for row in block.rows)
        said = text(Span(f"{block.title}: ", "strong"), codes, ". ", Span(_("The key has their words."), "quiet"))
        return [Stack([Prose(para(said, TEXT_WIDTH, look.type.body), gap=1.0)], before=1.0)]
    third = -(-len(block.rows) // 3)
    width = TEXT_WIDTH / 3
    cells = [_listed(row.card.code, para(row.words, width - 11, look.fit(Size(9, 11.8))), look) for row in block.rows]
    columns: Sequence[tuple[float, list[Part]]] = [
        (k * width, list(cells[k * third : (k + 1) * third])) for k in range(3)
    ]
    title = heading(block.title, look, size=look.type.subheading)
    if sum(cell.h for cell in cells) / 3 > look.page_height / 2:
        return [Stack([title], before=2.0), Columns(columns, look)]
    return [Columns(columns, look, heading=title, before=2.0)]


def _listed(code: str, words: Para, look: Look) -> Part:
    label = Cell(0.0, tag="Lbl").add(para(code, 9, look.fit(Size(8.5, 11.8)), bold=True, colour=INK2))
    body = Cell(8.0, tag="LBody").add(words)
    return Row([label, body], top=0, bottom=0.5, tag="LI")
