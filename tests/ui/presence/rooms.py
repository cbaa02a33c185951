"""A room without a network, whose people do what a test says."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

from stworkshop.model.changes import Change
from ui.lan.room_state import Caller, Happening, Person, Presence, Together, in_order

ME = 3_000_000_000_000
"""Clients are numbers of up to 53 bits."""


class FakeRoom(Together):
    """Holds whoever a test puts into it; `came` numbers them as they come."""

    def __init__(self, *, hosting: bool = True, role: str = "", name: str = "Facilitator’s laptop") -> None:
        super().__init__(name, 0)
        self.hosting = hosting
        self.role = role or ("facilitator" if hosting else "contributor")
        self.code = "482915"
        self.said_roles: list[tuple[str, str]] = []
        self.removed: list[str] = []
        self.calls = 0
        self.waiting: dict[str, Caller] = {}
        self.tries = 0
        self.left = False
        self._others: dict[int, Person] = {}
        self.become("open" if hosting else "here")

    @property
    def client(self) -> int:
        return ME

    @property
    def callers(self) -> dict[str, Caller]:
        return self.waiting

    def let_in(self, peer: str, role: str) -> None:
        self.waiting[peer].role = role
        self.callers_changed.emit()

    def turn_away(self, peer: str) -> None:
        del self.waiting[peer]
        self.callers_changed.emit()

    def call(self, name: str, *words: str) -> Caller:
        """Let somebody ask to be let in."""
        made = self.waiting[f"g-{name}"] = Caller(name, f"laptop-{name}", "10.0.0.2", words, 0.0)
        self.callers_changed.emit()
        return made

    def people(self) -> list[Person]:
        me = Person(ME, self.own.name, self.role, self.own.colour, me=True, host=self.hosting, presence=self.own)
        return in_order([me, *self._others.values()], {client: at for at, client in enumerate(self._others)})

    def leave(self) -> None:
        self.left = True
        self.become("out", "The room is closed.")

    def try_now(self) -> None:
        self.tries += 1

    def set_role(self, peer: str, role: str) -> None:
        self.said_roles.append((peer, role))

    def remove(self, peer: str) -> None:
        self.removed.append(peer)

    def call_everyone(self) -> None:
        self.calls += 1

    def allow_more(self) -> None:
        self.grow("", full=False)

    def _say(self) -> None:
        return None

    # --- what a test does

    def become(self, status: str, reason: str = "") -> None:
        """Be in another state."""
        self._become(status, reason)

    def grow(self, words: str, *, full: bool) -> None:
        """Let guests have made the session larger."""
        self.grown, self.full = words, full
        self.status_changed.emit()

    def come(self, name: str, role: str = "editor", *, host: bool = False, **more: Any) -> int:
        """Let somebody come in, and return her client."""
        number = len(self._others) + 2
        client = ME + number
        presence = Presence(name=name, role=role, colour=number, host=host)
        peer = f"g-{number}" if self.hosting else ""
        settings = {"peer": peer, "presence": presence, **more}
        self._others[client] = Person(client, name, role, number, host=host, **settings)
        self.people_changed.emit()
        return client

    def go(self, client: int) -> None:
        """Let somebody be gone for good."""
        del self._others[client]
        self.people_changed.emit()

    def drop(self, client: int, seconds: float = 0.0) -> None:
        """Let somebody drop out, so many seconds ago."""
        self._others[client] = replace(self._others[client], away=time.monotonic() - seconds, peer="")
        self.people_changed.emit()

    def does(self, client: int, **what: Any) -> None:
        """Let somebody do something: fields of `Presence`."""
        person = self._others[client]
        self._others[client] = replace(person, presence=replace(person.presence, **what))
        self.presence_changed.emit()

    def change(self, client: int, change: Change, seconds: float = 0.0) -> None:
        """Let somebody have changed something, so many seconds ago."""
        self.happened.emit(Happening((self._others[client],), change, time.monotonic() - seconds))
