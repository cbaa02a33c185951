"""A clean database with all rows that can be read of a damaged file, or of one that holds more than tables of ours."""

from __future__ import annotations

import sqlite3
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from sqlalchemy import REAL, Column, Integer, LargeBinary, Table

from stworkshop.model.records import ROOTS, own_fields
from stworkshop.store import rows, schema
from stworkshop.store.connections import connect
from stworkshop.store.page_reader import Cut, Doubtful, Pages, Values
from stworkshop.store.tables import OF_SESSION, RECORDS

_TABLES: Mapping[str, Table] = {table.name: table for table in OF_SESSION}
_LONGEST_INDEX = 4
"""Columns of the longest index, with the key of its table."""
_OF_ELEMENTS, _OF_ROUNDS = {"element_concepts"}, {"round_items", "_ballots"}


def recovered(content: bytes) -> sqlite3.Connection:
    """Return a database in memory with the rows that the pages of a file hold, empty where there are none."""
    raw = connect(":memory:")
    schema.lay_out(raw)
    raw.execute("BEGIN")
    for table, found in _rows_by_table(Pages(content)):
        for row in found:
            _put(raw, table, row)
    raw.execute("COMMIT")
    return raw


def _put(raw: sqlite3.Connection, table: Table, row: dict[str, object]) -> None:
    """Write a row, unless there is one of its key."""
    if "crc" in table.columns and row.get("crc") is None and isinstance(row.get("bytes"), bytes):
        row["crc"] = zlib.crc32(row["bytes"])  # type: ignore[arg-type] # files of version 0 had none
    known: dict[str, object] = {
        c.name: 0 for c in table.columns if isinstance(c.type, Integer) and not (c.nullable or c.primary_key)
    }
    known |= {name: value for name, value in row.items() if value is not None}
    names, marks = ", ".join(f'"{name}"' for name in known), ", ".join("?" * len(known))
    with suppress(sqlite3.Error, OverflowError):
        raw.execute(f"INSERT OR IGNORE INTO {table.name} ({names}) VALUES ({marks})", list(known.values()))


def _rows_by_table(pages: Pages) -> Iterator[tuple[Table, list[dict[str, object]]]]:
    roots = [root for root in pages.roots() if root.sort in ("table", "index")]
    layouts = {name: list(table.columns.keys()) for name, table in _TABLES.items()}
    layouts |= {root.name: schema.columns(root.statement) for root in roots if root.name in _TABLES}
    first = {root.page: root.name for root in roots} if roots else schema.first_pages()
    owners = pages.trees(first)
    ids: dict[str, set[object]] = defaultdict(set)
    strays: list[list[Values]] = []
    doubtful: list[tuple[Table, list[dict[str, object]]]] = []
    for page in range(1, pages.count + 1):
        owner, found, others = owners.get(page, ""), list[dict[str, object]](), list[Values]()
        for row in pages.rows(page):
            named = _named(_TABLES[owner], layouts[owner], row) if owner in _TABLES else None
            if isinstance(row, Doubtful):
                doubtful += [(_TABLES[owner], [named])] if named is not None else []
            elif named is not None:
                found.append(named)
            # Pages that took each other's places have rows of another table.
            elif len(row) > _LONGEST_INDEX or not owner:
                others.append(row)
        if found:
            ids[owner] |= {named.get("id") for named in found}
            yield _TABLES[owner], found
        strays.append(others)
    # Those that lead on to others come first, since by them the others are known.
    for stray in sorted(filter(None, strays), key=lambda stray: -max(map(len, stray))):
        for row in stray:
            fitting = [(t, n) for t in OF_SESSION if (n := _named(t, layouts[t.name], row, whole=True)) is not None]
            fitting = [(table, named) for table, named in fitting if _may_be(table, row, ids)]
            if len(fitting) == 1:
                table, named = fitting[0]
                ids[table.name].add(named.get("id"))
                yield table, [named]
    yield from doubtful


def _may_be(table: Table, row: Values, ids: Mapping[str, set[object]]) -> bool:
    """Tell whether a row of which nothing but the shape is known may be one of a table."""
    if table.name == "_gone":
        return row[1] in ROOTS
    if table.name in _OF_ELEMENTS:
        return row[1] in ids["elements"]
    if table.name in _OF_ROUNDS:
        return row[1] in ids["rounds"]
    if table.name == "_pending":
        return False
    # The index of results has as many words as a private note.
    return table.name != "private_notes" or (row[1] not in ids["rounds"] and row[1] not in ROOTS)


def _named(table: Table, layout: list[str], row: Values, *, whole: bool = False) -> dict[str, object] | None:
    """Return the values of a row by the names of their columns, None where they are none of this table.

    A row may be shorter than its table: columns came with upgrades; not so where the row must be `whole`.
    """
    keys = len(table.primary_key.columns)
    if not keys <= len(row) <= len(layout) or (whole and len(row) != len(layout)):
        return None
    named: dict[str, object] = {}
    for name, value in zip(layout, row, strict=False):
        column = table.columns.get(name)
        if column is None:
            continue
        is_cut = isinstance(value, Cut)
        if is_cut and column.primary_key:
            return None
        if _is_json(table, name) and (is_cut or not _can_be_read(value)):
            continue
        if not _fits(column, value) or (whole and not _looks_like(table, name, value)):
            if column.primary_key or not isinstance(row, Doubtful):
                return None
            continue
        named[name] = str(value) if is_cut else value
    return named


def _fits(column: Column[Any], value: object) -> bool:
    if value is None:
        return not column.primary_key
    if isinstance(column.type, LargeBinary):
        return isinstance(value, bytes)
    if isinstance(column.type, REAL | Integer):
        return isinstance(value, int | float if isinstance(column.type, REAL) else int)
    return isinstance(value, str)


def _looks_like(table: Table, name: str, value: object) -> bool:
    """Tell whether a value looks like one of its column: lists and groups have their brackets."""
    if name in ("attributes", "extra"):
        return str(value).startswith("{")
    kind = _kind(table, name)
    return kind != "ids" or str(value).startswith("[")


def _is_json(table: Table, name: str) -> bool:
    return name in ("attributes", "extra") or _kind(table, name) in ("ids", "json")


def _can_be_read(value: object) -> bool:
    try:
        rows.parsed(str(value))
        return True
    except (ValueError, RecursionError):
        return False


def _kind(table: Table, name: str) -> str:
    root = next((root for root, own in RECORDS.items() if own is table), "")
    kind = own_fields(root).get(name) if root else None
    return kind.name if kind is not None else ""
