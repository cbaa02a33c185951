"""The subjects of checks (cards, groups of alike ones, links, words, statements, the map), and whom an edit affects."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from stworkshop.analysis.checks.base import Key
from stworkshop.analysis.checks.facts import MapFacts
from stworkshop.analysis.checks.touched import Touched
from stworkshop.analysis.table_differences import own_fields_known
from stworkshop.model.board import Board
from stworkshop.model.records import Conflict, Element, Link, Note, Ref, Statement, Term

_ALWAYS = frozenset(("kind", "type", "label", "code", "seq"))
_ENDS = frozenset(("source", "target", "relation"))


@dataclass(frozen=True)
class Cards:
    """Cards of some kinds (of all without any).

    own: attributes of the card itself that the rule reads. near: fields that it reads of other cards; None where it
    asks for links alone. reach: the ways to these cards, one word a step: `>owns` along a relation, `<owns` against it,
    `*` over any link. walk: the name of the walk it asks for.
    """

    kinds: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    near: tuple[str, ...] | None = ()
    reach: tuple[str, ...] = ()
    walk: str = ""

    def all(self, facts: MapFacts) -> Iterable[Key]:
        return [(card.id,) for card in facts.cards(*self.kinds)]

    def affected(self, facts: MapFacts, touched: Touched) -> Iterable[Key]:
        own = _ALWAYS.union(self.own)
        near = frozenset(("kind", "seq", *self.near)) if self.near is not None else frozenset()
        cards = {card for card in touched.cards if touched.set_on(card, near)}
        found = {card for card in touched.cards if touched.set_on(card, own)}
        found |= touched.walked.get(self.walk, set())
        for way in self.reach:
            found |= _back(facts, touched, cards, way.split())
        return [(card,) for card in found]

    def record(self, facts: MapFacts, key: Key) -> Element | None:
        card = facts.board.elements.get(key[0])
        return card if card is not None and (not self.kinds or card.kind in self.kinds) else None

    def order(self, facts: MapFacts, key: Key) -> tuple[Any, ...]:
        card = facts.board.elements[key[0]]
        return card.seq, card.id


@dataclass(frozen=True)
class Links:
    """Links of a relation (of all without one); dangling: those that lost a card instead. own: fields that are read."""

    relation: str = ""
    own: tuple[str, ...] = ()
    dangling: bool = False

    def all(self, facts: MapFacts) -> Iterable[Key]:
        links = facts.board.dangling if self.dangling else facts.board.links
        return [(link.id,) for link in links.values() if not self.relation or link.relation == self.relation]

    def affected(self, facts: MapFacts, touched: Touched) -> Iterable[Key]:
        fields = _ENDS.union(("seq", *self.own))
        found = {link for link, what in touched.links.items() if what.sets(fields)}
        for card in touched.cards:
            if touched.set_on(card, _ALWAYS):
                at = facts.board.all_links_at(card)
                found |= {link.id for link in at if not self.relation or link.relation == self.relation}
        return [(link,) for link in found]

    def record(self, facts: MapFacts, key: Key) -> Link | None:
        link = facts.board.in_root("links").get(key[0])
        if not isinstance(link, Link) or (self.relation and link.relation != self.relation):
            return None
        joined = link.source in facts.board.elements and link.target in facts.board.elements
        return link if joined != self.dangling else None

    def order(self, facts: MapFacts, key: Key) -> tuple[Any, ...]:
        link = facts.board.in_root("links")[key[0]]
        return link.seq, link.id


@dataclass(frozen=True)
class AlikeCards:
    """Groups of cards that bear the same words, the one made first coming first; `relation` says that this is known.

    A group goes by its words, so that there are never more subjects than cards, however many bear the same.
    """

    relation: str

    def all(self, facts: MapFacts) -> Iterable[Key]:
        return [(words,) for words in facts.tally.same_words()]

    def affected(self, facts: MapFacts, touched: Touched) -> Iterable[Key]:
        found = {words for card, borne in touched.words.items() if touched.set_on(card, _ALWAYS) for words in borne}
        cards = [end for link in touched.links.values() if self.relation in link.relations for end in link.ends]
        for note_id in touched.others.get("notes", ()):
            note = facts.board.notes.get(note_id) or facts.board.gone(Ref("notes", note_id))
            cards += note.about if isinstance(note, Note) else ()
        return [(words,) for words in found.union(map(facts.tally.words_on, cards)) if words]

    def record(self, facts: MapFacts, key: Key) -> Sequence[Element] | None:
        group = [facts.board.elements[card] for card in facts.tally.bearers(key[0])]
        return sorted(group, key=_age) if len(group) > 1 else None

    def order(self, facts: MapFacts, key: Key) -> tuple[Any, ...]:
        return min(_age(facts.board.elements[card]) for card in facts.tally.bearers(key[0]))


@dataclass(frozen=True)
class Terms:
    """Words explained."""

    def all(self, facts: MapFacts) -> Iterable[Key]:
        return [(term,) for term in facts.board.terms]

    def affected(self, facts: MapFacts, touched: Touched) -> Iterable[Key]:
        return [(term,) for term in touched.others.get("terms", ())]

    def record(self, facts: MapFacts, key: Key) -> Term | None:
        return facts.board.terms.get(key[0])

    def order(self, facts: MapFacts, key: Key) -> tuple[Any, ...]:
        return facts.board.terms[key[0]].seq, key[0]


@dataclass(frozen=True)
class Statements:
    """Rated statements; cards: the rule also looks at the card that the statement is about."""

    cards: bool = False

    def all(self, facts: MapFacts) -> Iterable[Key]:
        return [(statement,) for statement in facts.board.statements]

    def affected(self, facts: MapFacts, touched: Touched) -> Iterable[Key]:
        if "rounds" in touched.others or "results" in touched.others:
            return self.all(facts)
        found = set(touched.others.get("statements", ()))
        if self.cards and not found.issuperset(facts.board.statements):
            cards = {card for card in touched.cards if touched.set_on(card, _ALWAYS | {"status"})}
            found |= {s.id for s in facts.board.statements.values() if s.about in cards} if cards else set()
        return [(statement,) for statement in found]

    def record(self, facts: MapFacts, key: Key) -> Statement | None:
        return facts.board.statements.get(key[0])

    def order(self, facts: MapFacts, key: Key) -> tuple[Any, ...]:
        return facts.board.statements[key[0]].seq, key[0]


@dataclass(frozen=True)
class Differences:
    """Records of which tables set a field differently, each with all that is still open about it."""

    def all(self, facts: MapFacts) -> Iterable[Key]:
        return list(dict.fromkeys((one.root, one.record) for one in facts.board.conflicts.values()))

    def affected(self, facts: MapFacts, touched: Touched) -> Iterable[Key]:
        board, found = facts.board, set()
        for conflict_id in touched.others.get("conflicts", ()):
            kept = board.conflicts.get(conflict_id) or board.gone(Ref("conflicts", conflict_id))
            if isinstance(kept, Conflict):
                found.add((kept.root, kept.record))
        edited: dict[str, Container[str]] = {"elements": touched.cards, "links": touched.links, **touched.others}
        for one in board.conflicts.values():
            here = one.record in edited.get(one.root, ()) or (one.root == "session" and touched.session)
            if here or not touched.cards.keys().isdisjoint(_named_by(facts, one)):
                found.add((one.root, one.record))
        return found

    def record(self, facts: MapFacts, key: Key) -> Sequence[Conflict] | None:
        ref = Ref(*key)
        kept = facts.differences.get(ref)
        if not kept or not own_fields_known(ref.root) or facts.board.get(ref) is None:
            return None
        return sorted(kept, key=lambda one: (one.seq, one.id))

    def order(self, facts: MapFacts, key: Key) -> tuple[Any, ...]:
        record = facts.board.get(Ref(*key))
        return (record.seq if record is not None else 0, *key)


@dataclass(frozen=True)
class WholeMap:
    """The map, asked through its counters; it is looked at anew after every edit that is not of a note alone."""

    def all(self, facts: MapFacts) -> Iterable[Key]:
        return [()]

    def affected(self, facts: MapFacts, touched: Touched) -> Iterable[Key]:
        return [()]

    def record(self, facts: MapFacts, key: Key) -> Board:
        return facts.board

    def order(self, facts: MapFacts, key: Key) -> tuple[Any, ...]:
        return ()


def _named_by(facts: MapFacts, kept: Conflict) -> Iterator[str]:
    """Yield the ids that may stand for cards in the words of a difference: ends of its link, and values."""
    record = facts.board.get(Ref(kept.root, kept.record)) if kept.root == "links" else None
    if isinstance(record, Link):
        yield from (record.source, record.target)
    for told in kept.values or ():
        value = told.get("value") if isinstance(told, Mapping) else None
        yield from (str(one) for one in (value if isinstance(value, tuple | list) else (value,)))


def _back(facts: MapFacts, touched: Touched, cards: set[str], way: Sequence[str]) -> set[str]:
    """Return the cards from which a way leads to one of `cards`, or over a touched link."""
    level: set[str] = set()
    for step in reversed(way):
        before: set[str] = set()
        for card in level | cards:
            before.update(_against(facts, card, step))
        for link in touched.links.values():
            if link.sets(_ENDS) and (step == "*" or step[1:] in link.relations):
                before |= link.ends
        level = before
    return level


def _against(facts: MapFacts, card: str, step: str) -> Iterable[str]:
    """Return the cards from which one step leads to a card."""
    if step == "*":
        return facts.ties.linked(card)
    return facts.ties.sources(card, step[1:]) if step[0] == ">" else facts.ties.targets(card, step[1:])


def _age(card: Element) -> tuple[int, str]:
    return card.seq, card.id
