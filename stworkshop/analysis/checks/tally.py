"""Counters of the whole map, so that a question about all cards looks at none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from itertools import product
from typing import TypeAlias

from stworkshop.analysis.checks.touched import Touched
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.records import Element, Link
from stworkshop.model.same_words import same_text
from stworkshop.rounds.opinions import value_of_card

Mark: TypeAlias = tuple[str, ...]
"""What is counted: ("side", "public"), ("type", "fallback-mode"), ("bridge", "regulation", "public-value"), ..."""


class Tally:
    """How many cards and links bear each mark, and which cards bear the same words."""

    def __init__(self, board: Board, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._asked: dict[str, list[str]] = {}
        for kind, name in catalogue.asked:
            self._asked.setdefault(kind, []).append(name)
        self._concepts = list(catalogue.concepts)
        self._counts: Counter[Mark] = Counter()
        self._marks: dict[str, tuple[Mark, ...]] = {}
        self._bridges: dict[str, tuple[Mark, ...]] = {}
        self._words: dict[str, str] = {}
        self._bearers: dict[str, set[str]] = {}
        self._open: dict[tuple[str, str], set[str]] = {}
        for card in board.elements.values():
            self._take_in(card)
        for link in board.links.values():
            self._bridge(board, link)

    def count(self, *mark: str) -> int:
        """Return how many cards or links bear a mark."""
        return self._counts[mark]

    def bridges(self, one: str, other: str) -> int:
        """Return how many links join a card of one concept to a card of the other."""
        first, second = sorted((one, other), key=self._concepts.index)
        return self._counts["bridge", first, second]

    def same_words(self) -> Iterator[str]:
        """Yield the words, as they are compared, that two or more cards bear."""
        yield from (words for words, cards in self._bearers.items() if len(cards) > 1)

    def bearers(self, words: str) -> Collection[str]:
        """Return the cards that bear words, as they are compared."""
        return self._bearers.get(words, frozenset())

    def words_on(self, card_id: str) -> str:
        """Return the words of a card as they are compared; "" of one without words or that is gone."""
        return self._words.get(card_id, "")

    def unsaid(self, kind: str, name: str) -> frozenset[str]:
        """Return the cards of a kind of which nobody has made a choice that is asked for."""
        return frozenset(self._open.get((kind, name), ()))

    def update(self, board: Board, touched: Touched) -> dict[str, set[str]]:
        """Count what was touched anew; return, for each touched card, the words that it bears and bore."""
        words: dict[str, set[str]] = {}
        links = set(touched.links)
        for card_id in touched.cards:
            before = self.words_on(card_id)
            self._leave_out(card_id)
            card = board.elements.get(card_id)
            if card is not None:
                self._take_in(card)
            words[card_id] = {before, self.words_on(card_id)}
            if touched.set_on(card_id, _TAGS):
                links |= {link.id for link in board.all_links_at(card_id)}
        for link_id in links:
            self._counts.subtract(self._bridges.pop(link_id, ()))
            link = board.in_root("links").get(link_id)
            if isinstance(link, Link):
                self._bridge(board, link)
        return words

    def _take_in(self, card: Element) -> None:
        for name in self._unsaid_of(card):
            self._open.setdefault((card.kind, name), set()).add(card.id)
        marks = tuple(self._marks_of(card))
        self._marks[card.id] = marks
        self._counts.update(marks)
        words = same_text(card.label)
        if words:
            self._words[card.id] = words
            self._bearers.setdefault(words, set()).add(card.id)

    def _leave_out(self, card_id: str) -> None:
        self._counts.subtract(self._marks.pop(card_id, ()))
        for cards in self._open.values():
            cards.discard(card_id)
        words = self._words.pop(card_id, "")
        if words:
            self._bearers[words].discard(card_id)
            if not self._bearers[words]:
                del self._bearers[words]

    def _bridge(self, board: Board, link: Link) -> None:
        source, target = board.elements.get(link.source), board.elements.get(link.target)
        if source is None or target is None or source is target:
            return
        known = self._concepts
        pairs = {
            ("bridge", *sorted(pair, key=known.index))
            for pair in product(set(source.concepts) & set(known), set(target.concepts) & set(known))
            if pair[0] != pair[1]
        }
        self._bridges[link.id] = tuple(pairs)
        self._counts.update(pairs)

    def _unsaid_of(self, card: Element) -> Iterator[str]:
        for name in self._asked.get(card.kind, ()):
            value = card.type if name == "type" else card.attributes.get(name)
            if self._catalogue.leaves_open(card.kind, name, value):
                yield name

    def _marks_of(self, card: Element) -> Iterator[Mark]:
        yield from (("concept", concept) for concept in set(card.concepts))
        if card.kind == "stakeholder":
            side = str(value_of_card(self._catalogue, card, "side"))
            yield "side", side
            yield "voice", str(value_of_card(self._catalogue, card, "voice"))
            if side == "public" and value_of_card(self._catalogue, card, "affected") == "direct":
                yield ("public-direct",)
        if card.kind == "component":
            entry = self._catalogue.type_entry("component", card.type)
            yield ("component",)
            yield "type", card.type
            yield "group", str(entry["group"]) if entry else ""
        if card.kind in ("component", "process", "outcome"):
            yield "situation", str(value_of_card(self._catalogue, card, "situation"))
        if card.kind == "mitigation" and value_of_card(self._catalogue, card, "status") != "rejected":
            yield "measure", card.type


_TAGS = frozenset(("concepts",))
