"""The measures of agreement against published values and by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stworkshop.rounds import statistics

RATINGS = st.lists(st.integers(1, 5), min_size=1, max_size=40)


def ranked(*scores: list[float]) -> list[dict[str, float]]:
    return [{f"item {n}": score for n, score in enumerate(row)} for row in scores]


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([5, 0, 0, 0, 5], 0.0),
        ([0, 0, 10, 0, 0], 1.0),
        ([2, 2, 2, 2, 2], 0.434),
        ([0, 1, 2, 4, 3], 0.6797),
        ([3, 0, 1, 2, 4], 0.2465),
        ([3, 0, 4, 0, 3], 0.4),
        ([30, 40, 210, 130, 530, 50, 10], 0.7256876),
    ],
)
def test_consensus_reproduces_the_published_values(counts: list[int], expected: float) -> None:
    assert statistics.consensus(counts) == pytest.approx(expected, abs=5e-5)


def test_consensus_to_seven_places() -> None:
    assert statistics.consensus([30, 40, 210, 130, 530, 50, 10]) == pytest.approx(0.7256876, abs=5e-8)


def test_kendall_w_reproduces_the_published_value_with_ties() -> None:
    assert statistics.kendall_w(ranked([12, 2, 1, 12, 2], [1, 4, 7, 1, 0])) == pytest.approx(0.2297297, abs=5e-8)


def test_kendall_w_at_its_ends() -> None:
    assert statistics.kendall_w(ranked([1, 2, 3, 4], [1, 2, 3, 4], [1, 2, 3, 4])) == 1.0
    assert statistics.kendall_w(ranked([1, 2, 3], [3, 2, 1])) == 0.0


def test_kendall_w_without_any_order_is_none() -> None:
    assert statistics.kendall_w(ranked([2, 2, 2], [1, 1, 1])) is None
    assert statistics.kendall_w(ranked([1, 2, 3])) is None
    assert statistics.kendall_w(ranked([1], [2])) is None
    assert statistics.kendall_w([]) is None


def test_a_rater_who_ties_all_stays_in() -> None:
    assert statistics.kendall_w(ranked([1, 2, 3], [1, 2, 3], [5, 5, 5])) == pytest.approx(2 / 3)


def test_a_value_on_the_line_belongs_above_it() -> None:
    assert statistics.band(statistics.consensus([3, 0, 4, 0, 3]), 10) == "mixed"
    assert statistics.band(0.8 - 1e-12, 5) == "strong agreement"
    assert statistics.band(0.8 - 1e-6, 5) == "broad agreement"
    assert statistics.band(0.0, 5) == "split"


def test_below_three_answers_there_is_no_band() -> None:
    assert statistics.band(1.0, 2) is None
    assert statistics.band(None, 0) is None


def test_spread_of_a_group_by_hand() -> None:
    values = [5, 5, 4, 5, 5, 5, 4, 4, 5, 3, 4, 4]
    assert statistics.mean(values) == pytest.approx(4.4167, abs=1e-4)
    assert statistics.deviation(values) == pytest.approx(0.6401, abs=1e-4)
    assert statistics.median(values) == 4.5
    assert statistics.interquartile_range(values) == 1.0
    assert statistics.quartiles([1, 2, 3, 4]) == (1.75, 3.25)


def test_nothing_comes_of_nothing() -> None:
    for measure in (statistics.mean, statistics.deviation, statistics.median, statistics.interquartile_range):
        assert measure([]) is None
    assert statistics.quartiles([]) is None
    assert statistics.consensus([0, 0, 0, 0, 0]) is None


def test_mean_ranks_share_the_places_of_ties() -> None:
    assert statistics.mean_ranks([{"a": 1, "b": 2, "c": 2}, {"a": 1, "b": 3, "c": 2}]) == {
        "a": 1.0,
        "b": 2.75,
        "c": 2.25,
    }


@given(RATINGS)
def test_consensus_stays_in_its_range_and_knows_no_direction(values: list[int]) -> None:
    counts = [values.count(step) for step in range(1, 6)]
    found = statistics.consensus(counts)
    assert found is not None and 0 <= found <= 1
    assert found == pytest.approx(statistics.consensus(counts[::-1]))
    assert (found == 1) == (len(set(values)) == 1)


@given(st.lists(st.permutations(range(4)), min_size=2, max_size=8))
def test_kendall_w_stays_in_its_range_whatever_the_direction(orders: list[list[int]]) -> None:
    scores = ranked(*([float(place) for place in order] for order in orders))
    found = statistics.kendall_w(scores)
    assert found is not None and 0 <= found <= 1
    assert found == pytest.approx(statistics.kendall_w([{i: -s for i, s in row.items()} for row in scores]))
