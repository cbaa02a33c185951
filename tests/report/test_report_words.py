"""Answers, numbers and dates in plain words."""

import datetime

import pytest

from stworkshop.report import words


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        ((0, 0, 0, 4, 6), "All ten said yes, six of them strongly."),
        ((0, 0, 1, 3, 6), "Nine said yes, six of them strongly. One was in between."),
        ((0, 2, 3, 2, 3), "Five said yes, three of them strongly. Two said no. Three were in between."),
        ((3, 0, 0, 0, 0), "All three said no, all strongly."),
        ((0, 0, 2, 0, 1), "One said yes, strongly. Two were in between."),
        ((0, 0, 0, 0, 0), "Nobody gave an answer."),
    ],
)
def test_answers_in_sentences(counts: tuple[int, ...], sentence: str) -> None:
    assert words.said(counts) == sentence


def test_contested_answers_name_both_ends_first() -> None:
    said = words.said((4, 1, 1, 2, 2), contested=True)
    assert said == "Four said strongly no, two strongly yes. The others: one no, one in between, two yes."


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        ((0, 2, 3, 2, 3), "Five said yes, two no, three were in between."),
        ((2, 2, 0, 1, 0), "Four said no, one yes."),
        ((0, 0, 3, 0, 0), "Three were in between."),
    ],
)
def test_answers_in_brief(counts: tuple[int, ...], sentence: str) -> None:
    assert words.brief(counts) == sentence


@pytest.mark.parametrize(
    ("counts", "phrase"),
    [
        ((0, 3, 0, 0, 0), "all three no"),
        ((0, 0, 0, 2, 0), "both yes"),
        ((0, 0, 0, 0, 1), "strongly yes"),
        ((0, 0, 0, 1, 2), "two strongly yes, one yes"),
        ((1, 1, 0, 0, 2), "from strongly no to strongly yes"),
    ],
)
def test_answers_of_a_side(counts: tuple[int, ...], phrase: str) -> None:
    assert words.side_said(counts) == phrase


def test_turned_answers_are_read_from_the_card() -> None:
    assert words.turned((4, 1, 1, 2, 2)) == (2, 2, 1, 1, 4)


@pytest.mark.parametrize(("value", "shown"), [(0.815, "0.82"), (2.675, "2.68"), (2.5, "2.50"), (-0.125, "-0.13")])
def test_figures_round_half_up_from_the_whole_value(value: float, shown: str) -> None:
    assert words.figure(value) == shown


def test_codes_run_together() -> None:
    assert words.code_range(["M1", "M2", "M3", "M4", "M6", "M7", "D4"]) == "M1–M4, M6, M7, D4"
    assert words.code_range(["C12h", "C13h"]) == "C12h, C13h"


def test_dates_in_words() -> None:
    date = datetime.date(2026, 12, 8)
    assert (words.day(date), words.day(date, short=True)) == ("8 December 2026", "8 Dec 2026")
    assert words.parse_day("2026-02-30") is None


def test_lists_in_words() -> None:
    lists: list[list[str]] = [[], ["a"], ["a", "b"], ["a", "b", "c"]]
    assert [words.joined(items) for items in lists] == ["", "a", "a and b", "a, b and c"]
