"""The one field "Find or add": what its words mean, as a list of offers, best first. Pure, without widgets."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from stworkshop.board import Board
from stworkshop.catalogue import Catalogue
from stworkshop.records import Element
from ui.words import kind_word

_CODE = re.compile(r"^[a-z]{1,2}\d+[a-z]?$", re.I)
_MARKS = re.compile(r"(?:^|\s)([@#>])")
LIMIT = 9


@dataclass(frozen=True)
class Entry:
    """Something that the palette can make: a kind, with the type that makes a technical part what it is."""

    kind: str
    type: str
    variant: str
    word: str
    key: str
    quick: bool


@dataclass(frozen=True)
class Capture:
    """A sentence that becomes a card: its kind, who holds it, its topics, and the cards that answer it."""

    kind: str
    type: str
    label: str
    who: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True)
class Offer:
    """One line of the list: a card to go to, or a card to make (`capture`)."""

    what: Literal["card", "add"]
    text: str
    detail: str
    variant: str
    element: str = ""
    capture: Capture | None = None


def entries(catalogue: Catalogue) -> list[Entry]:
    """Return what the palette shows, in catalogue order, technical parts by variant."""
    found: list[Entry] = []
    for kind in catalogue.kinds.values():
        if kind.id != "component":
            found.append(Entry(kind.id, "", kind.id, kind_word(catalogue, kind.id), kind.key, kind.quick))
            continue
        for variant in catalogue.entries("component_variants"):
            made = str(variant["default_type"])
            word = kind_word(catalogue, "component", made)
            key = str(variant["key"])
            found.append(Entry("component", made, str(variant["value"]), word, key, bool(key)))
    return found


def offers(text: str, board: Board, catalogue: Catalogue) -> list[Offer]:
    """Return what may be meant by `text`: a captured card, cards of the map, typical cards, a new concern."""
    wanted = folded(text)
    if not wanted:
        return []
    capture = parse_capture(text, board, catalogue)
    if capture is not None:
        return [_as_offer(capture, catalogue)] if capture.label else []
    found = [_card_offer(element, catalogue) for element in _cards(text, board)]
    found += list(_typical(wanted, board, catalogue))[: max(2, LIMIT - len(found))]
    if len(wanted) >= 3:
        found.append(_as_offer(Capture("concern", "", text.strip()), catalogue))
    return found[:LIMIT]


def parse_capture(text: str, board: Board, catalogue: Catalogue) -> Capture | None:
    """Return the card that a line like `c the bus comes late @Residents #human-rights >Access rule` makes.

    The first letter is a key of the palette; None where the line does not start with one and a space.
    """
    head, space, rest = text.lstrip().partition(" ")
    entry = next((e for e in entries(catalogue) if e.key and e.key.lower() == head.lower()), None)
    if entry is None or not space:
        return None
    pieces = _MARKS.split(rest)
    who: list[str] = []
    topics: list[str] = []
    answers: list[str] = []
    unknown: list[str] = []
    for mark, words in zip(pieces[1::2], pieces[2::2], strict=True):
        target = _topic(words, catalogue) if mark == "#" else _named(words, board, people=mark == "@")
        if target:
            {"@": who, "#": topics, ">": answers}[mark].append(target)
        elif words.strip():
            unknown.append(mark + words.strip())
    label = pieces[0].strip()
    return Capture(entry.kind, entry.type, label, tuple(who), tuple(topics), tuple(answers), tuple(unknown))


def folded(text: str) -> str:
    """Return text for comparing: small letters, without accents, single spaces."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


def matches(wanted: str, text: str) -> int:
    """Return how well folded words fit a text: 3 from its start, 2 from the start of a word, 1 within, 0 not at all."""
    haystack = folded(text)
    if haystack.startswith(wanted):
        return 3
    if f" {wanted}" in f" {haystack}":
        return 2
    words = wanted.split()
    if all(word in haystack for word in words):
        return 1
    return 0


def _cards(text: str, board: Board) -> list[Element]:
    if _CODE.match(text.strip()):
        exact = [e for e in board.elements.values() if e.code.lower() == text.strip().lower()]
        if exact:
            return exact
    wanted = folded(text)
    scored = [(matches(wanted, element.label), element) for element in board.elements.values()]
    return [element for score, element in sorted(scored, key=lambda pair: (-pair[0], pair[1].seq)) if score][:6]


def _typical(wanted: str, board: Board, catalogue: Catalogue) -> Iterator[Offer]:
    there = {(element.kind, element.type) for element in board.elements.values()}
    for kind in catalogue.kinds.values():
        for entry in catalogue.types(kind.id):
            label = str(entry["label"])
            if len(wanted) >= 2 and matches(wanted, label) >= 2 and (kind.id, entry["id"]) not in there:
                type_id = str(entry["id"])
                detail = kind_word(catalogue, kind.id, type_id)
                capture = Capture(kind.id, type_id, label)
                yield Offer("add", label, detail, catalogue.variant(kind.id, type_id), capture=capture)


def _card_offer(element: Element, catalogue: Catalogue) -> Offer:
    variant = catalogue.variant(element.kind, element.type)
    return Offer("card", element.label, element.code, variant, element=element.id)


def _as_offer(capture: Capture, catalogue: Catalogue) -> Offer:
    variant = catalogue.variant(capture.kind, capture.type)
    return Offer("add", capture.label, kind_word(catalogue, capture.kind, capture.type), variant, capture=capture)


def _topic(words: str, catalogue: Catalogue) -> str:
    wanted = folded(words.replace("-", " "))
    scored = [
        (matches(wanted, str(entry["label"]).replace("-", " ")), concept)
        for concept, entry in catalogue.concepts.items()
    ]
    best = max(scored, key=lambda pair: pair[0], default=(0, ""))
    return best[1] if wanted and best[0] else ""


def _named(words: str, board: Board, *, people: bool) -> str:
    wanted = folded(words)
    if not wanted:
        return ""
    scored = [
        (max(matches(wanted, element.label), 3 if folded(element.code) == wanted else 0), element.id)
        for element in board.elements.values()
        if not people or element.kind == "stakeholder"
    ]
    best = max(scored, key=lambda pair: pair[0], default=(0, ""))
    return best[1] if best[0] else ""
