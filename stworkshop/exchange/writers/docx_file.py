"""What an edition or a draft says as a document for an office program: real headings, lists, tables and page numbers.

Drawn from the same outline as the printed pages; the map is a picture with its words, charts stand as their figures.
"""

from __future__ import annotations

import datetime
import io
import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph as Line

from stworkshop import i18n
from stworkshop.exchange.writers.packing import made_on
from stworkshop.graphics.text_measure import ELLIPSIS
from stworkshop.i18n import gettext as _
from stworkshop.report.content import basic_blocks as basic
from stworkshop.report.content import simple_blocks
from stworkshop.report.content.blocks import Block, Cover, Outline, Paragraph, Section, Span, Text, plain
from stworkshop.report.look.style import BRAND, DANGER, INK2
from stworkshop.report.words import day, is_rtl_language

_PAPERS = {"A4": (210.0, 297.0), "Letter": (215.9, 279.4)}
_MARGIN, _TEXT = 20.0, 170.0
_FONT = "Arial"
_LRM = "\N{LEFT-TO-RIGHT MARK}"
_BRITISH = "en-GB"
_HEAD = 90
_FIELDS = {"{n}": "PAGE", "{all}": "NUMPAGES"}
_TABLE_END = "shd tblLayout tblCellMar tblLook tblCaption tblDescription tblPrChange"
_RUN_END = "highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath"
_AFTER = {
    "bidiVisual": f"tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd tblBorders {_TABLE_END}",
    "tblBorders": _TABLE_END,
    "tblCaption": "tblDescription tblPrChange",
    "szCs": _RUN_END,
    "rtl": "cs em lang eastAsianLayout specVanish oMath",
    "lang": "eastAsianLayout specVanish oMath",
    "bidi": "adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection"
    " textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
}
"""What the schema puts after a property: office programs may refuse a document where the order is another."""
_LETTER, _PADDING, _LONG_WORD = 0.27, 4.5, 13
"""The width of a bold letter in mm per point of its size, and what a cell has at its sides."""
_ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "middle": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}


def document_bytes(
    outline: Outline,
    *,
    map_png: bytes = b"",
    paper: str = "A4",
    large_print: bool = False,
    printed: datetime.date | None = None,
) -> bytes:
    """Return the document (DOCX); `map_png` is the picture of the map, `printed` the day, today where it is None."""
    maker = _Maker(outline, map_png, paper, 18.0 if large_print else 11.0)
    made = printed or datetime.date.today()
    maker.furniture(made)
    for number, section in enumerate(outline.sections):
        maker.section(section, first=number == 0)
    out = io.BytesIO()
    maker.document.save(out)
    return made_on(made, out.getvalue())


class _Maker:
    """A document in the making."""

    def __init__(self, outline: Outline, map_png: bytes, paper: str, size: float) -> None:
        self.outline, self.map_png, self.size = outline, map_png, size
        self.rtl = is_rtl_language(outline.language)
        self.document: DocumentObject = Document()
        w, h = _PAPERS.get(paper, _PAPERS["A4"])
        page = self.document.sections[0]
        page.page_width, page.page_height = Mm(w), Mm(h)
        for side in ("left", "right", "top", "bottom"):
            setattr(page, f"{side}_margin", Mm(_MARGIN if side in ("left", "right") else 18))
        self._styles()
        facts = self.document.core_properties
        facts.title, facts.subject = _clean(outline.title)[:250], _clean(outline.edition_title)[:250]
        facts.author = facts.last_modified_by = "STWorkshop"
        facts.language, facts.comments = outline.language.replace("_", "-"), ""

    # --- how it looks

    def _styles(self) -> None:
        sizes = {"Normal": 1.0, "Title": 2.1, "Heading 1": 1.7, "Heading 2": 1.25, "Heading 3": 1.1, "Heading 4": 1.0}
        for name, factor in sizes.items():
            style = self.document.styles[name]
            font = style.font
            font.name, font.size = _FONT, Pt(round(self.size * factor))
            properties = style.element.get_or_add_rPr()
            fonts = properties.find(qn("w:rFonts"))
            for slot in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
                fonts.set(qn(slot), _FONT)
            for slot in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
                fonts.attrib.pop(qn(slot), None)
            _sub(properties, "w:szCs", {"w:val": str(round(self.size * factor * 2))})
            if name != "Normal":
                font.italic = False
                font.bold, font.color.rgb = True, RGBColor.from_string(BRAND.lstrip("#"))
                style.paragraph_format.keep_with_next = True
        session = self.outline.language.replace("_", "-")
        language = {"w:val": _BRITISH if i18n.language() == "en" else i18n.language().replace("_", "-")}
        language = {**language, "w:bidi": session} if self.rtl else {"w:val": session}
        _sub(self.document.styles["Normal"].element.get_or_add_rPr(), "w:lang", language)
        self.document.styles["Normal"].paragraph_format.space_after = Pt(self.size * 0.5)

    def furniture(self, printed: datetime.date) -> None:
        """Write head and foot of all pages."""
        page = self.document.sections[0]
        head = page.header.paragraphs[0]
        title = (
            self.outline.title if len(self.outline.title) <= _HEAD else self.outline.title[:_HEAD].rstrip() + ELLIPSIS
        )
        self._runs(head, (Span(f"{title}  ·  ", "quiet"), Span(self.outline.edition_title, "brand")), 0.8)
        foot = page.footer.paragraphs[0]
        made = _("Made {day}").format(day=day(printed))
        said = [Span(f"{self.outline.draft}  ·  ", "missing")] if self.outline.draft else []
        rest = "  ·  ".join(part for part in (made, self.outline.foot) if part)
        self._runs(foot, (*said, Span(f"{rest}  ·  ", "quiet")), 0.8)
        for part in re.split(r"(\{n\}|\{all\})", _("Page {n} of {all}")):
            if part in _FIELDS:
                _field(foot, _FIELDS[part], Pt(self.size * 0.8))
            elif part:
                self._runs(foot, (Span(part, "quiet"),), 0.8)
        if self.rtl:
            foot.add_run(_LRM)  # the last number stays beside its words
        self._directed(head)
        self._directed(foot)

    # --- what it says

    def section(self, section: Section, *, first: bool) -> None:
        """Write a section."""
        blocks = list(simple_blocks.simplified(section))
        self.pictured = bool(self.map_png) and simple_blocks.has_map(self.outline)
        picture = any(isinstance(block, simple_blocks.MapFigure) for block in blocks) and self.pictured
        if picture:
            self._turn(across=True)
        cover = any(isinstance(block, Cover) for block in section.blocks) or self.outline.edition.startswith("draft-")
        if first and not cover and not section.alone:
            self._line(self.outline.title, "Title")
        line = self._line(section.title, "Title" if first and cover else "Heading 1")
        line.paragraph_format.page_break_before = True if section.alone and not first else None
        self.levels = simple_blocks.Levels(1)
        if section.lead:
            self._paragraph(section.lead)
        for block in blocks:
            self._block(block)
        if picture:
            self._turn(across=False)

    def _turn(self, *, across: bool) -> None:
        page = self.document.add_section(WD_SECTION.NEW_PAGE)
        short, long = sorted((int(page.page_width or 0), int(page.page_height or 0)))
        page.orientation = WD_ORIENT.LANDSCAPE if across else WD_ORIENT.PORTRAIT
        page.page_width, page.page_height = (long, short) if across else (short, long)

    def _block(self, block: Block) -> None:
        if isinstance(block, Paragraph):
            self._paragraph(block.content, 0.85 if block.role == "note" else 1.0)
        elif isinstance(block, basic.Heading):
            self._line(block.content, f"Heading {self.levels.heading(block.level)}")
        elif isinstance(block, basic.Bullets):
            self._list(block)
        elif isinstance(block, basic.Table):
            self._table(block)
        elif isinstance(block, basic.Asked):
            self._asked(block)
        elif isinstance(block, simple_blocks.MapFigure):
            self._picture(block)
        else:
            raise TypeError(f"{type(block).__name__} is no simple block")

    def _line(self, words: str, style: str) -> Line:
        line = self.document.add_paragraph(self._said(words), style=style)
        self._directed(line)
        return line

    def _small(self, words: str) -> None:
        self._line(words, f"Heading {min(self.levels.small, 4)}")

    def _said(self, words: str) -> str:
        """Return words as a document holds them: marks at the ends of Latin ones stay there among Arabic ones."""
        words = _clean(words)
        latin = self.rtl and not any(_is_rtl(c) for c in words) and any(c.isalnum() for c in words)
        core = words.strip()
        if not latin or core.isalnum():
            return words
        before, after = words.split(core)[0], words[len(words.rstrip()) :]
        return f"{before}{_LRM}{core}{_LRM}{after}"

    def _paragraph(self, words: Text, factor: float = 1.0, style: str | None = None) -> Line:
        line = self.document.add_paragraph(style=style)
        self._runs(line, words, factor)
        self._directed(line)
        return line

    def _list(self, block: basic.Bullets) -> None:
        if not block.items:
            return
        if block.title:
            self._small(block.title)
        for item in block.items:
            self._paragraph(item, style="List Number" if block.numbered else "List Bullet")

    def _asked(self, block: basic.Asked) -> None:
        self._small(block.question)
        if block.hint:
            self._paragraph((Span(block.hint, "quiet"),), 0.85).paragraph_format.keep_with_next = True
        for said in block.answers:
            self._paragraph(said, style="List Bullet")
        for words in (block.missing, (Span(block.others, "quiet"),) if block.others else ()):
            if words:
                self._paragraph(words)

    def _table(self, block: basic.Table) -> None:
        if block.title:
            self._line(block.title, f"Heading {self.levels.heading(2)}")
        table = self.document.add_table(rows=1, cols=len(block.columns))
        _only_rules(table._tbl.tblPr)
        if block.title:
            _sub(table._tbl.tblPr, "w:tblCaption", {"w:val": _clean(block.title)})
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        table.autofit = False
        if self.rtl:
            _sub(table._tbl.tblPr, "w:bidiVisual", {})
        factor = 0.8 if block.dense else 0.9
        widths = _widths(block, self.size * factor)
        heads = tuple((Span(column.head, "strong"),) for column in block.columns)
        _sub(table.rows[0]._tr.get_or_add_trPr(), "w:tblHeader", {})
        self._row(table.rows[0], block, heads, factor)
        for words in block.rows:
            self._row(table.add_row(), block, words, factor)
        for number, column in enumerate(table.columns):
            column.width = Mm(widths[number])
            for cell in column.cells:
                cell.width = Mm(widths[number])
        if block.note:
            self._paragraph(block.note, 0.85)
        else:
            self.document.add_paragraph().paragraph_format.space_after = Pt(2)

    def _row(self, row: Any, block: basic.Table, cells: Iterable[Text], factor: float) -> None:
        _sub(row._tr.get_or_add_trPr(), "w:cantSplit", {})
        for number, (cell, column, words) in enumerate(zip(row.cells, block.columns, cells, strict=True)):
            if not number and block.strong and not block.dense:
                words = tuple(Span(one.text, "strong") if one.tone == "plain" else one for one in words)
            line = cell.paragraphs[0]
            line.alignment = _ALIGN[column.align] if column.align != "left" else None
            line.paragraph_format.space_after = Pt(1)
            self._runs(line, words, factor)
            self._directed(line)

    def _picture(self, block: simple_blocks.MapFigure) -> None:
        if not self.pictured:
            self._paragraph((Span(block.text_value),))
            return
        page = self.document.sections[-1]
        wide = int(page.page_width or 0) - int(page.left_margin or 0) - int(page.right_margin or 0)
        high = int(page.page_height or 0) - int(page.top_margin or 0) - int(page.bottom_margin or 0) - Mm(26)
        shape = self.document.add_picture(io.BytesIO(self.map_png))
        factor = min(wide / shape.width, high / shape.height)
        shape.width, shape.height = int(shape.width * factor), int(shape.height * factor)
        described = shape._inline.docPr
        described.set("descr", _clean(block.text_value))
        described.set("title", _clean(self.outline.title))

    # --- runs

    def _runs(self, line: Line, words: Text, factor: float = 1.0) -> None:
        for span in words:
            run = line.add_run(self._said(span.text))
            if factor != 1.0:
                run.font.size = Pt(round(self.size * factor * 2) / 2)
                _sub(run._r.get_or_add_rPr(), "w:szCs", {"w:val": str(round(self.size * factor * 2))})
            run.bold = True if span.tone in ("strong", "brand", "missing") else None
            run.italic = True if span.tone == "quote" else None
            colour = {"brand": BRAND, "missing": DANGER, "quiet": INK2}.get(span.tone)
            if colour:
                run.font.color.rgb = RGBColor.from_string(colour.lstrip("#"))
            if self.rtl and any(map(_is_rtl, span.text)):
                _sub(run._r.get_or_add_rPr(), "w:rtl", {})

    def _directed(self, line: Line) -> None:
        if self.rtl:
            _sub(line._p.get_or_add_pPr(), "w:bidi", {})


def _is_rtl(letter: str) -> bool:
    return unicodedata.bidirectional(letter) in ("R", "AL")


def _widths(block: basic.Table, size: float) -> list[float]:
    """Return the widths of the columns in mm: their shares, but none narrower than the longest word of its head.

    The first column has room for the words of its cells, too.
    """
    whole = sum(column.share for column in block.columns) or 1.0
    shares = [_TEXT * column.share / whole for column in block.columns]
    longest = [max(map(len, column.head.split()), default=0) for column in block.columns]
    firsts = (word for row in block.rows for word in plain(row[0]).split())
    longest[0] = max(longest[0], min(max(map(len, firsts), default=0), _LONG_WORD))
    least = [letters * size * _LETTER + _PADDING for letters in longest]
    short = sum(max(0.0, need - share) for need, share in zip(least, shares, strict=True))
    spare = [max(0.0, share - need) for need, share in zip(least, shares, strict=True)]
    taken = min(1.0, short / sum(spare)) if sum(spare) else 0.0
    found = [max(need, share) - rest * taken for need, share, rest in zip(least, shares, spare, strict=True)]
    return [_TEXT * width / sum(found) for width in found]


def _only_rules(properties: Any) -> None:
    """Give a table rules between its rows, and none between its columns."""
    borders = OxmlElement("w:tblBorders")
    for edge, width in (("top", 8), ("bottom", 8), ("insideH", 4)):
        _sub(borders, f"w:{edge}", {"w:val": "single", "w:sz": str(width), "w:color": INK2.lstrip("#")})
    _sub(properties, "w:tblBorders", {})
    properties.replace(properties.find(qn("w:tblBorders")), borders)


def _sub(parent: Any, tag: str, attributes: dict[str, str]) -> None:
    """Set a property in the place that the schema has for it, instead of the one of this name that may be there."""
    for old in parent.findall(qn(tag)):
        parent.remove(old)
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(name), value)
    later = {qn(f"w:{name}") for name in _AFTER.get(tag.removeprefix("w:"), "").split()}
    at = next((number for number, child in enumerate(parent) if child.tag in later), len(parent))
    parent.insert(at, element)


def _field(line: Line, name: str, size: Pt) -> None:
    """Put a field, such as the number of the page, which the office program fills in."""
    for kind, words in (("begin", ""), ("", name), ("separate", ""), ("text", "1"), ("end", "")):
        run = line.add_run()
        run.font.size = size
        run.font.color.rgb = RGBColor.from_string(INK2.lstrip("#"))
        if kind == "text":
            run.add_text(words)
        elif words:
            instruction = OxmlElement("w:instrText")
            instruction.set(qn("xml:space"), "preserve")
            instruction.text = f" {words} "
            run._r.append(instruction)
        else:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)


def _clean(words: str) -> str:
    """Return words without what XML cannot hold."""
    return "".join(
        c for c in words if c in "\n\t" or (c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff")
    )
