"""Boxes on the page: what reportlab's page templates place, measured when made, painted by a pen, tagged as drawn."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from reportlab.platypus import Flowable
from reportlab.platypus.doctemplate import ActionFlowable, BaseDocTemplate

from stworkshop.i18n import gettext as _
from stworkshop.report.look.style import HAIR, INK, INK2, INK3, TEXT_WIDTH, Look, Size, para
from stworkshop.report.typesetting.paragraphs import MM, Para
from stworkshop.report.typesetting.pdf_canvas import Pen
from stworkshop.report.typesetting.shaping import Style
from stworkshop.report.typesetting.tagging import Elem, Tagger

_NEAR = 0.01
CONTINUES = 4.2
"""What the word at the foot of a part takes, in mm."""
_LINES_TOGETHER = 3


class Box(Flowable, ABC):  # type: ignore[misc]
    """Something of a fixed width and height (mm) that paints itself with a pen at its top left corner."""

    def __init__(self, h: float, w: float = TEXT_WIDTH, before: float = 0.0) -> None:
        super().__init__()
        self.w, self.h = w, h
        self.spaceBefore = before * MM

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Return width and height in points; what is higher than the room by a hair fits it."""
        height = self.h * MM
        return self.w * MM, min(height, available_height) if height - available_height <= _NEAR * MM else height

    def drawOn(self, canvas: Any, x: float, y: float, _sW: float = 0) -> None:
        """Paint at the place that the frame chose; (x, y) is the lower left corner in points."""
        self.paint(Pen(canvas, canvas.tags, x, y + self.h * MM, self.w, canvas.rtl))

    @abstractmethod
    def paint(self, pen: Pen) -> None:
        """Draw the box."""


class Part(Protocol):
    """A piece of a column of parts: its height, how it is drawn with its top at y, and in two where it must be."""

    @property
    def h(self) -> float: ...

    def draw(self, pen: Pen, y: float) -> None: ...

    def split(self, height: float) -> tuple[Part, Part] | None: ...


@dataclass
class Piece:
    """A part of fixed height drawn by a function."""

    h: float
    drawer: Callable[[Pen, float], object]

    def draw(self, pen: Pen, y: float) -> None:
        """Draw it."""
        self.drawer(pen, y)

    def split(self, height: float) -> tuple[Part, Part] | None:
        """A piece is never cut."""
        return None


@dataclass
class Cell:
    """Paragraphs in a column `x` mm from the left: each with the gap before it, and its indent; `tag` as what."""

    x: float
    items: list[tuple[float, float, Para]] = field(default_factory=list)
    tag: str = ""
    attributes: dict[str, Any] = field(default_factory=dict)

    def add(self, item: Para, gap: float = 0.0, indent: float = 0.0) -> Cell:
        """Add a paragraph below."""
        self.items.append((gap if self.items else 0.0, indent, item))
        return self

    @property
    def h(self) -> float:
        """Height in mm."""
        return sum(gap + item.h for gap, _indent, item in self.items)

    def draw(self, pen: Pen, y: float) -> None:
        """Draw the paragraphs with the top of the first at y."""
        with pen.tags.element(self.tag, **self.attributes) if self.tag else nullcontext():
            for gap, indent, item in self.items:
                y = pen.para(item, self.x + indent, y + gap)

    def tops(self) -> list[float]:
        """Return the distance of each paragraph's top from that of the cell."""
        tops, y = [], 0.0
        for gap, _indent, item in self.items:
            tops.append(y + gap)
            y += gap + item.h
        return tops

    def split(self, height: float) -> tuple[Cell, Cell]:
        """Return what fits into `height`, and the rest."""
        first, rest = Cell(self.x, [], self.tag, self.attributes), Cell(self.x, [], self.tag, self.attributes)
        y = 0.0
        for gap, indent, item in self.items:
            if not rest.items and y + gap + item.h <= height + _NEAR:
                first.items.append((gap, indent, item))
                y += gap + item.h
                continue
            parts = item.split(height - y - gap) if not rest.items else None
            if parts is not None:
                first.items.append((gap, indent, parts[0]))
                rest.items.append((0.0, indent, parts[1]))
            else:
                rest.items.append((gap if rest.items else 0.0, indent, item))
            y = height
        return first, rest


Mark = Callable[[Pen, float], object]
Rule = tuple[float, float, float, str]
"""A horizontal rule: from, to (mm), width (points), colour."""


@dataclass
class Row:
    """Cells side by side, with padding, and a rule below or above.

    Marks are drawn from the top of the cells, `marks` before and `after` after them; `before` from the top of the row
    and outside its element.
    """

    cells: list[Cell]
    marks: list[Mark] = field(default_factory=list)
    top: float = 1.6
    bottom: float = 1.3
    least: float = 0.0
    tag: str = "TR"
    rule: Rule | None = None
    rule_above: Rule | None = None
    before: list[Mark] = field(default_factory=list)
    after: list[Mark] = field(default_factory=list)

    @property
    def h(self) -> float:
        """Height in mm."""
        return self.top + max([self.least, *(cell.h for cell in self.cells)]) + self.bottom

    def draw(self, pen: Pen, y: float) -> None:
        """Draw grounds and rules, then marks and cells, as one element."""
        for mark in self.before:
            mark(pen, y)
        if self.rule_above:
            x1, x2, lw, ink = self.rule_above
            pen.line(x1, y, x2, y, ink, lw)
        with pen.tags.element(self.tag) if self.tag else nullcontext():
            for mark in self.marks:
                mark(pen, y + self.top)
            for cell in self.cells:
                cell.draw(pen, y + self.top)
            for mark in self.after:
                mark(pen, y + self.top)
        if self.rule:
            x1, x2, lw, ink = self.rule
            pen.line(x1, y + self.h, x2, y + self.h, ink, lw)

    def tighten(self, factor: float) -> None:
        """Make the padding smaller by a factor."""
        self.top, self.bottom = self.top * factor, self.bottom * factor

    def split(self, height: float) -> tuple[Part, Part] | None:
        """Return the row in two; only for one that no page can hold."""
        room = height - self.top - self.bottom
        if room < 10:
            return None
        halves = [cell.split(room) for cell in self.cells]
        if not any(first.items for first, _rest in halves):
            return None
        first = replace(self, cells=[a for a, _b in halves], least=0.0, rule=None)
        rest = Row([b for _a, b in halves], [], self.top, self.bottom, 0.0, self.tag, self.rule)
        return first, rest


class Pair:
    """Two parts that stay together and are one element."""

    def __init__(self, first: Part, second: Part, tag: str = "") -> None:
        self.first, self.second, self.tag = first, second, tag
        self.h = first.h + second.h

    def draw(self, pen: Pen, y: float) -> None:
        """Draw one below the other."""
        with pen.tags.element(self.tag) if self.tag else nullcontext():
            self.first.draw(pen, y)
            self.second.draw(pen, y + self.first.h)

    def split(self, height: float) -> tuple[Part, Part] | None:
        """Return the two apart, or the first one cut."""
        if self.first.h <= height:
            return Pair(self.first, Piece(0.0, _nothing), self.tag), Pair(Piece(0.0, _nothing), self.second, self.tag)
        halves = self.first.split(height)
        if halves is None:
            return None
        return Pair(halves[0], Piece(0.0, _nothing), self.tag), Pair(halves[1], self.second, self.tag)


def _nothing(pen: Pen, y: float) -> None:
    """Draw nothing."""


class Rows(Box):
    """A column of parts that breaks between them: a heading that stays with the first, a head that repeats."""

    def __init__(
        self, parts: Sequence[Part], *, look: Look, heading: Part | None = None, head: Part | None = None,
        tag: str = "", before: float = 0.0, elem: Elem | None = None, keep: int = 2, again: bool = False,
        more: bool = False, heights: Sequence[float] | None = None,
    ) -> None:  # fmt: skip
        self.parts, self.heading, self.head = list(parts), heading, head
        self.tag, self.look, self.keep = tag, look, keep
        self.elem = elem or (Elem(tag) if tag else None)
        self.again, self.more = again, more
        self.attached = elem is not None
        if look.tight < 1 and elem is None:
            for part in self.parts:
                if isinstance(part, Row):
                    part.tighten(look.tight)
        self.heights = list(heights) if heights is not None else [part.h for part in self.parts]
        self.keepWithNext = bool(heading) and not self.parts
        fixed = (heading.h if heading else 0) + (head.h if head else 0) + (CONTINUES if more else 0)
        super().__init__(fixed + sum(self.heights), TEXT_WIDTH, before)

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """Return the box in two at a row; a row is cut only if no page can hold it."""
        if not self.parts:
            return []
        room = available_height / MM - (self.h - sum(self.heights) - (CONTINUES if self.more else 0))
        fresh = available_height / MM > self.look.page_height - 30
        fits, used = 0, 0.0
        while fits < len(self.parts) and used + self.heights[fits] <= room - CONTINUES + _NEAR:
            used += self.heights[fits]
            fits += 1
        wanted = min(self.keep if self.heading or self.head else 1, len(self.parts))
        if fits >= wanted or (fresh and fits):
            return [
                self._piece(self.parts[:fits], self.heights[:fits], first=True),
                self._piece(self.parts[fits:], self.heights[fits:], first=False),
            ]
        if not fresh:
            return []
        halves = self.parts[0].split(room - CONTINUES)
        if halves is None:
            return []
        rest = [halves[1], *self.parts[1:]]
        return [
            self._piece([halves[0]], [halves[0].h], first=True),
            self._piece(rest, [halves[1].h, *self.heights[1:]], first=False),
        ]

    def _piece(self, parts: Sequence[Part], heights: Sequence[float], *, first: bool) -> Rows:
        piece = Rows(
            parts, look=self.look, heading=self.heading if first else None, head=self.head, tag=self.tag,
            elem=self.elem, keep=self.keep, again=self.again or not first, more=first or self.more, heights=heights,
        )  # fmt: skip
        piece.attached = self.attached if first else True
        piece.spaceBefore = self.spaceBefore if first else 0.0
        return piece

    def paint(self, pen: Pen) -> None:
        """Draw heading, head and parts; what is drawn a second time is no content."""
        y = 0.0
        if self.heading:
            self.heading.draw(pen, y)
            y += self.heading.h
        with self._scope(pen.tags):
            if self.head:
                with pen.tags.artifact() if self.again else nullcontext():
                    self.head.draw(pen, y)
                y += self.head.h
            for part, h in zip(self.parts, self.heights, strict=True):
                part.draw(pen, y)
                y += h
        if self.more:
            with pen.tags.artifact():
                pen.text(self.w, y + 3.2, _("continues"), Style(self.look.type.foot.size, INK3), "right")

    def _scope(self, tags: Tagger) -> AbstractContextManager[object]:
        if self.elem is None:
            return nullcontext()
        if not self.attached:
            tags.adopt(self.elem)
            self.attached = True
        return tags.within(self.elem)


class Stack(Box):
    """Parts that stay together."""

    def __init__(self, parts: Sequence[Part], before: float = 0.0, w: float = TEXT_WIDTH) -> None:
        self.parts = list(parts)
        super().__init__(sum(part.h for part in self.parts), w, before)

    def paint(self, pen: Pen) -> None:
        """Draw the parts below each other."""
        y = 0.0
        for part in self.parts:
            part.draw(pen, y)
            y += part.h


class SectionStart(ActionFlowable):  # type: ignore[misc]
    """Notes on which page a section begins."""

    def __init__(self) -> None:
        super().__init__()

    def apply(self, doc: BaseDocTemplate) -> None:
        """Note the page."""
        doc.section_page = doc.page


def heading(text: str, look: Look, *, size: Size | None = None, lw: float = 0.9) -> Part:
    """Return a heading with a rule above it, tagged H2."""
    set_text = para(text, TEXT_WIDTH, size or look.type.heading, bold=True, max_lines=6)

    def draw(pen: Pen, y: float) -> None:
        pen.line(0, y, TEXT_WIDTH, y, INK, lw)
        with pen.tags.element("H2"):
            pen.para(set_text, 0, y + 1.6)
        pen.tags.bookmark(text, 2, pen.y(y))

    return Piece(1.6 + set_text.h + 1.2, draw)


def table_head(names: Sequence[str], columns: Sequence[float], *, lw: float = 1.2, first_span: int = 1) -> Part:
    """Return the head row of a table with the rule under it; its first cell may cover two columns."""
    w = TEXT_WIDTH
    ends = [*columns[1:], w]
    spans = [first_span, *([1] * len(columns))]
    cells = [
        Cell(x, tag="TH", attributes={"scope": "Column", "span": span if span > 1 else 0}).add(
            para(name, max(end - x - 2, 10), Size(8.5, 10.5), bold=True, colour=INK2)
        )
        for name, x, end, span in zip(names, columns, ends, spans, strict=False)
    ]
    return Row(cells, top=0.4, bottom=0.8, rule=(0, w, lw, INK))


def hairline(w: float = TEXT_WIDTH, x: float = 0.0) -> Rule:
    """Return the rule between two rows."""
    return (x, x + w, 0.4, HAIR)


class Prose:
    """A paragraph as a part: it breaks with at least three lines on either side."""

    def __init__(self, text: Para, tag: str = "P", x: float = 0.0, gap: float = 0.0) -> None:
        self.text, self.tag, self.x, self.gap = text, tag, x, gap
        self.h = gap + text.h

    def draw(self, pen: Pen, y: float) -> None:
        """Draw it below its gap."""
        with pen.tags.element(self.tag):
            pen.para(self.text, self.x, y + self.gap)

    def split(self, height: float) -> tuple[Part, Part] | None:
        """Return it in two, three lines or more each."""
        line = self.text.leading / MM
        fits = min(int((height - self.gap) / line), len(self.text.lines) - _LINES_TOGETHER)
        halves = self.text.split(fits * line + _NEAR) if fits >= _LINES_TOGETHER else None
        return (Prose(halves[0], self.tag, self.x, self.gap), Prose(halves[1], self.tag, self.x)) if halves else None
