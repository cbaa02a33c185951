"""Power, claim, urgency: three fields that overlap; who stands in more of them has more weight."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from stworkshop.i18n import gettext as _
from stworkshop.rounds.placings import Placed, Placings
from ui.features.influence.grid import CARD_MIME
from ui.features.influence.tokens import HEIGHT, paint_token
from ui.kit.theme import theme
from ui.kit.widgets.basics import describe

Field = tuple[bool, bool, bool]
"""In power, in claim, in urgency."""
_CENTRES = ((0.35, 0.37), (0.65, 0.37), (0.5, 0.66))
_RADII = (0.27, 0.33)
_ANCHORS: Mapping[Field, tuple[float, float, float]] = {
    (True, False, False): (0.205, 0.33, 0.19),
    (False, True, False): (0.795, 0.33, 0.19),
    (False, False, True): (0.5, 0.86, 0.24),
    (True, True, False): (0.5, 0.20, 0.20),
    (True, False, True): (0.345, 0.60, 0.15),
    (False, True, True): (0.655, 0.60, 0.15),
    (True, True, True): (0.5, 0.47, 0.20),
    (False, False, False): (0.115, 0.88, 0.21),
}
"""Middle of each region and the width of names in it, as parts of the widget."""
_MOST = 5
_STEP = 31


def field_names() -> tuple[str, str, str]:
    """Return what the three fields say."""
    return (_("Can decide or stop it"), _("Has a right to it"), _("Cannot wait"))


def region_words(field: Field) -> str:
    """Return a region in words."""
    names = [name for name, inside in zip(field_names(), field, strict=True) if inside]
    return ", ".join(names) if names else _("none of the three")


class Fields(QWidget):
    """Names in three overlapping fields; `dropped` gives power, claim and urgency as 0 or 1."""

    picked = Signal(str)
    dropped = Signal(str, int, int, int)
    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(theme().scaled(520), theme().scaled(420))
        self.setAcceptDrops(True)
        self.setMouseTracking(True)
        self.chosen = ""
        self.movable = True
        self._regions: dict[Field, list[Placed]] = {}
        self._pressed: tuple[Placed, QPoint] | None = None
        self._drag: tuple[Placed, QPoint] | None = None
        theme().theme_changed.connect(self.update)

    def show_placings(self, placings: Placings, chosen: str) -> None:
        """Show the stakeholders that have a place in the fields."""
        self.chosen = chosen
        self._regions = {field: [] for field in _ANCHORS}
        for placed in placings.all:
            field = placed.fields
            if field is not None:
                self._regions[field].append(placed)
        told = [
            f"{region_words(field)}: {'; '.join(p.spoken for p in here)}."
            for field, here in self._regions.items()
            if here
        ]
        describe(self, _("Power, claim, urgency"), description=" ".join(told) or _("Nobody is placed yet."))
        self.update()

    def order(self) -> list[str]:
        """Return the cards, those in most fields first."""
        fields = sorted(self._regions, key=lambda field: -sum(field))
        return [placed.id for field in fields for placed in self._regions[field]]

    def sizeHint(self) -> QSize:
        return QSize(theme().scaled(760), theme().scaled(560))

    # --- geometry

    def _box(self) -> QRectF:
        return QRectF(self.rect()).adjusted(4, 4, -4, -4)

    def _ellipse(self, which: int) -> QRectF:
        box = self._box()
        x, y = _CENTRES[which]
        x = 1 - x if self.isRightToLeft() else x
        wide, high = _RADII[0] * box.width(), _RADII[1] * box.height()
        centre = QPointF(box.left() + x * box.width(), box.top() + y * box.height())
        return QRectF(centre.x() - wide, centre.y() - high, 2 * wide, 2 * high)

    def field_at(self, spot: QPoint) -> Field:
        """Return the region at a point."""
        inside = []
        for which in range(3):
            body = self._ellipse(which)
            x = (spot.x() - body.center().x()) / (body.width() / 2)
            y = (spot.y() - body.center().y()) / (body.height() / 2)
            inside.append(x * x + y * y <= 1)
        return inside[0], inside[1], inside[2]

    def rects(self, field: Field) -> list[tuple[Placed, QRectF]]:
        """Return where the names of a region stand; those that find no room are counted under them."""
        look, box = theme(), self._box()
        x, y, part = _ANCHORS[field]
        x = 1 - x if self.isRightToLeft() else x
        here = self._regions.get(field, [])[:_MOST]
        step, high = look.scaled(_STEP), look.scaled(HEIGHT)
        wide = part * box.width()
        top = box.top() + y * box.height() - (len(here) * step) / 2
        left = box.left() + x * box.width() - wide / 2
        return [(placed, QRectF(left, top + place * step, wide, high)) for place, placed in enumerate(here)]

    def token_at(self, spot: QPoint) -> Placed | None:
        """Return the name at a point."""
        for field in _ANCHORS:
            for placed, rect in self.rects(field):
                if rect.contains(QPointF(spot)):
                    return placed
        return None

    # --- pointer and keys

    def mousePressEvent(self, event: QMouseEvent) -> None:
        placed = self.token_at(event.position().toPoint())
        if placed is not None and event.button() == Qt.MouseButton.LeftButton:
            self._pressed = (placed, event.position().toPoint())
            self.picked.emit(placed.id)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        spot = event.position().toPoint()
        if self._pressed is not None and self.movable:
            far = (spot - self._pressed[1]).manhattanLength() >= QApplication.startDragDistance()
            if self._drag is not None or far:
                self._drag = (self._pressed[0], spot)
                self.update()
            return
        over = self.token_at(spot) is not None and self.movable
        self.setCursor(Qt.CursorShape.OpenHandCursor if over else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        drag, self._drag, self._pressed = self._drag, None, None
        if drag is not None:
            self._drop(drag[0].id, event.position().toPoint())
        self.update()

    def _drop(self, card: str, spot: QPoint) -> None:
        power, claim, urgency = self.field_at(spot)
        self.dropped.emit(card, int(power), int(claim), int(urgency))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(CARD_MIME) and self.movable:
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        card = bytes(event.mimeData().data(CARD_MIME).data()).decode()
        self._drop(card, event.position().toPoint())
        event.acceptProposedAction()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        order = self.order()
        at = order.index(self.chosen) if self.chosen in order else -1
        down = (Qt.Key.Key_PageDown, Qt.Key.Key_Down, Qt.Key.Key_Right)
        up = (Qt.Key.Key_PageUp, Qt.Key.Key_Up, Qt.Key.Key_Left)
        if event.key() in (*down, *up) and order:
            at = min(len(order) - 1, at + 1) if event.key() in down else max(0, at - 1)
            self.picked.emit(order[at])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    # --- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.colour("border"), 1))
        painter.setBrush(look.colour("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 10, 10)
        for which in range(3):
            ground = QColor(look.colour("brand"))
            ground.setAlphaF(0.08)
            painter.setBrush(ground)
            painter.setPen(QPen(look.colour("text_3"), 1.5))
            painter.drawEllipse(self._ellipse(which))
        self._titles(painter)
        for field in _ANCHORS:
            self._names(painter, field)
        if self._drag is not None:
            placed, spot = self._drag
            wide, high = look.scaled(200), look.scaled(HEIGHT)
            rect = QRectF(spot.x() - wide / 2, spot.y() - high / 2, wide, high)
            painter.setOpacity(0.92)
            paint_token(painter, rect, placed, mirrored=self.isRightToLeft(), selected=True, scale=False)
        painter.end()

    def _titles(self, painter: QPainter) -> None:
        look = theme()
        painter.setFont(look.font("body_strong"))
        painter.setPen(look.colour("text"))
        high = look.scaled(20)
        for which, name in enumerate(field_names()):
            body = self._ellipse(which)
            y = body.bottom() - high - look.scaled(10) if which == 2 else body.top() + look.scaled(26)
            shift = {0: -0.16, 1: 0.16, 2: 0.0}[which] * body.width() * (-1 if self.isRightToLeft() else 1)
            box = QRectF(body.left() + shift, y, body.width(), high)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, name)
        x, y, part = _ANCHORS[(False, False, False)]
        box = self._box()
        here = self._regions.get((False, False, False), [])
        if here:
            x = 1 - x if self.isRightToLeft() else x
            top = box.top() + y * box.height() - min(_MOST, len(here)) * look.scaled(_STEP) / 2 - high
            painter.setFont(look.font("small"))
            painter.setPen(look.colour("text_3"))
            left = box.left() + (x - part / 2) * box.width()
            painter.drawText(QRectF(left, top, part * box.width(), high), Qt.AlignmentFlag.AlignCenter,
                             region_words((False, False, False)))  # fmt: skip

    def _names(self, painter: QPainter, field: Field) -> None:
        found: Sequence[tuple[Placed, QRectF]] = self.rects(field)
        for placed, rect in found:
            chosen = placed.id == self.chosen
            paint_token(
                painter, rect, placed, mirrored=self.isRightToLeft(), selected=chosen,
                focused=chosen and self.hasFocus(), scale=False,
            )  # fmt: skip
        more = len(self._regions.get(field, [])) - len(found)
        if more > 0 and found:
            painter.setFont(theme().font("caption"))
            painter.setPen(theme().colour("text_3"))
            under = found[-1][1].translated(0, theme().scaled(24))
            painter.drawText(under, Qt.AlignmentFlag.AlignCenter, _("and {n} more").format(n=more))
