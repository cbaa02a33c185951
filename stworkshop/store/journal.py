"""The journal of a session: the bytes of every edit in order, with checkpoints that make replaying them quick."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import bindparam, insert, update

from stworkshop.errors import NotSaved
from stworkshop.i18n import gettext as _
from stworkshop.store.error_messages import damaged
from stworkshop.store.statements import execute, put
from stworkshop.store.tables import CHECKPOINTS, HEADS, JOURNAL


@dataclass(frozen=True)
class Entry:
    """One row: its number, the id of its step, its time (ISO, UTC), origin, peer and label, the update's bytes."""

    n: int
    step: str
    at: str
    origin: str
    peer: str
    label: str
    update: bytes


@dataclass(frozen=True)
class Head:
    """What the file says about a session as a whole; `n` is the number of its last journal row, or 0."""

    session_id: str
    lineage: str
    n: int
    created: str
    updated: str
    trashed: str = ""
    table_name: str = ""


def _head_moved() -> NotSaved:
    return NotSaved(
        _("Another program wrote to this session meanwhile, so the last edit is not saved."),
        _("What that program saved is safe."),
        _("Close the session and open it again."),
    )


def append(raw: sqlite3.Connection, session_id: str, entries: list[Entry]) -> None:
    """Append rows in order and move the head; raises NotSaved where the file's head is not just before the first."""
    rows = [
        {
            "session_id": session_id,
            "n": entry.n,
            "step": entry.step,
            "at": entry.at,
            "origin": entry.origin,
            "peer": entry.peer,
            "label": entry.label,
            "bytes": entry.update,
            "crc": zlib.crc32(entry.update),
        }
        for entry in entries
    ]
    last = entries[-1]
    head = {"b_session": session_id, "b_before": entries[0].n - 1, "head": last.n, "updated": last.at}
    if execute(raw, _MOVE_HEAD, [head]) != 1:
        raise _head_moved()
    execute(raw, _APPEND, rows)


def read_head(raw: sqlite3.Connection, session_id: str) -> Head | None:
    """Return the head of a session, or None where the file has none of this id."""
    row = raw.execute(f"SELECT {_HEAD_COLUMNS} FROM _heads WHERE session_id = ?", (session_id,)).fetchone()
    return Head(*row) if row else None


def read_heads(raw: sqlite3.Connection) -> list[Head]:
    """Return the heads of all sessions in the file, those worked on last first."""
    return [Head(*row) for row in raw.execute(f"SELECT {_HEAD_COLUMNS} FROM _heads ORDER BY updated DESC, session_id")]


def write_head(raw: sqlite3.Connection, head: Head) -> None:
    """Write the head of a new session."""
    execute(
        raw,
        put(HEADS),
        [
            {
                "session_id": head.session_id,
                "lineage": head.lineage,
                "head": head.n,
                "created": head.created,
                "updated": head.updated,
                "trashed": head.trashed,
                "table_name": head.table_name,
            }
        ],
    )


def set_head(raw: sqlite3.Connection, session_id: str, column: str, value: str) -> bool:
    """Set one column of a session's head; return whether there is such a session."""
    return raw.execute(f"UPDATE _heads SET {column} = ? WHERE session_id = ?", (value, session_id)).rowcount == 1


def write_checkpoint(raw: sqlite3.Connection, session_id: str, n: int, state: bytes) -> None:
    """Keep the whole document as it is after journal row `n`, and drop all checkpoints but the one before."""
    row = {"session_id": session_id, "n": n, "bytes": state, "crc": zlib.crc32(state)}
    execute(raw, put(CHECKPOINTS), [row])
    raw.execute(
        "DELETE FROM _checkpoints WHERE session_id = ? AND n NOT IN"
        " (SELECT n FROM _checkpoints WHERE session_id = ? ORDER BY n DESC LIMIT 2)",
        (session_id, session_id),
    )


def updates(raw: sqlite3.Connection, path: Path, session_id: str, *, checkpoints: bool = True) -> Iterator[bytes]:
    """Yield what makes the document: the last checkpoint and the rows after it; raises DamagedFile on altered bytes."""
    start = 0
    if checkpoints:
        query = "SELECT n, bytes, crc FROM _checkpoints WHERE session_id = ? ORDER BY n DESC"
        for n, content, crc in raw.execute(query, (session_id,)):
            if zlib.crc32(content) == crc:
                start = n
                yield content
                break
    expected = start
    query = "SELECT n, bytes, crc FROM _journal WHERE session_id = ? AND n > ? ORDER BY n"
    for n, content, crc in raw.execute(query, (session_id, start)):
        expected += 1
        if n != expected or zlib.crc32(content) != crc:
            raise damaged(path)
        yield content
    head = read_head(raw, session_id)
    if head is None or head.n != expected:
        raise damaged(path)


def last_checkpoint(raw: sqlite3.Connection, session_id: str) -> int:
    """Return the number of the journal row that the last checkpoint covers, 0 where there is none."""
    row = raw.execute("SELECT max(n) FROM _checkpoints WHERE session_id = ?", (session_id,)).fetchone()
    return int(row[0] or 0)


def entries(raw: sqlite3.Connection, session_id: str) -> Iterator[Entry]:
    """Yield all rows in order."""
    query = "SELECT n, step, at, origin, peer, label, bytes FROM _journal WHERE session_id = ? ORDER BY n"
    for row in raw.execute(query, (session_id,)):
        yield Entry(*row)


_HEAD_COLUMNS = "session_id, lineage, head, created, updated, trashed, table_name"
_APPEND = insert(JOURNAL)
_MOVE_HEAD = (
    update(HEADS)
    .where(HEADS.c.session_id == bindparam("b_session"), HEADS.c.head == bindparam("b_before"))
    .values(head=bindparam("head"), updated=bindparam("updated"))
)
