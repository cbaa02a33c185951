"""Going back: every moment can be seen again, compared, and restored as a new step."""

import datetime
from pathlib import Path

import pytest

from stworkshop.analysis.since_read import changed_since
from stworkshop.commands.past import arguments_to_restore
from stworkshop.model.records import Ref
from stworkshop.session.session import Session, open_session
from stworkshop.session.timeline import Timeline, read_timeline
from tests.workshop import ID, assert_all_agree, make


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return make(tmp_path / "workshop.stw")


def labels(timeline: Timeline, moment: int) -> set[str]:
    return {element.label for element in timeline.board_at(moment).elements.values()}


def worked_on(session: Session) -> None:
    session.run("add_element", id="dark", kind="concern", label="Dark stops")
    session.run("name_moment", label="Before the break")
    session.run("edit_element", id="dark", label="Stops without light")
    session.run("delete", ids=["late"])
    session.undo()
    session.run("delete", ids=["riders"])


def test_every_moment_is_as_it_was(file: Path) -> None:
    seen = []
    with open_session(file) as session:
        seen.append({e.label for e in session.board.elements.values()})
        session.subscribe(lambda changed: seen.append({e.label for e in session.board.elements.values()}))
        worked_on(session)
        timeline = read_timeline(session.path, ID)
    assert [labels(timeline, n) for n in range(len(timeline))] == seen
    assert [labels(timeline, n) for n in reversed(range(len(timeline)))] == seen[::-1]
    assert labels(timeline, -1) == set()
    assert [m.label for m in timeline.moments][-1] == "Delete 1 card"
    assert timeline.moments[0].at.tzinfo is not None


def test_a_named_moment_is_found_again(file: Path) -> None:
    with open_session(file) as session:
        worked_on(session)
        timeline = read_timeline(session.path, ID)
        [(place, moment)] = timeline.snapshots()
        assert moment.label == "Before the break"
        assert "Dark stops" in labels(timeline, place)


def test_what_is_heard_later_is_added(file: Path) -> None:
    with open_session(file) as session:
        timeline = read_timeline(session.path, ID)
        before = len(timeline)
        session.subscribe(lambda changed: timeline.append(changed, datetime.datetime.now(datetime.UTC)))
        worked_on(session)
        again = read_timeline(session.path, ID)
    assert len(timeline) == len(again) > before
    assert labels(timeline, len(timeline) - 1) == labels(again, len(again) - 1)


def test_many_moments_are_reached_from_a_board_on_the_way(file: Path) -> None:
    with open_session(file) as session:
        for number in range(450):
            session.run("edit_element", id="late", note=f"Note {number}")
        timeline = read_timeline(session.path, ID)
    assert timeline.board_at(449).elements["late"].note == "Note 448"
    for moment in (3, 199, 200, 201, 400, 450):
        assert timeline.board_at(moment).elements["late"].note == f"Note {moment - 1}"


def test_the_work_can_be_stopped(file: Path) -> None:
    with open_session(file) as session:
        worked_on(session)
        assert len(read_timeline(session.path, ID, progress=lambda done, of: done < 2)) == 2


def test_a_deleted_card_comes_back_with_its_links(file: Path) -> None:
    with open_session(file) as session:
        before = session.board.copy()
        session.run("delete", ids=["late"])
        session.run("restore", **arguments_to_restore(session.board, before, [Ref("elements", "late")]))
        assert session.board.elements["late"] == before.elements["late"]
        assert set(session.board.links) == set(before.links)
        assert_all_agree(session)
        session.undo()
        assert "late" not in session.board.elements


def test_the_whole_map_comes_back_as_one_step(file: Path) -> None:
    with open_session(file) as session:
        before = session.board.copy()
        worked_on(session)
        after = session.board.copy()
        done = session.run("restore", **arguments_to_restore(session.board, before))
        assert dict(session.board.elements) == dict(before.elements)
        assert dict(session.board.links) == dict(before.links)
        assert getattr(done, "label", "").startswith("Restore")
        assert session.board.snapshots  # what the day did stays
        session.undo()
        assert dict(session.board.elements) == dict(after.elements)
        assert_all_agree(session)


def test_a_code_that_another_card_bears_is_not_given_twice(file: Path) -> None:
    with open_session(file) as session:
        then = session.board.copy()
        session.run("delete", ids=["late"])
        arguments = arguments_to_restore(session.board, then, [Ref("elements", "late")])
        arguments["records"] = [{**r, "code": "T1"} if r["root"] == "elements" else r for r in arguments["records"]]
        session.run("restore", **arguments)
        codes = [e.code for e in session.board.elements.values()]
        assert len(set(codes)) == len(codes)


@pytest.mark.parametrize("root", ["rounds", "results", "session", "participants", "nothing"])
def test_what_was_asked_and_answered_is_not_restored(file: Path, root: str) -> None:
    with open_session(file) as session:
        refused = session.run("restore", records=[{"root": root, "id": "x"}])
        assert getattr(refused, "refusal", "") == "not-restorable"


def test_what_the_room_has_read_and_what_changed_since(file: Path) -> None:
    with open_session(file) as session:
        assert changed_since(session.board) == []
        session.run("add_note", kind="objection", text="Not in winter")
        session.run("finish_read_back")
        record = session.board.session
        assert (record.read_back, record.read_back_objections, record.read_back_corrections) == ("yes", 1, 0)
        assert changed_since(session.board) == []
        session.run("move_elements", moves={"late": [900, 900]})
        assert changed_since(session.board) == []  # nobody reads places
        session.run("edit_element", id="late", label="The bus never comes")
        session.run("add_element", id="new", kind="risk", label="Ice")
        session.run("delete", ids=["plan"])
        since = {(s.deed, s.id, s.label) for s in changed_since(session.board)}
        assert ("changed", "late", "The bus never comes") in since
        assert ("added", "new", "Ice") in since
        assert ("removed", "plan", "Timetable model") in since
        session.run("finish_read_back")
        assert changed_since(session.board) == []


def test_an_empty_map_cannot_be_read_back(tmp_path: Path) -> None:
    from stworkshop.session.session import create_file, new_content

    path = tmp_path / "empty.stw"
    create_file(path, new_content("Empty"))
    with open_session(path) as session:
        assert getattr(session.run("finish_read_back"), "refusal", "") == "nothing-to-read"
