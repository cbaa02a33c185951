"""A session in memory, for tests of the window: commands, undo and redo as the real one has them, and no file."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from stworkshop.board import Board
from stworkshop.catalogue import catalogue
from stworkshop.changes import Change
from stworkshop.commands.base import Context, Decision, Refused
from stworkshop.commands.registry import decide
from stworkshop.events import Undone
from stworkshop.records import Record, SessionRecord


@dataclass(frozen=True)
class Heard:
    """What a listener hears: the fields of the session's `Changed`."""

    change: Change
    origin: str
    label: str
    step: str


class FakeSession:
    """Does what `Session` does, without a document and a store."""

    def __init__(self, records: Iterable[Record] = (), label: str = "Night buses") -> None:
        session = SessionRecord(id="s-1", label=label, seq=1)
        self.board = Board([session, *records])
        self.id = self.board.session.id
        self.path = Path("memory.stw")
        self.read_only = False
        self.trouble = ""
        self.lacks = ""
        self.laptop = "laptop"
        self.guard: Any = None
        self.closed = False
        self._hearers: list[Callable[[Any], None]] = []
        self._done: list[tuple[str, Change]] = []
        self._undone: list[tuple[str, Change]] = []

    @property
    def undo_label(self) -> str:
        return self._done[-1][0] if self._done else ""

    @property
    def redo_label(self) -> str:
        return self._undone[-1][0] if self._undone else ""

    def run(self, name: str, **arguments: Any) -> Decision | Refused:
        if self.read_only:
            return Refused("read-only", "This session is open for reading only. Nothing was changed.")
        decided = decide(self.board, name, arguments, Context(catalogue()))
        if isinstance(decided, Decision) and decided.change:
            self._apply(decided.change, "local", decided.label)
            self._done.append((decided.label, decided.change))
            self._undone.clear()
        return decided

    def do(self, label: str, change: Change, *, origin: str = "local") -> str:
        self._apply(change, origin, label)
        self._done.append((label, change))
        self._undone.clear()
        return "step"

    def undo(self) -> Undone | None:
        return self._turn(self._done, self._undone, "undo")

    def redo(self) -> Undone | None:
        return self._turn(self._undone, self._done, "redo")

    def remote(self, change: Change) -> None:
        """Let a change come in from another laptop."""
        self._apply(change, "remote", "")

    def subscribe(self, hear: Callable[[Any], None]) -> Callable[[], None]:
        self._hearers.append(hear)
        return lambda: self._hearers.remove(hear)

    def retry(self) -> bool:
        return True

    def write_back(self) -> bool:
        return True

    def warm(self) -> None:
        return None

    def answers(self, round_id: str) -> list[Any]:
        return []

    def sheets_in(self, round_id: str) -> int:
        return 0

    def close(self) -> None:
        self.closed = True

    def _turn(self, source: list[tuple[str, Change]], target: list[tuple[str, Change]], origin: str) -> Undone | None:
        if not source:
            return None
        label, change = source.pop()
        back = change.inverse()
        target.append((label, back))
        self._apply(back, origin, label)
        return Undone(label, 0)

    def _apply(self, change: Change, origin: str, label: str) -> None:
        change = change.stamped(f"step-{len(self._done)}")
        self.board.apply(change)
        for hear in list(self._hearers):
            hear(Heard(change, origin, label, "step"))
