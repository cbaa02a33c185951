"""Marks of the others in the list: who types in a row has a small mark at the end of its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF
from PySide6.QtGui import QPainter

from ui.kit.theme import theme
from ui.lan.room_state import Person
from ui.presence.marks import colour_number, initials, paint_mark
from ui.presence.room_links import RoomLinks

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QRect
    from PySide6.QtWidgets import QAbstractItemView

    from ui.session.bridge import Bridge

_SIDE, _GAP = 20, 4


class RowMarks(QObject):
    """Knows who types in which record, and paints it over the rows of one table."""

    def __init__(self, view: QAbstractItemView, words_of: Callable[[str], QRect], bridge: Bridge) -> None:
        super().__init__(view)
        self._view, self._words_of, self._bridge = view, words_of, bridge
        self._links = RoomLinks(lambda room: [(s, self._look) for s in (room.presence_changed, room.people_changed)])
        self.typing: dict[str, tuple[Person, ...]] = {}
        """Who types in a record, by its id."""
        bridge.room_changed.connect(self._enter)
        self._enter()

    def _enter(self) -> None:
        self._links.follow(self._bridge.room)
        self._look()

    def _look(self) -> None:
        typing: dict[str, tuple[Person, ...]] = {}
        room = self._links.room
        for person in room.others() if room is not None else ():
            if person.away is None and person.presence.doing == "typing" and person.presence.on:
                typing[person.presence.on] = (*typing.get(person.presence.on, ()), person)
        shown = {i: [person.client for person in people] for i, people in typing.items()}
        new = shown != {i: [person.client for person in people] for i, people in self.typing.items()}
        self.typing = typing
        if new:
            self._view.viewport().update()

    def paint(self) -> None:
        """Paint the marks; to be called after the rows were painted."""
        if not self.typing:
            return
        painter = QPainter(self._view.viewport())
        side, gap = theme().scaled(_SIDE), theme().scaled(_GAP)
        for record_id, people in self.typing.items():
            cell = self._words_of(record_id)
            if not cell.isValid():
                continue
            left, right = cell.left() + gap, cell.right() - gap - side
            for number, person in enumerate(people):
                away = number * (side - gap)
                x = left + away if self._view.isRightToLeft() else right - away
                box = QRectF(x, cell.center().y() - side / 2, side, side)
                paint_mark(painter, box, colour_number(person), initials(person.name), ring=1.5)
        painter.end()
