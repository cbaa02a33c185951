"""The rows of a paper ballot: boxes to tick, circles to fill, boxes to write into; mm, type in points."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

from stworkshop.i18n import gettext as _
from stworkshop.report.editions.ballots import BallotItem, BallotPaper
from stworkshop.report.look.style import HAIR, INK, INK2, INK3, WHITE, Size, para
from stworkshop.report.typesetting.form_fields import Filling
from stworkshop.report.typesetting.paragraphs import MM, Para
from stworkshop.report.typesetting.pdf_canvas import Pen
from stworkshop.report.typesetting.shaping import Style

_THICK = 0.9
Bounds = tuple[float, float, float, float]


@dataclass(frozen=True)
class Sizes:
    """The measures of a ballot of one format: `pad` is its margin, `mark` the room of a number or code."""

    pad: float
    title: Size
    note: Size
    small: Size
    row: Size
    code: float
    box: float = 6.4
    step: float = 12.4
    apart: float = 25.4
    circle: float = 3.0
    write: float = 13.0
    mark: float = 7.0
    row_least: float = 13.4
    gap: float = 4.4
    qr: float = 14.0


HALF = Sizes(12, Size(15, 18), Size(9.5, 12.8), Size(8.5, 11.4), Size(11, 14.2), 17)
HALF_TIGHT = Sizes(
    12, Size(15, 18), Size(9.5, 12.8), Size(8.5, 11.4), Size(10, 12.6), 17, row_least=9.4, gap=2.8, write=10
)
QUARTER = Sizes(
    9, Size(15, 18), Size(9.5, 12.8), Size(8.5, 11.4), Size(9.3, 12), 17, mark=9.5, row_least=10.7, step=9, gap=2.2,
    qr=12.6,
)  # fmt: skip
QUARTER_TIGHT = Sizes(
    9, Size(14, 16.5), Size(9, 12), Size(8.5, 10.6), Size(9, 11), 17, mark=9.5, row_least=7.8, step=8, gap=1.2,
    circle=2.7, write=9, qr=12.6,
)  # fmt: skip
LARGE = Sizes(
    18, Size(28, 34), Size(18, 24), Size(14, 19), Size(18, 25), 30, box=10, step=19, apart=34, circle=5, write=18,
    mark=16, row_least=20, gap=7, qr=22,
)  # fmt: skip

SCALE = range(1, 6)


class Rows:
    """How the items of one ballot are drawn in `w` mm between its margins; `h_of` and `draw` go row by row."""

    def __init__(self, paper: BallotPaper, sizes: Sizes, w: float, *, stacked: bool) -> None:
        self.paper, self.sizes, self.w = paper, sizes, w
        self.stacked = stacked and paper.kind in ("rating", "placing")
        self.boxes = self._columns()
        marks = max((len(item.mark) for item in paper.items), default=1)
        self.mark = max(sizes.mark, marks * sizes.row.size * 0.62 / MM + 2.5)
        room = w if self.stacked else min(self.boxes) - sizes.box / 2
        self.words_w = room - self.mark - (4 if not self.stacked else 0)

    @property
    def head(self) -> float:
        """Height of the heads of the columns."""
        if self.paper.kind not in ("rating", "placing") or self.stacked:
            return 0.0
        lines = 2 if self.paper.kind == "placing" else 1
        return lines * self.sizes.small.leading / MM + self.sizes.note.leading / MM + 1.5

    def h_of(self, item: BallotItem) -> float:
        """Return the height of a row."""
        sizes = self.sizes
        words = self._words(item).h + self._note_h(item)
        if self.stacked:
            return words + len(self._groups()) * self._bar_h + sizes.gap
        taller = sizes.write + 3.2 if self._writes() else 0.0
        return max(sizes.row_least, words + sizes.gap, taller)

    def draw_head(self, pen: Pen, y: float) -> None:
        """Draw the heads of the columns as a row of the table; with `stacked` rows they stand in each of them."""
        if not self.head:
            return
        with pen.tags.element("TR"):
            with pen.tags.element("TH", scope="Column"):
                pen.text(0, y + self.head - 2, _("No."), Style(self.sizes.small.size, INK3))
            with pen.tags.element("TH", scope="Column"):
                words = _("Statement") if self.paper.kind == "rating" else _("Card")
                pen.text(self.mark, y + self.head - 2, words, Style(self.sizes.small.size, INK3))
            self._heads(pen, y)

    def draw(self, pen: Pen, item: BallotItem, y: float, *, last: bool, filling: Filling | None = None) -> None:
        """Draw one row with its top at y, as a row of the table; with `filling` its boxes are fields of a form."""
        sizes, h = self.sizes, self.h_of(item)
        pen.line(0, y, self.w, y, HAIR, 0.5)
        words = self._words(item)
        top = y + (2.0 if self.stacked else max(1.0, (h - words.h - self._note_h(item)) / 2))
        with pen.tags.element("TR"):
            with pen.tags.element("TD"):
                size = sizes.row.size if self.paper.kind == "rating" else sizes.row.size - 0.3
                pen.text(0, top + words.first_baseline, item.mark, Style(size, INK, True))
            with pen.tags.element("TH", scope="Row"):
                below = pen.para(words, self.mark, top)
                if self._note_h(item):
                    below = pen.para(self._note(item), self.mark, below)
            self._marks(pen, item, y, h, below, filling)
        if last:
            pen.line(0, y + h, self.w, y + h, HAIR, 0.5)

    # --- inside

    @property
    def _bar_h(self) -> float:
        """Height of the boxes of one question below the words, with what stands above and below them."""
        return self.sizes.box + 2 * self.sizes.small.leading / MM + 2.4

    def _writes(self) -> bool:
        return self.paper.kind == "ranking" or (self.paper.kind == "dots" and not self.paper.dots)

    def _columns(self) -> list[float]:
        """Return the middle of each column of marks, in mm."""
        sizes, w = self.sizes, self.w
        if self.paper.kind == "rating":
            last = w - 9.0 if not self.stacked else w - sizes.box
            fifth = last - sizes.apart
            return [*(fifth - sizes.step * (5 - k) for k in SCALE), last]
        if self.paper.kind == "placing":
            step = min(sizes.step, 8.4) if not self.stacked else sizes.step
            last = w - (7.0 if not self.stacked else sizes.box)
            fifth = last - (13.0 if not self.stacked else sizes.apart)
            second = [fifth - step * (5 - k) for k in SCALE]
            first = [at if self.stacked else at - 5 * step - 6 for at in second]
            return [*first, *second, last]
        if self._writes():
            return [w - sizes.write / 2]
        return [w - sizes.circle - sizes.step * k for k in reversed(range(self.paper.dots))]

    def _words(self, item: BallotItem) -> Para:
        bold = self.paper.kind == "ranking"
        return para(item.words, self.words_w, self.sizes.row, bold=bold)

    def _note(self, item: BallotItem) -> Para:
        return para(item.note, self.words_w, self.sizes.small, colour=INK2, max_lines=2)

    def _note_h(self, item: BallotItem) -> float:
        return self._note(item).h if item.note and self.paper.kind == "ranking" else 0.0

    def _heads(self, pen: Pen, y: float) -> None:
        sizes = self.sizes
        ends = Style(sizes.small.size, INK2)
        base = y + self.head - 2
        above = base - sizes.note.leading / MM
        groups = self._groups()
        for _name, name, low, high, columns in groups:
            if name:
                with pen.tags.artifact():
                    pen.text(columns[0] - sizes.box / 2, above - sizes.small.leading / MM, name, _bold(sizes.small))
            for k, x in zip(SCALE, columns, strict=True):
                with pen.tags.element("TH", scope="Column", alt=_spoken(name, k, low, high)):
                    if k == 1:
                        pen.text(x - sizes.box / 2, above, low, ends)
                    if k == 5:
                        pen.text(x + sizes.box / 2, above, high, ends, "right")
                    pen.text(x, base, str(k), Style(sizes.note.size + 0.5, INK, True), "middle")
        with pen.tags.element("TH", scope="Column"):
            pen.text(self.boxes[-1], above, _("don’t know"), ends, "middle")

    def _groups(self) -> list[tuple[str, str, str, str, list[float]]]:
        """Return what is asked: what its fields are named by, its words, those of both ends, and its columns."""
        if self.paper.kind == "rating":
            return [("", "", _("strongly disagree"), _("strongly agree"), self.boxes[:5])]
        return [
            ("influence", _("How much influence?"), _("none"), _("very much"), self.boxes[:5]),
            ("affected", _("How much affected?"), _("not at all"), _("very much"), self.boxes[5:10]),
        ]

    def _marks(self, pen: Pen, item: BallotItem, y: float, h: float, below: float, filling: Filling | None) -> None:
        sizes, middle = self.sizes, y + h / 2
        form = _Form(filling, item)
        if self.stacked:
            for number, group in enumerate(self._groups()):
                self._bar(pen, below + 1.5, group, form, own=not number)
                below += self._bar_h
        elif self.paper.kind in ("rating", "placing"):
            for name, asked, low, high, columns in self._groups():
                for k, x in zip(SCALE, columns, strict=True):
                    spoken = _spoken(asked, k, low, high)
                    self._cell(pen, x, middle, sizes.box, form, "", (name, str(k)), spoken)
            self._cell(pen, self.boxes[-1], middle, sizes.box, form, "", ("", "dk"), _("don’t know"))
        elif self._writes():
            ranked = self.paper.kind == "ranking"
            alt, name = (_("Place"), "place") if ranked else (_("Dots"), "dots")
            self._cell(pen, self.boxes[0], middle, sizes.write, form, alt, (name, ""), alt)
        else:
            with pen.tags.element("TD"):
                for number, x in enumerate(self.boxes, 1):
                    box = bounds(pen, x, middle, 2 * sizes.circle)
                    with form.box(pen, ("", str(number)), _("dot {n}").format(n=number), _("circle"), box, dot=True):
                        pen.circle(x, middle, sizes.circle, fill=WHITE, stroke=INK, lw=_THICK)

    def _bar(
        self, pen: Pen, y: float, group: tuple[str, str, str, str, list[float]], form: _Form, *, own: bool
    ) -> None:
        """Draw the boxes of one question below the words, each with its number above it."""
        name, asked, low, high, columns = group
        sizes = self.sizes
        base = y + sizes.small.leading / MM * 0.8
        middle = y + sizes.small.leading / MM + 0.6 + sizes.box / 2
        small = Style(sizes.small.size, INK2)
        with pen.tags.element("TD"):
            room = columns[0] - sizes.box / 2 - 3
            if asked:
                words = para(asked, room, sizes.small, colour=INK2, anchor="right")
                pen.para(words, 0, middle - words.h / 2)
            under = middle + sizes.box / 2 + sizes.small.leading / MM * 0.85
            pen.text(columns[0] - sizes.box / 2, under, low, small)
            pen.text(columns[-1] + sizes.box / 2, under, high, small, "right")
            for k, x in zip(SCALE, columns, strict=True):
                pen.text(x, base, str(k), Style(sizes.small.size, INK, True), "middle")
                spoken = _spoken(asked, k, low, high)
                with form.box(pen, (name, str(k)), spoken, spoken, bounds(pen, x, middle, sizes.box)):
                    _square(pen, x, middle, sizes.box)
            last = self.boxes[-1]
            pen.text(last + sizes.box, base, _("don’t know"), small, "right")
            with form.box(
                pen, ("" if own else name, "dk"), _("don’t know"), _("don’t know"), bounds(pen, last, middle, sizes.box)
            ):
                _square(pen, last, middle, sizes.box)

    def _cell(
        self, pen: Pen, x: float, y: float, side: float, form: _Form, alt: str, path: tuple[str, str], spoken: str
    ) -> None:
        box = bounds(pen, x, y, side)
        with pen.tags.element("TD"), form.box(pen, path, spoken, alt or _("box"), box, write=not path[1]):
            _square(pen, x, y, side)


@dataclass(frozen=True)
class _Form:
    """The boxes of one row as fields, or as figures where nothing is filled in on a screen."""

    filling: Filling | None
    item: BallotItem

    def box(
        self, pen: Pen, path: tuple[str, str], spoken: str, alt: str, box: Bounds, *, dot: bool = False,
        write: bool = False,
    ) -> AbstractContextManager[object]:  # fmt: skip
        """Return the scope in which a box is drawn; `path` is the part of the row that it answers, and its value."""
        if self.filling is None:
            return pen.tags.element("Figure", alt=alt, bbox=box)
        row = ".".join(part for part in (self.item.name or self.item.mark, path[0]) if part)
        tip = f"{self.item.words}: {spoken}"
        if write:
            pen.tags.form(self.filling.text(row, tip, box, rtl=pen.rtl))
        else:
            pen.tags.form(self.filling.box(row, path[1], tip, box, "dot" if dot else "tick"))
        return nullcontext()


def _square(pen: Pen, x: float, y: float, side: float) -> None:
    pen.rect(x - side / 2, y - side / 2, side, side, fill=WHITE, stroke=INK, lw=_THICK, r=0.8)


def tick_box(pen: Pen, x: float, y: float, side: float) -> None:
    """Draw a box around (x, y) that is no content: the word beside it says what it is for."""
    pen.rect(x - side / 2, y - side / 2, side, side, fill=WHITE, stroke=INK, lw=0.7, r=0.5)


def _bold(size: Size) -> Style:
    return Style(size.size, INK, True)


def _spoken(name: str, k: int, low: str, high: str) -> str:
    """Return what a column is for those who listen: its number, and what the ends mean."""
    end = low if k == 1 else high if k == 5 else ""
    return " ".join(part for part in (name, str(k), end) if part)


def bounds(pen: Pen, x: float, y: float, side: float) -> Bounds:
    """Return a square around (x, y) in points of the page: left, bottom, right, top."""
    left, right = sorted((pen.x(x - side / 2), pen.x(x + side / 2)))
    return left, pen.y(y + side / 2), right, pen.y(y - side / 2)
