"""How widgets follow the room of a session: they hear of another room at once, and of people at most so often."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, SignalInstance

from ui.session.bridge import Bridge

if TYPE_CHECKING:
    from ui.lan.room_state import Together

AT_MOST_EVERY = 250
"""Milliseconds between two looks at what people do; thirty people move many times in one."""


class RoomLinks:
    """Slots that hear of the room which somebody is in now, and no more of the one before."""

    def __init__(self, links: Callable[[Together], Iterable[tuple[SignalInstance, Callable[..., object]]]]) -> None:
        """`links` returns the signals of a room, each with its slot, the same ones each time."""
        self._links = links
        self.room: Together | None = None

    def follow(self, room: Together | None) -> None:
        """Hear of this room alone, None for none."""
        before, self.room = self.room, room
        if before is room:
            return
        for signal, slot in self._links(before) if before is not None else ():
            signal.disconnect(slot)
        for signal, slot in self._links(room) if room is not None else ():
            signal.connect(slot)


class RoomWatch(QObject):
    """Tells when there is something new to show about the room of a bridge, also when it is another room or none."""

    entered = Signal()
    """The session is in another room than before, or in none."""
    changed = Signal()
    """People, what they do, or the state of the room."""

    def __init__(self, bridge: Bridge, parent: QObject, *, presence: bool = True) -> None:
        """Without `presence` nothing is told of what people do."""
        super().__init__(parent)
        self._bridge, self._presence = bridge, presence
        self._links = RoomLinks(self._signals)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.changed)
        bridge.room_changed.connect(self._enter)
        self._links.follow(bridge.room)

    def catch_up(self) -> None:
        """Tell now what would be told soon."""
        if self._soon.isActive():
            self._soon.stop()
            self.changed.emit()

    def _enter(self) -> None:
        self._links.follow(self._bridge.room)
        self.entered.emit()
        self._at_once()

    def _signals(self, room: Together) -> list[tuple[SignalInstance, Callable[..., object]]]:
        often = (room.people_changed, room.presence_changed) if self._presence else (room.people_changed,)
        at_once = (room.status_changed, room.callers_changed)
        return [*((signal, self._later) for signal in often), *((signal, self._at_once) for signal in at_once)]

    def _later(self) -> None:
        if not self._soon.isActive():
            self._soon.start(AT_MOST_EVERY)

    def _at_once(self) -> None:
        self._soon.stop()
        self.changed.emit()
