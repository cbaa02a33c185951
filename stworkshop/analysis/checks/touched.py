"""What one or several changes touched, gathered until somebody asks for the findings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from stworkshop.model.board import Board
from stworkshop.model.changes import Change
from stworkshop.model.records import Link, Ref, Value

Fields = set[str] | None
"""Names of the fields that were set; None where the record came or went."""
_ENDS = ("source", "target")


@dataclass
class TouchedLink:
    """A link that was touched: all cards it joins or joined, and all relations it has or had."""

    fields: Fields = field(default_factory=set)
    ends: set[str] = field(default_factory=set)
    relations: set[str] = field(default_factory=set)

    def note(self, link: Link) -> None:
        """Take in a state of the link."""
        self.ends |= {link.source, link.target}
        self.relations.add(link.relation)

    def sets(self, fields: Iterable[str]) -> bool:
        """Tell whether the link came, went, or had one of these fields set."""
        return self.fields is None or not self.fields.isdisjoint(fields)


@dataclass
class Touched:
    """The touched records by root, and what follows from them once they are settled on the board.

    walked: the cards that gained or lost a way, by the name of the walk. words: what each touched card bears and bore.
    """

    cards: dict[str, Fields] = field(default_factory=dict)
    links: dict[str, TouchedLink] = field(default_factory=dict)
    others: dict[str, set[str]] = field(default_factory=dict)
    session: set[str] = field(default_factory=set)
    walked: dict[str, set[str]] = field(default_factory=dict)
    words: dict[str, set[str]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.cards or self.links or self.others or self.session)

    def add(self, change: Change) -> None:
        """Take in what a change touches."""
        for ref, record in (*change.added.items(), *change.removed.items()):
            self._note(ref, None)
            if isinstance(record, Link):
                self.links[ref.id].note(record)
        for ref, fields in change.updated.items():
            self._note(ref, None if "gone" in fields else set(fields))
            if ref.root == "links":
                self._note_ends(self.links[ref.id], fields)

    def spread_to(self, board: Board) -> None:
        """Take in what follows on the board: links whose card came or went are there, or hidden, with it."""
        for card, fields in self.cards.items():
            if fields is None:
                for link in board.all_links_at(card):
                    self.links.setdefault(link.id, TouchedLink()).fields = None
        for link_id, touched in self.links.items():
            record = board.in_root("links").get(link_id)
            if isinstance(record, Link):
                touched.note(record)

    def set_on(self, card: str, fields: frozenset[str]) -> bool:
        """Tell whether a card came, went, or had one of these fields set."""
        found = self.cards.get(card, set())
        return found is None or not found.isdisjoint(fields)

    def _note(self, ref: Ref, fields: Fields) -> None:
        if ref.root == "elements":
            before = self.cards.get(ref.id, set())
            self.cards[ref.id] = None if fields is None or before is None else before | fields
        elif ref.root == "links":
            link = self.links.setdefault(ref.id, TouchedLink())
            link.fields = None if fields is None or link.fields is None else link.fields | fields
        elif ref.root == "session":
            self.session |= fields or {"label"}
        else:
            self.others.setdefault(ref.root, set()).add(ref.id)

    @staticmethod
    def _note_ends(link: TouchedLink, fields: Mapping[str, tuple[Value, Value]]) -> None:
        for name, values in fields.items():
            if name in _ENDS:
                link.ends |= {str(value) for value in values if value}
            elif name == "relation":
                link.relations |= {str(value) for value in values if value}
