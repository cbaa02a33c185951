"""The wall: the projector's window of the open session, put on the other screen where there is one."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow

from stworkshop.i18n import gettext as _
from ui.canvas.map_view import MapView
from ui.canvas.projector import ProjectorWindow


class Wall(QObject):
    """Opens, holds, blanks and closes the projector's window."""

    changed = Signal()
    unplugged = Signal()
    """The other screen is gone: the wall's window has put itself away."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._projector: ProjectorWindow | None = None

    @property
    def is_open(self) -> bool:
        """Whether the wall shows something."""
        return self._projector is not None and self._projector.isVisible()

    def toggle(self, view: MapView) -> None:
        """Open the projector's window for a map, or close it."""
        if self.is_open:
            self.close()
            return
        self.close()
        projector = self._projector = ProjectorWindow(view.bridge)
        projector.blank_asked.connect(self.blank)
        projector.unplugged.connect(self._unplugged)
        projector.follow(view)
        here = self._window.screen()
        projector.open_on(next((screen for screen in QGuiApplication.screens() if screen is not here), None))
        self._window.activateWindow()
        self.changed.emit()

    def close(self) -> None:
        """Close the projector's window."""
        if self._projector is not None:
            projector, self._projector = self._projector, None
            projector.follow(None)
            projector.close()
            projector.deleteLater()
            self.changed.emit()

    def hold(self) -> None:
        """Hold the wall's picture, or let it follow again."""
        if self._projector is not None:
            self._projector.freeze(not self._projector.frozen)
            self.changed.emit()

    def blank(self) -> None:
        """Blank the wall, or bring the picture back."""
        if self._projector is not None:
            self._projector.blank(not self._projector.blanked)
            self.changed.emit()

    def words(self) -> str:
        """Return what the projector action would do."""
        return _("Close the projector window") if self.is_open else _("Projector")

    def hold_words(self) -> str:
        """Return what holding would do."""
        held = self._projector is not None and self._projector.frozen
        return _("Let the wall follow again") if held else _("Hold the wall’s picture")

    def state(self) -> str:
        """Return how the wall is, in a word for the facilitator's screen; "" while it is closed."""
        if self._projector is None or not self.is_open:
            return ""
        if self._projector.blanked:
            return _("Wall: blank")
        return _("Wall: held") if self._projector.frozen else _("Wall: on")

    def _unplugged(self) -> None:
        self.changed.emit()
        self.unplugged.emit()
