"""The rows of a session: what its board holds, for a quick start and for people with SQL."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

from sqlalchemy import Table

from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.model.changes import Change
from stworkshop.model.document import BadUpdate
from stworkshop.model.records import Element, Link, Record, Ref, flat, own_fields, ref_of, replaced, root_of
from stworkshop.store.statements import drop, execute, put
from stworkshop.store.tables import GONE, PAIR_COLUMNS, RECORDS, SETS

Row = dict[str, Any]


def write(raw: sqlite3.Connection, session_id: str, board: Board, change: Change) -> None:
    """Write the rows of all records that a change touched, as they are on the board after it."""
    refs = change.refs()
    for ref in (*change.added, *change.removed):
        if ref.root == "elements":
            refs.update(ref_of(link) for link in board.all_links_at(ref.id))
    write_records(raw, session_id, board, refs, change)


def write_all(raw: sqlite3.Connection, session_id: str, board: Board) -> None:
    """Write the rows of a whole board into tables that have none of this session."""
    records = [*board.records(), *board.gone_records()]
    write_records(raw, session_id, board, [ref_of(record) for record in records])


def write_records(
    raw: sqlite3.Connection, session_id: str, board: Board, refs: Iterable[Ref], change: Change | None = None
) -> None:
    """Write the rows of records as the board has them; with a change, only what it may have altered beside them."""
    live: dict[Table, list[Row]] = defaultdict(list)
    members: dict[Table, list[Row]] = defaultdict(list)
    left: dict[Table, list[Row]] = defaultdict(list)
    for ref in refs:
        record = board.get(ref)
        if record is not None:
            live[RECORDS[ref.root]].append(row_of(session_id, board, record))
            if change is None or ref in change.added:
                left[GONE].append(_names(session_id, ref, GONE))
        elif (gone := board.gone(ref)) is not None:
            live[GONE].append(_gone_row(session_id, ref, gone))
            left[RECORDS[ref.root]].append(_names(session_id, ref, RECORDS[ref.root]))
        for key, table in SETS.items():
            if key[0] == ref.root and (change is None or _alters(change, ref, key[1])):
                left[table].append(_names(session_id, ref, table))
                if record is not None:
                    members[table].extend(_member_rows(session_id, key, record))
    for table, rows in left.items():
        execute(raw, drop(table, *_named_by(table)), rows)
    for table, rows in (*live.items(), *members.items()):
        if rows:
            execute(raw, put(table), rows)


def _alters(change: Change, ref: Ref, field: str) -> bool:
    return ref in change.added or ref in change.removed or field in change.updated.get(ref, ())


def assert_writable(session_id: str, board: Board, change: Change) -> None:
    """Make the rows of a change, for the board before it, and throw them away; raises BadUpdate where there are none.

    So what no file can hold is refused before anything is changed or counted.
    """
    updated = {ref: {name: after for name, (_, after) in fields.items()} for ref, fields in change.updated.items()}
    try:
        for ref, record in change.added.items():
            row_of(session_id, board, record)
            _gone_row(session_id, ref, record)
        for ref, fields in updated.items():
            if (before := board.get(ref) or board.gone(ref)) is not None:
                row_of(session_id, board, replaced(before, fields))
    except (TypeError, ValueError, OverflowError, RecursionError) as error:
        raise BadUpdate(str(error)) from error


def row_of(session_id: str, board: Board, record: Record) -> Row:
    """Return the row of a live record in the table of its root."""
    root = root_of(record)
    row: Row = {"session_id": session_id, "id": record.id}
    for name, write_field in _writers(root):
        write_field(row, getattr(record, name))
    if isinstance(record, Element):
        known = catalogue().kind(record.kind).attributes
        row["variant"] = catalogue().variant(record.kind, record.type)
        row["attributes"] = _json({name: v for name, v in record.attributes.items() if name in known})
        row["extra"] = _json({name: v for name, v in record.attributes.items() if name not in known})
    else:
        row["extra"] = _json(record.attributes)
    if isinstance(record, Link):
        elements = board.elements
        row["dangling"] = int(record.source not in elements or record.target not in elements)
    return row


@cache
def _writers(root: str) -> tuple[tuple[str, Callable[[Row, Any], None]], ...]:
    return tuple(
        (name, _writer(name, kind.name))
        for name, kind in own_fields(root).items()
        if name != "gone" and (root, name) not in SETS
    )


def _writer(name: str, kind: str) -> Callable[[Row, Any], None]:
    if kind == "pair":
        first, second = PAIR_COLUMNS[name]

        def write_pair(row: Row, value: tuple[float, float] | None) -> None:
            row[first], row[second] = value if value is not None else (None, None)

        return write_pair
    if kind in ("ids", "json"):

        def write_json(row: Row, value: Any) -> None:
            row[name] = _json(value)

        return write_json

    def write_plain(row: Row, value: Any) -> None:
        row[name] = value

    return write_plain


def _gone_row(session_id: str, ref: Ref, record: Record) -> Row:
    values = {name: value for name, value in flat(record).items() if value is not None}
    return {"session_id": session_id, "root": ref.root, "id": ref.id, "record": _json(values)}


def _member_rows(session_id: str, key: tuple[str, str], record: Record) -> list[Row]:
    _session, record_column, member_column, _place = SETS[key].columns.keys()
    return [
        {"session_id": session_id, record_column: record.id, member_column: member, "place": place}
        for place, member in enumerate(getattr(record, key[1]))
    ]


def _json(value: Any) -> str:
    if not value and value is not None and isinstance(value, Mapping):
        return "{}"
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=dict)


def _names(session_id: str, ref: Ref, table: Table) -> Row:
    """Return the values that name a record's rows in a table."""
    names: Row = {"b_session_id": session_id}
    if table is GONE:
        names["b_root"] = ref.root
    names[f"b_{_record_column(table)}"] = ref.id
    return names


@cache
def _named_by(table: Table) -> tuple[str, ...]:
    return ("session_id", "root", "id") if table is GONE else ("session_id", _record_column(table))


@cache
def _record_column(table: Table) -> str:
    """Return the column that holds the id of a record: the second, but in `_gone` the third."""
    return "id" if table is GONE else list(table.columns.keys())[1]
