"""Paints the map at rest in one pass: ground, zones, quiet links, cards, and the links that are loud by themselves."""

from __future__ import annotations

from collections import OrderedDict
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap, QTransform

from stworkshop.drawing.lenses import EVERYTHING
from ui.canvas.emphasis import FAINT, FAINT_LINK, LOUD, QUIET
from ui.canvas.items.card import MARGIN, CardItem
from ui.canvas.items.card_painter import paint_card
from ui.canvas.items.link import Stroke
from ui.canvas.items.link_painter import paint_loud, paint_quiet
from ui.canvas.items.zone import GUTTER, paint_ground, paint_title
from ui.canvas.scene import MapScene
from ui.kit.map_look import FAR, MID, NEAR, NO_PEN, Look, device_ratio

DOT_STEP = 18
TITLE_HEIGHT = 70.0
_PIXELS = 24_000_000
"""How many pixels of painted cards are kept."""


class RestingPainter:
    """Paints what does not move. Cards are painted once per zoom and then only copied."""

    def __init__(self, scene: MapScene, look: Look) -> None:
        self.scene, self.look = scene, look
        self._pictures: OrderedDict[tuple[object, ...], QPixmap] = OrderedDict()
        self._pixels = 0
        self._at: tuple[float, float, int] = (0.0, 0.0, 0)
        self._grow = 1.0
        self.hasty = False
        """While a zoom goes on: cards that were painted at another zoom are stretched rather than painted anew."""

    @property
    def stretched(self) -> bool:
        """Whether pictures were last shown at another zoom than the one they were painted at."""
        return self._grow != 1.0

    def forget(self) -> None:
        """Throw away the painted cards, since the look of all has changed."""
        self._pictures.clear()
        self._pixels = 0

    def paint(self, painter: QPainter, exposed: QRectF, detail: int) -> None:
        """Paint the part of the scene in `exposed`; the painter stands in scene coordinates."""
        self.paint_ground(painter, exposed)
        self.paint_front(painter, exposed, detail)

    def ground_key(self, detail: int) -> tuple[object, ...]:
        """Return what the ground depends on, besides where the view looks."""
        scene = self.scene
        return (self.look, detail, scene.emphasis.zone, list(scene.zones.items()), list(scene.groups.values()))

    def paint_ground(self, painter: QPainter, exposed: QRectF) -> None:
        """Paint the canvas, its dots, and the grounds of zones and groups."""
        scene, look = self.scene, self.look
        scale = painter.worldTransform().m11()
        painter.fillRect(exposed, look.ui("canvas"))
        if not look.wall:
            self._paint_dots(painter, exposed)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        near = exposed.adjusted(-40 / scale, -40 / scale, 40 / scale, 40 / scale)
        for zone, rect in scene.zones.items():
            if rect.intersects(near):
                paint_ground(painter, zone, rect, look, dark=zone == scene.emphasis.zone)
        for group in scene.groups.values():
            if group.rect.intersects(near):
                group.paint(painter, look, scale)

    def paint_front(self, painter: QPainter, exposed: QRectF, detail: int) -> None:
        """Paint links, the zones' titles, and cards."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        at = (painter.worldTransform().m11(), device_ratio(painter), detail)
        near = self.hasty and self._at[1:] == at[1:] and 0.4 < at[0] / self._at[0] < 2.5
        if self._at != at and not near:
            self._at = at
            self.forget()
        self._grow = at[0] / self._at[0]
        loud = self._paint_links(painter, exposed, detail)
        painter.save()
        self._paint_titles(painter, exposed, detail)
        self._paint_cards(painter, exposed, detail)
        painter.restore()
        for stroke in loud:
            paint_loud(painter, stroke, self.look)

    def _paint_titles(self, painter: QPainter, exposed: QRectF, detail: int) -> None:
        """Paint the titles of zones; each is painted once per zoom and then only copied."""
        world = painter.worldTransform()
        painter.setTransform(QTransform())
        scale, ratio, _detail = self._at
        for zone, rect in self.scene.zones.items():
            if not rect.adjusted(0, -GUTTER, 0, 0).intersects(exposed):
                continue
            words = self.scene.words(zone)
            key = (zone, words, rect.width())
            picture = self._pictures.get(key)
            if picture is None:
                room = QRectF(0, GUTTER, rect.width(), min(rect.height(), TITLE_HEIGHT + 40 / scale))
                full = scale * ratio
                picture = _blank(room.width() * full, room.bottom() * full)
                inner = _painter(picture, full)
                used = paint_title(inner, zone, words, room, self.look, scale, detail)
                inner.end()
                picture = picture.copy(0, 0, int(used.right() * full) + 2, int(used.bottom() * full) + 2)
                picture.setDevicePixelRatio(ratio)
                self._pictures[key] = picture
            corner = world.map(rect.topLeft() - QPointF(0, GUTTER))
            self._copy(painter, corner.x(), corner.y(), picture, ratio)
        painter.setTransform(world)

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
        scene, emphasis = self.scene, self.scene.emphasis
        quiet: list[Stroke] = []
        faint: list[Stroke] = []
        loud: list[Stroke] = []
        quietly = detail != FAR or emphasis.lens == EVERYTHING
        usual = emphasis.plain and not emphasis.loud_families and (scene.routed_once or detail == FAR)
        for link in scene.links_in(exposed):
            if usual:  # most passes; the same as below, in short
                if link.loud:
                    loud.append(link.stroke)
                elif quietly and not link.bundled:
                    quiet.append(link.stroke)
                continue
            manner = scene.manner(link)
            if manner == LOUD:
                loud.append(link.stroke)
            elif quietly and manner == QUIET:
                quiet.append(link.stroke)
            elif detail != FAR and manner == FAINT:
                faint.append(link.stroke)
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
        painter.setTransform(QTransform())
        copy, picture, draw = self._copy, self._picture, painter.drawPixmap
        plainly = ratio == 1.0 and self._grow == 1.0
        faint: dict[float, list[CardItem]] = {}
        for card in scene.cards_in(exposed):
            if not plain:
                if card.id in emphasis.moving:
                    continue
                opacity = emphasis.card_opacity(card.id, card.shape, card.element.kind)
                if opacity < 1:
                    faint.setdefault(opacity, []).append(card)
                    continue
            x, y = (card.x - MARGIN) * scale + dx, (card.y - MARGIN) * scale + dy
            if plainly:
                draw(round(x), round(y), picture(card, ratio, detail))
            else:
                copy(painter, x, y, picture(card, ratio, detail), ratio)
        for opacity, cards in faint.items():
            painter.setOpacity(opacity)
            for card in cards:
                x, y = (card.x - MARGIN) * scale + dx, (card.y - MARGIN) * scale + dy
                copy(painter, x, y, picture(card, ratio, detail), ratio)

    def _copy(self, painter: QPainter, x: float, y: float, picture: QPixmap, ratio: float) -> None:
        """Copy a picture to a point of the view, on whole pixels of the device, or stretched."""
        if self._grow == 1.0:
            painter.drawPixmap(QPointF(round(x * ratio) / ratio, round(y * ratio) / ratio), picture)
        else:
            size = picture.deviceIndependentSize() * self._grow
            painter.drawPixmap(QRectF(QPointF(x, y), size), picture, QRectF(picture.rect()))

    def _picture(self, card: CardItem, ratio: float, detail: int) -> QPixmap:
        """Return a painted card with its margin; far away all cards of one shape and size share one but those lit."""
        if detail == FAR and self.scene.emphasis.focus and card.id in self.scene.emphasis.near:
            detail = MID
        key: tuple[object, ...] = card.far_key if detail == FAR else card.near_key
        found = self._pictures.get(key)
        if found is not None:
            return found
        made = self._paint_picture(card, self._at[0], ratio, detail)
        self._pictures[key] = made
        self._pixels += made.width() * made.height()
        while self._pixels > _PIXELS and len(self._pictures) > 1:
            _key, old = self._pictures.popitem(last=False)
            self._pixels -= old.width() * old.height()
        return made

    def _paint_picture(self, card: CardItem, scale: float, ratio: float, detail: int) -> QPixmap:
        full = scale * ratio
        picture = _blank((card.w + 2 * MARGIN) * full + 1, (card.h + 2 * MARGIN) * full + 1)
        painter = _painter(picture, full)
        painter.translate(MARGIN, MARGIN)
        paint_card(painter, card, self.look, self.scene.catalogue, detail)
        painter.end()
        picture.setDevicePixelRatio(ratio)
        return picture


def _blank(w: float, h: float) -> QPixmap:
    picture = QPixmap(max(1, int(w) + 1), max(1, int(h) + 1))
    picture.fill(Qt.GlobalColor.transparent)
    return picture


def _painter(picture: QPixmap, scale: float) -> QPainter:
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.scale(scale, scale)
    return painter


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
