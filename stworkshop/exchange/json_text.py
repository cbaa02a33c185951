"""JSON as text: read with limits and every doubtful spot named, written so that a person can read the differences."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any

from stworkshop.i18n import gettext as _
from stworkshop.model.field_types import DEEPEST_VALUE
from stworkshop.validation.file_problems import BadFile, Problems, quoted

LARGEST_FILE = 64 * 2**20
"""Bytes."""
DEEPEST = DEEPEST_VALUE
"""Levels of lists and groups within one another."""
LONGEST_NUMBER = 25
_LONGEST_LINE = 116
_RECORD_DEPTH = 2
"""Depth from which what is short goes on one line: the records of a part."""


class _Unfit(ValueError):
    """A spot of the text that cannot be read without loss; the message is a sentence for people."""


def decoded(data: bytes, name: str, largest: int = LARGEST_FILE) -> str:
    """Return the text of a file: UTF-8, or UTF-16 where its first bytes say so; raises BadFile where it is none."""
    if len(data) > largest:
        size = _("It is larger than {size} MB, which no session is.").format(size=largest // 2**20)
        raise BadFile(name, [size])
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise BadFile(name, [_("It is not text in UTF-8: line {line} holds other bytes.").format(line=line)]) from None
    if not text.strip("\0\ufeff \t\r\n"):
        raise BadFile(name, [_("It is empty.")])
    return text


def parsed(text: str, name: str) -> Any:
    """Return the value of a JSON text; raises BadFile for what is no JSON, or would be altered by reading it."""
    try:
        value = json.loads(
            text,
            object_pairs_hook=_once_each,
            parse_constant=_no_constant,
            parse_int=_integer,
            parse_float=_number,
        )
    except json.JSONDecodeError as error:
        sentence = _("Line {line}, column {column}: this is not JSON any more ({why}).")
        raise BadFile(name, [sentence.format(line=error.lineno, column=error.colno, why=error.msg)]) from None
    except _Unfit as error:
        raise BadFile(name, [str(error)]) from None
    except RecursionError:
        raise BadFile(name, [too_deep()]) from None
    problems = Problems(name)
    look_through(value, problems)
    problems.raise_if_any()
    return value


def look_through(value: Any, problems: Problems) -> None:
    """Note what no session can hold: too many levels within one another, and half characters."""
    waiting: list[tuple[Any, int]] = [([value], 0)]
    while waiting:
        current, depth = waiting.pop()
        if depth > DEEPEST:
            problems.add("", too_deep())
            return
        if isinstance(current, Mapping):
            for name in current:
                _look_at_text(name, problems)
        # Only what holds more waits: a list may be of millions of numbers.
        for item in current.values() if isinstance(current, Mapping) else current:
            if isinstance(item, str):
                _look_at_text(item, problems)
            elif isinstance(item, dict | list):
                waiting.append((item, depth + 1))


def too_deep() -> str:
    """Return the sentence for a file whose lists and groups are too deep within one another."""
    return _("It has lists within lists beyond {deepest} levels, which no session has.").format(deepest=DEEPEST)


def written(value: Any) -> str:
    """Return JSON text that ends with a line end: short lists on one line, else one entry a line, UTF-8 as it is.

    Raises ValueError for numbers that JSON does not have.
    """
    return _laid_out(value, 0) + "\n"


def _laid_out(value: Any, depth: int) -> str:
    line = _compact(value)
    if not isinstance(value, dict | list | tuple) or not value:
        return line
    if depth >= _RECORD_DEPTH and len(line) + 2 * depth <= _LONGEST_LINE:
        return line
    pad, end = "  " * (depth + 1), "  " * depth
    if isinstance(value, dict):
        lines = [f"{pad}{_compact(str(name))}: {_laid_out(item, depth + 1)}" for name, item in value.items()]
        return "{\n" + ",\n".join(lines) + f"\n{end}}}"
    lines = [pad + _laid_out(item, depth + 1) for item in value]
    return "[\n" + ",\n".join(lines) + f"\n{end}]"


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _look_at_text(text: str, problems: Problems) -> None:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        shown = quoted(text.encode("utf-8", "replace").decode("utf-8"))
        problems.add("", _("{text} holds half a character, which no file can keep.").format(text=shown))
    if "\0" in text:
        shown = quoted(text.replace("\0", ""))
        problems.add("", _("{text} holds a zero byte, which is no character.").format(text=shown))


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _value in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        sentence = _("The field {name} stands twice in one group, so that one of them would be lost.")
        raise _Unfit(sentence.format(name=quoted(twice)))
    return found


def _no_constant(word: str) -> Any:
    raise _Unfit(_("{word} is not a number that JSON has.").format(word=word))


def _integer(digits: str) -> int:
    if len(digits) > LONGEST_NUMBER:
        raise _Unfit(_("{number} is too large a number.").format(number=quoted(digits)))
    return int(digits)


def _number(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise _Unfit(_("{number} is too large a number.").format(number=quoted(digits)))
    return number
