"""Name tents for the table: folded in half, the name on both sides, with side and group as far as they may be told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from stworkshop.i18n import gettext as _
from stworkshop.model import attribution
from stworkshop.model.board import Board
from stworkshop.model.card_layout import side_word
from stworkshop.model.catalogue import Catalogue
from stworkshop.report.content.facts import Facts
from stworkshop.report.look import signs
from stworkshop.report.look.style import HAIR, INK2, INK3, MID_GREY, Paper, Size, para
from stworkshop.report.sheets import SheetOptions
from stworkshop.report.typesetting.paragraphs import MM, Para
from stworkshop.report.typesetting.pdf_canvas import Pen
from stworkshop.report.typesetting.shaping import Style
from stworkshop.report.typesetting.sheet_document import LooseSheets
from stworkshop.report.wall.paper import cut_lines, office_paper, people_of

SPARE = 3
"""So many blank tents lie ready for people who were not expected."""
_EDGE = 14.0
_SIZES = (72, 64, 56, 48, 42, 36, 30, 24, 20, 16)
_FOLD = (1.2, 3.0)


@dataclass(frozen=True)
class Tent:
    """One tent: what is read from afar, the side with its sign, and for whom the person is here; blank without."""

    words: str = ""
    side: str = ""
    here_for: str = ""


@dataclass(frozen=True)
class _Form:
    """A sheet of w x h mm with tents one below the other."""

    w: float
    h: float
    on_sheet: int

    @property
    def height(self) -> float:
        """The height of one tent, both of its faces."""
        return self.h / self.on_sheet


def make(board: Board, catalogue: Catalogue, options: SheetOptions) -> bytes:
    """Return the tents as a tagged PDF, two to a sheet, or one across the sheet in large print.

    Names stand on them only where names may be shown; by role they bear side and role; where nobody is named they are
    all blank. There are as many as people take part, and three blank ones more, or what fills the last sheet.
    """
    facts = Facts(board, catalogue)
    found = list(tents(board))
    form = _form(office_paper(options), options.large_print)
    found += [Tent()] * (max(0, people_of(board, options) - len(found)) + SPARE)
    found += [Tent()] * (-len(found) % form.on_sheet)
    ask = _("Name") if attribution.shows_names(board.session) else _("What you want to be called")
    title = _("Name tents: {session}").format(session=facts.title)
    sheets = LooseSheets(title, board.session.language)
    for start in range(0, len(found), form.on_sheet):
        pen = sheets.page(form.w, form.h)
        cut_lines(pen, form.w, form.h, 1, form.on_sheet)
        for at, tent in enumerate(found[start : start + form.on_sheet]):
            _draw(pen, form, tent, form.height * at, ask, first=start + at == 0)
    return sheets.finished()


def tents(board: Board) -> Iterator[Tent]:
    """Yield the tents of the people on the list, with what the session's attribution lets others see."""
    session = board.session
    if not attribution.shows_roles(session):
        return
    for person in board.participants.values():
        group = board.elements.get(person.stakeholder)
        here_for = group.label.strip() if group else ""
        side = side_word(person.side) if person.side else ""
        if attribution.shows_names(session):
            yield Tent(person.label.strip() or here_for or side, person.side, here_for)
        else:
            yield Tent(here_for or side, person.side)


def _form(paper: Paper, large: bool) -> _Form:
    return _Form(paper.h, paper.w, 1) if large else _Form(paper.w, paper.h, 2)


def _draw(pen: Pen, form: _Form, tent: Tent, top: float, ask: str, *, first: bool) -> None:
    """Draw both faces of a tent: the lower half stands upright, the upper half is the same upside down."""
    half = form.height / 2
    fold = top + half
    canvas = pen.canvas
    with pen.tags.artifact():
        pen.line(0, fold, 8, fold, MID_GREY, 0.7, _FOLD)
        pen.line(form.w - 8, fold, form.w, fold, MID_GREY, 0.7, _FOLD)
        pen.text(9.5, fold + 0.9, _("fold"), Style(7.5, INK3))
        canvas.saveState()
        canvas.translate(form.w * MM, 2 * pen.y(fold))
        canvas.rotate(180)
        _face(pen, form.w, half, tent, fold, ask)
        canvas.restoreState()
    if first:
        pen.tags.bookmark(_("Name tents"), 1, pen.y(top))
    with pen.tags.element("Sect"):
        _face(pen, form.w, half, tent, fold, ask)


def _face(pen: Pen, w: float, h: float, tent: Tent, top: float, ask: str) -> None:
    """Draw one face with its top at `top`."""
    scale = w / 210.0
    edge = _EDGE * scale
    if not tent.words:
        _blank(pen, w, h, top, edge, scale, ask)
        return
    foot = 11.0 * scale if tent.side or tent.here_for else 0.0
    name = _fitted(tent.words, w - 2 * edge, h - foot - 14 * scale, scale)
    y = top + (h - foot - name.h) / 2
    with pen.tags.element("H1"):
        pen.para(name, edge, y)
    base = top + h - 9 * scale
    said = " · ".join(
        part
        for part in (
            side_word(tent.side) if tent.side and side_word(tent.side) != tent.words else "",
            _("here for {group}").format(group=tent.here_for) if tent.here_for not in ("", tent.words) else "",
        )
        if part
    )
    line = para(said, w - 2 * edge - 12 * scale, Size(17 * scale, 21 * scale), colour=INK2, max_lines=1)
    x = edge
    if tent.side:
        r = 2.9 * scale
        signs.side(pen, tent.side, edge + r + 0.6, base - 17 * scale * 0.334 / MM, r)
        x += 3 * r + 1
    if said:
        with pen.tags.element("P"):
            pen.para(line, x, base - line.first_baseline)


def _fitted(words: str, w: float, h: float, scale: float) -> Para:
    """Return words as large as they fit one line, or two; what is too long even so is cut."""
    for size in _SIZES:
        made = para(words, w, Size(size * scale, size * scale * 1.15), bold=True, anchor="middle")
        if made.h <= h and len(made.lines) <= (1 if size > 36 else 2):
            return made
    lines = max(1, int(h * MM / made.leading))
    return para(words, w, Size(size * scale, size * scale * 1.15), bold=True, anchor="middle", max_lines=lines)


def _blank(pen: Pen, w: float, h: float, top: float, edge: float, scale: float, ask: str) -> None:
    """Draw a line to write on."""
    base = top + h - 17 * scale
    with pen.tags.artifact():
        pen.line(edge, base, w - edge, base, HAIR, 1.0)
    with pen.tags.element("P"):
        pen.text(edge, base + 6 * scale, ask, Style(11 * scale, INK3))
