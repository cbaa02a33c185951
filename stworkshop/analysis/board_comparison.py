"""What differs between two boards: two moments of one session, or two sessions that are about the same thing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from stworkshop.i18n import gettext as _
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.kind_words import kind_word
from stworkshop.model.records import Element, Link, Record, Value, flat, root_of, value_of
from stworkshop.model.same_words import same_text
from stworkshop.rounds import agreement

COMPARED = ("elements", "links", "terms", "statements", "participants", "notes", "groups")
"""The roots whose records are told of."""
UNSAID = ("seq", "gone", "pos", "size", "placed", "created_by", "drawers", "code", "group", "locked")
"""Fields that say where and by whom, not what."""


@dataclass(frozen=True)
class FieldChange:
    """A field that differs: its name, its words, and both values in words ("" for nothing)."""

    name: str
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Differing:
    """A record that is in both, and what differs in it."""

    before: Record
    after: Record
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True)
class Opinion:
    """A statement that was asked in both, with the figures that count in each."""

    statement: str
    label: str
    before: Mapping[str, Value]
    after: Mapping[str, Value]


@dataclass(frozen=True)
class Comparison:
    """From a board A to a board B; `moved` are the cards that only changed their place."""

    added: tuple[Record, ...] = ()
    changed: tuple[Differing, ...] = ()
    removed: tuple[Record, ...] = ()
    moved: tuple[Element, ...] = ()
    opinions: tuple[Opinion, ...] = ()
    asked: tuple[str, ...] = field(default=())
    """Words of the statements that have an answer only in B."""

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed or self.moved or self.opinions or self.asked)


def compare(before: Board, after: Board, catalogue: Catalogue) -> Comparison:
    """Compare two boards; a record is the same one where its id is, else where its kind and its words are."""
    same = _partners(before, after)
    added: list[Record] = []
    changed: list[Differing] = []
    moved: list[Element] = []
    for record in _records(after):
        partner = same.get(record.id)
        if partner is None:
            added.append(record)
            continue
        fields = tuple(_differences(before, partner, after, record, catalogue))
        if fields:
            changed.append(Differing(partner, record, fields))
        elif isinstance(record, Element) and isinstance(partner, Element) and record.pos != partner.pos:
            moved.append(record)
    there = {record.id for record in same.values()}
    removed = tuple(record for record in _records(before) if record.id not in there)
    opinions, asked = _opinions(before, after, same)
    return Comparison(tuple(added), tuple(changed), removed, tuple(moved), opinions, asked)


def _records(board: Board) -> Iterable[Record]:
    for root in COMPARED:
        yield from board.in_root(root).values()


def _partners(before: Board, after: Board) -> dict[str, Record]:
    """Return the record of `before` by the id of its partner in `after`."""
    partners: dict[str, Record] = {}
    free: dict[tuple[str, ...], list[Record]] = {}
    unmatched = []
    for record in _records(after):
        twin = before.in_root(root_of(record)).get(record.id)
        if twin is not None:
            partners[record.id] = twin
        else:
            unmatched.append(record)
    taken = {record.id for record in partners.values()}
    for record in _records(before):
        if record.id not in taken and (key := _words_key(record, {})):
            free.setdefault(key, []).append(record)
    # Cards first: links are the same where their ends are.
    names = {new: old.id for new, old in partners.items()}
    for record in sorted(unmatched, key=lambda r: isinstance(r, Link)):
        found = free.get(_words_key(record, names))
        if found:
            partners[record.id] = found.pop(0)
            names[record.id] = partners[record.id].id
    return partners


def _words_key(record: Record, names: Mapping[str, str]) -> tuple[str, ...]:
    if isinstance(record, Link):
        return (
            "links",
            record.relation,
            names.get(record.source, record.source),
            names.get(record.target, record.target),
        )
    words = str(value_of(record, "label") or value_of(record, "text") or "")
    folded = same_text(words)
    return (root_of(record), str(value_of(record, "kind") or ""), folded) if folded else ()


def _differences(before: Board, old: Record, after: Board, new: Record, catalogue: Catalogue) -> Iterable[FieldChange]:
    was, now = flat(old), flat(new)
    for name in {**was, **now}:
        if name in UNSAID or was.get(name) == now.get(name):
            continue
        if isinstance(new, Link) and name in ("source", "target") and old.id != new.id:
            continue
        label = field_label(new, name, catalogue)
        yield FieldChange(
            name, label, value_words(old, name, before, catalogue), value_words(new, name, after, catalogue)
        )


_RECORD = {"elements": "element", "links": "link", "participants": "participant", "terms": "term"} | {
    "statements": "statement",
    "notes": "note",
}


def field_label(record: Record, name: str, catalogue: Catalogue) -> str:
    """Return what people call a field of a record."""
    found = catalogue.record_fields(_RECORD.get(root_of(record), "")).get(name)
    if found is None and isinstance(record, Element):
        found = catalogue.kind(record.kind).attributes.get(name)
    return found.label.rstrip("?") if found is not None else name.replace("_", " ")


def value_words(record: Record, name: str, board: Board, catalogue: Catalogue) -> str:
    """Return the value of a field in words; cards by their words, "" for nothing."""
    value = value_of(record, name)
    if value in (None, "", ()):
        return ""
    if name == "kind" and isinstance(record, Element):
        return kind_word(catalogue, record.kind)
    if name == "concepts" and isinstance(record, Element):
        return ", ".join(str(catalogue.concepts[c]["label"]) if c in catalogue.concepts else str(c) for c in value)
    if name == "relation" and isinstance(record, Link) and value in catalogue.relations:
        return catalogue.relations[value].label
    if name == "type" and isinstance(record, Element):
        entry = catalogue.type_entry(record.kind, value)
        return str(entry["label"]) if entry else str(value)
    found = catalogue.record_fields(_RECORD.get(root_of(record), "")).get(name)
    if found is None and isinstance(record, Element):
        found = catalogue.kind(record.kind).attributes.get(name)
    names = value if isinstance(value, tuple) else (value,)
    cards = [board.elements[item].label for item in names if isinstance(item, str) and item in board.elements]
    if cards and len(cards) == len(names):
        return ", ".join(cards)
    return found.word(value) if found is not None else str(value)


def _opinions(before: Board, after: Board, same: Mapping[str, Record]) -> tuple[tuple[Opinion, ...], tuple[str, ...]]:
    old = {figures["id"]: figures for figures in agreement.statement_figures(before)}
    opinions, asked = [], []
    for figures in agreement.statement_figures(after):
        partner = same.get(str(figures["id"]))
        earlier = old.get(partner.id) if partner is not None else None
        label = str(figures["label"])
        if earlier is None or not earlier.get("n"):
            if figures.get("n"):
                asked.append(label)
        elif figures.get("counts") != earlier.get("counts"):
            opinions.append(Opinion(str(figures["id"]), label, earlier, figures))
    return tuple(opinions), tuple(asked)


def summary(found: Comparison) -> str:
    """Return a comparison in one sentence, for a status line and for those who cannot see colours."""
    if not found:
        return _("Nothing differs.")
    parts = (
        (_("{n} added"), len(found.added)),
        (_("{n} changed"), len(found.changed)),
        (_("{n} removed"), len(found.removed)),
        (_("{n} moved"), len(found.moved)),
        (_("opinions on {n}"), len(found.opinions) + len(found.asked)),
    )
    return ", ".join(words.format(n=n) for words, n in parts if n) + "."
