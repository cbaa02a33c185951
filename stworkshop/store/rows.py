"""Records from their rows: quick, since a session opens from them."""

from __future__ import annotations

import json
import math
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from stworkshop.model.field_types import DEEPEST_VALUE, FieldType, coerce, is_value
from stworkshop.model.records import NO_ATTRIBUTES, ROOTS, Record, Ref, Value, fit, flat, freeze, from_flat, own_fields
from stworkshop.store.tables import PAIR_COLUMNS, SET_TABLES, TABLE_OF_ROOT

_Decode = Callable[[Any], Value]


def read_all(raw: sqlite3.Connection, session_id: str, beyond: list[Ref] | None = None) -> Iterator[Record]:
    """Yield all records of a session, the gone ones last; raises ValueError or TypeError on rows that are damaged.

    Into `beyond` goes the name of a live record for each of its fields whose value counts as none, since the field
    cannot hold it.
    """
    for root in ROOTS:
        yield from read_root(raw, session_id, root, beyond=beyond)
    query = "SELECT root, id, record FROM _gone WHERE session_id = ?"
    for root, record_id, record in raw.execute(query, (session_id,)):
        yield from_flat(root, record_id, parsed(record))


def read_root(
    raw: sqlite3.Connection, session_id: str, root: str, *, only: str = "", beyond: list[Ref] | None = None
) -> Iterator[Record]:
    """Yield the live records of one root, or the one of this id, for a file of which some rows are damaged."""
    kind, plan = ROOTS[root], _plan(root)
    sets = [
        (name, _members(raw, session_id, key), own_fields(root)[name].words)
        for (own, name), key in SET_TABLES.items()
        if own == root
    ]
    # Many records share their attributes; frozen, they can be the same.
    known_attributes: dict[tuple[str, ...], tuple[Mapping[str, Value], int]] = {}
    new, plain, pairs, decoded, written_at = object.__new__, plan.plain, plan.pairs, plan.decoded, plan.attributes
    kind_at = plain.index("kind") if root == "elements" else None
    fitting = _numbers_fit(raw, session_id, root)
    query, given = (plan.query + " AND id = ?", (session_id, only)) if only else (plan.query, (session_id,))
    for row in raw.execute(query, given):
        record = new(kind)
        # Frozen, and the rows are our own: setting the fields at once takes a fifth of the time of the constructor.
        fields = record.__dict__
        fields.update(zip(plain, row, strict=False))
        for name, at in pairs:
            fields[name] = None if row[at] is None or row[at + 1] is None else row[at : at + 2]
        for name, at, decode in decoded:
            fields[name] = decode(row[at])
        written = ("", *row[written_at:]) if kind_at is None else (row[kind_at], *row[written_at:])
        known = known_attributes.get(written)
        if known is None:
            known = known_attributes[written] = _attributes(root, *written)
        fields["attributes"], unfit = known
        for name, members, words in sets:
            fields[name] = held = members.get(row[0], ())
            if words and not words.issuperset(held):
                fields[name] = tuple(member for member in held if member in words)
                unfit += 1
        if not fitting:
            values = flat(record)
            unfit += sum(not kind.holds(values[name]) for name, kind in own_fields(root).items())
            record = from_flat(root, record.id, values)
        if unfit and beyond is not None:
            beyond += [Ref(root, record.id)] * unfit
        yield record


def _numbers_fit(raw: sqlite3.Connection, session_id: str, root: str) -> bool:
    """Tell whether all numbers in the rows of a root are such as its fields hold; else each row is looked at."""
    if root == "session":  # one row, with dates
        return False
    columns = _numbers(root)
    ends = ", ".join(f'min("{name}"), max("{name}")' for name in columns)
    row = raw.execute(f"SELECT {ends} FROM {TABLE_OF_ROOT[root]} WHERE session_id = ?", (session_id,)).fetchone()
    kinds = [kind for kind in columns.values() for _end in range(2)]
    return all(value is None or _holds(kind, value) for kind, value in zip(kinds, row, strict=True))


@cache
def _numbers(root: str) -> Mapping[str, FieldType]:
    """Return the columns of a root that hold numbers, by name, with the type of their field."""
    found: dict[str, FieldType] = {}
    for name, kind in own_fields(root).items():
        if kind.name in ("integer", "number"):
            found[name] = kind
        elif kind.name == "pair":
            found |= dict.fromkeys(PAIR_COLUMNS[name], kind)
    return found


def _holds(kind: FieldType, value: float) -> bool:
    given = (value, value) if kind.name == "pair" else value
    return bool(coerce(kind, given) == given)


class _Plan(NamedTuple):
    """How the records of a root stand in their rows: the query, and which fields are at which columns of it."""

    query: str
    plain: tuple[str, ...]
    pairs: tuple[tuple[str, int], ...]
    decoded: tuple[tuple[str, int, _Decode], ...]
    attributes: int


@cache
def _plan(root: str) -> _Plan:
    own = {name: kind for name, kind in own_fields(root).items() if name != "gone" and (root, name) not in SET_TABLES}
    plain = ["id", *(name for name, kind in own.items() if kind.name not in _DECODERS and kind.name != "pair")]
    columns = [f'"{name}"' for name in plain]
    # No live record is gone: a constant, so that all plain fields are set at once.
    plain.append("gone")
    columns.append("''")
    decoded: list[tuple[str, int, _Decode]] = []
    pairs: list[tuple[str, int]] = []
    for name, kind in own.items():
        if kind.name == "pair":
            pairs.append((name, len(columns)))
            columns.extend(PAIR_COLUMNS[name])
        elif kind.name in _DECODERS:
            decoded.append((name, len(columns), _DECODERS[kind.name]))
            columns.append(f'"{name}"')
    at = len(columns)
    columns.extend(("attributes", "extra") if root == "elements" else ("extra",))
    query = f"SELECT {', '.join(columns)} FROM {TABLE_OF_ROOT[root]} WHERE session_id = ?"
    return _Plan(query, tuple(plain), tuple(pairs), tuple(decoded), at)


def _members(raw: sqlite3.Connection, session_id: str, names: tuple[str, str, str]) -> Mapping[str, tuple[str, ...]]:
    table, record, member = names
    lists: dict[str, list[str]] = defaultdict(list)
    query = f"SELECT {record}, {member} FROM {table} WHERE session_id = ? ORDER BY {record}, place"
    for record_id, value in raw.execute(query, (session_id,)):
        lists[record_id].append(value)
    return {record_id: tuple(values) for record_id, values in lists.items()}


def _attributes(root: str, kind: str, attributes: str, extra: str = "{}") -> tuple[Mapping[str, Value], int]:
    """Return the attributes that a record holds, and how many more are written that count as none."""
    if extra == "{}":
        if attributes == "{}":
            return NO_ATTRIBUTES, 0
        values = parsed(attributes)
    else:
        values = {**parsed(attributes), **parsed(extra)}
    # Only nested values need freezing.
    if "[" in attributes or "[" in extra or "{" in attributes[1:] or "{" in extra[1:]:
        values = {name: freeze(value) for name, value in values.items()}
    held = fit(root, kind, values)
    return held, sum(value is not None and name not in held for name, value in values.items())


def parsed(text: str) -> Any:
    """Return the value that a row holds as JSON; raises ValueError, RecursionError where no record can hold it."""
    value = _JSON.decode(text)
    # Only what has so many brackets can be nested too deep.
    if text.count("[") + text.count("{") > DEEPEST_VALUE and not is_value(value):
        raise ValueError
    return value


def _finite(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise ValueError
    return value


def _whole(text: str) -> int:
    if len(text) > _LONGEST_WHOLE:
        raise ValueError
    return int(text)


def _no_number(word: str) -> Any:
    raise ValueError(word)


_LONGEST_WHOLE = len(str(-(2**53)))
_JSON = json.JSONDecoder(parse_float=_finite, parse_int=_whole, parse_constant=_no_number)


def _ids(value: str) -> tuple[str, ...]:
    return () if value == "[]" else tuple(parsed(value))


def _json(value: str) -> Value:
    return freeze(parsed(value))


_DECODERS: Mapping[str, _Decode] = {"ids": _ids, "json": _json}
