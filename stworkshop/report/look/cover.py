"""The cover page."""

from __future__ import annotations

from collections.abc import Sequence

from stworkshop.i18n import ngettext
from stworkshop.report.content.blocks import Cover, Headline, Span, Text, plain
from stworkshop.report.figures import cover_figure
from stworkshop.report.look import signs
from stworkshop.report.look.flow import Box
from stworkshop.report.look.style import BRAND, DANGER, HAIR, INK, INK2, INK3, TEXT_WIDTH, Look, Size, para, runs
from stworkshop.report.typesetting.paragraphs import MM, Para, width_of
from stworkshop.report.typesetting.pdf_canvas import Pen
from stworkshop.report.typesetting.shaping import Style

_TITLE_SIZES = (Size(36, 40), Size(30, 34), Size(26, 30), Size(22, 26))
_TITLE_LINES = 3
_QUESTION_LINES = 5
_GUTTER = 7.0
_HEADS = (63.0, 67.0, 71.0, 75.0)
"""Heights of the four heads; the first one at which no sentence is cut."""
_LOW_HEADS = (55.0, 59.0, *_HEADS)
_HEAD, _SMALL_HEAD, _BETWEEN, _SOURCE = 12.3, 11.7, 1.4, 4.5
"""What the title of a head takes, one further down, the gap between two, and the line of sources, in mm."""
_UPPER = 0.47
_ORNAMENT, _RING_FOOT, _BESIDE_RING, _COUNTS = 17.0, 50.0, 122.0, 15.0
"""Radius and foot of the ring beside the title, how wide the title is there, and the height of the row of counts."""
_RADIUS, _LEAST_RADIUS = 44.0, 18.0
_COUNT_WIDTH = 36.0
_COLUMN = (TEXT_WIDTH - 2 * _GUTTER) / 3
_ITEM, _ITEM_LINES, _ITEM_GAP = Size(10.5, 14.5), 6, 1.8


class CoverBox(Box):
    """The cover, as high as the text area of its page."""

    def __init__(self, cover: Cover, look: Look) -> None:
        self.cover, self.look = cover, look
        super().__init__(look.page_height)
        self.title = _title(cover.title)
        self.question = para(cover.question, 150, Size(15, 21), colour=INK2, max_lines=_QUESTION_LINES)
        self.heads_height = next((h for h in _HEADS if not _cuts(cover, h)), _HEADS[-1])

    @property
    def cut(self) -> list[str]:
        """The texts that the cover is too small for, in full."""
        whole = ((self.cover.title, self.title), (plain(self.cover.question), self.question))
        return [text for text, drawn in whole if not _holds(drawn, text)]

    def paint(self, pen: Pen) -> None:
        """Draw title, question, mandate, counts, ring and heads."""
        pen.rect(0, 0, 22, 1.1, fill=BRAND)
        with pen.tags.element("P"):
            pen.text(0, 8.5, self.cover.kicker, Style(12, BRAND, True))
        pen.tags.bookmark(self.cover.title, 1, pen.y(0))
        with pen.tags.element("H1"):
            y = pen.para(self.title, 0, 13)
        with pen.tags.element("P"):
            y = pen.para(self.question, 0, y + 3)
        y = self._mandate(pen, y + 2)
        heads = self.look.page_height - self.heads_height
        room = heads - y - 8
        radius = min(_RADIUS, (room - 26) / 2)
        self._counts(pen, y + 4, heads - 4)
        if radius > _LEAST_RADIUS and len(self.cover.ring.zones) > 1:
            cover_figure.draw(pen, 101, y + 4 + room / 2, radius, self.cover.ring)
        self._heads(pen, heads, self.look.page_height)

    def _mandate(self, pen: Pen, y: float) -> float:
        text = para(self.cover.mandate, 110, Size(11, 14))
        with pen.tags.element("P"):
            pen.para(text, 0, y + 2.9)
        x = width_of(text.lines[0]) / MM + 5 if text.lines else 0.0
        style = Style(9.5, INK2 if self.cover.is_read_back else DANGER, not self.cover.is_read_back)
        width = width_of(runs_of(self.cover.read_back, style)) / MM
        inset = 6.6 if self.cover.is_read_back else 3.2
        pen.rect(x, y + 2.2, width + inset + 3, 6.4, stroke=style.colour, lw=0.7, r=3.2)
        if self.cover.is_read_back:
            signs.tick(pen, x + 4, y + 5.4, 1.6, BRAND, 1.4)
        with pen.tags.element("P"):
            pen.text(x + inset, y + 6.6, self.cover.read_back, style)
        return y + 8.6

    def _counts(self, pen: Pen, y: float, end: float) -> None:
        note = para(self.cover.ring_note, 34, Size(8.5, 11.5), colour=INK3)
        for count in self.cover.counts:
            label = para(count.label, _COUNT_WIDTH, Size(9, 12), colour=INK2)
            with pen.tags.element("P"):
                pen.text(0, y + 8, f"{count.number} ", Style(22, DANGER if count.warn else INK, True))
                y = pen.para(label, 0, y + 9.5) + 3.2
        if len(self.cover.ring.zones) > 1:
            with pen.tags.element("P"):
                pen.para(note, 0, min(max(y + 6, end - 18), end - note.h))

    def _heads(self, pen: Pen, top: float, bottom: float) -> None:
        shown = _shown(self.cover, bottom - top)
        first, second, *small = self.cover.heads
        for number, head in enumerate((first, second)):
            x = number * (_COLUMN + _GUTTER)
            _items(pen, shown[number], x, _head(pen, head, x, top, _COLUMN, large=True))
            if head.source:
                with pen.tags.element("P"):
                    pen.text(x, bottom - 0.5, _short(head.source, _COLUMN), Style(8.5, INK3))
        x, y = 2 * (_COLUMN + _GUTTER), top
        for number, head in enumerate(small):
            y = _head(pen, head, x, y, _COLUMN, large=False, first=number == 0)
            y = _items(pen, shown[2 + number], x, y) + _BETWEEN


class CompactCover(CoverBox):
    """The beginning of the first page: below it goes on what comes next. The ring is an ornament beside the title."""

    def __init__(self, cover: Cover, look: Look) -> None:
        super().__init__(cover, look)
        self.title = _title(cover.title, _BESIDE_RING, _TITLE_SIZES[1:])
        self.question = para(cover.question, _BESIDE_RING, Size(13, 18), colour=INK2, max_lines=_QUESTION_LINES)
        self.heads_height = next((h for h in _LOW_HEADS if not _cuts(cover, h)), _HEADS[-1])
        self.counts_at = max(13 + self.title.h + 3 + self.question.h + 2 + 8.6, _RING_FOOT) + 2
        self.heads_at = self.counts_at + _COUNTS
        self.h = self.heads_at + self.heads_height

    def paint(self, pen: Pen) -> None:
        """Draw title, question, mandate, ring, counts and heads."""
        pen.rect(0, 0, 22, 1.1, fill=BRAND)
        with pen.tags.element("P"):
            pen.text(0, 8.5, self.cover.kicker, Style(12, BRAND, True))
        pen.tags.bookmark(self.cover.title, 1, pen.y(0))
        with pen.tags.element("H1"):
            y = pen.para(self.title, 0, 13)
        with pen.tags.element("P"):
            y = pen.para(self.question, 0, y + 3)
        self._mandate(pen, y + 2)
        if len(self.cover.ring.zones) > 1:
            cover_figure.draw(pen, TEXT_WIDTH - _ORNAMENT - 7, _ORNAMENT + 7, _ORNAMENT, self.cover.ring, named=False)
        self._row_of_counts(pen, self.counts_at)
        self._heads(pen, self.heads_at, self.h)

    def _row_of_counts(self, pen: Pen, y: float) -> None:
        wide = TEXT_WIDTH / max(1, len(self.cover.counts))
        for place, count in enumerate(self.cover.counts):
            x = place * wide
            with pen.tags.element("P"):
                ink = DANGER if count.warn else INK
                taken = pen.text(x, y + 8, f"{count.number} ", Style(20, ink, True))
                label = para(count.label, wide - taken - 4, Size(9, 11), colour=INK2)
                pen.para(label, x + taken, y + 8 - label.h + 1.0)


def _shown(cover: Cover, height: float) -> list[list[Para]]:
    """Return the sentences of each head that have room where the heads are so high; the last two share a column."""
    upper, lower = (_need(head.items) for head in cover.heads[2:])
    free = height - _HEAD - _BETWEEN - _SMALL_HEAD
    above = min(upper, max(free - lower, height * _UPPER - _HEAD))
    rooms = (height - _SOURCE - _HEAD, height - _SOURCE - _HEAD, above, free - above)
    return [_fitting(head.items, room, cover.is_alone) for head, room in zip(cover.heads, rooms, strict=True)]


def _cuts(cover: Cover, height: float) -> bool:
    """Tell whether a sentence would end with dots."""
    return any(_is_cut(item) for items in _shown(cover, height) for item in items)


def _need(items: Sequence[Text]) -> float:
    return sum(para(item, _COLUMN, _ITEM, max_lines=_ITEM_LINES).h + _ITEM_GAP for item in items)


def runs_of(text: str, style: Style) -> tuple:  # type: ignore[type-arg]
    """Return text in one style as runs."""
    return tuple(run._replace(style=style) for run in runs(text, style.size))


def _title(title: str, wide: float = TEXT_WIDTH, sizes: Sequence[Size] = _TITLE_SIZES) -> Para:
    broken = title.replace(": ", ": \n", 1)
    for size in sizes:
        for text in (broken, title):
            made = para(text, wide, size, bold=True)
            if len(made.lines) <= (2 if text is broken and text != title else _TITLE_LINES):
                return made
    return para(title, wide, sizes[-1], bold=True, max_lines=_TITLE_LINES)


def _holds(drawn: Para, text: str) -> bool:
    shown = "".join(run.text for line in drawn.lines for run in line)
    return len("".join(shown.split())) >= len("".join(text.split()))


def _head(pen: Pen, head: Headline, x: float, y: float, width: float, *, large: bool, first: bool = True) -> float:
    pen.line(x, y, x + width, y, INK if first else HAIR, 1.6 if first else 0.6)
    middle = y + (7 if first else 6.4)
    warn = head.sign in ("absent", "not-asked")
    signs.state(pen, x + 2.2, middle, head.sign, 2.2, DANGER if warn else INK)
    with pen.tags.element("H2"):
        wide = pen.text(x + 7, middle + 1.6, head.title, Style(14 if large else 12.5, INK, True))
    if not large and head.source:
        with pen.tags.element("P"):
            source = _short(head.source, width - wide - 9)
            pen.text(x + width, middle + 1.4, source, Style(8.5, INK3), "right")
    return middle + 5.3


def _short(source: str, width: float) -> str:
    """Return as many of the codes as fit."""
    parts = source.split(", ")
    while len(parts) > 1 and width_of(runs(", ".join(parts), 8.5)) / MM > width:
        parts = parts[:-1]
        if width_of(runs(", ".join(parts) + " …", 8.5)) / MM <= width:
            return ", ".join(parts) + " …"
    return ", ".join(parts)


def _items(pen: Pen, items: Sequence[Para], x: float, y: float) -> float:
    """Draw sentences below each other; return the y below."""
    with pen.tags.element("L", numbering="None"):
        for item in items:
            with pen.tags.element("LI"), pen.tags.element("LBody"):
                y = pen.para(item, x, y) + _ITEM_GAP
    return y


def _fitting(items: Sequence[Text], room: float, alone: bool) -> list[Para]:
    """Return the items that fit, at least one; where some are left out, the last one says how many."""
    made = [para(item, _COLUMN, _ITEM, max_lines=_ITEM_LINES) for item in items]
    if sum(item.h + _ITEM_GAP for item in made) <= room + _ITEM_GAP:
        return made
    for shown in range(len(items) - 1, 0, -1):
        rest = len(items) - shown
        lines = max(1, int((room - sum(item.h + _ITEM_GAP for item in made[: shown - 1])) / (_ITEM.leading / MM)))
        more = Span(" " + _more(rest, alone), "quiet")
        last = para((*items[shown - 1], more), _COLUMN, _ITEM, quiet=INK3, max_lines=lines)
        if shown > 1 and _is_cut(last):
            continue
        kept = [*made[: shown - 1], last]
        if sum(item.h + _ITEM_GAP for item in kept) <= room + _ITEM_GAP or shown == 1:
            return kept
    return [para(items[0], _COLUMN, _ITEM, max_lines=max(1, int(room / (_ITEM.leading / MM))))]


def _more(rest: int, alone: bool) -> str:
    """Return how many more there are: inside, or, on a sheet without an inside, in the whole summary."""
    if alone:
        words = ngettext("({n} more in the whole summary)", "({n} more in the whole summary)", rest)
    else:
        words = ngettext("(and {n} more inside)", "(and {n} more inside)", rest)
    return words.format(n=rest)


def _is_cut(drawn: Para) -> bool:
    return bool(drawn.lines[-1]) and drawn.lines[-1][-1].text.endswith("…")
