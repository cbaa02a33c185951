"""Tidying the map: all cards into their zones, the service and its AI in layers, links short, nothing overlapping.

Pure and deterministic: the same board gives the same layout on every laptop. What a person placed stays.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from stworkshop.analysis.frame import AGREEMENT, CENTRE, PEOPLE, ZONES, Rect, assemble
from stworkshop.analysis.layout_middle import columns
from stworkshop.analysis.layout_order import shorten
from stworkshop.analysis.layout_place import Plan, Positions, place
from stworkshop.analysis.layout_shape import choose
from stworkshop.analysis.zones import CARD_SIZE, card_rect, zone_of
from stworkshop.board import Board
from stworkshop.catalogue import Catalogue
from stworkshop.records import Element

_READING = (
    "goal", "outcome", "right", "policy", "principle", "concern", "capability", "competency", "risk", "mitigation",
    "decision", "action", "open-question",
)  # fmt: skip
_LAST_IN_CENTRE = frozenset({"process", "public-service", "context"})


@dataclass(frozen=True)
class Layout:
    """Where cards go (top left corners by id) and the zones around them."""

    positions: Mapping[str, tuple[float, float]]
    zones: Mapping[str, Rect]


def tidy(
    board: Board,
    catalogue: Catalogue,
    *,
    only: Collection[str] | None = None,
    zone: str | None = None,
    keep_placed: bool = True,
) -> Layout:
    """Return the tidy layout of a map, or of some cards or one zone of it, the rest staying where it is."""
    return _tidy_all(board, catalogue, keep_placed)


def _tidy_all(board: Board, catalogue: Catalogue, keep_placed: bool) -> Layout:
    cards = list(board.elements.values())
    fixed = {e.id: rect for e in cards if _stays(e, keep_placed) and (rect := card_rect(e)) is not None}
    zones: dict[str, list[Element]] = defaultdict(list)
    for element in cards:
        zones[zone_of(element, catalogue)].append(element)
    links = [(k.source, k.relation, k.target) for k in board.links.values()]
    sizes = {e.id: e.size or CARD_SIZE for e in cards}
    groups = {z: _groups(zones[z], catalogue) for z in ZONES if z != CENTRE}
    centre = _centre_columns(zones[CENTRE], links, catalogue)
    shape = choose(
        {z: [sizes[c][1] for group in gs for c in group] for z, gs in groups.items()},
        [[sizes[c][1] for c in column] for column in centre],
        {z: [len(g) for g in groups[z]] for z in (PEOPLE, AGREEMENT)},
    )
    free = {z: [[c for c in g if c not in fixed] for g in gs] for z, gs in groups.items()}
    free_centre = [[c for c in column if c not in fixed] for column in centre]
    plan = Plan(sizes, free, free_centre, shape, list(fixed.values()))

    def middles() -> Positions:
        place(plan)
        at = {c: (x + sizes[c][0] / 2, y + sizes[c][1] / 2) for c, (x, y) in plan.positions.items()}
        at.update((c, rect.centre) for c, rect in fixed.items())
        return at

    shorten([*(g for gs in free.values() for g in gs), *free_centre], [(a, b) for a, _, b in links], middles)
    positions = dict(plan.positions)
    rects: dict[str, list[Rect]] = defaultdict(list)
    for z, elements in zones.items():
        rects[z] = [fixed.get(e.id) or Rect(*positions[e.id], *sizes[e.id]) for e in elements]
    return Layout(positions, assemble(rects))


def _stays(element: Element, keep_placed: bool) -> bool:
    return element.locked == "yes" or (keep_placed and element.placed == "yes")


def _groups(elements: Sequence[Element], catalogue: Catalogue) -> list[list[str]]:
    """Return the cards of a zone by kind in reading order, stakeholders by side."""
    sides = list(catalogue.sides)

    def key(element: Element) -> tuple[int, str]:
        if element.kind == "stakeholder":
            side = str(element.attributes.get("side") or "")
            return (sides.index(side), side) if side in sides else (len(sides), side)
        return (_READING.index(element.kind), "") if element.kind in _READING else (len(_READING), element.kind)

    groups: dict[tuple[int, str], list[str]] = defaultdict(list)
    for element in elements:
        groups[key(element)].append(element.id)
    return [groups[k] for k in sorted(groups)]


def _centre_columns(
    elements: Sequence[Element], links: Sequence[tuple[str, str, str]], catalogue: Catalogue
) -> list[list[str]]:
    sources = {e.id for e in elements if catalogue.variant(e.kind, e.type) == "data-source"}
    late = {e.id for e in elements if e.kind in _LAST_IN_CENTRE}
    facing = {e.id for e in elements if _faces_people(e, catalogue)}
    return columns([e.id for e in elements], links, first=sources, last=late, facing=facing)


def _faces_people(element: Element, catalogue: Catalogue) -> bool:
    entry = catalogue.type_entry(element.kind, element.type)
    return entry is not None and entry.get("group") in ("interaction", "control")
