"""Every number that a guest brings lies within the bounds of its field; one beyond is refused in a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from pycrdt import Doc, Map

from stworkshop.model.catalogue import catalogue
from stworkshop.model.field_types import FARTHEST, LARGEST_SEQ, LONGEST_SIDE
from stworkshop.model.records import ROOTS, AgendaItem, Element, Position, Record, from_flat, own_fields
from stworkshop.model.records import ref_of as ref
from stworkshop.sync import frames
from stworkshop.sync.frames import Denied, Updated
from stworkshop.sync.room import Apply, Member, Send
from stworkshop.validation.field_limits import RECORD_OF
from tests.cli.test_beyond_bounds import ATTRIBUTES as EVERY_ATTRIBUTE
from tests.cli.test_beyond_bounds import BAD
from tests.sync.wire import InMemory

CATALOGUE = catalogue()
OWN = [(root, name) for root in ROOTS for name, kind in own_fields(root).items() if kind.is_number]
ATTRIBUTES = [
    (kind, name) for kind in CATALOGUE.kinds for name, a in CATALOGUE.kind(kind).attributes.items()
    if a.type in ("integer", "number")
]  # fmt: skip
OPEN_TO_GUESTS = ("elements", "links", "notes", "terms", "groups", "views", "positions", "stages", "session")


def sent(net: InMemory, root: str, record_id: str, fields: dict[str, Any]) -> bytes:
    """What a program that knows no bounds sends: fields of a record, which is made where it is not there."""
    doc: Doc[Any] = Doc()
    doc.apply_update(net.host.state())
    before = doc.get_state()
    records = doc.get(root, type=Map)
    if record_id in records:
        for name, value in fields.items():
            records[record_id][name] = value
    else:
        records[record_id] = Map(fields)
    return doc.get_update(before)


def answers(net: InMemory, update: bytes, now: float = 0.0) -> Iterator[str]:
    """Let a facilitator's laptop send an update; yield why it was refused."""
    state = net.host.state()
    net.room.join(Member("bo", "Bo", "facilitator", "bo"))
    effects = net.room.receive("bo", frames.encode(Updated(update)), now)
    for effect in effects:
        if isinstance(effect, Send) and isinstance(frame := frames.decode(effect.frame), Denied):
            assert not any(isinstance(one, Apply) for one in effects) and net.host.state() == state
            yield frame.reason
    net.carry_out(effects)


def beyond(low: float, high: float) -> list[float]:
    return [low - 1, high + 1, 9e15, -9e15]


def fields_of(root: str, name: str, number: float) -> dict[str, Any]:
    value = [0.0, number] if own_fields(root)[name].name == "pair" else number
    more: dict[str, dict[str, Any]] = {
        "elements": {"kind": "risk", "label": "Strange"},
        "links": {"relation": "causes", "source": "late", "target": "riders"},
        "stages": {"stage": "welcome"},
    }
    return {**more.get(root, {}), name: value}


@pytest.mark.parametrize(("root", "name"), OWN)
@pytest.mark.parametrize("which", range(4))
def test_no_field_takes_a_number_beyond_its_bounds(root: str, name: str, which: int) -> None:
    net = InMemory()
    number = beyond(*own_fields(root)[name].bounds)[which]
    # A second record of the session itself would be another session.
    record_id = "strange" if root != "session" else net.host.board.session.id
    (reason,) = answers(net, sent(net, root, record_id, fields_of(root, name, number)))
    assert "strange" not in net.room.board.in_root(root)
    if root in OPEN_TO_GUESTS:
        assert "takes a number from" in reason and reason.endswith("Nothing was changed.")


@pytest.mark.parametrize(("root", "name"), [one for one in OWN if one[0] in ("elements", "stages", "positions")])
@pytest.mark.parametrize("which", range(2))
def test_both_bounds_are_within(root: str, name: str, which: int) -> None:
    net = InMemory()
    number = own_fields(root)[name].bounds[which]
    fields = fields_of(root, name, number)
    if fields[name] != number:
        fields[name] = [number, number]
    assert not list(answers(net, sent(net, root, "edge", fields)))
    held = getattr(net.room.board.in_root(root)["edge"], name)
    assert held == (number if not isinstance(held, tuple) else (number, number))


@pytest.mark.parametrize(("kind", "name"), ATTRIBUTES)
def test_no_attribute_of_a_kind_takes_one_either(kind: str, name: str) -> None:
    attribute = CATALOGUE.kind(kind).attributes[name]
    assert attribute.minimum is not None and attribute.maximum is not None
    net = InMemory()
    for number in beyond(attribute.minimum, attribute.maximum):
        (reason,) = answers(net, sent(net, "elements", "strange", {"kind": kind, "label": "Strange", name: number}))
        assert attribute.label in reason and str(attribute.maximum) in reason
    for number in (attribute.minimum, attribute.maximum):
        assert not list(answers(net, sent(net, "elements", f"e{number}", {"kind": kind, "label": "Fit", name: number})))
    (reason,) = answers(net, sent(net, "elements", f"e{attribute.minimum}", {name: 9e15}))
    assert attribute.label in reason


@pytest.mark.parametrize(("kind", "name"), EVERY_ATTRIBUTE)
def test_no_attribute_takes_what_its_kind_does_not_permit(kind: str, name: str) -> None:
    attribute = CATALOGUE.kind(kind).attributes[name]
    net = InMemory()
    for value in BAD[attribute.type]:
        (reason,) = answers(net, sent(net, "elements", "strange", {"kind": kind, "label": "Strange", name: value}))
        assert attribute.label in reason and reason.endswith("Nothing was changed.")
    assert not list(answers(net, sent(net, "elements", "fit", {"kind": kind, "label": "Fit", "own": 9e15})))
    (reason,) = answers(net, sent(net, "elements", "fit", {name: BAD[attribute.type][0]}))
    assert attribute.label in reason


def test_one_field_of_a_card_that_holds_such_a_number_already_can_be_changed() -> None:
    """It came with an old file: that is no fault of whoever edits the card now."""
    net = InMemory()
    doc: Doc[Any] = Doc()
    doc.apply_update(net.host.state())
    before = doc.get_state()
    doc.get("elements", type=Map)["old"] = Map({"kind": "risk", "label": "Old", "pos": [9e9, 0.0], "likelihood": 99})
    net.carry_out(net.room.host_edited(doc.get_update(before)))
    net.host.merge(doc.get_update(before))
    assert not list(answers(net, sent(net, "elements", "old", {"label": "Old, and edited"})))
    assert net.room.board.elements["old"].label == "Old, and edited"


def test_the_guest_who_sent_it_is_put_right_and_nobody_else_hears_of_it() -> None:
    net = InMemory()
    ada, bo = net.add("ada", "contributor"), net.add("bo")
    net.settle()
    giant = sent(net, "elements", "x", fields_of("elements", "size", 9e8))
    net.carry_out(net.room.receive("ada", frames.encode(Updated(giant)), 0.0))
    net.settle()
    assert [told.peer for told in net.told if told.event == "refused"] == ["ada"]
    for board in (net.host.board, ada.guest.board, bo.guest.board):
        assert "x" not in board.elements


@pytest.mark.parametrize("root", ROOTS)
def test_records_and_catalogue_name_the_same_bounds(root: str) -> None:
    described = CATALOGUE.record_fields(RECORD_OF.get(root, ""))
    for name, kind in own_fields(root).items():
        if not kind.is_number:
            continue
        low, high = kind.bounds
        assert -FARTHEST <= low < high <= 2**31
        if (attribute := described.get(name)) is not None:
            assert attribute.minimum in (None, low) and attribute.maximum in (None, high)


def test_what_no_guest_may_send_holds_nothing_from_wherever_it_comes() -> None:
    for record in (
        from_flat("elements", "a", {"seq": LARGEST_SEQ + 1, "size": [LONGEST_SIDE + 1, 1]}),
        from_flat("stages", "a", {"minutes": 601, "heads": -1, "rested": -1}),
        from_flat("positions", "a", {"pos": [FARTHEST + 1, 0]}),
    ):
        bare: Record = {"elements": Element, "stages": AgendaItem, "positions": Position}[ref(record).root](id="a")
        assert record == bare
