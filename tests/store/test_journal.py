"""The journal by itself: rows in order under one head, checkpoints, and no altered byte that is taken for an edit."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from stworkshop.errors import DamagedFile, NotSaved
from stworkshop.store import journal
from stworkshop.store.journal import Entry, Head
from tests.workshop import make

PATH = Path("evening.stw")
A, B = "s-a", "s-b"


@pytest.fixture
def raw(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """Two sessions of five edits each in a file that holds another one."""
    with closing(sqlite3.connect(make(tmp_path / PATH))) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        for session_id in (A, B):
            journal.write_head(connection, Head(session_id, "lineage", 0, "2026-01-01", "2026-01-01"))
            journal.append(connection, session_id, [entry(n, session_id) for n in (1, 2, 3)])
            journal.append(connection, session_id, [entry(n, session_id) for n in (4, 5)])
        yield connection


def entry(n: int, of: str = A) -> Entry:
    return Entry(n, f"step-{n}", f"2026-02-0{n}", "remote", "peer", f"Edit {n}", f"{of} {n}".encode())


def read(raw: sqlite3.Connection, of: str = A, *, checkpoints: bool = True) -> list[bytes]:
    return list(journal.updates(raw, PATH, of, checkpoints=checkpoints))


def edits(first: int, of: str = A) -> list[bytes]:
    return [entry(n, of).update for n in range(first, 6)]


def test_rows_come_back_as_they_were_written_and_move_the_head(raw: sqlite3.Connection) -> None:
    assert list(journal.entries(raw, A)) == [entry(n) for n in range(1, 6)]
    assert journal.read_head(raw, A) == Head(A, "lineage", 5, "2026-01-01", "2026-02-05")
    assert read(raw) == edits(1) and read(raw, B) == edits(1, B)
    assert journal.read_head(raw, "s-none") is None


@pytest.mark.parametrize("first", [5, 7])
def test_rows_are_only_taken_right_after_the_head(raw: sqlite3.Connection, first: int) -> None:
    with pytest.raises(NotSaved, match="Another program"):
        journal.append(raw, A, [entry(first), entry(first + 1)])
    assert read(raw) == edits(1)


def test_the_session_worked_on_last_comes_first(raw: sqlite3.Connection) -> None:
    raw.execute("DELETE FROM _heads WHERE session_id NOT IN (?, ?)", (A, B))
    journal.append(raw, B, [entry(6, B)])
    assert [head.session_id for head in journal.read_heads(raw)] == [B, A]
    journal.append(raw, A, [Entry(6, "s", "2026-02-07", "local", "", "", b"")])
    assert [head.session_id for head in journal.read_heads(raw)] == [A, B]


def test_a_column_of_one_head_is_set_and_no_other(raw: sqlite3.Connection) -> None:
    whole = Head("s-c", "line", 7, "2026-03-01", "2026-03-02", "2026-03-03", "Hill")
    journal.write_head(raw, whole)
    assert journal.read_head(raw, "s-c") == whole
    assert journal.set_head(raw, A, "table_name", "Vale") and not journal.set_head(raw, "s-none", "table_name", "x")
    names = {head.session_id: head.table_name for head in journal.read_heads(raw)}
    assert (names[A], names[B], names["s-c"]) == ("Vale", "", "Hill")


def test_reading_begins_at_the_last_whole_checkpoint(raw: sqlite3.Connection) -> None:
    for n in (2, 3, 4):
        journal.write_checkpoint(raw, A, n, f"whole {n}".encode())
    journal.write_checkpoint(raw, B, 1, b"whole of B")
    assert read(raw) == [b"whole 4", *edits(5)] and read(raw, B) == [b"whole of B", *edits(2, B)]
    assert (journal.last_checkpoint(raw, A), journal.last_checkpoint(raw, B)) == (4, 1)
    assert journal.last_checkpoint(raw, "s-none") == 0
    assert read(raw, checkpoints=False) == edits(1)
    kept = raw.execute("SELECT n FROM _checkpoints WHERE session_id = ? ORDER BY n", (A,)).fetchall()
    assert kept == [(3,), (4,)], "the one before is kept, and no more"
    raw.execute("UPDATE _checkpoints SET bytes = ? WHERE session_id = ? AND n = 4", (b"whole 5", A))
    assert read(raw) == [b"whole 3", *edits(4)], "one that was altered is passed over"
    raw.execute("UPDATE _checkpoints SET crc = crc + 1 WHERE session_id = ?", (A,))
    assert read(raw) == edits(1)


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE _journal SET bytes = CAST('x' || substr(bytes, 2) AS BLOB) WHERE session_id = 's-a' AND n = 4",
        "UPDATE _journal SET crc = crc + 1 WHERE session_id = 's-a' AND n = 5",
        "DELETE FROM _journal WHERE session_id = 's-a' AND n = 1",
        "DELETE FROM _journal WHERE session_id = 's-a' AND n = 3",
        "DELETE FROM _journal WHERE session_id = 's-a' AND n = 5",
        "UPDATE _heads SET head = 4 WHERE session_id = 's-a'",
        "DELETE FROM _heads WHERE session_id = 's-a'",
    ],
)
def test_an_altered_or_missing_row_is_never_passed_over(raw: sqlite3.Connection, damage: str) -> None:
    assert raw.execute(damage).rowcount == 1
    with pytest.raises(DamagedFile, match=r"evening\.stw"):
        read(raw)
    assert read(raw, B) == edits(1, B)


def test_damage_before_a_checkpoint_costs_nothing(raw: sqlite3.Connection) -> None:
    journal.write_checkpoint(raw, A, 3, b"whole")
    raw.execute("DELETE FROM _journal WHERE session_id = ? AND n < 3", (A,))
    assert read(raw) == [b"whole", *edits(4)]
    with pytest.raises(DamagedFile):
        read(raw, checkpoints=False)


def test_each_row_keeps_a_sum_of_its_bytes_that_other_programs_can_check(raw: sqlite3.Connection) -> None:
    journal.write_checkpoint(raw, A, 5, b"whole")
    for table in ("_journal", "_checkpoints"):
        for content, crc in raw.execute(f"SELECT bytes, crc FROM {table} WHERE session_id = ?", (A,)):
            assert zlib.crc32(content) == crc
