"""A look at all bytes of a session from a file that somebody else may have made, before they go anywhere else."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator
from pathlib import Path

from stworkshop.model.board import Board
from stworkshop.model.document import BadUpdate, Document
from stworkshop.store import journal, rows
from stworkshop.store.error_messages import damaged
from stworkshop.store.tables import JOURNAL, OF_SESSION

OF_UPDATES = tuple(table for table in OF_SESSION if "crc" in table.columns)
"""The tables whose bytes are updates of a document."""


def assert_sound(raw: sqlite3.Connection, path: Path, session_id: str) -> None:
    """Replay all that a session keeps of its document, and read its rows; raises DamagedFile where that fails.

    Bytes that are not as they were written are passed over where nothing is made of them.
    """
    try:
        Document(journal.updates(raw, path, session_id, checkpoints=False))
        for state in kept_states(raw, session_id):
            Document([state])
        Board(rows.read_all(raw, session_id))
    except (BadUpdate, ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError) as error:
        raise damaged(path) from error


def kept_states(raw: sqlite3.Connection, session_id: str, *, altered: bool = False) -> Iterator[bytes]:
    """Yield the whole documents that a session keeps: its checkpoints, and what it was when copies were given.

    Those that are not as they were written are passed over, or with `altered` raise ValueError.
    """
    for table in OF_UPDATES:
        if table is JOURNAL:
            continue
        for state, crc in raw.execute(f"SELECT bytes, crc FROM {table.name} WHERE session_id = ?", (session_id,)):
            if zlib.crc32(state) == crc:
                yield state
            elif altered:
                raise ValueError(table.name)
