"""Presence on one page: what this person does is told to the room, and what others do leads the eyes, not the hands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QStackedWidget

from ui.features.who_is_here.apart import Apart
from ui.features.who_is_here.following import Following
from ui.features.who_is_here.presence_sender import Telling

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from ui.features.who_is_here.typed import Place
    from ui.shell.workspace import Workspace


class Showing(QObject):
    """What a page has of the room besides the map's own items; `over` is the widget of its views."""

    def __init__(
        self, page: Workspace, over: QStackedWidget, place_of: Callable[[QWidget | None], Place | None]
    ) -> None:
        super().__init__(page)
        self.telling = Telling(page, place_of)
        self.apart = Apart(page.bridge, self)
        self.following = Following(page, over, self.telling)

    def stop(self) -> None:
        """Be silent: the page goes."""
        self.telling.stop()
        self.following.stop()
