"""Taking steps out of a journal that nobody else has: those which the host of a room refused."""

from __future__ import annotations

import dataclasses
import sqlite3
from collections.abc import Collection
from pathlib import Path

from stworkshop.i18n import gettext as _
from stworkshop.model.board import Board
from stworkshop.model.document import NOTHING, BadUpdate, Document
from stworkshop.model.records import new_id
from stworkshop.store import journal, projection
from stworkshop.store.database import Database
from stworkshop.store.error_messages import damaged, writing
from stworkshop.store.journal import Entry
from stworkshop.store.session_store import now
from stworkshop.store.statements import delete_rows
from stworkshop.store.tables import BASES, HEADS, OF_SESSION, ORGANISERS


def strike(file: Database, session_id: str, known: bytes, steps: Collection[str] | None) -> None:
    """Write a session's journal without some steps, None for all, and with what else a host is `known` to have.

    All else of the session stays: its lineage, sealed sheets, notes and the copies it gave. Raises NotSaved.
    """
    with writing(file.path), file.writing() as connection:
        _strike(connection, file.path, session_id, known, steps)


def _strike(raw: sqlite3.Connection, path: Path, session_id: str, known: bytes, steps: Collection[str] | None) -> None:
    head = journal.read_head(raw, session_id)
    if head is None:
        raise damaged(path)
    entries = () if steps is None else journal.entries(raw, session_id)
    kept = [entry for entry in entries if entry.step not in (steps or ())]
    try:
        document = Document(entry.update for entry in kept)
        lacking = Document([known]).lacking(document.vector())
        document.take(lacking)
    except BadUpdate as error:
        raise damaged(path) from error
    if lacking != NOTHING:
        kept.append(Entry(0, new_id(), now(), "remote", "", _("Join the workshop"), lacking))
    board = Board(document.records())
    for table in OF_SESSION:
        if table not in (*ORGANISERS, BASES, HEADS):
            delete_rows(raw, table, session_id=session_id)
    journal.write_head(raw, dataclasses.replace(head, n=0))
    journal.append(raw, session_id, [dataclasses.replace(entry, n=n) for n, entry in enumerate(kept, 1)])
    projection.write_all(raw, session_id, board)
