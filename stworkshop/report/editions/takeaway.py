"""The page that each person takes home: what was raised for them, and where it went.

Only what the session's attribution allows. By name, the name may stand, and what the map says that the person raised.
By role, side and the card that the person is here for; the pages stand in an order that says nothing about the list of
people. Without names and roles there are no such pages. Ballots are never on them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from stworkshop.errors import KnownError
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model import attribution
from stworkshop.model.board import Board
from stworkshop.model.card_layout import side_word
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.records import Element, Note, Participant
from stworkshop.report import words
from stworkshop.report.content.basic_blocks import Bullets
from stworkshop.report.content.blocks import WIDE, Block, Outline, Paragraph, Section, Span, Text, text
from stworkshop.report.content.facts import Facts
from stworkshop.report.content.takeaway_blocks import Raised, WriteHere
from stworkshop.report.editions import status

_LINES = (6, 5, 3)
_OF_A_SIDE = 6
"""Lines to write on below none, one, two concerns; below more there are two."""


@dataclass(frozen=True)
class Person:
    """Somebody who gets a page: the participant's id, and what the person may be called on paper."""

    id: str
    label: str


def without_role(board: Board) -> list[Participant]:
    """Return who would get a page and of whom nobody wrote down for whom they are here."""
    return [one for one in _in_order(board) if _here_for(board, one) is None]


def people(board: Board) -> list[Person]:
    """Return who would get a page, in the order of the pages; nobody where no names and no roles are kept."""
    return [Person(one.id, _called(board, one)) for one in _in_order(board)]


def build(board: Board, catalogue: Catalogue) -> Outline:
    """Return a page for each participant; raises KnownError where there can be none."""
    facts = Facts(board, catalogue)
    session = board.session
    if not attribution.shows_roles(session):
        raise KnownError(_("This workshop keeps no names or roles, so there is no page for each person."))
    participants = _in_order(board)
    if not participants:
        raise KnownError(
            _("Nobody is in the list of people, so there is no page for each person."),
            todo=_("Write down who takes part, and print again."),
        )
    sections = tuple(_page(facts, one, number) for number, one in enumerate(participants, 1))
    return Outline(
        edition="takeaway",
        edition_title=_("Your page to take home"),
        title=facts.title,
        language=session.language or "en",
        draft="" if session.read_back == "yes" else _("Draft, not yet read back"),
        foot="  ·  ".join(part for part in (_("Your ballots are not printed here."), session.source) if part),
        sections=sections,
    )


def _in_order(board: Board) -> list[Participant]:
    session = board.session
    if not attribution.shows_roles(session):
        return []
    listed = sorted(board.participants.values(), key=lambda one: (one.seq, one.id))
    if attribution.shows_names(session):
        return listed
    sides = ("public", "planner", "implementer", "supplier", "oversight")

    def place(one: Participant) -> tuple[int, int, str]:
        card = board.elements.get(one.stakeholder)
        side = sides.index(one.side) if one.side in sides else len(sides)
        return side, card.seq if card else -1, card.id if card else ""

    return sorted(listed, key=place)


def _called(board: Board, one: Participant) -> str:
    """Return what a person may be called: a name only where names are kept."""
    card = _here_for(board, one)
    name = one.label.strip() if attribution.shows_names(board.session) else ""
    name = "" if card and name.casefold() == card.label.strip().casefold() else name
    side = side_word(one.side)
    here = _("here for {who}").format(who=f"{card.code} {card.label}".strip()) if card else ""
    parts = [part for part in (name, side, here) if part]
    return words.capital(", ".join(parts)) or _("Somebody who took part")


def _here_for(board: Board, one: Participant) -> Element | None:
    card = board.elements.get(one.stakeholder)
    return card if card is not None and card.kind == "stakeholder" else None


# --- a page


def _page(facts: Facts, one: Participant, number: int) -> Section:
    card = _here_for(facts.board, one)
    concerns = facts.targets(card, "has-concern", "concern") if card else _of_side(facts, one.side)
    own = _own_cards(facts, one)
    raised = list({element.id: element for element in (*concerns, *own)}.values())
    heads = (_("What was raised"), _("What answers it"), _("Where it stands"))
    blocks: list[Block] = []
    if raised:
        rows = tuple(status.row(facts, element) for element in raised)
        blocks.append(Raised(heads, rows, _("Nothing on the map")))
    else:
        blocks.append(Paragraph(_nothing(facts, one, card)))
    notes = tuple(text(Span(words.quoted(note.text), "quote"), *_about(facts, note)) for note in _own_notes(facts, one))
    if notes:
        blocks.append(Bullets(notes, _("Noted in your words")))
    blocks.append(
        WriteHere(
            _("Something missing or wrong?"),
            _("Write it here in your own words and give it back to the facilitator."),
            _LINES[len(raised)] if len(raised) < len(_LINES) else 2,
        )
    )
    title = _("What was raised for you, and where it went")
    return Section(f"page-{number}", title, tuple(blocks), lead=_lead(facts, one, card, concerns), alone=True)


def _lead(facts: Facts, one: Participant, card: Element | None, concerns: list[Element]) -> Text:
    sentences = [_("{who}.").format(who=_called(facts.board, one))]
    if card is None and concerns:
        sentences.append(_("These are concerns of the groups on your side."))
    elif concerns:
        n = len(concerns)
        count = ngettext(
            "The map records {n} concern of this group ({codes}).",
            "The map records {n} concerns of this group ({codes}).",
            n,
        )
        codes = words.code_range([facts.card(concern).code for concern in concerns])
        sentences.append(count.format(n=words.number(n), codes=codes))
        if not _own_cards(facts, one):
            sentences.append(ngettext("It does not record who said it.", "It does not record who said them.", n))
    return text(" ".join(sentences))


def _of_side(facts: Facts, side: str) -> list[Element]:
    """Return the concerns of the groups on a side, in the order of making: as many as a page has room for."""
    groups = [card for card in facts.cards("stakeholder") if side and facts.value(card, "side") == side]
    found = {concern.id: concern for group in groups for concern in facts.targets(group, "has-concern", "concern")}
    return sorted(found.values(), key=lambda concern: (concern.seq, concern.id))[:_OF_A_SIDE]


def _nothing(facts: Facts, one: Participant, card: Element | None) -> Text:
    if card is None:
        said = _("The summary for everyone says what was raised and decided.")
    else:
        code = facts.card(card).code
        told = _("The map records no concern of this group ({code}). We have added nothing afterwards.")
        said = told.format(code=code)
    return text(Span(said, "missing"))


# --- what the map says that a person raised


def _own_cards(facts: Facts, one: Participant) -> list[Element]:
    """Return the cards that say that this person raised them, where names are kept."""
    if not attribution.shows_names(facts.board.session):
        return []
    return [card for card in facts.cards() if _is_by(card.attributes, one)]


def _own_notes(facts: Facts, one: Participant) -> Iterator[Note]:
    if attribution.shows_names(facts.board.session):
        yield from (note for note in facts.board.notes.values() if _is_by(note.attributes, one) and note.text.strip())


def _is_by(attributes: object, one: Participant) -> bool:
    get = getattr(attributes, "get", None)
    return get is not None and any(get(name) == one.id for name in attribution.SAID_BY)


def _about(facts: Facts, note: Note) -> Iterator[Span]:
    codes = ", ".join(code for code in (facts.code(card) for card in note.about) if code)
    if codes:
        yield Span(WIDE + codes, "quiet")
