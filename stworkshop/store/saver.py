"""Saving edit by edit; what the disk does not take waits in memory until it does."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from stworkshop.errors import KnownError, NotSaved
from stworkshop.model.board import Board
from stworkshop.model.changes import Change
from stworkshop.model.document import Document
from stworkshop.model.records import Ref, ref_of
from stworkshop.store.journal import Entry
from stworkshop.store.session_store import CHECKPOINT_AT_WORK, Extra, SessionStore


class Saver:
    """Writes the edits of one session in order; `trouble` is a sentence for people while some are waiting, else ""."""

    def __init__(self, store: SessionStore, board: Board) -> None:
        self._store = store
        self._board = board
        self._entries: list[Entry] = []
        self._refs: set[Ref] = set()
        self._extras: list[Extra] = []
        self.trouble = ""

    @property
    def entries(self) -> Sequence[Entry]:
        """The edits that the disk lacks, in order."""
        return tuple(self._entries)

    @property
    def waiting(self) -> bool:
        """Whether there are edits that the disk lacks."""
        return bool(self._entries)

    def save(self, entry: Entry, change: Change, extra: Extra | None = None) -> NotSaved | None:
        """Write one edit that is on the board, durably, or keep it waiting and return why."""
        if not self._entries:
            try:
                self._store.append(entry, self._board, change, extra)
                return None
            except NotSaved as error:
                self.trouble = str(error)
                failure = error
        else:
            failure = NotSaved(self.trouble)
        self._entries.append(entry)
        self._refs |= change.refs()
        for ref in change.refs():
            if ref.root == "elements":
                self._refs.update(ref_of(link) for link in self._board.all_links_at(ref.id))
        if extra is not None:
            self._extras.append(extra)
        return failure

    def retry(self) -> bool:
        """Write what is waiting; return whether all is on the disk."""
        if not self._entries:
            return True
        try:
            self._store.catch_up(self._entries, self._board, self._refs, self._extras)
        except KnownError as error:
            self.trouble = str(error)
            return False
        self._entries.clear()
        self._refs.clear()
        self._extras.clear()
        self.trouble = ""
        return True

    def checkpoint(self, document: Document, limit: int = CHECKPOINT_AT_WORK) -> None:
        """Keep the whole document where so many edits were written since it was kept last; it is only for speed."""
        with suppress(KnownError):
            if not self._entries and self._store.checkpoint_due(limit):
                self._store.checkpoint(document)
