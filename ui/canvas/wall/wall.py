"""The wall: the projector's window of the open session, put on the other screen where there is one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow, QWidget

from stworkshop.i18n import gettext as _
from stworkshop.model.agenda import clock_words
from ui.canvas.map_view import MapView
from ui.canvas.wall.projector import ProjectorWindow
from ui.canvas.wall.wall_words import WallWords
from ui.kit.widgets.toast import Toast
from ui.session.clock import Clock


class Wall(QObject):
    """Opens, holds, blanks and closes the projector's window."""

    changed = Signal()
    blanked = Signal(bool)
    """The wall has gone blank, or its picture is back."""
    unplugged = Signal()
    """The other screen is gone: the wall's window has put itself away."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.projector: ProjectorWindow | None = None
        """The window on the other screen; None while the wall is closed."""
        self._explained = False
        self._clock: Clock | None = None

    def keep_time(self, clock: Clock | None) -> None:
        """Show the time of this clock from now on; None shows none."""
        if self._clock is not None:
            self._clock.ticked.disconnect(self._show_time)
        self._clock = clock
        if clock is not None:
            clock.ticked.connect(self._show_time)

    def _show_time(self) -> None:
        if self.projector is None or self._clock is None:
            return
        now = self._clock.schedule()
        self.projector.show_time(clock_words(now.remaining) if now.current is not None else None, now.left)

    @property
    def is_open(self) -> bool:
        """Whether the wall shows something."""
        return self.projector is not None and self.projector.isVisible()

    def toggle(self, view: MapView) -> None:
        """Open the projector's window for a map, or close it."""
        if self.is_open:
            self.close()
            return
        self.close()
        projector = self.projector = ProjectorWindow(view.bridge)
        projector.blank_asked.connect(self.blank)
        projector.unplugged.connect(self._unplugged)
        projector.pen_put_away.connect(self.take_pen)
        projector.follow(view)
        self._show_time()
        here = self._window.screen()
        other = next((screen for screen in QGuiApplication.screens() if screen is not here), None)
        projector.open_on(other)
        projector.installEventFilter(self)
        if other is not None:
            self._window.activateWindow()
        else:
            projector.activateWindow()
            self._explain(projector)
        self.changed.emit()

    def follow(self, view: MapView | None) -> None:
        """Go on with another view of the same map, which is made anew: between, with None, the picture stays."""
        if self.projector is not None:
            if not isinstance(self.projector.instead, WallWords):
                self.show_map()  # anything else looks at pages that go
            self.projector.follow(view)

    def close(self) -> None:
        """Close the projector's window."""
        if self.projector is not None:
            projector, self.projector = self.projector, None
            if projector.blanked:
                self.blanked.emit(False)
            projector.removeEventFilter(self)
            projector.follow(None)
            projector.close()
            projector.deleteLater()
            self.changed.emit()

    def hold(self) -> None:
        """Hold the wall's picture, or let it follow again."""
        if self.projector is not None:
            self.projector.freeze(not self.projector.frozen)
            self.changed.emit()

    @property
    def held(self) -> bool:
        """Whether the wall holds its picture."""
        return self.projector is not None and self.projector.frozen

    def blank(self) -> None:
        """Blank the wall, or bring the picture back."""
        if self.projector is not None:
            self.projector.blank(not self.projector.blanked)
            self.blanked.emit(self.projector.blanked)
            self.changed.emit()

    def take_pen(self) -> None:
        """Take the pen for the wall in hand, or put it away."""
        if self.projector is not None:
            self.projector.pen.take(not self.projector.pen.on)
            if self.projector.pen.on:
                self.projector.activateWindow()
            self.changed.emit()

    def take_pen_on(self, view: MapView) -> None:
        """Take the pen in hand, or put it away: on the wall or, while that is closed, on the map itself."""
        if self.is_open and not view.pen.on:
            self.take_pen()
            return
        view.pen.take(not view.pen.on)
        view.setFocus()  # for Esc

    @property
    def has_pen(self) -> bool:
        """Whether the pointer draws on the wall."""
        return self.projector is not None and self.projector.pen.on

    def show_words(self, words: str, small: str = "") -> None:
        """Show one large sentence in the place of the map, with smaller words under it."""
        self.show_widget(lambda: WallWords(words, small))

    def show_widget(self, make: Callable[[], QWidget]) -> None:
        """Show a widget in the place of the map; it is made, and kept, only while the wall is open."""
        if self.projector is not None and self.is_open:
            self.projector.show_instead(make())
            self.changed.emit()

    def show_map(self) -> None:
        """Show the map again, after words or another widget."""
        if self.projector is not None and self.projector.instead is not None:
            self.projector.show_instead(None)
            self.changed.emit()

    @property
    def shows_map(self) -> bool:
        """Whether the wall shows the map, and not something in its place."""
        return self.projector is not None and self.is_open and self.projector.instead is None

    def words(self) -> str:
        """Return what the projector action would do."""
        return _("Close the projector window") if self.is_open else _("Projector")

    def hold_words(self) -> str:
        """Return what holding would do."""
        return _("Let the projector follow again") if self.held else _("Hold the projector’s picture")

    def state(self) -> str:
        """Return how the wall is, in a word for the facilitator's screen; "" while it is closed."""
        if self.projector is None or not self.is_open:
            return ""
        if self.projector.blanked:
            return _("Projector: blank")
        return _("Projector: held") if self.projector.frozen else _("Projector: on")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice that the window was put away from where it stands: by Esc, by its own button, or with its screen."""
        if watched is self.projector and event.type() == QEvent.Type.Hide and not event.spontaneous():
            self.changed.emit()
            QTimer.singleShot(0, self, self._drop_hidden)
        return False

    def _drop_hidden(self) -> None:
        if not self.is_open:
            self.close()

    def _explain(self, projector: ProjectorWindow) -> None:
        """Say once, where there is no second screen, how to leave the window and what else there is."""
        if not self._explained:
            self._explained = True
            words = _("There is no second screen. Esc closes this window; Shift+F5 hides what is not for the room.")
            Toast(projector, above=24).say(words, icon="info")

    def _unplugged(self) -> None:
        self.changed.emit()
        self.unplugged.emit()
