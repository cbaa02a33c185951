"""What Home offers: the library's sessions, recent files and samples, with a sketch of each map."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QObject
from shiboken6 import isValid

from stworkshop import assets
from stworkshop.errors import KnownError
from stworkshop.exchange import importing
from stworkshop.model import agenda
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.records import from_flat
from stworkshop.session.library import Library
from stworkshop.session.session import open_session
from ui.features.home.begin import Begun
from ui.kit import thumbnails
from ui.kit.background import Background
from ui.session.findings import still_to_discuss

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
    worked: str = ""
    """When it was worked on in the window last; "" where it was never opened here."""


@dataclass(frozen=True)
class Standing:
    """Where a workshop stands: the running stage, else the next one, and how many questions must still be discussed."""

    stage: str
    coming: str
    must: int


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
    standing: Standing | None = None


class Shelf:
    """Reads what there is; looks into sessions in the background and remembers what it saw."""

    def __init__(self, library: Library, catalogue: Catalogue, background: Background) -> None:
        self.library = library
        self._catalogue = catalogue
        self._background = background
        self.begun = Begun()
        self._seen: dict[tuple[str, str, bool], Glance] = {}

    def sessions(self, recent_files: list[Path], worked_on: Mapping[str, str]) -> list[Item]:
        """Return the sessions outside the trash and the recent files, those worked on last first.

        `worked_on` has the times at which sessions were open here, by their keys.
        """

        def worked(key: str, updated: str) -> str:
            return max(worked_on[key], updated) if key in worked_on else ""

        found = [
            Item("library", info.id, info.label, info.updated, info.elements, info.links,
                 worked=worked(info.id, info.updated))
            for info in self.library.list()
            if not info.trashed
        ]  # fmt: skip
        for path in recent_files:
            changed = _changed(path)
            found.append(Item("file", str(path), path.stem, changed, worked=worked(str(path), changed)))
        return sorted(found, key=lambda item: item.worked or item.updated, reverse=True)

    def to_continue(self, sessions: Sequence[Item]) -> Item | None:
        """Return what was worked on last; None where there is nothing but samples that nobody opened."""
        samples = {session_id for _item, session_id in _samples()}
        opened = [item for item in sessions if item.worked]
        return next(iter(opened or [item for item in sessions if item.key not in samples]), None)

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

    def look(self, item: Item, show: Callable[[Glance], object], owner: QObject, *, closely: bool = False) -> None:
        """Show a glance at a session, at once if seen before; nothing where it cannot be read or `owner` is gone.

        Only a close look tells where the workshop stands: that takes the time of finding all its questions.
        """
        known = self._seen.get((item.key, item.updated, closely))
        if known is not None:
            show(known)
            return

        def seen(glance: Glance) -> None:
            self._seen[(item.key, item.updated, closely)] = glance
            if isValid(owner):
                show(glance)

        self._background.run(lambda: self._glance(item, closely), seen, _only_known)

    def take_sample(self, path: str) -> str:
        """Put a sample into the library, if it is not there yet, and return its id."""
        content = importing.read_any(Path(path))
        there = {info.id: info.trashed for info in self.library.list()}
        if content.id not in there:
            return self.library.add(content)
        if there[content.id]:
            self.library.restore(content.id)
        return content.id

    def _glance(self, item: Item, closely: bool) -> Glance:
        if item.origin == "sample":
            return _glance(_board_of_sample(Path(item.key)), self._catalogue)
        if item.origin == "file":
            with open_session(Path(item.key), read_only=True) as session:
                return _glance(session.board, self._catalogue, closely)
        with self.library.open(item.key, read_only=True) as session:
            return _glance(session.board, self._catalogue, closely)


def _changed(path: Path) -> str:
    """Return when a file was written last, as the library tells times; "" where nobody can tell."""
    try:
        at = datetime.datetime.fromtimestamp(path.stat().st_mtime, datetime.UTC)
    except OSError:
        return ""
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


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


def _standing(board: Board, catalogue: Catalogue) -> Standing:
    day = agenda.schedule(board, catalogue, datetime.datetime.now().astimezone())
    return Standing(
        day.current.label if day.current is not None else "",
        day.next.label if day.next is not None else "",
        still_to_discuss(board, catalogue),
    )


def _glance(board: Board, catalogue: Catalogue, closely: bool = False) -> Glance:
    session = board.session
    plan = catalogue.agendas.get(session.agenda)
    return Glance(
        label=session.label,
        question=session.workshop_question,
        description=session.description,
        agenda=str(plan["label"]) if plan else "",
        cards=len(board.elements),
        links=len(board.links),
        people=len(board.participants),
        sketch=thumbnails.sketch(board, catalogue),
        standing=_standing(board, catalogue) if closely else None,
    )


def _only_known(error: Exception) -> None:
    """Leave a session that cannot be read without a picture; opening it says why."""
    if not isinstance(error, KnownError | OSError):
        raise error
