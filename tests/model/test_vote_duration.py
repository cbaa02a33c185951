"""How long a vote takes: the catalogue's own example, and its edges."""

import pytest

from stworkshop.model.catalogue import catalogue
from stworkshop.model.vote_duration import Estimate, vote


def test_the_catalogues_example() -> None:
    """12 people, 5 statements: 16 minutes by laptop; 195 s on paper and 4 minutes of keying."""
    by_laptop = vote(catalogue(), kind="rating", people=12, items=5, way="pass-the-laptop")
    assert by_laptop == Estimate(960, 0) and by_laptop.room_minutes == 16
    on_paper = vote(catalogue(), kind="rating", people=12, items=5, way="paper")
    assert on_paper == Estimate(195, 240)
    assert on_paper.room_minutes == 4 and on_paper.keying_minutes == 4


def test_double_entry_types_each_answer_twice() -> None:
    assert vote(catalogue(), kind="rating", people=12, items=5, way="paper", double_entry=True).keying == 360


@pytest.mark.parametrize(("kind", "seconds"), [("dots", 5), ("ranking", 9), ("placing", 9)])
def test_each_kind_has_its_own_pace(kind: str, seconds: int) -> None:
    assert vote(catalogue(), kind=kind, people=10, items=8, way="pass-the-laptop").room == 10 * (20 + 8 * seconds)


def test_nobody_and_nothing_take_no_time() -> None:
    assert vote(catalogue(), kind="dots", people=0, items=8, way="paper") == Estimate(0)
    assert vote(catalogue(), kind="dots", people=8, items=0, way="pass-the-laptop") == Estimate(0)


def test_what_is_no_vote_raises() -> None:
    with pytest.raises(KeyError):
        vote(catalogue(), kind="talk", people=1, items=1, way="paper")
    with pytest.raises(ValueError, match="from 0"):
        vote(catalogue(), kind="dots", people=-1, items=1, way="paper")
