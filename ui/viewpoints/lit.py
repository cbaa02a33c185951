"""What is lit in a view drawn as a map: hover, the keyboard's place, the selection, cards in the air; never stored."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF

if TYPE_CHECKING:
    from ui.viewpoints.canvas import ViewCanvas


class ViewLit:
    """Changes the emphasis of a view's canvas, and has repainted what that touches."""

    def __init__(self, view: ViewCanvas) -> None:
        self._view = view
        self._scene = view.map_scene
        self._emphasis = view.map_scene.emphasis

    def hover(self, record_id: str) -> None:
        """Light a card or link, or nothing."""
        if self._emphasis.hovered != record_id:
            self._emphasis.hovered = record_id
            self._view.lifted.refresh()

    def stand_on(self, card_id: str, *, ring: bool = True) -> None:
        """Put the keyboard's place on a card; its ring is painted where the keyboard went there itself."""
        self._emphasis.current, self._emphasis.ring = card_id, ring
        self._view.lifted.refresh()
        self._view.accessible.focus_moved()

    def select(self, ids: tuple[str, ...]) -> None:
        """Show these records as selected."""
        before = set(self._emphasis.selected)
        self._emphasis.selected = ids
        self._view.lifted.refresh()
        self._view.accessible.selection_changed(before ^ set(ids))

    def lift(self, ids: Iterable[str]) -> None:
        """Take cards off the ground, so that they can float."""
        self._emphasis.moving = frozenset(ids)
        self.float_by(QPointF())
        self._view.repaint_part(QRectF())

    def float_by(self, offset: QPointF) -> None:
        """Show the lifted cards so far from their places."""
        self._view.lifted.offset = offset
        self._view.lifted.refresh()

    def settle(self) -> None:
        """Put lifted cards back."""
        self._emphasis.moving = frozenset()
        self._view.lifted.offset = QPointF()
        self._view.repaint_part(QRectF())
