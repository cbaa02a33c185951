"""What values a guest may bring: whatever commands make, and nothing that would choke a list, a page or a file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from stworkshop.i18n import gettext as _
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.changes import Change
from stworkshop.model.document import Unfit
from stworkshop.model.records import Ref, Value, field_type, flat
from stworkshop.validation.field_limits import LONGEST_LABEL, LONGEST_TEXT, RECORD_OF

LONGEST_ID = 200
MOST_FIELDS = 300
"""Fields of one record, its own and the attributes of its kind."""
HEAVIEST = 500_000
"""Letters and other single values of one record in all."""
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def refusal(change: Change) -> str:
    """Return why a guest's change holds values that no program of ours makes, or '' where it holds none."""
    if all(_is_fit(ref, values) for ref, values in _brought(change)):
        return ""
    return not_shown()


def not_shown() -> str:
    """Return the sentence for what no record can hold."""
    return _("This is longer than what cards hold, or nothing that can be shown. Nothing was changed.")


def out_of_bounds(given: Iterable[Unfit], catalogue: Catalogue) -> str:
    """Return what the first of these fields takes, a sentence; '' where none was given what it cannot hold."""
    for ref, kind, name in given:
        attribute = catalogue.kind(kind).attributes.get(name) if ref.root == "elements" else None
        described = attribute or catalogue.record_fields(RECORD_OF.get(ref.root, "")).get(name)
        label = described.label if described is not None else _unprinted(name)
        takes = field_type(ref.root, kind, name)
        if takes is not None and takes.is_number:
            low, high = map(round, takes.bounds)
            sentence = _("“{field}” takes a number from {low} to {high}. Nothing was changed.")
            return sentence.format(field=label, low=low, high=high)
        if takes is not None and takes.name == "date":
            sentence = _("“{field}” takes a day written as year-month-day, such as 2026-11-24. Nothing was changed.")
            return sentence.format(field=label)
        return _("“{field}” cannot hold this. Nothing was changed.").format(field=label)
    return ""


def _unprinted(name: str) -> str:
    """Return the words for a field that no print names."""
    return {"pos": _("Place on the map"), "size": _("Size on the map"), "seq": _("Order of making")}.get(name, name)


def _brought(change: Change) -> Iterator[tuple[Ref, Mapping[str, Value]]]:
    for ref, record in change.added.items():
        yield ref, flat(record)
    for ref, fields in change.updated.items():
        yield ref, {name: after for name, (_before, after) in fields.items()}


def _is_fit(ref: Ref, values: Mapping[str, Value]) -> bool:
    label = values.get("label", "")
    if isinstance(label, str) and len(label) > LONGEST_LABEL:
        return False
    if len(values) > MOST_FIELDS or not all(map(_is_name, (ref.id, *values))):
        return False
    # A picture is longer than any text; the record's own bounds hold for it.
    plain = {name: value for name, value in values.items() if (ref.root, name) != ("images", "data")}
    return _weight(plain.values()) <= HEAVIEST


def _is_name(name: str) -> bool:
    return 0 < len(name) <= LONGEST_ID and name.isprintable() and bool(name.strip())


def _weight(values: Iterable[Value]) -> int:
    """Return how much there is in values, more than HEAVIEST where one of them is none that a record holds."""
    return sum(map(_weight_of, values))


def _weight_of(value: Value) -> int:
    if isinstance(value, str):
        return HEAVIEST + 1 if len(value) > LONGEST_TEXT or _UNSEEN.search(value) else len(value)
    if value is None or isinstance(value, bool | int | float):
        return 1
    if isinstance(value, Mapping):
        return _weight(value) + _weight(value.values())
    if isinstance(value, tuple | list):
        return 1 + _weight(value)
    return HEAVIEST + 1
