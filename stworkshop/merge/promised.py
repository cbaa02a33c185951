"""What ballots promised is the plenary's own in every merge: whatever a table's copy holds there is told, not taken."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from stworkshop.analysis import table_signs
from stworkshop.merge.copies import PLENARY, Copy, RecordVotes
from stworkshop.model.attribution import ANONYMOUS
from stworkshop.model.board import Board
from stworkshop.model.records import PROMISED_ROOTS, Record, Ref, Result, Round, Value, promised_fields, value_of

ADDED, CHANGED, REMOVED = "added", "changed", "removed"
_DAY = frozenset(
    {"stage", "agenda", "read_back", "read_back_at", "read_back_corrections", "read_back_objections",
     "absent_summary_exported"}
)  # fmt: skip
"""Fields of the session's own record that say what happened in the room; a table's are of its own day, and untold."""


@dataclass(frozen=True)
class NotTaken:
    """What tables did to something that ballots promised; `record` is what stays, or what they added."""

    ref: Ref
    record: Record
    how: str
    name: str
    value: Value
    tables: tuple[str, ...]


class Promises:
    """What the plenary promised: it is at hand, or else the start that the tables share stands for it."""

    def __init__(self, copies: Iterable[Copy], asked: Iterable[RecordVotes]) -> None:
        self._plenary: Board | None = next((copy.board for copy in copies if copy.table == PLENARY), None)
        asked = list(asked)
        sessions = [self.held(entry) for entry in asked if entry.ref.root == "session"]
        self._unnamed = any(value_of(one, "attribution") == ANONYMOUS for one in sessions if one is not None)
        rounds = [self.held(entry) for entry in asked if entry.ref.root == "rounds"]
        self._items = {item for round_ in rounds if isinstance(round_, Round) for item in round_.items}
        self.not_taken: list[NotTaken] = []

    def held(self, entry: RecordVotes) -> Record | None:
        """Return a record as the plenary holds it."""
        return entry.start if self._plenary is None else self._plenary.get(entry.ref)

    def covers(self, entry: RecordVotes) -> bool:
        """Tell whether a record is the plenary's as a whole: rounds, results, and that there is one session."""
        ref = entry.ref
        return ref.root in PROMISED_ROOTS or (ref.root == "session" and entry.start is None)

    def keep(self, entry: RecordVotes) -> Record | None:
        """Return what stays of a record that is the plenary's as a whole, and note what tables made of it."""
        held = self.held(entry)
        known = held or entry.start or entry.first
        added, removed = _tables(entry.added), _tables(entry.deleted)
        changed = _tables(vote.table for votes in entry.fields.values() for vote in votes)
        for how, tables in ((ADDED, added), (CHANGED, changed), (REMOVED, removed)):
            if tables:
                self.not_taken.append(NotTaken(entry.ref, known, how, "", None, tables))
        return held

    def withhold(self, entry: RecordVotes) -> None:
        """Take from a record's votes what tables did to fields that are the plenary's, and note it."""
        if self._unnamed and entry.ref.root == "participants" and (held := self.held(entry)) is not None:
            # Tables were given no names, so that what they hold of people says nothing.
            entry.start, entry.fields = held, {}
        fields = self._fields(entry)
        if fields and (tables := _tables(entry.deleted)):
            entry.deleted = [table for table in entry.deleted if table == PLENARY]
            if not entry.deleted:
                self.not_taken.append(NotTaken(entry.ref, entry.start or entry.first, REMOVED, "", None, tables))
        for name in sorted(fields & set(entry.fields)):
            told = [vote for vote in entry.fields[name] if vote.table != PLENARY]
            own = [vote for vote in entry.fields.pop(name) if vote.table == PLENARY]
            if own:
                entry.fields[name] = own
            if name in _DAY or entry.deleted:
                continue
            for value in dict.fromkeys(repr(vote.value) for vote in told):
                same = [vote for vote in told if repr(vote.value) == value]
                tables = _tables(vote.table for vote in same)
                record = entry.start or entry.first
                self.not_taken.append(NotTaken(entry.ref, record, CHANGED, name, same[0].value, tables))

    def _fields(self, entry: RecordVotes) -> frozenset[str]:
        if entry.ref.root == "session":
            return promised_fields("session") | _DAY | {table_signs.PRINTED}
        return promised_fields(entry.ref.root) if entry.ref.id in self._items else frozenset()


def _tables(tables: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({table for table in tables if table != PLENARY}))


def in_order(found: Sequence[NotTaken]) -> list[NotTaken]:
    """Return what is told: results once for a round, and not at all where the tables' own round is told of."""
    own = {one.ref.id for one in found if one.ref.root == "rounds" and one.how == ADDED}
    told: list[NotTaken] = []
    rounds: set[tuple[str, tuple[str, ...]]] = set()
    for one in found:
        if isinstance(one.record, Result):
            if one.record.round in own or (one.record.round, one.tables) in rounds:
                continue
            rounds.add((one.record.round, one.tables))
        told.append(one)
    return told
