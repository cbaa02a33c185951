"""Copies: for a table, with history, and as a new session; what is the organiser's goes only where it should."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from stworkshop.errors import KnownError
from stworkshop.model.answers import PrivateNote
from stworkshop.model.document import Document
from stworkshop.session.session import Session, create_file, new_content, open_session
from stworkshop.store import doctor
from stworkshop.store.tables import ORGANISERS
from tests.workshop import assert_all_agree, make, of_board, of_document

SECRET = "Strictly for the organiser"


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with open_session(make(tmp_path / "evening.stw")) as opened:
        opened.run("delete", ids=["plan"])
        opened.run("open_round", id="r", question="Agree?", kind="rating", items=["st-1"])
        for value in (2, 3, 5):
            answers = [{"item": "st-1", "value": value, "comment": f"{SECRET} {value}"}]
            opened.run("hand_in_sheet", round="r", side="public", answers=answers)
        opened.run("close_round", id="r")
        opened.run("open_round", id="r2", question="Agree?", kind="rating", items=["st-1"])
        opened.run("hand_in_sheet", round="r2", side="public", answers=[{"item": "st-1", "value": 2}])
        opened.keep_private_note(PrivateNote(id="n", text=SECRET))
        yield opened


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(path)
    found = connection.execute(query).fetchall()
    connection.close()
    return found


def test_a_tables_copy_has_the_lineage_a_base_and_nothing_of_the_drawer(session: Session, tmp_path: Path) -> None:
    target = tmp_path / "table 1.stw"
    session.copy_for_table("Table 1", target)
    for table in ORGANISERS:
        assert rows(target, f"SELECT count(*) FROM {table.name}") == [(0,)]
    with open_session(target) as copy:
        assert (copy.id, copy.lineage, copy.table_name) == (session.id, session.lineage, "Table 1")
        assert of_board(copy.board) == of_board(session.board)
        assert_all_agree(copy)
    bases = [rows(path, "SELECT name, bytes FROM _bases") for path in (session.path, target)]
    assert bases[0] == bases[1]
    ((name, base),) = bases[0]
    assert name == "Table 1" and isinstance(base, bytes)
    assert of_document(Document([base])) == of_board(session.board)
    assert doctor.examine(target).sound


def test_copies_that_were_apart_come_together(session: Session, tmp_path: Path) -> None:
    target = tmp_path / "table 1.stw"
    session.copy_for_table("Table 1", target)
    session.run("edit_element", id="late", note="From the plenary")
    with open_session(target) as copy:
        copy.run("edit_element", id="riders", note="From table 1")
        copy.run("add_element", id="new", kind="risk", label="Seen at table 1")
        session.merge(copy.state())
        copy.merge(session.state())
        assert of_board(copy.board) == of_board(session.board)
        assert_all_agree(copy)
    assert session.board.elements["riders"].note == "From table 1"
    assert session.board.elements["late"].note == "From the plenary"
    assert_all_agree(session)


def test_an_export_keeps_lineage_and_history(session: Session, tmp_path: Path) -> None:
    target = tmp_path / "copy.stw"
    session.export_stw(target)
    steps = "SELECT n, step, label, bytes FROM _journal ORDER BY n"
    assert rows(target, steps) == rows(session.path, steps)
    assert rows(target, "SELECT count(*) FROM _sheets") == [(0,)]
    with open_session(target) as copy:
        assert copy.lineage == session.lineage
        assert copy.all_answers() == session.all_answers() and len(copy.all_answers()) == 3
        assert copy.private_notes() == session.private_notes()
        assert of_board(copy.board) == of_board(session.board)
        assert_all_agree(copy)


def test_an_export_without_history_begins_anew(session: Session, tmp_path: Path) -> None:
    target = tmp_path / "copy.stw"
    session.export_stw(target, with_history=False)
    with open_session(target) as copy:
        assert copy.lineage != session.lineage and copy.id == session.id
        assert list(copy.board.records()) == list(session.board.records())
        assert not list(copy.board.gone_records())
        assert len(copy.all_answers()) == 3
        assert_all_agree(copy)
    assert b"Timetable model" not in target.read_bytes()


@pytest.mark.parametrize("with_history", [True, False])
def test_an_export_for_others_has_nothing_of_the_organisers(
    session: Session, tmp_path: Path, with_history: bool
) -> None:
    target = tmp_path / "copy.stw"
    session.export_stw(target, with_history=with_history, for_others=True)
    assert SECRET.encode() not in target.read_bytes().replace(*_comments_that_all_may_see(session))
    for table in ORGANISERS:
        assert rows(target, f"SELECT count(*) FROM {table.name}") == [(0,)]


def _comments_that_all_may_see(session: Session) -> tuple[bytes, bytes]:
    """Comments stand shuffled in the results of a round, which are everybody's."""
    assert any("comments" in result.figures for result in session.board.results.values())
    return f"{SECRET} ".encode(), b""


def test_copies_can_be_made_of_a_session_that_is_only_read(session: Session, tmp_path: Path) -> None:
    with open_session(session.path, read_only=True) as reader:
        reader.export_stw(tmp_path / "copy.stw")
    with open_session(tmp_path / "copy.stw") as copy:
        assert of_board(copy.board) == of_board(session.board)


def test_a_copy_never_takes_the_place_of_a_file(session: Session, tmp_path: Path) -> None:
    target = tmp_path / "there.stw"
    target.write_text("a letter")
    before = rows(session.path, "SELECT count(*) FROM _bases")
    with pytest.raises(KnownError):
        session.copy_for_table("Table 1", target)
    for with_history in (True, False):
        with pytest.raises(KnownError):
            session.export_stw(target, with_history=with_history)
    assert target.read_text() == "a letter"
    assert rows(session.path, "SELECT count(*) FROM _bases") == before
    with pytest.raises(KnownError):
        session.export_stw(target / "copy.stw")


def test_a_new_session_has_a_title_and_a_day(tmp_path: Path) -> None:
    content = new_content("A new evening", agenda="ninety-minutes")
    assert create_file(tmp_path / "new.stw", content) == content.id
    with open_session(tmp_path / "new.stw") as session:
        record = session.board.session
        assert (record.label, record.agenda, len(record.date)) == ("A new evening", "ninety-minutes", 10)
