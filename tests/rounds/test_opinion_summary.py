"""What the agreement page says about the sample sessions, against the expected values of their cases."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from stworkshop import assets
from stworkshop.exchange import our_json
from stworkshop.model.answers import Answer
from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.model.records import Element, Record, Round, SessionRecord, Statement
from stworkshop.rounds import verdicts
from stworkshop.rounds.agreement import results_of_round
from stworkshop.rounds.opinion_summary import Room, Said, card_view, round_line, side_words

SOURCES = Path(__file__).parents[2] / "sample_sessions" / "sources"
CASES = ("hill-east", "merravale", "quayline", "eastmere")
STATE_OF_BAND = {"strong agreement": ("yes", "no", "mixed"), "broad agreement": ("yes", "no", "mixed"),
                 "mixed": ("mixed", "most-yes", "most-no"), "split": ("contested", "most-yes", "most-no")}  # fmt: skip


@cache
def board_of(case: str) -> Board:
    path = next(p for p in assets.sample_sessions() if p.stem == case)
    return Board(our_json.read(path).records)


@cache
def source_of(case: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((SOURCES / f"{case}.yaml").read_text(encoding="utf-8"))
    return loaded


def room(case: str) -> Room:
    return Room(board_of(case), catalogue())


def said(case: str, statement: str) -> Said:
    return next(one for one in room(case).said if one.id == statement)


@pytest.mark.parametrize("case", CASES)
def test_every_statement_stands_in_the_group_of_its_expected_band(case: str) -> None:
    expected = {entry["id"]: entry["expected"] for entry in source_of(case)["ratings"]}
    for one in room(case).said:
        # The last round that asked it counts: a repeat has values of its own.
        if one.round is None or one.round.follows:
            continue
        values = expected[one.id]
        assert one.figures["consensus"] == pytest.approx(values["consensus"], abs=6e-4)
        assert one.figures["mean"] == pytest.approx(values["mean"], abs=6e-4)
        assert one.figures["band"] == values["band"] and one.state in STATE_OF_BAND[values["band"]], one.id
        if one.state in ("yes", "no"):
            assert one.figures["share_agree" if one.state == "yes" else "share_disagree"] >= 2 / 3 - 1e-9


def test_merravale_reads_as_the_room_spoke() -> None:
    groups = {state: [one.code for one in rows] for state, rows in room("merravale").groups().items()}
    assert groups == {
        "yes": ["K12", "K13", "M5"], "no": [], "most-yes": [], "most-no": [],
        "mixed": ["D1", "D2"], "contested": ["D3"], "few": [], "not-asked": [],
    }  # fmt: skip
    score = said("merravale", "mb-y-score")
    assert score.figures["consensus"] == pytest.approx(0.28, abs=0.005)
    assert score.spoken == (
        "Driver scores may be used for rosters. Contested. Four said strongly no, two strongly yes."
        " The others: one no, one in between, two yes. It says the opposite of decision D3."
    )
    assert side_words(score) == [("public", "all three strongly no"), ("implementer", "both yes")]


def test_answers_are_turned_beside_the_card_whose_opposite_is_asked() -> None:
    score = said("merravale", "mb-y-score")
    assert score.counts == (4, 1, 1, 2, 2) and score.turned == (2, 2, 1, 1, 4)
    assert card_view(score).startswith("Seen from D3 (the other way round): Five said yes")
    assert card_view(said("merravale", "mb-y-phone")) == ""


def test_a_shared_no_is_no_approval() -> None:
    ready = said("eastmere", "ea-y-ready")
    assert ready.figures["consensus"] >= 0.6 and ready.state == "no"
    assert "Agreed: no." in ready.spoken and "yes" not in ready.brief.split(".")[0]


def test_decided_and_agreed_are_two_things() -> None:
    here = room("merravale")
    verdicts = {one.code: here.verdict(one) for one in here.said}
    assert verdicts["D1"] == "Decided, opinions mixed."
    assert verdicts["D2"] == "Decided, residents disagreed."
    assert verdicts["D3"] == "Not decided, contested."
    assert verdicts["M5"] == ""


def test_hill_easts_near_miss_is_not_told_as_disagreement() -> None:
    """The public mean on the start in winter is exactly 2.5, which is not below it."""
    here = room("hill-east")
    assert here.verdict(said("hill-east", "he-y-winter")) == "Decided, opinions mixed."


def test_a_second_round_shows_how_it_moved() -> None:
    again = said("quayline", "qd-y-public")
    assert again.before == (2, 3, 1, 0, 5)
    assert again.figures["consensus"] == pytest.approx(0.52, abs=0.005)
    assert again.figures["consensus"] - again.figures["shift"]["consensus"] == pytest.approx(0.25, abs=0.005)
    assert again.moved == "Moved towards yes. Five towards yes, one towards no, five stayed."
    assert said("quayline", "qd-y-ident").moved == ""


def test_an_anonymous_round_shows_plain_discs_and_no_small_side() -> None:
    for one in room("eastmere").said:
        assert one.anonymous and {mark for column in one.marks for mark in column} <= {""}
        assert sum(map(len, one.marks)) == sum(one.counts)
        assert {s.side for s in one.sides}.isdisjoint(one.hidden)
    assert said("eastmere", "ea-y-disclose").sides == ()


def test_a_round_by_role_shows_each_persons_side() -> None:
    assert said("merravale", "mb-y-score").marks[0] == ("public", "public", "public", "planner")


def test_what_nobody_asked_is_named() -> None:
    unasked = room("merravale").unasked()
    assert len(unasked) == 10 and sum(card.kind == "decision" for card in unasked) == 1


def test_what_is_being_asked_is_not_said_to_be_unasked() -> None:
    board = board_of("merravale")
    again = Round(id="open", kind="rating", items=("mb-y-score",))
    now = Room(Board([*board.records(), again]), catalogue())
    assert now.unasked() == room("merravale").unasked()


def test_statements_by_how_far_sides_stand_apart() -> None:
    groups = room("merravale").by_sides()
    assert groups["apart"][0].code == "D3" and groups["apart"][0].gaps[0] == ("public", "implementer", 3.0)
    assert [one.code for one in groups["near"]] == ["K13"]
    assert room("eastmere").by_sides()["apart"] == []


def test_statements_by_topic_keep_all_of_them() -> None:
    here = room("merravale")
    assert sorted(one.id for rows in here.by_topic().values() for one in rows) == sorted(one.id for one in here.said)


def test_a_round_in_one_line() -> None:
    here = room("merravale")
    line = round_line(here, here.board.rounds["mb-w-rating"])
    assert line == "Round 2, in silence, by role · 10 people answered"


# --- a small map of its own


def small(answers: list[int], *, open_again: bool = False, anonymous: str = "yes") -> Room:
    card = Element(id="d", seq=2, kind="decision", code="D1", label="Buses at night")
    statement = Statement(id="y", seq=3, label="Buses run at night.", about="d", stance="supports")
    asked = Round(id="r", seq=4, kind="rating", items=("y",), anonymous=anonymous, closed_order=1, question="How far?")
    records: list[Record] = [SessionRecord(id="s", seq=1), card, statement, asked]
    given = [
        Answer(round="r", item="y", ballot=f"A{n}A", side="public", value=float(value))
        for n, value in enumerate(answers)
    ]
    records += results_of_round(Board(records), asked, given, catalogue())
    if open_again:
        records.append(Round(id="r2", seq=9, kind="rating", items=("y",), follows="r", question="And now?"))
    return Room(Board(records), catalogue())


def test_two_answers_are_too_few_to_show_a_result() -> None:
    one = small([5, 1]).said[0]
    assert one.state == "few" and one.counts == () and one.marks == ()
    assert one.brief == "Two answered: too few to show a result."


def test_an_open_round_hides_what_was_said_before() -> None:
    here = small([5, 5, 4, 4, 5], open_again=True)
    one = here.said[0]
    assert here.sealed == {"y"} and one.state == "not-asked" and one.counts == () and not one.figures
    assert "opens when the round is closed" in one.spoken and here.verdict(one) == ""


def test_once_it_is_closed_it_is_told() -> None:
    one = small([5, 5, 4, 4, 5]).said[0]
    assert one.state == "yes" and one.brief == "All five said yes, three of them strongly."


def test_a_map_without_statements_says_nothing() -> None:
    empty = Room(Board([SessionRecord(id="s", seq=1)]), catalogue())
    assert all(rows == [] for rows in empty.groups().values()) and empty.unasked() == []
    assert set(empty.groups()) == set(verdicts.STATES)
