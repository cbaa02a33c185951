"""Who asks to be let in without a code: quiet rows at the host, each with the words to compare."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QFrame

from stworkshop.i18n import gettext as _
from ui.kit.theme import theme
from ui.kit.widgets.basics import button, column, describe, label, row, set_property
from ui.kit.widgets.plain import set_tip
from ui.kit.widgets.words import ElidedLabel, IconLabel, WrappedLabel
from ui.lan.room_state import Caller, Together
from ui.presence.guests import RoleBox


def shown_words(words: tuple[str, ...]) -> str:
    """Return the words to compare as one line."""
    return " · ".join(words)


class CallerRow(QFrame):
    """One who waits."""

    def __init__(
        self, peer: str, role: str, let_in: Callable[[str, str], object], turn_away: Callable[[str], object]
    ) -> None:
        super().__init__()
        self.setProperty("part", "guest-row")
        layout = column(self, 4, (2, 8, 2, 8))
        self._name = ElidedLabel("", "body", strong=True)
        layout.addWidget(self._name)
        self.words = WrappedLabel("", "title")
        layout.addWidget(self.words)
        self._state = WrappedLabel("", "caption", "muted")
        layout.addWidget(self._state)
        below = row(spacing=8)
        self.role = RoleBox("", role)
        self.let_in = button(_("Let in"), lambda: let_in(peer, self.role.role), "join", "", "small")
        self.away = button(_("Turn away"), lambda: turn_away(peer), "", "quiet", "small")
        for part in (self.role, self.let_in, self.away):
            below.addWidget(part)
        for made in (self.let_in, self.away):
            made.setAutoDefault(False)
        below.addStretch(1)
        layout.addSpacing(theme().scaled(2))
        layout.addLayout(below)

    def show_caller(self, caller: Caller) -> None:
        """Show one as she is now."""
        self._name.setText(caller.name)
        self.words.setText(shown_words(caller.words))
        words = _("Has not compared the words yet")
        if caller.role:
            words = _("Comes in as soon as the words are found the same there, too")
        elif caller.agreed:
            words = _("Has found the words the same")
        self._state.setText(words)
        set_property(self._state, "tone", "success" if caller.agreed else "muted")
        for part in (self.role, self.let_in):
            part.setEnabled(not caller.role)
        describe(self.role, _("Role of {name}").format(name=caller.name))
        for made, does in ((self.let_in, _("Let {name} in")), (self.away, _("Turn {name} away"))):
            describe(made, does.format(name=caller.name))
            set_tip(made, does.format(name=caller.name))
        describe(self, ", ".join((caller.name, shown_words(caller.words), words)))


class CallerList(QFrame):
    """All who wait, the longest first; hidden where nobody does."""

    def __init__(self) -> None:
        super().__init__()
        self._room: Together | None = None
        self._rows: dict[str, CallerRow] = {}
        layout = column(self, 4, (0, 8, 0, 8))
        head = row(spacing=8)
        head.addWidget(IconLabel("lock", "text_2", 17))
        head.addWidget(label(_("Ask to be let in"), "body_strong"))
        head.addStretch(1)
        layout.addLayout(head)
        words = _("Read the words to each other. Let somebody in only if all three are the same on both screens.")
        layout.addWidget(WrappedLabel(words, "small", "muted"))
        self._inner = column(spacing=0)
        layout.addLayout(self._inner)
        describe(self, _("Ask to be let in"))
        self.hide()

    @property
    def rows(self) -> Mapping[str, CallerRow]:
        """The rows, by connection."""
        return self._rows

    def show_room(self, room: Together, role: str) -> None:
        """Show who waits at a room; each is offered the `role` of new guests first."""
        self._room = room
        callers = room.callers
        for peer in self._rows.keys() - callers.keys():
            gone = self._rows.pop(peer)
            self._inner.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for peer, caller in callers.items():
            if peer not in self._rows:
                made = self._rows[peer] = CallerRow(peer, role, self._let_in, self._turn_away)
                self._inner.addWidget(made)
            self._rows[peer].show_caller(caller)
        self.setVisible(bool(callers))

    def _let_in(self, peer: str, role: str) -> None:
        if self._room is not None:
            self._room.let_in(peer, role)

    def _turn_away(self, peer: str) -> None:
        if self._room is not None:
            self._room.turn_away(peer)
