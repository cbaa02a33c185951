"""Paints the map at rest in one pass: ground, zones, quiet links, cards, and the links that are loud by themselves."""

from __future__ import annotations

from collections import OrderedDict
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap, QTransform

from ui.canvas.emphasis import FAINT, FAINT_LINK, LOUD, QUIET
from ui.canvas.items.card import MARGIN, CardItem
from ui.canvas.items.card_painter import paint_card
from ui.canvas.items.link import LinkItem
from ui.canvas.items.link_painter import Stroke, paint_loud, paint_quiet
from ui.canvas.items.zone import paint_ground, paint_title
from ui.canvas.look import FAR, NEAR, NO_PEN, Look, device_ratio
from ui.canvas.scene import MapScene

DOT_STEP = 18
_PIXELS = 24_000_000
"""How many pixels of painted cards are kept."""


class RestingPainter:
    """Paints what does not move. Cards are painted once per zoom and then only copied."""

    def __init__(self, scene: MapScene, look: Look) -> None:
        self.scene, self.look = scene, look
        self._pictures: OrderedDict[tuple[object, ...], QPixmap] = OrderedDict()
        self._pixels = 0
        self._at: tuple[float, float, int] = (0.0, 0.0, 0)

    def forget(self) -> None:
        """Throw away the painted cards, since the look of all has changed."""
        self._pictures.clear()
        self._pixels = 0

    def paint(self, painter: QPainter, exposed: QRectF, detail: int, *, dots: bool = True) -> None:
        """Paint the part of the scene in `exposed`; the painter stands in scene coordinates."""
        scene, look = self.scene, self.look
        scale = painter.worldTransform().m11()
        painter.fillRect(exposed, look.ui("canvas"))
        if dots and not look.wall:
            self._paint_dots(painter, exposed)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        near = exposed.adjusted(-40 / scale, -40 / scale, 40 / scale, 40 / scale)
        shown = [(zone, rect) for zone, rect in scene.zones.items() if rect.intersects(near)]
        for zone, rect in shown:
            paint_ground(painter, zone, rect, look, dark=zone == scene.emphasis.zone)
        for group in scene.groups.values():
            if group.rect.intersects(near):
                group.paint(painter, look, scale)
        loud = self._paint_links(painter, exposed, detail)
        for zone, rect in shown:
            paint_title(painter, zone, scene.words(zone), rect, look, scale, detail)
        self._paint_cards(painter, exposed, detail)
        for stroke in loud:
            paint_loud(painter, stroke, look)

    def stroke(self, link: LinkItem) -> Stroke:
        """Return a link as the painter needs it."""
        source, target = self.scene.ends(link)
        return Stroke(link.path(source, target), link.shown(source, target), link.style, link.unlisted, link.middle)

    def _paint_dots(self, painter: QPainter, exposed: QRectF) -> None:
        """Paint the dot grid, which has the same size at any zoom but goes along with the map."""
        world = painter.worldTransform()
        device = world.mapRect(exposed)
        tile = _dot_tile(self.look.ui("canvas_dot").name(), device_ratio(painter))
        painter.save()
        painter.resetTransform()
        painter.drawTiledPixmap(device, tile, QPointF(device.left() - world.dx(), device.top() - world.dy()))
        painter.restore()

    def _paint_links(self, painter: QPainter, exposed: QRectF, detail: int) -> list[Stroke]:
        """Paint quiet and faint links; return the loud ones, which go above the cards."""
        quiet, faint, loud = [], [], []
        for link in self.scene.links_in(exposed):
            manner = self.scene.manner(link)
            if manner == LOUD:
                loud.append(self.stroke(link))
            elif detail != FAR and manner == QUIET:
                quiet.append(self.stroke(link))
            elif detail != FAR and manner == FAINT:
                faint.append(self.stroke(link))
        if faint:
            painter.setOpacity(FAINT_LINK)
            paint_quiet(painter, faint, self.look, FAR, exposed)
        painter.setOpacity(0.85 if detail == NEAR else 0.7)
        paint_quiet(painter, quiet, self.look, detail, exposed)
        painter.setOpacity(1.0)
        return loud

    def _paint_cards(self, painter: QPainter, exposed: QRectF, detail: int) -> None:
        scene = self.scene
        world = painter.worldTransform()
        ratio = device_ratio(painter)
        scale, dx, dy = world.m11(), world.dx(), world.dy()
        emphasis, plain = scene.emphasis, scene.emphasis.plain
        painter.save()
        painter.setTransform(QTransform())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        draw, full = painter.drawPixmap, scale * ratio
        faint: dict[float, list[CardItem]] = {}
        for card in scene.cards_in(exposed):
            if not plain:
                if card.id in emphasis.moving:
                    continue
                opacity = emphasis.card_opacity(card.id, card.shape, card.element.kind)
                if opacity < 1:
                    faint.setdefault(opacity, []).append(card)
                    continue
            x, y = round((card.x - MARGIN) * full + dx * ratio), round((card.y - MARGIN) * full + dy * ratio)
            draw(QPointF(x / ratio, y / ratio), self._picture(card, scale, ratio, detail))
        for opacity, cards in faint.items():
            painter.setOpacity(opacity)
            for card in cards:
                x, y = round((card.x - MARGIN) * full + dx * ratio), round((card.y - MARGIN) * full + dy * ratio)
                draw(QPointF(x / ratio, y / ratio), self._picture(card, scale, ratio, detail))
        painter.restore()

    def _picture(self, card: CardItem, scale: float, ratio: float, detail: int) -> QPixmap:
        """Return a painted card with its margin; far away all cards of one shape and size share one."""
        if self._at != (scale, ratio, detail):
            self._at = (scale, ratio, detail)
            self.forget()
        if detail == FAR:
            key: tuple[object, ...] = (card.shape, card.w, card.h, card.element.attributes.get("voice"))
        else:
            key = (card.id, card.version)
        found = self._pictures.get(key)
        if found is not None:
            return found
        made = self._paint_picture(card, scale, ratio, detail)
        self._pictures[key] = made
        self._pixels += made.width() * made.height()
        while self._pixels > _PIXELS and len(self._pictures) > 1:
            _key, old = self._pictures.popitem(last=False)
            self._pixels -= old.width() * old.height()
        return made

    def _paint_picture(self, card: CardItem, scale: float, ratio: float, detail: int) -> QPixmap:
        full = scale * ratio
        w, h = int((card.w + 2 * MARGIN) * full) + 2, int((card.h + 2 * MARGIN) * full) + 2
        picture = QPixmap(w, h)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        painter.scale(full, full)
        painter.translate(MARGIN, MARGIN)
        paint_card(painter, card, self.look, self.scene.catalogue, detail)
        painter.end()
        picture.setDevicePixelRatio(ratio)
        return picture


@lru_cache(maxsize=8)
def _dot_tile(colour: str, ratio: float) -> QPixmap:
    """Return one cell of the dot grid."""
    tile = QPixmap(round(DOT_STEP * ratio), round(DOT_STEP * ratio))
    tile.fill(Qt.GlobalColor.transparent)
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(ratio, ratio)
    painter.setPen(NO_PEN)
    painter.setBrush(QColor(colour))
    painter.drawEllipse(QPointF(DOT_STEP / 2, DOT_STEP / 2), 1.0, 1.0)
    painter.end()
    tile.setDevicePixelRatio(ratio)
    return tile
