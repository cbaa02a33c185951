"""The key of the map: each card in full words, then its links, in four columns on pages that lie across."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from functools import partial

from stworkshop.drawing.icons import icon_figures, icon_paths
from stworkshop.graphics import design_tokens
from stworkshop.i18n import gettext as _
from stworkshop.model.wording import ended
from stworkshop.report.content.blocks import KeyEntry, KeyZone, LinkedKey, Span
from stworkshop.report.look.flow import Box, Cell, Part, Piece, Row
from stworkshop.report.look.style import BRAND, INK, INK2, Size, para
from stworkshop.report.typesetting.drawing_on_paper import Spot, draw
from stworkshop.report.typesetting.paragraphs import MM, Para, width_of
from stworkshop.report.typesetting.pdf_canvas import Pen
from stworkshop.report.typesetting.shaping import Run, Style
from stworkshop.report.typesetting.tagging import Elem
from stworkshop.rounds.answers_in_words import capital

_COLUMNS, _GUTTER = 4, 6.0
_SIZE, _TITLE = Size(8, 9.7), Size(10, 12.4)
_CODE, _AFTER_CODE = 8.2, 1.2
_HEAD, _UNDER_LETTERS = 13.0, 2.2
_LETTER, _APART = 3.4, 4.2
_BAND, _UNDER_BAND, _ABOVE_BAND, _ICON = 6.2, 1.4, 1.4, 4.0
_GAPS = (1.5, 1.1, 0.8)
"""Free space under a card: less where that saves a page."""
_STEP = 1.5
_WITH = 2
"""So many cards stand under a title at least."""


class KeyPage(Box):
    """A page of the key, the first one with what the letters of codes mean."""

    def __init__(self, block: LinkedKey, name: str, columns: Sequence[Sequence[Part]], place: tuple[int, int]) -> None:
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
        wide = _wide(self.w)
        for place, parts in enumerate(self.columns):
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


def pages(block: LinkedKey, name: str, w: float, h: float) -> list[KeyPage]:
    """Return the key as pages of w x h mm, filled column by column; those of the last page end as high as they can."""
    rooms = (h - _HEAD - _Letters(block.letters, w).h, h - _HEAD)
    best: list[list[list[Part]]] = []
    for gap in _GAPS:
        found = _paged(block.zones, _wide(w), rooms, gap)
        if not best or len(found) < len(best):
            best = found
    return [KeyPage(block, name, columns, (n, len(best))).sized(w, h) for n, columns in enumerate(best, 1)]


def _wide(w: float) -> float:
    return (w - _GUTTER * (_COLUMNS - 1)) / _COLUMNS


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


Makers = list[tuple[str, Callable[[bool, bool], Part], list[Part]]]


def _paged(zones: Sequence[KeyZone], wide: float, rooms: tuple[float, float], gap: float) -> list[list[list[Part]]]:
    """Return the columns of each page."""
    groups = _groups(zones, wide, gap)
    columns = _filled(groups, partial(_room, rooms, math.inf, math.inf))
    full = (len(columns) - 1) // _COLUMNS * _COLUMNS
    high = max(sum(part.h for part in column) for column in columns[full:])
    low = sum(part.h for column in columns[full:] for part in column) / _COLUMNS
    while low < high:
        made = _filled(groups, partial(_room, rooms, full, low))
        if len(made) <= full + _COLUMNS:
            columns = made
            break
        low += _STEP
    return [columns[n : n + _COLUMNS] for n in range(0, len(columns), _COLUMNS)]


def _room(rooms: tuple[float, float], low_from: float, low: float, column: int) -> float:
    """Return how high a column is: less on the first page, under the letters, and on the last one, from `low_from`."""
    return low if column >= low_from else rooms[0] if column < _COLUMNS else rooms[1]


def _groups(zones: Sequence[KeyZone], wide: float, gap: float) -> Makers:
    groups: Makers = []
    for zone in zones:
        items = Elem("L", {"numbering": "None"})
        colour = _colours(zone.id)[1]
        parts: list[Part] = [_Entry(_row(entry, wide, gap, colour), items) for entry in zone.entries]
        groups.append((zone.id, partial(_title, zone, wide), parts))
    return groups


def _filled(groups: Makers, room: Callable[[int], float]) -> list[list[Part]]:
    """Fill columns one after the other, each `room` high; a zone that goes on gets its title again."""
    columns: list[list[Part]] = [[]]
    used = 0.0
    for _zone, title, parts in groups:
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
    for name in (zone.title, zone.short):
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
