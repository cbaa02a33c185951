"""One session in a file: its rows and its journal, read at the start, written edit by edit."""

from __future__ import annotations

import datetime
import gc
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from stworkshop.errors import KnownError
from stworkshop.i18n import gettext as _
from stworkshop.model.board import Board
from stworkshop.model.changes import Change
from stworkshop.model.document import BadUpdate, Document
from stworkshop.model.records import Ref
from stworkshop.store import database, journal, locks, merge_bases, projection, rows
from stworkshop.store.database import Database
from stworkshop.store.error_messages import counted_as_none, damaged, without_log, writing
from stworkshop.store.journal import Entry, Head
from stworkshop.store.locks import Lock

Extra = Callable[[sqlite3.Connection], None]
"""What is written in the same transaction as an edit."""

CHECKPOINT_AT_REST = 200
CHECKPOINT_AT_WORK = 2_000
"""Journal rows since the last checkpoint that make a new one worth while."""


class SessionStore:
    """One session of an open file; holds the session's lock unless it is opened for reading only."""

    def __init__(self, file: Database, session_id: str, lock: Lock | None) -> None:
        self.file = file
        self.session_id = session_id
        self._lock = lock
        self._last_checkpoint: int | None = None
        self._beyond = 0
        self._read_head()

    @property
    def path(self) -> Path:
        """The path of the file."""
        return self.file.path

    def reload(self) -> Board:
        """Return a board of what another function wrote in the place of the session."""
        self._last_checkpoint = None
        self._read_head()
        return self.board()

    def _read_head(self) -> None:
        with self.file.reading() as raw:
            head = journal.read_head(raw, self.session_id)
        if head is None:
            raise no_such_session(self.path, self.session_id)
        self.head: Head = head
        self.next_n = head.n + 1

    def board(self) -> Board:
        """Return a board with what the rows hold; raises DamagedFile."""
        with self.file.reading() as raw, _no_collection():
            beyond = list[Ref]()
            board = Board(rows.read_all(raw, self.session_id, beyond))
            self._beyond = len(beyond)
            name = self.head.table_name
            if name:
                given = merge_bases.read(raw, self.session_id)
                board.code_letter = next((base.letter for base in given if base.name == name), "")
        return board

    def document(self, waiting: Sequence[bytes] = ()) -> Document:
        """Return the document that the journal and the updates that wait to be saved make; raises DamagedFile."""
        with self.file.reading() as raw:
            updates = list(journal.updates(raw, self.path, self.session_id))
        try:
            return Document([*updates, *waiting])
        except BadUpdate as error:
            raise damaged(self.path) from error

    def entries(self) -> list[Entry]:
        """Return the rows of the journal, in order."""
        with self.file.reading() as raw:
            return list(journal.entries(raw, self.session_id))

    def entry(self, step: str, origin: str, label: str, update: bytes, peer: str = "") -> Entry:
        """Return the next row of the journal; it is not written yet."""
        found = Entry(self.next_n, step, now(), origin, peer, label, update)
        self.next_n += 1
        return found

    def append(self, entry: Entry, board: Board, change: Change, extra: Extra | None = None) -> None:
        """Write one edit, durably; raises NotSaved, also where another program wrote to the session."""
        with writing(self.path), self.file.writing() as connection:
            journal.append(connection, self.session_id, [entry])
            projection.write(connection, self.session_id, board, change)
            if extra is not None:
                extra(connection)

    def catch_up(self, entries: Sequence[Entry], board: Board, refs: Iterable[Ref], extras: Iterable[Extra]) -> None:
        """Write the edits that the disk lacks, in one transaction; raises as `append` does."""
        with writing(self.path), self.file.reading() as raw:
            head = journal.read_head(raw, self.session_id)
        lacking = [entry for entry in entries if head is None or entry.n > head.n]
        if not lacking:
            return
        with writing(self.path), self.file.writing() as connection:
            journal.append(connection, self.session_id, lacking)
            projection.write_records(connection, self.session_id, board, refs)
            for extra in extras:
                extra(connection)

    def write(self, extra: Extra) -> None:
        """Write something that is no edit, durably; raises NotSaved."""
        with writing(self.path), self.file.writing() as connection:
            extra(connection)

    def checkpoint_due(self, limit: int) -> bool:
        """Tell whether so many journal rows were written since the last checkpoint."""
        if self._last_checkpoint is None:
            with self.file.reading() as raw:
                self._last_checkpoint = journal.last_checkpoint(raw, self.session_id)
        return self.next_n - 1 - self._last_checkpoint >= limit

    def checkpoint(self, document: Document) -> None:
        """Keep the whole document, so that it loads quickly; it must be as the journal's last row left it."""
        n = self.next_n - 1
        self.write(lambda connection: journal.write_checkpoint(connection, self.session_id, n, document.state()))
        self._last_checkpoint = n

    @property
    def lacks(self) -> str:
        """What says that the file was copied without its log, or that it holds what no field holds; else ""."""
        copied = without_log(self.path, self.file.lacks_log) if self.file.lacks_log else ""
        return " ".join(filter(None, (copied, counted_as_none(self.path, self._beyond))))

    def close(self) -> None:
        """Close the file and free the lock."""
        self.file.close()
        if self._lock is not None:
            self._lock.release()


def open_store(path: Path, session_id: str | None, *, read_only: bool, library: bool) -> SessionStore:
    """Open one session of a library by its id, or the only one of its own file; raises KnownError and its kinds."""
    assert session_id is not None or not library
    if not path.is_file():
        raise KnownError(_("There is no file {path}.").format(path=path), "", _("Check the name."))
    if read_only:
        return _store(database.open_for_reading(path), session_id, None)
    lock = locks.take(path, session_id or "", library=library)
    try:
        if library:
            database.keep_private(path)
        return _store(database.open_for_work(path), session_id, lock)
    except BaseException:
        lock.release()
        raise


def _store(file: Database, session_id: str | None, lock: Lock | None) -> SessionStore:
    try:
        return SessionStore(file, session_id if session_id is not None else only_session(file), lock)
    except BaseException:
        file.close()
        raise


def only_session(file: Database) -> str:
    """Return the id of the one session in a file; raises KnownError where there is none or several."""
    with file.reading() as raw:
        heads = journal.read_heads(raw)
    if len(heads) != 1:
        raise KnownError(
            _("The file {name} holds {count} sessions, not one.").format(name=file.path.name, count=len(heads)),
            "",
            _("Say which session you mean."),
        )
    return heads[0].session_id


def no_such_session(path: Path, session_id: str) -> KnownError:
    """Return the error for a session that a file does not hold."""
    return KnownError(
        _("There is no session “{id}” in {name}.").format(id=session_id, name=path.name),
        todo=_("Check its title or id."),
    )


@contextmanager
def _no_collection() -> Iterator[None]:
    """Keep the garbage collector from looking through many new objects that all stay; it may double the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def now() -> str:
    """Return the time as ISO 8601 in UTC, to the millisecond."""
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
