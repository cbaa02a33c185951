"""A session in somebody else's room, and every reason why a session takes no change: nothing goes where it may not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from stworkshop.commands.base import Decision, Refused
from stworkshop.errors import KnownError, NotSaved
from stworkshop.model.changes import Change, adding, removing, updating
from stworkshop.model.document import OtherLineage
from stworkshop.model.records import Element, Ref, Round, SessionRecord
from stworkshop.session.events import Undone
from stworkshop.session.session import Changed, Session, open_session
from stworkshop.session.undo_history import Step
from tests.workshop import ID, assert_all_agree, make, of_board

ANSWERS = {"participant": "p-ines", "answers": [{"item": "st-1", "value": 4}]}
MAY_NOT = "Only the facilitator moves cards here."


class Guard:
    """A host that lets nobody touch some fields, and takes sheets."""

    def __init__(self, *forbidden: str) -> None:
        self.forbidden = set(forbidden)
        self.taken: list[Mapping[str, Any]] = []

    def refusal(self, change: Change) -> str:
        touched = {name for fields in change.updated.values() for name in fields}
        return MAY_NOT if touched & self.forbidden else ""

    def hand_on(self, arguments: Mapping[str, Any]) -> None:
        self.taken.append(arguments)


def heard_by(session: Session) -> list[Changed]:
    heard: list[Changed] = []
    session.subscribe(heard.append)
    return heard


def both(session: Session) -> str:
    """Set a note and a place in one step."""
    late, plan = session.board.elements["late"], session.board.elements["plan"]
    change = updating(late, {"note": "Every evening"}).then(updating(plan, {"pos": (80.0, 90.0)}))
    return session.do("Tidy up", change)


def test_undo_leaves_what_the_role_does_not_let_it_set_and_counts_it(session: Session) -> None:
    both(session)
    session.guard = Guard("pos")
    assert session.undo() == Undone("Tidy up", 1)
    elements = session.board.elements
    assert (elements["late"].note, elements["plan"].pos) == ("", (80.0, 90.0))
    assert session.undo_label == "" and session.redo_label == "Tidy up"
    assert_all_agree(session)
    session.guard = None
    assert session.redo() == Undone("Tidy up", 0) and session.board.elements["late"].note == "Every evening"


def test_a_step_of_which_nothing_may_go_back_stays_to_be_undone(session: Session) -> None:
    both(session)
    before, edits = of_board(session.board), len(session.entries())
    session.guard = Guard("pos", "note")
    assert session.undo() == Undone("Tidy up", 0, MAY_NOT)
    assert (session.undo_label, session.redo_label) == ("Tidy up", "")
    assert (of_board(session.board), len(session.entries())) == (before, edits)
    session.guard = None
    assert session.undo() == Undone("Tidy up", 0) and session.board.elements["plan"].pos == (5.0, 6.5)


def test_what_a_role_forbids_is_refused_by_its_own_code_and_other_things_are_not(session: Session) -> None:
    session.guard = Guard("pos")
    assert session.run("move_elements", moves={"late": [1.0, 2.0]}) == Refused("role", MAY_NOT)
    with pytest.raises(KnownError, match=MAY_NOT):
        both(session)
    assert isinstance(session.run("edit_element", id="late", note="Every evening"), Decision)
    session.guard = None
    assert isinstance(session.run("move_elements", moves={"late": [1.0, 2.0]}), Decision)


@pytest.mark.parametrize(
    ("opened_by", "in_room", "where"),
    [("another", True, "host"), ("ours", True, "here"), ("ours", False, "here"), ("another", False, "nowhere")],
)
def test_a_sheet_goes_to_who_opened_the_round_and_to_nobody_else(
    session: Session, opened_by: str, in_room: bool, where: str
) -> None:
    whose = session.laptop if opened_by == "ours" else "f" * 16
    asked = Round(id="r", seq=50, question="Agree?", items=("st-1",), anonymous="no", opened_by=whose)
    session.do("Ask", adding([asked]))
    guard = session.guard = Guard() if in_room else None
    arguments = {"round": "r", **ANSWERS}
    edits = len(session.entries())
    outcome = session.run("hand_in_sheet", **arguments)
    assert getattr(outcome, "refusal", "") == ("not-this-laptop" if where == "nowhere" else "")
    assert (guard.taken if guard is not None else []) == ([arguments] if where == "host" else [])
    assert session.sheets_in("r") == (1 if where == "here" else 0)
    assert len(session.entries()) == edits, "no sheet is an edit"


def test_in_a_room_only_its_host_takes_a_person_out(session: Session) -> None:
    session.guard = Guard()
    with pytest.raises(KnownError, match="host"):
        session.forget("p-ines")
    assert "p-ines" in session.board.participants


# --- why nothing is changed


def answered(session: Session) -> None:
    session.run("open_round", id="r", question="Agree?", kind="rating", items=["st-1"], anonymous="no")
    session.run("hand_in_sheet", round="r", **ANSWERS)


def fill_the_disk(session: Session) -> None:
    raw = session._store.file.raw
    raw.execute(f"PRAGMA max_page_count = {raw.execute('PRAGMA page_count').fetchone()[0]}")


def full(session: Session) -> None:
    fill_the_disk(session)
    with pytest.raises(NotSaved):
        session.do("Write", updating(session.board.elements["late"], {"note": "x" * 9000}))


def guarded(session: Session) -> None:
    session.guard = Guard("note")


BEGINNINGS: dict[str, Callable[[Session], None]] = {"not-saved": full, "role": guarded}


@pytest.mark.parametrize("code", BEGINNINGS)
def test_each_reason_has_its_code_and_nothing_is_written(session: Session, code: str) -> None:
    BEGINNINGS[code](session)
    before, heard = of_board(session.board), heard_by(session)
    refused = session.run("edit_element", id="late", note="y" * 9000)
    assert isinstance(refused, Refused) and refused.refusal == code and refused.message.endswith(".")
    assert of_board(session.board) == before and not heard
    if code == "not-saved":
        assert refused.message == session.trouble
        assert session.undo() is None and session.redo() is None


def test_what_ballots_promised_stays_on_every_way(session: Session) -> None:
    session.run("set_session", attribution="named")
    label = session.undo_label
    answered(session)
    before = of_board(session.board)
    promised = "Ballots have promised how answers are kept, so this stays as it is."
    change = updating(session.board.session, {"attribution": "anonymous"})
    with pytest.raises(KnownError, match=promised):
        session.do("Set", change)
    assert (undone := session.undo()) is not None and undone.skipped == 1, "a round with sheets stays"
    assert session.undo() == Undone(label, 0, promised)
    assert of_board(session.board) == before


def test_a_session_for_reading_changes_in_no_way(path: Path, session: Session) -> None:
    with open_session(path, read_only=True) as reader:
        before = of_board(reader.board)
        refused = reader.run("edit_element", id="late", note="x")
        assert isinstance(refused, Refused) and refused.refusal == "read-only" and "reading" in refused.message
        sheet = reader.take_sheet({"round": "r", **ANSWERS}, "sheet", ())
        assert isinstance(sheet, Refused) and sheet.refusal == "read-only"
        change = updating(reader.board.elements["late"], {"note": "x"})
        ways: list[Callable[[], object]] = [
            lambda: reader.do("Edit", change),
            lambda: reader.merge(session.state()),
            lambda: reader.bring_together("Merge", [], lambda board: change),
            lambda: reader.take_out_sheets("r", ()),
            lambda: reader.forget("p-ines"),
            lambda: reader.start_again(b"", None, []),
            lambda: reader.copy_for_table("Hill", path.with_name("hill.stw")),
        ]
        for way in ways:
            with pytest.raises(KnownError, match="for reading only"):
                way()
        assert reader.undo() is None and reader.redo() is None and reader.read_only
        assert of_board(reader.board) == before and not path.with_name("hill.stw").exists()


# --- what else is told and kept


def test_tables_that_came_together_go_back_and_forth_as_one_step(session: Session) -> None:
    late = session.board.elements["late"]
    brought = Element(id="new", seq=90, kind="risk", label="Brought", code="R1")
    wanted = (
        updating(late, {"note": "Heard at two tables"})
        .then(adding([brought]))
        .then(removing([session.board.links["about"]]))
    )
    before = of_board(session.board)
    session.bring_together("Tables come together", [session.state()], lambda board: wanted)
    assert session.undo_label == "Tables come together"
    after = {ref: record for ref, record in of_board(session.board).items() if not record.gone}
    assert session.undo() == Undone("Tables come together", 0)
    live = {ref: record for ref, record in of_board(session.board).items() if not record.gone}
    assert live == before
    assert session.redo() == Undone("Tables come together", 0)
    assert {ref: record for ref, record in of_board(session.board).items() if not record.gone} == after
    assert_all_agree(session)


def test_what_a_host_refused_is_told_as_a_change_from_elsewhere(session: Session) -> None:
    known = session.state()
    session.run("edit_element", id="late", note="Refused")
    session.run("add_element", id="refused", kind="risk", label="Refused, too")
    label, heard = session.undo_label, heard_by(session)
    mine = Step("again", "Add", adding([Element(id="mine", seq=90, kind="risk", label="Mine", code="R9")]))
    nothing = Step("none", "Nothing", Change())
    dropped = session.entries()[-1].step
    made = session.start_again(known, {entry.step for entry in session.entries()[1:]}, [mine, nothing], dropped)
    assert [bool(update) for update in made] == [True, False]
    [told] = heard
    assert (told.origin, told.step) == ("remote", "") and told.label
    [(changed, fields)] = told.change.updated.items()
    assert changed == Ref("elements", "late") and fields["note"] == ("Refused", "")
    assert {ref.id for ref in told.change.added} == {"mine"} and {ref.id for ref in told.change.removed} == {"refused"}
    assert label != session.undo_label, "what was dropped is not undone"
    assert [(entry.origin, entry.label) for entry in session.entries()][-1] == ("local", "Add")
    assert_all_agree(session)


@pytest.mark.parametrize("known", [lambda _path: b"\0\0", lambda path: _state_of(make(path / "other.stw"))])
def test_a_host_that_holds_nothing_or_another_map_takes_nothing_from_a_guest(
    session: Session, known: Callable[[Path], bytes]
) -> None:
    session.run("edit_element", id="late", note="Mine")
    before, rows = dict(of_board(session.board)), session.entries()
    with pytest.raises(OtherLineage, match="another map"):
        session.start_again(known(session.path.parent), None, [])
    assert dict(of_board(session.board)) == before and session.entries() == rows
    assert_all_agree(session)


def _state_of(path: Path) -> bytes:
    with open_session(path, read_only=True) as other:
        return other.state()


def test_damage_that_shows_later_is_told_at_once(path: Path) -> None:
    with open_session(path) as session:
        heard = heard_by(session)
        session._store.file.raw.execute("UPDATE _journal SET bytes = x'0102'")
        session.warm()
        [told] = heard
        assert (told.origin, told.label, told.change, told.step) == ("trouble", session.trouble, Change(), "")
        assert session.read_only and session.trouble


def test_a_session_that_was_only_looked_at_is_closed_without_a_word(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("stworkshop.session.session.CHECKPOINT_AT_REST", 1)
    with open_session(path) as session:
        assert session.board.session == SessionRecord(id=ID, label="Evening buses", date="2026-11-24")
    with open_session(path) as session:
        assert not session._store.file.raw.execute("SELECT * FROM _checkpoints").fetchall()
