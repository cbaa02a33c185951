"""The words of the sides, and contested answers in two sentences; other sentences are tested with the report."""

from stworkshop.model.catalogue import catalogue
from stworkshop.rounds import answers_in_words


def test_every_side_has_a_name_in_running_text() -> None:
    assert set(answers_in_words.side_names()) == set(catalogue().sides)


def test_contested_answers_are_told_ends_first_and_the_rest_apart() -> None:
    counts = (4, 1, 1, 2, 2)
    assert answers_in_words.ends(counts) == "Four said strongly no, two strongly yes."
    assert answers_in_words.others(counts) == "The others: one no, one in between, two yes."
    assert (
        answers_in_words.said(counts, contested=True)
        == f"{answers_in_words.ends(counts)} {answers_in_words.others(counts)}"
    )


def test_there_are_no_others_where_all_stand_at_the_ends() -> None:
    assert answers_in_words.others((3, 0, 0, 0, 3)) == ""
    assert answers_in_words.said((3, 0, 0, 0, 3), contested=True) == "Three said strongly no, three strongly yes."


def test_contested_answers_with_nobody_at_one_end_are_told_as_yes_and_no() -> None:
    counts = (0, 1, 0, 0, 2)
    assert answers_in_words.ends(counts) == "Two said yes, both strongly. One said no."
    assert answers_in_words.others(counts) == "" and answers_in_words.said(
        counts, contested=True
    ) == answers_in_words.ends(counts)
