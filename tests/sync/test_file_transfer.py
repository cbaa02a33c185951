"""A table's copy in parts: whole or not at all, and never more than was announced."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from stworkshop.sync import file_transfer, frames
from stworkshop.sync.file_transfer import MOST, PART, Receiving, Sending
from stworkshop.sync.frames import Ours


def body(frame: bytes) -> dict[str, Any]:
    decoded = frames.decode(frame)
    assert isinstance(decoded, Ours)
    return dict(decoded.body)


def carry(sending: Sending, receiving: Receiving) -> file_transfer.Parcel | None:
    """Send all parts, as long as they are answered."""
    whole = None
    wanted = True
    while wanted:
        answer, whole = receiving.heard(body(sending.part()))
        wanted = sending.heard(body(answer))
    return whole


def taking(refusal: str = "") -> Receiving:
    return Receiving(lambda _table: refusal)


@pytest.mark.parametrize("size", [1, PART - 1, PART, PART + 1, 3 * PART + 7])
def test_a_file_arrives_as_it_was_sent(size: int) -> None:
    data = bytes(at % 251 for at in range(size))
    sending, receiving = Sending("Hill", data), taking()
    assert carry(sending, receiving) == file_transfer.Parcel("Hill", data)
    assert sending.done and not sending.refusal and not receiving.busy
    assert len(sending.part()) < frames.MOST_BYTES


def test_what_is_not_wanted_is_refused_with_the_first_part() -> None:
    sending, receiving = Sending("River", b"x" * (PART + 1)), taking("No copy was given to a table “River”.")
    assert carry(sending, receiving) is None
    assert sending.refusal == "No copy was given to a table “River”." and not sending.done and not receiving.busy


def test_a_file_that_no_room_carries_is_not_even_sent() -> None:
    assert "on a stick" in Sending("Hill", bytes(MOST + 1)).refusal


@pytest.mark.parametrize(
    "change",
    [
        {"at": 7},
        {"at": "0"},
        {"at": -1},
        {"size": MOST + 1},
        {"size": 0},
        {"size": "9"},
        {"table": ""},
        {"table": 5},
        {"table": "x" * 200},
        {"sha256": None},
        {"sha256": "00"},
        {"data": "no base64!"},
        {"data": 5},
        {"data": ""},
        {"data": base64.b64encode(b"more than announced").decode()},
        {"data": base64.b64encode(bytes(PART + 1)).decode(), "size": PART + 1},
        {"id": 5},
        {"id": "x" * 200},
    ],
)
def test_parts_that_are_forged_are_refused_and_nothing_is_kept(change: dict[str, Any]) -> None:
    receiving = taking()
    answer, whole = receiving.heard({**body(Sending("Hill", b"nine byte").part()), **change})
    assert whole is None and body(answer)["refusal"] and not receiving.busy


def test_a_part_out_of_turn_ends_the_file() -> None:
    sending, receiving = Sending("Hill", bytes(3 * PART)), taking()
    first = body(sending.part())
    answer, _whole = receiving.heard(first)
    assert sending.heard(body(answer))
    second = body(sending.part())
    receiving.heard(second)
    answer, _whole = receiving.heard(second)
    assert body(answer)["refusal"] and not receiving.busy


@pytest.mark.parametrize("answer", [{"at": 0}, {"at": 99 * PART}, {"at": "x"}, {}])
def test_an_answer_that_makes_no_sense_ends_the_sending(answer: dict[str, Any]) -> None:
    sending = Sending("Hill", bytes(3 * PART))
    assert not sending.heard({"id": sending.id, **answer}) and sending.refusal


def test_an_answer_about_another_file_is_passed_over() -> None:
    sending = Sending("Hill", bytes(3 * PART))
    assert not sending.heard({"id": "other", "at": PART}) and not sending.refusal and sending.at == 0


def test_only_who_has_the_ticket_proves_it_and_for_this_table_and_file_alone() -> None:
    first = body(Sending("Hill", b"nine byte", "a ticket").part())
    told = file_transfer.announced(first)
    assert told is not None and file_transfer.proves(told, "a ticket")
    assert not file_transfer.proves(told, "another one") and not file_transfer.proves(told, "")
    assert "a ticket" not in repr(first)
    for change in ({"table": "River"}, {"sha256": "00"}, {"proof": ""}, {"proof": "ß"}):
        other = file_transfer.announced({**first, **change})
        assert other is not None and not file_transfer.proves(other, "a ticket")
    assert file_transfer.announced({**first, "proof": 5}) is None
    without = file_transfer.announced(body(Sending("Hill", b"nine byte").part()))
    assert (
        without is not None and not file_transfer.proves(without, "") and not file_transfer.proves(without, "a ticket")
    )
