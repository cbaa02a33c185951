"""The questions that the map asks, kept right while people edit: evaluated when the program is idle."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from ui.bridge import Bridge


class Findings(QObject):
    """What the map asks now, for the strip, the badges, the guide and the page of questions."""

    changed = Signal()

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge)
        self._bridge = bridge
