"""Taking steps out of a journal that nobody else has: those which the host of a room refused."""

from __future__ import annotations

import dataclasses
import sqlite3
from collections.abc import Collection
from pathlib import Path

from stworkshop.board import Board
from stworkshop.document import BadUpdate, Document
from stworkshop.store import journal, projection
from stworkshop.store.database import Database
from stworkshop.store.sql import delete_rows
from stworkshop.store.tables import BASES, HEADS, OF_SESSION, ORGANISERS
from stworkshop.store.trouble import damaged, writing


def strike(file: Database, session_id: str, steps: Collection[str]) -> None:
    """Write a session's journal without some steps, and its rows as the rest makes them; raises NotSaved.

    All else of the session stays: its lineage, sealed sheets, notes and the copies it gave.
    """
    with writing(file.path), file.writing() as connection:
        _strike(connection, file.path, session_id, steps)


def _strike(raw: sqlite3.Connection, path: Path, session_id: str, steps: Collection[str]) -> None:
    head = journal.read_head(raw, session_id)
    kept = [entry for entry in journal.entries(raw, session_id) if entry.step not in steps]
    if head is None or not kept:
        raise damaged(path)
    try:
        document = Document(entry.update for entry in kept)
    except BadUpdate as error:
        raise damaged(path) from error
    board = Board(document.records())
    for table in OF_SESSION:
        if table not in (*ORGANISERS, BASES, HEADS):
            delete_rows(raw, table, session_id=session_id)
    journal.write_head(raw, dataclasses.replace(head, n=0))
    journal.append(raw, session_id, [dataclasses.replace(entry, n=n) for n, entry in enumerate(kept, 1)])
    projection.write_all(raw, session_id, board)
