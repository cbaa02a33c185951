"""What the sheets for wall and table share: their paper, icons in print, and how many people they are for."""

from __future__ import annotations

from stworkshop.drawing.icons import GRID, STROKE, kind_icon
from stworkshop.errors import KnownError
from stworkshop.graphics import vector_paths
from stworkshop.i18n import gettext as _
from stworkshop.model import agenda
from stworkshop.model.board import Board
from stworkshop.report.look.style import MID_GREY, PAPERS, Paper
from stworkshop.report.sheets import SheetOptions
from stworkshop.report.typesetting.paragraphs import MM
from stworkshop.report.typesetting.pdf_canvas import Pen

_CUT = (3.0, 2.0)


def office_paper(options: SheetOptions) -> Paper:
    """Return the sheet for what every office printer prints; raises KnownError for a larger one."""
    if options.paper not in PAPERS:
        raise KnownError(
            _("These sheets cannot be printed on {paper}.").format(paper=options.paper),
            todo=_("Choose A4 or Letter."),
        )
    return PAPERS[options.paper]


def people_of(board: Board, options: SheetOptions) -> int:
    """Return how many people take part: as chosen, or as many as are expected."""
    return options.people or agenda.expected_people(board)


def icon(pen: Pen, variant: str, x: float, y: float, size: float, ink: str) -> None:
    """Draw the icon of a kind, `size` mm wide with its top left corner at (x, y); it is never mirrored."""
    scale = size / GRID
    weight = STROKE * scale * MM * pen.scale / pen.weight
    for path, filled, dash in kind_icon(variant):
        placed = vector_paths.moved(vector_paths.mirrored(path, GRID) if pen.rtl else path, x, y, scale)
        if filled:
            pen.path(placed, fill=ink)
        else:
            lengths = [length * scale * MM * pen.scale / pen.weight for length in dash]
            pen.path(placed, stroke=ink, lw=weight, dash=lengths or None, cap=1)


def cut_lines(pen: Pen, w: float, h: float, columns: int, rows: int) -> None:
    """Draw the lines that a sheet of w x h mm is cut along into equal parts."""
    with pen.tags.artifact():
        for row in range(1, rows):
            pen.line(0, h * row / rows, w, h * row / rows, MID_GREY, 0.6, _CUT)
        for column in range(1, columns):
            pen.line(w * column / columns, 0, w * column / columns, h, MID_GREY, 0.6, _CUT)
