"""The shapes of the figures in a `results` record: what a file may hold under the names that the program reads."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from stworkshop.i18n import gettext as _

_NUMBERS = frozenset(
    (
        *("n", "dont_know", "missing", "mean", "sd", "iqr", "consensus", "share_agree", "share_disagree"),
        *("dots", "breadth", "breadth_share", "share", "voters", "dots_used", "kendall_w", "raters_complete"),
        "raters_incomplete",
    )
)
_NUMBERS_BY_NAME = frozenset(("mean_by_side", "side_gaps", "shift"))
_NUMBERS_IN_LISTS = frozenset(("counts",))
_PAIRS = frozenset(("min", "max"))
_TEXTS_IN_LISTS = frozenset(("hidden_sides",))


def figures_problem(figures: Any) -> str:
    """Return what is wrong with the figures of a result, '' where all that the program reads is fit."""
    if not isinstance(figures, Mapping):
        return _("takes a group of figures.")
    wrong = next((str(name) for name, value in figures.items() if not _fits(str(name), value)), "")
    return _("the figure “{name}” is not what it should be.").format(name=wrong) if wrong else ""


def _fits(name: str, value: Any) -> bool:
    """Tell whether a figure has the shape that goes with its name; unknown names may hold anything."""
    if value is None:
        return True
    if name in _NUMBERS:
        return _number(value)
    if name == "band":
        return isinstance(value, str)
    if name in _NUMBERS_BY_NAME:
        return isinstance(value, Mapping) and all(map(_number, value.values()))
    if name in _NUMBERS_IN_LISTS or name in _PAIRS:
        return _sequence(value) and all(map(_number, value))
    if name in _TEXTS_IN_LISTS:
        return _sequence(value) and all(isinstance(item, str) for item in value)
    return _fits_by_kind(name, value)


def _fits_by_kind(name: str, value: Any) -> bool:
    """Check the figures whose shape depends on the kind of the round."""
    if name == "median":
        return _number(value) or (_sequence(value) and all(map(_number, value)))
    if name == "mean_rank":
        return _number(value) or (isinstance(value, Mapping) and all(map(_number, value.values())))
    if name == "counts_by_side":
        return isinstance(value, Mapping) and all(_sequence(v) and all(map(_number, v)) for v in value.values())
    if name == "by_side":
        return isinstance(value, Mapping) and all(_number(v) or isinstance(v, Mapping) for v in value.values())
    if name == "comments":
        return _sequence(value) and all(isinstance(v, Mapping) and isinstance(v.get("text"), str) for v in value)
    if name == "quartiles":
        return _sequence(value) and all(_sequence(v) and all(map(_number, v)) for v in value)
    return True


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _sequence(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)
