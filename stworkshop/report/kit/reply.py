"""The reply sheet: for those who were not there, or want to answer later: what is asked, where, and until when."""

from __future__ import annotations

from stworkshop.i18n import gettext as _
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.records import Element
from stworkshop.report.content import blocks as b
from stworkshop.report.content.blocks import Block, Paragraph, Section, Span, text
from stworkshop.report.content.facts import Facts
from stworkshop.report.content.form_blocks import Blank, Blanks, Ticks, WriteLines
from stworkshop.report.editions.ballots import side_words
from stworkshop.report.kit import common
from stworkshop.report.sheets import SheetOptions


def make(board: Board, catalogue: Catalogue, options: SheetOptions) -> bytes:
    """Return the reply sheet as a tagged PDF; each question bears the code of its card, so that it can be keyed."""
    facts = Facts(board, catalogue)
    question = board.session.workshop_question.strip()
    content: list[Block] = []
    asked = _asked(facts)
    lines = 2 if len(asked) > 2 else 3
    if question:
        content.append(Paragraph(text(Span(_("We asked:") + " ", "strong"), Span(question, "quote"))))
    content += [
        common.code_box(board, _("Keep this code on the sheet, so that your answer reaches the right workshop.")),
        common.route(board),
        *asked,
        WriteLines(text(_("What matters to you, or worries you?")), "matters", lines),
        WriteLines(text(_("What did we get wrong, or leave out?")), "wrong", lines),
        *_who(board, catalogue),
    ]
    lead = _("In your own words; leave out what you like.")
    if common.no_names(board):
        lead = _("In your own words; leave out what you like. Please write no name.")
    section = Section("reply", _("Your answer"), tuple(content), text(lead))
    return common.sheets(board, catalogue, options, _("Reply sheet"), [section])


def _asked(facts: Facts) -> list[Block]:
    """Return the questions that are open on the map, each with room for an answer."""
    cards = [card for card in facts.cards("open-question") if not facts.is_answered(card) and _askable(facts, card)]
    if not cards:
        said = _("No question is open on the map. Say what you think should be asked.")
        return [Paragraph(text(Span(said, "missing")))]
    found: list[Block] = []
    for card in cards:
        shown = facts.card(card)
        words = text(Span(shown.code + b.WIDE, "quiet"), shown.label)
        found.append(WriteLines(words, shown.code, 2))
    return found


def _askable(facts: Facts, question: Element) -> bool:
    """Tell whether people outside can answer a question, as rule reply-askable has it."""
    kinds = facts.catalogue.rule("reply-askable")["kinds"]
    owners = {owner.id for owner in facts.owners(question)}
    about = [facts.board.elements[i].kind for i in facts.board.neighbours(question.id) if i not in owners]
    about = [kind for kind in about if kind != "action"]
    return all(kind in kinds for kind in about)


def _who(board: Board, catalogue: Catalogue) -> list[Block]:
    sides = tuple(side_words(catalogue).items())
    asked: list[Block] = [Ticks(sides, _("I write as"), across=True, one=True, name="side")]
    if common.no_names(board):
        return asked
    said = _("Only if we may ask you back; otherwise leave it blank.")
    return [
        *asked,
        Blanks(((Blank(_("Name:"), "name"), Blank(_("How to reach you:"), "reach", "", 1.4)),)),
        Paragraph(text(said), "note"),
    ]
