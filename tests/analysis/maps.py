"""Boards for the tests of zones, layout and routing: the sample sessions, and maps made by chance."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

from stworkshop.exchange import our_json
from stworkshop.layout.routing import Route
from stworkshop.layout.zone_frame import Rect
from stworkshop.layout.zones import card_rect
from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.model.records import Element, Link, Record

SAMPLES = ("hill-east", "merravale", "quayline", "eastmere")
_FOLDER = Path(__file__).parents[2] / "sample_sessions"


def sample(name: str) -> Board:
    """Return the board of a sample session."""
    return Board(our_json.read(_FOLDER / f"{name}.json").records)


def chance_map(cards: int, links: int, seed: int = 0) -> Board:
    """Return a map of so many cards of all kinds, an unknown one too, with most links between near ones."""
    rnd = random.Random(seed)
    words = catalogue()
    kinds, concepts = [*words.kinds, "unheard-of"], [*words.concepts, "unheard-of"]
    sides, relations = [*words.sides, ""], [*words.relations, "unheard-of"]
    records: list[Record] = []
    for i in range(cards):
        kind = rnd.choice(kinds)
        types = [str(entry["id"]) for entry in words.types(kind)]
        records.append(
            Element(
                id=f"c{i}",
                seq=i + 1,
                kind=kind,
                type=rnd.choice(types) if types else "",
                label=f"Card {i}",
                concepts=tuple(rnd.sample(concepts, rnd.randint(0, 2))),
                size=(rnd.choice((170.0, 200.0, 200.0, 240.0)), rnd.choice((50.0, 60.0, 70.0, 90.0))),
                attributes={"side": rnd.choice(sides)} if kind == "stakeholder" else {},
            )
        )
    for i in range(links if cards > 1 else 0):
        a = rnd.randrange(cards)
        b = rnd.randrange(cards) if rnd.random() < 0.3 else min(cards - 1, max(0, a + rnd.randint(-12, 12)))
        if a != b:
            records.append(
                Link(id=f"l{i}", seq=cards + i + 1, relation=rnd.choice(relations), source=f"c{a}", target=f"c{b}")
            )
    return Board(records)


def moved(board: Board, positions: Mapping[str, tuple[float, float]], **fields: Any) -> Board:
    """Return the board with cards put elsewhere, other fields of these cards set too."""
    changed = {i: replace(board.elements[i], pos=at, **fields) for i, at in positions.items()}
    return Board([changed.get(record.id, record) for record in board.records()])


def rects(board: Board) -> dict[str, Rect]:
    """Return where the cards lie."""
    found = {element.id: card_rect(element) for element in board.elements.values()}
    return {card: rect for card, rect in found.items() if rect is not None}


def overlapping(places: Mapping[str, Rect]) -> list[tuple[str, str]]:
    """Return the pairs of cards that overlap."""
    return [(a, b) for a, b in combinations(places, 2) if places[a].overlaps(places[b])]


def runs_through(route: Route, rect: Rect) -> bool:
    """Tell whether a link made of level and upright pieces runs through the inside of a card."""
    return any(
        min(x0, x1) < rect.right and max(x0, x1) > rect.x and min(y0, y1) < rect.bottom and max(y0, y1) > rect.y
        for (x0, y0), (x1, y1) in pairwise(route)
    )
