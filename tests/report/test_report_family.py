"""What holds for everything that is printed, whatever it is: words, page numbers, and how much stands on a page."""

import re
from typing import Any

import pytest

from stworkshop.board import Board
from stworkshop.records import replaced
from tests.report.printing import board_of, page_texts, printed, printed_sample, sample, squeezed

REPLY = {
    "reply_to": "Post to: Mobility team, Town Hall, or hand it in at the library desk. Or telephone 0555 0100.",
    "reply_until": "2026-12-24",
    "reply_use": "The team reads every answer out at the start of the next meeting and writes to you what came of it.",
}


def with_session(board: Board, **fields: Any) -> Board:
    """Return a board whose session says more."""
    return Board([replaced(r, fields) if r is board.session else r for r in board.records()])


def numbers(data: bytes) -> list[tuple[int, int]]:
    """Return "n of N" of each page."""
    found = [re.findall(r"(\d+) of (\d+)\s*(?:\n|\r|$)", text) for text in page_texts(data)]
    return [(int(places[-1][0]), int(places[-1][1])) for places in found]


@pytest.mark.parametrize("large_print", [False, True])
def test_letters_to_different_people_count_their_own_pages(large_print: bool) -> None:
    data = printed(with_session(sample("merravale"), **REPLY), edition="absent", large_print=large_print)
    for (before, of), (page, total) in zip(numbers(data), numbers(data)[1:], strict=False):
        assert page == before + 1 and total == of if page > 1 else before == of
    assert len({n for n in numbers(data) if n[0] == 1}) >= 1 and numbers(data)[-1][0] == numbers(data)[-1][1]
    assert sum(page == 1 for page, _total in numbers(data)) == 4


def test_the_summary_is_counted_as_a_whole() -> None:
    counted = numbers(printed_sample("hill-east", edition="decision-makers"))
    assert counted == [(1, 3), (2, 3), (3, 3)]


@pytest.mark.parametrize("name", ["hill-east", "merravale", "quayline", "eastmere"])
def test_no_sentence_of_the_cover_ends_with_dots(name: str) -> None:
    heads = page_texts(printed_sample(name))[0].split("Agreed")[-1]
    assert "…" not in heads.split("Draft, not yet read back")[0].split("Printed")[0]


def test_the_sheet_for_everyone_does_not_point_to_pages_that_it_has_not() -> None:
    assert "more inside" in page_texts(printed_sample("merravale"))[0]
    alone = squeezed(page_texts(printed_sample("merravale", short=True))[0])
    assert "inside" not in alone and "moreinthewholesummary" in alone


def test_in_large_print_each_sentence_of_the_cover_has_its_own_codes() -> None:
    text = squeezed("".join(page_texts(printed_sample("merravale", short=True, large_print=True))))
    assert "pullapart.(G3,G2)" in text and "measureagainstit.(R8)" in text and "spokeforthem.(S3)" in text


def test_who_is_affected_is_not_claimed_where_nobody_wrote_it_down() -> None:
    board = board_of({"kind": "stakeholder", "label": "Riders", "code": "S1"})
    text = squeezed(page_texts(printed(board))[0])
    assert "Nobodywrotedownwhoisaffected." in text and "washere,orsomebody" not in text
