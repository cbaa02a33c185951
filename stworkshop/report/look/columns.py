"""Columns of parts side by side, each breaking on its own where a page ends."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext

from reportlab.platypus import Flowable

from stworkshop.report.look.flow import Box, Part
from stworkshop.report.look.style import TEXT_WIDTH, Look
from stworkshop.report.typesetting.paragraphs import MM
from stworkshop.report.typesetting.pdf_canvas import Pen
from stworkshop.report.typesetting.tagging import Elem, Tagger

Column = tuple[float, Sequence[Part]]
"""Where a column begins, in mm from the left, and its parts."""

_NEAR = 0.01
_GUTTER = 6.0
HALF = (TEXT_WIDTH - _GUTTER) / 2
"""How wide one of two columns is, in mm."""
_TALL = 200.0
"""A part higher than this is cut wherever a column ends."""


class Columns(Box):
    """Columns that are read one after the other; the list items of each are one list, also over a page break."""

    def __init__(
        self, columns: Sequence[Column], look: Look, *, heading: Part | None = None, before: float = 0.0,
        lists: Sequence[Elem] = (),
    ) -> None:  # fmt: skip
        self.columns = [(x, list(parts)) for x, parts in columns]
        self.look, self.heading = look, heading
        self.lists = list(lists) or [Elem("L", {"numbering": "None"}) for _column in self.columns]
        h = max((sum(part.h for part in parts) for _x, parts in self.columns), default=0.0)
        super().__init__(h + (heading.h if heading else 0.0), TEXT_WIDTH, before)

    @property
    def least(self) -> float:
        """What must have room where they begin, in mm."""
        return self.look.least_columns + 1.0 + (self.heading.h if self.heading else 0.0)

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """Return what fits of each column, and the rest; nothing where too little would stay."""
        room = available_height / MM - (self.heading.h if self.heading else 0.0)
        fresh = available_height / MM > self.look.page_height - 30
        if room < self.look.least_columns and not fresh:
            return []
        first, rest = [], []
        for x, parts in self.columns:
            fitting, left = _fit(parts, room)
            first.append((x, fitting))
            rest.append((x, left))
        if not any(fitting for _x, fitting in first):
            return []
        before = self.spaceBefore / MM
        return [
            Columns(first, self.look, heading=self.heading, before=before, lists=self.lists),
            Columns(rest, self.look, lists=self.lists),
        ]

    def paint(self, pen: Pen) -> None:
        """Draw the columns, each as a list."""
        top = 0.0
        if self.heading:
            self.heading.draw(pen, 0.0)
            top = self.heading.h
        for (x, parts), items in zip(self.columns, self.lists, strict=True):
            inner = pen.area(x, 0, pen.w - x)
            y = top
            for part in parts:
                with _list_scope(pen.tags, part, items):
                    part.draw(inner, y)
                y += part.h


def _list_scope(tags: Tagger, part: Part, items: Elem) -> AbstractContextManager[object]:
    """Return the scope of the list for a list item; the list begins with its first item."""
    if getattr(part, "tag", "") != "LI":
        return nullcontext()
    if not items.kids:
        tags.adopt(items)
    return tags.within(items)


def _fit(parts: Sequence[Part], room: float) -> tuple[list[Part], list[Part]]:
    used = 0.0
    for number, part in enumerate(parts):
        if used + part.h > room + _NEAR:
            halves = part.split(room - used) if number == 0 or part.h > _TALL else None
            if halves:
                return [*parts[:number], halves[0]], [halves[1], *parts[number + 1 :]]
            return list(parts[:number]), list(parts[number:])
        used += part.h
    return list(parts), []


class FlowColumns(Box):
    """Two columns of the same text: parts run down the first, then the second, then on to the next page."""

    def __init__(
        self, parts: Sequence[Part], look: Look, *, heading: Part | None = None, before: float = 0.0,
        items: Elem | None = None,
    ) -> None:  # fmt: skip
        self.parts, self.look, self.heading = list(parts), look, heading
        self.items = items or Elem("L", {"numbering": "None"})
        self.first, self.second = _balanced(self.parts)
        h = max(_height(self.first), _height(self.second))
        super().__init__(h + (heading.h if heading else 0.0), TEXT_WIDTH, before)

    @property
    def least(self) -> float:
        """What must have room where they begin, in mm."""
        return self.look.least_columns + 1.0 + (self.heading.h if self.heading else 0.0)

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """Return what fills both columns, and the rest."""
        room = available_height / MM - (self.heading.h if self.heading else 0.0)
        if room < self.look.least_columns and available_height / MM < self.look.page_height - 30:
            return []
        first, rest = _fit(self.parts, room)
        second, rest = _fit(rest, room)
        if not first:
            return []
        filled = FlowColumns([*first, *second], self.look, heading=self.heading, items=self.items)
        filled.first, filled.second, filled.spaceBefore = first, second, self.spaceBefore
        filled.h = max(_height(first), _height(second)) + (self.heading.h if self.heading else 0.0)
        return [filled, *([FlowColumns(rest, self.look, items=self.items)] if rest else [])]

    def paint(self, pen: Pen) -> None:
        """Draw the columns."""
        top = 0.0
        if self.heading:
            self.heading.draw(pen, 0.0)
            top = self.heading.h
        for number, parts in enumerate((self.first, self.second)):
            inner = pen.area(number * (HALF + _GUTTER), 0, HALF)
            y = top
            for part in parts:
                with _list_scope(pen.tags, part, self.items):
                    part.draw(inner, y)
                y += part.h


def _height(parts: Sequence[Part]) -> float:
    return sum(part.h for part in parts)


def _balanced(parts: Sequence[Part]) -> tuple[list[Part], list[Part]]:
    """Return the parts in two columns of nearly the same height; a title never ends the first."""
    at, used, half = 0, 0.0, _height(parts) / 2
    while at < len(parts) and used + parts[at].h / 2 < half:
        used += parts[at].h
        at += 1
    if at and getattr(parts[at - 1], "tag", "") not in ("LI", "Sect"):
        at -= 1
    return (list(parts[:at]), list(parts[at:])) if at else (list(parts), [])
