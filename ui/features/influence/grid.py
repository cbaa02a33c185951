"""The grid itself: names in cells, dragged or moved by arrows; a table for those who listen."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from stworkshop.i18n import gettext as _
from stworkshop.rounds.placings import Placed, Placings
from ui.features.influence.grid_model import MIDDLE, TOKENS_ROLE, WARN_ROLE, GridModel, Token
from ui.features.influence.tokens import GAP, HEIGHT, paint_token
from ui.kit.theme import theme
from ui.kit.widgets.basics import describe

CARD_MIME = "application/x-stworkshop-stakeholder"
Index = QModelIndex | QPersistentModelIndex
_LEAST_ROW, _MARGIN, _NOTE = 74, 9, 24
_HEAD, _HEAD_OF_TWO, _ONE_LINE_FROM = 32, 50, 560
"""Heights of the head with words in one line or two, and the width from which one is enough, at 100 %."""


class Grid(QTableView):
    """`picked` a name was chosen; `dropped` it was dragged to a place; `stepped` an arrow moves it along and up."""

    picked = Signal(str)
    dropped = Signal(str, int, int)
    stepped = Signal(int, int)
    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.places = GridModel(self)
        self.setModel(self.places)
        self.setItemDelegate(_CellDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setCornerButtonEnabled(False)
        self.setProperty("look", "plain")
        self.setVerticalHeader(_Steps(self))
        self.setAcceptDrops(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DropOnly)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSectionsClickable(False)
            header.setHighlightSections(False)
            header.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setFixedHeight(theme().scaled(_HEAD))
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setFixedWidth(theme().scaled(88))
        self.chosen = ""
        self.movable = True
        self._mode = MIDDLE
        self._pressed: tuple[str, QPoint] | None = None
        self._drag: tuple[Placed, QPoint] | None = None
        theme().theme_changed.connect(self.viewport().update)

    def show_placings(self, placings: Placings, way: str, mode: str, chosen: str) -> None:
        """Show the stakeholders, one of them chosen."""
        self._mode = mode
        self.places.show_placings(placings, way, mode)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.choose(chosen, placings)
        self._fit_rows()

    def choose(self, card: str, placings: Placings) -> None:
        """Mark a name, and tell what it is to those who listen."""
        self.chosen = card
        index = self.places.index_of(card)
        if index.isValid() and index != self.currentIndex():
            self.setCurrentIndex(index)
        placed = placings.get(card)
        where = str(index.data(Qt.ItemDataRole.AccessibleTextRole) or "").partition(":")[0] if index.isValid() else ""
        told = f"{where}: {placed.spoken}" if placed is not None and where else ""
        describe(self, _("Who decides, who feels it"), description=told)
        self.viewport().update()

    # --- geometry

    def cell_rects(self, index: Index, rect: QRect) -> list[tuple[Token, QRectF]]:
        """Return where the names of a cell stand."""
        look = theme()
        tokens: list[Token] = index.data(TOKENS_ROLE) or []
        margin, high, gap = look.scaled(_MARGIN), look.scaled(HEIGHT), look.scaled(GAP)
        whole = len(tokens) * (high + gap) - gap
        note = look.scaled(_NOTE) if index.data(WARN_ROLE) else 0
        y = rect.top() + max(look.scaled(6), (rect.height() - note - whole) / 2)
        wide = rect.width() - 2 * margin
        return [
            (token, QRectF(rect.left() + margin, y + place * (high + gap), wide, high))
            for place, token in enumerate(tokens)
        ]

    def token_at(self, spot: QPoint) -> Token | None:
        """Return the name at a point of the viewport."""
        index = self.indexAt(spot)
        if not index.isValid():
            return None
        found = self.cell_rects(index, self.visualRect(index))
        return next((token for token, rect in found if rect.contains(QPointF(spot))), None)

    def _fit_rows(self) -> None:
        """Give each row the height that its names need, and share what is left."""
        look = theme()
        high, gap = look.scaled(HEIGHT), look.scaled(GAP)
        needed = []
        for row in range(self.places.rowCount()):
            cells = [self.places.index(row, column) for column in range(self.places.columnCount())]
            most = max((len(cell.data(TOKENS_ROLE)) for cell in cells), default=0)
            note = look.scaled(_NOTE) if any(cell.data(WARN_ROLE) for cell in cells) else 0
            needed.append(max(look.scaled(_LEAST_ROW), most * (high + gap) + look.scaled(14) + note))
        spare = max(0, self.viewport().height() - sum(needed))
        for row, height in enumerate(needed):
            more = spare // len(needed) + (spare % len(needed) if row == len(needed) - 1 else 0)
            self.verticalHeader().resizeSection(row, height + more)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        two_lines = self.width() < theme().scaled(_ONE_LINE_FROM)
        self.horizontalHeader().setFixedHeight(theme().scaled(_HEAD_OF_TWO if two_lines else _HEAD))
        self._fit_rows()

    def sizeHint(self) -> QSize:
        return QSize(theme().scaled(700), theme().scaled(500))

    # --- pointer

    def mousePressEvent(self, event: QMouseEvent) -> None:
        spot = event.position().toPoint()
        token = self.token_at(spot)
        self._pressed = None
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if token is not None and event.button() == Qt.MouseButton.LeftButton:
            self._pressed = (token.placed.id, spot)
            self.picked.emit(token.placed.id)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        spot = event.position().toPoint()
        if self._pressed is not None and self.movable and self._mode == MIDDLE:
            far = (spot - self._pressed[1]).manhattanLength() >= QApplication.startDragDistance()
            if self._drag is None and far:
                token = self.token_at(self._pressed[1])
                if token is not None:
                    self._drag = (token.placed, spot)
            if self._drag is not None:
                self._drag = (self._drag[0], spot)
                self.setCursor(Qt.CursorShape.ClosedHandCursor)
                self.viewport().update()
                return
        over = self.token_at(spot)
        self.setCursor(Qt.CursorShape.OpenHandCursor if over and self.movable else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        drag, self._drag, self._pressed = self._drag, None, None
        self.unsetCursor()
        if drag is not None:
            self._drop(drag[0].id, event.position().toPoint())
        self.viewport().update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.token_at(event.position().toPoint()) is not None:
            self.entered.emit()

    def _drop(self, card: str, spot: QPoint) -> None:
        index = self.indexAt(spot)
        if index.isValid():
            self.dropped.emit(card, *self.places.place(index))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(CARD_MIME) and self.movable and self._mode == MIDDLE:
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if event.mimeData().hasFormat(CARD_MIME):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        card = bytes(event.mimeData().data(CARD_MIME).data()).decode()
        self._drop(card, event.position().toPoint())
        event.acceptProposedAction()

    # --- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        ahead = -1 if self.isRightToLeft() else 1
        steps = {
            Qt.Key.Key_Left: (-ahead, 0), Qt.Key.Key_Right: (ahead, 0), Qt.Key.Key_Up: (0, 1), Qt.Key.Key_Down: (0, -1),
        }  # fmt: skip
        order = self.places.order()
        at = order.index(self.chosen) if self.chosen in order else -1
        jumps = {
            Qt.Key.Key_PageDown: at + 1, Qt.Key.Key_PageUp: max(0, at - 1),
            Qt.Key.Key_Home: 0, Qt.Key.Key_End: len(order) - 1,
        }  # fmt: skip
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            event.ignore()
        elif key in steps:
            self.stepped.emit(*steps[Qt.Key(key)])
        elif key in jumps:
            if order:
                self.picked.emit(order[min(len(order) - 1, jumps[Qt.Key(key)])])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif key == Qt.Key.Key_Escape and self._drag is not None:
            self._drag = self._pressed = None
            self.viewport().update()
        else:
            event.ignore()

    # --- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._drag is None:
            return
        look = theme()
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        placed, spot = self._drag
        index = self.indexAt(spot)
        if index.isValid():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.colour("selection"), 2, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(QRectF(self.visualRect(index)).adjusted(3, 3, -3, -3), 8, 8)
        painter.setOpacity(0.92)
        wide, high = look.scaled(230), look.scaled(HEIGHT)
        rect = QRectF(spot.x() - wide / 2, spot.y() - high / 2, wide, high)
        paint_token(painter, rect, placed, mirrored=self.isRightToLeft(), selected=True)
        painter.end()


class _Steps(QHeaderView):
    """The steps of influence: a large number over a word."""

    def __init__(self, grid: QTableView) -> None:
        super().__init__(Qt.Orientation.Vertical, grid)

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:
        look = theme()
        number, _line, word = str(
            self.model().headerData(logical, Qt.Orientation.Vertical, Qt.ItemDataRole.DisplayRole)
        ).partition("\n")
        painter.save()
        painter.fillRect(rect, look.colour("surface"))
        painter.setPen(QPen(look.colour("border"), 1))
        painter.drawLine(rect.topLeft(), rect.topRight())
        painter.setFont(look.font("title"))
        painter.setPen(look.colour("text_2"))
        centre = int(Qt.AlignmentFlag.AlignCenter)
        middle = rect.center().y()
        high = look.scaled(24)
        painter.drawText(QRect(rect.left(), middle - high + look.scaled(3), rect.width(), high), centre, number)
        painter.setFont(look.font("caption"))
        painter.setPen(look.colour("text_3"))
        painter.drawText(QRect(rect.left(), middle + look.scaled(3), rect.width(), look.scaled(18)), centre, word)
        painter.restore()


class _CellDelegate(QStyledItemDelegate):
    """Paints one cell with its names."""

    def __init__(self, grid: Grid) -> None:
        super().__init__(grid)
        self._grid = grid

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, grid = theme(), self._grid
        rect: QRect = option.rect
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        influence, column = grid.places.place(index)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        last = column == grid.places.columnCount() - 1
        no_say = grid.places.way == "influence" and last and influence <= 2
        painter.fillRect(rect, look.colour("warn_soft" if no_say else "surface"))
        painter.setPen(QPen(look.colour("border"), 1))
        painter.drawLine(rect.topLeft(), rect.topRight())
        edge = rect.right() if mirrored else rect.left()
        painter.drawLine(edge, rect.top(), edge, rect.bottom())
        painter.restore()
        focused = grid.hasFocus()
        for token, body in grid.cell_rects(index, rect):
            chosen = token.placed.id == grid.chosen
            paint_token(
                painter, body, token.placed, mirrored=mirrored, selected=chosen, focused=chosen and focused,
                marks=token.marks,
            )  # fmt: skip
        if index.data(WARN_ROLE):
            self._note(painter, rect, option.direction)

    def _note(self, painter: QPainter, rect: QRect, direction: Qt.LayoutDirection) -> None:
        """Name the cell of those who feel it most and decide least."""
        look = theme()
        painter.save()
        painter.setLayoutDirection(direction)
        font = look.font("small")
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(look.colour("warn"))
        body = rect.adjusted(look.scaled(12), 0, -look.scaled(12), -look.scaled(5))
        wide = painter.fontMetrics().horizontalAdvance
        choices = (
            _("They feel it most and decide least. Start here."), _("They feel it most and decide least."),
            _("Feel most, decide least"),
        )  # fmt: skip
        words = next((one for one in choices if wide(one) <= body.width()), choices[-1])
        if wide(words) > body.width():
            font.setPointSizeF(look.font("caption").pointSizeF())
            painter.setFont(font)
            words = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, body.width())
        painter.drawText(body, int(Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignTrailing), words)
        painter.restore()
