"""Turns Qt's events of one view into what the pointer, the keyboard, touch and drags mean."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QPointF, Qt, QTimer
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QTouchEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QGestureEvent, QPinchGesture

from ui.canvas.gestures.edge_scroll import EdgeScroll
from ui.canvas.safe_slots import guarded
from ui.canvas.tools.pan import PanGesture
from ui.kit.map_look import FAR
from ui.kit.widgets.plain import show_tip

if TYPE_CHECKING:
    from ui.canvas.map_gestures import MapGestures

_WHEEL_STEP = 1.2
_LONG_PRESS_MS = 600
_LEFT, _MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton


class Inputs:
    """Handles events; those it does not know go on to Qt."""

    def __init__(self, view: MapGestures) -> None:
        self._view = view
        kind = QEvent.Type
        self._viewport: dict[QEvent.Type, Callable[[Any], bool]] = {
            kind.MouseButtonPress: self._press,
            kind.MouseMove: self._move,
            kind.MouseButtonRelease: self._release,
            kind.MouseButtonDblClick: self._double,
            kind.Leave: self._leave,
            kind.Wheel: self._wheel,
            kind.ContextMenu: self._menu,
            kind.ToolTip: self._tip,
            kind.Gesture: self._gesture,
            kind.NativeGesture: self._native,
            kind.TouchBegin: self._touch,
            kind.TouchUpdate: self._touch,
            kind.TouchEnd: self._touch,
            kind.DragEnter: self._drag_enter,
            kind.DragMove: self._drag_move,
            kind.DragLeave: self._drag_leave,
            kind.Drop: self._drop,
        }
        self._widget: dict[QEvent.Type, Callable[[Any], bool]] = {
            kind.KeyPress: self._key,
            kind.KeyRelease: self._key_up,
            kind.ShortcutOverride: self._override,
            kind.FocusIn: self._focus_in,
            kind.FocusOut: self._focus_out,
            kind.ContextMenu: lambda _event: True,
        }
        self.edges = EdgeScroll(view, view.pointer, self._scrolled)
        self._modifiers = Qt.KeyboardModifier.NoModifier
        self._hold = QTimer(view)
        self._hold.setSingleShot(True)
        self._hold.setInterval(_LONG_PRESS_MS)
        self._hold.timeout.connect(self._held)
        self._held_at = QPointF()

    @guarded(True)
    def viewport_event(self, event: QEvent) -> bool:
        """Handle an event of the viewport; tell whether it is done with."""
        handler = self._viewport.get(event.type())
        return handler is not None and handler(event)

    @guarded(True)
    def widget_event(self, event: QEvent) -> bool:
        """Handle an event of the view itself; tell whether it is done with."""
        handler = self._widget.get(event.type())
        return handler is not None and handler(event)

    # --- mouse

    def _press(self, event: QMouseEvent) -> bool:
        view = self._view
        view.camera.stop()
        view.linking.close()
        view.editing.close()
        view.setFocus(Qt.FocusReason.MouseFocusReason)
        if event.button() == _MIDDLE or (event.button() == _LEFT and view.keyboard.space):
            view.keyboard.panned = True
            view.pointer.pan(event.position())
            view.set_cursor(PanGesture.cursor)
        elif event.button() == _LEFT:
            view.pointer.press(self._scene(event), event.modifiers())
        return True

    def _move(self, event: QMouseEvent) -> bool:
        pointer = self._view.pointer
        if isinstance(pointer.gesture, PanGesture):
            pointer.gesture.drag(event.position())
        elif event.buttons() & _LEFT:
            self._modifiers = event.modifiers()
            pointer.move(self._scene(event), self._modifiers)
            if pointer.gesture is not None:
                self.edges.follow(event.position())
        elif event.buttons() == Qt.MouseButton.NoButton:
            pointer.hover(self._scene(event), event.modifiers())
        return True

    def _scrolled(self, at: QPointF) -> None:
        self._view.pointer.move(self._view.camera.scene_point(at), self._modifiers)

    def _release(self, event: QMouseEvent) -> bool:
        self.edges.stop()
        self._view.pointer.release(self._scene(event), event.modifiers())
        self._view.set_cursor(Qt.CursorShape.ArrowCursor)
        return True

    def _double(self, event: QMouseEvent) -> bool:
        if event.button() == _LEFT:
            self._view.pointer.double(self._scene(event))
        return True

    def _leave(self, _event: QEvent) -> bool:
        self._view.lit.hover("")
        if self._view.tool == "add":
            self._view.placing.clear()
        return False

    def _wheel(self, event: QWheelEvent) -> bool:
        view = self._view
        view.camera.stop()
        turn = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._zoom(_WHEEL_STEP ** (turn.y() / 120), event.position())
        elif not event.pixelDelta().isNull():
            view.camera.pan(QPointF(event.pixelDelta()))
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            view.camera.pan(QPointF(turn.y() or turn.x(), 0) / 2)
        else:
            view.camera.pan(QPointF(turn) / 2)
        return True

    def _menu(self, event: QContextMenuEvent) -> bool:
        view = self._view
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            view.open_menu()
        else:
            self._menu_at(QPointF(event.pos()))
        return True

    def _menu_at(self, at: QPointF) -> None:
        view = self._view
        menu = view.menus.menu_at(view.camera.scene_point(at))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(view.viewport().mapToGlobal(at.toPoint()))

    def _tip(self, event: QHelpEvent) -> bool:
        """Show all words of a card whose label was cut, or is not painted, and what is asked about it."""
        view = self._view
        card = view.map_scene.card_at(view.camera.scene_point(QPointF(event.pos())))
        words = ""
        if card is not None:
            cut = "".join(card.face(view.bridge.catalogue).lines).endswith("…")
            words = card.element.label if cut or view.detail == FAR else ""
            words = "\n".join(part for part in (words, view.asked.tip(card.id), view.explained.tip(card.id)) if part)
        show_tip(event.globalPos(), words, view.viewport())
        return True

    # --- touch

    def _gesture(self, event: QGestureEvent) -> bool:
        pinch = event.gesture(Qt.GestureType.PinchGesture)
        if not isinstance(pinch, QPinchGesture):
            return False
        view = self._view
        view.pointer.cancel()
        self._hold.stop()
        at = QPointF(view.viewport().mapFromGlobal(pinch.centerPoint().toPoint()))
        view.camera.pan(pinch.centerPoint() - pinch.lastCenterPoint())
        if pinch.changeFlags() & QPinchGesture.ChangeFlag.ScaleFactorChanged:
            self._zoom(pinch.scaleFactor() / (pinch.lastScaleFactor() or 1.0), at)
        return True

    def _native(self, event: QNativeGestureEvent) -> bool:
        if event.gestureType() != Qt.NativeGestureType.ZoomNativeGesture:
            return False
        self._zoom(1 + event.value(), event.position())
        return True

    def _zoom(self, factor: float, at: QPointF) -> None:
        """Zoom at a point; what is held in the air stays among the cards, however far one goes away."""
        if self._view.pointer.gesture is None:
            self._view.steps.turn(factor, at)
        else:
            self._view.camera.zoom_by(factor, at)

    def _touch(self, event: QTouchEvent) -> bool:
        """Watch for a long press; one finger is a mouse to Qt, two are a pinch."""
        points = event.points()
        if len(points) != 1 or event.type() == QEvent.Type.TouchEnd:
            self._hold.stop()
        elif event.type() == QEvent.Type.TouchBegin:
            self._held_at = points[0].position()
            self._hold.start()
        elif (points[0].position() - self._held_at).manhattanLength() > 12:
            self._hold.stop()
        return False

    def _held(self) -> None:
        self._view.pointer.cancel()
        self._menu_at(self._held_at)

    # --- keys

    def _key(self, event: QKeyEvent) -> bool:
        if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab) or self._in_a_part():
            return False
        if event.key() == Qt.Key.Key_Escape and self._view.pen.on:
            self._view.pen.take(False)
            return True
        return self._view.keyboard.press(event)

    def _key_up(self, event: QKeyEvent) -> bool:
        return self._view.keyboard.release(event)

    def _override(self, event: QKeyEvent) -> bool:
        """Keep plain letters for the map while it has the keyboard, whatever shortcuts the window knows."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if plain and not self._in_a_part() and self._view.keyboard.knows(event):
            event.accept()
            return True
        return False

    def _in_a_part(self) -> bool:
        """Tell whether the keyboard is in a bar that floats over the map: what that does not use is not the map's."""
        inside = QApplication.focusWidget()
        return inside not in (None, self._view) and self._view.isAncestorOf(inside)

    def _focus_in(self, event: QFocusEvent) -> bool:
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self._view.keyboard.show_place()
        QTimer.singleShot(0, self._view, self._view.accessible.focus_moved)  # after Qt has told of the view itself
        return False

    def _focus_out(self, _event: QEvent) -> bool:
        self._view.keyboard.space = False
        self._view.asked.tell("")
        return False

    # --- drags

    def _drag_enter(self, event: QDragEnterEvent) -> bool:
        if self._view.drops.enter(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
        else:
            event.ignore()
        return True

    def _drag_move(self, event: QDragMoveEvent) -> bool:
        self._view.drops.move(self._scene(event), free=_alt(event))
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        return True

    def _drag_leave(self, _event: QEvent) -> bool:
        self._view.drops.leave()
        return True

    def _drop(self, event: QDropEvent) -> bool:
        if self._view.drops.drop(event.mimeData(), self._scene(event), free=_alt(event)):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
        return True

    def _scene(self, event: QMouseEvent | QDropEvent) -> QPointF:
        return self._view.camera.scene_point(event.position())


def _alt(event: QDropEvent) -> bool:
    return bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
