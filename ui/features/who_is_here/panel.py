"""The panel “Who is here”, in the place of the details: the room, its people, and what just happened."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QActionGroup, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QMenu, QScrollArea, QWidget

from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from ui.kit.theme import theme
from ui.kit.widgets.basics import badge, button, column, describe, label, row, set_property
from ui.kit.widgets.plain import Menu, set_tip
from ui.kit.widgets.scroll import upright
from ui.kit.widgets.words import WrappedLabel
from ui.presence.admission_rows import CallerList
from ui.presence.people import PeopleList, PersonLine
from ui.presence.presence_text import doing
from ui.presence.recent_changes import Entry, Happenings
from ui.presence.recent_changes_list import ENTRY, NewsList
from ui.presence.roles import role_says, role_word
from ui.presence.room_boxes import AwayBox, GrowthBox, RolesNote, RoomBox
from ui.presence.room_links import RoomWatch
from ui.session.bridge import Bridge

if TYPE_CHECKING:
    from ui.lan.room_state import Person, Together

_WIDE, _FLOATING = 372, 348
_TICK = 10_000
"""Milliseconds between two looks at the clock: ages are said in steps of ten seconds."""
ROLES = ("facilitator", "editor", "contributor", "viewer")


class WhoPanel(QFrame):
    """Follows the room of a bridge; nothing of it is made anew while it is looked at."""

    wants_closed = Signal()
    wants_code = Signal()
    wants_map = Signal(tuple)
    """Cards that are to be shown on the map."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self.setProperty("part", "panel-right")
        describe(self, _("Who is here"))
        self._bridge = bridge
        self._news: Happenings | None = None
        self.people, self.news = PeopleList(), NewsList()
        self.box, self.away, self.roles = RoomBox(self.wants_code.emit), AwayBox(), RolesNote()
        self.growth = GrowthBox(lambda: self._with_host("allow_more"))
        self._build()
        self.setFixedWidth(theme().scaled(_WIDE))
        self.people.follow.connect(self.follow)
        self.people.menu_wanted.connect(self._open_menu)
        self.news.taken.connect(self._show_entry)
        self._watch = RoomWatch(bridge, self)
        self._watch.entered.connect(self._enter)
        self._watch.changed.connect(self.refresh)
        self._ages = QTimer(self)
        self._ages.timeout.connect(self.tick)
        self._ages.start(_TICK)
        self._enter()

    def _build(self) -> None:
        layout = column(self)
        head = row(spacing=8, margins=(16, 13, 16, 9))
        self._count = badge("")
        self.call = button(_("Call everyone here"), self.call_everyone, "call-all", "", "small")
        self._close = button("", self.wants_closed.emit, "close", "quiet", "small", name=_("Close who is here"))
        self._close.hide()
        head.addWidget(label(_("Who is here"), "title"))
        head.addWidget(self._count)
        head.addStretch(1)
        head.addWidget(self.call)
        head.addWidget(self._close)
        layout.addLayout(head)
        self._area = upright(QScrollArea())
        self._area.setProperty("part", "surface")
        describe(self._area, _("Who is here"))
        page = QWidget()
        page.setProperty("part", "surface")
        page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        inner = column(page, 0, (16, 0, 16, 12))
        inner.addWidget(self.box)
        inner.addSpacing(theme().scaled(6))
        inner.addWidget(self.growth)
        self.callers = CallerList()
        inner.addWidget(self.callers)
        inner.addWidget(self.people)
        self._alone = WrappedLabel("", "small", "muted")
        for part in (self._alone, self.away):
            inner.addSpacing(theme().scaled(8))
            inner.addWidget(part)
        inner.addSpacing(theme().scaled(12))
        inner.addWidget(label(_("What just happened"), "body_strong"))
        inner.addSpacing(theme().scaled(4))
        self._nothing = WrappedLabel(_("Nothing yet. What others change is told here."), "small", "muted")
        inner.addWidget(self._nothing)
        inner.addWidget(self.news)
        inner.addStretch(1)
        inner.addSpacing(theme().scaled(12))
        inner.addWidget(self.roles)
        self._area.setWidget(page)
        self._page = page
        layout.addWidget(self._area, 1)
        for view in (self.people, self.news):
            view.stands_on.connect(partial(self._scroll_to, view))

    # --- what is shown

    def refresh(self) -> None:
        """Show the room as it is now."""
        room = self._bridge.room
        if room is None:
            self.people.people.show_lines(())
            return
        people = room.people()
        here = sum(person.away is None for person in people)
        live = room.status in ("open", "here")
        self._count.setText(str(here))
        self._count.setVisible(live)
        describe(self._count, ngettext("%d is here", "%d are here", here) % here)
        self.box.show_room(room)
        self.growth.show_growth(room.grown, full=room.full)
        self.callers.show_room(room, room.role_of_new)
        self.people.people.show_lines([self._line(room, person) for person in people])
        self._show_alone(room, people)
        self.away.show_people([] if room.status in ("away", "out") else people)
        self.roles.show_for(room)
        self.call.setVisible(live and room.role != "viewer")
        self.call.setEnabled(here > 1)
        set_tip(self.call, _("Ask everybody to look at what you see; what they chose stays as it is"))

    def tick(self) -> None:
        """Let the ages go on."""
        if self.isVisible():
            self.refresh()
            self.news.viewport().update()

    def set_overlay(self, on: bool) -> None:
        """Float over the page, with a button to close, or stand beside it."""
        set_property(self, "part", "overlay" if on else "panel-right")
        self._close.setVisible(on)
        self.setFixedWidth(theme().scaled(_FLOATING if on else _WIDE))

    def _line(self, room: Together, person: Person) -> PersonLine:
        there = person.away is None and room.status in ("open", "here")
        return PersonLine(
            person,
            doing(person, room, self._bridge.board, self._bridge.catalogue),
            follows=person.client == room.own.follows and person.client != 0,
            may_follow=not person.me and there,
            menu=room.hosting and bool(person.peer) and there,
            hosted=room.hosting,
        )

    def _show_alone(self, room: Together, people: list[Person]) -> None:
        alone = len(people) == 1 and room.hosting
        self._alone.setVisible(alone)
        self._alone.setText(
            _("Nobody else is here yet. Others choose “Join a workshop” and type the code.") if alone else ""
        )

    def _enter(self) -> None:
        room = self._bridge.room
        if self._news is not None:
            self._news.changed.disconnect(self._show_news)
        self._news = Happenings.of(room, self._bridge) if room is not None else None
        if self._news is not None:
            self._news.changed.connect(self._show_news)
            self._news.destroyed.connect(self._forget)
        self._show_news()
        self.refresh()

    def _forget(self, gone: object) -> None:
        if gone is self._news:
            self._news = None

    def _show_news(self) -> None:
        if not self.isVisible():
            return  # a full room brings news twenty times a second, and each makes all lines measure themselves
        entries = self._news.entries if self._news is not None else []
        self.news.news.show_entries(entries)
        self._nothing.setVisible(not entries)
        self.news.setVisible(bool(entries))

    # --- what can be done

    def follow(self, client: int) -> None:
        """Follow somebody's view, or no longer."""
        room = self._bridge.room
        if room is not None:
            room.follow(0 if room.own.follows == client else client)
            self.refresh()

    def call_everyone(self) -> None:
        """Ask everybody to look where this person looks."""
        if (room := self._bridge.room) is not None:
            room.call_everyone()
            self._bridge.say(_("Everybody is called to what you see."))

    def _open_menu(self, client: int, at: QPoint) -> None:
        menu = self.menu_for(client)
        if menu is not None:
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(at)

    def menu_for(self, client: int) -> QMenu | None:
        """Return the menu of what can be done about somebody, None where nobody has this number any more."""
        room = self._bridge.room
        person = room.person(client) if room is not None else None
        if room is None or person is None:
            return None
        menu = Menu(self)
        follows = room.own.follows == client
        words = _("Do not follow any more") if follows else _("Follow {name}").format(name=person.name)
        follow = menu.addAction(theme().icon("follow", size=17), words)
        follow.triggered.connect(partial(self.follow, client))
        if room.hosting and person.peer:
            self._fill_as_host(menu, person)
        return menu

    def _fill_as_host(self, menu: QMenu, person: Person) -> None:
        menu.addSeparator()
        group = QActionGroup(menu)
        # Another program cannot be told to start again after a refusal, so it edits everything or nothing.
        for role in (r for r in ROLES if not person.stock or r in ("editor", "viewer")):
            words = _("{role}: {says}").format(role=role_word(role), says=role_says(role))
            choice = menu.addAction(words)
            choice.setCheckable(True)
            choice.setChecked(role == person.role)
            group.addAction(choice)
            choice.triggered.connect(partial(self._set_role, person.peer, role))
        menu.addSeparator()
        out = menu.addAction(theme().icon("remove-guest", "danger", 17), _("Remove from the room"))
        out.triggered.connect(partial(self._remove, person.peer, person.name))

    def _set_role(self, peer: str, role: str, _checked: bool = False) -> None:
        self._with_host("set_role", peer, role)

    def _remove(self, peer: str, name: str, _checked: bool = False) -> None:
        self._with_host("remove", peer)
        self._bridge.say(_("{name} is out of the room, and can join again with the code.").format(name=name))

    def _with_host(self, method: str, *arguments: str) -> None:
        do: Callable[..., object] | None = getattr(self._bridge.room, method, None)
        if do is not None:
            do(*arguments)

    def _show_entry(self, index: QModelIndex) -> None:
        entry = index.data(ENTRY)
        if not isinstance(entry, Entry) or self._news is None:
            return
        if ids := self._news.shown(entry.number):
            self.wants_map.emit(ids)
        elif any(ref.root in ("elements", "links") for ref in entry.change.refs()):
            self._bridge.say(_("This is not on the map any more."))

    # --- events

    def _scroll_to(self, view: QWidget, rect: QRect) -> None:
        top = view.mapTo(self._page, rect.topLeft())
        middle = top + QPoint(0, rect.height() // 2)
        self._area.ensureVisible(0, middle.y(), 0, rect.height() // 2 + theme().scaled(6))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.wants_closed.emit()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_news()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.refresh()
