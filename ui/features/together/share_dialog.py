"""Share the open session through a server that a city runs by itself: off by default, and said plainly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from stworkshop.i18n import gettext as _
from ui.features.together.join_dialog import Wanted
from ui.features.together.place import address_field, who_can_read
from ui.features.together.sheet import Sheet, note
from ui.kit.widgets.basics import button
from ui.kit.widgets.fields import Field
from ui.kit.widgets.words import WrappedLabel
from ui.lan.sharing import Sharing
from ui.presence.addresses import server_room_of
from ui.presence.appearance_choice import SelfPart

if TYPE_CHECKING:
    from ui.features.together.room_desk import RoomDesk
    from ui.lan.client import Client


class ShareDialog(Sheet):
    """Asks for the address of a room on a server, and as whom one is there."""

    def __init__(self, parent: QWidget, desk: RoomDesk) -> None:
        super().__init__(parent, "lan", _("Share through a city’s own server"), 620)
        self._desk = desk
        self._sharing: Sharing | None = None
        self.finished.connect(lambda _result: self._give_up())
        self.about(_("For people who are not in this room"))
        self.address = address_field("wss://maps.example.org/room")
        self.body.addWidget(Field(_("Address of the room on the city’s server"), self.address))
        self._wrong = WrappedLabel("", "small", "danger")
        self._wrong.hide()
        self.address.textChanged.connect(lambda _text: self._wrong.hide())
        self.body.addWidget(self._wrong)
        self.body.addWidget(note(who_can_read(), "warning", "warn", "advice")[0])
        self.self_part = SelfPart(desk.name(), desk.window.preferences.shown_colour)
        self.body.addWidget(self.self_part)
        self.body.addStretch(1)
        self._told = WrappedLabel("", "small", "muted")
        self.foot_start.addWidget(self._told, 1)
        self.foot_button(button(_("Cancel"), self.reject))
        self.share = self.foot_button(button(_("Share the map there"), self._share, "export", "primary"), first=True)
        self.address.setFocus()

    def _share(self) -> None:
        if self._sharing is not None:
            return
        url, wrong = server_room_of(self.address.text())
        if wrong:
            self.show_failed(wrong)
            return
        name, colour = self.self_part.typed or self._desk.name(), self.self_part.look.number
        preferences = self._desk.window.preferences
        preferences.shown_name, preferences.shown_colour = name, colour
        wanted = Wanted(url, "", name, colour, stock=True)
        sharing = self._sharing = Sharing(url, self._desk.window.page().bridge.session, name=name)
        sharing.failed.connect(self.show_failed)
        sharing.ready.connect(lambda client: self._ready(client, wanted))
        self._told.setText(_("Knocking at the server…"))
        self.share.setEnabled(False)
        sharing.start()

    def show_failed(self, reason: str) -> None:
        """Tell why the map cannot be shared there."""
        self._give_up()
        self._wrong.setText(reason)
        self._wrong.show()
        self.address.setFocus()
        self.fit_soon()

    def _ready(self, client: Client, wanted: Wanted) -> None:
        client.setParent(self._desk)
        sharing, self._sharing = self._sharing, None
        if sharing is not None:
            sharing.deleteLater()
        self.accept()
        self._desk.share(client, wanted)

    def _give_up(self) -> None:
        self._told.setText("")
        self.share.setEnabled(True)
        if self._sharing is not None:
            sharing, self._sharing = self._sharing, None
            sharing.cancel()
