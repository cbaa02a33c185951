"""Paper ballots, how they look: one, two or four on a sheet, as large as their rows allow, with lines to cut along."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from stworkshop.i18n import gettext as _
from stworkshop.report.content.blocks import Span
from stworkshop.report.editions.ballots import BallotItem, BallotPaper
from stworkshop.report.look.ballot_rows import (
    HALF,
    HALF_TIGHT,
    LARGE,
    QUARTER,
    QUARTER_TIGHT,
    Rows,
    Sizes,
    bounds,
    tick_box,
)
from stworkshop.report.look.style import BLACK, BRAND, HAIR, INK, INK2, INK3, MID_GREY, Paper, para
from stworkshop.report.typesetting.form_fields import Filling
from stworkshop.report.typesetting.paragraphs import MM, Para
from stworkshop.report.typesetting.pdf_canvas import Pen
from stworkshop.report.typesetting.qr_code import draw_qr
from stworkshop.report.typesetting.shaping import Style, advance

_TOP = 8.0
_FOOT_GAP = 2.4
_BOTTOM = 5.0
"""What stays white at the lower edge."""
CORNER, CORNER_AT = 3.0, 5.8
"""Side of the black squares by which a camera finds a ballot, and how far their middles lie from its edges."""
_QR_TOP = _TOP + 0.8
_BESIDE_QR = 3.2
"""What stays white between the QR code and the code in letters."""


@dataclass(frozen=True)
class Copy:
    """One ballot of a round: its code, "" in a round with names, and whether it is a spare one."""

    code: str
    spare: bool = False


@dataclass(frozen=True)
class Format:
    """How ballots lie on a sheet: columns and rows of them, and their measures."""

    columns: int
    rows: int
    sizes: Sizes

    def cell(self, paper: Paper) -> tuple[float, float]:
        """Return width and height of the place of one ballot, in mm."""
        return paper.w / self.columns, paper.h / self.rows


_HALVES = (Format(1, 2, HALF), Format(1, 2, HALF_TIGHT))
_QUARTERS = (Format(2, 2, QUARTER), Format(2, 2, QUARTER_TIGHT))
_WHOLE, _WHOLE_TIGHT = Format(1, 1, HALF), Format(1, 1, HALF_TIGHT)


class BallotLook:
    """The ballots of one round in the format that its rows fit: the smallest one, unless `single` or `large`."""

    def __init__(self, words: BallotPaper, paper: Paper, *, large: bool = False, single: bool = False) -> None:
        self.words, self.paper, self.large = words, paper, large
        self.format = Format(1, 1, LARGE) if large else _WHOLE if single else self._smallest()
        self._measure(self.format)
        self.pages = list(self._pages())

    def sheets(self, count: int) -> int:
        """Return how many pages so many ballots take."""
        if len(self.pages) > 1:
            return count * len(self.pages)
        return -(-count // (self.format.columns * self.format.rows))

    def draw(self, pen: Pen, copy: Copy, page: int = 0, filling: Filling | None = None, qr: str = "") -> None:
        """Draw one ballot, or one page of it, with the pen at the top left corner of its place.

        With `filling` what is ticked or written are fields of a form. `qr` is what its QR code says, "" for none.
        """
        sizes = self.format.sizes
        inner = pen.area(sizes.pad, 0, self.w)
        if qr:
            self._camera(pen, qr)
        with pen.tags.element("Sect"):
            y = self._head(inner, copy, page)
            rows, last = self.pages[page], page == len(self.pages) - 1
            with pen.tags.element("Table"):
                self.rows.draw_head(inner, y)
                y += self.rows.head
                for number, item in enumerate(rows, 1):
                    self.rows.draw(inner, item, y, last=number == len(rows), filling=filling)
                    y += self.rows.h_of(item)
            if last:
                self._foot(inner, y + _FOOT_GAP, filling)

    def cut_lines(self, pen: Pen) -> None:
        """Draw where the sheet is cut."""
        w, h = self.paper.w, self.paper.h
        dash = (3, 2)
        with pen.tags.artifact():
            for row in range(1, self.format.rows):
                pen.line(4, h * row / self.format.rows, w - 4, h * row / self.format.rows, MID_GREY, 0.6, dash)
            for column in range(1, self.format.columns):
                x = w * column / self.format.columns
                pen.line(x, 4, x, h - 4, MID_GREY, 0.6, dash)

    def corners(self) -> tuple[tuple[float, float], ...]:
        """Return the middles of the black squares in mm: at the top where lines begin, then clockwise in English."""
        w, h = self.w + 2 * self.format.sizes.pad, self.h
        near, far, low = CORNER_AT, w - CORNER_AT, h - CORNER_AT
        return (near, near), (far, near), (far, low), (near, low)

    def qr_place(self) -> tuple[float, float, float]:
        """Return where lines would begin at the QR code, its top, and its side, in mm of the ballot's place."""
        sizes = self.format.sizes
        return sizes.pad + self.w - sizes.qr, _QR_TOP, sizes.qr

    def _camera(self, pen: Pen, qr: str) -> None:
        with pen.tags.artifact():
            for x, y in self.corners():
                pen.rect(x - CORNER / 2, y - CORNER / 2, CORNER, CORNER, fill=BLACK)
        draw_qr(pen, *self.qr_place(), qr)

    # --- measuring

    def _smallest(self) -> Format:
        halves = self.words.kind in ("rating", "placing")
        smaller: tuple[Format, ...] = _HALVES if halves else (*_QUARTERS, *_HALVES)
        for found in (*smaller, _WHOLE, _WHOLE_TIGHT):
            self._measure(found)
            if self._whole_height() <= self.h and self.rows.words_w > 28:
                return found
        return _WHOLE

    def _measure(self, found: Format) -> None:
        w, self.h = found.cell(self.paper)
        self.format = found
        self.w = w - 2 * found.sizes.pad
        self.rows = Rows(self.words, found.sizes, self.w, stacked=self.large)
        sizes = found.sizes
        beside = sizes.qr + _BESIDE_QR + sizes.code * 3 / MM * 0.72 + 4
        self.title = para(self.words.title, self.w - beside, sizes.title, bold=True)
        self.where = para(self.words.where, self.w - beside, sizes.small, colour=INK3)
        self.how = para(self.words.how, self.w, sizes.note, colour=INK2)
        promise = (Span(self.words.lead + " ", "strong"), Span(self._promised()))
        self.promise = para(promise, self.w, sizes.small, colour=INK2)

    def _promised(self) -> str:
        code = " " + _("The code stops double counting.") if self.words.sides else ""
        return f"{self.words.promise}{code} {self.words.put}"

    def _head_height(self) -> float:
        return _TOP + 3.2 + self.title.h + self.where.h + 1.2 + self.how.h + 1.8

    def _foot_height(self) -> float:
        sizes = self.format.sizes
        line = sizes.small.leading / MM
        extra = self._after().h + 1.5 if self._after().lines != ((),) and self.words.after else 0.0
        if self.words.kind == "ranking":
            extra += sizes.note.leading / MM + 3
        sides = len(list(self._side_lines())) * (line + 2.2) if self.words.sides else line + 6
        return _FOOT_GAP + extra + sides + self.promise.h + 2.6 + _BOTTOM

    def _after(self) -> Para:
        return para(self.words.after, self.w, self.format.sizes.small, colour=INK3)

    def _whole_height(self) -> float:
        rows = sum(self.rows.h_of(item) for item in self.words.items)
        return self._head_height() + self.rows.head + rows + self._foot_height()

    def _pages(self) -> Iterator[tuple[BallotItem, ...]]:
        """Yield the items of each page; a ballot that is longer than its place goes on on the next one."""
        room = self.h - self._head_height() - self.rows.head
        rows: list[BallotItem] = []
        used = 0.0
        for number, item in enumerate(self.words.items, 1):
            foot = self._foot_height() if number == len(self.words.items) else _BOTTOM
            if rows and used + self.rows.h_of(item) + foot > room:
                yield tuple(rows)
                rows, used = [], 0.0
            rows.append(item)
            used += self.rows.h_of(item)
        yield tuple(rows)

    # --- drawing

    def _head(self, pen: Pen, copy: Copy, page: int) -> float:
        sizes = self.format.sizes
        small = Style(sizes.small.size, INK2)
        pen.rect(0, _TOP, 14, 0.9, fill=BRAND)
        y = _TOP + 3.2
        if copy.code or len(self.pages) > 1 or copy.spare:
            label = [_("Ballot")] if copy.code else []
            label += [_("spare")] if copy.spare else []
            if len(self.pages) > 1:
                label.append(_("page {n} of {total}").format(n=page + 1, total=len(self.pages)))
            with pen.tags.element("P"):
                edge = self.w - sizes.qr - _BESIDE_QR
                pen.text(edge, _TOP + sizes.small.size * 0.45, " · ".join(label), small, "right")
                under = _TOP + sizes.small.size * 0.45 + sizes.code * 0.38
                pen.text(edge, under, copy.code, Style(sizes.code, INK, True), "right")
        title = _("{title} · ballot {code}").format(title=self.words.title, code=copy.code)
        if not page:
            pen.tags.bookmark(title if copy.code else self.words.title, 1, pen.y(_TOP))
        with pen.tags.element("H1" if not page else "P"):
            y = pen.para(self.title, 0, y)
        with pen.tags.element("P"):
            y = pen.para(self.where, 0, y)
        with pen.tags.element("P"):
            y = pen.para(self.how, 0, y + 1.2)
        return y + 1.8

    def _foot(self, pen: Pen, y: float, filling: Filling | None) -> None:
        sizes = self.format.sizes
        if self.words.after:
            with pen.tags.element("P"):
                y = pen.para(self._after(), 0, y) + 1.5
        if self.words.kind == "ranking":
            words = Style(sizes.note.size, INK)
            base = y + sizes.note.leading / MM
            none = _("I don’t know, or I do not want to rank")
            tick_box(pen, 2, base - sizes.note.size * 0.11, _tick(sizes))
            with pen.tags.element("P"):
                if filling:
                    box = bounds(pen, 2, base - sizes.note.size * 0.11, _tick(sizes))
                    pen.tags.form(Filling(filling.prefix).box("all", "dk", none, box))
                pen.text(_tick(sizes) + 2.5, base, none, words)
            y = base + 3
        y = self._sides(pen, y, filling) if self.words.sides else self._name(pen, y, filling)
        with pen.tags.element("P"):
            y = pen.para(self.promise, 0, y + 2.6)
        self._own_words(pen, y + 2, filling)

    def _own_words(self, pen: Pen, y: float, filling: Filling | None) -> None:
        """Draw lines to write on, where there is room for them."""
        sizes = self.format.sizes
        step = max(8.0, sizes.note.leading / MM * 1.7)
        lines = min(4, int((self.h - _BOTTOM - y) / step))
        if not lines:
            return
        base = y + step - 1
        with pen.tags.element("P"):
            words = _("In your own words, if you like:")
            x = pen.text(0, base, words, Style(sizes.small.size, INK2)) + 3
            if filling:
                left, right = sorted((pen.x(x), pen.x(self.w)))
                box = (left, pen.y(base + 1), right, pen.y(base + 1 - step))
                if lines > 1:
                    left, right = sorted((pen.x(0), pen.x(self.w)))
                    box = (left, pen.y(base + 0.6 + (lines - 1) * step), right, pen.y(base + 1.6))
                made = filling.text("words", words, box, multiline=lines > 1, rtl=pen.rtl)
                pen.tags.form(made)
        if filling and lines > 1:
            pen.rect(0, base + 1.6, self.w, (lines - 1) * step - 1, stroke=HAIR, lw=0.6)
            return
        for number in range(lines):
            pen.line(0 if number else x, base + 0.6 + number * step, self.w, base + 0.6 + number * step, HAIR, 0.6)

    def _side_lines(self) -> Iterator[list[tuple[float, str]]]:
        """Yield the lines of the words to tick, each word with where its box begins."""
        size = self.format.sizes.small.size
        style = Style(size, INK)
        lead = advance(_("I am here as"), style) / MM + 3
        line: list[tuple[float, str]] = []
        x = lead
        for word in self.words.sides:
            wide = _tick(self.format.sizes) + 1.4 + advance(word, style) / MM
            if line and x + wide > self.w:
                yield line
                line, x = [], 0.0
            line.append((x, word))
            x += wide + 3.2
        yield line

    def _sides(self, pen: Pen, y: float, filling: Filling | None) -> float:
        sizes = self.format.sizes
        step, tick = sizes.small.leading / MM + 2.2, _tick(sizes)
        with pen.tags.element("P"):
            for number, line in enumerate(self._side_lines()):
                base = y + sizes.small.leading / MM + number * step
                if not number:
                    pen.text(0, base, _("I am here as") + " ", Style(sizes.small.size, INK2))
                for x, word in line:
                    tick_box(pen, x + tick / 2, base - sizes.small.size * 0.12, tick)
                    if filling:
                        side = self.words.side_ids[self.words.sides.index(word)]
                        box = bounds(pen, x + tick / 2, base - sizes.small.size * 0.12, tick)
                        tip = _("I am here as: {side}").format(side=word)
                        pen.tags.form(Filling(filling.prefix, one=True).box("side", side, tip, box))
                    pen.text(x + tick + 1.4, base, word + " ", Style(sizes.small.size, INK))
        return base

    def _name(self, pen: Pen, y: float, filling: Filling | None) -> float:
        sizes = self.format.sizes
        base = y + 6
        with pen.tags.element("P"):
            wide = pen.text(0, base, _("Name"), Style(sizes.note.size, INK))
            if filling:
                left, right = sorted((pen.x(wide + 3), pen.x(self.w)))
                box = (left, pen.y(base + 0.6), right, pen.y(base - 5))
                pen.tags.form(filling.text("name", _("Name"), box, rtl=pen.rtl))
        pen.line(wide + 3, base + 0.6, self.w, base + 0.6, HAIR, 0.8)
        return base


def _tick(sizes: Sizes) -> float:
    """Return the side of a small box beside a word, in mm."""
    return sizes.small.size * 0.45


def placed(look: BallotLook, copies: Sequence[Copy]) -> Iterator[list[tuple[float, float, Copy, int]]]:
    """Yield what lies on each sheet: the corner of each ballot in mm, which one, and which page of it."""
    form = look.format
    w, h = form.cell(look.paper)
    each = [(copy, page) for copy in copies for page in range(len(look.pages))]
    on_sheet = form.columns * form.rows if len(look.pages) == 1 else 1
    for start in range(0, len(each), on_sheet):
        yield [
            (w * (at % form.columns), h * (at // form.columns), copy, page)
            for at, (copy, page) in enumerate(each[start : start + on_sheet])
        ]
