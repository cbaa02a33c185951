"""Where the zones of the map lie: a frame of tiles that follows from the cards in them.

People on top; what is wanted on the left, rights and rules on the right, the service and its AI between them with the
two abilities as the ground under it; what was decided at the foot. Scene units, pixels at 100 %.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from operator import add
from typing import NamedTuple

COLUMN = 200.0
"""Width of a column of cards; a wider card makes its column wider."""
GAP = 30.0
"""Gutter between two cards, in both directions."""
PAD = 25.0
"""Free space between a zone's border and its cards. Ends in 5, so that borders run between the tracks of links."""
TOP = 55.0
"""The same at a zone's top, where its title stands."""
ZONE_GAP = 30.0
"""Free space between two zones."""
PITCH = 10.0
"""Cards stand on multiples of it, and links run on them."""
ORIGIN = -5.0
"""Left and upper edge of a tidy map, so that its first card stands on the pitch."""
LEAST_WIDTH = COLUMN + 2 * PAD
"""Width of a zone that holds one column."""
USUAL_WIDTH = 2 * COLUMN + GAP + 2 * PAD
"""Width of a zone at the side while no cards say otherwise."""
LEAST_HEIGHT = TOP + 60 + PAD

PEOPLE, CENTRE, AGREEMENT, OTHER = "people", "centre", "agreement", "other"
LEFT = ("public-value", "ethics-responsible-innovation")
RIGHT = ("human-rights", "regulation")
UNDER = ("public-servants-competencies", "public-sector-capabilities")
MIDDLE = (CENTRE, *UNDER)
BODY = (*LEFT, *MIDDLE, *RIGHT)
ZONES = (PEOPLE, *LEFT, CENTRE, *RIGHT, *UNDER, AGREEMENT, OTHER)
"""All zones in reading order; `other` is there only while it holds a card."""

BELOW: Mapping[str, tuple[str, ...]] = {
    PEOPLE: (LEFT[0], CENTRE, RIGHT[0]),
    LEFT[0]: (LEFT[1],),
    RIGHT[0]: (RIGHT[1],),
    CENTRE: UNDER,
    LEFT[1]: (AGREEMENT,),
    RIGHT[1]: (AGREEMENT,),
    UNDER[0]: (AGREEMENT,),
    UNDER[1]: (AGREEMENT,),
    AGREEMENT: (OTHER,),
    OTHER: (),
}
"""The zones that a zone pushes when it grows downwards."""

_LEAST = 100.0
_PEOPLE_HEIGHT, _UPPER_HEIGHT, _BODY_HEIGHT, _MIDDLE_WIDTH = 250.0, 350.0, 630.0, 2 * USUAL_WIDTH + ZONE_GAP
_CUTS: tuple[tuple[tuple[str, ...], tuple[str, ...], int], ...] = (
    ((PEOPLE,), (*BODY, AGREEMENT, OTHER), 1),
    (BODY, (AGREEMENT, OTHER), 1),
    ((AGREEMENT,), (OTHER,), 1),
    (LEFT, (*MIDDLE, *RIGHT), 0),
    (MIDDLE, RIGHT, 0),
    (LEFT[:1], LEFT[1:], 1),
    (RIGHT[:1], RIGHT[1:], 1),
    ((CENTRE,), UNDER, 1),
    (UNDER[:1], UNDER[1:], 0),
)


class Rect(NamedTuple):
    """A rectangle: top left corner, width, height."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.w

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.h

    @property
    def centre(self) -> tuple[float, float]:
        """The point in the middle."""
        return self.x + self.w / 2, self.y + self.h / 2

    def overlaps(self, other: Rect, gap: float = 0.0) -> bool:
        """Tell whether the two come closer than `gap`; touching edges do not overlap."""
        return (
            self.x < other.x + other.w + gap
            and other.x < self.x + self.w + gap
            and self.y < other.y + other.h + gap
            and other.y < self.y + self.h + gap
        )

    def holds(self, x: float, y: float) -> bool:
        """Tell whether a point lies inside or on the edge."""
        return self.x <= x <= self.x + self.w and self.y <= y <= self.y + self.h


class Box(NamedTuple):
    """The bounds of the cards of a zone."""

    x0: float
    y0: float
    x1: float
    y1: float


Boxes = dict[str, Box]


def assemble(cards: Mapping[str, Sequence[Rect]]) -> dict[str, Rect]:
    """Return the rectangle of each zone for the cards in it, in reading order; without cards the frame of an empty map.

    Zones never overlap. A card that lies among the cards of other zones has no say in the frame.
    """
    boxes = bounds(cards)
    if not _in_place(boxes):
        boxes = bounds(_without_strays(cards))
    return _framed(boxes, other=bool(cards.get(OTHER)))


def grown(frame: Mapping[str, Rect], cards: Mapping[str, Sequence[Rect]]) -> dict[str, Rect]:
    """Return a frame with room for all that a frame has room for, and for these cards but those among others' zones."""
    held = {zone: [Rect(t.x + PAD, t.y + TOP, t.w - 2 * PAD, t.h - TOP - PAD)] for zone, t in frame.items()}
    for zone, rects in cards.items():
        held[zone] = [*held.get(zone, ()), *rects]
    return _framed(bounds(without_strays(held)), other=OTHER in held)


def _framed(boxes: Boxes, *, other: bool) -> dict[str, Rect]:
    """Return the rectangles of the zones around the bounds of their cards; `other` is there only if asked for."""
    left, top = _left(boxes), _top(boxes)
    usual = top + _PEOPLE_HEIGHT + ZONE_GAP
    body = max(top + _LEAST, _start(_far(boxes, (PEOPLE,), 1), _near(boxes, BODY, 1), usual, TOP))
    usual = left + USUAL_WIDTH + ZONE_GAP
    begun = CENTRE in boxes or UNDER[0] in boxes
    middle = _start(_far(boxes, LEFT, 0), _near(boxes, MIDDLE, 0), usual, PAD, bound=begun)
    middle = max(left + _LEAST, middle)
    usual = middle + _MIDDLE_WIDTH + ZONE_GAP
    right = max(middle + 2 * _LEAST, _start(_far(boxes, MIDDLE, 0), _near(boxes, RIGHT, 0), usual, PAD))
    edges = [edge + PAD for z in (PEOPLE, *RIGHT, AGREEMENT) if (edge := _far(boxes, (z,), 0)) is not None]
    end = max([right + USUAL_WIDTH, *edges])
    usual = body + _UPPER_HEIGHT + ZONE_GAP
    decided = _near(boxes, (AGREEMENT,), 1)
    if decided is None and OTHER in boxes:
        decided = boxes[OTHER].y0 - ZONE_GAP - LEAST_HEIGHT
    if decided is not None:
        usual = min(usual, decided - TOP - ZONE_GAP - LEAST_HEIGHT)
    lower = [
        max(body + _LEAST, _start(_far(boxes, stack[:1], 1), _near(boxes, stack[1:], 1), usual, TOP))
        for stack in (LEFT, MIDDLE, RIGHT)
    ]
    depth = max(_stack_end(boxes, stack, start) for stack, start in zip((LEFT, MIDDLE, RIGHT), lower, strict=True))
    usual = body + _BODY_HEIGHT + ZONE_GAP
    foot = max(max(lower) + _LEAST, _start(depth, decided, usual, TOP))
    usual = (middle + right) / 2
    under = _start(_far(boxes, UNDER[:1], 0), _near(boxes, UNDER[1:], 0), usual, PAD)
    under = min(max(middle + _LEAST, under), right - _LEAST)
    frame = {PEOPLE: _tile(left, top, end, body - ZONE_GAP)}
    spans = ((LEFT, [left, middle]), (MIDDLE, [middle, under, right]), (RIGHT, [right, end + ZONE_GAP]))
    for (stack, starts), start in zip(spans, lower, strict=True):
        frame[stack[0]] = _tile(starts[0], body, starts[-1] - ZONE_GAP, start - ZONE_GAP)
        for zone, (x0, x1) in zip(stack[1:], pairwise(starts), strict=True):
            frame[zone] = _tile(x0, start, x1 - ZONE_GAP, foot - ZONE_GAP)
    bottom = max(foot + LEAST_HEIGHT, (_far(boxes, (AGREEMENT,), 1) or foot) + PAD)
    frame[AGREEMENT] = _tile(left, foot, end, bottom)
    if other:
        start = bottom + ZONE_GAP
        if OTHER in boxes:
            start = max(foot + _LEAST, _start(bottom - PAD, boxes[OTHER].y0, start, TOP))
            frame[AGREEMENT] = _tile(left, foot, end, min(bottom, start - ZONE_GAP))
        wide = max(end, (_far(boxes, (OTHER,), 0) or end) + PAD)
        frame[OTHER] = _tile(left, start, wide, max(start + LEAST_HEIGHT, (_far(boxes, (OTHER,), 1) or start) + PAD))
    return {zone: frame[zone] for zone in ZONES if zone in frame}


def bounds(cards: Mapping[str, Sequence[Rect]]) -> Boxes:
    """Return the bounds of the cards of each zone that has any."""
    boxes: Boxes = {}
    for zone, rects in cards.items():
        if rects:
            xs, ys, ws, hs = zip(*rects, strict=True)
            boxes[zone] = Box(min(xs), min(ys), max(map(add, xs, ws)), max(map(add, ys, hs)))
    return boxes


def without_strays(cards: Mapping[str, Sequence[Rect]]) -> Mapping[str, Sequence[Rect]]:
    """Return the cards of each zone without those that lie among the cards of other zones."""
    return cards if _in_place(bounds(cards)) else _without_strays(cards)


@lru_cache(maxsize=1)
def _empty_frame() -> Mapping[str, Rect]:
    """Return the frame of an empty map."""
    return _framed({}, other=False)


def beginning(cards: Mapping[str, Sequence[Rect]]) -> dict[str, Rect] | None:
    """Return the frame of an empty map, if some cards lie in others' zones there and the rest need no other frame.

    So a beginning stays where it is, wherever its first cards are put.
    """
    empty, boxes = _empty_frame(), bounds(cards)
    right, bottom = empty[AGREEMENT].right, empty[AGREEMENT].bottom
    if OTHER in boxes or any(b.x0 < ORIGIN or b.y0 < ORIGIN or b.x1 > right or b.y1 > bottom for b in boxes.values()):
        return None
    kept = {
        zone: [r for r in rects if not any(tile.holds(*r.centre) for name, tile in empty.items() if name != zone)]
        for zone, rects in cards.items()
    }
    if all(len(kept[zone]) == len(rects) for zone, rects in cards.items()):
        return None
    return dict(empty) if _framed(bounds(kept), other=False) == empty else None


def _in_place(boxes: Boxes) -> bool:
    for before, after, axis in _CUTS:
        far, near = _far(boxes, before, axis), _near(boxes, after, axis)
        if far is not None and near is not None and far > near:
            return False
    return True


def _without_strays(cards: Mapping[str, Sequence[Rect]]) -> Mapping[str, Sequence[Rect]]:
    kept = {zone: list(rects) for zone, rects in cards.items()}
    for before, after, axis in _CUTS:
        low = [r[axis] + r[axis + 2] / 2 for zone in before for r in kept.get(zone, ())]
        high = [r[axis] + r[axis + 2] / 2 for zone in after for r in kept.get(zone, ())]
        if not low or not high or max(low) < min(high):
            continue
        at = _best_cut(low, high)
        for zones, sign in ((before, 1), (after, -1)):
            for zone in zones:
                if zone in kept:
                    kept[zone] = [r for r in kept[zone] if sign * (r[axis] + r[axis + 2] / 2 - at) <= 0]
    return kept


def _best_cut(low: Sequence[float], high: Sequence[float]) -> float:
    """Return the value with the fewest of `low` above it and of `high` below it."""
    events = sorted([(value, 0) for value in low] + [(value, 1) for value in high])
    wrong = best = len(low)
    at = events[0][0] - 1
    for i, (value, kind) in enumerate(events):
        wrong += 1 if kind else -1
        if wrong < best:
            best = wrong
            at = (value + events[i + 1][0]) / 2 if i + 1 < len(events) else value + 1
    return at


def _far(boxes: Boxes, zones: Sequence[str], axis: int) -> float | None:
    return max((boxes[zone][axis + 2] for zone in zones if zone in boxes), default=None)


def _near(boxes: Boxes, zones: Sequence[str], axis: int) -> float | None:
    return min((boxes[zone][axis] for zone in zones if zone in boxes), default=None)


def _left(boxes: Boxes) -> float:
    """Return the left edge of the frame: the origin where the cards leave no more than a little before them."""
    leads = (
        ((PEOPLE, *LEFT, AGREEMENT, OTHER), PAD),
        (MIDDLE, PAD + LEAST_WIDTH + ZONE_GAP),
        (RIGHT, PAD + LEAST_WIDTH + 2 * LEAST_WIDTH + 3 * ZONE_GAP),
    )
    edges = [edge - lead for zones, lead in leads if (edge := _near(boxes, zones, 0)) is not None]
    left = min(edges, default=ORIGIN)
    slack = COLUMN + GAP if _near(boxes, LEFT, 0) is not None else 2 * _MIDDLE_WIDTH
    return ORIGIN if ORIGIN <= left < ORIGIN + slack else left


def _top(boxes: Boxes) -> float:
    """Return the upper edge of the frame, as far above the cards as people need."""
    if PEOPLE in boxes:
        top = boxes[PEOPLE].y0 - TOP
        return ORIGIN if ORIGIN <= top < ORIGIN + LEAST_HEIGHT else top
    first = _near(boxes, BODY, 1)
    if first is None or first - TOP - ZONE_GAP >= ORIGIN + LEAST_HEIGHT:
        return ORIGIN
    return first - TOP - ZONE_GAP - _PEOPLE_HEIGHT


def _start(before: float | None, after: float | None, usual: float, lead: float, *, bound: bool = True) -> float:
    """Return where the second of two neighbours starts, given the cards of both: at the usual place if these allow.

    Else it starts at its own cards if these are `bound` to its beginning, or as near to the usual place as may be.
    """
    low = float("-inf") if before is None else before + PAD + ZONE_GAP
    high = float("inf") if after is None else after - lead
    if low > high:
        return (low + high) / 2
    if after is not None and bound and usual < low:
        return high
    return min(max(usual, low), high)


def _stack_end(boxes: Boxes, stack: Sequence[str], start: float) -> float:
    """Return the lowest edge that a stack of zones needs for its cards; a zone without cards needs the least height."""
    ends = [boxes[zone].y1 if zone in boxes else start + LEAST_HEIGHT - PAD for zone in stack[1:]]
    upper = _far(boxes, stack[:1], 1)
    return max(ends if upper is None else [*ends, upper])


def _tile(x0: float, y0: float, x1: float, y1: float) -> Rect:
    return Rect(x0, y0, x1 - x0, y1 - y0)
