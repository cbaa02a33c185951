"""Tidying the map: all cards into their zones, the service and its AI in layers, links short, nothing overlapping.

Pure and deterministic: the same board gives the same layout on every laptop. What a person placed stays.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType

from stworkshop.layout.card_groups import (
    Layout,
    as_placed,
    by_zone,
    centre_columns,
    columns_as_placed,
    groups_of,
    link_triples,
    stays,
)
from stworkshop.layout.card_order import shorten
from stworkshop.layout.placement import Plan, Positions, place
from stworkshop.layout.tidy_part import tidy_part
from stworkshop.layout.zone_columns import choose
from stworkshop.layout.zone_frame import AGREEMENT, CENTRE, PEOPLE, Rect, assemble
from stworkshop.layout.zones import CARD_SIZE, card_rect, zone_of
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue

__all__ = ["Layout", "tidy"]


def tidy(
    board: Board,
    catalogue: Catalogue,
    *,
    only: Collection[str] | None = None,
    zone: str | None = None,
    keep_placed: bool = True,
    order: Mapping[str, tuple[float, float]] = MappingProxyType({}),
) -> Layout:
    """Return the tidy layout of a map, or of some cards or one zone of it, the rest staying where it is.

    Cards that a person placed stay unless `keep_placed` is false, and locked ones always do; the layout works around
    them. A part that needs more room pushes what is below: `positions` holds every card that goes somewhere else.
    Cards in `order`, by where they stand in another arrangement, come first in their zones, as they are read there.
    """
    if only is None and zone is None:
        return _tidy_all(board, catalogue, keep_placed, order)
    wanted = {
        e.id
        for e in board.elements.values()
        if (only is None or e.id in only) and (zone is None or zone_of(e, catalogue) == zone)
    }
    moving = {e for e in wanted if not stays(board.elements[e], keep_placed)}
    return tidy_part(board, catalogue, moving, whole_zone=only is None, order=order)


def _tidy_all(
    board: Board, catalogue: Catalogue, keep_placed: bool, order: Mapping[str, tuple[float, float]]
) -> Layout:
    cards = list(board.elements.values())
    fixed = {e.id: rect for e in cards if stays(e, keep_placed) and (rect := card_rect(e)) is not None}
    zones = by_zone(cards, catalogue)
    links = link_triples(board)
    sizes = {e.id: e.size or CARD_SIZE for e in cards}
    parted = {z: as_placed(elements, order) for z, elements in zones.items()}
    first = {z: [held] for z, (held, _rest) in parted.items() if held and z != CENTRE}
    groups = {z: first.get(z, []) + groups_of(rest, catalogue) for z, (_held, rest) in parted.items() if z != CENTRE}
    held, rest = parted.get(CENTRE, ([], []))
    first_columns = columns_as_placed(held, order)
    centre = first_columns + centre_columns(rest, links, catalogue)
    heights = {z: [sizes[c][1] for group in gs for c in group] for z, gs in groups.items()}
    counts = {z: [len(group) for group in gs] for z, gs in groups.items()}
    shape = choose(
        heights,
        [[sizes[c][1] for c in column] for column in centre],
        {z: counts.get(z, []) for z in (PEOPLE, AGREEMENT)},
    )
    free = {z: [[c for c in g if c not in fixed] for g in gs] for z, gs in groups.items()}
    free_centre = [[c for c in column if c not in fixed] for column in centre]
    plan = Plan(sizes, free, free_centre, shape, counts, heights, list(fixed.values()))

    def middles() -> Positions:
        place(plan)
        at = {c: (x + sizes[c][0] / 2, y + sizes[c][1] / 2) for c, (x, y) in plan.positions.items()}
        at.update((c, rect.centre) for c, rect in fixed.items())
        return at

    loose = [g for z, gs in free.items() for g in gs[len(first.get(z, ())) :]]
    shorten([*loose, *free_centre[len(first_columns) :]], [(a, b) for a, _, b in links], middles)
    positions = dict(plan.positions)
    rects = {
        z: [fixed.get(e.id) or Rect(*positions[e.id], *sizes[e.id]) for e in elements] for z, elements in zones.items()
    }
    return Layout(positions, assemble(rects))
