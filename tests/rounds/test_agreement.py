"""From the sheets of a round to what everybody may see, and from results to the figures of a session."""

import json
import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stworkshop.model.answers import Answer, ballot_codes
from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.model.records import Element, Participant, Record, Round, SessionRecord, Statement
from stworkshop.rounds.agreement import figures, results_of_round, round_that_counts

SIDES = ("public", "planner", "implementer", "supplier", "oversight")


def board_with(*records: Record, attribution: str = "role") -> Board:
    return Board([SessionRecord(id="s", label="S", attribution=attribution), *records])


def rating(
    name: str = "w", *, anonymous: str = "yes", order: int | None = 1, follows: str = "", items: str = "y"
) -> Round:
    return Round(
        id=name,
        question="?",
        kind="rating",
        items=tuple(items.split()),
        anonymous=anonymous,
        closed_order=order,
        follows=follows,
    )


def sheets(round_id: str, values: dict[str, list[Any]], item: str = "y", *, names: bool = False) -> list[Answer]:
    """One answer a person: a number, "dk", or None, by side."""
    return [
        Answer(
            round=round_id,
            item=item,
            side=side,
            participant=f"{side}{n}" if names else "",
            ballot="" if names else f"{side}-{n}",
            value=value if isinstance(value, int) else None,
            dk="yes" if value == "dk" else "no",
        )
        for side, found in values.items()
        for n, value in enumerate(found)
    ]


def rated(values: dict[str, list[Any]], *, anonymous: str = "yes", attribution: str = "role") -> dict[str, Any]:
    """The figures of one statement after one round."""
    board, asked = board_with(Statement(id="y", label="Y"), attribution=attribution), rating(anonymous=anonymous)
    answers = sheets("w", values, names=anonymous == "no" and attribution != "anonymous")
    return dict(results_of_round(board, asked, answers, catalogue())[0].figures)


def everything(board: Board, *rounds: Round, answers: list[Answer]) -> dict[str, Any]:
    records: list[Record] = [*board.records(), *rounds]
    for asked in rounds:
        records += results_of_round(Board(records), asked, answers, catalogue())
    return figures(Board(records))


def test_counts_of_all_and_by_side() -> None:
    found = rated({"public": [1, 2, 3, "dk", None], "planner": [4, 5, 5, 4]}, anonymous="no")
    assert (found["n"], found["dont_know"], found["missing"]) == (7, 1, 1)
    assert found["counts"] == (1, 1, 1, 2, 2)
    assert found["counts_by_side"] == {"public": (1, 1, 1, 0, 0), "planner": (0, 0, 0, 2, 2)}
    assert found["mean_by_side"] == {"public": 2, "planner": 4.5}
    assert found["side_gaps"] == {"public-planner": -2.5}
    assert found["hidden_sides"] == ()


def test_a_gap_needs_two_answers_of_each_side() -> None:
    found = rated({"public": [1, 2], "planner": [4], "supplier": [5, 5]}, anonymous="no")
    assert found["side_gaps"] == {"public-supplier": -3.5}
    assert set(found["mean_by_side"]) == {"public", "planner", "supplier"}


def test_an_anonymous_round_hides_small_sides_everywhere() -> None:
    found = rated({"public": [1, 2, 3, 4, 5], "planner": [2, 3, 4, 4], "supplier": [5, 1]})
    assert found["mean_by_side"] == {"public": 3}
    assert found["counts_by_side"] == {"public": (1, 1, 1, 1, 1)}
    assert found["side_gaps"] == {}
    assert found["hidden_sides"] == ("planner", "supplier")


def test_in_an_anonymous_session_every_round_is_anonymous() -> None:
    found = rated({"public": [1, 5], "planner": [2, 3, 4]}, anonymous="no", attribution="anonymous")
    assert found["mean_by_side"] == {}


def test_of_fewer_than_three_answers_only_their_number_is_told() -> None:
    found = rated({"public": [1, "dk"], "planner": [4, None]})
    assert found == {"n": 2, "hidden_sides": ("public", "planner")}


def test_fewer_than_three_answers_have_no_band_where_names_are_known() -> None:
    found = rated({"public": [4, 4]}, anonymous="no")
    assert (found["mean"], found["consensus"], found["band"]) == (4, 1, None)


def test_nobody_answered() -> None:
    found = rated({"public": ["dk", None]}, anonymous="no")
    assert (found["n"], found["dont_know"], found["missing"]) == (0, 1, 1)
    assert all(found[name] is None for name in ("mean", "sd", "median", "iqr", "consensus", "band", "share_agree"))


def test_the_round_as_a_whole_has_turnout_and_order() -> None:
    answers = sheets("w", {"public": [1, 2, None]}, "a", names=True) + sheets(
        "w", {"public": [2, 4, None]}, "b", names=True
    )
    asked = rating(anonymous="no", items="a b")
    whole = results_of_round(board_with(), asked, answers, catalogue())[-1]
    assert (whole.item, whole.figures["voters"], whole.figures["raters_complete"]) == ("", 2, 2)
    assert whole.figures["kendall_w"] == 1


def test_comments_are_shuffled_and_bear_no_side_where_the_round_is_anonymous() -> None:
    answers = [
        Answer(round="w", item="y", side="public", ballot=f"{n}", value=n % 5 + 1, comment=f"words {n}")
        for n in range(8)
    ]
    found = results_of_round(board_with(), rating(), answers, catalogue(), rng=random.Random(1))[0].figures["comments"]
    assert sorted(c["text"] for c in found) == [f"words {n}" for n in range(8)]
    assert [c["text"] for c in found] != [f"words {n}" for n in range(8)]
    assert all(set(c) == {"text"} for c in found)


@pytest.mark.parametrize(
    ("attribution", "expected"),
    [
        ("named", {"text": "No.", "side": "public", "participant": "p"}),
        ("role", {"text": "No.", "side": "public"}),
        ("anonymous", None),
    ],
)
def test_a_comment_bears_a_name_only_in_a_named_session(attribution: str, expected: dict[str, str] | None) -> None:
    answers = [Answer(round="w", item="y", side="public", participant="p", value=1, comment="No.")]
    board = board_with(attribution=attribution)
    found = results_of_round(board, rating(anonymous="no"), answers, catalogue())[0].figures
    assert found.get("comments", ()) == (() if expected is None else (expected,))


def test_a_repeated_round_tells_who_moved_only_where_sheets_have_names() -> None:
    first, second = {"public": [1, 2, 3, 4]}, {"public": [2, 2, 5, 3]}
    for anonymous in ("no", "yes"):
        rounds = rating("one", anonymous=anonymous), rating("two", anonymous=anonymous, order=2, follows="one")
        named = anonymous == "no"
        answers = sheets("one", first, names=named) + sheets("two", second, names=named)
        shown = everything(board_with(Statement(id="y", label="Y")), *rounds, answers=answers)
        shift = shown["agreement"]["statements"][0]["shift"]
        assert shift["mean"] == pytest.approx(0.5)
        moved = {name: shift[name] for name in ("up", "down", "same") if name in shift}
        assert moved == ({"up": 2, "down": 1, "same": 1} if named else {})


def test_the_last_closed_round_counts_and_open_ones_are_sealed() -> None:
    rounds = [rating("one", order=1), rating("three", order=None), rating("two", order=2)]
    board = board_with(Statement(id="y", label="Y"), *rounds)
    assert round_that_counts(board, "y") == rounds[2]
    assert round_that_counts(board_with(rounds[1]), "y") is None
    assert figures(board_with(Statement(id="y", label="Y"), rounds[1]))["agreement"]["statements"] == []


def test_dots_are_ordered_by_dots_then_breadth_then_ballot() -> None:
    cards = [Element(id=name, kind="concern", label=name) for name in "abcd"]
    asked = Round(id="w", question="?", kind="dots", items=("a", "b", "c", "d"), anonymous="no", closed_order=1)
    given_dots = {"a": [0, 1, 0], "b": [2, 0, 0], "c": [1, 1, 0], "d": [1, 0, 0]}
    answers = [
        answer for item, dots in given_dots.items() for answer in sheets("w", {"public": dots}, item, names=True)
    ]
    shown = everything(board_with(*cards), asked, answers=answers)["dots"]
    assert [entry["id"] for entry in shown] == ["c", "b", "a", "d"]
    assert [entry["breadth"] for entry in shown] == [2, 1, 1, 1]
    assert [entry["share"] for entry in shown] == pytest.approx([2 / 6, 2 / 6, 1 / 6, 1 / 6])
    assert shown[0]["breadth_share"] == pytest.approx(2 / 3)
    assert shown[0]["by_side"] == {"public": 2}


def test_dots_of_two_sheets_stay_hidden() -> None:
    asked = Round(id="w", question="?", kind="dots", items=("a",), anonymous="yes", closed_order=1)
    found = results_of_round(board_with(), asked, sheets("w", {"public": [2, 1]}, "a"), catalogue())
    assert found[0].figures == {"n": 2, "by_side": {}, "hidden_sides": ("public",)}
    assert (found[1].figures["voters"], found[1].figures["dots_used"]) == (2, None)


def test_a_ranking_counts_complete_sheets_only() -> None:
    asked = Round(id="w", question="?", kind="ranking", items=("a", "b", "c"), anonymous="no", closed_order=1)
    places: dict[str, list[Any]] = {"a": [1, 1, 2], "b": [2, 2, 1], "c": [3, 2, None]}
    answers = [answer for item, found in places.items() for answer in sheets("w", {"public": found}, item, names=True)]
    shown = everything(board_with(), asked, answers=answers)["agreement"]
    assert shown["rankings"] == [{"round": "w", "raters_complete": 2, "mean_rank": {"a": 1, "b": 2.25, "c": 2.75}}]
    assert shown["kendall_w"]["w"] == pytest.approx(78 / 84)


def test_a_ranking_of_two_hides_its_order_where_nobody_is_named() -> None:
    asked = Round(id="w", question="?", kind="ranking", items=("a", "b"), closed_order=1)
    answers = [answer for item in "ab" for answer in sheets("w", {"public": [1, 2]}, item)]
    whole = results_of_round(board_with(), asked, answers, catalogue())[-1].figures
    assert (whole["mean_rank"], whole["kendall_w"], whole["raters_complete"]) == ({}, None, 2)


def test_a_placing_has_a_value_for_each_axis() -> None:
    asked = Round(id="w", question="?", kind="placing", items=("a",), anonymous="no", closed_order=1)
    answers = [
        Answer(round="w", item="a", side="public", participant=f"p{x}{y}", value=x, value2=y)
        for x, y in ((1, 5), (2, 5), (4, 3), (5, 1))
    ]
    answers.append(Answer(round="w", item="a", side="planner", participant="half", value=3))
    shown = everything(board_with(), asked, answers=answers)["agreement"]["placings"][0]
    assert (shown["n"], shown["median"], shown["min"], shown["max"]) == (4, (3, 4), (1, 1), (5, 5))
    assert shown["quartiles"] == ((1.75, 4.25), (2.5, 5))
    assert shown["by_side"] == {"public": {"n": 4, "median": (3, 4)}}


def test_figures_read_results_and_never_answers() -> None:
    asked = rating(anonymous="no")
    shown = figures(board_with(Statement(id="y", label="Y", about="d", stance="supports"), asked))
    entry = shown["agreement"]["statements"][0]
    assert (entry["id"], entry["about"], entry["stance"], entry["n"], entry["mean_by_side"]) == (
        "y",
        "d",
        "supports",
        None,
        {},
    )
    assert shown["agreement"]["kendall_w"] == {"w": None}


def test_results_have_the_same_ids_on_every_laptop() -> None:
    made = [results_of_round(board_with(), rating(items="y z"), [], catalogue()) for _ in range(2)]
    assert [[r.id for r in results] for results in made] == [["result.w.y", "result.w.z", "result.w"]] * 2


def test_ballot_codes_differ_and_hold_no_look_alikes() -> None:
    codes = ballot_codes(900, taken=("K7Q",))
    assert len(set(codes)) == 900 and "K7Q" not in codes
    assert all(code[0].isalpha() and code[1].isdigit() and code[2].isalpha() for code in codes)
    assert not set("01OI") & set("".join(codes))
    with pytest.raises(ValueError, match="codes are left"):
        ballot_codes(5000)


@given(st.dictionaries(st.sampled_from(SIDES), st.lists(st.sampled_from([1, 2, 3, 4, 5, "dk", None]), max_size=7)))
def test_no_figure_of_an_anonymous_round_gives_a_small_group_away(values: dict[str, list[Any]]) -> None:
    asked = rating()
    results = results_of_round(
        board_with(Participant(id="p", label="P", side="public")), asked, sheets("w", values), catalogue()
    )
    found = results[0].figures
    if found["n"] < 3:
        assert set(found) == {"n", "hidden_sides"}
        return
    rest = list(found["counts"])
    for counts in found["counts_by_side"].values():
        assert sum(counts) >= 3 and (sum(map(bool, counts)) > 1 or sum(counts) >= 5)
        rest = [left - mine for left, mine in zip(rest, counts, strict=True)]
    if found["counts_by_side"] and found["hidden_sides"]:
        assert sum(rest) >= 3 and (sum(map(bool, rest)) > 1 or sum(rest) >= 5)
    assert set(found["mean_by_side"]) == set(found["counts_by_side"])
    assert not set(found["mean_by_side"]) & set(found["hidden_sides"])
    assert all(set(pair.split("-")) <= set(found["mean_by_side"]) for pair in found["side_gaps"])
    told = json.dumps([r.figures for r in results], default=dict)
    assert "ballot" not in told and not any(f"{side}-{n}" in told for side in SIDES for n in range(7))
