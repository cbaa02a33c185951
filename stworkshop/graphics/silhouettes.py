"""Silhouettes of cards and the look of links, as pure path data for canvas, PDF and SVG alike.

A silhouette belongs to a kind or to a variant of a component; the box with two pegs stands for unknown ones.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import NamedTuple

from stworkshop.graphics import clipping, vector_paths
from stworkshop.graphics.vector_paths import Path, Point, Polygon, parse

CAP = 38
ICON = 22
DASH_ABSENT = (5.0, 3.5)
DASH_UNSAID = (1.0, 2.5)
DASH_EXTERNAL = (6.0, 3.0)
DASH_GHOST = DASH_ABSENT
DASH_RING = (2.5, 3.0)
_BEYOND = 14.0
_REACH = 30.0


class Insets(NamedTuple):
    """What a silhouette takes of a card's box on each side of the text, in px."""

    left: float
    right: float
    top: float
    bottom: float


class FarIcon(NamedTuple):
    """Where the icon stands when a card is too small for text: its middle and its size, in px."""

    x: float
    y: float
    size: float


@dataclass(frozen=True)
class Disc:
    """The head of a stakeholder, and the dotted ring inside it that says "spoken for"."""

    x: float
    y: float
    r: float

    @property
    def path(self) -> Path:
        """The head."""
        return vector_paths.circle(self.x, self.y, self.r)

    @property
    def ring(self) -> Path:
        """The ring of one who is spoken for."""
        return vector_paths.circle(self.x, self.y, self.r - 4)


@dataclass(frozen=True)
class Outline:
    """A card's silhouette in a box of w x h px: `path` with the `cap` that holds the icon at `icon` (its middle).

    `pins` are filled in the accent behind the outline, `extra` is stroked in the border colour above it (and filled
    like the map's ground where `extra_filled`), `disc` replaces the cap of a stakeholder, `dash` is empty if solid.
    """

    path: Path
    cap: Path
    icon: Point
    text: Insets
    far_icon: FarIcon
    cap_width: float = CAP
    pins: Path = ()
    extra: Path = ()
    extra_filled: bool = False
    disc: Disc | None = None
    dash: tuple[float, ...] = ()

    @cached_property
    def solids(self) -> tuple[Polygon, ...]:
        """All that links end at and clicks hit, as closed polygons."""
        found = [*vector_paths.polygons(self.path), *vector_paths.polygons(self.pins)]
        return (*found, *vector_paths.polygons(self.disc.path)) if self.disc else tuple(found)


class _Draft(NamedTuple):
    d: str
    text: Insets
    cap: float = CAP
    icon: tuple[float, float] = (19.5, 0)
    pins: str = ""
    extra: str = ""
    filled: bool = False
    disc: float = 0
    dash: tuple[float, ...] = ()
    far_down: float = 0


_Maker = Callable[[float, float], _Draft]


def _box(w: float, h: float, r: float) -> str:
    return vector_paths.to_svg(vector_paths.rectangle(0, 0, w, h, r))


def _stakeholder(w: float, h: float) -> _Draft:
    return _Draft(_box(w, h, h / 2), Insets(48, h / 2 * 0.34 + 5, 4, 4), disc=min(h / 2 + 3, 25))


def _concern(w: float, h: float) -> _Draft:
    d = (
        f"M10 0H{w - 10}A10 10 0 0 1 {w} 10V{h - 10}A10 10 0 0 1 {w - 10} {h}H37L21 {h + 10}V{h}H10"
        f"A10 10 0 0 1 0 {h - 10}V10A10 10 0 0 1 10 0Z"
    )
    return _Draft(d, Insets(46, 8, 4, 4))


def _goal(w: float, h: float) -> _Draft:
    d = f"M6 0H{w}L{w - 13} {h / 2}L{w} {h}H6A6 6 0 0 1 0 {h - 6}V6A6 6 0 0 1 6 0Z"
    return _Draft(d, Insets(46, 17, 4, 4))


def _outcome(w: float, h: float) -> _Draft:
    d = f"M0 13Q{w / 2} -13 {w} 13V{h - 6}A6 6 0 0 1 {w - 6} {h}H6A6 6 0 0 1 0 {h - 6}Z"
    return _Draft(d, Insets(46, 8, 8, 3))


def _public_service(w: float, h: float) -> _Draft:
    d = f"M0 15L{w / 2} -9L{w} 15V{h - 3}A3 3 0 0 1 {w - 3} {h}H3A3 3 0 0 1 0 {h - 3}Z"
    return _Draft(d, Insets(46, 8, 8, 4), icon=(19.5, 2), far_down=3)


def _process(w: float, h: float) -> _Draft:
    return _Draft(f"M0 0H{w - 14}L{w} {h / 2}L{w - 14} {h}H0L12 {h / 2}Z", Insets(50, 16, 4, 4), 44, (27, 0))


def _policy(w: float, h: float) -> _Draft:
    d = f"M3 0H{w - 17}L{w} 17V{h - 3}A3 3 0 0 1 {w - 3} {h}H3A3 3 0 0 1 0 {h - 3}V3A3 3 0 0 1 3 0Z"
    return _Draft(d, Insets(46, 15, 4, 4), extra=f"M{w - 17} 0V14A3 3 0 0 0 {w - 14} 17H{w}")


def _right(w: float, h: float) -> _Draft:
    d = (
        f"M11 0H{w - 11}A11 11 0 0 0 {w} 11V{h - 11}A11 11 0 0 0 {w - 11} {h}H11A11 11 0 0 0 0 {h - 11}V11"
        "A11 11 0 0 0 11 0Z"
    )
    return _Draft(d, Insets(46, 12, 4, 4))


def _principle(w: float, h: float) -> _Draft:
    d = f"M15 0H{w - 15}L{w} {h / 2}L{w - 15} {h}H15L0 {h / 2}Z"
    return _Draft(d, Insets(50, 17, 4, 4), 44, (27, 0))


def _component(w: float, h: float) -> _Draft:
    d = (
        f"M3 0H{w - 3}A3 3 0 0 1 {w} 3V{h - 3}A3 3 0 0 1 {w - 3} {h}H3A3 3 0 0 1 0 {h - 3}V{h - 10}H-6V{h - 19}H0V19"
        "H-6V10H0V3A3 3 0 0 1 3 0Z"
    )
    return _Draft(d, Insets(46, 8, 4, 4))


def _ai_component(w: float, h: float) -> _Draft:
    pins = "".join(f"M{w * at - 6} 0v-5h12v5ZM{w * at - 6} {h}v5h12v-5Z" for at in (0.2, 0.4, 0.6, 0.8))
    return _Draft(_box(w, h, 5), Insets(46, 8, 4, 4), pins=pins)


def _data_source(w: float, h: float) -> _Draft:
    d = f"M0 8C0 -3 {w} -3 {w} 8V{h - 6}C{w} {h + 5} 0 {h + 5} 0 {h - 6}Z"
    return _Draft(d, Insets(46, 8, 13, 0), icon=(19.5, 3), extra=f"M0 8C0 17 {w} 17 {w} 8", far_down=3)


def _oversight(w: float, h: float) -> _Draft:
    d = f"M15 0H{w - 15}L{w} 15V{h - 15}L{w - 15} {h}H15L0 {h - 15}V15Z"
    return _Draft(d, Insets(46, 13, 4, 4))


def _risk(w: float, h: float) -> _Draft:
    d = f"M21 0H{w - 21}L{w - 2} {h - 3}Q{w} {h} {w - 4} {h}H4Q0 {h} 2 {h - 3}Z"
    return _Draft(d, Insets(51, 18, 4, 4), 46, (26, 3))


def _mitigation(w: float, h: float) -> _Draft:
    d = (
        f"M4 0H{w - 4}A4 4 0 0 1 {w} 4V{h - 14}C{w} {h - 5} {w * 0.62} {h - 1} {w / 2} {h + 9}"
        f"C{w * 0.38} {h - 1} 0 {h - 5} 0 {h - 14}V4A4 4 0 0 1 4 0Z"
    )
    return _Draft(d, Insets(46, 8, 3, 7), icon=(19.5, -1))


def _competency(w: float, h: float) -> _Draft:
    d = (
        f"M0 3Q{w * 0.26} -9 {w / 2} 5Q{w * 0.74} -9 {w} 3V{h + 2}Q{w * 0.74} {h - 8} {w / 2} {h + 5}"
        f"Q{w * 0.26} {h - 8} 0 {h + 2}Z"
    )
    return _Draft(d, Insets(46, 8, 4, 4))


def _capability(w: float, h: float) -> _Draft:
    m = w / 2
    d = (
        f"M6 0H{m - 24}V-5A5 5 0 0 1 {m - 19} -10H{m + 19}A5 5 0 0 1 {m + 24} -5V0H{w - 6}A6 6 0 0 1 {w} 6V{h - 6}"
        f"A6 6 0 0 1 {w - 6} {h}H6A6 6 0 0 1 0 {h - 6}V6A6 6 0 0 1 6 0Z"
    )
    handle = f"M{m - 15} 0V-2.5A1.5 1.5 0 0 1 {m - 13.5} -4H{m + 13.5}A1.5 1.5 0 0 1 {m + 15} -2.5V0Z"
    return _Draft(d, Insets(46, 8, 4, 4), extra=handle, filled=True)


def _context(w: float, h: float) -> _Draft:
    puff = w / 5
    tops = "".join(f"A{puff * 0.54} {puff * 0.36} 0 0 1 {(i + 1) * puff} 8" for i in range(5))
    d = f"M0 {h * 0.5}V8{tops}V{h - 14}A14 14 0 0 1 {w - 14} {h}H14A14 14 0 0 1 0 {h - 14}Z"
    return _Draft(d, Insets(46, 8, 6, 3))


def _decision(w: float, h: float) -> _Draft:
    m = h / 2
    d = (
        f"M5 0H{w - 5}A5 5 0 0 1 {w} 5V{m - 8}A8 8 0 0 0 {w} {m + 8}V{h - 5}A5 5 0 0 1 {w - 5} {h}H5"
        f"A5 5 0 0 1 0 {h - 5}V{m + 8}A8 8 0 0 0 0 {m - 8}V5A5 5 0 0 1 5 0Z"
    )
    return _Draft(d, Insets(50, 14, 4, 4), 43, (24, 0))


def _action(w: float, h: float) -> _Draft:
    d = f"M15 0H{w - 3}Q{w} 0 {w - 1} 3L{w - 15} {h}H3Q0 {h} 1 {h - 3}Z"
    return _Draft(d, Insets(51, 17, 4, 4), 45, (26, 0))


def _open_question(w: float, h: float) -> _Draft:
    r = min(h / 2, 24)
    d = f"M{r} 0H{w - r}A{r} {r} 0 0 1 {w} {r}V{h}H{r}A{r} {r} 0 0 1 0 {h - r}V{r}A{r} {r} 0 0 1 {r} 0Z"
    return _Draft(d, Insets(48, 12, 4, 4), dash=(5, 3))


_MAKERS: Mapping[str, _Maker] = MappingProxyType(
    {
        "stakeholder": _stakeholder,
        "concern": _concern,
        "goal": _goal,
        "outcome": _outcome,
        "public-service": _public_service,
        "process": _process,
        "policy": _policy,
        "right": _right,
        "principle": _principle,
        "component": _component,
        "ai-component": _ai_component,
        "data-source": _data_source,
        "human-oversight-point": _oversight,
        "risk": _risk,
        "mitigation": _mitigation,
        "competency": _competency,
        "capability": _capability,
        "context": _context,
        "decision": _decision,
        "action": _action,
        "open-question": _open_question,
    }
)
SHAPES = tuple(_MAKERS)
COMPONENT_VARIANTS = ("ai-component", "data-source", "human-oversight-point")
EXTRA_HEIGHT: Mapping[str, int] = MappingProxyType(
    {"outcome": 9, "public-service": 10, "data-source": 10, "mitigation": 6, "context": 6}
)
"""What a silhouette adds to the height of its card, in px."""


@lru_cache(maxsize=8192)
def outline(shape: str, w: float, h: float, rtl: bool = False) -> Outline:
    """Return the silhouette of a kind or variant in a box of w x h px, mirrored for right-to-left maps."""
    draft = _MAKERS.get(shape, _component)(w, h)
    path = parse(draft.d)
    disc = Disc(draft.disc - 5, h / 2, draft.disc) if draft.disc else None
    made = Outline(
        path=path,
        cap=() if disc else clipping.left_of(path, draft.cap),
        icon=(disc.x, disc.y - 0.5) if disc else (draft.icon[0], h / 2 + draft.icon[1]),
        text=draft.text,
        cap_width=2 * disc.r - 5 if disc else draft.cap,
        pins=parse(draft.pins) if draft.pins else (),
        extra=parse(draft.extra) if draft.extra else (),
        extra_filled=draft.filled,
        disc=disc,
        dash=draft.dash,
        far_icon=FarIcon(w / 2 + 12, h / 2, 44) if disc else FarIcon(w / 2, h / 2 + draft.far_down, min(h * 0.78, 48)),
    )
    return _mirrored(made, w) if rtl else made


def _mirrored(made: Outline, w: float) -> Outline:
    text, far = made.text, made.far_icon
    return replace(
        made,
        path=vector_paths.mirrored(made.path, w),
        cap=vector_paths.mirrored(made.cap, w),
        icon=(w - made.icon[0], made.icon[1]),
        text=Insets(text.right, text.left, text.top, text.bottom),
        pins=vector_paths.mirrored(made.pins, w),
        extra=vector_paths.mirrored(made.extra, w),
        disc=replace(made.disc, x=w - made.disc.x) if made.disc else None,
        far_icon=far._replace(x=w - far.x),
    )


def insets_of(shape: str, h: float = 62) -> Insets:
    """Return what a silhouette takes of a box of height `h` (only a stakeholder's depends on it)."""
    return outline(shape, 200, h).text


def dash_of(shape: str, voice: str = "present", external: bool = False) -> tuple[float, ...]:
    """Return the dash of a card's outline: supplied from outside, an open question, somebody absent; else empty."""
    if external:
        return DASH_EXTERNAL
    if voice == "absent":
        return DASH_ABSENT
    return outline(shape, 200, 62).dash


def meet(card: Outline, origin: Point, end: Point, before: Point) -> Point:
    """Run a link's end on (or back) to the outline of the card at `origin`, at most 30 px; all on the map.

    `before` is the last point of the link's route before `end`.
    """
    length = math.dist(before, end)
    if length == 0:
        return end
    ux, uy = (end[0] - before[0]) / length, (end[1] - before[1]) / length
    back = min(_BEYOND, length)
    x, y = end[0] - ux * back, end[1] - uy * back
    hit = clipping.first_hit(card.solids, (x - origin[0], y - origin[1]), (ux, uy), back + _REACH)
    return end if hit is None else (x + ux * hit, y + uy * hit)
