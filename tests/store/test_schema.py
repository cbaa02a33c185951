"""What stands in a file beside the tables that this program makes is never used: the file is refused, and rescued.

Each sort of thing is planted in a file of each version, at each table, so that a new table is tried, too.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path

import pytest

from stworkshop.errors import DamagedFile
from stworkshop.merge import read_copies
from stworkshop.model.records import Record, Ref, ref_of
from stworkshop.session.library import Library
from stworkshop.session.session import open_session
from stworkshop.session.timeline import read_timeline
from stworkshop.store import database, doctor, schema
from stworkshop.store.connections import connect
from stworkshop.store.tables import STORE_VERSION
from tests.source_tree import modules
from tests.store.make_fixture import FIXTURES, work_on
from tests.workshop import ID

VERSIONS = [FIXTURES / f"version-{version}.stw" for version in range(STORE_VERSION + 1)]


def made_anew(raw: sqlite3.Connection, table: str, alter: Callable[[str], str]) -> None:
    """Put another statement in the place of the one that made a table; the pages stay."""
    (statement,) = raw.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    raw.execute("PRAGMA writable_schema = ON")
    raw.execute("UPDATE sqlite_master SET sql = ? WHERE name = ?", (alter(statement), table))
    raw.execute("PRAGMA writable_schema = OFF")


def shadowed(raw: sqlite3.Connection, table: str) -> None:
    raw.execute(f"ALTER TABLE {table} RENAME TO other_{table.strip('_')}")
    raw.execute(f"CREATE VIEW {table} AS SELECT * FROM other_{table.strip('_')} WHERE 0")


PLANTED: dict[str, Callable[[sqlite3.Connection, str], object]] = {
    "a trigger after a row": lambda raw, table: raw.execute(
        f"CREATE TRIGGER x AFTER INSERT ON {table} BEGIN DELETE FROM {table}; END"
    ),
    "a trigger before a row": lambda raw, table: raw.execute(
        f"CREATE TRIGGER x BEFORE INSERT ON {table} BEGIN SELECT raise(IGNORE); END"
    ),
    "an index": lambda raw, table: raw.execute(f"CREATE INDEX x ON {table} (session_id)"),
    "a view": lambda raw, table: raw.execute(f"CREATE VIEW x AS SELECT * FROM {table}"),
    "a view in its place": shadowed,
    "a table": lambda raw, table: raw.execute(f"CREATE TABLE x AS SELECT * FROM {table}"),
    "a table for words": lambda raw, table: raw.execute("CREATE VIRTUAL TABLE x USING fts4(words)"),
    "a column": lambda raw, table: raw.execute(f"ALTER TABLE {table} ADD COLUMN x TEXT"),
    "a column that computes": lambda raw, table: raw.execute(
        f"ALTER TABLE {table} ADD COLUMN x TEXT AS (hex(zeroblob(9))) VIRTUAL"
    ),
    "a condition": lambda raw, table: made_anew(raw, table, lambda sql: sql.replace("PRIMARY", "CHECK (1), PRIMARY")),
    "a default": lambda raw, table: made_anew(
        raw, table, lambda sql: sql.replace("session_id TEXT NOT NULL", "session_id TEXT DEFAULT (random()) NOT NULL")
    ),
    "another order": lambda raw, table: made_anew(
        raw, table, lambda sql: sql.replace("session_id TEXT NOT NULL", "session_id TEXT COLLATE NOCASE NOT NULL")
    ),
    "nothing in its place": lambda raw, table: raw.execute(f"DROP TABLE {table}"),
}


def tables_of(path: Path) -> list[str]:
    with closing(connect(path)) as raw:
        return [name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]


def planted(source: Path, path: Path, table: str, plant: str) -> bool:
    """Make a copy of a file with something planted; tell whether there is a place for it."""
    path.write_bytes(source.read_bytes())
    with closing(sqlite3.connect(path)) as raw:
        try:
            PLANTED[plant](raw, table)
        except sqlite3.OperationalError:
            return False
        raw.commit()
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path.read_bytes() != source.read_bytes()


def refuses(work: Callable[[], object]) -> bool:
    try:
        work()
    except DamagedFile as error:
        return "\n" not in str(error)
    return False


@pytest.mark.parametrize("plant", PLANTED)
def test_what_is_planted_at_any_table_is_refused(tmp_path: Path, plant: str) -> None:
    path, tried = tmp_path / "bad.stw", 0
    for source in (VERSIONS[-1], *VERSIONS[:-1]):
        # In the newest version at each table, in older ones at the one that matters most.
        tables = tables_of(source) if source == VERSIONS[-1] else ["elements"]
        for table in tables:
            if not planted(source, path, table, plant):
                continue
            before, older = path.read_bytes(), source != VERSIONS[-1]
            tried += 1
            if older and plant == "nothing in its place":
                assert not doctor.examine(path).sound
                continue
            assert refuses(lambda: database.open_for_reading(path)), (source.name, table)
            assert path.read_bytes() == before
    assert tried >= len(VERSIONS) - 1 + len(tables_of(VERSIONS[-1])) // 2


@pytest.mark.parametrize("plant", [name for name in PLANTED if name != "nothing in its place"])
def test_what_is_planted_in_an_older_file_is_seen_before_its_upgrade_reads_a_row(tmp_path: Path, plant: str) -> None:
    path = tmp_path / "bad.stw"
    for source in VERSIONS[:-1]:
        if planted(source, path, "elements", plant):
            with closing(sqlite3.connect(path)) as raw:
                assert schema.strangers(raw, older=True), source.name


@pytest.mark.parametrize("plant", PLANTED)
def test_every_way_into_a_file_is_closed_and_the_doctor_opens_it(tmp_path: Path, plant: str) -> None:
    whole, path = tmp_path / "whole.stw", tmp_path / "bad.stw"
    work_on(whole)
    assert planted(whole, path, "answers", plant)
    before = path.read_bytes()
    assert refuses(lambda: open_session(path, read_only=True)) and refuses(lambda: open_session(path))
    assert refuses(lambda: read_copies.read_copy(path)) and refuses(lambda: read_timeline(path, ID))
    library = Library(tmp_path / "library.stwl")
    assert refuses(lambda: library.add_file(path)) and refuses(lambda: Library(path).list())
    assert not read_copies.lineages(path)
    report = doctor.examine(path)
    assert report.readable and not report.sound and report.lost[0].endswith(".")
    doctor.rescue(path, tmp_path / "rescued.stw")
    assert path.read_bytes() == before
    assert doctor.examine(tmp_path / "rescued.stw").sound
    with open_session(whole, read_only=True) as was, open_session(tmp_path / "rescued.stw", read_only=True) as session:
        assert by_ref(session.board.records()) == by_ref(was.board.records())
        assert len(session.all_answers()) == (0 if plant == "nothing in its place" else 3)


def by_ref(records: Iterable[Record]) -> dict[Ref, Record]:
    return {ref_of(record): record for record in records}


def test_an_index_that_says_what_its_table_does_not_is_refused(tmp_path: Path) -> None:
    """Its statement is ours; what it holds is another one's."""
    path = tmp_path / "bad.stw"
    path.write_bytes(VERSIONS[-1].read_bytes())
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA writable_schema = ON")
        (other,) = raw.execute("SELECT rootpage FROM sqlite_master WHERE name = 'i_links_source'").fetchone()
        raw.execute("UPDATE sqlite_master SET rootpage = ? WHERE name = 'i_elements_kind'", (other,))
        raw.commit()
    assert refuses(lambda: database.open_for_reading(path)) and refuses(lambda: open_session(path))


@pytest.mark.parametrize("source", VERSIONS, ids=lambda path: path.stem)
def test_of_each_version_all_is_known_before_and_after_its_upgrade(tmp_path: Path, source: Path) -> None:
    path = tmp_path / "a.stw"
    path.write_bytes(source.read_bytes())
    with closing(connect(path)) as raw:
        assert schema.strangers(raw, older=source != VERSIONS[-1]) == []
    open_session(path).close()
    with closing(connect(path)) as raw:
        assert schema.strangers(raw, older=False) == []


def test_there_is_one_way_to_open_a_database() -> None:
    """Whoever connects gets the limits and settings that a file of anybody needs."""
    own = {name: file for name, file in modules().items() if name.split(".")[0] in ("stworkshop", "ui")}
    callers = [name for name, file in own.items() if "sqlite3.connect(" in file.read_text(encoding="utf-8")]
    assert callers == ["stworkshop.store.connections"]
    with closing(connect(":memory:")) as raw:
        assert raw.execute("PRAGMA trusted_schema").fetchone() == (0,)
        assert raw.getlimit(sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH) == 1
