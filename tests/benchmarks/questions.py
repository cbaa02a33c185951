"""How long it takes until the questions of the map are right again after an edit: on 5,000 cards against 500."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Callable, Iterator
from itertools import cycle, islice

from stworkshop.analysis.findings import FindingsIndex
from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.model.changes import Change, adding, removing, updating
from stworkshop.model.records import Element, Link, Record
from tests.benchmarks import large_session
from tests.benchmarks.measure import Benchmark, Comparison, in_turn

EDITS = 40
"""Edits in one measurement, of all sorts in turn; more where they are only told."""


def after_an_edit() -> Comparison:
    """Edit cards in the middle of a large and of a small map, and ask for the findings each time."""
    return _compare(_Table.look, EDITS)


def the_edit_itself() -> Comparison:
    """Do the same, and only tell the index of the edits: what an edit waits for."""
    return _compare(_Table.tell, 20 * EDITS)


def _compare(doing: Callable[[_Table, int], None], edits: int) -> Comparison:
    large, small = _Table(large_session.LARGE), _Table(large_session.SMALL)
    measured = in_turn(lambda: doing(large, edits), lambda: doing(small, edits))
    return Comparison(measured.ours / edits, measured.plain / edits)


class _Table:
    """A map with its index, and edits that come back to where they began."""

    def __init__(self, size: int) -> None:
        self.board = Board(with_facts(large_session.records(size)))
        self.index = FindingsIndex(self.board, catalogue())
        self._edits = self._endless()

    def look(self, edits: int) -> None:
        """Edit, and ask for the findings after each edit."""
        for change in islice(self._edits, edits):
            self.board.apply(change)
            self.index.apply(change)
            self.index.all()

    def tell(self, edits: int) -> None:
        """Edit, and tell the index; nobody asks."""
        for change in islice(self._edits, edits):
            self.board.apply(change)
            self.index.apply(change)

    def _endless(self) -> Iterator[Change]:
        cards = [f"card-{number}" for number in range(120)]
        for number, card_id in enumerate(cycle(cards)):
            card = self.board.elements[card_id]
            yield from _there_and_back(updating(card, {"label": f"{card.label} anew"}))
            yield from _there_and_back(updating(card, {"concepts": ("regulation", "human-rights")}))
            yield from _there_and_back(updating(card, {"kind": "component", "type": "ml-model"}))
            other = self.board.elements[cards[number * 7 % len(cards) - 1]]
            link = Link(id="drawn", seq=10**6, relation="feeds", source=card.id, target=other.id)
            yield from _there_and_back(adding([link]))
            yield from _there_and_back(removing([card, *self.board.all_links_at(card.id)]))


def _there_and_back(change: Change) -> Iterator[Change]:
    yield change
    yield change.inverse()


def with_facts(records: list[Record]) -> Iterator[Record]:
    """Give the cards types, tags and attributes, so that all rules have something to look at."""
    words = catalogue()
    for record in records:
        if isinstance(record, Element):
            chance = random.Random(record.id)
            types = [str(entry["id"]) for entry in words.types(record.kind)]
            values = {"severity": chance.randint(1, 5), "likelihood": chance.randint(1, 5), "voice": "absent"}
            values |= {"ai_act_tier": "tier-high-risk", "personal_data": "yes", "public_facing": "yes"}
            known = words.kind(record.kind).attributes
            record = dataclasses.replace(
                record,
                type=chance.choice(types) if types else "",
                concepts=tuple(chance.sample(list(words.concepts), 2)),
                attributes={name: value for name, value in values.items() if name in known},
            )
        yield record


BENCHMARKS = [
    Benchmark("findings right again after an edit, 5,000 cards / 500", 5.0, after_an_edit),
    Benchmark("edit with the index told of it, 5,000 cards / 500", 5.0, the_edit_itself),
]
