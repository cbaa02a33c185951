"""Charts, drawn as vectors; each is a figure whose text value says all that it shows."""

from __future__ import annotations

from collections.abc import Sequence

from stworkshop.report.content.result_blocks import RiskMatrix, StatementRow
from stworkshop.report.look import signs
from stworkshop.report.look.style import BRAND, HAIR, INK, INK2, INK3, MID_GREY, WHITE
from stworkshop.report.typesetting.pdf_canvas import Pen
from stworkshop.report.typesetting.shaping import Style

BAND_TONES = {"low": "#F1F3F0", "medium": "#DDE1DC", "high": "#A9B2AC", "very high": "#47504B", "": "#FFFFFF"}
STEPS = 5
_BESIDE_LEVEL = 4
"""More codes than these take all of a cell of the matrix: its level then has no room above them."""
_MOST_MARKS = 12
_DOT_PITCH, _DOTS_WIDTH = 2.75, 28.0


def figure(pen: Pen, x: float, y: float, w: float, h: float, alt: str) -> dict[str, object]:
    """Return the attributes of a figure that covers an area of the pen."""
    left, right = sorted((pen.x(x), pen.x(x + w)))
    return {"alt": alt, "bbox": (left, pen.y(y + h), right, pen.y(y))}


class PeopleChart:
    """One mark a person in five columns over the words of the scale; `h` in mm depends on the highest column.

    So many marks stand `abreast` in a column.
    """

    def __init__(
        self, row: StatementRow, w: float = 91.0, r: float = 1.45, size: float = 8.5, abreast: int = 1
    ) -> None:
        self.row, self.w, self.r, self.size, self.abreast = row, w, r, size, abreast
        self.pitch = 2 * r + 0.45
        self.bars = max(row.counts, default=0) > _MOST_MARKS
        self.column = _MOST_MARKS * self.pitch * 0.6 if self.bars else self._levels * self.pitch
        self.h = self.column + 0.6 + 1.5 + size * 0.5

    @property
    def _levels(self) -> int:
        return -(-max(self.row.counts, default=0) // self.abreast)

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw the chart with its top left corner at (x, y)."""
        base = y + self.column + 0.6
        width = self.w / STEPS
        label = Style(self.size, INK2)
        with pen.tags.element("Figure", **figure(pen, x, y, self.w, self.h, self.row.text_value)):
            for step in range(STEPS):
                center = x + width * (step + 0.5)
                self._column(pen, center, base, step)
                pen.text(center, base + 0.7 + self.size * 0.41, self.row.scale[step], label, "middle")
            pen.line(x, base + 0.3, x + self.w, base + 0.3, INK, 0.7)

    def _column(self, pen: Pen, x: float, base: float, step: int) -> None:
        n = self.row.counts[step]
        if not n:
            pen.line(x - 0.9, base - 1.4, x + 0.9, base - 1.4, MID_GREY, 0.8)
        elif self.bars:
            height = self.column * n / max(self.row.counts) * 0.86
            pen.rect(x - 4, base - height, 8, height, fill=INK)
            pen.text(x, base - height - 0.9, str(n), Style(self.size, INK, True), "middle")
        else:
            for place, side in enumerate(self.row.marks[step]):
                level, column = divmod(place, self.abreast)
                at = x + (column - (min(n, self.abreast) - 1) / 2) * self.pitch
                signs.side(pen, side, at, base - self.r - 0.7 - level * self.pitch, self.r * 0.98 if side else self.r)


class LargePeopleChart:
    """One mark a person, its shape the side, two abreast in five columns, with figures and the ends of the scale."""

    def __init__(self, row: StatementRow, w: float = 150.0, r: float = 2.35) -> None:
        self.row, self.w, self.r = row, w, r
        self.pitch = 5.2
        self.bars = max(row.counts, default=0) > _MOST_MARKS
        self.column = (_MOST_MARKS if self.bars else -(-max(row.counts, default=0) // 2)) * self.pitch
        self.h = self.column + 18.0

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw the chart with its top left corner at (x, y)."""
        base = y + self.column + 1
        width = self.w / STEPS
        strong, label = Style(18, INK, True), Style(16, INK)
        with pen.tags.element("Figure", **figure(pen, x, y, self.w, self.h, self.row.text_value)):
            for step, n in enumerate(self.row.counts):
                center = x + width * (step + 0.5)
                if self.bars and n:
                    height = self.column * n / max(self.row.counts) * 0.86
                    pen.rect(center - 7, base - height, 14, height, fill=INK)
                    pen.text(center, base - height - 1.5, str(n), Style(16, INK, True), "middle")
                for place, side in enumerate(() if self.bars else self.row.marks[step]):
                    level, beside = divmod(place, 2)
                    at = center + ((beside - 0.5) * self.pitch if n > 1 else 0.0)
                    signs.side(pen, side, at, base - self.r - 0.8 - level * self.pitch, self.r)
                pen.text(center, base + 7.6, str(step + 1), strong, "middle")
            pen.line(x, base + 0.4, x + self.w, base + 0.4, INK, 1.2)
            pen.text(x, base + 15.4, self.row.scale[0], label)
            pen.text(x + self.w, base + 15.4, self.row.scale[-1], label, "right")


def risk_matrix(pen: Pen, x: float, y: float, matrix: RiskMatrix, words: tuple[str, str], cell: float = 8.6) -> None:
    """Draw likelihood to the right and severity upwards, codes in the cells, the level in their corners."""
    codes = {(likely, bad): listed for likely, bad, listed in matrix.cells}
    area = figure(pen, x - 6, y, STEPS * cell + 6, STEPS * cell + 8, matrix.text_value)
    with pen.tags.element("Figure", **area):
        for bad in range(1, STEPS + 1):
            for likely in range(1, STEPS + 1):
                left, top = x + (likely - 1) * cell, y + (STEPS - bad) * cell
                _matrix_cell(pen, left, top, cell, likely, bad, codes.get((likely, bad), ()))
        small, strong = Style(8, INK2), Style(8.5, INK2, True)
        for step in range(1, STEPS + 1):
            pen.text(x + (step - 0.5) * cell, y + STEPS * cell + 3.4, str(step), small, "middle")
            pen.text(x - 1.4, y + (STEPS - step + 0.5) * cell + 1, str(step), small, "right")
        pen.text(x, y + STEPS * cell + 7, words[0], strong)
        pen.turned(x - 5, y + STEPS * cell, words[1], strong)


def level_band(likely: int, bad: int) -> str:
    """Return the band of a level; the worst severity is at least high."""
    level = likely * bad
    band = "very high" if level >= 15 else "high" if level >= 10 else "medium" if level >= 5 else "low"
    return "high" if bad == STEPS and band in ("low", "medium") else band


def _matrix_cell(pen: Pen, x: float, y: float, cell: float, likely: int, bad: int, codes: Sequence[str]) -> None:
    band = level_band(likely, bad)
    dark = band == "very high"
    pen.rect(x, y, cell, cell, fill=BAND_TONES[band], stroke=WHITE, lw=1)
    if len(codes) <= _BESIDE_LEVEL:
        pen.text(x + cell - 0.7, y + 2.6, str(likely * bad), Style(6.5, WHITE if dark else INK3), "right")
    columns = 1 if len(codes) <= 2 else 2
    size = 8.5 if len(codes) <= 2 else 6.5
    rows = [codes[at : at + columns] for at in range(0, len(codes), columns)]
    pitch = min(3.1, (cell - 2.4) / max(1, len(rows)))
    shift = 0.3 if len(rows) > 1 else 0.0
    for number, row in enumerate(rows):
        base = y + cell / 2 + 1.9 + (number - (len(rows) - 1) / 2) * pitch - shift
        words = " ".join(row)
        pen.text(x + cell / 2 - 0.3, base, words, Style(size, WHITE if dark else INK, True), "middle")


def coverage_bars(pen: Pen, x: float, y: float, w: float, rows: Sequence[tuple[str, int]], row: float = 5.5) -> None:
    """Draw one bar a row, the number at its end."""
    most = max((n for _name, n in rows), default=0) or 1
    alt = ", ".join(f"{name} {n}" for name, n in rows) + "."
    with pen.tags.element("Figure", **figure(pen, x, y, w, row * len(rows), alt)):
        for number, (name, n) in enumerate(rows):
            top = y + number * row
            pen.text(x, top + row * 0.68, name, Style(9.5, INK))
            length = (w - 72) * n / most
            if n:
                pen.rect(x + 60, top + row * 0.22, length, row * 0.56, fill=BRAND)
            pen.text(x + 60 + length + 1.8, top + row * 0.7, str(n), Style(9.5, INK, True))


def task_line(pen: Pen, x: float, y: float, days: int, span: int, w: float = 17.0) -> None:
    """Draw when a task is due on a line of `span` days, with a tick each quarter."""
    for quarter in range(STEPS):
        at = x + w * quarter / 4
        pen.line(at, y - 2, at, y + 2, HAIR, 0.5)
    end = x + w * min(days, span) / span
    pen.line(x, y, end, y, BRAND, 1.4)
    pen.circle(end, y, 1.5, fill=BRAND)


def dots(pen: Pen, x: float, y: float, by_side: Sequence[tuple[str, int]], alt: str) -> None:
    """Draw one mark a dot, grouped by side, row under row; more than three rows become a bar."""
    pitch, w, r = _DOT_PITCH, _DOTS_WIDTH, 1.12
    per_row = int(w / pitch)
    total = sum(n for _side, n in by_side)
    rows = -(-total // per_row)
    with pen.tags.element("Figure", **figure(pen, x - r, y - 2, w, 4.0 * min(rows, 3), alt)):
        if rows > 3:
            pen.rect(x - r, y - 1.7, w - 6, 3.4, fill=INK)
            return
        at, row = x, 0
        for side, n in by_side:
            for _dot in range(n):
                if at > x + w + 0.5:
                    at, row = x, row + 1
                signs.side(pen, side, at, y + row * 3.6, r)
                at += pitch
            at += 0.9 if rows == 1 else 0.0


def dot_rows(total: int) -> int:
    """Return how many rows of marks a number of dots takes."""
    return min(3, -(-total // int(_DOTS_WIDTH / _DOT_PITCH)))
