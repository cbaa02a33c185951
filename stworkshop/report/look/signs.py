"""Signs, the same on paper as on the screen: told apart by form, so that they work in grey."""

from __future__ import annotations

import math

from stworkshop.graphics import design_tokens
from stworkshop.report.look.style import DANGER, INK, WHITE
from stworkshop.report.typesetting import glyphs
from stworkshop.report.typesetting.pdf_canvas import Pen

_FULL = ("live", "in-place")
_HALF_FULL = ("pilot", "agreed")


def state(pen: Pen, x: float, y: float, kind: str, r: float = 2.2, ink: str = INK) -> None:
    """Draw how a statement came out: tick, minus, waves, chevrons apart, three dots, dashed ring with a minus.

    Tick and minus stand in a dark square where that was agreed, in an empty one where only most said so.
    """
    width = max(0.9, r * 0.62)
    if kind in ("yes", "no", "contested"):
        pen.rect(x - r, y - r, 2 * r, 2 * r, fill=ink, r=r * 0.42)
    elif kind in ("mixed", "few", "most-yes", "most-no"):
        pen.rect(x - r, y - r, 2 * r, 2 * r, fill=WHITE, stroke=ink, lw=0.9, r=r * 0.42)
    if kind in ("yes", "most-yes"):
        tick(pen, x, y, r * (1 if kind == "yes" else 0.9), WHITE if kind == "yes" else ink, width * 1.1)
    elif kind in ("no", "most-no"):
        pen.line(x - r * 0.5, y, x + r * 0.5, y, WHITE if kind == "no" else ink, width * 1.1, cap=1)
    elif kind == "contested":
        for side in (-1, 1):
            chevron = [(x + side * r * 0.2, y - r * 0.5), (x + side * r * 0.64, y), (x + side * r * 0.2, y + r * 0.5)]
            pen.polygon(chevron, stroke=WHITE, lw=width, closed=False, cap=1)
    elif kind == "mixed":
        for d in (-0.3, 0.32):
            ends = ((x - r * 0.62, y + r * (d + 0.12)), (x + r * 0.62, y + r * (d - 0.12)))
            pulls = ((x - r * 0.2, y + r * (d - 0.42)), (x + r * 0.2, y + r * (d + 0.42)))
            pen.curve((ends[0], *pulls, ends[1]), ink, width * 0.9)
    elif kind == "few":
        pen.circle(x - r * 0.5, y, r * 0.2, fill=ink)
        for d in (0.0, 0.5):
            pen.circle(x + r * d, y, r * 0.17, stroke=ink, lw=0.6)
    elif kind == "absent":
        pen.circle(x, y, r * 0.95, stroke=ink, lw=1.3, dash=(1.7, 1.5))
    else:
        pen.circle(x, y, r, stroke=ink, lw=0.9, dash=(1.4, 1.4))
        pen.line(x - r * 0.42, y, x + r * 0.42, y, ink, width * 0.8, cap=1)


def tick(pen: Pen, x: float, y: float, r: float, ink: str, lw: float) -> None:
    """Draw a tick around (x, y), which looks the same in every direction of reading."""
    turn = -1 if pen.rtl else 1
    points = [(x + turn * r * dx, y + r * dy) for dx, dy in ((-0.52, 0.05), (-0.14, 0.45), (0.56, -0.42))]
    pen.polygon(points, stroke=ink, lw=lw, closed=False, cap=1)


def side(pen: Pen, name: str, x: float, y: float, r: float = 1.5) -> None:
    """Draw the mark of a side: disc, open square, diamond, open triangle, open hexagon; a dark disc for nobody's."""
    ink = design_tokens.theme("light").sides[name].mark if name in design_tokens.theme("light").sides else INK
    if name == "planner":
        pen.rect(x - r * 0.8, y - r * 0.8, r * 1.6, r * 1.6, fill=WHITE, stroke=ink, lw=1.15)
    elif name == "implementer":
        pen.polygon([(x, y - r * 1.22), (x + r * 1.22, y), (x, y + r * 1.22), (x - r * 1.22, y)], fill=ink)
    elif name == "supplier":
        corners = [(x, y - r), (x + r * 1.05, y + r * 0.8), (x - r * 1.05, y + r * 0.8)]
        pen.polygon(corners, fill=WHITE, stroke=ink, lw=1.15)
    elif name == "oversight":
        corners = [(x + r * math.cos(k * math.pi / 3), y + r * math.sin(k * math.pi / 3)) for k in range(6)]
        pen.polygon(corners, fill=WHITE, stroke=ink, lw=1.15)
    else:
        pen.circle(x, y, r, fill=ink)


def progress(pen: Pen, x: float, y: float, status: str, r: float = 1.25) -> None:
    """Draw a status or stage: full, half or empty circle; struck through where it was turned down or taken out.

    A dotted ring says that nobody has said it yet.
    """
    if not status:
        pen.circle(x, y, r, fill=WHITE, stroke=INK, lw=0.8, dash=(0.4, 1.1))
        return
    pen.circle(x, y, r, fill=INK if status in _FULL else WHITE, stroke=INK, lw=0.8)
    if status in _HALF_FULL:
        k = r * 0.5523
        pen.path(
            (
                ("M", x, y - r), ("C", x - k, y - r, x - r, y - k, x - r, y),
                ("C", x - r, y + k, x - k, y + r, x, y + r), ("Z",),
            ),
            fill=INK,
        )  # fmt: skip
    if status in ("rejected", "retired"):
        pen.line(x - r * 0.7, y + r * 0.7, x + r * 0.7, y - r * 0.7, INK, 0.8)


def voice(pen: Pen, x: float, y: float, kind: str, r: float = 1.8) -> None:
    """Draw a voice: filled in the room, outlined spoken for, dashed missing; dotted where nobody has said it."""
    ink = glyphs.accent("stakeholder")
    if kind == "represented":
        pen.circle(x, y, r * 0.97, stroke=ink, lw=1.3)
    elif kind == "absent":
        pen.circle(x, y, r * 0.97, stroke=ink, lw=1.3, dash=(1.7, 1.5))
    elif kind == "present":
        pen.circle(x, y, r, fill=ink)
    else:
        pen.circle(x, y, r * 0.97, stroke=ink, lw=1.1, dash=(0.4, 1.1))


def bolt(pen: Pen, x: float, y: float, r: float = 1.75) -> None:
    """Draw the sign of links between cards that pull against each other: lightning in a ring."""
    pen.circle(x, y, r, fill=WHITE, stroke=DANGER, lw=1)
    k = r / 1.75
    shape = ((0.35, -1.15), (-0.75, 0.2), (-0.05, 0.2), (-0.35, 1.15), (0.75, -0.2), (0.05, -0.2))
    pen.polygon([(x + dx * k, y + dy * k) for dx, dy in shape], fill=DANGER)


def ticket(pen: Pen, x: float, y: float, decided: bool, r: float = 2.3) -> None:
    """Draw a decision: filled ticket decided, outlined not."""
    glyphs.draw(pen, "decision", x, y, r, fill=INK if decided else WHITE, stroke=INK, lw=0.9)
