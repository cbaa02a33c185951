"""Presence: who is here comes over the wire as it was, and from strangers as far as it makes sense."""

from __future__ import annotations

import json

from pycrdt import Awareness, Doc, read_message

from stworkshop.sync import frames
from stworkshop.sync.frames import State
from stworkshop.sync.presence import COLOURS, OUTDATED, People, Presence, clean_name, from_state, next_colour

ADA = Presence(
    name="Ada", role="editor", colour=3, page="map", cursor=(1.5, -2.0), view=(0.0, 0.0, 1.25),
    selection=("e-1", "e-2"), doing="typing", on="e-1", follows=2**52, calls=2,
)  # fmt: skip


def test_a_presence_comes_back_as_it_was() -> None:
    for presence in (ADA, Presence(name="Zoë")):
        assert from_state(json.loads(json.dumps(presence.to_state()))) == presence


def test_a_stock_clients_name_is_understood_and_nonsense_left_out() -> None:
    assert from_state({"user": {"name": " Bo\n\u202eb ", "color": "red"}, "cursor": {"anchor": 1}}).name == "Bo b"
    nonsense = {
        "user": "x", "colour": float("inf"), "cursor": [1, True], "view": [1e300, 0, 0], "selection": [1, "", "ok"],
        "doing": "sleeping", "on": 7, "follows": -3, "calls": "x", "page": "a" * 999,
    }  # fmt: skip
    assert from_state(nonsense) == Presence(selection=("ok",))
    assert len(clean_name("x" * 999)) == 60


def test_colours_are_given_evenly() -> None:
    taken: list[int] = []
    for _each in range(2 * COLOURS):
        taken.append(next_colour(taken))
    assert sorted(taken) == sorted([*range(COLOURS), *range(COLOURS)])


def test_people_come_move_and_go() -> None:
    people = People()
    first = State(7, 0, {"user": {"name": "Ada"}})
    assert people.hear([first], now=0.0) == [first]
    assert people.hear([first], now=1.0) == []
    assert people.hear([State(7, 2, {"user": {"name": "Ada L."}}), State(7, 1, {"user": {"name": "old"}})], 2.0)
    assert people.here()[7].name == "Ada L."
    assert people.hear([State(7, 2, None)], now=3.0) and not people.here()
    assert people.hear([State(7, 1, {"user": {"name": "late"}})], now=4.0) == []
    said = people.say(9, ADA.to_state(), now=5.0)
    assert said.clock == 1 and people.say(9, ADA.to_state(), now=6.0).clock == 2
    assert [state.client for state in people.all()] == [9]
    assert people.leave([9, 11]) == [State(9, 3, None)] and people.all() == ()


def test_a_yjs_program_sees_the_first_word_and_the_last() -> None:
    theirs, ours = Awareness(Doc()), People()
    for state, seen in ((ADA.to_state(), True), (None, False)):
        said = frames.encode(frames.Present((ours.say(77, state, now=0.0),)))
        theirs.apply_awareness_update(read_message(said[1:]), "wire")
        assert (77 in theirs.states) is seen


def test_whoever_is_silent_for_long_is_gone() -> None:
    people = People()
    people.hear([State(1, 0, {})], now=0.0)
    people.hear([State(2, 0, {})], now=20.0)
    assert people.outdated(OUTDATED - 0.1) == []
    assert people.outdated(OUTDATED) == [1]
