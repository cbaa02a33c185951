"""The JSON Schema of our format, made from the records and the catalogue, so that it never says anything else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from stworkshop.graphics import card_image
from stworkshop.model.catalogue import LONGEST_OWN_KIND, OWN_KIND, Catalogue
from stworkshop.model.catalogue import catalogue as bundled_catalogue
from stworkshop.validation.field_limits import (
    FARTHEST,
    FORMAT,
    LARGEST_WHOLE,
    LONGEST_LABEL,
    LONGEST_SIDE,
    LONGEST_TEXT,
    OURS_ALONE,
    REQUIRED,
    SECTIONS,
    VERSION,
    Field,
    fields_of,
)

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_DAY = "^([0-9]{4}-[0-9]{2}-[0-9]{2})?$"
_OWN_KIND = f"^{OWN_KIND}(?=.*\\S).{{1,{LONGEST_OWN_KIND}}}$"
_CODE = "^([A-Z]+[0-9]+[a-z]*)?$"
_TITLES = {
    "session": "The workshop itself",
    "elements": "A card of the map",
    "links": "A relation between two cards",
    "participants": "A person in the room",
    "statements": "A sentence that people rate",
    "rounds": "One question about chosen items",
    "terms": "A word and what it means to whom",
    "notes": "A remark",
    "conflicts": "A field that two tables set differently",
    "groups": "A frame around cards that move together",
    "stages": "A stage in the session's own agenda",
    "snapshots": "A named moment",
    "views": "A view that people saved",
    "positions": "Where a card stands in a view",
    "images": "A picture on cards, as base64 text",
    "results": "What everybody may see of a closed round, or of one of its items",
    "answers": "One sheet's answer to one item: the organiser's own",
}


def json_schema(catalogue: Catalogue | None = None) -> dict[str, Any]:
    """Return the JSON Schema of a session in our JSON format (draft 2020-12)."""
    words = catalogue or bundled_catalogue()
    lists = {root: {"type": ["array", "null"], "items": {"$ref": f"#/$defs/{root}"}} for root in SECTIONS[1:]}
    return {
        "$schema": DIALECT,
        "title": "A workshop session",
        "type": "object",
        "properties": {
            "format": {"const": FORMAT},
            "version": {"const": VERSION},
            "session": {"$ref": "#/$defs/session"},
            **lists,
        },
        "required": ["format", "version", "session"],
        "additionalProperties": False,
        "$defs": {root: _record_schema(words, root) for root in SECTIONS},
    }


def _record_schema(catalogue: Catalogue, root: str) -> dict[str, Any]:
    properties: dict[str, Any] = {"id": {"type": "string", "minLength": 1, "maxLength": 200}}
    if root == "answers":
        properties = {}
    properties |= _properties(fields_of(catalogue, root), REQUIRED[root])
    schema: dict[str, Any] = {"title": _TITLES[root], "type": "object", "properties": properties}
    schema["required"] = list(REQUIRED[root])
    if root == "answers":
        schema["additionalProperties"] = False
    else:
        schema["propertyNames"] = {"not": {"enum": list(OURS_ALONE)}, "minLength": 1}
    if root == "elements":
        schema["allOf"] = [
            {
                "if": {"properties": {"kind": {"const": kind}}, "required": ["kind"]},
                "then": {"properties": _properties(_attributes(catalogue, kind), ())},
            }
            for kind in catalogue.kinds
        ]
    return schema


def _attributes(catalogue: Catalogue, kind: str) -> Mapping[str, Field]:
    own = fields_of(catalogue, "elements")
    fields = fields_of(catalogue, "elements", kind)
    return {name: field for name, field in fields.items() if name not in own or field.words}


def _properties(fields: Mapping[str, Field], required: tuple[str, ...]) -> dict[str, Any]:
    return {name: _field_schema(field, name in required) for name, field in fields.items() if not field.derived}


def _field_schema(field: Field, required: bool) -> dict[str, Any]:
    schema = _shape_schema(field)
    if field.own_kinds:
        words = [word for word in schema["enum"] if word]
        return {"title": field.label, "anyOf": [{"enum": words}, {"type": "string", "pattern": _OWN_KIND}]}
    if field.label != field.name:
        schema["title"] = field.label
    if not required:
        return schema | ({"enum": [*schema["enum"], None]} if "enum" in schema else _or_null(schema))
    if "enum" in schema:
        schema["enum"] = [word for word in schema["enum"] if word]
    elif field.shape in ("text", "word", "id") and field.name != "label":
        schema["minLength"] = 1
    return schema


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    return {"type": [schema["type"], "null"]} if "type" in schema else {}


def _shape_schema(field: Field) -> dict[str, Any]:
    """Return the schema of a value that is not null."""
    if field.shape in ("word", "yes-no", "id"):
        return {"enum": [*field.words, ""]} if field.words else {"type": "string"}
    if field.shape == "text":
        longest = LONGEST_LABEL if field.name == "label" else LONGEST_TEXT
        return (
            {"type": "string", "pattern": _CODE} if field.name == "code" else {"type": "string", "maxLength": longest}
        )
    if field.shape == "image":
        return {"type": "string", "contentEncoding": "base64", "maxLength": card_image.LONGEST_DATA}
    if field.shape == "date":
        return {"type": "string", "pattern": _DAY}
    if field.shape == "ids":
        items = {"enum": [*field.words, ""]} if field.words else {"type": "string"}
        return {"type": "array", "items": items}
    if field.shape == "pair":
        number = {"type": "number", "minimum": -FARTHEST, "maximum": FARTHEST}
        if field.name == "size":
            number = {"type": "number", "minimum": 1, "maximum": LONGEST_SIDE}
        return {"type": "array", "items": number, "minItems": 2, "maxItems": 2}
    if field.shape in ("integer", "number"):
        low = -LARGEST_WHOLE if field.minimum is None else field.minimum
        high = LARGEST_WHOLE if field.maximum is None else field.maximum
        number = {"type": field.shape, "minimum": low, "maximum": high}
        return {"anyOf": [number, {"enum": [*field.words]}]} if field.words else number
    return {"type": "object"} if field.name == "figures" else {}
