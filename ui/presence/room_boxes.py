"""Boxes of the panel “Who is here”: how the room is, who dropped out, and who may do what."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from ui.kit.theme import theme
from ui.kit.widgets.basics import button, column, describe, line, row, set_property
from ui.kit.widgets.plain import Markup, RichLabel, escaped, markup
from ui.kit.widgets.words import IconLabel, WrappedLabel
from ui.presence.outage import Outage
from ui.presence.presence_text import long_time
from ui.presence.roles import role_says, role_word

if TYPE_CHECKING:
    from ui.lan.room_state import Person, Together

_NAMED, _NEWS_FOR = 3, 600.0


class _Dot(QWidget):
    """A dot that says by its colour whether the room is there; the words beside it say the same."""

    def __init__(self) -> None:
        super().__init__()
        self._role = "success"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_role(self, role: str) -> None:
        """Take another colour."""
        self._role = role
        self.update()

    def sizeHint(self) -> QSize:
        side = theme().scaled(11)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().colour(self._role))
        painter.drawEllipse(QRectF(self.rect()))
        painter.end()


class RoomBox(QFrame):
    """The room in two lines: its code at the host, its state at a guest."""

    def __init__(self, show_code: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("part", "room-box")
        layout = row(self, 11, (12, 9, 12, 9))
        self._dot = _Dot()
        self._title = WrappedLabel("", "body_strong")
        self._below = WrappedLabel("", "small")
        words = column(spacing=1)
        words.addWidget(self._title)
        words.addWidget(self._below)
        self.code = button(_("Code"), show_code, "qr", "", "small")
        describe(self.code, _("Show the code of the room"))
        layout.addWidget(self._dot)
        layout.addLayout(words, 1)
        layout.addWidget(self.code)

    def show_room(self, room: Together) -> None:
        """Show how a room is now."""
        title, below, tone = room_words(room)
        self._title.setText(title)
        self._below.setText(below)
        self._below.setVisible(bool(below))
        self.code.setVisible(room.hosting and room.status == "open")
        self._dot.show_role({"good": "success", "away": "warn_mark"}.get(tone, "text_3"))
        for part in (self, self._title, self._below):
            set_property(part, "tone", {"good": "success", "away": "warn"}.get(tone, "muted"))
        describe(self, f"{title}. {below}" if below else title)


def room_words(room: Together) -> tuple[str, str, str]:
    """Return the state of a room in a line, what that means in another, and its tone: good, away or out."""
    if room.hosting and room.status == "open":
        code = str(getattr(room, "code", ""))
        spaced = f"{code[:3]} {code[3:]}".strip()
        return _("Room {code} is open").format(code=spaced), _("only on this network, secured"), "good"
    if room.status == "here":
        host = next((person.name for person in room.people() if person.host and not person.me), "")
        title = _("You are in the room of {host}").format(host=host) if host else _("You are in the room")
        return title, _("{role}: {says}").format(role=role_word(room.role), says=role_says(room.role)), "good"
    if room.status == "connecting" and Outage.of(room).since is None:
        return _("Coming into the room…"), _("What you change is kept here meanwhile."), "away"
    if room.status in ("connecting", "away"):
        since = long_time(Outage.of(room).seconds)
        below = _("Go on working: everything is kept here and comes together when the network is back.")
        return _("You have been away for {time}").format(time=since), below, "away"
    return _("You are not in the room any more"), room.reason or _("Everything is kept on this laptop."), "out"


class AwayBox(QFrame):
    """Who dropped out a short while ago, and that nothing of theirs is lost."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("part", "away-box")
        layout = row(self, 10, (12, 9, 12, 9))
        layout.addWidget(IconLabel("reconnect", "warn", 18), 0, Qt.AlignmentFlag.AlignTop)
        words = column(spacing=2)
        self._who = WrappedLabel("", "small", "warn", strong=True)
        self._safe = WrappedLabel("", "small", "warn")
        words.addWidget(self._who)
        words.addWidget(self._safe)
        layout.addLayout(words, 1)
        self.hide()

    def show_people(self, people: Sequence[Person]) -> None:
        """Show those who dropped out in the last minutes, the last one first."""
        now = time.monotonic()
        gone = [p for p in people if p.away is not None and now - p.away < _NEWS_FOR]
        gone.sort(key=lambda p: -(p.away or 0))
        self.setVisible(bool(gone))
        if not gone:
            return
        lines = [
            _("{name} dropped out {time} ago.").format(name=p.name, time=long_time(now - (p.away or now)))
            for p in gone[:_NAMED]
        ]
        if more := len(gone) - _NAMED if len(gone) > _NAMED else 0:
            lines.append(ngettext("And %d other.", "And %d others.", more) % more)
        safe = _("They can go on working. Nothing is lost: both come together when the network is back.")
        self._who.setText("\n".join(lines))
        self._safe.setText(safe)
        describe(self, " ".join([*lines, safe]))


class GrowthBox(QFrame):
    """How much larger guests have made the session, and the button that lets them go on where they have to wait."""

    def __init__(self, allow: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("part", "away-box")
        layout = row(self, 10, (12, 9, 12, 9))
        layout.addWidget(IconLabel("warning", "warn", 18), 0, Qt.AlignmentFlag.AlignTop)
        words = column(spacing=6)
        self._words = WrappedLabel("", "small", "warn")
        words.addWidget(self._words)
        self.allow = button(_("Allow more"), allow, "", "", "small")
        self.allow.setAutoDefault(False)
        describe(self.allow, _("Allow more"), description=_("What guests have sent is taken then"))
        words.addWidget(self.allow, 0, Qt.AlignmentFlag.AlignLeading)
        layout.addLayout(words, 1)
        self.hide()

    def show_growth(self, words: str, *, full: bool) -> None:
        """Show this sentence, "" for nothing to tell, and the button where edits wait."""
        self._words.setText(words)
        self.allow.setVisible(full)
        describe(self, words)
        self.setVisible(bool(words))


class RolesNote(QWidget):
    """Who may do what, at the foot of the panel."""

    def __init__(self) -> None:
        super().__init__()
        layout = column(self, 3)
        layout.addWidget(line())
        layout.addSpacing(theme().scaled(6))
        layout.addWidget(WrappedLabel(_("Who may do what"), "caption", strong=True))
        self._words = RichLabel()
        self._words.setWordWrap(True)
        self._words.setProperty("type", "caption")
        self._words.setProperty("tone", "muted")
        layout.addWidget(self._words)

    def show_for(self, room: Together) -> None:
        """Say it for the one at this laptop."""
        parts = [
            markup(_("{role} adds cards and changes own ones."), role=_bold("contributor")),
            markup(_("{role} moves and links everything."), role=_bold("editor")),
            markup(_("{role} looks and follows."), role=_bold("viewer")),
            escaped(
                _("Only you change the stage.")
                if room.hosting or room.role == "facilitator"
                else _("Only the facilitator changes the stage.")
            ),
        ]
        self._words.setText(Markup(" ".join(parts)))


def _bold(role: str) -> Markup:
    return markup("<b>{word}</b>", word=role_word(role))
