"""Sheets that telephones seal: stored as they came, counted once by whatever way, and opened at the close."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from stworkshop.commands.base import Decision, Refused
from stworkshop.model.catalogue import catalogue
from stworkshop.report.content import outline
from stworkshop.rounds.agreement import figures_of
from stworkshop.rounds.answers_in_words import answered_in_words, heads_not_counted
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


@pytest.mark.parametrize("one_each", [OPEN, HEADS])
def test_results_say_where_nobody_counted_heads(session: Session, one_each: str) -> None:
    round_id = asked(session)
    for n in range(5):
        took = session.phones.take(round_id, sealed(session, round_id), f"sheet {n}", one_each=one_each, people=9)
        assert isinstance(took, bytes)
    assert isinstance(session.run("close_round", id=round_id), Decision)
    figures = figures_of(session.board, round_id)
    assert (figures.get("one_each") == "open") == bool(heads_not_counted(figures)) == (one_each == OPEN)
    assert ("heads were not counted" in answered_in_words(5, figures)) == (one_each == OPEN)
    said = [str(block) for block in outline.build(session.board, catalogue(), "participants").sections]
    assert any("Nobody counted heads" in each for each in said) == (one_each == OPEN)


def test_in_a_round_with_names_nobody_is_answered_for_twice(session: Session) -> None:
    round_id = asked(session, anonymous="no")
    said: dict[str, Any] = {"side": "", "participant": "p-ines"}
    assert isinstance(session.phones.take(round_id, sealed(session, round_id, **said), "a", one_each=OPEN), Refused)
    side = session.board.participants["p-ines"].side
    said["side"] = side
    assert isinstance(session.phones.take(round_id, sealed(session, round_id, **said), "a", one_each=OPEN), bytes)
    again = session.phones.take(round_id, sealed(session, round_id, **said), "b", one_each=OPEN)
    assert isinstance(again, Refused) and again.refusal == "answered-already"


def test_on_the_laptop_a_slip_counts_once_too(session: Session) -> None:
    round_id = asked(session)
    session.ballots.issue(round_id, 2)
    first, second = (session.phones.slip(round_id, code) for code in session.ballots.codes(round_id)[:2])
    given = {"round": round_id, "side": "public", "answers": [{"item": "st-1", "value": 2}]}
    assert session.phones.take_here(given, first) is None
    for slip in (first, "K7Q", ""):
        assert session.phones.take_here(given, slip) is not None
    again = session.phones.take(round_id, sealed(session, round_id, slip=first), "a", one_each=SLIP)
    assert isinstance(again, Refused) and "laptop" in again.message
    assert isinstance(session.phones.take(round_id, sealed(session, round_id, slip=second), "a", one_each=SLIP), bytes)
    late = session.phones.take_here(given, second)
    assert late is not None and "telephone" in late.message
    ways = session.phones.ways(round_id)
    assert (ways.phone, ways.paper, ways.here) == (1, 0, 1)


class Slips(RuleBasedStateMachine):
    """The same codes on paper, by telephone and on the laptop, in any order: each counts once, and later ones hear why.

    What is expected is the plainest model there is: by which way each code came first, and with which answer.
    """

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        patch = self._patch = pytest.MonkeyPatch()
        patch.setenv("STWORKSHOP_LIBRARY", str(Path(self._folder.name) / "laptop" / "library.stwl"))
        self.session = open_session(make(Path(self._folder.name) / "evening.stw"))
        self.round = asked(self.session)
        self.session.ballots.issue(self.round, 4)
        self.codes = self.session.ballots.codes(self.round)
        self.first: dict[str, tuple[str, int]] = {}
        self.sent = 0

    places = st.integers(0, 6)
    values = st.integers(1, 5)

    @rule(at=places, value=values)
    def by_telephone(self, at: int, value: int) -> None:
        code = self.codes[at]
        self.sent += 1
        slip = self.session.phones.slip(self.round, code)
        name = f"sheet {self.sent}"
        body = sealed(self.session, self.round, value, slip=slip)
        done = self.session.phones.take(self.round, body, name, one_each=SLIP)
        self._heard(code, "telephone", value, done if isinstance(done, Refused) else None)
        if not isinstance(done, Refused):  # it comes again, since the answer was lost on the way
            assert self.session.phones.take(self.round, body, name, one_each=SLIP) == done

    @rule(at=places, value=values)
    def on_the_laptop(self, at: int, value: int) -> None:
        code = self.codes[at]
        slip = self.session.phones.slip(self.round, code)
        self._heard(code, "laptop", value, self.session.phones.take_here(self._given(value), slip))

    @rule(at=places, value=values)
    def on_paper(self, at: int, value: int) -> None:
        code = self.codes[at]
        if self.session.ballots.states(self.round)[code] == "printed":
            self.session.ballots.hand_out(self.round, code)
        why = self.session.ballots.why_not(self.round, code, again=False)
        done = why or self.session.ballots.put_away({**self._given(value), "ballot": code})
        self._heard(code, "typed in", value, done)

    @rule()
    def open_it_again(self) -> None:
        path = self.session.path
        self.session.close()
        self.session = open_session(path)

    @invariant()
    def each_code_counts_once(self) -> None:
        ways = self.session.phones.ways(self.round)
        first = [way for way, _value in self.first.values()]
        expected = [first.count(way) for way in ("telephone", "typed in", "laptop")]
        assert [ways.phone, ways.paper, ways.here] == expected and self.session.sheets_in(self.round) == len(first)

    def teardown(self) -> None:
        try:
            assert isinstance(self.session.run("close_round", id=self.round), Decision)
            answers = self.session.answers(self.round)
            assert sorted(a.value or 0 for a in answers) == sorted(value for _way, value in self.first.values())
            phoned = {code for code, (way, _value) in self.first.items() if way == "telephone"}
            assert not phoned & {a.ballot for a in answers}, "a slip leads to an answer"
        finally:
            self.session.close()
            self._patch.undo()
            self._folder.cleanup()

    def _given(self, value: int) -> dict[str, Any]:
        return {"round": self.round, "side": "public", "answers": [{"item": "st-1", "value": value}]}

    def _heard(self, code: str, way: str, value: int, refused: Refused | None) -> None:
        if code not in self.first:
            assert refused is None
            self.first[code] = way, value
            return
        assert refused is not None
        words = {"telephone": "telephone", "laptop": "laptop", "typed in": "paper|typed in"}[self.first[code][0]]
        assert re.search(words, refused.message), (self.first[code], refused.message)


def test_the_same_code_counts_once_in_every_order(soak: bool) -> None:
    runs = 2_000 if soak else 8
    run_state_machine_as_test(Slips, settings=settings(max_examples=runs, stateful_step_count=14, deadline=None))
