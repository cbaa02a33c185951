"""A guest's copy of the host's document, with its board: the one in memory."""

from __future__ import annotations

from stworkshop.board import Board
from stworkshop.changes import Change, difference
from stworkshop.document import Document, fitted
from stworkshop.records import Record, Ref, ref_of
from stworkshop.sync import frames


class Replica:
    """What a guest works on."""

    def __init__(self, state: bytes = b"") -> None:
        self._document = Document([state] if state else [])
        self.board = Board(self._document.records())

    @property
    def client(self) -> int:
        """The number under which its own edits stand; another one after it has started again."""
        return self._document.client

    @property
    def clock(self) -> int:
        """How many parts its own edits have so far."""
        return frames.clocks(self._document.vector()).get(self.client, 0)

    def vector(self) -> bytes:
        """Return what it has seen."""
        return self._document.vector()

    def lacking(self, vector: bytes) -> bytes:
        """Return what one who has seen `vector` lacks; raises BadUpdate."""
        return self._document.lacking(vector)

    def state(self) -> bytes:
        """Return all of it as one update."""
        return self._document.state()

    def merge(self, update: bytes) -> Change:
        """Take another's update and return what it changed; raises BadUpdate."""
        change = self._document.merge(update, self.board)
        self.board.apply(change)
        return change

    def make(self, change: Change, step: str) -> tuple[Change, bytes]:
        """Make an edit; return it as it fits the board, and its update: b"" where it changes nothing."""
        change = fitted(self.board, change, step)
        update = self._document.apply(change, step) if change else b""
        self.board.apply(change)
        return change, update

    def start_again(self, state: bytes) -> Board:
        """Be a new client that has nothing but `state`; return the board as it was."""
        before = self.board
        self._document = Document([state])
        self.board = Board(self._document.records())
        self.board.code_letter = before.code_letter
        return before


def difference_of(before: Board, after: Board) -> Change:
    """Return the Change that makes the first board show what the second one does."""
    old: dict[Ref, Record] = {ref_of(record): record for record in before.records()}
    new: dict[Ref, Record] = {ref_of(record): record for record in after.records()}
    return Change(
        added={ref: record for ref, record in new.items() if ref not in old},
        updated={ref: difference(old[ref], record) for ref, record in new.items() if ref in old and old[ref] != record},
        removed={ref: after.gone(ref) or record for ref, record in old.items() if ref not in new},
    )
