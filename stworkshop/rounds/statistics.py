"""The measures of agreement, on plain numbers: spread, consensus, common order.

Sources: population SD and inclusive quartiles; consensus after Tastle and Wierman (2007); Kendall's W in its form for
ties. Where there is nothing to compute from, a measure is None and never 0.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

SLACK = 1e-9
"""Numbers are compared with this slack, so that a value on a line belongs above it."""
FEWEST_FOR_BAND = 3
BANDS = ((0.8, "strong agreement"), (0.6, "broad agreement"), (0.4, "mixed"), (0.0, "split"))
"""Names of the ranges of consensus, by the value from which each begins."""


def mean(values: Sequence[float]) -> float | None:
    """Return the arithmetic mean."""
    return math.fsum(values) / len(values) if values else None


def deviation(values: Sequence[float]) -> float | None:
    """Return the standard deviation of the whole group: the sum of squares is divided by n."""
    middle = mean(values)
    if middle is None:
        return None
    return math.sqrt(math.fsum((value - middle) ** 2 for value in values) / len(values))


def quantile(values: Sequence[float], part: float) -> float | None:
    """Return the value below which `part` (0 to 1) of the values lie, interpolated between neighbours, inclusive."""
    if not values:
        return None
    ordered = sorted(values)
    place = part * (len(ordered) - 1)
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def median(values: Sequence[float]) -> float | None:
    """Return the middle value, or the mean of the middle two."""
    return quantile(values, 0.5)


def quartiles(values: Sequence[float]) -> tuple[float, float] | None:
    """Return the lower and the upper quartile."""
    low, high = quantile(values, 0.25), quantile(values, 0.75)
    return None if low is None or high is None else (low, high)


def interquartile_range(values: Sequence[float]) -> float | None:
    """Return the distance between the quartiles."""
    pair = quartiles(values)
    return None if pair is None else pair[1] - pair[0]


def consensus(counts: Sequence[int]) -> float | None:
    """Return Tastle and Wierman's consensus of the counts on an ordinal scale: 1 all alike, 0 half at each end."""
    total = sum(counts)
    width = len(counts) - 1
    if not total or width < 1:
        return None
    middle = math.fsum(place * count for place, count in enumerate(counts)) / total
    terms = [count / total * math.log2(1 - abs(place - middle) / width) for place, count in enumerate(counts) if count]
    return min(1.0, max(0.0, 1 + math.fsum(terms)))


def band(value: float | None, n: int) -> str | None:
    """Return the name of a value of consensus; None below three answers ("too few")."""
    if value is None or n < FEWEST_FOR_BAND:
        return None
    return next((name for start, name in BANDS if value >= start - SLACK), BANDS[-1][1])


def average_ranks(scores: Mapping[str, float]) -> dict[str, float]:
    """Return the rank of each item by its score, the lowest first; items with equal scores share their mean rank."""
    ordered = sorted(scores.values())
    first = {score: ordered.index(score) + 1 for score in set(ordered)}
    return {item: first[score] + (ordered.count(score) - 1) / 2 for item, score in scores.items()}


def mean_ranks(raters: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """Return the mean over all raters of each item's rank; {} without raters."""
    ranks = [average_ranks(scores) for scores in raters]
    return {item: math.fsum(rank[item] for rank in ranks) / len(ranks) for item in ranks[0]} if ranks else {}


def kendall_w(raters: Sequence[Mapping[str, float]]) -> float | None:
    """Return how far the raters put the items in the same order, 0 to 1, corrected for ties.

    Each rater has a score for every item. None for fewer than two raters or items, and where all tie all items.
    """
    m, n = len(raters), len(raters[0]) if raters else 0
    if m < 2 or n < 2:
        return None
    ranks = [average_ranks(scores) for scores in raters]
    squares = math.fsum(math.fsum(rank[item] for rank in ranks) ** 2 for item in ranks[0])
    ties = sum(_tie_correction(list(scores.values())) for scores in raters)
    below = m * m * n * (n * n - 1) - m * ties
    if below <= 0:
        return None
    return min(1.0, max(0.0, (12 * squares - 3 * m * m * n * (n + 1) ** 2) / below))


def _tie_correction(scores: Sequence[float]) -> int:
    return sum(scores.count(score) ** 3 - scores.count(score) for score in set(scores))
