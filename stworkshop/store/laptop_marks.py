"""The random marks of laptops, on cards, links and rounds: in a copy for others they are new ones each time."""

from __future__ import annotations

import re
import secrets
import sqlite3
import zlib
from collections.abc import Iterable

from stworkshop.model.records import ROOTS, Record, own_fields, replaced, root_of
from stworkshop.store.tables import BASES, CHECKPOINTS, JOURNAL, TABLE_OF_ROOT

FIELDS = ("created_by", "opened_by")
"""Fields that hold the mark of a laptop."""
_MARK = re.compile(r"[0-9a-f]{16}")


def left_out(records: Iterable[Record]) -> list[Record]:
    """Return records without the marks of laptops, for a file that begins a new lineage."""
    return [replaced(r, {name: "" for name in own_fields(root_of(r)).keys() & set(FIELDS)}) for r in records]


def renew(connection: sqlite3.Connection, session_id: str) -> None:
    """Put a new random mark in the place of each laptop's, in rows and history alike, so that both stay equal.

    A mark is as long as the one before and stands nowhere else, so it is replaced in the bytes of the history: whoever
    gets the copy still shares its lineage.
    """
    new = {mark.encode(): secrets.token_hex(8).encode() for mark in _marks(connection, session_id)}
    if not new:
        return
    found = re.compile(b"|".join(map(re.escape, new)))

    def renewed(content: bytes) -> bytes:
        return found.sub(lambda mark: new[mark[0]], content)

    connection.create_function("renewed", 1, lambda text: renewed(text.encode()).decode())
    connection.create_function("renewed_bytes", 1, renewed)
    connection.create_function("crc32", 1, zlib.crc32)
    for root in ROOTS:
        for name in own_fields(root).keys() & set(FIELDS):
            table = TABLE_OF_ROOT[root]
            connection.execute(f"UPDATE {table} SET {name} = renewed({name}) WHERE session_id = ?", (session_id,))
    connection.execute("UPDATE _gone SET record = renewed(record) WHERE session_id = ?", (session_id,))
    for history in (JOURNAL.name, CHECKPOINTS.name, BASES.name):
        connection.execute(f"UPDATE {history} SET bytes = renewed_bytes(bytes) WHERE session_id = ?", (session_id,))
        connection.execute(f"UPDATE {history} SET crc = crc32(bytes) WHERE session_id = ?", (session_id,))


def _marks(connection: sqlite3.Connection, session_id: str) -> set[str]:
    """Return all marks in a session, also those on records that are gone."""
    queries = [
        f"SELECT DISTINCT {name} FROM {TABLE_OF_ROOT[root]} WHERE session_id = ?"
        for root in ROOTS
        for name in own_fields(root).keys() & set(FIELDS)
    ]
    queries += [f"SELECT DISTINCT json_extract(record, '$.{name}') FROM _gone WHERE session_id = ?" for name in FIELDS]
    return {mark for query in queries for mark in _texts(connection.execute(query, (session_id,)))}


def _texts(rows: Iterable[tuple[object, ...]]) -> Iterable[str]:
    return (row[0] for row in rows if isinstance(row[0], str) and _MARK.fullmatch(row[0]))
