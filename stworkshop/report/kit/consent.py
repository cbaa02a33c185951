"""The consent sheet: what is kept, whose words are whose, who gets what is printed, and how words are taken back."""

from __future__ import annotations

from stworkshop.i18n import gettext as _
from stworkshop.model import attribution
from stworkshop.model.ballot_promises import sealed_sentence
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.report.content.basic_blocks import Heading
from stworkshop.report.content.blocks import Block, Paragraph, Section, Span, text
from stworkshop.report.content.form_blocks import Blank, Blanks, Ticks
from stworkshop.report.kit import common
from stworkshop.report.sheets import SheetOptions


def make(board: Board, catalogue: Catalogue, options: SheetOptions) -> bytes:
    """Return the consent sheet as a tagged PDF; where names are not written down, it has no line for one."""
    blocks: list[Block] = []
    for title, sentences in _points(board, catalogue):
        blocks += [Heading(title, 3), Paragraph(text(" ".join(sentences)))]
    answer, name = (Ticks(_ticks(), name="consent"), *_signature(board)), _("What I say to this")
    if not options.large_print:
        blocks += [Heading(name), *answer]
    lead = text(_("Please read this, or ask to have it read to you. Ask anything before you say yes."))
    sections = [Section("consent", _("What we keep, and what happens to it"), tuple(blocks), lead)]
    if options.large_print:  # so that what is signed never stands apart from where it is signed
        sections.append(Section("answer", name, answer, alone=True))
    return common.sheets(board, catalogue, options, _("Consent"), sections)


def _points(board: Board, catalogue: Catalogue) -> list[tuple[str, list[str]]]:
    session = board.session
    return [
        (
            _("What is kept"),
            [
                _(
                    "We keep what is written on the cards, in the notes and in the votes, on the laptops of this"
                    " workshop and on paper. We record no sound, and we send nothing over the internet."
                ),
            ],
        ),
        (_("Who said what"), [_whose(session.attribution)]),
        (
            _("Votes and ratings"),
            [
                sealed_sentence(),
                _(
                    "Each ballot says whether it is kept with a name. If not, we keep only a code and your group, and"
                    " never show a very small group on its own. You may leave every ballot blank."
                ),
            ],
        ),
        (
            _("What is printed, and who gets it"),
            [
                _(
                    "A summary for everybody here, one for those who decide, one for the engineers, and one for people"
                    " who were not here. It is read aloud first, and you can correct it."
                ),
            ],
        ),
        (
            _("No photographs of people without their yes"),
            [_("Photos show the wall and the cards. Before anybody can be seen on one, we ask.")],
        ),
        (
            _("Taking words back"),
            [
                _(
                    "You may take your words or your name back at any time, also afterwards, without a reason. They are"
                    " then gone from our file and from every later print. We cannot fetch back paper that others have"
                    " taken home. Answers given without a name cannot be found again, so they stay."
                ),
            ],
        ),
    ]


def _whose(chosen: str) -> str:
    """Return what the attribution of the session means, said to the people in the room."""
    whose = {
        attribution.NAMED: _(
            "Sentences are printed with the name of whoever said them. Names stand in the list of people, on prints and"
            " in every file that is handed on; only votes can be without names."
        ),
        attribution.ROLE: _(
            "Sentences are printed with a role and without a name. Names stay in the organiser’s own list and files;"
            " what is printed or handed on says your group and your role."
        ),
        attribution.ANONYMOUS: _(
            "Sentences are printed without name and role. No names and no roles stand on the screen, on prints or in"
            " files that are handed on."
        ),
    }
    return whose.get(chosen, _("Ask how your sentences will be printed. Nobody has said it yet."))


def _ticks() -> tuple[tuple[str, str], ...]:
    return (
        ("read", _("I have read this, or it was read to me, and my questions were answered.")),
        ("words", _("What I say may be written down and printed as it says here.")),
        ("again", _("I may be asked again before the summary is final.")),
    )


def _signature(board: Board) -> list[Block]:
    tell = Blanks(((Blank(_("To take words back, tell:"), "tell"),),))
    if common.no_names(board):
        said = _("No name is written here: ticking is enough. Put this sheet into the box.")
        return [Paragraph(text(Span(said, "strong"))), tell]
    name, day = Blank(_("Name:"), "name", "", 1.3), Blank(_("Day:"), "day")
    return [tell, Blanks(((name, Blank(_("Signature:"), "signature", "", 1.3), day),))]
