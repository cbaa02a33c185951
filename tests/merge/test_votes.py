"""What each copy says of a record since it was given out: made, deleted, changed, seen, or never known."""

from __future__ import annotations

from typing import Any

from stworkshop.merge.copies import PLENARY, Copy, votes
from stworkshop.model.board import Board
from stworkshop.model.changes import adding, removing, updating
from stworkshop.model.records import Element, Record, Ref

A = Ref("elements", "a")
WHEN = ("2026-11-24T15:42:00+00:00", "Ines")


def card(label: str = "Stop", card_id: str = "a") -> Element:
    return Element(id=card_id, kind="concern", label=label, pos=(0.0, 0.0))


def copy(table: str, base: list[Record], now: list[Record], **more: Any) -> Copy:
    board = Board(base)
    board.apply(removing([r for r in base if r.id not in {one.id for one in now}]))
    board.apply(adding([one for one in now if board.elements.get(one.id) != one]))
    return Copy(table, board, Board(base), **more)


def test_who_made_and_who_deleted_is_known_with_the_moment() -> None:
    found = votes([copy("Hill", [], [card()], times={(A, ""): WHEN}), copy("River", [], [])])[A]
    assert (found.added, found.deleted, found.start) == (["Hill"], [], None) and found.times == {"Hill": WHEN}
    assert set(found.states) == {"Hill"} and found.first == card() and not found.fields
    gone = votes([copy("Hill", [card()], [], times={(A, ""): WHEN}), copy("River", [card()], [card()])])[A]
    assert (gone.deleted, gone.added, gone.times) == (["Hill"], [], {"Hill": WHEN}) and gone.first == card()
    assert votes([copy("Hill", [card()], []), copy("River", [card()], [])])[A].times["Hill"] == ("", "")


def test_a_change_bears_what_was_there_when_and_by_whom() -> None:
    times = {(A, "label"): WHEN}
    found = votes([copy("Hill", [card()], [card("Dark stop")], times=times), copy("River", [card()], [card("Cold")])])[
        A
    ]
    told = {(vote.table, vote.value, vote.before, vote.when, vote.who) for vote in found.fields["label"]}
    assert told == {("Hill", "Dark stop", "Stop", *WHEN), ("River", "Cold", "Stop", "", "")}
    assert set(found.fields) == {"label"} and not found.added and not found.deleted


def test_what_a_later_copy_saw_and_changed_is_the_earlier_ones_no_more() -> None:
    first = copy(PLENARY, [card()], [card("Dark stop")])
    later = copy("River", [card("Dark stop")], [card("Dark and cold")])
    assert [vote.table for vote in votes([first, later])[A].fields["label"]] == ["River"]
    there = copy("River", [card("Dark and cold")], [card("Dark stop")])
    back = copy(PLENARY, [card("Dark stop")], [card("Dark and cold")])
    assert {vote.table for vote in votes([back, there])[A].fields["label"]} == {PLENARY, "River"}, (
        "each saw the other's"
    )


def test_what_the_plenary_lacked_at_the_first_giving_it_did_not_make_anew() -> None:
    plenary = Copy(PLENARY, Board([card("Now")]), Board())
    later = copy("River", [card()], [card()])
    found = votes([plenary, later])[A]
    assert found.added == [] and [(vote.table, vote.value) for vote in found.fields["label"]] == [(PLENARY, "Now")]
    assert votes([Copy("Hill", Board([card("Now")]), Board()), later])[A].added == ["Hill"], "a table did make it"
    assert votes([Copy(PLENARY, Board([card("Now")]), Board())])[A].added == [PLENARY]


def test_a_copy_that_never_knew_a_record_says_nothing_of_it() -> None:
    found = votes([copy("Hill", [card()], [card()]), Copy("River", Board(), Board([card()]))])[A]
    assert not found.deleted and set(found.states) == {"Hill"}
    assert votes([copy("Hill", [], [])]) == {}
    made = Board([card()])
    made.apply(removing([card()]))
    assert votes([Copy("Hill", made, Board())]) == {}, "added and deleted leaves no trace"


def test_who_only_made_room_is_noted() -> None:
    moved = Board([card()])
    moved.apply(updating(card(), {"pos": (9.0, 9.0)}))
    found = votes([Copy("Hill", moved, Board([card()]), pushed=frozenset({A})), Copy("River", moved, Board([card()]))])[
        A
    ]
    assert found.pushed == {"Hill"}


def test_records_come_in_one_order_whatever_the_order_of_copies() -> None:
    copies = [copy("River", [], [card("B", "b"), card("A", "a")]), copy("Hill", [], [card("C", "c")])]
    assert list(votes(copies)) == list(votes(copies[::-1])) == [Ref("elements", i) for i in "abc"]
