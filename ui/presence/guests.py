"""Who is in the room that this laptop keeps: each with her role, how she is connected, and the way out."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QFrame, QListWidget, QListWidgetItem, QSizePolicy

from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model.rules import ROLES
from ui.kit.widgets.basics import button, column, describe, label, pressed_by, row, set_property
from ui.kit.widgets.emptying import empty
from ui.kit.widgets.plain import set_tip
from ui.kit.widgets.single_keys import leave_single_keys
from ui.kit.widgets.words import ElidedLabel, IconLabel
from ui.lan.room_state import Person
from ui.presence.marks import Avatar
from ui.presence.roles import role_says, role_word

_TICK = 1000


class RoleBox(QComboBox):
    """A role out of all of them; the wheel does not change it by accident."""

    chosen = Signal(str)

    def __init__(self, name: str, role: str, *, small: bool = True) -> None:
        super().__init__()
        describe(self, name)
        for each in ROLES:
            self.addItem(role_word(each), each)
            self.setItemData(self.count() - 1, role_says(each), Qt.ItemDataRole.ToolTipRole)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if small:
            self.setProperty("scale", "small")
        self.show_role(role)
        self.activated.connect(lambda index: self.chosen.emit(str(self.itemData(index))))

    @property
    def role(self) -> str:
        """The chosen role."""
        return str(self.currentData())

    def show_role(self, role: str) -> None:
        """Show a role, without telling."""
        if not self.view().isVisible():
            self.setCurrentIndex(max(0, self.findData(role)))
        set_tip(self, role_says(role))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class GuestRow(QFrame):
    """One person."""

    def __init__(
        self, person: Person, set_role: Callable[[str, str], object], remove: Callable[[Person], object]
    ) -> None:
        super().__init__()
        self.setProperty("part", "guest-row")
        self.person = person
        layout = row(self, 12, (2, 6, 2, 6))
        self._mark = Avatar(person, 30)
        layout.addWidget(self._mark)
        words = column(spacing=1)
        self._name = ElidedLabel("", "body")
        words.addWidget(self._name)
        below = row(spacing=5)
        self._icon = IconLabel("lan", "success", 15)
        self._state = ElidedLabel("", "caption")
        below.addWidget(self._icon)
        below.addWidget(self._state, 1)
        words.addLayout(below)
        layout.addLayout(words, 1)
        self.role = RoleBox("", person.role)
        self.role.chosen.connect(lambda role: set_role(self.person.peer, role))
        self._fixed = label("", "small", "muted")
        self.out = button("", lambda: remove(self.person), "remove-guest", "quiet", "small", name=_("Remove"))
        layout.addWidget(self.role)
        layout.addWidget(self._fixed)
        layout.addWidget(self.out)
        self.show_person(person)

    def show_person(self, person: Person) -> None:
        """Show the same person as she is now."""
        self.person = person
        self._mark.show_person(person)
        self._name.setText(person.name)
        can = bool(person.peer) and not person.me
        self.role.setVisible(can)
        self.role.show_role(person.role)
        describe(self.role, _("Role of {name}").format(name=person.name))
        self._fixed.setVisible(not can)
        self._fixed.setText(role_word(person.role))
        self.out.setVisible(can)
        words = _("Remove {name}").format(name=person.name)
        describe(self.out, words)
        set_tip(self.out, words)
        self.tick()

    def tick(self) -> None:
        """Show how the person is connected now."""
        icon, role, tone, words = _state(self.person)
        self._icon.show_icon(icon, role)
        self._state.setText(words)
        set_property(self._state, "tone", tone)

    @property
    def spoken(self) -> str:
        """What is read of this row."""
        return ", ".join((self.person.name, role_word(self.person.role), _state(self.person)[3]))


class GuestList(QListWidget):
    """All of them, as high as they are many; up and down walk the rows, Tab goes to what can be done."""

    def __init__(self, set_role: Callable[[str, str], object], remove: Callable[[Person], object]) -> None:
        super().__init__()
        describe(self, _("Who is here"), description=_("Tab goes to the role and the way out of each row"))
        leave_single_keys(self)
        self.setProperty("part", "plain-list")
        self.setFrameShape(QFrame.Shape.NoFrame)
        for bars in (self.setHorizontalScrollBarPolicy, self.setVerticalScrollBarPolicy):
            bars(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._set_role, self._remove = set_role, remove
        self._ticks = QTimer(self)
        self._ticks.setInterval(_TICK)
        self._ticks.timeout.connect(self._tick)

    def rows(self) -> list[GuestRow]:
        """Return the rows from top to bottom."""
        found = [self.itemWidget(self.item(at)) for at in range(self.count())]
        return [one for one in found if isinstance(one, GuestRow)]

    def show_people(self, people: Sequence[Person]) -> None:
        """Show these; a row whose person stays, stays, and so does what has the keyboard in it."""
        wanted = [person.client for person in people]
        for at in range(self.count() - 1, -1, -1):
            row_here = self.itemWidget(self.item(at))
            if not isinstance(row_here, GuestRow) or row_here.person.client not in wanted:
                self.model().removeRow(at)
        left = [made.person.client for made in self.rows()]
        if left != [client for client in wanted if client in left]:
            empty(self)
        for at, person in enumerate(people):
            rows = self.rows()
            if at < len(rows) and rows[at].person.client == person.client:
                rows[at].show_person(person)
            else:
                self._insert(at, person)
        for at, made in enumerate(self.rows()):
            self.item(at).setData(Qt.ItemDataRole.AccessibleTextRole, made.spoken)
            set_property(made, "first", "true" if at == 0 else "")
        if any(person.away is not None for person in people):
            self._ticks.start()
        else:
            self._ticks.stop()
        self.fit()

    def fit(self) -> None:
        """Give the list the height of all its rows."""
        total = 0
        for at, made in enumerate(self.rows()):
            high = made.sizeHint().height()
            self.item(at).setSizeHint(QSize(0, high))
            total += high
        if total != self.height():
            self.setFixedHeight(total)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.hasFocus() or not pressed_by(event, self.window()):
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stand on the row in which something has the keyboard."""
        if event.type() == QEvent.Type.FocusIn:
            for at, made in enumerate(self.rows()):
                if watched in (made.role, made.out):
                    self.setCurrentRow(at)
        return False

    def _insert(self, at: int, person: Person) -> None:
        item = QListWidgetItem()
        made = GuestRow(person, self._set_role, self._remove)
        self.insertItem(at, item)
        self.setItemWidget(item, made)
        for part in (made.role, made.out):
            part.installEventFilter(self)

    def _tick(self) -> None:
        for at, made in enumerate(self.rows()):
            made.tick()
            self.item(at).setData(Qt.ItemDataRole.AccessibleTextRole, made.spoken)


def _state(person: Person) -> tuple[str, str, str, str]:
    """Return icon, its colour, tone and words for how a person is connected."""
    if person.me:
        return "host", "text_3", "faint", _("this laptop")
    if person.away is not None:
        return "reconnect", "warn", "warn", _away_words(time.monotonic() - person.away)
    if person.stock:
        return "lan", "success", "success", _("connected, with another program")
    return "lan", "success", "success", _("connected")


def _away_words(seconds: float) -> str:
    if seconds < 60:
        count = max(1, round(seconds))
        return ngettext(
            "away {n} second, coming back by itself", "away {n} seconds, coming back by itself", count
        ).format(n=count)
    count = round(seconds / 60)
    return ngettext("away {n} minute, coming back by itself", "away {n} minutes, coming back by itself", count).format(
        n=count
    )
