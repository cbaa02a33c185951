"""Where things lie: boxes in one array, so that asking costs no Python work that grows with the map."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Box: TypeAlias = tuple[float, float, float, float]
"""Left, top, right, bottom, in scene units."""
Boxes: TypeAlias = Sequence[Box] | NDArray[np.float64]
"""Some boxes, one in a row."""

_NOWHERE = (np.nan, np.nan, np.nan, np.nan)


class BoxIndex:
    """Boxes by key, several to a key (a long link has one for each straight piece)."""

    def __init__(self) -> None:
        self._boxes: NDArray[np.float64] = np.full((64, 4), np.nan)
        self._numbers: NDArray[np.int64] = np.zeros(64, np.int64)
        self._keys: list[str] = []
        self._number_of: dict[str, int] = {}
        self._rows: dict[str, range] = {}
        self._used = 0
        self._dead = 0
        self._single = True
        """Whether each key has one box, so that rows are in order."""

    def __len__(self) -> int:
        return len(self._rows)

    def fill(self, keys: list[str], boxes: Boxes) -> None:
        """Take all keys in one go, one row of `boxes` each, in their order, which `hits` keeps."""
        self._single = True
        self._take(keys, boxes, range(len(keys)), {key: range(n, n + 1) for n, key in enumerate(keys)})

    def _take(self, keys: list[str], boxes: Boxes, numbers: Sequence[int], rows: dict[str, range]) -> None:
        count = len(boxes)
        self._keys, self._rows = keys, rows
        self._number_of = {key: number for number, key in enumerate(keys)}
        self._used, self._dead = count, 0
        self._boxes = np.full((max(64, count * 5 // 4), 4), np.nan)
        self._numbers = np.zeros(len(self._boxes), np.int64)
        if count:
            self._boxes[:count] = boxes
            self._numbers[:count] = numbers

    def put(self, key: str, boxes: Sequence[Box]) -> None:
        """Set the boxes of a key; a new key comes last in the order."""
        rows = self._rows.get(key)
        self._single = self._single and len(boxes) == 1
        if rows is not None and len(rows) == len(boxes):
            if boxes:
                self._boxes[rows.start : rows.stop] = boxes
            return
        if rows is not None:
            self._clear(rows)
        self._make_room(len(boxes))
        if rows is None:  # after making room, which gives the numbers of what has rows anew
            self._number_of[key] = len(self._keys)
            self._keys.append(key)
        rows = range(self._used, self._used + len(boxes))
        if boxes:
            self._boxes[rows.start : rows.stop] = boxes
        self._numbers[rows.start : rows.stop] = self._number_of[key]
        self._rows[key] = rows
        self._used = rows.stop

    def drop(self, key: str) -> None:
        """Forget a key; an unknown one is no matter."""
        rows = self._rows.pop(key, None)
        if rows is not None:
            self._clear(rows)
            del self._number_of[key]

    def hits(self, box: Box) -> list[str]:
        """Return the keys with a box that touches `box`, in order, each once."""
        own = self._boxes[: self._used]
        touching = (own[:, 0] <= box[2]) & (own[:, 2] >= box[0]) & (own[:, 1] <= box[3]) & (own[:, 3] >= box[1])
        numbers = self._numbers[: self._used][touching]
        if not self._single:
            numbers = np.unique(numbers)
        keys = self._keys
        return [keys[number] for number in numbers.tolist()]

    def bounds(self) -> Box | None:
        """Return the box around everything, or None where there is nothing."""
        if not self._rows or self._used == self._dead:
            return None
        own = self._boxes[: self._used]
        low, high = np.nanmin(own, axis=0), np.nanmax(own, axis=0)
        return (float(low[0]), float(low[1]), float(high[2]), float(high[3]))

    def _clear(self, rows: range) -> None:
        self._boxes[rows.start : rows.stop] = _NOWHERE
        self._dead += len(rows)

    def _make_room(self, count: int) -> None:
        if self._used + count <= len(self._boxes):
            return
        if self._dead > self._used // 2:
            self._compact()
        size = max(2 * len(self._boxes), self._used + count)
        boxes = np.full((size, 4), np.nan)
        boxes[: self._used] = self._boxes[: self._used]
        numbers = np.zeros(size, np.int64)
        numbers[: self._used] = self._numbers[: self._used]
        self._boxes, self._numbers = boxes, numbers

    def _compact(self) -> None:
        """Leave out the rows of what was dropped or moved, and the numbers of what was dropped."""
        boxes: list[Box] = []
        numbers: list[int] = []
        rows: dict[str, range] = {}
        keys = sorted(self._rows, key=self._number_of.__getitem__)
        for number, key in enumerate(keys):
            old = self._rows[key]
            rows[key] = range(len(boxes), len(boxes) + len(old))
            boxes.extend((row[0], row[1], row[2], row[3]) for row in self._boxes[old.start : old.stop].tolist())
            numbers.extend([number] * len(old))
        self._take(keys, boxes, numbers, rows)
