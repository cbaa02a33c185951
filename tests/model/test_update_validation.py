"""What is in an update is seen before the library reads it: what programs make passes, what would end them does not."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from typing import Any

import pytest
from pycrdt import Array, Doc, Map, Text, XmlElement, XmlFragment, write_var_uint

from stworkshop.model import update_validation
from stworkshop.model.document import BadUpdate, Document
from stworkshop.model.records import Element, flat
from tests.sync.wire import InMemory


def text(words: str) -> bytes:
    return write_var_uint(len(words)) + words.encode()


def holding(value: bytes) -> bytes:
    """An update that sets one field to a value, as bytes."""
    place = bytes([8 | 0x20]) + b"\1" + text("elements") + text("x")
    return b"\1\1\7\0" + place + b"\1" + value + b"\0"


def sound(update: bytes) -> bool:
    try:
        update_validation.inspect(update)
    except update_validation.Unsound:
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
        lambda doc: doc.get("elements", type=Map).update({"a": [1, 2.5, None, True, {"k": ["v", "b"]}, -(2**40)]}),
        nested_maps(update_validation.DEEPEST_TYPE),
    ],
    ids=["a record", "every sort of value", "maps in maps"],
)
def test_what_programs_make_passes(edit: Callable[[Doc[Any]], None]) -> None:
    assert not update_validation.inspect(made(edit)).foreign


def with_words_at_the_root(doc: Doc[Any]) -> None:
    cards(doc)["a"] = Map({"label": "x"})
    doc.get("more", type=Text).insert(0, "words")


def cards(doc: Doc[Any]) -> Map[Any]:
    found: Map[Any] = doc.get("elements", type=Map)
    return found


@pytest.mark.parametrize(
    "edit",
    [
        lambda doc: cards(doc).update({"a": Map({"label": "x", "note": Text("words")})}),
        lambda doc: cards(doc).update({"a": Map({"label": "x", "note": Array([1])})}),
        lambda doc: cards(doc).update({"a": Map({"label": "x", "note": XmlFragment([XmlElement("p")])})}),
        lambda doc: cards(doc).update({"a": Map({"label": "x", "note": Doc()})}),
        lambda doc: cards(doc).update({"a": Map({"label": "x", "note": b"bytes"})}),
        lambda doc: cards(doc).update({"a": Map({"label": "x", "note": [1, {"in": b"bytes"}]})}),
        lambda doc: cards(doc).update({"a": Map({"label": "x", "note": math.nan})}),
        lambda doc: cards(doc).update({"a": Map({"label": "x", "own": math.inf})}),
        with_words_at_the_root,
    ],
)
def test_what_no_record_holds_is_told_and_left_out_of_it(edit: Callable[[Doc[Any]], None]) -> None:
    """A server of others keeps it, so that it must do no harm; a host refuses what is foreign."""
    document = Document([made(edit)])
    assert document.foreign
    assert list(map(flat, document.records())) == [{**flat(Element(id="a")), "label": "x"}]


@pytest.mark.parametrize("also", [{"b": "no record"}, {"a": {"label": "x", "own": Map({"in": Map({"deep": 1})})}}])
def test_what_is_not_foreign_but_no_record_is_left_out_as_well(also: dict[str, Any]) -> None:
    document = Document(
        [
            made(
                lambda doc: cards(doc).update(
                    {"a": Map({"label": "x"})}
                    | {name: Map(value) if isinstance(value, dict) else value for name, value in also.items()}
                )
            )
        ]
    )
    assert list(map(flat, document.records())) == [{**flat(Element(id="a")), "label": "x"}]


@pytest.mark.parametrize(
    "value",
    [b"\x74\2ab", b"\x7f", b"\x7a\0\0\0\0\0\0\0\1", b"\x7b\x7f\xf8\0\0\0\0\0\0", b"\x7c\x7f\x80\0\0", b"\x75\1\x74\0"],
    ids=["bytes", "undefined", "bigint", "nan", "inf", "bytes-within"],
)
def test_foreign_values_are_told(value: bytes) -> None:
    assert update_validation.inspect(holding(value)).foreign
    assert not update_validation.inspect(holding(b"\x77\2ab")).foreign


@pytest.mark.parametrize("depth", [update_validation.DEEPEST_TYPE + 1, 5_000])
def test_maps_too_deep_in_maps_are_seen(depth: int) -> None:
    assert sound(made(nested_maps(update_validation.DEEPEST_TYPE)))
    assert not sound(made(nested_maps(depth)))


def a_map(client: int, clock: int, inside: tuple[int, int] | None) -> bytes:
    """One map as a client's only struct, in a root or in another map."""
    if inside is None:
        return b"".join(
            [b"\1", write_var_uint(client), write_var_uint(clock), b"\x27\1", text("elements"), text("a"), b"\1"]
        )
    place = b"\x27\0" + write_var_uint(inside[0]) + write_var_uint(inside[1])
    return b"\1" + write_var_uint(client) + write_var_uint(clock) + place + text("a") + b"\1"


CHAIN = [a_map(n, 0, (n - 1, 0) if n else None) for n in range(20)]


@pytest.mark.parametrize(
    "updates",
    [
        [b"\1" + one + b"\0" for one in CHAIN],
        [b"\1" + one + b"\0" for one in reversed(CHAIN)],
        [write_var_uint(len(CHAIN)) + b"".join(CHAIN) + b"\0"],
        [write_var_uint(len(CHAIN)) + b"".join(reversed(CHAIN)) + b"\0"],
        [b"\1" + one + b"\0" for one in (*CHAIN[1::2], *CHAIN[::2])],
    ],
    ids=["one-by-one", "backwards", "at-once", "at-once-backwards", "in-two-halves"],
)
def test_maps_that_grow_deep_over_updates_are_seen(updates: list[bytes]) -> None:
    """Taking away a map takes away what stands in it, so deep as it is: the library would end the program."""
    with pytest.raises(BadUpdate):
        Document(updates)
    Document([b"\1" + one + b"\0" for one in CHAIN[: update_validation.DEEPEST_TYPE]])


def test_a_refused_update_leaves_the_document_as_it_was() -> None:
    document = Document([b"\1" + CHAIN[0] + b"\0"])
    before = document.state()
    with pytest.raises(BadUpdate):
        document.take(write_var_uint(len(CHAIN)) + b"".join(CHAIN) + b"\0")
    assert document.state() == before and not document.taken - 1
    document.take(b"\1" + CHAIN[1] + b"\0")


@pytest.mark.parametrize("level", [b"\x75\1", b"\x76\1\1a"], ids=["lists", "objects"])
@pytest.mark.parametrize("depth", [update_validation.DEEPEST_VALUE + 1, 400_000])
def test_brackets_in_brackets_are_seen(level: bytes, depth: int) -> None:
    assert sound(holding(level * update_validation.DEEPEST_VALUE + b"\x7e"))
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
