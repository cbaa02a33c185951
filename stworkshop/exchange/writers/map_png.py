"""The map as a PNG picture, drawn from the PDF page by pdfium: no window system is needed."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2

from stworkshop.drawing.figures import Drawing
from stworkshop.drawing.map import DrawOptions, draw_map
from stworkshop.exchange.writers import map_pdf
from stworkshop.graphics import design_tokens
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.system import whole_files

MOST_PIXELS = 64_000_000
"""Larger pictures are made with fewer pixels to the unit, so that any map can be opened anywhere."""


def write(
    board: Board,
    catalogue: Catalogue,
    path: Path,
    *,
    theme: str = "light",
    options: DrawOptions | None = None,
    scale: float = 2,
) -> None:
    """Write the map, `scale` pixels to a px of the canvas; the file is replaced when complete. Raises KnownError."""
    drawing = draw_map(board, catalogue, design_tokens.theme(theme), options)
    whole_files.write_whole(Path(path), png_bytes(drawing, scale))


def png_bytes(drawing: Drawing, scale: float = 2) -> bytes:
    """Return a drawing as a PNG, `scale` pixels to a px of the canvas."""
    most = (MOST_PIXELS / (drawing.box.w * drawing.box.h)) ** 0.5
    return page_png(map_pdf.bare_bytes(drawing, 1), min(scale, most))


def page_png(pdf: bytes, scale: float, page: int = 0) -> bytes:
    """Return one page of a PDF as a PNG, `scale` pixels to a point."""
    with pypdfium2.PdfDocument(pdf) as document:
        picture = document[page].render(scale=scale).to_pil()
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=False)
    return out.getvalue()
