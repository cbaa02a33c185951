"""Which tables drew the cards of one map: small signs on the cards, while they are switched on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter

from stworkshop.analysis.table_signs import drawn, letters_in, signs, tables_of
from stworkshop.session.session import Changed
from ui.canvas.marks.table_signs import paint_row, width_of
from ui.canvas.overlay import Overlay

if TYPE_CHECKING:
    from ui.canvas.surface import MapSurface

_SIDE, _GAP, _MOST = 15.0, 2.0, 6
_LEAST_ZOOM = 0.4
"""Smaller signs are specks."""


class Drawn:
    """Knows which card has which signs; the map paints them over its cards, links at the middle of their way."""

    def __init__(self, view: MapSurface) -> None:
        self._view = view
        self._on = False
        self._tables: dict[str, tuple[str, ...]] = {}
        self._signs = signs(())
        self._layer = Overlay(lambda: view.camera.seen, lambda: self._on, self._paint)
        self._layer.setZValue(1)
        view.map_scene.addItem(self._layer)
        view.view_changed.connect(lambda _seen: self._layer.refresh() if self._on else None)
        view.bridge.changed.connect(self._heard)

    @property
    def on(self) -> bool:
        """Whether the signs are shown."""
        return self._on

    def show(self, on: bool) -> None:
        """Show the signs, or hide them."""
        self._on = on
        self._read()

    def there_are(self) -> bool:
        """Tell whether any table drew anything on this map."""
        return bool(drawn(self._view.bridge.board))

    def words(self, record_id: str) -> str:
        """Return the tables that drew a card, while they are shown."""
        return ", ".join(self._tables.get(record_id, ())) if self._on else ""

    def _paint(self, painter: QPainter) -> None:
        if not self._on or self._view.zoom < _LEAST_ZOOM:
            return
        seen = self._view.camera.seen
        scene, look = self._view.map_scene, self._view.look.tokens
        for record_id, tables in self._tables.items():
            card = scene.cards.get(record_id)
            if card is not None and card.reach.intersects(seen):
                at = QPointF(card.x + card.w - self._wide(tables) - 6, card.y + card.h - _SIDE / 2)
            elif (link := scene.links.get(record_id)) is not None and link.reach.intersects(seen):
                middle = link.stroke.path.pointAtPercent(0.5)
                at = QPointF(middle.x() - self._wide(tables) / 2, middle.y() + 8)
            else:
                continue
            shown = [self._signs[table] for table in self._shown(tables)]
            paint_row(painter, at, shown, look, side=_SIDE, gap=_GAP)

    def _shown(self, tables: Sequence[str]) -> Sequence[str]:
        return tables[:_MOST]

    def _wide(self, tables: Sequence[str]) -> float:
        return width_of(len(self._shown(tables)), _SIDE, _GAP)

    def _heard(self, changed: Changed) -> None:
        if self._on and changed.change.roots() & {"elements", "links"}:
            self._read()

    def _read(self) -> None:
        board = self._view.bridge.board
        self._tables = drawn(board) if self._on else {}
        self._signs = signs(tables_of(board), letters_in(board))
        self._layer.refresh()
