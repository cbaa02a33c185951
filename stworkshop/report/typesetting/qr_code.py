"""QR codes on paper: never mirrored, always black on white, and no content for those who listen."""

from __future__ import annotations

from itertools import groupby

from stworkshop.graphics import qr
from stworkshop.report.typesetting.pdf_canvas import Pen, colour


def draw_qr(pen: Pen, x: float, y: float, side: float, text: str) -> None:
    """Draw the QR code of a text as a square of `side` mm, its top at y, its side where lines begin at x."""
    rows = qr.modules(text)
    step = side * pen.unit / len(rows)
    left, top = min(pen.x(x), pen.x(x + side)), pen.y(y)
    with pen.tags.artifact():
        pen.tags.drawing(pen.canvas)
        pen.canvas.setFillColor(colour("#000000"))
        drawn = pen.canvas.beginPath()
        for number, row in enumerate(rows):
            at = 0
            for dark, run in groupby(row):
                count = len(list(run))
                if dark:
                    drawn.rect(left + at * step, top - (number + 1) * step, count * step, step)
                at += count
        pen.canvas.drawPath(drawn, stroke=0, fill=1)
