"""Charts with figures, for those who read them: the agreement strip and the influence grid."""

from __future__ import annotations

from collections.abc import Sequence

from stworkshop.report.content.engineer_blocks import GRID_HOLDS, GridMark, InfluenceGrid, Strip
from stworkshop.report.figures.charts import STEPS, figure
from stworkshop.report.look import signs
from stworkshop.report.look.style import BRAND, DANGER, HAIR, INK, INK2, MID_GREY, WHITE
from stworkshop.report.typesetting import glyphs
from stworkshop.report.typesetting.pdf_canvas import Pen
from stworkshop.report.typesetting.shaping import Style

_MOST_MARKS = 12
_NEAR, _BESIDE = 2.0, 2.5
_SHARES = (0.47, 0.18, 0.35)
_PER_ROW = (5, 2, 3)
_PITCH, _R = 6.4, 2.9


class AgreementStrip:
    """Discs in five columns over 1 to 5, the mean under the line, the means of sides on a line below."""

    def __init__(self, row: Strip, w: float = 56.0, r: float = 1.2) -> None:
        self.row, self.w, self.r = row, w, r
        most = max(row.counts, default=0)
        self.pitch = 2 * r + 0.28
        self.bars = most > _MOST_MARKS
        self.column = 15.0 if self.bars else max(most, 1) * self.pitch + 0.5
        self.h = self.column + (11.2 if row.sides else 7.2)

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw the chart with its top left corner at (x, y)."""
        row, step = self.row, self.w / STEPS
        base = y + self.column
        with pen.tags.element("Figure", **figure(pen, x, y, self.w, self.h, row.text_value)):
            for number, n in enumerate(row.counts):
                middle = x + step * (number + 0.5)
                if not n:
                    pen.line(middle - 0.8, base - 1, middle + 0.8, base - 1, MID_GREY, 0.8)
                elif self.bars:
                    height = (self.column - 3.6) * n / max(row.counts)
                    pen.rect(middle - 2.6, base - height, 5.2, height, fill=INK)
                    pen.text(middle, base - height - 0.9, str(n), Style(8.5, INK, True), "middle")
                else:
                    for place in range(n):
                        pen.circle(middle, base - self.r - 0.5 - place * self.pitch, self.r, fill=INK)
                pen.text(middle, base + 5.9, str(number + 1), Style(8.5, INK2), "middle")
            pen.line(x, base + 0.3, x + self.w, base + 0.3, INK, 0.7)
            if row.mean is not None:
                at = x + step * (row.mean - 0.5)
                pen.polygon([(at, base + 0.6), (at - 1.25, base + 2.7), (at + 1.25, base + 2.7)], fill=BRAND)
            if row.sides:
                self._sides(pen, x, base + 9.2, step)

    def _sides(self, pen: Pen, x: float, y: float, step: float) -> None:
        places = [(side, x + step * (mean - 0.5)) for side, mean in self.row.sides]
        pen.line(x + step * 0.5, y, x + step * 4.5, y, HAIR, 0.6)
        pen.line(min(at for _side, at in places), y, max(at for _side, at in places), y, INK2, 1.3)
        for side, at in beside(places):
            signs.side(pen, side, at, y, 1.2)


def beside(places: Sequence[tuple[str, float]]) -> list[tuple[str, float]]:
    """Return marks that would cover each other side by side around their common place."""
    groups: list[list[tuple[str, float]]] = []
    for side, at in sorted(places, key=lambda entry: entry[1]):
        if groups and at - groups[-1][-1][1] < _NEAR:
            groups[-1].append((side, at))
        else:
            groups.append([(side, at)])
    found = []
    for group in groups:
        middle = sum(at for _side, at in group) / len(group)
        found += [
            (side, at if len(group) == 1 else middle + (number - (len(group) - 1) / 2) * _BESIDE)
            for number, (side, at) in enumerate(group)
        ]
    return found


def influence_grid(pen: Pen, x: float, y: float, grid: InfluenceGrid, w: float = 73.0, h: float = 57.0) -> None:
    """Draw influence upwards, and how far people are affected to the right; dashed where both pull apart."""
    row = h / STEPS
    widths = [w * share for share in _SHARES]
    small = Style(8.5, INK2)
    with pen.tags.element("Figure", **figure(pen, x - 8, y, w + 8, h + 6, grid.text_value)):
        for line in range(STEPS + 1):
            pen.line(x, y + line * row, x + w, y + line * row, HAIR, 0.5)
        for step in range(1, STEPS + 1):
            pen.text(x - 1.6, y + h - (step - 0.5) * row + 1, str(step), small, "right")
        left = x
        for column, width in enumerate(widths):
            pen.text(left + width / 2, y + h + 4, grid.columns[column], small, "middle")
            if column:
                pen.line(left, y, left, y + h, HAIR, 0.5)
            left += width
        corner = x + widths[0] + widths[1]
        pen.rect(corner, y + 3 * row, widths[2], 2 * row, stroke=DANGER, lw=1.1, dash=(3.0, 2.0))
        if sum((mark.column, mark.influence) == (2, 1) for mark in grid.marks) > _PER_ROW[2]:
            pen.turned(x + w + 3.6, y + h, grid.little, Style(8, DANGER, True))
        else:
            pen.text(x + w - 1, y + h - 1.0, grid.little, Style(8, DANGER, True), "right")
        pen.turned(x - 5.4, y + h, grid.axis, Style(8.5, INK2, True))
        for column in range(len(widths)):
            for step in range(1, STEPS + 1):
                here = [mark for mark in grid.marks if (mark.column, mark.influence) == (column, step)]
                middle = x + sum(widths[:column]) + widths[column] / 2
                lift = 1.5 if (column, step) == (2, 1) and len(here) <= _PER_ROW[2] else 0.0
                _cell(pen, middle, y + h - (step - 0.5) * row - lift, column, here)


def _cell(pen: Pen, x: float, y: float, column: int, marks: Sequence[GridMark]) -> None:
    """Draw the marks of a cell in one row or two; what has no room is counted."""
    per_row, holds = _PER_ROW[column], GRID_HOLDS[column]
    more = len(marks) - holds + 1 if len(marks) > holds else 0
    shown = list(marks[: holds - 1 if more else holds])
    slots = len(shown) + (1 if more else 0)
    rows = 1 if slots <= per_row else 2
    r, pitch = (_R, _PITCH) if rows == 1 else (2.5, 5.2)
    first = slots if rows == 1 else -(-slots // 2)
    for number in range(slots):
        line, place = divmod(number, first)
        count = first if line == 0 else slots - first
        at = x + (place - (count - 1) / 2) * (pitch if rows == 1 else _PITCH)
        base = y + (line - (rows - 1) / 2) * pitch
        if number < len(shown):
            _mark(pen, at, base, shown[number], r)
        else:
            pen.text(at, base + 1.0, f"+{more}", Style(8, INK2, True), "middle")


def _mark(pen: Pen, x: float, y: float, mark: GridMark, r: float) -> None:
    ink = glyphs.accent("stakeholder")
    if mark.voice == "present":
        pen.circle(x, y, r, fill=ink)
    else:
        dash = {"absent": (1.7, 1.5), "": (0.4, 1.1)}.get(mark.voice)
        pen.circle(x, y, r * 0.97, fill=WHITE, stroke=ink, lw=1.1, dash=dash)
    size = 6.6 if len(mark.code) <= 3 else 5.4
    pen.text(x, y + 0.8, mark.code, Style(size, WHITE if mark.voice == "present" else INK, True), "middle")
