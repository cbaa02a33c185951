"""What the dialogs of a room ask of the desk that keeps it."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from ui.features.together.join_dialog import Wanted
    from ui.lan.client import Client
    from ui.lan.hosting import Hosting
    from ui.lan.room_state import Together
    from ui.shell.workspace import ProgramWindow


class RoomDesk(QObject):
    """The room of the open session: opened, shown and closed."""

    changed = Signal()
    """A room was opened, joined or left."""
    window: ProgramWindow
    role_of_new: str
    """What guests become who come into the next room."""
    last_wrong: datetime.datetime | None
    """When the last wrong code was tried at the room that is open."""

    @property
    def room(self) -> Together | None:
        """The room of the open session, None where there is none."""
        raise NotImplementedError

    @property
    def shows_large(self) -> bool:
        """Whether the wall shows the code of the room."""
        raise NotImplementedError

    def name(self) -> str:
        """Return the name under which others see this laptop as a host."""
        raise NotImplementedError

    def remember(self, name: str, role: str) -> None:
        """Remember what was typed and chosen for the next room."""
        raise NotImplementedError

    def open_room(self, *, name: str = "", role: str = "", **settings: Any) -> Hosting:
        """Open the session to other laptops, from now on; `settings` as `Hosting` takes them. Raises KnownError."""
        raise NotImplementedError

    def show_room(self) -> None:
        """Show the code, the address and who is in the room that is open."""
        raise NotImplementedError

    def close_room(self) -> None:
        """Close the room, after asking where somebody else is in it."""
        raise NotImplementedError

    def new_code(self) -> None:
        """Give the room another code, and show it where the old one is shown."""
        raise NotImplementedError

    def show_large(self) -> None:
        """Show the code on the wall, or the map again; without a wall, over the whole screen."""
        raise NotImplementedError

    def share_on_server(self) -> None:
        """Ask through which server of a city the open session is shared."""
        raise NotImplementedError

    def share(self, client: Client, wanted: Wanted) -> None:
        """Share the open session in the room of a server that a client is in."""
        raise NotImplementedError
