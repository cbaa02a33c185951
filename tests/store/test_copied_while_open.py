"""A plain copy of an open file: whole once nothing is done for a while, and else it says that edits may be missing."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from stworkshop.errors import NotSaved
from stworkshop.session.library import Library
from stworkshop.session.session import open_session
from stworkshop.store import database, doctor
from tests.store.test_store_files import left_by_a_kill
from tests.workshop import assert_all_agree, make


def copied(path: Path) -> Path:
    return Path(shutil.copy(path, path.with_name("copied.stw")))


def test_a_copy_of_an_open_file_says_that_edits_may_be_missing(tmp_path: Path) -> None:
    path = make(tmp_path / "a.stw")
    with open_session(path) as session:
        for number in range(3):
            session.run("edit_element", id="late", note=f"{number}")
        report = doctor.examine(copied(path))
        assert not report.sound and "may be missing" in report.lost[0] and "copied.stw" in report.lost[0]
        for read_only in (True, False):
            with open_session(copied(path), read_only=read_only) as copy:
                assert copy.board.elements["late"].note == "" and "may be missing" in copy.lacks
        assert session.lacks == "" and doctor.examine(path).sound
    assert doctor.examine(path).sound


def test_a_renamed_open_file_says_so_until_it_is_closed(tmp_path: Path) -> None:
    path, away = make(tmp_path / "a.stw"), tmp_path / "away.stw"
    with open_session(path) as session:
        session.run("edit_element", id="late", note="new")
        path.rename(away)
        assert not doctor.examine(away).sound
    assert doctor.examine(away).sound
    with open_session(away, read_only=True) as renamed:
        assert renamed.board.elements["late"].note == "new" and renamed.lacks == ""


@pytest.mark.parametrize("rounds", [1, 3])
def test_once_it_is_written_back_a_copy_is_whole(tmp_path: Path, rounds: int) -> None:
    path = make(tmp_path / "a.stw")
    with open_session(path) as session:
        for number in range(rounds):
            session.run("edit_element", id="late", note=f"first {number}")
            session.run("edit_element", id="late", note=f"second {number}")
            assert not doctor.examine(copied(path)).sound
            assert session.write_back()
            assert doctor.examine(copied(path)).sound
            with open_session(copied(path), read_only=True) as copy:
                assert copy.board.elements["late"].note == f"second {number}"
                assert_all_agree(copy)


def test_a_long_log_is_written_back_while_somebody_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "LONGEST_LOG", 100_000)
    path = make(tmp_path / "a.stw")
    with open_session(path) as session:
        for number in range(40):
            session.run("edit_element", id="late", note=f"{number}")
            assert database.log_path(path).stat().st_size < 200_000
            assert not doctor.examine(copied(path)).sound
        with open_session(copied(path), read_only=True) as copy:
            assert int(copy.board.elements["late"].note) > 5


def test_after_a_kill_nothing_is_missing(tmp_path: Path) -> None:
    path = left_by_a_kill(tmp_path)
    assert doctor.examine(path).sound
    lone = tmp_path / "elsewhere" / "a.stw"
    lone.parent.mkdir()
    shutil.copy(path, lone)
    assert not doctor.examine(lone).sound
    with open_session(path) as session:
        assert session.lacks == ""
    assert doctor.examine(path).sound and not database.log_path(path).exists()


def test_another_program_that_writes_the_log_back_leaves_no_false_alarm(tmp_path: Path) -> None:
    path = left_by_a_kill(tmp_path)
    other = sqlite3.connect(path)
    assert other.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    other.close()
    assert not database.log_path(path).exists()
    assert doctor.examine(path).sound


def test_an_edit_that_fails_leaves_no_false_alarm(tmp_path: Path) -> None:
    path = make(tmp_path / "a.stw")

    def fails(_connection: sqlite3.Connection) -> None:
        raise sqlite3.OperationalError("no")

    with open_session(path) as session, pytest.raises(NotSaved):
        session._store.write(fails)
    assert doctor.examine(path).sound


def test_a_copy_that_lacks_edits_can_be_worked_on(tmp_path: Path) -> None:
    path = make(tmp_path / "a.stw")
    with open_session(path) as session:
        session.run("edit_element", id="late", note="lost")
        copied(path)
    with open_session(tmp_path / "copied.stw") as copy:
        copy.run("edit_element", id="late", note="and on")
        assert_all_agree(copy)
    assert doctor.examine(tmp_path / "copied.stw").sound


def test_in_a_library_that_two_work_on_nothing_is_lost_nor_falsely_told(tmp_path: Path) -> None:
    library = Library(tmp_path / "library.stwl")
    ids = [library.new("One"), library.new("Two")]
    with library.open(ids[0]) as one, library.open(ids[1]) as two:
        for turn in range(6):
            for session in (one, two):
                session.run("add_element", kind="risk", label=f"{session.id} {turn}", id=f"r{turn}")
            (one, two)[turn % 2].write_back()
            copy = Path(shutil.copy(library.path, tmp_path / "copy.stwl"))
            with Library(copy).open(ids[1], read_only=True) as copied_:
                assert set(copied_.board.elements) == {f"r{n}" for n in range(turn + 1)}
    assert doctor.examine(library.path).sound
