"""What the pointer does: finds what it is over, and begins the gesture that a press there means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter

from stworkshop.graphics.silhouettes import CAP
from ui.canvas.gestures.selection_commands import pinned_message
from ui.canvas.items.card import CardItem
from ui.canvas.items.card_painter import port_points
from ui.canvas.items.link import LinkItem
from ui.canvas.tools.add import AddGesture
from ui.canvas.tools.band import BandGesture
from ui.canvas.tools.base import COPY, THRESHOLD, Gesture, Modifiers
from ui.canvas.tools.link import LinkGesture
from ui.canvas.tools.move import MoveGesture
from ui.canvas.tools.pan import PanGesture
from ui.canvas.tools.relink import RelinkGesture
from ui.kit.map_look import FAR

if TYPE_CHECKING:
    from ui.canvas.map_hands import MapHands

_LINK_PX, _PORT_PX = 6.0, 10.0
_MANY = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier


class Pointer:
    """The pointer's state in one view: idle, pressed, or in a gesture."""

    def __init__(self, view: MapHands) -> None:
        self._view = view
        self._scene = view.map_scene
        self.gesture: Gesture | None = None
        self._pressed: QPointF | None = None
        self._on: CardItem | LinkItem | None = None
        self._toggled = False

    # --- hovering

    def hover(self, at: QPointF, modifiers: Modifiers = Qt.KeyboardModifier.NoModifier) -> None:
        """Light what is under the pointer, and show by the cursor what a press would do."""
        view = self._view
        if view.tool == "add":
            view.lit.hover("")
            view.placing.show(at, free=bool(modifiers & Qt.KeyboardModifier.AltModifier))
            view.set_cursor(Qt.CursorShape.CrossCursor)
            return
        found = self._under(at)
        view.lit.hover(found.id if found else "")
        if self._port_at(at) is not None or view.tool == "link":
            view.set_cursor(Qt.CursorShape.CrossCursor)
        elif isinstance(found, CardItem) and not found.locked and not view.read_only:
            view.set_cursor(self._over(found))
        else:
            view.set_cursor(
                Qt.CursorShape.PointingHandCursor if isinstance(found, LinkItem) else Qt.CursorShape.ArrowCursor
            )

    def _over(self, card: CardItem) -> Qt.CursorShape:
        """Return how the pointer looks over a card: a hand where a drag moves it, a bar where the role forbids it."""
        view, ids = self._view, self._view.with_groups((card.id,))
        if view.bridge.session.guard is not None and view.bridge.refusal("move", ids):
            return Qt.CursorShape.ForbiddenCursor
        return Qt.CursorShape.OpenHandCursor if card.id in view.selected else Qt.CursorShape.ArrowCursor

    def _under(self, at: QPointF) -> CardItem | LinkItem | None:
        card = self._scene.card_at(at)
        if card is not None:
            return card
        if self._view.detail == FAR:
            return None
        return self._scene.link_at(at, _LINK_PX / self._view.zoom)

    def _port_at(self, at: QPointF) -> CardItem | None:
        """Return the selected card if a point is on one of its ports."""
        selected = self._view.selected
        card = self._scene.cards.get(selected[0]) if len(selected) == 1 else None
        if card is None or self._view.detail == FAR or self._view.read_only or self._view.bridge.refusal("link"):
            return None
        reach = _PORT_PX / self._view.zoom
        local = QPointF(at.x() - card.x, at.y() - card.y)
        return card if any((local - port).manhattanLength() <= reach for port in port_points(card)) else None

    def _link_end_at(self, at: QPointF) -> tuple[LinkItem, str] | None:
        """Return the selected link and which of its ends a point is on."""
        selected = self._view.selected
        link = self._scene.links.get(selected[0]) if len(selected) == 1 else None
        if link is None or self._view.read_only or self._view.bridge.refusal("link"):
            return None
        points = link.stroke.points
        reach = 12 / self._view.zoom
        for end, (x, y) in (("source", points[0]), ("target", points[-1])):
            if (at - QPointF(x, y)).manhattanLength() <= reach:
                return link, end
        return None

    # --- pressing

    def press(self, at: QPointF, modifiers: Modifiers) -> None:
        """Begin at a point; what follows decides whether it is a click or a drag."""
        view = self._view
        self._pressed, self._toggled = at, False
        if view.tool == "add":
            self.gesture = AddGesture(view, at)
            return
        end = self._link_end_at(at)
        if end is not None:
            self.gesture = RelinkGesture(view, at, *end)
            return
        port = self._port_at(at)
        if port is not None:
            self.gesture = LinkGesture(view, at, port.id)
            return
        self._on = self._under(at)
        if view.tool == "link":
            if isinstance(self._on, CardItem) and view.may("link"):
                view.bridge.select((self._on.id,))
                self.gesture = LinkGesture(view, at, self._on.id)
            return
        if self._on is None:
            self.gesture = BandGesture(view, at, view.selected if modifiers & _MANY else ())
        elif modifiers & _MANY:
            self._toggle(self._on.id)
        elif isinstance(self._on, CardItem) and self._on.id not in view.selected:
            view.bridge.select((self._on.id,))
        if isinstance(self._on, CardItem):
            view.lit.stand_on(self._on.id, ring=False)

    def pan(self, at: QPointF) -> None:
        """Begin to move the picture; `at` is a point of the viewport."""
        self.gesture = PanGesture(self._view, at)

    def move(self, at: QPointF, modifiers: Modifiers) -> None:
        """Follow the pointer."""
        if self.gesture is None and self._pressed is not None and self._far_enough(at):
            self._begin_drag(modifiers)
        if self.gesture is not None:
            self.gesture.move(at, modifiers)
            self._view.overlay.refresh()

    def _far_enough(self, at: QPointF) -> bool:
        assert self._pressed is not None
        away = (at - self._pressed) * self._view.zoom
        return abs(away.x()) >= THRESHOLD or abs(away.y()) >= THRESHOLD

    def _begin_drag(self, modifiers: Modifiers) -> None:
        view = self._view
        if isinstance(self._on, LinkItem) and self._pressed is not None:  # links are nearly everywhere
            kept = view.selected if modifiers & _MANY else ()
            self._on, self.gesture = None, BandGesture(view, self._pressed, kept)
            return
        if not isinstance(self._on, CardItem) or view.read_only or self._pressed is None:
            return
        if self._on.id not in view.selected:
            view.bridge.select((*view.selected, self._on.id) if modifiers & _MANY else (self._on.id,))
        copying = bool(modifiers & COPY)  # a pinned card stays, and can be copied
        ids = tuple(i for i in view.with_groups(view.selected) if copying or not self._scene.cards[i].locked)
        if not ids or (self._on.locked and not copying):
            view.status.emit(pinned_message())
            self._pressed = None
            return
        if not (view.may("add") if copying else view.may("move", ids)):
            self._pressed = None
            return
        self.gesture = MoveGesture(view, self._pressed, ids)
        view.set_cursor(self.gesture.cursor)

    def release(self, at: QPointF, modifiers: Modifiers) -> None:
        """End the gesture; a click on one of several selected cards leaves that one selected."""
        gesture, self.gesture = self.gesture, None
        on, self._on = self._on, None
        pressed, self._pressed = self._pressed, None
        if gesture is not None:
            gesture.finish(at, modifiers)
        elif on is not None and pressed is not None and not self._toggled and not modifiers & _MANY:
            self._view.bridge.select((on.id,))
        self._view.overlay.refresh()
        self._view.selection_bar.refresh()

    def double(self, at: QPointF) -> None:
        """A double click edits words of a card or a link, on a cap focuses; on the empty map it asks what to add."""
        view = self._view
        self._pressed = self._on = None
        card, under = self._scene.card_at(at), self._under(at)
        if card is not None:
            if at.x() - card.x < CAP:
                view.focus(None if self._scene.emphasis.focus == {card.id} else (card.id,))
            elif not view.read_only and view.may("edit", (card.id,)):
                view.editing.open(card)
        elif isinstance(under, LinkItem):
            if not view.read_only and view.may("link"):
                view.linking.say_anew(under, view.mapFromScene(at))
        elif not view.read_only and view.may("add"):
            view.placing.ask(at)

    def cancel(self) -> bool:
        """Break the gesture off; tell whether there was one."""
        gesture, self.gesture = self.gesture, None
        self._pressed = None
        if gesture is None:
            return False
        gesture.cancel()
        self._view.overlay.refresh()
        return True

    def paint(self, painter: QPainter) -> None:
        """Paint what the gesture shows above the map."""
        if self.gesture is not None:
            self.gesture.paint(painter)

    def _toggle(self, record_id: str) -> None:
        self._toggled = True
        selected = self._view.selected
        kept = tuple(i for i in selected if i != record_id)
        self._view.bridge.select(kept if record_id in selected else (*selected, record_id))
