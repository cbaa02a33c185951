"""What people decide about copies that come together: pure, and the same whoever asks."""

from __future__ import annotations

from typing import Any

import pytest

from stworkshop.analysis import table_signs as signs
from stworkshop.analysis.table_differences import decided_questions, open_questions
from stworkshop.commands.base import Context, Decision, Refused
from stworkshop.commands.workshop import resolve_conflict
from stworkshop.errors import KnownError
from stworkshop.merge.copies import Copy
from stworkshop.merge.outcome import Merged, merge
from stworkshop.merge.review import BOTH, LATER, TAKE, Choice, finished, joined_value, later_change, question_of
from stworkshop.model import wording
from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.model.records import Element, Link, Record, SessionRecord, Term


def card(card_id: str, label: str = "Night bus", *, kind: str = "concern", **fields: Any) -> Element:
    return Element(id=card_id, kind=kind, label=label, code=fields.pop("code", f"C{card_id}"), **fields)


def copies(base: list[Record], **tables: list[Record]) -> list[Copy]:
    start = Board([SessionRecord(id="s", label="Evening"), *base])
    made = [Copy("", start, start)]
    for table, records in tables.items():
        made.append(Copy(table, Board([SessionRecord(id="s", label="Evening"), *records]), start))
    return made


def differing_notes() -> tuple[Board, Merged]:
    given = copies([card("a")], Hill=[card("a", note="ten")], River=[card("a", note="forty")])
    return given[0].board, merge(given, catalogue())


def end(choice: Choice | None, now: Board, merged: Merged, same: tuple[tuple[str, str], ...] = ()) -> Board:
    choices = {difference.id: choice for difference in merged.differences if choice is not None}
    return Board(finished(now, merged, choices, same, Context()).values())


@pytest.mark.parametrize(
    ("choice", "note", "settled"),
    [
        (None, "ten", "no"),
        (Choice(TAKE, "River"), "forty", "yes"),
        (Choice(TAKE, "Hill"), "ten", "yes"),
        (Choice(BOTH), "Hill: ten\nRiver: forty", "yes"),
        (Choice(LATER), "ten", "no"),
    ],
)
def test_what_was_chosen_holds(choice: Choice | None, note: str, settled: str) -> None:
    now, merged = differing_notes()
    board = end(choice, now, merged)
    (conflict,) = board.conflicts.values()
    assert (board.elements["a"].note, conflict.settled) == (note, settled)
    assert now.elements["a"].note == "" and not now.conflicts
    asked = [one for one in board.elements.values() if one.kind == "open-question"]
    assert bool(asked) == (choice == Choice(LATER))


def test_a_question_for_later_is_linked_to_its_card_and_holds_all_values() -> None:
    now, merged = differing_notes()
    board = end(Choice(LATER), now, merged)
    (asked,) = (one for one in board.elements.values() if one.kind == "open-question")
    assert asked.label == "Night bus, note: ten or forty?" and asked.note == "Hill: ten\nRiver: forty"
    assert [(link.relation, link.target) for link in board.links_from(asked.id)] == [("about", "a")]


def test_both_cannot_stay_where_one_value_is_chosen_from_a_list() -> None:
    risk = card("r", kind="risk")
    given = copies(
        [risk], Hill=[card("r", kind="risk", attributes={"likelihood": 2})],
        River=[card("r", kind="risk", attributes={"likelihood": 5})],
    )  # fmt: skip
    merged = merge(given, catalogue())
    (difference,) = merged.differences
    assert joined_value(question_of(difference), merged.board(), catalogue()) is None
    with pytest.raises(KnownError):
        end(Choice(BOTH), given[0].board, merged)


def test_words_on_a_card_stay_in_one_line_and_the_card_has_room_for_them() -> None:
    sized = card("a", size=(200.0, 60.0))
    given = copies(
        [sized], Hill=[card("a", "A much longer label than before, which needs lines", size=(200.0, 90.0))],
        River=[card("a", "Another quite long label that needs some lines too", size=(200.0, 90.0))],
    )  # fmt: skip
    board = end(Choice(BOTH), given[0].board, merge(given, catalogue()))
    label, size = board.elements["a"].label, board.elements["a"].size
    assert "\n" not in label and label.startswith("Hill: ") and " / River: " in label
    assert size is not None and size[1] > 90.0


def test_look_alikes_become_one_card_that_all_of_their_tables_drew() -> None:
    said = "Nobody can tell us why our stop went"
    given = copies(
        [card("a")], Hill=[card("a"), card("h", said, seq=5)], River=[card("a"), card("r", f"{said}.", seq=6)]
    )
    merged = merge(given, catalogue())
    assert merged.duplicates == [("h", "r")]
    assert {"h", "r"} <= set(end(None, given[0].board, merged).elements)
    board = end(None, given[0].board, merged, (("h", "r"),))
    assert "r" not in board.elements and board.elements["h"].attributes["drawers"] == ("Hill", "River")


def test_what_was_left_open_is_asked_again_until_it_is_settled_or_its_record_is_gone() -> None:
    now, merged = differing_notes()
    board = end(None, now, merged)
    (question,) = open_questions(board)
    assert [(vote.table, vote.value) for vote in question.votes] == [("Hill", "ten"), ("River", "forty")]
    later = later_change(board, question, Context())
    assert isinstance(later, Decision)
    board.apply(later.change)
    assert len(open_questions(board)) == 1
    settled = resolve_conflict(board, Context(), id=question.id, value="twenty")
    assert isinstance(settled, Decision)
    board.apply(settled.change)
    assert open_questions(board) == []
    assert open_questions(Board([SessionRecord(id="s"), *end(None, now, merged).conflicts.values()])) == []


def test_links_and_words_that_differ_are_asked_about_as_well() -> None:
    cards_ = [card("a"), card("b", kind="risk")]

    def held(note: str, agreed: str) -> list[Record]:
        link = Link(id="l", relation="causes", source="a", target="b", note=note)
        return [*cards_, link, Term(id="t", label="Pilot", agreed=agreed)]

    given = copies(held("", ""), Hill=held("ten", "a test"), River=held("forty", "a start"))
    merged = merge(given, catalogue())
    assert {difference.ref.root for difference in merged.differences} == {"links", "terms"}
    board = end(Choice(LATER), given[0].board, merged)
    asked = [one for one in board.elements.values() if one.kind == "open-question"]
    assert len(asked) == 2 and sum(bool(board.links_from(one.id)) for one in asked) == 1


# --- words


def test_only_the_words_that_differ_are_marked() -> None:
    one, other = wording.differing(["At most ten proposals a day", "At most forty proposals a day"])
    assert one == [("At most ", False), ("ten", True), (" proposals a day", False)]
    assert other[1] == ("forty", True)
    assert wording.differing(["", "ten"]) == [[], [("ten", True)]]
    first, _second, _third = wording.differing(["a b c", "a x c", "a b d"])
    assert [words for words, differs in first if differs] == ["b c"]


def test_questions_are_asked_in_short() -> None:
    assert wording.in_short(["ten a day", "forty a day"]) == ["ten", "forty"]
    assert wording.in_short(["", "ten"]) == ["nothing", "ten"]
    assert wording.are_numbers(["10 a day", "40 a day"]) and not wording.are_numbers(["ten", "forty"])
    assert len(wording.in_short(["x" * 500, "y y z " * 100])[0]) <= 60


def test_very_long_words_are_compared_without_marks() -> None:
    long = "word " * 3000
    assert wording.differing([long, long + "more"]) == [[(long, False)], [(long + "more", False)]]


# --- signs


def test_each_table_has_a_letter_of_its_own() -> None:
    found = signs.signs(["Hill", "Harbour", "H", "9"], {"Hill": "h"})
    letters = [sign.letter for table, sign in found.items() if table]
    assert len(set(letters)) == 4 and found["Hill"].letter == "H" and found["9"].letter == "9"
    assert sorted(sign.number for sign in found.values()) == [-1, 0, 1, 2, 3]


def test_tables_are_told_in_the_order_in_which_people_count_them() -> None:
    names = ["Table 10", "table 2", "Table 1", "Hall", "Table 1 b", "2"]
    assert signs.in_order([*names, "Hall"]) == ["2", "Hall", "Table 1", "Table 1 b", "table 2", "Table 10"]
    assert [sign.number for sign in signs.signs(["Table 10", "Table 9"]).values()] == [-1, 0, 1]
    assert list(signs.signs(["Table 10", "Table 9"])) == ["", "Table 9", "Table 10"]


def test_the_letters_of_tables_are_read_from_the_codes_of_their_cards() -> None:
    board = Board(
        [
            card("a", code="C12h", attributes={"drawers": ("Hill",)}),
            card("b", code="C13", attributes={"drawers": ("River",)}),
            card("c", code="C14m", attributes={"drawers": ("Market", "Hill")}),
        ]
    )
    assert signs.letters_in(board) == {"Hill": "h"}
    assert signs.drawn(board)["c"] == ("Market", "Hill")


def test_what_is_asked_for_later_is_not_asked_twice_and_answered_with_the_choice() -> None:
    now, merged = differing_notes()
    board = end(Choice(LATER), now, merged)
    (question,) = open_questions(board)
    again = later_change(board, question, Context())
    assert isinstance(again, Refused) and again.refusal == "asked-already"
    decided = resolve_conflict(board, Context(), id=question.id, value="forty")
    assert isinstance(decided, Decision)
    board.apply(decided.change)
    (asked,) = (one for one in board.elements.values() if one.kind == "open-question")
    assert asked.attributes["status"] == "answered" and asked.note.endswith("Decided: forty")
    assert not open_questions(board) and [one.kept for one in decided_questions(board)] == ["forty"]


def test_a_table_that_drew_nothing_counts_among_the_tables() -> None:
    given = copies([card("a")], Hill=[card("a"), card("h", "Cold stops")], River=[card("a")], Docks=[card("a")])
    merged = merge(given, catalogue())
    board = merged.board()
    assert signs.tables_of(board) == ["Docks", "Hill", "River"] and signs.drawn(board) == {"h": ("Hill",)}
    later = copies(list(board.records())[1:], Market=[*list(board.records())[1:]])
    kept = [Copy(copy.table, Board([board.session, *copy.board.elements.values()]), board) for copy in later]
    assert signs.tables_of(merge(kept, catalogue()).board()) == ["Docks", "Hill", "Market", "River"]
