"""How widgets follow the room of a session: they hear of another room at once, and of people at most so often."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from ui.bridge import Bridge

if TYPE_CHECKING:
    from ui.lan.together import Together

AT_MOST_EVERY = 250
"""Milliseconds between two looks at what people do; thirty people move many times in one."""


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
        self._room: Together | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.changed)
        bridge.room_changed.connect(self._enter)
        self._follow()

    def catch_up(self) -> None:
        """Tell now what would be told soon."""
        if self._soon.isActive():
            self._soon.stop()
            self.changed.emit()

    def _enter(self) -> None:
        self._follow()
        self.entered.emit()
        self._at_once()

    def _follow(self) -> None:
        before, self._room = self._room, self._bridge.room
        for room, connect in ((before, False), (self._room, True)):
            if room is None or before is self._room:
                continue
            pairs = [(room.people_changed, self._later), (room.status_changed, self._at_once)]
            pairs += [(room.presence_changed, self._later)] if self._presence else []
            for signal, slot in pairs:
                if connect:
                    signal.connect(slot)
                else:
                    signal.disconnect(slot)

    def _later(self) -> None:
        if not self._soon.isActive():
            self._soon.start(AT_MOST_EVERY)

    def _at_once(self) -> None:
        self._soon.stop()
        self.changed.emit()
