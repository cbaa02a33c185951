"""How a poster is spread over sheets: their sizes, the part of the poster on each, and what each is called."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import hypot
from types import MappingProxyType

from stworkshop.i18n import gettext as _

SIZES = MappingProxyType(
    {
        "A4": (210.0, 297.0), "Letter": (215.9, 279.4), "A3": (297.0, 420.0), "A2": (420.0, 594.0),
        "A1": (594.0, 841.0), "A0": (841.0, 1189.0),
    }
)  # fmt: skip
"""Sheets in mm, upright."""
MARGIN, OVERLAP = 5.0, 10.0
"""What no printer reaches at the edges, and the strip that lies under the sheet before."""
MARK, MARK_GAP = 7.0, 1.5
"""Corner marks: how long they are, and how far off the corner they begin."""
FOOT = 14.0
"""The strip under the picture that names the sheet."""
MOST_TILES = 12
"""A poster has at most so many sheets in each direction."""


@dataclass(frozen=True)
class Tile:
    """One sheet: its row and column from 0, and its name."""

    row: int
    column: int
    name: str


@dataclass(frozen=True)
class Tiling:
    """A poster on sheets of one paper, laid across; measures in mm, x from where reading begins."""

    paper: str
    columns: int
    rows: int

    @property
    def sheet(self) -> tuple[float, float]:
        """Width and height of a sheet."""
        w, h = SIZES[self.paper]
        return h, w

    @property
    def corner(self) -> float:
        """How far the poster's part begins from the sheet's edge, above and before it."""
        return MARGIN + OVERLAP

    @property
    def tile(self) -> tuple[float, float]:
        """The part of the poster that one sheet adds: the sheet without overlap, margins, marks and foot."""
        w, h = self.sheet
        after = MARK_GAP + MARK + MARGIN
        return w - self.corner - after, h - self.corner - after - FOOT

    @property
    def size(self) -> tuple[float, float]:
        """The whole poster."""
        w, h = self.tile
        return w * self.columns, h * self.rows

    def tiles(self) -> Iterator[Tile]:
        """Yield the sheets, row by row."""
        for row in range(self.rows):
            for column in range(self.columns):
                yield Tile(row, column, f"{row_letter(row)}{column + 1}")

    def part(self, tile: Tile) -> tuple[float, float, float, float]:
        """Return x, y, width and height of what a sheet shows of the poster, with the strips that it repeats."""
        w, h = self.tile
        before, above = OVERLAP if tile.column else 0.0, OVERLAP if tile.row else 0.0
        return tile.column * w - before, tile.row * h - above, w + before, h + above

    def at(self, x: float, y: float) -> tuple[int, int]:
        """Return row and column of the sheet that a point of the poster belongs to."""
        w, h = self.tile
        return min(self.rows - 1, max(0, int(y // h))), min(self.columns - 1, max(0, int(x // w)))


def row_letter(row: int) -> str:
    """Return the letter of a row from 0."""
    return chr(ord("A") + row)


def near(w: float, h: float) -> str:
    """Return the words for the ISO size that is nearest to a poster."""
    long, short = max(w, h), min(w, h)
    most_long, most_short = max(SIZES["A0"]), min(SIZES["A0"])
    if long * short > most_long * most_short * 1.35:
        return _("larger than A0")
    sizes = {name: size for name, size in SIZES.items() if name != "Letter"}
    found = min(sizes, key=lambda name: hypot(long - sizes[name][1], short - sizes[name][0]))
    return _("near {size}").format(size=found)
