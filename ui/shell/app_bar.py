"""The app bar: home, title, what is saved, the pages behind the open door, undo and redo, projector, more."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QMenu, QPushButton, QWidget

from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.session.session import Changed
from ui.kit.actions import Actions
from ui.kit.theme import theme
from ui.kit.widgets.basics import button, describe, line, row, set_property, tip
from ui.kit.widgets.choices import Segments
from ui.kit.widgets.plain import Menu, set_tip
from ui.kit.widgets.words import ElidedLabel, IconLabel
from ui.presence.presence_chip import MOST, RoomChip, laptops
from ui.presence.room_links import RoomWatch
from ui.session.bridge import Bridge
from ui.session.view_kinds import BEHIND_DOORS, BY_ID

_MENU = ("guide", "panel-left", "panel-right", "room-view", "-", "settings", "command-palette")
"""What belongs to the window; all else has its place in the menu bar."""
_SMALL_MENU = ("guide", "room-view", "settings", "command-palette", "-")
"""What stands over the menus themselves, where a window has no room for their bar."""
_MARKS_FROM, _PER_MARK = 1300, 36
"""The width from which marks of people find a place in the bar, and how much more each of them needs."""
_TIGHT = 640
"""Where the bar is narrower, large text leaves no room for the name of the page."""


class SavedLabel(QWidget):
    """A tick and a sentence, or an amber sign and what is wrong."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge = bridge
        self._short = False
        layout = row(self, 5)
        self._icon = IconLabel("check", "text_3", 14)
        self._words = ElidedLabel("", "small", "faint")
        layout.addWidget(self._icon)
        layout.addWidget(self._words, 1)
        bridge.changed.connect(self._hear)
        RoomWatch(bridge, self, presence=False).changed.connect(self.refresh)
        self.refresh()

    def set_short(self, short: bool) -> None:
        """Show the sign only, the sentence on hover."""
        self._short = short
        self.refresh()

    def refresh(self) -> None:
        """Say what is saved."""
        session = self._bridge.session
        if session.trouble:
            words, icon, role, tone = _("Not saved. Still safe in memory."), "warning", "warn_mark", "warn"
        elif session.read_only:
            words, icon, role, tone = _("Open for reading only"), "lock", "text_3", "faint"
        elif (count := laptops(self._bridge.room) if self._bridge.room is not None else 1) > 1:
            words = ngettext("Saved on %d laptop", "Saved on %d laptops", count) % count
            icon, role, tone = "check", "text_3", "faint"
        else:
            words, icon, role, tone = _("All changes saved on this laptop"), "check", "text_3", "faint"
        self._icon.show_icon(icon, role)
        self._words.setText(words)
        set_property(self._words, "tone", tone)
        self._words.setVisible(not self._short)
        tip(self, session.trouble or words)
        describe(self, words)

    def _hear(self, changed: Changed) -> None:
        self.refresh()


class AppBar(QFrame):
    """The bar on top of the workshop page."""

    def __init__(self, bridge: Bridge, actions: Actions) -> None:
        super().__init__()
        self.setProperty("part", "app-bar")
        describe(self, _("App bar"))
        self._bridge = bridge
        self._actions = actions
        self._compact = self._tight = False
        self.whose_undo: Callable[[], str] = str
        self.add_menus: Callable[[QMenu], object] = lambda _menu: None
        grid = QGridLayout(self)
        grid.setContentsMargins(*(theme().scaled(m) for m in (12, 0, 12, 0)))
        grid.setHorizontalSpacing(theme().scaled(6))
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(2, 1)
        self.saved = SavedLabel(bridge)
        grid.addLayout(self._start(), 0, 0)
        self.views = self._views()
        middle = row(spacing=6)
        self.back = button("", self._do("back"), "arrow-left", "", "small", name=_("Back"))
        self.back.hide()
        middle.addWidget(self.back)
        middle.addWidget(self.views)
        grid.addLayout(middle, 0, 1)
        grid.addLayout(self._end(), 0, 2)
        self.setFixedHeight(theme().size("app_bar"))
        bridge.changed.connect(self._hear)
        self.refresh()

    def show_view(self, view: str) -> None:
        """Mark the view that is shown."""
        self.views.choose(view)
        self._name_views(view)

    def set_compact(self, compact: bool) -> None:
        """Fold words where the window is small."""
        if compact == self._compact:
            return
        self._compact = compact
        self.saved.set_short(compact)
        self.setFixedHeight(theme().scaled(44) if compact else theme().size("app_bar"))
        for made, words in self._worded:
            made.setText("" if compact else words)
            set_property(made, "square", "true" if compact else "")
        self._name_views(self._view)
        self._fold_marks()

    def _fold_marks(self) -> None:
        """Show as many marks as there is room for; in a small window the chip alone counts the people."""
        room = 0 if self._compact else (self.width() - theme().scaled(_MARKS_FROM)) // theme().scaled(_PER_MARK)
        self.here.fold(max(0, min(MOST, room)), self._compact)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if (tight := self.width() < theme().scaled(_TIGHT)) != self._tight:
            self._tight = tight
            self._name_views(self._view)
        self._fold_marks()

    def show_wall(self, state: str) -> None:
        """Show how the wall is, "" while there is none."""
        projector, _words = self._worded[0]
        self._worded[0] = (projector, state or _("Projector"))
        if not self._compact:
            projector.setText(self._worded[0][1])
        projector.setChecked(bool(state))
        describe(projector, state or _("Projector"), "F5")

    def refresh(self) -> None:
        """Show title and what undo and redo would do."""
        self._title.setText(self._bridge.board.session.label or _("Workshop without a title"))
        session = self._bridge.session
        for made, label, empty, words, key in (
            (self._undo, session.undo_label, _("Nothing to undo"), _("Undo: {label}"), "Ctrl+Z"),
            (self._redo, session.redo_label, _("Nothing to redo"), _("Redo: {label}"), "Ctrl+Shift+Z"),
        ):
            made.setEnabled(bool(label))
            name = words.format(label=label) if label else empty
            describe(made, name, key)
            tip(made, name, key)
        if session.undo_label and (whose := self.whose_undo()):
            set_tip(self._undo, f"{self._undo.toolTip()}\n{whose}")

    def _start(self) -> QHBoxLayout:
        layout = row(spacing=6)
        layout.addWidget(button("", self._do("home"), "home", "quiet", name=_("Home")))
        self._title = ElidedLabel("", "title")
        self._title.setSizePolicy(self._title.sizePolicy().Policy.Maximum, self._title.sizePolicy().Policy.Preferred)
        layout.addWidget(self._title)
        layout.addWidget(self.saved)
        layout.addStretch(1)
        return layout

    def _views(self) -> Segments:
        segments = Segments(_("Pages"), [(v.id, v.name()) for v in BEHIND_DOORS], [v.icon for v in BEHIND_DOORS])
        for view in BEHIND_DOORS:
            action = self._actions[view.opens or f"view-{view.id}"]
            tip(segments.segment(view.id), action.text(), action.shortcut)
            segments.segment(view.id).setVisible(view.door == BY_ID["map"].door)
        segments.chosen.connect(self._choose)
        segments.choose("map")
        self._view = "map"
        return segments

    def _choose(self, name: str) -> None:
        """Show a page, or open the dialog that stands among the pages and leave the tab where it was."""
        kind = next(kind for kind in BEHIND_DOORS if kind.id == name)
        if kind.opens:
            self.views.choose(self._view)
        self._actions.trigger(kind.opens or f"view-{name}")

    def _name_views(self, current: str) -> None:
        """Show the tabs of the open door; in a small window the current one alone has its word."""
        self._view = current
        for view in BEHIND_DOORS:
            behind = view.door == BY_ID[current].door
            named = not self._compact or (view.id == current and not self._tight)
            if behind:
                self.views.set_word(view.id, view.name() if named else "")
            self.views.segment(view.id).setVisible(behind)

    def show_way_back(self, view: str) -> None:
        """Offer the way back to the page that led here, "" for none."""
        self.back.setVisible(bool(view))
        if view:
            name = BY_ID[view].name()
            self.back.setText("" if self._compact else name)
            set_property(self.back, "square", "true" if self._compact else "")
            words = _("Back to {page}").format(page=name)
            describe(self.back, words, "Esc")
            tip(self.back, words, "Esc")

    def _end(self) -> QHBoxLayout:
        layout = row(spacing=4)
        layout.addStretch(1)
        self._undo = button("", self._do("undo"), "undo", "quiet", name=_("Undo"))
        self._redo = button("", self._do("redo"), "redo", "quiet", name=_("Redo"))
        layout.addWidget(self._undo)
        layout.addWidget(self._redo)
        upright = line(upright=True)
        upright.setFixedHeight(theme().scaled(22))
        layout.addSpacing(theme().scaled(4))
        layout.addWidget(upright)
        layout.addSpacing(theme().scaled(4))
        projector = button(_("Projector"), self._do("projector"), "projector", "quiet", shortcut="F5")
        projector.setCheckable(True)
        self._worded: list[tuple[QPushButton, str]] = [(projector, _("Projector"))]
        self._more = button("", self._menu, "more", "quiet", name=_("More"))
        self.here = RoomChip(self._bridge, self._do("who-is-here"))
        layout.addWidget(self.here)
        for part in (projector, self._more):
            layout.addWidget(part)
        layout.setAlignment(upright, Qt.AlignmentFlag.AlignVCenter)
        return layout

    def _do(self, action_id: str) -> Callable[[], None]:
        return lambda: self._actions.trigger(action_id)

    def _menu(self) -> None:
        menu = Menu(self)
        self._actions.into_menu(menu, *(_SMALL_MENU if self._compact else _MENU))
        if self._compact:
            self.add_menus(menu)
        menu.aboutToHide.connect(menu.deleteLater)
        corner = QPoint(self._more.width() - menu.sizeHint().width(), self._more.height() + 4)
        menu.popup(self._more.mapToGlobal(corner))

    def _hear(self, changed: Changed) -> None:
        self.refresh()
