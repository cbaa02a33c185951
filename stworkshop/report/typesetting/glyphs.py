"""The small outlines of the kinds on paper, about two units wide around (0, 0), y downwards."""

from __future__ import annotations

from functools import cache
from typing import Any

from stworkshop.graphics import design_tokens, vector_paths
from stworkshop.report.typesetting.pdf_canvas import Pen

_OUTLINES = {
    "concern": "M-1.12 -.82H1.12V.67H-.11L-.62 1.23L-.5 .67H-1.12Z",
    "goal": "M-1 -.8H1.15L.7 0L1.15 .8H-1Z",
    "outcome": "M-1 .9V-.55C-.4 -1.25 .4 -1.25 1 -.55V.9Z",
    "public-service": "M0 -1.15L1.15 -.25H.95V1H-.95V-.25H-1.15Z",
    "process": "M-1.15 -.8H.7L1.25 0L.7 .8H-1.15L-.75 0Z",
    "policy": "M-.85 -1H.4L.85 -.5V1H-.85Z",
    "right": "M-.68 -.95H.68C.68 -.73 .86 -.55 1.08 -.55V.55C.86 .55 .68 .73 .68 .95H-.68C-.68 .73 -.86 .55 -1.08 .55"
    "V-.55C-.86 -.55 -.68 -.73 -.68 -.95Z",
    "principle": "M-1.3 0L-.78 -.85H.78L1.3 0L.78 .85H-.78Z",
    "risk": "M-.58 -1H.58L1.28 .95H-1.28Z",
    "mitigation": "M-.95 -.95H.95V.15C.95 .75 .4 1.05 0 1.25C-.4 1.05 -.95 .75 -.95 .15Z",
    "competency": "M-1.1 -.85L0 -.6L1.1 -.85V.75L0 1L-1.1 .75Z",
    "capability": "M-1.1 -.68H-.5V-.98H.5V-.68H1.1V.9H-1.1Z",
    "context": "M-1.15 .8V-.35C-1.15 -1.05 -.38 -1.05 -.38 -.35C-.38 -1.05 .38 -1.05 .38 -.35"
    "C.38 -1.05 1.15 -1.05 1.15 -.35V.8Z",
    "decision": "M-1.15 -.9H1.15V-.38C.69 -.38 .69 .38 1.15 .38V.9H-1.15V.38C-.69 .38 -.69 -.38 -1.15 -.38Z",
    "action": "M-.85 -.85H1.35L.85 .85H-1.35Z",
    "open-question": "M-.2 -.9H1.1V.9H-.2C-1.45 .9 -1.45 -.9 -.2 -.9Z",
    "data-source": "M-1 -.7C-1 -1.12 1 -1.12 1 -.7V.75C1 1.17 -1 1.17 -1 .75Z",
    "human-oversight-point": "M-.62 -1H.62L1.08 -.54V.54L.62 1H-.62L-1.08 .54V-.54Z",
    "ai-component": "M-1.05 -.85H-.72V-1.05H-.28V-.85H.28V-1.05H.72V-.85H1.05V.85H.72V1.05H.28V.85"
    "H-.28V1.05H-.72V.85H-1.05Z",
    "component": "M-1 -.9H1.1V.9H-1V.62H-1.24V.2H-1V-.2H-1.24V-.62H-1Z",
}
_LETTER_SHIFT = {"process": -0.08, "action": -0.03, "goal": -0.06}


@cache
def outline(variant: str) -> vector_paths.Path:
    """Return the outline of a kind or component variant; an unknown one gets a circle, as people do."""
    notation = _OUTLINES.get(variant)
    return vector_paths.parse(notation) if notation else vector_paths.circle(0, 0, 1)


def accent(variant: str) -> str:
    """Return the colour of a kind on paper, as #RRGGBB."""
    return design_tokens.theme("light").kind(variant).accent


def draw(pen: Pen, variant: str, x: float, y: float, r: float, **ink: Any) -> None:
    """Draw the outline around (x, y), about 2 r mm wide; `ink` as for `Pen.path`."""
    pen.path(vector_paths.moved(outline(variant), x, y, r), **ink)


def filled(pen: Pen, variant: str, x: float, y: float, r: float) -> None:
    """Draw the outline filled with the kind's accent."""
    draw(pen, variant, x, y, r, fill=accent(variant))


def letter_place(variant: str, r: float) -> tuple[float, float]:
    """Return by how many mm a code inside the outline stands off its centre."""
    return _LETTER_SHIFT.get(variant, 0.0) * r, (0.22 * r if variant == "risk" else 0.0)
