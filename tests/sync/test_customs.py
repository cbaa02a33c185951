"""What is in an update is seen before the library reads it: what programs make passes, what would end them does not."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest
from pycrdt import Array, Doc, Map, Text, write_var_uint

from stworkshop.document import BadUpdate, Document
from stworkshop.sync import customs
from tests.sync.wire import InMemory


def text(words: str) -> bytes:
    return write_var_uint(len(words)) + words.encode()


def holding(value: bytes) -> bytes:
    """An update that sets one field to a value, as bytes."""
    place = bytes([8 | 0x20]) + b"\1" + text("elements") + text("x")
    return b"\1\1\7\0" + place + b"\1" + value + b"\0"


def sound(update: bytes) -> bool:
    try:
        customs.inspect(update)
    except customs.Unsound:
        return False
    return True


def made(edit: Callable[[Doc[Any]], None]) -> bytes:
    doc: Doc[Any] = Doc()
    with doc.transaction():
        edit(doc)
    return doc.get_update()


def nested_maps(depth: int) -> Callable[[Doc[Any]], None]:
    def edit(doc: Doc[Any]) -> None:
        inner = doc.get("elements", type=Map)
        for _level in range(depth):
            inner["in"] = Map({})
            inner = inner["in"]
        inner["label"] = "deep"

    return edit


def test_all_that_rooms_say_passes() -> None:
    net = InMemory(seed=3)
    ada, bo = net.add("ada"), net.add("bo", "contributor")
    net.settle()
    for laptop in (ada, bo, ada):
        laptop.run("add_note", text="Ünï \N{GRINNING FACE}")
        laptop.run("add_element", kind="risk", label="One more")
        net.settle()
    assert len(net.host.board.elements) > 3
    assert sound(net.host.state()) and sound(b"\0\0")
    for laptop in (ada, bo):
        assert all(sound(entry.update) for entry in laptop.guest.replica.entries())


@pytest.mark.parametrize(
    "edit",
    [
        lambda doc: doc.get("elements", type=Map).update({"a": Map({"label": "x", "ids": Map({"b": 1})})}),
        lambda doc: doc.get("elements", type=Map).update({"a": [1, 2.5, None, True, {"k": ["v", b"b"]}, -(2**40)]}),
        nested_maps(customs.DEEPEST_MAP),
    ],
    ids=["a record", "every sort of value", "maps in maps"],
)
def test_what_programs_make_passes(edit: Callable[[Doc[Any]], None]) -> None:
    assert sound(made(edit))


@pytest.mark.parametrize(
    "edit",
    [
        lambda doc: doc.get("elements", type=Map).update({"a": Text("words")}),
        lambda doc: doc.get("elements", type=Map).update({"a": Array([1])}),
        lambda doc: doc.get("more", type=Text).insert(0, "words"),
        nested_maps(customs.DEEPEST_MAP + 1),
        nested_maps(5_000),
    ],
    ids=["text", "list", "text at the root", "too deep", "far too deep"],
)
def test_what_no_map_needs_does_not(edit: Callable[[Doc[Any]], None]) -> None:
    assert not sound(made(edit))


@pytest.mark.parametrize("level", [b"\x75\1", b"\x76\1\1a"], ids=["lists", "objects"])
@pytest.mark.parametrize("depth", [customs.DEEPEST_VALUE + 1, 400_000])
def test_brackets_in_brackets_end_at_customs(level: bytes, depth: int) -> None:
    assert sound(holding(level * customs.DEEPEST_VALUE + b"\x7e"))
    assert not sound(holding(level * depth + b"\x7e"))


@pytest.mark.parametrize(
    "update",
    [
        b"", b"\0", b"\0\0\0", b"\1\1\7\0", holding(b"\x75" + write_var_uint(2**45)), holding(b"\x77\5ab"),
        holding(b"\x77\2\xff\xfe"), holding(b"\x10"), write_var_uint(2**50) + b"\0", b"\0" + write_var_uint(2**50),
        b"\1\1\7\0\0" + write_var_uint(2**40) + b"\0", b"\1\1\7\0\0\0\0", b"\xff" * 20,
        b"\1\2\7\0\0" + write_var_uint(2**31 - 1) + b"\0" + write_var_uint(2**31 - 1) + b"\0",
    ],
)  # fmt: skip
def test_lies_about_how_much_there_is_are_seen(update: bytes) -> None:
    assert not sound(update)


def test_what_passes_is_read_or_refused_by_the_library() -> None:
    chance, passed = random.Random(11), 0
    updates = [InMemory().host.state(), made(nested_maps(2)), holding(b"\x75\2\x7e\x78")]
    for _each in range(3_000):
        data = bytearray(chance.choice(updates))
        for _flip in range(chance.randrange(1, 4)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        if not sound(bytes(data)):
            continue
        passed += 1
        try:
            Document([bytes(data)]).state()
        except BadUpdate:
            continue
    assert passed > 100
