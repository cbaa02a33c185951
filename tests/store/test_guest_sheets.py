"""Sheets of guests in the drawer: one that comes again counts once, and no byte of the file leads to the guest."""

from __future__ import annotations

from pathlib import Path

import pytest

from stworkshop.commands.base import Decision, Refused
from stworkshop.session.session import Session, open_session
from tests.workshop import make

SHEET = "0123456789abcdef\0fedcba9876543210"
"""The mark of a laptop, and the random one of a sheet."""


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("STWORKSHOP_LIBRARY", str(tmp_path / "laptop" / "library.stwl"))
    return make(tmp_path / "evening.stw")


def asked(session: Session, **fields: str) -> str:
    done = session.run("open_round", question="How far?", kind="rating", items=["st-1"], **fields)
    assert isinstance(done, Decision)
    return done.ids[0]


def sheet(round_id: str, value: int, **whose: str) -> dict[str, object]:
    return {"round": round_id, "answers": [{"item": "st-1", "value": value}], **(whose or {"side": "public"})}


def test_a_sheet_that_comes_again_to_a_host_that_died_meanwhile_counts_once(path: Path) -> None:
    with open_session(path) as session:
        round_id = asked(session)
        row = session.take_sheet(sheet(round_id, 4), SHEET, ())
    with open_session(path) as session:
        assert session.take_sheet(sheet(round_id, 4), SHEET, ()) == row and session.sheets_in(round_id) == 1
        assert session.take_sheet(sheet(round_id, 4), SHEET + "0", ()) != row and session.sheets_in(round_id) == 2


def test_no_byte_of_the_file_leads_from_a_sheet_to_the_guest(path: Path) -> None:
    """Not even together with the key of the round: what the guest called its sheet is kept nowhere."""
    laptop, mark = SHEET.split("\0")
    with open_session(path) as session:
        round_id = asked(session)
        row = session.take_sheet(sheet(round_id, 4), SHEET, ())
        assert isinstance(row, bytes) and len(row) == 16
        kept = b"".join(one.read_bytes() for one in path.parent.rglob("*") if one.is_file())
    for secret in (laptop, mark, SHEET):
        assert secret.encode() not in kept and secret.encode().hex().encode() not in kept
    assert row in kept


def test_only_what_a_guest_handed_in_itself_is_replaced_by_it(path: Path) -> None:
    with open_session(path) as session:
        round_id = asked(session, anonymous="no")
        first = session.take_sheet(sheet(round_id, 5, participant="p-ines"), "a", ())
        refused = session.take_sheet(sheet(round_id, 1, participant="p-ines"), "b", ())
        assert isinstance(refused, Refused) and isinstance(first, bytes) and session.sheet_rows(round_id) == {first}
        second = session.take_sheet(sheet(round_id, 2, participant="p-ines"), "c", (first,))
        assert isinstance(second, bytes) and session.sheet_rows(round_id) == {second}


def test_sheets_that_are_taken_out_are_gone_and_the_person_has_not_answered(path: Path) -> None:
    with open_session(path) as session:
        round_id = asked(session, anonymous="no")
        row = session.take_sheet(sheet(round_id, 5, participant="p-ines"), "a", ())
        assert isinstance(row, bytes) and session.ballots.states(round_id)["p-ines"] == "in"
        assert session.take_out_sheets(round_id, [row, b"no such row"]) == 1
        assert session.sheets_in(round_id) == 0 and session.ballots.states(round_id)["p-ines"] == "out"
