"""Board: the plain image of all records of a session, with the indexes that readers need.

Everything that reads (canvas, lists, checks, reports) reads a board. Who owns it applies changes; all others only read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Generic, TypeVar, cast

from stworkshop.model.board_index import Codes, Ends
from stworkshop.model.changes import Change
from stworkshop.model.records import (
    ROOTS,
    AgendaItem,
    Conflict,
    Element,
    Group,
    Image,
    Link,
    Note,
    Participant,
    Position,
    Record,
    Ref,
    Result,
    Round,
    SessionRecord,
    Snapshot,
    Statement,
    Term,
    View,
    ref_of,
    replaced,
    root_of,
)

_R = TypeVar("_R", bound=Record)


class _Live(Generic[_R]):
    """The live records of one root by id, of the root that is named as the member of the board is."""

    def __init__(self, _kind: type[_R]) -> None:
        self._root = ""

    def __set_name__(self, _board: type[Board], name: str) -> None:
        self._root = name

    def __get__(self, board: Board, _board: type[Board]) -> Mapping[str, _R]:
        return cast("Mapping[str, _R]", MappingProxyType(board._live[self._root]))  # in quotes: a hot path


class Board:
    """All records of one session: the live ones by root and id, in the order of making, and the ones that are gone."""

    elements = _Live(Element)
    """The cards by id."""
    participants = _Live(Participant)
    """The participants by id."""
    terms = _Live(Term)
    """The words explained, by id."""
    statements = _Live(Statement)
    """The rated statements by id."""
    rounds = _Live(Round)
    """The rounds by id."""
    results = _Live(Result)
    """The results of closed rounds by id."""
    notes = _Live(Note)
    """The notes by id."""
    conflicts = _Live(Conflict)
    """The fields that tables set differently, by id."""
    groups = _Live(Group)
    """The frames around cards, by id."""
    stages = _Live(AgendaItem)
    """The session's own agenda by id, in the order of making; `agenda.items` has them in their order."""
    snapshots = _Live(Snapshot)
    """The named moments by id."""
    views = _Live(View)
    """The views that people saved, by id."""
    positions = _Live(Position)
    """Where cards stand in views, by id."""
    images = _Live(Image)
    """The pictures on cards, by id."""

    def __init__(self, records: Iterable[Record] = ()) -> None:
        self._live: dict[str, dict[str, Record]] = {root: {} for root in ROOTS}
        self._gone: dict[Ref, Record] = {}
        self._highest_seq = 0
        self.code_letter = ""
        """The letter of the table that this is a copy for: it stands in the codes of its new cards."""
        # Made when they are first asked for, since a session is seen before anything is looked up.
        self._codes: Codes | None = None
        self._ends: Ends | None = None
        self._split: tuple[dict[str, Link], dict[str, Link]] | None = None
        for record in sorted(records, key=lambda r: (r.seq, r.id)):
            self._put(record)

    def copy(self) -> Board:
        """Return a board of its own with the same records."""
        made = Board([*self.records(), *self._gone.values()])
        made.code_letter = self.code_letter
        return made

    def become(self, other: Board) -> None:
        """Hold what another board holds, which is not to be used any more: whoever reads this one goes on with it."""
        for root, records in other._live.items():
            mine = self._live[root]  # views of it are in the hands of readers
            mine.clear()
            mine.update(records)
        self._gone, self._highest_seq, self.code_letter = other._gone, other._highest_seq, other.code_letter
        self._codes = self._ends = self._split = None

    # --- reading

    @property
    def session(self) -> SessionRecord:
        """The session's own record; an empty one where it is missing."""
        for record in self._live["session"].values():
            return cast(SessionRecord, record)
        return SessionRecord(id="")

    @property
    def links(self) -> Mapping[str, Link]:
        """The links by id whose both ends are there."""
        return MappingProxyType(self._split_links()[0])

    @property
    def dangling(self) -> Mapping[str, Link]:
        """The links by id that lost an end: kept, hidden, and told by a check."""
        return MappingProxyType(self._split_links()[1])

    def image_of(self, card: str) -> Image | None:
        """Return the picture on a card, or None."""
        element = self.elements.get(card)
        return self.images.get(element.image) if element is not None and element.image else None

    def records(self) -> Iterator[Record]:
        """Yield all live records, root by root, dangling links included."""
        for root in self._live.values():
            yield from root.values()

    def in_root(self, root: str) -> Mapping[str, Record]:
        """Return the live records of one root by id, dangling links included."""
        return MappingProxyType(self._live[root])

    def get(self, ref: Ref) -> Record | None:
        """Return a live record by its name."""
        return self._live[ref.root].get(ref.id)

    def find(self, record_id: str) -> Record | None:
        """Return the live record with this id, whatever its root."""
        return next((root[record_id] for root in self._live.values() if record_id in root), None)

    def gone(self, ref: Ref) -> Record | None:
        """Return a record that was deleted, by its name."""
        return self._gone.get(ref)

    def gone_records(self) -> Iterable[Record]:
        """Return all records that were deleted."""
        return self._gone.values()

    def known_id(self, record_id: str) -> bool:
        """Tell whether any record, live or gone, bears this id."""
        return self.find(record_id) is not None or any(Ref(root, record_id) in self._gone for root in ROOTS)

    def links_from(self, element_id: str) -> list[Link]:
        """Return the links that start at a card, both ends being there."""
        return [link for link in self._links_at().outgoing.get(element_id, {}).values() if self._joined(link)]

    def links_to(self, element_id: str) -> list[Link]:
        """Return the links that end at a card, both ends being there."""
        return [link for link in self._links_at().incoming.get(element_id, {}).values() if self._joined(link)]

    def links_of(self, element_id: str) -> list[Link]:
        """Return the links at a card, outgoing first, both ends being there."""
        return self.links_from(element_id) + [link for link in self.links_to(element_id) if link.source != link.target]

    def all_links_at(self, element_id: str) -> list[Link]:
        """Return every live link that names a card, also one whose other end is gone."""
        ends = self._links_at()
        return list({**ends.outgoing.get(element_id, {}), **ends.incoming.get(element_id, {})}.values())

    def neighbours(self, element_id: str) -> set[str]:
        """Return the ids of the cards that one link joins with this card."""
        return {link.target for link in self.links_from(element_id)} | {
            link.source for link in self.links_to(element_id)
        }

    def link_between(self, relation: str, source: str, target: str, *, symmetric: bool = False) -> Link | None:
        """Return the live link of this relation between two cards; of a symmetric one in either order."""
        for ends in ((source, target), (target, source)) if symmetric else ((source, target),):
            link_id = self._links_at().between(relation, *ends)
            if link_id is not None:
                return cast(Link, self._live["links"][link_id])
        return None

    def element_by_code(self, code: str) -> Element | None:
        """Return the card with this printed code."""
        element_id = self._codes_given().bearer(code)
        return self.elements.get(element_id) if element_id else None

    def next_code(self, letter: str, offset: int = 0) -> str:
        """Return the next printed code that no card, live or gone, ever bore; `offset` skips that many more."""
        return f"{letter}{self._codes_given().highest(letter) + 1 + offset}{self.code_letter}"

    def next_seq(self) -> int:
        """Return the next place in the order of making."""
        return self._highest_seq + 1

    # --- applying

    def apply(self, change: Change) -> None:
        """Apply a change; it never fails, since it was decided before."""
        if change.added or change.removed or any(ref.root == "links" for ref in change.updated):
            self._split = None
        for ref, removed in change.removed.items():
            current = self._take(ref) or removed
            self._put(replaced(current, {"gone": removed.gone or "unknown"}))
        for ref, fields in change.updated.items():
            new = {name: after for name, (_, after) in fields.items()}
            if ref in self._gone:
                self._put(replaced(self._gone.pop(ref), new))
            elif (live := self._live[ref.root].get(ref.id)) is not None:
                self._replace(live, replaced(live, new))
        for ref, record in change.added.items():
            self._gone.pop(ref, None)
            self._take(ref)
            self._put(record)

    def _split_links(self) -> tuple[dict[str, Link], dict[str, Link]]:
        if self._split is None:
            whole: dict[str, Link] = {}
            broken: dict[str, Link] = {}
            for key, link in cast("dict[str, Link]", self._live["links"]).items():
                (whole if self._joined(link) else broken)[key] = link
            self._split = (whole, broken)
        return self._split

    def _joined(self, link: Link) -> bool:
        elements = self._live["elements"]
        return link.source in elements and link.target in elements

    def _put(self, record: Record) -> None:
        self._highest_seq = max(self._highest_seq, record.seq)
        if record.gone:
            self._gone[ref_of(record)] = record
            if self._codes is not None and isinstance(record, Element):
                self._codes.note(record)
            return
        self._live[root_of(record)][record.id] = record
        if self._ends is not None and isinstance(record, Link):
            self._ends.add(record)
        elif self._codes is not None and isinstance(record, Element):
            self._codes.add(record)

    def _replace(self, old: Record, new: Record) -> None:
        self._unindex(old)
        self._put(new)

    def _take(self, ref: Ref) -> Record | None:
        record = self._live[ref.root].pop(ref.id, None)
        if record is not None:
            self._unindex(record)
        return record

    def _unindex(self, record: Record) -> None:
        if self._ends is not None and isinstance(record, Link):
            self._ends.drop(record)
        elif self._codes is not None and isinstance(record, Element):
            self._codes.drop(record)

    def _links_at(self) -> Ends:
        if self._ends is None:
            self._ends = Ends(cast("dict[str, Link]", self._live["links"]).values())
        return self._ends

    def _codes_given(self) -> Codes:
        if self._codes is None:
            gone = [record for record in self._gone.values() if isinstance(record, Element)]
            self._codes = Codes(self.elements.values(), gone)
        return self._codes
