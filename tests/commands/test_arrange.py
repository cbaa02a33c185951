"""Commands that put cards in their places."""

from __future__ import annotations

import pytest

from stworkshop.commands import arrange
from stworkshop.model.changes import Change, adding, joined, updating
from stworkshop.model.records import Element
from tests.commands.conftest import Table


def _three(table: Table) -> list[str]:
    places = ([0, 0], [130, 40], [400, 100])
    return [table.card("goal", f"Goal {n}", pos=pos) for n, pos in enumerate(places)]


def _card(table: Table, element_id: str) -> Element:
    return table.board.elements[element_id]


def test_several_cards_move_in_one_named_step(table: Table) -> None:
    a, b, _c = _three(table)
    decision = table.do("move_elements", moves={a: [5, 6], b: [7, 8]})
    assert decision.label == "Move 2 cards"
    assert (_card(table, a).pos, _card(table, b).pos) == ((5.0, 6.0), (7.0, 8.0))
    assert _card(table, a).placed == "yes"


@pytest.mark.parametrize(("placed", "label"), [("yes", "Move 2 cards"), ("no", "Tidy 2 cards")])
def test_what_the_layout_moves_is_called_tidying(table: Table, placed: str, label: str) -> None:
    a, b, _c = _three(table)
    assert table.do("move_elements", moves={a: [5, 6], b: [7, 8]}, placed=placed).label == label


def test_a_card_that_only_makes_room_stays_placed_as_it_was(table: Table) -> None:
    a, b, _c = _three(table)
    table.do("move_elements", moves={a: [5, 6], b: [7, 8]}, placed="no", pushed=[b])
    assert (_card(table, a).placed, _card(table, b).placed) == ("no", "yes")


@pytest.mark.parametrize("edge", ["left", "center", "right", "top", "middle", "bottom"])
def test_aligned_cards_share_the_edge(table: Table, edge: str) -> None:
    ids = _three(table)
    table.do("align", ids=ids, edge=edge)
    axis = 0 if edge in ("left", "center", "right") else 1
    share = {"left": 0.0, "top": 0.0, "center": 0.5, "middle": 0.5, "right": 1.0, "bottom": 1.0}[edge]
    lines = set()
    for card in (_card(table, i) for i in ids):
        assert card.pos and card.size
        lines.add(round(card.pos[axis] + share * card.size[axis], 6))
    assert len(lines) == 1


def test_distributed_cards_have_equal_gaps(table: Table) -> None:
    ids = _three(table)
    table.do("distribute", ids=ids, axis="horizontal")
    spans = sorted((c.pos[0], c.pos[0] + c.size[0]) for c in (_card(table, i) for i in ids) if c.pos and c.size)
    assert spans[1][0] - spans[0][1] == pytest.approx(spans[2][0] - spans[1][1])


def test_a_frame_goes_when_fewer_than_two_cards_are_left_in_it(table: Table) -> None:
    a, b, c = _three(table)
    frame = table.do("group", ids=[a, b, c], label="Aims").ids[0]
    table.do("group", ids=[a], ungroup=True)
    assert frame in table.board.groups
    table.do("group", ids=[b], ungroup=True)
    assert not table.board.groups and _card(table, c).group == ""


def _at_one_place(table: Table, laptops: tuple[str, ...] = ("hill", "river", "quay")) -> tuple[list[Element], Change]:
    cards = [
        Element(id=f"e-{laptop}", seq=50, kind="risk", label=laptop, pos=(40.0, 40.0), created_by=laptop)
        for laptop in laptops
    ]
    change = adding(cards)
    table.board.apply(change)
    return cards, change


def test_of_cards_at_one_place_all_but_the_first_are_moved_by_who_made_them(table: Table) -> None:
    cards, change = _at_one_place(table)
    assert [arrange.hidden(table.board, change, laptop) for laptop in ("hill", "quay", "river")] == [
        (), ("e-quay",), ("e-river",)
    ]  # fmt: skip
    step = table.do("move_off", ids=["e-quay", "e-river"])
    assert not step.undoable
    places = {card.pos for card in table.board.elements.values()}
    assert len(places) == len(table.board.elements) and _card(table, "e-hill").pos == (40.0, 40.0)
    assert arrange.hidden(table.board, step.change, "hill") == ()
    assert cards[1].placed == _card(table, "e-quay").placed


def test_a_card_that_somebody_moves_onto_a_later_one_shows_it_again(table: Table) -> None:
    (_hill, _river), _change = _at_one_place(table, ("hill", "river"))
    table.do("move_off", ids=["e-river"])
    there = _card(table, "e-river").pos
    moved = updating(_card(table, "e-hill"), {"pos": there or (0.0, 0.0)})
    table.board.apply(moved)
    assert arrange.hidden(table.board, moved, "river") == ("e-river",)
    assert arrange.hidden(table.board, joined([]), "river") == ()


def test_an_own_card_that_was_moved_off_is_not_hidden_by_the_next_own_one(table: Table) -> None:
    cards = [
        Element(id=f"e-{n}", seq=n, kind="risk", label=f"{n}", pos=(9.0, 9.0), created_by="hill") for n in (50, 51)
    ]
    table.board.apply(adding(cards))
    assert arrange.hidden(table.board, adding(cards[1:]), "hill") == ("e-51",)


def test_a_locked_card_stays_where_it_is(table: Table) -> None:
    _at_one_place(table, ("hill", "river"))
    table.board.apply(updating(_card(table, "e-river"), {"locked": "yes"}))
    assert table.refused("move_off", ids=["e-river"]).refusal == "locked"
