"""A way to look at the records of a session, beside the map."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from stworkshop.session.session import Changed
from ui.kit.theme import theme
from ui.kit.widgets.roomy import Beside
from ui.session.bridge import Bridge
from ui.session.preferences import Preferences


class ViewPage(QWidget):
    """A way to look at the records; it is made when it is first looked at, and stays.

    What costs something to fill is kept up to date by `keep_up`, with `catch_up` in `shown`; the rest by `follow`.
    """

    wants_map = Signal(tuple)
    """Cards that are to be shown on the map."""
    wants_view = Signal(str)
    """Another view that is to be shown."""
    columns: Beside | None = None
    """What stands side by side where there is room."""
    least_high = 0
    """Pixels of height, at 100 %, that the page does not go below: it scrolls in a lower window."""
    works_at_foot = False
    """Whether buttons stand at the foot, so that messages stand at the top."""

    def __init__(self, bridge: Bridge, preferences: Preferences) -> None:
        super().__init__()
        self._bridge, self._preferences = bridge, preferences
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._refresh_now: Callable[[], None] | None = None
        self._roots: frozenset[str] = frozenset()
        self._behind = True

    def least_height(self, width: int) -> int:
        """Return how many pixels of height the page needs in a width, once its columns stand as that needs it."""
        if self.columns is not None and self.columns.turn(width):
            return self.columns.height(width)
        return theme().scaled(self.least_high)

    def give_width(self, part: QWidget, pixels: int) -> None:
        """Give a column its width, unless it stands below others."""
        if self.columns is None or not self.columns.below:
            part.setFixedWidth(pixels)

    def follow(self, refresh: Callable[[], None]) -> None:
        """Call `refresh` with each theme, and soon after changes while the view is in front."""
        self._later.timeout.connect(refresh)
        self._bridge.changed.connect(self._refresh_soon)
        theme().theme_changed.connect(refresh)

    def _refresh_soon(self, _changed: Changed) -> None:
        if self.isVisible():
            self._later.start(0)

    def keep_up(self, refresh: Callable[[], None], roots: Iterable[str] = ()) -> None:
        """Call `refresh` after a change of these roots (none: of any); behind other views not before `catch_up`."""
        self._refresh_now, self._roots = refresh, frozenset(roots)
        self._bridge.changed.connect(self._fall_behind)

    def catch_up(self) -> None:
        """Bring the view up to date, where something changed since it last was."""
        if self._behind and self._refresh_now is not None:
            self._behind = False
            self._refresh_now()

    def _fall_behind(self, changed: Changed) -> None:
        if not self._roots or changed.change.roots() & self._roots:
            self._behind = True
            if self.isVisible():
                self.catch_up()

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

    def hand_over(self) -> object:
        """Give away what was begun here and is kept nowhere else; the page goes, and is made anew in other looks."""
        return None

    def take_over(self, begun: object) -> None:
        """Go on with what the page before handed over."""

    def left(self) -> None:
        """Be told that another view has come to the front; what is being typed is kept."""
