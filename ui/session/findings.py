"""The questions that the map asks, kept right while people edit: evaluated when the program is idle."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from stworkshop.analysis.findings import SEVERITIES, Finding, FindingsIndex, find
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.session.session import Changed
from ui.session.bridge import Bridge

MUST, SHOULD, NOTE = SEVERITIES
_PIECE = 1_000
"""Subjects of the first look that are taken at once: some ten milliseconds."""
_MANY = 500
"""A change of more records than these is taken in like a map that is seen for the first time, in pieces."""
_FIRST_MS = 150
"""How long a session is left alone after opening, so that its map is seen before its questions are."""


class Looked(NamedTuple):
    """What the map asked when it was looked at last, and what keeps that right."""

    known: FindingsIndex
    found: tuple[Finding, ...]
    stage: str


class Findings(QObject):
    """What the map asks now, for the strip, the badges, the guide and the page of questions."""

    changed = Signal()
    """The questions are other ones than before."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge)
        self._bridge = bridge
        self._index: FindingsIndex | None = None
        self._all: tuple[Finding, ...] = ()
        self.known = False
        """Whether the map has been looked at as a whole: until then nobody may say that no question is left."""
        self._stage = ""
        self._by_card: dict[str, list[Finding]] = {}
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.timeout.connect(self._take_in)
        self._idle.start(_FIRST_MS)
        bridge.changed.connect(self._heard)

    def all(self) -> tuple[Finding, ...]:
        """Return all questions, the most serious first, those that were discussed among them."""
        return self._all

    def open(self) -> list[Finding]:
        """Return the questions that nobody has discussed, as far as the running stage asks them already."""
        return [found for found in self._all if found.open and not self.is_later(found)]

    def discussed(self) -> list[Finding]:
        """Return the questions that were discussed and left."""
        return [found for found in self._all if not found.open]

    def for_card(self, card_id: str) -> list[Finding]:
        """Return the open questions about a card."""
        return self._by_card.get(card_id, [])

    def is_later(self, found: Finding) -> bool:
        """Tell whether a question belongs to a stage that is still to come; without a stage none does."""
        return is_later(self._bridge.board, self._bridge.catalogue, found)

    def severities(self) -> dict[str, str]:
        """Return the most serious open question of each card that has one worth a badge: must or should."""
        marks: dict[str, str] = {}
        for card_id, asked in self._by_card.items():
            worst = min((SEVERITIES.index(found.severity) for found in asked), default=2)
            if worst < SEVERITIES.index(NOTE):
                marks[card_id] = SEVERITIES[worst]
        return marks

    def hand_over(self) -> Looked | None:
        """Give away what was looked at, None where not everything was yet; this one is not to be asked any more."""
        if self._index is None or not self.known:
            return None
        self.settle()
        return Looked(self._index, self._all, self._stage)

    def take_over(self, looked: Looked) -> None:
        """Know at once what one before this knew of the same session."""
        self._idle.stop()
        self._index, self._all, self._stage = looked
        self._by_card = _by_element(self.open())
        self.known = True
        self.changed.emit()

    def _take_in(self) -> None:
        """Take in what waits; the first look at a large map in pieces, so that no gesture waits for it."""
        if self._index is None:
            self._index = FindingsIndex(self._bridge.board, self._bridge.catalogue)
        if self._index.look(_PIECE):
            self._idle.start(0)
        else:
            self.settle()

    def settle(self) -> None:
        """Take in now what waits to be taken in."""
        self._idle.stop()
        if self._index is None:
            self._index = FindingsIndex(self._bridge.board, self._bridge.catalogue)
        found, stage = tuple(self._index.all()), self._bridge.board.session.stage
        if not self.known or (found, stage) != (self._all, self._stage):
            self.known = True
            self._all, self._stage = found, stage
            self._by_card = _by_element(self.open())
            self.changed.emit()

    def _heard(self, changed: Changed) -> None:
        """Take note of a change; it is looked at once nothing else is to be done, several of them together."""
        if not changed.change:
            return
        if self._index is not None and len(changed.change.refs()) > _MANY:
            self._index = None
            self.known = False
            self.changed.emit()
        if self._index is not None:
            self._index.apply(changed.change)
        if not self._idle.isActive():
            self._idle.start(0)


def is_later(board: Board, catalogue: Catalogue, found: Finding) -> bool:
    """Tell whether a question belongs to a stage that is still to come; without a stage none does."""
    return found.check in _later_checks(catalogue, board.session.stage)


def still_to_discuss(board: Board, catalogue: Catalogue) -> int:
    """Return how many questions must still be discussed, as far as the running stage asks them already."""
    asked = (one for one in find(board, catalogue) if one.open and one.severity == MUST)
    return sum(1 for one in asked if not is_later(board, catalogue, one))


@cache
def _later_checks(catalogue: Catalogue, stage: str) -> frozenset[str]:
    """Return the checks that the catalogue asks only in later stages than this one."""
    order = {known: place for place, known in enumerate(catalogue.stages)}
    here = order.get(stage, len(order))
    return frozenset(
        i for i, check in catalogue.checks.items() if order.get(str(check.get("from_stage", "")), 0) > here
    )


def _by_element(asked: Sequence[Finding]) -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = {}
    for one in asked:
        for element in one.elements:
            found.setdefault(element, []).append(one)
    return found
