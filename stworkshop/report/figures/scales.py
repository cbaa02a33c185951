"""Side scales and risk chips, drawn as vectors; each is a figure whose text value says all that it shows."""

from __future__ import annotations

from collections.abc import Sequence

from stworkshop.report.content.maker_blocks import Chip, SideScale
from stworkshop.report.figures.charts import BAND_TONES, STEPS, figure
from stworkshop.report.look import signs
from stworkshop.report.look.style import DANGER, HAIR, INK, INK2, INK3, WHITE, runs
from stworkshop.report.typesetting.paragraphs import MM, width_of
from stworkshop.report.typesetting.pdf_canvas import Pen
from stworkshop.report.typesetting.shaping import Style

CHIP_W, CHIP_H = 9.2, 5.4
_PITCH_X, _PITCH_Y = 10.0, 6.4


def side_scale(
    pen: Pen, x: float, y: float, w: float, scale: SideScale, ends: tuple[str, str], r: float = 1.2, size: float = 8.5
) -> None:
    """Draw the means of the sides on a line of `w` mm from 1 to 5 at y, the words of its two ends under it."""
    grow = r / 1.2
    with pen.tags.element("Figure", **figure(pen, x - r, y - 2 * grow, w + 2 * r, 8.5 * grow, scale.text_value)):
        pen.line(x, y, x + w, y, HAIR, 0.6)
        for step in range(STEPS):
            at = x + w * step / (STEPS - 1)
            pen.line(at, y - 0.8 * grow, at, y + 0.8 * grow, HAIR, 0.6)
        places = [x + w * (mean - 1) / (STEPS - 1) for _side, mean in scale.means]
        if places:
            pen.line(min(places), y, max(places), y, INK2, 1.2)
        for (side, _mean), at in zip(scale.means, spread(places, 2.1 * r), strict=True):
            signs.side(pen, side, at, y, r)
        base = y + 1.6 * grow + size * 0.43
        pen.text(x, base, ends[0], Style(size, INK3))
        pen.text(x + w, base, ends[1], Style(size, INK3), "right")


def spread(places: Sequence[float], least: float) -> list[float]:
    """Return places moved apart where they lie nearer to each other than `least`, in the same order."""
    order = sorted(range(len(places)), key=lambda at: places[at])
    clusters: list[list[int]] = []
    centres: list[float] = []
    for one in order:
        clusters.append([one])
        centres.append(places[one])
        while len(clusters) > 1 and centres[-1] - centres[-2] < least * (len(clusters[-1]) + len(clusters[-2])) / 2:
            merged = [*clusters[-2], *clusters[-1]]
            clusters[-2:] = [merged]
            centres[-2:] = [sum(places[i] for i in merged) / len(merged)]
    found = list(places)
    for cluster, centre in zip(clusters, centres, strict=True):
        for number, one in enumerate(cluster):
            found[one] = centre + (number - (len(cluster) - 1) / 2) * least
    return found


def chip_rows(count: int, w: float, scale: float = 1.0) -> int:
    """Return how many rows of chips fit `w` mm."""
    return -(-count // _per_row(w, scale)) if count else 0


def chips_height(count: int, w: float, scale: float = 1.0) -> float:
    """Return the height of chips in `w` mm."""
    return chip_rows(count, w, scale) * _PITCH_Y * scale


def chips(pen: Pen, x: float, y: float, w: float, listed: Sequence[Chip], alt: str, scale: float = 1.0) -> None:
    """Draw risks as chips with their codes, toned by level; `scale` makes them and their type larger."""
    per_row = _per_row(w, scale)
    with pen.tags.element("Figure", **figure(pen, x, y, w, chips_height(len(listed), w, scale), alt)):
        for number, chip in enumerate(listed):
            left = x + number % per_row * _PITCH_X * scale
            _chip(pen, left, y + number // per_row * _PITCH_Y * scale, chip, scale)


def _per_row(w: float, scale: float) -> int:
    return max(1, int((w + 0.8) / (_PITCH_X * scale)))


def _chip(pen: Pen, x: float, y: float, chip: Chip, scale: float) -> None:
    w, h = CHIP_W * scale, CHIP_H * scale
    dark = chip.band == "very high" and not chip.bare
    ink = DANGER if chip.bare else WHITE if dark else INK
    if chip.bare:
        pen.rect(x, y, w, h, stroke=DANGER, lw=1.2, r=0.6)
    else:
        pen.rect(x, y, w, h, fill=BAND_TONES[chip.band], stroke=None if chip.band else INK3, lw=0.5, r=0.6)
    size = 8.5 * scale
    while size > 5.5 * scale and width_of(runs(chip.card.code, size, bold=True)) / MM > w - 1.0:
        size -= 0.5
    pen.text(x + w / 2, y + h / 2 + size * 0.118, chip.card.code, Style(size, ink, True), "middle")
