"""Frames: what a Yjs program writes is read, what we write it reads, and bytes of a stranger are refused, no more."""

from __future__ import annotations

import random
from typing import Any

import pytest
from pycrdt import (
    Awareness,
    Doc,
    Map,
    create_awareness_message,
    create_sync_message,
    create_update_message,
    merge_updates,
    write_var_uint,
)

from stworkshop.sync import frames
from stworkshop.sync.frames import Answered, Asked, BadFrame, Denied, Frame, Ours, Present, State, Updated, WhoIsHere

FRAMES: list[Frame] = [
    Asked(b"\0"),
    Answered(b"\0\0"),
    Updated(Doc({"elements": Map({"Zoë Ħ": "x" * 300})}).get_update()),
    Present((State(2**52 + 1, 7, {"name": "Zoë Ħ", "cursor": [1.5, -2]}), State(3, 1, None))),
    Present(()),
    Denied("In “Ideen” werden keine Karten gelöscht."),
    WhoIsHere(),
    Ours("sheet", {"round": "r1", "answers": []}),
]


def edits() -> tuple[Doc[Any], list[bytes]]:
    """A document, and the updates that made it: a card, two new labels, and one taken away."""
    doc: Doc[Any] = Doc()
    made: list[bytes] = []
    subscription = doc.observe(lambda event: made.append(event.update))
    cards = doc.get("elements", type=Map)
    cards["x"] = Map({"label": "one"})
    cards["x"]["label"] = "two"
    cards["x"]["label"] = "three"
    del cards["x"]["label"]
    del subscription
    return doc, made


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: type(frame).__name__)
def test_a_frame_comes_back_as_it_was(frame: Frame) -> None:
    assert frames.decode(frames.encode(frame)) == frame


def test_the_frames_of_the_yjs_library_are_ours() -> None:
    doc, made = edits()
    assert frames.decode(create_sync_message(doc)) == Asked(doc.get_state())
    assert frames.decode(create_update_message(made[0])) == Updated(made[0])
    assert create_update_message(made[0]) == frames.encode(Updated(made[0]))
    here = Awareness(doc)
    here.set_local_state({"user": {"name": "Ada"}})
    frame = frames.decode(create_awareness_message(here.encode_awareness_update([doc.client_id])))
    assert frame == Present((State(doc.client_id, 1, {"user": {"name": "Ada"}}),))


def test_what_others_add_to_the_protocol_is_passed_over() -> None:
    assert frames.decode(b"\x2a anything") == frames.Unknown(42)


@pytest.mark.parametrize(
    "data",
    [
        b"", b"\0", b"\0\3\0", b"\0\2\5abc", b"\0\2\0 more", b"\0\2" + b"\xff" * 12, b"\1\2\1\7", b"\1\3\1\1\1",
        b"\2\1\0", b"\2\0\2\xff\xfe", b"\x64\2[]", b"\x64\x02{}", b'\x64\x0c{"name":"a"', b"\1\x0b\1\1\1\7NaN    ",
        b"\1\x0b\1\1\1\7[1,2,3]", b"\0\0" + frames.encode(Updated(b"x" * (frames.LONGEST_VECTOR + 1)))[2:],
        b"\x64" + frames.encode(Updated(b"[" * 90000))[2:],
    ],
)  # fmt: skip
def test_garbage_is_a_bad_frame_with_a_reason(data: bytes) -> None:
    with pytest.raises(BadFrame, match="message"):
        frames.decode(data)


@pytest.mark.parametrize(
    "value", ["1e999", "-1e400", f"1{'0' * 400}", "[" * 20 + "]" * 20, '{"a":' * 20 + "1" + "}" * 20]
)
def test_values_that_the_next_one_could_not_read_go_no_further(value: str) -> None:
    for frame in (
        Present((State(1, 1, {"cursor": ["?"]}),)),
        Ours("sheet", {"round": "r1", "answers": ["?"]}),
    ):
        body = frames.encode(frame)
        start = body.index(b"{")
        raw = body[start:].replace(b'"?"', value.encode())
        head = b"\x64" if isinstance(frame, Ours) else b"\1"
        block = frames.encode(Denied(raw.decode()))[2:]
        inner = block if isinstance(frame, Ours) else _in_a_block(b"\1\1\1" + block)
        with pytest.raises(BadFrame):
            frames.decode(head + inner)


def _in_a_block(data: bytes) -> bytes:
    return write_var_uint(len(data)) + data


def test_long_frames_are_bad_before_they_are_read() -> None:
    frame = frames.encode(Denied("x" * 100))
    assert frames.decode(frame, most=len(frame)) == Denied("x" * 100)
    with pytest.raises(BadFrame, match="longer than 50 bytes"):
        frames.decode(frame, most=50)
    with pytest.raises(BadFrame, match="person"):
        frames.decode(frames.encode(Present((State(1, 1, {"name": "x" * frames.LONGEST_STATE}),))))
    crowd = Present(tuple(State(n, 1, None) for n in range(frames.MOST_STATES + 1)))
    with pytest.raises(BadFrame, match="people"):
        frames.decode(frames.encode(crowd))


def test_ten_thousand_random_frames_do_nothing_but_be_refused() -> None:
    chance = random.Random(5)
    good = [frames.encode(frame) for frame in FRAMES]
    bad = 0
    for _each in range(10_000):
        data = bytearray(chance.choice(good) if chance.random() < 0.5 else chance.randbytes(chance.randrange(60)))
        for _flip in range(chance.randrange(4)):
            if data:
                data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            frames.decode(bytes(data))
        except BadFrame:
            bad += 1
    assert bad > 1000


def test_what_cannot_be_placed_is_told() -> None:
    def hangs(update: bytes, vector: bytes) -> bool:
        return frames.hangs_in_the_air(update, vector, frames.clocks(vector))

    doc, (first, second, third, deletion) = edits()
    other: Doc[Any] = Doc()
    other.get("elements", type=Map)
    other.apply_update(first)
    assert not hangs(first, other.get_state())
    assert hangs(third, other.get_state())
    assert hangs(deletion, other.get_state())
    other.apply_update(merge_updates(second, third))
    assert not hangs(deletion, other.get_state())
    assert frames.clocks(other.get_state()) == {doc.client_id: 4}
    with pytest.raises(BadFrame):
        hangs(b"\xff\xff", other.get_state())
