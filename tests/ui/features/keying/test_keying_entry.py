"""Keying one ballot: one key an answer, a key that is not allowed changes nothing."""

from __future__ import annotations

from typing import Any

import pytest

from stworkshop.model.records import Round, from_flat
from ui.features.keying.entry import SIDE, Entry

SIDES = ("public", "planner", "implementer")


def entry(kind: str = "rating", count: int = 3, *, named: bool = False, **more: Any) -> Entry:
    made = from_flat("rounds", "r", {"kind": kind, "items": [f"i{n}" for n in range(count)], **more})
    assert isinstance(made, Round)
    return Entry(made, "p-ines" if named else "K7Q", SIDES, named=named)


def values(made: Entry) -> list[tuple[Any, ...]]:
    return [(a["value"], a.get("value2"), a["dk"]) for a in made.sheet()["answers"]]


def keyed(made: Entry, keys: str) -> list[bool]:
    return [made.key(key) for key in keys]


def test_one_key_an_answer() -> None:
    made = entry()
    assert all(keyed(made, "2402"[:3] + " "))
    assert made.complete
    sheet = made.sheet()
    assert (sheet["ballot"], sheet["side"], "participant" in sheet) == ("K7Q", "planner", False)
    assert values(made) == [(4, None, "no"), (None, None, "yes"), (None, None, "no")]


@pytest.mark.parametrize("key", ["6", "9", "x", "-", "", "½"])
def test_a_key_that_is_not_allowed_changes_nothing(key: str) -> None:
    made = entry()
    keyed(made, "13")
    assert not made.key(key)
    assert made.at == 2 and made.shown("i0") == "3" and made.shown("i1") == ""


@pytest.mark.parametrize("key", ["0", "4", " ", "?"])
def test_a_side_is_one_of_those_there_are(key: str) -> None:
    made = entry()
    assert not made.key(key) and made.step == SIDE


def test_digits_of_other_scripts_are_digits() -> None:
    made = entry()
    assert keyed(made, "١٤") == [True, True]
    assert made.shown("i0") == "4"


def test_going_back_and_over() -> None:
    made = entry()
    keyed(made, "145")
    assert made.back() and made.shown("i1") == "" and made.step == "i1"
    assert made.back() and made.step == "i0" and made.shown("i0") == ""
    keyed(made, "222")
    assert made.complete and made.go(-1) and made.go(-1)
    assert made.step == "i0" and made.key("5")
    assert made.shown("i0") == "5" and made.step == "i1"
    assert made.go(1) and made.go(1) is False
    assert made.go_to("i0") and made.key("1")
    assert values(made)[0] == (1, None, "no")


def test_steps_are_not_jumped_over() -> None:
    made = entry()
    assert not made.go(1)
    made.key("1")
    assert not made.go_to("i2") and made.step == "i0"
    assert made.lacking == ["i0", "i1", "i2"]


def test_dots_end_where_there_are_no_more() -> None:
    made = entry("dots", dots_per_person=3, max_per_item=2)
    assert keyed(made, "12") == [True, True]
    assert not made.key("2"), "only one is left"
    assert not made.key("3") and not made.key("?")
    assert made.key("1") and not made.key("1") and made.key("0")
    assert values(made) == [(2, None, "no"), (1, None, "no"), (0, None, "no")]
    assert made.go_to("i0") and made.key("2"), "its own dots come back first"


def test_a_blank_dots_ballot_is_zero_dots() -> None:
    made = entry("dots", dots_per_person=5, max_per_item=2)
    keyed(made, "1   ")
    assert values(made) == [(0, None, "no")] * 3


def test_a_ranking_takes_places_and_equal_ones() -> None:
    made = entry("ranking")
    assert keyed(made, "13") == [True, True]
    assert not made.key("4")
    keyed(made, "30")
    assert values(made) == [(3, None, "no"), (3, None, "no"), (None, None, "yes")]


def test_a_long_ranking_takes_two_digits() -> None:
    made = entry("ranking", count=12)
    made.key("1")
    assert made.key("0") and made.shown("i0") == "0" and made.key("7")
    assert made.key("1") and not made.key("3") and made.key("2")
    assert made.key("0") and made.key("0")
    assert values(made)[:3] == [(7, None, "no"), (12, None, "no"), (None, None, "yes")]
    assert not made.key("2"), "no place begins with it"


def test_a_place_takes_two_digits() -> None:
    made = entry("placing", named=True)
    assert made.key("4") and made.shown("i0") == "4" and not made.key("6") and not made.key(" ")
    assert made.back() and made.shown("i0") == ""
    keyed(made, "43" + "0" + " ")
    assert made.shown("i0") == "4 3"
    assert values(made) == [(4, 3, "no"), (None, None, "yes"), (None, None, "no")]
    assert made.sheet()["participant"] == "p-ines"


def test_words_go_with_their_item() -> None:
    made = entry()
    keyed(made, "1333")
    made.write("i1", "  Too early. ")
    made.write("i2", "x")
    made.write("i2", " ")
    assert [a.get("comment") for a in made.sheet()["answers"]] == [None, "Too early.", None]


def test_nothing_is_left_of_a_forgotten_one() -> None:
    made = entry()
    keyed(made, "1333")
    made.forget()
    assert not made.touched and made.shown("i0") == "" and made.step == SIDE
