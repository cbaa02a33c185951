"""The clock of the workshop: where the agenda stands, told every second while a stage runs."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from ui.bridge import Bridge


class Clock(QObject):
    """Tells the stage bar, the guide and the wall how late it is."""

    ticked = Signal()
    """A second has passed, or the agenda has changed."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge)
        self._bridge = bridge
