"""Sheets and minutes of a print list."""

import pytest

from stworkshop.report.estimate import Estimate, Part, estimate


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([], Estimate(0, 0)),
        ([(0, 5, True), (3, 0, False)], Estimate(0, 0)),
        ([(1, 1, False)], Estimate(1, 1)),
        ([(2, 10, True)], Estimate(10, 2)),
        ([(2, 10, False)], Estimate(20, 2)),
        ([(3, 4, True)], Estimate(8, 1)),
        ([(2, 36, True)], Estimate(36, 4)),
        ([(1, 31, True)], Estimate(31, 3)),
    ],
)
def test_sheets_and_minutes(parts: list[Part], expected: Estimate) -> None:
    assert estimate(parts) == expected


def test_each_copy_begins_on_a_sheet_of_its_own() -> None:
    assert estimate([(1, 2, True)]).sheets == 2
    assert estimate([(2, 1, True), (1, 1, True)]).sheets == 2


def test_more_paper_never_takes_less_time() -> None:
    minutes = [estimate([(pages, 3, both)]).minutes for both in (True, False) for pages in range(1, 80)]
    assert minutes[:79] == sorted(minutes[:79]) and minutes[79:] == sorted(minutes[79:])


def test_what_is_below_zero_is_refused() -> None:
    with pytest.raises(ValueError, match="from 0"):
        estimate([(1, -1, True)])
