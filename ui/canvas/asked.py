"""The open questions about the cards of one map: their badges, and their words for who points at, or stands on, a card.

Nothing of it is on the wall, nor on the map while the room looks at it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QToolTip

from stworkshop.i18n import ngettext

if TYPE_CHECKING:
    from ui.canvas.map_view import MapView

_MOST = 3
"""How many questions are told at once."""


def _no_words(_card_id: str) -> Sequence[str]:
    return ()


class Asked:
    """Knows which cards have a badge, and what is asked about them."""

    def __init__(self, view: MapView) -> None:
        self._view = view
        self._marks: Mapping[str, str] = {}
        self._words: Callable[[str], Sequence[str]] = _no_words
        self._hidden = False

    def show(self, marks: Mapping[str, str], words: Callable[[str], Sequence[str]]) -> None:
        """Take the severity of the worst question by card, and what tells the questions of a card in words."""
        self._marks, self._words = marks, words
        self._view.map_scene.ask({} if self._hidden else marks)
        self._view.lifted.refresh()

    def set_room(self, on: bool) -> None:
        """Hide badges and words while the room looks at this window."""
        self._hidden = on
        self.show(self._marks, self._words)

    def questions(self, card_id: str) -> list[str]:
        """Return what is asked about a card."""
        return [] if self._hidden else list(self._words(card_id))

    def tip(self, card_id: str) -> str:
        """Return the first questions about a card, a line each."""
        return "\n".join(self.questions(card_id)[:_MOST])

    def count(self, card_id: str) -> str:
        """Return how many questions there are about a card, in words; "" for none."""
        number = len(self.questions(card_id))
        return ngettext("%d open question.", "%d open questions.", number) % number if number else ""

    def tell(self, card_id: str) -> None:
        """Show the questions about the card that the keyboard went to; one without any takes the words away."""
        view, words = self._view, self.tip(card_id)
        card = view.map_scene.cards.get(card_id)
        if card is None or not words:
            QToolTip.hideText()
        elif view.isVisible() and view.hasFocus():
            below = view.mapFromScene(card.rect).boundingRect().bottomLeft()
            QToolTip.showText(view.viewport().mapToGlobal(below), words, view.viewport())
