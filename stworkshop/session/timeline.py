"""What a session was: every change since its beginning, and the board at each of them.

The journal is replayed once, on any thread; what comes out is plain data that another thread may use.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from stworkshop.model.board import Board
from stworkshop.model.changes import Change
from stworkshop.model.document import BadUpdate, Document
from stworkshop.model.records import Snapshot
from stworkshop.session.events import Changed
from stworkshop.store import database, journal
from stworkshop.store.error_messages import damaged
from stworkshop.store.forget import change_between as change_between

_BETWEEN_BASES = 200
"""Moments from one kept board to the next."""


@dataclass(frozen=True)
class Moment:
    """One change: its step, when it was made, what it is called, where it came from, and who sent it ("" for here)."""

    step: str
    at: datetime.datetime
    label: str
    origin: str
    peer: str


class Timeline:
    """All changes of a session in order; moment 0 is the first one, and the board is as that change left it."""

    def __init__(self, moments: Sequence[Moment] = (), changes: Sequence[Change] = ()) -> None:
        self.moments = list(moments)
        self.changes = list(changes)
        # Boards to start from, one after every so many moments; they are made as they are passed.
        self._bases = {-1: Board()}

    def __len__(self) -> int:
        return len(self.moments)

    def append(self, changed: Changed, at: datetime.datetime) -> None:
        """Add a change that was heard since; one that changes nothing is no moment."""
        if changed.change:
            self.moments.append(Moment(changed.step, at, changed.label, changed.origin, ""))
            self.changes.append(changed.change)

    def board_at(self, moment: int) -> Board:
        """Return a board of its own as it was after this moment; the empty one before the first."""
        moment = max(-1, min(moment, len(self.changes) - 1))
        at = max(base for base in self._bases if base <= moment)
        board = self._bases[at].copy()
        for place in range(at + 1, moment + 1):
            board.apply(self.changes[place])
            if (place + 1) % _BETWEEN_BASES == 0:
                self._bases.setdefault(place, board.copy())
        return board

    def snapshots(self) -> list[tuple[int, Snapshot]]:
        """Return the named moments that are still named, each with its place, in order."""
        now = self.board_at(len(self) - 1)
        found = []
        for place, change in enumerate(self.changes):
            for ref in change.added:
                record = now.get(ref) if ref.root == "snapshots" else None
                if isinstance(record, Snapshot):
                    found.append((place, record))
        return found


def read_timeline(
    path: Path, session_id: str, *, names: bool = True, progress: Callable[[int, int], bool] | None = None
) -> Timeline:
    """Replay the journal of a session; raises DamagedFile, KnownError.

    Without `names` nobody is named as the author of a change. `progress` hears how many of how many rows are done, and
    stops the work with False; the timeline then ends there.
    """
    file = database.open_for_reading(path)
    try:
        with file.reading() as raw:
            rows = list(journal.entries(raw, session_id))
    finally:
        file.close()
    timeline, document, board = Timeline(), Document(), Board()
    for done, row in enumerate(rows):
        try:
            change = document.merge(row.update, board)
            at = _moment(row.at)
        except (BadUpdate, ValueError) as error:
            raise damaged(path) from error
        if change:
            board.apply(change)
            peer = row.peer if names else ""
            timeline.moments.append(Moment(row.step, at, row.label, row.origin, peer))
            timeline.changes.append(change)
        if progress is not None and not progress(done + 1, len(rows)):
            break
    return timeline


def _moment(written: str) -> datetime.datetime:
    at = datetime.datetime.fromisoformat(written)
    if at.tzinfo is None:
        raise ValueError(written)
    return at
