"""Running heads and feet: what stands on every page and is no content."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Any

from stworkshop.i18n import gettext as _
from stworkshop.report.look.style import BRAND, DANGER, HAIR, INK2, INK3, TEXT_WIDTH, Look, Size, para
from stworkshop.report.typesetting.paragraphs import MM, width_of
from stworkshop.report.typesetting.pdf_canvas import Pen
from stworkshop.report.typesetting.shaping import Run, Style
from stworkshop.report.typesetting.tagging import FOOTER, HEADER

_ONE_SHEET = 2


class Furniture:
    """Draws head and foot of the pages of one document; `total` is its number of pages, 0 while they are counted.

    Where its sections are handed out apart, `ends` is the last page of each by its first one.
    """

    def __init__(self, look: Look, total: int, ends: Mapping[int, int] | None = None) -> None:
        self.look, self.total, self.ends = look, total, ends or {}
        self.size = look.type.foot.size
        self.named = False

    def cover(self, canvas: Any, doc: Any) -> None:
        """Draw the foot of the cover, which has no head; what it says is content, since it stands there once."""
        pen = self._pen(canvas)
        if self.look.large:
            with pen.tags.artifact(FOOTER):
                self._foot(pen, self._page_of(doc), INK2, named=True)
        else:
            with pen.tags.element("P"):
                self._foot(pen, self.look.edition, BRAND, named=False)

    def text(self, canvas: Any, doc: Any) -> None:
        """Draw head and foot of a page of text."""
        pen = self._pen(canvas)
        with self._furniture(pen, HEADER):
            if self.look.large:
                pen.text(0, 13, self.look.edition, Style(self.size, BRAND, True))
            else:
                edition = Style(self.size, BRAND, True)
                wide = pen.text(TEXT_WIDTH, 11.5, self.look.edition, edition, "right")
                self._one_line(pen, 0, 11.5, self.look.title, TEXT_WIDTH - wide - 6, INK3)
        with self._furniture(pen, FOOTER):
            self._foot(pen, self._page_of(doc), INK2, named=self.look.large)

    def _furniture(self, pen: Pen, kind: str) -> AbstractContextManager[object]:
        """Return the scope of a head or foot; on the only page that has one it is content."""
        return pen.tags.element("P") if 0 < self.total <= _ONE_SHEET else pen.tags.artifact(kind)

    def map(self, canvas: Any, doc: Any) -> None:
        """Draw head and foot of the pages of the map and its key; the session's title is content once."""
        width = self.look.paper.h - 20
        pen = Pen(canvas, canvas.tags, 10 * MM, self.look.paper.w * MM, width, self.look.rtl)
        bottom = self.look.paper.w - 6.2
        with pen.tags.artifact(HEADER):
            pen.text(width, 12.2, self.look.edition, Style(8.5, BRAND, True), "right")
        with self._furniture(pen, FOOTER) if self.named else pen.tags.element("P"):
            self.named = True
            at = self._one_line(pen, 0, bottom, self.look.title, width * 0.45, INK2, 8) + 4
        with pen.tags.artifact(FOOTER):
            pen.line(0, bottom - 3.8, width, bottom - 3.8, HAIR, 0.4)
            at += self._draft(pen, bottom, 8, at)
            left = self._said(self.look.printed, self.look.foot, width - 30 - at, 8)
            self._one_line(pen, at, bottom, left, width - 30 - at, INK3, 8)
            pen.text(width, bottom, self._page_of(doc), Style(8.5, INK2, True), "right")

    def _pen(self, canvas: Any) -> Pen:
        paper = self.look.paper
        return Pen(canvas, canvas.tags, paper.margin * MM, paper.h * MM, TEXT_WIDTH, self.look.rtl)

    def _page_of(self, doc: Any) -> str:
        before = doc.section_page - 1 if doc.section_page in self.ends else 0
        last = self.ends.get(doc.section_page, self.total or doc.page)
        return _("{n} of {total}").format(n=doc.page - before, total=last - before)

    def _foot(self, pen: Pen, right: str, ink: str, *, named: bool) -> None:
        paper = self.look.paper
        base = paper.h - (11.5 if self.look.large else 10)
        pen.line(0, paper.foot_rule, TEXT_WIDTH, paper.foot_rule, HAIR, 0.4)
        wide = pen.text(TEXT_WIDTH, base, right, Style(self.size, ink, True), "right")
        at = self._draft(pen, base, self.size)
        first = self.look.title if named else self.look.printed
        room = TEXT_WIDTH - wide - 8 - at
        self._one_line(pen, at, base, self._said(first, "" if named else self.look.foot, room, self.size), room, INK3)

    def _said(self, first: str, rest: str, w: float, size: float) -> str:
        """Return what fits one line whole: both texts, of the second as many of its clauses as there is room for."""
        clauses = rest.split(";")
        for number in range(len(clauses), 0, -1):
            said = "  ·  ".join(part for part in (first, ";".join(clauses[:number])) if part)
            if width_of([Run(said, Style(size, INK3))]) <= w * MM:
                return said
        return first

    def _draft(self, pen: Pen, base: float, size: float, x: float = 0.0) -> float:
        if not self.look.draft:
            return 0.0
        return pen.text(x, base, self.look.draft, Style(size, DANGER, True)) + 4

    def _one_line(self, pen: Pen, x: float, y: float, text: str, w: float, ink: str, size: float = 0.0) -> float:
        """Draw as much of a text as fits one line; return its width in mm."""
        size = size or self.size
        line = para(text, max(w, 10), Size(size, size * 1.2), colour=ink, max_lines=1)
        pen.para(line, x, y - line.first_baseline)
        return max((width_of(runs) / MM for runs in line.lines), default=0.0)
