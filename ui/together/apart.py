"""Takes apart what would hide each other: cards that two laptops put into the same free place at the same moment."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from stworkshop.commands import arrange
from stworkshop.session import Changed
from ui.bridge import Bridge


class Apart(QObject):
    """Moves cards of this laptop off those of others; the other laptop does so with the rest."""

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        bridge.changed.connect(self._changed)

    def _changed(self, changed: Changed) -> None:
        if changed.origin != "remote" or not changed.change or self._bridge.room is None:
            return
        hidden = arrange.hidden(self._bridge.board, changed.change, self._bridge.session.laptop)
        if hidden:  # moved when all have heard of the change; what stage or role forbids is left as it is
            QTimer.singleShot(0, self, lambda: self._move(hidden))

    def _move(self, hidden: tuple[str, ...]) -> None:
        there = [card for card in hidden if card in self._bridge.board.elements]
        if there:
            self._bridge.session.run("move_off", ids=there)
