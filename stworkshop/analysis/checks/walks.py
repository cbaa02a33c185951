"""Which cards have a way along links to a card of some kind, kept right edit by edit.

Every card that has a way remembers the next card on one of its ways, so that all together are a forest whose roots are
the cards to be reached. What is drawn can only give a way to cards that had none; what is taken away matters only to
the branch that hung on it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator

import networkx as nx

from stworkshop.analysis.checks.touched import Touched
from stworkshop.model.board import Board
from stworkshop.model.records import Link

_ROOT = ""
"""The next card of a card that is itself one to be reached."""


class Walks:
    """Ways over links of the `along` relations in their direction, and of the `against` relations against it."""

    def __init__(self, board: Board, along: Iterable[str], against: Iterable[str], kinds: Iterable[str]) -> None:
        self._along, self._against, self._kinds = frozenset(along), frozenset(against), frozenset(kinds)
        self._graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        self._steps: dict[str, list[tuple[str, str]]] = {}
        self._next: dict[str, str] = {}
        self._behind: dict[str, set[str]] = {}
        for link in board.links.values():
            self._draw(link)
        roots = [card.id for card in board.elements.values() if card.kind in self._kinds]
        for root in roots:
            self._lead(root, _ROOT)
        self._carry_on(roots)

    def reaches(self, card: str) -> bool:
        """Tell whether a card has a way, or is itself one to be reached."""
        return card in self._next

    def update(self, board: Board, touched: Touched) -> set[str]:
        """Follow what was touched on the board, and return the cards that gained or lost a way."""
        drawn = self._redraw(board, touched)
        roots = {card for card in touched.cards if self._is_root(board, card)}
        lost = [card for card in touched.cards if self._next.get(card) == _ROOT and card not in roots]
        lost += [card for card in self._ends_of(touched) if self._hangs_on_nothing(card)]
        gone = self._let_go(lost)
        fresh = [root for root in roots if self._next.get(root) != _ROOT]
        for root in fresh:
            self._leave(root)
            self._lead(root, _ROOT)
        gained = set(fresh) | self._carry_on(fresh)
        for before, after in drawn:
            if after in self._next and before not in self._next:
                self._lead(before, after)
                gained |= {before} | self._carry_on([before])
        return gained | gone

    # --- the steps

    def _draw(self, link: Link) -> list[tuple[str, str]]:
        steps = []
        if link.relation in self._along and link.source != link.target:
            steps.append((link.source, link.target))
        if link.relation in self._against and link.source != link.target:
            steps.append((link.target, link.source))
        if steps:
            self._steps[link.id] = steps
            for a, b in steps:
                self._graph.add_edge(a, b, link.id)
        return steps

    def _redraw(self, board: Board, touched: Touched) -> list[tuple[str, str]]:
        """Take the steps of touched links away and draw them anew; return those that are drawn."""
        drawn = []
        for link_id in touched.links:
            for a, b in self._steps.pop(link_id, ()):
                self._graph.remove_edge(a, b, link_id)
            link = board.in_root("links").get(link_id)
            if isinstance(link, Link) and link.source in board.elements and link.target in board.elements:
                drawn += self._draw(link)
        return drawn

    def _ends_of(self, touched: Touched) -> Iterator[str]:
        for link in touched.links.values():
            yield from link.ends

    def _is_root(self, board: Board, card: str) -> bool:
        element = board.elements.get(card)
        return element is not None and element.kind in self._kinds

    # --- the forest

    def _lead(self, card: str, after: str) -> None:
        self._next[card] = after
        if after:
            self._behind.setdefault(after, set()).add(card)

    def _leave(self, card: str) -> None:
        after = self._next.pop(card, _ROOT)
        if after:
            self._behind[after].discard(card)

    def _hangs_on_nothing(self, card: str) -> bool:
        after = self._next.get(card, _ROOT)
        return bool(after) and not self._graph.has_edge(card, after)

    def _carry_on(self, cards: Iterable[str]) -> set[str]:
        """Give a way to all cards without one that lead to these; return them."""
        gained: set[str] = set()
        waiting = deque(cards)
        while waiting:
            after = waiting.popleft()
            for before in self._graph.predecessors(after) if after in self._graph else ():
                if before not in self._next:
                    self._lead(before, after)
                    gained.add(before)
                    waiting.append(before)
        return gained

    def _let_go(self, lost: Iterable[str]) -> set[str]:
        """Find another way for cards whose next one is gone, and for all behind them; return those that have none."""
        loose = list(dict.fromkeys(lost))
        for card in loose:
            self._leave(card)
        branch: set[str] = set()
        for card in loose:
            if not self._lead_elsewhere(card):
                branch |= self._branch(card)
        for card in branch:
            self._leave(card)
        outside = [(card, self._step_out(card)) for card in branch]
        held = [card for card, after in outside if after]
        for card, after in outside:
            if after:
                self._lead(card, after)
        return branch - set(held) - self._carry_on(held)

    def _lead_elsewhere(self, card: str) -> bool:
        """Give a loose card another next one, whose own way ends at a root and so does not run through a loose card."""
        for after in self._graph.successors(card) if card in self._graph else ():
            if after in self._next and self._ends_at_a_root(after):
                self._lead(card, after)
                return True
        return False

    def _ends_at_a_root(self, card: str) -> bool:
        while (after := self._next.get(card)) is not None:
            if after == _ROOT:
                return True
            card = after
        return False

    def _branch(self, card: str) -> set[str]:
        found, waiting = {card}, [card]
        while waiting:
            for before in self._behind.get(waiting.pop(), ()):
                if before not in found:
                    found.add(before)
                    waiting.append(before)
        return found

    def _step_out(self, card: str) -> str:
        """Return a card that leads out of the loose branch, whose cards have no next one at this moment."""
        return next((s for s in self._graph.successors(card) if s in self._next), "") if card in self._graph else ""
