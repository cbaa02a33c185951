"""Reading maps of PRSM, the participatory system mapper: JSON, mostly packed; styles that have a name are kinds."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from stworkshop.exchange.foreign import LARGEST_FILE, Foreign
from stworkshop.exchange.graphs import lz_text, safely
from stworkshop.exchange.graphs.graph_builder import Gathering
from stworkshop.exchange.graphs.safely import plain, words_of
from stworkshop.i18n import gettext as _

LONGEST_PACKED = 1_500_000
"""Characters of a packed map; maps of a hundred factors have some twenty thousand."""
_NAMELESS = ("", "sample")
_UNTITLED = ("untitled map", "unnamed map")
_FACTOR = (100.0, 40.0)
"""About the size of a factor, which PRSM does not note; it notes where the middle of one is."""


def read(path: Path) -> Foreign:
    """Return the factors and links of a PRSM map; raises KnownError where it cannot be read."""
    source = safely.decoded(safely.bytes_of(path), path.name)
    if not source.lstrip().startswith("{"):
        try:
            if len(source) > LONGEST_PACKED:
                raise lz_text.Damaged
            source = lz_text.unpacked(source, LARGEST_FILE)
        except lz_text.Damaged:
            why = _("It is neither a map of PRSM nor JSON, or it is damaged.")
            raise safely.unfit(path.name, why) from None
    return from_value(safely.json_value(source, path.name), path)


def is_map(value: Any) -> bool:
    """Tell whether a JSON value is a map of PRSM: nodes and edges, with their styles or PRSM's room."""
    held = isinstance(value, Mapping) and isinstance(value.get("nodes"), list)
    return held and isinstance(value.get("edges", value.get("links")), list)


def from_value(value: Any, path: Path) -> Foreign:
    """Return the factors and links of a map that was read as JSON."""
    if not is_map(value):
        raise safely.unfit(path.name, _("It holds no list of factors and no list of links, as maps of PRSM do."))
    found = Gathering(path)
    ours = "styles" in value or "mapTitle" in value or "room" in value
    styles = _mapping(value.get("styles", value.get("samples")))
    titles = {str(key): _title(title) for key, title in _mapping(value.get("attributeTitles")).items()}
    for number, node in enumerate(value["nodes"], 1):
        if isinstance(node, Mapping) and not node.get("isCluster"):
            _factor(found, node, number, _mapping(styles.get("nodes")), titles, _FACTOR if ours else None)
    for number, edge in enumerate(value.get("edges", value.get("links")), 1):
        if isinstance(edge, Mapping):
            _link(found, edge, number, _mapping(styles.get("edges")))
    drawn = value.get("background") not in (None, "", "{}", {}, []) or bool(value.get("underlay"))
    found.leave("background", 1 if drawn else 0)
    found.leave("description", 1 if _note(value.get("description"), found) else 0)
    found.leave("history", 1 if value.get("history") else 0)
    found.leave("styles", 1 if styles else 0)
    title = words_of(value.get("mapTitle"))
    return found.foreign("PRSM" if ours else "JSON", "" if title.lower() in _UNTITLED else title)


def _factor(
    found: Gathering,
    node: Mapping[str, Any],
    number: int,
    styles: Mapping[str, Any],
    titles: Mapping[str, str],
    size: tuple[float, float] | None,
) -> None:
    found.leave("thumbs", 1 if node.get("thumbUp") or node.get("thumbDown") else 0)
    found.leave("pictures", 1 if node.get("shape") in ("image", "circularImage") or node.get("image") else 0)
    x, y = safely.number(node.get("x")), safely.number(node.get("y"))
    fields = {title: words_of(node[key]) for key, title in titles.items() if title and node.get(key) not in (None, "")}
    kind = node.get("grp", node.get("group"))
    half = (size[0] / 2, size[1] / 2) if size else (0.0, 0.0)
    found.card(
        words_of(node.get("id")) or f"n{number}",
        plain(words_of(node.get("label"))),
        kind=_name(styles.get(str(kind))) or words_of(node.get("type", node.get("kind"))),
        note=_note(node.get("note") or node.get("title"), found),
        pos=None if x is None or y is None else (x - half[0], y - half[1]),
        size=size,
        fields=fields,
        place=_("factor {number}").format(number=number),
    )


def _link(found: Gathering, edge: Mapping[str, Any], number: int, styles: Mapping[str, Any]) -> None:
    label = plain(words_of(edge.get("label")))
    forth, back = _directions(edge.get("arrows"))
    found.link(
        words_of(edge.get("id")) or f"e{number}",
        words_of(edge.get("from", edge.get("source"))),
        words_of(edge.get("to", edge.get("target"))),
        relation=label or _name(styles.get(str(edge.get("grp")))) or words_of(edge.get("type", edge.get("relation"))),
        note=_note(edge.get("note") or edge.get("title"), found),
        forth=forth,
        back=back,
    )


def _directions(arrows: Any) -> tuple[bool, bool]:
    """Return whether a link points to its second card, and whether to its first; PRSM's usual arrow is the first."""
    if isinstance(arrows, str) and arrows:
        return "to" in arrows, "from" in arrows
    if not isinstance(arrows, Mapping):
        return True, False
    ends = {}
    for end in ("to", "from"):
        arrow = arrows.get(end)
        ends[end] = bool(arrow.get("enabled")) if isinstance(arrow, Mapping) else bool(arrow)
    return ends["to"], ends["from"]


def _name(style: Any) -> str:
    """Return the name that people gave to a style; "" for one that still bears the program's."""
    name = " ".join(words_of(_mapping(style).get("groupLabel")).split())
    return "" if name.lower() in _NAMELESS else name


def _title(title: Any) -> str:
    words = words_of(title if not isinstance(title, Mapping) else title.get("title", title.get("label")))
    return "" if words == "*deleted*" else words


def _note(note: Any, found: Gathering) -> str:
    """Return the words of a note: HTML of old maps, or a row of insertions, of which pictures are counted."""
    if isinstance(note, str):
        return plain(note)
    held = _mapping(note)
    insertions = held.get("ops")
    if not isinstance(insertions, list):
        return plain(held["text"]) if isinstance(held.get("text"), str) else ""
    words = []
    for insertion in insertions:
        what = _mapping(insertion).get("insert")
        if isinstance(what, str):
            words.append(what)
        elif what is not None:
            found.leave("pictures")
    return safely.lines("".join(words))


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
