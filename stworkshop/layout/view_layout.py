"""Where the cards of a view stand: bands under each other or side by side, apart from the places on the map.

Pure and deterministic. Cards that people moved in this view keep their places; the others make way for them.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from stworkshop.analysis import viewpoints
from stworkshop.analysis.viewpoints import Picture, View
from stworkshop.graphics import text_measure
from stworkshop.layout.card_groups import centre_columns
from stworkshop.layout.card_order import shorten
from stworkshop.layout.zone_frame import COLUMN, GAP, LEAST_HEIGHT, PAD, PITCH, TOP, ZONE_GAP, Rect
from stworkshop.layout.zones import CARD_SIZE
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.records import Element, Record, replaced

ASPECT = 1.75
"""Width to height of the place where a view is shown."""
GUTTER, ROW_GAP, BETWEEN = 50.0, 40.0, 90.0
"""Free space between columns and rows of a band, and between bands side by side, where the links run."""
_MOST_SORTED = 250
"""Cards of larger views keep the order of making: nobody could follow their links anyway."""
_TITLE_SIZE, _TITLE_ICON = 22.0, 24.0
"""Size of a heading, and the room that its icon needs beside it, in px."""
_TRY = 2 * PITCH
_APART = GAP / 2 - 1
"""Cards nearer than that, in px, count as touching."""
_LAYERED = frozenset({"flow"})

Size = tuple[float, float]
Point = tuple[float, float]


@dataclass(frozen=True)
class ViewLayout:
    """Where cards stand (top left corners by id) and the frames of the bands; `kept` are cards that people moved."""

    positions: Mapping[str, Point]
    frame: Mapping[str, Rect]
    kept: frozenset[str]


def view_board(board: Board, catalogue: Catalogue, shown: View, what: Picture) -> tuple[Board, ViewLayout]:
    """Return a board of what a view shows, each card where it stands there, and the layout that it follows."""
    laid = lay_out(board, catalogue, shown, what)
    pictures = board.images.values()
    records: list[Record] = [
        board.session,
        *pictures,
        *board.rounds.values(),
        *board.results.values(),
        *board.notes.values(),
    ]
    for card in what.shown:
        fields = {"pos": laid.positions[card], "placed": "yes", "locked": "no", "group": ""}
        records.append(replaced(board.elements[card], fields))
    records.extend(board.links[link] for link in what.links)
    return Board(records), laid


def lay_out(board: Board, catalogue: Catalogue, shown: View, what: Picture) -> ViewLayout:
    """Return the layout of a view."""
    if not what.bands:
        return ViewLayout({}, {}, frozenset())
    if shown.layout == viewpoints.ARRANGEMENT:
        return _as_it_came(board, shown, what)
    sizes = {card: board.elements[card].size or CARD_SIZE for card in what.shown}
    joined = [(board.links[k].source, board.links[k].relation, board.links[k].target) for k in what.links]
    across = viewpoints.FLOWS.get(shown.viewpoint) == "across"
    bands = [_Band(name, _columns(board, catalogue, name, cards, joined)) for name, cards in what.bands]
    place = _side_by_side if across else _stacked
    positions: dict[str, Point] = {}
    frame: dict[str, Rect] = {}

    def middles() -> dict[str, Point]:
        positions.clear()
        frame.clear()
        place(bands, sizes, positions, frame)
        return {card: (x + sizes[card][0] / 2, y + sizes[card][1] / 2) for card, (x, y) in positions.items()}

    groups = [group for band in bands for group in band.groups]
    if len(sizes) <= _MOST_SORTED:
        shorten(groups, [(a, b) for a, _relation, b in joined], middles)
    middles()
    kept = {p.element: p.pos for p in board.positions.values() if p.view == shown.id and p.pos and p.element in sizes}
    _make_way(positions, kept, sizes, what.bands, frame)
    return ViewLayout(MappingProxyType({**positions, **kept}), MappingProxyType(frame), frozenset(kept))


def _as_it_came(board: Board, shown: View, what: Picture) -> ViewLayout:
    """Return the places that cards have in a view, without bands around them."""
    cards = frozenset(what.shown)
    at = {p.element: p.pos for p in board.positions.values() if p.view == shown.id and p.pos and p.element in cards}
    return ViewLayout(MappingProxyType(at), MappingProxyType({}), cards)


class _Band:
    """A band of cards: in one group that fills rows, or in columns of its own where its cards pass things on."""

    def __init__(self, name: str, groups: list[list[str]]) -> None:
        self.name, self.groups = name, groups

    @property
    def layered(self) -> bool:
        return self.name in _LAYERED

    @property
    def count(self) -> int:
        return sum(len(group) for group in self.groups)

    @property
    def title_width(self) -> float:
        return _title_width(self.name)


def title_frame(frame: Mapping[str, Rect]) -> dict[str, Rect]:
    """Return the frames of bands only as wide as their headings, which is what links keep clear of."""
    widths = {band: _title_width(band) + 2 * PAD for band in frame}
    return {band: Rect(r.x, r.y, min(r.w, widths[band]), r.h) for band, r in frame.items()}


def _title_width(band: str) -> float:
    return text_measure.width(viewpoints.band_title(band), _TITLE_SIZE, bold=True) + _TITLE_ICON


def _columns(
    board: Board, catalogue: Catalogue, band: str, cards: Sequence[str], joined: Sequence[tuple[str, str, str]]
) -> list[list[str]]:
    if band not in _LAYERED:
        return [list(cards)]
    elements: list[Element] = [board.elements[card] for card in cards]
    return [list(column) for column in centre_columns(elements, joined, catalogue)]


def _stacked(
    bands: Sequence[_Band], sizes: Mapping[str, Size], positions: dict[str, Point], frame: dict[str, Rect]
) -> None:
    """Place bands under each other, all as wide as the widest, with so many columns that the whole fits the place."""
    card = _widest(sizes)
    layered = max((len(band.groups) for band in bands if band.layered), default=0)
    most = max((band.count for band in bands if not band.layered), default=1)
    tries = range(max(1, layered, min(3, most)), max(layered, min(14, most)) + 1)

    def shape(columns: int) -> float:
        width = columns * (card + GUTTER) - GUTTER + 2 * PAD
        height = sum(_band_height(band, columns, sizes) + ZONE_GAP for band in bands) - ZONE_GAP
        return abs(math.log(width / height / ASPECT))

    columns = min(tries, key=shape)
    width = columns * (card + GUTTER) - GUTTER + 2 * PAD
    y = 0.0
    for band in bands:
        height = _band_height(band, columns, sizes)
        frame[band.name] = Rect(0.0, y, width, height)
        _fill(band, columns, Rect(PAD, y + TOP, width - 2 * PAD, height - TOP - PAD), card, sizes, positions)
        y += height + ZONE_GAP


def _side_by_side(
    bands: Sequence[_Band], sizes: Mapping[str, Size], positions: dict[str, Point], frame: dict[str, Rect]
) -> None:
    """Place bands beside each other, all as high as the highest, with so many rows that the whole fits the place."""
    card = _widest(sizes)
    most = max(band.count for band in bands)

    def width_of(band: _Band, rows: int) -> float:
        cards = _whole_columns(band, rows) * (card + GUTTER) - GUTTER
        return max(cards, band.title_width) + 2 * PAD

    def height_of(rows: int) -> float:
        return max(_band_height(band, _whole_columns(band, rows), sizes) for band in bands)

    def shape(rows: int) -> float:
        width = sum(width_of(band, rows) + BETWEEN for band in bands) - BETWEEN
        return abs(math.log(width / height_of(rows) / ASPECT))

    rows = min(range(1, most + 1), key=shape)
    height, x = height_of(rows), 0.0
    for band in bands:
        width = width_of(band, rows)
        frame[band.name] = Rect(x, 0.0, width, height)
        columns = _whole_columns(band, rows)
        used = columns * (card + GUTTER) - GUTTER
        inside = Rect(x + (width - used) / 2, TOP, used, height - TOP - PAD)
        _fill(band, columns, inside, card, sizes, positions)
        x += width + BETWEEN


def _whole_columns(band: _Band, rows: int) -> int:
    return max(1, math.ceil(band.count / rows))


def _fill(
    band: _Band, columns: int, room: Rect, card: float, sizes: Mapping[str, Size], positions: dict[str, Point]
) -> None:
    """Place the cards of a band: in rows, a single short one in the middle, or in the columns that they have."""
    if band.layered:
        count = len(band.groups)
        step = card + (max(GUTTER, (room.w - count * card) / max(1, count - 1)) if count > 1 else 0.0)
        for number, column in enumerate(band.groups):
            free = room.h - sum(sizes[c][1] + ROW_GAP for c in column) + ROW_GAP
            gap = min(ROW_GAP * 2, ROW_GAP + max(0.0, free) / max(1, len(column)))
            used = sum(sizes[c][1] + gap for c in column) - gap
            y = room.y + max(0.0, (room.h - used) / 2)
            for each in column:
                positions[each] = (_on_pitch(room.x + number * step), _on_pitch(y))
                y += sizes[each][1] + gap
        return
    cards = band.groups[0]
    start = room.x + max(0, columns - len(cards)) // 2 * (
        card + GUTTER
    )  # on the columns of the rest: links run between
    y = room.y
    for first in range(0, len(cards), columns):
        row = cards[first : first + columns]
        for number, each in enumerate(row):
            positions[each] = (_on_pitch(start + number * (card + GUTTER)), _on_pitch(y))
        y += max(sizes[each][1] for each in row) + ROW_GAP


def _band_height(band: _Band, columns: int, sizes: Mapping[str, Size]) -> float:
    """Return a height that holds the band's rows in any order of its cards."""
    if band.layered:
        rows = [sum(sizes[c][1] + ROW_GAP for c in column) - ROW_GAP for column in band.groups]
        return max(LEAST_HEIGHT, TOP + max(rows) + PAD)
    cards = band.groups[0]
    heights = sorted((sizes[card][1] for card in cards), reverse=True)
    count = math.ceil(len(cards) / columns)
    return max(LEAST_HEIGHT, TOP + sum(heights[:count]) + ROW_GAP * (count - 1) + PAD)


def _widest(sizes: Mapping[str, Size]) -> float:
    return max([COLUMN, *(width for width, _height in sizes.values())])


def _on_pitch(value: float) -> float:
    return round(value / PITCH) * PITCH


def _make_way(
    positions: dict[str, Point],
    kept: Mapping[str, Point],
    sizes: Mapping[str, Size],
    bands: Sequence[tuple[str, tuple[str, ...]]],
    frame: Mapping[str, Rect],
) -> None:
    """Let cards that would lie under one that people placed go aside, as little as they can; changes `positions`."""
    taken = {card: _rect(pos, sizes[card]) for card, pos in kept.items()}
    home = {card: frame[band] for band, cards in bands for card in cards}
    under = [
        card
        for card, pos in positions.items()
        if card not in kept and any(_rect(pos, sizes[card]).overlaps(other, _APART) for other in taken.values())
    ]
    for card in under:
        others = [taken.get(c) or _rect(p, sizes[c]) for c, p in positions.items() if c != card]
        positions[card] = _aside(_rect(positions[card], sizes[card]), others, home[card])


def _aside(rect: Rect, taken: Sequence[Rect], band: Rect) -> Point:
    """Return the nearest place in a band where a card lies on no other, or one straight under all others."""
    near = [other for other in taken if other.overlaps(band, _APART)]
    inside = Rect(band.x + PAD, band.y + TOP, band.w - 2 * PAD - rect.w, band.h - TOP - PAD - rect.h)
    steps = [
        (abs(x - rect.x) + abs(y - rect.y), y, x)
        for x in _tries(rect.x, inside.x, inside.x + inside.w)
        for y in _tries(rect.y, inside.y, inside.y + inside.h)
    ]
    for _distance, y, x in sorted(steps):
        if not any(Rect(x, y, rect.w, rect.h).overlaps(other, _APART) for other in near):
            return x, y
    lowest = max(other.y + other.h for other in taken)
    return rect.x, _on_pitch(lowest + GAP)


def _tries(home: float, low: float, high: float) -> list[float]:
    """Return the places along one direction that are tried, on the pitch of the layout."""
    first, last = math.ceil((low - home) / _TRY), math.floor((high - home) / _TRY)
    return [home + n * _TRY for n in range(first, last + 1)]


def _rect(pos: Point, size: Size) -> Rect:
    return Rect(*pos, *size)
