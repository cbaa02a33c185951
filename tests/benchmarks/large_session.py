"""A generated session of any size, the smaller ones a part of the larger: around the middle they look the same."""

import dataclasses
import math
import random
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from stworkshop.model import card_layout
from stworkshop.model.catalogue import catalogue
from stworkshop.model.records import Element, Link, Record, SessionRecord
from stworkshop.store import database, sessions

LARGE = 5_000
SMALL = 500
LINKS_PER_CARD = 1.5
CELL = (260.0, 150.0)  # px, a card with the space around it
SESSION_ID = "benchmark"
_WORDS = (
    "buses run late after ten in the evening",
    "who may see where I travel",
    "planner signs each change of route",
    "complaints about a refused trip",
    "older people book by telephone",
    "forecast of trips per quarter hour",
    "a driver can overrule the schedule",
    "what happens when the model is wrong",
)


def records(count: int) -> list[Record]:
    """A session with `count` cards, the first in the middle, and one and a half links per card to near ones."""
    known = catalogue()
    kinds = list(known.kinds)
    made: list[Element] = []
    links: list[Link] = []
    places = list(islice(spiral(), count))
    at = {place: number for number, place in enumerate(places)}
    for number, (column, row) in enumerate(places):
        kind = kinds[(column * 7 + row * 3) % len(kinds)]
        words = f"{_WORDS[(column * 5 + row) % len(_WORDS)]} {column}.{row}"
        position = (column * CELL[0], row * CELL[1])
        card = Element(id=f"card-{number}", seq=number + 1, code=f"X{number + 1}", kind=kind, label=words, pos=position)
        face = card_layout.measure(card, known)
        made.append(dataclasses.replace(card, size=(face.w, face.h), placed="yes"))
    for number, (source, target) in enumerate(islice(_near_pairs(places, at), round(LINKS_PER_CARD * count))):
        relation = (known.allowed(made[source].kind, made[target].kind) or ["relates-to"])[0]
        link = Link(id=f"link-{number}", relation=relation, source=made[source].id, target=made[target].id)
        links.append(dataclasses.replace(link, seq=count + 1 + number))
    return [SessionRecord(id=SESSION_ID, label=f"{count} cards"), *made, *links]


def spiral() -> Iterator[tuple[int, int]]:
    """Cells from the middle outwards, so that the first n make about a square on the map."""
    reach = 80
    cells = [(column, row) for column in range(-reach, reach + 1) for row in range(-reach, reach + 1)]
    yield from sorted(cells, key=lambda cell: (max(abs(cell[0]) * CELL[0], abs(cell[1]) * CELL[1]), cell))


def _near_pairs(places: list[tuple[int, int]], at: dict[tuple[int, int], int]) -> Iterator[tuple[int, int]]:
    """Pairs of cards at most three cells apart, the same ones near the middle whatever the size of the session."""
    steps = [(x, y) for x in range(-3, 4) for y in range(-3, 4) if 0 < math.hypot(x, y) <= 3]
    pairs = []
    for number, place in enumerate(places):
        chance = random.Random(f"{place}")
        around = [(place[0] + x, place[1] + y) for x, y in chance.sample(steps, 12)]
        near = [at[other] for other in around if other in at]
        pairs += [(max(number, other), number, other) for other in islice(near, 2)]
    for _, source, target in sorted(pairs):
        yield source, target


def write(path: Path, count: int) -> Path:
    """Write such a session to a new file and return its path."""
    database.create(path)
    file = database.open_for_work(path)
    try:
        with file.writing() as connection:
            sessions.write_new(connection, SESSION_ID, records(count), label="Import")
    finally:
        file.close()
    return path
