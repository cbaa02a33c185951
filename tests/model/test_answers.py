"""Codes of sheets to the last one there is, and which rounds keep no names."""

from __future__ import annotations

import random

import pytest

from stworkshop.model.answers import DIGITS, LETTERS, Answer, ballot_codes, ballots_of, is_anonymous
from stworkshop.model.records import Round, SessionRecord

ALL = {one + digit + two for one in LETTERS for digit in DIGITS for two in LETTERS}


def test_codes_are_given_to_the_last_one_and_not_beyond() -> None:
    last = "Z9Z"
    assert ballot_codes(1, ALL - {last}) == [last]
    assert set(ballot_codes(9, ALL - {f"K{digit}{letter}" for digit in "789" for letter in "ABC"})) == {
        f"K{digit}{letter}" for digit in "789" for letter in "ABC"
    }
    with pytest.raises(ValueError, match="only 1 sheet codes"):
        ballot_codes(2, ALL - {last})
    with pytest.raises(ValueError, match="only 0 "):
        ballot_codes(1, ALL)


def test_codes_differ_and_come_from_the_source_of_chance_that_is_given() -> None:
    codes = ballot_codes(300, rng=random.Random(7))
    assert len(codes) == len(set(codes)) == 300 and set(codes) <= ALL
    assert codes == ballot_codes(300, rng=random.Random(7)) != ballot_codes(300, rng=random.Random(8))
    assert not set(ballot_codes(300, codes, random.Random(7))) & set(codes)


def test_paper_ballots_get_every_code_once_and_pass_over_those_taken() -> None:
    key = b"a secret"
    every = ballots_of(key, "r", len(ALL))
    assert set(every) == ALL and len(every) == len(ALL)
    assert ballots_of(key, "r", len(ALL) - 2, every[:2]) == every[2:]
    assert every != ballots_of(key, "r2", len(ALL)) and every != ballots_of(b"another", "r", len(ALL))
    with pytest.raises(ValueError, match="only 4606 sheet codes"):
        ballots_of(key, "r", len(ALL) - 1, every[:2])


@pytest.mark.parametrize(
    ("round_says", "session_says", "anonymous"),
    [("yes", "named", True), ("no", "named", False), ("no", "anonymous", True), ("yes", "anonymous", True)],
)
def test_which_rounds_keep_no_names(round_says: str, session_says: str, anonymous: bool) -> None:
    session = SessionRecord(id="s", attribution=session_says)
    assert is_anonymous(session, Round(id="r", anonymous=round_says)) is anonymous


def test_what_counts_as_an_answer_and_whose_sheet_it_is_on() -> None:
    def of(answer: Answer) -> tuple[bool, str]:
        return answer.given, answer.sheet

    assert of(Answer(round="r", item="st-1", value=0, ballot="K7Q")) == (True, "K7Q")
    assert of(Answer(round="r", item="st-1", dk="yes", participant="p")) == (True, "p")
    assert of(Answer(round="r", item="st-1", comment="Why?")) == (False, "")
