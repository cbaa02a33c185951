"""Risk chains, the matrix of abilities, and what the law asks of each part."""

from __future__ import annotations

from typing import Any

import pytest

from stworkshop.analysis import abilities, legal, risk_chain
from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.model.records import Element, Link, Record, SessionRecord
from tests.analysis.maps import sample


def card(key: str, kind: str, seq: int = 1, type: str = "", **attributes: Any) -> Element:
    return Element(id=key, seq=seq, kind=kind, type=type, label=key, attributes=attributes)


def board_of(*records: Record, links: str = "", regime: str = "eu", date: str = "") -> Board:
    """A board of cards and links written as "a relation b, c relation d"."""
    drawn = [part.split() for part in links.split(",") if part.strip()]
    made = [
        Link(id=f"l{n}", seq=100 + n, source=source, relation=relation, target=target)
        for n, (source, relation, target) in enumerate(drawn)
    ]
    return Board([SessionRecord(id="s", regime=regime, date=date), *records, *made])


# --- chain


def test_the_chain_follows_cause_harm_measure_and_owner() -> None:
    board = board_of(
        card("k", "component"), card("r", "risk", likelihood=3, severity=4), card("p", "stakeholder"),
        card("m", "mitigation", status="agreed"), card("o", "stakeholder"),
        links="k causes r, r harms p, m mitigates r, o owns m",
    )  # fmt: skip
    (row,) = risk_chain.chain(board)
    assert (row.causes, row.harmed, row.level) == (("k",), ("p",), 12)
    assert row.measures == (risk_chain.Measure("m", "agreed", True, ("o",)),)
    assert row.protected


def test_worst_risks_come_first_and_unknown_levels_stay_unknown() -> None:
    board = board_of(
        card("mild", "risk", 1, likelihood=5, severity=2),
        card("undone", "risk", 2, likelihood=1, severity=4, reversible="no"),
        card("likely", "risk", 3, likelihood=5, severity=4, reversible="yes"),
        card("unrated", "risk", 4),
    )
    rows = risk_chain.chain(board)
    assert [row.risk for row in rows] == ["undone", "likely", "mild", "unrated"]
    assert [row.level for row in rows] == [4, 20, 10, None]
    assert [row.risk for row in risk_chain.chain(board, {"mild"})] == ["mild"]


def test_a_measure_that_was_turned_down_stands_last_and_protects_nobody() -> None:
    board = board_of(
        card("r", "risk"), card("no", "mitigation", 1, status="rejected"), card("yes", "mitigation", 2),
        links="no mitigates r, yes mitigates r",
    )  # fmt: skip
    (row,) = risk_chain.chain(board)
    assert [(m.id, m.stands) for m in row.measures] == [("yes", True), ("no", False)]
    board = board_of(card("r", "risk"), card("no", "mitigation", status="rejected"), links="no mitigates r")
    assert not risk_chain.chain(board)[0].protected


def test_merravale_has_one_risk_without_a_measure_and_one_measure_without_an_owner() -> None:
    board = sample("merravale")
    rows = risk_chain.chain(board)
    assert [board.elements[row.risk].label for row in rows if not row.protected] == [
        "Someone is attacked or falls at a dark stop"
    ]
    unowned = {m.id for row in rows for m in row.measures if not m.owners}
    assert [board.elements[m].label for m in unowned] == ["Accessibility panel"]


# --- matrix


def test_the_matrix_says_has_lacks_and_not_asked() -> None:
    board = board_of(
        card("a", "competency"), card("p", "stakeholder", 1), card("q", "stakeholder", 2), card("k", "component"),
        card("z", "stakeholder", 3), links="p has-ability a, q lacks-ability a, z owns k",
    )  # fmt: skip
    found = abilities.matrix(board, ["public"])
    assert found.people == ("p", "q", "z"), "whoever answers for a part is asked too, after those with an answer"
    assert dict(found.rows[0].answers) == {"p": "has", "q": "lacks", "z": ""}
    assert found.rows[0].lacking


def test_who_both_has_and_lacks_an_ability_lacks_it() -> None:
    for links in ("p has-ability a, p lacks-ability a", "p lacks-ability a, p has-ability a"):
        board = board_of(card("a", "capability"), card("p", "stakeholder"), links=links)
        assert abilities.matrix(board, []).rows[0].answers["p"] == "lacks"


def test_what_builds_an_ability_closes_the_gap_and_names_its_owner() -> None:
    board = board_of(
        card("a", "competency"), card("p", "stakeholder"), card("t", "action"),
        links="p lacks-ability a, t builds a, p owns t",
    )  # fmt: skip
    (row,) = abilities.matrix(board, []).rows
    assert row.builders == (abilities.Builder("t", ("p",)),)
    assert not row.lacking


def test_a_map_without_abilities_has_an_empty_matrix() -> None:
    board = board_of(card("p", "stakeholder"), card("k", "component"), links="p owns k")
    assert abilities.matrix(board, []) == abilities.AbilityMatrix((), ())


# --- law


def test_a_high_risk_part_of_annex_three_has_the_duties_of_its_class_and_its_day() -> None:
    board = board_of(card("k", "component", type="ml-model", ai_act_tier="tier-high-risk", annex_iii=4))
    (row,) = legal.table(board, catalogue())
    assert row.days == (legal.Since("2027-12-02"),)
    assert legal.area_word(catalogue(), row.area) == "Employment and workers’ management"
    articles = {duty.article for duty in row.duties if not duty.condition}
    assert {"Art. 4", "Art. 14", "Art. 26(2)", "Art. 27"} <= articles
    assert not {"Art. 50(1)"} & articles
    assert all("deployer" in duty.who for duty in row.duties_of("deployer"))


@pytest.mark.parametrize(("area", "day"), [(2, "2027-12-02"), ("annex-i", "2028-08-02")])
def test_the_day_follows_the_annex(area: int | str, day: str) -> None:
    board = board_of(card("k", "component", type="ml-model", ai_act_tier="tier-high-risk", annex_iii=area))
    (row,) = legal.table(board, catalogue())
    assert row.days == (legal.Since(day),) and not row.needs_area


def test_without_an_area_either_day_may_count_and_the_area_is_asked_for() -> None:
    board = board_of(card("k", "component", type="ml-model", ai_act_tier="tier-high-risk"))
    (row,) = legal.table(board, catalogue())
    assert row.days == (legal.Since("2027-12-02", "annex-iii"), legal.Since("2028-08-02", "annex-i"))
    assert row.needs_area


def test_in_use_is_in_use_before_the_day_only_where_the_workshop_was_before_it() -> None:
    part = card("k", "component", type="ml-model", ai_act_tier="tier-high-risk", annex_iii=4, stage="live")
    (before,) = legal.table(board_of(part, date="2027-12-01"), catalogue())
    (after,) = legal.table(board_of(part, date="2027-12-02"), catalogue())
    assert [one.case for one in before.days] == ["changed", "in-use"]
    assert after.days == (legal.Since("2027-12-02"),)


def test_what_has_a_class_is_ai_whatever_sort_of_part_it_is() -> None:
    chat = card("k", "component", type="user-interface", ai_act_tier="tier-transparency")
    plain, model = card("p", "component", type="user-interface"), card("m", "component", type="ml-model")
    assert [legal.is_ai(catalogue(), one) for one in (chat, plain, model)] == [True, False, True]


def test_safety_components_need_no_rights_assessment_and_public_ones_say_that_they_are_ai() -> None:
    board = board_of(
        card("k", "component", type="ml-model", ai_act_tier="tier-high-risk", annex_iii=2, public_facing="yes")
    )
    articles = {duty.article for duty in legal.table(board, catalogue())[0].duties}
    assert "Art. 27" not in articles
    assert "Art. 50(1)" in articles


def test_of_a_banned_use_nothing_is_asked_and_of_unchecked_ai_only_what_all_ai_owes() -> None:
    board = board_of(
        card("banned", "component", 1, type="ml-model", ai_act_tier="tier-prohibited"),
        card("unknown", "component", 2, type="ml-model", ai_act_tier="tier-unknown"),
        card("unsaid", "component", 3, type="ml-model"),
    )
    rows = legal.table(board, catalogue())
    assert [(row.part, row.needs_class, [duty.article for duty in row.duties]) for row in rows] == [
        ("banned", False, []), ("unknown", True, ["Art. 4"]), ("unsaid", True, ["Art. 4"]),
    ]  # fmt: skip


def test_the_strictest_class_comes_first_then_what_nobody_has_checked() -> None:
    tiers = ("minimal", "transparency", "unknown", "high-risk", "prohibited")
    board = board_of(*(card(t, "component", n, type="ml-model", ai_act_tier=f"tier-{t}") for n, t in enumerate(tiers)))
    order = [row.part for row in legal.table(board, catalogue())]
    assert order == ["prohibited", "high-risk", "unknown", "transparency", "minimal"]


def test_rules_and_rights_are_found_in_either_direction_and_plain_parts_are_left_out() -> None:
    board = board_of(
        card("p", "process"), card("law", "policy"), card("right", "right"), card("k", "component", type="database"),
        links="law governs p, p touches right",
    )  # fmt: skip
    (row,) = legal.table(board, catalogue())
    assert (row.part, row.tier, row.rules, row.rights) == ("p", "", ("law",), ("right",))
    assert not row.needs_class


@pytest.mark.parametrize(("regime", "binds"), [("eu", True), ("", True), ("uk (yardstick only)", False)])
def test_the_law_says_when_it_was_checked_and_whether_it_binds(regime: str, binds: bool) -> None:
    state = legal.checked(board_of(regime=regime), catalogue())
    assert state.on == "2026-12-01"
    assert "2024/1689" in state.against
    assert "not legal advice" in state.disclaimer
    assert state.binding is binds
