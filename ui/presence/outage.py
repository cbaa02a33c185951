"""How long a guest's laptop is cut off from its room, and who was there before: any of them may go on as the host."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from stworkshop.model.rules import ROLES

if TYPE_CHECKING:
    from ui.lan.room_state import Person, Together

LOST_AFTER = 15.0
"""Seconds after which it is likely that the host itself is gone, and not a moment of bad air."""


class Outage(QObject):
    """It belongs to a room, and stays where the window is made anew."""

    def __init__(self, room: Together) -> None:
        super().__init__(room)
        self._room = room
        self._was_in = False
        self.since: float | None = None
        """Since when the laptop is cut off (monotonic), None while it is not."""
        self.seen: tuple[Person, ...] = ()
        """Who was in the room when it was seen last, this laptop too."""
        room.status_changed.connect(self._look)
        room.people_changed.connect(self._look)
        self._look()

    @staticmethod
    def of(room: Together) -> Outage:
        """Return that of a room."""
        found = room.findChild(Outage)
        return found if isinstance(found, Outage) else Outage(room)

    @property
    def seconds(self) -> float:
        """How long the laptop has been cut off, 0.0 while it is not."""
        return 0.0 if self.since is None else time.monotonic() - self.since

    @property
    def host_is_lost(self) -> bool:
        """Whether it is time to think of another host."""
        return self.seconds >= LOST_AFTER

    @property
    def successor(self) -> Person | None:
        """Whose laptop is proposed as the next host: all who were in the room propose the same one, without a word."""
        able = [p for p in self.seen if not p.host and not p.stock and p.away is None]
        return min(able, key=lambda p: (_rank(p.role), p.client), default=None)

    @property
    def role_of_guests(self) -> str:
        """What guests of a next host have to be, so that it refuses nothing that they were let do before."""
        ranks = [_rank(person.role) for person in self.seen if not person.host and person.role in ROLES]
        return ROLES[max(_rank("editor"), min(ranks, default=0))]

    def _look(self) -> None:
        status = self._room.status
        if status in ("open", "here"):
            self._was_in, self.since = True, None
            self.seen = tuple(person for person in self._room.people() if person.away is None)
        elif status == "out":
            self.since = None
        elif self._was_in and self.since is None:
            self.since = time.monotonic()


def _rank(role: str) -> int:
    return ROLES.index(role) if role in ROLES else len(ROLES)
