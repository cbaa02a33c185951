"""A session's file while it is open: what it is, what is read of it, and its document, loaded when it is needed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from stworkshop.errors import DamagedFile, KnownError
from stworkshop.model.answers import Answer, PrivateNote
from stworkshop.model.changes import Change
from stworkshop.model.document import Document
from stworkshop.model.session_content import SessionContent, content_of
from stworkshop.session.events import Changed
from stworkshop.session.listeners import Listeners
from stworkshop.store import forget
from stworkshop.store.journal import Entry
from stworkshop.store.saver import Saver
from stworkshop.store.sealed_sheets import Sheets
from stworkshop.store.session_store import SessionStore
from stworkshop.store.user_paths import Secrets


class OpenFile:
    """One session of a file; all that everybody may see of it is on the board."""

    def __init__(self, store: SessionStore, secrets: Secrets, *, read_only: bool) -> None:
        self._store = store
        self._secrets = secrets
        self._for_reading = read_only
        self._sheets = Sheets(store, secrets)
        self._document: Document | None = None
        self._damage = ""
        self._listeners: Listeners[Changed] = Listeners()
        self.board = store.board()
        self._saver = Saver(store, self.board)

    @property
    def id(self) -> str:
        """The id of the session."""
        return self._store.session_id

    @property
    def path(self) -> Path:
        """The file that holds the session."""
        return self._store.path

    @property
    def laptop(self) -> str:
        """The random token of this laptop, which marks the cards that were made on it."""
        return self._secrets.laptop()

    @property
    def lineage(self) -> str:
        """What two copies have in common that can be merged."""
        return self._store.head.lineage

    @property
    def table_name(self) -> str:
        """The name of the table that this copy was made for, or ""."""
        return self._store.head.table_name

    @property
    def read_only(self) -> bool:
        """Whether nothing can be changed now: opened for reading, or the disk takes no edits."""
        return self._for_reading or self._saver.waiting

    @property
    def trouble(self) -> str:
        """What is wrong with the disk or the file, a sentence for people, or ""."""
        return self._damage or self._saver.trouble

    @property
    def lacks(self) -> str:
        """What is missing from the board: edits, since the file was copied while it was open, or values; else ""."""
        return self._store.lacks

    def finish_what_was_begun(self) -> None:
        """Do what a program that was killed had still to do with the file and the keys of this laptop."""
        if not self._for_reading:
            with suppress(KnownError):
                self._sheets.clear_closed()

    def write_back(self) -> bool:
        """Write what is in the log beside the file into the file, so that a copy of it alone is whole.

        For when nothing is done for a while; returns whether it is so, and is tried again else.
        """
        return self._store.file.write_back()

    # --- the organiser's own

    def answers(self, round_id: str) -> list[Answer]:
        """Return the answers of a closed round; of an open one none, they are sealed."""
        return self._sheets.answers(round_id)

    def all_answers(self) -> list[Answer]:
        """Return the answers of all closed rounds."""
        return self._sheets.answers(None)

    def sheets_in(self, round_id: str) -> int:
        """Return how many sheets were handed in to an open round."""
        return self._sheets.count(round_id)

    def private_notes(self) -> list[PrivateNote]:
        """Return the organiser's private notes; they are in no copy and no export."""
        return self._sheets.private_notes()

    def content(self) -> SessionContent:
        """Return what an export writes: all live records and the organiser's answers."""
        return content_of(self.board, self.all_answers())

    # --- its document

    def entries(self) -> list[Entry]:
        """Return all edits since the beginning, in order, those that wait for the disk too."""
        return [*self._store.entries(), *self._saver.entries]

    def warm(self) -> None:
        """Load the document, for which a session that is only looked at need not wait; to be called when idle."""
        if not self._for_reading:
            with suppress(KnownError):
                self._loaded()

    def document(self) -> Document:
        """Return the document, for the peers of a room, who only read it."""
        return self._loaded()

    def state(self) -> bytes:
        """Return the whole document as one update, for a peer who has nothing yet."""
        return self._loaded().state()

    # --- inside

    @contextmanager
    def _unspoiled(self) -> Iterator[Document]:
        """The document, to take others' updates; where that fails it is as before, made anew if it must be."""
        document = self._loaded()
        taken = document.taken
        try:
            yield document
        except BaseException:
            if document.taken != taken:
                self._document = None
            raise

    def _loaded(self) -> Document:
        if self._document is None:
            try:
                self._document = self._store.document([entry.update for entry in self._saver.entries])
            except DamagedFile as error:
                self._for_reading = True
                self._damage = str(error)
                self._listeners.tell(Changed(Change(), "trouble", self.trouble, ""))
                raise
        return self._document

    def _reloaded(self) -> Change:
        """Show what another function wrote in the place of this session; return what has changed."""
        now = self._store.reload()
        change = forget.change_between(self.board, now)
        self.board.become(now)  # canvas and checks hold the board itself
        self._saver, self._document = Saver(self._store, self.board), None
        return change
