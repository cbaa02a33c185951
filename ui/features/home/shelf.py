"""What Home offers: the library's sessions, recent files and samples, with a sketch of each map."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QObject
from shiboken6 import isValid

from stworkshop import assets
from stworkshop.errors import KnownError
from stworkshop.exchange import importing
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.records import from_flat
from stworkshop.session.library import Library
from stworkshop.session.session import open_session
from ui.kit import thumbnails
from ui.kit.background import Background

Origin = Literal["library", "file", "sample"]
FIRST_SAMPLE = "hill-east"


@dataclass(frozen=True)
class Item:
    """A session that can be opened: `key` is its id in the library, or the path of its file."""

    origin: Origin
    key: str
    label: str
    updated: str = ""
    cards: int = 0
    links: int = 0
    trashed: str = ""


@dataclass(frozen=True)
class Glance:
    """What a look into a session shows."""

    label: str
    question: str
    description: str
    agenda: str
    cards: int
    links: int
    people: int
    sketch: thumbnails.Sketch


class Shelf:
    """Reads what there is; looks into sessions in the background and remembers what it saw."""

    def __init__(self, library: Library, catalogue: Catalogue, background: Background) -> None:
        self.library = library
        self._catalogue = catalogue
        self._background = background
        self._seen: dict[tuple[str, str], Glance] = {}

    def sessions(self, recent_files: list[Path]) -> list[Item]:
        """Return the sessions outside the trash and the recent files, those worked on last first."""
        found = [
            Item("library", info.id, info.label, info.updated, info.elements, info.links)
            for info in self.library.list()
            if not info.trashed
        ]
        return found + [Item("file", str(path), path.stem) for path in recent_files]

    def trash(self) -> list[Item]:
        """Return the sessions in the trash."""
        return [
            Item("library", info.id, info.label, info.updated, info.elements, info.links, info.trashed)
            for info in self.library.list()
            if info.trashed
        ]

    def samples(self) -> list[Item]:
        """Return the bundled samples, the small one that a newcomer opens first at the head."""
        return [item for item, _session_id in _samples()]

    def look(self, item: Item, show: Callable[[Glance], object], owner: QObject) -> None:
        """Show a glance at a session, at once if seen before; nothing where it cannot be read or `owner` is gone."""
        known = self._seen.get((item.key, item.updated))
        if known is not None:
            show(known)
            return

        def seen(glance: Glance) -> None:
            self._seen[(item.key, item.updated)] = glance
            if isValid(owner):
                show(glance)

        self._background.run(lambda: self._glance(item), seen, _only_known)

    def take_sample(self, path: str) -> str:
        """Put a sample into the library, if it is not there yet, and return its id."""
        content = importing.read_any(Path(path))
        there = {info.id: info.trashed for info in self.library.list()}
        if content.id not in there:
            return self.library.add(content)
        if there[content.id]:
            self.library.restore(content.id)
        return content.id

    def _glance(self, item: Item) -> Glance:
        if item.origin == "sample":
            return _glance(_board_of_sample(Path(item.key)), self._catalogue)
        if item.origin == "file":
            with open_session(Path(item.key), read_only=True) as session:
                return _glance(session.board, self._catalogue)
        with self.library.open(item.key, read_only=True) as session:
            return _glance(session.board, self._catalogue)


@cache
def _samples() -> tuple[tuple[Item, str], ...]:
    """Return the bundled samples with the ids of their sessions."""
    found = []
    for path in sorted(assets.sample_sessions(), key=lambda path: (path.stem != FIRST_SAMPLE, path.stem)):
        held = json.loads(path.read_text(encoding="utf-8"))
        cards, links = len(held["elements"]), len(held["links"])
        item = Item("sample", str(path), str(held["session"]["label"]), cards=cards, links=links)
        found.append((item, str(held["session"]["id"])))
    return tuple(found)


def _board_of_sample(path: Path) -> Board:
    """Return what a picture needs of a bundled sample, which is known to be good: its cards and people."""
    held = json.loads(path.read_text(encoding="utf-8"))
    records = [from_flat("session", str(held["session"]["id"]), held["session"])]
    for root in ("elements", "links", "participants"):
        records += [from_flat(root, str(entry["id"]), entry) for entry in held[root]]
    return Board(records)


def _glance(board: Board, catalogue: Catalogue) -> Glance:
    session = board.session
    agenda = catalogue.agendas.get(session.agenda)
    return Glance(
        label=session.label,
        question=session.workshop_question,
        description=session.description,
        agenda=str(agenda["label"]) if agenda else "",
        cards=len(board.elements),
        links=len(board.links),
        people=len(board.participants),
        sketch=thumbnails.sketch(board, catalogue),
    )


def _only_known(error: Exception) -> None:
    """Leave a session that cannot be read without a picture; opening it says why."""
    if not isinstance(error, KnownError | OSError):
        raise error
