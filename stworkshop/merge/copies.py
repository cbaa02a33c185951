"""Copies of one session that come together: what each of them changed since it was given out, by record and field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from stworkshop.analysis.table_differences import PLENARY as PLENARY
from stworkshop.analysis.table_differences import Vote as Vote
from stworkshop.model.board import Board
from stworkshop.model.records import ROOTS, Record, Ref, flat

Times = Mapping[tuple[Ref, str], tuple[str, str]]
"""By record and field ("" for its making or deletion): when it was changed last (ISO 8601), and by whom ("")."""


@dataclass(frozen=True)
class Copy:
    """A copy: the name of its table, what it holds, and what it held when the tables parted."""

    table: str
    board: Board
    base: Board
    times: Times = field(default_factory=lambda: MappingProxyType({}))
    pushed: frozenset[Ref] = frozenset()
    """Cards that nobody moved there: they only made room for new ones."""


@dataclass
class RecordVotes:
    """What the copies say of one record.

    `start` is the record when the tables parted, None where it is new since; `states` is the record as each copy holds
    it. What a copy changed and changed back, or added and deleted, leaves no trace.
    """

    ref: Ref
    start: Record | None
    added: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    fields: dict[str, list[Vote]] = field(default_factory=dict)
    states: dict[str, Record] = field(default_factory=dict)
    times: dict[str, tuple[str, str]] = field(default_factory=dict)
    pushed: set[str] = field(default_factory=set)

    @property
    def first(self) -> Record:
        """The record to begin with: as it was at the start, else as the first table made it."""
        return self.start or self.states[min(self.states)]


def votes(copies: Iterable[Copy]) -> dict[Ref, RecordVotes]:
    """Return what the copies say of every record that they hold or held; the order of the copies does not matter."""
    ordered = sorted(copies, key=lambda copy: copy.table)
    found: dict[Ref, RecordVotes] = {}
    for ref in _refs(ordered):
        entry = RecordVotes(ref, next((r for c in ordered if (r := c.base.get(ref)) is not None), None))
        for copy in ordered:
            _ask(entry, copy)
        if entry.states or entry.deleted:
            _without_what_was_seen(entry)
            found[ref] = entry
    return found


def _refs(copies: Iterable[Copy]) -> list[Ref]:
    order = {root: number for number, root in enumerate(ROOTS)}
    known = {
        Ref(root, record_id)
        for copy in copies
        for board in (copy.base, copy.board)
        for root in ROOTS
        for record_id in board.in_root(root)
    }
    return sorted(known, key=lambda ref: (order[ref.root], ref.id))


def _ask(entry: RecordVotes, copy: Copy) -> None:
    """Note what one copy did to a record since it was given out."""
    before, now = copy.base.get(entry.ref), copy.board.get(entry.ref)
    if before is None and copy.table == PLENARY:
        before = entry.start if now is not None and entry.start is not None else None
    if now is None and (before is None or copy.board.gone(entry.ref) is None):
        return  # this copy does not know the record
    made = copy.times.get((entry.ref, ""), ("", ""))
    if now is None:
        entry.deleted.append(copy.table)
        entry.times[copy.table] = made
        return
    entry.states[copy.table] = now
    if entry.ref in copy.pushed:
        entry.pushed.add(copy.table)
    if before is None:
        entry.added.append(copy.table)
        entry.times[copy.table] = made
        return
    old, new = flat(before), flat(now)
    for name in {**old, **new}:
        if old.get(name) != new.get(name):
            when, who = copy.times.get((entry.ref, name), ("", ""))
            entry.fields.setdefault(name, []).append(Vote(copy.table, new.get(name), old.get(name), when, who))


def _without_what_was_seen(entry: RecordVotes) -> None:
    """Drop a value that another copy had before it and changed: whoever changed it last saw it."""
    for name, cast in entry.fields.items():
        kept = [vote for vote in cast if not any(o is not vote and o.before == vote.value for o in cast)]
        entry.fields[name] = kept or cast
