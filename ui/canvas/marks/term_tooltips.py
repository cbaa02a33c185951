"""The words on a card that the session explains: both readings, and what was agreed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stworkshop.analysis.word_use import terms_on
from stworkshop.i18n import gettext as _
from stworkshop.model.records import Term
from ui.kit.widgets.plain import show_tip

if TYPE_CHECKING:
    from ui.canvas.surface import MapSurface


class Explained:
    """Tells the readings of the words on a card, to who points at it and to who asks with the keyboard."""

    def __init__(self, view: MapSurface) -> None:
        self._view = view

    def tip(self, card_id: str) -> str:
        """Return the words on a card that are explained, each with its readings; "" for none."""
        board = self._view.bridge.board
        card = board.elements.get(card_id)
        return "\n\n".join(map(_readings, terms_on(board, card))) if card is not None else ""

    def tell(self) -> None:
        """Show the words of the card that is chosen, or stood on; say so where there are none."""
        view = self._view
        card_id = next((i for i in view.selected if i in view.map_scene.cards), "") or view.map_scene.emphasis.current
        card = view.map_scene.cards.get(card_id)
        if card is None:
            view.status.emit(_("Choose a card first; its words are then explained."))
            return
        words = self.tip(card_id)
        if not words:
            view.status.emit(_("No word on this card is explained."))
            return
        view.status.emit(words.replace("\n\n", ". ").replace("\n", " · "))
        if not (view.isVisible() and view.hasFocus()):
            return
        below = view.mapFromScene(card.rect).boundingRect().bottomLeft()
        show_tip(view.viewport().mapToGlobal(below), words, view.viewport())


def _readings(term: Term) -> str:
    lines = [term.label]
    public = str(term.attributes.get("public_reading") or "").strip()
    for words, reading in (
        (_("Planners say: {reading}"), term.planner_reading.strip()),
        (_("Engineers say: {reading}"), term.engineer_reading.strip()),
        (_("Residents hear: {reading}"), public),
        (_("We say: {reading}"), term.agreed.strip()),
    ):
        if reading:
            lines.append(words.format(reading=reading))
    return "\n".join(lines)
