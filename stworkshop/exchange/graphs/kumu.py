"""Reading Kumu's JSON: what people write for its import, and the whole project that it exports."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from stworkshop.exchange.foreign import Foreign
from stworkshop.exchange.graphs import safely
from stworkshop.exchange.graphs.graph_builder import Gathering
from stworkshop.exchange.graphs.safely import plain, words_of
from stworkshop.i18n import gettext as _

_KINDS = ("element type", "type", "category")
_RELATIONS = ("connection type", "type", "label", "relationship impact")
_NOT_FIELDS = frozenset(
    ("_id", "id", "label", "description", "tags", "image", "from", "to", "direction", "position", "style", "pinned")
)
_OUTSIDE = ("_id", "id", "from", "to", "direction", "position")
"""What an exported project says of an element or a connection outside its `attributes`, but for the machinery."""
_ELEMENT = (60.0, 60.0)
"""About the size of an element, which Kumu does not note; it notes where the middle of one is."""


def read(path: Path) -> Foreign:
    """Return the elements and connections of a Kumu file; raises KnownError where it cannot be read."""
    return from_value(safely.json_value(safely.decoded(safely.bytes_of(path), path.name), path.name), path)


def is_map(value: Any) -> bool:
    """Tell whether a JSON value is of Kumu: a list of elements, or of connections, and no session of ours."""
    if not isinstance(value, Mapping) or not value.keys().isdisjoint(("format", "session", "links")):
        return False
    return isinstance(value.get("elements"), list) and isinstance(value.get("connections", []), list)


def from_value(value: Any, path: Path) -> Foreign:
    """Return the elements and connections of a file that was read as JSON."""
    if not is_map(value):
        raise safely.unfit(path.name, _("It holds no list of elements, as files of Kumu do."))
    found = Gathering(path)
    maps = [entry for entry in _list(value.get("maps")) if isinstance(entry, Mapping)]
    shown = next((entry for entry in maps if entry.get("_id") == value.get("defaultMap")), maps[0] if maps else {})
    places = _places(shown)
    by_label: dict[str, str] = {}
    for number, element in enumerate(value["elements"], 1):
        if isinstance(element, Mapping):
            _element(found, _flat(element), number, places, by_label)
    for number, connection in enumerate(_list(value.get("connections")), 1):
        if isinstance(connection, Mapping):
            _connection(found, _flat(connection), number, by_label)
    loops = [value, *([] if "loops" in value else maps)]
    found.leave("loops", sum(len(_list(holder.get("loops"))) for holder in loops))
    found.leave("maps", max(0, len(maps) - 1))
    found.leave("styles", 1 if value.get("perspectives") else 0)
    found.leave("description", 1 if words_of(shown.get("description")) else 0)
    return found.foreign("Kumu", words_of(shown.get("name", value.get("name"))))


def _element(
    found: Gathering,
    said: Mapping[str, Any],
    number: int,
    places: Mapping[str, tuple[float, float]],
    by_label: dict[str, str],
) -> None:
    label = plain(words_of(said.get("label")))
    element_id = words_of(said.get("_id")) or words_of(said.get("id")) or label
    by_label.setdefault(label, element_id)
    kind = next((name for name in _KINDS if words_of(said.get(name))), "")
    found.leave("pictures", 1 if words_of(said.get("image")) else 0)
    tags = said.get("tags")
    topics = [words_of(tag) for tag in tags] if isinstance(tags, list) else words_of(tags).replace("|", ",").split(",")
    own = _place(said)
    found.card(
        element_id,
        label,
        kind=words_of(said.get(kind)),
        note=plain(words_of(said.get("description"))),
        topics=topics,
        pos=places.get(element_id) or own,
        size=_ELEMENT,
        fields={name: words_of(v) for name, v in said.items() if name not in _NOT_FIELDS and name != kind},
        place=_("element {number}").format(number=number),
    )


def _connection(found: Gathering, said: Mapping[str, Any], number: int, by_label: Mapping[str, str]) -> None:
    ends = []
    for name in ("from", "to"):
        end = words_of(said.get(name))
        ends.append(end if end in found.cards else by_label.get(end, end))
    direction = words_of(said.get("direction")).lower()
    found.link(
        words_of(said.get("_id")) or words_of(said.get("id")) or f"c{number}",
        ends[0],
        ends[1],
        relation=next((words for name in _RELATIONS if (words := words_of(said.get(name)))), ""),
        note=plain(words_of(said.get("description"))),
        forth=direction != "undirected",
        back=direction == "mutual",
    )


def _flat(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Return what an entry says by small names; an exported project keeps it in `attributes`."""
    inner = entry.get("attributes")
    outer = {name: value for name, value in entry.items() if name in _OUTSIDE or not isinstance(inner, Mapping)}
    said = {**outer, **inner} if isinstance(inner, Mapping) else outer
    known = ("label", "description", "tags", "image", "from", "to", "direction", *_KINDS, *_RELATIONS)
    small = {(name.lower() if name.lower() in known else name): value for name, value in said.items()}
    return {
        name: value
        for name, value in small.items()
        if (name != "attributes" and not name.startswith("_")) or name == "_id"
    }


def _places(shown: Mapping[str, Any]) -> dict[str, tuple[float, float]]:
    """Return where the elements of a map stand, by their ids."""
    found = {}
    for entry in _list(shown.get("elements")):
        place = _place(entry) if isinstance(entry, Mapping) else None
        if place:
            found[words_of(entry.get("element"))] = place
    return found


def _place(entry: Mapping[str, Any]) -> tuple[float, float] | None:
    position = entry.get("position")
    if not isinstance(position, Mapping):
        return None
    x, y = safely.number(position.get("x")), safely.number(position.get("y"))
    return None if x is None or y is None else (x - _ELEMENT[0] / 2, y - _ELEMENT[1] / 2)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
