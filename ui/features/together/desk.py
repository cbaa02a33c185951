"""Working together: the room of the open session is opened, joined, left, and taken over where its host is gone."""

from __future__ import annotations

import datetime
import json
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QDialog

from stworkshop.errors import KnownError
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.system import terminal
from ui.features.together.room_code import LargeCode, spaced
from ui.features.together.room_desk import RoomDesk
from ui.kit.confirm_dialog import Confirm
from ui.presence.addresses import address_of
from ui.presence.outage import Outage
from ui.presence.roles import role_says, role_word
from ui.shell.starting import Starting

if TYPE_CHECKING:
    from stworkshop.session.session import Session
    from ui.features.together.join_dialog import JoinDialog, Wanted
    from ui.lan.client import Client
    from ui.lan.hosting import Hosting
    from ui.lan.room_state import Together
    from ui.shell.workspace import ProgramWindow


class TogetherDesk(RoomDesk):
    """What the window does about rooms; the room itself belongs to the bridge of its session."""

    wants_who = Signal()
    """The panel of who is here is asked for."""
    calls_everyone = Signal()

    def __init__(self, window: ProgramWindow) -> None:
        super().__init__(window)
        self.window = window
        self._came: Wanted | None = None
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
        room = self.room
        return cast("Hosting", room) if room is not None and room.hosting and room.status != "out" else None

    def why_not_open(self) -> str:
        """Return why the session cannot be opened to others now, "" where it can."""
        if self.window.page().bridge.read_only:
            return _("this session is open for reading only")
        if self.room is not None and not self.room.hosting:
            return _("you are a guest in this room; leave it first")
        return ""

    def why_not_share(self) -> str:
        """Return why the session cannot be shared through a server now, "" where it can."""
        if self.room is not None:
            return _("the session is in a room already")
        return self.why_not_open()

    @property
    def last_room(self) -> Wanted | None:
        """The room that this laptop came into last, since the program began, None where there was none."""
        return self._came if self._came is None or not self._came.stock else None

    def note_room(self, wanted: Wanted) -> None:
        """Note the room that this laptop goes to."""
        self._came = wanted

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
        from ui.features.together.host_dialog import OpenDialog

        if self.hosted is not None:
            self.show_room()
        else:
            self._show(OpenDialog(self.window, self))

    def show_room(self) -> None:
        """Show the code, the address and who is in the room that is open."""
        from ui.features.together.host_dialog import HostDialog

        if (room := self.hosted) is not None:
            self._show(HostDialog(self.window, self, room, self.window.page().bridge.board.session.label))

    def _show(self, dialog: QDialog) -> None:
        if self.window.has_session():
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
            large.setGeometry(self.window.screen().availableGeometry())
            large.showFullScreen()

    def _show_on_wall(self, room: Hosting) -> None:
        self._on_wall = True
        self.window.wall.show_words(spaced(room.code), _("On your laptop: “Join a workshop”, then this code"))

    def _count_wrong(self, room: Hosting) -> None:
        if room.wrong_codes > self._wrong:
            self.last_wrong = datetime.datetime.now()
        self._wrong = room.wrong_codes

    # --- joining a room

    def join(self, invitation: str = "", *, code: str = "", name: str = "", at_once: bool = False) -> None:
        """Ask which room to join, or begin with the one that is named; `at_once` knocks without waiting."""
        from ui.features.together.join_dialog import JoinDialog
        from ui.features.together.knocking import Knocking
        from ui.lan.discovery import Finder

        window = self.window
        # The room that one was in may be kept by another laptop now, so that it has to be looked for.
        came = self._came if self.room is not None and not self.room.hosting else None
        known, code = (came.url, code or came.code) if came is not None else ("", code)
        own = self.hosted.url if self.hosted is not None else ""
        dialog = JoinDialog(
            window, window.preferences, Finder, invitation=invitation, known=known, own=own, code=code, name=name,
            can_give=window.registry.can("give-to-table"),
        )  # fmt: skip
        Knocking(window, dialog).came_in.connect(self._come_in)
        dialog.wants_copies.connect(lambda: self._give_copies(dialog))
        self._show(dialog)
        if at_once:
            dialog.join_now()

    def _come_in(self, wanted: Wanted, session: Session, client: Client) -> None:
        from ui.lan.visiting import Visiting

        self._came = wanted
        self.window.show_session(session)
        self._enter(Visiting(session, client, name=wanted.name, colour=wanted.colour))

    def _enter(self, visit: Together) -> None:
        self.window.page().bridge.enter(visit)
        self.changed.emit()
        said = _("You are here as {role}: {says}.").format(role=role_word(visit.role), says=role_says(visit.role))
        if visit.stock:
            said = _("This map is shared through a server. Everybody there may change it.")
        self.window.say(said, (_("Who is here"), self.wants_who.emit))

    def share_on_server(self) -> None:
        """Ask through which server of a city the open session is shared."""
        from ui.features.together.share_dialog import ShareDialog

        self._show(ShareDialog(self.window, self))

    def share(self, client: Client, wanted: Wanted) -> None:
        """Share the open session in the room of a server that a client is in."""
        from ui.lan.visiting import Visiting

        self._came = wanted
        session = self.window.page().bridge.session
        self._enter(Visiting(session, client, name=wanted.name, colour=wanted.colour))

    def _give_copies(self, dialog: JoinDialog) -> None:
        dialog.accept()
        self.window.registry.trigger("give-to-table")

    def bring_back(self, data: bytes) -> None:
        """Ask for the facilitator's room, and bring a table's copy there."""
        from ui.features.together.bringing_back import bring_back

        bring_back(self.window, data, self.last_room, self.note_room)

    # --- leaving

    def why_not_leave(self) -> str:
        """Return why there is no room to leave as a guest, "" where there is one."""
        if self.room is None:
            return _("no room is open")
        return _("this laptop keeps the room; it can be closed") if self.room.hosting else ""

    def leave_room(self) -> None:
        """Leave the room of another laptop; the session stays open here."""
        room = self.room
        if room is None or room.hosting:
            return
        owing = room.owing
        self.window.page().bridge.enter(None)
        self.changed.emit()
        words = _("You have left the room. The map stays on this laptop.")
        if owing:
            more = ngettext(
                "{n} edit of yours did not reach the others; it goes to them when you join again.",
                "{n} edits of yours did not reach the others; they go to them when you join again.", owing,
            )  # fmt: skip
            words = f"{words} {more.format(n=owing)}"
        self.window.say(words, None)

    def why_not_host(self) -> str:
        """Return why this laptop cannot take the room over, "" where its host is gone."""
        room = self.room
        if room is None or room.hosting:
            return _("you are not a guest in a room")
        cut_off = room.status in ("away", "out") or Outage.of(room).since is not None
        return "" if cut_off else _("the host of this room is still there")

    def become_host(self) -> None:
        """Keep the room on this laptop from now on, with all that was shared, under the same code."""
        room = self.room
        if room is None or room.hosting:
            return
        code = self._came.code if self._came is not None else ""
        name, role = room.own.name, Outage.of(room).role_of_guests
        self.window.page().bridge.enter(None)
        self.changed.emit()
        self.window.attempt(lambda: self._host_on(name, code, role))

    def _host_on(self, name: str, code: str, role: str) -> None:
        self.open_room(name=name, code=code, role=role)
        self.window.say(
            _("This laptop keeps the room now. The others find it under “Join a workshop”; the code is the same."),
            (_("Show the code"), self.show_room),
        )

    def call_everyone(self) -> None:
        """Ask everybody in the room to look where this laptop looks."""
        self.calls_everyone.emit()

    def why_not_call(self) -> str:
        """Return why nobody can be called, "" where somebody is here."""
        room = self.room
        if room is None:
            return _("no room is open")
        return "" if any(person.away is None for person in room.others()) else _("nobody else is here")

    def may_leave(self) -> bool:
        """Ask before the session of a room with guests is closed; a guest just leaves."""
        room = self.hosted
        if room is None:
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
        if starting.join:
            at_once = bool(starting.code and (starting.name or self.window.preferences.shown_name))
            self.join(starting.join, code=starting.code, name=starting.name, at_once=at_once)
        elif starting.work_together and self.window.has_session():
            self.window.attempt(lambda: self._begin_room(starting))

    def _begin_room(self, starting: Starting) -> None:
        if why := self.why_not_open():
            raise KnownError(_("The room was not opened: {why}.").format(why=why))
        room = self.open_room(
            name=starting.name, role=starting.role, code=starting.code, port=starting.port, address=starting.address
        )
        said = {"url": room.url, "code": room.code, "fingerprint": room.fingerprint}
        terminal.say(json.dumps(said) if starting.json else terminal.facts(said))


_NAMES = 4
"""So many guests are named before the rest is summed up."""
