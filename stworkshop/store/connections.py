"""Connections to SQLite, as careful as it can be: a file may have been made by anybody."""

from __future__ import annotations

import sqlite3
from pathlib import Path

_LONGEST_VALUE = 256 << 20
"""Bytes of one value, or of one row."""
_LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: _LONGEST_VALUE,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 1 << 20,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 200,
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 1,
    sqlite3.SQLITE_LIMIT_ATTACHED: 1,  # VACUUM needs one
}
_SETTINGS = ("PRAGMA trusted_schema = OFF", "PRAGMA cell_size_check = ON", "PRAGMA mmap_size = 0")


def connect(place: Path | str, *, busy: float = 5.0) -> sqlite3.Connection:
    """Open a file, or ":memory:", in autocommit; `busy` seconds are waited for others."""
    raw = sqlite3.connect(place, isolation_level=None, timeout=busy)
    for limit, value in _LIMITS.items():
        raw.setlimit(limit, value)
    for setting in _SETTINGS:
        raw.execute(setting)
    # From Python 3.12 on: what is in the file can then neither run nor change what it says of itself.
    configure = getattr(raw, "setconfig", None)
    if configure is not None:
        configure(getattr(sqlite3, "SQLITE_DBCONFIG_DEFENSIVE"), True)  # noqa: B009 - unknown to Python 3.11
        configure(getattr(sqlite3, "SQLITE_DBCONFIG_ENABLE_TRIGGER"), False)  # noqa: B009
    return raw
