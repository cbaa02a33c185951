"""Sheets that telephones seal: stored as they came, counted once by whatever way, and opened at the close."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from stworkshop.commands.base import Decision, Refused
from stworkshop.session.phone_sheets import HEADS, OPEN, SLIP
from stworkshop.session.session import Session, open_session
from stworkshop.store import phone_seal
from tests.workshop import make

WORDS = "Mumpitz"


def sealed(session: Session, round_id: str, value: int = 4, slip: str = "", **more: Any) -> bytes:
    """A sheet as the page of a telephone seals it."""
    said = {
        "side": "public", "participant": "", "slip": slip,
        "answers": [{"item": "st-1", "value": value, "value2": None, "dk": "no", "comment": WORDS}], **more,
    }  # fmt: skip
    key = X25519PublicKey.from_public_bytes(session.phones.public_key(round_id))
    suite = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
    return suite.encrypt(json.dumps(said).encode(), key, info=f"{phone_seal.INFO}\0{round_id}".encode())


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    monkeypatch.setenv("STWORKSHOP_LIBRARY", str(tmp_path / "laptop" / "library.stwl"))
    with open_session(make(tmp_path / "evening.stw")) as opened:
        yield opened


def asked(session: Session, **fields: str) -> str:
    done = session.run("open_round", question="How far?", kind="rating", items=["st-1"], **fields)
    assert isinstance(done, Decision)
    return done.ids[0]


def in_files(session: Session, words: bytes) -> bool:
    return any(words in one.read_bytes() for one in session.path.parent.rglob("*") if one.is_file())


def test_a_sheet_lies_as_it_came_and_is_opened_at_the_close(session: Session) -> None:
    round_id = asked(session)
    came = sealed(session, round_id, 4)
    row = session.phones.take(round_id, came, "one", one_each=OPEN)
    assert isinstance(row, bytes) and session.sheets_in(round_id) == 1
    assert session.phones.take(round_id, came, "one", one_each=OPEN) == row and session.sheets_in(round_id) == 1
    assert isinstance(session.run("hand_in_sheet", round=round_id, side="planner", answers=[]), Decision)
    ways = session.phones.ways(round_id)
    assert (ways.phone, ways.paper, ways.here) == (1, 0, 1)
    assert not in_files(session, WORDS.encode())
    assert isinstance(session.run("close_round", id=round_id), Decision)
    answers = session.answers(round_id)
    assert sorted((a.side, a.value, a.comment) for a in answers) == [("planner", None, ""), ("public", 4, WORDS)]


def test_what_no_page_of_this_round_seals_is_refused_and_nothing_is_stored(session: Session) -> None:
    round_id, other = asked(session), asked(session)
    item = {"item": "st-1", "value": 4, "value2": None, "dk": "no", "comment": ""}
    wrong = [
        b"", b"x" * 60, sealed(session, other), sealed(session, round_id)[:-1], b"x" * (phone_seal.MOST_BYTES + 1),
        sealed(session, round_id, 9), sealed(session, round_id, side="nobody"), sealed(session, round_id, answers=[1]),
        sealed(session, round_id, answers=[{**item, "item": "st-2"}]), sealed(session, round_id, answers=[item, item]),
        sealed(session, round_id, answers=[{**item, "value": 4.0}]), sealed(session, round_id, side=["public"]),
        sealed(session, round_id, answers=[{**item, "comment": "\0"}]), sealed(session, round_id, answers=None),
        sealed(session, round_id, answers=[{**item, "value": None, "dk": "maybe"}]),
    ]  # fmt: skip
    for number, one in enumerate(wrong):
        refused = session.phones.take(round_id, one, f"sheet {number}", one_each=OPEN)
        assert isinstance(refused, Refused) and refused.message, number
    assert session.sheets_in(round_id) == 0


def test_a_slip_counts_once_by_whatever_way_it_comes_first(session: Session) -> None:
    round_id = asked(session)
    session.ballots.issue(round_id, 3)
    first, second, third = (session.phones.slip(round_id, code) for code in session.ballots.codes(round_id)[:3])
    take = session.phones.take
    assert isinstance(take(round_id, sealed(session, round_id, slip=first.lower()), "a", one_each=SLIP), bytes)
    again = take(round_id, sealed(session, round_id, 1, slip=first), "b", one_each=SLIP)
    assert isinstance(again, Refused) and "telephone" in again.message
    paper = {"round": round_id, "side": "public", "answers": [{"item": "st-1", "value": 1}]}
    late = session.ballots.put_away({**paper, "ballot": first[:3]})
    assert isinstance(late, Refused) and "telephone" in late.message
    assert session.ballots.why_not(round_id, first[:3], again=True) is not None
    assert session.ballots.put_away({**paper, "ballot": second[:3]}) is None
    again = take(round_id, sealed(session, round_id, slip=second), "c", one_each=SLIP)
    assert isinstance(again, Refused) and "paper" in again.message
    for bad in ("", third[:3], third[:-1] + ("A" if third[-1] != "A" else "B"), first[:3] + third[3:], "ZZZ" * 5):
        refused = take(round_id, sealed(session, round_id, slip=bad), "d" + bad, one_each=SLIP)
        assert isinstance(refused, Refused) and refused.refusal == "bad-slip"
    assert session.sheets_in(round_id) == 2


def test_no_slip_leads_to_an_answer_after_the_close(session: Session) -> None:
    round_id = asked(session)
    session.ballots.issue(round_id, 1)
    code = session.ballots.codes(round_id)[0]
    slip = session.phones.slip(round_id, code)
    assert isinstance(session.phones.take(round_id, sealed(session, round_id, slip=slip), "a", one_each=SLIP), bytes)
    assert isinstance(session.run("close_round", id=round_id), Decision)
    (answer,) = session.answers(round_id)
    assert answer.ballot not in ("", code) and answer.value == 4
    assert not in_files(session, slip[4:].encode())


def test_by_heads_no_more_sheets_than_people(session: Session) -> None:
    round_id = asked(session)
    taken = [
        session.phones.take(round_id, sealed(session, round_id), str(n), one_each=HEADS, people=2) for n in range(3)
    ]
    assert [isinstance(one, bytes) for one in taken] == [True, True, False] and session.sheets_in(round_id) == 2


def test_in_a_round_with_names_nobody_is_answered_for_twice(session: Session) -> None:
    round_id = asked(session, anonymous="no")
    said: dict[str, Any] = {"side": "", "participant": "p-ines"}
    assert isinstance(session.phones.take(round_id, sealed(session, round_id, **said), "a", one_each=OPEN), Refused)
    side = session.board.participants["p-ines"].side
    said["side"] = side
    assert isinstance(session.phones.take(round_id, sealed(session, round_id, **said), "a", one_each=OPEN), bytes)
    again = session.phones.take(round_id, sealed(session, round_id, **said), "b", one_each=OPEN)
    assert isinstance(again, Refused) and again.refusal == "answered-already"
