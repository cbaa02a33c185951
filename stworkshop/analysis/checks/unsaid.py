"""What nobody has said yet: one question for each choice of each kind of card, about all cards that wait for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from stworkshop.analysis.checks.base import Check, Found, Key
from stworkshop.analysis.checks.facts import MapFacts
from stworkshop.analysis.checks.people import is_affected
from stworkshop.analysis.checks.touched import Touched
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model.records import Element

_NAMED = 3
"""So many cards are named; of the others the number is told."""
_SEEN_ELSEWHERE = frozenset(("participants",))


@dataclass(frozen=True)
class Choices:
    """The choices that are asked for, by kind and name; an edit can affect those of the cards that it touches."""

    def all(self, facts: MapFacts) -> Iterable[Key]:
        return list(facts.catalogue.asked)

    def affected(self, facts: MapFacts, touched: Touched) -> Iterable[Key]:
        asked = facts.catalogue.asked
        if touched.session or touched.links or _SEEN_ELSEWHERE & touched.others.keys():
            people = [key for key in asked if key[0] == "stakeholder"]
        else:
            people = []
        if any(fields is None or "kind" in fields for fields in touched.cards.values()):
            return list(asked)
        kinds = {card.kind for i in touched.cards if (card := facts.board.elements.get(i)) is not None}
        return {*people, *(key for key in asked if key[0] in kinds)}

    def record(self, facts: MapFacts, key: Key) -> Key:
        return key

    def order(self, facts: MapFacts, key: Key) -> tuple[Any, ...]:
        return (list(facts.catalogue.asked).index((key[0], key[1])),)


def not_said(facts: MapFacts, key: Key) -> Iterator[Found]:
    """Find the cards of a kind of which nobody has made a choice yet."""
    kind, name = key
    attribute = facts.catalogue.asked[kind, name]
    found = map(facts.board.elements.get, facts.tally.unsaid(kind, name))
    waiting = [card for card in found if card is not None]
    if (kind, name) == ("stakeholder", "voice"):
        waiting = [person for person in waiting if not facts.voice(person)]
    elif (kind, name) == ("stakeholder", "affected"):
        waiting = [person for person in waiting if not is_affected(facts, person)]
    severity = attribute.ask
    if (kind, name) == ("stakeholder", "side") and not facts.count("side", "public"):
        severity = "should"  # whether residents are on the map at all hangs on it
    if waiting:
        waiting.sort(key=lambda card: (card.seq, card.id))
        told = {"what": attribute.unsaid, "cards": _named(facts, waiting)}
        yield Found(tuple(card.id for card in waiting), told, severity=severity)


def _named(facts: MapFacts, cards: list[Element]) -> str:
    names = [f"“{facts.name(card.id)}”" for card in cards[:_NAMED]]
    rest = len(cards) - len(names)
    if rest:
        more = ngettext("{names} and {n} more", "{names} and {n} more", rest)
        return more.format(names=", ".join(names), n=rest)
    return names[0] if len(names) == 1 else _("{names} and {last}").format(names=", ".join(names[:-1]), last=names[-1])


CHECKS = (Check("chk-not-said", Choices(), not_said),)
