"""Files: made whole, checked before they are touched, upgraded after a backup, read without changing a byte."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from stworkshop.commands.base import Decision
from stworkshop.errors import DamagedFile, KnownError, NewerFile
from stworkshop.session.library import Library
from stworkshop.session.session import open_session
from stworkshop.session.timeline import read_timeline
from stworkshop.store import doctor, upgrades
from stworkshop.store.database import create
from stworkshop.store.tables import APPLICATION_ID, STORE_VERSION
from tests.store.make_fixture import FIXTURES
from tests.workshop import ID, assert_all_agree, make, of_board


def fingerprint(folder: Path) -> dict[str, tuple[str, int]]:
    """What every file of a folder holds, and when it was written."""
    return {
        str(path.relative_to(folder)): (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }


def left_by_a_kill(folder: Path) -> Path:
    """A file whose last edit is only in the log beside it."""
    path = make(folder / "killed.stw")
    script = (
        "import os, sys; from pathlib import Path; from stworkshop.session.session import open_session\n"
        "session = open_session(Path(sys.argv[1])); session.run('edit_element', id='late', note='In the log')\n"
        "os._exit(9)"
    )
    subprocess.run(
        [sys.executable, "-c", script, str(path)], check=False, cwd=Path.cwd(), env={**os.environ, "PYTHONPATH": "."}
    )
    assert path.with_name("killed.stw-wal").stat().st_size > 0
    return path


def test_a_new_file_says_what_it_is(tmp_path: Path) -> None:
    path = make(tmp_path / "a.stw")
    header = path.read_bytes()[:100]
    assert header[68:72] == b"STW1" == APPLICATION_ID.to_bytes(4, "big")
    assert int.from_bytes(header[60:64], "big") == STORE_VERSION
    assert [p.name for p in tmp_path.iterdir()] == ["a.stw"]


def test_a_file_that_is_there_is_never_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "a.stw"
    path.write_text("a letter")
    with pytest.raises(KnownError):
        make(path)
    with pytest.raises(KnownError):
        create(path)
    assert path.read_text() == "a letter"
    assert [p.name for p in tmp_path.iterdir()] == ["a.stw"]


def test_working_without_an_edit_changes_nothing(tmp_path: Path) -> None:
    path = make(tmp_path / "a.stw")
    before = path.read_bytes()
    with open_session(path) as session:
        session.warm()
    assert path.read_bytes() == before


@pytest.mark.parametrize("killed", [False, True])
def test_reading_changes_no_byte_and_leaves_nothing_beside(tmp_path: Path, killed: bool) -> None:
    path = left_by_a_kill(tmp_path) if killed else make(tmp_path / "a.stw")
    path.chmod(0o444)
    before = fingerprint(tmp_path)
    with open_session(path, read_only=True) as session:
        assert session.board.elements["late"].note == ("In the log" if killed else "")
        assert_all_agree(session)
    assert doctor.examine(path).sound
    assert fingerprint(tmp_path) == before


def test_what_a_kill_left_in_the_log_is_there_afterwards(tmp_path: Path) -> None:
    path = left_by_a_kill(tmp_path)
    with open_session(path) as session:
        assert session.board.elements["late"].note == "In the log"
        assert_all_agree(session)


def test_a_reader_sees_what_a_writer_has_saved_so_far(tmp_path: Path) -> None:
    path = make(tmp_path / "a.stw")
    with open_session(path) as writer:
        writer.run("edit_element", id="late", note="one")
        with open_session(path, read_only=True) as reader:
            writer.run("edit_element", id="late", note="two")
            assert reader.board.elements["late"].note == "one"


def test_a_newer_file_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = make(tmp_path / "a.stw")
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {STORE_VERSION + 1}")
    connection.close()
    before = path.read_bytes()
    for read_only in (True, False):
        with pytest.raises(NewerFile):
            open_session(path, read_only=read_only)
    with pytest.raises(NewerFile):
        doctor.examine(path)
    assert path.read_bytes() == before


def test_a_file_of_another_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.stw"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE letters (text)")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(DamagedFile):
        open_session(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER t AFTER INSERT ON elements BEGIN DELETE FROM elements; END",
        "CREATE VIEW v AS SELECT * FROM elements",
        "DROP VIEW v_tasks; CREATE VIEW v_tasks AS SELECT * FROM elements",
        "DROP TABLE notes",
        "ALTER TABLE links DROP COLUMN drawers",
    ],
)
def test_a_file_whose_tables_are_not_ours_is_refused(tmp_path: Path, statement: str) -> None:
    path = make(tmp_path / "a.stw")
    connection = sqlite3.connect(path)
    connection.executescript(statement)
    connection.close()
    with pytest.raises(DamagedFile):
        open_session(path)


@pytest.mark.parametrize("what", ["missing", "folder", "empty"])
def test_what_is_no_file_is_refused_with_a_sentence(tmp_path: Path, what: str) -> None:
    path = tmp_path / "a.stw"
    if what == "folder":
        path.mkdir()
    if what == "empty":
        path.touch()
    for read_only in (True, False):
        with pytest.raises(KnownError) as caught:
            open_session(path, read_only=read_only)
        assert "\n" not in str(caught.value) and len(str(caught.value)) > 20


def test_an_older_file_is_upgraded_after_a_backup(tmp_path: Path) -> None:
    original = FIXTURES / "version-0.stw"
    path = Path(shutil.copy(original, tmp_path / "old.stw"))
    with open_session(path) as session:
        assert session.board.elements["late"].note == "Twice a week"
        assert set(session.board.links) == {"cares", "about"}
        session.run("edit_element", id="late", note="And still")
        assert_all_agree(session)
    assert doctor.examine(path).sound
    backup = upgrades.backup_path(tmp_path / "old.stw", 0).with_name("old.stw.v0-backup")
    connection = sqlite3.connect(backup)
    assert connection.execute("PRAGMA user_version").fetchone() == (0,)
    assert connection.execute("SELECT note FROM elements WHERE id = 'late'").fetchone() == ("Twice a week",)
    connection.close()


@pytest.mark.parametrize("version", sorted(upgrades.STEPS))
def test_an_older_file_takes_all_that_is_new(tmp_path: Path, version: int) -> None:
    path = Path(shutil.copy(FIXTURES / f"version-{version}.stw", tmp_path / "old.stw"))
    with open_session(path, read_only=True) as session:
        assert not session.board.stages
        assert all(session.ballots.states(asked) == {} for asked in session.board.rounds)
        assert len(read_timeline(path, session.id)) > 0
    new: tuple[tuple[str, dict[str, object]], ...] = (
        ("set_agenda", {"agenda": "agenda-half-day"}),
        ("start_stage", {"stage": "linking"}),
        ("capture", {"text": "c too loud @Night riders", "id": "loud"}),
        ("add_view", {"label": "Mine", "viewpoint": "vp-risk", "id": "mine"}),
        ("move_in_view", {"view": "mine", "moves": {"loud": [1, 2]}}),
        ("name_moment", {"label": "Before the break"}),
        ("open_round", {"id": "new", "kind": "rating", "question": "Well?", "items": ["st-1"]}),
        ("finish_read_back", {}),
    )
    with open_session(path) as session:
        for name, given in new:
            assert isinstance(session.run(name, **given), Decision), name
        assert session.ballots.issue("new", 3)
        assert_all_agree(session)
        was = of_board(session.board)
        timeline = read_timeline(path, session.id)
        assert of_board(timeline.board_at(len(timeline) - 1)) == was
    with open_session(path) as session:
        assert of_board(session.board) == was and len(session.ballots.states("new")) == 6
    assert doctor.examine(path).sound
    assert [found.name for found in tmp_path.glob("*backup*")] == [f"old.stw.v{version}-backup"]


def test_an_older_file_can_be_read_as_it_is(tmp_path: Path) -> None:
    path = Path(shutil.copy(FIXTURES / "version-0.stw", tmp_path / "old.stw"))
    before = fingerprint(tmp_path)
    with open_session(path, read_only=True) as session:
        assert session.id == ID and len(of_board(session.board)) == 8
    assert doctor.examine(path).sound
    assert fingerprint(tmp_path) == before


def test_an_upgrade_that_fails_leaves_the_file_at_its_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = Path(shutil.copy(FIXTURES / "version-0.stw", tmp_path / "old.stw"))

    def fails(raw: sqlite3.Connection) -> None:
        raw.execute("DELETE FROM elements")
        raise sqlite3.OperationalError("no more room")

    monkeypatch.setattr(upgrades, "STEPS", {0: fails})
    with pytest.raises(KnownError):
        open_session(path)
    monkeypatch.undo()
    with open_session(path) as session:
        assert len(session.board.elements) == 3
    assert sorted(p.name for p in tmp_path.glob("*backup*")) == ["old.stw.v0-backup", "old.stw.v0-backup-1"]


def test_without_a_backup_there_is_no_upgrade(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = Path(shutil.copy(FIXTURES / "version-0.stw", tmp_path / "old.stw"))
    before = path.read_bytes()
    monkeypatch.setattr(upgrades, "backup_path", lambda path, version: tmp_path / "no such folder" / "backup")
    with pytest.raises(KnownError):
        open_session(path)
    assert path.read_bytes() == before


def test_every_version_has_a_fixture() -> None:
    assert {f"version-{number}.stw" for number in upgrades.KNOWN_VERSIONS} == {p.name for p in FIXTURES.iterdir()}


def test_two_libraries_do_not_share_their_secrets(tmp_path: Path) -> None:
    first, second = Library(tmp_path / "a.stwl"), Library(tmp_path / "b.stwl")
    cards: list[str] = []
    for library in (first, second):
        with library.open(library.new("Session")) as session:
            session.run("add_element", kind="risk", label="x")
            cards.extend(element.created_by for element in session.board.elements.values())
    assert len(set(cards)) == 2 and all(cards)


@pytest.mark.parametrize("replaced", [False, True])
def test_edits_are_not_written_to_a_file_that_is_no_longer_there(tmp_path: Path, replaced: bool) -> None:
    path, away = make(tmp_path / "a.stw"), tmp_path / "away.stw"
    with open_session(path) as session:
        path.rename(away)
        if replaced:
            shutil.copy(away, path)
        session.run("edit_element", id="late", note="Kept in memory")
        assert "moved, deleted or replaced" in session.trouble
        assert not session.retry()
        away.replace(path)
        assert session.retry()
        assert session.trouble == ""
    with open_session(path, read_only=True) as session:
        assert session.board.elements["late"].note == "Kept in memory"
