"""The map as a networkx graph, for measures of links and for layers."""

from __future__ import annotations

from collections.abc import Collection

import networkx as nx

from stworkshop.model.board import Board


def graph_of(board: Board, relations: Collection[str] | None = None) -> nx.MultiDiGraph[str]:
    """Return the cards (`kind`, `label`) and the links between them (key: id; `relation`), or only some relations."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for element in board.elements.values():
        graph.add_node(element.id, kind=element.kind, label=element.label)
    for link in board.links.values():
        if relations is None or link.relation in relations:
            graph.add_edge(link.source, link.target, key=link.id, relation=link.relation)
    return graph


def without_cycles(graph: nx.DiGraph[str]) -> nx.DiGraph[str]:
    """Return the graph without the arcs that run against its best order, which are few: no cycle is left.

    The order is found greedily (Eades, Lin and Smyth, 1993): sinks to the end, sources to the front, else the node with
    the largest surplus of outgoing arcs. Self-loops go. Equal choices fall by the order of the nodes.
    """
    rest: nx.DiGraph[str] = nx.DiGraph(graph)
    rest.remove_edges_from(list(nx.selfloop_edges(rest)))
    front: list[str] = []
    back: list[str] = []
    while rest:
        if sinks := [n for n in rest if rest.out_degree(n) == 0]:
            back.extend(sinks)
            rest.remove_nodes_from(sinks)
        elif sources := [n for n in rest if rest.in_degree(n) == 0]:
            front.extend(sources)
            rest.remove_nodes_from(sources)
        else:
            first = max(rest, key=lambda n: rest.out_degree(n) - rest.in_degree(n))
            front.append(first)
            rest.remove_node(first)
    place = {node: i for i, node in enumerate([*front, *reversed(back)])}
    kept: nx.DiGraph[str] = nx.DiGraph()
    kept.add_nodes_from(graph)
    kept.add_edges_from((a, b) for a, b in graph.edges if place[a] < place[b])
    return kept


def layers(graph: nx.DiGraph[str]) -> dict[str, int]:
    """Return the length of the longest way to each node of a graph without cycles."""
    depth: dict[str, int] = {}
    for node in nx.topological_sort(graph):
        depth[node] = max((depth[before] + 1 for before in graph.predecessors(node)), default=0)
    return depth
