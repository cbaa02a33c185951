"""Rule disclosure-min-group: no small group is shown apart, and nothing about one follows by subtraction."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stworkshop.model.catalogue import catalogue
from stworkshop.rounds.disclosure import SmallGroups, small_groups

SIDES = ("public", "planner", "implementer", "supplier", "oversight")
RULE = SmallGroups(3, 5)
GROUPS = st.lists(st.lists(st.integers(1, 5), max_size=7), min_size=1, max_size=5).map(
    lambda rows: dict(zip(SIDES, rows, strict=False))
)


def many(*values: int) -> list[int]:
    return list(values)


def may_be_known(answers: list[int]) -> bool:
    """The rule in other words: nobody's answer is known from these, and they are not just one or two."""
    return len(answers) >= 3 and (len(set(answers)) > 1 or len(answers) >= 5)


def test_the_numbers_are_the_catalogues() -> None:
    assert small_groups(catalogue()) == SmallGroups(least=3, least_if_equal=5)


@pytest.mark.parametrize(
    ("groups", "shown"),
    [
        # The example of the rule: two suppliers would follow from all minus the others.
        ({"public": many(1, 2, 3, 4, 5), "planner": many(1, 2, 3, 4), "supplier": many(2, 4)}, ["public"]),
        # With one answer more among the hidden, they are three together.
        (
            {"public": many(1, 2, 3, 4, 5), "planner": many(1, 2, 3, 4), "supplier": many(2, 4), "oversight": many(3)},
            ["public", "planner"],
        ),
        # Unless the three are equal.
        (
            {"public": many(1, 2, 3, 4, 5), "planner": many(1, 2, 3, 4), "supplier": many(2, 2), "oversight": many(2)},
            ["public"],
        ),
        # Three equal answers: each would be known.
        ({"public": many(5, 5, 5), "planner": many(5, 5, 4, 5)}, []),
        ({"public": many(5, 5, 5), "planner": many(5, 5, 4, 5), "supplier": many(1)}, ["planner"]),
        ({"public": many(5, 5, 5, 5, 5), "planner": many(5, 5, 4, 5)}, ["public", "planner"]),
        # Of equally small ones the later in the order of sides goes.
        ({"public": many(1, 2, 3), "planner": many(3, 2, 1), "supplier": many(2)}, ["public"]),
        # The smallest one goes, wherever it stands.
        ({"public": many(1, 2, 3), "planner": many(5, 2, 4, 3), "supplier": many(2, 3)}, ["planner"]),
        # A side that took part and gave no number would be known by subtraction, too.
        ({"public": many(1, 2, 3, 4), "planner": many(1, 2, 3), "supplier": []}, ["public"]),
        ({"public": many(1, 2, 3)}, ["public"]),
        ({}, []),
    ],
)
def test_which_sides_may_be_shown(groups: dict[str, list[int]], shown: list[str]) -> None:
    assert RULE.shown([groups]) == shown


def test_what_adds_up_is_shown_for_all_items_or_for_none() -> None:
    spread = {"public": many(0, 1, 2), "planner": many(1, 0, 2)}
    equal = {"public": many(0, 0, 0), "planner": many(1, 0, 2)}
    assert RULE.shown([spread, spread]) == ["public", "planner"]
    assert RULE.shown([spread, equal]) == []


def test_each_axis_of_a_place_counts_by_itself() -> None:
    assert not RULE.passes([(1, 5), (2, 5), (3, 5)])
    assert RULE.passes([(1, 5), (2, 4), (3, 5)])


@given(GROUPS)
def test_nothing_hidden_follows_by_subtraction(groups: dict[str, list[int]]) -> None:
    shown = RULE.shown([groups])
    everybody = [answer for answers in groups.values() for answer in answers]
    for size in range(len(shown) + 1):
        for known in combinations(shown, size):
            rest = list(everybody)
            for answer in (answer for side in known for answer in groups[side]):
                rest.remove(answer)
            for part in ([answer for side in known for answer in groups[side]], rest):
                assert may_be_known(part) or not (shown and part) or len(part) == len(everybody)


@given(GROUPS)
def test_nothing_is_hidden_without_need(groups: dict[str, list[int]]) -> None:
    shown = RULE.shown([groups])
    if all(may_be_known(answers) for answers in groups.values()):
        assert shown == list(groups)
    for side in set(groups) - set(shown):
        hidden = [answer for other in groups if other not in shown and other != side for answer in groups[other]]
        fine = may_be_known(groups[side]) and may_be_known(hidden)
        biggest = all(len(groups[side]) >= len(groups[other]) for other in set(groups) - set(shown))
        assert not (fine and biggest and len(set(groups) - set(shown)) > 1)


@given(st.lists(GROUPS, min_size=2, max_size=3))
def test_what_is_shown_for_all_items_may_be_shown_for_each(items: list[dict[str, list[int]]]) -> None:
    sides = [side for side in SIDES if all(side in item for item in items)]
    alike = [{side: item[side] for side in sides} for item in items]
    for shown in [RULE.shown(alike)]:
        for item in alike:
            hidden = [answer for side in sides if side not in shown for answer in item[side]]
            assert all(may_be_known(item[side]) for side in shown)
            assert not shown or len(shown) == len(sides) or may_be_known(hidden)


def test_the_rule_of_a_session_is_nobodys_to_change_and_no_items_tell_nothing() -> None:
    with pytest.raises(AttributeError):
        RULE.least = 1  # type: ignore[misc]
    assert not RULE.tells([]) and not RULE.tells([[1, 2, 3], []]) and RULE.tells([[1, 2, 3], [1, 1, 2]])


def test_no_side_is_shown_where_the_room_is_not() -> None:
    assert RULE.shown([{"public": many(2, 2, 2), "planner": many(2)}]) == []
    assert RULE.shown([{"public": many(0, 1, 2)}, {"public": many(0, 0, 0)}]) == []
