"""How a stakeholder is heard: what somebody said, or what the list of people in the room tells; nothing else counts."""

from __future__ import annotations

from collections.abc import Collection
from typing import cast

from stworkshop.i18n import gettext as _
from stworkshop.model import attribution
from stworkshop.model.board import Board
from stworkshop.model.records import Element, replaced

PRESENT, REPRESENTED, ABSENT = VOICES = ("present", "represented", "absent")
NOT_SAID = ""
"""Of somebody of whom nobody has said whether they are here; it counts neither as here nor as missing."""


def people_listed(board: Board) -> frozenset[str]:
    """Return the cards for whom somebody in the list of people is here."""
    return frozenset(participant.stakeholder for participant in board.participants.values() if participant.stakeholder)


def voice_of(board: Board, person: Element, listed: Collection[str] | None = None) -> str:
    """Return one of VOICES, or NOT_SAID.

    Explicit words come first. Somebody in the list of people who is here for the card makes it present, unless the
    attribution keeps for whom people are here. `listed` is what `people_listed` returned to who asks of many cards.
    """
    said = person.attributes.get("voice")
    if said in VOICES:
        return str(said)
    if not attribution.shows_roles(board.session):
        return NOT_SAID
    listed = people_listed(board) if listed is None else listed
    return PRESENT if person.id in listed else NOT_SAID


def here_unlisted(board: Board) -> list[Element]:
    """Return the cards that say of somebody "here" for whom nobody is in the list of people; none where it is empty."""
    if not board.participants or not attribution.shows_roles(board.session):
        return []
    listed = people_listed(board)
    people = (card for card in board.elements.values() if card.kind == "stakeholder")
    return [person for person in people if person.attributes.get("voice") == PRESENT and person.id not in listed]


def as_heard(board: Board, person: Element) -> Element:
    """Return a card as pictures show it: with the voice that the list of people tells."""
    voice = voice_of(board, person) if person.kind == "stakeholder" else ""
    return cast(Element, replaced(person, {"voice": voice})) if voice else person


def voice_words() -> dict[str, str]:
    """Return how somebody is heard, in words."""
    return {
        PRESENT: _("here"),
        REPRESENTED: _("spoken for"),
        ABSENT: _("not here"),
        NOT_SAID: _("not said yet whether here"),
    }
