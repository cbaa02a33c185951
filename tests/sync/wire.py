"""A room in memory: a host, guests, and wires between them that deliver when they are told to, twice, or never."""

from __future__ import annotations

import random
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from stworkshop.commands.base import Context, Decision
from stworkshop.commands.registry import decide
from stworkshop.model.board import Board
from stworkshop.model.catalogue import catalogue
from stworkshop.model.changes import Change
from stworkshop.model.records import Record, Ref, ref_of
from stworkshop.session.session import open_session
from stworkshop.sync.guest import Refusal
from stworkshop.sync.room import Apply, Close, Effect, HandIn, Member, Room, Send, Told
from tests.sync.memory import MemoryGuest, Replica, from_state
from tests.workshop import make, records

CATALOGUE = catalogue()
HOST = "laptop-host"


def live(board: Board) -> dict[Ref, Record]:
    """The live records of a board."""
    return {ref_of(record): record for record in board.records()}


class Host(Protocol):
    """What a room needs of its host here: a session, or what stands for one."""

    @property
    def board(self) -> Board: ...
    def state(self) -> bytes: ...
    def merge(self, update: bytes) -> Change: ...
    def make(self, change: Change, step: str) -> tuple[Change, bytes]: ...


class OnDisk:
    """A host with a session in a file."""

    def __init__(self, path: Path) -> None:
        self.path = make(path) if not path.exists() else path
        self.session = open_session(self.path)
        self.made: list[bytes] = []
        self.session.updates.add(self.made.append)

    @property
    def board(self) -> Board:
        return self.session.board

    def state(self) -> bytes:
        return self.session.state()

    def merge(self, update: bytes) -> Change:
        return self.session.merge(update, peer="somebody")

    def make(self, change: Change, step: str) -> tuple[Change, bytes]:
        self.made.clear()
        self.session.do(step, change)
        return change, self.made[-1] if self.made else b""

    def undo(self) -> bytes:
        self.made.clear()
        self.session.undo()
        return self.made[-1] if self.made else b""

    def reopened(self) -> OnDisk:
        """What is there after the power went: all that was durable, and no goodbye."""
        self.session._store.close()
        return OnDisk(self.path)


@dataclass
class Laptop:
    """A guest with its wire: frames under way to the host and back."""

    name: str
    role: str
    guest: MemoryGuest = field(default_factory=MemoryGuest)
    up: deque[bytes] = field(default_factory=deque)
    down: deque[bytes] = field(default_factory=deque)
    on: bool = False
    refused: list[Refusal] = field(default_factory=list)
    seen: Change = field(default_factory=Change)
    sheets: list[dict[str, Any]] = field(default_factory=list)
    news: list[dict[str, Any]] = field(default_factory=list)
    made: set[Ref] = field(default_factory=set)
    waits: list[str] = field(default_factory=list)

    def run(self, command: str, **arguments: Any) -> Decision | None:
        """Carry out a command as our program does at a guest's."""
        outcome = decide(self.guest.board, command, arguments, Context(CATALOGUE, laptop=self.name))
        if not isinstance(outcome, Decision):
            return None
        self.do(outcome.change)
        return outcome

    def do(self, change: Change) -> None:
        """Make any change, also one that no command makes."""
        self.made |= change.added.keys()
        self.up += self.guest.do("Test", change)


class InMemory:
    """A host without a file, its room, and its guests."""

    def __init__(self, seed: int = 0, host: Host | None = None) -> None:
        self.chance = random.Random(seed)
        self.host = host or Replica()
        if host is None:
            self.host.make(Change(added={ref_of(record): record for record in records()}), "start")
        self.room = Room(self.host.state, CATALOGUE)
        self.laptops: dict[str, Laptop] = {}
        self.told: list[Told] = []
        self.sheets: list[dict[str, Any]] = []
        self.rows: list[bytes] = []
        self.may_replace: list[set[bytes]] = []
        self.refuses_sheets = ""
        self.closed: list[Close] = []
        self.now = 0.0

    def add(self, name: str, role: str = "editor") -> Laptop:
        """Let a laptop come in."""
        laptop = self.laptops[name] = Laptop(name, role)
        self.plug_in(laptop)
        return laptop

    def plug_in(self, laptop: Laptop) -> None:
        laptop.on = True
        laptop.up += laptop.guest.greet()
        self.carry_out(self.room.join(Member(laptop.name, laptop.name, laptop.role, laptop.name)))

    def restart(self) -> None:
        """End the host, whose guests are all cut off, and start it again from what it had kept."""
        for laptop in self.laptops.values():
            if laptop.on:
                self.cut(laptop)
        if isinstance(self.host, OnDisk):
            self.host = self.host.reopened()
        else:
            self.host = from_state(self.host.state())
        self.room = Room(self.host.state, CATALOGUE)

    def cut(self, laptop: Laptop) -> None:
        """End a connection; what is under way is lost."""
        laptop.on = False
        laptop.up.clear()
        laptop.down.clear()
        laptop.guest.lost()
        self.carry_out(self.room.leave(laptop.name))

    def carry_out(self, effects: list[Effect]) -> None:
        for effect in effects:
            match effect:
                case Send(peer, frame):
                    if peer in self.laptops:
                        self.laptops[peer].down.append(frame)
                case Apply(update):
                    self.host.merge(update)
                case HandIn(arguments=arguments, own=own):
                    refusal, row = self.refuses_sheets, len(self.rows).to_bytes(16)
                    self.sheets += [] if refusal else [dict(arguments)]
                    self.rows += [] if refusal else [row]
                    self.may_replace.append(set(own))
                    self.carry_out(self.room.sheet_answered(effect, refusal, row))
                case Close(peer):
                    self.closed.append(effect)
                    self.cut(self.laptops[peer])
                case Told():
                    self.told.append(effect)

    def host_runs(self, command: str, **arguments: Any) -> Decision | None:
        outcome = decide(self.host.board, command, arguments, Context(CATALOGUE, laptop=HOST))
        if not isinstance(outcome, Decision):
            return None
        _change, update = self.host.make(outcome.change, "step")
        self.carry_out(self.room.host_edited(update))
        return outcome

    def host_undoes(self) -> None:
        if isinstance(self.host, OnDisk):
            self.carry_out(self.room.host_edited(self.host.undo()))

    def deliver_one(self, laptop: Laptop, *, upwards: bool, twice: bool = False) -> None:
        queue = laptop.up if upwards else laptop.down
        if not queue:
            return
        frame = queue.popleft()
        self.now += 0.01
        for _time in range(2 if twice else 1):
            if upwards:
                self.carry_out(self.room.receive(laptop.name, frame, self.now))
            else:
                heard = laptop.guest.receive(frame, self.now)
                laptop.up += heard.send
                laptop.refused += heard.refused
                laptop.seen = laptop.seen.then(heard.change)
                if heard.role:
                    laptop.role = heard.role
                laptop.sheets += map(dict, heard.sheets)
                laptop.waits += filter(None, [heard.waits])
                laptop.news += map(dict, heard.sheet_news)

    def settle(self) -> None:
        """Deliver all that is under way, and what comes of it."""
        for _round in range(10_000):
            busy = [laptop for laptop in self.laptops.values() if laptop.on and (laptop.up or laptop.down)]
            if not busy:
                return
            for laptop in busy:
                self.deliver_one(laptop, upwards=bool(laptop.up))
        raise AssertionError("the room never comes to rest")
