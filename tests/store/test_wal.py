"""The log of a file is read in memory as SQLite reads it, whole or torn, and no copy is left in any folder."""

from __future__ import annotations

import random
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from stworkshop.session.session import open_session
from stworkshop.store.snapshot import open_snapshot
from stworkshop.store.wal import with_log
from tests.workshop import make


def dumped(raw: sqlite3.Connection) -> list[str]:
    return list(raw.iterdump())


def as_sqlite_sees(folder: Path, content: bytes, log: bytes) -> list[str]:
    """What SQLite finds in a file with this log beside it."""
    folder.mkdir()
    (folder / "a").write_bytes(content)
    (folder / "a-wal").write_bytes(log)
    raw = sqlite3.connect(folder / "a")
    try:
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return dumped(raw)
    finally:
        raw.close()
        shutil.rmtree(folder)


def as_we_see(content: bytes, log: bytes) -> list[str]:
    made = with_log(content, log)
    raw = sqlite3.connect(":memory:")
    raw.deserialize(made[:18] + b"\x01\x01" + made[20:])
    try:
        return dumped(raw)
    finally:
        raw.close()


@pytest.fixture(params=[512, 4096])
def both(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[bytes, bytes]]:
    """A file and a log that holds older transactions behind newer ones, and a file that has grown and shrunk."""
    raw = sqlite3.connect(tmp_path / "made", isolation_level=None)
    raw.execute(f"PRAGMA page_size = {request.param}")
    raw.execute("PRAGMA journal_mode = WAL")
    raw.execute("PRAGMA wal_autocheckpoint = 0")
    raw.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, text TEXT)")
    for number in range(60):
        raw.execute("INSERT INTO t (text) VALUES (?)", ("x" * 40 * number,))
    raw.execute("PRAGMA wal_checkpoint(RESTART)")
    for number in range(20):
        raw.execute("UPDATE t SET text = ? WHERE id = ?", (f"new {number}", number))
    raw.execute("DELETE FROM t WHERE id > 50")
    raw.execute("VACUUM")
    raw.execute("INSERT INTO t (text) VALUES ('last')")
    yield (tmp_path / "made").read_bytes(), (tmp_path / "made-wal").read_bytes()
    raw.close()


def test_a_log_is_read_as_sqlite_reads_it(both: tuple[bytes, bytes], tmp_path: Path) -> None:
    content, log = both
    assert "last" in str(as_we_see(content, log)) and "last" not in str(as_we_see(content, b""))
    assert as_we_see(content, log) == as_sqlite_sees(tmp_path / "f", content, log)


def test_a_log_that_is_cut_or_changed_is_read_up_to_there(both: tuple[bytes, bytes], tmp_path: Path) -> None:
    content, log = both
    chance = random.Random(7)
    for _ in range(25):
        cut = log[: chance.randrange(len(log))]
        at = chance.randrange(len(log))
        changed = log[:at] + bytes([log[at] ^ 1 << chance.randrange(8)]) + log[at + 1 :]
        for torn in (cut, changed):
            assert as_we_see(content, torn) == as_sqlite_sees(tmp_path / "f", content, torn)


def test_reading_beside_a_log_leaves_no_copy_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    path = make(tmp_path / "a.stw")
    with open_session(path) as session:
        session.run("edit_element", id="late", note="In the log")
        raw = open_snapshot(path)
        assert raw.execute("SELECT note FROM elements WHERE id = 'late'").fetchone() == ("In the log",)
        assert list(folder.iterdir()) == []
        raw.close()
