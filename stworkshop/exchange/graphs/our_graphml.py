"""What our own GraphML says of a card and a link, beyond what every GraphML says, both ways."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import NamedTuple

from stworkshop.errors import KnownError
from stworkshop.exchange.graphs.safely import json_value
from stworkshop.model.catalogue import Attribute, catalogue
from stworkshop.model.records import Value, freeze

FORMAT = "stworkshop"
LIST_MARK = "; "
JSON_MARK = " (JSON)"
"""After the name of data whose value is JSON, since it is neither a word nor a number nor a plain list."""
APART = ("kind", "label", "note", "concepts", "relation", "x", "y", "w", "h")
"""Data that has its own place in a card or link that is read."""
_ONLY_FOR_READERS = frozenset(("kind_label", "type_label", "frame", "source_code", "target_code"))


class OurCard(NamedTuple):
    """A card as our GraphML holds it."""

    label: str
    kind: str
    note: str
    topics: tuple[str, ...]
    fields: Mapping[str, str]
    ours: Mapping[str, Value]


def packed(name: str, value: Value) -> tuple[str, str, str] | None:
    """Return the name, the GraphML type and the text of a value; None for one that says nothing."""
    if value is None or value == "" or value == ():
        return None
    if isinstance(value, bool):
        return name, "boolean", "true" if value else "false"
    if isinstance(value, int):
        return name, "long", str(value)
    if isinstance(value, float):
        return name, "double", repr(value)
    if isinstance(value, str):
        return name, "string", value
    if isinstance(value, tuple) and all(isinstance(item, str) and item and ";" not in item for item in value):
        return name, "string", LIST_MARK.join(value)
    return name + JSON_MARK, "string", json.dumps(_thawed(value), ensure_ascii=False)


def card(card_id: str, values: Mapping[str, str], pos: tuple[float, float] | None) -> OurCard:
    """Return a card from the data of a node: what the catalogue knows of its kind is ours, the rest plain fields."""
    kind = values.get("kind", "")
    known = {**catalogue().record_fields("element"), **catalogue().kind(kind).attributes}
    ours, fields = _sorted(values, known)
    topics = ours.pop("concepts", ())
    topics = topics if isinstance(topics, tuple) else ()
    words = tuple(topic for topic in topics if isinstance(topic, str))
    ours |= {"id": card_id, "concepts": words, **({"pos": pos} if pos else {})}
    return OurCard(values.get("label", ""), kind, values.get("note", ""), words, fields, ours)


def link(link_id: str, values: Mapping[str, str]) -> Mapping[str, Value]:
    """Return what is ours in the data of an edge, but for its relation and its ends."""
    ours, _fields = _sorted(values, catalogue().record_fields("link"))
    return {"id": link_id, **{name: value for name, value in ours.items() if name not in ("source", "target")}}


def _sorted(values: Mapping[str, str], known: Mapping[str, Attribute]) -> tuple[dict[str, Value], dict[str, str]]:
    ours: dict[str, Value] = {}
    fields: dict[str, str] = {}
    for key, value in values.items():
        name = key.removesuffix(JSON_MARK)
        if name in _ONLY_FOR_READERS or (name in APART and name != "concepts"):
            continue
        if name in known or name in ("code", "type", "locked"):
            ours[name] = _unpacked(key, value, known.get(name))
        else:
            fields[name] = value
    return ours, fields


def _unpacked(key: str, value: str, attribute: Attribute | None) -> Value:
    """Return the value of a field from its text; one that does not fit stays text, and is judged where it arrives."""
    if key.endswith(JSON_MARK):
        try:
            return freeze(json_value(value, key))
        except KnownError:
            return value
    of = attribute.type if attribute else "text"
    if of == "ids":
        return tuple(item for item in value.split(LIST_MARK) if item)
    if of in ("integer", "json") and value.lstrip("-").isascii() and value.lstrip("-").isdigit() and len(value) < 19:
        return int(value)
    return value


def _thawed(value: Value) -> object:
    if isinstance(value, Mapping):
        return {name: _thawed(item) for name, item in value.items()}
    return [_thawed(item) for item in value] if isinstance(value, tuple | list) else value
