"""Somebody at the host lets a laptop in that has no code: both compare words, and nobody in between shows the same."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest

from stworkshop.model.records import RECORD_VERSION
from stworkshop.sync import manual_admission, pairing
from stworkshop.sync.handshake import Answer, Door, Doorstep, Knock
from stworkshop.sync.manual_admission import MOST_CALLERS, STANDS, WORDS, Caller, Callers
from tests.sync.test_handshake import OTHER_PRINT, PRINT
from tests.sync.test_handshake import door as code_door  # noqa: F401
from tests.sync.test_handshake import here as here


@pytest.fixture
def door(here: dict[str, str]) -> Door:
    return Door(
        "123456", PRINT, role="contributor", session="s-1", label="Evening", lineage="line-1", laptop="laptop-host",
        here=lambda: here, by_hand=True,
    )  # fmt: skip


def guest(seen: str = PRINT, name: str = "Ada", laptop: str = "laptop-ada") -> Knock:
    return Knock(seen, name=name, laptop=laptop)


def call(knock: Knock, step: Doorstep, now: float = 0.0) -> tuple[Answer, Answer]:
    """Let a guest call until it waits; return the last answers of host and guest."""
    of_guest = Answer()
    of_host = step.receive(knock.greeting(), now)
    if not of_host.closed:
        of_guest = knock.receive(of_host.send)
        of_host = step.receive(of_guest.send, now)
    return of_host, of_guest


def test_both_see_the_same_words_and_the_host_chooses_the_role(door: Door) -> None:
    knock, step = guest(), door.step("10.0.0.2")
    of_host, of_guest = call(knock, step)
    assert of_host.called and not of_host.send and of_host.entered is None
    (caller,) = door.callers.standing
    assert caller.words == of_guest.words and len(caller.words) == manual_admission.HOW_MANY and caller.name == "Ada"
    assert step.receive(knock.agree(), 1.0).called and caller.agreed
    entered = step.let_in("editor")
    assert entered.entered == pairing.Pass("Ada", "editor", "laptop-ada") and not door.callers.standing
    welcome = knock.receive(entered.send).welcome
    assert welcome["role"] == "editor" and welcome["session"] == "s-1"
    again = Knock(PRINT, name="", laptop="", token=welcome["token"])
    assert door.step("10.0.0.2").receive(again.greeting(), 2.0).entered == entered.entered


def test_nobody_is_let_in_before_both_have_agreed(door: Door) -> None:
    knock, step = guest(), door.step("10.0.0.2")
    call(knock, step)
    waiting = step.let_in("viewer")
    assert waiting.called and not waiting.send and waiting.entered is None
    entered = step.receive(knock.agree(), 1.0)
    assert entered.entered == pairing.Pass("Ada", "viewer", "laptop-ada")
    # A host that welcomes a guest before it has compared is none.
    hasty = guest()
    call(hasty, door.step("10.0.0.3"))
    assert hasty.receive(entered.send).closed and not hasty.receive(entered.send).welcome


@pytest.mark.parametrize("first", ["guest", "host"])
def test_one_in_between_with_a_certificate_of_his_own_shows_other_words(door: Door, first: str) -> None:
    """He has to bind himself before he hears the other number, whichever side he speaks with first."""
    alike = 0
    for number in range(200):
        victim, own = guest(OTHER_PRINT), guest()
        step = door.step(f"10.0.{number}.1")
        if first == "host":
            call(own, step)
            said = victim.receive(json.dumps({"number": "77" * 32}))
        else:
            said = victim.receive(json.dumps({"number": "77" * 32}))
            call(own, step)
        assert step.caller is not None
        alike += said.words == step.caller.words
        step.leave()
        door.callers.watch.passed(f"10.0.{number}.1")
    assert not alike


def test_words_hang_on_all_that_both_sides_said() -> None:
    usual: dict[str, Any] = {"fingerprint": PRINT, "guest": b"g" * 32, "host": b"h" * 32, "name": "A", "laptop": "l"}
    words = manual_admission.words_for(**usual)
    others = {"fingerprint": OTHER_PRINT, "guest": b"x" * 32, "host": b"x" * 32, "name": "B", "laptop": "m"}
    for name, value in others.items():
        assert manual_admission.words_for(**{**usual, name: value}) != words
    # What ends one part and begins the next is not to be moved.
    assert manual_admission.words_for(**{**usual, "name": "Al", "laptop": ""}) != words
    assert len(set(WORDS)) == 256 and all(word.isascii() and word.islower() and 3 <= len(word) <= 9 for word in WORDS)


def test_a_number_that_was_not_sealed_is_no_call(door: Door) -> None:
    for number in (b"\1" * 32, b"", b"\0" * 31, b"\0" * 33):
        step = door.step("10.0.0.2")
        seal = hashlib.sha256(b"stworkshop call" + (b"\0" * 32 if len(number) == 32 else number)).hexdigest()
        said = {"records": RECORD_VERSION, "name": "Ada", "laptop": "laptop-ada", "seal": seal}
        assert "number" in step.receive(json.dumps(said), 0.0).send
        assert step.receive(json.dumps({"number": number.hex()}), 0.0).closed
        door.callers.watch.passed("10.0.0.2")
    assert not door.callers.standing
    assert manual_admission.opens(b"\0" * 32, manual_admission.sealed(b"\0" * 32))


@pytest.mark.parametrize(
    "said",
    [
        {"same": False}, {"same": 1}, {}, {"confirm": "00"}, {"token": "x"}, {"number": "00" * 32}, {"proof": "00"},
        {"same": "yes", "role": "facilitator"},
    ],
)  # fmt: skip
def test_who_waits_can_say_nothing_but_that_the_words_are_the_same(door: Door, said: dict[str, Any]) -> None:
    knock, step = guest(), door.step("10.0.0.2")
    call(knock, step)
    answer = step.receive(json.dumps(said), 1.0)
    assert answer.closed and answer.entered is None
    assert step.caller is not None and not step.caller.agreed


def test_where_nobody_sits_nobody_is_let_in_by_hand(code_door: Door) -> None:  # noqa: F811
    of_host, _of_guest = call(guest(), code_door.step("10.0.0.2"))
    assert "Ask for the code" in of_host.closed and not code_door.callers.standing


def test_who_is_turned_away_or_has_no_name_does_not_come_in(door: Door) -> None:
    knock, step = guest(), door.step("10.0.0.2")
    call(knock, step)
    step.receive(knock.agree(), 1.0)
    away = step.turn_away()
    assert knock.receive(away.send).closed.startswith("The facilitator did not") and not door.callers.standing
    assert step.let_in("editor").entered is None
    of_host, _of_guest = call(guest(name=" \x07 "), door.step("10.0.0.3"))
    assert of_host.closed


def test_a_mark_that_has_come_in_meanwhile_is_looked_at_once_more(door: Door, here: dict[str, str]) -> None:
    knock, step = guest(), door.step("10.0.0.2")
    call(knock, step)
    step.receive(knock.agree(), 1.0)
    here["laptop-ada"] = "Somebody else"
    assert "same mark" in step.let_in("editor").closed and not door.callers.standing


def test_each_address_calls_only_so_often(door: Door) -> None:
    for _number in range(pairing.FREE_TRIES):
        assert call(guest(), door.step("10.0.0.2"))[0].called
    assert "too often" in call(guest(), door.step("10.0.0.2"))[0].closed
    assert call(guest(), door.step("10.0.0.3"))[0].called
    # Codes are another matter, and calling breaks no count of theirs.
    assert not door.watch.wrong


def caller(address: str, since: float = 0.0) -> Caller:
    return Caller("Ada", "laptop-ada", address, ("owl", "owl", "owl"), since)


def test_few_wait_and_the_one_who_waits_longest_makes_room() -> None:
    callers = Callers()
    first = [caller(f"10.0.0.{number}", number) for number in range(MOST_CALLERS)]
    assert all(callers.stand(one, one.since) for one in first)
    # Who has just come stays: nobody flushes the others out.
    assert not callers.stand(caller("10.0.0.99"), STANDS - 1)
    late = caller("10.0.0.99", STANDS)
    assert callers.stand(late, STANDS) and not callers.stands(first[0]) and callers.stands(first[1])
    assert len(callers.standing) == MOST_CALLERS
    callers.leave(late)
    assert callers.stand(first[0], STANDS)


def test_one_address_that_calls_again_and_again_keeps_no_newcomer_out() -> None:
    callers = Callers()
    bo = caller("10.0.0.3")
    assert callers.stand(bo, 0.0)
    for number in range(100):
        callers.stand(caller("10.0.0.66", number / 10), number / 10)
    assert callers.stands(bo), "an honest one is not pushed out"
    ada = caller("10.0.0.2", 10.0)
    assert callers.stand(ada, 10.0) and callers.stands(bo)


def test_whom_the_host_is_letting_in_keeps_the_place() -> None:
    callers = Callers()
    all_ = [caller(f"10.0.0.{number}") for number in range(MOST_CALLERS)]
    for one in all_:
        callers.stand(one, 0.0)
        one.role = "editor"
    assert not callers.stand(caller("10.0.0.99"), 1000.0) and callers.standing == tuple(all_)


@pytest.mark.parametrize("many", [10, 100])
def test_each_address_keeps_a_newcomer_waiting_once_at_most(door: Door, many: int) -> None:
    now, inside = 0.0, False
    most = max((many // MOST_CALLERS + 1) * STANDS, many * pairing.WAIT_OF_ALL)
    while not inside and now <= most:
        for number in range(many):  # each second all of them, before the one who means well
            call(guest(), door.step(f"10.0.1.{number}"), now)
        inside = call(guest(), door.step("10.0.0.2"), now)[0].called
        now += 1.0
    assert inside


def test_who_calls_again_gives_the_place_to_a_newcomer_at_once() -> None:
    callers = Callers()
    for number in range(MOST_CALLERS):
        assert callers.stand(Caller("M", "m", f"10.0.1.{number}", (), 0.0, before=number), 0.0)
    assert callers.stand(caller("10.0.0.2"), 0.0)
    assert {one.before for one in callers.standing} == {0, 1, 2, 3}
    assert not callers.stand(Caller("M", "m", "10.0.1.9", (), 0.0, before=4), 0.0)
