"""Takes apart what would hide each other: cards that two laptops put into the same free place at the same moment."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from stworkshop.commands import arrange
from stworkshop.model.changes import Change
from stworkshop.session.session import Changed
from ui.session.bridge import Bridge


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
