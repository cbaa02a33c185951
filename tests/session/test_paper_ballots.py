"""Paper ballots: codes of their own for each round, states and never a value, two entries compared."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from stworkshop.commands.base import Decision, Refused
from stworkshop.errors import KnownError
from stworkshop.exchange import our_json
from stworkshop.model.answers import ballots_of
from stworkshop.session.paper_ballots import SPARE, Difference, expected_people
from stworkshop.session.session import Session, open_session
from stworkshop.store.copies import with_history
from tests.workshop import make


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    monkeypatch.setenv("STWORKSHOP_LIBRARY", str(tmp_path / "laptop" / "library.stwl"))
    with open_session(make(tmp_path / "evening.stw")) as opened:
        yield opened


KEY = b"a secret of the organiser"


def open_round(session: Session, id: str = "r", **more: Any) -> None:
    asked = {"question": "Do you agree?", "kind": "rating", "items": ["st-1"], **more}
    assert isinstance(session.run("open_round", id=id, **asked), Decision)


def sheet(name: str, value: int | None, *, dk: str = "no", comment: str = "", **more: Any) -> dict[str, Any]:
    answers = [{"item": "st-1", "value": value, "dk": dk, "comment": comment}]
    return {"round": "r", "ballot": name, "side": "public", "answers": answers, **more}


def test_codes_are_short_random_and_easy_to_tell_apart() -> None:
    codes = ballots_of(KEY, "r-1", 200)
    assert len(set(codes)) == 200
    assert all(re.fullmatch("[A-HJ-NP-Z][2-9][A-HJ-NP-Z]", code) for code in codes)
    assert ballots_of(KEY, "r-1", 13) == codes[:13], "a later printing keeps the earlier codes"
    assert not set(ballots_of(KEY, "r-2", 200, set(codes))) & set(codes)
    assert ballots_of(bytes(32), "r-1", 200) != codes, "who knows the round, but not the secret, knows no code"


def test_three_more_are_printed_than_people_and_these_are_spare(session: Session) -> None:
    open_round(session)
    codes = session.ballots.issue("r", 10)
    states = session.ballots.states("r")
    assert len(codes) == 10 + SPARE and set(states) == set(codes)
    assert [code for code in codes if states[code] == "printed"] == codes[10:]


def test_printing_again_keeps_the_codes_and_adds_to_them(session: Session) -> None:
    open_round(session)
    codes = session.ballots.issue("r", 4)
    session.ballots.put_away(sheet(codes[0], 4))
    assert session.ballots.issue("r", 4) == codes
    assert session.ballots.issue("r", 6)[:7] == codes
    states = session.ballots.states("r")
    assert states[codes[0]] == "keyed"
    assert sorted(states.values()).count("printed") == SPARE


def test_what_is_printed_is_shuffled_with_spare_ballots_last(session: Session) -> None:
    open_round(session)
    copies = session.ballots.copies("r", 40)
    assert session.ballots.states("r") == {}, "nothing is noted before it is printed"
    codes = [code for code, _spare in copies]
    assert [spare for _code, spare in copies] == [False] * 40 + [True] * SPARE
    assert sorted(codes) == sorted(session.ballots.issue("r", 40)) and codes != session.ballots.codes("r")
    session.ballots.put_away(sheet(codes[0], 4))
    again = [code for code, _spare in session.ballots.copies("r", 40)]
    assert sorted(again) == sorted(codes[1:]), "what is keyed is not printed again"
    new = session.ballots.copies("r", 42, only_new=True)
    assert len(new) == 2 and not {code for code, _spare in new} & set(codes)


def test_no_code_is_used_in_two_rounds(session: Session) -> None:
    open_round(session)
    first = session.ballots.issue("r", 40)
    open_round(session, id="r2")
    assert not set(session.ballots.issue("r2", 40)) & set(first)
    refused = session.ballots.why_not("r2", first[0], again=False)
    assert refused is not None and "another round" in refused.message


def test_a_sheet_from_the_laptop_never_takes_the_code_of_a_paper_ballot(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_round(session)
    code = session.ballots.codes("r", 1)[0]
    monkeypatch.setattr("stworkshop.commands.rounds.ballot_codes", lambda count: [code])
    session.run("hand_in_sheet", round="r", side="public", answers=[{"item": "st-1", "value": 1}])
    assert session.ballots.put_away(sheet(code, 5)) is None
    assert session.sheets_in("r") == 2


@pytest.mark.parametrize("already", [False, True])
def test_an_unknown_ballot_is_refused(session: Session, already: bool) -> None:
    open_round(session)
    if already:
        session.ballots.issue("r", 3)
    refused = session.ballots.why_not("r", "A2A" if "A2A" not in session.ballots.codes("r", 250) else "B2B", again=True)
    assert isinstance(refused, Refused) and refused.refusal == "unknown-ballot"


def test_every_ballot_printed_by_an_export_can_be_keyed(session: Session) -> None:
    open_round(session)
    with open_session(session.path, read_only=True) as reading:
        copies = reading.ballots.print_outside("r", 5)
    assert [spare for _code, spare in copies] == [False] * 5 + [True] * SPARE
    for number, (code, _spare) in enumerate(copies):
        assert session.ballots.why_not("r", code, again=False) is None, number
        assert session.ballots.put_away(sheet(code, 5)) is None
    assert session.ballots.states("r") == {code: "keyed" for code, _spare in copies}
    assert session.ballots.why_not("r", copies[0][0], again=False) is not None
    session.run("close_round", id="r")
    assert session.ballots.states("r").keys() == {code for code, _spare in copies}


def test_ballots_of_the_window_and_of_an_export_go_together(session: Session) -> None:
    open_round(session)
    issued = session.ballots.issue("r", 4)
    session.ballots.put_away(sheet(issued[0], 3))
    more = [code for code, _spare in session.ballots.print_outside("r", 9)]
    assert set(issued[1:]) < set(more) and issued[0] not in more
    assert all(session.ballots.why_not("r", code, again=False) is None for code in set(more) - set(issued))
    open_round(session, id="r2")
    refused = session.ballots.why_not("r2", more[-1], again=False)
    assert refused is not None and "another round" in refused.message
    assert not set(session.ballots.codes("r2", 200)) & {*issued, *more}


def test_ballots_are_printed_where_they_can_be_keyed(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    open_round(session)
    monkeypatch.setenv("STWORKSHOP_LIBRARY", str(session.path.with_name("other") / "library.stwl"))
    with open_session(session.path, read_only=True) as elsewhere:
        assert elsewhere.ballots.codes("r", 9) != session.ballots.codes("r", 9), "codes are not made from the round"
        with pytest.raises(KnownError, match="another laptop"):
            elsewhere.ballots.print_outside("r", 5)


def test_a_spare_ballot_is_keyed_only_once_it_is_handed_out(session: Session) -> None:
    open_round(session)
    spare = session.ballots.issue("r", 2)[-1]
    refused = session.ballots.why_not("r", spare, again=False)
    assert refused is not None and refused.refusal == "spare-ballot" and "5 were printed" in refused.message
    session.ballots.hand_out("r", spare)
    assert session.ballots.why_not("r", spare, again=False) is None


def test_a_ballot_is_keyed_once(session: Session) -> None:
    open_round(session)
    code = session.ballots.issue("r", 2)[0]
    assert session.ballots.why_not("r", code, again=False) is None
    assert session.ballots.put_away(sheet(code, 4)) is None
    assert session.ballots.states("r")[code] == "keyed"
    refused = session.ballots.why_not("r", code, again=False)
    assert refused is not None and refused.refusal == "keyed-already"
    assert session.ballots.missing("r") == [session.ballots.codes("r")[1]]


def test_a_second_entry_that_agrees_shows_nothing_and_checks_the_ballot(session: Session) -> None:
    open_round(session)
    code = session.ballots.issue("r", 2)[0]
    session.ballots.put_away(sheet(code, 4, comment="Too early"))
    assert session.ballots.why_not("r", code, again=True) is None
    assert session.ballots.differences(sheet(code, 4)) == ()
    assert session.ballots.states("r")[code] == "checked"
    assert session.ballots.paper_is_done("r") == 1 and session.ballots.paper_is_done("r") == 0
    assert session.ballots.states("r")[code] == "done"
    assert isinstance(session.ballots.why_not("r", code, again=True), Refused)


def test_a_second_entry_that_differs_shows_just_that(session: Session) -> None:
    session.run("add_statement", id="st-2", label="It is fair", about="plan", stance="supports")
    open_round(session, items=["st-1", "st-2"])
    code = session.ballots.issue("r", 2)[0]
    first = [{"item": "st-1", "value": 4, "comment": "Too early"}, {"item": "st-2", "value": 2}]
    second = [{"item": "st-1", "value": 4}, {"item": "st-2", "value": 3}]
    session.ballots.put_away(sheet(code, 0, answers=first))
    found = session.ballots.differences(sheet(code, 0, answers=second))
    assert isinstance(found, tuple) and [type(d) for d in found] == [Difference]
    assert (found[0].item, found[0].first.value, found[0].second.value) == ("st-2", 2, 3)
    assert session.ballots.states("r")[code] == "keyed"
    assert session.ballots.correct(sheet(code, 0, answers=second)) is None
    assert session.ballots.states("r")[code] == "checked" and session.sheets_in("r") == 1
    session.run("close_round", id="r")
    kept = {a.item: (a.value, a.comment) for a in session.answers("r")}
    assert kept == {"st-1": (4, "Too early"), "st-2": (3, "")}


@pytest.mark.parametrize(
    "second",
    [{"value": 3}, {"value": None, "dk": "yes"}, {"value": None}, {"value": 2, "side": "planner"}],
    ids=["value", "don't know", "blank", "side"],
)
def test_what_counts_as_different(session: Session, second: dict[str, Any]) -> None:
    open_round(session)
    code = session.ballots.issue("r", 2)[0]
    session.ballots.put_away(sheet(code, 2))
    found = session.ballots.differences(sheet(code, **second))
    assert isinstance(found, tuple) and len(found) == 1


def test_a_blank_ballot_is_a_sheet(session: Session) -> None:
    open_round(session)
    code = session.ballots.issue("r", 2)[0]
    assert session.ballots.put_away(sheet(code, None)) is None
    assert session.sheets_in("r") == 1


def test_states_survive_a_restart_and_say_nothing_of_when(session: Session) -> None:
    open_round(session)
    code = session.ballots.issue("r", 2)[0]
    session.ballots.put_away(sheet(code, 4))
    path = session.path
    session.close()
    with open_session(path) as again:
        assert again.ballots.states("r")[code] == "keyed"
    raw = sqlite3.connect(path)
    columns = [row[1] for row in raw.execute("PRAGMA table_info(_ballots)")]
    (sql,) = raw.execute("SELECT sql FROM sqlite_master WHERE name = '_ballots'").fetchone()
    raw.close()
    assert columns == ["session_id", "round", "code", "state"] and "WITHOUT ROWID" in sql


def test_codes_are_in_no_copy_and_no_export(session: Session, tmp_path: Path) -> None:
    open_round(session)
    codes = session.ballots.issue("r", 30)
    session.ballots.put_away(sheet(codes[0], 4))
    table, others, own = tmp_path / "table.stw", tmp_path / "others.stw", tmp_path / "own.stw"
    session.copy_for_table("Table 1", table)
    session.export_stw(others, for_others=True)
    with_history(session._store.file, session.id, own, for_others=False)
    for path in (table, others, own):
        raw = sqlite3.connect(path)
        assert raw.execute("SELECT count(*) FROM _ballots").fetchone() == (0,)
        raw.close()
    text = our_json.to_text(session.content(), for_others=False)
    assert not [code for code in codes if re.search(rf"\b{code}\b", text)]
    assert not [code for code in codes if f'"{code}"'.encode() in session.state()]


def test_rounds_with_names_take_people_for_codes(session: Session) -> None:
    open_round(session, anonymous="no")
    assert session.ballots.issue("r", 10) == []
    assert session.ballots.states("r") == {"p-ines": "out"}
    named = {**sheet("", 3), "participant": "p-ines"}
    assert session.ballots.put_away(named) is None
    assert session.ballots.states("r") == {"p-ines": "keyed"}
    refused = session.ballots.why_not("r", "p-ines", again=False)
    assert refused is not None and "Ines Marquardt" in refused.message
    assert session.ballots.differences({**named, "answers": [{"item": "st-1", "value": 3}]}) == ()


def test_a_person_who_answered_on_the_laptop_is_not_keyed(session: Session) -> None:
    open_round(session, anonymous="no")
    session.run("hand_in_sheet", round="r", participant="p-ines", answers=[{"item": "st-1", "value": 3}])
    refused = session.ballots.why_not("r", "p-ines", again=True)
    assert refused is not None and "on this laptop" in refused.message


def test_forgetting_a_person_forgets_the_ballot(session: Session) -> None:
    open_round(session, anonymous="no")
    session.ballots.put_away({**sheet("", 3), "participant": "p-ines"})
    open_round(session, id="r2", anonymous="yes")
    codes = session.ballots.issue("r2", 2)
    session.forget("p-ines")
    assert session.ballots.states("r") == {}
    assert set(session.ballots.states("r2")) == set(codes)
    assert b"p-ines" not in session.path.read_bytes()


def test_a_closed_round_gets_no_ballots(session: Session) -> None:
    open_round(session)
    session.run("close_round", id="r")
    with pytest.raises(KnownError):
        session.ballots.issue("r", 3)


def test_how_many_people_are_here(session: Session) -> None:
    assert expected_people(session.board) == 1
