"""What the layout knows of cards: which stay, which belong together, and the columns of the middle."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from stworkshop.layout.zone_frame import ZONES, Rect
from stworkshop.layout.zones import CARD_SIZE, in_rows, zone_of
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.records import Element

_READING = (
    "goal", "outcome", "right", "policy", "principle", "concern", "capability", "competency", "risk", "mitigation",
    "decision", "action", "open-question",
)  # fmt: skip
_LAST_IN_CENTRE = frozenset({"process", "public-service", "context"})


@dataclass(frozen=True)
class Layout:
    """Where cards go (top left corners by id) and the zones around them.

    `pushed` are cards among these that only made room; whether a person placed them is as it was.
    """

    positions: Mapping[str, tuple[float, float]]
    zones: Mapping[str, Rect]
    pushed: frozenset[str] = frozenset()


def stays(element: Element, keep_placed: bool) -> bool:
    """Tell whether a card keeps its place."""
    return element.locked == "yes" or (keep_placed and element.placed == "yes")


def by_zone(elements: Iterable[Element], catalogue: Catalogue) -> dict[str, list[Element]]:
    """Return cards by zone, the zones in reading order."""
    zones: dict[str, list[Element]] = {zone: [] for zone in ZONES}
    for element in elements:
        zones[zone_of(element, catalogue)].append(element)
    return {zone: members for zone, members in zones.items() if members}


def link_triples(board: Board) -> list[tuple[str, str, str]]:
    """Return the links as (source, relation, target)."""
    return [(link.source, link.relation, link.target) for link in board.links.values()]


def groups_of(elements: Sequence[Element], catalogue: Catalogue) -> list[list[str]]:
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


def as_placed(elements: Iterable[Element], at: Mapping[str, tuple[float, float]]) -> tuple[list[str], list[Element]]:
    """Return the cards that stand somewhere in an arrangement, in reading order, and the others."""
    members = list(elements)
    placed = [(Rect(*at[e.id], *(e.size or CARD_SIZE)), e.id) for e in members if e.id in at]
    return in_rows(placed), [e for e in members if e.id not in at]


def columns_as_placed(cards: Sequence[str], at: Mapping[str, tuple[float, float]]) -> list[list[str]]:
    """Return cards in columns as high as those of the middle, from the left, each from the top, as they stand."""
    from stworkshop.layout.middle_columns import MOST_ROWS  # slow to load, and the wall seldom needs it

    if not cards:
        return []
    count = math.ceil(len(cards) / MOST_ROWS)
    across = sorted(cards, key=lambda card: (at[card], card))
    cuts = [round(len(cards) * n / count) for n in range(count + 1)]
    columns = [across[start:end] for start, end in pairwise(cuts)]
    return [sorted(column, key=lambda card: (at[card][1], at[card][0], card)) for column in columns]


def centre_columns(
    elements: Sequence[Element], links: Sequence[tuple[str, str, str]], catalogue: Catalogue
) -> list[list[str]]:
    """Return the cards of the middle in columns, from where data comes to what people get."""
    from stworkshop.layout.middle_columns import columns  # slow to load, and the wall seldom needs it

    sources = {e.id for e in elements if catalogue.variant(e.kind, e.type) == "data-source"}
    late = {e.id for e in elements if e.kind in _LAST_IN_CENTRE}
    facing = {e.id for e in elements if _faces_people(e, catalogue)}
    return columns([e.id for e in elements], links, first=sources, last=late, facing=facing)


def _faces_people(element: Element, catalogue: Catalogue) -> bool:
    entry = catalogue.type_entry(element.kind, element.type)
    return entry is not None and entry.get("group") in ("interaction", "control")
