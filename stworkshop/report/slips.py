"""Slips that people draw, one for each: a ballot's code with signs that nobody guesses, for telephone or laptop."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from stworkshop.graphics import qr
from stworkshop.i18n import gettext as _
from stworkshop.model.board import Board
from stworkshop.model.records import Round
from stworkshop.report.figures.charts import figure
from stworkshop.report.look.style import BRAND, INK, INK2, PAPERS, Paper, Size, para
from stworkshop.report.typesetting.grayscale import only_black
from stworkshop.report.typesetting.pdf_canvas import Pen
from stworkshop.report.typesetting.shaping import Style
from stworkshop.report.typesetting.sheet_document import LooseSheets
from stworkshop.report.wall.paper import cut_lines

_PAD, _TOP, _GAP = 9.0, 9.0, 4.0


@dataclass(frozen=True)
class Slip:
    """One slip: what it says, what its QR code says ("" where the address is not known yet), whether it is spare."""

    says: str
    code: str = ""
    spare: bool = False


@dataclass(frozen=True)
class _Form:
    """How slips lie on a sheet."""

    columns: int
    rows: int
    picture: float
    title: Size
    body: Size
    signs: float


_NORMAL = _Form(2, 4, 33.0, Size(11.5, 14), Size(9, 12), 13.0)
_LARGE = _Form(1, 3, 48.0, Size(22, 27), Size(16, 21), 24.0)


def slips_bytes(
    board: Board,
    round_: Round,
    slips: Sequence[Slip],
    *,
    url: str = "",
    word: str = "",
    paper: str = "A4",
    large_print: bool = False,
    grey: bool = False,
) -> bytes:
    """Return the slips of a round as a tagged PDF; `url` and four-letter `word` are what people type, if known."""
    form, sheet = _LARGE if large_print else _NORMAL, PAPERS[paper]
    session = board.session
    title = _("Slips: {question}").format(question=round_.question or round_.label)
    each = form.columns * form.rows
    with only_black(grey):
        sheets = LooseSheets(title, (session.language or "en").replace("_", "-"), subject=session.label)
        for start in range(0, max(1, len(slips)), each):
            page = sheets.page(sheet.w, sheet.h)
            cut_lines(page, sheet.w, sheet.h, form.columns, form.rows)
            for at, slip in enumerate(slips[start : start + each]):
                _draw(page, form, sheet, at, slip, round_.question or round_.label, url, word)
        return sheets.finished()


def _draw(page: Pen, form: _Form, sheet: Paper, at: int, slip: Slip, question: str, url: str, word: str) -> None:
    w, h = sheet.w / form.columns, sheet.h / form.rows
    pen = page.area(w * (at % form.columns) + _PAD, h * (at // form.columns), w - 2 * _PAD)
    wide = w - 2 * _PAD
    words_w = wide - form.picture - _GAP if slip.code else wide
    pen.rect(0, _TOP, 14, 0.9, fill=BRAND)
    page.tags.bookmark(slip.says[:3], 1, pen.y(_TOP))
    with pen.tags.element("Sect"):
        if slip.code:
            _picture(pen, wide - form.picture, _TOP, form.picture, slip.code)
        y = _TOP + 3
        with pen.tags.element("H1"):
            y = pen.para(para(question, words_w, form.title, bold=True, max_lines=3), 0, y) + 1.5
        with pen.tags.element("P"):
            y = pen.para(para(_how(slip, url, word), words_w, form.body, colour=INK2), 0, y) + 1.5
        base = max(y, _TOP + form.picture if slip.code else y) + form.signs * 0.42
        with pen.tags.element("P"):
            pen.text(0, base, slip.says, Style(form.signs, INK, True))
            if slip.spare:
                pen.text(wide, base, _("spare"), Style(form.body.size, INK2), "right")
        with pen.tags.element("P"):
            once = _("It counts once: on a telephone, on the laptop or on paper. Nobody knows which slip you drew.")
            pen.para(para(once, wide, form.body, colour=INK2), 0, base + 2)


def _how(slip: Slip, url: str, word: str) -> str:
    if not url:
        return _("Scan the code on the wall with your telephone, then type these signs. Or take a paper sheet.")
    scan = _("Scan this code with your telephone. ") if slip.code else ""
    return scan + _("Or type {address}, the letters {word}, and these signs.").format(address=url, word=word)


def _picture(pen: Pen, x: float, y: float, side: float, code: str) -> None:
    rows = qr.modules(code)
    step = side / len(rows)
    with pen.tags.element("Figure", **figure(pen, x, y, side, side, _("The code of this slip, for a telephone"))):
        for down, cells in enumerate(rows):
            start = 0
            for across in range(len(cells) + 1):
                if across < len(cells) and cells[across]:
                    continue
                if across > start:
                    left = side - across * step if pen.rtl else start * step
                    pen.rect(x + left, y + down * step, (across - start) * step, step, fill=INK)
                start = across + 1
