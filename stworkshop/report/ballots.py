"""Paper ballots as a tagged PDF: one call with the round and the codes to print."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from stworkshop.i18n import gettext as _
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.paper_code import PaperCode
from stworkshop.model.records import Round
from stworkshop.report.ballot_form import form_of, words_of
from stworkshop.report.look.ballots import BallotLook, Copy, placed
from stworkshop.report.look.style import PAPERS, Paper
from stworkshop.report.typesetting.form_fields import Filling
from stworkshop.report.typesetting.grayscale import only_black
from stworkshop.report.typesetting.sheet_document import LooseSheets


def ballots_bytes(
    board: Board,
    catalogue: Catalogue,
    round_: Round,
    copies: Iterable[tuple[str, bool]],
    *,
    paper: str = "A4",
    large_print: bool = False,
    single: bool = False,
    fillable: bool = False,
    grey: bool = False,
) -> bytes:
    """Return the ballots of a round, one for each code ("" in a round with names) with whether it is a spare one.

    `paper` is A4 or Letter; `single` puts one on a sheet where more would fit. `fillable` ballots are a form with boxes
    named `r1.s4.3`: round, statement or card, answer; the code stands before it where there are several ballots.
    """
    with only_black(grey):
        return _printed(board, catalogue, round_, list(copies), PAPERS[paper], large_print, single, fillable)


def _printed(
    board: Board, catalogue: Catalogue, round_: Round, copies: Sequence[tuple[str, bool]], paper: Paper,
    large: bool, single: bool, fillable: bool,
) -> bytes:  # fmt: skip
    words = words_of(board, catalogue, round_, fillable=fillable)
    look = BallotLook(words, paper, large=large, single=single)
    form = form_of(board, round_, words, paper, large=large, single=single)
    everyone = [Copy(code, spare) for code, spare in copies]
    names = _names(board, round_, everyone) if fillable else {}
    title = _("Ballots: {question}").format(question=words.title)
    sheets = LooseSheets(title, words.language, subject=words.session)
    for sheet in placed(look, everyone):
        page = sheets.page(look.paper.w, look.paper.h)
        look.cut_lines(page)
        w, _h = look.format.cell(look.paper)
        for x, y, copy, part in sheet:
            qr = PaperCode(copy.code, part + 1, form.version, form.mark).text
            look.draw(page.area(x, y, w), copy, part, names.get(id(copy)), qr)
    return sheets.finished()


def _names(board: Board, round_: Round, copies: Sequence[Copy]) -> dict[int, Filling]:
    """Return how the fields of each ballot are named."""
    number = list(board.rounds).index(round_.id) + 1 if round_.id in board.rounds else 1
    several = len(copies) > 1
    return {
        id(copy): Filling(f"{copy.code or place}.r{number}" if several else f"r{number}")
        for place, copy in enumerate(copies, 1)
    }
