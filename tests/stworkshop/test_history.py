"""Undo takes back one's own step and nothing of anybody else's."""

from __future__ import annotations

from typing import Any

from stworkshop.board import Board
from stworkshop.changes import Change, adding, removing, updating
from stworkshop.document import fitted
from stworkshop.history import History, Step, described, guarded_inverse
from stworkshop.records import AgendaItem, Element, Link, Record, Ref, Round, replaced, value_of

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
    board = Board([card(concepts=("a", "b"))])
    step = done(board, updating(card(concepts=("a", "b")), {"concepts": ("b", "ours")}))
    peer_sets(board, CARD, concepts=("b", "ours", "theirs"))
    assert undone(board, step) == 0
    assert set(value(board, "concepts")) == {"a", "b", "theirs"}


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
