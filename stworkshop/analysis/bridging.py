"""Bridges: how the six topics hang together, and who joins planners and engineers, in words without figures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

import networkx as nx

from stworkshop.analysis import naming
from stworkshop.analysis.checks.tally import Tally
from stworkshop.analysis.graph import graph_of
from stworkshop.i18n import gettext as _
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue, curly
from stworkshop.rounds.opinions import value_of_card

WORKS_WITH = "works-with"
PLANNER, ENGINEER = "planner", "implementer"


@dataclass(frozen=True)
class TopicCards:
    """One of the six topics with the number of cards that are tagged with it."""

    concept: str
    label: str
    cards: int


@dataclass(frozen=True)
class TopicBridge:
    """Two topics with the number of links that join them, and the question that helps to find one."""

    concepts: tuple[str, str]
    links: int
    question: str


@dataclass(frozen=True)
class Coverage:
    """The six topics in their order, and the 15 pairs of them."""

    topics: tuple[TopicCards, ...]
    bridges: tuple[TopicBridge, ...]

    @property
    def missing(self) -> tuple[TopicBridge, ...]:
        """The pairs that no link joins."""
        return tuple(bridge for bridge in self.bridges if not bridge.links)


def coverage(board: Board, catalogue: Catalogue) -> Coverage:
    """Return how many cards touch each topic, and how many links join each two of them.

    A link joins two topics if one end is tagged with the one and the other end with the other; an end may carry both.
    """
    tally = Tally(board, catalogue)
    asked = {frozenset(entry["concepts"]): str(entry["question"]) for entry in catalogue.entries("concept_bridges")}
    return Coverage(
        tuple(
            TopicCards(concept, curly(str(entry["label"])), tally.count("concept", concept))
            for concept, entry in catalogue.concepts.items()
        ),
        tuple(
            TopicBridge((one, other), tally.bridges(one, other), curly(asked.get(frozenset((one, other)), "")))
            for one, other in combinations(catalogue.concepts, 2)
        ),
    )


@dataclass(frozen=True)
class Pair:
    """Two stakeholder cards of different sides that work with each other; joins: a planner and an engineer, so."""

    first: str
    second: str
    joins: bool


@dataclass(frozen=True)
class Joiner:
    """A stakeholder card without which planners and engineers lose touch.

    alone: nobody else joins the two. cut_off: the cards that would have no way to the other profession any more.
    """

    card: str
    alone: bool
    cut_off: tuple[str, ...]
    sentence: str


@dataclass(frozen=True)
class Joins:
    """Who works with whom between sides, without whom planners and engineers lose touch, and all of it in words."""

    pairs: tuple[Pair, ...]
    joiners: tuple[Joiner, ...]
    summary: str

    @property
    def sentences(self) -> tuple[str, ...]:
        """The summary, then a sentence for each card without which somebody is cut off."""
        return (self.summary, *(joiner.sentence for joiner in self.joiners))


def joins(board: Board, catalogue: Catalogue) -> Joins:
    """Return who works with whom, and who joins planners and engineers; stakeholder cards only, never participants."""
    sides = {
        card.id: str(value_of_card(catalogue, card, "side") or "")
        for card in board.elements.values()
        if card.kind == "stakeholder"
    }
    graph: nx.Graph[str] = nx.Graph(graph_of(board, (WORKS_WITH,)).subgraph(sides))
    graph.remove_edges_from(list(nx.selfloop_edges(graph)))
    planners = [card for card, side in sides.items() if side == PLANNER]
    engineers = [card for card, side in sides.items() if side == ENGINEER]
    people = _joiners(board, catalogue, graph, planners, engineers)
    return Joins(_pairs(board, graph, sides), people, _summary(board, catalogue, graph, planners, engineers, people))


def _pairs(board: Board, graph: nx.Graph[str], sides: dict[str, str]) -> tuple[Pair, ...]:
    """Return the pairs between sides, planners with engineers first; the planner, or the older card, stands first."""
    found: list[Pair] = []
    for a, b in graph.edges:
        if sides[a] != sides[b]:
            joining = {sides[a], sides[b]} == {PLANNER, ENGINEER}
            swap = sides[b] == PLANNER or (sides[a] != PLANNER and _age(board, b) < _age(board, a))
            found.append(Pair(b, a, joining) if swap else Pair(a, b, joining))
    return tuple(sorted(found, key=lambda pair: (not pair.joins, _age(board, pair.first), _age(board, pair.second))))


def _joiners(
    board: Board, catalogue: Catalogue, graph: nx.Graph[str], planners: Sequence[str], engineers: Sequence[str]
) -> tuple[Joiner, ...]:
    """Return the cards whose loss cuts somebody off: who joins alone first, then who lies on most ways."""
    before = _in_touch(graph, planners, engineers)
    between = nx.betweenness_centrality_subset(graph, planners, engineers)
    asked = before | {card for card, ways in between.items() if ways > 0}
    found: list[tuple[bool, float, tuple[int, str], Joiner]] = []
    for card in asked:
        after = _in_touch(graph.subgraph(graph.nodes - {card}), planners, engineers)
        cut_off = sorted(before - after - {card}, key=lambda other: _age(board, other))
        if cut_off:
            sentence = _sentence(board, catalogue, card, cut_off, set(planners), alone=not after)
            joiner = Joiner(card, not after, tuple(cut_off), sentence)
            found.append((bool(after), -float(between[card]), _age(board, card), joiner))
    return tuple(joiner for *_order, joiner in sorted(found, key=lambda entry: entry[:3]))


def _in_touch(graph: nx.Graph[str], planners: Iterable[str], engineers: Iterable[str]) -> set[str]:
    """Return the planners and engineers that have a way to somebody of the other profession."""
    ends = set(planners), set(engineers)
    found: set[str] = set()
    for group in nx.connected_components(graph):
        if not group.isdisjoint(ends[0]) and not group.isdisjoint(ends[1]):
            found |= group & (ends[0] | ends[1])
    return found


def _sentence(
    board: Board, catalogue: Catalogue, card: str, cut_off: Sequence[str], planners: set[str], *, alone: bool
) -> str:
    who = _who(board, catalogue, card)
    if alone:
        return _("Without {who}, planners and engineers would lose touch with each other.").format(who=who)
    # Both professions cannot be cut off from each other in one sentence without a list for each.
    first, second = ([_who(board, catalogue, c) for c in cut_off if (c in planners) == side] for side in (True, False))
    if first and second:
        names = _listed([*first, *second])
        return _("Without {who}, {others} would lose touch with the other profession.").format(who=who, others=names)
    words = (
        _("Without {who}, {others} would lose touch with the engineers.")
        if first
        else _("Without {who}, {others} would lose touch with the planners.")
    )
    return words.format(who=who, others=_listed(first or second))


def _summary(
    board: Board,
    catalogue: Catalogue,
    graph: nx.Graph[str],
    planners: Sequence[str],
    engineers: Sequence[str],
    people: Sequence[Joiner],
) -> str:
    if not planners and not engineers:
        return _("There are no planners and no engineers on the map yet.")
    if not planners:
        return _("There are no planners on the map yet. Who could work with the engineers?")
    if not engineers:
        return _("There are no engineers on the map yet. Who could work with the planners?")
    if not _in_touch(graph, planners, engineers):
        return _("Nothing on the map links planners with engineers yet. Who could bring them together?")
    alone = [_who(board, catalogue, joiner.card) for joiner in people if joiner.alone]
    if alone:
        words = _("Planners and engineers work together only through {names}. Who else could bring them together?")
        return words.format(names=_listed(alone))
    if people:
        return _("If one of these people leaves, some planners and engineers lose touch.")
    return _("Planners and engineers stay in touch, whoever leaves.")


def _listed(names: Sequence[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return _("{first} and {last}").format(first=", ".join(names[:-1]), last=names[-1])


def _who(board: Board, catalogue: Catalogue, card: str) -> str:
    element = board.elements[card]
    return naming.in_sentence(element.label, catalogue) or element.code


def _age(board: Board, card: str) -> tuple[int, str]:
    return board.elements[card].seq, card
