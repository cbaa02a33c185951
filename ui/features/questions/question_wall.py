"""One question on the wall, in full words, until Esc."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from ui.canvas.wall.wall import Wall


def on_wall(wall: Wall) -> QuestionOnWall:
    """Return what shows questions on this wall; there is one."""
    return wall.findChild(QuestionOnWall) or QuestionOnWall(wall)


class QuestionOnWall(QObject):
    """Shows one question to the room on purpose, in full words; Esc brings the map back, wherever the keyboard is."""

    def __init__(self, wall: Wall) -> None:
        super().__init__(wall)
        self._wall = wall
        self._on = False
        wall.changed.connect(self._wall_changed)

    @property
    def on(self) -> bool:
        """Whether a question is on the wall."""
        return self._on

    def toggle(self, words: str, small: str = "") -> None:
        """Show these words on the wall, or the map again where words of a question are shown."""
        if self._on:
            self._wall.show_map()
        else:
            self.show(words, small)

    def show(self, words: str, small: str = "") -> None:
        """Show these words on the wall, in the place of what was there; without an open wall do nothing."""
        self._wall.show_words(words, small)
        if not self._on and self._wall.is_open and not self._wall.shows_map:
            self._on = True
            app = QApplication.instance()
            assert app is not None
            app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take Esc before anything else does."""
        if event.type() not in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
            return False
        if not isinstance(event, QKeyEvent) or event.key() != Qt.Key.Key_Escape:
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
        else:
            self._wall.show_map()
        return True

    def _wall_changed(self) -> None:
        if self._on and (self._wall.shows_map or not self._wall.is_open):
            self._on = False
            app = QApplication.instance()
            if app is not None:
                app.removeEventFilter(self)
