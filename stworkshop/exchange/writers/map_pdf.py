"""The map as one PDF page: vector throughout, text as text, tagged as one figure with its description."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Literal

from reportlab.pdfgen.canvas import Canvas

from stworkshop.drawing import legend
from stworkshop.drawing.figures import Box, Drawing
from stworkshop.drawing.map import DrawOptions, draw_map
from stworkshop.graphics import design_tokens, text_measure
from stworkshop.graphics.design_tokens import Theme
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.report.typesetting import fonts, structure
from stworkshop.report.typesetting.drawing_on_paper import Spot, draw
from stworkshop.report.typesetting.paragraphs import MM
from stworkshop.report.typesetting.pdf_canvas import Pen
from stworkshop.report.typesetting.shaping import Style
from stworkshop.report.typesetting.tagging import Tagger
from stworkshop.report.words import is_rtl_language
from stworkshop.system import whole_files

Paper = Literal["auto", "A4", "A3"]
SHEETS = {"A4": (297.0, 210.0), "A3": (420.0, 297.0)}
"""Landscape sheets, in mm."""
MARGIN = 10.0
LEAST_CARD_TEXT = 5.5
"""Points; a map whose words would be smaller on A4 takes A3."""
_TITLE, _TITLE_HEIGHT, _MOST_DOWN = 16.0, 10.0, 6.0
_LEGEND, _LEGEND_ROW, _SAMPLE_SCALE, _LEGEND_GAP = 8.0, 5.5, 0.075, 5.0
_SAMPLE_ROOM = legend.SAMPLE[0] * _SAMPLE_SCALE + 1.2


def write(
    board: Board,
    catalogue: Catalogue,
    path: Path,
    *,
    theme: str = "light",
    options: DrawOptions | None = None,
    paper: Paper = "auto",
) -> None:
    """Write the map on one landscape sheet with title and legend, whole or not at all. Raises KnownError."""
    drawing = draw_map(board, catalogue, design_tokens.theme(theme), options)
    whole_files.write_whole(Path(path), sheet_bytes(drawing, catalogue, design_tokens.theme(theme), paper))


def sheet_bytes(drawing: Drawing, catalogue: Catalogue, theme: Theme, paper: Paper = "auto") -> bytes:
    """Return the page with title, map and legend."""
    entries = list(legend.entries(drawing, catalogue, theme))
    if paper == "auto":
        small = _fit(drawing, entries, *SHEETS["A4"]).k * MM * text_measure.CARD_SIZE < LEAST_CARD_TEXT
        paper = "A3" if small else "A4"
    w, h = SHEETS[paper]
    canvas, pen, out = _page(w, h, drawing.language)
    if theme.name != "light":
        pen.rect(0, 0, w, h, fill=drawing.ground)
    with pen.tags.element("H1"):
        title = text_measure.elide(drawing.title, (w - 2 * MARGIN) * MM, _TITLE, bold=True)
        pen.text(MARGIN, MARGIN + 6, title, Style(_TITLE, theme.ui["text"], bold=True))
    spot = _fit(drawing, entries, w, h)
    _figure(pen, drawing, spot, h)
    rows = _legend_rows(entries, w - 2 * MARGIN)
    with pen.tags.element("P"):
        for number, row in enumerate(rows):
            y = h - MARGIN - (len(rows) - number) * _LEGEND_ROW
            _legend_row(pen, row, y, theme)
    return _finished(canvas, pen, out, drawing)


def bare_bytes(drawing: Drawing, scale: float = 0.75) -> bytes:
    """Return a page that is exactly the map, `scale` points to a px."""
    w, h = drawing.box.w * scale / MM, drawing.box.h * scale / MM
    canvas, pen, out = _page(w, h, drawing.language)
    pen.rect(0, 0, w, h, fill=drawing.ground)
    k = scale / MM
    _figure(pen, drawing, Spot(k, -drawing.box.x * k, -drawing.box.y * k), h)
    return _finished(canvas, pen, out, drawing)


def _page(w: float, h: float, language: str) -> tuple[Canvas, Pen, io.BytesIO]:
    fonts.base()
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(w * MM, h * MM), initialFontName=fonts.BASE_FONT, pageCompression=1, invariant=1)
    pen = Pen(canvas, Tagger(), 0, h * MM, w)
    pen.reads_rtl = is_rtl_language(language)
    return canvas, pen, out


def _finished(canvas: Canvas, pen: Pen, out: io.BytesIO, drawing: Drawing) -> bytes:
    pen.tags.close(canvas)
    canvas.showPage()
    canvas.save()
    return structure.finish(
        out.getvalue(), pen.tags, title=drawing.title, language=drawing.language, subject=drawing.description
    )


def _figure(pen: Pen, drawing: Drawing, spot: Spot, page_height: float) -> None:
    box = drawing.box
    left, top = spot.x + box.x * spot.k, spot.y + box.y * spot.k
    corners = (left, page_height - top - box.h * spot.k, left + box.w * spot.k, page_height - top)
    with pen.tags.element("Figure", alt=drawing.description, bbox=tuple(round(value * MM, 2) for value in corners)):
        draw(pen, drawing.shapes, spot)


def _fit(drawing: Drawing, entries: Sequence[legend.Entry], w: float, h: float) -> Spot:
    """Return the largest scale at which the map fits between title and legend, near the title."""
    rows = len(_legend_rows(entries, w - 2 * MARGIN))
    room = Box(MARGIN, MARGIN + _TITLE_HEIGHT, w - 2 * MARGIN, h - 2 * MARGIN - _TITLE_HEIGHT - rows * _LEGEND_ROW - 2)
    box = drawing.box
    k = min(room.w / box.w, room.h / box.h, 1 / MM)
    down = min((room.h - box.h * k) / 2, _MOST_DOWN)
    return Spot(k, room.x + (room.w - box.w * k) / 2 - box.x * k, room.y + down - box.y * k)


def _legend_rows(entries: Iterable[legend.Entry], w: float) -> list[list[tuple[float, legend.Entry]]]:
    """Return the entries in rows of `w` mm, each with its x."""
    rows: list[list[tuple[float, legend.Entry]]] = []
    x = 0.0
    for entry, wide in _with_widths(entries):
        if not rows or x + wide > w:
            rows.append([])
            x = 0.0
        rows[-1].append((MARGIN + x, entry))
        x += wide + _LEGEND_GAP
    return rows


def _with_widths(entries: Iterable[legend.Entry]) -> Iterator[tuple[legend.Entry, float]]:
    for entry in entries:
        yield entry, _SAMPLE_ROOM + _code_width(entry) + text_measure.width(entry.word, _LEGEND) / MM


def _code_width(entry: legend.Entry) -> float:
    return text_measure.width(entry.code + " ", _LEGEND, bold=True) / MM if entry.code else 0.0


def _legend_row(pen: Pen, row: Sequence[tuple[float, legend.Entry]], y: float, theme: Theme) -> None:
    for x, entry in row:
        draw(pen, entry.shapes, Spot(_SAMPLE_SCALE, x, y + 2.5 - legend.SAMPLE[1] * _SAMPLE_SCALE / 2))
        x += _SAMPLE_ROOM
        pen.text(x, y + 3.5, entry.code, Style(_LEGEND, theme.ui["text"], bold=True))
        pen.text(x + _code_width(entry), y + 3.5, entry.word, Style(_LEGEND, theme.ui["text_2"]))
