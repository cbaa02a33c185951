"""Where stakeholders stand, how differently people place them, and who is not heard."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

import pytest

from stworkshop.model.answers import Answer
from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.model.records import Element, Link, Participant, Record, Round, SessionRecord
from stworkshop.rounds import placings as p
from stworkshop.rounds.agreement import results_of_round
from stworkshop.rounds.placings import INFLUENCE, INTEREST, SALIENCE, Placed, Placings
from tests.rounds.test_opinion_summary import board_of

SIDES = ["public"] * 3 + ["planner"] * 4 + ["implementer"] * 2 + ["supplier"]


def stakeholder(card: str, **attributes: Any) -> Element:
    return Element(id=card, seq=2, kind="stakeholder", label=card.title(), attributes=MappingProxyType(attributes))


def placings_of(*cards: Element, links: tuple[Link, ...] = ()) -> Placings:
    return Placings(Board([SessionRecord(id="s", seq=1), *cards, *links]), catalogue())


def one(card: Element) -> Placed:
    return placings_of(card).all[0]


def placed_round(values: list[tuple[int, int]], *, anonymous: str = "no", closed: bool = True) -> Placings:
    people = [Participant(id=f"p{n}", seq=10 + n, label=f"P{n}", side=side) for n, side in enumerate(SIDES)]
    asked = Round(
        id="r", seq=40, kind="placing", items=("firm",), question="How much say?", anonymous=anonymous,
        closed_order=1 if closed else None,
    )  # fmt: skip
    records: list[Record] = [SessionRecord(id="s", seq=1), stakeholder("firm", influence=2, affected="none"), *people]
    records.append(asked)
    given = [
        Answer(
            round="r",
            item="firm",
            participant="" if anonymous == "yes" else f"p{n}",
            ballot=f"K{n}K" if anonymous == "yes" else "",
            side=SIDES[n],
            value=float(say),
            value2=float(touched),
        )
        for n, (say, touched) in enumerate(values)
    ]
    if closed:
        records += results_of_round(Board(records), asked, given, catalogue())
    return Placings(Board(records), catalogue())


FIRM = [(5, 5), (5, 5), (5, 3), (3, 1), (3, 1), (3, 1), (2, 1), (3, 1), (3, 1), (2, 1)]


def test_the_samples_stand_where_their_cards_say() -> None:
    cells = Placings(board_of("merravale"), catalogue()).cells(INFLUENCE)
    assert [placed.card.label for placed in cells[1, 2]] == ["Night-shift workers"]
    assert sum(len(here) for here in cells.values()) == 15


def test_the_samples_are_not_placed_on_the_other_grids() -> None:
    placings = Placings(board_of("merravale"), catalogue())
    assert placings.waiting(INFLUENCE) == [] and len(placings.waiting(INTEREST)) == 15
    assert len(placings.waiting(SALIENCE)) == 15


def test_who_is_affected_and_not_heard_is_named() -> None:
    assert [x.card.label for x in Placings(board_of("merravale"), catalogue()).unheard()] == ["Night-shift workers"]
    absent_but_not_affected = one(stakeholder("a", voice="absent", affected="none"))
    assert not absent_but_not_affected.unheard


def test_somebody_with_a_speaker_is_heard() -> None:
    night, union = stakeholder("night", voice="absent", affected="direct"), stakeholder("union")
    link = Link(id="l", seq=9, relation="represents", source="union", target="night")
    assert placings_of(night, union).unheard()
    with_speaker = placings_of(night, union, links=(link,))
    assert not with_speaker.unheard() and [x.id for x in with_speaker.spoken_for()] == ["night"]


def test_a_name_is_read_out_with_voice_and_spread() -> None:
    assert one(stakeholder("older", voice="represented")).spoken == "Older, spoken for"
    assert one(stakeholder("night", voice="absent", affected="direct")).spoken == "Night, no voice"
    assert placed_round(FIRM).all[0].spoken == "Firm, not said yet whether here; middle 3, from 2 to 5"
    assert p.cell_words(INFLUENCE, 2, 2) == "Influence 2, affected directly"


def test_the_middle_half_of_a_placing_says_how_widely_people_differ() -> None:
    firm = placed_round(FIRM).all[0]
    assert firm.spread is not None and (firm.spread.low, firm.spread.high) == (3.0, 4.5) and firm.spread.wide
    narrow = placed_round([(3, 1)] * 8 + [(4, 1), (4, 1)]).all[0]
    assert narrow.spread is not None and not narrow.spread.wide


def test_each_placing_is_a_mark_of_its_side_where_the_round_says_so() -> None:
    firm = placed_round(FIRM).all[0]
    assert p.marks_at(firm, 5) == ("public",) * 3
    assert p.marks_at(firm, 2) == ("planner", "supplier")
    assert len(p.marks_touched(firm, "none")) == 7 and p.marks_touched(firm, "indirect") == ("public",)
    assert p.marks_in(firm, 5, "direct") == ("public", "public")
    assert sum(len(p.marks_at(firm, step)) for step in p.STEPS) == 10


def test_an_anonymous_placing_tells_no_small_side() -> None:
    firm = placed_round(FIRM, anonymous="yes").all[0]
    assert set(p.marks_at(firm, 5)) == {""} and len(p.marks_at(firm, 5)) == 3
    assert "supplier" not in firm.by_side and "implementer" not in firm.middles
    assert p.sides_apart(firm) == ""


def test_two_anonymous_placings_are_too_few() -> None:
    firm = placed_round(FIRM[:2], anonymous="yes").all[0]
    assert firm.spread is None and firm.points == () and firm.middles == {}


def test_sides_that_see_it_differently_are_named_from_two_people_on() -> None:
    assert p.sides_apart(placed_round(FIRM).all[0]) == "Public: 5, planners: 3. Ask both what they have in mind."
    assert p.sides_apart(placed_round([(3, 1)] * 10).all[0]) == ""


def test_an_open_placing_tells_nothing() -> None:
    placings = placed_round(FIRM, closed=False)
    assert placings.sealed and placings.all[0].spread is None and placings.most_different() == []


def test_the_middle_answers_can_be_taken_over() -> None:
    assert placed_round(FIRM).off_the_middle() == [("firm", {"influence": 3, "affected": "none"})]


@pytest.mark.parametrize(
    ("touched", "affected"), [(1.0, "none"), (1.5, "indirect"), (3.0, "indirect"), (3.5, "direct"), (5.0, "direct")]
)
def test_how_much_it_touches_somebody_in_three_steps(touched: float, affected: str) -> None:
    assert p.affected_of(touched) == affected


def test_a_drop_sets_only_what_changes() -> None:
    firm = one(stakeholder("firm", influence=3, affected="none"))
    assert p.set_fields(firm, INFLUENCE, (3, 2)) == {"affected": "direct"}
    assert p.set_fields(firm, INFLUENCE, (3, 0)) == {}
    assert p.set_fields(firm, INTEREST, (3, 4)) == {"interest": 5}


def test_influence_is_the_power_of_the_three_fields() -> None:
    firm = one(stakeholder("firm", influence=2))
    assert firm.fields is None
    assert p.set_fields(firm, SALIENCE, (1, 1, 0)) == {"claim": "yes", "urgency": "no", "influence": 4}
    strong = one(stakeholder("firm", influence=5, claim="yes", urgency="no"))
    assert strong.fields == (True, True, False)
    assert p.set_fields(strong, SALIENCE, (0, 1, 0)) == {"influence": 3}
    assert p.set_fields(strong, SALIENCE, (1, 1, 0)) == {}, "five stays five"


def test_arrows_stop_at_the_edges() -> None:
    corner = one(stakeholder("a", influence=5, affected="direct"))
    assert p.stepped(corner, INFLUENCE, 1, 0) is None and p.stepped(corner, INFLUENCE, 0, 1) is None
    assert p.stepped(corner, INFLUENCE, -1, -1) == (4, 1)
    assert p.stepped(one(stakeholder("b")), INTEREST, 1, 0) == (3, 2), "who is not placed begins in the middle"


def test_odd_values_of_other_programs_count_as_not_said() -> None:
    odd = one(stakeholder("a", influence=9, affected="maybe", interest="much", claim=""))
    assert (odd.influence, odd.affected, odd.interest, odd.claim) == (None, "", None, None)
