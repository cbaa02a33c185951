"""Whole sessions in a file: write a new one, copy one to another file, take one out."""

from __future__ import annotations

import dataclasses
import sqlite3
from collections.abc import Callable, Iterable, Sequence

from sqlalchemy import Table

from stworkshop.model.answers import Answer, PrivateNote
from stworkshop.model.board import Board
from stworkshop.model.changes import adding
from stworkshop.model.document import Document, fitted
from stworkshop.model.records import Record, SessionRecord, new_id
from stworkshop.model.session_content import SessionContent
from stworkshop.store import drawer, journal, projection
from stworkshop.store.journal import Entry, Head
from stworkshop.store.session_store import now
from stworkshop.store.statements import delete_rows, execute, put
from stworkshop.store.tables import OF_SESSION

Write = Callable[[sqlite3.Connection], object]
"""What writes the rows of a session in an open transaction."""


def write_new(
    connection: sqlite3.Connection,
    session_id: str,
    records: Iterable[Record],
    *,
    label: str,
    answers: Sequence[Answer] = (),
    notes: Sequence[PrivateNote] = (),
    created: str = "",
) -> Head:
    """Write a session under a new lineage whose journal has one row, that makes all its records; return its head."""
    step, board, document = new_id(), Board(), Document()
    change = fitted(board, adding(records), step)
    update = document.apply(change, step)
    board.apply(change)
    at = now()
    head = Head(session_id, new_id(), 0, created or at, at)
    journal.write_head(connection, head)
    journal.append(connection, session_id, [Entry(1, step, at, "import", "", label, update)])
    projection.write_all(connection, session_id, board)
    drawer.write_answers(connection, session_id, answers)
    drawer.write_notes(connection, session_id, notes)
    return dataclasses.replace(head, n=1)


def write_shared(connection: sqlite3.Connection, session_id: str, lineage: str, state: bytes, *, label: str) -> None:
    """Write a session as another laptop shares it, under its lineage, with one row that is all it has seen so far.

    Raises BadUpdate.
    """
    board, at = Board(Document([state]).records()), now()
    journal.write_head(connection, Head(session_id, lineage, 0, at, at))
    journal.append(connection, session_id, [Entry(1, new_id(), at, "remote", "", label, state)])
    projection.write_all(connection, session_id, board)


def remove(connection: sqlite3.Connection, session_id: str, tables: Iterable[Table] = OF_SESSION) -> None:
    """Take all rows of a session out of the file."""
    for table in tables:
        delete_rows(connection, table, session_id=session_id)


def remove_strays(connection: sqlite3.Connection, session_id: str) -> None:
    """Take out all rows that belong to another session than this, where the file holds no other."""
    if [head.session_id for head in journal.read_heads(connection)] == [session_id]:
        for table in OF_SESSION:
            connection.execute(f"DELETE FROM {table.name} WHERE session_id IS NOT ?", (session_id,))


def copy(source: sqlite3.Connection, connection: sqlite3.Connection, session_id: str, tables: Iterable[Table]) -> None:
    """Copy a session's rows, lineage and history included, into another file that has none of this id."""
    for table in tables:
        columns = list(table.columns.keys())
        names = ", ".join(f'"{name}"' for name in columns)
        found = source.execute(f"SELECT {names} FROM {table.name} WHERE session_id = ?", (session_id,))
        while rows := found.fetchmany(1_000):
            execute(connection, put(table), [dict(zip(columns, row, strict=True)) for row in rows])


def with_session(content: SessionContent) -> SessionContent:
    """Return content that has a session record with an id."""
    if content.id:
        return content
    others = [record for record in content.records if not isinstance(record, SessionRecord)]
    return SessionContent([dataclasses.replace(content.session, id=new_id("s-")), *others], content.answers)
