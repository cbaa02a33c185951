"""What a guest works on: its own copy of the host's session, in a file of its own."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Protocol

from stworkshop.errors import NotSaved
from stworkshop.model.board import Board
from stworkshop.model.changes import Change
from stworkshop.model.document import BadUpdate, Document
from stworkshop.model.records import SessionRecord
from stworkshop.session.session import Session
from stworkshop.session.undo_history import Step
from stworkshop.store.journal import Entry
from stworkshop.sync import frames


class Replica(Protocol):
    """A copy of the host's document with all edits that led to it, and its board."""

    @property
    def board(self) -> Board:
        """The board as it is, with the guest's own edits."""

    @property
    def laptop(self) -> str:
        """The mark of this laptop."""

    @property
    def client(self) -> int:
        """The number under which new edits stand; another one after it has started again."""

    def vector(self) -> bytes:
        """Return what it has seen."""

    def lacking(self, vector: bytes) -> bytes:
        """Return as one update what one who has seen `vector` lacks; raises BadUpdate."""

    def entries(self) -> Iterable[Entry]:
        """Return all edits, own ones and others', in the order in which they came."""

    def merge(self, update: bytes, names: str) -> Change:
        """Take an update of others, whose `names` are known, and return what it changed; raises BadUpdate."""

    def put_right(self, change: Change) -> Change:
        """Make a change that takes back what others did to things which ballots have promised; return it."""

    def start_again(
        self, known: bytes, without: Collection[str] | None, again: Sequence[Step], dropped: str
    ) -> Sequence[bytes]:
        """Be a new client on all that the host is `known` to have, and make steps `again`; return the update of each.

        The entries lose the steps in `without`, or all goes where that is None. What was `dropped`, a step, cannot be
        undone any more. Raises KnownError, and then nothing has changed.
        """


class SessionReplica:
    """A guest's session; each edit that is made in it is told to `made` with its bytes."""

    def __init__(self, session: Session, made: Callable[[bytes], None]) -> None:
        self._session = session
        self._made = made
        self._taking = False
        self._stop = session.updates.add(self._hear)

    def end(self) -> None:
        """Tell of edits no more."""
        self._stop()

    @property
    def board(self) -> Board:
        return self._session.board

    @property
    def laptop(self) -> str:
        return self._session.laptop

    @property
    def client(self) -> int:
        return self._session.document().client

    def vector(self) -> bytes:
        return self._session.document().vector()

    def lacking(self, vector: bytes) -> bytes:
        return self._session.document().lacking(vector)

    def entries(self) -> list[Entry]:
        return self._session.entries()

    def merge(self, update: bytes, names: str) -> Change:
        self._taking = True
        try:
            return self._session.merge(update, peer=names)
        except NotSaved:
            # It is on the board, and written as soon as the disk lets it; the host has it meanwhile. Only who made it
            # goes untold.
            return Change()
        finally:
            self._taking = False

    def put_right(self, change: Change) -> Change:
        try:
            return self._session.put_right(change)
        except NotSaved:  # it is on the board, and written as soon as the disk lets it
            return Change()

    def start_again(
        self, known: bytes, without: Collection[str] | None, again: Sequence[Step], dropped: str
    ) -> list[bytes]:
        return self._session.start_again(known, without, again, dropped)

    def _hear(self, update: bytes) -> None:
        if not self._taking and update not in (b"", frames.NOTHING):
            self._made(update)


def session_of(state: bytes) -> str:
    """Return the id of the session that a document holds, "" where it holds none."""
    try:
        # The session's own record comes first, so that of a large map nothing else is read.
        records = Document([state]).records()
        return next((record.id for record in records if isinstance(record, SessionRecord) and not record.gone), "")
    except BadUpdate:
        return ""


def has_same_start(document: Document, state: bytes) -> bool:
    """Tell whether a document of the same session began where this one did; after somebody was forgotten it did not."""
    try:
        starts = Document([state]).starts
    except BadUpdate:
        return False
    return not starts or bool(starts & document.starts)


class Owed:
    """The updates that the host has not taken yet, in order, as far as it has told what it has."""

    def __init__(self) -> None:
        self._updates: deque[bytes] = deque()
        self._has: dict[int, int] = {}

    def __len__(self) -> int:
        return len(self._updates)

    def add(self, update: bytes) -> None:
        """Owe one more."""
        self._updates.append(update)

    def since(self, count: int) -> list[bytes]:
        """Return all but the first ones."""
        return list(self._updates)[count:]

    def learn(self, has: dict[int, int], entries: Iterable[bytes]) -> None:
        """Begin anew with what the host has, and all updates there are."""
        self._has = dict(has)
        vector = frames.vector(has)
        owed = (update for update in entries if not frames.is_covered(update, vector, has))
        # The first one may be the whole map as it was when this laptop joined, which no host takes at once.
        self._updates = deque(u if len(u) <= frames.MOST_UPDATE else frames.lacking(u, vector) for u in owed)

    def settle(self, has: dict[int, int]) -> int:
        """Strike out what the host has by now; return how many that were."""
        for client, clock in has.items():
            self._has[client] = max(clock, self._has.get(client, 0))
        vector, count = frames.vector(self._has), 0
        # What others have made since is not among the clocks, though an edit over it deletes it.
        while self._updates and frames.is_placed(self._updates[0], vector):
            self._updates.popleft()
            count += 1
        return count
