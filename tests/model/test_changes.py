"""Changes, and the board that applies them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from stworkshop.model.board import Board
from stworkshop.model.changes import Change, adding, joined, removing, updating
from stworkshop.model.records import Element, Link, Record, Ref, SessionRecord, flat, from_flat, replaced

IDS = ["a", "b", "c"]


def state(board: Board) -> dict[str, object]:
    """Return what is live, by id."""
    return {record.id: flat(record) for record in board.records()}


def step(board: Board, data: st.DataObject) -> Change:
    """Draw a change that fits the board."""
    element_id = data.draw(st.sampled_from(IDS))
    record = board.get(Ref("elements", element_id))
    if record is None:
        old = board.gone(Ref("elements", element_id))
        return adding([replaced(old, {"gone": ""}) if old else Element(id=element_id, label="new", code="C1")])
    if data.draw(st.booleans()):
        return removing([record])
    return updating(record, {"label": data.draw(st.sampled_from("xyz")), "voice": data.draw(st.sampled_from("pq"))})


@given(st.data())
def test_an_inverse_takes_a_change_back(data: st.DataObject) -> None:
    board = Board([SessionRecord(id="s"), Element(id="a", label="x")])
    for _ in range(data.draw(st.integers(1, 6))):
        before = state(board)
        change = step(board, data)
        board.apply(change)
        after = state(board)
        board.apply(change.inverse())
        assert state(board) == before
        board.apply(change)
        assert state(board) == after


@given(st.data())
def test_joined_changes_do_what_each_did_in_turn(data: st.DataObject) -> None:
    start = [SessionRecord(id="s"), Element(id="a", label="x")]
    board, changes = Board(start), []
    for _ in range(data.draw(st.integers(1, 6))):
        changes.append(step(board, data))
        board.apply(changes[-1])
    at_once = Board(start)
    at_once.apply(joined(changes))
    assert state(at_once) == state(board)


def test_a_link_that_lost_an_end_is_kept_and_hidden() -> None:
    link = Link(id="l", relation="uses", source="a", target="b")
    board = Board([Element(id="a"), Element(id="b"), link])
    assert list(board.links) == ["l"] and board.neighbours("a") == {"b"}
    board.apply(removing([Element(id="b")]))
    assert not board.links and list(board.dangling) == ["l"] and not board.links_from("a")
    assert [one.id for one in board.all_links_at("a")] == ["l"]


def test_a_removed_record_keeps_what_a_peer_wrote_and_the_step_that_took_it() -> None:
    board = Board([Element(id="a", label="x")])
    board.apply(removing([Element(id="a", label="old", gone="t")]))
    gone = board.gone(Ref("elements", "a"))
    assert isinstance(gone, Element) and (gone.label, gone.gone) == ("x", "t")


def test_values_of_any_origin_become_what_the_field_holds() -> None:
    record: Record = from_flat(
        "elements",
        "a",
        {
            "label": 7,
            "seq": 3.0,
            "pos": [1, 2],
            "concepts": ["regulation", "regulation", 4, "unheard"],
            "size": "wide",
            "influence": 4.0,
            "gone": None,
        },
    )
    assert isinstance(record, Element)
    assert (record.label, record.seq, record.pos, record.concepts, record.size) == (
        "",
        3,
        (1.0, 2.0),
        ("regulation",),
        None,
    )
    assert record.attributes["influence"] == 4 and isinstance(record.attributes["influence"], int)


def test_codes_are_counted_over_what_is_gone_too() -> None:
    board = Board([Element(id="a", code="C4", gone="t"), Element(id="b", code="C2h")])
    assert board.next_code("C") == "C5" and board.element_by_code("C2h") is not None
