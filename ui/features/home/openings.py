"""Opening sessions: from the library, from a file, from a sample; new ones; and files that are brought in."""

from __future__ import annotations

import datetime
import textwrap
from collections.abc import Callable
from functools import partial
from pathlib import Path

from stworkshop.errors import InUse, KnownError
from stworkshop.exchange import importing
from stworkshop.i18n import gettext as _
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.records import new_id
from stworkshop.session.library import Library
from stworkshop.session.session import Session, open_session
from ui.features.home.shelf import Item, Shelf
from ui.session.preferences import Preferences

_TITLE = 64
"""Letters of a question that a title has room for."""


class Openings:
    """Turns what a person chose into an open session; one that another window has is opened for reading."""

    def __init__(self, shelf: Shelf, catalogue: Catalogue, preferences: Preferences) -> None:
        self._shelf, self._catalogue, self._preferences = shelf, catalogue, preferences

    @property
    def library(self) -> Library:
        """The library of the program."""
        return self._shelf.library

    def note_work(self, session: Session) -> None:
        """Note that a session is worked on now: Home goes on with what was worked on last."""
        if not session.read_only:
            inside = session.path.resolve() == self.library.path.resolve()
            now = datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
            self._preferences.note_work(session.id if inside else str(session.path.resolve()), now)

    def samples(self) -> list[Item]:
        """Return the bundled samples."""
        return self._shelf.samples()

    def item(self, item: Item, *, read_only: bool = False) -> Session:
        """Open an item of Home; raises KnownError."""
        if item.origin == "file":
            return self.path(Path(item.key), read_only=read_only)
        key = self._shelf.take_sample(item.key) if item.origin == "sample" else item.key
        return self._from_library(key, read_only)

    def path(self, path: Path, *, read_only: bool = False) -> Session:
        """Open a file: a .stw in place, another by bringing it into the library; raises KnownError."""
        if not path.is_file():
            raise KnownError(_("There is no file {path}.").format(path=path), todo=_("Choose another file."))
        if path.suffix.lower() == ".stw":
            session = self._for_reading_if_used(path, read_only)
            self._preferences.add_recent_file(path)
            return session
        content = importing.read_any(path)
        there = {info.id for info in self.library.list()}
        return self._from_library(self.library.add(content, as_copy=content.id in there), read_only)

    def named(self, name: str) -> Session:
        """Open what the command line names: a file, or an id or title in the library; raises KnownError."""
        path = Path(name)
        if path.suffix.lower() in (".stw", ".json", ".yaml", ".yml") or path.is_file():
            return self.path(path)
        return self._from_library(self.library.find(name), read_only=False)

    def others(self, session_id: str) -> list[tuple[str, Callable[[], Board]]]:
        """Return the other sessions of the library: their titles, and how the board of each is read."""

        def board_of(other: str) -> Board:
            with self.library.open(other, read_only=True) as session:
                return session.board

        there = [info for info in self.library.list() if info.id != session_id and not info.trashed]
        return [(info.label, partial(board_of, info.id)) for info in there]

    def new(self, agenda: str, question: str = "") -> Session:
        """Make a session after an agenda ("" for a blank map) and open it; raises KnownError.

        Its question is its title, too, as far as that has room for it.
        """
        plan = agenda if agenda in self._catalogue.agendas else ""
        title = textwrap.shorten(question, _TITLE, placeholder="…") if question else _("New workshop")
        made = self.library.new(self._unused(title), agenda=plan, question=question)
        return self._from_library(made, read_only=False)

    def _unused(self, title: str) -> str:
        """Return the title with a number where there is such a session already."""
        known = {info.label for info in self.library.list()}
        numbers = (f"{title} {n}" for n in range(2, len(known) + 3))
        return title if title not in known else next((t for t in numbers if t not in known), f"{title} {new_id()}")

    def _from_library(self, session_id: str, read_only: bool) -> Session:
        if read_only:
            return self.library.open(session_id, read_only=True)
        try:
            return self.library.open(session_id)
        except InUse:
            return self.library.open(session_id, read_only=True)

    def _for_reading_if_used(self, path: Path, read_only: bool) -> Session:
        if read_only:
            return open_session(path, read_only=True)
        try:
            return open_session(path)
        except InUse:
            return open_session(path, read_only=True)
