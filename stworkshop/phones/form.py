"""What a telephone asks: one round as plain values, with the promise word for word as on paper."""

from __future__ import annotations

from typing import Any

from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model import agenda
from stworkshop.model.answers import is_anonymous
from stworkshop.model.ballot_promises import ballot_sentence, sealed_sentence
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.records import Element, Round, Statement
from stworkshop.report.editions.ballots import side_words
from stworkshop.rounds.answers_in_words import rating_words, say_words, touched_words
from stworkshop.session.phone_sheets import HEADS, SLIP


def form_of(board: Board, catalogue: Catalogue, round_: Round, one_each: str) -> dict[str, Any]:
    """Return what the page needs to ask a round; `one_each` is how one person has one ballot."""
    anonymous = is_anonymous(board.session, round_)
    dots = round_.dots_per_person or 0
    return {
        "round": round_.id,
        "kind": round_.kind,
        "workshop": board.session.label,
        "question": round_.question or round_.label,
        "items": [_item(board, item) for item in round_.items],
        "dots": dots,
        "most": min(round_.max_per_item or dots, dots) if dots else 0,
        "promise": [ballot_sentence(board.session, round_, catalogue), sealed_sentence()],
        "one": one_sentence(one_each) if anonymous else "",
        "by": one_each if anonymous else "",
        "sides": _sides(catalogue) if anonymous else [],
        "people": [] if anonymous else [
            {"id": person.id, "words": person.label, "side": person.side} for person in board.participants.values()
        ],
        "scale": list(rating_words()),
        "say": list(say_words()),
        "touched": list(touched_words()),
    }  # fmt: skip


def one_sentence(one_each: str) -> str:
    """Return what a ballot says of how one person has one ballot."""
    if one_each == SLIP:
        return _("Each slip counts once: on a telephone, on paper or on the laptop.")
    if one_each == HEADS:
        return _("There are as many sheets as people here: one for each.")
    return _("Hand in one sheet only: nobody counts heads in this round.")


def expected(board: Board, told: int = 0) -> int:
    """Return how many people are to answer: as the facilitator said, else as were counted, 0 where nobody said."""
    return told or agenda.people_counted(board)


def in_words(count: int, people: int) -> str:
    """Return how many sheets are in, never whose."""
    if people and count <= people:
        return _("{n} of {people} sheets are in the box.").format(n=count, people=people)
    return ngettext("{n} sheet is in the box.", "{n} sheets are in the box.", count).format(n=count)


def _item(board: Board, item: str) -> dict[str, str]:
    record = board.find(item)
    about = board.elements.get(record.about) if isinstance(record, Statement) else None
    note = record.note if isinstance(record, Element) else about.label if about else ""
    return {"id": item, "words": record.label if isinstance(record, Statement | Element) else item, "note": note}


def _sides(catalogue: Catalogue) -> list[dict[str, str]]:
    on_paper = side_words(catalogue)
    found = []
    for side, label in catalogue.sides.items():
        said = on_paper[side]
        words = label if said.casefold() in label.casefold() else f"{label}: {said}"
        found.append({"id": side, "words": words})
    return found
