"""Where a map opens: whole where that can be read, else from afar, else at the part that the workshop is at now."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSizeF

from stworkshop.layout.zone_frame import PAD, TOP
from stworkshop.layout.zones import CENTRE, zone_of
from ui.canvas.canvas_view import MARGINS

if TYPE_CHECKING:
    from ui.canvas.surface import MapSurface

_LEGIBLE, READABLE = 0.5, 0.62
"""Zooms at which the words on cards can be made out, and read with ease."""


def first_look(view: MapSurface) -> None:
    """Show the zone of the stage where the words of the whole map, which is shown, would be too small."""
    if view.camera.zoom_for(view.map_scene.extent(), MARGINS) < _LEGIBLE:
        look_at_part(view, _part(view), READABLE)


def look_at_part(view: MapSurface, rect: QRectF, least: float) -> None:
    """Show a part of the map, or its upper left where it needs less than a zoom, with as much around as has room."""
    room = QSizeF(*view.camera.room(MARGINS)) / least
    part = QRectF(rect.topLeft(), rect.size().boundedTo(room))
    zoom = min(1.0, view.camera.zoom_for(part, MARGINS))
    seen = QSizeF(*view.camera.room(MARGINS)) / zoom
    view.camera.fit(_within(part, seen, view.map_scene.extent()), MARGINS)


def _within(part: QRectF, room: QSizeF, whole: QRectF) -> QRectF:
    """Return what is seen around a part of the map: as much as there is room for, nothing beyond the map's edges."""
    seen = QRectF(QPointF(), room)
    seen.moveCenter(part.center())
    seen.moveLeft(max(whole.left(), min(seen.left(), whole.right() - room.width())))
    seen.moveTop(max(whole.top(), min(seen.top(), whole.bottom() - room.height())))
    return seen


def _part(view: MapSurface) -> QRectF:
    """Return the box of the cards in the stage's zone; while there are none, the zone itself."""
    zone = zone_of_stage(view)
    rect = QRectF()
    for card_id in view.cards_in_zone(zone):
        rect = rect.united(view.map_scene.cards[card_id].rect)
    return view.map_scene.zones.get(zone, QRectF()) if rect.isNull() else rect.adjusted(-PAD, -TOP, PAD, PAD)


def zone_of_stage(view: MapSurface) -> str:
    """Return the zone that holds most cards of the stage's kinds; without a stage the service and its AI."""
    scene = view.map_scene
    stage = scene.catalogue.stages.get(scene.board.session.stage)
    kinds = set(stage["kinds"]) if stage else set()
    found = Counter(zone_of(c.element, scene.catalogue) for c in scene.cards.values() if c.element.kind in kinds)
    return found.most_common(1)[0][0] if found else CENTRE
