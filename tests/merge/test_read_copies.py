"""Copies as their files hold them: whose they are, from which moment they start, and into what they come together."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from stworkshop.errors import KnownError
from stworkshop.merge import read_copies
from stworkshop.merge.copies import PLENARY
from stworkshop.model.board import Board
from stworkshop.model.records import ref_of
from stworkshop.session.library import Library
from stworkshop.session.session import open_session
from stworkshop.store import doctor
from tests.workshop import ID, make


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A plenary that gives one table a copy, goes on, and gives another table one; both tables work."""
    with open_session(make(tmp_path / "plenary.stw")) as session:
        session.run("edit_element", id="late", note="Before all")
        session.copy_for_table("Hill", tmp_path / "hill.stw")
        session.run("edit_element", id="late", note="Between the two")
        session.copy_for_table("Vale", tmp_path / "vale.stw")
        session.run("edit_element", id="plan", note="After both")
    work(tmp_path / "hill.stw", "hers")
    work(tmp_path / "vale.stw", "his")
    yield tmp_path


def work(path: Path, card: str) -> None:
    with open_session(path) as session:
        session.run("add_element", id=card, kind="risk", label=f"A risk of {card}")


def read(folder: Path, *names: str) -> list[read_copies.CopyFile]:
    return [read_copies.read_copy(folder / f"{name}.stw") for name in names]


def note(board: Board, card: str) -> str:
    return board.elements[card].note


def test_a_copy_says_whose_it_is_and_what_it_was_given_with(folder: Path) -> None:
    plenary, hill, vale = read(folder, "plenary", "hill", "vale")
    assert [(file.table, file.letter) for file in (plenary, hill, vale)] == [("", ""), ("Hill", "h"), ("Vale", "v")]
    assert {file.session_id for file in (plenary, hill, vale)} == {ID}
    assert len({file.lineage for file in (plenary, hill, vale)}) == 1 and hill.lineage
    assert [base.name for base in plenary.bases] == ["Hill", "Vale"] and [base.name for base in hill.bases] == ["Hill"]
    assert note(hill.board, "late") == "Before all" and "hers" in hill.board.elements
    assert read_copies.lineages(folder / "hill.stw") == {hill.lineage: "Hill"}
    assert read_copies.letters_given(folder / "plenary.stw", ID) == {"Hill": "h", "Vale": "v"}
    assert read_copies.letter_for("Harbour", {"Hill": "h", "Vale": "v"}) not in ("", "h", "v")
    assert hill.lacks == "" and hill.updated


def test_each_copy_is_compared_with_what_it_was_when_it_was_given(folder: Path) -> None:
    gathering = read_copies.gather(read(folder, "vale", "plenary", "hill"))
    assert gathering.plenary.table == PLENARY and gathering.tables == ("Hill", "Vale") and gathering.twice == ()
    starts = {copy.table: copy.base for copy in gathering.copies}
    assert [note(starts[table], "late") for table in ("Hill", "Vale")] == ["Before all", "Between the two"]
    assert note(starts[PLENARY], "late") == "Before all", "the plenary since the first of them was given"
    assert gathering.parted == min(base.at for base in gathering.plenary.bases)
    new = read_copies.new_bases(gathering)
    assert [(base.name, base.letter) for base in new] == [("Hill", "h"), ("Vale", "v")] and all(base.at for base in new)


def test_without_the_plenary_what_it_did_between_the_two_givings_is_its_own(folder: Path) -> None:
    gathering = read_copies.gather(read(folder, "hill", "vale"))
    first, *tables = gathering.copies
    assert (first.table, [copy.table for copy in tables]) == (PLENARY, ["Hill", "Vale"])
    assert (note(first.base, "late"), note(first.board, "late")) == ("Before all", "Between the two")


def test_what_was_merged_before_is_compared_with_what_it_was_then(folder: Path) -> None:
    with open_session(folder / "plenary.stw") as session:
        hill = read_copies.read_copy(folder / "hill.stw")
        gathering = read_copies.gather([read_copies.read_copy(folder / "plenary.stw"), hill])
        both = {ref_of(card): card for board in (session.board, hill.board) for card in board.records()}
        session.bring_together(
            "Merge", [hill.state], lambda now: read_copies.towards(now, both), read_copies.new_bases(gathering)
        )
    work(folder / "hill.stw", "later")
    again = read_copies.gather(read(folder, "plenary", "hill"))
    (start,) = [copy.base for copy in again.copies if copy.table == "Hill"]
    assert "hers" in start.elements and "later" not in start.elements


def test_the_file_they_come_into_is_no_tables_and_has_the_whole_past(folder: Path) -> None:
    for names, own in ((("plenary", "hill"), "plenary"), (("hill", "vale"), "hill")):
        made = folder / f"made-of-{own}.stw"
        read_copies.write_plenary(read_copies.gather(read(folder, *names)), made)
        whole = read_copies.read_copy(made)
        (before,) = read(folder, own)
        assert (whole.table, whole.lineage, len(whole.timeline)) == (PLENARY, before.lineage, len(before.timeline))
        assert whole.board.elements.keys() == before.board.elements.keys() and doctor.examine(made).sound


def test_files_of_other_starts_are_told_apart_and_the_commonest_start_counts(folder: Path) -> None:
    make(folder / "other.stw")
    files = read(folder, "other", "hill", "plenary")
    kin, strangers = read_copies.by_start(files)
    assert (kin, strangers) == (files[1:], files[:1])
    assert read_copies.by_start([]) == ([], []) and read_copies.by_start(files[:2]) == (files[:1], files[1:2])
    with pytest.raises(KnownError, match="does not come from the same start"):
        read_copies.gather(files)
    with pytest.raises(KnownError, match="at least two"):
        read_copies.gather(files[:1])


def test_of_a_library_the_session_is_named(folder: Path) -> None:
    library = Library(folder / "library.stwl")
    first, second = library.new("One"), library.new("Two")
    with pytest.raises(KnownError, match="holds 2 sessions"):
        read_copies.read_copy(library.path)
    assert [read_copies.read_copy(library.path, one).board.session.label for one in (first, second)] == ["One", "Two"]
