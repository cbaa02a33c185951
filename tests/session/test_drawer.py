"""The drawer: sealed until the round is closed, shuffled then, and never a byte of it in the document or in a copy."""

from __future__ import annotations

import base64
import os
import sqlite3
import struct
from pathlib import Path

import pytest

from stworkshop.commands.base import Decision, Refused
from stworkshop.errors import KnownError
from stworkshop.model.answers import Answer, PrivateNote
from stworkshop.model.document import Document
from stworkshop.session.session import Session, open_session
from stworkshop.store import drawer
from stworkshop.store.user_paths import Secrets, library_path
from tests.workshop import ID, assert_all_agree


def open_round(session: Session, **more: str) -> None:
    outcome = session.run("open_round", id="r", question="Do you agree?", kind="rating", items=["st-1"], **more)
    assert isinstance(outcome, Decision)


def hand_in(session: Session, value: int, comment: str = "", **who: str) -> Decision | Refused:
    answers = [{"item": "st-1", "value": value, "comment": comment}]
    return session.run("hand_in_sheet", round="r", answers=answers, **(who or {"side": "public"}))


def on_disk(path: Path) -> bytes:
    """All bytes of a file and of its log."""
    log = path.with_name(path.name + "-wal")
    return path.read_bytes() + (log.read_bytes() if log.exists() else b"")


def test_sheets_are_sealed_and_counted(session: Session, path: Path) -> None:
    open_round(session)
    for value in (1, 2, 5):
        assert isinstance(hand_in(session, value, comment="Mumpitz und Humbug"), Decision)
    assert session.sheets_in("r") == 3
    assert session.answers("r") == []
    assert b"Mumpitz" not in on_disk(path)
    assert b"Mumpitz" not in session.state()
    assert_all_agree(session)


def test_sheets_survive_a_restart_and_are_read_at_the_close(path: Path) -> None:
    with open_session(path) as session:
        open_round(session)
        hand_in(session, 2)
        hand_in(session, 5)
    with open_session(path) as session:
        assert session.sheets_in("r") == 2
        assert isinstance(session.run("close_round", id="r"), Decision)
        assert sorted(answer.value or 0 for answer in session.answers("r")) == [2, 5]
        assert {answer.participant for answer in session.answers("r")} == {""}
        assert len({answer.ballot for answer in session.answers("r")}) == 2


def test_the_order_of_sheets_and_answers_says_nothing(session: Session, path: Path) -> None:
    open_round(session)
    for number in range(12):
        hand_in(session, 1 + number % 5, comment=f"{number:02}")
    raw = sqlite3.connect(path)
    columns = [row[1] for row in raw.execute("PRAGMA table_info(_sheets)")]
    assert columns == ["key", "session_id", "round", "body"]
    assert len({len(body) for (body,) in raw.execute("SELECT body FROM _sheets")}) == 1
    for (body,) in raw.execute("SELECT body FROM _sheets"):
        version, time, *_rest = struct.unpack(">BQ", base64.urlsafe_b64decode(body)[:9])
        assert (version, time) == (0x80, 0), "a sealed sheet says the time in the clear"
    session.run("close_round", id="r")
    for table in ("answers", "_sheets"):
        (sql,) = raw.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()
        assert "WITHOUT ROWID" in sql
    stored = [comment for (comment,) in raw.execute("SELECT comment FROM answers")]
    assert sorted(stored) == [f"{number:02}" for number in range(12)] != stored
    raw.close()


def test_the_size_of_a_sheet_says_nothing_of_what_was_written() -> None:
    key = drawer.new_key()

    def size(comment: str) -> int:
        return len(drawer.seal(key, [Answer(round="r", item="st-1", ballot="K7Q", value=3, comment=comment)]))

    assert size("") == size("No!") == size("x" * 600), "one step is a kilobyte"
    assert size("") < size("x" * 1_100) == size("x" * 1_700)
    assert len({size("x" * length) for length in range(0, 4_700, 97)}) == 5


def test_closing_empties_the_drawer_and_puts_results_into_the_document(session: Session, path: Path) -> None:
    open_round(session)
    for value in (3, 4, 4, 5):
        hand_in(session, value)
    bodies = [body for (body,) in session._store.file.raw.execute("SELECT body FROM _sheets")]
    session.run("close_round", id="r")
    assert session.sheets_in("r") == 0
    assert not any(body[20:60] in on_disk(path) for body in bodies)
    results = [result for result in Document([session.state()]).records() if result.id in session.board.results]
    assert {getattr(result, "item", None) for result in results} == {"st-1", ""}
    item = next(result for result in session.board.results.values() if result.item == "st-1")
    assert (item.figures["n"], item.figures["mean"]) == (4, 4)
    assert Secrets().key(ID, "r") is None
    assert_all_agree(session)


def test_a_closed_round_stays_closed(session: Session) -> None:
    open_round(session)
    hand_in(session, 4)
    session.run("edit_element", id="late", note="undo me")
    session.run("close_round", id="r")
    assert session.undo_label != "Close round"
    while session.undo() is not None:
        pass
    assert session.board.elements["late"].note == ""
    assert session.board.rounds["r"].closed_order == 1
    assert len(session.board.results) == 2 and len(session.answers("r")) == 1
    assert isinstance(session.run("close_round", id="r"), Refused)


def test_an_open_round_with_sheets_is_not_undone(session: Session) -> None:
    open_round(session)
    hand_in(session, 4)
    undone = session.undo()
    assert undone is not None and undone.skipped == 1
    assert "r" in session.board.rounds


def test_a_person_or_a_ballot_that_hands_in_again_replaces_the_sheet(session: Session) -> None:
    open_round(session, anonymous="no")
    hand_in(session, 1, participant="p-ines")
    hand_in(session, 5, participant="p-ines")
    session.run("close_round", id="r")
    assert [(answer.participant, answer.value) for answer in session.answers("r")] == [("p-ines", 5)]


def test_a_ballot_typed_twice_is_one_and_random_ones_never_meet(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("stworkshop.commands.rounds.ballot_codes", lambda count: ["K7Q"])
    open_round(session)
    hand_in(session, 1, side="public")
    hand_in(session, 2, side="public")
    assert session.sheets_in("r") == 2
    hand_in(session, 3, side="public", ballot="A1B")
    hand_in(session, 4, side="public", ballot="a1b")
    assert session.sheets_in("r") == 3
    session.run("close_round", id="r")
    assert sorted(answer.value or 0 for answer in session.answers("r")) == [1, 2, 4]


def test_another_laptop_neither_takes_sheets_nor_closes(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_session(path) as session:
        open_round(session)
        hand_in(session, 4)
    monkeypatch.setenv("STWORKSHOP_LIBRARY", str(tmp_path / "other laptop" / "library.stwl"))
    with open_session(path) as session:
        assert isinstance(hand_in(session, 1), Refused)
        assert isinstance(session.run("close_round", id="r"), Refused)
        assert session.sheets_in("r") == 1 and session.board.rounds["r"].closed_order is None


def test_a_lost_key_is_said_and_loses_no_sheet(session: Session) -> None:
    open_round(session)
    hand_in(session, 4)
    Secrets().drop_key(ID, "r")
    for outcome in (hand_in(session, 1), session.run("close_round", id="r")):
        assert isinstance(outcome, Refused) and "key" in outcome.message
    assert session.sheets_in("r") == 1
    assert_all_agree(session)


def test_a_sheet_that_the_disk_does_not_take_is_not_taken(session: Session) -> None:
    open_round(session)
    pages = session._store.file.raw.execute("PRAGMA page_count").fetchone()[0]
    session._store.file.raw.execute(f"PRAGMA max_page_count = {pages}")
    outcome = hand_in(session, 4, comment="word " * 5_000)
    assert isinstance(outcome, Refused) and "again" in outcome.message
    assert session.sheets_in("r") == 0 and not session.read_only


def test_a_close_that_the_disk_does_not_take_is_written_later(session: Session) -> None:
    open_round(session)
    hand_in(session, 4, comment="word " * 500)
    raw = session._store.file.raw
    raw.execute("PRAGMA busy_timeout = 0")
    other = sqlite3.connect(session.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    outcome = session.run("close_round", id="r")
    assert isinstance(outcome, Refused) and outcome.refusal == "not-saved"
    assert session.answers("r") == [] and session.sheets_in("r") == 1
    other.rollback()
    other.close()
    assert session.retry()
    assert len(session.answers("r")) == 1 and session.sheets_in("r") == 0
    assert Secrets().key(ID, "r") is None
    assert_all_agree(session)


def test_only_the_key_opens_a_sheet() -> None:
    sheet = [Answer(round="r", item="st-1", ballot="K7Q", side="public", value=3, comment="ع")]
    key = drawer.new_key()
    body = drawer.seal(key, sheet)
    assert drawer.unseal(key, body) == sheet
    for bad_key, bad_body in ((drawer.new_key(), body), (key, body[:-3]), (key, b"")):
        with pytest.raises(KnownError):
            drawer.unseal(bad_key, bad_body)


def test_private_notes_are_kept_and_are_in_no_document(session: Session) -> None:
    session.keep_private_note(PrivateNote(id="n1", text="Watch the time", about="late"))
    session.keep_private_note(PrivateNote(id="n2", text="Ask Ines"))
    session.keep_private_note(PrivateNote(id="n1", text="Watch the clock", about="late"))
    session.keep_private_note(PrivateNote(id="n2", text=""))
    assert session.private_notes() == [PrivateNote(id="n1", text="Watch the clock", about="late")]
    assert b"Watch" not in session.state()


def test_secrets_are_for_this_user_only(session: Session) -> None:
    open_round(session)
    hand_in(session, 4)
    folder = Secrets().folder
    assert folder.parent == library_path().parent
    if os.name == "posix":
        assert {oct(p.stat().st_mode & 0o777) for p in folder.iterdir()} == {"0o600"}
        assert folder.stat().st_mode & 0o777 == 0o700
