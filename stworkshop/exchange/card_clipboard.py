"""Cards on the clipboard: a JSON text of ours with the links among them, and their words, one a line, for others.

Read back, nothing in it is believed: it is text of unknown origin, like any file. A kind, topic, choice or field that
this catalogue does not know becomes words: the kind's name stays the card's own kind, the rest stands in its note.
"""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from stworkshop.commands.cards import card_fields
from stworkshop.commands.copying import MOST_COPIES, carried, too_many
from stworkshop.commands.values import LONGEST_LABEL, clean_label, clean_text, is_id
from stworkshop.errors import KnownError, NewerFile
from stworkshop.exchange.json_text import decoded, parsed
from stworkshop.graphics import card_image
from stworkshop.i18n import gettext as _
from stworkshop.model.board import Board
from stworkshop.model.catalogue import LONGEST_OWN_KIND, OWN_KIND, Attribute, Catalogue
from stworkshop.model.kind_words import kind_word
from stworkshop.model.rules import MOST_IMAGES
from stworkshop.validation.file_problems import BadFile

MIME = "application/x-stworkshop-cards+json"
FORMAT, VERSION = "stworkshop-cards", 1
LARGEST = 16 * 2**20
"""Bytes of a clipboard that are looked at."""
_MOST_LINKS = 20_000


@dataclass(frozen=True)
class CopiedCards:
    """What was copied: flat records as `paste_cards` takes them, and the id of the session that they are from."""

    session: str
    records: tuple[dict[str, Any], ...]


def written_cards(board: Board, catalogue: Catalogue, ids: Iterable[str]) -> bytes:
    """Return cards with the links among them as UTF-8 JSON, with the words of all that a catalogue may not know."""
    records = carried(board, catalogue, ids)
    cards = [entry for entry in records if entry["root"] == "elements"]
    content = {
        "format": FORMAT,
        "version": VERSION,
        "session": board.session.id,
        "words": _words(catalogue, cards),
        "cards": [_without_root(entry) for entry in cards],
        "links": [_without_root(entry) for entry in records if entry["root"] == "links"],
        "images": [_without_root(entry) for entry in records if entry["root"] == "images"],
    }
    return json.dumps(content, ensure_ascii=False).encode("utf-8", "replace")


def written_lines(board: Board, ids: Iterable[str]) -> str:
    """Return the words of cards, one card a line, for programs that know no cards."""
    return "\n".join(board.elements[card_id].label for card_id in dict.fromkeys(ids) if card_id in board.elements)


def read_cards(data: bytes, catalogue: Catalogue) -> CopiedCards:
    """Return what a clipboard holds of cards; raises KnownError, in one sentence, where it is not fit to be read."""
    try:
        content = parsed(decoded(data, FORMAT, LARGEST), FORMAT)
    except BadFile:
        raise _unfit() from None
    if not isinstance(content, Mapping) or content.get("format") != FORMAT:
        raise _unfit()
    version = content.get("version")
    if isinstance(version, int) and version > VERSION:
        raise NewerFile(_("These cards were copied in a newer version of STWorkshop. Nothing was added."))
    cards, links = _entries(content, "cards"), _entries(content, "links")
    if not cards or len(links) > _MOST_LINKS:
        raise _unfit()
    if len(cards) > MOST_COPIES:
        raise KnownError(too_many(len(cards)))
    words = content.get("words")
    images = _images(content)
    reader = _Reader(catalogue, words if isinstance(words, Mapping) else {}, images)
    read = {card["id"]: card for card in map(reader.card, cards)}
    drawn = [link for entry in links if (link := reader.link(entry, read)) is not None]
    session = content.get("session")
    return CopiedCards(session if isinstance(session, str) else "", (*images.values(), *read.values(), *drawn))


def _images(content: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the pictures of the cards by id; what is none is left out, and the card comes without it."""
    found: dict[str, dict[str, Any]] = {}
    entries = content.get("images")
    for entry in entries if isinstance(entries, list) else ():
        if isinstance(entry, Mapping) and _is_name(entry.get("id")) and len(found) < MOST_IMAGES:
            data, alt = entry.get("data"), entry.get("alt")
            if isinstance(data, str) and not card_image.problem(data):
                said = alt if isinstance(alt, str) else ""
                found[str(entry["id"])] = {"root": "images", "id": entry["id"], "data": data, "alt": clean_text(said)}
    return found


class _Reader:
    """Turns entries into records that this catalogue knows."""

    def __init__(self, catalogue: Catalogue, words: Mapping[str, Any], images: Collection[str]) -> None:
        self._catalogue, self._words, self._images = catalogue, words, images

    def card(self, entry: Mapping[str, Any]) -> dict[str, Any]:
        kind, label, note = entry.get("kind"), entry.get("label"), entry.get("note", "")
        if not (_is_name(entry.get("id")) and _is_name(kind) and isinstance(label, str) and isinstance(note, str)):
            raise _unfit()
        if not clean_label(label) or len(label) > LONGEST_LABEL:
            raise _unfit()
        known = self._catalogue.knows_kind(str(kind))
        own = str(kind) if known else OWN_KIND + self._said(kind)[:LONGEST_OWN_KIND]
        made: dict[str, Any] = {"root": "elements", "id": entry["id"], "kind": own, "label": label}
        fields = card_fields(self._catalogue, own)
        lines = [clean_text(note)]
        for name, value in entry.items():
            if name in ("id", "kind", "label", "note", "pos", "root") or value in (None, "", []):
                continue
            if name == "image":
                if isinstance(value, str) and value in self._images:
                    made[name] = value
                continue
            field = fields.get(name)
            if field is None or field.derived:
                lines.append(f"{self._said(name)}: {self._all_said(value)}")
            elif field.copied and name != "locked":
                made[name] = self._known(field, value, lines)
        made["note"] = "\n".join(filter(None, lines))
        if (pos := entry.get("pos")) is not None:
            made["pos"] = _place(pos)
        return made

    def link(self, entry: Mapping[str, Any], cards: Mapping[str, dict[str, Any]]) -> dict[str, Any] | None:
        """Return a link; one of an unknown sort becomes a line in the note of the card where it starts."""
        relation, source, target = (entry.get(name) for name in ("relation", "source", "target"))
        note = entry.get("note", "")
        if not (_is_name(relation) and source in cards and target in cards and isinstance(note, str)):
            raise _unfit()
        if relation in self._catalogue.relations:
            ends = {"relation": relation, "source": source, "target": target}
            return {"root": "links", "id": "", **ends, **({"note": note} if note else {})}
        card = cards[str(source)]
        line = f"{self._said(relation)}: {cards[str(target)]['label']}"
        card["note"] = "\n".join(filter(None, (card["note"], line)))
        return None

    def _known(self, field: Attribute, value: Any, lines: list[str]) -> Any:
        """Return what of a value is known here; the choices that are not go into the note."""
        listed = {choice for choice, _label in field.values}
        if not listed or field.type not in ("word", "id", "ids"):
            return value
        items = value if isinstance(value, list) else [value]
        if not all(isinstance(item, str) for item in items):
            raise _unfit()
        strange = [item for item in items if item not in listed]
        if strange:
            lines.append(f"{field.label}: {self._all_said(strange)}")
        kept = [item for item in items if item in listed]
        return kept if field.type == "ids" else next(iter(kept), "")

    def _all_said(self, value: Any) -> str:
        if isinstance(value, Mapping):
            raise _unfit()
        return ", ".join(map(self._said, value if isinstance(value, list) else [value]))

    def _said(self, value: Any) -> str:
        """Return the words for an id, as they were copied with it."""
        if isinstance(value, Mapping | list):
            raise _unfit()
        said = self._words.get(str(value))
        words = clean_label(said if isinstance(said, str) else str(value))[:LONGEST_LABEL]
        if not words:
            raise _unfit()
        return words


def _words(catalogue: Catalogue, cards: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Return the words of all ids in these cards."""
    words: dict[str, str] = {name: catalogue.relations[name].label for name in catalogue.relations}
    for card in cards:
        kind = str(card["kind"])
        words.setdefault(kind, kind_word(catalogue, kind))
        for name, field in card_fields(catalogue, kind).items():
            words.setdefault(name, field.label)
            value = card.get(name)
            chosen = value if isinstance(value, list) else [value]
            words.update((choice, label) for choice, label in field.values if choice in chosen)
    return words


def _entries(content: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    found = content.get(name, [])
    if not isinstance(found, list) or not all(isinstance(entry, Mapping) for entry in found):
        raise _unfit()
    return found


def _is_name(value: Any) -> bool:
    return isinstance(value, str) and bool(value) and is_id(value)


def _place(value: Any) -> tuple[float, float]:
    good = isinstance(value, list) and len(value) == 2
    if not good or any(isinstance(n, bool) or not isinstance(n, int | float) for n in value):
        raise _unfit()
    x, y = (float(n) if abs(n) < 1e12 else math.inf for n in value)
    if not (math.isfinite(x) and math.isfinite(y)):
        raise _unfit()
    return x, y


def _without_root(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in entry.items() if name != "root"}


def _unfit() -> KnownError:
    return KnownError(_("What was copied cannot be read as cards. Nothing was added."))
