"""Records from their rows: quick, since a session opens from them."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from stworkshop.records import NO_ATTRIBUTES, ROOTS, Record, Value, freeze, from_flat, own_fields
from stworkshop.store.tables import PAIR_COLUMNS, SET_TABLES, TABLE_OF_ROOT

_Decode = Callable[[Any], Value]


def read_all(raw: sqlite3.Connection, session_id: str) -> Iterator[Record]:
    """Yield all records of a session, the gone ones last; raises ValueError or TypeError on rows that are damaged."""
    for root in ROOTS:
        yield from read_root(raw, session_id, root)
    query = "SELECT root, id, record FROM _gone WHERE session_id = ?"
    for root, record_id, record in raw.execute(query, (session_id,)):
        yield from_flat(root, record_id, json.loads(record))


def read_root(raw: sqlite3.Connection, session_id: str, root: str, *, backwards: bool = False) -> Iterator[Record]:
    """Yield the live records of one root; from the last to the first, for a file that is damaged in the middle."""
    kind = ROOTS[root]
    plain, special, query = _plan(root)
    sets = {name: _members(raw, session_id, key) for (own_root, name), key in SET_TABLES.items() if own_root == root}
    count, has_two = len(plain), root == "elements"
    # Many records share their attributes; frozen, they can be the same.
    known_attributes: dict[tuple[str, ...], Mapping[str, Value]] = {}
    new = object.__new__
    for row in raw.execute(query + " ORDER BY id DESC" if backwards else query, (session_id,)):
        record = new(kind)
        # Frozen, and the rows are our own: setting the fields at once takes a fifth of the time of the constructor.
        fields = record.__dict__
        fields.update(zip(plain, row, strict=False))
        fields["gone"] = ""
        rest = row[count:]
        for (name, start, stop, decode), in_one in special:
            fields[name] = decode(rest[start] if in_one else rest[start:stop])
        written = rest[-2:] if has_two else rest[-1:]
        attributes = known_attributes.get(written)
        if attributes is None:
            attributes = known_attributes[written] = _attributes(*written)
        fields["attributes"] = attributes
        for name, members in sets.items():
            fields[name] = members.get(row[0], ())
        yield record


@cache
def _plan(root: str) -> tuple[tuple[str, ...], tuple[tuple[tuple[str, int, int, _Decode], bool], ...], str]:
    """Return the plain columns, how to decode the others, and the query; columns stand in this order."""
    plain = ["id"]
    special: list[tuple[tuple[str, int, int, _Decode], bool]] = []
    others: list[str] = []
    for name, kind in own_fields(root).items():
        if name == "gone" or (root, name) in SET_TABLES:
            continue
        start = len(others)
        if kind.name == "pair":
            others.extend(PAIR_COLUMNS[name])
            special.append(((name, start, start + 2, _pair), False))
        elif kind.name in ("ids", "json"):
            others.append(name)
            special.append(((name, start, start + 1, _ids if kind.name == "ids" else _json), True))
        else:
            plain.append(name)
    others.extend(("attributes", "extra") if root == "elements" else ("extra",))
    columns = ", ".join(f'"{name}"' for name in [*plain, *others])
    return tuple(plain), tuple(special), f"SELECT {columns} FROM {TABLE_OF_ROOT[root]} WHERE session_id = ?"


def _members(raw: sqlite3.Connection, session_id: str, names: tuple[str, str, str]) -> Mapping[str, tuple[str, ...]]:
    table, record, member = names
    lists: dict[str, list[str]] = defaultdict(list)
    query = f"SELECT {record}, {member} FROM {table} WHERE session_id = ? ORDER BY {record}, place"
    for record_id, value in raw.execute(query, (session_id,)):
        lists[record_id].append(value)
    return {record_id: tuple(values) for record_id, values in lists.items()}


def _attributes(attributes: str, extra: str = "{}") -> Mapping[str, Value]:
    if extra == "{}":
        if attributes == "{}":
            return NO_ATTRIBUTES
        values = json.loads(attributes)
    else:
        values = {**json.loads(attributes), **json.loads(extra)}
    # Only nested values need freezing.
    if "[" in attributes or "[" in extra or "{" in attributes[1:] or "{" in extra[1:]:
        values = {name: freeze(value) for name, value in values.items()}
    return MappingProxyType(values)


def _pair(value: tuple[float | None, float | None]) -> tuple[float, float] | None:
    return value if value[0] is not None and value[1] is not None else None  # type: ignore[return-value]


def _ids(value: str) -> tuple[str, ...]:
    return () if value == "[]" else tuple(json.loads(value))


def _json(value: str) -> Value:
    return freeze(json.loads(value))
