"""Paints the map at rest in one pass: ground, zones, quiet links, cards, and the links that are loud by themselves."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap, QTransform

from ui.canvas.emphasis import FAINT, FAINT_CARD, FAINT_LINK, LOUD, QUIET
from ui.canvas.items.card import MARGIN, CardItem
from ui.canvas.items.card_painter import paint_card
from ui.canvas.items.link import LinkItem
from ui.canvas.items.link_painter import Stroke, paint_loud, paint_quiet
from ui.canvas.items.zone import paint_ground, paint_title
from ui.canvas.look import FAR, Look, line_pen
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
            self._paint_dots(painter, exposed, scale)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        near = exposed.adjusted(-40 / scale, -40 / scale, 40 / scale, 40 / scale)
        shown = [(zone, rect) for zone, rect in scene.zones.items() if rect.intersects(near)]
        for zone, rect in shown:
            paint_ground(painter, zone, rect, look)
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
        return Stroke(link.path(source, target), link.shown(source, target), link.style, link.unlisted)

    def _paint_dots(self, painter: QPainter, exposed: QRectF, scale: float) -> None:
        """Paint the dot grid, which has the same size at any zoom but goes along with the map."""
        world = painter.worldTransform()
        device = world.mapRect(exposed)
        painter.save()
        painter.resetTransform()
        painter.setPen(line_pen(self.look.ui("canvas_dot"), 1.6))
        step = DOT_STEP
        left = device.left() - (device.left() - world.dx()) % step
        top = device.top() - (device.top() - world.dy()) % step
        columns = int((device.right() - left) / step) + 2
        rows = int((device.bottom() - top) / step) + 2
        painter.drawPoints([QPointF(left + i * step, top + j * step) for j in range(rows) for i in range(columns)])
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
            paint_quiet(painter, faint, self.look, FAR)
        painter.setOpacity(0.85)
        paint_quiet(painter, quiet, self.look, detail)
        painter.setOpacity(1.0)
        return loud

    def _paint_cards(self, painter: QPainter, exposed: QRectF, detail: int) -> None:
        scene = self.scene
        world = painter.worldTransform()
        device = painter.device()
        ratio = device.devicePixelRatio() if device else 1.0
        scale, dx, dy = world.m11(), world.dx(), world.dy()
        moving = scene.emphasis.moving
        plain = not scene.emphasis.focus and scene.emphasis.kinds is None and not moving
        painter.save()
        painter.setTransform(QTransform())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        draw = painter.drawPixmap
        reach = MARGIN * scale
        faint: list[CardItem] = []
        for card in scene.cards_in(exposed):
            if not plain:
                if card.id in moving:
                    continue
                if scene.is_faint(card):
                    faint.append(card)
                    continue
            x, y = card.x * scale + dx - reach, card.y * scale + dy - reach
            if ratio == 1.0:
                draw(round(x), round(y), self._picture(card, scale, ratio, detail))
            else:
                draw(QPointF(round(x * ratio) / ratio, round(y * ratio) / ratio), self._picture(card, scale, ratio, detail))
        if faint:
            painter.setOpacity(FAINT_CARD)
            for card in faint:
                x, y = card.x * scale + dx - reach, card.y * scale + dy - reach
                draw(round(x), round(y), self._picture(card, scale, ratio, detail))
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
