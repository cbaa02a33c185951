"""How the program looks, as the person chose: theme, size of text, motion, language."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from stworkshop import i18n
from ui.kit.theme import Theme
from ui.session.preferences import TEXT_SIZES, Preferences


class Looks:
    """Applies preferences; where sizes or words change, `rebuild` makes the pages anew."""

    def __init__(self, preferences: Preferences, look: Theme, rebuild: Callable[[], object]) -> None:
        self._preferences, self._look, self._rebuild = preferences, look, rebuild
        self._built = (preferences.text_size, preferences.language)

    def apply(self) -> None:
        """Let everything look as chosen."""
        dress(self._preferences, self._look)
        wanted = (self._preferences.text_size, self._preferences.language)
        if wanted != self._built:
            self._built = wanted
            QTimer.singleShot(0, self._rebuild)

    def choose(self, choice: str) -> None:
        """Choose a theme."""
        self._preferences.theme = choice
        self.apply()

    def step_text(self, by: int) -> None:
        """Make text larger or smaller by one step."""
        at = TEXT_SIZES.index(self._preferences.text_size) + by
        self._preferences.text_size = TEXT_SIZES[max(0, min(len(TEXT_SIZES) - 1, at))]
        self.apply()


def dress(preferences: Preferences, look: Theme) -> None:
    """Give the program its theme, language and motion."""
    i18n.set_language(preferences.language)
    look.reduce_motion = preferences.reduce_motion
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    look.apply(app, preferences.theme, preferences.text_size / 100)
