"""Paper ballots, what they say: the question, what is asked, how to fill it in, and what the ballot promises."""

from __future__ import annotations

from dataclasses import dataclass

from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model.answers import is_anonymous
from stworkshop.model.ballot_promises import ballot_sentence, sealed_sentence
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.records import Element, Round, Statement


@dataclass(frozen=True)
class BallotItem:
    """One line: its number or code, its words, a short explanation or "", and what its fields are named by."""

    mark: str
    words: str
    note: str = ""
    name: str = ""


@dataclass(frozen=True)
class BallotPaper:
    """What all ballots of a round say; `dots` is how many circles an item has, 0 where a number is written.

    `sides` are the words of the sides to tick, empty where a name is asked for, and `side_ids` what they are called in
    the file.
    """

    kind: str
    session: str
    language: str
    title: str
    where: str
    how: str
    items: tuple[BallotItem, ...]
    dots: int
    after: str
    sides: tuple[str, ...]
    lead: str
    promise: str
    put: str
    side_ids: tuple[str, ...] = ()


MOST_CIRCLES = 5
"""Where an item may take more dots, their number is written into a box."""


def ballot_paper(board: Board, catalogue: Catalogue, round_: Round) -> BallotPaper:
    """Return what the ballots of a round say."""
    session = board.session
    anonymous = is_anonymous(session, round_)
    items = tuple(_item(board, item, number) for number, item in enumerate(round_.items, 1))
    most = min(round_.max_per_item or round_.dots_per_person or 0, round_.dots_per_person or 99)
    lead = _("With names.") if session.attribution == "named" else _("Shown by group.")
    lead = _("Without names.") if anonymous else lead
    return BallotPaper(
        kind=round_.kind,
        session=session.label,
        language=(session.language or "en").replace("_", "-"),
        title=round_.question or round_.label,
        where="  ·  ".join(part for part in (*_round_words(round_), _asked(round_), session.label) if part),
        how=_how(round_, most),
        items=items,
        dots=most if 0 < most <= MOST_CIRCLES else 0,
        after=_("Leaving it blank is an answer, too.") if round_.kind == "dots" else "",
        sides=tuple(side_words(catalogue).values()) if anonymous else (),
        lead=lead,
        promise=ballot_sentence(session, round_, catalogue),
        put=_("Fold this sheet and put it into the box.") + " " + sealed_sentence(),
        side_ids=tuple(side_words(catalogue)) if anonymous else (),
    )


def side_words(catalogue: Catalogue) -> dict[str, str]:
    """Return what a person ticks who is here for a side."""
    words = {
        "public": _("resident or group"),
        "planner": _("city or council"),
        "implementer": _("engineer"),
        "supplier": _("supplier"),
        "oversight": _("oversight"),
    }
    return {side: words.get(side, label) for side, label in catalogue.sides.items()}


def _item(board: Board, item: str, number: int) -> BallotItem:
    record = board.statements.get(item) or board.elements.get(item)
    if isinstance(record, Element):
        return BallotItem(record.code, record.label, record.note, record.code or f"s{number}")
    return BallotItem(str(number), record.label if isinstance(record, Statement) else item, "", f"s{number}")


def _round_words(round_: Round) -> tuple[str, ...]:
    """Return the name of the round, where its question is not the same."""
    return (round_.label,) if round_.label and round_.label != round_.question else ()


def _asked(round_: Round) -> str:
    count = len(round_.items)
    if round_.kind == "rating":
        return ngettext("{count} statement", "{count} statements", count).format(count=count)
    return ngettext("{count} card", "{count} cards", count).format(count=count)


def _how(round_: Round, most: int) -> str:
    count = len(round_.items)
    if round_.kind == "rating":
        return _("Tick one box in each row. You may leave a row empty.")
    if round_.kind == "placing":
        return _("Tick one box for each of the two questions. You may leave a row empty.")
    if round_.kind == "ranking":
        return _(
            "Write 1 beside the most important, {count} beside the least. The same number twice means equal."
        ).format(count=count)
    dots = round_.dots_per_person
    if not dots:
        return _("Write beside each how many dots you give it.")
    have = ngettext("You have {dots} dot.", "You have {dots} dots.", dots).format(dots=dots)
    if most > MOST_CIRCLES:
        rest = _("Write beside each how many you give it, {most} at most.")
    elif most < dots:
        rest = _("Fill in circles, at most {most} in a row.")
    else:
        rest = _("Fill in circles.")
    return have + " " + rest.format(most=most)
