"""What a drawing's lines meet: measured on its shapes, however they were made."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise

from stworkshop.drawing.figures import Box, Drawing, Figure, Group, Words
from stworkshop.graphics import vector_paths
from stworkshop.graphics.vector_paths import Point

_EDGE = 6.0
"""So far a line may reach over the box of a card, whose outline is not a rectangle."""


def meets(a: Point, b: Point, box: Box) -> bool:
    """Whether a straight line, at any slant, runs through the inside of a box."""
    first, last = 0.0, 1.0
    for start, end, low, high in ((a[0], b[0], box.x, box.x + box.w), (a[1], b[1], box.y, box.y + box.h)):
        by = end - start
        if abs(by) < 1e-9:
            if not low < start < high:
                return False
            continue
        one, other = sorted(((low - start) / by, (high - start) / by))
        first, last = max(first, one), min(last, other)
    return first < last - 1e-9


def lines(drawing: Drawing) -> Iterator[tuple[Group, Point, Point]]:
    """The straight pieces of each link and road; bends are told as short pieces."""
    for group in drawing.groups:
        if group.role == "link" and not group.id.startswith(("count-", "said-")) and group.shapes:
            line = next(shape for shape in group.shapes if isinstance(shape, Figure) and shape.stroke)
            for polygon in vector_paths.polygons(line.path):
                for a, b in pairwise(polygon):
                    yield group, a, b


def words_of(drawing: Drawing) -> Iterator[tuple[str, Box]]:
    """Titles of zones and groups, and the words on cards."""
    for group in drawing.groups:
        if group.role in ("zone", "frame", "card"):
            for shape in group.shapes:
                if isinstance(shape, Words) and shape.text.strip():
                    top = shape.y - shape.size * 0.75
                    yield shape.text, Box(shape.left + 0.5, top + 0.5, shape.width - 1, shape.size * 0.95 - 1)


def cards_of(drawing: Drawing) -> Iterator[tuple[str, Box]]:
    """The bodies of cards, by their ids."""
    for group in drawing.groups:
        if group.role == "card":
            paths = [s.path for s in group.shapes if isinstance(s, Figure) and s.path and s.fill]
            left, top, right, bottom = vector_paths.bounds(max(paths, key=lambda path: _area(path)))
            yield group.id, Box(left + _EDGE, top + _EDGE, right - left - 2 * _EDGE, bottom - top - 2 * _EDGE)


def _area(path: vector_paths.Path) -> float:
    left, top, right, bottom = vector_paths.bounds(path)
    return (right - left) * (bottom - top)


def struck(drawing: Drawing, ends: Mapping[str, Collection[str]]) -> list[str]:
    """Say which line runs through which words, and under which card; `ends` are the cards of each link by its id."""
    told, cards = list(words_of(drawing)), list(cards_of(drawing))
    found: dict[str, None] = {}
    for group, a, b in lines(drawing):
        for text, box in told:
            if meets(a, b, box):
                found[f"“{group.title}” strikes “{text}” through"] = None
        for card, box in cards:
            if card not in ends.get(group.id, ()) and meets(a, b, box):
                found[f"“{group.title}” runs under {card}"] = None
    return list(found)
