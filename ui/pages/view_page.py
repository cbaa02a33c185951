"""A way to look at the records of a session, beside the map."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.bridge import Bridge
from ui.preferences import Preferences


class ViewPage(QWidget):
    """A way to look at the records; it is made when it is first looked at, and stays."""

    wants_map = Signal(tuple)
    """Cards that are to be shown on the map."""
    wants_view = Signal(str)
    """Another view that is to be shown."""
    works_at_foot = False
    """Whether buttons stand at the foot, so that messages stand at the top."""

    def __init__(self, bridge: Bridge, preferences: Preferences) -> None:
        super().__init__()
        self._bridge, self._preferences = bridge, preferences

    def set_room(self, room: bool) -> None:
        """Hide what is not for the room, or show it again."""

    def start_finding(self) -> None:
        """Put the cursor into the field that finds or filters, where there is one."""

    def show_record(self, record_id: str) -> None:
        """Bring one record to the front, where the view shows such records."""

    def shown(self) -> None:
        """Be told that the view has come to the front."""

    def close_view(self) -> None:
        """Stop what runs by itself, since the session is about to close."""

    def left(self) -> None:
        """Be told that another view has come to the front; what is being typed is kept."""
