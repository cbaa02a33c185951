"""The main window: Home or one open session, and what ties them together."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QSize, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from stworkshop.errors import KnownError
from stworkshop.exchange import importing
from stworkshop.i18n import gettext as _
from stworkshop.model.catalogue import Catalogue
from stworkshop.session.library import Library
from stworkshop.session.session import Session
from ui.canvas.wall.wall import Wall
from ui.features.bring_in.bringing import Bringing, is_foreign, openable
from ui.features.home.home_page import HomePage
from ui.features.home.library_actions import HomeDoings
from ui.features.home.openings import Openings
from ui.features.home.shelf import Item, Shelf
from ui.features.printing.papers import Papers
from ui.features.settings.about_dialog import AboutDialog
from ui.features.settings.keyboard_dialog import KeyboardDialog
from ui.features.settings.settings_dialog import SettingsDialog
from ui.features.tables.desk import Merging
from ui.features.together.desk import TogetherDesk
from ui.kit import bounded
from ui.kit.actions import Actions
from ui.kit.background import Background
from ui.kit.confirm_dialog import Confirm
from ui.kit.dialog_frame import run_dialog
from ui.kit.double_click import SamePart
from ui.kit.error_dialog import TroubleDialog
from ui.kit.theme import Theme
from ui.kit.widgets.basics import pressed_by
from ui.kit.widgets.field_undo import FieldUndo
from ui.kit.widgets.plain import set_title
from ui.kit.widgets.toast import Toast
from ui.session.bridge import Bridge
from ui.session.preferences import Preferences
from ui.shell import window_actions
from ui.shell.command_palette import CommandPalette
from ui.shell.exports import Exports
from ui.shell.feature import T
from ui.shell.looks import Dress, Looks
from ui.shell.menus import Menus
from ui.shell.panels import LOW_UNDER, PALETTE_WHOLE_FROM
from ui.shell.workshop_page import Kept, WorkshopPage

PROGRAM = "STWorkshop"
_FIRST_SIZE = (1440, 900)
_TITLE_BAR = 36
"""So high the frame of a window is above it, about."""


class MainWindow(window_actions.Window):
    """Shows one page at a time; a session is open as long as its page is."""

    def __init__(self, library: Library, catalogue: Catalogue, preferences: Preferences, look: Theme) -> None:
        super().__init__()
        self._catalogue, self.preferences, self._look = catalogue, preferences, look
        self._page: WorkshopPage | None = None
        self.note_step: Callable[[str], object] = lambda _command: None
        self.background = Background(self)
        self._shelf = Shelf(library, catalogue, self.background)
        self.openings = Openings(self._shelf, catalogue, preferences)
        self._exports = Exports(self, preferences, self.background)
        self.papers = papers = Papers(self, self._exports, catalogue, preferences)
        self.bringing, self.merging = Bringing(self, self.open_named), Merging(self)
        self.merging.brought_in.connect(self.bringing.keep_report)
        self.together = TogetherDesk(self)
        self.merging.carrying.wants_back.connect(self.together.bring_back)
        self.together.wants_who.connect(lambda: self.page().who.open(True))
        self.together.calls_everyone.connect(lambda: self.page().who.panel.call_everyone())
        self.looks = Looks(preferences, look, self._make_anew)
        self.wall = Wall(self)
        self.wall.changed.connect(self._show_wall)
        self.wall.blanked.connect(lambda blank: self._page.stages.blanked(blank) if self._page else None)
        self.wall.unplugged.connect(lambda: self.say(_("The other screen is gone. Nothing is shown there."), None))
        self.registry = Actions(self)
        self.registry.refused.connect(lambda why: self.say(why, None))
        FieldUndo(self)
        SamePart(self)
        self._doings = HomeDoings(self, self.openings, papers.preview, self._exports, lambda: self.home.refresh())
        self._stack = QStackedWidget()
        self.setCentralWidget(self._stack)
        self._home: HomePage | None = None
        self._build()
        self._exports.said.connect(self.say)
        self._exports.failed.connect(self.tell)
        set_title(self, PROGRAM)
        self.setWindowIcon(look.app_icon())
        self.setMinimumSize(900, 520)
        if preferences.geometry.isEmpty() or not self.restoreGeometry(preferences.geometry):
            self.resize(QSize(*_FIRST_SIZE).boundedTo(bounded.room_on_screen(self).size() - QSize(0, _TITLE_BAR)))
        self.home.refresh()

    @property
    def library(self) -> Library:
        """The library of the program."""
        return self.openings.library

    # --- pages

    def page(self) -> WorkshopPage:
        """Return the page of the open session."""
        assert self._page is not None
        return self._page

    def desk(self, kind: type[T], /) -> T:
        """Return the one object of a class that the window or the open page holds; raises LookupError."""
        found = next((part for part in self._desks() if isinstance(part, kind)), None)
        return self.page().desk_of(kind) if found is None else found

    def _desks(self) -> tuple[object, ...]:
        return (self.bringing, self.merging, self.together)

    def has_session(self) -> bool:
        """Tell whether a session is open."""
        return self._page is not None

    def _build(self) -> None:
        window_actions.register(self.registry, self)
        self.command_palette = CommandPalette(self, self.registry, self._bridge)
        self.menus = Menus(self, self.registry)

    @property
    def home(self) -> HomePage:
        """The first page, made when it is first shown."""
        if self._home is None:
            home = self._home = HomePage(self._shelf, self._catalogue, self.preferences, self.background)
            self.home_toast = Toast(home, above=24)
            self._stack.addWidget(home)
            home.wants_session.connect(self.open_item)
            home.wants_new.connect(self.new_session)
            home.wants_done.connect(self._doings.do)
            home.wants_file.connect(self.open_file)
            home.wants_keyboard.connect(self.open_keyboard)
            home.wants_settings.connect(self.open_settings)
            home.wants_larger.connect(lambda: self.looks.step_text(1))
            home.wants_room.connect(lambda: self.together.join())
        return self._home

    def _make_anew(self, dress: Dress) -> None:
        """Make what is in front anew while `dress` changes looks or language; the session stays open."""
        kept = None
        gone: list[QWidget] = [self.command_palette]
        self.menus.take_down()
        if self._page is not None:
            page, self._page = self._page, None
            kept = page.hand_over()
            self.wall.follow(None)
            self._leave(page)
            gone.append(page)
        if self._home is not None:
            self._stack.removeWidget(self._home)
            gone.append(self._home)
            self._home = None
        for part in gone:  # at once: the new looks would be put on all their parts, too
            part.deleteLater()
            QCoreApplication.sendPostedEvents(part, QEvent.Type.DeferredDelete.value)
        dress(lambda: self._build_again(kept))
        if kept is None:
            self._stack.setCurrentWidget(self.home)
            self.home.refresh()
        else:
            self._show_page(self.page(), kept.view)
            self.wall.follow(self.page().map.view)

    def _build_again(self, kept: Kept | None) -> None:
        self._build()
        if kept is not None:
            self._make_page(kept.bridge).take_over(kept)

    def _bridge(self) -> Bridge | None:
        return self._page.bridge if self._page else None

    def show_session(self, session: Session, record: str = "") -> None:
        """Show an open session in the place of what was shown."""
        self._close_page()
        self.openings.note_work(session)
        bridge = Bridge(session, self._catalogue, self)
        bridge.ran.connect(self.note_step)
        self.merging.carrying.follow(bridge)
        bridge.changed.connect(lambda _changed: self._name_window(bridge))
        self._show_page(self._make_page(bridge), "map")
        QTimer.singleShot(0, bridge, session.warm)
        if record:
            QTimer.singleShot(0, bridge, lambda: bridge.go_to(record))

    def _make_page(self, bridge: Bridge) -> WorkshopPage:
        self._page = WorkshopPage(bridge, self.registry, self.preferences, self._stack, self.wall, self.papers)
        self._page.map.view.session_file_dropped.connect(self._dropped)
        self._page.map.view.foreign_file_dropped.connect(self._dropped)
        self._page.map.view.copies_dropped.connect(lambda paths: self.merging.bring_together(paths))
        self._page.app_bar.add_menus = self.menus.add_to
        self._page.guide.wants_large.connect(self._show_large)
        self.wall.keep_time(self._page.clock)
        self._page.desks = self._desks()
        self._page.others = lambda: self.openings.others(bridge.session.id)
        return self._page

    def _show_page(self, page: WorkshopPage, view: str) -> None:
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        self._name_window(page.bridge)
        page.open_view(view)
        self._fold_menus()

    def _dropped(self, path: str) -> None:
        """Open a workshop that was dropped on the map, or bring in what has the same ending and is none."""
        if is_foreign(Path(path)):
            QTimer.singleShot(0, self, lambda: self.bringing.onto_map(path))
        else:
            QTimer.singleShot(0, self, lambda: None if self.merging.offer(path) else self.open_file(path))

    def _name_window(self, bridge: Bridge) -> None:
        set_title(self, f"{bridge.board.session.label}, {PROGRAM}")

    def _close_page(self) -> None:
        if self._page is not None:
            page, self._page = self._page, None
            bridge = self._take_down(page)
            self.openings.note_work(bridge.session)
            bridge.close()
            bridge.deleteLater()

    def _take_down(self, page: WorkshopPage) -> Bridge:
        self.wall.close()
        self._leave(page)
        page.deleteLater()
        return page.bridge

    def _leave(self, page: WorkshopPage) -> None:
        self.wall.keep_time(None)
        page.close_views()
        self._stack.removeWidget(page)

    # --- opening

    def open_item(self, item: Item, record: str = "") -> None:
        """Open a session of Home, and show one of its records."""
        self._open(lambda: self.openings.item(item), record)

    def open_named(self, name: str) -> None:
        """Open what the command line names."""
        self._open(lambda: self.openings.named(name))

    def open_file(self, path: str) -> None:
        """Open a file in place, or bring it in; without a path one is asked for."""
        if not path:
            folder = self.preferences.last_folder
            path, _kind = QFileDialog.getOpenFileName(self, _("Open or import"), folder, openable())
        if path and is_foreign(Path(path)):
            if self.may_leave():
                self.bringing.as_new(path)
        elif path and self._is_shown(Path(path)):
            self.say(_("This session is open here already."), None)
        elif path:
            self.preferences.last_folder = str(Path(path).parent)
            self._open(lambda: self.openings.path(Path(path)))
            for sentence in importing.not_held(Path(path)) if self.has_session() else ():
                self.say(sentence, None)

    def _open(self, session: Callable[[], Session], record: str = "") -> None:
        """Show a session in the place of what is shown, unless that has edits which would be lost."""
        if self.may_leave():
            self.attempt(lambda: self.show_session(session(), record))

    def _is_shown(self, path: Path) -> bool:
        bridge = self._bridge()
        return bridge is not None and not bridge.read_only and path.resolve() == bridge.session.path.resolve()

    def new_session(self, agenda: str, question: str = "") -> None:
        """Begin a workshop after an agenda, "" for a blank map, on a question, "" where there is none yet."""
        self._open(lambda: self.openings.new(agenda, question))

    def begin_session(self) -> None:
        """Show Home, with the cursor in the field that begins a workshop."""
        if self._page is not None:
            self.go_home()
        if self._page is None:
            self.home.start_beginning()

    def go_home(self) -> None:
        """Close the session and show Home, unless it has edits which would be lost."""
        if self.may_leave():
            self.close_session()

    def close_session(self) -> None:
        """Close the session, without a question, and show Home."""
        self._close_page()
        set_title(self, PROGRAM)
        self._fold_menus()
        self._stack.setCurrentWidget(self.home)
        self.home.show_section("home")
        self.home.setFocus()

    # --- what actions do

    def search_sessions(self) -> None:
        """Search all sessions, on Home."""
        if self._page is not None:
            self.go_home()
        self.home.start_search()

    def next_region(self, forward: bool) -> None:
        """Move the focus to the next part of the page."""
        (self._page.regions if self._page else self.home.regions).next(forward)

    def open_settings(self) -> None:
        """Open the settings."""
        run_dialog(SettingsDialog(self, self.preferences, self._look, self.looks.apply))

    def open_keyboard(self) -> None:
        """Show all keys."""
        run_dialog(KeyboardDialog(self, self.registry))

    def open_menus(self) -> None:
        """Open the first menu."""
        self.menus.open_first()

    def open_sample(self) -> None:
        """Open a finished workshop to look around in: the small one."""
        self.open_item(self.openings.samples()[0])

    def open_about(self) -> None:
        """Say what this program is."""
        run_dialog(AboutDialog(self))

    # --- messages

    def blank(self) -> None:
        """Blank the wall and let the clock of the stage stand, or bring both back; without a wall, the clock alone."""
        if self.wall.is_open:
            self.wall.blank()
        elif self._page is not None:
            self._page.stages.pause()

    def _show_wall(self) -> None:
        if self._page is not None:
            self._page.app_bar.show_wall(self.wall.state())
            self._page.guide.show_large_again(self.wall.is_open and not self.wall.shows_map)

    def _show_large(self, words: str, small: str) -> None:
        """Show a sentence of the guide on the wall, or the map again; without a wall, offer to turn it on."""
        if not self.wall.is_open and words:
            self.say(_("The projector is not on."), (_("Turn it on"), lambda: self._turn_on(words, small)))
        elif words:
            self.wall.show_words(words, small)
        else:
            self.wall.show_map()

    def _turn_on(self, words: str, small: str) -> None:
        self.wall.toggle(self.page().map.view)
        self.wall.show_words(words, small)

    def say(self, message: str, offer: object) -> None:
        """Show a short message on the page that is shown."""
        toast = self._page.toast if self._page else self.home_toast
        toast.say(message, offer if isinstance(offer, tuple) else None, "check" if offer else "info")

    def tell(self, error: KnownError) -> None:
        """Tell of a known error in a dialog."""
        run_dialog(TroubleDialog(self, error))

    def attempt(self, what: Callable[[], object]) -> None:
        """Do something that may go wrong on the user's side, and tell of it if it does."""
        try:
            what()
        except KnownError as error:
            self.tell(error)
            self.home.refresh()

    def may_leave(self) -> bool:
        """Keep what is being typed; where the disk lacks edits then, ask whether they may be lost."""
        if self._page is None:
            return True
        self._page.keep_typing()
        if not self.together.may_leave():
            return False
        if self._page.bridge.session.retry():
            return True
        question = _("The last edits are not saved. Close all the same?")
        words = _(
            "The disk does not take them at the moment, and they are lost if you close now. To save them elsewhere,"
            " stay and choose “Data as JSON, for you (with all answers)…” and another disk."
        )
        return Confirm.ask(self, question, words, _("Close and lose them"), _("Stay"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the keyboard, as in dialogs."""
        if not pressed_by(event, self):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold_menus()

    def _fold_menus(self) -> None:
        """Show the menu bar where there is room for it; on a small page its menus stand under "…"."""
        low = self.height() < self._look.scaled(LOW_UNDER)
        self.menus.fold(self.has_session() and (low or self.width() < self._look.scaled(PALETTE_WHOLE_FROM)))

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.may_leave():
            event.ignore()
            return
        self.preferences.geometry = self.saveGeometry()
        self._close_page()
        self.hide()  # what is still being made is waited for, which may take seconds
        self.background.finish()
        super().closeEvent(event)
