"""Reading a file without changing a byte of it or of anything beside it, also while another program writes to it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from stworkshop.i18n import gettext as _
from stworkshop.store import wal
from stworkshop.store.connections import connect
from stworkshop.store.error_messages import damaged, unreadable
from stworkshop.system import whole_files

_MAGIC = b"SQLite format 3\x00"
_TRIES = 20


def open_snapshot(path: Path) -> sqlite3.Connection:
    """Return a connection to a copy of the file as it is now, what is in its write-ahead log included.

    The copy is in memory, so that no crash leaves it in a folder where nobody would look for it.
    Raises DamagedFile where it is no SQLite file, KnownError where it cannot be read.
    """
    _look_at_head(path)
    content, log = _read_both(path)
    if not content.startswith(_MAGIC):
        raise damaged(path)
    return _in_memory(path, wal.with_log(content, log) if log else content)


def _look_at_head(path: Path) -> None:
    """Raise where reading would never end, or would take long for what is no session file anyway."""
    try:
        if whole_files.is_endless(path):
            raise OSError(_("it is a pipe or a device"))
        with path.open("rb") as file:
            head = file.read(len(_MAGIC))
    except OSError as error:
        raise unreadable(path, error) from error
    if head != _MAGIC:
        raise damaged(path)


def _read_both(path: Path) -> tuple[bytes, bytes]:
    """Read a file and its log at one moment: both are read again until nobody wrote to either meanwhile."""
    beside = path.with_name(path.name + "-wal")
    try:
        for _attempt in range(_TRIES):
            before = (_stamp(path), _stamp(beside))
            content = path.read_bytes()
            log = beside.read_bytes() if beside.exists() else b""
            if (_stamp(path), _stamp(beside)) == before:
                break
        return content, log
    except OSError as error:
        raise unreadable(path, error) from error


def _stamp(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except FileNotFoundError:
        return (0, 0)
    return (found.st_mtime_ns, found.st_size)


def _in_memory(path: Path, content: bytes) -> sqlite3.Connection:
    connection = connect(":memory:")
    # A database in memory has no log, so its header must not ask for one.
    try:
        connection.deserialize(content[:18] + b"\x01\x01" + content[20:])
    except (sqlite3.Error, OverflowError, MemoryError) as error:
        connection.close()
        raise damaged(path) from error
    return connection
