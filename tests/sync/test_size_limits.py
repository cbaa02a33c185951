"""What a guest brings has the measure of what commands make, whatever program it comes from."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import Any

import pytest

from stworkshop.model.changes import adding, updating
from stworkshop.model.records import Element, Value
from stworkshop.sync import size_limits
from stworkshop.validation.field_limits import LONGEST_LABEL, LONGEST_TEXT
from tests.sync.wire import InMemory

CARD = Element(id="e-new", seq=90, kind="risk", label="Nobody asks", created_by="ada", pos=(1.5, -4.0))


def bearing(**attributes: Value) -> Element:
    return replace(CARD, attributes=MappingProxyType(attributes))


@pytest.mark.parametrize(
    "card",
    [
        CARD,
        replace(CARD, label="ü" * LONGEST_LABEL, note="a\n\tb \N{RIGHT-TO-LEFT MARK}"),
        bearing(owner="x" * LONGEST_TEXT, score=-3, ids=("a", "b"), free={"a": (1, None, True)}),
    ],
    ids=["a card", "long words", "all sorts of values"],
)
def test_what_commands_make_fits(card: Element) -> None:
    assert not size_limits.refusal(adding([card]))


@pytest.mark.parametrize(
    "card",
    [
        replace(CARD, label="x" * (LONGEST_LABEL + 1)),
        replace(CARD, note="x" * (LONGEST_TEXT + 1)),
        replace(CARD, label="a\x00b"),
        replace(CARD, id=""),
        replace(CARD, id="\N{RIGHT-TO-LEFT OVERRIDE}x"),
        replace(CARD, id="x" * 201),
        bearing(**{f"field{n}": n for n in range(size_limits.MOST_FIELDS)}),
        bearing(**{"a\nb": 1}),
        bearing(many=tuple(range(size_limits.HEAVIEST))),
        bearing(**{f"field{n}": "x" * LONGEST_TEXT for n in range(11)}),
        bearing(file=bytearray(9)),
    ],
    ids=[
        "label", "note", "unseen letters", "no id", "id turned round", "long id", "fields",
        "a field of two lines", "a long list", "heavy", "bytes",
    ],
)  # fmt: skip
def test_what_no_program_makes_does_not(card: Element) -> None:
    assert size_limits.refusal(adding([card]))


def test_the_host_refuses_it_and_the_guest_is_put_right() -> None:
    net = InMemory()
    ada, bo = net.add("ada", "facilitator"), net.add("bo")
    net.settle()
    changes: list[dict[str, Any]] = [{"label": "x" * 100_000}, {"note": "\x07"}]
    for fields in changes:
        ada.do(updating(ada.guest.board.elements["late"], fields))
        net.settle()
        assert ada.refused.pop().reason.startswith("This is longer than what cards hold")
    assert ada.guest.board.elements["late"] == net.host.board.elements["late"] == bo.guest.board.elements["late"]
    assert not ada.guest.owing
