"""The fields of the records as files hold them: their types, words and limits, from the records and the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from stworkshop.model.catalogue import Attribute, Catalogue
from stworkshop.model.field_types import FARTHEST as FARTHEST
from stworkshop.model.field_types import LARGEST_WHOLE as LARGEST_WHOLE
from stworkshop.model.field_types import LONGEST_SIDE as LONGEST_SIDE
from stworkshop.model.records import ROOTS, own_fields

FORMAT = "stworkshop"
VERSION = 1
"""Name and version of our JSON format."""
SECTIONS = (
    "session",
    "elements",
    "links",
    "participants",
    "statements",
    "rounds",
    "terms",
    "notes",
    "conflicts",
    "groups",
    "stages",
    "snapshots",
    "views",
    "positions",
    "images",
    "results",
    "answers",
)
"""The parts of a file in our JSON format, in the order in which they are written."""
RECORD_OF = {
    "session": "session",
    "elements": "element",
    "links": "link",
    "participants": "participant",
    "statements": "statement",
    "rounds": "round",
    "terms": "term",
    "notes": "note",
    "stages": "stage",
    "snapshots": "snapshot",
    "views": "view",
    "results": "result",
    "answers": "answer",
}
"""The catalogue's name of the records in each part."""
WRITTEN_WHERE_FILLED = ("groups", "stages", "snapshots", "views", "positions", "images")
"""Parts that a file holds only where there is something in them."""
REQUIRED = {
    "session": ("id", "label"),
    "elements": ("id", "kind", "label"),
    "links": ("id", "relation", "source", "target"),
    "participants": ("id", "label", "side"),
    "statements": ("id", "label"),
    "rounds": ("id", "question", "kind", "items", "anonymous"),
    "terms": ("id", "label"),
    "notes": ("id", "kind", "text"),
    "conflicts": ("id", "record", "root", "field"),
    "groups": ("id",),
    "stages": ("id", "stage"),
    "snapshots": ("id", "label"),
    "views": ("id", "label"),
    "positions": ("id", "view", "element", "pos"),
    "images": ("id", "data"),
    "results": ("id", "round", "figures"),
    "answers": ("round", "item", "side"),
}
OURS_ALONE = ("gone", "created_by", "opened_by")
"""Fields that no file holds: marks of deletion, and tokens of laptops."""
LONGEST_LABEL = 2_000
LONGEST_TEXT = 50_000
"""Letters of a label and of any other text, as the commands allow them."""


@dataclass(frozen=True)
class Field:
    """A field of a file: `shape` is a type name of the records, `words` are what it may hold where they are listed."""

    name: str
    label: str
    shape: str
    words: tuple[str, ...] = ()
    minimum: int | None = None
    maximum: int | None = None
    derived: bool = False
    own_kinds: bool = False
    """Whether a kind that people brought along is fit, too."""


@lru_cache(maxsize=64)
def fields_of(catalogue: Catalogue, root: str, kind: str = "") -> Mapping[str, Field]:
    """Return the fields of the records of one part by name; of cards with the attributes of their kind."""
    described = catalogue.record_fields(RECORD_OF.get(root, ""))
    if root == "answers":
        return {name: _field(name, _ANSWER_SHAPES[name], described[name]) for name in described}
    own = {name: field for name, field in own_fields(root).items() if name not in OURS_ALONE}
    shapes = {name: field.name for name, field in own.items()}
    fields = {name: _field(name, shape, described.get(name)) for name, shape in shapes.items()}
    for name, kind_of in own.items():
        if kind_of.name == "integer":
            low, high = (None if bound is None else round(bound) for bound in (kind_of.low, kind_of.high))
            fields[name] = replace(fields[name], minimum=low, maximum=high)
    if root == "session":
        fields["stage"] = replace(fields["stage"], words=tuple(catalogue.stages))
    elif root == "conflicts":
        fields["root"] = replace(fields["root"], words=tuple(ROOTS))
    elif root == "elements":
        fields["kind"] = replace(fields["kind"], own_kinds=True)
        for name, attribute in catalogue.kind(kind).attributes.items() if kind else ():
            fields[name] = _field(name, shapes.get(name, attribute.type), attribute)
    return fields


_ANSWER_SHAPES = {
    "round": "id",
    "item": "id",
    "participant": "id",
    "ballot": "text",
    "side": "word",
    "value": "integer",
    "value2": "integer",
    "dk": "yes-no",
    "comment": "text",
}


def _field(name: str, shape: str, attribute: Attribute | None) -> Field:
    if attribute is None:
        yes_no: tuple[str, ...] = ("yes", "no") if shape == "yes-no" else ()
        return Field(name, name, shape, yes_no)
    words = tuple(word for word, _label in attribute.values)
    return Field(name, attribute.label, shape, words, attribute.minimum, attribute.maximum, attribute.derived)
