"""Values that people and programs give to a command: cleaned, checked against the field, refused with a sentence."""

from __future__ import annotations

import datetime
import math
from collections.abc import Mapping
from typing import Any

from stworkshop.commands.base import Refused
from stworkshop.i18n import gettext as _
from stworkshop.model.catalogue import Attribute, Catalogue
from stworkshop.validation.clean_text import clean_label as clean_label
from stworkshop.validation.clean_text import clean_text as clean_text
from stworkshop.validation.clean_text import clean_value as clean_value

LONGEST_LABEL = 2_000
LONGEST_TEXT = 50_000
LONGEST_ID = 200
FARTHEST = 1_000_000.0
"""Largest coordinate of a card, pixels."""


def is_id(value: str) -> bool:
    """Tell whether a text can be an id, or names nothing: one short line, as files hold it."""
    return len(value) <= LONGEST_ID and value.isprintable() and (not value or bool(value.strip()))


def within_reach(pos: tuple[float, float]) -> tuple[float, float]:
    """Return the nearest place that a card can have."""
    x, y = (max(-FARTHEST, min(FARTHEST, float(n))) for n in pos)
    return (x, y)


def too_long(words: str) -> Refused | None:
    """Refuse words that no label holds."""
    if len(words) <= LONGEST_LABEL:
        return None
    sentence = _("This is too long: at most {longest} letters. Put the rest into a note.")
    return Refused("too-long", sentence.format(longest=LONGEST_LABEL))


def checked(attribute: Attribute, value: Any) -> Any | Refused:
    """Return `value` as the field holds it, or a refusal that says what the field takes."""
    if value is None:
        return attribute.default
    return _CHECKS.get(attribute.type, _json)(attribute, value)


def checked_all(attributes: Mapping[str, Attribute], values: Mapping[str, Any]) -> dict[str, Any] | Refused:
    """Return all values as their fields hold them, or the first refusal; unknown names are refused, too."""
    result: dict[str, Any] = {}
    for name, value in values.items():
        attribute = attributes.get(name)
        if attribute is None:
            return Refused("unknown-field", _("There is no field “{name}” here.").format(name=clean_label(name)[:60]))
        if attribute.derived:
            return Refused(
                "derived-field", _("{label} follows from other fields and is not set.").format(label=attribute.label)
            )
        good = checked(attribute, value)
        if isinstance(good, Refused):
            return good
        result[name] = good
    return result


def kind_refusal(catalogue: Catalogue, kind: str) -> Refused | None:
    """Refuse a kind that the catalogue does not know."""
    if catalogue.knows_kind(kind):
        return None
    known = ", ".join(catalogue.kinds)
    return Refused(
        "unknown-kind",
        _("There is no kind of card “{kind}”. Known: {known}.").format(kind=clean_label(kind)[:60], known=known),
    )


def _bad(attribute: Attribute, sentence: str, **names: Any) -> Refused:
    return Refused("bad-value", sentence.format(label=attribute.label, **names))


def _word(attribute: Attribute, value: Any) -> Any | Refused:
    ids = [entry for entry, _label in attribute.values]
    if isinstance(value, bool) and ids[:1] == ["yes"]:
        value = "yes" if value else "no"
    if value == "" or value in ids:
        return value
    shown = ", ".join(ids[:12]) + (", ..." if len(ids) > 12 else "")
    return _bad(attribute, _("{label} takes one of these words: {words}."), words=shown)


def _integer(attribute: Attribute, value: Any) -> Any | Refused:
    words = dict(attribute.values)
    if isinstance(value, str) and value in words:
        return value
    whole = isinstance(value, int) or (isinstance(value, float) and math.isfinite(value) and value == int(value))
    low, high = attribute.minimum, attribute.maximum
    fits = whole and not isinstance(value, bool)
    if words and not (fits and low is not None and high is not None and low <= value <= high):
        sentence = _("{label} takes a whole number from {low} to {high}, or one of: {words}.")
        return _bad(attribute, sentence, low=low, high=high, words=", ".join(words))
    if not fits:
        return _bad(attribute, _("{label} takes a whole number."))
    if (low is not None and value < low) or (high is not None and value > high) or abs(value) > 2**31:
        if high is None:
            return _bad(attribute, _("{label} takes a whole number from {low}."), low=low or 0)
        return _bad(attribute, _("{label} goes from {low} to {high}."), low=low, high=high)
    return int(value)


def _text(attribute: Attribute, value: Any) -> Any | Refused:
    if not isinstance(value, str):
        return _bad(attribute, _("{label} takes words."))
    label = attribute.id == "label"
    text = clean_label(value) if label else clean_text(value)
    longest = LONGEST_LABEL if label else LONGEST_TEXT
    if len(text) > longest:
        return _bad(attribute, _("{label} holds at most {longest} letters. Put the rest into a note."), longest=longest)
    return text


def _date(attribute: Attribute, value: Any) -> Any | Refused:
    if value == "":
        return ""
    try:
        return datetime.date.fromisoformat(str(value)).isoformat()
    except ValueError:
        return _bad(attribute, _("{label} takes a day written as year-month-day, such as 2026-11-24."))


def _ids(attribute: Attribute, value: Any) -> Any | Refused:
    if isinstance(value, str):
        value = [value] if value else []
    if not isinstance(value, list | tuple) or not all(isinstance(item, str) and is_id(item) for item in value):
        return _bad(attribute, _("{label} takes a list of ids."))
    allowed = {entry for entry, _label in attribute.values}
    unknown = next((item for item in value if allowed and item not in allowed), None)
    if unknown is not None:
        return _bad(attribute, _("{label} does not know “{item}”."), item=clean_label(unknown)[:60])
    return tuple(dict.fromkeys(value))


def _id(attribute: Attribute, value: Any) -> Any | Refused:
    many = _ids(attribute, value)
    if isinstance(many, Refused):
        return many
    return many[0] if many else ""


def _json(attribute: Attribute, value: Any) -> Any | Refused:
    return clean_value(value)


_CHECKS = {
    "word": _word,
    "yes-no": _word,
    "integer": _integer,
    "text": _text,
    "date": _date,
    "ids": _ids,
    "id": _id,
}
