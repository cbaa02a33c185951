"""What an import adds to the content of a file that leaves it out: results, codes, sizes and places of cards."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace

from stworkshop.model import card_layout
from stworkshop.model.answers import Answer
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.changes import adding
from stworkshop.model.records import Element, Record
from stworkshop.model.session_content import SessionContent
from stworkshop.rounds import disclosed_results
from stworkshop.rounds.agreement import closed_rounds, results_of_round


def completed(content: SessionContent, catalogue: Catalogue) -> SessionContent:
    """Return the content with what the file leaves out: results, codes, sizes and places."""
    for completing in (with_results, with_codes, with_sizes, with_places):
        content = completing(content, catalogue)
    return content


def with_sizes(content: SessionContent, catalogue: Catalogue) -> SessionContent:
    """Return the content with a width and a height on each card, as its words need them."""
    return SessionContent([_sized(record, catalogue) for record in content.records], content.answers)


def with_places(content: SessionContent, catalogue: Catalogue) -> SessionContent:
    """Return the content with each card that has no place yet in its zone; the others stay where they are."""
    if all(record.pos is not None for record in content.records if isinstance(record, Element)):
        return content
    from stworkshop.layout import arrangement, tidy  # slow to load, and most files place their cards

    # What the file places counts as placed by a person here, so that the layout works around it.
    held = [replace(r, placed="yes") if isinstance(r, Element) and r.pos is not None else r for r in content.records]
    board = Board(held)
    positions = tidy.tidy(board, catalogue, order=arrangement.standing(board)).positions
    records = [
        replace(r, pos=positions[r.id]) if isinstance(r, Element) and r.pos is None else r for r in content.records
    ]
    return SessionContent(records, content.answers)


def with_results(content: SessionContent, catalogue: Catalogue, *, rng: random.Random | None = None) -> SessionContent:
    """Return the content with results for each closed round that has answers and none; all as far as may be told."""
    content = SessionContent(disclosed_results.as_told(content.records, catalogue), content.answers)
    board = content.board()
    known = {result.round for result in board.results.values()}
    made: list[Record] = []
    for round_ in closed_rounds(board, "rating", "dots", "ranking", "placing"):
        answers = _answers_for(content, round_.id, round_.follows)
        if round_.id in known or not any(answer.round == round_.id for answer in answers):
            continue
        results = results_of_round(board, round_, answers, catalogue, rng=rng)
        board.apply(adding(results))
        made += results
    return SessionContent([*content.records, *made], content.answers)


def with_codes(content: SessionContent, catalogue: Catalogue) -> SessionContent:
    """Return the content with a printed code on each card: the letter of its kind and the next free number."""
    board = content.board()
    given: Counter[str] = Counter()
    records: list[Record] = []
    for record in content.records:
        if isinstance(record, Element) and not record.code:
            letter = catalogue.kind(record.kind).code
            record = replace(record, code=board.next_code(letter, given[letter]))
            given[letter] += 1
        records.append(record)
    return SessionContent(records, content.answers)


def _answers_for(content: SessionContent, *rounds: str) -> list[Answer]:
    return [answer for answer in content.answers if answer.round in rounds]


def _sized(record: Record, catalogue: Catalogue) -> Record:
    if not isinstance(record, Element) or record.size is not None:
        return record
    face = card_layout.measure(record, catalogue)
    return replace(record, size=(float(face.w), float(face.h)))
