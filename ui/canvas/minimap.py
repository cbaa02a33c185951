"""The whole map, small: zones, cards in their colours, and the part that is in view; a press or drag looks there."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from stworkshop.i18n import gettext as _
from stworkshop.layout import zones
from ui.canvas.safe_slots import guarded
from ui.canvas.surface import MapSurface
from ui.kit.map_look import NO_BRUSH, NO_PEN, line_pen
from ui.kit.theme import theme

_ROOM = 8.0


class MiniMap(QWidget):
    """Follows one map view. The map's picture is kept; panning only moves the frame."""

    def __init__(self, view: MapSurface, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._picture: QPixmap | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumHeight(90)
        self.setAccessibleName(_("Overview of the map"))
        self.setAccessibleDescription(_("Press to look at a part of the map."))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        view.view_changed.connect(self._looked)
        view.map_scene.stale.connect(self._spoil)
        theme().theme_changed.connect(self._spoil)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        w, h = self._view.look.tokens.size["minimap"]
        return QSize(w, h)

    def _looked(self, _seen: QRectF) -> None:
        self.update()

    def _spoil(self, _part: QRectF | None = None) -> None:
        self._picture = None
        self.update()

    def _frame(self) -> tuple[QRectF, float, QPointF]:
        """Return the extent of the map, the scale, and where the extent's corner is drawn."""
        extent = self._view.map_scene.extent().adjusted(-_ROOM, -_ROOM, _ROOM, _ROOM)
        scale = min(self.width() / max(1.0, extent.width()), self.height() / max(1.0, extent.height()))
        left = (self.width() - extent.width() * scale) / 2
        top = (self.height() - extent.height() * scale) / 2
        return extent, scale, QPointF(left, top)

    @guarded(None)
    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        extent, scale, corner = self._frame()
        if self._picture is None:
            self._picture = self._painted(extent, scale, corner)
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        seen = self._view.camera.seen
        frame = QRectF(corner + (seen.topLeft() - extent.topLeft()) * scale, seen.size() * scale)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(line_pen(self._view.look.ui("selection"), 2))
        painter.setBrush(NO_BRUSH)
        painter.drawRoundedRect(frame.intersected(QRectF(self.rect()).adjusted(1, 1, -1, -1)), 2, 2)
        painter.end()

    def _painted(self, extent: QRectF, scale: float, corner: QPointF) -> QPixmap:
        look, scene = self._view.look, self._view.map_scene
        ratio = self.devicePixelRatioF()
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(corner)
        painter.scale(scale, scale)
        painter.translate(-extent.topLeft())
        painter.setPen(NO_PEN)
        for zone, rect in scene.zones.items():
            if zone == zones.CENTRE:
                painter.setBrush(look.ui("surface_2"))
            elif zone in look.tokens.concepts:
                painter.setBrush(look.concept(zone, "soft"))
            else:
                painter.setBrush(look.ui("surface_3"))
            painter.drawRoundedRect(rect, 2 / scale, 2 / scale)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, len(scene.cards) < 1000)
        for card in scene.cards.values():
            painter.fillRect(QRectF(card.x, card.y, card.w, max(card.h, 2.5 / scale)), look.kind(card.shape, "accent"))
        painter.end()
        return picture

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._spoil()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        self._look_at(event.position(), glide=True)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._look_at(event.position(), glide=False)

    def _look_at(self, at: QPointF, *, glide: bool) -> None:
        extent, scale, corner = self._frame()
        self._view.camera.look_at(extent.topLeft() + (at - corner) / scale, glide=glide)
