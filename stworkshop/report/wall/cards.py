"""Cards to cut out: blank ones to write on, typical ones of the catalogue, and those that are on the map already."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from stworkshop.errors import KnownError
from stworkshop.i18n import gettext as _
from stworkshop.model.board import Board
from stworkshop.model.card_layout import image_words
from stworkshop.model.catalogue import Catalogue, Entry, curly
from stworkshop.model.kind_words import variant_word
from stworkshop.report.content.facts import Facts
from stworkshop.report.sheets import SheetOptions
from stworkshop.report.typesetting.sheet_document import LooseSheets
from stworkshop.report.wall import card_look
from stworkshop.report.wall.card_look import PaperCard
from stworkshop.report.wall.card_words import prompt
from stworkshop.report.wall.paper import cut_lines, office_paper, people_of

BLANK, TYPICAL, ON_MAP = "blank", "typical", "map"
_VARIANTS = ("ai-component", "data-source", "human-oversight-point")
_SHEET = 8
_MOST = 400
_SHARES = {
    "concern": 1.0, "stakeholder": 0.6, "component": 0.3, "ai-component": 0.1, "risk": 0.5, "mitigation": 0.5,
    "outcome": 0.3, "decision": 0.3, "open-question": 0.4,
}  # fmt: skip
"""How many blank cards of a kind a workshop needs for each person."""


@dataclass(frozen=True)
class CardChoice:
    """Something to choose in the dialog: its id for `SheetOptions.chosen`, its kind or variant, and the words for it.

    `label` is empty for a blank card.
    """

    id: str
    variant: str
    word: str
    label: str = ""
    sentence: str = ""


def make(board: Board, catalogue: Catalogue, options: SheetOptions) -> bytes:
    """Return the chosen cards as a tagged PDF, eight to a sheet, or four in large print.

    `chosen` holds "blank:KIND" (a sheet of them), "blank:KIND:16", "typical:KIND", "typical:KIND:ENTRY", "map" and
    "map:KIND"; without it the cards are those of `default_cards`. Raises KnownError where one of them is unknown, or
    nothing is left to print.
    """
    chosen = options.chosen or default_cards(board, catalogue, people_of(board, options))
    cards = [card for choice in chosen for card in _cards(choice, board, catalogue)]
    if not cards:
        raise KnownError(_("There is no card to print."), todo=_("Choose blank or typical cards."))
    sheet = office_paper(options)
    form = card_look.form(sheet, options.large_print)
    title = _("Cards to cut out: {session}").format(session=Facts(board, catalogue).title)
    sheets = LooseSheets(title, board.session.language)
    for start in range(0, len(cards), form.on_sheet):
        pen = sheets.page(form.w, form.h)
        cut_lines(pen, form.w, form.h, form.columns, form.rows)
        for at, card in enumerate(cards[start : start + form.on_sheet]):
            number = start + at
            first = number == 0 or cards[number - 1].word != card.word
            x, y = form.cell_w * (at % form.columns), form.cell_h * (at // form.columns)
            inner = pen.area(x, y, form.cell_w / form.scale, form.scale, form.scale)
            card_look.draw(inner, card, form, save_ink=options.save_ink, first=first, hint=at == 0)
    return sheets.finished()


def default_cards(board: Board, catalogue: Catalogue, people: int) -> tuple[str, ...]:
    """Return what a workshop of so many people needs: four blank cards for each, 40 for ten, in whole sheets.

    A concern for everybody, and for ten people six groups, five risks and five measures, four open questions, three
    each of technical parts, outcomes and decisions, one AI part; what the last sheet has room for are concerns.
    """
    counts = {kind: math.ceil(share * max(1, people) - 1e-9) for kind, share in _SHARES.items()}
    counts["concern"] += -sum(counts.values()) % _SHEET
    return tuple(f"{BLANK}:{kind}:{count}" for kind, count in counts.items())


def card_choices(catalogue: Catalogue) -> list[CardChoice]:
    """Return what can be chosen: per kind a blank card, then its typical cards; "map" adds those of the map."""
    found: list[CardChoice] = []
    for kind in catalogue.kinds:
        for variant in (kind, *(_VARIANTS if kind == "component" else ())):
            found.append(CardChoice(f"{BLANK}:{variant}", variant, variant_word(catalogue, variant)))
        for entry in catalogue.types(kind):
            variant = catalogue.variant(kind, str(entry["id"]))
            label, sentence = _words(entry)
            head = variant_word(catalogue, variant)
            choice = CardChoice(f"{TYPICAL}:{kind}:{entry['id']}", variant, head, label, sentence)
            found.append(choice)
    return found


def _cards(choice: str, board: Board, catalogue: Catalogue) -> Iterator[PaperCard]:
    what, _colon, rest = choice.partition(":")
    if what == BLANK:
        yield from _blank(choice, rest, catalogue)
    elif what == TYPICAL:
        yield from _typical(choice, rest, catalogue)
    elif what == ON_MAP:
        yield from _on_map(choice, rest, board, catalogue)
    else:
        raise _unknown(choice)


def _blank(choice: str, rest: str, catalogue: Catalogue) -> Iterator[PaperCard]:
    variant, colon, count = rest.partition(":")
    if variant not in catalogue.kinds and variant not in _VARIANTS:
        raise _unknown(choice)
    if colon and not (count.isdigit() and 1 <= int(count) <= _MOST):
        raise KnownError(
            _("“{choice}” does not say how many cards.").format(choice=choice),
            todo=_("Write a number from 1 to {most}, as in “blank:concern:16”.").format(most=_MOST),
        )
    card = PaperCard(variant, variant_word(catalogue, variant), prompt=prompt(variant, catalogue))
    yield from [card] * (int(count) if colon else _SHEET)


def _typical(choice: str, rest: str, catalogue: Catalogue) -> Iterator[PaperCard]:
    kind, _colon, entry_id = rest.partition(":")
    entries = catalogue.types(kind) if kind in catalogue.kinds else []
    found = [entry for entry in entries if entry_id in ("", str(entry["id"]))]
    if not found:
        raise _unknown(choice)
    for entry in found:
        variant = catalogue.variant(kind, str(entry["id"]))
        label, sentence = _words(entry)
        yield PaperCard(variant, variant_word(catalogue, variant), label, sentence)


def _on_map(choice: str, kind: str, board: Board, catalogue: Catalogue) -> Iterator[PaperCard]:
    facts = Facts(board, catalogue)
    known = kind in catalogue.kinds or any(element.kind == kind for element in board.elements.values())
    if kind and not known:
        raise _unknown(choice)
    for element in facts.cards(kind) if kind else facts.cards():
        card = facts.card(element)
        image = board.image_of(element.id)
        data, alt = (image.data, image_words(image)) if image is not None else ("", "")
        head = variant_word(catalogue, card.variant)
        yield PaperCard(card.variant, head, card.label, code=card.code, image=data, alt=alt)


def _words(entry: Entry) -> tuple[str, str]:
    return curly(str(entry["label"])), curly(str(entry["description"]))


def _unknown(choice: str) -> KnownError:
    return KnownError(
        _("There are no cards “{choice}”.").format(choice=choice),
        todo=_("Known are “blank:KIND”, “blank:KIND:16”, “typical:KIND”, “typical:KIND:ENTRY”, “map” and “map:KIND”."),
    )
