"""Where things lie: the index finds what a plain search finds, in order, after any changes."""

from typing import TypeAlias

from hypothesis import given
from hypothesis import strategies as st

from ui.canvas.index import Box, BoxIndex

_side = st.integers(0, 60)
_box = st.tuples(_side, _side, _side, _side).map(
    lambda b: (float(min(b[0], b[2])), float(min(b[1], b[3])), float(max(b[0], b[2])), float(max(b[1], b[3])))
)
_Step: TypeAlias = tuple[str, str, list[Box]]
_step: st.SearchStrategy[_Step] = st.one_of(
    st.tuples(st.just("put"), st.sampled_from("abcdef"), st.lists(_box, max_size=3)),
    st.tuples(st.just("drop"), st.sampled_from("abcdef"), st.just([])),
)


def _touch(a: Box, b: Box) -> bool:
    return a[0] <= b[2] and a[2] >= b[0] and a[1] <= b[3] and a[3] >= b[1]


@given(st.lists(_step, max_size=60), _box)
def test_hits_are_what_a_plain_search_finds(steps: list[_Step], window: Box) -> None:
    index, known = BoxIndex(), {}  # type: tuple[BoxIndex, dict[str, list[Box]]]
    for what, key, boxes in steps:
        if what == "put":
            index.put(key, boxes)
            known[key] = boxes
        else:
            index.drop(key)
            known.pop(key, None)
    assert index.hits(window) == [key for key, boxes in known.items() if any(_touch(b, window) for b in boxes)]
    assert len(index) == len(known)


def test_filled_keys_keep_their_order_when_they_move() -> None:
    index = BoxIndex()
    index.fill(["x", "y", "z"], [(0, 0, 1, 1), (5, 5, 6, 6), (0, 0, 9, 9)])
    index.put("x", [(4, 4, 7, 7)])
    assert index.hits((5, 5, 5, 5)) == ["x", "y", "z"]
    assert index.bounds() == (0, 0, 9, 9)


def test_many_changes_do_not_grow_the_index() -> None:
    index = BoxIndex()
    for number in range(3000):
        index.put("a", [(number, 0, number + 1, 1)] * (1 + number % 3))
    assert index.hits((2999, 0, 3000, 1)) == ["a"]
    assert len(index._boxes) < 1000


def test_an_empty_index_has_no_bounds() -> None:
    index = BoxIndex()
    assert index.bounds() is None
    index.put("a", [(0, 0, 1, 1)])
    index.drop("a")
    assert index.bounds() is None
    assert index.hits((0, 0, 9, 9)) == []


def test_a_new_key_that_makes_the_index_tidy_itself() -> None:
    index = BoxIndex()
    for n in range(64):
        index.put(f"old-{n}", [(n, 0, n + 1, 1)])
    for n in range(60):
        index.drop(f"old-{n}")
    index.put("new", [(500, 0, 501, 1)])
    assert index.hits((499, 0, 502, 1)) == ["new"]
    assert index.hits((0, 0, 64, 1)) == [f"old-{n}" for n in range(60, 64)]
