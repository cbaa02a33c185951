"""A guest without a file: its replica, which remembers its entries as a journal does, and edits made straight on it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from stworkshop.model.board import Board
from stworkshop.model.changes import Change
from stworkshop.model.document import Document, fitted
from stworkshop.model.records import new_id
from stworkshop.session.undo_history import Step
from stworkshop.store.journal import Entry
from stworkshop.sync.guest import Guest


class Replica:
    """A document in memory with the entries that made it."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self._begin(entries)

    def _begin(self, entries: Iterable[Entry]) -> None:
        self._entries = list(entries)
        self._document = Document(entry.update for entry in self._entries)
        self.board = Board(self._document.records())

    @property
    def client(self) -> int:
        return self._document.client

    def vector(self) -> bytes:
        return self._document.vector()

    def lacking(self, vector: bytes) -> bytes:
        return self._document.lacking(vector)

    def state(self) -> bytes:
        return self._document.state()

    def entries(self) -> list[Entry]:
        return list(self._entries)

    def merge(self, update: bytes, names: str = "") -> Change:
        change = self._document.merge(update, self.board)
        self.board.apply(change)
        self._note(new_id(), "remote", names, "", self._document.integrated)
        return change

    laptop = "here"

    def put_right(self, change: Change) -> Change:
        return self.make(change, new_id())[0]

    def make(self, change: Change, step: str, label: str = "") -> tuple[Change, bytes]:
        change = fitted(self.board, change, step)
        update = self._document.apply(change, step) if change else b""
        self.board.apply(change)
        if update:
            self._note(step, "local", "", label, update)
        return change, update

    def start_again(
        self, known: bytes, without: Collection[str] | None, again: Sequence[Step], _dropped: str
    ) -> list[bytes]:
        self._begin([] if without is None else [entry for entry in self._entries if entry.step not in without])
        self.merge(Document([known]).lacking(self.vector()))
        return [self.make(step.change, step.id, step.label)[1] for step in again]

    def _note(self, step: str, origin: str, peer: str, label: str, update: bytes) -> None:
        self._entries.append(Entry(len(self._entries) + 1, step, "", origin, peer, label, update))


def from_state(state: bytes) -> Replica:
    """A replica that got all it has at once."""
    return Replica([Entry(1, "start", "", "remote", "", "", state)] if state else [])


class MemoryGuest(Guest):
    """A guest on such a replica."""

    def __init__(self, replica: Replica | None = None, *, judged: bool = True) -> None:
        self.replica = replica or Replica()
        super().__init__(self.replica, judged=judged)

    def do(self, label: str, change: Change) -> list[bytes]:
        """Make an edit; return the frames to send."""
        _change, update = self.replica.make(change, new_id(), label)
        return self.made(update) if update else []

    def state(self) -> bytes:
        return self.replica.state()

    def after_a_crash(self) -> MemoryGuest:
        """The same laptop, started again from what it had kept."""
        return MemoryGuest(Replica(self.replica.entries()))
