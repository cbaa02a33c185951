"""What stands out of the resting map: cards hovered, selected, walked on or dragged, and their links with words."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from stworkshop.graphics.link_styles import sign_point
from ui.canvas.items.card import CardItem
from ui.canvas.items.card_painter import CardState, paint_card, paint_ghost, paint_shadow
from ui.canvas.items.link import LinkItem, Stroke, straight_route
from ui.canvas.items.link_painter import paint_loud, paint_pill
from ui.canvas.link_labels import place_pills
from ui.canvas.qt_paths import route_path
from ui.canvas.resting import RestingPainter
from ui.canvas.safe_slots import guarded
from ui.canvas.scene import MapScene
from ui.kit.map_look import FAR, MID, NEAR, Look

TILT = -1.5
_READABLE, _MOST_GROWN = 0.62, 4
"""The zoom at which cards that are looked at from afar are painted, and how many at most."""


class LiftedLayer(QGraphicsItem):
    """One item for all that is touched, since it is never much; the rest of the map stays as it was painted."""

    def __init__(self, scene: MapScene, resting: RestingPainter, view: Callable[[], tuple[float, int]]) -> None:
        super().__init__()
        self._map, self._resting, self._view = scene, resting, view
        self.offset = QPointF()
        """How far the moving cards are from where they rest."""
        self.wall = False
        self.ports = True
        """Whether a chosen card shows where links can be drawn from."""
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)
        self._bounds = QRectF()
        self.setZValue(1)

    def boundingRect(self) -> QRectF:
        return self._bounds

    def refresh(self) -> None:
        """Take in the new state of hover, selection, focus and drag, and repaint what it touches."""
        bounds = QRectF()
        for card in self._cards():
            bounds = bounds.united(card.reach)
            if card.id in self._map.emphasis.moving:
                bounds = bounds.united(card.reach.translated(self.offset))
        for link in self._links():
            bounds = bounds.united(link.reach)
        pad = 60 / self._view()[0] + 20
        self.prepareGeometryChange()
        self._bounds = bounds.adjusted(-pad, -pad, pad, pad) if not bounds.isNull() else QRectF()
        self.update()

    @guarded(None)
    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Paint links first, then the cards, then the words."""
        scene, look = self._map, self._resting.look
        scale, detail = self._view()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        moving = scene.emphasis.moving
        shown: list[tuple[LinkItem, Stroke]] = []
        for link in self._links():
            shown.append((link, self._stroke(link)))
        for _link, stroke in shown:
            paint_loud(painter, stroke, look, 1.25 if scene.emphasis.focus else 1.0)
        for card in self._cards():
            if card.id in moving:
                painter.save()
                painter.translate(card.x, card.y)
                if scene.emphasis.copying:
                    paint_card(painter, card, look, scene.catalogue, detail, CardState())
                else:
                    paint_ghost(painter, card, look)
                painter.restore()
        selected = frozenset(scene.emphasis.selected)  # asked of each card and link, and there may be thousands
        for card in self._cards():
            self._paint_card(painter, card, look, detail, selected)
        said = [(link.link, stroke) for link, stroke in shown if self._has_words(link, selected)]
        for spot in place_pills(scene, said, look, scale, self._kept_clear(scale)):
            paint_pill(painter, spot.middle, spot.words, spot.style, look, scale)

    def _paint_card(self, painter: QPainter, card: CardItem, look: Look, detail: int, selected: frozenset[str]) -> None:
        emphasis = self._map.emphasis
        lifted = card.id in emphasis.moving
        state = CardState(
            hovered=card.id == emphasis.hovered,
            selected=card.id in selected,
            focused=emphasis.ring and card.id == emphasis.current,
            lifted=lifted,
            ports=self._has_ports(card) and detail >= NEAR - 1,
        )
        painter.save()
        painter.translate(card.x, card.y)
        if lifted:
            painter.translate(self.offset)
            painter.translate(card.w / 2, card.h / 2)
            painter.rotate(TILT)
            painter.translate(-card.w / 2, -card.h / 2)
        elif card.id in self._grown():
            painter.translate(card.w / 2, card.h / 2)
            painter.scale(*(_READABLE / self._view()[0],) * 2)
            painter.translate(-card.w / 2, -card.h / 2)
            detail = MID
        if (state.hovered or lifted) and not self.wall:
            paint_shadow(painter, card, lifted=lifted)
        paint_card(painter, card, look, self._map.catalogue, detail, state)
        painter.restore()

    def _has_ports(self, card: CardItem) -> bool:
        emphasis = self._map.emphasis
        return self.ports and not self.wall and card.id not in emphasis.moving and emphasis.selected == (card.id,)

    def _grown(self) -> frozenset[str]:
        """Return the cards that are shown larger than the others, since from afar those have no words."""
        emphasis = self._map.emphasis
        if self.wall or emphasis.moving or self._view()[1] != FAR:
            return frozenset()
        looked_at = {emphasis.hovered, emphasis.current if emphasis.ring else ""}
        for few in (emphasis.selected, emphasis.focus):
            looked_at.update(few if len(few) <= _MOST_GROWN else ())
        return frozenset(looked_at & self._map.cards.keys())

    def _stroke(self, link: LinkItem) -> Stroke:
        moving = frozenset() if self._map.emphasis.copying else self._map.emphasis.moving
        if link.link.source not in moving and link.link.target not in moving:
            return link.stroke
        source, target = (
            _Shifted(card, self.offset if card.id in moving else QPointF()) for card in (link.source, link.target)
        )
        points = straight_route(source, target)
        return Stroke(route_path(points), points, link.style, link.unlisted, sign_point(points))

    def _kept_clear(self, scale: float) -> list[QRectF]:
        """Return the boxes of the cards in focus, as large as they are painted."""
        grown = self._grown()
        boxes = []
        for key in self._map.emphasis.focus & self._map.cards.keys():
            card = self._map.cards[key]
            w, h = (size * (_READABLE / scale if key in grown else 1.0) for size in (card.w, card.h))
            boxes.append(QRectF(card.centre.x() - w / 2, card.centre.y() - h / 2, w, h))
        return boxes

    def _cards(self) -> list[CardItem]:
        emphasis, cards = self._map.emphasis, self._map.cards
        wanted = dict.fromkeys((*emphasis.focus, *emphasis.selected, *emphasis.moving))
        hovered = self._map.links.get(emphasis.hovered)
        if hovered is not None:
            wanted.update(dict.fromkeys((hovered.link.source, hovered.link.target)))
        wanted[emphasis.hovered] = None
        if emphasis.ring:
            wanted[emphasis.current] = None
        return [cards[key] for key in wanted if key in cards]

    def _links(self) -> list[LinkItem]:
        emphasis, scene = self._map.emphasis, self._map
        ids: dict[str, None] = {}
        for card in (*(emphasis.focus or emphasis.selected), *emphasis.moving):
            if card in scene.cards:
                ids.update(dict.fromkeys(link.id for link in scene.links_of(card)))
        ids.update(dict.fromkeys(key for key in (*emphasis.selected, emphasis.hovered) if key in scene.links))
        return [scene.links[key] for key in ids if not self._filtered(scene.links[key])]

    def _filtered(self, link: LinkItem) -> bool:
        return self._map.emphasis.kinds is not None and any(
            self._map.is_faint(card) for card in (link.source, link.target)
        )

    def _has_words(self, link: LinkItem, selected: frozenset[str]) -> bool:
        emphasis = self._map.emphasis
        if emphasis.moving:
            return False
        if emphasis.focus and (link.link.source in emphasis.focus or link.link.target in emphasis.focus):
            return True
        return link.id == emphasis.hovered or link.id in selected


class _Shifted:
    """A card where the pointer has it now."""

    def __init__(self, card: CardItem, offset: QPointF) -> None:
        self.x, self.y, self.w, self.h = card.x + offset.x(), card.y + offset.y(), card.w, card.h
