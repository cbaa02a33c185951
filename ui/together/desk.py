"""Working together: the room of the open session is opened, joined, left, and taken over where its host is gone."""

from __future__ import annotations

import datetime
import json
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from stworkshop.errors import KnownError
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from ui.dialogs.confirm import Confirm
from ui.starting import Starting

if TYPE_CHECKING:
    from ui.lan.hosting import Hosting
    from ui.lan.together import Together
    from ui.main_window import MainWindow

ROLE_OF_NEW = "contributor"
"""What guests become unless the facilitator chooses another role."""


class TogetherDesk(QObject):
    """What the window does about rooms; the room itself belongs to the bridge of its session."""

    changed = Signal()
    """A room was opened, joined or left."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._wrong = 0
        self.last_wrong: datetime.datetime | None = None
        """When the last wrong code was tried at the room that is open."""

    # --- what there is

    @property
    def room(self) -> Together | None:
        """The room of the open session, None where there is none."""
        return self._window.page().bridge.room if self._window.has_session() else None

    @property
    def hosted(self) -> Hosting | None:
        """The room that this laptop keeps, None where it keeps none."""
        from ui.lan.hosting import Hosting

        return self.room if isinstance(self.room, Hosting) else None

    def why_not_open(self) -> str:
        """Return why the session cannot be opened to others now, "" where it can."""
        if self._window.page().bridge.read_only:
            return _("this session is open for reading only")
        if self.room is not None and not self.room.hosting:
            return _("you are a guest in this room; leave it first")
        return ""

    def name(self) -> str:
        """Return the name under which others see this laptop as a host."""
        return self._window.preferences.shown_name or _("Facilitator’s laptop")

    # --- keeping a room

    def open_room(self, *, name: str = "", role: str = "", **settings: Any) -> Hosting:
        """Open the session to other laptops, from now on; `settings` as `Hosting` takes them. Raises KnownError."""
        from ui.lan.hosting import Hosting

        bridge = self._window.page().bridge
        bridge.enter(None)
        room = Hosting(
            bridge.session,
            name=name or self.name(),
            colour=self._window.preferences.shown_colour,
            role=role or ROLE_OF_NEW,
            **settings,
        )
        self._wrong, self.last_wrong = 0, None
        room.status_changed.connect(lambda: self._count_wrong(room))
        bridge.enter(room)
        self.changed.emit()
        return room

    def close_room(self) -> None:
        """Close the room, after asking where somebody else is in it."""
        room = self.hosted
        if room is not None and self._may_end(room, _("Close the room?"), _("Close the room"), _("Keep it open")):
            self._window.page().bridge.enter(None)
            self.changed.emit()
            self._window.say(_("The room is closed. Your map is as it was."), None)

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
        return Confirm.ask(self._window, question, f"{who.format(n=len(guests), names=names)} {words}", do, keep)

    # --- the command line

    def begin(self, starting: Starting) -> None:
        """Do what the command line asked for, and print where the room is."""
        if starting.work_together and self._window.has_session():
            self._window.attempt(lambda: self._begin_room(starting))

    def _begin_room(self, starting: Starting) -> None:
        if why := self.why_not_open():
            raise KnownError(_("The room was not opened: {why}.").format(why=why))
        room = self.open_room(
            name=starting.name, role=starting.role, code=starting.code, port=starting.port, address=starting.address
        )
        said = {"url": room.url, "code": room.code, "fingerprint": room.fingerprint}
        as_json = json.dumps(said)
        print(as_json if starting.json else "  ".join(f"{name}: {value}" for name, value in said.items()), flush=True)


_NAMES = 4
"""So many guests are named before the rest is summed up."""
