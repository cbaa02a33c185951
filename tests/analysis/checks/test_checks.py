"""Every check of the catalogue, by its id: maps that it asks about, near misses, and that an edit is enough to see."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from stworkshop.analysis.checks.registry import CHECKS
from stworkshop.analysis.findings import SEVERITIES, Finding, FindingsIndex, fill, find
from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.model.changes import Change, adding, difference, removing, updating
from stworkshop.model.records import Element, Link, Record, ref_of
from tests.analysis.checks.cases import CASES, SIX, Case
from tests.analysis.checks.maps import CHANCE_VALUES, map_of

WORDS = catalogue()
SAMPLED = 8
HITS = [pytest.param(case, text, id=f"{case.check}: {text}") for case in CASES for text in case.hits]
MISSES = [pytest.param(case, text, id=f"{case.check}: {text}") for case in CASES for text in case.misses]


def found(case: Case, board: Board) -> list[Finding]:
    """What the check of a case says about just the subject of the case."""
    about = tuple(case.about.split())
    return [one for one in find(board, WORDS) if one.check == case.check and (one.elements or one.concepts) == about]


def test_every_check_has_a_rule_and_a_case() -> None:
    assert {check.id for check in CHECKS} == set(WORDS.checks)
    assert {case.check for case in CASES} == set(WORDS.checks)
    assert all(case.hits and case.misses for case in CASES)
    assert {str(entry["severity"]) for entry in WORDS.checks.values()} == set(SEVERITIES), "others are never asked"


@pytest.mark.parametrize(("case", "text"), HITS)
def test_it_asks(case: Case, text: str) -> None:
    (one,) = found(case, map_of(text))
    entry = WORDS.checks[case.check]
    assert one.severity == (case.severity or entry["severity"])
    assert one.suggestion == entry["suggestion"] and one.discussed is None and one.open
    assert len(one.elements) == len(entry["elements"])
    assert "{" not in one.message and '"' not in one.message and one.message[-1] in ".?"


def test_a_message_ends_once() -> None:
    assert fill('We decided "{d}".', {"d": "Seven nights in rosters."}) == "We decided “Seven nights in rosters”."
    assert fill('What of "{d}"?', {"d": "Wait..."}) == "What of “Wait...”?"


@pytest.mark.parametrize(("case", "text"), MISSES)
def test_it_leaves_a_near_miss_alone(case: Case, text: str) -> None:
    assert found(case, map_of(text)) == []


def between(before: Board, after: Board) -> Change:
    """The one change that makes one board of another."""
    old, new = ({ref_of(record): record for record in board.records()} for board in (before, after))
    updated = {ref: difference(old[ref], new[ref]) for ref in old.keys() & new.keys()}
    return Change(
        added={ref: record for ref, record in new.items() if ref not in old},
        removed={ref: record for ref, record in old.items() if ref not in new},
        updated={ref: fields for ref, fields in updated.items() if fields},
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.check)
def test_an_edit_from_miss_to_hit_and_back_is_seen(case: Case) -> None:
    for miss in case.misses:
        for hit in case.hits:
            board = map_of(miss)
            index = FindingsIndex(board, WORDS)
            change = between(board, map_of(hit))
            for step in (change, change.inverse()):
                board.apply(step)
                index.apply(step)
                assert index.all() == find(board, WORDS)


def small_edits(board: Board) -> Iterator[Change]:
    """Each small thing that can happen to each record of a map."""
    for record in list(board.records()):
        if isinstance(record, Element | Link):
            yield removing([record])
        if isinstance(record, Element):
            yield updating(record, {"label": "Other words"})
            yield updating(record, {"code": "Z9"})
            yield from (updating(record, {"kind": kind}) for kind in ("stakeholder", "component", "risk", "action"))
            yield from _attributes(record)
        elif isinstance(record, Link):
            yield updating(record, {"source": record.target, "target": record.source})
            yield from (updating(record, {"relation": relation}) for relation in ("owns", "feeds", "represents"))
        yield updating(record, {"seq": 99})


def _attributes(card: Element) -> Iterator[Change]:
    for name, values in CHANCE_VALUES.items():
        if name in WORDS.kind(card.kind).attributes:
            yield from (updating(card, {name: value}) for value in (*values, None))
    for type_id in ("", "language-model", "privacy-control", "mit-fria", "com-oversight", "human-oversight-point"):
        yield updating(card, {"type": type_id})
    yield updating(card, {"concepts": ("regulation",)})


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.check)
def test_each_small_edit_is_seen(case: Case, soak: bool) -> None:
    """The gate tries a fixed sample of the edits, another part of them on each map."""
    for which, text in enumerate((*case.hits, *case.misses)):
        board = map_of(text)
        index = FindingsIndex(board, WORDS)
        for number, change in enumerate(small_edits(map_of(text))):
            if not soak and (number + which) % SAMPLED:
                continue
            for step in (change, change.inverse()):
                if step:
                    board.apply(step)
                    index.apply(step)
                    assert index.all() == find(board, WORDS), (text, change)


def test_an_empty_map_asks_for_people_and_topics_only() -> None:
    asked = find(Board(), WORDS)
    assert [one.check for one in asked if one.severity == "must"] == ["chk-no-public-side"]
    assert [one.concepts for one in asked if one.check == "chk-concept-empty"] == [(concept,) for concept in SIX]
    assert len([one for one in asked if one.check == "chk-concept-not-linked"]) == 15


def test_what_weighs_most_comes_first_then_the_catalogues_order() -> None:
    board = map_of("r risk severity=1; e concern; c component/ml-model; q risk severity=4; d decision status=agreed")
    order = list(WORDS.checks)
    keys = [(("must", "should", "note").index(one.severity), order.index(one.check)) for one in find(board, WORDS)]
    assert keys == sorted(keys)
    weights = [(one.severity, one.elements) for one in find(board, WORDS) if one.check == "chk-risk-no-mitigation"]
    assert weights == [("must", ("q",)), ("should", ("r",))]


def same_words(text: str) -> list[Finding]:
    return [one for one in find(map_of(text), WORDS) if one.check == "chk-same-label-twice"]


def test_cards_of_the_same_words_are_asked_about_once_in_the_order_of_making() -> None:
    three = "z goal label=x; m goal label=X; a goal label=x"
    assert [one.elements for one in same_words(three)] == [("z", "m", "a")]
    assert [one.elements for one in same_words(f"{three}; z corresponds-to m")] == [("z", "m", "a")]
    # A pair stays a pair: where each other two are joined, only the two that are not are asked about.
    (pair,) = same_words(f"{three}; z corresponds-to m; a corresponds-to m")
    assert pair.elements == ("z", "a") and pair.message == "Two cards are called “x”. Are they the same thing?"
    assert not same_words(f"{three}; z corresponds-to m; a corresponds-to m; a corresponds-to z")
    assert [one.elements for one in same_words("b goal label=y; c goal label=x; d goal label=x; e goal label=y")] == [
        ("b", "e"),
        ("c", "d"),
    ]


def test_a_group_was_talked_about_by_itself_or_two_by_two() -> None:
    three = "z goal label=x; m goal label=x; a goal label=x"
    pairs = [f"n{pair[0]}{pair[2]} note kind=finding check=chk-same-label-twice about={pair} text=Kept_{pair[0]}"
             for pair in ("z,m", "a,z", "m,a")]  # fmt: skip
    assert [one.discussed for one in same_words(";".join([three, *pairs[:2]]))] == [None]
    assert [one.discussed for one in same_words(";".join([three, *pairs]))] == ["Kept m"]
    (whole,) = same_words(f"{three}; n note kind=finding check=chk-same-label-twice about=a,m,z text=All_kept")
    assert whole.discussed == "All kept"


def test_two_links_to_the_same_ability_make_one_question() -> None:
    board = map_of("x public-service; a capability; x requires a; x depends-on a")
    assert len([one for one in find(board, WORDS) if one.check == "chk-ability-required-unheld"]) == 1


def test_words_of_messages_name_the_cards() -> None:
    said = {one.check: one.message for one in find(map_of("a concern label=No_{c}_please; a has-concern b"), WORDS)}
    assert said["chk-concern-no-stakeholder"].startswith("Whose concern is “No {c} please”?")
    assert said["chk-link-dangling"] == (
        "Which card belongs at the open end? "
        "The link “No {c} please – has concern – a card that is gone” has lost a card at one end."
    )


def test_the_pair_of_sides_with_the_widest_gap_is_named() -> None:
    board = map_of("y statement label=Fair; y rated public=1,1 planner=3,3 supplier=3,3 anonymous=no")
    (said,) = [one.message for one in find(board, WORDS) if one.check == "chk-sides-differ"]
    sides = WORDS.sides
    assert said == f"{sides['public']} and {sides['planner'].lower()} see “Fair” differently. Why?"


def test_a_link_that_lost_a_card_counts_for_no_other_rule() -> None:
    checks = {one.check for one in find(map_of("s stakeholder; s has-concern c"), WORDS)}
    assert {"chk-link-dangling", "chk-element-isolated", "chk-stakeholder-no-concern"} <= checks
    assert "chk-link-not-allowed" not in checks


DISCUSSED = "n note kind=finding check={check} about={about} text=we_come_back_to_it"


@pytest.mark.parametrize(
    ("text", "check", "about"),
    [
        ("r risk", "chk-risk-no-mitigation", "r"),
        ("s stakeholder; c component; s supplies c; s oversees c", "chk-self-oversight", "s,c"),
        ("c concern", "chk-concept-empty", "regulation"),
    ],
)
def test_a_reason_is_told_with_the_finding(text: str, check: str, about: str) -> None:
    board = map_of(f"{text}; {DISCUSSED.format(check=check, about=about)}")
    told = [one for one in find(board, WORDS) if one.discussed is not None]
    assert [(one.check, one.about, one.open) for one in told] == [(check, tuple(about.split(",")), False)]
    assert told[0].discussed == "we come back to it"


@pytest.mark.parametrize(
    "note",
    [
        "n note kind=finding check=chk-risk-no-affected about=r text=x",
        "n note kind=finding check=chk-risk-no-mitigation about=q text=x",
        "n note kind=comment check=chk-risk-no-mitigation about=r text=x",
        "n note kind=finding check=chk-risk-no-mitigation about=r text=_",
    ],
)
def test_a_note_about_something_else_is_no_reason(note: str) -> None:
    asked = find(map_of(f"r risk; q risk; {note}"), WORDS)
    assert all(one.open for one in asked if one.check == "chk-risk-no-mitigation" and one.elements == ("r",))


def test_the_last_of_several_reasons_counts_and_goes_with_its_note() -> None:
    first, second = (f"n{n} note kind=finding check=chk-risk-no-mitigation about=r text=reason_{n}" for n in (1, 2))
    board = map_of(f"r risk; {first}; {second}")
    index = FindingsIndex(board, WORDS)

    def reasons() -> list[str | None]:
        return [one.discussed for one in index.all() if one.check == "chk-risk-no-mitigation"]

    assert reasons() == ["reason 2"]
    gone: list[Record] = [board.notes["n2"]]
    for change, reason in ((removing(gone), "reason 1"), (adding(gone), "reason 2")):
        board.apply(change)
        index.apply(change)
        assert reasons() == [reason]
