"""The zones of the map: which zone a card belongs to, where the zones lie, and where the next card goes.

Positions and sizes are scene units, pixels at 100 %; a position is a top left corner. Nothing here is stored: zones
follow from the cards, so that every laptop draws the same.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from stworkshop.layout.zone_frame import (
    AGREEMENT,
    BELOW,
    CENTRE,
    COLUMN,
    GAP,
    LEAST_HEIGHT,
    LEFT,
    OTHER,
    PAD,
    PEOPLE,
    PITCH,
    RIGHT,
    TOP,
    UNDER,
    ZONE_GAP,
    ZONES,
    Rect,
    assemble,
    beginning,
    bounds,
    grown,
    without_strays,
)
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.records import Element

__all__ = [
    "AGREEMENT",
    "CARD_SIZE",
    "CENTRE",
    "OTHER",
    "PAD",
    "PEOPLE",
    "TOP",
    "ZONES",
    "Rect",
    "card_rect",
    "cards_by_zone",
    "columns_of",
    "follows_topic",
    "free_cell",
    "in_rows",
    "kept_frame",
    "make_room",
    "place_of_zone",
    "reading_order",
    "shifts_below",
    "title_rects",
    "topics_in",
    "within",
    "zone_frame",
    "zone_of",
]

CARD_SIZE = (200.0, 62.0)
"""Size of a card that was never measured."""

_ZONE_OF_KIND = {
    "stakeholder": PEOPLE,
    **dict.fromkeys(("component", "public-service", "process", "context"), CENTRE),
    **dict.fromkeys(("decision", "action", "open-question"), AGREEMENT),
}
_ZONE_OF_LAYER = {
    "people": LEFT[0],
    "purpose": LEFT[0],
    "risk": LEFT[1],
    "rules": RIGHT[1],
    "ability": UNDER[1],
    "agreement": AGREEMENT,
    "work": CENTRE,
    "technology": CENTRE,
    "surroundings": CENTRE,
}
_MOST_COLUMNS = 400
_CONCEPT_ZONES = frozenset((*LEFT, *RIGHT, *UNDER))
_TITLE_HEIGHT, _STRIP_TITLE, _TOPIC_TITLE, _CENTRE_TITLE = 34.0, 440.0, 520.0, 700.0
_TWO_LINES, _NARROW = 52.0, 420.0
"""How high a title is in a zone so narrow that it may need two lines."""


def zone_of(element: Element, catalogue: Catalogue) -> str:
    """Return the zone of a card: by its kind, its first concept, or what the catalogue says of its kind."""
    by_kind = _ZONE_OF_KIND.get(element.kind)
    if by_kind is not None:
        return by_kind
    for concept in element.concepts:
        if concept in _CONCEPT_ZONES:
            return concept
    if element.kind not in catalogue.kinds:
        return OTHER
    kind = catalogue.kinds[element.kind]
    usual = next((concept for concept in kind.default_concepts if concept in _CONCEPT_ZONES), None)
    return usual or _ZONE_OF_LAYER.get(kind.layer, OTHER)


def card_rect(element: Element) -> Rect | None:
    """Return where a card lies, or None for one that was never put on the map."""
    if element.pos is None:
        return None
    w, h = element.size or CARD_SIZE
    return Rect(element.pos[0], element.pos[1], w, h)


def cards_by_zone(board: Board, catalogue: Catalogue) -> dict[str, list[Rect]]:
    """Return the rectangles of all cards on the map by zone."""
    zones: dict[str, list[Rect]] = defaultdict(list)
    zone_of_key: dict[tuple[str, tuple[str, ...]], str] = {}
    for element in board.elements.values():
        if element.pos is not None:
            key = (element.kind, element.concepts)
            zone = zone_of_key.get(key)
            if zone is None:
                zone = zone_of_key[key] = zone_of(element, catalogue)
            zones[zone].append(Rect(*element.pos, *(element.size or CARD_SIZE)))
    return zones


def zone_frame(board: Board, catalogue: Catalogue) -> dict[str, Rect]:
    """Return the rectangles of the zones, in reading order, as the cards need them."""
    cards = cards_by_zone(board, catalogue)
    return beginning(cards) or assemble(cards)


def kept_frame(before: Mapping[str, Rect], board: Board, catalogue: Catalogue) -> dict[str, Rect]:
    """Return the zones where they were before, larger only where cards lie outside of all: hands hold on to places.

    A card that lies in the zone of others, or between zones, moves none; nor does one that has no room outside.
    """
    around = _around(before.values())
    here: dict[str, list[Rect]] = {}
    for zone, rects in cards_by_zone(board, catalogue).items():
        for rect in rects:
            if zone not in before or before[zone].holds(*rect.centre) or not around.holds(*rect.centre):
                here.setdefault(zone, []).append(rect)
    larger = grown(before, here)
    return larger if all(_holds(larger[zone], tile) for zone, tile in before.items()) else dict(before)


def _around(tiles: Iterable[Rect]) -> Rect:
    x0, y0, x1, y1 = zip(*((t.x, t.y, t.right, t.bottom) for t in tiles), strict=True)
    return Rect(min(x0), min(y0), max(x1) - min(x0), max(y1) - min(y0))


def _holds(tile: Rect, rect: Rect) -> bool:
    """Tell whether a card lies wholly in a zone."""
    return tile.holds(rect.x, rect.y) and tile.holds(rect.right, rect.bottom)


def within(tile: Rect, rect: Rect) -> Rect:
    """Return where a card lies wholly in a zone, under its title, as near as may be, or as it was without room."""
    x0, x1 = tile.x + PAD, tile.right - PAD - rect.w
    y0, y1 = tile.y + TOP, tile.bottom - PAD - rect.h
    x = min(max(rect.x, x0), x1) if x0 <= x1 else rect.x
    y = min(max(rect.y, y0), y1) if y0 <= y1 else rect.y
    return Rect(x, y, rect.w, rect.h)


def follows_topic(kind: str, zone: str) -> bool:
    """Tell whether a card of this kind belongs to this zone once it has the zone's topic."""
    return kind not in _ZONE_OF_KIND and zone in _CONCEPT_ZONES


def topics_in(element: Element, zone: str, catalogue: Catalogue) -> tuple[str, ...]:
    """Return a card's topics once it was put into a zone: that topic first, and no more the one of the zone it left."""
    left = zone_of(element, catalogue)
    return (zone, *(concept for concept in element.concepts if concept not in (zone, left)))


def title_rects(frame: Mapping[str, Rect]) -> list[Rect]:
    """Return where the titles of the zones stand, which links keep clear of where there is another way."""
    widths = {zone: _TOPIC_TITLE if zone in _CONCEPT_ZONES else _STRIP_TITLE for zone in frame}
    widths[CENTRE] = _CENTRE_TITLE
    return [
        Rect(
            r.x + PITCH,
            r.y + PITCH,
            max(0.0, min(r.w - 2 * PITCH, widths[zone])),
            _TWO_LINES if r.w < _NARROW else _TITLE_HEIGHT,
        )
        for zone, r in frame.items()
    ]


def free_cell(
    board: Board,
    catalogue: Catalogue,
    zone_id: str,
    size: tuple[float, float] = CARD_SIZE,
    near: tuple[float, float] | None = None,
    taken: Iterable[Rect] = (),
    frame: Mapping[str, Rect] | None = None,
) -> tuple[float, float]:
    """Return the top left corner of the next free cell of a zone, or of the free cell nearest to the point `near`.

    `taken` are places that are promised already; `frame` spares the work where the caller has it. A full zone gives a
    cell below its last row: `make_room` tells what to push.
    """
    zone = place_of_zone(frame or zone_frame(board, catalogue), zone_id)
    members, obstacles = _cards_in(board, catalogue, zone_id, zone)
    columns = columns_of(zone, size[0], members)
    obstacles.extend(Rect(*r) for r in taken)
    in_column: list[list[tuple[float, float]]] = [[] for _ in columns]
    for r in obstacles:
        first = bisect_right(columns, r[0] - size[0] - GAP)
        for i in range(first, bisect_left(columns, r[0] + r[2] + GAP)):
            in_column[i].append((r[1] - GAP - size[1], r[1] + r[3] + GAP))
    cells = [(x, y) for x, blocked in zip(columns, in_column, strict=True) for y in _free_rows(zone, blocked, near)]
    if near is None:
        return min(cells, key=lambda cell: (cell[1], cell[0]))
    at = near
    return min(cells, key=lambda cell: (abs(cell[0] - at[0]) + abs(cell[1] - at[1]), cell[1], cell[0]))


def _cards_in(board: Board, catalogue: Catalogue, zone_id: str, zone: Rect) -> tuple[list[Rect], list[Rect]]:
    """Return the zone's own cards in its rectangle, and all cards that reach into it."""
    x0, y0, x1, y1 = zone.x, zone.y, zone.right, zone.bottom
    members: list[Rect] = []
    obstacles: list[Rect] = []
    for element in board.elements.values():
        pos = element.pos
        if pos is not None and pos[0] < x1 and pos[1] < y1:
            w, h = element.size or CARD_SIZE
            if pos[0] + w > x0 and pos[1] + h > y0:
                rect = Rect(pos[0], pos[1], w, h)
                obstacles.append(rect)
                if zone.holds(*pos) and zone_of(element, catalogue) == zone_id:
                    members.append(rect)
    return members, obstacles


def make_room(
    board: Board, catalogue: Catalogue, zone_id: str, rects: Iterable[Rect], frame: Mapping[str, Rect] | None = None
) -> dict[str, tuple[float, float]]:
    """Return the new positions of the cards that must go down so that new cards at `rects` fit into their zone.

    Only cards that continue the zone count, each no lower than a row under it or under the one before.
    """
    cards = cards_by_zone(board, catalogue)
    known = dict(frame or assemble(cards))
    tile = known[zone_id] = place_of_zone(known, zone_id)
    end = tile.bottom - PAD
    for rect in sorted(rects, key=lambda rect: rect.y):
        if tile.x <= rect.x < tile.right and tile.y <= rect.y <= end + GAP + 2 * PITCH:
            end = max(end, rect.bottom)
    shifts = shifts_below(known, without_strays(cards), {zone_id: end})
    moved: dict[str, tuple[float, float]] = {}
    for element in board.elements.values() if shifts else ():
        if element.pos is None or element.locked == "yes":
            continue
        zone = zone_of(element, catalogue)
        if zone in shifts and known[zone].holds(*element.pos):
            moved[element.id] = (element.pos[0], element.pos[1] + shifts[zone])
    return moved


def shifts_below(
    frame: Mapping[str, Rect], cards: Mapping[str, Sequence[Rect]], ends: Mapping[str, float]
) -> dict[str, float]:
    """Return by how much each zone goes down where the cards of others, by `ends`, now reach further than these do."""
    lowest = {zone: box.y1 for zone, box in bounds(cards).items()}
    shifts: dict[str, float] = {}

    def grow(zone: str, end: float) -> None:
        over = math.ceil((end + PAD - frame[zone].bottom) / PITCH) * PITCH
        if over <= 0:
            return
        for below in BELOW[zone]:
            if below in frame and shifts.get(below, 0.0) < over:
                shifts[below] = over
                grow(below, lowest.get(below, frame[below].y + TOP) + over)

    for zone, end in ends.items():
        if zone in frame:
            grow(zone, end)
    return shifts


def reading_order(board: Board, catalogue: Catalogue) -> list[str]:
    """Return the ids of all cards: zones in their order, then rows from the top, each from left to right.

    Cards without a position come last in their zone.
    """
    zones: dict[str, list[tuple[Rect, str]]] = defaultdict(list)
    unplaced: dict[str, list[str]] = defaultdict(list)
    for element in board.elements.values():
        rect = card_rect(element)
        zone = zone_of(element, catalogue)
        if rect is None:
            unplaced[zone].append(element.id)
        else:
            zones[zone].append((rect, element.id))
    order: list[str] = []
    for zone in ZONES:
        order.extend(in_rows(zones[zone]))
        order.extend(unplaced[zone])
    return order


def in_rows(cards: Iterable[tuple[Rect, str]]) -> list[str]:
    """Return cards as they are read: rows from the top, each from left to right."""
    rows: list[list[tuple[Rect, str]]] = []
    limit = float("-inf")
    for rect, card in sorted(cards, key=lambda item: (item[0].centre[1], item[1])):
        if rect.centre[1] > limit:
            rows.append([])
            limit = rect.centre[1] + rect.h / 2
        rows[-1].append((rect, card))
    return [card for row in rows for _, card in sorted(row, key=lambda item: (item[0].x, item[0].y, item[1]))]


def place_of_zone(frame: Mapping[str, Rect], zone_id: str) -> Rect:
    """Return where a zone is, or would be: `other` is under everything while it is empty. KeyError for no zone."""
    if zone_id == OTHER and OTHER not in frame:
        foot = frame[AGREEMENT]
        return Rect(foot.x, foot.bottom + ZONE_GAP, foot.w, LEAST_HEIGHT)
    return frame[zone_id]


def columns_of(zone: Rect, width: float, members: Sequence[Rect]) -> list[float]:
    """Return the left edges of the columns where a card may stand: those in use, and more where the zone is wide."""
    last = max(zone.right - PAD - width, zone.x + PAD)
    columns: list[float] = []
    for x in sorted({r[0] for r in members}):
        if x <= last and (not columns or x >= columns[-1] + GAP):
            columns.append(x)
    x = zone.x + PAD
    for known in [*columns, float("inf")]:
        while x <= last and x + width + GAP <= known and len(columns) < _MOST_COLUMNS:
            columns.append(x)
            x += max(width, COLUMN) + GAP
        x = max(x, known + max(width, COLUMN) + GAP)
    return sorted(columns) or [zone.x + PAD]


def _free_rows(zone: Rect, blocked: list[tuple[float, float]], near: tuple[float, float] | None) -> list[float]:
    """Return the free rows of a column: the first one, or, for a point, the nearest in each gap between cards."""
    y = math.ceil((zone.y + TOP) / PITCH) * PITCH if (zone.y + TOP) % PITCH else zone.y + TOP
    rows: list[float] = []
    for start, end in [*sorted(blocked), (float("inf"), float("inf"))]:
        if y <= start:
            if near is None:
                return [y]
            wanted = min(max(near[1], y), start)
            rows.append(max(y, math.floor(wanted / PITCH) * PITCH) if wanted < float("inf") else y)
        y = max(y, math.ceil(end / PITCH) * PITCH) if end < float("inf") else y
    return rows
