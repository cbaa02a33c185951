"""The feedback sheet: how the workshop was, on the scale of the ratings, and two questions in people's own words.

The sentences follow the five drivers of trust in the catalogue (responsiveness, reliability, integrity, openness,
fairness), each asked of the workshop itself, with one about understanding and one about the time.
"""

from __future__ import annotations

from stworkshop.i18n import gettext as _
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.reply_code import reply_code
from stworkshop.report.content.blocks import Block, Paragraph, Section, Span, text
from stworkshop.report.content.form_blocks import Scale, WriteLines
from stworkshop.report.kit import common
from stworkshop.report.sheets import SheetOptions


def make(board: Board, catalogue: Catalogue, options: SheetOptions) -> bytes:
    """Return the feedback sheet as a tagged PDF."""
    return made(board, catalogue, options, form="")


def made(board: Board, catalogue: Catalogue, options: SheetOptions, *, form: str) -> bytes:
    """Return the sheet; with `form`, what the names of its fields begin with, it is filled in on a screen."""
    lines = 5 if options.large_print else 2
    blocks: list[Block] = [
        Paragraph(text(Span(_("Tick one box in each row. You may leave a row empty."), "quiet"))),
        Scale(questions(), form),
        WriteLines(text(_("What should be different next time?")), "different", lines, form=form),
        WriteLines(text(_("What was not talked about, and should have been?")), "missing", lines, form=form),
        Paragraph(text(_kept(on_paper=not form)), "note"),
        common.code_box(board, _("The code says which workshop this sheet is about when it is typed in later.")),
    ]
    if form:
        blocks.append(common.route(board))
    lead = text(_("Two minutes, without your name. It helps to make the next workshop better."))
    section = Section("feedback", _("How was this workshop for you?"), tuple(blocks), lead)
    return common.sheets(board, catalogue, options, _("Feedback"), [section])


def questions() -> tuple[tuple[str, str], ...]:
    """Return name and words of each sentence that people rate."""
    return (
        ("responsiveness", _("I could say what matters to me, and somebody listened.")),
        ("reliability", _("What I said stands there the way I meant it.")),
        ("understanding", _("I understood what the technology should do, and what not.")),
        ("fairness", _("Everybody had the same chance to be heard.")),
        ("openness", _("I know what was decided, who decides, and what is still open.")),
        ("integrity", _("I believe that those who decide will take seriously what we said.")),
        ("time", _("It was worth my time; I would come again.")),
    )


def form_prefix(board: Board) -> str:
    """Return what the names of the fields begin with: the code of the session, so that the file can be keyed."""
    return reply_code(board.session)


def _kept(*, on_paper: bool) -> str:
    kept = _("No name is asked for, and none is kept.")
    return f"{kept} {_('Fold the sheet and put it into the box.')}" if on_paper else kept
