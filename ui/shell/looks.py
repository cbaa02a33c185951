"""How the program looks, as the person chose: theme, size of text, motion, language."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeAlias

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from stworkshop import i18n
from ui.kit.theme import Theme
from ui.session.preferences import TEXT_SIZES, Preferences

Dress: TypeAlias = Callable[[Callable[[], object]], None]
"""Dresses the program, and what the function given to it puts together."""


class Looks:
    """Applies preferences; where looks, sizes or words change, `make_anew` gets what dresses the program in them.

    A new style sheet costs the more, the more parts there are to dress. So the pages go first, and only what is in
    front is made anew; everything else is when it is shown next, and never seen in the old looks.
    """

    def __init__(self, preferences: Preferences, look: Theme, make_anew: Callable[[Dress], object]) -> None:
        self._preferences, self._look, self._make_anew = preferences, look, make_anew
        self._built = (preferences.text_size, preferences.language)
        self._soon = False

    def apply(self) -> None:
        """Let everything look as chosen: at once, or when what asked for it has come to its end."""
        chosen, look = self._preferences, self._look
        if (chosen.text_size, chosen.language) == self._built and look.shown_for(chosen.theme) == look.name:
            dress(chosen, look)
        elif not self._soon:
            self._soon = True
            QTimer.singleShot(0, self._change)

    def _change(self) -> None:
        self._soon = False
        self._built = (self._preferences.text_size, self._preferences.language)
        self._make_anew(partial(dress, self._preferences, self._look))

    def choose(self, choice: str) -> None:
        """Choose a theme."""
        self._preferences.theme = choice
        self.apply()

    def step_text(self, by: int) -> None:
        """Make text larger or smaller by one step."""
        at = TEXT_SIZES.index(self._preferences.text_size) + by
        self._preferences.text_size = TEXT_SIZES[max(0, min(len(TEXT_SIZES) - 1, at))]
        self.apply()


def dress(preferences: Preferences, look: Theme, build: Callable[[], object] = lambda: None) -> None:
    """Give the program its theme, language and motion, and what `build` puts together, too."""
    i18n.set_language(preferences.language)
    look.reduce_motion = preferences.reduce_motion
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    look.apply(app, preferences.theme, preferences.text_size / 100, build=build)
