"""Every way of changing a session: what it says, keeps and tells, on a good disk and on a full one."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from stworkshop.errors import NotSaved
from stworkshop.model.answers import PrivateNote
from stworkshop.model.changes import Change, updating
from stworkshop.model.document import Document
from stworkshop.session.session import Changed, Session, open_session
from tests.workshop import ID, assert_all_agree, make

NOTE = "Said at the second table " * 400


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    monkeypatch.setenv("STWORKSHOP_LIBRARY", str(tmp_path / "laptop" / "library.stwl"))
    with open_session(make(tmp_path / "evening.stw")) as opened:
        yield opened


def noted(session: Session) -> Change:
    return updating(session.board.elements["late"], {"note": NOTE})


def put_right(session: Session) -> Change:
    return session.put_right(noted(session))


def bring_together(session: Session) -> Change:
    return session.bring_together("Tables come together", [session.state()], lambda board: noted(session))


def merge(session: Session) -> Change:
    from_elsewhere = Document([session.state()])
    return session.merge(from_elsewhere.apply(noted(session), "step-elsewhere"))


WAYS = [(put_right, "local", ""), (bring_together, "local", "Tables come together"), (merge, "remote", "")]


def journal_of(path: Path) -> list[tuple[str, str, str]]:
    """The step, origin and label of each edit in a file."""
    with closing(sqlite3.connect(path)) as raw:
        return list(raw.execute("SELECT step, origin, label FROM _journal ORDER BY n"))


@pytest.mark.parametrize(("way", "origin", "label"), WAYS, ids=["put right", "bring together", "merge"])
def test_a_change_is_returned_told_and_written_under_one_step(
    session: Session, way: Callable[[Session], Change], origin: str, label: str
) -> None:
    heard: list[Changed] = []
    session.subscribe(heard.append)
    change = way(session)
    [told] = heard
    assert (told.change, told.origin) == (change, origin) and told.step and told.label
    assert journal_of(session.path)[-1] == (told.step, origin, told.label)
    assert not label or told.label == label
    assert session.board.elements["late"].note == NOTE
    assert_all_agree(session)


@pytest.mark.parametrize(("way", "origin", "label"), WAYS, ids=["put right", "bring together", "merge"])
def test_on_a_full_disk_it_is_said_told_and_written_later(
    session: Session, way: Callable[[Session], Change], origin: str, label: str
) -> None:
    heard: list[Changed] = []
    session.subscribe(heard.append)
    raw = session._store.file.raw
    raw.execute(f"PRAGMA max_page_count = {raw.execute('PRAGMA page_count').fetchone()[0]}")
    with pytest.raises(NotSaved):
        way(session)
    assert [told.origin for told in heard] == ["trouble", origin] and heard[0].label == session.trouble != ""
    assert session.board.elements["late"].note == NOTE
    raw.execute("PRAGMA max_page_count = 1000000")
    assert session.retry() and not session.trouble
    assert heard[-1].origin == "saved"
    assert journal_of(session.path)[-1] == (heard[1].step, origin, heard[1].label)
    assert_all_agree(session)


def close_round(session: Session) -> None:
    session.run("open_round", id="r", question="Agree?", kind="rating", items=["st-1"], anonymous="no")
    answers = [{"item": "st-1", "value": 4}]
    session.run("hand_in_sheet", round="r", participant="p-ines", answers=answers)
    session.run("close_round", id="r")


def test_closing_a_round_is_one_local_step_of_its_own_name(session: Session) -> None:
    heard: list[Changed] = []
    session.subscribe(heard.append)
    close_round(session)
    told = heard[-1]
    assert told.origin == "local" and told.label and told.step
    assert journal_of(session.path)[-1] == (told.step, "local", told.label)
    assert session.content().answers == session.all_answers() != []


def test_a_copy_has_the_history_or_has_none(session: Session, tmp_path: Path) -> None:
    session.run("edit_element", id="late", note="first")
    close_round(session)
    session.keep_private_note(PrivateNote(id="n", text="Watch the time"))
    whole, now, others = tmp_path / "whole.stw", tmp_path / "now.stw", tmp_path / "others.stw"
    session.export_stw(whole)
    session.export_stw(now, with_history=False)
    session.export_stw(others, for_others=True)
    assert journal_of(whole)[: len(journal_of(session.path))] == journal_of(session.path)
    assert len(journal_of(now)) < len(journal_of(session.path))
    for path, own in ((whole, 1), (now, 1), (others, 0)):
        with open_session(path) as copy:
            assert copy.board.elements["late"].note == "first"
            assert (len(copy.all_answers()), len(copy.private_notes())) == (own, own), path.name
            assert (copy.lineage == session.lineage) == (path is whole), path.name


def test_to_be_told_of_forgetting_looks_at_the_one_person(session: Session) -> None:
    session.run("add_note", id="hers", kind="comment", text="I walk home", author="p-ines")
    session.run("add_note", id="minutes", kind="comment", text="Ines Marquardt spoke first")
    told = session.forgetting("p-ines")
    assert told["participant"] == "p-ines" and told["still_named_in"] == ["minutes"]
    assert told["removed"]["participants"] == 1
    assert session.id == ID and "p-ines" in session.board.participants
