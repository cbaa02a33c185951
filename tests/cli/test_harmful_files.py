"""Files that somebody made to harm, with every sum right: each job refuses them in one sentence, or does without.

Every column that holds bytes of the document, and every one that holds JSON, is tried with every harm; which they are
is read off the tables, so that a new one is tried, too.
"""

from __future__ import annotations

import math
import sqlite3
import sys
import zlib
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import pytest
from pycrdt import write_var_uint
from sqlalchemy import REAL, Integer, LargeBinary, Table

from stworkshop.errors import KnownError
from stworkshop.model.field_types import DEEPEST_VALUE, coerce
from stworkshop.model.records import ROOTS, own_fields, root_of
from stworkshop.session.session import open_session
from stworkshop.session.timeline import read_timeline
from stworkshop.store.tables import OF_SESSION, RECORDS, SHEETS, TABLE_OF_ROOT
from tests.cli.conftest import Call
from tests.store.make_fixture import work_on
from tests.workshop import ID, make

ROOT_OF_TABLE = {table: root for root, table in TABLE_OF_ROOT.items()}
DEEP, DEEPER = 1_000, 20_000
TYPES_IN_TYPES = 20_000
JOBS: dict[str, tuple[str, ...]] = {
    "show": ("show", "bad.stw"),
    "check": ("check", "bad.stw", "--json"),
    "doctor": ("doctor", "bad.stw", "--to", "out.stw"),
    "export": ("export", "bad.stw", "--to", "out.json"),
    "copy of a file": ("export", "bad.stw", "--to", "out.stw"),
    "film": ("export", "bad.stw", "--to", "out.gif"),
    "apply": ("apply", "bad.stw"),
    "copy": ("copy", "bad.stw", "--table", "Two", "--to", "out.stw"),
    "merge": ("merge", "good.stw", "bad.stw", "--to", "out.stw"),
    "merge it first": ("merge", "bad.stw", "good.stw", "--to", "out.stw"),
    "import": ("import", "bad.stw"),
    "import as a copy": ("import", "bad.stw", "--as-copy"),
    "import as a file": ("import", "bad.stw", "--to", "out.stw"),
    "import onto a map": ("import", "bad.stw", "--into", "other.stw"),
    "forget": ("forget", "bad.stw", "--participant", "p1"),
}
NEED_THE_DOCUMENT = {"copy of a file", "film", "apply", "copy", "merge", "merge it first", "import", "import as a file"}


def holding(value: bytes) -> bytes:
    """An update that sets one field of a card."""
    place = b"\x28\1" + write_var_uint(8) + b"elements" + b"\1x"
    return b"\1\1\7\0" + place + b"\1" + value + b"\0"


def maps_in_maps(depth: int) -> bytes:
    """An update in which maps stand in maps, and that takes away the outermost."""
    first = b"\x27\1" + write_var_uint(8) + b"elements\1x\1"
    rest = (b"\x27\0\7" + write_var_uint(clock) + b"\1x\1" for clock in range(depth))
    return b"\1" + write_var_uint(depth + 1) + b"\7\0" + first + b"".join(rest) + b"\1\7\1\0\1"


UPDATES: dict[str, Callable[[], bytes]] = {
    "lists": lambda: holding(b"\x75\1" * DEEP + b"\x7e"),
    "lists, deeper": lambda: holding(b"\x75\1" * DEEPER + b"\x7e"),
    "objects, deeper": lambda: holding(b"\x76\1\1a" * DEEPER + b"\x7e"),
    "maps": lambda: maps_in_maps(TYPES_IN_TYPES),
    "more than there is": lambda: holding(b"\x75" + write_var_uint(2**45)),
    "cut off": lambda: holding(b"\x77\x7fab"),
}
JSON = {
    "lists": "[" * DEEP + "]" * DEEP,
    "lists, deeper": "[" * DEEPER + "]" * DEEPER,
    "lists in a field": '{"own": ' + "[" * 200 + "]" * 200 + "}",
    "no number": '{"own": NaN}',
    "no end": '{"own": 1e999}',
    "huge": '{"own": ' + "9" * 400 + "}",
    "no JSON": "{",
    "a number": "1",
}


def tables_of_bytes() -> list[Table]:
    """The tables that keep updates; sealed sheets are encrypted, and are read with a key only."""
    return [t for t in OF_SESSION if t is not SHEETS and any(isinstance(c.type, LargeBinary) for c in t.columns)]


def columns_of_json() -> list[tuple[str, str]]:
    found = [("_gone", "record")]
    for root in ROOTS:
        names = {name for name, kind in own_fields(root).items() if kind.name in ("json", "ids")}
        names |= {"attributes", "extra"}
        found += [(TABLE_OF_ROOT[root], c.name) for c in RECORDS[root].columns if c.name in names]
    return found


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """A session, a copy of it that is to be harmed, and another one."""
    folder = tmp_path_factory.mktemp("whole")
    work_on(folder / "good.stw")
    with open_session(folder / "good.stw") as session:
        session.copy_for_table("One", folder / "table.stw")
        session.run("add_participant", id="p1", label="Ana")
    good = (folder / "good.stw").read_bytes()
    make(folder / "other.stw")
    return {"good.stw": good, "bad.stw": good, "other.stw": (folder / "other.stw").read_bytes()}


@pytest.fixture
def folder(tmp_path: Path, files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch) -> Path:
    # The second wall, a process of its own for copies of others, is down: the first one holds by itself.
    monkeypatch.setattr(sys, "executable", str(tmp_path / "no program"))
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    return tmp_path


def harm(path: Path, *statements: tuple[str, tuple[object, ...]]) -> None:
    raw = sqlite3.connect(path)
    assert all(raw.execute(statement, values).rowcount for statement, values in statements)
    raw.commit()
    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw.close()


def harm_bytes(path: Path, table: str, update: bytes) -> None:
    """Put an update where others stand, so that head, order and sums are right."""
    crc = zlib.crc32(update)
    if table == "_checkpoints":
        harm(path, ("INSERT INTO _checkpoints SELECT session_id, head, ?, ? FROM _heads", (update, crc)))
        return
    if table != "_journal":
        harm(path, (f"UPDATE {table} SET bytes = ?, crc = ?", (update, crc)))
        return
    last = "SELECT session_id, max(n) + 1, 'step', '2026-01-01T10:00:00Z', 'remote', '', 'Edit', ?, ? FROM _journal"
    harm(path, (f"INSERT INTO _journal {last}", (update, crc)), ("UPDATE _heads SET head = head + 1", ()))


def assert_stands(folder: Path, call: Call, job: str) -> int:
    """Run a job; whatever it makes of the file, it ends with words, and what was there is there."""
    before = (folder / "good.stw").read_bytes()
    printed = call(*JOBS[job], lines=[{"command": "add_element", "kind": "risk", "label": "More"}])
    assert printed.code in (0, 1)
    assert "Traceback" not in printed.err and (printed.code == 0 or job == "doctor" or printed.err.count("\n") == 1)
    assert (folder / "good.stw").read_bytes() == before
    return printed.code


@pytest.mark.parametrize("harm_of", UPDATES)
@pytest.mark.parametrize("table", [table.name for table in tables_of_bytes()])
def test_bytes_made_to_harm_end_nothing(folder: Path, call: Call, table: str, harm_of: str) -> None:
    harm_bytes(folder / "bad.stw", table, UPDATES[harm_of]())
    # A film of a file whose history is whole takes seconds.
    for job in JOBS if table == "_journal" else JOBS.keys() - {"film"}:
        code = assert_stands(folder, call, job)
        assert code == 1 or table != "_journal" or job not in NEED_THE_DOCUMENT, job
        assert code == 1 or job not in ("doctor", "import"), job
        for made in ("out.stw", "out.gif", "out.json", "bad-rescued.stw"):
            (folder / made).unlink(missing_ok=True)
    with pytest.raises(KnownError) if table == "_journal" else nullcontext():
        read_timeline(folder / "bad.stw", ID)


def add_row(path: Path, table: str) -> None:
    """Put a row into a table that has none."""
    raw = sqlite3.connect(path)
    if not raw.execute(f"SELECT count(*) FROM {table}").fetchone()[0]:
        columns = {name: 0 if kind in ("INTEGER", "REAL") else "x" for _n, name, kind, *_ in columns_of(raw, table)}
        columns |= {name: "{}" if name == "figures" else "[]" for t, name in columns_of_json() if t == table}
        columns |= {"session_id": ID, "extra": "{}"}
        names, marks = ", ".join(f'"{name}"' for name in columns), ", ".join("?" * len(columns))
        raw.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(columns.values()))
    raw.commit()
    raw.close()


def set_json(path: Path, table: str, column: str, text: str) -> None:
    """Put a text into a column of all rows, at least one."""
    add_row(path, table)
    raw = sqlite3.connect(path)
    raw.execute(f'UPDATE {table} SET "{column}" = ?', (text,))
    raw.commit()
    raw.close()


def columns_of(raw: sqlite3.Connection, table: str) -> list[tuple[int, str, str, int, str, int]]:
    return raw.execute(f"PRAGMA table_info({table})").fetchall()


@pytest.mark.parametrize(("table", "column"), columns_of_json(), ids=lambda name: str(name))
def test_json_made_to_harm_ends_nothing(folder: Path, call: Call, table: str, column: str) -> None:
    for harm_of, text in JSON.items():
        set_json(folder / "bad.stw", table, column, text)
        code = assert_stands(folder, call, "show")
        assert code == 1 or harm_of == "a number", harm_of


@pytest.mark.parametrize("harm_of", JSON)
def test_json_made_to_harm_ends_no_job(folder: Path, call: Call, harm_of: str) -> None:
    set_json(folder / "bad.stw", "elements", "extra", JSON[harm_of])
    for job in JOBS.keys() - {"film"}:
        assert assert_stands(folder, call, job) == 1 or job in ("merge", "merge it first"), job
        for made in ("out.stw", "out.json", "bad-rescued.stw"):
            (folder / made).unlink(missing_ok=True)


def columns_of_numbers() -> list[tuple[str, str]]:
    return [
        (TABLE_OF_ROOT[root], column.name)
        for root in ROOTS
        for column in RECORDS[root].columns
        if isinstance(column.type, Integer | REAL) and column.name != "dangling"
    ]


@pytest.mark.parametrize(("table", "column"), columns_of_numbers(), ids=lambda name: str(name))
def test_huge_numbers_count_as_none(folder: Path, table: str, column: str) -> None:
    path = folder / "bad.stw"
    add_row(path, table)
    is_real = isinstance(RECORDS[ROOT_OF_TABLE[table]].columns[column].type, REAL)
    for value in (1e300, -1e300, math.inf) if is_real else (2**62, -(2**62)):
        harm(path, (f'UPDATE {table} SET "{column}" = ?', (value,)))
        with open_session(path, read_only=True) as session:
            for record in session.board.records():
                for name, kind in own_fields(root_of(record)).items():
                    held = getattr(record, name)
                    assert coerce(kind, held) == held, name


def test_what_is_imported_as_deep_as_it_may_be_can_be_read_again(folder: Path, call: Call) -> None:
    deep = "[" * (DEEPEST_VALUE - 4) + "]" * (DEEPEST_VALUE - 4)
    card = f'{{"id": "a", "kind": "risk", "label": "x", "own": {deep}}}'
    text = f'{{"format": "stworkshop", "version": 1, "session": {{"id": "s-x", "label": "x"}}, "elements": [{card}]}}'
    (folder / "deep.json").write_text(text)
    assert call("import", "deep.json", "--to", "deep.stw").code == 0
    assert call("doctor", "deep.stw").code == 0
    assert call("apply", "deep.stw", lines=[{"command": "add_element", "kind": "risk", "label": "y"}]).lines[0]["ok"]
