"""Frozen record types: the only definition of a field.

A record is flat: own fields, typed by `own`, and `attributes`, which holds every other field (of a card the attributes
of its kind; of any record what other programs wrote). Words that people read about the fields are in the catalogue.
Values are JSON values; a list of ids is a tuple, a pair of numbers a tuple of two floats.
"""

from __future__ import annotations

import dataclasses
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Any, ClassVar, NamedTuple

from stworkshop.model.catalogue import catalogue
from stworkshop.model.field_types import LARGEST_SEQ, LONGEST_SIDE
from stworkshop.model.field_types import FieldType as FieldType
from stworkshop.model.field_types import Value as Value
from stworkshop.model.field_types import coerce as coerce
from stworkshop.model.field_types import freeze as freeze
from stworkshop.model.field_types import is_value as is_value

RECORD_VERSION = 3
"""Version of the fields below; peers of unequal versions do not join, older files are upgraded."""

NO_ATTRIBUTES: Mapping[str, Value] = MappingProxyType({})


class Ref(NamedTuple):
    """Name of a record in a session: its root (`elements`, `links`, ...) and its id."""

    root: str
    id: str


def own(type_name: str, default: Value = None, *, promised: bool = False, of: str = "", **bounds: float) -> Any:
    """Declare a field of a record type with its value type and its default.

    A list `of` a section of the catalogue holds ids of its entries and no others. A `promised` one stands for what
    ballots promise to those who fill them in, and is nobody's to change afterwards.
    `bounds` are the `low` and `high` of a number or a pair of them; the catalogue tells people the same ones.
    """
    metadata = {"type": type_name, "default": default, "promised": promised, "of": of, "bounds": bounds}
    if isinstance(default, Mapping):  # Python 3.11 takes a mapping proxy for mutable
        return field(default_factory=lambda: default, metadata=metadata)
    return field(default=default, metadata=metadata)


@dataclass(frozen=True, kw_only=True)
class Record:
    """What all records have: `seq` is the order of making, `gone` the id of the step that deleted the record."""

    PROMISED: ClassVar[bool] = False
    """Whether all of such a record, with whatever fields it has, is what ballots promise or what came of them."""

    id: str
    seq: int = own("integer", 0, low=0, high=LARGEST_SEQ)
    gone: str = own("text", "")
    attributes: Mapping[str, Value] = field(default_factory=lambda: NO_ATTRIBUTES, metadata={"type": "rest"})


@dataclass(frozen=True, kw_only=True)
class SessionRecord(Record):
    """The workshop itself; there is one, and its id is the session's."""

    label: str = own("text", "")
    description: str = own("text", "")
    source: str = own("text", "")
    setting: str = own("text", "")
    entity_of_interest: str = own("text", "")
    workshop_question: str = own("text", "")
    regime: str = own("text", "")
    legal_note: str = own("text", "")
    agenda: str = own("id", "")
    date: str = own("date", "")
    attribution: str = own("word", "role", promised=True)
    mandate: str = own("word", "")
    life_stage: str = own("word", "")
    review_on: str = own("date", "")
    read_back: str = own("yes-no", "no")
    read_back_at: str = own("text", "")
    read_back_corrections: int | None = own("integer", low=0)
    read_back_objections: int | None = own("integer", low=0)
    absent_summary_exported: str = own("yes-no", "no")
    stage: str = own("id", "")
    language: str = own("text", "en")


@dataclass(frozen=True, kw_only=True)
class Element(Record):
    """A card: `pos` is its top left corner and `size` its width and height, in pixels at 100 %."""

    kind: str = own("id", "")
    label: str = own("text", "", promised=True)
    code: str = own("text", "")
    type: str = own("id", "")
    note: str = own("text", "")
    concepts: tuple[str, ...] = own("ids", (), of="concepts")
    pos: tuple[float, float] | None = own("pair")
    size: tuple[float, float] | None = own("pair", low=1.0, high=LONGEST_SIDE)
    placed: str = own("yes-no", "no")
    locked: str = own("yes-no", "no")
    group: str = own("id", "")
    image: str = own("id", "")
    created_by: str = own("text", "")


@dataclass(frozen=True, kw_only=True)
class Link(Record):
    """A relation from the card `source` to the card `target`."""

    relation: str = own("id", "")
    source: str = own("id", "")
    target: str = own("id", "")
    discussed: str = own("yes-no", "no")
    note: str = own("text", "")
    drawers: tuple[str, ...] = own("ids", ())
    created_by: str = own("text", "")


@dataclass(frozen=True, kw_only=True)
class Participant(Record):
    """A person in the room, as he or she wants to be named, and the side the person sits on."""

    label: str = own("text", "")
    side: str = own("word", "")
    stakeholder: str = own("id", "")


@dataclass(frozen=True, kw_only=True)
class Term(Record):
    """A word with what planners hear, what engineers hear, and what the group agreed to mean."""

    label: str = own("text", "")
    planner_reading: str = own("text", "")
    engineer_reading: str = own("text", "")
    agreed: str = own("text", "")


@dataclass(frozen=True, kw_only=True)
class Statement(Record):
    """A sentence that people rate; `stance` says whether it is for or against the card in `about`."""

    label: str = own("text", "", promised=True)
    about: str = own("id", "", promised=True)
    stance: str = own("word", "", promised=True)
    discussion_note: str = own("text", "")


@dataclass(frozen=True, kw_only=True)
class Round(Record):
    """One question about chosen items; `closed_order` is None while the round is open and sealed."""

    PROMISED = True
    label: str = own("text", "")
    question: str = own("text", "")
    kind: str = own("word", "rating")
    items: tuple[str, ...] = own("ids", ())
    scale: Value = own("json")
    dots_per_person: int | None = own("integer", low=1, high=20)
    max_per_item: int | None = own("integer", low=1, high=20)
    anonymous: str = own("yes-no", "yes")
    closed_order: int | None = own("integer", low=1)
    follows: str = own("id", "")
    opened_by: str = own("text", "")


@dataclass(frozen=True, kw_only=True)
class Result(Record):
    """What everybody may see of one item of a closed round, or of the round as a whole where `item` is empty."""

    PROMISED = True
    round: str = own("id", "")
    item: str = own("id", "")
    figures: Mapping[str, Value] = own("json", NO_ATTRIBUTES)


@dataclass(frozen=True, kw_only=True)
class Note(Record):
    """A remark; of kind `finding` it says why a question of the map (`check`) was left."""

    kind: str = own("word", "comment")
    text: str = own("text", "")
    check: str = own("id", "")
    about: tuple[str, ...] = own("ids", ())


@dataclass(frozen=True, kw_only=True)
class Conflict(Record):
    """A field that two tables set differently: all values, until somebody chooses one."""

    record: str = own("id", "")
    root: str = own("word", "")
    field: str = own("text", "")
    kept: Value = own("json")
    values: Value = own("json", ())
    settled: str = own("yes-no", "no")


@dataclass(frozen=True, kw_only=True)
class Group(Record):
    """A frame around cards that move together."""

    label: str = own("text", "")


@dataclass(frozen=True, kw_only=True)
class AgendaItem(Record):
    """A stage in the session's own agenda; moments are ISO 8601 with the offset, empty where they have not come."""

    stage: str = own("id", "")
    label: str = own("text", "")
    place: int = own("integer", 0, low=0)
    minutes: int = own("integer", 15, low=0, high=600)
    added: int = own("integer", 0, low=-600, high=600)
    started: str = own("text", "")
    ended: str = own("text", "")
    paused: str = own("text", "")
    rested: int = own("integer", 0, low=0)
    heads: int | None = own("integer", low=0, high=1000)


@dataclass(frozen=True, kw_only=True)
class Snapshot(Record):
    """A named moment: the map as it was when this record was made; `content` holds what a read-back has read."""

    label: str = own("text", "")
    kind: str = own("word", "named")
    at: str = own("text", "")
    stage: str = own("id", "")
    content: Mapping[str, Value] = own("json", NO_ATTRIBUTES)


@dataclass(frozen=True, kw_only=True)
class View(Record):
    """A view that people saved, governed by one viewpoint of the catalogue."""

    label: str = own("text", "")
    viewpoint: str = own("id", "")
    kinds: tuple[str, ...] = own("ids", ())
    concepts: tuple[str, ...] = own("ids", (), of="concepts")
    layout: str = own("word", "map")


@dataclass(frozen=True, kw_only=True)
class Position(Record):
    """Where a card stands in a view; its id is made of both, so that two laptops move the same record."""

    view: str = own("id", "")
    element: str = own("id", "")
    pos: tuple[float, float] | None = own("pair")


@dataclass(frozen=True, kw_only=True)
class Image(Record):
    """A picture on cards: base64 text of a small PNG or JPEG, and what it shows, in words, where somebody said it."""

    data: str = own("image", "")
    alt: str = own("text", "")


ROOTS: Mapping[str, type[Record]] = MappingProxyType(
    {
        "session": SessionRecord,
        "elements": Element,
        "links": Link,
        "participants": Participant,
        "terms": Term,
        "statements": Statement,
        "rounds": Round,
        "results": Result,
        "notes": Note,
        "conflicts": Conflict,
        "groups": Group,
        "stages": AgendaItem,
        "snapshots": Snapshot,
        "views": View,
        "positions": Position,
        "images": Image,
    }
)
"""The document's root Maps, which are also the keys of the JSON format, with the type of their records."""

_ROOT_OF: Mapping[type[Record], str] = {kind: root for root, kind in ROOTS.items()}


def root_of(record: Record) -> str:
    """Return the root that holds `record`."""
    return _ROOT_OF[type(record)]


def ref_of(record: Record) -> Ref:
    """Return the name of `record` in its session."""
    return Ref(_ROOT_OF[type(record)], record.id)


@cache
def own_fields(root: str) -> Mapping[str, FieldType]:
    """Return the own fields of the records in `root`, without `id`, by name."""
    return MappingProxyType(
        {
            f.name: FieldType(
                f.metadata["type"],
                f.metadata["default"],
                line=f.name == "label",
                words=frozenset(str(entry["id"]) for entry in catalogue().entries(f.metadata["of"] or "-")),
                **f.metadata["bounds"],
            )
            for f in dataclasses.fields(ROOTS[root])
            if f.name not in ("id", "attributes")
        }
    )


PROMISED_ROOTS = frozenset(root for root, kind in ROOTS.items() if kind.PROMISED)
"""Roots all of whose records are what ballots promise, or what came of them."""


@cache
def promised_fields(root: str) -> frozenset[str]:
    """Return the own fields that ballots promise of the records in `root`: of what is asked, once a round has asked."""
    fields = dataclasses.fields(ROOTS[root])
    return frozenset(f.name for f in fields if f.name != "id" and (ROOTS[root].PROMISED or f.metadata.get("promised")))


_LISTS = MappingProxyType({name: FieldType("ids", None) for name in ("wordings", "codes_before", "drawers")})
"""Attributes that commands and merges write on cards of every kind."""


def attribute_fields(root: str, kind: Value = "") -> Mapping[str, FieldType]:
    """Return the attributes whose type is known of the records in `root`, of cards with those of their kind."""
    # Files name kinds without an end: only ours are remembered.
    return _attribute_fields(root, kind if isinstance(kind, str) and kind in catalogue().kinds else "")


@cache
def _attribute_fields(root: str, kind: str) -> Mapping[str, FieldType]:
    described = catalogue().kind(kind).attributes if root == "elements" else catalogue().record_fields(_singular(root))
    known = {
        name: FieldType(a.type, None, low=a.minimum, high=a.maximum, words=frozenset(word for word, _ in a.values))
        for name, a in described.items()
        if name not in own_fields(root)
    }
    return MappingProxyType({**_LISTS, **known} if root == "elements" else known)


def _singular(root: str) -> str:
    """Return the catalogue's name of one record of a root."""
    return root.removesuffix("s")


def field_type(root: str, kind: Value, name: str) -> FieldType | None:
    """Return what a field of a record may hold, of a card of this kind; None for one that others gave it."""
    return own_fields(root).get(name) or attribute_fields(root, kind).get(name)


def fit(root: str, kind: Value, attributes: Mapping[str, Value]) -> Mapping[str, Value]:
    """Return the attributes that a record can hold, frozen ones; what a field of its kind cannot hold counts as none.

    Fields that the kind does not know are kept as they are.
    """
    held = _held(attribute_fields(root, kind), attributes)
    return MappingProxyType(held) if held else NO_ATTRIBUTES


def _held(types: Mapping[str, FieldType], attributes: Mapping[str, Value]) -> dict[str, Value]:
    return {
        name: fits
        for name, value in attributes.items()
        if (fits := coerce(types[name], value) if name in types else value) is not None
    }


def new_id(prefix: str = "") -> str:
    """Return a random id that no other laptop makes."""
    return f"{prefix}{secrets.token_hex(8)}"


def flat(record: Record) -> dict[str, Value]:
    """Return all fields of `record` but its id, own fields and attributes in one mapping."""
    values = {name: getattr(record, name) for name in own_fields(root_of(record))}
    values.update(record.attributes)
    return values


def value_of(record: Record, name: str) -> Value:
    """Return one field of `record` by its flat name; an attribute that was never set is None."""
    if name in own_fields(root_of(record)):
        return getattr(record, name)
    return record.attributes.get(name)


def own_words(record: Record) -> str:
    """Return the words by which people know a record: its label, else its text; "" where it has neither."""
    return str(getattr(record, "label", "") or getattr(record, "text", ""))


def from_flat(root: str, record_id: str, values: Mapping[str, Value]) -> Record:
    """Build a record from flat values of any origin: a value that its field cannot hold becomes the field's default."""
    known = own_fields(root)
    arguments: dict[str, Value] = {}
    attributes: dict[str, Value] = {}
    for name, value in values.items():
        if name in known:
            arguments[name] = coerce(known[name], value)
        elif name != "id":
            attributes[name] = freeze(value)
    return ROOTS[root](id=record_id, attributes=fit(root, arguments.get("kind"), attributes), **arguments)


def replaced(record: Record, changes: Mapping[str, Value]) -> Record:
    """Return `record` with the flat fields of `changes` set; None takes an attribute away."""
    known = own_fields(root_of(record))
    fields: dict[str, Value] = {name: coerce(known[name], value) for name, value in changes.items() if name in known}
    others = {name: freeze(value) for name, value in changes.items() if name not in known and name != "id"}
    if "kind" in fields:
        fields["attributes"] = fit(root_of(record), fields["kind"], {**record.attributes, **others})
    elif others:
        # What it holds already is fit.
        types = attribute_fields(root_of(record), getattr(record, "kind", ""))
        rest = {**record.attributes, **dict.fromkeys(others), **_held(types, others)}
        rest = {name: value for name, value in rest.items() if value is not None}
        fields["attributes"] = MappingProxyType(rest) if rest else NO_ATTRIBUTES
    return dataclasses.replace(record, **fields)
