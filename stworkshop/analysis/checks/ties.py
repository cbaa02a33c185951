"""Which cards the relations join with a card, by card and relation, kept right edit by edit.

A rule asks most often whether there is one such card at all; here the answer does not depend on how many links a card
has.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from stworkshop.analysis.checks.touched import Touched
from stworkshop.model.board import Board
from stworkshop.model.records import Link

_Ends = dict[str, dict[str, dict[str, str]]]
"""By card and relation: the other end by the id of the link."""
_NONE: dict[str, str] = {}


class Ties:
    """The links of a board whose two ends are there."""

    def __init__(self, board: Board) -> None:
        self._drawn: dict[str, tuple[str, str, str]] = {}
        self._targets: _Ends = {}
        self._sources: _Ends = {}
        for link in board.links.values():
            self._draw(link)

    def targets(self, card: str, relation: str) -> Collection[str]:
        """Return the cards that a card has this relation to, one for each link."""
        return self._targets.get(card, {}).get(relation, _NONE).values()

    def sources(self, card: str, relation: str) -> Collection[str]:
        """Return the cards that have this relation to a card, one for each link."""
        return self._sources.get(card, {}).get(relation, _NONE).values()

    def linked(self, card: str, relations: Collection[str] = ()) -> Iterator[str]:
        """Yield the cards at the other end of each link of a card, in either direction; only of these relations."""
        for ends in (self._targets, self._sources):
            for relation, others in ends.get(card, {}).items():
                if not relations or relation in relations:
                    yield from others.values()

    def update(self, board: Board, touched: Touched) -> None:
        """Follow the touched links on the board."""
        for link_id in touched.links:
            if link_id in self._drawn:
                self._rub_out(link_id)
            link = board.in_root("links").get(link_id)
            if isinstance(link, Link) and link.source in board.elements and link.target in board.elements:
                self._draw(link)

    def _draw(self, link: Link) -> None:
        self._drawn[link.id] = (link.relation, link.source, link.target)
        self._targets.setdefault(link.source, {}).setdefault(link.relation, {})[link.id] = link.target
        self._sources.setdefault(link.target, {}).setdefault(link.relation, {})[link.id] = link.source

    def _rub_out(self, link_id: str) -> None:
        relation, source, target = self._drawn.pop(link_id)
        for ends, card in ((self._targets, source), (self._sources, target)):
            del ends[card][relation][link_id]
            if not ends[card][relation]:
                del ends[card][relation]
