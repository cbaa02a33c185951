"""Work together: before the room is open, who may do what; while it is open, its code, its address and who is here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from stworkshop.errors import KnownError
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model.attribution import shows_names, told_to_laptops
from ui.features.together.room_code import CodePanel
from ui.features.together.sheet import Sheet, fold, note
from ui.kit.theme import theme
from ui.kit.widgets.basics import badge, button, column, describe, frame, label, row, tip
from ui.kit.widgets.fields import Field
from ui.kit.widgets.plain import CheckBox, name_field
from ui.kit.widgets.words import ElidedLabel, IconLabel, WrappedLabel
from ui.lan.addresses import local_addresses
from ui.lan.hosting import FREE_TRIES, Hosting
from ui.lan.room_state import Person
from ui.presence.addresses import host_and_port
from ui.presence.admission_rows import CallerList
from ui.presence.appearance_choice import LONGEST_NAME
from ui.presence.guests import GuestList, RoleBox
from ui.presence.roles import role_says
from ui.presence.room_boxes import GrowthBox

if TYPE_CHECKING:
    from ui.features.together.room_desk import RoomDesk

_WIDE = 768


class OpenDialog(Sheet):
    """Asks what is to be settled before a room is opened; nothing listens while it is shown."""

    def __init__(self, parent: QWidget, desk: RoomDesk) -> None:
        super().__init__(parent, "host", _("Work together"), 640)
        self._desk = desk
        self.about(_("Other laptops in this room join the map. Nothing leaves the room’s network."))
        self.name = QLineEdit(desk.name())
        self.name.setMaxLength(LONGEST_NAME)
        self.body.addWidget(Field(_("Your name, as others see it"), self.name))
        line = row(spacing=12)
        self.role = RoleBox(_("New guests join as"), desk.role_of_new, small=False)
        line.addWidget(Field(_("New guests join as"), self.role))
        self._says = WrappedLabel("", "small", "muted")
        self._says.setMinimumHeight(self.role.sizeHint().height())
        line.addWidget(self._says, 1, Qt.AlignmentFlag.AlignBottom)
        self.body.addLayout(line)
        self.role.chosen.connect(lambda _role: self._refresh())
        words = _("Nobody can come in before you press “Open the room”. Then a code of six digits lets others in.")
        self.body.addWidget(note(words, "lock")[0])
        board = desk.window.page().bridge.board
        hidden = bool(board.participants) and not shows_names(board.session)
        look = ("people", "warn", "advice") if hidden else ("people",)
        self.body.addWidget(note(told_to_laptops(board.session, len(board.participants)), *look)[0])
        self.stock = CheckBox(_("Let other Yjs programs in by the code"))
        more, folded = fold(_("For other programs and servers"), self._for_others(), self)
        self.body.addWidget(more, 0, Qt.AlignmentFlag.AlignLeading)
        self.body.addWidget(folded)
        self.body.addStretch(1)
        self.foot_start.addStretch(1)
        self.foot_button(button(_("Cancel"), self.reject))
        self.open_button = self.foot_button(button(_("Open the room"), self._open, "host", "primary"), first=True)
        self._refresh()
        self.open_button.setFocus()

    def _refresh(self) -> None:
        self._says.setText(role_says(self.role.role))

    def _for_others(self) -> QWidget:
        holder = QWidget()
        inside = column(holder, 8)
        inside.addWidget(self.stock)
        words = _(
            "They come in with the code alone, and cannot prove that they talk to this laptop and not to one in"
            " between. Leave it off unless somebody in this room has such a program."
        )
        inside.addWidget(note(words, "warning", "warn", "advice")[0])
        self.share = button(_("Share through a city’s own server…"), self._share, "lan", "link")
        self.share.setAutoDefault(False)
        inside.addWidget(self.share, 0, Qt.AlignmentFlag.AlignLeading)
        return holder

    def _share(self) -> None:
        self.reject()
        self._desk.share_on_server()

    def _open(self) -> None:
        name = " ".join(self.name.text().split())
        self._desk.remember(name, self.role.role)
        try:
            self._desk.open_room(name=name, role=self.role.role, stock=self.stock.isChecked())
        except KnownError as error:
            self._desk.window.tell(error)
            return
        self.accept()
        self._desk.show_room()


class HostDialog(Sheet):
    """The room while it is open; closing the dialog leaves it open."""

    def __init__(self, parent: QWidget, desk: RoomDesk, room: Hosting, title: str) -> None:
        super().__init__(parent, "host", _("Work together"), _WIDE)
        self._desk, self._room = desk, room
        self.about(_("Other laptops in this room join the map. Nothing leaves the room’s network."))
        self.code = CodePanel(desk)
        self.body.addWidget(self.code)
        self.body.addWidget(self._address(title))
        self.growth = GrowthBox(room.allow_more)
        self.body.addWidget(self.growth)
        self._said, self._said_words = note("", "info", "warn", "advice")
        self._said_words.setText("")
        self._said.hide()
        head = row(spacing=8)
        head.addWidget(label(_("Who is here"), "title"))
        self._count = badge("")
        head.addWidget(self._count)
        head.addStretch(1)
        before = label(_("New guests join as"), "small", "muted")
        self.new_role = RoleBox(_("New guests join as"), room.role_of_new)
        self.new_role.chosen.connect(self._set_role_of_new)
        name_field(before, self.new_role)
        head.addWidget(before)
        head.addWidget(self.new_role)
        self.body.addLayout(head)
        self.callers = CallerList()
        self.body.addWidget(self.callers)
        self.guests = GuestList(room.set_role, self._remove)
        self.body.addWidget(self.guests)
        self._alone = WrappedLabel(
            _("Nobody has joined yet. On the other laptops: “Join a workshop”, and the code."), "small", "muted"
        )
        self.body.addWidget(self._alone)
        self.body.addWidget(self._said)
        self._wrong, self._wrong_words = note("")
        self.body.addWidget(self._wrong)
        if room.host.stock:
            words = _("Other Yjs programs may come in by the code, too. Close the room and open it again to end that.")
            self.body.addWidget(note(words, "warning", "warn", "advice")[0])
        self.body.addStretch(1)
        self.close_room = self.foot_button(button(_("Close the room"), desk.close_room, "", "danger"))
        self.foot.removeWidget(self.close_room)
        self.foot_start.addWidget(self.close_room)
        self.foot_start.addStretch(1)
        self.give = self.foot_button(button(_("Give to a table…"), self._give, "table-round"))
        self.done_button = self.foot_button(button(_("Done"), self.accept, "", "primary"), first=True)
        room.people_changed.connect(self._show_people)
        room.status_changed.connect(self._show_room)
        room.callers_changed.connect(self._show_callers)
        room.said.connect(self.say)
        desk.window.wall.changed.connect(self._show_room)
        desk.changed.connect(self._hear)
        self._show_people()
        self._show_callers()
        self._show_room()
        self.done_button.setFocus()

    def say(self, words: str) -> None:
        """Say a sentence in the dialog, which stands over the short messages of the page."""
        if words == self._room.grown:
            return  # it stands there, with what can be done about it
        self._said_words.setText(words)
        self._said.show()
        self.fit_soon()

    def _address(self, title: str) -> QWidget:
        holder = frame("card")
        line = row(holder, 12, (14, 10, 14, 10))
        line.addWidget(IconLabel("lan", "text_2", 18), 0, Qt.AlignmentFlag.AlignVCenter)
        texts = column(spacing=2)
        texts.addWidget(ElidedLabel(title, "body", strong=True))
        self._where = WrappedLabel("", "small", "muted")
        texts.addWidget(self._where)
        self._several = QWidget()
        choice = row(self._several, 8, (0, 4, 0, 0))
        words = label(_("This laptop has several addresses. Guests are told"), "small", "muted")
        self.addresses = QComboBox()
        describe(self.addresses, _("The address that guests are told"))
        name_field(words, self.addresses)
        choice.addWidget(words)
        choice.addWidget(self.addresses)
        choice.addStretch(1)
        for address, card in local_addresses().items():
            self.addresses.addItem(_("{address} ({card})").format(address=address, card=card), address)
        self.addresses.activated.connect(lambda at: self._room.show_at(str(self.addresses.itemData(at))))
        texts.addWidget(self._several)
        line.addLayout(texts, 1)
        self.copy = button("", self._copy, "copy", "", "small", name=_("Copy the address"))
        self.copy.setAutoDefault(False)
        line.addWidget(self.copy)
        return holder

    # --- what is shown

    def _show_room(self) -> None:
        room = self._room
        if room.status == "out":
            self.accept()
            return
        self.code.refresh(room.code, room.invitation, large=self._desk.shows_large)
        self.new_role.show_role(room.role_of_new)
        host, port = host_and_port(room.url)
        words = _("{host} : {port} · only on this network · secured with a key made for this room")
        self._where.setText(words.format(host=host, port=port))
        at = self.addresses.findData(host)
        self._several.setVisible(self.addresses.count() > 1 and at >= 0)
        self.addresses.setCurrentIndex(at)
        if not self.addresses.count():
            self.say(_("This laptop is in no network now. Join the room’s network, then close the room and open it."))
        self.growth.show_growth(room.grown, full=room.full)
        wrong = room.wrong_codes
        self._wrong.setVisible(wrong > 0)
        self._wrong_words.setText(_wrong_words(wrong, self._desk))
        self.fit_soon()

    def _show_people(self) -> None:
        people = self._room.people()
        self.guests.show_people(people)
        here = sum(person.away is None for person in people)
        self._count.setText(str(here))
        describe(self._count, ngettext("{n} here", "{n} here", here).format(n=here))
        self._alone.setVisible(len(people) < 2)
        self.fit_soon()

    def _show_callers(self) -> None:
        self.callers.show_room(self._room, self._room.role_of_new)
        self.fit_soon()

    def _hear(self) -> None:
        """Go where the room has been closed."""
        if self._desk.room is not self._room:
            self.accept()

    # --- what is done

    def _set_role_of_new(self, role: str) -> None:
        self._room.role_of_new = role
        self._desk.remember("", role)

    def _remove(self, person: Person) -> None:
        self._room.remove(person.peer)
        words = _("{name} was removed. With the code it can come back; “New code” keeps it out.")
        self.say(words.format(name=person.name))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._room.invitation)
        theme().set_icon(self.copy, "check", "success", 16)
        words = _("Copied: address and key, without the code")
        describe(self.copy, words)
        tip(self.copy, words)

    def _give(self) -> None:
        self.accept()
        self._desk.window.registry.trigger("give-to-table")


def _wrong_words(wrong: int, desk: RoomDesk) -> str:
    when = desk.last_wrong.strftime("%H:%M") if desk.last_wrong is not None else ""
    words = ngettext(
        "{n} wrong code was tried, at {when}.", "{n} wrong codes were tried, the last one at {when}.", wrong
    ).format(n=wrong, when=when)
    more = _("After {n} from one laptop, each further try has to wait longer.").format(n=FREE_TRIES)
    return f"{words} {more}"
