"""The map: one view of a session's cards and links, for mouse, touch and keyboard alike."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QGraphicsView, QWidget

from stworkshop.i18n import gettext as _
from ui.bridge import Bridge
from ui.canvas.backdrop import Backdrop
from ui.canvas.camera import Camera
from ui.canvas.inline_editor import InlineEditor
from ui.canvas.lifted import LiftedLayer
from ui.canvas.linking import Linking
from ui.canvas.look import Look
from ui.canvas.overlay import Overlay
from ui.canvas.placing import NewCard, Placing
from ui.canvas.resting import RestingPainter
from ui.canvas.scene import MapScene
from ui.canvas.tools.pan import PanGesture
from ui.canvas.tools.pointer import Pointer
from ui.theme import Theme

if TYPE_CHECKING:
    from stworkshop.session import Changed

_WHEEL_STEP = 1.2


class MapView(QGraphicsView):
    """Shows the map of a bridge's session; gestures and keys end in its commands."""

    zoom_changed = Signal(float)
    tool_changed = Signal(str)
    view_changed = Signal(QRectF)
    wants_find_field = Signal(str)
    status = Signal(str)

    def __init__(self, bridge: Bridge, theme: Theme, parent: QWidget | None = None) -> None:
        self.map_scene = MapScene(bridge.board, bridge.catalogue)
        super().__init__(self.map_scene, parent)
        self.bridge, self._theme = bridge, theme
        self.look = Look(theme.name)
        self.tool = "select"
        self._painting = False
        self._space = False
        self._set_up()
        self.camera = Camera(self)
        self.resting = RestingPainter(self.map_scene, self.look)
        self._backdrop = Backdrop(self.resting)
        self.lifted = LiftedLayer(self.map_scene, self.resting, lambda: (self.zoom, self.detail))
        self.editing = InlineEditor(self)
        self.placing = Placing(self)
        self.linking = Linking(self)
        self.pointer = Pointer(self)
        self.overlay = Overlay(lambda: self.camera.seen, self.placing.paint, self.pointer.paint)
        self.map_scene.addItem(self.lifted)
        self.map_scene.addItem(self.overlay)
        self._connect()
        self._update_detail()

    def _set_up(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.SmartViewportUpdate)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAcceptDrops(True)
        self.setAccessibleName(_("Map"))

    def _connect(self) -> None:
        self.bridge.changed.connect(self._changed)
        self.bridge.selection_changed.connect(self._selection_changed)
        self._theme.theme_changed.connect(self._theme_changed)
        self.map_scene.stale.connect(self.repaint_part)
        self.camera.zoomed.connect(self.zoom_changed)
        self.camera.zoomed.connect(lambda _zoom: self._moved())
        self.camera.moved.connect(self._moved)
        self.camera.rested.connect(self._update_detail)

    # --- state

    @property
    def zoom(self) -> float:
        """The zoom; 1.0 is 100 %."""
        return self.camera.zoom

    @property
    def detail(self) -> int:
        """The level of detail that is painted now."""
        return self._backdrop.detail

    @property
    def selected(self) -> tuple[str, ...]:
        """The ids of the selected records."""
        return self.map_scene.emphasis.selected

    @property
    def read_only(self) -> bool:
        """Whether nothing can be changed now."""
        return self.bridge.read_only

    def set_tool(self, tool: str) -> None:
        """Choose what a press on the map means: select, link or add."""
        if tool != "add":
            self.placing.arm(None)
        if tool != self.tool:
            self.tool = tool
            self.tool_changed.emit(tool)

    def start_adding(self, kind: str, type_id: str = "", variant: str = "") -> None:
        """Arm a kind: the next click puts a card there."""
        self.set_tool("add")
        self.placing.arm(NewCard(kind, type_id))
        self.setFocus()

    # --- what is lit

    def hover(self, record_id: str) -> None:
        """Light a card or link, or nothing."""
        emphasis = self.map_scene.emphasis
        if emphasis.hovered != record_id:
            emphasis.hovered = record_id
            self.lifted.refresh()

    def stand_on(self, card_id: str, *, ring: bool = True) -> None:
        """Put the keyboard's place on a card."""
        emphasis = self.map_scene.emphasis
        emphasis.current, emphasis.ring = card_id, ring
        self.lifted.refresh()

    def set_targets(self, cards: frozenset[str] | None) -> None:
        """Fade all cards but these, while a link is drawn."""
        self.map_scene.emphasis.targets = cards
        self.repaint_part(QRectF())

    def focus(self, ids: Iterable[str] | None) -> None:
        """Fade everything but these cards and their neighbours; None shows all again."""
        self.map_scene.emphasis.set_focus(self.map_scene.board, ids or ())
        self.repaint_part(QRectF())

    def set_lens(self, kinds: Iterable[str] | None) -> None:
        """Show only cards of these kinds or variants; None shows everything."""
        self.map_scene.emphasis.kinds = frozenset(kinds) if kinds is not None else None
        self.repaint_part(QRectF())

    def lift(self, ids: tuple[str, ...]) -> None:
        """Take cards off the map, so that they can float."""
        emphasis = self.map_scene.emphasis
        emphasis.moving = frozenset(ids)
        self.lifted.offset = QPointF()
        self._spoil_around(ids)

    def float_by(self, offset: QPointF) -> None:
        """Show the lifted cards so far from their places."""
        self.lifted.offset = offset
        self.lifted.refresh()

    def settle(self) -> None:
        """Put lifted cards back on the map."""
        ids, self.map_scene.emphasis.moving = tuple(self.map_scene.emphasis.moving), frozenset()
        self.lifted.offset = QPointF()
        self._spoil_around(ids)

    def _spoil_around(self, ids: Iterable[str]) -> None:
        for card_id in ids:
            card = self.map_scene.cards.get(card_id)
            if card is None:
                continue
            self.repaint_part(card.reach)
            for link in self.map_scene.links_of(card_id):
                for left, top, right, bottom in link.boxes:
                    self.repaint_part(QRectF(left, top, right - left, bottom - top))

    # --- painting

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

    def paintEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        self._painting = True
        try:
            super().paintEvent(event)
        finally:
            self._painting = False

    def drawBackground(self, painter: QPainter, rect: QRectF | object) -> None:
        if self._painting:
            port = self.viewport()
            self._backdrop.paint(painter, port.size(), port.devicePixelRatioF(), self.viewportTransform())
        else:
            self.resting.paint(painter, QRectF(rect), self.detail)  # type: ignore[arg-type]

    def _update_detail(self) -> None:
        detail = self.look.detail(self.zoom)
        if detail != self._backdrop.detail:
            self._backdrop.detail = detail
            self.repaint_part(QRectF())

    def _moved(self) -> None:
        self.editing.place()
        self.overlay.refresh()
        self.lifted.refresh()
        self.view_changed.emit(self.camera.seen)

    def _theme_changed(self) -> None:
        self.look = Look(self._theme.name)
        self.resting.look = self.look
        self.resting.forget()
        self.repaint_part(QRectF())

    # --- what the session says

    def _changed(self, changed: Changed) -> None:
        self.map_scene.apply(changed.change)
        self.lifted.refresh()

    def _selection_changed(self, ids: tuple[str, ...]) -> None:
        self.map_scene.emphasis.selected = ids
        self.lifted.refresh()

    # --- events

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.camera.stop()
        if event.button() == Qt.MouseButton.MiddleButton or (event.button() == Qt.MouseButton.LeftButton and self._space):
            self.pointer.pan(event.position())
            self.set_cursor(PanGesture.cursor)
        elif event.button() == Qt.MouseButton.LeftButton:
            self.pointer.press(self.camera.scene_point(event.position()), event.modifiers())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if isinstance(self.pointer.gesture, PanGesture):
            self.pointer.gesture.drag(event.position())
            return
        at = self.camera.scene_point(event.position())
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.pointer.move(at, event.modifiers())
        elif event.buttons() == Qt.MouseButton.NoButton:
            self.pointer.hover(at)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.pointer.release(self.camera.scene_point(event.position()), event.modifiers())

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.camera.stop()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.camera.zoom_by(_WHEEL_STEP ** (event.angleDelta().y() / 120), event.position())
        else:
            by = event.pixelDelta() if not event.pixelDelta().isNull() else event.angleDelta() / 2
            self.camera.pan(QPointF(by))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._moved()

    def set_cursor(self, shape: Qt.CursorShape) -> None:
        """Show a cursor, if it is another one."""
        if self.viewport().cursor().shape() != shape:
            self.viewport().setCursor(shape)

    # --- for gestures

    def with_groups(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Return cards with those of their groups."""
        found: dict[str, None] = {}
        for card_id in ids:
            card = self.map_scene.cards.get(card_id)
            if card is None:
                continue
            group = self.map_scene.groups.get(card.element.group)
            found.update(dict.fromkeys(group.ids if group else (card_id,)))
        return tuple(found)

    def moved_into_zones(self, before: dict[str, str]) -> None:
        """Offer the topic of the zone that cards were moved into."""

    def fit(self) -> None:
        """Show the whole map."""
        self.camera.fit(self.map_scene.extent(), (14, 14, 14, 64))


