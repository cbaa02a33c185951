"""Where the zones and cards of the map lie on one landscape page; millimetres from the top left of the drawing."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from stworkshop.report.content.blocks import Card, MapLink, MapPage, MapZone

UPPER = ("public-value", "human-rights", "regulation")
LOWER = ("ethics-responsible-innovation", "public-servants-competencies", "public-sector-capabilities")
SIDE, WIDE_SIDE, GAP, HEAD = 39.0, 64.0, 2.6, 6.4
_ONE_COLUMN = 20
_SIDE_PITCH, _MOST_SIDE, _SIDE_SHARE = 6.0, 0.25, 1.5
_ROOM_BELOW = 0.8
_COLUMN, _LEAST_COLUMN = 31.4, 22.0
_FULL_GLYPH, _CENTRE_GLYPH = 3.25, 2.8
_ROOMY, _ONE_LINE = 11.0, 2.9
LEAST_GLYPH = 2.7
"""Half the size of a glyph that is still easy to read, in mm."""
_FLOWS = ("flow",)
_SHORT = 0.8
"""How much of the height of another card one of the middle takes: technical parts have short names."""


@dataclass(frozen=True)
class Area:
    """A zone's frame."""

    zone: MapZone
    x: float
    y: float
    w: float
    h: float


@dataclass(frozen=True)
class Node:
    """A card's place: centre of its glyph, half its size, and the width and number of lines of its label."""

    card: Card
    zone: str
    x: float
    y: float
    r: float
    label_width: float
    lines: int


@dataclass(frozen=True)
class Layout:
    """The whole drawing."""

    areas: tuple[Area, ...]
    nodes: dict[str, Node]
    w: float
    h: float


def arrange(page: MapPage, w: float, h: float) -> Layout:
    """Return where everything lies in a drawing of w x h mm."""
    zones = {zone.id: zone for zone in page.zones}
    alone = not set(zones) - {"people", "agreement"}
    if alone:
        return _one_row(page, w, h)
    areas: list[Area] = []
    everything = sum(len(zone.cards) for zone in page.zones)
    left, right = (_side(zones.get(zone), w, h, everything) for zone in ("people", "agreement"))
    middle = w - left - right
    if "people" in zones:
        areas.append(Area(zones["people"], 0, 0, left - GAP, h))
    upper = [zones[z] for z in UPPER if z in zones]
    lower = [zones[z] for z in (*LOWER, "other") if z in zones]
    rows = [row for row in (upper, [zones["centre"]] if "centre" in zones else [], lower) if row]
    heights = _row_heights(rows, middle, h)
    y = 0.0
    for row, height in zip(rows, heights, strict=True):
        areas.extend(_row_areas(row, left, y, middle, height))
        y += height + GAP
    if "agreement" in zones:
        areas.append(Area(zones["agreement"], w - right + GAP, 0, right - GAP, h))
    return _filled(areas, page, w, h)


def _side(zone: MapZone | None, w: float, h: float, everything: int) -> float:
    """Return the width that a zone at the side takes, with the gap: what its cards need, hardly more than others."""
    if zone is None:
        return 0.0
    if len(zone.cards) <= _ONE_COLUMN:
        return SIDE + GAP
    columns = math.ceil(len(zone.cards) * _SIDE_PITCH / h)
    share = min(_MOST_SIDE, _SIDE_SHARE * len(zone.cards) / everything)
    return max(WIDE_SIDE, min(columns * _COLUMN, w * share)) + GAP


def _one_row(page: MapPage, w: float, h: float) -> Layout:
    """Return people and decisions side by side where there is nothing else."""
    return _filled(_row_areas(page.zones, 0, 0, w, h), page, w, h)


def _filled(areas: Sequence[Area], page: MapPage, w: float, h: float) -> Layout:
    nodes: dict[str, Node] = {}
    for area in areas:
        nodes.update(_place(area, page.links))
    return Layout(tuple(areas), nodes, w, h)


def _row_heights(rows: Sequence[Sequence[MapZone]], w: float, h: float) -> list[float]:
    """Share the height by the lines of cards that each row needs at its best."""
    free = h - GAP * (len(rows) - 1) - (HEAD + _ROOM_BELOW) * len(rows)
    needs = [max(1.0, _lines_needed(row, w)) * (_SHORT if row[0].id == "centre" else 1.0) for row in rows]
    total = sum(needs)
    return [HEAD + _ROOM_BELOW + free * need / total for need in needs]


def _lines_needed(row: Sequence[MapZone], w: float) -> float:
    columns = _columns(row, w)
    deepest = max(math.ceil(len(zone.cards) / count) for zone, count in zip(row, columns, strict=True))
    return max(deepest + 0.3, 1.6)


def _row_areas(row: Sequence[MapZone], x: float, y: float, w: float, h: float) -> list[Area]:
    """Give each zone of a row as many columns as its cards need."""
    columns = _columns(row, w)
    unit = (w - GAP * (len(row) - 1)) / sum(columns)
    areas = []
    for zone, count in zip(row, columns, strict=True):
        areas.append(Area(zone, x, y, unit * count, h))
        x += unit * count + GAP
    return areas


def _columns(row: Sequence[MapZone], w: float) -> list[int]:
    """Return the number of columns of each zone: the tallest column gets as low as possible."""
    most = max(len(row), int((w - GAP * (len(row) - 1)) / _COLUMN))
    counts = [1] * len(row)
    while sum(counts) < most:
        heights = [len(zone.cards) / count for zone, count in zip(row, counts, strict=True)]
        counts[heights.index(max(heights))] += 1
    deepest = max(math.ceil(len(zone.cards) / count) for zone, count in zip(row, counts, strict=True))
    while deepest > 12 and (w - GAP * (len(row) - 1)) / (sum(counts) + 1) >= _LEAST_COLUMN:
        heights = [len(zone.cards) / count for zone, count in zip(row, counts, strict=True)]
        counts[heights.index(max(heights))] += 1
        deepest = max(math.ceil(len(zone.cards) / count) for zone, count in zip(row, counts, strict=True))
    return counts


def _place(area: Area, links: Sequence[MapLink]) -> dict[str, Node]:
    if area.zone.id == "centre":
        return _place_centre(area, links)
    cards = area.zone.cards
    columns = max(1, round(area.w / _COLUMN))
    if area.w <= WIDE_SIDE and area.zone.id in ("people", "agreement"):
        columns = _side_columns(len(cards), area)
    rows = max(1, math.ceil(len(cards) / columns))
    columns = math.ceil(len(cards) / rows) if cards else 1
    pitch = (area.h - HEAD - _ROOM_BELOW) / rows
    pitch = min(pitch, 14.0)
    width = area.w / columns
    nodes = {}
    for number, card in enumerate(cards):
        column, place = divmod(number, rows)
        nodes[card.id] = _node(area, card, column * width, width, HEAD + place * pitch + pitch / 2, pitch, _FULL_GLYPH)
    return nodes


def _side_columns(n: int, area: Area) -> int:
    """A side zone has one column of cards with words; very many stand without words beside each other."""
    rows = int((area.h - HEAD) / (6.6 if area.w > SIDE else 5.2))
    return max(1, math.ceil(n / rows))


def _node(area: Area, card: Card, x: float, width: float, y: float, pitch: float, r: float) -> Node:
    r = min(r, max(1.6, pitch / 2 - 0.25), max(1.6, width / 2 - 0.4))
    lines = 4 if pitch >= _ROOMY else 3 if pitch >= 8.4 else 2 if pitch >= 5.6 else 1
    label = width - 2 * r - 3.0 if pitch >= _ONE_LINE else 0.0
    return Node(card, area.zone.id, area.x + x + r + 1.15, area.y + y, r, label if label > 9 else 0.0, lines)


def _place_centre(area: Area, links: Sequence[MapLink]) -> dict[str, Node]:
    """Layer the technical parts by the flows between them, so that arrows run to the right."""
    cards = area.zone.cards
    columns = max(2, round(area.w / 35))
    rows = max(1, math.ceil(len(cards) / columns))
    order = _by_layer(cards, links)
    pitch = (area.h - HEAD - _ROOM_BELOW) / rows
    pitch = min(pitch, 14.0)
    columns = math.ceil(len(cards) / rows)
    width = area.w / columns
    nodes = {}
    for number, card in enumerate(order):
        column, place = divmod(number, rows)
        y = HEAD + place * pitch + pitch / 2
        nodes[card.id] = _node(area, card, column * width + 0.8, width - 1.5, y, pitch, _CENTRE_GLYPH)
    return nodes


def _by_layer(cards: Sequence[Card], links: Sequence[MapLink]) -> list[Card]:
    """Return the cards by how many steps of flow lead to them; without flow in their own order, at the end."""
    ids = {card.id for card in cards}
    flows = [(link.source, link.target) for link in links if link.look in _FLOWS and {link.source, link.target} <= ids]
    depth = dict.fromkeys(ids, 0)
    for _round in range(min(len(ids), 12)):
        moved = False
        for source, target in flows:
            if depth[target] < depth[source] + 1 <= 12:
                depth[target] = depth[source] + 1
                moved = True
        if not moved:
            break
    touched = {end for flow in flows for end in flow}
    place = {card.id: number for number, card in enumerate(cards)}
    return sorted(cards, key=lambda card: (card.id not in touched, depth[card.id], place[card.id]))
