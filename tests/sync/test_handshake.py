"""The door: the code lets in, a wrong one is counted and slowed, and nobody in between learns or forges anything."""

from __future__ import annotations

import datetime
import json
import random
import zlib
from typing import Any

import pytest

from stworkshop.model.records import RECORD_VERSION
from stworkshop.sync import pairing
from stworkshop.sync.handshake import Answer, Door, Doorstep, Knock
from stworkshop.sync.pairing import Identity, Proof, Watch, is_code, make_identity, new_code

NOW = datetime.datetime(2026, 11, 26, 17, tzinfo=datetime.UTC)
PRINT, OTHER_PRINT = "ab" * 32, "cd" * 32


def plain(value: object) -> str:
    """A name for a case that a list of tests can hold, whatever signs are in it."""
    return f"{len(str(value))}-{zlib.crc32(repr(value).encode()):08x}"


@pytest.fixture
def here() -> dict[str, str]:
    """The marks of the laptops in the room, with the names of their people."""
    return {}


@pytest.fixture
def door(here: dict[str, str]) -> Door:
    return Door(
        "123456", PRINT, role="contributor", session="s-1", label="Evening", lineage="line-1", laptop="laptop-host",
        here=lambda: here,
    )  # fmt: skip


def talk(knock: Knock, step: Doorstep, now: float = 0.0) -> tuple[Answer, Answer]:
    """Let both speak until one has nothing more to say; return the last answer of host and guest."""
    of_host = step.receive(knock.greeting(), now)
    of_guest = Answer()
    while of_host.send and not of_guest.closed:
        of_guest = knock.receive(of_host.send)
        if not of_guest.send:
            break
        of_host = step.receive(of_guest.send, now)
    return of_host, of_guest


def guest(code: str = "123456", seen: str = PRINT, laptop: str = "laptop-ada", **more: str) -> Knock:
    return Knock(seen, name="Ada", laptop=laptop, code=code, **more)


def test_the_code_lets_in_and_the_token_after_it(door: Door) -> None:
    of_host, of_guest = talk(guest(), door.step("10.0.0.2"))
    assert of_host.entered == pairing.Pass("Ada", "contributor", "laptop-ada") and not of_host.closed
    assert {k: v for k, v in of_guest.welcome.items() if k != "token"} == {
        "session": "s-1", "label": "Evening", "lineage": "line-1", "role": "contributor", "laptop": "laptop-host",
    }  # fmt: skip
    again = Knock(PRINT, name="", laptop="", token=of_guest.welcome["token"])
    of_host, of_guest = talk(again, door.step("10.0.0.9"))
    assert (
        of_host.entered == pairing.Pass("Ada", "contributor", "laptop-ada") and of_guest.welcome["label"] == "Evening"
    )
    door.tokens.end("laptop-ada")
    of_host, of_guest = talk(again, door.step("10.0.0.9"))
    assert of_host.closed and "code" in of_guest.closed and of_host.entered is None
    assert door.watch.wrong == 0


def test_the_code_is_never_sent(door: Door) -> None:
    step, knock = door.step("x"), guest()
    said = [knock.greeting(), step.receive(knock.greeting(), 0.0).send]
    assert all("123456" not in text for text in said)


@pytest.mark.parametrize(("code", "seen"), [("123457", PRINT), ("123456", OTHER_PRINT)], ids=["wrong", "in between"])
def test_a_wrong_code_or_another_certificate_is_refused(door: Door, code: str, seen: str) -> None:
    of_host, _of_guest = talk(guest(code, seen), door.step("10.0.0.2"))
    assert of_host.closed == "This is not the code of the room." and of_host.entered is None
    assert door.watch.wrong == 1


def test_a_host_that_does_not_know_the_code_is_found_out() -> None:
    knock, rogue = guest(), Proof("000000", PRINT, host=True)
    knock.greeting()
    knock.receive(json.dumps({"proof": rogue.message.hex()}))
    welcome = {"session": "s", "label": "Evil", "role": "editor", "token": "t", "confirm": "00" * 32}
    assert knock.receive(json.dumps({"welcome": welcome})).closed
    del welcome["confirm"]
    assert guest().receive(json.dumps({"welcome": welcome})).closed


def test_unequal_versions_do_not_join(door: Door) -> None:
    greeting = json.loads(guest().greeting())
    assert greeting["records"] == RECORD_VERSION
    answer = door.step("x").receive(json.dumps({**greeting, "records": RECORD_VERSION + 1}), 0.0)
    assert answer.closed == "The two programs keep sessions in different ways. Bring both to the same version."
    assert guest().receive(answer.send).closed == answer.closed


def test_nobody_comes_in_under_anothers_mark(door: Door, here: dict[str, str]) -> None:
    talk(guest(), door.step("10.0.0.2"))
    here["laptop-ada"] = "Ada"
    for laptop, name in (("laptop-host", "Ada"), ("", "Ada"), ("x" * 99, "Ada"), ("laptop-ada", "Eve")):
        knock = Knock(PRINT, name=name, laptop=laptop, code="123456")
        assert door.step("x").receive(knock.greeting(), 0.0).closed, laptop
    assert talk(guest(), door.step("10.0.0.2"))[0].entered, "the same laptop may come again by the code"
    here.clear()
    bo = Knock(PRINT, name="Bo", laptop="laptop-ada", code="123456")
    assert talk(bo, door.step("10.0.0.2"))[0].entered, "Ada has left, and somebody else sits at the laptop"


def test_whose_data_was_copied_is_told_what_to_do(door: Door) -> None:
    knock = Knock(PRINT, name="Ada", laptop="laptop-host", code="123456")
    assert "delete the file “laptop”" in talk(knock, door.step("x"))[1].closed


def test_guesses_are_counted_and_slowed(door: Door) -> None:
    now = 0.0
    for _try in range(pairing.FREE_TRIES):
        assert talk(guest("000000"), door.step("10.0.0.2"), now)[0].closed == "This is not the code of the room."
    assert "1 second." in talk(guest(), door.step("10.0.0.2"), now)[0].closed
    assert talk(guest(laptop="laptop-bo"), door.step("10.0.0.3"), now)[0].entered, "others are not held up"
    assert door.step("10.0.0.2").receive(guest("000001").greeting(), now + 1.0).send, "broken off, and counted"
    assert "2 seconds." in talk(guest(), door.step("10.0.0.2"), now + 1.0)[0].closed
    assert talk(guest(), door.step("10.0.0.2"), now + 3.0)[0].entered
    assert door.watch.wrong == 0


def test_guesses_from_everywhere_are_slowed_too() -> None:
    watch, chance, now, tries = Watch(), random.Random(1), 0.0, 0
    while now < 3600:
        address = f"10.0.{chance.randrange(256)}.{chance.randrange(256)}"
        if watch.wait(address, now):
            now += 1.0
        else:
            watch.begin(address, now)
            tries += 1
    assert tries <= pairing.FREE_TRIES_OF_ALL + pairing.LANES * (3600 / pairing.WAIT_OF_ALL + 1)


def test_a_hundred_addresses_that_guess_do_not_keep_a_newcomer_out(door: Door) -> None:
    for number in range(100):
        for _try in range(pairing.FREE_TRIES):
            door.watch.begin(f"10.0.1.{number}", 0.0)
    now = pairing.WAIT_OF_ALL * 2
    for number in range(100):  # whichever of them may, tries again
        if not door.watch.wait(f"10.0.1.{number}", now):
            door.watch.begin(f"10.0.1.{number}", now)
    assert talk(guest(), door.step("10.0.0.2"), now)[0].entered


def test_a_newcomer_who_mistypes_once_has_another_try_beside_them(door: Door) -> None:
    for number in range(100):
        for _try in range(pairing.FREE_TRIES):
            door.watch.begin(f"10.0.1.{number}", 0.0)
    now = pairing.WAIT_OF_ALL * 2
    assert talk(guest("000000"), door.step("10.0.0.2"), now)[0].closed
    assert talk(guest(), door.step("10.0.0.2"), now)[0].entered


def test_one_address_waits_at_most_a_few_minutes() -> None:
    watch = Watch()
    for _try in range(40):
        watch.begin("x", 0.0)
    assert watch.wait("x", 0.0) == pairing.LONGEST_WAIT and watch.wait("y", 0.0) == 0.0


def test_a_stock_client_comes_by_the_code_alone(door: Door) -> None:
    assert door.stock_refusal("123456", "10.0.0.2", 0.0) == ""
    for _try in range(pairing.FREE_TRIES):
        assert door.stock_refusal("654321", "10.0.0.2", 0.0) == "This is not the code of the room."
    assert "Try again" in door.stock_refusal("123456", "10.0.0.2", 0.0)


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{", "[" * 4000, "{}", json.dumps({"records": RECORD_VERSION}), "x" * 5000,
     json.dumps({"records": RECORD_VERSION, "name": 1, "laptop": 2, "proof": "zz"}),
     json.dumps({"records": RECORD_VERSION, "name": "a", "laptop": "b", "proof": "41"}),
     json.dumps({"records": RECORD_VERSION, "name": "a", "laptop": "b", "proof": "42" * 33})],
    ids=plain,
)  # fmt: skip
def test_nonsense_at_the_door_ends_there(door: Door, text: str) -> None:
    answer = door.step("x").receive(text, 0.0)
    assert answer.closed and answer.entered is None and json.loads(answer.send)["refused"] == answer.closed
    assert guest().receive(text).closed


def test_a_reflected_message_is_no_proof(door: Door) -> None:
    knock, step = guest(), door.step("x")
    answer = step.receive(knock.greeting(), 0.0)
    assert knock.receive(json.dumps({"proof": json.loads(knock.greeting())["proof"]})).closed
    assert step.receive(answer.send, 0.0).closed


def test_a_certificate_is_made_for_each_room() -> None:
    made: list[Identity] = [make_identity(NOW) for _each in range(2)]
    assert made[0].fingerprint != made[1].fingerprint and len(bytes.fromhex(made[0].fingerprint)) == 32
    assert made[0].certificate.startswith(b"-----BEGIN CERTIFICATE") and b"PRIVATE KEY" in made[0].key
    codes: Any = {new_code() for _each in range(50)}
    assert all(is_code(code) for code in codes) and len(codes) > 40
    assert not any(is_code(code) for code in ("12345", "1234567", "12345a", "１２３４５６", ""))


def test_a_guest_learns_how_many_tries_are_left(door: Door) -> None:
    left = []
    for _try in range(pairing.FREE_TRIES):
        _host, of_guest = talk(guest("000000"), door.step("10.0.0.2"))
        left.append(of_guest.tries)
    assert left == [4, 3, 2, 1, 0]
    _host, of_guest = talk(guest("000000"), door.step("10.0.0.2"))
    assert of_guest.closed and of_guest.tries is None
    _host, of_guest = talk(guest("000000"), door.step("10.0.0.3"))
    assert of_guest.tries == pairing.FREE_TRIES - 1


@pytest.mark.parametrize(
    "lie",
    [
        {"session": ""}, {"session": "x" * 201}, {"session": "a\x00b"}, {"session": "\ud800"}, {"session": ["s-1"]},
        {"lineage": "\u202e"}, {"lineage": {}}, {"role": "owner"}, {"role": None}, {"token": 7}, {"confirm": "zz"},
    ],
    ids=plain,
)  # fmt: skip
def test_a_welcome_that_lies_is_none(door: Door, lie: dict[str, Any]) -> None:
    knock = Knock(PRINT, name="Ada", laptop="laptop-ada", token="token")
    welcome = {"session": "s-1", "label": "Evening", "lineage": "line-1", "role": "editor", "token": "t", "laptop": "h"}
    assert knock.receive(json.dumps({"welcome": welcome})).welcome["session"] == "s-1"
    if "confirm" in lie:
        knock = guest()
    answer = knock.receive(json.dumps({"welcome": welcome | lie}))
    assert answer.closed and not answer.welcome


def test_words_of_a_welcome_are_cleaned() -> None:
    knock = Knock(PRINT, name="Ada", laptop="laptop-ada", token="token")
    welcome = {"session": "s-1", "label": "Eve\x00ning\u202e", "lineage": "", "role": "viewer", "token": "t"}
    assert knock.receive(json.dumps({"welcome": welcome})).welcome["label"] == "Evening"
