"""Dots with breadth, rankings, and the same order in words, against the expected values of the cases."""

from __future__ import annotations

import pytest

from stworkshop.model.board import Board
from stworkshop.model.records import SessionRecord
from stworkshop.rounds.priorities import dots_view, order_means, order_words, orders, rank_view
from tests.rounds.test_opinion_summary import CASES, board_of, source_of


@pytest.mark.parametrize("case", CASES)
def test_dots_total_and_breadth_are_those_of_the_case(case: str) -> None:
    view = dots_view(board_of(case))
    assert view is not None
    expected = {entry["element"]: entry["expected"] for entry in source_of(case)["dot_votes"]}
    assert {line.card.id: (line.dots, line.people) for line in view.lines} == {
        card: (values["dots"], values["breadth"]) for card, values in expected.items()
    }
    for line in view.lines:
        assert line.plain + sum(n for _side, n in line.by_side) == line.dots


def test_merravales_dots_are_read_out_with_their_breadth() -> None:
    view = dots_view(board_of("merravale"))
    assert view is not None and view.used == 48 and view.voters == 10
    assert view.lines[0].spoken.endswith("10 dots, from 7 of 10 people; public 1, planners 4, engineers 4, supplier 1.")
    assert [line.card.code for line in view.lines if line.people == 1] == ["C6", "C14"]


def test_anonymous_dots_are_plain() -> None:
    view = dots_view(board_of("eastmere"))
    assert view is not None and view.sides == () and all(line.plain == line.dots for line in view.lines)


def test_a_ranking_has_only_whole_sheets() -> None:
    view = rank_view(board_of("eastmere"))
    assert view is not None and (view.complete, view.incomplete) == (9, 1)
    assert view.lines[0].card.id == "ea-r-deadline"
    assert rank_view(board_of("merravale")) is None


def test_the_common_order_is_kendalls_w_of_the_case() -> None:
    found = {order.round.kind: order for order in orders(board_of("merravale"))}
    source = source_of("merravale")
    assert found["rating"].w == pytest.approx(source["ratings_expected"]["kendall_w"], abs=1e-4)
    assert found["dots"].w == pytest.approx(source["dot_votes_expected"]["kendall_w"], abs=1e-4)
    assert found["rating"].name == "six statements" and found["rating"].words == "Only loosely."


def test_a_repeat_of_one_statement_is_no_order() -> None:
    assert [order.round.id for order in orders(board_of("quayline"))] == ["qd-w-rating", "qd-w-dots"]


@pytest.mark.parametrize(
    ("w", "words"),
    [(None, "There is no order to compare."), (0.0, "Only loosely."), (0.29, "Only loosely."),
     (0.3, "Partly the same order."), (0.5, "Largely the same order."), (0.7, "Almost the same order.")],
)  # fmt: skip
def test_the_order_in_words(w: float | None, words: str) -> None:
    assert order_words(w) == words


def test_what_follows_for_the_totals() -> None:
    assert "many care" in order_means(0.24) and "most people" in order_means(0.6) and order_means(None) == ""


def test_nothing_was_laid() -> None:
    empty = Board([SessionRecord(id="s", seq=1)])
    assert dots_view(empty) is None and rank_view(empty) is None and orders(empty) == []
