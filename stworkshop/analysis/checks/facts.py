"""What rules ask of a map, in the catalogue's terms: linked, stands, guarded, empty, turned and so on."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from stworkshop.analysis import naming
from stworkshop.analysis.checks.tally import Tally
from stworkshop.analysis.checks.ties import Ties
from stworkshop.analysis.checks.touched import Touched
from stworkshop.analysis.checks.walks import Walks
from stworkshop.i18n import gettext as _
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.kind_words import kind_word
from stworkshop.model.records import Conflict, Element, Link, Ref
from stworkshop.rounds.agreement import figures_of, round_that_counts
from stworkshop.rounds.opinions import value_of_card
from stworkshop.rounds.voices import people_listed, voice_of

SERVES = "serves"
FEEDS_A_SERVICE = "feeds-a-service"
_FLOW = ("enables", "part-of", "feeds", "informs", "automates")
_WALKS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = {
    SERVES: ((*_FLOW, "contributes-to"), ("depends-on", "part-of"), ("public-service", "process", "outcome")),
    FEEDS_A_SERVICE: (_FLOW, (), ("public-service",)),
}
"""By name: relations along which a way runs, relations against which it runs, and the kinds that it leads to."""


def empty(value: object) -> bool:
    """Tell whether a text is missing or only white space; a number never is, not even 0."""
    return value is None or (isinstance(value, str) and not value.strip())


class MapFacts:
    """A board and the catalogue, with the look-ups that rules and reports share."""

    def __init__(self, board: Board, catalogue: Catalogue) -> None:
        self.board = board
        self.catalogue = catalogue

    # --- cards

    def cards(self, *kinds: str) -> list[Element]:
        """Return the cards of these kinds in the order of making; all without kinds."""
        return [e for e in self.board.elements.values() if not kinds or e.kind in kinds]

    def value(self, element: Element, name: str) -> Any:
        """Return an attribute of a card; of a choice that nobody has made yet ""."""
        return value_of_card(self.catalogue, element, name)

    def voice(self, person: Element) -> str:
        """Return how a stakeholder is heard: present, represented, absent, or "" where nobody has said it."""
        return voice_of(self.board, person, self._in_the_list)

    def group(self, element: Element) -> str:
        """Return the group of a component's type (data, model, supply, ...); '' of all other cards."""
        entry = self.catalogue.type_entry("component", element.type) if element.kind == "component" else None
        return str(entry["group"]) if entry else ""

    def name(self, record_id: str) -> str:
        """Return what a card is called in a message: by its words, one without words by its code."""
        element = self.board.elements.get(record_id)
        if element is None:
            return _("a card that is gone")
        return element.label if element.label.strip() else element.code or kind_word(self.catalogue, element.kind)

    def who(self, person_id: str) -> str:
        """Return what people are called inside the sentence of a message: a role with its article."""
        return naming.in_sentence(self.name(person_id), self.catalogue)

    # --- links

    @cached_property
    def ties(self) -> Ties:
        """The links by card and relation."""
        return Ties(self.board)

    def sources(self, relation: str, target: Element | str, *kinds: str) -> list[Element]:
        """Return the cards that have this relation to a card, each once, in the order of making."""
        return self._ends(self.ties.sources(_id(target), relation), kinds)

    def targets(self, source: Element | str, relation: str, *kinds: str) -> list[Element]:
        """Return the cards that a card has this relation to, each once, in the order of making."""
        return self._ends(self.ties.targets(_id(source), relation), kinds)

    def has_source(self, relation: str, target: Element, *kinds: str) -> bool:
        """Tell whether any card has this relation to a card."""
        return self._any(self.ties.sources(target.id, relation), kinds)

    def has_target(self, source: Element, relation: str, *kinds: str) -> bool:
        """Tell whether a card has this relation to any card."""
        return self._any(self.ties.targets(source.id, relation), kinds)

    def only_source(self, relation: str, target: Element, kind: str) -> str:
        """Return the one card of a kind that has this relation to a card; "" where none has it, or more than one."""
        found = ""
        for card in map(self.board.elements.get, self.ties.sources(target.id, relation)):
            if card is not None and card.kind == kind and card.id != found:
                if found:
                    return ""
                found = card.id
        return found

    def linked(self, card: Element, kind: str, types: Collection[str] = ()) -> Iterator[Element]:
        """Yield the cards of a kind, and of these types, that one link joins with a card in either direction."""
        for other_id in self.ties.linked(card.id):
            other = self.board.elements.get(other_id)
            if other is not None and other.kind == kind and (not types or other.type in types):
                yield other

    def is_linked(self, card: Element, kind: str, types: Collection[str] = (), relations: Collection[str] = ()) -> bool:
        """Tell whether one link joins a card with any card of a kind, and of these types, in either direction."""
        others = map(self.board.elements.get, self.ties.linked(card.id, relations))
        return any(o is not None and o.kind == kind and (not types or o.type in types) for o in others)

    def _any(self, ids: Iterable[str], kinds: tuple[str, ...]) -> bool:
        found = map(self.board.elements.get, ids)
        return any(element is not None and (not kinds or element.kind in kinds) for element in found)

    def _ends(self, ids: Iterable[str], kinds: tuple[str, ...]) -> list[Element]:
        found = [element for i in dict.fromkeys(ids) if (element := self.board.elements.get(i)) is not None]
        return sorted((e for e in found if not kinds or e.kind in kinds), key=lambda e: (e.seq, e.id))

    def owners(self, element: Element) -> list[Element]:
        """Return the people and groups that are responsible for a card."""
        return self.sources("owns", element, "stakeholder")

    def stands(self, measure: Element) -> bool:
        """Tell whether a measure protects: every one does that was not rejected."""
        return bool(self.value(measure, "status") != "rejected")

    def guarded(self, component: Element, *types: str) -> bool:
        """Tell whether a measure of one of these types stands and protects a component, itself or a risk it causes."""
        measures = list(self.linked(component, "mitigation", types))
        for risk in self.targets(component, "causes", "risk"):
            measures += [m for m in self.sources("mitigates", risk, "mitigation") if m.type in types]
        return any(self.stands(measure) for measure in measures)

    # --- the map as a whole

    @cached_property
    def tally(self) -> Tally:
        """The counters of the map."""
        return Tally(self.board, self.catalogue)

    def count(self, *mark: str) -> int:
        """Return how many cards bear a mark of the tally."""
        return self.tally.count(*mark)

    @cached_property
    def walks(self) -> Mapping[str, Walks]:
        """The ways that rules ask for, by name."""
        return {name: Walks(self.board, *settings) for name, settings in _WALKS.items()}

    @cached_property
    def _in_the_list(self) -> frozenset[str]:
        return people_listed(self.board)

    @cached_property
    def differences(self) -> Mapping[Ref, list[Conflict]]:
        """What tables set differently and nobody has decided, by the record."""
        found: dict[Ref, list[Conflict]] = {}
        for one in self.board.conflicts.values():
            if one.settled != "yes":
                found.setdefault(Ref(one.root, one.record), []).append(one)
        return found

    def settle(self, touched: Touched) -> None:
        """Bring counters and ways up to date after edits, and note what follows from these."""
        for root, name in (("participants", "_in_the_list"), ("conflicts", "differences")):
            if root in touched.others:
                self.__dict__.pop(name, None)
        touched.spread_to(self.board)
        self.ties.update(self.board, touched)
        touched.walked = {name: walks.update(self.board, touched) for name, walks in self.walks.items()}
        touched.words = self.tally.update(self.board, touched)

    # --- opinions

    def opinion(self, statement_id: str) -> Mapping[str, Any]:
        """Return what everybody may see of a statement in the round that counts; {} where it was not rated."""
        round_ = round_that_counts(self.board, statement_id)
        return figures_of(self.board, round_.id, statement_id) if round_ else {}

    def sides(self, statement_id: str) -> dict[str, tuple[int, ...]]:
        """Return the answers (how many gave 1 to 5) of each of the five sides that may be shown apart, in order."""
        shown = self.opinion(statement_id).get("counts_by_side") or {}
        return {side: tuple(int(n) for n in shown[side]) for side in self.catalogue.sides if side in shown}

    def link_words(self, link: Link) -> Mapping[str, str]:
        """Return the words for a message about a link, also of one that lost an end."""
        relation = self.catalogue.relations.get(link.relation)
        ends = {"from": self.name(link.source), "to": self.name(link.target)}
        return {**ends, "relation": relation.label if relation else link.relation}


def mean_of(counts: Iterable[int]) -> float:
    """Return the mean of answers from 1 upwards, `counts` telling how many gave each."""
    given = list(counts)
    return sum(value * n for value, n in enumerate(given, 1)) / sum(given)


def _id(element: Element | str) -> str:
    return element if isinstance(element, str) else element.id
