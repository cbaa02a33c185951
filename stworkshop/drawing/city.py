"""What a map shows from afar: for each zone how many cards it has and which matter most, and the roads between zones.

Nothing here moves a card or a zone: a zone keeps its place whatever is shown of it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from stworkshop.drawing.lenses import STORY, lens_of
from stworkshop.drawing.marks import marks_of
from stworkshop.layout.zone_frame import ZONES
from stworkshop.layout.zones import zone_of
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.records import Element, Link

ROAD_FROM = 4
"""From so many links on there is a road between two zones."""
NARROWEST_ROAD = 3.0
"""The least that a road is wide, in px."""
_PER_LINK, _MOST_WIDE = 0.42, 13.0


class Joining(Protocol):
    """A link: its id and those of the cards at its ends."""

    @property
    def id(self) -> str: ...

    @property
    def source(self) -> str: ...

    @property
    def target(self) -> str: ...


@dataclass(frozen=True)
class Road:
    """The links between two zones that the lens does not show, drawn as one line with their number."""

    zones: tuple[str, str]
    links: tuple[str, ...]

    @property
    def width(self) -> float:
        """How wide the line is, in px: the more links, the wider."""
        return min(_MOST_WIDE, NARROWEST_ROAD + _PER_LINK * len(self.links))


@dataclass(frozen=True)
class City:
    """A map from afar: the cards of each zone, those that matter most first; roads, widest first; the lens's links."""

    zones: Mapping[str, tuple[Element, ...]]
    roads: tuple[Road, ...]
    stories: tuple[Link, ...]
    dots: Mapping[str, int]
    """How many dots a card got, by the card's id."""

    @property
    def zone_by_card(self) -> dict[str, str]:
        """The zone of each card by the card's id."""
        return {card.id: zone for zone, cards in self.zones.items() for card in cards}


def city_of(
    board: Board,
    catalogue: Catalogue,
    *,
    lens: str = STORY,
    contested: Collection[str] = (),
    asked: Collection[str] = (),
    only: Collection[str] | None = None,
) -> City:
    """Return a map from afar; `contested` and `asked` are ids of cards with split votes and with *must* questions.

    `only` are the ids of the cards that are on it, where it is a part of the map.

    First come cards with the most dots, then contested ones, then those that a question asks about, then the ends of
    links of the lens, then those with the most links; a pinned card stands before all others of its zone. Through
    another lens than that of the story the ends of its links come first.
    """
    looked = lens_of(lens)
    dots = {card: marks.dots for card, marks in marks_of(board).items()}
    ends = Counter[str]()
    links = Counter[str]()
    for link in board.links.values():
        for end in (link.source, link.target):
            links[end] += 1
            ends[end] += link.relation in looked.relations

    def weight(card: Element) -> tuple[float, ...]:
        key = card.id
        sought = 0 if looked.is_story or looked.shows_all else ends[key]
        said = (card.locked == "yes", sought, dots.get(key, 0), key in contested, key in asked, ends[key], links[key])
        return tuple(-value for value in said)

    zones: dict[str, list[Element]] = defaultdict(list)
    shown_cards = [card for card in board.elements.values() if only is None or card.id in only]
    for card in sorted(shown_cards, key=lambda card: (*weight(card), card.seq, card.id)):
        zones[zone_of(card, catalogue)].append(card)
    found = {zone: tuple(zones[zone]) for zone in ZONES if zone in zones}
    shown = lens_of(STORY).relations if looked.shows_all else looked.relations
    zone = {card.id: name for name, cards in found.items() for card in cards}
    joined = [link for link in board.links.values() if link.source in zone and link.target in zone]
    stories = tuple(link for link in joined if link.relation in shown)
    least = 1 if looked.shows_all else ROAD_FROM
    roads = roads_of((link for link in joined if link.relation not in shown), zone, least)
    return City(found, roads, stories, dots)


def roads_between(
    board: Board, zone: Mapping[str, str], shown: Collection[str], least: int = ROAD_FROM
) -> tuple[Road, ...]:
    """Return a road for every two zones (`zone` by card) with at least so many links of relations that do not show."""
    ends = board.elements
    joined = [link for link in board.links.values() if link.source in ends and link.target in ends]
    return roads_of((link for link in joined if link.relation not in shown), zone, least)


def roads_of(links: Iterable[Joining], zone: Mapping[str, str], least: int = ROAD_FROM) -> tuple[Road, ...]:
    """Return a road for every two zones (`zone` by card, for all ends) that at least so many links join."""
    between: dict[tuple[str, str], list[str]] = defaultdict(list)
    for link in links:
        first, second = sorted((zone[link.source], zone[link.target]), key=ZONES.index)
        if first != second:
            between[first, second].append(link.id)
    roads = [Road(zones, tuple(joined)) for zones, joined in between.items() if len(joined) >= least]
    return tuple(sorted(roads, key=lambda road: (-len(road.links), tuple(map(ZONES.index, road.zones)))))
