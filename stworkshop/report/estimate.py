"""How much paper a print list takes, and how long an office printer needs for it."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

SHEETS_A_MINUTE = 12
"""Sheets that are printed on both sides in a minute by a common office printer: 24 sides, as most are rated."""

SIDES_A_MINUTE = 2 * SHEETS_A_MINUTE
START_SECONDS = 15
"""Until the first sheet comes out."""

Part = tuple[int, int, bool]
"""Pages, copies, and whether both sides of the paper are used."""


@dataclass(frozen=True)
class Estimate:
    """Sheets of paper, and minutes, rounded up."""

    sheets: int
    minutes: int


def estimate(parts: Iterable[Part]) -> Estimate:
    """Return what a print list takes; each copy begins on a sheet of its own. Raises ValueError below zero."""
    sheets, sides = 0, 0
    for pages, copies, both_sides in parts:
        if pages < 0 or copies < 0:
            raise ValueError("pages and copies are numbers from 0")
        sheets += copies * (-(-pages // 2) if both_sides else pages)
        # A sheet whose back stays white is turned over all the same.
        sides += copies * (2 * -(-pages // 2) if both_sides else pages)
    if not sheets:
        return Estimate(0, 0)
    return Estimate(sheets, math.ceil(START_SECONDS / 60 + sides / SIDES_A_MINUTE))
