"""A map of another program as an arrangement: its own shape, spread so far that our larger cards do not overlap.

Pure and deterministic. Places come in any unit; what leaves is pixels at 100 %, top left corners.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from stworkshop.analysis.viewpoints import ARRANGEMENT
from stworkshop.layout.zone_frame import GAP
from stworkshop.model.board import Board

FAR = 400_000.0
"""Longest side of an arrangement, pixels; one that would need more keeps its shape, and some cards overlap."""
_POINT = 0.25
"""Things without a size are taken for squares of this part of the usual distance between two of them."""

Point = tuple[float, float]
Size = tuple[float, float]


class Foreign(NamedTuple):
    """Where a thing stands in a file: its middle and its size in the file's unit; (0, 0) is a size nobody knows."""

    middle: Point
    size: Size = (0.0, 0.0)


def fitted(things: Mapping[str, Foreign], cards: Mapping[str, Size]) -> dict[str, Point]:
    """Return the top left corners of cards of the sizes `cards` (px) in the shape that the things of a file have.

    All distances grow or shrink alike, just so far that no two cards overlap whose things did not. Things whose place
    is no number are left out; nothing is returned where fewer than two different places are left.
    """
    ids = [i for i, thing in things.items() if i in cards and all(map(math.isfinite, (*thing.middle, *thing.size)))]
    if len(ids) < 2:
        return {}
    middles = np.array([things[i].middle for i in ids], np.float64)
    theirs = np.abs(np.array([things[i].size for i in ids], np.float64))
    _make_headings(middles, theirs)
    middles -= middles.min(0)
    span = float(middles.max())
    if span <= 0:
        return {}
    middles /= span
    theirs /= span
    ours = np.array([cards[i] for i in ids], np.float64) + GAP
    scale = min(_needed(middles, _known(middles, theirs), ours), FAR)
    corners = middles * scale - (ours - GAP) / 2
    corners -= corners.min(0)
    return {i: (float(round(x)), float(round(y))) for i, (x, y) in zip(ids, corners.tolist(), strict=True)}


def _make_headings(middles: NDArray[np.float64], theirs: NDArray[np.float64]) -> None:
    """Let a thing that others stand in be only its upper edge above them, where its words are; changes both arrays."""
    tops = middles[:, 1] - theirs[:, 1] / 2
    for at in range(len(middles)):
        inside = (np.abs(middles - middles[at]) < theirs[at] / 2).all(1) & (theirs.prod(1) < theirs[at].prod())
        if inside.any() and (height := float(tops[inside].min() - tops[at])) > 0:
            middles[at, 1], theirs[at, 1] = tops[at] + height / 2, height


def _known(middles: NDArray[np.float64], theirs: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the sizes of things, a small one where nobody knows it."""
    width, height = middles.max(0)
    usual = math.sqrt(max(float(width * height), 1e-6) / len(middles)) * _POINT
    return np.where(theirs > 0, theirs, min(usual, 1.0))


def _needed(middles: NDArray[np.float64], theirs: NDArray[np.float64], ours: NDArray[np.float64]) -> float:
    """Return how many times larger the arrangement must be; 1 px at least, where all things lie on one another."""
    most = 1.0
    for at in range(len(middles) - 1):
        apart = np.abs(middles[at + 1 :] - middles[at])
        lapped = (apart < (theirs[at + 1 :] + theirs[at]) / 2 - 1e-9).all(1)
        with np.errstate(divide="ignore"):
            ways = ((ours[at + 1 :] + ours[at]) / 2) / apart
        along = ways.min(1)
        along[lapped] = 0.0
        most = max(most, float(along.max()))
    return most


def standing(board: Board) -> dict[str, Point]:
    """Return where cards stand in the arrangements of a board, those of a later one beside those of an earlier one."""
    views = {view.id: number for number, view in enumerate(board.views.values()) if view.layout == ARRANGEMENT}
    found: dict[str, Point] = {}
    right = 0.0
    for view in views:
        places = {p.element: p.pos for p in board.positions.values() if p.view == view and p.pos is not None}
        new = {card: (x + right, y) for card, (x, y) in places.items() if card not in found}
        found.update(new)
        right = max((x for x, _y in found.values()), default=0.0) + 1_000.0
    return found
