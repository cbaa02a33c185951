"""The boxes of each block, in order: the one place that knows which block is drawn by what."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from reportlab.platypus import Flowable

from stworkshop.report.content import (
    absent_blocks,
    basic_blocks,
    blocks,
    engineer_blocks,
    form_blocks,
    maker_blocks,
    result_blocks,
    sheet_blocks,
    takeaway_blocks,
)
from stworkshop.report.content.telling import TELLING
from stworkshop.report.figures import city_page
from stworkshop.report.look import (
    absent,
    agreement,
    basic,
    closing,
    data_flow,
    decision_makers,
    decisions,
    engineers,
    forms,
    key,
    large_body,
    large_front,
    large_kit,
    one_sheet,
    people,
    risks,
    takeaway,
    technology,
)  # fmt: skip
from stworkshop.report.look.flow import CONTINUES, Box, Part, Piece, Prose, Rows, Stack
from stworkshop.report.look.style import BRAND, INK2, TEXT_WIDTH, Look, Size, para
from stworkshop.report.typesetting.paragraphs import MM
from stworkshop.report.typesetting.pdf_canvas import Pen
from stworkshop.report.typesetting.shaping import Style

_DRAWERS: dict[type[blocks.Block], Callable[[Any, Look], list[Flowable]]] = {
    blocks.Key: key.key,
    blocks.Voices: people.voices,
    blocks.Dots: people.dots,
    blocks.CardList: people.card_list,
    blocks.Parts: technology.parts,
    blocks.PartsTogether: technology.together,
    blocks.Legend: technology.legend,
    result_blocks.RiskMatrix: lambda block, look: [risks.MatrixBox(block, look)],
    result_blocks.Risks: risks.risks,
    result_blocks.Statements: agreement.statements,
    result_blocks.NotAsked: agreement.not_asked,
    result_blocks.Decisions: decisions.decisions,
    result_blocks.Tasks: decisions.tasks,
    result_blocks.Questions: decisions.questions,
    result_blocks.Reply: lambda block, look: [decisions.ReplyBox(block)],
    result_blocks.Terms: closing.terms,
    result_blocks.Gaps: closing.gaps,
    result_blocks.Coverage: closing.coverage,
    basic_blocks.Heading: basic.heading_box,
    basic_blocks.Bullets: basic.bullets,
    basic_blocks.Table: basic.table,
    basic_blocks.Asked: basic.asked,
    engineer_blocks.Flow: data_flow.flow,
    engineer_blocks.PartsTable: engineers.parts,
    engineer_blocks.Strips: engineers.strips,
    engineer_blocks.InfluenceGrid: engineers.grid,
    takeaway_blocks.Raised: takeaway.raised,
    takeaway_blocks.WriteHere: takeaway.write_here,
    form_blocks.CodeBox: forms.code_box,
    form_blocks.Blanks: forms.blanks,
    form_blocks.WriteLines: forms.write_lines,
    form_blocks.Scale: forms.scale,
    form_blocks.Ticks: forms.ticks,
    form_blocks.EmptyTable: forms.empty_table,
    maker_blocks.Weighed: decision_makers.weighed,
    maker_blocks.Halves: decision_makers.halves,
    absent_blocks.Letter: absent.letter,
    absent_blocks.TearOff: absent.tear_off,
    sheet_blocks.Briefs: one_sheet.briefs,
    sheet_blocks.NextSteps: one_sheet.next_steps,
    sheet_blocks.Call: one_sheet.call,
    sheet_blocks.CityPicture: one_sheet.city,
    sheet_blocks.Matters: one_sheet.matters,
}
_LARGE: dict[type[blocks.Block], Callable[[Any, Look], list[Flowable]]] = {
    blocks.Cover: large_front.cover,
    blocks.MapPage: large_front.zone_pages,
    blocks.Voices: large_front.voices,
    blocks.Dots: large_front.dots,
    blocks.CardList: large_front.card_list,
    blocks.Legend: large_front.legend,
    blocks.Paragraph: large_kit.paragraph,
    blocks.Parts: large_body.parts,
    result_blocks.RiskMatrix: large_body.matrix,
    result_blocks.Risks: large_body.risks,
    result_blocks.Statements: large_body.statements,
    result_blocks.NotAsked: large_body.not_asked,
    result_blocks.Decisions: large_body.decisions,
    result_blocks.Tasks: large_body.tasks,
    result_blocks.Questions: large_body.questions,
    result_blocks.Reply: large_body.reply,
    result_blocks.Terms: large_body.terms,
    result_blocks.Gaps: large_body.gaps,
    result_blocks.Coverage: large_body.coverage,
    basic_blocks.Heading: basic.large_heading,
    basic_blocks.Bullets: basic.large_bullets,
    basic_blocks.Table: basic.large_table,
    basic_blocks.Asked: basic.large_asked,
    takeaway_blocks.Raised: takeaway.large_raised,
    takeaway_blocks.WriteHere: takeaway.large_write_here,
    form_blocks.CodeBox: forms.code_box,
    form_blocks.Blanks: forms.blanks,
    form_blocks.WriteLines: forms.write_lines,
    form_blocks.Scale: forms.scale,
    form_blocks.Ticks: forms.ticks,
    form_blocks.EmptyTable: forms.empty_table,
    maker_blocks.Weighed: decision_makers.large_weighed,
    maker_blocks.Halves: decision_makers.large_halves,
    absent_blocks.Letter: absent.large_letter,
    absent_blocks.TearOff: absent.large_tear_off,
}
_TITLE_SIZES, _COMPACT_TITLES = (24, 23, 22, 21), (16,)
_TWO_LINES, _MOST_LINES = 128.0, 2
_TIGHT = (1.0, 0.75, 0.5, 0.3, 0.1)
_HOPELESS = 1.4
_EDITION = 50.0
"""What the name of the edition takes of the head of the map's page, in mm."""
_MAP_TOP = 12.5


def drawn() -> frozenset[type[blocks.Block]]:
    """Return the types of blocks that can be drawn."""
    return frozenset(_DRAWERS) | frozenset(_LARGE)


def boxes(section: blocks.Section, look: Look) -> Iterator[Flowable]:
    """Yield the boxes of a section, its title first."""
    yield title(section, look)
    for block in _joined(section.blocks) if look.compact else section.blocks:
        if isinstance(block, blocks.Paragraph):
            yield paragraph(block, look)
        else:
            yield from _DRAWERS[type(block)](block, look)


def _joined(found: Sequence[blocks.Block]) -> Iterator[blocks.Block]:
    """Yield blocks, lists of one kind that follow each other as one, since these share columns."""
    for kind, group in groupby(found, key=type):
        same = list(group)
        if kind is result_blocks.Statements:
            yield result_blocks.Statements("", tuple(row for one in same for row in one.rows))  # type: ignore[attr-defined]
        elif kind is blocks.Parts:
            yield blocks.PartsTogether(tuple(same))  # type: ignore[arg-type]
        else:
            yield from same


def fitted(section: blocks.Section, look: Look) -> list[Flowable]:
    """Return the boxes of a section, its rows as much closer as it takes to fit one page, if that is possible.

    Those of a compact edition follow each other over pages as they come.
    """
    if look.compact:
        return list(boxes(section, look))
    for tight in (tight for tight in _TIGHT if tight <= look.tight):
        made = list(boxes(section, replace(look, tight=tight)))
        if height(made) <= look.page_height:
            return made
        if height(made) > look.page_height * _HOPELESS:
            break
    return list(boxes(section, look))


def height(made: list[Flowable]) -> float:
    """Return the height that boxes take below each other on a page of their own, in mm."""
    placed = [box for box in made if isinstance(box, Box)]
    return sum(box.h + (float(box.spaceBefore) / MM if number else 0.0) for number, box in enumerate(placed))


def least(made: list[Flowable]) -> float:
    """Return what the first of some boxes takes at least, with those it must not be parted from, in mm."""
    taken = 0.0
    for box in made:
        if isinstance(box, Box):
            taken += float(box.spaceBefore) / MM + _least_of(box)
        if not getattr(box, "keepWithNext", False):
            break
    return taken


def _least_of(box: Box) -> float:
    if isinstance(box, Rows):
        return _kept(box)
    return min(box.h, float(getattr(box, "least", box.h)))


def _kept(box: Rows) -> float:
    left = sum(box.heights[box.keep if box.heading or box.head else 1 :])
    return box.h - left + (CONTINUES if left else 0.0)


def large(section: blocks.Section, look: Look) -> Iterator[Flowable]:
    """Yield the boxes of a section in large print; the cover brings its own title."""
    if not any(isinstance(block, blocks.Cover) for block in section.blocks):
        yield large_kit.title(section, look)
    for block in section.blocks:
        yield from _large(block, look)


def _large(block: blocks.Block, look: Look) -> Iterator[Flowable]:
    """Yield a block in large print; one that tells itself in simple blocks is told."""
    if isinstance(block, TELLING) and type(block) not in _LARGE:
        for told in block.told():
            yield from _large(told, look)
    else:
        yield from _LARGE[type(block)](block, look)


def title(section: blocks.Section, look: Look) -> Box:
    """Return the bar, the title, shrunk until it fits one line, and the sentence under it."""
    made = para(section.title, _TWO_LINES, Size(28, 33), bold=True)
    if len(made.lines) > _MOST_LINES:
        made = para(section.title, TEXT_WIDTH, Size(28, 33), bold=True)
    for size in () if section.alone else _COMPACT_TITLES if look.compact else _TITLE_SIZES:
        made = para(section.title, TEXT_WIDTH, Size(size, size * 1.17), bold=True)
        if len(made.lines) == 1:
            break

    above, below = (2.6, 0.6) if look.compact else (4.0, 1.2)

    def draw(pen: Pen, y: float) -> None:
        pen.rect(0, y, 22, 1.1, fill=BRAND)
        pen.tags.bookmark(section.title, 1, pen.y(y))
        with pen.tags.element("H1"):
            pen.para(made, 0, y + above)

    parts: list[Part] = [Piece(above + made.h + below, draw)]
    if section.lead:
        parts.append(Prose(para(section.lead, 150, look.type.lead, colour=INK2)))
    parts.append(Piece(1.4 if look.compact else 3.8, lambda pen, y: None))
    box = Stack(parts, before=4.0 if look.compact else 6.0)
    box.keepWithNext = True
    return box


def paragraph(block: blocks.Paragraph, look: Look) -> Flowable:
    """Return running text."""
    size = {"note": Size(9.5, 13), "lead": look.type.lead}.get(block.role, look.type.body)
    return Rows([Prose(para(block.content, TEXT_WIDTH, size))], look=look, before=1.5, keep=1)


class MapBox(Box):
    """The page of the map: title, drawing and legend."""

    def __init__(self, block: blocks.MapPage, name: str, look: Look, w: float, h: float) -> None:
        self.block, self.name, self.look = block, name, look
        super().__init__(h, w)

    def paint(self, pen: Pen) -> None:
        """Draw the page."""
        pen.rect(0, 0, 16, 1.1, fill=BRAND)
        pen.tags.bookmark(self.name, 1, pen.top)
        with pen.tags.element("H1"):
            at = pen.text(0, 9.2, self.name, Style(18, "#1E2321", True))
        room = self.w - at - 6 - _EDITION
        intro = para(self.block.intro, room, Size(9, 11), colour=INK2, max_lines=2)
        with pen.tags.element("P"):
            pen.para(intro, at + 5, 9.2 - intro.first_baseline - (len(intro.lines) - 1) * 11 / MM)
        drawing, legend = city_page.arranged(self.block, self.w, self.h - _MAP_TOP - 2.5)
        height = self.h - _MAP_TOP - 2.5 - legend.h
        city_page.draw_page(pen, self.block, drawing, (0, _MAP_TOP, self.w, height))
        legend.draw(pen, 0, _MAP_TOP + height + 1.2)
