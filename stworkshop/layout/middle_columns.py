"""Columns of the middle zone: from where data comes, by what the AI makes of it, to the service that people get."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence

import networkx as nx

from stworkshop.analysis.graph import layers, without_cycles

FLOWS = frozenset({"feeds", "informs", "automates", "enables", "part-of"})
"""The relations that lead towards the service."""
BACKWARDS = frozenset({"depends-on"})
"""The relations that lead away from it."""
MOST_ROWS = 6
_EXACT = 150
_MIXED, _INNER_ARC = 6.0, 3.0


def flow_graph(cards: Sequence[str], links: Iterable[tuple[str, str, str]]) -> nx.DiGraph[str]:
    """Return how the cards pass things on; links are (source, relation, target)."""
    known = set(cards)
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(cards)
    for source, relation, target in links:
        if source in known and target in known and relation in FLOWS | BACKWARDS:
            graph.add_edge(*((source, target) if relation in FLOWS else (target, source)))
    return graph


def columns(
    cards: Sequence[str],
    links: Iterable[tuple[str, str, str]],
    *,
    first: Collection[str] = (),
    last: Collection[str] = (),
    facing: Collection[str] = (),
) -> list[list[str]]:
    """Return the cards in columns, by the longest way to each, evened out to six a column in maps of usual size.

    Cards in `first` (data sources) open the row of columns, those in `last` (processes, services, context) close it. A
    card that passes nothing on stands at the end of the machinery if it is one that people face, else at its start.
    """
    if not cards:
        return []
    graph = flow_graph(cards, links)
    graph.remove_edges_from([(a, b) for a, b in graph.edges if b in first or (a in last and b not in last)])
    graph = without_cycles(graph)
    depth = layers(graph)
    for node in reversed(list(nx.topological_sort(graph))):
        after = [depth[n] for n in graph.successors(node)]
        if after and not graph.in_degree(node):
            depth[node] = min(after) - 1
    deepest = max((depth[card] for card in cards if card not in last), default=0)
    for card in cards:
        if card in facing and not graph.degree(card):
            depth[card] = deepest
    part = {card: 0 if card in first else 2 if card in last else 1 for card in cards}
    at = {card: i for i, card in enumerate(cards)}
    order = sorted(cards, key=lambda card: (part[card], depth[card], at[card]))
    most = max(MOST_ROWS, round(math.sqrt(len(cards) * 0.8)))
    count = max(math.ceil(len(cards) / most), round(math.sqrt(len(cards))))
    if len(cards) > _EXACT:
        return [order[i * len(order) // count : (i + 1) * len(order) // count] for i in range(count)]
    place = {card: i for i, card in enumerate(order)}
    arcs = [(place[a], place[b]) for a, b in graph.edges]
    return [order[a:b] for a, b in _even_cuts([part[card] for card in order], arcs, count, most)]


def _even_cuts(parts: Sequence[int], arcs: Collection[tuple[int, int]], count: int, most: int) -> list[tuple[int, int]]:
    """Cut a row of cards into `count` pieces of about one size, with few arcs inside a piece and few parts mixed."""
    n = len(parts)
    ideal = n / count

    def cost(a: int, b: int) -> float:
        inner = sum(1 for x, y in arcs if a <= min(x, y) and max(x, y) < b)
        return (b - a - ideal) ** 2 + _INNER_ARC * inner + _MIXED * (len(set(parts[a:b])) - 1)

    best: list[dict[int, tuple[float, int]]] = [{0: (0.0, 0)}]
    costs = {(a, b): cost(a, b) for a in range(n) for b in range(a + 1, min(n, a + most) + 1)}
    for _ in range(count):
        reached: dict[int, tuple[float, int]] = {}
        for a, (so_far, _from) in best[-1].items():
            for b in range(a + 1, min(n, a + most) + 1):
                total = so_far + costs[a, b]
                if b not in reached or total < reached[b][0]:
                    reached[b] = (total, a)
        best.append(reached)
    cuts: list[tuple[int, int]] = []
    end = n
    for step in range(count, 0, -1):
        start = best[step][end][1]
        cuts.append((start, end))
        end = start
    return cuts[::-1]
