"""Working together: the room of the open session is opened, joined, left, and taken over where its host is gone."""

from __future__ import annotations

import datetime
import json
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QDialog

from stworkshop.errors import KnownError
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from ui.dialogs.confirm import Confirm
from ui.starting import Starting
from ui.together.room_code import LargeCode, spaced

if TYPE_CHECKING:
    from ui.lan.hosting import Hosting
    from ui.lan.together import Together
    from ui.main_window import MainWindow


class TogetherDesk(QObject):
    """What the window does about rooms; the room itself belongs to the bridge of its session."""

    changed = Signal()
    """A room was opened, joined or left."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.window = window
        self.role_of_new = "contributor"
        """What guests become who come into the next room."""
        self._on_wall = False
        self._wrong = 0
        self.last_wrong: datetime.datetime | None = None
        """When the last wrong code was tried at the room that is open."""

    # --- what there is

    @property
    def room(self) -> Together | None:
        """The room of the open session, None where there is none."""
        return self.window.page().bridge.room if self.window.has_session() else None

    @property
    def hosted(self) -> Hosting | None:
        """The room that this laptop keeps, None where it keeps none."""
        from ui.lan.hosting import Hosting

        return self.room if isinstance(self.room, Hosting) else None

    def why_not_open(self) -> str:
        """Return why the session cannot be opened to others now, "" where it can."""
        if self.window.page().bridge.read_only:
            return _("this session is open for reading only")
        if self.room is not None and not self.room.hosting:
            return _("you are a guest in this room; leave it first")
        return ""

    def name(self) -> str:
        """Return the name under which others see this laptop as a host."""
        return self.window.preferences.shown_name or _("Facilitator’s laptop")

    def remember(self, name: str, role: str) -> None:
        """Remember what was typed and chosen for the next room."""
        if name and name != self.name():
            self.window.preferences.shown_name = name
        self.role_of_new = role

    # --- keeping a room

    def work_together(self) -> None:
        """Show the room, or what is to be settled before one is opened."""
        from ui.together.host_dialog import OpenDialog

        if self.hosted is not None:
            self.show_room()
        else:
            self._show(OpenDialog(self.window, self))

    def show_room(self) -> None:
        """Show the code, the address and who is in the room that is open."""
        from ui.together.host_dialog import HostDialog

        if (room := self.hosted) is not None:
            self._show(HostDialog(self.window, self, room, self.window.page().bridge.board.session.label))

    def _show(self, dialog: QDialog) -> None:
        self.window.page().keep_typing()
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def open_room(self, *, name: str = "", role: str = "", **settings: Any) -> Hosting:
        """Open the session to other laptops, from now on; `settings` as `Hosting` takes them. Raises KnownError."""
        from ui.lan.hosting import Hosting
        from ui.lan.joining import PORT

        bridge = self.window.page().bridge
        bridge.enter(None)
        more = {
            "name": name or self.name(),
            "colour": self.window.preferences.shown_colour,
            "role": role or self.role_of_new,
            **settings,
        }
        try:  # guests who type the address need no port then
            room = Hosting(bridge.session, **{**more, "port": more.get("port") or PORT})
        except KnownError:
            if more.get("port"):
                raise
            room = Hosting(bridge.session, **more)
        self._wrong, self.last_wrong = 0, None
        room.status_changed.connect(lambda: self._count_wrong(room))
        bridge.enter(room)
        self.changed.emit()
        return room

    def close_room(self) -> None:
        """Close the room, after asking where somebody else is in it."""
        room = self.hosted
        if room is not None and self._may_end(room, _("Close the room?"), _("Close the room"), _("Keep it open")):
            self.window.page().bridge.enter(None)
            self.changed.emit()
            self.window.say(_("The room is closed. Your map is as it was."), None)

    def new_code(self) -> None:
        """Give the room another code, and show it where the old one is shown."""
        if (room := self.hosted) is not None:
            shown = self.shows_large
            room.change_code()
            if shown:
                self._show_on_wall(room)

    @property
    def shows_large(self) -> bool:
        """Whether the wall shows the code of the room."""
        return self._on_wall and self.window.wall.is_open and not self.window.wall.shows_map

    def show_large(self) -> None:
        """Show the code on the wall, or the map again; without a wall, over the whole screen."""
        room, wall = self.hosted, self.window.wall
        if self.shows_large:
            self._on_wall = False
            wall.show_map()
        elif room is not None and wall.is_open:
            self._show_on_wall(room)
        elif room is not None:
            over = QApplication.activeModalWidget() or self.window
            where = _("Or type the address: {address}").format(address=address_of(room.url))
            large = LargeCode(over, room.code, room.invitation, where)
            large.finished.connect(large.deleteLater)
            large.showMaximized()

    def _show_on_wall(self, room: Hosting) -> None:
        self._on_wall = True
        self.window.wall.show_words(spaced(room.code), _("On your laptop: “Join a workshop”, then this code"))

    def _count_wrong(self, room: Hosting) -> None:
        if room.wrong_codes > self._wrong:
            self.last_wrong = datetime.datetime.now()
        self._wrong = room.wrong_codes

    # --- leaving

    def may_leave(self) -> bool:
        """Ask before the session of a room with guests is closed; a guest just leaves."""
        room = self.room
        if room is None or not room.hosting:
            return True
        return self._may_end(room, _("Close the room and this session?"), _("Close the room and leave"), _("Stay here"))

    def _may_end(self, room: Together, question: str, do: str, keep: str) -> bool:
        guests = [person for person in room.others() if person.away is None]
        if not guests:
            return True
        who = ngettext("{n} other is here: {names}.", "{n} others are here: {names}.", len(guests))
        names = ", ".join(person.name for person in guests[:_NAMES])
        if len(guests) > _NAMES:
            names = _("{names} and more").format(names=names)
        words = _(
            "They keep the map as it is now and can go on with their copies. What they change then does not come here"
            " by itself; it can be brought together later."
        )
        return Confirm.ask(self.window, question, f"{who.format(n=len(guests), names=names)} {words}", do, keep)

    # --- the command line

    def begin(self, starting: Starting) -> None:
        """Do what the command line asked for, and print where the room is."""
        if starting.work_together and self.window.has_session():
            self.window.attempt(lambda: self._begin_room(starting))

    def _begin_room(self, starting: Starting) -> None:
        if why := self.why_not_open():
            raise KnownError(_("The room was not opened: {why}.").format(why=why))
        room = self.open_room(
            name=starting.name, role=starting.role, code=starting.code, port=starting.port, address=starting.address
        )
        said = {"url": room.url, "code": room.code, "fingerprint": room.fingerprint}
        as_json = json.dumps(said)
        print(as_json if starting.json else "  ".join(f"{name}: {value}" for name, value in said.items()), flush=True)


def address_of(url: str) -> str:
    """Return host and port of a room's URL, as people type them."""
    parts = urlsplit(url)
    return f"{parts.hostname or ''}:{parts.port or ''}"


_NAMES = 4
"""So many guests are named before the rest is summed up."""
