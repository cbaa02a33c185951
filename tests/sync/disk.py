"""Laptops with files: a session of their own library, as the program keeps it, whose power may go at any moment.

Any of them may keep the room; the one that kept it before comes back as a guest.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from stworkshop.commands.base import Decision
from stworkshop.errors import KnownError
from stworkshop.model.catalogue import catalogue
from stworkshop.model.changes import Change
from stworkshop.model.session_content import SessionContent
from stworkshop.session.library import Library
from stworkshop.session.session import Session
from stworkshop.sync.guest import Guest
from stworkshop.sync.replica import SessionReplica
from stworkshop.sync.room import Room
from tests.sync.wire import InMemory, Laptop
from tests.workshop import ID, records


class DiskGuest(Guest):
    """A guest on a session with a file."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._frames: list[bytes] = []
        self._own = SessionReplica(session, lambda update: self._frames.extend(self.made(update)))
        super().__init__(self._own)

    def sent(self) -> list[bytes]:
        """The frames that came of edits since the last call."""
        frames, self._frames = self._frames, []
        return frames

    def end(self) -> None:
        """Be a guest no more; the session stays as it is."""
        self._own.end()


@dataclass
class DiskLaptop(Laptop):
    """A laptop whose edits go through its session, as in the program."""

    library: Library = field(default_factory=Library)
    guest: DiskGuest = field(default=None)  # type: ignore[assignment]
    session: Session = field(default=None)  # type: ignore[assignment]
    cheats: bool = False

    def run(self, command: str, **arguments: Any) -> Decision | None:
        outcome = self.session.run(command, **arguments)
        if isinstance(outcome, Decision):
            self.made |= outcome.change.added.keys()
            self._send()
            return outcome
        return None

    def do(self, change: Change) -> None:
        self.made |= change.added.keys()
        try:
            self.session.do("Test", change)
        except KnownError as error:
            raise AssertionError("the disk takes everything here") from error
        self._send()

    def undo(self) -> None:
        """Take back the last own step."""
        self.session.undo()
        self._send()

    def redo(self) -> None:
        """Do it again."""
        self.session.redo()
        self._send()

    def lose_power(self) -> None:
        """Start again with what was durable; nobody said goodbye."""
        if self.guest is not None:
            self.guest.end()
        self.session._store.close()
        self.session = self.library.open(ID)
        self.guest = DiskGuest(self.session)

    def _send(self) -> None:
        if self.guest is not None:
            self.up += self.guest.sent()


class OnOwnDisk:
    """What keeps a room on a laptop's session."""

    def __init__(self, laptop: DiskLaptop) -> None:
        self.laptop = laptop
        self.sent: list[bytes] = []
        self._taking = False
        self.stop = laptop.session.updates.add(self._hear)

    @property
    def board(self) -> Any:
        return self.laptop.session.board

    def state(self) -> bytes:
        return self.laptop.session.state()

    def merge(self, update: bytes) -> Change:
        self._taking = True
        try:
            return self.laptop.session.merge(update, peer="somebody")
        finally:
            self._taking = False

    def make(self, change: Change, step: str) -> tuple[Change, bytes]:
        raise AssertionError("edits of this host go through its session")

    def _hear(self, update: bytes) -> None:
        if not self._taking:
            self.sent.append(update)


class OnDisks(InMemory):
    """A room all of whose laptops have files; `keeper` has the room now."""

    host: OnOwnDisk

    def __init__(self, seed: int, folder: Path) -> None:
        self.folder = folder
        self.keeper = self._laptop("laptop-0", "facilitator")
        self.keeper.library.add(SessionContent(records()))
        self.keeper.session = self.keeper.library.open(ID)
        super().__init__(seed, OnOwnDisk(self.keeper))

    def everybody(self) -> list[DiskLaptop]:
        """All laptops, the keeper first."""
        return [self.keeper, *(laptop for laptop in self.laptops.values() if isinstance(laptop, DiskLaptop))]

    def add(self, name: str, role: str = "editor") -> DiskLaptop:
        made = self._laptop(name, role)
        made.session = made.library.share(ID, self.keeper.session.lineage, self.host.state())
        made.guest = DiskGuest(made.session)
        self._seat(made)
        self.plug_in(made)
        return made

    def pass_on_host(self) -> None:
        """Send the guests what the keeper did."""
        for update in self.host.sent:
            self.carry_out(self.room.host_edited(update))
        self.host.sent.clear()

    def restart(self) -> None:
        """End the keeper's power and start its room again."""
        self._cut_all()
        self.host.stop()
        self.keeper.lose_power()
        self._open(self.keeper)

    def go_on_at(self, laptop: DiskLaptop) -> None:
        """Let a guest keep the room; the old keeper comes back as a guest of its, some time."""
        self._cut_all()
        self.host.stop()
        old = self.keeper
        old.guest = DiskGuest(old.session)
        old.role = "facilitator"
        del self.laptops[laptop.name]
        self._seat(old)
        self._open(laptop)

    def _open(self, laptop: DiskLaptop) -> None:
        if laptop.guest is not None:
            laptop.guest.end()
            laptop.guest = None  # type: ignore[assignment]
        self.keeper = laptop
        self.host = OnOwnDisk(laptop)
        self.room = Room(self.host.state, catalogue(), laptop.session.document().client)

    def _cut_all(self) -> None:
        for laptop in self.laptops.values():
            if laptop.on:
                self.cut(laptop)

    def _seat(self, laptop: DiskLaptop) -> None:
        laptop.name = laptop.session.laptop
        self.laptops[laptop.name] = laptop

    def _laptop(self, name: str, role: str) -> DiskLaptop:
        folder = self.folder / name
        folder.mkdir()
        return DiskLaptop(name, role, guest=None, library=Library(folder / "library.stwlib"))  # type: ignore[arg-type]
