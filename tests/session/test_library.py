"""The library: all sessions, found by title or words, kept in the trash for a month, brought in and taken out."""

from __future__ import annotations

import datetime
import os
import sqlite3
from pathlib import Path

import pytest

from stworkshop.commands.base import Decision
from stworkshop.errors import DamagedFile, InUse, KnownError, OtherStart
from stworkshop.model.answers import Answer
from stworkshop.model.records import Element, SessionRecord, Term
from stworkshop.model.session_content import SessionContent
from stworkshop.session.library import Library
from stworkshop.session.session import open_session
from tests.workshop import ID, assert_all_agree, make, records


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "library.stwl")


def content() -> SessionContent:
    return SessionContent(records(), [Answer(round="r", item="st-1", ballot="K7Q", side="public", value=4)])


def test_a_library_that_is_not_there_is_empty_and_stays_away(library: Library) -> None:
    assert library.list() == [] and library.search("bus") == []
    with pytest.raises(KnownError):
        library.open("anything")
    assert not library.path.exists()


def test_the_list_says_what_is_in_it(library: Library) -> None:
    library.add(content())
    (info,) = library.list()
    assert (info.id, info.label, info.date, info.elements, info.links, info.trashed) == (
        ID,
        "Evening buses",
        "2026-11-24",
        3,
        2,
        "",
    )
    assert datetime.datetime.fromisoformat(info.updated).tzinfo is not None


def test_the_session_worked_on_last_comes_first(library: Library) -> None:
    first, second = library.new("First"), library.new("Second")
    with library.open(first) as session:
        session.run("add_element", kind="risk", label="x")
    assert [info.id for info in library.list()] == [first, second]


def test_listing_and_reading_change_no_byte(library: Library) -> None:
    library.add(content())
    before = library.path.read_bytes(), sorted(p.name for p in library.path.parent.iterdir())
    library.list()
    library.search("bus")
    with library.open(ID, read_only=True) as session:
        assert len(session.board.elements) == 3
    assert (library.path.read_bytes(), sorted(p.name for p in library.path.parent.iterdir())) == before


@pytest.mark.parametrize("title", [ID, "Evening buses", "evening  BUSES", "Évening Buses"])
def test_a_session_is_found_by_id_or_title(library: Library, title: str) -> None:
    library.add(content())
    with library.open(title, read_only=True) as session:
        assert session.id == ID


def test_two_sessions_with_one_title_are_told_apart_by_id(library: Library) -> None:
    ids = [library.new("Buses"), library.new("buses")]
    with pytest.raises(KnownError) as caught:
        library.open("Buses")
    assert all(session_id in str(caught.value) for session_id in ids)
    library.trash(ids[0])
    assert library.find("Buses") == ids[1]


def test_sessions_of_one_library_are_worked_on_side_by_side(library: Library) -> None:
    first, second = library.new("First"), library.new("Second")
    with library.open(first) as one, library.open(second) as two:
        one.run("add_element", kind="risk", label="of the first")
        two.run("add_element", kind="risk", label="of the second")
        with pytest.raises(InUse):
            library.open(first)
        assert_all_agree(one)
        assert_all_agree(two)
    assert {hit.session_id: hit.text for hit in library.search("of the")} == {
        first: "of the first",
        second: "of the second",
    }


def test_an_id_that_is_there_is_not_added_again(library: Library) -> None:
    library.add(content())
    with library.open(ID) as session:
        session.run("edit_element", id="late", note="Worked on")
    with pytest.raises(KnownError):
        library.add(content())
    copy = library.add(content(), as_copy=True)
    assert copy != ID
    with library.open(copy) as session:
        assert session.board.session.id == copy and len(session.board.elements) == 3
        assert_all_agree(session)
    with library.open(ID) as session:
        assert session.board.elements["late"].note == "Worked on"
        with pytest.raises(InUse):
            library.add(content(), replace=True)
    library.add(content(), replace=True)
    with library.open(ID) as session:
        assert session.board.elements["late"].note == ""
        assert len(session.answers("r")) == 1
        assert_all_agree(session)


def test_content_that_cannot_be_written_leaves_nothing(library: Library) -> None:
    library.new("There")
    bad = SessionContent(records(), [Answer(round="r", item="i", value="four")])  # type: ignore[arg-type]
    with pytest.raises(KnownError):
        library.add(bad)
    assert [info.label for info in library.list()] == ["There"]


def test_content_without_a_session_record_gets_one(library: Library) -> None:
    session_id = library.add(SessionContent([Element(id="a", kind="risk", label="x")]))
    with library.open(session_id) as session:
        assert session.board.session == SessionRecord(id=session_id)
        assert isinstance(session.run("set_session", label="Now it has a title"), Decision)


def test_a_file_comes_in_with_lineage_and_history(library: Library, tmp_path: Path) -> None:
    path = make(tmp_path / "evening.stw")
    with open_session(path) as session:
        session.run("edit_element", id="late", note="Worked on")
        lineage = session.lineage
    assert library.add_file(path) == [ID]
    with library.open(ID) as session:
        assert session.lineage == lineage and session.board.elements["late"].note == "Worked on"
        assert_all_agree(session)
    with pytest.raises(KnownError):
        library.add_file(path)
    (copy,) = library.add_file(path, as_copy=True)
    with library.open(copy) as session:
        assert session.lineage != lineage and session.board.session.id == copy
        assert_all_agree(session)
    assert library.add_file(path, replace=True) == [ID]
    assert len(library.list()) == 2


def test_renaming_and_duplicating(library: Library) -> None:
    library.add(content())
    library.rename(ID, "  Night   buses ")
    copy = library.duplicate(ID)
    assert {info.id: info.label for info in library.list()} == {ID: "Night buses", copy: "Night buses (copy)"}
    with library.open(copy) as session:
        assert len(session.board.links) == 2 and len(session.all_answers()) == 1
        assert_all_agree(session)
    with pytest.raises(KnownError):
        library.rename(ID, "   ")


def test_a_session_makes_way_for_another_of_its_id_and_is_kept(library: Library) -> None:
    library.add(content())
    with library.open(ID), pytest.raises(InUse):
        library.set_aside(ID)
    assert len(library.list()) == 1
    with pytest.raises(OtherStart):
        library.share(ID, "another", b"")
    kept = library.set_aside(ID)
    assert [info.label for info in library.list()] == ["Evening buses (my own)"] and not library.lineage(ID)
    with library.open(kept) as session:
        assert len(session.board.links) == 2 and len(session.all_answers()) == 1
        assert_all_agree(session)
    library.trash(kept)
    again = library.set_aside(kept)
    assert [info.id for info in library.list() if info.trashed] == [again]


def test_the_trash_gives_back_for_a_month_and_then_deletes(library: Library) -> None:
    other = library.new("Other")
    library.add(content())
    library.trash(ID)
    (trashed,) = [info for info in library.list() if info.trashed]
    assert trashed.id == ID
    assert library.search("late") == []
    library.restore(ID)
    assert len(library.search("late")) == 1
    library.trash(ID)
    day = datetime.date.fromisoformat(trashed.trashed[:10])
    assert library.purge_old(day + datetime.timedelta(days=30)) == []
    assert library.purge_old(day + datetime.timedelta(days=31)) == [ID]
    assert [info.id for info in library.list()] == [other]
    assert b"The last bus is late" not in library.path.read_bytes()


def test_a_session_in_use_is_not_thrown_away(library: Library) -> None:
    session_id = library.new("In use")
    with library.open(session_id):
        for act in (library.trash, library.purge):
            with pytest.raises(InUse):
                act(session_id)
    with pytest.raises(KnownError):
        library.trash("no such session")


def test_searching_looks_at_words_of_all_sorts(library: Library) -> None:
    library.add(content())
    extra = [
        SessionRecord(id="s-2", label="Zweite Sitzung", workshop_question="Wer prüft die Fähre?"),
        Element(id="a", seq=1, kind="risk", label="Fähre fällt aus", note="Der Kapitän"),
        Term(id="t", seq=2, label="Fahrplan"),
    ]
    library.add(SessionContent(extra))
    assert [hit.ref.id for hit in library.search("FAHRE")] == ["s-2", "a"]
    assert [(hit.ref.root, hit.session_label) for hit in library.search("kapitan der")] == [
        ("elements", "Zweite Sitzung")
    ]
    assert [hit.text for hit in library.search("fahrp")] == ["Fahrplan"]
    assert [hit.session_id for hit in library.search("last bus")] == [ID]
    assert library.search("  ") == [] and library.search("100%_") == []


def test_a_damaged_library_is_said_and_left_alone(library: Library) -> None:
    library.add(content())
    content_before = bytearray(library.path.read_bytes())
    content_before[4096:12288] = bytes(8192)
    library.path.write_bytes(content_before)
    os.utime(library.path, (1, 1))
    for act in (library.list, lambda: library.new("x"), lambda: library.search("x")):
        with pytest.raises(DamagedFile):
            act()
    assert library.path.read_bytes() == content_before


def test_the_environment_names_the_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STWORKSHOP_LIBRARY", str(tmp_path / "named" / "library.stwl"))
    library = Library()
    session_id = library.new("Named")
    connection = sqlite3.connect(tmp_path / "named" / "library.stwl")
    assert connection.execute("SELECT session_id FROM _heads").fetchall() == [(session_id,)]
    connection.close()


def test_a_session_file_named_as_the_library_knows_the_laptop_by_one_mark(tmp_path: Path) -> None:
    library = Library(tmp_path / "own.stwl")
    session_id = library.new("Evening")
    with library.open(session_id) as session:
        session.export_stw(tmp_path / "evening.stw")
    named = Library(tmp_path / "evening.stw")
    with named.open(session_id) as session:
        assert session.laptop == named.laptop


@pytest.mark.parametrize("name", ["evening.stw", "EVENING.STW"])
def test_a_session_file_is_of_the_same_laptop_by_whatever_way_it_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """So a contributor's cards are the own ones in a room, whether the file is opened or is the library."""
    monkeypatch.setenv("STWORKSHOP_LIBRARY", str(tmp_path / "laptop" / "library.stwl"))
    path = make(tmp_path / name)
    usual = Library(tmp_path / "laptop" / "library.stwl").laptop
    with open_session(path) as session:
        assert session.laptop == usual
        session.run("add_element", id="mine", kind="risk", label="Mine")
    library = Library(path)
    with library.open(ID) as session:
        assert library.laptop == session.laptop == usual == session.board.elements["mine"].created_by
    own = Library(tmp_path / "stick" / "own.stwl")
    with own.open(own.new("Elsewhere")) as session:
        assert own.laptop == session.laptop != usual
