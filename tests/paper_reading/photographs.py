"""Photographs of ballots in simulation: printed by the program, marked as people do, seen by a telephone's camera."""

from __future__ import annotations

import io
import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import pypdfium2
from PIL import Image, ImageDraw, ImageFilter

from stworkshop.report.ballot_form import Box

DPI = 220
SCALE = DPI / 25.4
PENS: dict[str, tuple[tuple[int, int, int], float, float]] = {
    # colour, width in mm, how much of the paper it covers
    "blue": ((35, 60, 150), 0.5, 0.95),
    "black": ((25, 25, 30), 0.5, 0.95),
    "thin": ((30, 45, 120), 0.35, 0.9),
    "felt": ((20, 20, 20), 1.0, 1.0),
    "red": ((190, 30, 40), 0.6, 0.95),
    "green": ((20, 120, 60), 0.6, 0.95),
    "pencil": ((70, 70, 75), 0.5, 0.75),
}
CLEAR = ("cross", "tick", "fill")


@dataclass(frozen=True)
class Camera:
    """One photograph: how the sheet is turned and tilted (degrees), how good light, lens and file are."""

    megapixels: float = 8.0
    tilt: float = 0.0
    turn: float = 0.0
    blur: float = 0.6
    noise: float = 2.0
    shadow: float = 0.0
    creases: int = 0
    jpeg: int = 90


GOOD = Camera(8.0, 8.0, 3.0, 0.7, 2.0, 0.15, 0, 90)


def page_picture(pdf: bytes, page: int = 0) -> Image.Image:
    """Return a page of a PDF in colours."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        picture: Image.Image = document[page].render(scale=DPI / 72).to_pil().convert("RGB")
        return picture
    finally:
        document.close()


def cut(picture: Image.Image, w: float, h: float, column: int = 0, row: int = 0) -> Image.Image:
    """Return the place of one ballot (mm) of a page."""
    left, top = round(column * w * SCALE), round(row * h * SCALE)
    return picture.crop((left, top, left + round(w * SCALE), top + round(h * SCALE)))


class Hand:
    """Somebody who fills in a ballot; the same seed marks it in the same way."""

    def __init__(self, picture: Image.Image, rng: random.Random, pen: str = "blue") -> None:
        self.picture, self.rng, self.pen = picture, rng, pen

    def mark(self, box: Box, kind: str) -> None:
        """Put a mark of this kind into a box: cross, tick, fill, scribble, faint, slip, half, ring."""
        r, half = self.rng, min(box.w, box.h) / 2
        x, y = box.x + r.uniform(-0.09, 0.09) * half, box.y + r.uniform(-0.09, 0.09) * half

        def j(size: float) -> float:
            return r.uniform(-0.14, 0.14) * size

        if kind in ("cross", "faint"):
            reach = half * r.uniform(0.7, 1.2)
            cover = r.uniform(0.16, 0.3) if kind == "faint" else None
            for sign in (1, -1):
                start = (x - reach + j(half), y - sign * reach + j(half))
                self._stroke([start, (x + reach + j(half), y + sign * reach + j(half))], cover)
        elif kind == "tick":
            reach = half * r.uniform(0.75, 1.15)
            low = (x - reach * 0.15, y + reach * 0.7)
            self._stroke([(x - reach * 0.75, y + j(half)), low, (x + reach, y - reach * 1.05 + j(half))])
        elif kind in ("fill", "scribble"):
            reach = half * (0.72 if kind == "fill" else 1.3)
            lines = 16 if kind == "fill" else 22
            points = []
            for n in range(lines):
                at = y - reach + 2 * reach * n / (lines - 1)
                wide = reach if box.look == "tick" else math.sqrt(max(0.04, reach**2 - (at - y) ** 2))
                points.append((x + (wide if n % 2 else -wide) + j(half * 0.4), at))
            self._stroke(points)
        elif kind == "slip":
            self._stroke([(x + j(half), y + j(half)), (x + j(half) + 0.25 * half, y + j(half) + 0.2 * half)])
        elif kind == "half":
            self._stroke([(x - half * 0.25, y + j(half)), (x + half * 0.25, y - half * 0.25 + j(half))])
        elif kind == "ring":
            turn = [n * math.tau / 24 for n in range(26)]
            self._stroke([(x + 1.55 * half * math.cos(a), y + 1.55 * half * math.sin(a)) for a in turn])
        else:
            raise ValueError(kind)

    def write(self, x: float, y: float, w: float) -> None:
        """Write some words on a line."""
        at = x
        while at < x + w:
            points = [(at + n * 0.6, y - self.rng.uniform(0, 2.6)) for n in range(7)]
            self._stroke(points)
            at += 5.5

    def _stroke(self, points: Sequence[tuple[float, float]], cover: float | None = None) -> None:
        colour, width, usual = PENS[self.pen]
        shaken = [(px * SCALE, py * SCALE) for px, py in _shaken(points, self.rng)]
        edge = width * SCALE + 4
        left, top = (int(min(p[axis] for p in shaken) - edge) for axis in (0, 1))
        size = tuple(int(max(p[axis] for p in shaken) + edge) - (left, top)[axis] for axis in (0, 1))
        shaken = [(x - left, y - top) for x, y in shaken]
        mask = Image.new("L", (size[0], size[1]), 0)
        draw = ImageDraw.Draw(mask)
        strength = round(255 * (usual if cover is None else cover))
        draw.line(shaken, fill=strength, width=max(2, round(width * SCALE)), joint="curve")
        ink = Image.new("RGB", mask.size, colour)
        self.picture.paste(ink, (left, top), mask.filter(ImageFilter.GaussianBlur(0.6)))


def _shaken(points: Sequence[tuple[float, float]], rng: random.Random) -> list[tuple[float, float]]:
    """Return the points of a line with some between them that a hand makes uneven."""
    made = [points[0]]
    for (x1, y1), (x2, y2) in pairwise(points):
        for part in (0.34, 0.67):
            made.append((x1 + (x2 - x1) * part + rng.gauss(0, 0.08), y1 + (y2 - y1) * part + rng.gauss(0, 0.08)))
        made.append((x2, y2))
    return made


def photograph(sheets: Sequence[Image.Image], camera: Camera, seed: int) -> bytes:
    """Return a JPEG of sheets that lie beside each other on a table."""
    rng = random.Random(seed)
    table = _table(sheets, rng)
    w = round(math.sqrt(camera.megapixels * 1e6 * 4 / 3))
    h = round(w * 3 / 4)
    if table.height > table.width:
        w, h = h, w
    seen = table.transform(
        (w, h), Image.Transform.PERSPECTIVE, _view(table.size, (w, h), camera, rng), Image.Resampling.BICUBIC,
        fillcolor=(96, 88, 78),
    )  # fmt: skip
    pixels = np.asarray(seen.filter(ImageFilter.GaussianBlur(camera.blur)), dtype=np.float32)
    pixels = pixels * _light(w, h, camera, rng)[..., None]
    noise = np.random.default_rng(seed)
    pixels = pixels + noise.normal(0, camera.noise, pixels.shape).astype(np.float32)
    out = io.BytesIO()
    Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8)).save(out, "JPEG", quality=camera.jpeg)
    return out.getvalue()


def _table(sheets: Sequence[Image.Image], rng: random.Random) -> Image.Image:
    """Return sheets on a table, in rows of up to three, none quite straight."""
    columns = min(3, len(sheets)) if sheets[0].width <= sheets[0].height else 1 + (len(sheets) > 3)
    rows = -(-len(sheets) // columns)
    w, h = sheets[0].size
    gap = round(12 * SCALE)
    table = Image.new("RGB", (columns * (w + gap) + gap, rows * (h + gap) + gap), (112, 96, 80))
    for n, sheet in enumerate(sheets):
        x, y = gap + n % columns * (w + gap), gap + n // columns * (h + gap)
        angle = rng.uniform(-1.5, 1.5) if len(sheets) > 1 else 0.0
        turned = sheet.rotate(angle, Image.Resampling.BICUBIC, expand=True)
        mask = Image.new("L", sheet.size, 255).rotate(angle, expand=True)
        table.paste(turned, (x - (turned.width - w) // 2, y - (turned.height - h) // 2), mask)
    return table


def _view(table: tuple[int, int], size: tuple[int, int], camera: Camera, rng: random.Random) -> list[float]:
    """Return the eight numbers by which a picture of the table is taken, so that all of it is in the picture."""
    w, h = table
    tilt, turn, axis = math.radians(camera.tilt), math.radians(camera.turn), rng.uniform(0, math.tau)
    away = 1.9 * math.hypot(w, h)
    corners = []
    for x, y in ((-w / 2, -h / 2), (w / 2, -h / 2), (w / 2, h / 2), (-w / 2, h / 2)):
        x, y = x * math.cos(turn) - y * math.sin(turn), x * math.sin(turn) + y * math.cos(turn)
        along, across = x * math.cos(axis) + y * math.sin(axis), -x * math.sin(axis) + y * math.cos(axis)
        depth = away + across * math.sin(tilt)
        across *= math.cos(tilt)
        x, y = along * math.cos(axis) - across * math.sin(axis), along * math.sin(axis) + across * math.cos(axis)
        corners.append((x / depth, y / depth))
    xs, ys = [c[0] for c in corners], [c[1] for c in corners]
    scale = min(size[0] / (max(xs) - min(xs)), size[1] / (max(ys) - min(ys))) * 0.985
    mx, my = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
    seen = [(size[0] / 2 + (x - mx) * scale, size[1] / 2 + (y - my) * scale) for x, y in corners]
    rows, values = [], []
    for (x, y), (u, v) in zip(seen, ((0, 0), (w, 0), (w, h), (0, h)), strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        values += [u, v]
    found: list[float] = np.linalg.solve(np.array(rows), np.array(values)).tolist()
    return found


def _light(w: int, h: int, camera: Camera, rng: random.Random) -> Any:
    """Return how much light there is at each pixel: falling off to one side, a shadow with a soft edge, creases."""
    y, x = np.mgrid[0:h, 0:w].astype(np.float32)
    angle = rng.uniform(0, math.tau)
    along = (x - w / 2) / w * math.cos(angle) + (y - h / 2) / h * math.sin(angle)
    light = 1 - camera.shadow * 0.6 * (along + 0.5)
    if camera.shadow:
        edge, soft = rng.uniform(-0.3, 0.3), rng.uniform(0.01, 0.06)
        other = rng.uniform(0, math.tau)
        across = (x - w / 2) / w * math.cos(other) + (y - h / 2) / h * math.sin(other)
        light *= 1 - camera.shadow / (1 + np.exp(np.clip(-(across - edge) / soft, -30, 30)))
    for _crease in range(camera.creases):
        edge, other = rng.uniform(-0.3, 0.3), rng.choice((0.0, math.pi / 2)) + rng.uniform(-0.1, 0.1)
        across = ((x - w / 2) * math.cos(other) + (y - h / 2) * math.sin(other)) - edge * min(w, h)
        light *= 1 - 0.16 * np.exp(-((across / (0.0016 * w)) ** 2)) * np.sign(across + 1e-6)
    return light.astype(np.float32)
