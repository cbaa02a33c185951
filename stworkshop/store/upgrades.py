"""Numbered steps that bring an older file up to date, each in its own transaction, after a backup beside it."""

from __future__ import annotations

import os
import secrets
import sqlite3
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

from stworkshop.errors import KnownError
from stworkshop.i18n import gettext as _
from stworkshop.store import unsaid_defaults, views
from stworkshop.store.connections import connect
from stworkshop.store.error_messages import reading
from stworkshop.store.snapshot import open_snapshot
from stworkshop.store.tables import STORE_VERSION
from stworkshop.store.user_paths import sync_folder
from stworkshop.system import temporary_files


def backup_path(path: Path, version: int) -> Path:
    """Return where the backup of a file of this version goes: beside it, and never over another one."""
    number = 0
    while True:
        suffix = f".v{version}-backup" + (f"-{number}" if number else "")
        found = path.with_name(path.name + suffix)
        if not found.exists():
            return found
        number += 1


def back_up(path: Path, version: int) -> Path:
    """Copy a file with what is in its log to a backup beside it; raises KnownError where that cannot be done."""
    target = backup_path(path, version)
    try:
        with reading(path), temporary_files.draft(path.with_name(f".{path.name}.{secrets.token_hex(4)}")) as draft:
            draft.touch(path.stat().st_mode & 0o777, exist_ok=False)
            source, copy = open_snapshot(path), connect(draft)
            try:
                copy.execute("PRAGMA synchronous = FULL")
                source.backup(copy)
            finally:
                copy.close()
                source.close()
            os.replace(draft, target)
            sync_folder(target.parent)
    except (KnownError, OSError) as error:
        raise KnownError(
            _("{name} is of an older version, and no backup could be written beside it.").format(name=path.name),
            _("It was left as it is."),
            _("Make room on the disk, or copy it to a folder that you may write to."),
        ) from error
    return target


def upgrade(raw: sqlite3.Connection) -> bool:
    """Take all steps from the file's version to ours; a step that fails leaves the file at the version before it.

    Returns whether there were any.
    """
    version = first = int(raw.execute("PRAGMA user_version").fetchone()[0])
    while version < STORE_VERSION:
        raw.execute("BEGIN IMMEDIATE")
        try:
            STEPS[version](raw)
            version += 1
            raw.execute(f"PRAGMA user_version = {version}")
            raw.execute("COMMIT")
        except BaseException:
            raw.rollback()
            raise
    return version > first


def _from_0_to_1(raw: sqlite3.Connection) -> None:
    """Version 0, before the first release, had no names of tables, no trash and no sums over its bytes."""
    raw.create_function("crc32", 1, zlib.crc32, deterministic=True)
    raw.execute("ALTER TABLE _heads ADD COLUMN trashed TEXT DEFAULT '' NOT NULL")
    raw.execute("ALTER TABLE _heads ADD COLUMN table_name TEXT DEFAULT '' NOT NULL")
    for table in ("_journal", "_checkpoints"):
        raw.execute(f"ALTER TABLE {table} ADD COLUMN crc INTEGER DEFAULT 0 NOT NULL")
        raw.execute(f"UPDATE {table} SET crc = crc32(bytes)")
    raw.execute(
        "CREATE TABLE _bases (session_id TEXT NOT NULL, name TEXT NOT NULL, at TEXT DEFAULT '' NOT NULL,"
        " bytes BLOB NOT NULL, crc INTEGER NOT NULL, PRIMARY KEY (session_id, name)) WITHOUT ROWID, STRICT"
    )


def _from_1_to_2(raw: sqlite3.Connection) -> None:
    """Version 1 had no agenda of its own, no named moments, no views and no printed ballots."""
    key = "session_id TEXT NOT NULL, id TEXT NOT NULL"
    rest = "extra TEXT DEFAULT '{}' NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (session_id, id)"
    columns = {
        "stages": "label, stage, place INTEGER NOT NULL, minutes INTEGER NOT NULL, added INTEGER NOT NULL, started,"
        " ended, paused, rested INTEGER NOT NULL, heads INTEGER",
        "snapshots": "kind, label, at, stage, content",
        "views": "label, viewpoint, kinds, concepts, layout",
        "positions": "view, element, x REAL, y REAL",
    }
    for table, names in columns.items():
        typed = ", ".join(name if " " in name else f"{name} TEXT DEFAULT '' NOT NULL" for name in names.split(", "))
        raw.execute(f"CREATE TABLE {table} ({key}, {typed}, {rest}) WITHOUT ROWID, STRICT")
    raw.execute(
        "CREATE TABLE _ballots (session_id TEXT NOT NULL, round TEXT NOT NULL, code TEXT NOT NULL,"
        " state TEXT DEFAULT '' NOT NULL, PRIMARY KEY (session_id, round, code)) WITHOUT ROWID, STRICT"
    )


def _from_2_to_3(raw: sqlite3.Connection) -> None:
    """Version 2 gave tables no letters."""
    raw.execute("ALTER TABLE _bases ADD COLUMN letter TEXT DEFAULT '' NOT NULL")


def _from_3_to_4(raw: sqlite3.Connection) -> None:
    """Version 3 had no views and no indexes, noted nothing still to be done, and gave new cards what nobody said."""
    unsaid_defaults.take_back(raw)
    raw.execute(
        "CREATE TABLE _pending (what TEXT NOT NULL, session_id TEXT NOT NULL, name TEXT NOT NULL,"
        " PRIMARY KEY (what, session_id, name)) WITHOUT ROWID, STRICT"
    )
    views.make(raw)


def _from_4_to_5(raw: sqlite3.Connection) -> None:
    """Version 4 told no verdict in the view of agreement."""
    views.renew(raw)


def _from_5_to_6(raw: sqlite3.Connection) -> None:
    """Version 5 had no pictures on cards."""
    raw.execute("ALTER TABLE elements ADD COLUMN image TEXT DEFAULT '' NOT NULL")
    raw.execute(
        "CREATE TABLE images (session_id TEXT NOT NULL, id TEXT NOT NULL, data TEXT DEFAULT '' NOT NULL,"
        " alt TEXT DEFAULT '' NOT NULL, extra TEXT DEFAULT '{}' NOT NULL, seq INTEGER NOT NULL,"
        " PRIMARY KEY (session_id, id)) WITHOUT ROWID, STRICT"
    )


STEPS: Mapping[int, Callable[[sqlite3.Connection], None]] = {
    0: _from_0_to_1,
    1: _from_1_to_2,
    2: _from_2_to_3,
    3: _from_3_to_4,
    4: _from_4_to_5,
    5: _from_5_to_6,
}
"""By the version that a step starts from."""

KNOWN_VERSIONS = frozenset({*STEPS, STORE_VERSION})
