"""Statements of SQLAlchemy carried out by the driver: its own way costs more than the transaction of an edit."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from sqlalchemy import Delete, Insert, Table, Update, bindparam, delete, insert
from sqlalchemy.dialects import sqlite

_DIALECT = sqlite.dialect(paramstyle="named")


def execute(raw: sqlite3.Connection, statement: Insert | Update | Delete, rows: Iterable[Mapping[str, Any]]) -> int:
    """Carry out a statement once for each row of named values; return how many rows it met in all."""
    return raw.executemany(_text(statement), rows).rowcount


@cache
def put(table: Table) -> Insert:
    """Return the statement that writes whole rows, each in the place of one with its key."""
    return insert(table).prefix_with("OR REPLACE")


def delete_rows(raw: sqlite3.Connection, table: Table, **where: Any) -> int:
    """Delete the rows in which columns have these values; return how many there were."""
    return execute(raw, drop(table, *where), [{f"b_{name}": value for name, value in where.items()}])


@cache
def drop(table: Table, *columns: str) -> Delete:
    """Return the statement that deletes the rows in which `columns` have the values of the names `b_` and column."""
    return delete(table).where(*(table.columns[name] == bindparam(f"b_{name}") for name in columns))


@cache
def _text(statement: Insert | Update | Delete) -> str:
    return str(statement.compile(dialect=_DIALECT))
