"""Change: what one edit does to the records of a session, decided before anything is touched."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from stworkshop.model.records import Record, Ref, Value, flat, ref_of, replaced, value_of

Updates = Mapping[Ref, Mapping[str, tuple[Value, Value]]]
"""Per record and flat field name: the value before and the value after."""


@dataclass(frozen=True)
class Change:
    """Records `added` and `removed` (as they were; `gone` names the deleting step), and fields `updated`.

    Adding a record that is gone brings it back. A removed record keeps its place in the document, marked as gone.
    """

    added: Mapping[Ref, Record] = field(default_factory=lambda: MappingProxyType({}))
    updated: Updates = field(default_factory=lambda: MappingProxyType({}))
    removed: Mapping[Ref, Record] = field(default_factory=lambda: MappingProxyType({}))

    def __bool__(self) -> bool:
        return bool(self.added or self.updated or self.removed)

    def refs(self) -> set[Ref]:
        """Return the names of all records that the change touches."""
        return {*self.added, *self.updated, *self.removed}

    def ids(self, root: str) -> set[str]:
        """Return the ids of the touched records in `root`."""
        return {ref.id for ref in self.refs() if ref.root == root}

    def roots(self) -> set[str]:
        """Return the roots (kinds of record) that the change touches."""
        return {ref.root for ref in self.refs()}

    def inverse(self) -> Change:
        """Return the change that takes this one back."""
        return Change(
            added={ref: replaced(record, {"gone": ""}) for ref, record in self.removed.items()},
            updated={
                ref: {name: (after, before) for name, (before, after) in fields.items()}
                for ref, fields in self.updated.items()
            },
            removed=dict(self.added),
        )

    def then(self, later: Change) -> Change:
        """Return one change that does what this one and then `later` do."""
        return joined((self, later))


def adding(records: Iterable[Record]) -> Change:
    """Return the change that adds `records`."""
    return Change(added={ref_of(record): record for record in records})


def removing(records: Iterable[Record]) -> Change:
    """Return the change that removes `records`."""
    return Change(removed={ref_of(record): record for record in records})


def updating(record: Record, changes: Mapping[str, Value]) -> Change:
    """Return the change that sets the flat fields of `record` which differ from it."""
    after = replaced(record, changes)
    fields = {}
    for name in changes:
        before, now = value_of(record, name), value_of(after, name)
        if before != now:
            fields[name] = (before, now)
    return Change(updated={ref_of(record): fields}) if fields else Change()


def difference(before: Record, after: Record) -> Mapping[str, tuple[Value, Value]]:
    """Return the flat fields in which two states of a record differ."""
    old, new = flat(before), flat(after)
    return {name: (old.get(name), new.get(name)) for name in {**old, **new} if old.get(name) != new.get(name)}


def joined(changes: Iterable[Change]) -> Change:
    """Return one change that does all of `changes` in order."""
    some = [change for change in changes if change]
    if len(some) < 2:
        return some[0] if some else Change()
    first, *rest = some
    # One set of mappings for all of them: copying it for each would take the square of their number.
    added, removed = dict(first.added), dict(first.removed)
    updated = {ref: dict(fields) for ref, fields in first.updated.items()}
    for later in rest:
        _follow(added, updated, removed, later)
    return Change(added, {ref: fields for ref, fields in updated.items() if fields}, removed)


def _follow(
    added: dict[Ref, Record],
    updated: dict[Ref, dict[str, tuple[Value, Value]]],
    removed: dict[Ref, Record],
    later: Change,
) -> None:
    """Let a change follow on what is added, updated and removed so far."""
    for ref, record in later.added.items():
        if ref in removed:
            updated[ref] = dict(difference(replaced(removed.pop(ref), {"gone": ""}), record))
        else:
            added[ref] = record
    for ref, fields in later.updated.items():
        if ref in added:
            added[ref] = replaced(added[ref], {name: after for name, (_, after) in fields.items()})
            continue
        mine = updated.setdefault(ref, {})
        for name, (before, after) in fields.items():
            mine[name] = (mine[name][0] if name in mine else before, after)
    for ref, record in later.removed.items():
        before_all = {name: before for name, (before, _) in updated.pop(ref, {}).items()}
        if added.pop(ref, None) is None:
            removed[ref] = replaced(record, before_all)
