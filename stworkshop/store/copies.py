"""Files of their own with one session: new ones, copies that keep lineage and history, and copies for a table."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from stworkshop.i18n import gettext as _
from stworkshop.model import attribution
from stworkshop.model.answers import Answer, PrivateNote
from stworkshop.model.document import Document
from stworkshop.model.records import Record, new_id
from stworkshop.store import database, inspection, journal, laptop_marks, merge_bases, sessions
from stworkshop.store.database import Database
from stworkshop.store.error_messages import writing
from stworkshop.store.session_store import now
from stworkshop.store.tables import BASES, OF_SESSION, ORGANISERS, SEALED


def new_file(
    path: Path,
    session_id: str,
    records: Sequence[Record],
    answers: Sequence[Answer] = (),
    notes: Sequence[PrivateNote] = (),
) -> None:
    """Make a file with a new session, under a new lineage."""
    with database.making(path) as connection:
        sessions.write_new(connection, session_id, records, label=_("New session"), answers=answers, notes=notes)


def with_history(source: Database, session_id: str, path: Path, *, for_others: bool, new_marks: bool = False) -> None:
    """Copy a session, history included; sealed sheets stay behind, `for_others` all that is the organiser's.

    With `new_marks` laptops have other random marks in the copy, so that it cannot be laid beside other workshops.
    """
    left_out = set(ORGANISERS) if for_others else set(SEALED)
    tables = [table for table in OF_SESSION if table not in left_out]
    with source.reading() as raw, database.making(path) as connection:
        inspection.assert_sound(raw, source.path, session_id)
        sessions.copy(raw, connection, session_id, tables)
        if new_marks:
            laptop_marks.renew(connection, session_id)


def for_table(source: Database, session_id: str, state: bytes, name: str, path: Path, ticket: str) -> None:
    """Give a table its copy: the same lineage, the document as it is now as base in both, nothing of the drawer.

    With the `ticket` in it, the copy can be brought back by the network. No file that is made of it bears that.
    Of a session without names it holds no names, and so no history either.
    """
    document = Document([state])
    unnamed = attribution.unnamed_for_tables(document.records())
    if unnamed:
        document.apply(unnamed, new_id())
        state = document.state()
    if path.exists():
        raise database.is_there(path)
    with writing(source.path), source.writing() as connection:
        letter = merge_bases.free_letter(name, merge_bases.read(connection, session_id))
        base = merge_bases.Base(name, now(), letter, state)
        merge_bases.keep(connection, session_id, [base])
    tables = [table for table in OF_SESSION if table not in (*ORGANISERS, BASES)]
    with source.reading() as raw, database.making(path) as connection:
        if unnamed:
            head = next(head for head in journal.read_heads(raw) if head.session_id == session_id)
            sessions.write_shared(connection, session_id, head.lineage, state, label=_("Copy for a table"))
        else:
            sessions.copy(raw, connection, session_id, tables)
        merge_bases.keep(connection, session_id, [base])
        journal.set_head(connection, session_id, "table_name", name)
        pending = "INSERT INTO _pending (what, session_id, name) VALUES ('return', ?, ?)"
        connection.execute(pending, (session_id, ticket))


def ticket_of(file: Database, session_id: str) -> str:
    """Return what shows that a session is a table's copy, to those who gave it; "" where nothing does."""
    with file.reading() as raw:
        query = "SELECT name FROM _pending WHERE what = 'return' AND session_id = ?"
        return next((str(row[0]) for row in raw.execute(query, (session_id,))), "")
