"""One sheet of a poster: its part of the picture, marks to cut and join by, and what tells it from the others."""

from __future__ import annotations

from collections.abc import Sequence

from stworkshop.i18n import gettext as _
from stworkshop.report.content.blocks import Card
from stworkshop.report.figures.charts import figure
from stworkshop.report.look.style import INK, INK2, INK3, QUIET_LINE, WHITE, Size, para
from stworkshop.report.typesetting.pdf_canvas import Pen
from stworkshop.report.typesetting.shaping import Style
from stworkshop.report.typesetting.sheet_document import LooseSheets
from stworkshop.report.wall.poster_drawing import PosterDrawing
from stworkshop.report.wall.tiling import FOOT, MARGIN, MARK, MARK_GAP, OVERLAP, Tile, Tiling, row_letter

RULER = 50.0
_ROUND, _CROSS = 1.9, 3.2
_MAP_W, _MAP_H = 24.0, 11.0


def draw(
    sheets: LooseSheets, drawing: PosterDrawing, tiling: Tiling, tile: Tile, cards: Sequence[Card]
) -> None:  # fmt: skip
    """Draw one sheet; `cards` stand on the part that this sheet adds."""
    pen = sheets.page(*tiling.sheet)
    x, y, w, h = tiling.part(tile)
    left, top = tiling.corner - (OVERLAP if tile.column else 0), tiling.corner - (OVERLAP if tile.row else 0)
    with pen.tags.element("Figure", **figure(pen, left, top, w, h, _alt(tiling, tile, cards))):
        begins = pen.x(left - x + tiling.size[0]) if pen.rtl else pen.x(left - x)
        sheets.show("poster", pen, (begins, pen.y(top - y + tiling.size[1])), (left, top, w, h))
    with pen.tags.artifact():
        _strips(pen, tiling, tile)
        _marks(pen, tiling)
    _foot(pen, drawing, tiling, tile)


def round_mark(pen: Pen, x: float, y: float, k: float = 1.0) -> None:
    """Draw a round mark: where two sheets meet, both cover each other."""
    pen.circle(x, y, _ROUND * k, fill=WHITE, stroke=INK, lw=0.7)
    pen.line(x - _CROSS * k, y, x + _CROSS * k, y, INK, 0.6)
    pen.line(x, y - _CROSS * k, x, y + _CROSS * k, INK, 0.6)


def _alt(tiling: Tiling, tile: Tile, cards: Sequence[Card]) -> str:
    where = _("Sheet {name} of the poster: {place}.").format(name=tile.name, place=_place(tiling, tile))
    if not cards:
        return where + " " + _("No card stands here.")
    listed = "; ".join(f"{card.code} {card.label}" for card in cards)
    return where + " " + _("On it: {cards}.").format(cards=listed)


def _place(tiling: Tiling, tile: Tile) -> str:
    words = _("row {row}, sheet {n} of {total}")
    return words.format(row=row_letter(tile.row), n=tile.column + 1, total=tiling.columns)


def _strips(pen: Pen, tiling: Tiling, tile: Tile) -> None:
    """Shade what lies under the sheets before and above."""
    (w, h), at = tiling.tile, tiling.corner
    if tile.column:
        top = at - (OVERLAP if tile.row else 0)
        pen.rect(at - OVERLAP, top, OVERLAP, at + h - top, fill=QUIET_LINE, alpha=0.1)
    if tile.row:
        pen.rect(at, at - OVERLAP, w, OVERLAP, fill=QUIET_LINE, alpha=0.1)


def _marks(pen: Pen, tiling: Tiling) -> None:
    (w, h), at = tiling.tile, tiling.corner
    for x, dx in ((at, -1), (at + w, 1)):
        for y, dy in ((at, -1), (at + h, 1)):
            pen.line(x + dx * MARK_GAP, y, x + dx * (MARK_GAP + MARK), y, INK, 0.7)
            pen.line(x, y + dy * MARK_GAP, x, y + dy * (MARK_GAP + MARK), INK, 0.7)
    for x, y in ((at, at + h / 2), (at + w, at + h / 2), (at + w / 2, at), (at + w / 2, at + h)):
        round_mark(pen, x, y)


def _foot(pen: Pen, drawing: PosterDrawing, tiling: Tiling, tile: Tile) -> None:
    """Name the sheet; show where it lies, and a ruler that tells whether it was printed at its true size."""
    base = tiling.sheet[1] - MARGIN - 2.4
    pen.tags.bookmark(tile.name, 2, pen.top)
    with pen.tags.element("H2"):
        name = pen.text(tiling.corner, base, tile.name, Style(30, INK, True))
    x = tiling.corner + max(22.0, name + 6)
    ruler = tiling.corner + tiling.tile[0] - RULER
    position = ruler - 12 - _MAP_W
    with pen.tags.element("P"):
        pen.text(x, base - 5, _place(tiling, tile), Style(10, INK2))
    session = para(
        f"{drawing.facts.title}  ·  {drawing.printed}", position - x - 5, Size(8.5, 10), colour=INK3, max_lines=1
    )
    with pen.tags.element("P"):
        pen.para(session, x, base - session.first_baseline)
    with pen.tags.artifact():
        position_map(pen, tiling, tile, position, base - FOOT + 4.6, _MAP_W, _MAP_H)
        pen.line(ruler, base, ruler + RULER, base, INK, 0.9)
        for step in range(0, int(RULER) + 1, 10):
            pen.line(ruler + step, base - (3.2 if step % 50 == 0 else 1.8), ruler + step, base, INK, 0.7)
    with pen.tags.element("P"):
        pen.text(ruler + RULER / 2, base - 3.8, _("{n} mm").format(n=int(RULER)), Style(9, INK2), "middle")


def position_map(pen: Pen, tiling: Tiling, tile: Tile, x: float, y: float, w: float, h: float) -> None:
    """Draw which of the sheets this is, in w x h mm."""
    step_x, step_y = w / tiling.columns, h / tiling.rows
    gap = min(0.6, step_x * 0.15, step_y * 0.15)
    for other in tiling.tiles():
        pen.rect(
            x + other.column * step_x, y + other.row * step_y, step_x - gap, step_y - gap,
            fill=INK if other == tile else WHITE, stroke=INK, lw=0.6,
        )  # fmt: skip
