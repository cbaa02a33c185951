"""Checks of values that come from files: what is wrong with one, in a sentence; nothing is changed on the way."""

from __future__ import annotations

import datetime
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from stworkshop.graphics import card_image
from stworkshop.i18n import gettext as _
from stworkshop.model.catalogue import Catalogue, is_own_kind
from stworkshop.model.records import Record, flat, freeze, from_flat
from stworkshop.validation.clean_text import clean_value
from stworkshop.validation.field_limits import (
    FARTHEST,
    LARGEST_WHOLE,
    LONGEST_LABEL,
    LONGEST_SIDE,
    LONGEST_TEXT,
    OURS_ALONE,
    REQUIRED,
    Field,
    fields_of,
)
from stworkshop.validation.figure_shapes import figures_problem
from stworkshop.validation.file_problems import Problems, did_you_mean, quoted

_CODE = re.compile(r"^[A-Z]{1,9}[0-9]{1,9}[a-z]{0,9}$")
_MOST_WORDS_NAMED = 12


def section_word(root: str) -> str:
    """Return what people call one record of a part of the file."""
    return {
        "session": _("session"),
        "elements": _("card"),
        "links": _("link"),
        "participants": _("participant"),
        "statements": _("statement"),
        "rounds": _("round"),
        "terms": _("word"),
        "notes": _("note"),
        "conflicts": _("conflict"),
        "groups": _("group"),
        "stages": _("stage"),
        "snapshots": _("moment"),
        "views": _("view"),
        "positions": _("place in a view"),
        "images": _("picture"),
        "results": _("result"),
        "answers": _("answer"),
    }[root]


def place_of(root: str, number: int, entry: Any) -> str:
    """Return where an entry stands: its sort, its number counted from 1, and its words or its id."""
    place = section_word(root) if root == "session" else f"{section_word(root)} {number}"
    if isinstance(entry, Mapping):
        names = [entry.get(name) for name in ("label", "id") if isinstance(entry.get(name), str) and entry.get(name)]
        if names:
            return f"{place} ({quoted(names[0])})"
    return place


class RecordChecker:
    """Turns flat entries of a file into records, and notes every mistake; `places` tells where each id stands."""

    def __init__(self, catalogue: Catalogue, problems: Problems) -> None:
        self.catalogue = catalogue
        self.problems = problems
        self.places: dict[str, str] = {}

    def record(self, root: str, entry: Mapping[str, Any], place: str, seq: int) -> Record | None:
        """Return the record of an entry; None, and a problem noted, where it has no id to go by or is unfit."""
        fit = self.entry(root, entry, place)
        if isinstance(entry.get("id"), str) and entry["id"]:
            self._know(entry["id"], place)
        if not fit:
            return None
        fields = fields_of(self.catalogue, root, str(entry.get("kind", "")) if root == "elements" else "")
        values = {n: clean_value(value) for n, value in entry.items() if not (n in fields and fields[n].derived)}
        if root == "results":  # its verdict follows from the figures, and is only written down for readers
            values["figures"] = {name: value for name, value in values["figures"].items() if name != "verdict"}
        return from_flat(root, entry["id"], {"seq": seq, **values})

    def entry(self, root: str, entry: Mapping[str, Any], place: str) -> bool:
        """Check the required fields of an entry and the value of each field; tell whether all are fit."""
        before = len(self.problems.found)
        for name in REQUIRED[root]:
            value = entry.get(name)
            if value is None or (name != "label" and value == ""):
                self.problems.add(place, _("“{field}” is missing.").format(field=name))
        if "id" in REQUIRED[root] and (sentence := _id_problem(entry.get("id"))):
            self.problems.add(place, sentence)
        kind = entry.get("kind") if root == "elements" else ""
        known_kind = isinstance(kind, str) and kind in self.catalogue.kinds
        fields = fields_of(self.catalogue, root, str(kind) if known_kind else "")
        for name, value in entry.items():
            if name in OURS_ALONE or not name.strip():
                self.problems.add(
                    place, _("{field} is a name that the program keeps for itself.").format(field=quoted(name))
                )
            elif name in fields and (sentence := value_problem(fields[name], value)):
                self.problems.add(f"{place}, {name}", sentence)
        return len(self.problems.found) == before

    def _know(self, record_id: str, place: str) -> None:
        if record_id in self.places:
            self.problems.add(
                place,
                _("the id {id} is that of {other}, too.").format(id=quoted(record_id), other=self.places[record_id]),
            )
        self.places.setdefault(record_id, place)


def value_problem(field: Field, value: Any) -> str:
    """Return what is wrong with the value of a field, '' where it is fit; null is fit and means that it is empty."""
    return "" if value is None or field.derived else _SHAPES[field.shape](field, value)


def record_problem(catalogue: Catalogue, root: str, entry: Mapping[str, Any], known: Record | None) -> str:
    """Return what is wrong with the fields of one record, '' where it is fit; what `known` holds already is fit."""
    if sentence := _id_problem(entry.get("id")):
        return sentence
    before = flat(known) if known is not None else {}
    for name in REQUIRED[root]:
        value = entry.get(name)
        if value is None or (value == "" and before.get(name) != ""):
            return _("“{field}” is missing.").format(field=name)
    kind = entry.get("kind") if root == "elements" else ""
    if root == "elements" and not (isinstance(kind, str) and catalogue.knows_kind(kind)):
        return _("There is no such kind of card.")
    fields = fields_of(catalogue, root, str(kind))
    for name, value in entry.items():
        same = name == "id" or name not in fields or freeze(value) == before.get(name, ())
        if not same and (sentence := value_problem(fields[name], value)):
            return f"{fields[name].label}: {sentence}"
    return ""


def _id_problem(value: Any) -> str:
    if value is None or value == "":
        return ""
    if not isinstance(value, str):
        return _("an id is text.")
    if not value.strip() or len(value) > 200 or not value.isprintable():
        return _("an id is one short line of text.")
    return ""


def _text(field: Field, value: Any) -> str:
    if not isinstance(value, str):
        return _("takes text, not {value}.").format(value=_named(value))
    longest = LONGEST_LABEL if field.name == "label" else LONGEST_TEXT
    if len(value) > longest:
        return _("holds at most {longest} letters, not {count}.").format(longest=longest, count=len(value))
    if field.name == "code" and value and not _CODE.match(value):
        return _("a code is a capital letter and a number, such as S3, not {value}.").format(value=quoted(value))
    return ""


def _word(field: Field, value: Any) -> str:
    if not isinstance(value, str):
        return _("takes a word, not {value}.").format(value=_named(value))
    if value == "" or not field.words or value in field.words or (field.own_kinds and is_own_kind(value)):
        return ""
    shown = ", ".join(field.words[:_MOST_WORDS_NAMED]) + (", …" if len(field.words) > _MOST_WORDS_NAMED else "")
    hint = did_you_mean(value, field.words)
    return (
        _("takes one of these words: {words}; {value} is none of them.").format(words=shown, value=quoted(value)) + hint
    )


def _integer(field: Field, value: Any) -> str:
    if isinstance(value, str) and value in field.words:
        return ""
    # Compared first: a whole number of hundreds of figures is no float.
    whole = isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= LARGEST_WHOLE
    if not whole or value != int(value):
        return _("takes a whole number, not {value}.").format(value=_named(value))
    low, high = field.minimum, field.maximum
    if low is not None and high is not None and not low <= value <= high:
        return _("goes from {low} to {high}, and {value} is outside.").format(low=low, high=high, value=value)
    if low is not None and value < low:
        return _("takes a whole number from {low}, not {value}.").format(low=low, value=value)
    return ""


def _number(field: Field, value: Any) -> str:
    good = isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= sys.float_info.max
    return "" if good else _("takes a number, not {value}.").format(value=_named(value))


def _date(field: Field, value: Any) -> str:
    try:
        if value == "" or (isinstance(value, str) and datetime.date.fromisoformat(value).isoformat() == value):
            return ""
    except ValueError:
        pass
    return _("takes a day written as year-month-day, such as 2026-11-24, not {value}.").format(value=_named(value))


def _ids(field: Field, value: Any) -> str:
    if not isinstance(value, list | tuple) or not all(isinstance(item, str) for item in value):
        return _("takes a list of ids, not {value}.").format(value=_named(value))
    return next((problem for item in value if (problem := _word(field, item))), "")


def _pair(field: Field, value: Any) -> str:
    good = isinstance(value, list | tuple) and len(value) == 2 and not any(_number(field, item) for item in value)
    if not good or any(abs(item) > FARTHEST for item in value):
        return _("takes two numbers in brackets, such as [120, 80], not {value}.").format(value=_named(value))
    if field.name == "size" and min(value) <= 0:
        return _("takes a width and a height above 0.")
    if field.name == "size" and not all(1 <= item <= LONGEST_SIDE for item in value):
        return _("takes a width and a height from 1 to {most}.").format(most=LONGEST_SIDE)
    return ""


def _json(field: Field, value: Any) -> str:
    return figures_problem(value) if field.name == "figures" else ""


def _image(field: Field, value: Any) -> str:
    if not isinstance(value, str):
        return _("takes text, not {value}.").format(value=_named(value))
    return card_image.problem(value)


def _named(value: Any) -> str:
    """Return a wrong value as people may recognise it: quoted if it is short, else by its sort."""
    if isinstance(value, Mapping):
        return _("a group of fields")
    if isinstance(value, Sequence) and not isinstance(value, str):
        return _("a list")
    return quoted(value)


_SHAPES: Mapping[str, Callable[[Field, Any], str]] = {
    "text": _text,
    "word": _word,
    "yes-no": _word,
    "id": _word,
    "integer": _integer,
    "number": _number,
    "date": _date,
    "ids": _ids,
    "pair": _pair,
    "json": _json,
    "image": _image,
}
