"""Files of their own with one session: new ones, copies that keep lineage and history, and copies for a table."""

from __future__ import annotations

import secrets
import sqlite3
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

from stworkshop.answers import Answer, PrivateNote
from stworkshop.errors import KnownError, NotSaved
from stworkshop.i18n import gettext as _
from stworkshop.records import Record
from stworkshop.store import database, journal, sessions
from stworkshop.store.database import Database
from stworkshop.store.session_store import now
from stworkshop.store.sql import execute, put
from stworkshop.store.tables import BASES, OF_SESSION, ORGANISERS, SHEETS
from stworkshop.store.trouble import writing


def write_file(path: Path, fill: Callable[[sqlite3.Connection], object]) -> None:
    """Make a new file with what `fill` writes, whole from its first moment; raises KnownError."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    if path.exists():
        raise database.is_there(path)
    try:
        database.create(draft)
        file = Database(draft, sqlite3.connect(draft, isolation_level=None), read_only=False)
        try:
            with writing(path), file.writing() as connection:
                fill(connection)
        finally:
            file.close()
        database.place(draft, path)
    except NotSaved as error:
        raise KnownError(
            _("The file {path} could not be written.").format(path=path),
            _("Nothing else was changed."),
            _("Make room on the disk, or choose another folder."),
        ) from error
    finally:
        draft.unlink(missing_ok=True)


def new_file(
    path: Path,
    session_id: str,
    records: Sequence[Record],
    answers: Sequence[Answer] = (),
    notes: Sequence[PrivateNote] = (),
) -> None:
    """Make a file with a new session, under a new lineage."""
    write_file(
        path,
        lambda connection: sessions.write_new(
            connection, session_id, records, label=_("New session"), answers=answers, notes=notes
        ),
    )


def with_history(source: Database, session_id: str, path: Path, *, for_others: bool) -> None:
    """Copy a session, history included; sealed sheets stay behind, `for_others` all that is the organiser's."""
    left_out = set(ORGANISERS) if for_others else {SHEETS}
    tables = [table for table in OF_SESSION if table not in left_out]
    with source.reading() as raw:
        write_file(path, lambda connection: sessions.copy(raw, connection, session_id, tables))


def for_table(source: Database, session_id: str, state: bytes, name: str, path: Path) -> None:
    """Give a table its copy: the same lineage, the document as it is now as base in both, nothing of the drawer."""
    base = {"session_id": session_id, "name": name, "at": now(), "bytes": state, "crc": zlib.crc32(state)}
    if path.exists():
        raise database.is_there(path)
    with writing(source.path), source.writing() as connection:
        execute(connection, put(BASES), [base])
    tables = [table for table in OF_SESSION if table not in (*ORGANISERS, BASES)]
    with source.reading() as raw:

        def fill(connection: sqlite3.Connection) -> None:
            sessions.copy(raw, connection, session_id, tables)
            execute(connection, put(BASES), [base])
            journal.set_head(connection, session_id, "table_name", name)

        write_file(path, fill)
