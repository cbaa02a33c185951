"""Paper ballots as a tagged PDF: one call with the round and the codes to print."""

from __future__ import annotations

import io
from collections.abc import Iterable

from reportlab.pdfgen.canvas import Canvas

from stworkshop.board import Board
from stworkshop.catalogue import Catalogue
from stworkshop.i18n import gettext as _
from stworkshop.records import Round
from stworkshop.report import fonts, structure
from stworkshop.report.editions.ballots import ballot_paper
from stworkshop.report.look.ballots import BallotLook, Copy, placed
from stworkshop.report.look.style import PAPERS
from stworkshop.report.paragraphs import MM
from stworkshop.report.pen import Pen
from stworkshop.report.tagging import Tagger
from stworkshop.report.words import is_rtl_language


def ballots_bytes(
    board: Board,
    catalogue: Catalogue,
    round_: Round,
    copies: Iterable[tuple[str, bool]],
    *,
    paper: str = "A4",
    large_print: bool = False,
    single: bool = False,
) -> bytes:
    """Return the ballots of a round, one for each code ("" in a round with names) with whether it is a spare one.

    `paper` is A4 or Letter; `single` puts one on a sheet where more would fit.
    """
    fonts.base()
    words = ballot_paper(board, catalogue, round_)
    look = BallotLook(words, PAPERS[paper], large=large_print, single=single)
    rtl = is_rtl_language(words.language)
    size = (look.paper.w * MM, look.paper.h * MM)
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size, initialFontName=fonts.BASE_FONT, pageCompression=1, invariant=1)
    tags = Tagger()
    for sheet in placed(look, [Copy(code, spare) for code, spare in copies]):
        page = Pen(canvas, tags, 0, size[1], look.paper.w, rtl)
        look.cut_lines(page)
        w, _h = look.format.cell(look.paper)
        for x, y, copy, part in sheet:
            look.draw(page.area(x, y, w), copy, part)
        tags.next_page(canvas)
        canvas.showPage()
    canvas.save()
    title = _("Ballots: {question}").format(question=words.title)
    return structure.finish(
        out.getvalue(), tags, title=title, language=words.language, subject=words.session or title, rtl=rtl
    )
