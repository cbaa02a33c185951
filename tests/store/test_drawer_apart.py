"""The drawer of one session and round, apart from the others in the file; and what each sheet, code and state is."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from stworkshop.errors import KnownError, NotSaved
from stworkshop.model.answers import Answer, PrivateNote
from stworkshop.session.session import Session, open_session
from stworkshop.store import ballot_rows, drawer
from stworkshop.store.sealed_sheets import Sheets
from stworkshop.store.user_paths import Secrets
from tests.workshop import ID, make

A, B = "s-a", "s-b"


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    monkeypatch.setenv("STWORKSHOP_LIBRARY", str(tmp_path / "laptop" / "library.stwl"))
    with open_session(make(tmp_path / "evening.stw")) as opened:
        yield opened


@pytest.fixture
def sheets(session: Session) -> Sheets:
    return Sheets(session._store, Secrets())


@pytest.fixture
def raw(session: Session) -> Iterator[sqlite3.Connection]:
    session.close()
    with closing(sqlite3.connect(session.path)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        yield connection


def answer(ballot: str = "", **more: str) -> Answer:
    return Answer(**{"round": "r", "item": "st-1", "ballot": ballot, **more})  # type: ignore[arg-type]


def test_a_drawer_is_emptied_without_those_beside_it(raw: sqlite3.Connection) -> None:
    places = [(A, "r"), (A, "r2"), (B, "r")]
    for session_id, round_id in places:
        drawer.put_sheet(raw, session_id, round_id, f"{session_id} {round_id}".encode(), drawer.new_row())
    drawer.empty(raw, A, "r")
    assert [drawer.count_sheets(raw, *place) for place in places] == [0, 1, 1]
    assert [body for _key, body in drawer.sheets(raw, A, "r2")] == [b"s-a r2"]
    assert [body for _key, body in drawer.sheets(raw, B, "r")] == [b"s-b r"]


def test_notes_and_ballots_of_another_session_stay(raw: sqlite3.Connection) -> None:
    note = PrivateNote(id="n", text="Watch the time", about="late")
    for session_id in (A, B):
        drawer.write_notes(raw, session_id, [note])
        ballot_rows.write(raw, session_id, "r", {"p-ines": "in", "p-two": "out"})
    drawer.drop_note(raw, A, "n")
    ballot_rows.take_person(raw, A, "p-ines")
    assert (drawer.read_notes(raw, A), drawer.read_notes(raw, B)) == ([], [note])
    assert ballot_rows.read(raw, A, "r") == {"p-two": "out"}
    assert ballot_rows.read(raw, B, "r") == {"p-ines": "in", "p-two": "out"}


def test_an_answer_comes_back_whole(raw: sqlite3.Connection) -> None:
    placed = Answer(
        round="r", item="st-1", ballot="K7Q", side="public", value=0.25, value2=0.75, dk="no", comment="Here"
    )
    unsure = Answer(round="r2", item="st-1", participant="p-ines", dk="yes")
    drawer.write_answers(raw, A, [placed, unsure])
    assert drawer.read_answers(raw, A, "r") == [placed]
    assert drawer.read_answers(raw, A, "r2") == [unsure]
    assert len(drawer.read_answers(raw, A)) == 2 and drawer.read_answers(raw, B) == []


def test_a_sheet_is_filled_up_to_whole_kilobytes_in_every_script() -> None:
    key = drawer.new_key()
    for comment in ("", "x" * 1_000, "ع" * 400):
        body = drawer.seal(key, [answer("K7Q", comment=comment)])
        assert len(Fernet(key).decrypt(body)) % 1_024 == 0
    sizes = {len(drawer.seal(key, [answer("K7Q", comment=letter * 400)])) for letter in "xع"}
    assert len(sizes) == 1, "the size would tell in which script somebody wrote"


def test_a_code_that_a_paper_ballot_has_is_changed_for_a_free_one(
    sheets: Sheets, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted = next(code for code in ("A2A", "B2B", "C2C", "D2D") if code not in sheets.codes("r", 250))
    sheets.set_ballots("r", {noted: "out"})
    sheets.hand_in([answer("E5E")], new_code=False)
    asked: list[set[str]] = []

    def codes(count: int, taken: set[str]) -> list[str]:
        asked.append(set(taken))
        return ["Q7Q"] * count

    monkeypatch.setattr("stworkshop.store.sealed_sheets.ballot_codes", codes)
    sheets.hand_in([answer(noted), answer(noted, item="st-2")], new_code=True)
    assert {noted, "E5E", *sheets.codes("r", 250)} <= asked[0]
    assert [a.ballot for a in sheets.sheet("r", "Q7Q")] == ["Q7Q", "Q7Q"]
    assert sheets.sheet("r", noted) == [], "the paper ballot is still to be keyed"


def test_how_far_a_ballot_is_follows_from_who_handed_it_in(sheets: Sheets) -> None:
    paper = sheets.codes("r", 1)[0]
    own = next(code for code in ("A2A", "B2B", "C2C", "D2D") if code not in sheets.codes("r", 250))
    sheets.hand_in([answer(own)], new_code=True)
    assert sheets.ballots("r") == {}, "a sheet of the laptop leaves nothing outside the seal"
    sheets.hand_in([answer(paper)], new_code=False)
    assert sheets.ballots("r") == {paper: "keyed"}
    sheets.hand_in([answer(round="r2", participant="p-ines")], new_code=False)
    assert sheets.ballots("r2") == {"p-ines": "in"}


def test_each_sheet_is_found_by_its_own_name(sheets: Sheets) -> None:
    names = [f"{letter}5{letter}" for letter in "ABCDEFGH"]
    for name in names:
        sheets.hand_in([answer(name)], new_code=False)
    assert [[a.ballot for a in sheets.sheet("r", name)] for name in names] == [[name] for name in names]
    assert sheets.sheet("r", "Z9Z") == []


def test_sheets_are_taken_back_from_every_round_or_said_to_be_sealed(sheets: Sheets) -> None:
    for round_id in ("r", "r2"):
        for person in ("p-ines", "p-two"):
            sheets.hand_in([answer(round=round_id, participant=person)], new_code=False)
    count, take = sheets.taking_back("p-ines", ["r", "r2", "r3"])
    assert count == 2 and [sheets.count(r) for r in ("r", "r2")] == [2, 2], "found, and not yet taken"
    sheets._store.write(take)
    assert [[a.participant for a in sheets.unsealed(r)] for r in ("r", "r2")] == [["p-two"], ["p-two"]]
    Secrets().drop_key(ID, "r2")
    with pytest.raises(KnownError, match="key"):
        sheets.taking_back("p-two", ["r2"])
    assert sheets.count("r2") == 1


def closed(session: Session, round_id: str) -> None:
    session.run("open_round", id=round_id, question="Agree?", kind="rating", items=["st-1"])
    answers = [{"item": "st-1", "value": 3, "comment": round_id}]
    session.run("hand_in_sheet", round=round_id, side="public", answers=answers)
    session.run("close_round", id=round_id)


def pending(session: Session) -> list[tuple[str, str]]:
    return list(session._store.file.raw.execute("SELECT what, name FROM _pending"))


def test_a_closed_round_is_read_without_the_others_and_leaves_nothing_to_do(session: Session, sheets: Sheets) -> None:
    for round_id in ("r", "r2"):
        closed(session, round_id)
        assert pending(session) == [] and Secrets().key(ID, round_id) is None
    assert [a.comment for a in sheets.unsealed("r")] == ["r"]


def test_keys_go_even_where_the_disk_takes_no_more(
    session: Session, sheets: Sheets, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheets.hand_in([answer("K7Q")], new_code=False)
    session._store.write(sheets.emptying("r"))

    def full(write: object) -> None:
        raise NotSaved("the disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(session._store, "write", full)
        sheets.clear_closed()
    assert Secrets().key(ID, "r") is None and pending(session) == [("key", "r")]
    sheets.clear_closed()
    assert pending(session) == []


def test_codes_pass_over_those_of_other_rounds(sheets: Sheets) -> None:
    first = sheets.codes("r", 20)
    assert first != sheets.codes("r2", 20)
    sheets.set_ballots("r2", dict.fromkeys(first, "out"))
    assert not set(sheets.codes("r", 250)) & set(first)
    assert sheets.codes_of_other_rounds("r") == dict.fromkeys(first, "r2")


def test_a_session_that_used_up_many_codes_begins_again(sheets: Sheets) -> None:
    sheets.set_ballots("r2", dict.fromkeys(sheets.codes("r", 4_600), "out"))
    assert len({code for code in sheets.codes("r", 250) if re.fullmatch("[A-Z][2-9][A-Z]", code)}) == 250
