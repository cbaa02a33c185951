"""The wall: the projector's window of the open session, put on the other screen where there is one."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow

from stworkshop.i18n import gettext as _
from ui.canvas.map_view import MapView
from ui.canvas.projector import ProjectorWindow


class Wall(QObject):
    """Opens, holds, blanks and closes the projector's window."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._projector: ProjectorWindow | None = None
        self._held = False
        self._blank = False

    @property
    def is_open(self) -> bool:
        """Whether the wall shows something."""
        return self._projector is not None

    def toggle(self, view: MapView) -> None:
        """Open the projector's window for a map, or close it."""
        if self._projector is not None:
            self.close()
            return
        self._projector = ProjectorWindow(view.bridge)
        self._projector.follow(view)
        self._held = self._blank = False
        self._projector.destroyed.connect(self._gone)
        here = self._window.screen()
        other = next((screen for screen in QGuiApplication.screens() if screen is not here), None)
        if other is not None:
            self._projector.setGeometry(other.geometry())
            self._projector.showFullScreen()
        else:
            self._projector.resize(1280, 720)
            self._projector.show()
        self._window.activateWindow()

    def close(self) -> None:
        """Close the projector's window."""
        if self._projector is not None:
            self._projector.close()
            self._projector.deleteLater()
            self._projector = None

    def hold(self) -> None:
        """Hold the wall's picture, or let it follow again."""
        if self._projector is not None:
            self._held = not self._held
            self._projector.freeze(self._held)

    def blank(self) -> None:
        """Blank the wall, or bring the picture back."""
        if self._projector is not None:
            self._blank = not self._blank
            self._projector.blank(self._blank)

    def words(self) -> str:
        """Return what the projector action would do."""
        return _("Close the projector window") if self.is_open else _("Projector")

    def hold_words(self) -> str:
        """Return what holding would do."""
        return _("Let the wall follow again") if self._held else _("Hold the wall’s picture")

    def _gone(self) -> None:
        self._projector = None
