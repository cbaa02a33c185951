"""What ballots promised stays the plenary's own in every merge: each field of session, rounds and results."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from stworkshop.commands.base import Context, Refused
from stworkshop.commands.workshop import resolve_conflict
from stworkshop.errors import KnownError
from stworkshop.merge.copies import PLENARY, Copy
from stworkshop.merge.outcome import Merged, merge
from stworkshop.merge.report import as_data, in_words
from stworkshop.model import ballot_promises
from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.model.changes import Change, adding, removing, updating
from stworkshop.model.records import (
    PROMISED_ROOTS,
    ROOTS,
    Conflict,
    Element,
    Record,
    Ref,
    Result,
    Round,
    SessionRecord,
    Statement,
    from_flat,
    own_fields,
    replaced,
    value_of,
)
from stworkshop.session.session import Session, open_session

CATALOGUE = catalogue()
OTHER: Mapping[str, Any] = {
    "text": "other", "word": "named", "id": "other", "date": "2026-01-02", "integer": 7, "yes-no": "no",
    "ids": ("other",), "json": {"n": 99}, "pair": (1.0, 2.0),
}  # fmt: skip
"""Another value for each type of field."""
ASKED = Ref("rounds", "w")
PLENARYS_OF_SESSION = {
    "attribution", "stage", "agenda", "read_back", "read_back_at", "read_back_corrections", "read_back_objections",
    "absent_summary_exported", "print_tables",
}  # fmt: skip


def start() -> list[Record]:
    return [
        SessionRecord(id="s", label="Evening", attribution="role"),
        Element(id="c", kind="concern", code="C1", label="Dark stops"),
        Element(id="d", kind="concern", code="C2", label="No ramp"),
        Statement(id="st", label="It helps", about="d", stance="supports"),
        Statement(id="free", label="It is dear"),
        Round(id="w", question="Does it help?", kind="rating", items=("st",), closed_order=1, opened_by="here"),
        Round(id="v", question="What first?", kind="dots", items=("c",), opened_by="here"),
        Result(id="result.w.st", round="w", item="st", figures={"n": 9, "mean": 2.0}),
        Result(id="result.w", round="w", figures={"voters": 9}),
    ]


class Given:
    """A plenary and the copies of two tables, all as they were when they parted."""

    def __init__(self, *, plenary: bool = True) -> None:
        self.base = Board(start())
        names = ((PLENARY,) if plenary else ()) + ("Hill", "River")
        self.boards = {name: self.base.copy() for name in names}

    def set(self, table: str, ref: Ref, **fields: Any) -> None:
        record = self.boards[table].get(ref)
        assert record is not None
        self.boards[table].apply(updating(record, fields))

    def merged(self) -> Merged:
        copies = [Copy(name, board, self.base) for name, board in self.boards.items()]
        found = merge(copies, CATALOGUE)
        assert merge(copies[::-1], CATALOGUE) == found
        return found


def other_value(record: Record, name: str) -> Any:
    kind = own_fields("session" if isinstance(record, SessionRecord) else _root(record)).get(name)
    made = OTHER[kind.name] if kind is not None else "other"
    now = value_of(record, name)
    return {"named": "anonymous", "no": "yes", 7: 8}.get(made, "more") if made == now else made


def _root(record: Record) -> str:
    return next(root for root, kind in ROOTS.items() if type(record) is kind)


WALKED = [
    (ref, name)
    for ref in (Ref("session", "s"), ASKED, Ref("rounds", "v"), *(Ref("results", f"result.{r}") for r in ("w.st", "w")))
    for name in (*own_fields(ref.root), "unknown", *(["print_tables"] if ref.root == "session" else []))
    if name not in ("seq", "gone")
]  # fmt: skip


@pytest.mark.parametrize("plenary", [True, False])
@pytest.mark.parametrize(("ref", "name"), WALKED)
def test_no_field_that_ballots_promise_comes_from_a_table(ref: Ref, name: str, plenary: bool) -> None:
    given = Given(plenary=plenary)
    before = given.base.get(ref)
    assert before is not None
    value = other_value(before, name)
    given.set("Hill", ref, **{name: value})
    merged = given.merged()
    found = value_of(merged.records[ref], name)
    promised = ref.root in PROMISED_ROOTS or name in PLENARYS_OF_SESSION
    assert found == (value_of(before, name) if promised else value_of(replaced(before, {name: value}), name))
    assert not merged.differences
    told = promised and (ref.root != "session" or name in ("attribution", "print_tables"))
    assert [kept.tables for kept in merged.not_taken] == ([("Hill",)] if told else [])
    assert ("Not taken" in in_words(merged, ["Hill", "River"], "", CATALOGUE)) == told
    assert bool(as_data(merged, [], "").get("not_taken")) == told
    assert not promised or not [edit for edit in merged.edited if edit.ref == ref]


@pytest.mark.parametrize(("ref", "name"), WALKED)
def test_what_the_plenary_did_itself_is_there(ref: Ref, name: str) -> None:
    given = Given()
    before = given.base.get(ref)
    assert before is not None
    given.set(PLENARY, ref, **{name: other_value(before, name)})
    given.set("River", ref, **{name: "third" if isinstance(value_of(before, name), str) else other_value(before, name)})
    wanted = given.boards[PLENARY].get(ref)
    assert wanted is not None
    if ref.root in PROMISED_ROOTS or name in PLENARYS_OF_SESSION:
        assert value_of(given.merged().records[ref], name) == value_of(wanted, name)


def test_rounds_and_results_of_a_table_stay_in_its_own_file() -> None:
    given = Given()
    given.boards["Hill"].apply(adding([
        Round(id="t", question="Ours?", kind="rating", items=("free",), closed_order=2, opened_by="hill"),
        Result(id="result.t.free", round="t", item="free", figures={"n": 1}),
        Result(id="result.w.forged", round="w", item="c", figures={"n": 1}),
        SessionRecord(id="s2", label="Another", attribution="named"),
    ]))  # fmt: skip
    given.boards["River"].apply(removing([r for r in start() if isinstance(r, Round | Result)]))
    merged = given.merged()
    assert merged.board().rounds == given.base.rounds and merged.board().results == given.base.results
    assert {ref.id for ref in merged.records if ref.root == "session"} == {"s"}
    words = in_words(merged, ["Hill", "River"], "", CATALOGUE)
    assert "the round “Ours?”, which is of Hill alone" in words and words.count("Ours?") == 1
    assert "a change to the round “Does it help?” (River)" in words
    assert words.count("other results of the round “Does it help?” (Hill)") == 1
    assert "another workshop in the file of Hill" in words


def test_a_round_that_the_plenary_opened_and_closed_meanwhile_is_there() -> None:
    given = Given()
    fresh = Round(id="n", question="Now?", kind="rating", items=("free",), opened_by="here")
    counted = Result(id="result.n.free", round="n", item="free", figures={"n": 9})
    given.boards[PLENARY].apply(adding([fresh, counted]))
    given.set("Hill", Ref("statements", "free"), label="It is far too dear", discussion_note="Long talk")
    merged = given.merged()
    assert merged.records[Ref("rounds", "n")] == fresh and merged.records[Ref("results", "result.n.free")] == counted
    assert not [kept for kept in merged.not_taken if kept.ref.root in PROMISED_ROOTS]
    free = merged.records[Ref("statements", "free")]
    assert (value_of(free, "label"), value_of(free, "discussion_note")) == ("It is dear", "Long talk")
    assert merged.new[Ref("rounds", "n")] == (PLENARY,)


@pytest.mark.parametrize(
    ("ref", "name"),
    [(Ref("statements", "st"), name) for name in ("label", "about", "stance")] + [(Ref("elements", "c"), "label")],
)
def test_what_was_asked_keeps_its_words(ref: Ref, name: str) -> None:
    given = Given()
    given.set("Hill", ref, **{name: "opposes" if name == "stance" else "c" if name == "about" else "Other words."})
    given.boards["River"].apply(removing([given.base.get(ref)]))  # type: ignore[list-item]
    merged = given.merged()
    assert merged.records[ref] == given.base.get(ref) and not merged.losses
    assert {(kept.how, kept.tables) for kept in merged.not_taken} == {("changed", ("Hill",)), ("removed", ("River",))}
    words = in_words(merged, ["Hill", "River"], "", CATALOGUE)
    assert "River removed “" in words and "people have answered to it as it was" in words


def test_what_nobody_asked_is_the_tables_to_change() -> None:
    given = Given()
    given.set("Hill", Ref("elements", "d"), label="No ramp at Line 14")
    given.set("Hill", Ref("elements", "c"), note="at night")
    given.boards["River"].apply(removing([given.base.statements["free"]]))
    merged = given.merged()
    assert value_of(merged.records[Ref("elements", "d")], "label") == "No ramp at Line 14"
    assert value_of(merged.records[Ref("elements", "c")], "note") == "at night"
    assert Ref("statements", "free") not in merged.records and not merged.not_taken


def test_the_session_is_there_though_a_table_has_taken_it_away() -> None:
    given = Given()
    given.boards["Hill"].apply(removing([given.base.session]))
    assert given.merged().board().session.label == "Evening"


def test_two_tables_that_want_different_names_are_told_apart() -> None:
    given = Given()
    given.set("Hill", Ref("session", "s"), attribution="named")
    given.set("River", Ref("session", "s"), attribution="anonymous")
    assert [(kept.value, kept.tables) for kept in given.merged().not_taken] == [
        ("named", ("Hill",)), ("anonymous", ("River",)),
    ]  # fmt: skip


# --- every other way


def promised_changes() -> dict[str, Change]:
    board = Board(start())
    return {
        "attribution": updating(board.session, {"attribution": "named"}),
        "anonymous of a closed round": updating(board.rounds["w"], {"anonymous": "no"}),
        "anonymous of an open round": updating(board.rounds["v"], {"anonymous": "no"}),
        "items": updating(board.rounds["v"], {"items": ("d",)}),
        "opened again": updating(board.rounds["w"], {"closed_order": None}),
        "figures": updating(board.results["result.w.st"], {"figures": {"n": 99}}),
        "no result": removing([board.results["result.w"]]),
        "no round": removing([board.rounds["w"]]),
        "one more result": adding([Result(id="result.w.x", round="w", item="c", figures={"n": 1})]),
        "words that were asked": updating(board.statements["st"], {"label": "Other"}),
    }


@pytest.mark.parametrize("change", promised_changes().values(), ids=promised_changes())
def test_no_change_breaks_a_promise_and_what_did_is_put_right(change: Change) -> None:
    board = Board(start())
    assert ballot_promises.broken_by(change, board).endswith(".")
    after = board.copy()
    after.apply(change)
    after.apply(ballot_promises.mending(change, board))
    assert {r.id: r for r in after.records()} == {r.id: r for r in board.records()}


@pytest.mark.parametrize("root", sorted(PROMISED_ROOTS))
def test_each_field_of_what_came_of_ballots_is_kept(root: str) -> None:
    board = Board(start())
    for record, name in product(board.in_root(root).values(), (*own_fields(root), "unknown")):
        if name not in ("seq", "gone") and (record.id, name) != ("v", "closed_order"):
            assert ballot_promises.broken_by(updating(record, {name: other_value(record, name)}), board), name


def test_what_keeps_the_promise_is_nobodys_matter() -> None:
    board = Board(start())
    closing = updating(board.rounds["v"], {"closed_order": 2}).then(adding([Result(id="result.v", round="v")]))
    fine = [
        closing, updating(board.session, {"label": "Night"}), updating(board.statements["free"], {"label": "Other"}),
        updating(board.statements["st"], {"discussion_note": "Long"}), removing([board.rounds["v"]]),
        updating(board.elements["d"], {"label": "Other"}), adding([Round(id="x", items=("st",))]),
    ]  # fmt: skip
    assert [ballot_promises.broken_by(change, board) for change in fine] == [""] * len(fine)
    assert not ballot_promises.broken_by(updating(board.session, {"attribution": "named"}), Board(start()[:2]))


def test_nobody_else_closes_or_takes_away_a_round_that_was_opened_here() -> None:
    board = Board(start())
    for change in (updating(board.rounds["v"], {"closed_order": 2}), removing([board.rounds["v"]])):
        assert ballot_promises.mending(change, board, "here") and not ballot_promises.mending(change, board, "there")


def settled(root: str, record: str, field: str, value: Any) -> Any:
    board = Board([*start(), Conflict(id="x", record=record, root=root, field=field, values=())])
    return resolve_conflict(board, Context(), id="x", value=value)


def test_a_forged_difference_is_not_settled_against_a_promise() -> None:
    outcome = settled("session", "s", "attribution", "named")
    assert isinstance(outcome, Refused) and outcome.refusal == "was-promised"
    assert isinstance(settled("rounds", "w", "anonymous", "no"), Refused)
    assert not isinstance(settled("session", "s", "label", "Night"), Refused)


@pytest.fixture
def session(tmp_path: Path) -> Any:
    from stworkshop.model.session_content import SessionContent
    from stworkshop.session.session import create_file

    create_file(tmp_path / "evening.stw", SessionContent([SessionRecord(id="s", label="Evening"), *start()[1:5]]))
    with open_session(tmp_path / "evening.stw") as opened:
        yield opened


def test_undo_does_not_go_back_behind_a_ballot(session: Session) -> None:
    session.run("set_session", attribution="anonymous")
    session.run("edit_statement", id="st", label="It helps a lot")
    session.run("open_round", id="w", question="Yes?", kind="rating", items=["st"])
    session.run("hand_in_sheet", round="w", side="public", answers=[{"item": "st", "value": 4}])
    session.run("close_round", id="w")
    for _step in range(4):
        session.undo()
    assert session.board.session.attribution == "anonymous" and session.board.statements["st"].label == "It helps a lot"
    assert session.board.rounds["w"].closed_order == 1


def test_no_way_into_a_session_breaks_a_promise(session: Session) -> None:
    session.run("open_round", id="w", question="Yes?", kind="rating", items=["st"])
    with pytest.raises(KnownError, match="Ballots have promised"):
        session.do("Doctor", updating(session.board.session, {"attribution": "named"}))
    with pytest.raises(KnownError, match="Rounds and their results stay"):
        session.do("Doctor", updating(session.board.rounds["w"], {"anonymous": "no"}))
    forged = from_flat("rounds", "z", {"question": "?", "items": ["free"]})
    assert session.do("Another", adding([forged]))
