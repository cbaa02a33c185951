"""Share the open session through a server that a city runs by itself: off by default, and said plainly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from stworkshop.i18n import gettext as _
from ui.lan.sharing import Sharing
from ui.together.addresses import server_room_of
from ui.together.join_dialog import Wanted
from ui.together.looks import LookChoice
from ui.together.place import address_field, who_can_read
from ui.together.sheet import LONGEST_NAME, Sheet, note
from ui.widgets.basics import button, column, label, row
from ui.widgets.fields import Field
from ui.widgets.words import WrappedLabel

if TYPE_CHECKING:
    from ui.lan.client import Client
    from ui.together.desk import TogetherDesk


class ShareDialog(Sheet):
    """Asks for the address of a room on a server, and as whom one is there."""

    def __init__(self, parent: QWidget, desk: TogetherDesk) -> None:
        super().__init__(parent, "lan", _("Share through a city’s own server"), 620)
        self._desk = desk
        self._sharing: Sharing | None = None
        self.finished.connect(lambda _result: self._give_up())
        self.about(_("For people who are not in this room"))
        self.address = address_field("wss://maps.example.org/room")
        self.address.textChanged.connect(lambda _text: self._wrong.hide())
        self.body.addWidget(Field(_("Address of the room on the city’s server"), self.address))
        self._wrong = WrappedLabel("", "small", "danger")
        self._wrong.hide()
        self.body.addWidget(self._wrong)
        self.body.addWidget(note(who_can_read(), "warning", "warn", "advice")[0])
        line = row(spacing=20)
        self.name = QLineEdit(desk.name())
        self.name.setMaxLength(LONGEST_NAME)
        line.addWidget(Field(_("Your name, as others see it"), self.name), 1)
        self.look = LookChoice(desk.window.preferences.shown_colour, self.name.text())
        self.name.textChanged.connect(self.look.show_name)
        holder = QWidget()
        looks = column(holder, 2)
        looks.addWidget(label(_("Your colour and pattern"), "caption", "muted"))
        looks.addWidget(self.look, 0, Qt.AlignmentFlag.AlignLeading)
        line.addWidget(holder, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(line)
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
        name = " ".join(self.name.text().split()) or self._desk.name()
        preferences = self._desk.window.preferences
        preferences.shown_name, preferences.shown_colour = name, self.look.number
        wanted = Wanted(url, "", name, self.look.number, stock=True)
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
