"""What a file of another program holds: cards and links in that file's own words, before anybody says what they become.

A reader turns a file into a `Foreign`; `mapping` turns that into a plan for a map, by choices that a person may change;
the command `bring_in` carries the plan out in one step.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from stworkshop.model.records import Image, Value

NOTHING: Mapping[str, str] = MappingProxyType({})
LARGEST_FILE = 32_000_000
"""Bytes of a file that is read."""
MOST_CARDS, MOST_LINKS = 5_000, 20_000
"""More than a map of a workshop ever holds; a larger file is refused with a sentence."""


@dataclass(frozen=True)
class ForeignCard:
    """A card in the file's words: `kind` and `topics` as they stand there, `fields` whatever else it says by name.

    `ours` holds values of our own fields where the file carries them unchanged (code, type, attributes); `pos` is the
    top left corner and `size` width and height in the file's own units; without a size `pos` is the middle.
    """

    id: str
    label: str
    kind: str = ""
    note: str = ""
    topics: tuple[str, ...] = ()
    pos: tuple[float, float] | None = None
    fields: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    ours: Mapping[str, Value] = field(default_factory=lambda: NOTHING)
    place: str = ""
    """Where it stands in the file, in words: "row 4", "sheet Sorgen, row 4", "cell 12"."""
    named: bool = False
    """Made from words that name a card (who holds it, what answers it): where the map has that card, it is that one."""
    size: tuple[float, float] | None = None
    image: Image | None = None
    """The picture on a card of another session."""


@dataclass(frozen=True)
class ForeignLink:
    """A link in the file's words, from the card `source` to the card `target` by their ids in the file."""

    id: str
    source: str
    target: str
    relation: str = ""
    note: str = ""
    ours: Mapping[str, Value] = field(default_factory=lambda: NOTHING)


@dataclass(frozen=True)
class Foreign:
    """The content of a file; `left_out` are sentences about what the reader could not take."""

    name: str
    format: str
    title: str
    cards: tuple[ForeignCard, ...]
    links: tuple[ForeignLink, ...] = ()
    left_out: tuple[str, ...] = ()

    def kinds(self) -> dict[str, int]:
        """Return the words for kinds, in the order of the file, with how many cards bear them."""
        found: dict[str, int] = {}
        for card in self.cards:
            found[card.kind] = found.get(card.kind, 0) + 1
        return found

    def relations(self) -> dict[str, int]:
        """Return the words on links, in the order of the file, with how many links bear them."""
        found: dict[str, int] = {}
        for link in self.links:
            found[link.relation] = found.get(link.relation, 0) + 1
        return found

    def topics(self) -> dict[str, int]:
        """Return the words for topics, in the order of the file, with how many cards bear them."""
        found: dict[str, int] = {}
        for card in self.cards:
            for topic in card.topics:
                found[topic] = found.get(topic, 0) + 1
        return found


LEAVE_OUT, OWN_KIND = "-", "="
"""Choices beside ids: what bears the word is left out; or the word becomes a kind of its own."""
ANEW = "+"
"""What a card becomes that is made although one with its words is there."""


@dataclass(frozen=True)
class Choices:
    """What the words of a file become: ids of the catalogue, LEAVE_OUT, OWN_KIND, or "" for undecided.

    An undecided kind becomes a kind of its own, an undecided relation the likeliest one between the two kinds, an
    undecided topic, and one of its own, stays as words in the note; each is told in the report.
    """

    kinds: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    relations: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    topics: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    cards: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    """By the id of a card in the file what was decided about it: LEAVE_OUT, ANEW, or the card on the map that it is."""


@dataclass(frozen=True)
class Report:
    """What an import does, in sentences: taken as it is, changed on the way, left out."""

    taken: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True)
class Fate:
    """What becomes of one card of the file: `outcome` is new, found (it is on the map already), like or left-out.

    `element` is the id of the card that it becomes or is found to be; `other` the code of the card that it looks like;
    `question` what a person should look at, in words, or "".
    """

    card: ForeignCard
    outcome: str
    element: str = ""
    other: str = ""
    question: str = ""


@dataclass(frozen=True)
class Plan:
    """What `bring_in` will be given: entries with `root`, `id` and fields; and what to tell before and after."""

    records: tuple[Mapping[str, Value], ...]
    fates: tuple[Fate, ...]
    report: Report

    def count(self, root: str, kind: str = "") -> int:
        """Return how many cards (of a kind) or links are new."""
        return sum(1 for entry in self.records if entry["root"] == root and (not kind or entry.get("kind") == kind))

    @property
    def arrangement(self) -> str:
        """The id of the view that keeps the file's shape, "" where there is none."""
        return next((str(entry["id"]) for entry in self.records if entry["root"] == "views"), "")
