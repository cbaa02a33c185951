"""The look of the pages: paper, colours, type sizes, and how the tones of a text are set; mm, type in points."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType

from stworkshop.graphics import design_tokens
from stworkshop.report.content.blocks import Span, Text
from stworkshop.report.typesetting.paragraphs import Para
from stworkshop.report.typesetting.shaping import Run, Style

_UI = design_tokens.theme("light").ui
INK, INK2, INK3 = _UI["text"], _UI["text_2"], _UI["text_3"]
BRAND, HAIR, DANGER, DANGER_SOFT = _UI["brand"], _UI["border_strong"], _UI["danger"], _UI["danger_soft"]
WHITE, BLACK, MID_GREY, QUIET_LINE = "#FFFFFF", "#000000", "#8A928D", "#47504B"
TEXT_WIDTH = 174.0


@dataclass(frozen=True)
class Paper:
    """A sheet: its size, where text begins and ends and where the foot rule lies."""

    name: str
    w: float
    h: float
    margin: float
    last: float
    foot_rule: float
    top: float = 16.0


PAPERS = MappingProxyType(
    {
        "A4": Paper("A4", 210.0, 297.0, 18.0, 280.0, 282.5),
        "Letter": Paper("Letter", 215.9, 279.4, 20.95, 262.0, 264.9),
    }
)


def large_paper(paper: Paper) -> Paper:
    """Return the same sheet with the text area of large print."""
    return replace(paper, top=18.0, last=paper.h - 22.0, foot_rule=paper.h - 19.0)


@dataclass(frozen=True)
class Size:
    """A type size with its line height."""

    size: float
    leading: float


@dataclass(frozen=True)
class Type:
    """The type sizes of an edition."""

    title: Size
    heading: Size
    subheading: Size
    lead: Size
    body: Size
    strong: Size
    table: Size
    note: Size
    small: Size
    foot: Size
    quote: Size


NORMAL = Type(
    title=Size(24, 28), heading=Size(13, 16.6), subheading=Size(11, 14.1), lead=Size(11.5, 16.5), body=Size(10.5, 15),
    strong=Size(11.5, 14.6), table=Size(10, 13.4), note=Size(9, 12.3), small=Size(8.5, 11.5), foot=Size(8.5, 11),
    quote=Size(12, 15.5),
)  # fmt: skip
COMPACT = Type(
    title=Size(20, 24), heading=Size(12, 15), subheading=Size(10.5, 13), lead=Size(10, 13.2), body=Size(9.5, 12.4),
    strong=Size(10, 12.6), table=Size(9.5, 12.1), note=Size(9, 11.4), small=Size(8.5, 10.6), foot=Size(8.5, 11),
    quote=Size(10.5, 13),
)  # fmt: skip
"""For long editions, where pages full of text are read rather than leafed through."""
_COMPACT, _COMPACT_LEADING, _LEAST_LEADING = 0.9, 0.83, 10.4
LARGE = Type(
    title=Size(28, 33), heading=Size(20, 24), subheading=Size(20, 24), lead=Size(18, 22.5), body=Size(18, 22.5),
    strong=Size(19, 23.5), table=Size(18, 22.5), note=Size(16, 20), small=Size(16, 20), foot=Size(14, 18),
    quote=Size(18, 22.5),
)  # fmt: skip


@dataclass(frozen=True)
class Look:
    """How one document looks: its paper, its type, its direction, and words that the pages themselves need.

    `tight` below 1 makes the rows of a section closer, so that it fits its page. A `compact` edition has many pages to
    be read one after the other: sections follow each other, in smaller type.
    """

    paper: Paper
    type: Type
    large: bool
    rtl: bool
    title: str
    edition: str
    printed: str
    foot: str
    draft: str
    tight: float = 1.0
    compact: bool = False

    def fit(self, size: Size) -> Size:
        """Return a type size, a little smaller in a compact edition, or where a section would not fit its page."""
        step = 1.0 if self.tight > 0.4 else 0.95 if self.tight > 0.15 else 0.9
        leading = step
        if self.compact:
            step, leading = min(step, _COMPACT), min(step, _COMPACT_LEADING)
        return Size(max(8.5, size.size * step), max(_LEAST_LEADING, size.leading * leading)) if step < 1 else size

    @property
    def least_columns(self) -> float:
        """So much of columns stands together at least where a page ends, in mm."""
        return 24.0 if self.compact else 40.0

    @property
    def page_height(self) -> float:
        """Height of the text area in mm."""
        return self.paper.last - self.paper.top


def runs(text: Text | str, size: float, *, colour: str = INK, bold: bool = False, quiet: str = INK2) -> tuple[Run, ...]:
    """Return a text as runs: its tones become weight, slant and colour."""
    spans = (Span(text),) if isinstance(text, str) else text
    return tuple(Run(span.text, _style(span, size, colour, bold, quiet)) for span in spans)


def _style(span: Span, size: float, colour: str, bold: bool, quiet: str) -> Style:
    return {
        "plain": Style(size, colour, bold),
        "strong": Style(size, colour, True),
        "quiet": Style(size, quiet, bold),
        "brand": Style(size, BRAND, True),
        "quote": Style(size, colour, bold, True),
        "missing": Style(size, DANGER, True),
    }[span.tone]


def para(
    text: Text | str, w: float, size: Size, *, colour: str = INK, bold: bool = False, quiet: str = INK2,
    max_lines: int | None = None, anchor: str = "left",
) -> Para:  # fmt: skip
    """Return a text as a paragraph of width `w` mm."""
    set_runs = runs(text, size.size, colour=colour, bold=bold, quiet=quiet)
    return Para(set_runs, w, size.leading, max_lines=max_lines, anchor=anchor)
