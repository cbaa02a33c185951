"""Rule disclosure-min-group for the room as a whole: nobody's answer follows from what is told of three or four."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stworkshop.commands.base import Context, Decision
from stworkshop.commands.rounds import hand_in_sheet
from stworkshop.drawing.marks import marks_of
from stworkshop.exchange import our_json
from stworkshop.exchange.completing import completed
from stworkshop.exchange.writers import csv_files
from stworkshop.model.answers import Answer
from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.model.records import Element, Record, Result, Round, SessionRecord, Statement, replaced
from stworkshop.model.session_content import SessionContent
from stworkshop.report.content.outline import build
from stworkshop.rounds.agreement import figures, figures_of, result_id, results_of_round
from stworkshop.rounds.disclosed_results import as_told
from stworkshop.rounds.disclosure import SmallGroups

ITEMS = ("a", "b")
KINDS = ("rating", "dots", "ranking", "placing")
NUMBER_ONLY = {"n", "hidden_sides", "voters", "raters_complete", "raters_incomplete"}
EMPTY: tuple[Any, ...] = (None, {}, (), [])


def map_with(kind: str, *, anonymous: str = "yes", attribution: str = "role") -> list[Record]:
    asked = Round(
        id="w", question="What comes first?", kind=kind, items=ITEMS, anonymous=anonymous, closed_order=1,
        dots_per_person=4, max_per_item=4,
    )  # fmt: skip
    cards: list[Record] = [
        Statement(id=item, label=f"Statement {item}", seq=n) if kind == "rating"
        else Element(id=item, kind="concern", code=f"C{n}", label=f"Worry {item}", seq=n)
        for n, item in enumerate(ITEMS, 1)
    ]  # fmt: skip
    return [SessionRecord(id="s", label="Evening", attribution=attribution), *cards, asked]


def sheets(rows: list[tuple[tuple[int, int], tuple[int, int]]], kind: str) -> list[Answer]:
    """One sheet a row: the value (for a placing both) of each item; odd rows are the public's."""
    return [
        Answer(
            round="w", item=item, ballot=f"B{n}", side="public" if n % 2 else "planner", value=values[0],
            value2=values[1] if kind == "placing" else None, comment=f"I say {values[0]}",
        )
        for n, row in enumerate(rows) for item, values in zip(ITEMS, row, strict=True)
    ]  # fmt: skip


def closed(kind: str, rows: list[Any], **settings: str) -> Board:
    records = map_with(kind, **settings)
    (asked,) = (record for record in records if isinstance(record, Round))
    made = results_of_round(Board(records), asked, sheets(rows, kind), catalogue(), rng=random.Random(1))
    return Board([*records, *made])


def everything_said(board: Board) -> list[object]:
    """What pages, prints, exports and other programs get."""
    content = SessionContent(list(board.records()))
    return [
        list(board.results.values()), figures(board), marks_of(board),
        [build(board, catalogue(), edition) for edition in ("participants", "decision-makers", "engineers")],
        csv_files.tables(content), our_json.dump(content, for_others=True),
    ]  # fmt: skip


ONE, OTHER = ((1, 2), (2, 1)), ((2, 1), (1, 2))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("people", [1, 2, 3, 4])
def test_of_a_few_who_say_the_same_nothing_tells_what_they_said(kind: str, people: int) -> None:
    one, other = closed(kind, [ONE] * people), closed(kind, [OTHER] * people)
    assert everything_said(one) == everything_said(other)
    for result in one.results.values():
        assert {name for name, value in result.figures.items() if value not in EMPTY} <= NUMBER_ONLY


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("people", "settings"),
    [(5, {}), (3, {"anonymous": "no"}), (4, {"anonymous": "no", "attribution": "named"})],
)
def test_five_who_say_the_same_are_told_of_and_so_are_all_with_names(
    kind: str, people: int, settings: dict[str, str]
) -> None:
    one, other = closed(kind, [ONE] * people, **settings), closed(kind, [OTHER] * people, **settings)
    assert figures(one) != figures(other)


def test_where_all_agree_about_one_statement_the_others_are_told() -> None:
    board = closed("rating", [((3, 0), (1, 0)), ((3, 0), (2, 0)), ((3, 0), (4, 0)), ((3, 0), (5, 0))])
    assert set(figures_of(board, "w", "a")) == {"n", "hidden_sides"}
    assert figures_of(board, "w", "b")["counts"] == (1, 1, 0, 1, 1)
    assert figures_of(board, "w")["kendall_w"] is None, "the order of both would say where the hidden one lies"


@pytest.mark.parametrize("kind", ["dots", "ranking"])
def test_what_adds_up_is_told_for_all_items_or_for_none(kind: str) -> None:
    same = [((1, 0), (2, 0)), ((1, 0), (2, 0)), ((1, 0), (3, 0))]
    board = closed(kind, same)
    told = [figures_of(board, "w", item) for item in ITEMS]
    assert all(one.get("dots") is None and one.get("mean_rank") is None for one in told)
    assert figures_of(board, "w").get("dots_used") is None and not figures_of(board, "w").get("mean_rank")


def test_on_each_axis_of_a_place_the_answers_must_differ() -> None:
    board = closed("placing", [((1, 5), (1, 1)), ((2, 5), (2, 2)), ((3, 5), (3, 3))])
    assert "median" not in figures_of(board, "w", "a") and figures_of(board, "w", "b")["median"] == (2, 2)


@given(
    st.sampled_from(KINDS),
    st.lists(st.tuples(*[st.tuples(st.integers(1, 3), st.integers(1, 3))] * 2), max_size=6),
)
def test_more_than_the_number_is_told_exactly_where_the_rule_lets(kind: str, rows: list[Any]) -> None:
    board, rule = closed(kind, rows), SmallGroups(3, 5)
    items = [[row[n] if kind == "placing" else row[n][0] for row in rows] for n in range(2)]
    fine = [rule.passes(answers) for answers in items]
    if kind in ("dots", "ranking"):
        fine = [all(fine)] * 2
    for item, passes in zip(ITEMS, fine, strict=True):
        told = {name for name, value in figures_of(board, "w", item).items() if value not in EMPTY}
        assert bool(told - NUMBER_ONLY) == passes
    assert as_told(board.records(), catalogue()) == list(board.records()), "what is counted here needs no second look"


def foreign(kind: str, item: str, told: dict[str, Any], **settings: str) -> Board:
    """A closed round whose results another program, or an earlier version, has written."""
    whole = Result(id=result_id("w"), round="w", figures={"voters": told.get("n", 0)})
    return Board(
        [*map_with(kind, **settings), Result(id=result_id("w", item), round="w", item=item, figures=told), whole]
    )


SAYS_TOO_MUCH = [
    ("rating", {"n": 3, "mean": 2.0, "sd": 0.0, "counts": (0, 3, 0, 0, 0), "hidden_sides": ("public",)}),
    ("rating", {"n": 4, "mean": 2.0, "counts": (0, 4, 0, 0, 0), "comments": ({"text": "I say 2"},)}),
    ("rating", {"n": 2, "mean": 2.5, "counts": (0, 1, 1, 0, 0)}),
    ("rating", {"n": 3, "mean": 2.0, "sd": 0.0}),
    ("dots", {"n": 3, "dots": 0, "breadth": 0, "by_side": {"public": 0}}),
    ("dots", {"n": 4, "dots": 4, "breadth": 4}),
    ("dots", {"n": 3, "dots": 12, "breadth": 3}),
    ("dots", {"n": 2, "dots": 3, "breadth": 2}),
    ("ranking", {"n": 4, "mean_rank": 1.0}),
    ("ranking", {"n": 3, "mean_rank": 2}),
    ("placing", {"n": 3, "median": (2, 4), "min": (1, 4), "max": (3, 4)}),
]


@pytest.mark.parametrize(("kind", "told"), SAYS_TOO_MUCH)
def test_results_of_others_are_held_to_the_rule_as_well(kind: str, told: dict[str, Any]) -> None:
    board = foreign(kind, "a", told)
    n = told["n"]
    kept = figures_of(board, "w", "a")
    assert {name for name, value in kept.items() if value not in EMPTY} <= NUMBER_ONLY and kept["n"] == n
    taken_in = completed(SessionContent(list(board.records())), catalogue()).board()
    assert taken_in.results[result_id("w", "a")].figures == kept
    if n >= 3:  # the same of five, and of a round with names, may be told
        assert figures_of(foreign(kind, "a", {**told, "n": 5}), "w", "a") == {**told, "n": 5}
        assert figures_of(foreign(kind, "a", told, anonymous="no"), "w", "a") == told


@pytest.mark.parametrize(
    "apart",
    [
        {"public": (0, 0, 0, 0, 3)},  # three who say the same
        {"public": (1, 0, 0, 1, 0)},  # two
        {"public": (1, 1, 1, 0, 1)},  # the rest are two
    ],
)
def test_sides_that_others_set_apart_are_held_to_the_rule(apart: dict[str, tuple[int, ...]]) -> None:
    counts = (1, 1, 1, 0, 3)
    told = {"n": 6, "counts": counts, "mean_by_side": {"public": 3.0}, "counts_by_side": apart, "side_gaps": {}}
    found = figures_of(foreign("rating", "a", told), "w", "a")
    assert found["counts"] == counts and found["counts_by_side"] == found["mean_by_side"] == {}
    assert found["hidden_sides"] == ("public",)
    fine = {**told, "counts_by_side": {"public": (0, 1, 1, 0, 1)}}
    assert figures_of(foreign("rating", "a", fine), "w", "a") == fine
    points = {"n": 6, "median": (3, 3), "points_by_side": {"public": ((1, 2, 2), (3, 3, 1))}}
    assert figures_of(foreign("placing", "a", points), "w", "a") == points
    same = {**points, "points_by_side": {"public": ((1, 2, 2), (1, 3, 1))}}
    assert figures_of(foreign("placing", "a", same), "w", "a")["points_by_side"] == {}


def test_a_ranking_sheet_without_a_single_place_is_an_incomplete_one() -> None:
    full = sheets([((1, 0), (2, 0)), ((2, 0), (1, 0)), ((1, 0), (2, 0))], "ranking")
    half = [Answer(round="w", item="a", ballot="H", side="public", value=1)]
    empty = [Answer(round="w", item=item, ballot="E", side="public") for item in ITEMS]
    records = map_with("ranking")
    (asked,) = (record for record in records if isinstance(record, Round))
    *_items, whole = results_of_round(Board(records), asked, [*full, *half, *empty], catalogue())
    assert (whole.figures["raters_complete"], whole.figures["raters_incomplete"]) == (3, 2)
    assert whole.figures["voters"] == 4, "who gave no answer is no voter"


@pytest.mark.parametrize("kind", KINDS)
def test_a_sheet_that_says_nothing_is_handed_in_all_the_same(kind: str) -> None:
    records = [replaced(record, {"closed_order": None}) for record in map_with(kind)]
    outcome = hand_in_sheet(Board(records), Context(), round="w", answers=[], side="public")
    assert isinstance(outcome, Decision)
    assert [(answer.item, answer.given) for answer in outcome.sheet] == [(item, False) for item in ITEMS]
