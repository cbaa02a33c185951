"""A slim line above the map while this laptop is cut off from its room: what is safe, and the ways on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame

from stworkshop.i18n import gettext as _
from ui.kit.widgets.basics import button, describe, row
from ui.kit.widgets.plain import set_tip
from ui.kit.widgets.words import IconLabel, WrappedLabel
from ui.presence.outage import Outage
from ui.presence.presence_text import long_time
from ui.presence.room_links import RoomWatch
from ui.session.bridge import Bridge

if TYPE_CHECKING:
    from ui.lan.room_state import Together

_TICK = 5_000


class AwayLine(QFrame):
    """Follows the room of a bridge; there while something keeps this laptop out of it."""

    wants_host = Signal()
    """Go on as the host."""
    wants_in = Signal()
    """Join the room again."""
    wants_out = Signal()
    """Work alone."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self.setProperty("part", "banner")
        self._bridge = bridge
        layout = row(self, 10, (16, 6, 12, 6))
        self._icon = IconLabel("reconnect", "warn", 18)
        self.words = WrappedLabel("", "small")
        layout.addWidget(self._icon)
        layout.addWidget(self.words, 1)
        self.now = button(_("Try now"), self._try_now, "", "", "small")
        self.host = button(_("Go on as host"), self.wants_host.emit, "host", "", "small")
        self.again = button(_("Join again"), self.wants_in.emit, "", "", "small")
        self.alone = button(_("Work alone"), self.wants_out.emit, "", "", "small")
        set_tip(
            self.host, _("Open a room on this laptop, with all that was shared. The others join it; one host is enough")
        )
        set_tip(self.alone, _("Leave the room; everything is kept on this laptop"))
        for made in (self.now, self.host, self.again, self.alone):
            layout.addWidget(made)
        self._watch = RoomWatch(bridge, self, presence=False)
        self._watch.changed.connect(self.refresh)
        self._ticks = QTimer(self)
        self._ticks.timeout.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show or hide as it is now."""
        room = self._bridge.room
        outage = Outage.of(room) if room is not None else None
        cut_off = outage is not None and outage.since is not None
        out = room is not None and room.status == "out" and not room.hosting
        lost = cut_off and outage is not None and outage.host_is_lost
        if room is not None and outage is not None and cut_off:
            self._say(_away_words(outage), "reconnect")
            self._ticks.start(_TICK)
        elif room is not None and out:
            self._say(_out_words(room), "warning")
        if not cut_off:
            self._ticks.stop()
        self.now.setVisible(cut_off and hasattr(room, "try_now"))
        self.host.setVisible(bool(lost) or (out and bool(outage and len(outage.seen) > 1)))
        self.again.setVisible(out or bool(lost))
        self.alone.setVisible(out or bool(lost))
        self.setVisible(cut_off or out)

    def _say(self, words: str, icon: str) -> None:
        self._icon.show_icon(icon, "warn")
        self.words.setText(words)
        describe(self, words)

    def _try_now(self) -> None:
        room = self._bridge.room
        if room is not None and hasattr(room, "try_now"):
            room.try_now()


def _away_words(outage: Outage) -> str:
    since = long_time(outage.seconds)
    words = _(
        "You have been away from the room for {time}. Go on working: everything is kept here and comes together when"
        " the network is back."
    ).format(time=since)
    if not outage.host_is_lost:
        return words
    proposed = outage.successor
    if proposed is None or proposed.me:
        who = _("If the host’s laptop is gone, this laptop can go on as host.")
    else:
        who = _("If the host’s laptop is gone, {name} can go on as host, and so can you. The others then join again.")
        who = who.format(name=proposed.name)
    return f"{words} {who}"


def _out_words(room: Together) -> str:
    safe = _("What was shared and what you did is kept on this laptop.")
    return f"{room.reason} {safe}" if room.reason else safe
