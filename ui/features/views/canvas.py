"""A view drawn as a map: the same cards and links as everywhere, in bands, where the view has them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QGestureEvent, QPinchGesture, QWidget

from stworkshop.analysis.viewpoints import Picture, View
from stworkshop.i18n import gettext as _
from stworkshop.layout.view_layout import view_board
from stworkshop.model.board import Board
from stworkshop.model.changes import Change, difference
from stworkshop.model.records import Record, Ref, ref_of
from ui.canvas import accessible
from ui.canvas.camera import LEAST, MOST
from ui.canvas.canvas_view import CanvasView
from ui.canvas.gestures.walking import Walk
from ui.canvas.highlight import CanvasLit
from ui.canvas.marks.question_badges import Asked
from ui.canvas.safe_slots import guarded
from ui.features.views.scene import ViewScene
from ui.kit.map_look import WORDS_FROM, Look
from ui.kit.theme import theme
from ui.session.bridge import Bridge

_Key = Qt.Key
_ARROWS = {
    _Key.Key_Left: QPointF(-1, 0), _Key.Key_Right: QPointF(1, 0), _Key.Key_Up: QPointF(0, -1),
    _Key.Key_Down: QPointF(0, 1),
}  # fmt: skip
_PITCH, _FINE, _DRAG_FROM, _WHEEL_STEP = 10.0, 1.0, 5.0, 1.2
_LARGEST = 1.15
"""A view of a few cards is not made larger than this in the window."""
_FEW, _LEAST_WHOLE = 60, 0.28
"""A view of so few cards keeps its words where it is shown whole, unless that would cut off too much of it."""
_MARGINS = (16.0, 12.0, 16.0, 12.0)


class ViewCanvas(CanvasView):
    """Shows a view; cards are chosen, and dragged to where they stand in this view only."""

    opened = Signal(str)
    """A card that is to be shown on the map."""
    link_asked = Signal(str)
    """A card from which somebody wants to draw a link."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None, look: Look | None = None) -> None:
        self.bridge = bridge
        self.shown: View | None = None
        self.what: Picture | None = None
        scene = ViewScene(Board([bridge.board.session]), bridge.catalogue, {}, frozenset())
        super().__init__(scene, look or Look(theme().name), parent)
        self.view_scene = scene
        scene.emphasis.loud_families = frozenset({"-"})  # so that every link asks the scene for its manner
        self.lifted.ports = False  # links are drawn on the map, where all cards are
        self.walk = Walk(scene)
        self.accessible = accessible.attach(cast(Any, self), lambda: self.asked) if look is None else _Silent()
        # a view asks nothing by badges, but what reads cards out looks for them
        self.asked = Asked(cast(Any, self), lambda _marks: None)
        self.lit = CanvasLit(self)
        self._grabbed: tuple[str, QPointF] | None = None
        self._panned: QPointF | None = None
        self._dragging = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.viewport().grabGesture(Qt.GestureType.PinchGesture)
        bridge.selection_changed.connect(self._selected)
        theme().theme_changed.connect(self._theme_changed)

    def close_view(self) -> None:
        """Stop what runs by itself; to be called before the canvas goes."""
        self.close_canvas()
        self.accessible.close()

    # --- what is shown

    def show_view(self, shown: View, what: Picture) -> None:
        """Show a view, or what it has become; what did not change is not painted anew."""
        other = self.shown is None or self.shown.id != shown.id
        self.shown, self.what = shown, what
        self.setAccessibleName(_("View: {name}").format(name=shown.label))
        board, laid = view_board(self.bridge.board, self.bridge.catalogue, shown, what)
        scene = self.view_scene
        before = dict(scene.frame)
        scene.frame, scene.loud = dict(laid.frame), what.loud
        scene.look_through(scene.emphasis.lens)
        change = _between(scene.board, board)
        scene.board.apply(change)
        scene.apply(change)
        if before != scene.frame:
            scene.apply(Change(updated={Ref("session", board.session.id): {}}))
        self.walk.changed()
        self.accessible.drop({i for i in change.ids("elements") if i not in scene.cards})
        if before != scene.frame:
            self.routes.restart()
        else:
            self.routes.changed(change)
        self.lifted.refresh()
        if other:
            self._selected(self.bridge.selection)
            self.fit()

    @property
    def cards(self) -> tuple[str, ...]:
        """The chosen cards that this view shows."""
        return tuple(i for i in self.map_scene.emphasis.selected if i in self.map_scene.cards)

    @property
    def busy(self) -> bool:
        """Whether a card is being dragged, so that idle work waits."""
        return self._dragging

    def fit(self) -> None:
        """Show the whole view, also when it gets another size, until somebody looks elsewhere."""
        self.camera.stop()
        extent = self.map_scene.extent()
        needed = self.camera.zoom_for(extent, _MARGINS)
        few = len(self.map_scene.cards) <= _FEW and needed >= _LEAST_WHOLE  # an empty margin goes before the words
        most = MOST if self.look.wall else _LARGEST
        self.camera.fit(extent, _MARGINS, most=most, least=WORDS_FROM if few else LEAST)
        self._whole = True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._update_detail()

    def _theme_changed(self) -> None:
        if not self.look.wall:
            self.set_look(Look(theme().name))

    def _selected(self, ids: tuple[str, ...]) -> None:
        self.lit.select(tuple(i for i in ids if self.map_scene.item(i) is not None))
        if self.cards and self.map_scene.emphasis.current not in self.cards:
            self.lit.stand_on(self.cards[-1], ring=False)

    # --- moving cards

    def _move(self, by: QPointF) -> None:
        """Move the chosen cards in this view."""
        if self.shown is None or self.bridge.read_only or not self.cards or by.isNull():
            return
        moves = {}
        for card_id in self.cards:
            card = self.map_scene.cards[card_id]
            moves[card_id] = [card.x + by.x(), card.y + by.y()]
        self.bridge.run("move_in_view", view=self.shown.id, moves=moves)

    # --- pointer

    @guarded(None)
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.camera.stop()
        at = self.camera.scene_point(event.position())
        card = self.map_scene.card_at(at)
        if event.button() == Qt.MouseButton.MiddleButton or (
            card is None and event.button() == Qt.MouseButton.LeftButton
        ):
            link = self.map_scene.link_at(at, 8 / self.zoom)
            self.bridge.select((link.id,) if link is not None else ())
            self._panned = event.position()
        elif card is not None and event.button() == Qt.MouseButton.LeftButton:
            many = bool(event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier))
            if many:
                kept = tuple(i for i in self.cards if i != card.id)
                self.bridge.select(kept if card.id in self.cards else (*kept, card.id))
            elif card.id not in self.cards:
                self.bridge.select((card.id,))
            self.lit.stand_on(card.id, ring=False)
            self._grabbed = (card.id, at)

    @guarded(None)
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._panned is not None:
            self.camera.pan(event.position() - self._panned)
            self._panned = event.position()
            return
        at = self.camera.scene_point(event.position())
        if self._grabbed is None:
            under = self.map_scene.card_at(at) or self.map_scene.link_at(at, 6 / self.zoom)
            self.lit.hover(under.id if under is not None else "")
            return
        by = at - self._grabbed[1]
        if not self._dragging and by.manhattanLength() * self.zoom > _DRAG_FROM and not self.bridge.read_only:
            self._dragging = True
            self.lit.lift(self.cards)
        if self._dragging:
            self.lit.float_by(by)

    @guarded(None)
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._panned, grabbed = None, self._grabbed
        self._grabbed = None
        if self._dragging and grabbed is not None:
            self._dragging = False
            by = self.camera.scene_point(event.position()) - grabbed[1]
            self.lit.settle()
            self._move(QPointF(round(by.x() / _PITCH) * _PITCH, round(by.y() / _PITCH) * _PITCH))

    @guarded(None)
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        card = self.map_scene.card_at(self.camera.scene_point(event.position()))
        if card is not None:
            self.opened.emit(card.id)

    def leaveEvent(self, event: QEvent) -> None:
        self.lit.hover("")
        super().leaveEvent(event)

    @guarded(None)
    def wheelEvent(self, event: QWheelEvent) -> None:
        self.camera.stop()
        turn = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.camera.zoom_by(_WHEEL_STEP ** (turn.y() / 120), event.position())
        elif not event.pixelDelta().isNull():
            self.camera.pan(QPointF(event.pixelDelta()))
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.camera.pan(QPointF(turn.y() or turn.x(), 0) / 2)
        else:
            self.camera.pan(QPointF(turn) / 2)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                at = QPointF(self.viewport().mapFromGlobal(pinch.centerPoint().toPoint()))
                self.camera.pan(pinch.centerPoint() - pinch.lastCenterPoint())
                self.camera.zoom_by(pinch.scaleFactor() / (pinch.lastScaleFactor() or 1.0), at)
                return True
        return super().viewportEvent(event)

    # --- keyboard

    @guarded(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, modifiers = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        fine = modifiers == Qt.KeyboardModifier.ShiftModifier
        if key in _ARROWS and (modifiers == Qt.KeyboardModifier.NoModifier or fine):
            self._arrow(_ARROWS[key], fine=fine)
        elif key in _ARROWS and modifiers == Qt.KeyboardModifier.ControlModifier:
            found = self.walk.along(self.map_scene.emphasis.current, _ARROWS[key])
            if found is not None:
                self._walk_to(found[1])
        elif modifiers & ~Qt.KeyboardModifier.ShiftModifier or not self._plain(key):
            event.ignore()

    def _plain(self, key: Qt.Key) -> bool:
        """Do what a single key means; tell whether it meant anything."""
        here = self.map_scene.emphasis.current
        doings: dict[Qt.Key, Any] = {
            _Key.Key_0: self.fit, _Key.Key_Plus: self.zoom_in, _Key.Key_Equal: self.zoom_in,
            _Key.Key_Minus: self.zoom_out,
            _Key.Key_Home: lambda: self._walk_to(self.walk.step("", 1)),
            _Key.Key_End: lambda: self._walk_to(self.walk.step("", -1)),
        }  # fmt: skip
        if here in self.map_scene.cards:
            doings[_Key.Key_Return] = doings[_Key.Key_Enter] = lambda: self.opened.emit(here)
            doings[_Key.Key_Space] = self._toggle
            doings[_Key.Key_L] = lambda: self.link_asked.emit(here)
        if self.cards or self.map_scene.emphasis.selected:
            doings[_Key.Key_Escape] = lambda: self.bridge.select(())
        if key not in doings:
            return False
        doings[key]()
        return True

    def _toggle(self) -> None:
        here = self.map_scene.emphasis.current
        kept = tuple(i for i in self.cards if i != here)
        self.bridge.select(kept if here in self.cards else (*kept, here))
        self.lit.stand_on(here)

    def _arrow(self, way: QPointF, *, fine: bool) -> None:
        if self.cards and not self.bridge.read_only:
            self._move(way * (_FINE if fine else _PITCH))
        else:
            self._walk_to(self.walk.towards(self.map_scene.emphasis.current, way))

    def _walk_to(self, card_id: str) -> None:
        card = self.map_scene.cards.get(card_id)
        if card is not None:
            self.lit.stand_on(card_id)
            self.camera.ensure_seen(card.rect)

    def focusNextPrevChild(self, forward: bool) -> bool:
        following = self.walk.step(self.map_scene.emphasis.current, 1 if forward else -1) if self.hasFocus() else ""
        if following:
            self._walk_to(following)
            return True
        return super().focusNextPrevChild(forward)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        by_tab = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        if by_tab and self.map_scene.emphasis.current in self.map_scene.cards:
            self.lit.stand_on(self.map_scene.emphasis.current)


class _Silent:
    """Stands where a view answers to screen readers: the wall is a picture of what they hear elsewhere."""

    def focus_moved(self) -> None:
        """Say nothing."""

    def selection_changed(self, changed: set[str]) -> None:
        """Say nothing."""

    def drop(self, gone: set[str]) -> None:
        """There is nothing to forget."""

    def close(self) -> None:
        """There is nothing to close."""


def _between(before: Board, after: Board) -> Change:
    """Return the change from one board of a view to the next: its cards, links, notes and results."""
    old, new = _by_ref(before.records()), _by_ref(after.records())
    updated = {ref: fields for ref, now in new.items() if ref in old and (fields := dict(difference(old[ref], now)))}
    return Change(
        added={ref: record for ref, record in new.items() if ref not in old},
        updated=updated,
        removed={ref: record for ref, record in old.items() if ref not in new},
    )


def _by_ref(records: Iterable[Record]) -> dict[Ref, Record]:
    return {ref_of(record): record for record in records}
