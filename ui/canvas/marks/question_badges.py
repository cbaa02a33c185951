"""The open questions about the cards of one map: their badges, and their words for who points at, or stands on, a card.

Nothing of it is on the wall, nor on the map while the room looks at it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from stworkshop.i18n import ngettext
from ui.kit.theme import theme
from ui.kit.widgets.plain import Label

if TYPE_CHECKING:
    from ui.canvas.surface import MapSurface

_MOST, _WIDTH = 3, 300
"""How many questions are told at once, and how wide."""


def _no_words(_card_id: str) -> Sequence[str]:
    return ()


class Asked:
    """Knows which cards have a badge, and what is asked about them."""

    def __init__(self, view: MapSurface, show_afar: Callable[[Mapping[str, str]], object]) -> None:
        self._view, self._show_afar = view, show_afar
        self._marks: Mapping[str, str] = {}
        self._words: Callable[[str], Sequence[str]] = _no_words
        self._hidden = False
        self._told = ""
        self._label = _Words(view)

    def show(self, marks: Mapping[str, str], words: Callable[[str], Sequence[str]]) -> None:
        """Take the severity of the worst question by card, and what tells the questions of a card in words."""
        self._marks, self._words = marks, words
        shown = {} if self._hidden else marks
        self._view.map_scene.ask(shown)
        self._show_afar(shown)
        self._view.lifted.refresh()
        if self._told:
            self.tell(self._told)

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

    @property
    def told(self) -> str:
        """The words that are shown now, "" for none."""
        return self._label.text() if self._told else ""

    def count(self, card_id: str) -> str:
        """Return how many questions there are about a card, in words; "" for none."""
        number = len(self.questions(card_id))
        return ngettext("%d open question.", "%d open questions.", number) % number if number else ""

    def tell(self, card_id: str) -> None:
        """Show the questions about the card that the keyboard went to; one without any takes the words away."""
        words = self.tip(card_id)
        self._told = card_id if words and self._view.isVisible() and self._view.hasFocus() else ""
        if self._told:
            self._label.setText(words)
            self._label.adjustSize()
            self.place()
        self._label.setVisible(bool(self._told))

    def place(self) -> None:
        """Keep the words under their card, inside the view."""
        view, card = self._view, self._view.map_scene.cards.get(self._told)
        if card is None:
            self._label.hide()
            return
        box, room = view.mapFromScene(card.rect).boundingRect(), view.rect().adjusted(8, 8, -8, -8)
        x = min(max(room.left(), box.left()), room.right() - self._label.width())
        below = box.bottom() + theme().scaled(10)
        high = self._label.height()
        y = below if below + high <= room.bottom() else max(room.top(), box.top() - high - theme().scaled(10))
        self._label.move(x, y)
        self._label.raise_()


class _Words(Label):
    """Questions about a card, as a tool tip looks; it stays as long as the keyboard stands on the card."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("", parent)
        self.setProperty("part", "tip")
        self.setWordWrap(True)
        self.setFixedWidth(theme().scaled(_WIDTH))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
