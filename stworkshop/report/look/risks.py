"""Risks and measures as pages."""

from __future__ import annotations

from reportlab.platypus import Flowable

from stworkshop.i18n import gettext as _
from stworkshop.report.content.blocks import WIDE, Span, Text
from stworkshop.report.content.result_blocks import RiskMatrix, RiskRow, Risks
from stworkshop.report.figures import charts
from stworkshop.report.look import signs
from stworkshop.report.look.flow import Box, Cell, Part, Row, Rows, hairline, table_head
from stworkshop.report.look.style import (
    DANGER_SOFT,
    INK,
    INK2,
    INK3,
    TEXT_WIDTH,
    WHITE,
    Look,
    Size,
    para,
    runs,
)  # fmt: skip
from stworkshop.report.typesetting.paragraphs import MM, width_of
from stworkshop.report.typesetting.pdf_canvas import Pen
from stworkshop.report.typesetting.shaping import Run, Style

_COLUMNS = (0.0, 16.5, 82.0, 112.0)
_CELL = 8.6
_RIGHT, _SIGN, _LINE = 68.0, 3.7, 5.0
"""Where the text beside the matrix begins, how wide the sign of a status is, and how far its lines are apart: mm."""
_STATUS = Style(9, INK2)


class MatrixBox(Box):
    """The matrix on the left, what there is to say about it on the right."""

    def __init__(self, block: RiskMatrix, look: Look) -> None:
        self.block = block
        self.cell = _CELL * (0.7 if look.compact else 1.0)
        self.content = [para(text, 106, look.fit(look.type.body), max_lines=6) for text in block.content]
        self._signs = self._placed()
        below = 8 + (self._signs[-1][1] if self._signs else 0)
        right = sum(p.h + 2 for p in self.content) + (below if block.statuses.entries else 0)
        super().__init__(max(5 * self.cell + 9, right + 1))

    def paint(self, pen: Pen) -> None:
        """Draw the matrix, then the text."""
        charts.risk_matrix(pen, 6.5, 0.5, self.block, (_("how likely"), _("how bad")), self.cell)
        y = 0.0
        for text in self.content:
            with pen.tags.element("P"):
                y = pen.para(text, _RIGHT, y) + 2
        if self.block.statuses.entries:
            self._statuses(pen, y + 2.2)

    def _placed(self) -> list[tuple[float, float, str, str]]:
        """Return where the sign and the words of each status stand, on as many lines as they need."""
        found: list[tuple[float, float, str, str]] = []
        x, y = _RIGHT + width_of(runs(self.block.statuses.lead, 9, colour=INK2)) / MM + 3, 0.0
        for sign, number, word in self.block.statuses.entries:
            words = f"{number} {word}"
            wide = _SIGN + width_of((Run(words, _STATUS),)) / MM
            if found and x + wide > TEXT_WIDTH:
                x, y = _RIGHT, y + _LINE
            found.append((x, y, sign, words))
            x += wide + 4
        return found

    def _statuses(self, pen: Pen, y: float) -> None:
        with pen.tags.element("P"):
            pen.text(_RIGHT, y + 1.5, runs(self.block.statuses.lead, 9, colour=INK2))
            for x, down, sign, words in self._signs:
                signs.progress(pen, x + 1.3, y + down + 0.4, sign)
                pen.text(x + _SIGN, y + down + 1.5, words, _STATUS)


def risks(block: Risks, look: Look) -> list[Flowable]:
    """Return the table of risks."""
    head = table_head(block.heads, _COLUMNS)
    return [Rows([_row(row, look) for row in block.rows], head=head, tag="Table", look=look, before=3.0)]


def _row(row: RiskRow, look: Look) -> Part:
    about = Cell(_COLUMNS[1], tag="TH", attributes={"scope": "Row"})
    head = (Span(row.card.code + WIDE, "quiet"), Span(row.card.label))
    about.add(para(head, 63, look.fit(Size(10, 13.2)), bold=True))
    about.add(para(row.content, 63, look.fit(Size(9, 12)), colour=INK2), 0.3)
    harmed = Cell(_COLUMNS[2], tag="TD")
    for name in row.harmed:
        harmed.add(para(name, 27.5, look.fit(Size(9.5, 12.6))), 0.6)
    if row.harmed_missing:
        harmed.add(para(row.harmed_missing, 27.5, look.fit(Size(9.5, 12.6))))
    done = Cell(_COLUMNS[3], tag="TD")
    for measure in row.measures:
        words: Text = (Span(measure.card.code + " ", "strong"), Span(measure.card.label), Span(WIDE), *measure.owner)
        done.add(para(words, 58, look.fit(Size(9.5, 12.6)), quiet=INK3), 0.9, 4.0)
    for text in row.missing:
        done.add(para(text, 60, look.fit(Size(10.5, 14)) if text[0].tone == "missing" else look.fit(Size(9.5, 12.6))))

    def bare(pen: Pen, y: float) -> None:
        if row.missing:
            pen.rect(_COLUMNS[3] - 2, y + 0.5, TEXT_WIDTH - _COLUMNS[3] + 2, done.h + 2.2, fill=DANGER_SOFT)

    def level(pen: Pen, y: float) -> None:
        _level(pen, y, row)

    def status(pen: Pen, y: float) -> None:
        for measure, top in zip(row.measures, done.tops(), strict=False):
            signs.progress(pen, _COLUMNS[3] + 1.2, y + top + 2.2, measure.status)

    return Row([about, harmed, done], [level, status], top=1.6, bottom=1.3, least=12.0, rule=hairline(), before=[bare])


def _level(pen: Pen, y: float, row: RiskRow) -> None:
    dark = row.band == "very high"
    tone = charts.BAND_TONES[row.band]
    pen.rect(0, y + 0.4, 11.5, 7.6, fill=tone, r=0.8, stroke=None if row.band else INK3, lw=0.5)
    severity = "?" if row.severity is None else str(row.severity)
    likely = _("likely {n}").format(n="?" if row.likelihood is None else row.likelihood)
    ink = WHITE if dark else INK
    with pen.tags.element("TD"):
        pen.text(5.75, y + 6.0, severity, Style(13, ink, True), "middle")
        pen.text(0, y + 11.4, likely, Style(_fitting(likely), INK2))


def _fitting(text: str) -> float:
    size = 8.5
    while size > 6.5 and width_of(runs(text, size)) / MM > _COLUMNS[1] - 1:
        size -= 0.5
    return size
