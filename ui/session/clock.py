"""The clock of the workshop: where the agenda stands, told every second while a stage runs."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from stworkshop.model import agenda
from stworkshop.model.agenda import Schedule
from stworkshop.session.session import Changed
from ui.session.bridge import Bridge

_SECOND = 1000


def _now() -> datetime.datetime:
    return datetime.datetime.now().astimezone()


class Clock(QObject):
    """Tells the stage bar, the guide and the wall how late it is; `now` may be set, for a test or a demonstration."""

    ticked = Signal()
    """A second has passed, or the agenda has changed."""
    stage_changed = Signal(str)
    """Another stage has begun: the id of its entry in the agenda, "" where none runs any more."""
    time_is_up = Signal(str)
    """The current stage has used up its time: the id of its entry in the agenda, told once for each length of it."""

    def __init__(self, bridge: Bridge, now: Callable[[], datetime.datetime] = _now) -> None:
        super().__init__(bridge)
        self._bridge = bridge
        self.now = now
        self._schedule: Schedule | None = None
        self._stage = self._stage_id()
        self._told: tuple[str, int] = self._spent()
        self._timer = QTimer(self)
        self._timer.setInterval(_SECOND)
        self._timer.timeout.connect(self.tick)
        bridge.changed.connect(self._changed)
        self._run_or_rest()

    def schedule(self) -> Schedule:
        """Return where the workshop stands now."""
        if self._schedule is None:
            self._schedule = agenda.schedule(self._bridge.board, self._bridge.catalogue, self.now())
        return self._schedule

    def tick(self) -> None:
        """Look at the time again, and tell what has come."""
        self._schedule = None
        spent = self._spent()
        if spent[0] and spent != self._told:
            self._told = spent
            self.time_is_up.emit(spent[0])
        self.ticked.emit()

    def stop(self) -> None:
        """Tell nothing any more."""
        self._timer.stop()
        self._bridge.changed.disconnect(self._changed)

    def _changed(self, changed: Changed) -> None:
        if not {"stages", "session"} & changed.change.roots():
            return
        self._schedule = None
        self._run_or_rest()
        stage = self._stage_id()
        if stage != self._stage:
            self._stage = stage
            self._told = self._spent()
            self.stage_changed.emit(stage)
        self.ticked.emit()

    def _run_or_rest(self) -> None:
        if self.schedule().current is not None:
            self._timer.start()
        else:
            self._timer.stop()

    def _stage_id(self) -> str:
        current = self.schedule().current
        return current.item.id if current is not None else ""

    def _spent(self) -> tuple[str, int]:
        """Return the stage whose time is up and how long it was to take; nothing while there is time left."""
        now = self.schedule()
        over = now.current is not None and not now.paused and now.remaining <= 0
        return (now.current.item.id, now.current.seconds) if over and now.current else ("", 0)
