"""The map as a poster: on one sheet of A3 to A0, or spread over smaller sheets with a sheet that says how they join."""

from __future__ import annotations

from collections import defaultdict

from stworkshop.errors import KnownError
from stworkshop.i18n import gettext as _
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.report.content.blocks import Card
from stworkshop.report.content.facts import Facts
from stworkshop.report.editions import whole_map
from stworkshop.report.sheets import SheetOptions
from stworkshop.report.typesetting.sheet_document import LooseSheets
from stworkshop.report.wall import assembly, tile_sheet
from stworkshop.report.wall.poster_drawing import PosterDrawing
from stworkshop.report.wall.tiling import MOST_TILES, SIZES, Tiling
from stworkshop.report.words import day

ONE_PAGE = (0, 0)


def make(board: Board, catalogue: Catalogue, options: SheetOptions) -> bytes:
    """Return the poster as a tagged PDF: one page, or an assembly sheet and as many sheets as `tiles` says.

    Raises KnownError where the map is empty, or the number of sheets is none that can be.
    """
    facts = Facts(board, catalogue)
    cards = facts.cards()
    if not cards:
        raise KnownError(_("There is no card on the map yet, so there is no poster."), todo=_("Put a card on the map."))
    w, h, _sheets = poster_size(board, options.paper, options.tiles)
    page = whole_map.map_page(facts, cards)
    printed = _("Printed {day}").format(day=day(options.day))
    drawing = PosterDrawing(facts, page, whole_map.key(facts), w, h, printed)
    title = _("Poster: {session}").format(session=facts.title)
    sheets = LooseSheets(title, board.session.language, subject=_("The map as a poster"))
    if options.tiles == ONE_PAGE:
        drawing.draw(sheets.page(w, h))
    else:
        _spread(sheets, drawing, _tiling(options.paper, options.tiles))
    return sheets.finished()


def poster_size(board: Board, paper: str, tiles: tuple[int, int] = ONE_PAGE) -> tuple[float, float, int]:
    """Return width and height of the poster in mm, and how many sheets it takes, the assembly sheet among them.

    `tiles` is columns and rows, (0, 0) for one page. Raises KnownError where so many sheets are none that can be.
    """
    if tiles == ONE_PAGE:
        h, w = SIZES[paper]
        return w, h, 1
    tiling = _tiling(paper, tiles)
    return *tiling.size, tiling.columns * tiling.rows + 1


def fit_tiles(paper: str, tiles: tuple[int, int]) -> str:
    """Return what a poster on so many sheets measures, in words: "3 × 2 sheets of A4: 806 × 335 mm, near A1"."""
    return f"{assembly.sheets_of(paper, tiles)}: {assembly.measures(_tiling(paper, tiles))}"


def _tiling(paper: str, tiles: tuple[int, int]) -> Tiling:
    columns, rows = tiles
    if not (1 <= columns <= MOST_TILES and 1 <= rows <= MOST_TILES):
        raise KnownError(
            _("A poster cannot have {columns} × {rows} sheets.").format(columns=columns, rows=rows),
            todo=_("Choose 1 to {most} sheets in each direction.").format(most=MOST_TILES),
        )
    return Tiling(paper, columns, rows)


def _spread(sheets: LooseSheets, drawing: PosterDrawing, tiling: Tiling) -> None:
    """Draw the poster once, show it small on the sheet that says how, then its part on each sheet."""
    with sheets.picture("poster", *tiling.size) as pen:
        drawing.draw(pen)
    with sheets.picture("small-poster", *assembly.sketch_size(tiling)) as pen:
        assembly.sketch(pen, drawing, tiling)
    assembly.draw(sheets, drawing, tiling)
    here: defaultdict[tuple[int, int], list[Card]] = defaultdict(list)
    for x, y, card in drawing.places():
        here[tiling.at(x, y)].append(card)
    for tile in tiling.tiles():
        tile_sheet.draw(sheets, drawing, tiling, tile, here[tile.row, tile.column])
