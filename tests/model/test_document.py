"""The document: changes become bytes and bytes become changes, and whatever two people do apart comes together."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Mapping
from typing import Any

import pytest
from pycrdt import Doc, Map

from stworkshop.model.board import Board
from stworkshop.model.changes import Change, adding, removing, updating
from stworkshop.model.document import BadUpdate, Document, fitted
from stworkshop.model.records import Element, Link, Record, Ref, Round, SessionRecord, from_flat, replaced
from tests.workshop import of_board, of_document

CARD = Ref("elements", "late")


class Replica:
    """A document with its board, as a session holds them."""

    def __init__(self, state: bytes = b"") -> None:
        self.document = Document([state] if state else [])
        self.board = Board(self.document.records())
        self.steps = 0

    def do(self, change: Change, step: str = "") -> bytes:
        self.steps += 1
        step = step or f"step-{self.steps}"
        change = fitted(self.board, change, step)
        update = self.document.apply(change, step)
        self.board.apply(change)
        self.agrees()
        return update

    def hear(self, update: bytes) -> Change:
        change = self.document.merge(update, self.board)
        self.board.apply(change)
        self.agrees()
        return change

    def agrees(self) -> None:
        assert of_document(self.document) == of_board(self.board)

    def card(self) -> Element:
        found = self.board.elements["late"]
        assert isinstance(found, Element)
        return found


def card(**fields: Any) -> Element:
    values: dict[str, Any] = {"kind": "concern", "label": "The last bus is late", "seq": 1, **fields}
    return Element(id="late", **values)


def two(*records: Record) -> tuple[Replica, Replica]:
    """Two copies of one document with these records."""
    first = Replica()
    first.do(adding(records))
    return first, Replica(first.document.state())


@pytest.mark.parametrize(
    "record",
    [
        card(),
        card(concepts=("regulation", "public-value"), pos=(1.5, -2.0), size=(200.0, 50.0), note="a\nb"),
        card(attributes={"importance": 3, "sector": "council", "rest": {"deep": (1, 2.5, None, ("x",))}, "three": 3}),
        card(label="ع ह 中 🚍 \u200b", attributes={"flag": True, "empty": "", "list": (1, 2)}),
        Element(id="o", kind="outcome", attributes={"sdgs": ("sdg-11", "sdg-03")}),
        Link(id="l", relation="causes", source="a", target="b", drawers=("t1", "t2"), discussed="yes"),
        Round(id="r", items=("b", "a"), scale=(1, 5), anonymous="no", closed_order=2),
        SessionRecord(id="s", label="", attribution="named", read_back_corrections=4),
    ],
    ids=lambda record: type(record).__name__,
)
def test_a_record_comes_back_from_the_bytes_as_it_was(record: Record) -> None:
    replica = Replica()
    other = Replica()
    other.hear(replica.do(adding([record])))
    assert of_board(other.board) == {next(iter(of_board(other.board))): record}


def test_an_edit_is_as_small_as_what_it_says() -> None:
    replica = Replica()
    replica.do(adding([card(note="long " * 500)]))
    assert len(replica.do(updating(replica.card(), {"pos": (10.0, 20.0)}))) < 120


def test_a_change_of_nothing_makes_no_bytes() -> None:
    replica = Replica()
    replica.do(adding([card()]))
    assert replica.do(updating(replica.card(), {"label": "The last bus is late"})) == b""


def test_merging_tells_which_fields_changed() -> None:
    ours, theirs = two(card())
    change = ours.hear(theirs.do(updating(theirs.card(), {"label": "Late", "importance": 2})))
    assert change == Change(updated={CARD: {"label": ("The last bus is late", "Late"), "importance": (None, 2)}})


def test_hearing_the_same_twice_changes_nothing() -> None:
    ours, theirs = two(card())
    update = theirs.do(updating(theirs.card(), {"label": "Late"}))
    ours.hear(update)
    assert not ours.hear(update)


def test_different_fields_of_one_card_both_stay() -> None:
    ours, theirs = two(card())
    mine, yours = ours.do(updating(ours.card(), {"note": "n"})), theirs.do(updating(theirs.card(), {"label": "L"}))
    ours.hear(yours), theirs.hear(mine)
    assert ours.card() == theirs.card() == card(note="n", label="L")


def test_a_position_is_never_mixed_from_two_people() -> None:
    ours, theirs = two(card(pos=(0.0, 0.0)))
    mine, yours = (
        ours.do(updating(ours.card(), {"pos": (1.0, 1.0)})),
        theirs.do(updating(theirs.card(), {"pos": (2.0, 2.0)})),
    )
    ours.hear(yours), theirs.hear(mine)
    assert ours.card().pos == theirs.card().pos
    assert ours.card().pos in ((1.0, 1.0), (2.0, 2.0))


@pytest.mark.parametrize("field", ["concepts", "sdgs"])
def test_members_of_a_set_come_together_one_by_one(field: str) -> None:
    start = card(kind="outcome") if field == "sdgs" else card(concepts=("public-value", "human-rights"))
    both = ("sdg-01", "sdg-02") if field == "sdgs" else ("regulation", "ethics-responsible-innovation")
    ours, theirs = two(start)
    before: tuple[str, ...] = start.concepts
    mine = ours.do(updating(ours.card(), {field: (*before, both[0])}))
    yours = theirs.do(updating(theirs.card(), {field: (*before[1:], both[1])}))
    ours.hear(yours), theirs.hear(mine)
    merged = ours.card().attributes.get(field) or getattr(ours.card(), field)
    assert set(merged) == {*before[1:], *both}
    assert ours.card() == theirs.card()


def test_a_set_keeps_the_order_that_was_given() -> None:
    replica = Replica()
    replica.do(adding([card(concepts=("regulation", "public-value", "human-rights"))]))
    for order in (
        ("human-rights", "regulation", "public-value"),
        ("human-rights", "public-servants-competencies", "regulation", "public-value"),
        ("public-value",),
        ("human-rights", "public-value"),
        (),
    ):
        replica.do(updating(replica.card(), {"concepts": order}))
        assert replica.card().concepts == order


def test_deleting_wins_over_an_edit_and_keeps_it() -> None:
    ours, theirs = two(card())
    mine, yours = ours.do(removing([card()]), "away"), theirs.do(updating(theirs.card(), {"label": "Later"}))
    ours.hear(yours), theirs.hear(mine)
    for replica in (ours, theirs):
        assert not replica.board.elements
        gone = replica.board.gone(CARD)
        assert gone is not None
        assert (gone.gone, getattr(gone, "label", "")) == ("away", "Later")


def test_bringing_back_keeps_what_a_peer_wrote_meanwhile() -> None:
    ours, theirs = two(card())
    yours = theirs.do(updating(theirs.card(), {"label": "Later"}))
    ours.do(removing([card()]))
    ours.hear(yours)
    gone = ours.board.gone(CARD)
    assert gone is not None
    ours.do(adding([replaced(gone, {"gone": ""})]))
    assert ours.card().label == "Later"


def test_no_key_ever_leaves_a_map() -> None:
    replica = Replica()
    replica.do(adding([card(concepts=("public-value",), attributes={"importance": 3})]))
    replica.do(updating(replica.card(), {"concepts": (), "importance": None, "note": "public-servants-competencies"}))
    replica.do(updating(replica.card(), {"note": ""}))
    replica.do(removing([replica.card()]), "s9")
    doc: Doc[Any] = Doc()
    elements: Map[Any] = doc.get("elements", type=Map)
    doc.apply_update(replica.document.state())
    stored: Mapping[str, Any] = elements["late"].to_py()
    assert stored["gone"] == "s9"
    assert stored["concepts"] == {"public-value": None}
    assert {"importance", "note", "label", "kind"} <= set(stored)


def test_what_a_stock_client_writes_is_read_by_schema() -> None:
    replica = Replica()
    replica.do(adding([card(concepts=("public-value",))]))
    stock: Doc[Any] = Doc()
    elements: Map[Any] = stock.get("elements", type=Map)
    stock.apply_update(replica.document.state())
    before = stock.get_state()
    with stock.transaction():
        elements["late"]["importance"] = 3
        elements["late"]["label"] = 17
        elements["late"]["concepts"]["human-rights"] = 4
        elements["late"]["pos"] = [1, 2]
        elements["note only"] = "no record"
        elements["new"] = Map({"kind": "risk", "concepts": ["regulation", "public-sector-capabilities"], "seq": 4})
    replica.hear(stock.get_update(before))
    assert replica.card() == card(
        label="", concepts=("public-value", "human-rights"), pos=(1.0, 2.0), attributes={"importance": 3}
    )
    assert replica.board.elements["new"].concepts == ("regulation", "public-sector-capabilities")
    replica.do(
        updating(
            replica.board.elements["new"], {"concepts": ("public-sector-capabilities", "ethics-responsible-innovation")}
        )
    )
    assert replica.board.elements["new"].concepts == ("public-sector-capabilities", "ethics-responsible-innovation")


@pytest.mark.parametrize("update", [b"\x00", b"\xff" * 40, b"nonsense", b"\x01\x01\x99"])
def test_bytes_that_are_no_update_are_refused(update: bytes) -> None:
    with pytest.raises(BadUpdate):
        Replica().hear(update)


def test_values_that_no_file_can_hold_are_made_to_fit() -> None:
    replica = Replica()
    odd = card(
        label="half \ud83d", attributes={"big": 2**70, "endless": float("inf"), "none": (), "deep": {"x": (2**53,)}}
    )
    replica.do(adding([odd]))
    assert replica.card().label == "half ?"
    assert replica.card().attributes == {"big": float(2**70), "deep": {"x": (float(2**53),)}}


def test_a_document_belongs_to_its_thread() -> None:
    document = Document()
    caught: list[BaseException] = []

    def use() -> None:
        try:
            document.state()
        except AssertionError as error:
            caught.append(error)

    thread = threading.Thread(target=use)
    thread.start()
    thread.join()
    assert len(caught) == 1


def test_nothing_of_a_document_stays_once_it_is_let_go() -> None:
    mine = Document()
    update = mine.apply(adding([Element(id="e1", seq=1, kind="risk", label="One")]), "s")
    theirs = Document()
    theirs.merge(update, Board())
    held = [weakref.ref(document._doc) for document in (mine, theirs)]
    del mine, theirs
    assert [ref() for ref in held] == [None, None]


def test_updates_that_arrive_in_the_wrong_order_wait_for_each_other() -> None:
    ours, theirs = two(card())
    first = theirs.do(updating(theirs.card(), {"label": "One"}))
    second = theirs.do(updating(theirs.card(), {"label": "Two"}))
    assert not ours.hear(second)
    ours.hear(first)
    assert ours.card().label == "Two"


def test_a_code_is_never_used_again_even_if_its_card_came_and_went_elsewhere() -> None:
    ours, theirs = two()
    theirs.do(adding([card(code="C7", seq=9)]))
    theirs.do(removing([theirs.card()]))
    ours.hear(theirs.document.state())
    assert (ours.board.next_code("C"), ours.board.next_seq()) == ("C8", 10)


@pytest.mark.parametrize("odd", ["words", 7, ["a", "b"], None, True])
def test_what_is_a_group_of_fields_stays_one(odd: object) -> None:
    """Whatever a peer writes there, who reads figures, a read-back or values that differ need not ask."""
    assert from_flat("results", "r", {"figures": odd}).figures == {}  # type: ignore[attr-defined]
    assert from_flat("snapshots", "m", {"content": odd}).content == {}  # type: ignore[attr-defined]
    assert isinstance(from_flat("conflicts", "x", {"values": odd}).values, tuple)  # type: ignore[attr-defined]
