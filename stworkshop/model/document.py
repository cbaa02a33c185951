"""The document of one session: the truth of everything that everybody may see, and the bytes that carry it.

A root Map per root of records, in it a Map per record, in it the record's fields as scalars; a set is a Map of member
to rank, so that order survives and members merge one by one; a pair is one value. No key ever leaves a Map: a deleted
record has `gone` set to the id of its step, a member that was taken out has no rank.
"""

from __future__ import annotations

import json
import math
import threading
import weakref
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from pycrdt import Doc, Map, Subscription, merge_updates

from stworkshop.model import update_validation
from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.model.changes import Change, difference
from stworkshop.model.records import (
    ROOTS,
    Element,
    Record,
    Ref,
    Value,
    field_type,
    flat,
    from_flat,
    is_value,
    own_fields,
    ref_of,
    replaced,
    value_of,
)
from stworkshop.model.update_validation import DEEPEST_VALUE

NOTHING = b"\0\0"
"""An update that holds nothing."""
_LARGEST = 2**53
_ALL = ""
"""Stands for all fields of a record."""


class Unfit(NamedTuple):
    """A field that was given what it cannot hold: its record, of a card the kind, and its name."""

    ref: Ref
    kind: str
    name: str


class BadUpdate(ValueError):
    """Bytes that are no update of a document."""


class OtherLineage(BadUpdate):
    """An update of a document that began elsewhere, though under the same id: the two must never come together."""


class Document:
    """A session's document; used by one thread only, the one that made it.

    `taken` counts the updates of others that it took, or began to take.
    """

    def __init__(self, updates: Iterable[bytes] = ()) -> None:
        self._thread = threading.get_ident()
        self._doc: Doc[Any] = Doc()
        self._roots: dict[str, Map[Any]] = {root: self._doc.get(root, type=Map) for root in ROOTS}
        self._depths = update_validation.Depths()
        self.foreign, self.taken = False, 0
        self.beyond: tuple[Unfit, ...] = ()
        self.starts: frozenset[update_validation.Id] = frozenset()
        """The things that began this document; two documents of one lineage have one in common."""
        for update in updates:
            self._integrate(update, own=True)
        self._made: list[bytes] = []
        self._touched: dict[Ref, set[str]] | None = None
        self.integrated = b""
        made = self._made
        self._keep(self._doc, self._doc.observe(lambda event: made.append(event.update)))

    def apply(self, change: Change, step: str) -> bytes:
        """Carry out a change that fits (see `fitted`) and return the update's bytes; b"" where nothing changed."""
        self._assert_owner()
        self._made.clear()
        with self._doc.transaction():
            for ref in change.removed:
                self._set_fields(ref, {"gone": step})
            for ref, fields in change.updated.items():
                self._set_fields(ref, {name: after for name, (_, after) in fields.items()})
            for ref, record in change.added.items():
                self._add(ref, record)
        return self._made[0] if self._made else b""

    def merge(self, update: bytes, before: Board) -> Change:
        """Integrate another's update and return what it changed against the board as it was; raises BadUpdate.

        `integrated` is then what is to be kept of it: with the records that it took away, which no program of ours
        does, put back as they were. `foreign` tells whether it held what no record holds, which is in none then, and
        `beyond` which fields it gave what they cannot hold, as a number out of their bounds; they hold none then.
        """
        self._assert_owner()
        touched = self._touched
        if touched is None:
            # Once, for all merges: it takes several times as long as to integrate an edit.
            touched = self._touched = {}
            for root, root_map in self._roots.items():
                self._keep(root_map, root_map.observe_deep(_collector(root, touched)))
        touched.clear()
        self._integrate(update)
        self.integrated = self._with_what_was_taken(update, touched, before)
        self.beyond = tuple(unfit for ref, names in touched.items() for unfit in self._unfit(ref, names))
        return _change_between(before, (record for ref in touched if (record := self.record(ref)) is not None))

    def together(
        self, updates: Iterable[bytes], before: Board, wanted: Callable[[Board], Change], step: str
    ) -> tuple[bytes, Change]:
        """Integrate others' updates, then make the board what is `wanted`; return one update for all, and the change.

        `wanted` is asked with the board as the updates leave it. Raises BadUpdate.
        """
        board, parts = before.copy(), []
        for update in updates:
            board.apply(self.merge(update, board))
            parts.append(self.integrated)
        rest = fitted(board, wanted(board), step)
        board.apply(rest)
        # Whoever took a record away, and what else it did to it: taking back this step brings it back as it was here.
        gone = {r: board.gone(r) for r in map(ref_of, before.records()) if board.get(r) is None}
        as_it_was = {
            ref: _without_gone(difference(now, before_))
            for ref, now in gone.items()
            if now is not None and (before_ := before.get(ref)) is not None
        }
        removed = {ref: before_ for ref in gone if (before_ := before.get(ref)) is not None}
        parts.append(self.apply(Change(rest.added, {**rest.updated, **as_it_was}, {**rest.removed, **removed}), step))
        parts = [part for part in parts if part]
        kept = (record for record in board.gone_records() if ref_of(record) not in removed)
        after = [*board.records(), *kept, *(replaced(record, {"gone": step}) for record in removed.values())]
        return merge_updates(*parts) if parts else b"", _change_between(before, after)

    def _with_what_was_taken(self, update: bytes, touched: Iterable[Ref], before: Board) -> bytes:
        lost = (ref for ref in touched if not isinstance(self._roots[ref.root].get(ref.id), Map))
        known = [(ref, before.get(ref) or before.gone(ref)) for ref in lost]
        taken = [(ref, record) for ref, record in known if record is not None]
        if not taken:
            return update
        self._made.clear()
        with self._doc.transaction():
            for ref, record in taken:
                self._add(ref, record)
        return merge_updates(update, *self._made)

    def unfit(self) -> Iterator[Unfit]:
        """Yield the fields of live records that were given what they cannot hold, and count as not said."""
        for record in self.records():
            if not record.gone:
                yield from self._unfit(ref_of(record), {_ALL})

    def _unfit(self, ref: Ref, written: set[str]) -> Iterator[Unfit]:
        """Yield those fields of a record that were `written` and hold what is not theirs to hold."""
        record_map = self._roots[ref.root].get(ref.id)
        if isinstance(record_map, Map):
            kind = str(record_map.get("kind")) if ref.root == "elements" else ""
            for name in list(record_map.keys()) if _ALL in written else written:
                takes = field_type(ref.root, kind, name)
                if takes is not None and not takes.holds(_unwrapped(record_map.get(name))):
                    yield Unfit(ref, kind, name)

    def record(self, ref: Ref) -> Record | None:
        """Return a record, live or gone, or None where the document never had it."""
        self._assert_owner()
        found = self._roots[ref.root].get(ref.id)
        return _decoded(ref, found) if isinstance(found, Map) else None

    def records(self) -> Iterator[Record]:
        """Yield all records, live and gone."""
        self._assert_owner()
        for root, root_map in self._roots.items():
            for record_id, found in root_map.items():
                if isinstance(found, Map):
                    yield _decoded(Ref(root, record_id), found)

    def state(self) -> bytes:
        """Return the whole document as one update."""
        self._assert_owner()
        return self._doc.get_update()

    def vector(self) -> bytes:
        """Return what this document has seen, for a peer to answer with what it lacks."""
        self._assert_owner()
        return self._doc.get_state()

    def strangers(self) -> set[str]:
        """Return what stands in the document beside the roots of records; no program of ours puts anything there."""
        self._assert_owner()
        return set(self._doc.keys()) - ROOTS.keys()

    def take(self, update: bytes) -> None:
        """Integrate an update without asking what it changes; raises BadUpdate."""
        self._assert_owner()
        self._integrate(update)

    @property
    def client(self) -> int:
        """The random number under which this document's own edits stand, new each time a document is opened."""
        return int(self._doc.client_id)

    def lacking(self, vector: bytes) -> bytes:
        """Return as one update what a peer with this state vector lacks; raises BadUpdate."""
        self._assert_owner()
        try:
            return self._doc.get_update(vector)
        except ValueError as error:
            raise BadUpdate(str(error)) from error

    def _keep(self, heard: Doc[Any] | Map[Any], subscription: Subscription) -> None:
        """End a subscription with this document: the two hold each other where no garbage collector sees it."""
        weakref.finalize(self, heard.unobserve, subscription).atexit = False

    def _integrate(self, update: bytes, *, own: bool = False) -> None:
        try:
            inspected = update_validation.inspect(update)
            if not own and self.starts and inspected.starts - self.starts:
                raise OtherLineage
            self.starts |= inspected.starts
            self._depths.take(inspected.types)
        except update_validation.Unsound as error:
            raise BadUpdate(str(error)) from error
        self.foreign = inspected.foreign
        self.taken += 1
        try:
            self._doc.apply_update(update)
        except BaseException as error:
            # The library's panics are no Exceptions, and the type cannot be imported.
            if not isinstance(error, ValueError | RuntimeError) and type(error).__name__ != "PanicException":
                raise
            raise BadUpdate(str(error)) from error

    def _add(self, ref: Ref, record: Record) -> None:
        root_map = self._roots[ref.root]
        if isinstance(root_map.get(ref.id), Map):
            existing = self.record(ref)
            assert existing is not None
            self._set_fields(ref, {name: after for name, (_, after) in difference(existing, record).items()})
        else:
            root_map[ref.id] = Map(_encoded(ref.root, record))

    def _set_fields(self, ref: Ref, values: Mapping[str, Value]) -> None:
        record_map = self._roots[ref.root].get(ref.id)
        if not isinstance(record_map, Map):
            return
        if "kind" in values:
            # What its old kind could not hold is none of its new kind either, or it would come out of nothing.
            for unfit in list(self._unfit(ref, {_ALL})):
                record_map[unfit.name] = None
        for name, value in values.items():
            if not _is_set(ref.root, name, value):
                record_map[name] = _plain(value)
            elif isinstance(members := record_map.get(name), Map):
                _set_members(members, value)
            else:
                record_map[name] = _set_map(value)

    def _assert_owner(self) -> None:
        assert threading.get_ident() == self._thread, "a document belongs to the thread that made it"


def fitted(board: Board, change: Change, step: str) -> Change:
    """Return the change as the document can hold it and as it meets the board, without what is so already.

    Records that it removes carry the step's id as `gone`; values before are the board's own.
    """
    removed = {ref: replaced(live, {"gone": step}) for ref in change.removed if (live := board.get(ref)) is not None}
    updated: dict[Ref, dict[str, tuple[Value, Value]]] = {}
    for ref, fields in change.updated.items():
        record = None if ref in change.removed else board.get(ref) or board.gone(ref)
        if record is None:
            continue
        after = replaced(record, _clean_fields(ref.root, {name: after for name, (_, after) in fields.items()}))
        changed = {
            name: (value_of(record, name), value_of(after, name))
            for name in fields
            if name != "gone" and value_of(record, name) != value_of(after, name)
        }
        if changed:
            updated[ref] = changed
    added = {
        ref: from_flat(ref.root, ref.id, {**_clean_fields(ref.root, flat(record)), "gone": ""})
        for ref, record in change.added.items()
    }
    return Change(added, updated, removed)


def _collector(root: str, touched: dict[Ref, set[str]]) -> Callable[[list[Any]], None]:
    """Return an observer that notes which records of `root` an update touches, and which of their fields."""

    def collect(events: list[Any]) -> None:
        for event in events:
            path = event.path
            if not path:
                for record_id in event.keys:
                    touched.setdefault(Ref(root, record_id), set()).add(_ALL)
                continue
            fields = touched.setdefault(Ref(root, str(path[0])), set())
            if len(path) == 1 and hasattr(event, "keys"):
                fields.update(event.keys)

    return collect


def _change_between(before: Board, records: Iterable[Record]) -> Change:
    """Return what makes `before` hold `records` as they are now."""
    added: dict[Ref, Record] = {}
    updated: dict[Ref, Mapping[str, tuple[Value, Value]]] = {}
    removed: dict[Ref, Record] = {}
    for record in sorted(records, key=lambda r: (r.seq, r.id)):
        ref = ref_of(record)
        live, gone = before.get(ref), before.gone(ref)
        if not record.gone:
            if live is None:
                added[ref] = record
            elif fields := difference(live, record):
                updated[ref] = fields
        elif gone is None:
            removed[ref] = record
            if live is not None and (fields := _without_gone(difference(live, record))):
                updated[ref] = fields
        elif fields := difference(gone, record):
            updated[ref] = fields
    return Change(added, updated, removed)


def _without_gone(fields: Mapping[str, tuple[Value, Value]]) -> dict[str, tuple[Value, Value]]:
    return {name: values for name, values in fields.items() if name != "gone"}


# --- values


def _is_set(root: str, name: str, value: Value) -> bool:
    own = own_fields(root).get(name)
    if own is not None:
        return own.name == "ids"
    words = isinstance(value, tuple) and all(isinstance(item, str) and item for item in value)
    return words and 0 < len(value) == len(set(value))


def _encoded(root: str, record: Record) -> dict[str, Any]:
    """Return the fields to write for a new record: those that differ from their default, and all its sets."""
    values: dict[str, Any] = {}
    own = own_fields(root)
    if isinstance(record, Element):
        # There from the start, or the first members that two people give to a set apart would not come together.
        values.update({name: Map({}) for name in _set_attributes(record.kind)})
    for name, value in flat(record).items():
        if _is_set(root, name, value):
            values[name] = _set_map(value)
        elif name not in own or value != own[name].default:
            values[name] = _plain(value)
    return values


def _set_attributes(kind: str) -> list[str]:
    return [name for name, attribute in catalogue().kind(kind).attributes.items() if attribute.type == "ids"]


def _set_map(members: tuple[str, ...]) -> Map[Any]:
    return Map({member: rank for rank, member in enumerate(members)})


def _set_members(current: Map[Any], members: tuple[str, ...]) -> None:
    """Write as few ranks as give `members` in their order."""
    ranks = _ranks(dict(current.items()))
    for member in ranks.keys() - set(members):
        current[member] = None
    last = -1.0
    for member in members:
        rank = ranks.get(member)
        if rank is None or rank <= last:
            rank = math.floor(last) + 1
            current[member] = rank
        last = rank


def _ranks(values: Mapping[str, Any]) -> dict[str, float]:
    return {
        member: rank
        for member, rank in values.items()
        if isinstance(rank, int | float) and not isinstance(rank, bool) and math.isfinite(rank)
    }


def _members(values: Mapping[str, Any]) -> tuple[str, ...]:
    ranks = _ranks(values)
    return tuple(sorted((member for member in ranks if member), key=lambda member: (ranks[member], member)))


def _decoded(ref: Ref, record_map: Map[Any]) -> Record:
    """Return the record that a Map holds, without what no record can hold: another program may have put it there."""
    own = own_fields(ref.root)
    values: dict[str, Value] = {}
    # Not `to_py`, which goes down into whatever stands in it.
    for name, value in record_map.items():
        is_set = name in own and own[name].name == "ids"
        if isinstance(value, Map):
            if is_set or name not in own:
                values[name] = _members(dict(value.items())) or (() if is_set else None)
        elif isinstance(value, dict) and is_set:
            values[name] = _members(value)
        elif type(value) is str or is_value(value):
            values[name] = value
    return from_flat(ref.root, ref.id, values)


def _unwrapped(value: Any) -> Value:
    """Return a value that stands in a field, a set as its members."""
    return _members(dict(value.items())) if isinstance(value, Map) else value


def _plain(value: Value) -> Any:
    """Return a value with lists and dicts in the place of tuples and other mappings."""
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return value


def _clean_fields(root: str, values: Mapping[str, Value]) -> dict[str, Value]:
    own = own_fields(root)
    clean: dict[str, Value] = {}
    for name, value in values.items():
        kept = _clean(value)
        # An attribute that is an empty set is one that was never set: the document cannot tell them apart.
        clean[name] = None if name not in own and kept == () else kept
    return clean


def _clean(value: Value, depth: int = 0) -> Value:
    """Return a value as document and file can hold it: no half characters, no endless or huge numbers, not too deep."""
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int):
        return value if abs(value) < _LARGEST else _clean(float(value)) if abs(value) < 10**300 else None
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, tuple | list | Mapping) and depth >= DEEPEST_VALUE:
        return _clean(json.dumps(value, ensure_ascii=False, default=dict))
    if isinstance(value, tuple | list):
        return tuple(_clean(item, depth + 1) for item in value)
    if isinstance(value, Mapping):
        return {str(_clean(key)): _clean(item, depth + 1) for key, item in value.items()}
    return str(value)
