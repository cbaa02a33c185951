"""Results of any origin, held to rule `disclosure-min-group` once more before they are read or passed on.

What this program counts obeys the rule from the start. Files of other programs, and of earlier versions, hold results
that may say what each of three or four people answered: of these only the number of answers is left.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from stworkshop.model.answers import is_anonymous
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.records import Record, Result, Round, replaced
from stworkshop.rounds.disclosure import SmallGroups, small_groups

Figures = Mapping[str, Any]
_KEPT = ("n", "voters", "raters_complete", "raters_incomplete", "one_each")
_EMPTY: Figures = {"mean_rank": {}, "by_side": {}}
_POINT = 3
"""Two places and how many people chose them."""
_APART = ("mean_by_side", "side_gaps", "counts_by_side", "by_side", "points_by_side")
"""Figures that set sides apart."""


def as_told(records: Iterable[Record], catalogue: Catalogue) -> list[Record]:
    """Return the records, of the results only what may be told."""
    records = list(records)
    board = Board(records)
    return [
        replaced(record, {"figures": told(board, record, catalogue)}) if isinstance(record, Result) else record
        for record in records
    ]


def told(board: Board, result: Result, catalogue: Catalogue) -> Figures:
    """Return what may be told of a result; all of it in a round that was not anonymous."""
    round_ = board.rounds.get(result.round)
    figures = result.figures if isinstance(result.figures, Mapping) else {}
    if round_ is None or not figures or not is_anonymous(board.session, round_):
        return figures
    rule = small_groups(catalogue)
    # Dots of a person, and places of a ranking, add up to a known number: one item follows from all the others.
    alone = round_.kind in ("rating", "placing")
    items = [figures] if alone else [r.figures for r in board.results.values() if r.round == round_.id]
    if any(_gives_away(round_, one, rule) for one in items if isinstance(one, Mapping)):
        return _only_the_number(figures)
    return _without_sides(figures) if _sides_give_away(figures, rule) else figures


def _only_the_number(figures: Figures) -> Figures:
    kept = {name: figures[name] for name in _KEPT if name in figures}
    empty = {name: value for name, value in _EMPTY.items() if name in figures}
    return {**kept, **empty, "hidden_sides": _all_sides(figures)} if "hidden_sides" in figures else {**kept, **empty}


def _without_sides(figures: Figures) -> Figures:
    empty: Figures = {name: {} for name in _APART if name in figures}
    return {**figures, **empty, "hidden_sides": _all_sides(figures)}


def _all_sides(figures: Figures) -> tuple[str, ...]:
    named = [side for name in _APART[:1] + _APART[2:] for side in _mapping(figures.get(name))]
    return tuple(dict.fromkeys([*(figures.get("hidden_sides") or ()), *named]))


def _gives_away(round_: Round, figures: Figures, rule: SmallGroups) -> bool:
    """Tell whether figures say what each person answered, or anything of one or two people."""
    n = next((n for name in ("n", "raters_complete", "voters") if (n := _number(figures.get(name))) is not None), 0)
    if n >= rule.least_if_equal or not _says_more(figures):
        return False
    return n < rule.least or _all_alike(round_, figures, n)


def _says_more(figures: Figures) -> bool:
    names = ("mean", "counts", "median", "dots", "dots_used", "mean_rank", "kendall_w")
    return any(figures.get(name) not in (None, {}, ()) for name in names)


def _all_alike(round_: Round, figures: Figures, n: float) -> bool:
    if round_.kind == "rating":
        return figures.get("sd") == 0 or _one_answer(figures.get("counts"))
    if round_.kind == "placing":
        lowest, highest = (_numbers(figures.get(name)) for name in ("min", "max"))
        return any(low == high for low, high in zip(lowest, highest, strict=False))
    if round_.kind == "dots":
        most = n * (round_.max_per_item or round_.dots_per_person or 0)
        dots = _number(figures.get("dots"))
        return dots is not None and (dots in (0, most) or dots == figures.get("breadth") == n)
    ranks = figures.get("mean_rank")
    means = _numbers(list(ranks.values()) if isinstance(ranks, Mapping) else [ranks])
    return any(mean in (1, len(round_.items)) for mean in means)


def _sides_give_away(figures: Figures, rule: SmallGroups) -> bool:
    """Tell whether one of the sides that are shown, or what is left when they are taken away, says too much."""
    if "counts" in figures:
        shown = [_numbers(counts) for counts in _mapping(figures.get("counts_by_side")).values()]
        rest = [a - sum(b) for a, *b in zip(_numbers(figures["counts"]), *shown, strict=False)]
        groups = [*shown, rest] if shown and sum(rest) else shown
        return any(not rule.passes(_answers(counts)) for counts in groups)
    sides = [_points(points) for points in _mapping(figures.get("points_by_side")).values()]
    return any(not rule.passes(points) for points in sides)


def _points(points: Any) -> list[tuple[float, float]]:
    """Return where the people of a side placed a card, one place for each person."""
    placed = [_numbers(point) for point in points] if isinstance(points, tuple | list) else []
    return [(point[0], point[1]) for point in placed if len(point) == _POINT for _person in range(int(point[2]))]


def _answers(counts: Sequence[float]) -> list[int]:
    return [value for value, n in enumerate(counts, 1) for _person in range(int(n))]


def _one_answer(counts: Any) -> bool:
    return sum(1 for count in _numbers(counts) if count) == 1


def _numbers(value: Any) -> list[float]:
    return [float(one) for one in value if _number(one) is not None] if isinstance(value, tuple | list) else []


def _number(value: Any) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
