"""What comes of copies that come together, by the catalogue's `merge-*` rules: pure, and the same in every order.

What ballots promised stays the plenary's. Deletion wins over an edit; a field that one copy changed, or several alike,
has that value; one that was changed to different values keeps that of the first table and becomes a conflict; sets
merge member by member; links that say the same are one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from stworkshop.analysis import likeness, table_signs
from stworkshop.merge.copies import PLENARY, Copy, RecordVotes, Vote, votes
from stworkshop.merge.promised import NotTaken, Promises, in_order
from stworkshop.model import card_layout
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.records import (
    NO_ATTRIBUTES,
    Conflict,
    Element,
    Link,
    Record,
    Ref,
    Value,
    own_fields,
    ref_of,
    replaced,
    value_of,
)

_LATEST = frozenset({"pos", "code", "group", "image"})
"""Fields where the last change counts: where a card lies, or which picture is on it, is no question for a room."""
_OURS = frozenset({"seq", "size", "gone", "created_by", "placed", "codes_before", "drawers", "tables"})
"""Fields that follow from others, or are the program's own."""
_QUIET_ROOTS = frozenset({"stages", "snapshots", "positions", "images", "conflicts"})
"""Roots whose differing fields nobody is asked about: the plenary's count, else the latest."""


@dataclass(frozen=True)
class Difference:
    """A field that was set to different values: `kept` is that of the first table until somebody chooses."""

    ref: Ref
    name: str
    kept: Value
    votes: tuple[Vote, ...]
    before: Value

    @property
    def id(self) -> str:
        """The id of its conflict record: the same on every laptop."""
        return f"conflict.{self.ref.root}.{self.ref.id}.{self.name}"[:200]


@dataclass(frozen=True)
class Loss:
    """A record that was deleted: by whom, and which edits of others went with it."""

    record: Record
    root: str
    by: tuple[str, ...]
    lost: tuple[tuple[str, str, Value], ...]
    """Table, field and value of each edit that the deletion cost."""


@dataclass(frozen=True)
class Dropped:
    """A link that was drawn to a card which another copy deleted."""

    link: Link
    by: tuple[str, ...]


@dataclass(frozen=True)
class Edited:
    """A field that has a new value without a question, and the tables that gave it."""

    ref: Ref
    name: str
    before: Value
    value: Value
    tables: tuple[str, ...]


@dataclass
class Merged:
    """What is there after the merge, and what is to be told of it."""

    records: dict[Ref, Record] = field(default_factory=dict)
    new: dict[Ref, tuple[str, ...]] = field(default_factory=dict)
    """Records that are new since the tables parted, with the tables that made them."""
    edited: list[Edited] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    duplicates: list[tuple[str, str]] = field(default_factory=list)
    not_taken: list[NotTaken] = field(default_factory=list)
    """What tables did to something that ballots promised, and that stays the plenary's."""
    provenance: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Tables by the id of a card or link that was drawn since; a card counts with its look-alikes of other tables."""

    def board(self) -> Board:
        """Return a board of what is there after the merge."""
        return Board(self.records.values())


def merge(copies: Sequence[Copy], catalogue: Catalogue) -> Merged:
    """Return what comes of the copies, whatever their order."""
    merged = Merged()
    asked = votes(copies)
    promises = Promises(copies, asked.values())
    for entry in asked.values():
        if promises.covers(entry):
            _keep(merged, entry, promises.keep(entry))
            continue
        promises.withhold(entry)
        if entry.deleted:
            _delete(merged, entry)
        else:
            merged.records[entry.ref] = _record(merged, entry, catalogue)
            if entry.start is None:
                merged.new[entry.ref] = tuple(entry.added)
    merged.not_taken = in_order(promises.not_taken)
    _drop_links(merged, asked)
    _join_links(merged, asked, catalogue)
    _number(merged, catalogue)
    _measure(merged, catalogue)
    tables = [copy.table for copy in copies if copy.table != PLENARY]
    _trace(merged, tables)
    _keep_tables(merged, copies)
    _keep_conflicts(merged)
    return merged


# --- records


def _keep(merged: Merged, entry: RecordVotes, record: Record | None) -> None:
    """Keep a record as the plenary holds it; what the plenary made since is new."""
    if record is not None:
        merged.records[entry.ref] = record
        if entry.start is None:
            merged.new[entry.ref] = (PLENARY,)


def _delete(merged: Merged, entry: RecordVotes) -> None:
    if entry.start is None:
        return
    lost = tuple(
        (vote.table, name, vote.value)
        for name, cast_ in sorted(entry.fields.items())
        if name not in _OURS
        for vote in cast_
        if vote.table not in entry.deleted
    )
    merged.losses.append(Loss(entry.start, entry.ref.root, tuple(entry.deleted), lost))


def _record(merged: Merged, entry: RecordVotes, catalogue: Catalogue) -> Record:
    record = entry.first
    changes: dict[str, Value] = {}
    for name, cast_ in sorted(entry.fields.items()):
        if name in _OURS:
            changes[name] = _of_ours(name, cast_)
        elif _is_set(catalogue, entry.ref.root, record, name):
            changes[name] = _members(value_of(record, name), cast_)
            merged.edited.append(Edited(entry.ref, name, value_of(record, name), changes[name], _tables(cast_)))
        else:
            changes[name] = _one_value(merged, entry, name, cast_)
    return replaced(record, changes)


def _of_ours(name: str, cast_: Sequence[Vote]) -> Value:
    if name == "placed":
        return "yes" if any(vote.value == "yes" for vote in cast_) else cast_[0].value
    return _latest(cast_).value


def _one_value(merged: Merged, entry: RecordVotes, name: str, cast_: Sequence[Vote]) -> Value:
    if name == "pos":
        by_hand = [vote for vote in cast_ if vote.table not in entry.pushed]
        if not by_hand:  # the program made room, at however many tables: nothing that anybody did
            return _latest(cast_).value
        cast_ = by_hand
    values = {repr(vote.value) for vote in cast_}
    before = value_of(entry.first, name)
    quiet = entry.ref.root in _QUIET_ROOTS
    if len(values) > 1 and not quiet and name not in _LATEST:
        first = min(cast_, key=lambda vote: vote.table)
        merged.differences.append(Difference(entry.ref, name, first.value, tuple(cast_), before))
        return first.value
    plenary = next((vote for vote in cast_ if vote.table == PLENARY), None) if quiet else None
    chosen = plenary or _latest(cast_)
    merged.edited.append(Edited(entry.ref, name, before, chosen.value, _tables(cast_)))
    return chosen.value


def _latest(cast_: Sequence[Vote]) -> Vote:
    return max(cast_, key=lambda vote: (vote.when, vote.table))


def _tables(cast_: Iterable[Vote]) -> tuple[str, ...]:
    return tuple(sorted({vote.table for vote in cast_}))


def _is_set(catalogue: Catalogue, root: str, record: Record, name: str) -> bool:
    own = own_fields(root).get(name)
    if own is not None:
        return own.name == "ids"
    if isinstance(record, Element):
        attribute = catalogue.kind(record.kind).attributes.get(name)
        return attribute is not None and attribute.type == "ids" and isinstance(value_of(record, name), tuple)
    return False


def _members(before: Value, cast_: Sequence[Vote]) -> Value:
    """Merge a set: added by one is added, removed by one is removed."""
    start = [str(member) for member in before] if isinstance(before, tuple) else []
    gone: set[str] = set()
    members = list(start)
    for vote in cast_:
        had = _as_list(vote.before)
        now = _as_list(vote.value)
        gone |= {member for member in had if member not in now}
        members += [member for member in now if member not in had]
    return tuple(member for member in dict.fromkeys(members) if member not in gone)


def _as_list(value: Value) -> list[str]:
    return [str(member) for member in value] if isinstance(value, tuple | list) else []


# --- links


def _drop_links(merged: Merged, asked: Mapping[Ref, RecordVotes]) -> None:
    for ref in [ref for ref in merged.records if ref.root == "links"]:
        link = cast(Link, merged.records[ref])
        if all(Ref("elements", end) in merged.records for end in (link.source, link.target)):
            continue
        ends = [Ref("elements", end) for end in (link.source, link.target)]
        if not any(end in asked for end in ends):
            continue  # it dangled before
        del merged.records[ref]
        merged.new.pop(ref, None)
        merged.dropped.append(Dropped(link, tuple(asked[ref].added) or tuple(sorted(asked[ref].states))))


def _join_links(merged: Merged, asked: Mapping[Ref, RecordVotes], catalogue: Catalogue) -> None:
    """Make links that say the same one: it keeps the smallest id, and has all who drew it."""
    alike: dict[tuple[str, str, str], list[Ref]] = defaultdict(list)
    for ref, record in merged.records.items():
        if isinstance(record, Link):
            relation = catalogue.relations.get(record.relation)
            ends = (record.source, record.target)
            first, last = sorted(ends) if relation is not None and relation.symmetric else ends
            alike[record.relation, first, last].append(ref)
    for refs in alike.values():
        kept, *others = sorted(refs)
        drawers = {table for ref in refs for table in asked[ref].added if asked[ref].start is None}
        link = cast(Link, merged.records[kept])
        known = {*link.drawers, *(d for ref in others for d in cast(Link, merged.records[ref]).drawers)}
        if drawers or others:
            changes: dict[str, Value] = {"drawers": tuple(sorted(known | (drawers - {PLENARY})))}
            for ref in others:
                changes |= _of_twin(merged, kept, cast(Link, merged.records[ref]), asked)
            merged.records[kept] = replaced(link, changes)
        if kept in merged.new or others:
            merged.new.setdefault(kept, ())
            merged.new[kept] = tuple(sorted({*merged.new[kept], *drawers}))
        if asked[kept].start is not None:
            merged.new.pop(kept, None)
        for ref in others:
            del merged.records[ref]
            merged.new.pop(ref, None)


def _of_twin(merged: Merged, kept: Ref, twin: Link, asked: Mapping[Ref, RecordVotes]) -> dict[str, Value]:
    """Return what a link takes of another that says the same; where both say something else, somebody chooses."""
    link = cast(Link, merged.records[kept])
    changes: dict[str, Value] = {}
    if "yes" in (link.discussed, twin.discussed):
        changes["discussed"] = "yes"
    if twin.note and not link.note:
        changes["note"] = twin.note
    elif twin.note and twin.note != link.note:
        cast_ = [
            Vote(table, one.note, "", *asked[ref].times.get(table, ("", "")))
            for ref, one in ((kept, link), (ref_of(twin), twin))
            for table in (asked[ref].added or [PLENARY])
        ]
        first = min(cast_, key=lambda vote: vote.table)
        changes["note"] = first.value
        merged.differences.append(Difference(kept, "note", first.value, tuple(cast_), ""))
    return changes


# --- cards


def _number(merged: Merged, catalogue: Catalogue) -> None:
    """Give each card a code of its own: of two with one code the later id takes the next free number."""
    given: dict[str, str] = {}
    board = merged.board()
    taken: dict[str, int] = defaultdict(int)
    elements = sorted((r for r in merged.records.values() if isinstance(r, Element)), key=lambda e: e.id)
    for element in elements:
        if element.code and given.setdefault(element.code, element.id) != element.id:
            letter = catalogue.kind(element.kind).code
            while (code := board.next_code(letter, taken[letter])) in given:
                taken[letter] += 1
            taken[letter] += 1
            given[code] = element.id
            before = cast(tuple[str, ...], element.attributes.get("codes_before", ()))
            changes = {"code": code, "codes_before": (*before, element.code)}
            merged.records[ref_of(element)] = replaced(element, changes)


def _measure(merged: Merged, catalogue: Catalogue) -> None:
    """Give cards whose words changed the size that their words need."""
    changed = {edit.ref for edit in merged.edited} | {difference.ref for difference in merged.differences}
    for ref in changed:
        record = merged.records.get(ref)
        if isinstance(record, Element) and record.size is not None:
            face = card_layout.measure(record, catalogue)
            merged.records[ref] = replaced(record, {"size": (float(face.w), float(face.h))})


def _trace(merged: Merged, tables: Sequence[str]) -> None:
    """Note who drew what is new; cards of different tables that look alike are suggested, and count as one."""
    drawn = {
        ref: {table for table in made if table in tables}
        for ref, made in merged.new.items()
        if ref.root in ("elements", "links")
    }
    fresh = [merged.records[ref] for ref in drawn if ref.root == "elements"]
    by = {ref.id: set(made) for ref, made in drawn.items()}
    for pair in likeness.alike(Board(fresh)):
        one, other = sorted((pair.first, pair.second))
        drawers = drawn[Ref("elements", one)], drawn[Ref("elements", other)]
        if not drawers[0] & drawers[1]:
            merged.duplicates.append((one, other))
            by[one] |= drawers[1]
            by[other] |= drawers[0]
    merged.duplicates.sort()
    for ref, made in drawn.items():
        record = merged.records[ref]
        merged.provenance[ref.id] = tuple(sorted(by[ref.id]))
        if made and isinstance(record, Element):
            merged.records[ref] = replaced(record, {"drawers": tuple(sorted(made))})


def _keep_tables(merged: Merged, copies: Sequence[Copy]) -> None:
    """Keep the names of all tables, those that drew nothing among them: by these “3 of 4” counts."""
    for ref in [ref for ref in merged.records if ref.root == "session"]:
        names = {copy.table for copy in copies if copy.table != PLENARY}
        names = names.union(*(table_signs.tables_kept(copy.board) for copy in copies))
        if names:
            merged.records[ref] = replaced(merged.records[ref], {table_signs.TABLES: tuple(sorted(names))})


# --- conflicts


def _keep_conflicts(merged: Merged) -> None:
    """Keep a record of each difference, unless the same one was settled before."""
    highest = max((int(record.seq) for record in merged.records.values()), default=0)
    open_ones: list[Difference] = []
    for difference in sorted(merged.differences, key=lambda d: d.id):
        values = tuple(_told(vote) for vote in sorted(difference.votes, key=lambda vote: vote.table))
        ref = Ref("conflicts", difference.id)
        known = merged.records.get(ref)
        if isinstance(known, Conflict) and known.settled == "yes" and _same(known.values, values):
            merged.records[difference.ref] = replaced(merged.records[difference.ref], {difference.name: known.kept})
            continue
        highest += 1
        merged.records[ref] = Conflict(
            id=difference.id,
            seq=highest,
            record=difference.ref.id,
            root=difference.ref.root,
            field=difference.name,
            kept=difference.kept,
            values=values,
            attributes=known.attributes if isinstance(known, Conflict) else NO_ATTRIBUTES,
        )
        open_ones.append(difference)
    merged.differences = open_ones


def _told(vote: Vote) -> Mapping[str, Value]:
    return {"table": vote.table, "value": vote.value, "who": vote.who, "when": vote.when}


def _same(one: Any, other: Any) -> bool:
    def plain(values: Any) -> set[tuple[str, str]]:
        return {(str(value["table"]), repr(value["value"])) for value in values or ()}

    return plain(one) == plain(other)
