"""The doctor finds what is wrong, touches nothing, and saves what can be read."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from stworkshop.cli import command_line
from stworkshop.errors import KnownError
from stworkshop.session.library import Library
from stworkshop.session.session import open_session
from stworkshop.store import doctor
from tests.store.make_fixture import work_on
from tests.workshop import ID, assert_all_agree, of_board


@pytest.fixture
def path(tmp_path: Path) -> Path:
    work_on(tmp_path / "evening.stw")
    return tmp_path / "evening.stw"


def alter(path: Path, statement: str) -> None:
    connection = sqlite3.connect(path)
    connection.execute(statement)
    connection.commit()
    connection.close()


def test_a_sound_file_is_sound(path: Path) -> None:
    before = path.read_bytes()
    report = doctor.examine(path)
    assert (report.readable, report.integrity, report.document_equals_projection, report.lost) == (True, True, True, [])
    assert report.sound and path.read_bytes() == before


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE elements SET label = 'Somebody was here' WHERE id = 'late'",
        "DELETE FROM links WHERE id = 'cares'",
        "UPDATE element_concepts SET concept = 'other'",
        "DELETE FROM _gone",
    ],
)
def test_rows_that_were_altered_are_found_and_history_is_believed(path: Path, statement: str) -> None:
    with open_session(path) as session:
        was = list(session.board.records())
    alter(path, statement)
    report = doctor.examine(path)
    assert report.readable and report.integrity and not report.document_equals_projection
    assert len(report.lost) == 1 and ID in report.lost[0]
    target = path.with_name("rescued.stw")
    assert doctor.rescue(path, target) == [ID]
    with open_session(target) as session:
        assert list(session.board.records()) == was
        assert len(session.all_answers()) == 3
        assert_all_agree(session)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE _journal SET bytes = x'0102' WHERE n = 20",
        "DELETE FROM _journal WHERE n = 30",
        "DELETE FROM _journal",
        "UPDATE _heads SET head = head + 1",
        "DELETE FROM _heads",
    ],
)
def test_a_history_that_was_altered_is_found_and_rows_are_believed(path: Path, statement: str) -> None:
    with open_session(path) as session:
        was = list(session.board.records())
    alter(path, statement)
    assert not doctor.examine(path).sound
    doctor.rescue(path, path.with_name("rescued.stw"))
    with open_session(path.with_name("rescued.stw")) as session:
        assert list(session.board.records()) == was
        assert_all_agree(session)


@pytest.mark.parametrize("table", ["elements", "links", "_journal", "element_concepts", "answers"])
def test_of_a_table_whose_pages_are_gone_the_rest_is_saved(path: Path, table: str) -> None:
    with open_session(path) as session:
        was = of_board(session.board)
    connection = sqlite3.connect(path)
    (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    connection.close()
    content = bytearray(path.read_bytes())
    content[(page - 1) * 4096 : page * 4096] = bytes(4096)
    path.write_bytes(content)
    report = doctor.examine(path)
    assert report.readable and not report.sound and report.lost
    assert path.read_bytes() == content
    target = path.with_name("rescued.stw")
    doctor.rescue(path, target)
    assert doctor.examine(target).sound
    with open_session(target) as session:
        saved = of_board(session.board)
        assert {ref: record for ref, record in was.items() if not record.gone}.keys() <= saved.keys()


@pytest.mark.parametrize("content", [b"", b"a letter", b"SQLite format 3\x00" + bytes(84)])
def test_what_is_no_file_of_ours_is_not_readable(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.stw"
    path.write_bytes(content)
    report = doctor.examine(path)
    assert not report.readable and not report.sound and report.lost
    with pytest.raises(KnownError):
        doctor.rescue(path, tmp_path / "rescued.stw")
    assert not (tmp_path / "rescued.stw").exists()


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(KnownError):
        doctor.examine(tmp_path / "x.stw")


def test_a_rescue_never_takes_the_place_of_a_file(path: Path) -> None:
    with pytest.raises(KnownError):
        doctor.rescue(path, path)
    assert doctor.examine(path).sound


def test_all_sessions_of_a_library_are_examined_and_saved(tmp_path: Path) -> None:
    library = Library(tmp_path / "library.stwl")
    first, second = library.new("First"), library.new("Second")
    alter(library.path, f"UPDATE sessions SET label = 'Altered' WHERE id = '{second}'")
    assert not doctor.examine(library.path).sound
    doctor.rescue(library.path, tmp_path / "rescued.stw")
    other = Library(tmp_path / "other.stwl")
    assert set(other.add_file(tmp_path / "rescued.stw")) == {first, second}
    assert {info.label for info in other.list()} == {"First", "Second"}


def magic(content: bytearray) -> None:
    content[0] ^= 0xFF


def application(content: bytearray) -> None:
    content[68] ^= 0xFF


def version(content: bytearray) -> None:
    content[60] ^= 0xFF


def page(content: bytearray) -> None:
    content[4096 * 31 : 4096 * 33] = bytes(8192)


def all_of_it(content: bytearray) -> None:
    content[:] = b"a letter"


@pytest.mark.parametrize("damage", [magic, application, version, page, all_of_it])
def test_what_is_wrong_is_said_in_sentences(
    path: Path, capsys: pytest.CaptureFixture[str], damage: Callable[[bytearray], None]
) -> None:
    content = bytearray(path.read_bytes())
    damage(content)
    path.write_bytes(content)
    assert command_line.main(["doctor", str(path)]) == 1
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "not sound" and len(said) > 1
    for sentence in said[1:]:
        assert sentence[0].isupper() and sentence.endswith(".") and not set("[]{}'\\") & set(sentence)


@pytest.mark.parametrize("statement", ["CREATE VIEW x AS SELECT 1", "CREATE TABLE x (a)", "DROP TABLE notes"])
def test_what_does_not_belong_there_is_said_in_sentences(
    path: Path, capsys: pytest.CaptureFixture[str], statement: str
) -> None:
    alter(path, statement)
    assert command_line.main(["doctor", str(path)]) == 1
    (_not_sound, sentence) = capsys.readouterr().out.splitlines()
    assert sentence[0].isupper() and sentence.endswith(".")
    assert "tables" in sentence or "views" in sentence
    assert doctor.examine(path.with_name("evening-rescued.stw")).sound


def test_of_rows_with_a_value_that_cannot_be_read_all_else_is_saved(path: Path) -> None:
    with open_session(path) as session:
        labels = {card.id: card.label for card in session.board.elements.values()}
    alter(path, "UPDATE elements SET attributes = '{', extra = '['")
    alter(path, "DELETE FROM _journal WHERE n = 2")
    report = doctor.examine(path)
    assert report.readable and not report.sound
    doctor.rescue(path, path.with_name("rescued.stw"))
    with open_session(path.with_name("rescued.stw")) as session:
        assert {card.id: card.label for card in session.board.elements.values()} == labels
        assert_all_agree(session)
