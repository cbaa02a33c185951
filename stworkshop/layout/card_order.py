"""Order of cards within their group, so that links get shorter: each group's places are assigned anew, all at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

STEEPNESS = 1.4
"""A link's height counts so many times its width: maps are wider than high."""
ROUNDS = 6
_ALL_PAIRS, _NEAR_PAIRS = 40, 6
_AT_ONCE = 800
"""So many places are given out together; the work and the memory that they take grow with the square of it."""
_STAY = 1000
"""Keeping the order counts, but so much less than length."""
Points = dict[str, tuple[float, float]]


def shorten(
    groups: Sequence[list[str]],
    links: Sequence[tuple[str, str]],
    place: Callable[[], Points],
    rounds: int = ROUNDS,
) -> Points:
    """Reorder each group in place so that links get shorter, and return where the cards then stand (their middles).

    Only cards of one group change places. `place` tells where cards stand by the present order of the groups, and may
    also tell of cards that are in no group.
    """
    partners: dict[str, list[str]] = defaultdict(list)
    for a, b in links:
        if a != b:
            partners[a].append(b)
            partners[b].append(a)
    points = place()
    best = length(points, links)
    orders = [list(group) for group in groups]
    for _ in range(rounds):
        for group in groups:
            for start in range(0, len(group), _AT_ONCE):
                part = group[start : start + _AT_ONCE]
                if len(part) > 1:
                    _assign(part, partners, points)
                    group[start : start + _AT_ONCE] = part
        for group in groups:
            _swap(group, partners, points)
        points = place()
        now = length(points, links)
        if now < best:
            gain, best = best - now, now
            orders = [list(group) for group in groups]
            if gain < best * 1e-3:
                break
    for group, order in zip(groups, orders, strict=True):
        group[:] = order
    return place()


def length(points: Mapping[str, tuple[float, float]], links: Sequence[tuple[str, str]]) -> float:
    """Return the sum of the lengths of all links, along the axes."""
    return sum(_distance(points[a], points[b]) for a, b in links if a in points and b in points)


def _distance(a: tuple[float, float], b: tuple[float, float]) -> float:
    return abs(a[0] - b[0]) + STEEPNESS * abs(a[1] - b[1])


def _assign(group: list[str], partners: Mapping[str, Sequence[str]], points: Points) -> None:
    """Give the places of (a part of) a group to its cards so that links to others are shortest; updates `points`."""
    from scipy.optimize import linear_sum_assignment  # slow to load, and only tidying needs it

    slots = _whole([points[card] for card in group])
    cost: NDArray[np.int64] = np.zeros((len(group), len(group)), np.int64)
    for row, card in zip(cost, group, strict=True):
        near = [points[other] for other in partners.get(card, ()) if other in points]
        if near:
            row += np.abs(slots[:, None, :] - _whole(near)[None, :, :]).sum((1, 2))
    cost *= _STAY
    cost += np.abs(slots[:, None, :] - slots[None, :, :]).sum(2)
    cards, places = linear_sum_assignment(cost)
    taken = sorted(zip(places.tolist(), cards.tolist(), strict=True))
    old, seats = list(group), [points[card] for card in group]
    group[:] = [old[card] for _, card in taken]
    for card, seat in zip(group, seats, strict=True):
        points[card] = seat


def _whole(points: Sequence[tuple[float, float]]) -> NDArray[np.int64]:
    """Return points in tenths of a pixel, heights weighted: whole numbers round alike on all machines."""
    return np.array([(round(10 * x), round(10 * STEEPNESS * y)) for x, y in points], np.int64)


def _swap(group: list[str], partners: Mapping[str, Sequence[str]], points: Points) -> None:
    """Let cards of a group change places two by two while this makes the links shorter; updates `points`.

    In large groups only places near to each other in reading order are tried.
    """
    reach = len(group) if len(group) <= _ALL_PAIRS else _NEAR_PAIRS

    def cost(card: str, at: tuple[float, float], other: str) -> float:
        return sum(_distance(points[n], at) for n in partners.get(card, ()) if n != other and n in points)

    for i in range(len(group)):
        for j in range(i + 1, min(len(group), i + reach)):
            a, b = group[i], group[j]
            at, bt = points[a], points[b]
            if cost(a, bt, b) + cost(b, at, a) < cost(a, at, b) + cost(b, bt, a) - 1e-6:
                group[i], group[j] = b, a
                points[a], points[b] = bt, at
