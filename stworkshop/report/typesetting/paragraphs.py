"""Paragraphs: runs of several styles broken into lines of a given width, measured before they are drawn."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from stworkshop.graphics import text_measure as texts
from stworkshop.report.typesetting import shaping
from stworkshop.report.typesetting.shaping import Run, Style

MM = 72 / 25.4
CAP_HEIGHT = 0.668
"""Height of a capital of the text face, in em."""

TALL = 1.25
"""What the line height is multiplied by where letters carry marks above and below."""

_NEWLINES = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
_SOFT = "\u00ad"


class _Atom(NamedTuple):
    """A piece that is not broken inside; `joint` is what stands before the next one, None where they stick together."""

    text: str
    style: Style
    joint: str | None


Line = tuple[Run, ...]


@lru_cache(maxsize=8192)
def break_runs(runs: tuple[Run, ...], width: float, max_lines: int | None = None) -> tuple[Line, ...]:
    """Break runs into lines no wider than `width` points; newlines are kept, a word too wide is broken in it.

    What exceeds `max_lines` is cut, and the last line ends in an ellipsis.
    """
    lines: list[tuple[Run, ...]] = []
    for paragraph in _paragraphs(runs):
        lines.extend(_fill(list(_atoms(paragraph)), width))
    while len(lines) > 1 and not lines[-1]:
        lines.pop()
    if max_lines is not None and len(lines) > max_lines:
        lines = [*lines[: max_lines - 1], _cut(lines[max_lines - 1], width)]
    return tuple(lines)


def width_of(line: Sequence[Run]) -> float:
    """Return the width of a line in points, without the space at its end."""
    *before, last = line or (Run("", Style(1, "#000000")),)
    return shaping.compose([*before, last._replace(text=last.text.rstrip(" "))]).width


class Para:
    """A paragraph in lines: `w` and `h` in mm, `leading` in points; drawn by a pen at its top left corner."""

    def __init__(
        self, runs: Iterable[Run], w: float, leading: float, *, max_lines: int | None = None, anchor: str = "left"
    ) -> None:
        runs = tuple(runs)
        self.lines = break_runs(runs, w * MM, max_lines)
        tall = any(shaping.needs_height(run.text) for run in runs)
        self.leading = leading * (TALL if tall else 1)
        self.w = w
        self.text = "".join(run.text for run in runs)
        self.anchor = anchor
        self.size = max((run.style.size for run in runs), default=0.0)

    @property
    def h(self) -> float:
        """Height in mm."""
        return len(self.lines) * self.leading / MM

    @property
    def first_baseline(self) -> float:
        """Distance of the first baseline from the top, in mm."""
        return (self.leading + self.size * CAP_HEIGHT) / 2 / MM

    def baselines(self) -> Iterator[tuple[float, tuple[Run, ...]]]:
        """Yield each line with the distance of its baseline from the top, in mm."""
        for number, line in enumerate(self.lines):
            yield self.first_baseline + number * self.leading / MM, line

    def split(self, height: float) -> tuple[Para, Para] | None:
        """Return the paragraph in two, the first no higher than `height` mm; None where that leaves under a line."""
        fits = int(height * MM / self.leading + 1e-6)
        if not 0 < fits < len(self.lines):
            return None
        return self._part(self.lines[:fits]), self._part(self.lines[fits:])

    def _part(self, lines: tuple[Line, ...]) -> Para:
        part = object.__new__(Para)
        part.lines, part.leading, part.w = lines, self.leading, self.w
        part.text = self.text
        part.anchor, part.size = self.anchor, self.size
        return part


def _paragraphs(runs: Iterable[Run]) -> Iterator[list[Run]]:
    current: list[Run] = []
    for run in runs:
        first, *rest = _NEWLINES.split(shaping.clean(run.text))
        current.append(Run(first, run.style))
        for text in rest:
            yield current
            current = [Run(text, run.style)]
    yield current


def _atoms(runs: Sequence[Run]) -> Iterator[_Atom]:
    """Yield the atoms of one paragraph; runs without a space between them stick together."""
    waiting: _Atom | None = None
    for run in runs:
        if waiting is not None and run.text[:1].isspace():
            waiting = waiting._replace(joint=" ")
        for piece in texts.pieces(run.text):
            if waiting is not None:
                yield waiting
            waiting = _Atom(piece.text, run.style, piece.joint)
        if waiting is not None and run.text and not run.text.isspace():
            waiting = waiting._replace(joint=" " if run.text[-1].isspace() else None)
    if waiting is not None:
        yield waiting


def _fill(atoms: list[_Atom], width: float) -> list[tuple[Run, ...]]:
    lines: list[tuple[Run, ...]] = []
    line: list[_Atom] = []
    used = 0.0
    for group in _groups(atoms):
        wide = sum(shaping.advance(atom.text, atom.style) for atom in group)
        gap = shaping.advance(" ", line[-1].style) if line and line[-1].joint == " " else 0.0
        hyphen = shaping.advance("-", group[-1].style) if group[-1].joint == _SOFT else 0.0
        if line and used + gap + wide + hyphen > width + 0.01:
            lines.append(_line(line, ended=False))
            line, used, gap = [], 0.0, 0.0
        if wide > width + 0.01:
            *full, group = _chopped(group, width)
            lines.extend(_line(part) for part in full)
            wide = sum(shaping.advance(atom.text, atom.style) for atom in group)
        line.extend(group)
        used += gap + wide
    lines.append(_line(line))
    return lines


def _groups(atoms: list[_Atom]) -> Iterator[list[_Atom]]:
    group: list[_Atom] = []
    for atom in atoms:
        group.append(atom)
        if atom.joint is not None:
            yield group
            group = []
    if group:
        yield group


def _chopped(group: list[_Atom], width: float) -> list[list[_Atom]]:
    """Break a group that is wider than a line between letters."""
    parts: list[list[_Atom]] = []
    part: list[_Atom] = []
    used = 0.0
    for atom in group:
        piece = ""
        for cluster in texts.clusters(atom.text):
            wide = shaping.advance(cluster, atom.style)
            if used + wide > width and (piece or part):
                parts.append([*part, atom._replace(text=piece, joint=None)] if piece else part)
                part, piece, used = [], "", 0.0
            piece += cluster
            used += wide
        part.append(atom._replace(text=piece))
    return [*parts, part]


def _line(atoms: list[_Atom], *, ended: bool = True) -> tuple[Run, ...]:
    """Return a line; one that goes on keeps the space at its end, so that copied words do not run together."""
    runs: list[Run] = []
    for number, atom in enumerate(atoms):
        last = number == len(atoms) - 1
        tail = "-" if last and atom.joint == _SOFT else " " if atom.joint == " " and not (last and ended) else ""
        if runs and runs[-1].style == atom.style:
            runs[-1] = Run(runs[-1].text + atom.text + tail, atom.style)
        else:
            runs.append(Run(atom.text + tail, atom.style))
    return tuple(runs)


def _cut(line: tuple[Run, ...], width: float) -> tuple[Run, ...]:
    """Return the line with an ellipsis that fits."""
    if not line:
        return line
    *before, last = line
    kept = list(texts.clusters(last.text))
    while kept and width_of([*before, Run("".join(kept).rstrip() + texts.ELLIPSIS, last.style)]) > width:
        kept.pop()
    return (*before, Run("".join(kept).rstrip(" .,;:-") + texts.ELLIPSIS, last.style))
