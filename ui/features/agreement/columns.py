"""The columns of the list of statements: as in a table, narrower or fewer where there is little room."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect

from ui.kit.theme import theme

_PAD, _CODE, _GAP = 12, 56, 14
NARROW = 640
"""Below this width the sentence stands under the statement."""


@dataclass(frozen=True)
class Columns:
    """Where the parts of a row stand; `words` is None where there is no room for a column of sentences."""

    code: QRect
    label: QRect
    bar: QRect
    words: QRect | None
    middle: QRect | None = None
    alike: QRect | None = None
    sides: QRect | None = None


def columns_of(rect: QRect, figures: bool, mirrored: bool) -> Columns:
    """Return the columns of a row in a rectangle."""
    look = theme()
    gap, pad, code = look.scaled(_GAP), look.scaled(_PAD), look.scaled(_CODE)
    inner = rect.adjusted(pad, look.scaled(4), -pad, -look.scaled(4))
    wide = inner.width()
    narrow = wide < look.scaled(NARROW)
    if figures:
        small = wide < look.scaled(820)
        shares = (0.0 if narrow else look.scaled(66 if small else 78), look.scaled(92 if small else 112))
        widths = [min(look.scaled(236), wide * 0.24), *shares, min(look.scaled(186), wide * 0.2)]
    elif narrow:
        widths = [min(look.scaled(200), wide * 0.34)]
    else:
        widths = [min(look.scaled(236), wide * 0.24), min(look.scaled(418), wide * 0.42)]
    widths = [w for w in widths if w]
    label = wide - code - sum(round(w) + gap for w in widths)
    starts = [0, code]
    for width in (label, *(round(w) for w in widths[:-1])):
        starts.append(starts[-1] + width + gap)
    found = []
    for start, width in zip(starts, (code, label, *(round(w) for w in widths)), strict=True):
        left = inner.left() + (wide - start - width if mirrored else start)
        found.append(QRect(left, inner.top(), max(8, width), inner.height()))
    if figures:
        middle = None if narrow else found[3]
        return Columns(found[0], found[1], found[2], None, middle, found[-2], found[-1])
    return Columns(found[0], found[1], found[2], None if narrow else found[3])
