"""What values a guest may bring: whatever commands make, and nothing that would choke a list, a page or a file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from stworkshop.i18n import gettext as _
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.changes import Change
from stworkshop.model.records import Element, Record, Ref, Value, flat, own_fields, replaced, value_of
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


def out_of_bounds(change: Change, own: Iterable[tuple[Ref, str]], board: Board, catalogue: Catalogue) -> str:
    """Return which number a guest's change sets out of its bounds, a sentence, or '' where it sets none.

    `own` are the own fields that the document gave none, as they were out of theirs; `board` is as it was before.
    """
    for ref, name in own:
        low, high = own_fields(ref.root)[name].bounds
        described = catalogue.record_fields(RECORD_OF.get(ref.root, "")).get(name)
        return _beyond(described.label if described is not None else _unprinted(name), low, high)
    for ref, values in _brought(change):
        if ref.root != "elements":
            continue
        before = change.added.get(ref) or board.get(ref) or board.gone(ref)
        after = replaced(before, values) if before is not None else None
        for name, attribute in catalogue.kind(after.kind).attributes.items() if isinstance(after, Element) else ():
            value: Value = values.get(name)
            least, most = attribute.minimum, attribute.maximum
            if least is None or most is None or not _is_number(value) or least <= value <= most:
                continue
            if not _was_there(board, ref, name, value):
                return _beyond(attribute.label, least, most)
    return ""


def _unprinted(name: str) -> str:
    """Return the words for a field that no print names."""
    return {"pos": _("Place on the map"), "size": _("Size on the map"), "seq": _("Order of making")}.get(name, name)


def _was_there(board: Board, ref: Ref, name: str, value: Value) -> bool:
    """Tell whether a card that was taken away and comes back held the value before: that is nobody's doing now."""
    known: Record | None = board.gone(ref)
    return known is not None and value_of(known, name) == value


def _is_number(value: Value) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _beyond(field: str, low: float, high: float) -> str:
    sentence = _("“{field}” takes a number from {low} to {high}. Nothing was changed.")
    return sentence.format(field=field, low=round(low), high=round(high))


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
    return _weight(values.values()) <= HEAVIEST


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
