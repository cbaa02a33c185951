"""Typical cards of the catalogue: found by typing, by kind, topic and side; which of them are on the map. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from stworkshop.commands.capture_line import matches
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue, Entry
from stworkshop.model.records import Element
from stworkshop.model.same_words import folded


@dataclass(frozen=True)
class Typical:
    """One typical card; `side` only where the catalogue says so, `card` is the id of the one on the map, if any."""

    kind: str
    type: str
    label: str
    description: str
    variant: str
    topics: tuple[str, ...]
    side: str = ""
    card: str = ""
    code: str = ""


def typical_cards(board: Board, catalogue: Catalogue) -> list[Typical]:
    """Return all typical cards, kind by kind in catalogue order, each with the card that was made from it."""
    by_type: dict[tuple[str, str], Element] = {}
    by_words: dict[tuple[str, str], Element] = {}
    for element in board.elements.values():
        if element.type:
            by_type.setdefault((element.kind, element.type), element)
        by_words.setdefault((element.kind, folded(element.label)), element)

    def there(kind: str, entry: Entry) -> Element | None:
        return by_type.get((kind, str(entry["id"]))) or by_words.get((kind, folded(str(entry["label"]))))

    return [
        _typical(catalogue, kind, entry, there(kind, entry))
        for kind in catalogue.kinds
        for entry in catalogue.types(kind)
    ]


def fitting(
    cards: Iterable[Typical], words: str = "", kind: str = "", topic: str = "", side: str = ""
) -> list[Typical]:
    """Return the cards that fit all that is asked for; typed words fit the label best, then what it means."""
    wanted = folded(words)
    found = []
    for place, card in enumerate(cards):
        score = max(2 * matches(wanted, card.label), matches(wanted, card.description)) if wanted else 1
        if (
            score
            and (not kind or card.kind == kind)
            and (not topic or topic in card.topics)
            and (not side or card.side == side)
        ):
            found.append((-score if wanted else 0, place, card))
    return [card for _score, _place, card in sorted(found, key=lambda one: one[:2])]


def _typical(catalogue: Catalogue, kind: str, entry: Entry, there: Element | None) -> Typical:
    said = str(entry.get("resident_wording", ""))
    return Typical(
        kind,
        str(entry["id"]),
        str(entry["label"]),
        f"“{said}”" if said else str(entry.get("description", "")),
        catalogue.variant(kind, str(entry["id"])),
        catalogue.topics_of(kind, str(entry["id"])),
        str(entry.get("side", "")),
        there.id if there else "",
        there.code if there else "",
    )
