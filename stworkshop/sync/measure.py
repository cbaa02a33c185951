"""What values a guest may bring: whatever commands make, and nothing that would choke a list, a page or a file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from stworkshop.changes import Change
from stworkshop.exchange.fields import LONGEST_LABEL, LONGEST_TEXT
from stworkshop.i18n import gettext as _
from stworkshop.records import Ref, Value, flat

LONGEST_ID = 200
MOST_FIELDS = 300
"""Fields of one record, its own and the attributes of its kind."""
HEAVIEST = 500_000
"""Letters and other single values of one record in all."""
LARGEST_SEQ = 10_000_000
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def refusal(change: Change) -> str:
    """Return why a guest's change holds values that no program of ours makes, or '' where it holds none."""
    if all(_is_fit(ref, values) for ref, values in _brought(change)):
        return ""
    return not_shown()


def not_shown() -> str:
    """Return the sentence for what no record can hold."""
    return _("This is longer than what cards hold, or nothing that can be shown. Nothing was changed.")


def _brought(change: Change) -> Iterator[tuple[Ref, Mapping[str, Value]]]:
    for ref, record in change.added.items():
        yield ref, flat(record)
    for ref, fields in change.updated.items():
        yield ref, {name: after for name, (_before, after) in fields.items()}


def _is_fit(ref: Ref, values: Mapping[str, Value]) -> bool:
    seq, label = values.get("seq", 0), values.get("label", "")
    if not isinstance(seq, int) or not 0 <= seq <= LARGEST_SEQ:
        return False
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
