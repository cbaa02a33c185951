"""What a killed program had still to do is done by the next one; and one file has one writer, whatever its name."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from stworkshop.errors import InUse, NotSaved
from stworkshop.session.library import Library
from stworkshop.session.session import Session, open_session
from stworkshop.store import database, doctor
from stworkshop.store.database import Database
from stworkshop.store.user_paths import Secrets
from tests.store.test_forget import NAME, PERSON, bytes_of, work_on
from tests.workshop import make


class Killed(BaseException):
    """Stands for SIGKILL: nothing of ours catches it."""


def killed_at(monkeypatch: pytest.MonkeyPatch, owner: type, name: str, do: Callable[[], object]) -> None:
    def dies(*_given: object, **_more: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(owner, name, dies)
        with pytest.raises(Killed):
            do()


def abandoned(session: Session) -> None:
    """Leave a session as a kill would: the lock is free, the file is not closed properly."""
    raw, lock = session._store.file.raw, session._store._lock
    raw.execute("PRAGMA wal_autocheckpoint = 0")
    assert lock is not None
    lock.release()


@pytest.fixture(autouse=True)
def own_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STWORKSHOP_LIBRARY", str(tmp_path / "laptop" / "library.stwl"))


def test_the_key_of_a_closed_round_goes_at_the_next_opening(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session = open_session(make(tmp_path / "a.stw"))
    session.run("open_round", id="r", question="Agree?", kind="rating", items=["st-1"])
    session.run("hand_in_sheet", round="r", side="public", answers=[{"item": "st-1", "value": 4}])
    killed_at(monkeypatch, Secrets, "drop_key", lambda: session.run("close_round", id="r"))
    assert Secrets().key(session.id, "r") is not None
    abandoned(session)
    with open_session(tmp_path / "a.stw") as again:
        assert again.board.rounds["r"].closed_order == 1 and Secrets().key(again.id, "r") is None
        assert len(again.answers("r")) == 1
    raw = sqlite3.connect(tmp_path / "a.stw")
    assert raw.execute("SELECT * FROM _pending").fetchall() == []
    raw.close()
    session._store.file.raw.close()


def test_an_open_round_keeps_its_key_over_openings(tmp_path: Path) -> None:
    with open_session(make(tmp_path / "a.stw")) as session:
        session.run("open_round", id="r", question="Agree?", kind="rating", items=["st-1"])
        session.run("hand_in_sheet", round="r", side="public", answers=[{"item": "st-1", "value": 4}])
    with open_session(tmp_path / "a.stw") as session:
        assert Secrets().key(session.id, "r") is not None


def test_traces_of_who_was_forgotten_go_at_the_next_opening(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = make(tmp_path / "evening.stw")
    session = open_session(path)
    work_on(session)
    session.write_back()
    killed_at(monkeypatch, Database, "vacuum", lambda: session.forget(PERSON))
    assert NAME.encode() in bytes_of(path)
    abandoned(session)
    session._store.file.raw.close()
    with open_session(path) as again:
        assert PERSON not in again.board.participants
    raw = sqlite3.connect(path)
    assert raw.execute("SELECT * FROM _pending").fetchall() == [], "the file was built anew"
    raw.close()
    assert NAME.encode() not in bytes_of(path) and doctor.examine(path).sound


@pytest.mark.parametrize("link", [os.link, os.symlink])
def test_one_file_has_one_writer_whatever_its_name(tmp_path: Path, link: Callable[[Path, Path], None]) -> None:
    path = make(tmp_path / "a.stw")
    other = tmp_path / "other" / "b.stw"
    other.parent.mkdir()
    link(path, other)
    with open_session(path):
        for name in (path, other):
            with pytest.raises(InUse):
                open_session(name)
        with open_session(other, read_only=True) as reader:
            assert reader.read_only
    with open_session(other) as session:
        session.run("edit_element", id="late", note="by the other name")
        with pytest.raises(InUse):
            open_session(path)
    assert doctor.examine(other).sound


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such rights")
def test_a_library_is_for_its_owner_alone(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        library = Library(tmp_path / "library.stwl")
        with library.open(library.new("Evening")) as session:
            session.run("add_element", kind="risk", label="x")
            assert {p.name: p.stat().st_mode & 0o777 for p in tmp_path.glob("library.stwl*") if p.is_file()} == {
                name: 0o600 for name in ("library.stwl", "library.stwl-wal", "library.stwl-shm")
            }
        library.path.chmod(0o644)
        with library.open(session.id):
            assert library.path.stat().st_mode & 0o777 == 0o600
        library.path.chmod(0o644)
        library.new("Another")
        assert library.path.stat().st_mode & 0o777 == 0o600
        assert (make(tmp_path / "given.stw")).stat().st_mode & 0o777 == 0o644
    finally:
        os.umask(before)


def test_a_disk_without_room_is_told_with_its_folder(tmp_path: Path) -> None:
    def fails(connection: sqlite3.Connection) -> None:
        connection.execute("PRAGMA max_page_count = 1")
        connection.execute("CREATE TABLE t AS SELECT randomblob(100000)")

    with open_session(make(tmp_path / "a.stw")) as session, pytest.raises(NotSaved, match=str(tmp_path)):
        session._store.write(fails)
    assert database.log_path(tmp_path / "a.stw").exists() is False
