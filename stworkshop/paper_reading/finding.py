"""Sheets in a picture: their QR codes, their four black corners, and how millimetres of paper lie in the picture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from stworkshop.model.paper_code import PaperCode, parsed
from stworkshop.paper_reading.pictures import Grey
from stworkshop.report.ballot_form import FormPage

Points = NDArray[np.float64]
"""Points as rows of x and y."""

_LABELLED_PIXELS = 2_500_000
_MOST_SHEETS = 24
_WORST_CODE = 0.6
"""How far the corners of the code may lie from where the four squares say they are, in mm."""
_BLOCK = 8
_REACH = (0.45, 1.5, 0.45, 0.12)
"""How far each next corner may lie from where it is expected, as a part of its distance from the code."""
_CANDIDATES = 24


@dataclass(frozen=True)
class FoundCode:
    """A QR code in a picture: its text, and its corners in pixels, clockwise from the one where it begins."""

    text: str
    corners: Points

    @property
    def paper(self) -> PaperCode | None:
        """What it says of a ballot, None where it is another code."""
        return parsed(self.text)


@dataclass(frozen=True)
class Blobs:
    """Dark spots of a picture that may be squares: their middles and areas in pixels, and 1 for a square, else more."""

    middles: Points
    areas: NDArray[np.float64]
    squares: NDArray[np.float64]


def codes_in(picture: Grey) -> list[FoundCode]:
    """Return the QR codes in a picture, each once."""
    import zxingcpp

    found: dict[tuple[str, int, int], FoundCode] = {}
    for image, scale in _tries(picture):
        for code in zxingcpp.read_barcodes(image, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)):
            at = code.position
            points = [(p.x, p.y) for p in (at.top_left, at.top_right, at.bottom_right, at.bottom_left)]
            corners = (np.array(points, dtype=np.float64) + 0.5) / scale
            middle = corners.mean(axis=0)
            if all(
                known.text != code.text or np.hypot(*(known.corners.mean(axis=0) - middle)) > 20
                for known in found.values()
            ):
                found[code.text, int(middle[0]), int(middle[1])] = FoundCode(code.text, corners)
        if found and scale != 1.0:
            break
        if len(found) >= _MOST_SHEETS:
            break
    return list(found.values())[:_MOST_SHEETS]


def _tries(picture: Grey) -> Iterator[tuple[Grey, float]]:
    """Yield the picture as it is, and where that shows no code, smoother and larger or smaller."""
    from PIL import Image

    yield picture, 1.0
    image = Image.fromarray(picture)
    factors = (2.0, 1.5) if picture.size < 3_000_000 else (0.5, 0.7)
    for factor in factors:
        size = round(image.width * factor), round(image.height * factor)
        yield np.asarray(image.resize(size, Image.Resampling.BICUBIC)), factor


def blobs_of(picture: Grey, codes: Sequence[FoundCode]) -> Blobs:
    """Return the dark spots of a picture that are about as long as wide, but those of its codes."""
    step = max(1, round((picture.size / _LABELLED_PIXELS) ** 0.5))
    small = picture[: picture.shape[0] // step * step, : picture.shape[1] // step * step]
    if step > 1:
        shape = (small.shape[0] // step, step, small.shape[1] // step, step)
        small = small.reshape(shape).mean(axis=(1, 3)).astype(np.uint8)
    labels, count = ndimage.label(small < 0.45 * _white(small))
    flat = labels.ravel()
    areas = np.bincount(flat, minlength=count + 1).astype(np.float64)
    y, x = np.divmod(np.flatnonzero(flat), labels.shape[1])
    which = flat[flat > 0]
    sums = [np.bincount(which, values, minlength=count + 1) for values in (x, y, x * x, y * y)]
    with np.errstate(divide="ignore", invalid="ignore"):
        mx, my = sums[0] / areas, sums[1] / areas
        spread = sums[2] / areas - mx * mx + sums[3] / areas - my * my
        square = spread / (areas / 6)
    # A square has 1, a disc 0.95; what is seen from the side or half in shadow somewhat more.
    good = (areas >= 12) & (square < 1.75) & (np.arange(count + 1) > 0)
    middles = (np.stack([mx[good], my[good]], axis=1) + 0.5) * step
    apart = np.ones(len(middles), dtype=bool)
    unit = np.array([(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)])
    for code in codes:
        inside = placed(homography(code.corners, unit), middles)
        apart &= (np.abs(inside) > 1.06).any(axis=1)
    return Blobs(middles[apart], areas[good][apart] * step * step, square[good][apart])


def _white(picture: Grey) -> Grey:
    """Return how bright paper is around each pixel: near an edge the table does not count."""
    h, w = picture.shape
    padded = np.pad(picture, ((0, -h % _BLOCK), (0, -w % _BLOCK)), mode="edge")
    shape = (padded.shape[0] // _BLOCK, _BLOCK, padded.shape[1] // _BLOCK, _BLOCK)
    # Not the brightest pixel, which is noise.
    blocks = np.sort(padded.reshape(shape).transpose(0, 2, 1, 3).reshape(shape[0], shape[2], -1), axis=2)
    bright = ndimage.maximum_filter(blocks[..., -_BLOCK], max(3, min(h, w) // 25 // _BLOCK | 1))
    wide: Grey = np.repeat(np.repeat(bright, _BLOCK, axis=0), _BLOCK, axis=1)[:h, :w]
    return wide


def homography(paper: Points, picture: Points, weights: Sequence[float] | None = None) -> NDArray[np.float64]:
    """Return the 3 x 3 matrix that takes points of the paper (mm) to the picture (pixels), by least squares."""
    weight = np.ones(len(paper)) if weights is None else np.asarray(weights, dtype=np.float64)
    near, from_paper = _scaled(paper)
    far, from_picture = _scaled(picture)
    rows = []
    for (x, y), (u, v), w in zip(near, far, weight, strict=True):
        rows.append([w * e for e in (x, y, 1, 0, 0, 0, -u * x, -u * y, -u)])
        rows.append([w * e for e in (0, 0, 0, x, y, 1, -v * x, -v * y, -v)])
    solved = np.linalg.svd(np.array(rows))[2][-1].reshape(3, 3)
    matrix: NDArray[np.float64] = np.linalg.inv(from_picture) @ solved @ from_paper
    matrix /= matrix[2, 2]
    return matrix


def placed(matrix: NDArray[np.float64], points: Points) -> Points:
    """Return where points of the paper lie in the picture."""
    made = np.column_stack([points, np.ones(len(points))]) @ matrix.T
    where: Points = made[:, :2] / made[:, 2:]
    return where


def _scaled(points: Points) -> tuple[Points, NDArray[np.float64]]:
    middle = points.mean(axis=0)
    size = max(float(np.abs(points - middle).mean()), 1e-9)
    matrix = np.array([[1 / size, 0, -middle[0] / size], [0, 1 / size, -middle[1] / size], [0, 0, 1]])
    return (points - middle) / size, matrix


def paper_of(code: FoundCode, page: FormPage, blobs: Blobs) -> NDArray[np.float64] | None:
    """Return how the paper lies in the picture, None where not all four corners are seen where they belong.

    A code alone says little of how the paper is tilted. So the corner beside it is looked for first, then the others,
    each where those before let it be expected; of all ways, that counts by which the code lies where it was printed.
    """
    x, y, side = page.qr
    qr = np.array([(x, y), (x + side, y), (x + side, y + side), (x, y + side)])
    corners = np.array(page.corners)
    away = np.hypot(*(corners - qr.mean(axis=0)).T)
    search = _Search(code, qr, corners, away, page.corner_side, blobs)
    near, *others = (int(n) for n in np.argsort(away))
    search.follow({}, [near, *others])
    if search.best is None or search.error > _WORST_CODE:
        return None
    return search.best


class _Search:
    """The search for the four corners of one sheet: `best` is how the paper lies, `error` how far off its code is."""

    def __init__(
        self, code: FoundCode, qr: Points, corners: Points, away: NDArray[np.float64], side: float, blobs: Blobs
    ) -> None:
        self.code, self.qr, self.corners, self.away = code, qr, corners, away
        self.at_code = _area(code.corners) ** 0.5 / _area(qr) ** 0.5 * side
        self.mm = self.at_code / side
        good = (blobs.areas > 0.2 * self.at_code**2) & (blobs.areas < 3.5 * self.at_code**2)
        self.spots: Points = blobs.middles[good & (blobs.squares < 1.4)]
        self.best: NDArray[np.float64] | None = None
        self.error = float("inf")

    def follow(self, found: dict[int, Points], wanted: list[int]) -> None:
        """Try every spot that may be the next of the wanted corners, given those that are found."""
        if not wanted:
            self._judge(found)
            return
        paper = np.vstack([self.qr, *(self.corners[n : n + 1] for n in found)])
        picture = np.vstack([self.code.corners, *(point[None] for point in found.values())])
        guess = homography(paper, picture, [1.0] * 4 + [3.0] * len(found))
        expected = placed(guess, self.corners[wanted[0] : wanted[0] + 1])[0]
        reach = _REACH[len(found)] * self.away[wanted[0]] * self.mm
        for spot in self._candidates(expected, reach):
            if not any(np.array_equal(spot, point) for point in found.values()):
                self.follow({**found, wanted[0]: spot}, wanted[1:])

    def _candidates(self, expected: Points, reach: float) -> Points:
        away = np.hypot(*(self.spots - expected).T)
        good = away < reach
        chosen: Points = self.spots[good][np.argsort(away[good])][:_CANDIDATES]
        return chosen

    def _judge(self, found: dict[int, Points]) -> None:
        picked = np.array([found[n] for n in range(4)])
        if not _convex(picked):
            return
        matrix = homography(self.corners, picked)
        back = placed(np.linalg.inv(matrix).astype(np.float64), self.code.corners)
        error = float(np.hypot(*(back - self.qr).T).mean())
        if error < self.error:
            self.best, self.error = matrix, error


def _area(points: Points) -> float:
    x, y = points.T
    return abs(float(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1)))) / 2


def _convex(points: Points) -> bool:
    edges = np.roll(points, -1, axis=0) - points
    turned = np.roll(edges, -1, axis=0)
    cross = edges[:, 0] * turned[:, 1] - edges[:, 1] * turned[:, 0]
    return bool((cross > 0).all())
