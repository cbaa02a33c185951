"""A view of a map that only shows: painting, zoom, level of detail. The wall uses it as it is, the map adds hands."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGraphicsView, QWidget

from ui.canvas.backdrop import Backdrop
from ui.canvas.camera import LEAST, STEP, Camera
from ui.canvas.foreground_layer import LiftedLayer
from ui.canvas.resting import RestingPainter
from ui.canvas.routes import IdleRoutes
from ui.canvas.safe_slots import guarded
from ui.canvas.scene import MapScene
from ui.kit.map_look import WORDS_FROM, Look

MARGINS = (14.0, 14.0, 14.0, 68.0)
"""Room around the map where all of it is shown: left, top, right, and at the foot for the toolbar."""
_CLOSE = 0.9
_FEW, _LEAST_WHOLE = 60, 0.28
"""A map of so few cards keeps its words where it is shown whole, unless that would cut off too much of it."""


class CanvasView(QGraphicsView):
    """Shows a map scene in a look."""

    zoom_changed = Signal(float)
    view_changed = Signal(QRectF)
    emphasized = Signal()
    """Focus, filter or lens changed."""

    def __init__(self, scene: MapScene, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(scene, parent)
        self.map_scene = scene
        self.look = look
        self._painting = self._whole = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.SmartViewportUpdate)
        self.setOptimizationFlag(QGraphicsView.OptimizationFlag.DontSavePainterState)
        self.camera = Camera(self)
        self.resting = RestingPainter(scene, look)
        self._backdrop = Backdrop(self.resting)
        self.lifted = LiftedLayer(scene, self.resting, lambda: (self.zoom, self.detail))
        scene.addItem(self.lifted)
        self.routes = IdleRoutes(self, scene, lambda: self.busy, lambda: self.camera.seen)
        self.routes.wants_painting.connect(self.repaint_part)
        scene.stale.connect(self.repaint_part)
        self.camera.zoomed.connect(self.zoom_changed)
        self.camera.zoomed.connect(self._zoomed)
        self.camera.moved.connect(self._moved)
        self.camera.rested.connect(self._rested)
        self._update_detail()

    def close_canvas(self) -> None:
        """Stop what runs by itself; to be called before the view goes."""
        self.routes.stop()
        self.camera.stop()

    # --- where it looks

    @property
    def zoom(self) -> float:
        """The zoom; 1.0 is 100 %."""
        return self.camera.zoom

    @property
    def detail(self) -> int:
        """The level of detail that is painted now."""
        return self._backdrop.detail

    @property
    def busy(self) -> bool:
        """Whether a person is in the middle of something, so that idle work waits."""
        return False

    def fit(self) -> None:
        """Show the whole map, also when the view gets another size, until somebody looks elsewhere."""
        self.camera.stop()
        extent = self.map_scene.extent()
        needed = self.camera.zoom_for(extent, MARGINS)
        small = len(self.map_scene.cards) <= _FEW and needed >= _LEAST_WHOLE  # an empty margin goes before the words
        self.camera.fit(extent, MARGINS, least=WORDS_FROM if small and self.map_scene.cards else LEAST)
        self._whole = True

    def leave_whole(self) -> None:
        """Keep the camera where it is when the view gets another size."""
        self._whole = False

    def zoom_in(self) -> None:
        """Come nearer."""
        self.camera.zoom_by(STEP)

    def zoom_out(self) -> None:
        """Go further away."""
        self.camera.zoom_by(1 / STEP)

    def zoom_to(self, factor: float) -> None:
        """Set the zoom; 1.0 is 100 %."""
        self.camera.zoom_to(factor)

    def show_zone(self, zone: str) -> None:
        """Show one zone as large as it goes."""
        if zone in self.map_scene.zones:
            self.camera.fit(self.map_scene.zones[zone], MARGINS, most=1.4)

    def center_on(self, ids: Iterable[str]) -> None:
        """Bring cards or links to the middle of the view, near enough to read them."""
        rect = self._around(ids)
        if not rect.isNull():
            self.camera.look_at(rect.center(), max(self.zoom, _CLOSE) if rect.width() < 600 else None)

    def show_whole(self, ids: Iterable[str]) -> None:
        """Bring all of these cards or links into view, as large as that allows."""
        self.camera.fit(self._around(ids), MARGINS)

    def _around(self, ids: Iterable[str]) -> QRectF:
        rect = QRectF()
        for record_id in ids:
            item = self.map_scene.item(record_id)
            if item is not None:
                rect = rect.united(item.reach)
        return rect

    # --- painting

    def set_look(self, look: Look) -> None:
        """Paint in another theme."""
        self.look = self.resting.look = look
        self.resting.forget()
        self._update_detail()
        self.repaint_part(QRectF())

    def repaint_part(self, part: QRectF) -> None:
        """Paint a part of the resting map anew; a null rectangle means all of it."""
        if part.isNull():
            self._backdrop.spoil()
            self.viewport().update()
        else:
            rect = self.mapFromScene(part).boundingRect().adjusted(-2, -2, 2, 2)
            self._backdrop.spoil(rect)
            self.viewport().update(rect)
        self.lifted.refresh()

    def emphasis_changed(self) -> None:
        """Paint everything anew, since focus, filter or lens changed."""
        self.repaint_part(QRectF())
        self.emphasized.emit()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        self._painting = True
        try:
            super().paintEvent(event)
        finally:
            self._painting = False
        self.routes.start()  # only now, so that a map is seen before its links are routed

    @guarded(None)
    def drawBackground(self, painter: QPainter, rect: QRectF) -> None:  # type: ignore[override]  # noqa: N802
        if self._painting:
            port = self.viewport()
            self._backdrop.paint(painter, port.size(), port.devicePixelRatioF(), self.viewportTransform())
        else:
            self.resting.paint(painter, rect, self.detail)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        if self._whole:
            self.fit()
        else:
            self._moved()

    def _update_detail(self) -> None:
        detail = self.look.detail(self.zoom)
        if detail != self._backdrop.detail:
            self._backdrop.detail = detail
            self.repaint_part(QRectF())

    def _zoomed(self, _zoom: float) -> None:
        self.resting.hasty = True
        self._moved()

    def _rested(self) -> None:
        """Paint sharply, and in the right detail, what was stretched while the zoom went on."""
        self.resting.hasty = False
        self._update_detail()
        if self.resting.stretched:
            self.repaint_part(QRectF())

    def _moved(self) -> None:
        self._whole = False
        self.lifted.refresh()
        self.view_changed.emit(self.camera.seen)
