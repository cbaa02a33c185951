"""The words of the sides, and contested answers in two sentences; other sentences are tested with the report."""

from stworkshop.analysis import plain
from stworkshop.model.catalogue import catalogue


def test_every_side_has_a_name_in_running_text() -> None:
    assert set(plain.side_names()) == set(catalogue().sides)


def test_contested_answers_are_told_ends_first_and_the_rest_apart() -> None:
    counts = (4, 1, 1, 2, 2)
    assert plain.ends(counts) == "Four said strongly no, two strongly yes."
    assert plain.others(counts) == "The others: one no, one in between, two yes."
    assert plain.said(counts, contested=True) == f"{plain.ends(counts)} {plain.others(counts)}"


def test_there_are_no_others_where_all_stand_at_the_ends() -> None:
    assert plain.others((3, 0, 0, 0, 3)) == ""
    assert plain.said((3, 0, 0, 0, 3), contested=True) == "Three said strongly no, three strongly yes."


def test_contested_answers_with_nobody_at_one_end_are_told_as_yes_and_no() -> None:
    counts = (0, 1, 0, 0, 2)
    assert plain.ends(counts) == "Two said yes, both strongly. One said no."
    assert plain.others(counts) == "" and plain.said(counts, contested=True) == plain.ends(counts)
