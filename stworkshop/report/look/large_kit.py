"""Large print, what its blocks are made of: a bold head with lines under it, in one column."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable

from stworkshop.report.content import blocks
from stworkshop.report.content.blocks import Text
from stworkshop.report.look.flow import Cell, Mark, Part, Piece, Prose, Row, Rows, Rule, Stack
from stworkshop.report.look.style import BRAND, INK, INK2, LARGE, TEXT_WIDTH, Look, Size, para
from stworkshop.report.typesetting import glyphs
from stworkshop.report.typesetting.pdf_canvas import Pen

INDENT = 12.0
WIDTH = TEXT_WIDTH - INDENT
STRONG_RULE = (0.0, TEXT_WIDTH, 2.0, INK)
THIN_RULE = (0.0, TEXT_WIDTH, 0.8, INK2)


def title(section: blocks.Section, look: Look) -> Flowable:
    """Return the bar and the title of a section."""
    made = para(section.title, TEXT_WIDTH, LARGE.title, bold=True)

    def draw(pen: Pen, y: float) -> None:
        pen.rect(0, y, 26, 1.6, fill=BRAND)
        pen.tags.bookmark(section.title, 1, pen.y(y))
        with pen.tags.element("H1"):
            pen.para(made, 0, y + 5)

    lead: list[Part] = [Prose(para(section.lead, TEXT_WIDTH, LARGE.lead, quiet=INK))] if section.lead else []
    box = Stack([Piece(5 + made.h + 4, draw), *lead], before=8.0)
    box.keepWithNext = True
    return box


def item(
    head: Text | str, lines: Sequence[Text | str] = (), *, marks: Sequence[Mark] = (), tag: str = "H2",
    rule: Rule = THIN_RULE, size: Size = LARGE.strong,
) -> Row:  # fmt: skip
    """Return a block: a bold head, lines under it, signs left of it."""
    name = Cell(INDENT, tag=tag).add(para(head, WIDTH, size, bold=True))
    said = Cell(INDENT, tag="P")
    for line in lines:
        said.add(para(line, WIDTH, LARGE.body, quiet=INK), 0.6)
    cell = Cell(INDENT)
    cell.items = [*name.items, *((gap or 0.6, indent, p) for gap, indent, p in said.items)]
    marks = list(marks)
    return _Block([name, said], marks, top=2.0, bottom=1.6, least=cell.h, tag="", rule_above=rule)


class _Block(Row):
    """A head with its lines below it."""

    @property
    def h(self) -> float:
        """Height in mm."""
        return self.top + max(self.least, self._inner()) + self.bottom

    def _inner(self) -> float:
        return sum(cell.h for cell in self.cells) + (0.6 if self.cells[1].items else 0.0)

    def draw(self, pen: Pen, y: float) -> None:
        """Draw rule, signs, head and lines."""
        if self.rule_above:
            x1, x2, lw, ink = self.rule_above
            pen.line(x1, y, x2, y, ink, lw)
        top = y + self.top
        for mark in self.marks:
            mark(pen, top)
        self.cells[0].draw(pen, top)
        at = top + self.cells[0].h + 0.6
        if self.cells[1].items:
            self.cells[1].draw(pen, at)
        for mark in self.after:
            mark(pen, at + self.cells[1].h)

    def split(self, height: float) -> tuple[Part, Part] | None:
        """Return the block in two, only where no page can hold it."""
        flat = Cell(INDENT, [*self.cells[0].items, *self.cells[1].items], "P")
        row = Row([flat], list(self.marks), self.top, self.bottom, 0.0, "", rule_above=self.rule_above)
        return row.split(height)


def column(rows: Sequence[Part], look: Look, name: str = "", before: float = 4.0) -> list[Flowable]:
    """Return blocks under a heading that stays with the first."""
    top = heading(name) if name else None
    return [Rows(list(rows), heading=top, look=look, keep=1, before=before)]


def heading(words: str) -> Part:
    """Return a heading with a heavy rule above it."""
    made = para(words, TEXT_WIDTH, LARGE.heading, bold=True, max_lines=5)

    def draw(pen: Pen, y: float) -> None:
        pen.line(0, y, TEXT_WIDTH, y, INK, 2.0)
        pen.tags.bookmark(words, 2, pen.y(y))
        with pen.tags.element("H2"):
            pen.para(made, 0, y + 3)

    return Piece(3 + made.h + 2, draw)


def paragraph(block: blocks.Paragraph, look: Look) -> list[Flowable]:
    """Return running text."""
    return [Rows([Prose(para(block.content, TEXT_WIDTH, LARGE.body, quiet=INK))], look=look, before=3.0, keep=1)]


def words_of(listed: str) -> str:
    """Return a list as a sentence."""
    return listed[:1].upper() + listed[1:] + "." if listed else ""


def glyph_mark(card: blocks.Card) -> Mark:
    """Return the outline of a card as the sign of its block."""

    def draw(pen: Pen, y: float) -> None:
        glyphs.filled(pen, card.variant, 4.2, y + 4.8, 3.4)

    return draw


def coded(card: blocks.Card, words: Text) -> Part:
    """Return a code with its words."""
    label = Cell(0.0, tag="P").add(para(card.code, 18, LARGE.body, bold=True))
    body = Cell(20.0, tag="P").add(para(words, TEXT_WIDTH - 20, LARGE.body, quiet=INK))
    return Row([label, body], top=0.6, bottom=1.4, tag="")
