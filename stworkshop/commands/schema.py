"""Arguments of commands: their JSON Schema, and the check that answers with a sentence instead of a path."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from stworkshop.commands.base import Refused
from stworkshop.commands.values import FARTHEST, LONGEST_TEXT, clean_label, clean_text, is_id
from stworkshop.graphics import card_image
from stworkshop.i18n import gettext as _
from stworkshop.model.catalogue import Attribute

DEEPEST = 12
"""Most levels of lists and groups of fields within each other."""


@dataclass(frozen=True)
class Argument:
    """An argument of a command that is not a field of its record."""

    name: str
    type: str
    required: bool
    description: str
    words: tuple[str, ...] = ()


_ARGUMENT_SCHEMAS: Mapping[str, Mapping[str, Any]] = {
    "text": {"type": "string"},
    "id": {"type": "string"},
    "image": {"type": "string", "contentEncoding": "base64"},
    "word": {"type": "string"},
    "yes-no": {"enum": ["yes", "no"]},
    "flag": {"type": "boolean"},
    "integer": {"type": "integer"},
    "ids": {"type": "array", "items": {"type": "string"}},
    "texts": {"type": "array", "items": {"type": "string"}},
    "pair": {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2},
    "moves": {
        "type": "object",
        "additionalProperties": {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2},
    },
    "answers": {
        "type": "array",
        "items": {
            "type": "object",
            "properties": {
                "item": {"type": "string"},
                "value": {"type": ["integer", "null"]},
                "value2": {"type": ["integer", "null"]},
                "dk": {"enum": ["yes", "no"]},
                "comment": {"type": "string"},
            },
            "required": ["item"],
            "additionalProperties": False,
        },
    },
    "records": {
        "type": "array",
        "items": {
            "type": "object",
            "properties": {"root": {"type": "string"}, "id": {"type": "string"}},
            "required": ["root", "id"],
        },
    },
    "json": {},
}


def argument_schema(arguments: tuple[Argument, ...], fields: Mapping[str, Attribute]) -> dict[str, Any]:
    """Return the JSON Schema of a command's arguments."""
    properties: dict[str, Any] = {}
    for name, attribute in fields.items():
        properties[name] = field_schema(attribute)
    for argument in arguments:
        properties[argument.name] = {**_ARGUMENT_SCHEMAS[argument.type], "description": argument.description}
        if argument.words:
            properties[argument.name]["enum"] = list(argument.words)
    return {
        "type": "object",
        "properties": properties,
        "required": [argument.name for argument in arguments if argument.required],
        "additionalProperties": False,
    }


def field_schema(attribute: Attribute) -> dict[str, Any]:
    """Return the JSON Schema of one field; the words of fields that several kinds share are those of the first."""
    schema: dict[str, Any] = {"description": attribute.label}
    if attribute.type == "integer":
        schema["type"] = ["integer", "string", "null"] if attribute.values else ["integer", "null"]
        if attribute.minimum is not None:
            schema["minimum"] = attribute.minimum
        if attribute.maximum is not None:
            schema["maximum"] = attribute.maximum
    elif attribute.type in ("text", "date", "word", "yes-no"):
        schema["type"] = "string"
    elif attribute.type == "ids":
        schema["type"] = ["array", "string"]
        schema["items"] = {"type": "string"}
    return schema


def check_arguments(
    arguments: tuple[Argument, ...], fields: Mapping[str, Attribute], given: Mapping[str, Any]
) -> dict[str, Any] | Refused:
    """Return the arguments cleaned, or a refusal that names the first one that is missing, unknown or unfit."""
    known = {argument.name: argument for argument in arguments}
    result: dict[str, Any] = {}
    for name, value in given.items():
        if _too_deep(value):
            return Refused("bad-argument", _("“{name}” is nested too deeply.").format(name=clean_label(str(name))[:60]))
        if name in known:
            fit = _fit(known[name], value)
            if fit is None:
                return Refused("bad-argument", _expected(known[name]))
            result[name] = fit[0]
        elif name in fields:
            result[name] = value
        else:
            return Refused(
                "unknown-argument", _("This command has no argument “{name}”.").format(name=clean_label(str(name))[:60])
            )
    for argument in arguments:
        if argument.required and argument.name not in result:
            return Refused("missing-argument", _("The argument “{name}” is missing.").format(name=argument.name))
    return result


def _too_deep(value: Any) -> bool:
    """Tell whether a value has more levels than any that the program makes; read level by level."""
    level = [value]
    for _depth in range(DEEPEST):
        level = [
            inner
            for one in level
            if isinstance(one, Mapping | list | tuple)
            for inner in (one.values() if isinstance(one, Mapping) else one)
        ]
        if not level:
            return False
    return True


def _expected(argument: Argument) -> str:
    if argument.words:
        return _("“{name}” takes one of: {words}.").format(name=argument.name, words=", ".join(argument.words))
    if argument.type in ("id", "ids"):
        return _("“{name}” takes an id, which is one short line of text: {what}").format(
            name=argument.name, what=argument.description
        )
    return _("“{name}” does not have the form it should: {what}").format(name=argument.name, what=argument.description)


def _fit(argument: Argument, value: Any) -> tuple[Any] | None:
    """Return the cleaned value in a tuple, or None where it does not fit."""
    kind = argument.type
    if kind in ("text", "id", "word", "yes-no"):
        return _fit_word(argument, value)
    if kind == "image":
        return (value,) if isinstance(value, str) and len(value) <= 4 * card_image.LARGEST_FILE // 3 else None
    if kind == "flag":
        return (value,) if isinstance(value, bool) else None
    if kind == "integer":
        return (value,) if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**31 else None
    if kind in ("ids", "texts"):
        if not isinstance(value, list | tuple) or not all(isinstance(item, str) for item in value):
            return None
        items = tuple(clean_text(item) for item in value)
        fit = all(map(is_id, value)) if kind == "ids" else all(len(item) <= LONGEST_TEXT for item in items)
        return (items,) if fit else None
    if kind == "pair":
        pair = _pair(value)
        return (pair,) if pair else None
    if kind == "moves":
        return _fit_moves(value)
    if kind in ("answers", "records"):
        good = isinstance(value, list | tuple) and all(isinstance(item, Mapping) for item in value)
        return (tuple(value),) if good else None
    return (value,)


def _fit_word(argument: Argument, value: Any) -> tuple[Any] | None:
    if not isinstance(value, str) or len(value) > LONGEST_TEXT:
        return None
    text = clean_text(value)
    if argument.type == "id" and not is_id(value):  # an id is refused as it was given: cleaned it could be another one
        return None
    if argument.type == "yes-no" and text not in ("yes", "no"):
        return None
    if argument.words and text not in argument.words:
        return None
    return (text,)


def _fit_moves(value: Any) -> tuple[Any] | None:
    if not isinstance(value, Mapping):
        return None
    moves = {str(key): _pair(pos) for key, pos in value.items()}
    return (moves,) if all(moves.values()) else None


def _pair(value: Any) -> tuple[float, float] | None:
    if not isinstance(value, list | tuple) or len(value) != 2:
        return None
    if not all(isinstance(n, int | float) and not isinstance(n, bool) and abs(n) <= FARTHEST for n in value):
        return None
    return (float(value[0]), float(value[1]))
