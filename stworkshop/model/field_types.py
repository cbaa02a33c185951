"""What a field of a record may hold, and how a value of any origin becomes one that it holds."""

from __future__ import annotations

import datetime
import math
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from stworkshop.graphics import card_image

Value: TypeAlias = Any
"""A JSON value, with tuples in the place of lists."""

DEEPEST_VALUE = 40
"""So deep may lists and groups stand in one another, in a document, a row, and a file in JSON or YAML."""


FARTHEST = 5_000_000
"""Largest coordinate of a card, pixels; more than the commands allow, since the layout puts cards beside others."""
LONGEST_SIDE = 5_000
"""Widest and highest that a card can be, pixels; a larger one would cover the map."""
LARGEST_WHOLE = 2**31
"""Largest whole number of a field that names no bound of its own."""
LARGEST_SEQ = 10_000_000
"""Largest number in the order of making; the next one after it must fit, too."""
_BOUNDS = {"pair": FARTHEST, "integer": LARGEST_WHOLE, "number": LARGEST_WHOLE}


@dataclass(frozen=True, slots=True)
class FieldType:
    """What a field may hold: `name` is one of text, word, integer, number, yes-no, date, id, ids, pair, json,
    image.

    A number, and both numbers of a pair, lie between `low` and `high`, which are those of the type where None.

    A text of one `line` has no line ends, and one space between words, wherever it comes from. Where there are `words`,
    a text is one of them or empty, a list has no others, and a number may be one of them instead.
    """

    name: str
    default: Value
    line: bool = False
    low: float | None = None
    high: float | None = None
    words: frozenset[str] = frozenset()

    @property
    def is_number(self) -> bool:
        """Whether it holds a number, or a pair of them."""
        return self.name in _BOUNDS

    @property
    def bounds(self) -> tuple[float, float]:
        """The lowest and the highest number that it holds."""
        most = _BOUNDS[self.name]
        return (-most if self.low is None else self.low, most if self.high is None else self.high)

    def holds(self, value: Value) -> bool:
        """Tell whether the field can hold all of a value; None, which says nothing, it can."""
        if value is None:
            return True
        fits = _fitting(self, value)
        if fits is None or self.name != "ids" or not self.words:
            return fits is not None
        return all(one in fits for one in ((value,) if isinstance(value, str) else value) if one != "")


def coerce(kind: FieldType, value: Value) -> Value:
    """Return `value` as the field's type holds it (3.0 is 3), or the default where it cannot."""
    fits = None if value is None else _fitting(kind, value)
    if kind.line and fits:
        return " ".join(fits.split())
    if kind.name == "json" and any(isinstance(kind.default, s) != isinstance(fits, s) for s in (Mapping, tuple)):
        return kind.default if kind.default is not None or fits is None else fits
    return kind.default if fits is None else fits


def _fitting(kind: FieldType, value: Value) -> Value:
    """Return a value that says something as the field's type holds it, None where it cannot."""
    if kind.words and isinstance(value, str) and kind.name != "ids":
        return value if value in kind.words or (value == "" and not kind.is_number) else None
    fits = _COERCIONS[kind.name](value)
    if fits is None:
        return None
    if kind.is_number:
        low, high = kind.bounds
        return fits if all(low <= one <= high for one in (fits if isinstance(fits, tuple) else (fits,))) else None
    return tuple(word for word in fits if word in kind.words) if kind.words else fits


def freeze(value: Value) -> Value:
    """Return a JSON value with tuples in the place of lists and whole floats as integers."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return int(value)
    if isinstance(value, list | tuple):
        return tuple(freeze(item) for item in value)
    if isinstance(value, Mapping):
        return {str(key): freeze(item) for key, item in value.items()}
    return value


def is_value(value: object) -> bool:
    """Tell whether something is a value that a record can hold: plain, with an end, and not nested too deep."""
    waiting = [(value, 0)]
    while waiting:
        one, depth = waiting.pop()
        if isinstance(one, float):
            if not math.isfinite(one):
                return False
        elif isinstance(one, list | tuple | Mapping):
            if depth >= DEEPEST_VALUE:
                return False
            waiting += [(item, depth + 1) for item in (one.values() if isinstance(one, Mapping) else one)]
        elif isinstance(one, int) and not isinstance(one, bool):
            if not -(2**53) <= one <= 2**53:
                return False
        elif one is not None and not isinstance(one, str | bool):
            return False
    return True


def _text(value: Value) -> str | None:
    return value if isinstance(value, str) else None


def _date(value: Value) -> str | None:
    try:
        return value if value == "" or datetime.date.fromisoformat(value).isoformat() == value else None
    except (TypeError, ValueError):
        return None


def _integer(value: Value) -> int | None:
    # Compared first: a whole number of hundreds of figures is no float.
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < 2**53:
        return None
    return int(value) if float(value).is_integer() else None


def _number(value: Value) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if abs(value) <= sys.float_info.max else None


def _ids(value: Value) -> tuple[str, ...] | None:
    if isinstance(value, str):
        return (value,) if value else ()
    if not isinstance(value, list | tuple):
        return None
    return tuple(dict.fromkeys(item for item in value if isinstance(item, str) and item))


def _pair(value: Value) -> tuple[float, float] | None:
    if not isinstance(value, list | tuple) or len(value) != 2:
        return None
    x, y = (_number(item) for item in value)
    return None if x is None or y is None else (x, y)


def _image(value: Value) -> str | None:
    return value if card_image.is_text(value) else None


_COERCIONS = {
    "text": _text,
    "word": _text,
    "date": _date,
    "id": _text,
    "yes-no": _text,
    "integer": _integer,
    "number": _number,
    "ids": _ids,
    "pair": _pair,
    "json": freeze,
    "image": _image,
}
