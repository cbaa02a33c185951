"""Which cards are suggested as saying the same, and which are not."""

import pytest

from stworkshop.analysis import likeness
from stworkshop.model.board import Board
from stworkshop.model.records import Element


def board_of(*labels: str, kind: str = "concern") -> Board:
    return Board([Element(id=f"e{n}", kind=kind, label=label, seq=n) for n, label in enumerate(labels)])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The bus comes late.", "the bus  comes LATE."),
        ("Outer districts lose their bus first", "The outer districts always lose their bus first"),
        ("They always cut our line first", "Our line is always cut first"),
        ("Older residents", "Old residents"),
        ("ﬁxed stops", "fixed stops"),
    ],
)
def test_alike(one: str, other: str) -> None:
    (pair,) = likeness.alike(board_of(one, other))
    assert (pair.first, pair.second) == ("e0", "e1") and likeness.ALIKE <= pair.score <= 100


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bus", "Bus drivers"),
        ("The bus comes late", "My travel card shows where I go"),
        ("Too loud", "Too late for the night shift"),
        ("", ""),
        ("?", "!"),
    ],
)
def test_not_alike(one: str, other: str) -> None:
    assert likeness.alike(board_of(one, other)) == []


def test_kinds_are_never_mixed() -> None:
    cards = [Element(id=kind, kind=kind, label="Delay", seq=n) for n, kind in enumerate(("risk", "concern"))]
    assert likeness.alike(Board(cards)) == []


def test_the_same_words_come_first_and_only_they_are_the_same() -> None:
    board = board_of(
        "a quite long concern of ours", "a quite long concern", "a quite LONG concern", "ours: a quite long concern of"
    )
    pairs = likeness.alike(board)
    assert (pairs[0].first, pairs[0].second, pairs[0].score) == ("e1", "e2", 100)
    assert all(pair.score < 100 for pair in pairs[1:])


def test_the_card_that_says_the_same_is_found_while_one_types() -> None:
    cards = board_of("The bus comes late", "The bus comes too late").elements
    found = likeness.nearest("the bus comes  late", "concern", cards.values())
    assert found is not None and (found[0].id, found[1]) == ("e0", 100)
    assert likeness.nearest("the bus comes late", "risk", cards.values()) is None
    assert likeness.nearest("", "concern", cards.values()) is None


def test_a_large_map_is_compared_block_by_block() -> None:
    labels = [f"{n * 7919 % 100003} {n * 104729 % 99991} {n * 1299709 % 99989} words" for n in range(2500)]
    labels[2400] = labels[3]
    assert ("e3", "e2400") in {(pair.first, pair.second) for pair in likeness.alike(board_of(*labels))}
