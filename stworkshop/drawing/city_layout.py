"""Where the zones and cards of a map seen from afar lie: in fixed places, cards as large as their words.

Of each zone as many cards show as have room with all their words, those that matter most first. Measures in px.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from stworkshop.drawing.city import City
from stworkshop.drawing.city_frame import row_heights
from stworkshop.drawing.figures import Box
from stworkshop.drawing.gutters import Network
from stworkshop.graphics import silhouettes, text_measure
from stworkshop.layout.zone_frame import AGREEMENT, CENTRE, LEFT, OTHER, PEOPLE, RIGHT, UNDER
from stworkshop.model.board import Board
from stworkshop.model.card_layout import CardFace
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.records import Element
from stworkshop.rounds.voices import as_heard

TITLE, SMALL = 14.0, 13.0
"""Type of a zone's title, and of the numbers."""
LINE = 17.0
ICON = 18.0
EDGE = 10.0
"""Between a zone's border and its cards."""
_GAP, _FIXED_GAP, _COLUMN_GAP = 14.0, 9.0, 26.0
_CARD_LEAST, _STRIP_LEAST = 150.0, 205.0
_LINES = 5
_BREAKS = "-\u2010\u2013/"
_NO_SPACES = "\u0e00"
"""From here on scripts follow that break between any two letters, or join them."""
_CARD_PAD, _CARD_HEIGHT = 14.0, 42.0
_SMALL_ROW = 20.0
TOKEN_W, TOKEN_H, TOKEN_GAP = 14.0, 10.0, 4.0
"""The small shape of a card that has no room."""
_CODE_GAP, _CODE_LINE = 9.0, 16.0
"""Between two bare codes, and the height of a line of them."""

PILL_H, PILL_GAP, PILL_DOT = 20.0, 4.0, 7.0
"""The pill with a card's dots: its height, what stays free beside the words, and the dot in it."""
_PILL_FROM = 84.0
"""So much room its words need beside the pill."""


def pill_width(dots: int) -> float:
    """Return how wide the pill of so many dots is, 0 for none."""
    return text_measure.width(str(dots), SMALL, bold=True) + PILL_DOT + 4 + 2 * 8 if dots else 0.0


_ROWS: tuple[tuple[tuple[str, int, int], ...], ...] = (
    ((PEOPLE, 0, 4),),
    ((LEFT[0], 0, 1), (CENTRE, 1, 3), (RIGHT[0], 3, 4)),
    ((LEFT[1], 0, 1), (UNDER[0], 1, 2), (UNDER[1], 2, 3), (RIGHT[1], 3, 4)),
    ((AGREEMENT, 0, 4),),
)
"""The zones row by row, each from a column up to before another."""


@dataclass(frozen=True)
class Placed:
    """A card that shows: its face and its place."""

    card: Element
    face: CardFace
    box: Box
    sides: frozenset[str]
    """Through which sides a link may leave it: left, right, down."""
    dots: int = 0
    code: str = ""
    """The code before its words, where codes are shown."""

    @property
    def pill(self) -> Box | None:
        """Where the number of its dots stands, right of its words; None without dots, and where it has no room."""
        wide = pill_width(self.dots)
        left = self.face.text_x + self.face.text_w + PILL_GAP
        if not wide or left + wide > self.face.w:
            return None
        middle = self.face.text_top + len(self.face.lines) * text_measure.CARD_LEADING / 2
        return Box(self.box.x + left, self.box.y + middle - PILL_H / 2, wide, PILL_H)


class CodeLine(NamedTuple):
    """A line of bare codes with its baseline: from `x` on, or up to it where it `ends` there."""

    codes: tuple[str, ...]
    x: float
    y: float
    ends: bool = False


@dataclass(frozen=True)
class Cell:
    """A zone in its place: the lines of its head, the cards that show, and those that stand as small shapes.

    `tokens` is where small shapes begin and end, and their middle; None where there is no room for them. Where codes
    are shown, `codes` stand in their place.
    """

    zone: str
    box: Box
    head: tuple[str, ...]
    count: int
    cards: tuple[Placed, ...]
    rest: tuple[Element, ...]
    tokens: tuple[float, float, float] | None = None
    codes: tuple[CodeLine, ...] = ()


@dataclass(frozen=True)
class Plan:
    """A map from afar with all that lies on it: its zones, the gutters between, the cards that show by their ids."""

    cells: Mapping[str, Cell]
    w: float
    h: float
    network: Network
    placed: Mapping[str, Placed]


def plan(
    city: City, board: Board, catalogue: Catalogue, titles: Mapping[str, tuple[str, str]], w: float, h: float,
    gutters: Mapping[str, float], *, fixed: bool = False, codes: bool = False, called: Sequence[str] = (),
) -> Plan:  # fmt: skip
    """Return the map in w x h px; `titles` are long and short names by zone, `gutters` the widths of the gutters.

    It becomes higher where the cards that matter most need it. Where the height is `fixed` it does so for the heads
    alone, and no zone's place depends on the cards. Cards that are `called` come before others where their zone has
    room, the first of them before all. With `codes` every card bears its code, and those that have no room stand as
    bare codes.
    """
    makers = _Makers(city, board, catalogue, titles, codes=codes, called=called, fixed=fixed)
    left = [gutters["A"], gutters["M"], gutters["B"]]
    column = (w - sum(left)) / 4
    starts = [n * column + sum(left[:n]) for n in range(4)]

    def across(first: int, last: int) -> tuple[float, float]:
        return starts[first], starts[last - 1] + column - starts[first]

    spans = [[(zone, *across(first, last)) for zone, first, last in row] for row in _ROWS]
    if OTHER in city.zones:
        ((zone, x, wide),) = spans[3]
        half = (wide - gutters["H2"]) / 2
        spans[3] = [(zone, x, half), (OTHER, x + half + gutters["H2"], half)]
    gaps = [gutters["H0"], gutters["H1"], gutters["H2"]]
    if fixed:
        lowest = row_heights(h - sum(gaps), [makers.heads(row) for row in spans])
    else:
        lowest = [max(makers.heads(row), *(makers.least(zone, wide) for zone, _x, wide in row)) for row in spans]
        lowest[1] += max(0.0, h - sum(lowest) - sum(gaps))
    cells: dict[str, Cell] = {}
    y = 0.0
    middles: dict[str, float] = {}
    for number, row in enumerate(spans):
        for zone, x, wide in row:
            cells[zone] = makers.cell(zone, Box(x, y, wide, lowest[number]))
        y += lowest[number]
        if number < 3:
            middles[f"H{number}"] = y + gaps[number] / 2
            y += gaps[number]
    for n, name in enumerate(("A", "M", "B")):
        middles[name] = starts[n] + column + left[n] / 2
    placed = {one.card.id: one for cell in cells.values() for one in cell.cards}
    return Plan(cells, w, y, Network(middles), placed)


_MOST_PASSED_OVER = 30
"""So many cards are passed over at most, for a row, since they have no room: the next ones hardly matter."""
_MOST_LINES = 12
"""So many lines of a card are looked at; it shows far fewer, and none of its words where they need more."""


class _Makers:
    """Measures heads and cards."""

    def __init__(
        self, city: City, board: Board, catalogue: Catalogue, titles: Mapping[str, tuple[str, str]], *,
        codes: bool, called: Sequence[str], fixed: bool,
    ) -> None:  # fmt: skip
        self.city, self.board, self.catalogue, self.titles, self.codes = city, board, catalogue, titles, codes
        self.called, self.fixed = {card: min(n, 1) for n, card in enumerate(called)}, fixed

    def head(self, zone: str, wide: float, count: int) -> tuple[str, ...]:
        """Return the lines of a zone's title: its short name or two lines where it is narrow; no word is torn."""
        room = wide - 2 * EDGE - ICON - 8 - text_measure.width(str(count), SMALL) - 8
        for name in self.titles[zone]:
            if text_measure.width(name, TITLE, bold=True) <= room:
                return (name,)
        words = (text_measure.elide(word, room, TITLE, bold=True) for word in self.titles[zone][1].split())
        return tuple(text_measure.break_lines(" ".join(words), room, TITLE, bold=True))

    def head_height(self, zone: str, wide: float) -> float:
        """Return the height of a zone's head."""
        return 8 + LINE * len(self.head(zone, wide, len(self.city.zones.get(zone, ())))) + 5

    def heads(self, row: Sequence[tuple[str, float, float]]) -> float:
        """Return the height of a row of zones that shows no card."""
        return max(self.head_height(zone, wide) + _SMALL_ROW for zone, _x, wide in row)

    def columns(self, zone: str, wide: float) -> int:
        """Return how many cards stand side by side."""
        least = _STRIP_LEAST if zone in (PEOPLE, AGREEMENT, OTHER) else _CARD_LEAST
        return max(1, int((wide - 2 * EDGE + _COLUMN_GAP) // (least + _COLUMN_GAP)))

    def face(self, card: Element, wide: float) -> CardFace | None:
        """Return a card as wide as that, with all its words; None where these have no room, or would be torn.

        The number of its dots stands beside the words where that leaves them room.
        """
        pill = pill_width(self.city.dots.get(card.id, 0))
        found = self._face_beside(card, wide, pill)
        return found if found is not None or not pill else self._face_beside(card, wide, 0.0)

    def _face_beside(self, card: Element, wide: float, pill: float) -> CardFace | None:
        shape = self.catalogue.variant(card.kind, card.type)
        h = _CARD_HEIGHT
        code = code_of(card, self.catalogue) if self.codes else ""
        label = f"{code} {card.label}" if code else card.label
        bolder = code_width(code) - text_measure.width(f"{code} ", text_measure.CARD_SIZE) if code else 0.0
        for _pass in range(2):
            left, right, top, bottom = silhouettes.insets_of(shape, h)
            if pill and wide - left - right - pill - PILL_GAP >= _PILL_FROM:
                right += pill + PILL_GAP
            lines = tuple(
                text_measure.break_lines(
                    label, wide - left - right - bolder, text_measure.CARD_SIZE, max_lines=_MOST_LINES
                )
            )
            h = max(_CARD_HEIGHT, len(lines) * text_measure.CARD_LEADING + _CARD_PAD) + silhouettes.EXTRA_HEIGHT.get(
                shape, 0
            )
        if len(lines) > _LINES or not lines or _is_torn(label, lines) or not lines[0].startswith(code):
            return None
        if code:
            lines = (lines[0][len(code) :].strip(), *lines[1:])
        heard = as_heard(self.board, card)
        voice = str(heard.attributes.get("voice") or "") if card.kind == "stakeholder" else ""
        return CardFace(
            shape=shape, w=wide, h=h, lines=lines, facts=(), has_row=False, text_x=left, text_w=wide - left - right,
            text_top=top + (h - top - bottom - len(lines) * text_measure.CARD_LEADING) / 2, voice=voice,
            dash=silhouettes.dash_of(shape, voice, self.catalogue.dashed(card.kind, card.type)),
        )  # fmt: skip

    def least(self, zone: str, wide: float) -> float:
        """Return the height that a zone needs for a row of cards."""
        cards = self.city.zones.get(zone, ())
        row = self._row(zone, wide, cards)
        high = max((face.h for _card, face in row), default=0.0)
        if self.codes:
            shown = {card.id for card, _face in row}
            left = self.codes_height(zone, wide, [card for card in cards if card.id not in shown])
            return self.head_height(zone, wide) + (high + _GAP if row else 0.0) + left + 4
        if len(cards) > len(row) == 1:
            high += _SMALL_ROW
        return max(self.head_height(zone, wide) + (high + _GAP if row else 0.0) + 4, 64.0 if row else 44.0)

    def _row(
        self, zone: str, wide: float, cards: Sequence[Element], most: float = math.inf
    ) -> list[tuple[Element, CardFace]]:
        """Return the first cards that stand side by side and are at most so high; those far behind are not tried."""
        if most < _CARD_HEIGHT:
            return []
        columns = self.columns(zone, wide)
        each = self._each(zone, wide)
        found: list[tuple[Element, CardFace]] = []
        tried = cards if self.codes else cards[: columns + _MOST_PASSED_OVER]
        for card in tried:
            if len(found) == columns:
                break
            if (face := self.face(card, each)) and face.h <= most:
                found.append((card, face))
        return found

    def _each(self, zone: str, wide: float) -> float:
        columns = self.columns(zone, wide)
        return (wide - 2 * EDGE - (columns - 1) * _COLUMN_GAP) / columns

    def cell(self, zone: str, box: Box) -> Cell:
        """Return a zone with as many rows of cards as its box holds; what is called comes first where it must."""
        cards = list(self.city.zones.get(zone, ()))
        usual = self._packed(zone, box, cards)
        if not any(card.id in self.called for card in usual.rest):
            return usual
        return self._packed(zone, box, sorted(cards, key=lambda card: self.called.get(card.id, 2)))

    def _packed(self, zone: str, box: Box, cards: list[Element]) -> Cell:
        head_height = self.head_height(zone, box.w)
        columns, each = self.columns(zone, box.w), self._each(zone, box.w)
        gap = _FIXED_GAP if self.fixed else _GAP
        bottom = box.y + box.h - 4
        strip = columns > 1
        room = bottom if strip or len(cards) <= 1 or self.codes else bottom - _SMALL_ROW
        rows: list[list[tuple[Element, CardFace]]] = []
        left, y = cards, box.y + head_height
        while left:
            most = (room - y - gap if rows else bottom - y - 4) if self.fixed else math.inf
            row = self._row(zone, box.w, left, most)
            high = max((face.h for _card, face in row), default=0.0)
            last = bottom if len(row) == len(left) else room
            taken = {card.id for card, _face in row}
            rest = [card for card in left if card.id not in taken]
            listed = self.codes_height(zone, box.w, rest)
            if not row or (rows and y + high + gap > last) or y + high + 4 + listed > bottom:
                break
            rows.append(row)
            left = rest
            y += high + gap
        listed = self.codes_height(zone, box.w, left)
        room -= listed
        spare = min(12.0, max(0.0, (room if left else bottom) - y + gap - 6) / max(1, len(rows)))
        tops = [box.y + head_height]
        for row in rows:
            tops.append(tops[-1] + max(face.h for _card, face in row) + gap + spare)
        head = self.head(zone, box.w, len(cards))
        tokens = None if self.codes else self._tokens(box, head, len(cards), left, tops[-1])
        is_clear = not listed and (tokens is None or tokens[2] < tops[-1])
        placed: list[Placed] = []
        for number, row in enumerate(rows):
            high = max(face.h for _card, face in row)
            for column, (card, face) in enumerate(row):
                x = box.x + EDGE + column * (each + _COLUMN_GAP)
                sides = {"left"} if column == 0 else set()
                sides |= {"right"} if column == len(row) - 1 and column == columns - 1 else set()
                sides |= {"down"} if number == len(rows) - 1 and is_clear else set()
                top = tops[number] + (high - face.h) / 2 + spare / 2
                dots = self.city.dots.get(card.id, 0)
                code = code_of(card, self.catalogue) if self.codes else ""
                placed.append(Placed(card, face, Box(x, top, face.w, face.h), frozenset(sides), dots, code))
        codes = tuple(self._code_lines(zone, box, left)) if self.codes else ()
        return Cell(zone, box, head, len(cards), tuple(placed), tuple(left), tokens, codes)

    def codes_height(self, zone: str, wide: float, cards: Sequence[Element]) -> float:
        """Return what the bare codes of cards take of a zone's height; none where its head has room for them."""
        if not self.codes or not cards or self._beside_head(zone, wide, cards):
            return 0.0
        return _CODE_LINE * len(self._filled(cards, wide - 2 * EDGE)) + 6.0

    def _beside_head(self, zone: str, wide: float, cards: Sequence[Element]) -> bool:
        count = len(self.city.zones.get(zone, ()))
        said = text_measure.width(self.head(zone, wide, count)[-1], TITLE, bold=True)
        room = wide - 2 * EDGE - ICON - 8 - said - 8 - text_measure.width(str(count), SMALL) - 16
        taken = [text_measure.width(code_of(card, self.catalogue), SMALL) + _CODE_GAP for card in cards]
        return sum(taken) - _CODE_GAP <= room

    def _filled(self, cards: Sequence[Element], room: float) -> list[tuple[str, ...]]:
        """Return the codes of cards in lines of at most so many px, one code at least."""
        lines: list[list[str]] = [[]]
        used = 0.0
        for card in sorted(cards, key=lambda card: (card.kind, card.seq, card.id)):
            code = code_of(card, self.catalogue)
            taken = text_measure.width(code, SMALL) + _CODE_GAP
            if lines[-1] and used + taken - _CODE_GAP > room:
                lines.append([])
                used = 0.0
            lines[-1].append(code)
            used += taken
        return [tuple(line) for line in lines]

    def _code_lines(self, zone: str, box: Box, cards: Sequence[Element]) -> Iterator[CodeLine]:
        if not cards:
            return
        if self._beside_head(zone, box.w, cards):
            last = len(self.head(zone, box.w, len(self.city.zones.get(zone, ())))) - 1
            (codes,) = self._filled(cards, box.w)
            yield CodeLine(codes, box.x + box.w - EDGE, box.y + 22 + last * LINE, ends=True)
            return
        lines = self._filled(cards, box.w - 2 * EDGE)
        top = box.y + box.h - 5 - _CODE_LINE * len(lines)
        for number, codes in enumerate(lines):
            yield CodeLine(codes, box.x + EDGE, top + _CODE_LINE * number + 12)

    def _tokens(
        self, box: Box, head: Sequence[str], count: int, left: Sequence[Element], under: float
    ) -> tuple[float, float, float] | None:
        """Return from where to where small shapes stand, and their middle: under the cards, or right in the head."""
        if not left:
            return None
        end = box.x + box.w - EDGE - text_measure.width(f"+{len(left)}", SMALL) - 6
        if under + _SMALL_ROW - 6 <= box.y + box.h:
            return box.x + EDGE, end, box.y + box.h - _SMALL_ROW / 2 - 3
        said = box.x + EDGE + ICON + 8 + max(text_measure.width(line, TITLE, bold=True) for line in head)
        start = said + 8 + text_measure.width(str(count), SMALL) + 14
        return (start, end, box.y + 8 + LINE / 2) if start <= end else None


def code_of(card: Element, catalogue: Catalogue) -> str:
    """Return the code of a card; where it has none, that of its kind."""
    return card.code or catalogue.kind(card.kind).code


def code_width(code: str) -> float:
    """Return what a code takes of the first line of a card's words, with the space after it."""
    return text_measure.width(code, text_measure.CARD_SIZE, bold=True) + text_measure.width(" ", text_measure.CARD_SIZE)


def joined_codes(codes: Sequence[str]) -> Iterator[tuple[float, str]]:
    """Yield codes with how far each stands from the first one, in px."""
    x = 0.0
    for code in codes:
        yield x, code
        x += text_measure.width(code, SMALL) + _CODE_GAP


def _is_torn(label: str, lines: Sequence[str]) -> bool:
    """Tell whether a word of a script that has spaces was broken where it has no hyphen."""
    words = label.split()
    return any(
        one[-1] not in _BREAKS and max(one[-1], other[0]) < _NO_SPACES
        and any(one.split()[-1] + other.split()[0] in word for word in words)
        for one, other in pairwise(line for line in lines if line)
    )  # fmt: skip
