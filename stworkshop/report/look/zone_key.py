"""The key of the map: each card in full words, then its links; four columns across, three on a page of text."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from functools import partial

from reportlab.platypus import Flowable

from stworkshop.drawing.icons import icon_figures, icon_paths
from stworkshop.graphics import design_tokens
from stworkshop.i18n import gettext as _
from stworkshop.model.wording import ended
from stworkshop.report.content.blocks import Block, KeyEntry, KeyZone, LinkedKey, Paragraph, Span, Text, text
from stworkshop.report.content.result_blocks import Coverage, TermRow, Terms
from stworkshop.report.look.flow import Box, Cell, Part, Piece, Row, Rows, heading
from stworkshop.report.look.style import BRAND, INK, INK2, TEXT_WIDTH, Look, Size, para
from stworkshop.report.typesetting.drawing_on_paper import Spot, draw
from stworkshop.report.typesetting.paragraphs import MM, Para, width_of
from stworkshop.report.typesetting.pdf_canvas import Pen
from stworkshop.report.typesetting.shaping import Run, Style
from stworkshop.report.typesetting.tagging import Elem
from stworkshop.rounds.answers_in_words import capital

_ACROSS, _UPRIGHT, _GUTTER = 4, 3, 6.0
_SIZE, _TITLE = Size(8, 9.7), Size(10, 12.4)
_CODE, _AFTER_CODE = 8.2, 1.2
_HEAD, _UNDER_LETTERS = 13.0, 2.2
_LETTER, _APART = 3.4, 4.2
_BAND, _UNDER_BAND, _ABOVE_BAND, _ICON = 6.2, 1.4, 1.4, 4.0
_GAPS = (1.5, 1.1, 0.8)
"""Free space under a card: less where that saves a page."""
_STEP = 1.5
_WITH = 2
_LEAST = 60.0
"""So many cards stand under a title at least."""


_Columns = Sequence[Sequence[Part]]


class KeyPage(Box):
    """A page of the key that lies across, the first one with what the letters of codes mean."""

    def __init__(self, block: LinkedKey, name: str, columns: _Columns, place: tuple[int, int]) -> None:
        self.block, self.name, self.columns = block, name, columns
        self.number, self.of = place
        super().__init__(0.0)

    def sized(self, w: float, h: float) -> KeyPage:
        """Return the page with the size of its frame, in mm."""
        self.w, self.h = w, h
        return self

    def paint(self, pen: Pen) -> None:
        """Draw the title and the columns."""
        pen.rect(0, 0, 16, 1.1, fill=BRAND)
        is_first = self.number == 1
        if is_first:
            pen.tags.bookmark(self.name, 1, pen.top)
        with pen.tags.element("H1") if is_first else pen.tags.artifact():
            at = pen.text(0, 9.2, self.name, Style(18, INK, True))
        said = self.block.intro
        if self.of > 1:
            said += " " + _("Page {n} of {total}.").format(n=self.number, total=self.of)
        intro = para(said, self.w - at - 56, Size(9, 11), colour=INK2, max_lines=1)
        with pen.tags.element("P") if is_first else pen.tags.artifact():
            pen.para(intro, at + 5, 9.2 - intro.first_baseline)
        top = _Letters(self.block.letters, self.w).draw(pen, _HEAD) if is_first else _HEAD
        _draw_columns(pen, self.columns, _wide(self.w, _ACROSS), top)


class UprightKey(Box):
    """The key of a small map, below the title of its section, as wide as the text; it goes on where a page ends."""

    def __init__(self, blocks: Sequence[Block], look: Look, columns: _Columns = (), *, is_first: bool = True) -> None:
        self.blocks, self.look = blocks, look
        key = blocks[0]
        assert isinstance(key, LinkedKey)
        self.letters = _Letters(key.letters if is_first else (), TEXT_WIDTH)
        self.columns = columns or self._filled(math.inf)[0]
        super().__init__(self.letters.h + max(sum(part.h for part in column) for column in self.columns))
        self.least = _LEAST

    def _filled(self, room: float) -> list[_Columns]:
        rooms = (room - self.letters.h, self.look.page_height)
        return _best(self.blocks, TEXT_WIDTH, _UPRIGHT, rooms, _GAPS[-1:])

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """Return what fills the columns of this page, and a box for each page after it."""
        room = available_height / MM
        if room < _LEAST:
            return []
        found = self._filled(room)
        return [UprightKey(self.blocks, self.look, one, is_first=n == 0) for n, one in enumerate(found)]

    def paint(self, pen: Pen) -> None:
        """Draw the letters and the columns."""
        _draw_columns(pen, self.columns, _wide(TEXT_WIDTH, _UPRIGHT), self.letters.draw(pen, 0.0))


def _draw_columns(pen: Pen, columns: _Columns, wide: float, top: float) -> None:
    for place, parts in enumerate(columns):
        inner, y = pen.area(place * (wide + _GUTTER), 0, wide), top
        for part in parts:
            part.draw(inner, y)
            y += part.h


class _Entry:
    """A card as an item of the list of its zone, which goes on over columns and pages."""

    def __init__(self, row: Row, items: Elem) -> None:
        self.row, self.items, self.h = row, items, row.h

    def draw(self, pen: Pen, y: float) -> None:
        """Draw it as an item of the list."""
        if not self.items.kids:
            pen.tags.adopt(self.items)
        with pen.tags.within(self.items):
            self.row.draw(pen, y)

    def split(self, height: float) -> tuple[Part, Part] | None:
        """A card is never cut."""
        return None


def pages(blocks: Sequence[Block], name: str, w: float, h: float) -> list[KeyPage]:
    """Return the key and what stands with it as pages of w x h mm; the columns of the last end as high as they can."""
    key = blocks[0]
    assert isinstance(key, LinkedKey)
    rooms = (h - _HEAD - _Letters(key.letters, w).h, h - _HEAD)
    best = _best(blocks, w, _ACROSS, rooms, _GAPS)
    return [KeyPage(key, name, columns, (n, len(best))).sized(w, h) for n, columns in enumerate(best, 1)]


def is_tall(blocks: Sequence[Block], look: Look) -> bool:
    """Tell whether a card or a word has so much to say that no column holds it."""
    groups = _groups(blocks, _wide(TEXT_WIDTH, _UPRIGHT), _GAPS[-1])
    return max((part.h for _title, parts in groups for part in parts), default=0.0) > look.page_height - _LEAST


def one_column(blocks: Sequence[Block], look: Look) -> list[Flowable]:
    """Return the cards of the key below each other, each cut where no page holds it."""
    key = blocks[0]
    assert isinstance(key, LinkedKey)
    found: list[Flowable] = []
    for zone in key.zones:
        rows = [_row(entry, TEXT_WIDTH, _GAPS[-1], _colours(zone.id)[1]) for entry in zone.entries]
        found.append(Rows(rows, heading=heading(zone.title, look), tag="L", look=look, before=2.0, keep=1))
    return found


def _best(
    blocks: Sequence[Block], w: float, count: int, rooms: tuple[float, float], gaps: Sequence[float]
) -> list[_Columns]:
    best: list[_Columns] = []
    for gap in gaps:
        found = _paged(_groups(blocks, _wide(w, count), gap), count, rooms)
        if not best or len(found) < len(best):
            best = found
    return best


def _wide(w: float, count: int) -> float:
    return (w - _GUTTER * (count - 1)) / count


class _Letters:
    """What the letters of codes mean, in lines; a letter is never parted from its words."""

    def __init__(self, letters: Sequence[tuple[str, str]], w: float) -> None:
        self._placed: list[tuple[float, float, str, str]] = []
        x = y = 0.0
        for letter, words in letters:
            wide = _LETTER + width_of((Run(words, Style(_SIZE.size, INK2)),)) / MM
            if x and x + wide > w:
                x, y = 0.0, y + _SIZE.leading / MM
            self._placed.append((x, y, letter, words))
            x += wide + _APART
        self.h = y + _SIZE.leading / MM + _UNDER_LETTERS if letters else 0.0

    def draw(self, pen: Pen, y: float) -> float:
        """Draw them from y on; return the y below."""
        with pen.tags.element("P") if self._placed else nullcontext():
            for x, down, letter, words in self._placed:
                base = y + down + 2.6
                pen.text(x, base, f"{letter} ", Style(_SIZE.size, INK, True))
                pen.text(x + _LETTER, base, f"{words} ", Style(_SIZE.size, INK2))
        return y + self.h


_Groups = list[tuple[Callable[[bool, bool], Part], list[Part]]]
"""Titles, made for whether they stand `again` and `below` others, each with its parts."""


def _paged(groups: _Groups, count: int, rooms: tuple[float, float]) -> list[_Columns]:
    """Return the columns of each page."""
    columns = _filled(groups, partial(_room, rooms, count, math.inf, math.inf))
    full = (len(columns) - 1) // count * count
    high = max(sum(part.h for part in column) for column in columns[full:])
    low = sum(part.h for column in columns[full:] for part in column) / count
    while low < high:
        made = _filled(groups, partial(_room, rooms, count, full, low))
        if len(made) <= full + count:
            columns = made
            break
        low += _STEP
    return [columns[n : n + count] for n in range(0, len(columns), count)]


def _room(rooms: tuple[float, float], count: int, low_from: float, low: float, column: int) -> float:
    """Return how high a column is: less on the first page, under the letters, and on the last one, from `low_from`."""
    return low if column >= low_from else rooms[0] if column < count else rooms[1]


def _groups(blocks: Sequence[Block], wide: float, gap: float) -> _Groups:
    groups: _Groups = []
    for block in blocks:
        if isinstance(block, LinkedKey):
            for zone in block.zones:
                items, colour = Elem("L", {"numbering": "None"}), _colours(zone.id)[1]
                rows: list[Part] = [_Entry(_row(entry, wide, gap, colour), items) for entry in zone.entries]
                groups.append((partial(_title, zone, wide), rows))
        elif isinstance(block, Terms):
            said = [text(*_term(block.heads, row)) for row in block.rows]
            groups.append(_told(_words(), said, wide, gap))
        elif isinstance(block, Paragraph):
            groups.append(_told(_words(), [block.content], wide, gap))
        elif isinstance(block, Coverage):
            counts = "; ".join(f"{name}\u00a0{n}" for name, n in block.rows)
            said = [text(f"{counts}."), block.note]
            groups.append(_told(KeyZone("topics", _("Cards on each topic"), "", ("ui", "tag"), ()), said, wide, gap))
    return groups


def _told(
    zone: KeyZone, said: Sequence[Text], wide: float, gap: float
) -> tuple[Callable[[bool, bool], Part], list[Part]]:
    items = Elem("L", {"numbering": "None"})
    rows = [Row([Cell(0.0, tag="LBody").add(para(one, wide, _SIZE))], top=0, bottom=gap, tag="LI") for one in said]
    return partial(_title, zone, wide), [_Entry(row, items) for row in rows]


def _words() -> KeyZone:
    return KeyZone("words", _("Words explained"), "", ("ui", "quote"), ())


def _term(heads: Sequence[str], row: TermRow) -> Iterator[str | Span]:
    """Yield a word with its meanings, each as a sentence."""
    yield Span(f"{row.label}. ", "strong")
    for head, meaning in zip(heads[1:], (row.planner, row.engineer, row.agreed), strict=True):
        yield Span(f"{head}: ", "quiet")
        yield from meaning
        yield ". "


def _filled(groups: _Groups, room: Callable[[int], float]) -> list[list[Part]]:
    """Fill columns one after the other, each `room` high; a zone that goes on gets its title again."""
    columns: list[list[Part]] = [[]]
    used = 0.0
    for title, parts in groups:
        head = title(False, bool(columns[-1]))
        if columns[-1] and used + head.h + sum(part.h for part in parts[:_WITH]) > room(len(columns) - 1):
            columns.append([])
            used, head = 0.0, title(False, False)
        columns[-1].append(head)
        used += head.h
        for part in parts:
            if used + part.h > room(len(columns) - 1) and len(columns[-1]) > 1:
                again = title(True, False)
                columns.append([again])
                used = again.h
            columns[-1].append(part)
            used += part.h
    return columns


def _title(zone: KeyZone, wide: float, again: bool, below: bool) -> Part:
    """Return the band with a zone's icon and title; one that stands `again` is no content."""
    words = _title_words(zone, wide - 9.0, again)
    gap = _ABOVE_BAND if below else 0.0

    def paint(pen: Pen, y: float) -> None:
        ground, ink = _colours(zone.id)
        y += gap
        pen.rect(0, y, wide, _BAND, fill=ground, r=1.0)
        flat = Pen(pen.canvas, pen.tags, pen.x(wide if pen.rtl else 0.0), pen.top, wide)
        at = wide - 2.0 - _ICON if pen.rtl else 2.0
        draw(flat, icon_figures(icon_paths(*zone.icon), 0, 0, 24, ink), Spot(_ICON / 24, at, y + (_BAND - _ICON) / 2))
        with pen.tags.artifact() if again else pen.tags.element("H2"):
            pen.para(words, 7.6, y + (_BAND - words.h) / 2)

    return Piece(gap + _BAND + _UNDER_BAND, paint)


def _title_words(zone: KeyZone, wide: float, again: bool) -> Para:
    """Return the title in one line, the short one where the long one has no room."""
    for name in (zone.title, zone.short or zone.title):
        said = _("{title}, continued").format(title=name) if again else name
        made = para(said, wide, _TITLE, bold=True, colour=_colours(zone.id)[1])
        if len(made.lines) == 1:
            return made
    return para(said, wide, _TITLE, bold=True, colour=_colours(zone.id)[1], max_lines=1)


def _colours(zone: str) -> tuple[str, str]:
    """Return the ground and the ink of a zone's title."""
    theme = design_tokens.theme("light")
    if zone in theme.concepts:
        return theme.concept(zone).zone_border, theme.concept(zone).label
    return theme.ui["border"], INK


def _row(entry: KeyEntry, wide: float, gap: float, colour: str) -> Row:
    label = para(entry.card.code, _CODE, _SIZE, bold=True, colour=colour)
    if len(label.lines) > 1:  # a code is never broken: a long one takes of the room of its words
        label = para(entry.card.code, wide / 2, _SIZE, bold=True, colour=colour)
    taken = max((width_of(runs) / MM for runs in label.lines), default=0.0)
    at = max(_CODE, taken + _AFTER_CODE)
    said = [Span(ended(entry.card.label))]
    if entry.links:
        first, *rest = entry.links
        said += [Span(" "), Span(capital(first.text), "quiet")]
        said += [span._replace(tone="quiet") if span.tone == "plain" else span for span in rest]
        said.append(Span(".", "quiet"))
    words = Cell(at, tag="LBody").add(para(tuple(said), wide - at, _SIZE))
    return Row([Cell(0.0, tag="Lbl").add(label), words], top=0, bottom=gap, tag="LI")
