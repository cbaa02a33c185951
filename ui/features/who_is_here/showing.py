"""Presence on one page: what this person does is told to the room, and what others do leads the eyes, not the hands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QStackedWidget

from stworkshop.commands import arrange
from stworkshop.model.changes import Change
from stworkshop.session.session import Changed
from ui.features.who_is_here.following import Following
from ui.features.who_is_here.presence_sender import Telling
from ui.session.bridge import Bridge

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from ui.features.who_is_here.typed import Place
    from ui.shell.workspace import Workspace


class Apart(QObject):
    """Moves cards of this laptop off those of others; the other laptop does so with the rest."""

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        bridge.changed.connect(self._changed)

    def _changed(self, changed: Changed) -> None:
        if not changed.change or self._bridge.room is None:
            return
        # A card that is dropped has its place before it has its words; where its own person moves it, it stays.
        change = changed.change if changed.origin == "remote" else Change(added=changed.change.added)
        hidden = arrange.hidden(self._bridge.board, change, self._bridge.session.laptop)
        if hidden:  # moved when all have heard of the change; what stage or role forbids is left as it is
            QTimer.singleShot(0, self, lambda: self._move(hidden))

    def _move(self, hidden: tuple[str, ...]) -> None:
        there = [card for card in hidden if card in self._bridge.board.elements]
        if there:
            self._bridge.session.run("move_off", ids=there)


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
