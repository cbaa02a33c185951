"""The map as it was at a moment, only to be looked at, with signs for what is new, different or gone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen, QWheelEvent
from PySide6.QtWidgets import QFrame

from stworkshop.analysis.board_comparison import Comparison
from stworkshop.i18n import gettext as _
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.records import Element, Link
from stworkshop.session.timeline import change_between
from ui.canvas.canvas_view import CanvasView
from ui.canvas.items.card import CardItem
from ui.canvas.scene import MapScene
from ui.kit.map_look import Look
from ui.kit.theme import theme
from ui.kit.widgets.basics import describe

ADDED, CHANGED, REMOVED = "added", "changed", "removed"
SIGNS = {ADDED: "+", CHANGED: "≠", REMOVED: "−"}
ROLES = {ADDED: "brand", CHANGED: "concept/public-servants-competencies/label", REMOVED: "text_2"}
_MARGINS = (10.0, 10.0, 10.0, 10.0)
_PENS = {ADDED: Qt.PenStyle.SolidLine, CHANGED: Qt.PenStyle.DashLine, REMOVED: Qt.PenStyle.DotLine}


class PastView(CanvasView):
    """A map of a board of its own, which follows the moment that is looked at."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._board = Board()
        super().__init__(MapScene(self._board, catalogue), Look(theme().name))
        self._marks: dict[str, str] = {}
        self._ghosts: list[CardItem] = []
        self._drag: QPointF | None = None
        self._fitted = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        keys = _("Arrows move the picture, plus and minus change its size, 0 shows the whole.")
        describe(self, _("The map as it was"), description=keys)
        theme().theme_changed.connect(self._dress)

    def _dress(self) -> None:
        self.set_look(Look(theme().name))

    def fit(self) -> None:
        """Show the whole map; nothing lies over its foot here."""
        self.camera.stop()
        self.camera.fit(self.map_scene.extent(), _MARGINS)
        self._whole = True

    def show_board(self, board: Board) -> None:
        """Bring the map to this board, touching only what differs."""
        change = change_between(self._board, board)
        if change:
            self._board.apply(change)
            self.map_scene.apply(change)
            self.routes.changed(change)
        if not self._fitted and self.isVisible():
            self._fitted = True
            self.fit()

    def show_differences(self, found: Comparison | None, before: Board | None) -> None:
        """Mark what a comparison found; cards that are gone stand where they were, dotted."""
        self._marks, self._ghosts = {}, []
        if found is not None:
            self._marks.update({record.id: ADDED for record in found.added if isinstance(record, Element | Link)})
            self._marks.update({one.after.id: CHANGED for one in found.changed})
            for record in found.removed:
                if isinstance(record, Element) and before is not None:
                    self._ghosts.append(CardItem(record, self.map_scene.catalogue))
        self.viewport().update()

    def marks(self) -> Mapping[str, str]:
        """Return what is marked, by id."""
        return self._marks

    def look_at(self, ids: Iterable[str]) -> None:
        """Bring records into view."""
        self.center_on(ids)

    def drawForeground(self, painter: QPainter, rect: QRectF) -> None:  # type: ignore[override]  # noqa: N802
        look = theme()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide = max(2.5, 2.0 / self.zoom)
        for ghost in self._ghosts:
            painter.setPen(QPen(look.colour(ROLES[REMOVED]), wide, Qt.PenStyle.DotLine))
            painter.setBrush(look.colour("surface"))
            painter.setOpacity(0.9)
            painter.drawRoundedRect(ghost.rect, 10, 10)
            painter.setOpacity(1)
            painter.setFont(look.font("caption"))
            font = painter.font()
            font.setPixelSize(14)
            font.setStrikeOut(True)
            painter.setFont(font)
            painter.drawText(
                ghost.rect.adjusted(8, 4, -8, -4), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap,
                ghost.element.label,
            )  # fmt: skip
            self._sign(painter, ghost.rect.topLeft(), REMOVED)
        for record_id, mark in self._marks.items():
            card = self.map_scene.cards.get(record_id)
            if card is not None:
                self._outline(painter, card, mark, wide)
            elif (link := self.map_scene.links.get(record_id)) is not None:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(look.colour(ROLES[mark]), wide, _PENS[mark]))
                painter.drawPath(link.stroke.path)

    def _outline(self, painter: QPainter, card: CardItem, mark: str, wide: float) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme().colour(ROLES[mark]), wide * 1.4, _PENS[mark]))
        painter.drawRoundedRect(card.rect.adjusted(-5, -5, 5, 5), 12, 12)
        self._sign(painter, card.rect.topLeft() - QPointF(5, 5), mark)

    def _sign(self, painter: QPainter, at: QPointF, mark: str) -> None:
        radius = max(10.0, 8.0 / self.zoom)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().colour(ROLES[mark]))
        painter.drawEllipse(at, radius, radius)
        font = theme().font("body_strong")
        font.setPixelSize(round(radius * 1.5))
        painter.setFont(font)
        painter.setPen(theme().colour("surface"))
        painter.drawText(
            QRectF(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius), Qt.AlignmentFlag.AlignCenter, SIGNS[mark]
        )

    # --- moving about; nothing can be changed here

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        step = 60.0
        moves = {
            Qt.Key.Key_Left: QPointF(step, 0), Qt.Key.Key_Right: QPointF(-step, 0),
            Qt.Key.Key_Up: QPointF(0, step), Qt.Key.Key_Down: QPointF(0, -step),
        }  # fmt: skip
        if event.key() in moves and not event.modifiers():
            self.camera.pan(moves[Qt.Key(event.key())])
        elif event.text() == "+":
            self.zoom_in()
        elif event.text() == "-":
            self.zoom_out()
        elif event.text() == "0":
            self.fit()
        else:
            event.ignore()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.camera.zoom_by(1.0015 ** event.angleDelta().y(), event.position())
        else:
            self.camera.pan(QPointF(event.angleDelta()) / 2)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        self._drag = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        if self._drag is not None:
            self.camera.pan(event.position() - self._drag)
            self._drag = event.position()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        self._drag = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        self.fit()
