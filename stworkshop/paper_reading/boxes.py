"""Boxes on straightened paper: empty with proof, clearly marked, or for a person to look at.

A box counts as empty only where a stroke of a pale pencil would have been seen: how the printed line around it looks
says how sharp the picture is here, and the white around it how much noise there is. What is neither surely empty nor
clearly marked is a doubt.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from stworkshop.paper_reading.finding import placed
from stworkshop.paper_reading.pictures import Grey
from stworkshop.report.ballot_form import Box, FormPage

Ink = NDArray[np.float32]
"""How much darker than the paper around it each pixel is: 0 as the paper, 1 black."""

EMPTY, MARKED, FULL, DOUBT, UNSEEN = "empty", "marked", "full", "doubt", "unseen"

PX = 8
"""Pixels of a millimetre of straightened paper."""
_SHIFT = 1.25
"""How far a box may lie from where the corners let it be expected, in mm: paper bends."""
_INSET, _CORE = 0.6, 1.0
"""What of a box's inside is left to its printed line, in mm: where clear strokes are looked for, and the palest."""
_RIM = 0.6
"""Between the two, what shows this part of the printed line is more than its blurred edge."""
_LEAST_LINE = 0.16
"""Below this the printed line around a box is not seen, so the box is not, either."""
_LONGEST_GAP = 0.13
"""Where more of the line around a box is missing in one piece than this, something lies over it."""
_PALE = 0.17
"""The palest stroke that counts, as a part of what the printed line shows."""
_CERTAIN = 4.6
"""So many times the noise is no noise."""
_STRAY = 0.3
"""Ink beside the boxes is as dark as this, where nothing else was printed."""
_STRONG = 0.34
"""A clear stroke shows at least this part of what the printed line shows."""


@dataclass(frozen=True)
class Found:
    """One box: what is in it, how much of it ink covers, how much of the line outside it (0 to 1).

    `shift` is how far it lies from where it was expected, in mm.
    """

    box: Box
    state: str
    cover: float
    spill: float
    shift: tuple[float, float]


def straightened(picture: Grey, matrix: NDArray[np.float64], page: FormPage) -> Grey:
    """Return the paper of one page, PX pixels a millimetre, as if it had been laid on a scanner."""
    from PIL import Image

    middle = np.array([(page.w / 2, page.h / 2), (page.w / 2 + 1, page.h / 2), (page.w / 2, page.h / 2 + 1)])
    seen = placed(matrix, middle)
    mm = max(float(np.hypot(*(seen[1] - seen[0]))), float(np.hypot(*(seen[2] - seen[0]))))
    image = Image.fromarray(picture)
    factor = int(mm / PX / 1.4) or 1
    if factor > 1:
        image = image.reduce(factor)
    scaled = np.diag([1 / factor, 1 / factor, 1.0]) @ matrix @ np.diag([1 / PX, 1 / PX, 1.0])
    scaled = scaled / scaled[2, 2]
    size = round(page.w * PX), round(page.h * PX)
    how = Image.Transform.PERSPECTIVE
    made = image.transform(size, how, tuple(scaled.ravel()[:8]), Image.Resampling.BILINEAR, fillcolor=0)
    return np.asarray(made)


def ink_of(paper: Grey) -> Ink:
    """Return how dark each pixel is against the white paper around it, whatever light fell on it."""
    block = PX
    h, w = paper.shape[0] // block * block, paper.shape[1] // block * block
    blocks = paper[:h, :w].reshape(h // block, block, w // block, block).astype(np.float32)
    white = np.percentile(blocks, 85, axis=(1, 3)).astype(np.float32)
    # Print and marks are narrower than this; what is wider is the light.
    white = ndimage.gaussian_filter(ndimage.grey_closing(white, (9, 9)), 1.5)
    y = (np.arange(paper.shape[0], dtype=np.float32) + 0.5) / block - 0.5
    x = (np.arange(paper.shape[1], dtype=np.float32) + 0.5) / block - 0.5
    light = _stretched(white, y.astype(np.float32), x.astype(np.float32))
    return np.clip(1 - paper / np.maximum(light, 8), -0.4, 1).astype(np.float32)


def _stretched(small: Ink, y: Ink, x: Ink) -> Ink:
    """Return a small picture at these rows and columns of its own, straight lines between its pixels."""

    def weights(at: Ink, count: int) -> tuple[NDArray[np.int64], Ink]:
        low = np.clip(np.floor(at).astype(np.int64), 0, max(0, count - 2))
        return low, np.clip(at - low, 0, 1).astype(np.float32)

    rows, part = weights(y, small.shape[0])
    below = np.minimum(rows + 1, small.shape[0] - 1)
    tall = small[rows] * (1 - part)[:, None] + small[below] * part[:, None]
    columns, part = weights(x, small.shape[1])
    right = np.minimum(columns + 1, small.shape[1] - 1)
    made: Ink = tall[:, columns] * (1 - part) + tall[:, right] * part
    return made


def read_boxes(ink: Ink, boxes: Sequence[Box]) -> list[Found]:
    """Return what is in each of these boxes to tick or fill."""
    sharp = ndimage.gaussian_filter(ink, 0.12 * PX)
    soft = ndimage.gaussian_filter(ink, 0.2 * PX)
    shifts = _shifts(sharp, boxes)
    views = [_View(sharp, soft, box, shift) for box, shift in zip(boxes, shifts, strict=True)]
    seen = [view.line for view in views if view.whole]
    noise = [view.noise for view in views if view.whole]
    if not seen:
        return [Found(box, UNSEEN, 0.0, 0.0, (0.0, 0.0)) for box in boxes]
    usual, common = float(np.median(seen)), float(np.median(noise))
    return [view.found(usual, common) for view in views]


def _ring(box: Box, off: float) -> NDArray[np.float64]:
    """Return points (mm from its middle) along the line of a box, `off` mm outside of it."""
    a, b = box.w / 2 + off, box.h / 2 + off
    if box.look == "dot":
        turn = np.linspace(0, 2 * np.pi, max(24, int(2 * np.pi * box.w * 2)), endpoint=False)
        return np.column_stack([a * np.cos(turn), b * np.sin(turn)])
    # The corners are round.
    x = np.linspace(-1, 1, int(box.w * 4)) * (a - 0.8)
    y = np.linspace(-1, 1, int(box.h * 4)) * (b - 0.8)
    sides = [(x, np.full_like(x, -b)), (x, np.full_like(x, b)), (np.full_like(y, -a), y), (np.full_like(y, a), y)]
    return np.vstack([np.column_stack(pair) for pair in sides])


def _at(ink: Ink, points: NDArray[np.float64]) -> Ink:
    """Return the ink at points in mm; what lies outside the paper is as white."""
    x = (points[..., 0] * PX).astype(np.int64)
    y = (points[..., 1] * PX).astype(np.int64)
    inside = (x >= 0) & (y >= 0) & (x < ink.shape[1]) & (y < ink.shape[0])
    values: Ink = np.where(inside, ink[np.clip(y, 0, ink.shape[0] - 1), np.clip(x, 0, ink.shape[1] - 1)], 0)
    return values


def _shifts(ink: Ink, boxes: Sequence[Box]) -> list[tuple[float, float]]:
    """Return how far each box lies from where it was printed, in mm: its own finding, or that of its neighbours."""
    step = 2 / PX
    steps = np.arange(-round(_SHIFT / step), round(_SHIFT / step) + 1) * step
    grid = np.stack(np.meshgrid(steps, steps), axis=-1).reshape(-1, 2)
    own, trust = [], []
    for box in boxes:
        middle = np.array([box.x, box.y])
        scores = _scores(ink, box, middle, grid)
        best = grid[int(np.argmax(scores))]
        fine = best + np.stack(np.meshgrid((-1, 0, 1), (-1, 0, 1)), axis=-1).reshape(-1, 2) / PX
        finer = _scores(ink, box, middle, fine)
        own.append(fine[int(np.argmax(finer))])
        trust.append(float(finer.max()))
    moved, weight = np.array(own), np.array(trust)
    places = np.array([(box.x, box.y) for box in boxes])
    made = []
    for n, place in enumerate(places):
        near = np.argsort(np.hypot(*(places - place).T))[:9]
        near = near[weight[near] > 0.5 * np.median(weight)]
        usual = np.median(moved[near], axis=0) if len(near) else np.zeros(2)
        # A mark over the line may pull a box aside; its neighbours know better.
        chosen = moved[n] if np.hypot(*(moved[n] - usual)) <= 0.4 else usual
        made.append((float(chosen[0]), float(chosen[1])))
    return made


def _scores(ink: Ink, box: Box, middle: NDArray[np.float64], shifts: NDArray[np.float64]) -> Ink:
    def mean(off: float) -> Ink:
        points = _ring(box, off)[None] + middle + shifts[:, None]
        values: Ink = np.minimum(_at(ink, points), 0.8).mean(axis=1)
        return values

    scores: Ink = mean(0.0) - np.minimum(mean(-0.5), mean(0.5))
    return scores


def _longest(gaps: NDArray[np.bool_]) -> int:
    """Return the length of the longest run."""
    ends = np.flatnonzero(np.diff(np.concatenate(([0], gaps.astype(np.int8), [0]))))
    return int((ends[1::2] - ends[::2]).max(initial=0))


class _View:
    """One box where it was found: its line, its inside, and the white around it."""

    def __init__(self, sharp: Ink, soft: Ink, box: Box, shift: tuple[float, float]) -> None:
        self.box, self.shift = box, shift
        self.middle = np.array([box.x + shift[0], box.y + shift[1]])
        self.sharp, self.soft = sharp, soft
        outside = np.concatenate([_at(soft, _ring(box, off) + self.middle) for off in (0.75, 0.95)])
        self.base = float(np.median(outside))
        deviation = np.abs(outside - self.base)
        self.noise = float(np.median(deviation)) * 1.4826 + 1e-4
        line = np.max([_at(sharp, _ring(box, off) + self.middle) for off in (-0.12, 0.0, 0.12)], axis=0) - self.base
        # Most of the line, so that a mark over it and a gap in it do not count.
        self.line = float(np.percentile(line, 40))
        self.gap = _longest(line < 0.4 * np.percentile(line, 60)) / len(line)

    @property
    def whole(self) -> bool:
        """Whether the printed line is seen all around."""
        return self.line >= _LEAST_LINE and self.gap < _LONGEST_GAP

    def found(self, usual: float, common: float) -> Found:
        """Return what is in the box; `usual` is how the lines of this sheet show, `common` its noise."""
        if not self.whole:
            return Found(self.box, UNSEEN, 0.0, 0.0, self.shift)
        line = min(self.line, usual * 1.25)
        noise = max(self.noise * 0.8, common)
        inner, core = self._inside(self.sharp, _INSET), self._inside(self.soft, _CORE)
        mask, pale = self._mask(inner.shape), core[self._mask(core.shape)]
        strong = (inner > max(_STRONG * line, _CERTAIN * noise)) & mask
        cover = float(strong.sum() / mask.sum())
        limit = max(_CERTAIN * noise, 0.02)
        if pale.max() < limit and pale.min() > -2 * limit and inner[mask].max() < _RIM * line:
            # Only where the palest stroke would have shown is nothing proof of nothing.
            return Found(self.box, EMPTY if limit < _PALE * line else DOUBT, 0.0, 0.0, self.shift)
        spill = float((_at(self.sharp, _ring(self.box, 0.8) + self.middle) - self.base > _STRONG * line).mean())
        return Found(self.box, self._mark(strong, cover, inner, line), cover, spill, self.shift)

    def _mark(self, strong: NDArray[np.bool_], cover: float, inner: Ink, line: float) -> str:
        if cover > 0.62:
            return FULL
        labels, count = ndimage.label(strong, np.ones((3, 3)))
        if not count:
            return DOUBT
        sizes = np.bincount(labels.ravel())[1:]
        kept = np.isin(labels, 1 + np.flatnonzero(sizes > 0.12 * sizes.max()))
        rows, columns = np.flatnonzero(kept.any(axis=1)), np.flatnonzero(kept.any(axis=0))
        tall = (rows[-1] - rows[0] + 1) / strong.shape[0]
        wide = (columns[-1] - columns[0] + 1) / strong.shape[1]
        dark = float(np.percentile(inner[kept], 70))
        if cover > 0.035 and min(tall, wide) > 0.42 and max(tall, wide) > 0.55 and dark > 0.5 * line:
            return MARKED
        return DOUBT

    def _inside(self, ink: Ink, inset: float) -> Ink:
        """Return how much darker than the white around the box its inside is."""
        x, y = (np.arange(-h, h + 1e-6, 1 / PX) for h in (self.box.w / 2 - inset, self.box.h / 2 - inset))
        points = np.stack(np.meshgrid(x, y), axis=-1) + self.middle
        return _at(ink, points) - np.float32(self.base)

    def _mask(self, shape: tuple[int, ...]) -> NDArray[np.bool_]:
        if self.box.look != "dot":
            return np.ones(shape, dtype=bool)
        y, x = np.mgrid[-1 : 1 : shape[0] * 1j, -1 : 1 : shape[1] * 1j]
        round_: NDArray[np.bool_] = x * x + y * y <= 1
        return round_


def stray(ink: Ink, boxes: Sequence[Found], marked: Sequence[Box]) -> float:
    """Return how many square millimetres of ink lie between the boxes of a row, but not beside those marked."""
    left = min(found.box.x - found.box.w / 2 for found in boxes) - 1.5
    right = max(found.box.x + found.box.w / 2 for found in boxes) + 1.5
    top = min(found.box.y - found.box.h / 2 + found.shift[1] for found in boxes)
    bottom = max(found.box.y + found.box.h / 2 + found.shift[1] for found in boxes)
    y, x = np.mgrid[top : bottom : 1 / PX, left : right : 1 / PX]
    counts = np.ones(x.shape, dtype=bool)
    for found in boxes:
        reach = 4.5 if found.box in marked else 0.75
        dx, dy = np.abs(x - found.box.x - found.shift[0]), np.abs(y - found.box.y - found.shift[1])
        counts &= (dx > found.box.w / 2 + reach) | (dy > found.box.h / 2 + reach)
    values = _at(ink, np.stack([x, y], axis=-1))
    return float((counts & (values > _STRAY)).sum()) / PX**2


def written(ink: Ink, box: Box) -> float:
    """Return how many square millimetres of ink lie in a place to write, whose printed lines are grey and thin."""
    y, x = np.mgrid[box.y - box.h / 2 : box.y + box.h / 2 : 1 / PX, box.x - box.w / 2 : box.x + box.w / 2 : 1 / PX]
    return float((_at(ink, np.stack([x, y], axis=-1)) > _STRAY).sum()) / PX**2
