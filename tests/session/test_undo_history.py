"""Undo takes back one's own step and nothing of anybody else's."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from stworkshop.model.board import Board
from stworkshop.model.changes import Change, adding, removing, updating
from stworkshop.model.document import fitted
from stworkshop.model.records import AgendaItem, Element, Link, Record, Ref, Round, replaced, value_of
from stworkshop.session.undo_history import History, Step, described, guarded_inverse, of_here

CARD = Ref("elements", "late")


def card(**fields: Any) -> Element:
    return Element(**{"id": "late", "kind": "concern", "label": "Late", **fields})


def done(board: Board, change: Change, step: str = "mine") -> Step:
    change = fitted(board, change, step)
    board.apply(change)
    return Step(step, "A step", change)


def undone(board: Board, step: Step) -> int:
    change, skipped = guarded_inverse(board, step)
    board.apply(fitted(board, change, f"undo {step.id}"))
    return skipped


def peer_sets(board: Board, ref: Ref, **fields: Any) -> None:
    record = board.get(ref)
    assert record is not None
    board.apply(updating(record, fields))


def value(board: Board, name: str) -> Any:
    record: Record | None = board.get(CARD)
    assert record is not None
    return value_of(record, name)


def test_an_added_card_goes_and_a_deleted_one_comes_back_as_it_was() -> None:
    board = Board()
    added = done(board, adding([card()]))
    assert undone(board, added) == 0
    assert not board.elements
    board = Board([card(note="n")])
    deleted = done(board, removing([card(note="n")]))
    assert undone(board, deleted) == 0
    assert board.get(CARD) == card(note="n")


def test_only_fields_that_are_still_ours_go_back() -> None:
    board = Board([card(note="old", pos=(0.0, 0.0))])
    step = done(board, updating(card(note="old", pos=(0.0, 0.0)), {"note": "ours", "pos": (1.0, 1.0)}))
    peer_sets(board, CARD, note="theirs")
    assert undone(board, step) == 1
    assert (value(board, "note"), value(board, "pos")) == ("theirs", (0.0, 0.0))


def test_of_a_set_only_our_members_go_back() -> None:
    board = Board([card(concepts=("public-value", "human-rights"))])
    step = done(
        board, updating(card(concepts=("public-value", "human-rights")), {"concepts": ("human-rights", "regulation")})
    )
    peer_sets(board, CARD, concepts=("human-rights", "regulation", "ethics-responsible-innovation"))
    assert undone(board, step) == 0
    assert set(value(board, "concepts")) == {"public-value", "human-rights", "ethics-responsible-innovation"}


def test_a_card_that_a_peer_has_worked_on_stays() -> None:
    board = Board()
    step = done(board, adding([card()]))
    peer_sets(board, CARD, note="theirs")
    assert undone(board, step) == 1
    assert board.get(CARD) == card(note="theirs")


def test_a_card_that_a_peer_has_linked_stays() -> None:
    board = Board([Element(id="other", kind="risk")])
    step = done(board, adding([card()]))
    board.apply(adding([Link(id="theirs", relation="causes", source="other", target="late")]))
    assert undone(board, step) == 1
    assert CARD.id in board.elements and "theirs" in board.links


def test_a_deletion_that_a_peer_made_too_is_not_ours_to_take_back() -> None:
    board = Board([card()])
    step = done(board, removing([card()]))
    gone = board.gone(CARD)
    assert gone is not None
    board.apply(Change(updated={CARD: {"gone": ("mine", "theirs")}}))
    assert undone(board, step) == 1
    assert board.get(CARD) is None


def test_bringing_back_keeps_a_peers_edit_to_the_deleted_card() -> None:
    board = Board([card()])
    step = done(board, removing([card()]))
    board.apply(Change(updated={CARD: {"note": ("", "theirs")}}))
    assert undone(board, step) == 0
    assert value(board, "note") == "theirs"


def test_what_people_have_answered_to_stays() -> None:
    board = Board()
    asked = done(board, adding([card()]))
    opened = done(board, adding([Round(id="r", items=("late",))]), "opening")
    assert guarded_inverse(board, opened, lambda round_id: 2)[1] == 1
    board.apply(updating(board.rounds["r"], {"closed_order": 1}))
    assert undone(board, opened) == 1
    assert undone(board, asked) == 1
    assert board.elements and board.rounds


def test_undo_and_redo_return_to_the_same_board_any_number_of_times() -> None:
    board, history = Board(), History()
    steps = [
        done(board, adding([card()]), "s1"),
        done(board, updating(card(), {"label": "Later", "concepts": ("a",)}), "s2"),
    ]
    steps.append(done(board, removing([replaced(card(), {"label": "Later", "concepts": ("a",)})]), "s3"))
    for step in steps:
        history.did(step)
    end = list(board.records()), len(list(board.gone_records()))
    for turn in range(3):
        count = 0
        while (last := history.to_undo) is not None:
            change, skipped = guarded_inverse(board, last)
            assert skipped == 0
            count += 1
            history.undid(done(board, change, f"u{turn}{count}"))
        assert not board.elements and count == 3
        while (last := history.to_redo) is not None:
            change, skipped = guarded_inverse(board, last)
            assert skipped == 0
            count += 1
            history.redid(done(board, change, f"r{turn}{count}"))
        assert (list(board.records()), len(list(board.gone_records()))) == end


def test_a_change_that_comes_without_a_label_gets_one() -> None:
    cards = [card(), card(id="other"), Link(id="l", relation="causes", source="late", target="other")]
    assert described(adding(cards)) == "Add 2 cards"
    assert described(removing(cards[2:])) == "Delete 1 link"
    assert described(updating(Round(id="r"), {"label": "x"})) == "Change 1 entry"
    assert described(Change()) == "Change nothing"


@pytest.mark.parametrize(
    ("record", "one", "two"),
    [
        (Element(id="a", kind="risk"), "1 card", "2 cards"),
        (Link(id="a", relation="causes"), "1 link", "2 links"),
        (Round(id="a"), "1 entry", "2 entries"),
    ],
)
def test_each_deed_is_told_with_how_many_it_touches(record: Record, one: str, two: str) -> None:
    other = dataclasses.replace(record, id="b")
    assert described(adding([record])) == f"Add {one}" and described(adding([record, other])) == f"Add {two}"
    assert described(removing([record])) == f"Delete {one}" and described(removing([record, other])) == f"Delete {two}"
    changed = updating(record, {"seq": 8})
    assert described(changed) == f"Change {one}"
    assert described(changed.then(updating(other, {"seq": 9}))) == f"Change {two}"
    assert described(changed.then(adding([other]))) == f"Add {one}", "what is new matters most"


def test_a_card_that_only_got_another_code_is_still_ours() -> None:
    """Two laptops gave the same code, and ours was the one to give way: that is nobody's edit."""
    for before in (None, ("C0",)):
        made = replaced(card(code="C1"), {"codes_before": before})
        for codes, goes in (((*(before or ()), "C1"), True), (("C7",), False), (None, False)):
            board = Board()
            step = done(board, adding([made]))
            peer_sets(board, CARD, code="C2", codes_before=codes)
            assert undone(board, step) == (0 if goes else 1), (before, codes)
            assert (CARD.id in board.elements) is not goes
    board = Board()
    step = done(board, adding([card(code="C1")]))
    peer_sets(board, CARD, code="C2", codes_before=("C1",), note="theirs")
    assert undone(board, step) == 1 and value(board, "note") == "theirs"


def test_a_round_goes_until_somebody_has_answered() -> None:
    for sheets, goes in ((0, True), (1, False)):
        board = Board([card()])
        opened = done(board, adding([Round(id="r", items=("late",))]))
        change, skipped = guarded_inverse(board, opened, {"r": sheets}.__getitem__)
        assert (bool(change.removed), skipped) == (goes, 0 if goes else 1)


def test_what_the_program_went_on_with_is_no_reason_to_keep_a_step() -> None:
    history, board = History(), Board([card(note="old"), card(id="other", note="old")])
    other = Ref("elements", "other")
    first = done(board, updating(board.elements["late"], {"note": "mine", "label": "Mine"}), "s1")
    second = done(board, adding([card(id="new", note="mine")]), "s2")
    undoing = done(board, updating(board.elements["other"], {"note": "back"}), "u1")
    for step in (first, undoing):
        history.did(step)
    history.undid(undoing)
    history.went_on(Change())
    assert history.to_undo == first
    later = Change(
        updated={
            CARD: {"note": ("mine", "gone on"), "label": ("somebody's", "gone on")},
            Ref("elements", "new"): {"note": ("mine", "gone on"), "label": ("somebody's", "gone on")},
            other: {"note": ("back", "gone on")},
        }
    )
    history.went_on(later)
    assert history.to_undo is not None and history.to_redo is not None
    assert (history.to_undo.id, history.to_undo.label) == ("s1", "A step")
    assert history.to_undo.change.updated == {CARD: {"note": ("old", "gone on"), "label": ("Late", "Mine")}}
    assert history.to_redo.change.updated == {other: {"note": ("old", "gone on")}}
    history.did(second)
    history.went_on(later)
    assert history.to_undo is not None
    [(_ref, made)] = history.to_undo.change.added.items()
    assert (value_of(made, "note"), value_of(made, "label")) == ("gone on", "Late")


def test_a_step_that_is_not_there_any_more_is_neither_undone_nor_redone() -> None:
    history = History()
    for name in ("s1", "s2", "s3"):
        history.did(Step(name, name, Change()))
    history.undid(Step("u3", "s3", Change()))
    history.forget("s2")
    history.forget("")
    assert history.to_undo is not None and history.to_undo.id == "s1"
    assert history.to_redo is not None and history.to_redo.id == "u3"
    history.forget("u3")
    assert history.to_redo is None
    history.undid(None)
    assert history.to_undo is None and history.to_redo is None, "of which nothing was left to take back"


def test_a_redo_of_which_nothing_was_left_is_no_step_to_undo() -> None:
    history = History()
    history.did(Step("s1", "s1", Change()))
    history.undid(Step("u1", "s1", Change()))
    history.redid(None)
    assert history.to_undo is None and history.to_redo is None
    history.did(Step("s2", "s2", Change()))
    history.undid(Step("u2", "s2", Change()))
    history.forget_redo()
    assert history.to_redo is None


def test_of_this_board_only_what_it_held_comes_back() -> None:
    held, strange = card(), card(id="strange")
    change = adding([card(id="new")]).then(updating(held, {"note": "n"}))
    whole = Change(change.added, change.updated, {CARD: held, Ref("elements", "strange"): strange})
    assert of_here(Board([held]), whole) == Change(change.added, change.updated, {CARD: held})


def test_of_a_set_that_others_emptied_nothing_is_ours() -> None:
    for name, others, expected, skipped in (
        ("concepts", ("ethics-responsible-innovation",), ("ethics-responsible-innovation",), 1),
        ("concepts", ("regulation", "ethics-responsible-innovation"), ("ethics-responsible-innovation",), 0),
        ("concepts", (), (), 1),
    ):
        board = Board([card()])
        step = done(board, updating(card(), {name: ("regulation",)}))
        peer_sets(board, CARD, **{name: others})
        assert undone(board, step) == skipped and value(board, name) == expected


def test_places_and_words_are_no_sets() -> None:
    board = Board([card(pos=(0.0, 0.0))])
    step = done(board, updating(card(pos=(0.0, 0.0)), {"pos": (1.0, 1.0)}))
    peer_sets(board, CARD, pos=(1.0, 2.0))
    assert undone(board, step) == 1 and value(board, "pos") == (1.0, 2.0)
    board = Board()
    gone = done(board, adding([card()]))
    edit = done(board, updating(card(), {"note": "n"}), "edit")
    board.apply(fitted(board, removing([board.elements["late"]]), "theirs"))
    assert undone(board, edit) == 1 and undone(board, gone) == 1, "what is not there has nothing of ours"


def test_a_new_edit_ends_what_could_be_redone() -> None:
    board, history = Board(), History()
    first = done(board, adding([card()]))
    history.did(first)
    history.undid(Step("u", "A step", first.change.inverse()))
    assert history.to_redo is not None
    history.did(done(board, adding([card(id="other")])))
    assert history.to_redo is None


def agenda_begun() -> tuple[Board, Step]:
    stages = [AgendaItem(id=f"g-{n}", stage=name, place=n, minutes=20) for n, name in enumerate(("people", "matters"))]
    board = Board()
    return board, done(board, adding([replaced(stages[0], {"started": "2026-11-26T09:00:00+00:00"}), stages[1]]))


def test_a_first_start_goes_back_whole_though_the_clock_went_on_since() -> None:
    board, started = agenda_begun()
    peer_sets(board, Ref("stages", "g-0"), paused="2026-11-26T09:05:00+00:00", rested=30, heads=12)
    assert undone(board, started) == 0
    assert not board.stages


def test_an_agenda_never_goes_back_to_a_part_of_itself() -> None:
    board, started = agenda_begun()
    peer_sets(board, Ref("stages", "g-1"), label="What hurts")
    assert undone(board, started) == 2
    assert set(board.stages) == {"g-0", "g-1"}
