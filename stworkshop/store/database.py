"""The file: opening it after it was checked, its settings, and transactions that are durable when they end."""

from __future__ import annotations

import errno
import os
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from stworkshop.errors import KnownError, NewerFile
from stworkshop.i18n import gettext as _
from stworkshop.store import schema, upgrades
from stworkshop.store.connections import connect
from stworkshop.store.error_messages import damaged, reading, unreadable
from stworkshop.store.snapshot import open_snapshot
from stworkshop.store.tables import APPLICATION_ID, STORE_VERSION
from stworkshop.store.user_paths import sync_folder
from stworkshop.system import temporary_files

BUSY_MILLISECONDS = 5_000
SETTINGS = (
    "PRAGMA synchronous = FULL",
    "PRAGMA fullfsync = ON",
    "PRAGMA checkpoint_fullfsync = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA wal_autocheckpoint = 0",  # ours says first, in the file itself, that edits will be in the log
)

LONGEST_LOG = 4 << 20
"""Bytes of a log beside the file that make it due to be written back, also while somebody works."""
_UNNOTE = "DELETE FROM _pending WHERE what = 'log'"

_sound: dict[str, tuple[int, int, int]] = {}
"""Files that were checked since the program started, as we left them: by path the inode, time and size."""


class Database:
    """An open file, or a copy in memory of one that is opened for reading only."""

    def __init__(self, path: Path, raw: sqlite3.Connection, *, read_only: bool, log_there: bool) -> None:
        self.path = path
        self.read_only = read_only
        self.raw = raw
        self.lacks_log = lacks_log(raw, log_there=log_there)
        """The time of the last edit in a file whose log is missing (ISO, UTC), else ""."""
        self._noted = log_there and bool(lacks_log(raw, log_there=False))
        self._holds_traces = False
        self._place = None if read_only else _place(path)

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction that is durable when the block ends, and leaves nothing behind when it fails.

        Raises FileNotFoundError where the file was deleted, moved or replaced: SQLite would write on, to no avail.
        """
        assert not self.read_only
        if _place(self.path) != self._place:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(self.path))
        self._note_log()
        self.raw.execute("BEGIN IMMEDIATE")
        try:
            if self._noted:
                self.raw.execute(_UNNOTE)
            yield self.raw
            self.raw.execute("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):
                self.raw.rollback()
            raise
        self._noted = False

    def _note_log(self) -> None:
        """Note in the file itself that edits begin to be in the log beside it; the first of them takes the note away.

        So the note is seen where the log is missing, and nowhere else.
        """
        length = _length(log_path(self.path))
        if 0 < length < LONGEST_LOG or (length and not self.write_back()):
            return
        self.raw.execute("INSERT OR IGNORE INTO _pending (what, session_id, name) VALUES ('log', '', '')")
        self._noted = True
        with suppress(sqlite3.Error):
            self.raw.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()

    def write_back(self) -> bool:
        """Write the log into the file, so that a copy of the file alone is whole; return whether that is done.

        It does not wait: while another program reads, it cannot be done, and is tried again at the next time.
        """
        if self.read_only or not _length(log_path(self.path)):
            return True
        (patience,) = self.raw.execute("PRAGMA busy_timeout").fetchone()
        try:
            self.raw.execute("PRAGMA busy_timeout = 0")
            return not self.raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        except sqlite3.Error:
            return False
        finally:
            self.raw.execute(f"PRAGMA busy_timeout = {patience}")

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """One moment of the file, for several queries; raises DamagedFile or KnownError."""
        with reading(self.path):
            self.raw.execute("BEGIN")
            try:
                yield self.raw
            finally:
                with suppress(sqlite3.Error):
                    self.raw.rollback()

    def truncate_log(self) -> bool:
        """Write the log into the file and empty it, so that what was deleted is not found there.

        Returns whether it is done; while another program reads it cannot be, and is tried again at the close.
        """
        busy = self.raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        self._holds_traces = bool(busy)
        return not busy

    def vacuum(self) -> bool:
        """Build the file anew, without what was deleted, and empty the log; where that fails, again at the close.

        Returns whether it is done. What was deleted is overwritten in any case, but traces may be left between rows.
        """
        try:
            self.raw.execute("VACUUM")
            self.raw.execute("DELETE FROM _pending WHERE what = 'traces'")
            return self.truncate_log()
        except sqlite3.Error:
            self._holds_traces = True
            return False

    def close(self) -> None:
        """Write the log back and close the file."""
        if self._holds_traces:
            self.vacuum()
        with suppress(sqlite3.Error):
            if self._noted:
                self.raw.execute(_UNNOTE)
            self.write_back()
        with suppress(sqlite3.Error):
            self.raw.close()
        if not self.read_only:
            with suppress(OSError):
                _sound[str(self.path.resolve())] = _mark(self.path)


def open_for_reading(path: Path) -> Database:
    """Open a file as it is now without changing a byte anywhere; what is written to it later is not seen.

    Raises DamagedFile, NewerFile or KnownError. An older file is upgraded in memory only.
    """
    raw = open_snapshot(path)
    try:
        with reading(path):
            _check(path, raw)
            upgrades.upgrade(raw)
            check_schema(path, raw)
            return Database(path, raw, read_only=True, log_there=log_path(path).exists())
    except BaseException:
        raw.close()
        raise


def keep_private(path: Path) -> None:
    """Let nobody but its owner read a file and what SQLite keeps beside it, where the system knows of owners."""
    for ending in ("", "-wal", "-shm"):
        with suppress(OSError):
            found = path.with_name(path.name + ending)
            if found.stat().st_mode & 0o077:
                found.chmod(0o600)


def open_for_work(path: Path) -> Database:
    """Open a file for reading and writing; it is checked once per start, and an older one is upgraded after a backup.

    Raises DamagedFile, NewerFile or KnownError, and then has not touched the file.
    """
    version = _checked_version(path)
    if version < STORE_VERSION:
        upgrades.back_up(path, version)
    log_there = log_path(path).exists()
    with reading(path):
        raw = connect(path, busy=BUSY_MILLISECONDS / 1000)
        try:
            for setting in SETTINGS:
                raw.execute(setting)
            check_schema(path, raw, older=version < STORE_VERSION)
            if raw.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
                raw.execute("PRAGMA journal_mode = WAL")
            if upgrades.upgrade(raw):
                raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            check_schema(path, raw)
            made = Database(path, raw, read_only=False, log_there=log_there)
            if raw.execute("SELECT 1 FROM _pending WHERE what = 'traces'").fetchone():
                made.vacuum()  # a program that was to do it was killed before
            return made
        except BaseException:
            raw.close()
            raise


@contextmanager
def making(path: Path, *, private: bool = False) -> Iterator[sqlite3.Connection]:
    """Make a new file: what the block writes is in it from its first moment, or there is no file.

    A `private` one can be read by its owner alone.
    Raises KnownError where a file of that name is there, or where none can be made.
    """
    try:
        if path.exists():
            raise is_there(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        with temporary_files.draft(path.with_name(f".{path.name}.{secrets.token_hex(4)}")) as draft:
            if private:
                draft.touch(0o600)
            raw = connect(draft)
            try:
                # Nobody sees the draft before it is whole and on the disk, so its steps need not wait for the disk.
                raw.execute("PRAGMA synchronous = OFF")
                raw.execute("PRAGMA journal_mode = MEMORY")
                schema.lay_out(raw)
                raw.execute("BEGIN IMMEDIATE")
                yield raw
                raw.execute("COMMIT")
                raw.execute("PRAGMA journal_mode = WAL")
            finally:
                raw.close()
            place(draft, path)
    except (sqlite3.Error, OSError) as error:
        raise KnownError(
            _("The file {path} cannot be made: {reason}.").format(path=path, reason=_reason(error)),
            _("Nothing else was changed."),
            _("Make room on the disk, or choose another folder."),
        ) from error


def create(path: Path, *, private: bool = False) -> None:
    """Make a new file without a session; `private` and what is raised are as for `making`."""
    with making(path, private=private):
        pass


def _place(path: Path) -> tuple[int, int] | None:
    """Return what tells a file from another of its name, or None where there is none."""
    try:
        there = path.stat()
    except OSError:
        return None
    return there.st_dev, there.st_ino


def log_path(path: Path) -> Path:
    """Return where SQLite keeps the log of a file."""
    return path.with_name(path.name + "-wal")


def _length(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def lacks_log(raw: sqlite3.Connection, *, log_there: bool) -> str:
    """Return the time of the last edit (ISO, UTC) in a file that was copied or renamed without its log, else "".

    Files of versions before 4 say nothing of it.
    """
    known = raw.execute("SELECT 1 FROM sqlite_master WHERE name = '_pending'").fetchone()
    if log_there or not known or not raw.execute("SELECT 1 FROM _pending WHERE what = 'log'").fetchone():
        return ""
    return str(raw.execute("SELECT max(updated) FROM _heads").fetchone()[0] or "-")


def _reason(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else "") or str(error)


def place(draft: Path, path: Path) -> None:
    """Give a finished draft its name, durably; raises KnownError where a file of that name is there."""
    with open(draft, "rb+") as file:
        os.fsync(file.fileno())
    if path.exists():
        raise is_there(path)
    os.replace(draft, path)
    sync_folder(path.parent)


def is_there(path: Path) -> KnownError:
    """Return the error for a name that is taken."""
    return KnownError(
        _("There is a file {path} already.").format(path=path), _("It was left as it is."), _("Choose another name.")
    )


def _checked_version(path: Path) -> int:
    """Return the version of a file that is sound, raising otherwise; a check is made once per start."""
    try:
        name, mark = str(path.resolve()), _mark(path)
    except OSError as error:
        raise unreadable(path, error) from error
    if _sound.get(name) == mark:
        with reading(path):
            raw = connect(path)
            try:
                return _identified(path, raw)
            finally:
                raw.close()
    raw = open_snapshot(path)
    try:
        with reading(path):
            version = _check(path, raw)
    finally:
        raw.close()
    _sound[name] = mark
    return version


def _mark(path: Path) -> tuple[int, int, int]:
    found = path.stat()
    return found.st_ino, found.st_mtime_ns, found.st_size


def _check(path: Path, raw: sqlite3.Connection) -> int:
    """Return the version of a file after a look at its tables and all its pages; raises DamagedFile or NewerFile."""
    version = _identified(path, raw)
    check_schema(path, raw, older=version < STORE_VERSION)
    # Not the quick one, which does not look whether the indexes say what the tables say.
    found = [row[0] for row in raw.execute("PRAGMA integrity_check(1)")]
    if found != ["ok"]:
        raise damaged(path)
    return version


def _identified(path: Path, raw: sqlite3.Connection) -> int:
    if raw.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise damaged(path)
    version = int(raw.execute("PRAGMA user_version").fetchone()[0])
    if version > STORE_VERSION:
        raise NewerFile(
            _("The file {name} was written by a newer version of this program.").format(name=path.name),
            _("It was left as it is."),
            _("Install the newer version to open it."),
        )
    if version not in upgrades.KNOWN_VERSIONS:
        raise damaged(path)
    return version


def check_schema(path: Path, raw: sqlite3.Connection, *, older: bool = False) -> None:
    """Raise DamagedFile where a file holds what the program does not make, or lacks what it makes."""
    if schema.strangers(raw, older=older):
        raise damaged(path, _("It does not hold the tables that this program makes, or it holds others."))
