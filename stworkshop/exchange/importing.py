"""Reading a session from a file of any format that holds one, complete with codes, sizes and places of its cards."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from stworkshop import cards
from stworkshop.board import Board
from stworkshop.catalogue import Catalogue
from stworkshop.catalogue import catalogue as bundled_catalogue
from stworkshop.errors import KnownError
from stworkshop.exchange import case_yaml, our_json
from stworkshop.exchange.completing import with_codes, with_results
from stworkshop.exchange.content import SessionContent
from stworkshop.i18n import gettext as _
from stworkshop.records import Element, Record

READERS: Mapping[str, Callable[[Path, Catalogue], SessionContent]] = {
    ".json": our_json.read,
    ".yaml": case_yaml.read,
    ".yml": case_yaml.read,
}
"""How a session is read, by the suffix of the file."""


def read_any(path: Path, catalogue: Catalogue | None = None) -> SessionContent:
    """Return the complete content of a file; raises BadFile with every mistake, KnownError where it cannot be read."""
    words = catalogue or bundled_catalogue()
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise KnownError(
            _("“{name}” is not of a format that can be imported.").format(name=path.name),
            todo=_("Formats: {suffixes}.").format(suffixes=", ".join(READERS)),
        )
    return completed(reader(path, words), words)


def completed(content: SessionContent, catalogue: Catalogue) -> SessionContent:
    """Return the content with what the file leaves out: results, codes, sizes and places."""
    for completing in (with_results, with_codes, with_sizes, with_places):
        content = completing(content, catalogue)
    return content


def with_sizes(content: SessionContent, catalogue: Catalogue) -> SessionContent:
    """Return the content with a width and a height on each card, as its words need them."""
    return SessionContent([_sized(record, catalogue) for record in content.records], content.answers)


def with_places(content: SessionContent, catalogue: Catalogue) -> SessionContent:
    """Return the content with each card that has no place yet in its zone; the others stay where they are."""
    if all(record.pos is not None for record in content.records if isinstance(record, Element)):
        return content
    from stworkshop.analysis import layout  # slow to load, and most files place their cards

    # What the file places counts as placed by a person here, so that the layout works around it.
    held = [replace(r, placed="yes") if isinstance(r, Element) and r.pos is not None else r for r in content.records]
    positions = layout.tidy(Board(held), catalogue).positions
    records = [
        replace(r, pos=positions[r.id]) if isinstance(r, Element) and r.pos is None else r for r in content.records
    ]
    return SessionContent(records, content.answers)


def _sized(record: Record, catalogue: Catalogue) -> Record:
    if not isinstance(record, Element) or record.size is not None:
        return record
    face = cards.measure(record, catalogue)
    return replace(record, size=(float(face.w), float(face.h)))
