"""Tidying a part of the map, one zone or some cards, while the rest stays or is pushed down."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from stworkshop.layout.card_groups import Layout, as_placed, by_zone, centre_columns, groups_of, link_triples
from stworkshop.layout.card_order import shorten
from stworkshop.layout.placement import Plan, Positions, band, centre_column, other_width, rows, spread
from stworkshop.layout.zone_columns import Shape, band_rows
from stworkshop.layout.zone_frame import AGREEMENT, CENTRE, COLUMN, GAP, OTHER, PAD, PEOPLE, TOP, Rect, assemble
from stworkshop.layout.zones import CARD_SIZE, card_rect, columns_of, place_of_zone, shifts_below, zone_of
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue


def tidy_part(
    board: Board,
    catalogue: Catalogue,
    moving: Collection[str],
    *,
    whole_zone: bool,
    order: Mapping[str, tuple[float, float]],
) -> Layout:
    """Return the layout in which the cards in `moving` go to free places of their zones, those in `order` first.

    With `whole_zone` the zone is laid out anew inside its frame, else the cards fill the free cells.
    """
    sizes = {e.id: e.size or CARD_SIZE for e in board.elements.values()}
    resting: dict[str, list[Rect]] = defaultdict(list)
    at: dict[str, Rect] = {}
    for element in board.elements.values():
        rect = card_rect(element)
        if rect is not None:
            at[element.id] = rect
            if element.id not in moving or whole_zone:
                resting[zone_of(element, catalogue)].append(rect)
    frame = assemble(resting)
    positions: Positions = {}
    ends: dict[str, float] = {}
    for zone, elements in by_zone((board.elements[e] for e in board.elements if e in moving), catalogue).items():
        tile = frame.setdefault(zone, place_of_zone(frame, zone))
        fixed = [
            rect
            for card, rect in at.items()
            if card not in moving and rect.overlaps(Rect(tile.x, tile.y, tile.w, tile.h), GAP)
        ]
        held, rest = as_placed(elements, order)
        groups = [*([held] if held else ()), *groups_of(rest, catalogue)]
        counts = [len(group) for group in groups]
        shape = Shape(2, 2, (2, 2), {zone: band_rows(counts, tile.w, 2 if zone == PEOPLE else 1)}, tile.w)
        heights = [sizes[card][1] for group in groups for card in group]
        plan = Plan(sizes, {zone: groups}, [], shape, {zone: counts}, {zone: heights}, fixed)
        if whole_zone and zone == CENTRE:
            plan.centre = centre_columns(elements, link_triples(board), catalogue)
        members = [r for r in resting.get(zone, ()) if tile.holds(r.x, r.y)] if not whole_zone else []
        if zone == OTHER:
            tile = tile._replace(w=max(tile.w, other_width([sizes[card] for group in groups for card in group])))
        _settle(board, plan, zone, tile, members, at, whole_zone, fixed_order=1 if held else 0)
        positions.update(plan.positions)
        ends[zone] = max(y + sizes[card][1] for card, (_, y) in plan.positions.items())
    return _pushed(board, catalogue, frame, positions, ends)


def _settle(
    board: Board,
    plan: Plan,
    zone: str,
    tile: Rect,
    members: Sequence[Rect],
    at: Mapping[str, Rect],
    whole_zone: bool,
    fixed_order: int,
) -> None:
    """Give the cards of one zone their places inside its tile, links short; the first `fixed_order` groups stay so."""
    widest = max(plan.sizes[card][0] for group in plan.groups[zone] for card in group)
    xs: list[float] = []
    for x in columns_of(tile, widest, members):
        if not xs or x >= xs[-1] + widest + GAP:
            xs.append(x)

    def middles() -> Positions:
        plan.positions.clear()
        if plan.centre:
            widths = [max([COLUMN, *(plan.sizes[c][0] for c in column)]) for column in plan.centre]
            x = tile.x + PAD
            gap = max(GAP, spread(widths, tile.w - 2 * PAD))
            for column, width in zip(plan.centre, widths, strict=True):
                centre_column(plan, column, x, tile.y + TOP, tile.h - TOP - PAD)
                x += width + gap
        elif whole_zone and zone in (PEOPLE, AGREEMENT):
            band(plan, zone, tile.x, tile.y + TOP, tile.w)
        else:
            rows(plan, [card for group in plan.groups[zone] for card in group], xs, tile.y + TOP, GAP)
        points = {card: rect.centre for card, rect in at.items()}
        points.update((c, (x + plan.sizes[c][0] / 2, y + plan.sizes[c][1] / 2)) for c, (x, y) in plan.positions.items())
        return points

    moving = [card for group in plan.groups[zone] for card in group]
    links = {link.id: (link.source, link.target) for card in moving for link in board.links_of(card)}
    shorten(plan.centre or plan.groups[zone][fixed_order:], list(links.values()), middles)


def _pushed(
    board: Board, catalogue: Catalogue, frame: Mapping[str, Rect], positions: Positions, ends: Mapping[str, float]
) -> Layout:
    """Push down what is below zones that grew, and return all that went somewhere else with the new frame."""
    rects: dict[str, dict[str, Rect]] = defaultdict(dict)
    for element in board.elements.values():
        size = element.size or CARD_SIZE
        if element.id in positions:
            rects[zone_of(element, catalogue)][element.id] = Rect(*positions[element.id], *size)
        elif element.pos is not None:
            rects[zone_of(element, catalogue)][element.id] = Rect(*element.pos, *size)
    inside = {
        zone: [r for r in members.values() if zone in frame and frame[zone].holds(r.x, r.y)]
        for zone, members in rects.items()
    }
    tidied = set(positions)
    for zone, shift in shifts_below(frame, inside, ends).items():
        for card, rect in rects[zone].items():
            if board.elements[card].locked != "yes" and (card in positions or frame[zone].holds(rect.x, rect.y)):
                rects[zone][card] = rect._replace(y=rect.y + shift)
                positions[card] = (rect.x, rect.y + shift)
    frame = assemble({zone: list(members.values()) for zone, members in rects.items()})
    return Layout(positions, frame, frozenset(positions.keys() - tidied))
