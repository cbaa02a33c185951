"""What the sheets of the kit share: one way from sections to a PDF, the code of the session, the reply route."""

from __future__ import annotations

from collections.abc import Sequence

from stworkshop.i18n import gettext as _
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.records import value_of
from stworkshop.model.reply_code import reply_code
from stworkshop.report import words
from stworkshop.report.content.blocks import Outline, Section, text
from stworkshop.report.content.facts import Facts
from stworkshop.report.content.form_blocks import Blank, Blanks, CodeBox
from stworkshop.report.pdf import outline_bytes
from stworkshop.report.sheets import SheetOptions


def sheets(board: Board, catalogue: Catalogue, options: SheetOptions, name: str, sections: Sequence[Section]) -> bytes:
    """Return sections as a tagged PDF of its own; `name` is what kind of sheet it is."""
    session = board.session
    outline = Outline(
        edition=name,
        edition_title=name,
        title=Facts(board, catalogue).title,
        language=session.language or "en",
        draft="",
        foot=session.source,
        sections=tuple(sections),
    )
    return outline_bytes(outline, paper=options.paper, large_print=options.large_print, printed=options.day)


def code_box(board: Board, content: str) -> CodeBox:
    """Return the code of the session with what it is for."""
    return CodeBox(_("Code of this workshop"), reply_code(board.session), text(content))


def route(board: Board, form: str = "") -> Blanks:
    """Return where answers go, until when, and what is done with them: what the session says, else lines."""
    session = board.session

    def said(name: str) -> str:
        value = str(value_of(session, name) or "").strip()
        day = words.parse_day(value) if name == "reply_until" else None
        return words.day(day) if day else value

    return Blanks(
        (
            (
                Blank(_("Give it to:"), "to", said("reply_to"), 1.9),
                Blank(_("until:"), "until", said("reply_until"), 1.1),
            ),
            (Blank(_("What happens to it:"), "use", said("reply_use")),),
        ),
        form,
    )


def no_names(board: Board) -> bool:
    """Tell whether nobody is to write a name."""
    return board.session.attribution == "anonymous"
