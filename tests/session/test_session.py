"""A session: every edit durable, heard by all in order, taken back as a new edit, and kept when the disk fails."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from pycrdt import Doc, Map

from stworkshop.commands.base import Decision, Refused
from stworkshop.errors import InUse, KnownError, NotSaved
from stworkshop.model.changes import Change, adding, removing, updating
from stworkshop.model.document import BadUpdate, Document
from stworkshop.model.records import Element, Ref, new_id
from stworkshop.session.session import Changed, Session, open_session
from stworkshop.session.timeline import read_timeline
from stworkshop.session.undo_history import Step
from tests.workshop import ID, assert_all_agree, make, of_board, of_document, of_rows, records

LATE = Ref("elements", "late")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make(tmp_path / "evening.stw")


def card(label: str, card_id: str = "") -> Element:
    return Element(id=card_id or new_id("e-"), seq=99, kind="concern", label=label)


def raw(session: Session) -> sqlite3.Connection:
    """The connection that the session writes through, to make its disk fail."""
    return session._store.file.raw


def fill_the_disk(session: Session) -> None:
    pages = raw(session).execute("PRAGMA page_count").fetchone()[0]
    raw(session).execute(f"PRAGMA max_page_count = {pages}")


def make_room(session: Session) -> None:
    raw(session).execute("PRAGMA max_page_count = 1000000")


def test_a_session_opens_as_it_was_made(session: Session) -> None:
    assert list(of_board(session.board).values()) == records()
    assert session.id == ID
    assert not session.read_only and not session.trouble
    assert_all_agree(session)


def test_a_command_is_durable_when_it_returns(session: Session) -> None:
    outcome = session.run("add_element", kind="risk", label="People stop asking", concepts=["public-value"])
    assert isinstance(outcome, Decision)
    assert of_rows(session.path, ID)[Ref("elements", outcome.ids[0])] == session.board.elements[outcome.ids[0]]
    assert_all_agree(session)


def test_a_refused_command_touches_nothing(session: Session, path: Path) -> None:
    heard: list[Changed] = []
    session.subscribe(heard.append)
    before = path.read_bytes()
    assert isinstance(session.run("add_element", kind="no such kind", label="x"), Refused)
    assert isinstance(session.run("no_such_command"), Refused)
    assert (heard, path.read_bytes(), session.undo_label) == ([], before, "")


def test_an_edit_of_nothing_is_no_step(session: Session) -> None:
    assert session.do("Nothing", Change()) == ""
    assert session.do("The same", updating(session.board.elements["late"], {"label": "The last bus is late"})) == ""
    assert session.undo_label == ""


def test_undo_and_redo_have_labels_and_are_durable(session: Session) -> None:
    session.do("Rename it", updating(session.board.elements["late"], {"label": "Too late"}))
    assert (session.undo_label, session.redo_label) == ("Rename it", "")
    undone = session.undo()
    assert undone is not None and (undone.label, undone.skipped) == ("Rename it", 0)
    assert session.board.elements["late"].label == "The last bus is late"
    assert (session.undo_label, session.redo_label) == ("", "Rename it")
    assert_all_agree(session)
    session.redo()
    assert session.board.elements["late"].label == "Too late"
    assert_all_agree(session)
    assert session.redo() is None


def test_deleting_a_card_and_bringing_it_back_over_a_restart(path: Path) -> None:
    with open_session(path) as session:
        session.run("delete", ids=["late"])
        assert not session.board.links and "late" not in session.board.elements
        assert_all_agree(session)
        session.undo()
        before = of_board(session.board)
        session.undo()
    with open_session(path) as session:
        assert of_board(session.board) == before
        assert session.undo() is None
        assert set(session.board.links) == {"cares", "about"}


def test_a_code_is_never_used_again_even_if_its_card_became_something_else(path: Path) -> None:
    with open_session(path) as session:
        session.run("retype_element", id="plan", kind="risk")
        session.run("delete", ids=["late"])
        assert session.board.elements["plan"].code != "T1"
    with open_session(path) as session:
        assert (session.board.next_code("T"), session.board.next_code("C")) == ("T2", "C2")


def test_a_link_that_lost_an_end_is_told_in_its_row(session: Session) -> None:
    session.do("Take a card away", removing([session.board.elements["late"]]))
    query = "SELECT id, dangling FROM links ORDER BY id"
    assert raw(session).execute(query).fetchall() == [("about", 1), ("cares", 1)]
    session.undo()
    assert raw(session).execute(query).fetchall() == [("about", 0), ("cares", 0)]


def test_all_subscribers_hear_all_changes_in_order(session: Session) -> None:
    first: list[str] = []
    second: list[str] = []

    def answer(changed: Changed) -> None:
        first.append(changed.label)
        if changed.label == "One":
            session.do("Two", adding([card("two")]))

    session.subscribe(answer)
    stop = session.subscribe(lambda changed: second.append(changed.label))
    session.do("One", adding([card("one")]))
    assert first == second == ["One", "Two"]
    stop()
    session.undo()
    assert (len(first), len(second)) == (3, 2)


def test_changes_carry_their_origin(session: Session) -> None:
    heard: list[tuple[str, str]] = []
    session.subscribe(lambda changed: heard.append((changed.origin, changed.label)))
    session.do("Add", adding([card("a", "a")]))
    session.do("Bring in", adding([card("b")]), origin="import")
    session.undo()
    session.redo()
    peer = Document([session.state()])
    session.merge(peer.apply(adding([card("c")]), "theirs"), peer="Table 2")
    assert [origin for origin, _label in heard] == ["local", "import", "undo", "redo", "remote"]
    assert [label for _origin, label in heard][2:4] == ["Undo Bring in", "Redo Bring in"]


def test_a_merge_is_durable_and_no_step_of_ours(session: Session) -> None:
    peer = Document([session.state()])
    change = session.merge(peer.apply(adding([card("theirs", "x")]), "theirs"), peer="Table 2")
    assert set(change.added) == {Ref("elements", "x")}
    assert session.undo() is None
    assert_all_agree(session)
    rows = raw(session).execute("SELECT origin, peer, label FROM _journal ORDER BY n").fetchall()
    assert rows[-1] == ("remote", "Table 2", "Add 1 card")


def test_an_anonymous_session_keeps_no_author(session: Session) -> None:
    session.run("set_session", attribution="anonymous")
    peer = Document([session.state()])
    session.merge(peer.apply(adding([card("theirs")]), "theirs"), peer="Ines on the blue laptop")
    assert raw(session).execute("SELECT count(*) FROM _journal WHERE peer <> ''").fetchone() == (0,)


def test_undo_skips_what_a_peer_changed_since_and_says_so(session: Session) -> None:
    session.do("Edit", updating(session.board.elements["late"], {"label": "Ours", "note": "ours"}))
    peer = Document([session.state()])
    session.merge(peer.apply(Change(updated={LATE: {"note": ("ours", "theirs")}}), "theirs"))
    undone = session.undo()
    assert undone is not None and undone.skipped == 1
    late = session.board.elements["late"]
    assert (late.label, late.note) == ("The last bus is late", "theirs")
    assert_all_agree(session)


def test_bytes_that_are_no_update_change_nothing(session: Session) -> None:
    before = of_board(session.board)
    with pytest.raises(BadUpdate):
        session.merge(b"\xff\xff\xff nonsense")
    assert of_board(session.board) == before
    session.do("Still works", adding([card("x")]))
    assert_all_agree(session)


def test_a_second_window_can_only_read(path: Path, session: Session) -> None:
    with pytest.raises(InUse):
        open_session(path)
    session.do("Add", adding([card("new", "new")]))
    with open_session(path, read_only=True) as reader:
        assert "new" in reader.board.elements
        refused = reader.run("add_element", kind="risk", label="x")
        assert isinstance(refused, Refused) and refused.refusal == "read-only"
        with pytest.raises(KnownError):
            reader.do("Add", adding([card("y")]))
        assert reader.undo() is None and reader.read_only


def test_a_closed_session_is_free_for_others(path: Path) -> None:
    open_session(path).close()
    with open_session(path) as session:
        assert not session.read_only


@pytest.mark.parametrize("how", ["full", "locked"])
def test_an_edit_that_the_disk_does_not_take_is_kept_and_written_later(session: Session, path: Path, how: str) -> None:
    heard: list[str] = []
    session.subscribe(lambda changed: heard.append(changed.origin))
    other = sqlite3.connect(path, isolation_level=None)
    raw(session).execute("PRAGMA busy_timeout = 0")
    if how == "full":
        fill_the_disk(session)
    else:
        other.execute("BEGIN IMMEDIATE")
    with pytest.raises(NotSaved):
        session.do("Write a lot", adding([card("word " * 5_000, "long")]))
    assert session.read_only and session.trouble and "\n" not in session.trouble
    assert "long" in session.board.elements
    assert Ref("elements", "long") not in of_rows(path, ID)
    refused = session.run("add_element", kind="risk", label="x")
    assert isinstance(refused, Refused) and refused.message == session.trouble
    assert session.undo() is None and not session.retry()
    if how == "full":
        make_room(session)
    else:
        other.rollback()
    assert session.retry()
    assert not session.read_only and not session.trouble
    assert heard == ["local", "trouble", "saved"] or heard == ["trouble", "local", "saved"]
    assert_all_agree(session)
    session.undo()
    assert "long" not in session.board.elements
    assert_all_agree(session)
    other.close()


def test_peers_go_on_while_the_disk_is_full(session: Session) -> None:
    peer = Document([session.state()])
    fill_the_disk(session)
    with pytest.raises(NotSaved):
        session.do("Write a lot", adding([card("word " * 5_000)]))
    with pytest.raises(NotSaved):
        session.merge(peer.apply(adding([card("theirs", "x")]), "theirs"))
    assert "x" in session.board.elements
    make_room(session)
    assert isinstance(session.run("edit_element", id="x", note="then ours"), Decision)
    assert_all_agree(session)


def test_a_command_that_the_disk_does_not_take_is_refused_and_kept(session: Session) -> None:
    fill_the_disk(session)
    outcome = session.run("add_note", kind="comment", text="word " * 5_000)
    assert isinstance(outcome, Refused) and outcome.refusal == "not-saved"
    assert len(session.board.notes) == 1
    make_room(session)
    session.close()


def test_what_waits_is_written_at_the_close(path: Path) -> None:
    session = open_session(path)
    fill_the_disk(session)
    with pytest.raises(NotSaved):
        session.do("Write a lot", adding([card("word " * 5_000, "long")]))
    make_room(session)
    session.close()
    with open_session(path) as again:
        assert "long" in again.board.elements


def test_another_program_that_ignores_the_lock_is_noticed(session: Session, path: Path) -> None:
    session.warm()
    other = sqlite3.connect(path)
    other.execute("UPDATE _heads SET head = head + 1")
    other.commit()
    other.close()
    with pytest.raises(NotSaved):
        session.do("Add", adding([card("x")]))
    assert session.read_only


def test_many_edits_make_a_checkpoint_and_open_again(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stworkshop.session.session.CHECKPOINT_AT_REST", 5)
    for _turn in range(3):
        with open_session(path) as session:
            for number in range(6):
                session.do("Add", adding([card(f"card {number}")]))
    with open_session(path) as session:
        kept = raw(session).execute("SELECT n FROM _checkpoints ORDER BY n").fetchall()
        assert kept == [(13,), (19,)]
        assert_all_agree(session)


def test_a_checkpoint_that_was_altered_is_not_used(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stworkshop.session.session.CHECKPOINT_AT_REST", 1)
    with open_session(path) as session:
        session.do("Add", adding([card("x")]))
    connection = sqlite3.connect(path)
    connection.execute("UPDATE _checkpoints SET bytes = x'0102'")
    connection.commit()
    connection.close()
    with open_session(path) as session:
        session.do("Add", adding([card("y")]))
        assert_all_agree(session)


def test_a_history_that_was_altered_makes_the_session_read_only(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("UPDATE _journal SET bytes = x'0102'")
    connection.commit()
    connection.close()
    with open_session(path) as session:
        assert list(of_board(session.board).values()) == records()
        session.warm()
        assert session.read_only and "doctor" in session.trouble
        assert isinstance(session.run("add_element", kind="risk", label="x"), Refused)


def test_a_record_that_another_program_takes_out_of_the_document_is_put_back(tmp_path: Path) -> None:
    """No program of ours does that; deleting is a mark, so that nothing of anybody's is lost."""
    path = make(tmp_path / "evening.stw")
    with open_session(path) as session:
        session.run("delete", ids=["about"])
        was = of_board(session.board)
        other: Doc[Any] = Doc()
        other.apply_update(session.state())
        seen = other.get_state()
        with other.transaction():
            del other.get("elements", type=Map)["late"]
            del other.get("links", type=Map)["about"]
            other.get("terms", type=Map)["odd"] = "no record"
            other.get("elements", type=Map)["plan"] = "no record either"
        assert not session.merge(other.get_update(seen))
        assert of_board(session.board) == was
        assert_all_agree(session)
        session.run("edit_element", id="late", note="And it goes on")
        assert_all_agree(session)
        timeline = read_timeline(path, session.id)
        assert of_board(timeline.board_at(len(timeline) - 1)) == of_board(session.board)
        other.apply_update(session.state())
        assert other.get("elements", type=Map)["late"]["note"] == "And it goes on"
    with open_session(path) as session:
        assert session.board.elements["late"].note == "And it goes on"
        assert_all_agree(session)


def test_the_bytes_of_every_edit_are_heard(session: Session) -> None:
    other = Document([session.state()])
    session.updates.add(other.take)
    session.run("edit_element", id="late", label="Later")
    session.undo()
    session.merge(Document([session.state()]).apply(adding([card("By a peer", "peer")]), "s"), peer="Bo")
    assert of_document(other) == of_board(session.board)
    assert other.strangers() == set()


def test_who_holds_the_board_goes_on_with_it_when_a_host_refused_something(tmp_path: Path) -> None:
    with open_session(make(tmp_path / "a.stw")) as session:
        board, cards = session.board, session.board.elements
        known = session.state()
        session.run("add_element", id="refused", kind="risk", label="Refused")
        again = Step("again", "Add", adding([Element(id="mine", seq=90, kind="risk", label="Mine", code="R9")]))
        session.start_again(known, {entry.step for entry in session.entries()[1:]}, [again])
        assert session.board is board and set(board.elements) == set(cards) == {"riders", "late", "plan", "mine"}
        assert [link.id for link in board.links_of("late")] == ["about", "cares"] and board.next_code("R") == "R10"
        assert_all_agree(session)


def test_a_step_is_taken_back_though_the_program_itself_made_room_for_its_card(session: Session) -> None:
    there = session.board.elements["plan"].pos
    assert there is not None
    for label in ("Brought in", "Also"):
        session.run("add_element", kind="component", type="ml-model", label=label, id=label, pos=list(there))
        session.run("move_off", ids=[label])
        assert session.board.elements[label].pos != there
    session.run("move_elements", moves={"late": list(there)})
    session.run("move_off", ids=["late"])
    elsewhere = session.board.elements["late"].pos
    assert elsewhere != there
    assert session.undo_label == "Move 1 card"
    undone = session.undo()
    assert undone is not None and not undone.skipped and session.board.elements["late"].pos is None
    for label in ("Also", "Brought in"):
        assert (undone := session.undo()) is not None and not undone.skipped
        assert label not in session.board.elements
    for _each in range(3):
        assert (undone := session.redo()) is not None and not undone.skipped
    assert session.board.elements["late"].pos == elsewhere and {"Also", "Brought in"} <= set(session.board.elements)
    assert_all_agree(session)
