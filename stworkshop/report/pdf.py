"""The summary as a PDF: pages by reportlab's templates, tags by our own tree, one call to get bytes or a file."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import CondPageBreak, Flowable, Frame, NextPageTemplate, PageBreak
from reportlab.platypus.doctemplate import BaseDocTemplate, PageTemplate

from stworkshop.i18n import gettext as _
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.report.content import blocks
from stworkshop.report.content.gathering import gathered
from stworkshop.report.content.outline import build, shortened
from stworkshop.report.look import pages, zone_key
from stworkshop.report.look.cover import CompactCover, CoverBox
from stworkshop.report.look.flow import SectionStart
from stworkshop.report.look.header_footer import Furniture
from stworkshop.report.look.style import COMPACT, LARGE, NORMAL, PAPERS, TEXT_WIDTH, Look, large_paper
from stworkshop.report.typesetting import fonts, structure
from stworkshop.report.typesetting.grayscale import only_black
from stworkshop.report.typesetting.paragraphs import MM
from stworkshop.report.typesetting.tagging import Tagger
from stworkshop.report.words import day, is_rtl_language
from stworkshop.system.whole_files import write_whole

_MAP_MARGIN = 10.0
_START = 42.0
"""What a section that begins below another needs under its title at least, in mm."""
_COMPACT_START = 26.0
_LONG = ("participants",)
"""Editions of many pages, which are set closer."""
_COMPACT_ROWS = 0.6
_HARDLY = 0.2
_CLOSER = (0.75, 0.5)
_CLOSEST = (0.3,)


def write_summary(
    board: Board,
    catalogue: Catalogue,
    path: Path,
    *,
    edition: str = "participants",
    part: str = "",
    paper: str = "A4",
    large_print: bool = False,
    short: bool = False,
    grey: bool = False,
    printed: datetime.date | None = None,
) -> None:
    """Write the summary to a file, whole or not at all; options as for `summary_bytes`; raises KnownError."""
    options = {
        "edition": edition,
        "part": part,
        "paper": paper,
        "large_print": large_print,
        "short": short,
        "grey": grey,
    }
    write_whole(path, summary_bytes(board, catalogue, printed=printed, **options))  # type: ignore[arg-type]


def summary_bytes(
    board: Board,
    catalogue: Catalogue,
    *,
    edition: str = "participants",
    part: str = "",
    paper: str = "A4",
    large_print: bool = False,
    short: bool = False,
    grey: bool = False,
    printed: datetime.date | None = None,
) -> bytes:
    """Return an edition of the summary, or a draft, as a tagged PDF; raises KnownError where it cannot be printed yet.

    `paper` is A4 or Letter; `short` is the cover and the decisions only; `grey` is without colour; `printed` is today
    where it is left out. The same board, options and day of printing give the same bytes.
    """
    outline = build(board, catalogue, edition, part)
    if short:
        outline = shortened(outline)
    with only_black(grey):
        return outline_bytes(outline, paper=paper, large_print=large_print, printed=printed)


def outline_bytes(
    outline: blocks.Outline, *, paper: str = "A4", large_print: bool = False, printed: datetime.date | None = None
) -> bytes:
    """Return what an outline says as a tagged PDF; options as for `summary_bytes`."""
    outline = gathered(outline)
    look = _look(outline, paper, large_print, printed or datetime.date.today())
    look, first = _placed(outline, look)
    ends = first.template.ends if _is_handed_out_apart(outline) else None
    return _Document(outline, look, total=first.page_count(), ends=ends).finished()


def _placed(outline: blocks.Outline, look: Look) -> tuple[Look, _Document]:
    """Return the first pass; rows stand closer where that saves a last page with hardly anything on it."""
    usual = _Document(outline, look, total=0)
    if look.compact or (usual.page_count() > 1 and usual.template.used < _HARDLY):
        for tight in _CLOSEST if look.compact else _CLOSER:
            closer = replace(look, tight=tight)
            made = _Document(outline, closer, total=0)
            if made.page_count() < usual.page_count():
                return closer, made
    return look, usual


def _is_handed_out_apart(outline: blocks.Outline) -> bool:
    """Tell whether each section goes to somebody else, who counts no pages but their own."""
    return len(outline.sections) > 1 and all(section.alone for section in outline.sections)


def _look(outline: blocks.Outline, paper: str, large: bool, printed: datetime.date) -> Look:
    first = outline.sections[0].blocks[0] if outline.sections else None
    compact = outline.edition in _LONG and not large and not (isinstance(first, blocks.Cover) and first.is_alone)
    name = _("{edition}, large print").format(edition=outline.edition_title) if large else outline.edition_title
    return Look(
        paper=large_paper(PAPERS[paper]) if large else PAPERS[paper],
        type=LARGE if large else COMPACT if compact else NORMAL,
        large=large,
        rtl=is_rtl_language(outline.language),
        title=outline.title,
        edition=name,
        printed=_("Printed {day}").format(day=day(printed)),
        foot=outline.foot,
        draft=outline.draft,
        tight=_COMPACT_ROWS if compact else 1.0,
        compact=compact,
    )


def _without_key(section: blocks.Section) -> blocks.Section:
    """Return a section for large print, where the zones of the map are lists with all words themselves."""
    if not isinstance(section.blocks[0], blocks.LinkedKey):
        return section
    return replace(section, title=_("Words explained"), blocks=section.blocks[1:])


class TaggedCanvas(Canvas):  # type: ignore[misc]
    """A canvas whose pages end their marks; `tags` is the document's tagger."""

    def __init__(self, *args: Any, tags: Tagger, rtl: bool, **options: Any) -> None:
        font = {"initialFontName": fonts.BASE_FONT, "initialFontSize": 10, "initialLeading": 12}
        super().__init__(*args, **{**options, **font, "pageCompression": 1, "invariant": 1})
        self.tags, self.rtl = tags, rtl

    def showPage(self) -> None:
        """End the page."""
        self.tags.next_page(self)
        super().showPage()


class _Template(BaseDocTemplate):  # type: ignore[misc]
    """Page templates for cover, text and map.

    `section_page` is where the current section began; `ends` is, by the first page of a section, its last one; `used`
    is which share of the last page has something on it.
    """

    section_page = 0

    def __init__(self, buffer: io.BytesIO, look: Look, total: int, first: str, ends: Mapping[int, int] | None) -> None:
        super().__init__(buffer, initialFontName=fonts.BASE_FONT, pagesize=(look.paper.w * MM, look.paper.h * MM))
        self.ends: dict[int, int] = {}
        self.used = 1.0
        furniture = Furniture(look, total, ends)
        paper = look.paper
        text = (paper.margin, paper.h - paper.last, TEXT_WIDTH, look.page_height)
        upright, across = (paper.w, paper.h), (paper.h, paper.w)
        templates = [
            _page("cover", upright, text, furniture.cover),
            _page("text", upright, text, furniture.text),
            _page("map", across, (_MAP_MARGIN, 11.2, paper.h - 20, paper.w - 21.2), furniture.map),
        ]
        self.addPageTemplates(sorted(templates, key=lambda template: template.id != first))

    def afterPage(self) -> None:
        """Note that the section came as far as this page, and how much of the page is used."""
        self.ends[self.section_page] = self.page
        left = (self.frame._y - self.frame._y1p) / self.frame._height
        self.used = 1.0 - float(left)


def _page(
    name: str, size: tuple[float, float], frame: tuple[float, float, float, float], furniture: Any
) -> PageTemplate:
    x, y, w, h = (value * MM for value in frame)
    area = Frame(x, y, w, h + 0.5, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0, id=name)
    return PageTemplate(id=name, frames=[area], onPageEnd=furniture, pagesize=(size[0] * MM, size[1] * MM))


class _Document:
    """One pass over the outline; the first pass counts the pages that the second one prints.

    With `ends`, the last page of each section by its first one, sections count their own pages.
    """

    def __init__(self, outline: blocks.Outline, look: Look, total: int, ends: Mapping[int, int] | None = None) -> None:
        fonts.base()
        self.outline, self.look = outline, look
        self.tags = Tagger()
        self.buffer = io.BytesIO()
        first = outline.sections[0] if outline.sections else None
        starts = "cover" if first and any(isinstance(b, blocks.Cover) for b in first.blocks) else "text"
        self.template = _Template(self.buffer, look, total, starts, ends)
        self.template.build(list(self._story()), canvasmaker=partial(TaggedCanvas, tags=self.tags, rtl=look.rtl))

    def page_count(self) -> int:
        """Return the number of pages."""
        return int(self.template.page)

    def finished(self) -> bytes:
        """Return the tagged document."""
        return structure.finish(
            self.buffer.getvalue(),
            self.tags,
            title=f"{self.look.edition}: {self.outline.title}",
            language=self.outline.language.replace("_", "-"),
            subject=self.outline.edition_title,
            rtl=self.look.rtl,
        )

    def _story(self) -> Iterator[Flowable]:
        sections = list(self.outline.sections)
        if self.look.large:
            sections = [_without_key(section) for section in sections]
        made = [list(self._boxes(section)) for section in sections]
        for number, section in enumerate(sections):
            yield SectionStart()
            yield from made[number]
            if number + 1 == len(sections):
                return
            following = sections[number + 1]
            across = following.landscape and not self.look.large
            overleaf = following.overleaf and not self.look.large
            is_cover = isinstance(section.blocks[0], blocks.Cover) and not self.look.compact
            alone = following.alone or overleaf or is_cover
            yield NextPageTemplate("map" if across else "text")
            if alone or across or (section.landscape and not self.look.large):
                yield PageBreak()
                continue
            first = made[number + 1][0]
            needs = max(first.h + (_COMPACT_START if self.look.compact else _START), pages.least(made[number + 1]))
            first.keepWithNext = False
            yield CondPageBreak(needs * MM)

    def _boxes(self, section: blocks.Section) -> Iterator[Flowable]:
        block = section.blocks[0]
        if self.look.large:
            yield from pages.large(section, self.look)
        elif isinstance(block, blocks.Cover):
            yield from self._cover(block)
        elif isinstance(block, blocks.MapPage):
            paper = self.look.paper
            yield pages.MapBox(block, section.title, self.look, paper.h - 20, paper.w - 21.2)
        elif isinstance(block, blocks.LinkedKey):
            yield from self._key(section)
        else:
            yield from pages.fitted(section, self.look)

    def _key(self, section: blocks.Section) -> Iterator[Flowable]:
        if section.landscape:
            yield from zone_key.pages(section.blocks, section.title, self.look.paper.h - 20, self.look.paper.w - 21.2)
            return
        yield pages.title(section, self.look)
        if not zone_key.is_tall(section.blocks, self.look):
            yield zone_key.UprightKey(section.blocks, self.look)
            return
        yield from zone_key.one_column(section.blocks, self.look)
        if section.blocks[1:]:
            yield from pages.boxes(replace(section, title=_("Words explained"), blocks=section.blocks[1:]), self.look)

    def _cover(self, block: blocks.Cover) -> Iterator[Flowable]:
        cover = CompactCover(block, self.look) if self.look.compact else CoverBox(block, self.look)
        yield cover
        if cover.cut:
            whole = tuple(blocks.Paragraph(blocks.text(words)) for words in cover.cut)
            if not self.look.compact:
                yield NextPageTemplate("text")
                yield PageBreak()
            yield from pages.boxes(blocks.Section("full", _("In full words"), whole), self.look)
