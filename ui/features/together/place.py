"""Where the room is that somebody wants to join: found on the network, at an address, or on a server of a city."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from stworkshop.i18n import gettext as _
from ui.features.together.rooms import RoomList
from ui.features.together.sheet import note
from ui.kit.widgets.basics import button, column, label, row
from ui.kit.widgets.fields import Field
from ui.kit.widgets.words import IconLabel
from ui.presence.addresses import room_of, server_room_of

if TYPE_CHECKING:
    from ui.lan.discovery import Finder, Found

ROOMS, ADDRESS, SERVER = "rooms", "address", "server"
NONE_FOUND_AFTER = 5_000
"""Milliseconds without a room after which it is said that there is none."""


class Place(QWidget):
    """Shows one of the three; rooms are looked for only while they are shown."""

    changed = Signal()
    """Another room is meant, or another place."""
    went = Signal()
    """Another of the three is shown."""
    resized = Signal()
    told = Signal(str)
    """A sentence for those who listen."""

    def __init__(self, finder: Callable[[], Finder], invitation: str, known: str = "", own: str = "") -> None:
        """Go to an `invitation` at once; one that is `known` stands where it would be typed; `own` is not shown."""
        super().__init__()
        self._finder_of, self._own = finder, own
        self._finder: Finder | None = None
        self._crowded = False
        self._nothing = QTimer(self)
        self._nothing.setSingleShot(True)
        self._nothing.setInterval(NONE_FOUND_AFTER)
        self._nothing.timeout.connect(self._none_found)
        layout = column(self)
        self._parts = {ROOMS: self._rooms_part(), ADDRESS: self._address_part(), SERVER: self._server_part()}
        for part in self._parts.values():
            layout.addWidget(part)
        self.address.setText(invitation or known)
        self.kind = ADDRESS if invitation else ROOMS
        for field in (self.address, self.server):
            field.textChanged.connect(lambda _text: self.changed.emit())
        self.rooms.chosen.connect(lambda _room: self.changed.emit())
        self._show()

    def go(self, kind: str) -> None:
        """Show another of the three."""
        self.kind = kind
        self._show()
        self.changed.emit()
        self.went.emit()
        self.resized.emit()

    def about(self) -> str:
        """Return what is asked for now."""
        return {
            ROOMS: _("Rooms that were found on this network"),
            ADDRESS: _("A room whose address you know"),
            SERVER: _("A room on a server of your city"),
        }[self.kind]

    def url(self) -> tuple[str, str]:
        """Return the address of the room, and why there is none, one of them ""."""
        if self.kind == ADDRESS:
            return room_of(self.address.text())
        if self.kind == SERVER:
            return server_room_of(self.server.text())
        room = self.rooms.room
        if room is None:
            return "", _("Choose a room, or type its address.")
        if not room.same_version:
            return "", _("This room is kept by another version of the program. Bring both laptops to the same one.")
        return room.url, ""

    def take_focus(self) -> bool:
        """Take the keyboard where something is still to be typed; tell whether that is so."""
        field = {ADDRESS: self.address, SERVER: self.server}.get(self.kind)
        if field is None or self.url()[0]:
            return False
        field.setFocus()
        return True

    def look(self) -> None:
        """Look for rooms from now on, as long as they are shown."""
        if self.kind != ROOMS:
            self.stop()
        elif self._finder is None:
            finder = self._finder = self._finder_of()
            finder.found.connect(self._found)
            finder.gone.connect(self._gone)
            finder.crowded.connect(self._crowd)
            if finder.start():
                self._nothing.start()
            else:
                self._say_nothing(_("Rooms cannot be found by themselves on this network. Type the host’s address."))

    def stop(self) -> None:
        """Look no more."""
        self._nothing.stop()
        if self._finder is not None:
            finder, self._finder = self._finder, None
            finder.found.disconnect(self._found)
            finder.gone.disconnect(self._gone)
            finder.crowded.disconnect(self._crowd)
            finder.stop()
            finder.deleteLater()

    # --- parts

    def _rooms_part(self) -> QWidget:
        holder = QWidget()
        layout = column(holder, 4)
        self.rooms = RoomList()
        self.rooms.hide()
        layout.addWidget(self.rooms)
        self.nothing, self._nothing_words = note("", "lan-off", "warn", "advice")
        self.nothing.hide()
        layout.addWidget(self.nothing)
        line = row(spacing=8)
        line.addWidget(IconLabel("reconnect", "text_3", 16))
        self.looking = label(_("Looking for rooms on this network…"), "small", "faint")
        line.addWidget(self.looking)
        self.to_address = button(_("Type an address instead"), lambda: self.go(ADDRESS), "", "link")
        self.to_address.setAutoDefault(False)
        line.addWidget(self.to_address)
        line.addStretch(1)
        layout.addLayout(line)
        return holder

    def _address_part(self) -> QWidget:
        self.address = address_field("192.168.8.20:8420")
        hint = _("As it stands in the host’s window, or the whole of what a camera reads there.")
        holder = QWidget()
        layout = column(holder, 4)
        layout.addWidget(Field(_("Address of the room"), self.address, hint))
        self.to_rooms = button(_("Look for rooms instead"), lambda: self.go(ROOMS), "", "link")
        self.to_rooms.setAutoDefault(False)
        layout.addWidget(self.to_rooms, 0, Qt.AlignmentFlag.AlignLeading)
        return holder

    def _server_part(self) -> QWidget:
        self.server = address_field("wss://maps.example.org/room")
        holder = QWidget()
        layout = column(holder, 8)
        layout.addWidget(Field(_("Address of the room on the city’s server"), self.server))
        layout.addWidget(note(who_can_read(), "warning", "warn", "advice")[0])
        return holder

    # --- rooms that come and go

    def _show(self) -> None:
        for kind, part in self._parts.items():
            part.setVisible(kind == self.kind)

    def _found(self, room: Found) -> None:
        if room.url != self._own:
            self.rooms.show_room(room)
            self._show_found()

    def _gone(self, name: str) -> None:
        self.rooms.drop_room(name)
        self._show_found()

    def _crowd(self) -> None:
        if not self._crowded:
            self._crowded = True
            self._show_found()
            self.told.emit(self.looking.text())

    def _show_found(self) -> None:
        there = self.rooms.count() > 0
        self.rooms.setVisible(there)
        self.nothing.setVisible(False)
        if self._crowded:
            self.looking.setText(_("More rooms are told of here than fit in the list. Is yours missing?"))
        else:
            self.looking.setText(_("Still looking…") if there else _("Looking for rooms on this network…"))
        if not there:
            self._nothing.start()
        self.resized.emit()

    def _none_found(self) -> None:
        if not self.rooms.count():
            words = _("No room found. Are both laptops in the same network? Type the host’s address.")
            self._say_nothing(words)

    def _say_nothing(self, words: str) -> None:
        self._nothing_words.setText(words)
        self.nothing.show()
        self.told.emit(words)
        self.resized.emit()


def who_can_read() -> str:
    """Return what it means to share a map through a server of others."""
    return _(
        "The map leaves this network. Whoever runs the server can read all of it, and so can everybody who knows this"
        " address; there are no roles, and nobody asks for a code."
    )


def address_field(example: str) -> QLineEdit:
    """Return a field for an address, which is written from left to right in every language."""
    made = QLineEdit()
    made.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    made.setPlaceholderText(example)
    return made
