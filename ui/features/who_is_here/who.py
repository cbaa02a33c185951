"""Who is here, on one page: panel, line, announcements and short messages about the room of its session."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, QTimer, Signal, SignalInstance

from stworkshop.i18n import gettext as _
from stworkshop.model.changes import Change
from stworkshop.session.session import Changed
from ui.features.who_is_here.announcer import Announcer
from ui.features.who_is_here.away_line import AwayLine
from ui.features.who_is_here.panel import WhoPanel
from ui.presence.outage import Outage
from ui.presence.recent_changes import Happenings
from ui.presence.roles import role_says, role_word
from ui.presence.room_links import RoomLinks

if TYPE_CHECKING:
    from ui.kit.actions import Actions
    from ui.lan.room_state import Happening, Person, Together
    from ui.shell.workspace import Workspace


class WhoIsHere(QObject):
    """Owns what a page shows of its room, and says what there is to say."""

    place_changed = Signal()
    """The panel is to be shown or hidden."""
    undo_told = Signal(str)
    """What undo did not take back, to be said."""

    def __init__(self, page: Workspace, actions: Actions) -> None:
        super().__init__(page)
        self._page, self._bridge = page, page.bridge
        self._room: Together | None = None
        self._links = RoomLinks(self._signals)
        self._news: Happenings | None = None
        self._here: dict[int, Person] = {}
        self._role = ""
        self.panel, self.line = WhoPanel(page.bridge), AwayLine(page.bridge)
        self.announcer = Announcer(page)
        self.panel.hide()
        self.panel.wants_closed.connect(lambda: self.open(False))
        self.panel.wants_code.connect(lambda: actions.trigger("work-together"))
        self.line.wants_host.connect(lambda: actions.trigger("become-host"))
        self.line.wants_in.connect(lambda: actions.trigger("join"))
        self.line.wants_out.connect(lambda: actions.trigger("leave-room"))
        self._bridge.room_changed.connect(self._enter)
        self._bridge.changed.connect(self._heard)
        self._enter(again=True)

    # --- the panel in the place of the details

    @property
    def is_open(self) -> bool:
        """Whether the panel is to be seen; not while the window is fit for the wall, and never without a room."""
        return self._bridge.room is not None and self._page.preferences.who_open and not self._page.room

    def open(self, on: bool) -> None:
        """Open the panel in the place of the details, or give their place back."""
        self._page.preferences.who_open = on
        had_focus = self.panel.isAncestorOf(self._page.focusWidget() or self._page)
        self.place_changed.emit()
        if on and self.is_open:
            self.panel.people.setFocus()
        elif had_focus:
            self._page.show_view(self._page.view)

    def toggle(self) -> None:
        """Open the panel, or close it."""
        self.open(not self.is_open)

    def give_way(self) -> bool:
        """Close the panel for the details, and tell whether it was open."""
        was_open = self.is_open
        if was_open:
            self._page.preferences.who_open = False
        return was_open

    def why_not(self) -> str:
        """Return why the panel cannot be opened now, "" where it can."""
        if self._bridge.room is None:
            return _("no room is open")
        return _("the room view hides it") if self._page.room else ""

    # --- what is said

    def _enter(self, *, again: bool = False) -> None:
        room = self._bridge.room
        self._let_go()
        self.announcer.clear()
        if room is not None:
            self._room, self._news = room, Happenings.of(room, self._bridge)
            Outage.of(room)
            self._here, self._role = _here(room), room.role
            self._links.follow(room)
            self._news.happened.connect(self._happened)
        if not again:
            self.place_changed.emit()
            if room is not None and room.hosting:  # a guest is told by whoever let it in
                words = _("The room is open. Others on this network join with its code.")
                self._bridge.say(words, (_("Who is here"), lambda: self.open(True)))

    def _let_go(self) -> None:
        """Hear no more of the room before; it is about to go."""
        if self._room is not None and self._news is not None:
            self._links.follow(None)
            self._news.happened.disconnect(self._happened)
        self._room, self._news, self._here = None, None, {}

    def _signals(self, room: Together) -> list[tuple[SignalInstance, Callable[..., object]]]:
        return [
            (room.said, self._say), (room.taken_back, self._show_way_back),
            (room.people_changed, self._people_changed), (room.status_changed, self._status_changed),
        ]  # fmt: skip

    def _say(self, sentence: str) -> None:
        self._bridge.say(sentence)

    def _show_way_back(self, refused: Change) -> None:
        """Let cards glide back from where the host would not have them."""
        view = self._page.map_view
        ways: dict[tuple[float, float], list[str]] = {}
        for ref, fields in refused.updated.items():
            card, there = view.map_scene.cards.get(ref.id), fields.get("pos", (None, None))[1]
            if card is not None and isinstance(there, tuple):
                ways.setdefault((float(there[0]) - card.x, float(there[1]) - card.y), []).append(ref.id)
        if ways and view.isVisible():
            by, ids = max(ways.items(), key=lambda way: len(way[1]))
            view.lit.go_home(ids, QPointF(*by))

    def _happened(self, happening: Happening) -> None:
        self.announcer.happened(happening)

    def _people_changed(self) -> None:
        if self._room is None or self._room.status not in ("open", "here"):
            return
        before, self._here = self._here, _here(self._room)
        came, went = _came_and_went(before, self._here)
        for person in came:
            self.announcer.note(_("{name} is here.").format(name=person.name))
        for person in went:
            self.announcer.note(_("{name} is not here any more.").format(name=person.name))

    def _status_changed(self) -> None:
        room = self._room
        if room is None:
            return
        if room.status == "here" and room.role != self._role:
            self._role = room.role
            said = _("You are here as {role} now: {says}.")
            self._bridge.say(said.format(role=role_word(room.role), says=role_says(room.role)))

    # --- whose step undo takes back

    def _heard(self, changed: Changed) -> None:
        if changed.origin == "undo" and self._news is not None and not self._news.undo_told:
            words = self.undo_words()
            if words:
                self._news.undo_told = True
                # After the page has taken back what was offered before the undo.
                QTimer.singleShot(0, self, lambda: self.undo_told.emit(words))

    def undo_words(self) -> str:
        """Return whose steps undo takes back, "" where there are no others."""
        others = [person for person in self._room.others() if person.away is None] if self._room is not None else []
        if not others:
            return ""
        known = [person for entry in (self._news.entries if self._news else []) for person in entry.people]
        other = next((person for person in known if not person.me), others[0])
        return _("Undo takes back your own last step. It never undoes what {name} did.").format(name=other.name)


def _here(room: Together) -> dict[int, Person]:
    return {person.client: person for person in room.people() if person.away is None}


def _came_and_went(before: Mapping[int, Person], after: Mapping[int, Person]) -> tuple[list[Person], list[Person]]:
    """Return who is new and who is gone, without those who only stand under another number now.

    A laptop has another number before it shows itself, and after a refusal; it has the same line, or the same name.
    """
    came = [person for client, person in after.items() if client not in before and not person.me]
    went = [person for client, person in before.items() if client not in after and not person.me]
    for person in list(came):
        alike = (p for p in went if (person.peer and p.peer == person.peer) or p.name == person.name)
        if (same := next(alike, None)) is not None:
            came.remove(person)
            went.remove(same)
    return came, went
