"""Where the zones of a map seen from afar lie on a screen: by the size of the window alone, whatever is on the map.

What shows of a zone changes with votes, questions and lenses; its place never does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

_STEPS = (
    (1, 56.0), (0, 36.0), (3, 36.0), (1, 100.0), (2, 56.0), (1, 172.0), (2, 100.0), (1, 300.0), (0, 54.0), (3, 54.0),
    (2, 172.0), (1, 400.0), (2, 252.0),
)  # fmt: skip
"""What a row gets above its heads, in px, one step after the other: rows of cards, those that tell most first."""
_TO_MIDDLE = 0.8


def row_heights(room: float, heads: Sequence[float]) -> list[float]:
    """Return the heights of the four rows in so many px; `heads` is what their heads need, which they always get."""
    heights = list(heads)
    for row, above in _STEPS:
        more = heads[row] + above - heights[row]
        if sum(heights) + more <= room:
            heights[row] += more
    spare = max(0.0, room - sum(heights))
    heights[1] += spare * _TO_MIDDLE
    heights[2] += spare * (1 - _TO_MIDDLE)
    return heights


def gutter_widths(w: float, h: float) -> Mapping[str, float]:
    """Return how wide the gutters of a map of w x h px are: three across (H0 to H2), three down (A, M, B)."""
    side, middle = min(84.0, max(40.0, w * 0.066)), min(44.0, max(30.0, w * 0.03))
    across = min(40.0, max(26.0, h * 0.052))
    return {"A": side, "M": middle, "B": side, "H0": across, "H1": across, "H2": across * 0.85}
