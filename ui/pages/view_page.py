"""A way to look at the records of a session, beside the map."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from stworkshop.session import Changed
from ui.bridge import Bridge
from ui.preferences import Preferences
from ui.theme import theme


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
        self._later = QTimer(self)
        self._later.setSingleShot(True)

    def follow(self, refresh: Callable[[], None]) -> None:
        """Call `refresh` with each theme, and soon after changes while the view is in front."""
        self._later.timeout.connect(refresh)
        self._bridge.changed.connect(self._refresh_soon)
        theme().theme_changed.connect(refresh)

    def _refresh_soon(self, _changed: Changed) -> None:
        if self.isVisible():
            self._later.start(0)

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
