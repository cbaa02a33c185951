"""The map from afar under the facilitator's hand: point, click, walk with the keyboard, and go in."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QNativeGestureEvent, QPainter, QPen, QWheelEvent
from PySide6.QtWidgets import QWidget

from ui.canvas.canvas_view import MARGINS
from ui.canvas.city.face import CityFace, HasBoard
from ui.canvas.city.spots import Spot, spot_at, spots_of, towards
from ui.canvas.gestures.walking import ARROWS
from ui.canvas.items.card_painter import paint_question
from ui.kit.map_look import Look
from ui.kit.widgets.plain import show_tip

_LEAST = 13.0
"""The height of the smallest words in px, at a text size of 100 %."""
_Key = Qt.Key
_GOING_IN = frozenset((_Key.Key_Return, _Key.Key_Enter, _Key.Key_Space))


_SpotKey: TypeAlias = tuple[str, str, tuple[str, ...]]
"""What a spot is known by when the picture is made anew: what it is, its id, and the link that it is."""


def _key(spot: Spot) -> _SpotKey:
    return spot.what, spot.id, spot.links if spot.what == "link" else ()


class CityMap(CityFace):
    """Covers a map view while that shows the city; what is clicked is told by signals."""

    zone_chosen = Signal(str)
    card_chosen = Signal(str)
    """A card whose links are to come out, "" for none."""
    card_opened = Signal(str)
    """A card that is to be shown from near."""
    rest_asked = Signal(list, QPoint)
    """The ids of a zone's folded cards, and the point of the screen where they were asked for."""
    road_chosen = Signal(list, QPoint)
    """The ids of a road's links, and the point of the screen where they were asked for."""
    nearer = Signal(str)
    """Somebody zooms in over a zone, or "" over none."""

    def __init__(
        self, parent: QWidget, source: HasBoard, look: Look, scaled: Callable[[float], int],
        say: Callable[[str], None],
    ) -> None:  # fmt: skip
        super().__init__(parent, source, look, _LEAST, MARGINS)
        self._scaled, self._say = scaled, say
        self._current: _SpotKey = ("", "", ())
        self._walked = self._opened = False
        self._hovered: Spot | None = None
        self._spots: list[Spot] = []
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the map view keeps the keyboard

    def cover(self, rect: QRect) -> None:
        """Lie over a part of the view, in the text size of now."""
        self.setGeometry(rect)
        self.set_least(float(self._scaled(_LEAST)))

    def lay_out_anew(self) -> None:
        """Lay the same out anew before the next picture."""
        self._spots = []
        self._hovered = None
        super().lay_out_anew()

    # --- what there is

    @property
    def spots(self) -> list[Spot]:
        """All that can be pointed at, in reading order."""
        if not self._spots:
            self._spots = spots_of(self.painting)
        return self._spots

    @property
    def current(self) -> Spot | None:
        """Where the keyboard stands."""
        return next((spot for spot in self.spots if _key(spot) == self._current), None)

    def place_of(self, spot: Spot) -> QRectF:
        """Return where a spot is, in px of the widget."""
        k = self.scale
        return QRectF(self.origin() + spot.box.topLeft() * k, spot.box.size() * k)

    def spot_at(self, at: QPointF) -> Spot | None:
        """Return what lies at a point of the widget."""
        return spot_at(self.spots, (at - self.origin()) / self.scale)

    # --- the pointer

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        self._hover(self.spot_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        self._hover(None)
        super().leaveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        parent = self.parentWidget()
        if parent is not None:
            parent.setFocus(Qt.FocusReason.MouseFocusReason)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        was_opened, self._opened = self._opened, False
        if event.button() != Qt.MouseButton.LeftButton or was_opened:
            return
        if (spot := self.spot_at(event.position())) is not None:
            self._go(spot)
        elif self.chosen:
            self.card_chosen.emit("")

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Show the card from near that the first of two clicks chose, wherever that put it."""
        if event.button() == Qt.MouseButton.LeftButton and self.chosen and self._current == ("card", self.chosen, ()):
            self._opened = True
            self.card_opened.emit(self.chosen)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.angleDelta().y() > 0:
            self._nearer_at(event.position())
        event.accept()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            spot = self.spot_at(QPointF(event.pos()))
            show_tip(event.globalPos(), spot.words if spot is not None else "", self)
            return True
        if isinstance(event, QNativeGestureEvent) and event.value() > 0:
            self._nearer_at(event.position())
            return True
        return super().event(event)

    def _nearer_at(self, at: QPointF) -> None:
        drawn = (at - self.origin()) / self.scale
        zones = (spot.id for spot in self.spots if spot.what == "zone" and spot.box.contains(drawn))
        self.nearer.emit(next(zones, ""))

    def _hover(self, spot: Spot | None) -> None:
        if spot is not self._hovered:
            self._hovered = spot
            shape = Qt.CursorShape.PointingHandCursor if spot is not None else Qt.CursorShape.ArrowCursor
            self.setCursor(shape)
            self.update()

    def _go(self, spot: Spot) -> None:
        self._current = _key(spot)
        at = self.mapToGlobal(self.place_of(spot).bottomLeft().toPoint())
        if spot.what == "zone":
            self.zone_chosen.emit(spot.id)
        elif spot.what == "more":
            self.rest_asked.emit(list(spot.cards), at)
        elif spot.what == "road":
            self.road_chosen.emit(list(spot.links), at)
        else:  # along a link one comes to the card at its other end
            self._current = ("card", spot.id, ())
            self.card_chosen.emit(spot.id)

    def stand_on_card(self, card: str) -> None:
        """Put the keyboard on a card, once that shows."""
        self._current = ("card", card, ())

    # --- the keyboard, as the map view hands it on

    def press(self, event: QKeyEvent) -> bool:
        """Do what a key means; tell whether it meant anything."""
        key = Qt.Key(event.key())
        if event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier):
            return False
        if (way := ARROWS.get(key)) is not None:
            start = self.current
            self._stand_on(self.spots[0] if start is None else towards(self.spots, start, way))
            return True
        if key in _GOING_IN:
            if (spot := self.current) is not None and not event.isAutoRepeat():
                if spot.what == "card" and spot.id == self.chosen:
                    self.card_opened.emit(spot.id)
                else:
                    self._go(spot)
            return True
        if key == _Key.Key_Escape and self.chosen:
            self.stand_on_card(self.chosen)
            self.card_chosen.emit("")
        return key == _Key.Key_Escape

    def knows(self, event: QKeyEvent) -> bool:
        """Tell whether a key means something here."""
        key = Qt.Key(event.key())
        return key in ARROWS or key in _GOING_IN or key == _Key.Key_Escape

    def tab(self, forward: bool) -> bool:
        """Walk to the next or the last spot; tell whether there is one."""
        spots = self.spots
        here = self.current
        at = spots.index(here) + (1 if forward else -1) if here is not None else (0 if forward else len(spots) - 1)
        if not 0 <= at < len(spots):
            self._current = ("", "", ())
            self.update()
            return False
        self._stand_on(spots[at])
        return True

    def _stand_on(self, spot: Spot | None) -> None:
        if spot is not None:
            self._current, self._walked = _key(spot), True
            self._say(spot.words)
            self.update()

    # --- marks

    def paint_marks(self, painter: QPainter) -> None:
        """Paint signs of questions, a line round what is pointed at, and a ring where the keyboard stands."""
        called = self.painting.called
        for spot in self.spots:
            is_faint = called and spot.id not in called
            if spot.what == "card" and not is_faint and (asks := self.asked.get(spot.id)):
                paint_question(painter, spot.box.topRight() + QPointF(-3, 1), asks, self.look)
        ui = self.look.tokens.ui
        cards = {spot.id: spot for spot in self.spots if spot.what == "card"}
        if self.chosen in cards:
            self._ring(painter, cards[self.chosen], ui["focus"], 2.5, 2.0)
        if self._hovered is not None:
            self._ring(painter, self._hovered, ui["brand"], 1.5, 1.0)
        here = self.current if self._walked else None
        if here is not None:
            self._ring(painter, here, ui["focus"], 3.0, 4.0)
            if here.what == "link" and here.id in cards:
                self._ring(painter, cards[here.id], ui["focus"], 1.5, 2.0)

    def _ring(self, painter: QPainter, spot: Spot, colour: str, width: float, off: float) -> None:
        painter.setPen(QPen(QColor(colour), width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        radius = 12 if spot.what == "zone" else 9
        painter.drawRoundedRect(spot.box.adjusted(-off, -off, off, off), radius, radius)
