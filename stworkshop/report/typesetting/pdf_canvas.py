"""Pen: draws on a reportlab canvas in millimetres from the top left corner of an area, and tags what it draws.

Where the page runs from right to left, everything horizontal is mirrored inside the area.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterable, Sequence
from typing import Any

from reportlab.lib.colors import Color, HexColor

from stworkshop.graphics import vector_paths
from stworkshop.report.typesetting import grayscale, shaping
from stworkshop.report.typesetting.paragraphs import MM, Para
from stworkshop.report.typesetting.shaping import Line, Piece, Run, Style
from stworkshop.report.typesetting.tagging import Tagger

Point = tuple[float, float]
Dash = Sequence[float] | None
_CAPITALS = 0.668
"""Height of a capital letter, by the size of the type."""


def colour(value: str, alpha: float = 1.0) -> Color:
    """Return #RRGGBB as a colour of reportlab; a grey where pages are made without colour."""
    made = HexColor(grayscale.printed(value))
    return Color(made.red, made.green, made.blue, alpha) if alpha < 1 else made


class Pen:
    """Draws inside an area whose top left corner lies at (`left`, `top`) points of the page and which is `w` mm wide.

    `scale` makes a mm of the area, and its type, larger or smaller; strokes keep their width times `weight`.
    """

    def __init__(
        self, canvas: Any, tagger: Tagger, left: float, top: float, w: float, rtl: bool = False, scale: float = 1.0,
        weight: float = 1.0,
    ) -> None:  # fmt: skip
        self.canvas = canvas
        self.tags = tagger
        self.left, self.top, self.w, self.rtl = left, top, w, rtl
        self.scale, self.unit, self.weight = scale, MM * scale, weight
        self.reads_rtl = rtl
        """Whether the words are of a language that runs from right to left, as on a map that is not mirrored."""

    def area(self, x: float, y: float, w: float, scale: float = 1.0, weight: float = 1.0) -> Pen:
        """Return a pen for an area of `w` mm of its own whose top left corner lies at (x, y)."""
        corner = self.x(x + w * scale) if self.rtl else self.x(x)
        weight *= self.weight
        pen = Pen(self.canvas, self.tags, corner, self.y(y), w, self.rtl, self.scale * scale, weight)
        pen.reads_rtl = self.reads_rtl
        return pen

    def x(self, x: float) -> float:
        """Return mm from the left (the right, if the page runs from right to left) as points of the page."""
        return self.left + (self.w - x if self.rtl else x) * self.unit

    def y(self, y: float) -> float:
        """Return mm from the top as points of the page."""
        return self.top - y * self.unit

    # --- text

    def text(
        self, x: float, y: float, text: str | Sequence[Run], style: Style | None = None, anchor: str = "left"
    ) -> float:
        """Draw one line with its baseline at `y`; return its width in mm."""
        runs = (Run(shaping.clean(text), style or Style(10, "#000000")),) if isinstance(text, str) else tuple(text)
        base = self._base("".join(run.text for run in runs))
        line = shaping.compose(runs, base)
        width = line.width / MM
        self._line(line, x, y, anchor, self._overhang(runs, base) if anchor == "left" else 0.0)
        return width

    def turned(self, x: float, y: float, text: str, style: Style) -> None:
        """Draw one line upwards from (x, y), its letters on the side of x where the page begins."""
        line = shaping.compose((Run(shaping.clean(text), style),), self._base(text))
        self.tags.text(self.canvas)
        along = self.y(y)
        base = self.x(x) + (style.size * _CAPITALS * self.scale if self.rtl else 0.0)
        for piece in line.pieces:
            if piece.face is not None:
                self._piece(piece, base, along, turned=True)
            along += piece.width * self.scale

    def para(self, para: Para, x: float, y: float) -> float:
        """Draw a paragraph with its top at `y`; return the y below it."""
        base = self._base(para.text)
        for baseline, runs in para.baselines():
            shift = {"left": 0.0, "right": para.w, "middle": para.w / 2}[para.anchor]
            line = shaping.compose(runs, base)
            self._line(line, x + shift, y + baseline, para.anchor, self._overhang(runs, base))
        return y + para.h

    def _base(self, text: str) -> bool:
        return shaping.base_of(text, self.reads_rtl)

    def _overhang(self, runs: Sequence[Run], base: bool) -> float:
        """Return the width of the space at a line's end where it would stand at the visible beginning, in points."""
        if not runs or not runs[-1].text.endswith(" ") or base == self.rtl:
            return 0.0
        return shaping.advance(" ", runs[-1].style) * self.scale

    def _line(self, line: Line, x: float, y: float, anchor: str, overhang: float = 0.0) -> None:
        if not line.pieces:
            return
        self.tags.text(self.canvas)
        at = self.x(x)
        if anchor == "middle":
            at -= line.width * self.scale / 2
        elif (anchor == "right") != self.rtl:
            at -= line.width * self.scale
        at += overhang if self.rtl else -overhang
        base = self.y(y)
        for piece in line.pieces:
            if piece.face is None:
                self._boxes(piece, at, base)
            else:
                self._piece(piece, at, base)
            at += piece.width * self.scale

    def _piece(self, piece: Piece, x: float, y: float, turned: bool = False) -> None:
        s = f"{self.scale:.4g}"
        turn = f"0 {s} -{s} 0" if turned else f"{s} 0 0 {s}"
        red, green, blue = colour(piece.style.colour).rgb()
        self.canvas._code.append(f"BT {red:.3f} {green:.3f} {blue:.3f} rg {turn} {x:.3f} {y:.3f} Tm")
        self.canvas._code.extend(shaping.operators(piece, self.canvas))
        self.canvas._code.append("ET")
        self.canvas._fillColorObj = None

    def _boxes(self, piece: Piece, x: float, y: float) -> None:
        """Print characters without a face as boxes with their code points."""
        for cluster in piece.clusters:
            width = sum(glyph.advance for glyph in cluster.glyphs) * piece.style.size * self.scale / shaping.UNITS
            if width:
                self._box(cluster.text, piece.style._replace(size=piece.style.size * self.scale), x, y, width)
            x += width

    def _box(self, text: str, style: Style, x: float, y: float, width: float) -> None:
        code = f"{ord(text):04X}"
        rows = (code[: len(code) // 2], code[len(code) // 2 :])
        small = Style(style.size * 0.4, style.colour)
        self.canvas._code.append(shaping.actual_text(text))
        self.canvas.setStrokeColor(colour(style.colour))
        self.canvas.setLineWidth(style.size * 0.04)
        self.canvas.setDash()
        self.canvas.rect(x + width * 0.06, y - style.size * 0.1, width * 0.88, style.size * 0.86, stroke=1, fill=0)
        for row, digits in enumerate(rows):
            line = shaping.compose((Run(digits, small),))
            at = x + (width - line.width) / 2
            for piece in line.pieces:
                flat = Pen(self.canvas, self.tags, 0, 0, 0)
                flat._piece(piece, at, y + style.size * (0.42 if row == 0 else 0.02))
        self.canvas._code.append("EMC")

    # --- lines and shapes

    def line(
        self, x1: float, y1: float, x2: float, y2: float, stroke: str, lw: float, dash: Dash = None, cap: int = 0
    ) -> None:
        """Draw a straight line; widths and dashes in points."""
        self.tags.drawing(self.canvas)
        self._stroke(stroke, lw, dash, cap)
        self.canvas.line(self.x(x1), self.y(y1), self.x(x2), self.y(y2))

    def rect(
        self,
        x: float,
        y: float,
        w: float,
        h: float,
        *,
        fill: str | None = None,
        stroke: str | None = None,
        lw: float = 0.5,
        r: float = 0.0,
        alpha: float = 1.0,
        dash: Dash = None,
    ) -> None:
        """Draw a rectangle with corners of radius `r` mm."""
        self.tags.drawing(self.canvas)
        self._ink(fill, stroke, lw, dash, alpha)
        left = min(self.x(x), self.x(x + w))
        box = (left, self.y(y + h), w * self.unit, h * self.unit)
        kind = {"stroke": int(bool(stroke)), "fill": int(bool(fill))}
        if r:
            self.canvas.roundRect(*box, r * self.unit, **kind)
        else:
            self.canvas.rect(*box, **kind)
        if alpha < 1:
            self.canvas.setFillAlpha(1)

    def circle(
        self, x: float, y: float, r: float, *, fill: str | None = None, stroke: str | None = None, lw: float = 0.5,
        dash: Dash = None,
    ) -> None:  # fmt: skip
        """Draw a circle."""
        self.tags.drawing(self.canvas)
        self._ink(fill, stroke, lw, dash)
        self.canvas.circle(self.x(x), self.y(y), r * self.unit, stroke=int(bool(stroke)), fill=int(bool(fill)))

    def path(
        self, path: vector_paths.Path, *, fill: str | None = None, stroke: str | None = None, lw: float = 0.5,
        dash: Dash = None, alpha: float = 1.0, cap: int = 0,
    ) -> None:  # fmt: skip
        """Draw a path given in mm of the area."""
        self.tags.drawing(self.canvas)
        self._ink(fill, stroke, lw, dash, alpha, cap)
        drawn = self.canvas.beginPath()
        for name, *points in path:
            values = [float(value) for value in points]
            flat = [self.x(v) if at % 2 == 0 else self.y(v) for at, v in enumerate(values)]
            if name == "M":
                drawn.moveTo(*flat)
            elif name == "L":
                drawn.lineTo(*flat)
            elif name == "C":
                drawn.curveTo(*flat)
            else:
                drawn.close()
        self.canvas.drawPath(drawn, stroke=int(bool(stroke)), fill=int(bool(fill)))
        if alpha < 1:
            self.canvas.setFillAlpha(1)
            self.canvas.setStrokeAlpha(1)

    def picture(
        self,
        data: bytes,
        box: tuple[float, float, float, float],
        whole: tuple[float, float, float, float],
        alpha: float = 1.0,
    ) -> None:
        """Draw a PNG or JPEG in the rectangle `whole` (x, y, w, h in mm), but only what lies in `box`."""
        from reportlab.lib.utils import ImageReader

        self.tags.drawing(self.canvas)
        self.canvas.saveState()
        left, low, w, h = self._corners(*box)
        clip = self.canvas.beginPath()
        clip.rect(left, low, w, h)
        self.canvas.clipPath(clip, stroke=0, fill=0)
        if alpha < 1:
            self.canvas.setFillAlpha(alpha)
        self.canvas.drawImage(ImageReader(io.BytesIO(grayscale.picture(data))), *self._corners(*whole), mask="auto")
        self.canvas.restoreState()

    def _corners(self, x: float, y: float, w: float, h: float) -> tuple[float, float, float, float]:
        """Return the lower left corner and the size of a rectangle, in points of the page."""
        return min(self.x(x), self.x(x + w)), self.y(y + h), w * self.unit, h * self.unit

    def polygon(
        self, points: Iterable[Point], *, fill: str | None = None, stroke: str | None = None, lw: float = 0.5,
        closed: bool = True, dash: Dash = None, cap: int = 0,
    ) -> None:  # fmt: skip
        """Draw a polygon, or a line through points where it is not closed."""
        found = list(points)
        path: list[vector_paths.Segment] = [("M", *found[0]), *(("L", *point) for point in found[1:])]
        self.path(tuple([*path, ("Z",)] if closed else path), fill=fill, stroke=stroke, lw=lw, dash=dash, cap=cap)

    def curve(self, bezier: vector_paths.Bezier, stroke: str, lw: float, dash: Dash = None, alpha: float = 1.0) -> None:
        """Draw a cubic curve."""
        (x1, y1), (ax, ay), (bx, by), (x2, y2) = bezier
        self.path((("M", x1, y1), ("C", ax, ay, bx, by, x2, y2)), stroke=stroke, lw=lw, dash=dash, alpha=alpha)

    def arrowhead(self, x: float, y: float, angle: float, fill: str, size: float) -> None:
        """Draw a filled head whose point lies at (x, y); `angle` in radians, `size` in mm."""
        wings = ((x + size * math.cos(angle + d), y + size * math.sin(angle + d)) for d in (2.75, -2.75))
        self.polygon([(x, y), *wings], fill=fill)

    def _ink(
        self, fill: str | None, stroke: str | None, lw: float, dash: Dash, alpha: float = 1.0, cap: int = 0
    ) -> None:
        if fill:
            self.canvas.setFillColor(colour(fill))
            if alpha < 1:
                self.canvas.setFillAlpha(alpha)
        if stroke:
            self._stroke(stroke, lw, dash, cap)
            if alpha < 1:
                self.canvas.setStrokeAlpha(alpha)

    def _stroke(self, stroke: str, lw: float, dash: Dash, cap: int) -> None:
        self.canvas.setStrokeColor(colour(stroke))
        self.canvas.setLineWidth(lw * self.weight)
        self.canvas.setLineCap(cap)
        self.canvas.setLineJoin(1)
        self.canvas.setDash([length * self.weight for length in dash] if dash else [])
