"""The table that shows a sheet: columns share the width, rows are as high as their words, cells open what they hold."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from stworkshop.i18n import gettext as _
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from ui.canvas.safe_slots import guarded
from ui.features.views.cell_painter import CellDelegate, Measures, chrome
from ui.features.views.cells import CELL_ROLE, Cell, Heading, Index, Sheet, SheetModel
from ui.kit.map_look import paint_icon
from ui.kit.painting import kind_icon
from ui.kit.theme import theme
from ui.kit.widgets.basics import describe
from ui.kit.widgets.sides import paint_side

_HEAD_PAD = 7.0
_LEAST_HEAD = 30.0
_BESIDE, _BESIDE_NARROW, _NARROW = 300, 190, 900
"""Width of the heads of rows, also in a narrow table, and what is narrow, in px at 100 %."""
NOTHING = Sheet((), (), (), ())


class SheetView(QTableView):
    """A table of cells; arrows walk, Enter opens a card or starts what is missing, Tab goes on to the next control."""

    picked = Signal(tuple)
    """The cards of the cell that somebody went to."""
    opened = Signal(str)
    """A card that is to be shown on the map."""
    fix_asked = Signal(object)
    """A `Gap` that somebody wants to close."""
    menu_asked = Signal(object, QPoint)
    """A `Cell` whose menu is wanted, and a point of the screen."""

    def __init__(
        self,
        board: Callable[[], Board],
        catalogue: Catalogue,
        name: str,
        measures: Callable[[], Measures] = chrome,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        describe(self, name)
        self._measures, self._guard = measures, False
        self.snug = True
        """Whether the table ends under its last row."""
        self.sheet_model = SheetModel(NOTHING, self)
        self.setModel(self.sheet_model)
        self.cells = CellDelegate(board, catalogue, measures, self)
        self.setItemDelegate(self.cells)
        self.setHorizontalHeader(SheetHeader(Qt.Orientation.Horizontal, board, catalogue, measures, self))
        self.setVerticalHeader(SheetHeader(Qt.Orientation.Vertical, board, catalogue, measures, self))
        describe(self.horizontalHeader(), _("Columns"))
        describe(self.verticalHeader(), _("Rows"))
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.setCornerButtonEnabled(False)
        theme().theme_changed.connect(self._dressed)

    # --- what is shown

    def show_sheet(self, sheet: Sheet) -> None:
        """Show a sheet; the place of the keyboard stays on the same row and column where these are still there."""
        if sheet == self.sheet_model.sheet:
            self.viewport().update()
            return
        at, old = self.currentIndex(), self.sheet_model.sheet
        key = old.keys[at.row()] if at.isValid() and at.row() < len(old.keys) else ""
        column, scrolled = at.column(), self.verticalScrollBar().value()
        self._guard = True
        self.clearSpans()
        self.sheet_model.show(sheet)
        for row, cells in enumerate(sheet.rows):
            for number, cell in enumerate(cells):
                if cell.spans > 1:
                    self.setSpan(row, number, cell.spans, 1)
        self.verticalHeader().setVisible(bool(sheet.heads))
        self.fit()
        if key in sheet.keys and 0 <= column < len(sheet.columns):
            self.setCurrentIndex(self.sheet_model.index(sheet.keys.index(key), column))
        self.verticalScrollBar().setValue(scrolled)
        self._guard = False

    def fit(self) -> None:
        """Give columns their widths and rows the heights that their words need."""
        sheet, m = self.sheet_model.sheet, self._measures()
        if not sheet.columns:
            return
        beside = 0.0
        if sheet.heads:
            beside = m.px(_BESIDE if self.width() > m.px(_NARROW) else _BESIDE_NARROW)
            self.verticalHeader().setFixedWidth(round(beside))
        room = self.width() - beside - 2 - (theme().scaled(10) if self.verticalScrollBar().isVisible() else 0)
        least = [m.px(width) for width, _share in sheet.widths]
        spare = max(0.0, room - sum(least))
        shares = sum(share for _width, share in sheet.widths) or 1.0
        widths = [int(low + spare * share / shares) for low, (_w, share) in zip(least, sheet.widths, strict=True)]
        for column, width in enumerate(widths):
            self.setColumnWidth(column, width)
        for row, height in enumerate(self._heights(sheet, widths)):
            self.setRowHeight(row, round(height))
        header = self.horizontalHeader()
        header.setFixedHeight(header.sizeHint().height())
        if self.snug:
            wide = sum(widths) + beside > self.width() - 2
            self.setMaximumHeight(self.content_height() + (theme().scaled(12) if wide else 0))

    def content_height(self) -> int:
        """Return how high the table is with all of its rows."""
        return self.horizontalHeader().height() + sum(map(self.rowHeight, range(self.sheet_model.rowCount()))) + 2

    def rest_height(self, rows: int) -> int:
        """Return how high the table is with so many of its rows."""
        return self.horizontalHeader().height() + sum(map(self.rowHeight, range(rows))) + 2

    def _heights(self, sheet: Sheet, widths: list[int]) -> list[float]:
        """Return the heights of rows: enough for each cell; what a spanning cell needs more is shared by its rows."""
        heights = [
            max((self.cells.height(c, widths[n]) for n, c in enumerate(cells) if c.spans == 1), default=0.0)
            for cells in sheet.rows
        ]
        if sheet.heads:
            head = self.verticalHeader()
            assert isinstance(head, SheetHeader)
            heights = [max(high, head.needed(row, head.width())) for row, high in enumerate(heights)]
        for row, cells in enumerate(sheet.rows):
            for number, cell in enumerate(cells):
                if cell.spans > 1:
                    lacking = self.cells.height(cell, widths[number]) - sum(heights[row : row + cell.spans])
                    for each in range(row, row + cell.spans):
                        heights[each] += max(0.0, lacking) / cell.spans
        return heights

    def _dressed(self) -> None:
        self.fit()
        self.viewport().update()

    # --- what people do

    def cell_at(self, index: Index) -> Cell | None:
        """Return the cell of an index."""
        return index.data(CELL_ROLE) if index.isValid() else None

    def act(self) -> None:
        """Do what Enter means on the cell that has the keyboard."""
        cell = self.cell_at(self.currentIndex())
        if cell is None:
            return
        held = cell.cards or cell.names
        if cell.gap is not None and not held:
            self.fix_asked.emit(cell.gap)
        elif len(held) == 1 and cell.gap is None:
            self.opened.emit(held[0])
        elif held:
            self._menu(cell)

    def spot(self) -> QPoint:
        """Return the point under the cell that has the keyboard, in this widget's coordinates."""
        rect = self.visualRect(self.currentIndex())
        left = rect.right() if self.isRightToLeft() else rect.left()
        return self.viewport().mapTo(self, QPoint(left + 4, rect.bottom() + 4))

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        cell = self.cell_at(current)
        if cell is not None and not self._guard:
            self.picked.emit(cell.cards or cell.names or ((cell.gap.card,) if cell.gap is not None else ()))

    @guarded(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.act()
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        elif event.text() and event.text().isprintable() and not event.text().isspace():
            event.ignore()  # no search by typing: single keys belong to the window
        else:
            super().keyPressEvent(event)

    @guarded(None)
    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        card = self._card_under(event.position())
        if card:
            self.picked.emit((card,))

    @guarded(None)
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        cell = self.cell_at(self.indexAt(event.position().toPoint()))
        left = event.button() == Qt.MouseButton.LeftButton
        if left and cell is not None and cell.gap is not None and not self._card_under(event.position()):
            self.fix_asked.emit(cell.gap)

    @guarded(None)
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        card = self._card_under(event.position())
        if card:
            self.opened.emit(card)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        cell = self.cell_at(self.indexAt(event.position().toPoint()))
        live = cell is not None and (cell.gap is not None or bool(self._card_under(event.position())))
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if live else Qt.CursorShape.ArrowCursor)
        super().mouseMoveEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        cell = self.cell_at(self.currentIndex())
        if cell is not None:
            by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
            self.menu_asked.emit(cell, self.mapToGlobal(self.spot()) if by_key else event.globalPos())

    def _menu(self, cell: Cell) -> None:
        self.menu_asked.emit(cell, self.mapToGlobal(self.spot()))

    def _card_under(self, at: QPointF) -> str:
        index = self.indexAt(at.toPoint())
        cell = self.cell_at(index)
        if cell is None:
            return ""
        return self.cells.card_at(cell, QRectF(self.visualRect(index)), at, rtl=self.isRightToLeft())

    # --- events

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()
        QTimer.singleShot(0, self, self.fit)  # once more, when the scroll bar has come or gone

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self.fit()


class SheetHeader(QHeaderView):
    """The heads of columns or rows, with the mark of the card that one stands for; their words are never cut."""

    def __init__(
        self,
        orientation: Qt.Orientation,
        board: Callable[[], Board],
        catalogue: Catalogue,
        measures: Callable[[], Measures],
        parent: QWidget,
    ) -> None:
        super().__init__(orientation, parent)
        self._board, self._catalogue, self._measures = board, catalogue, measures
        self._across = orientation == Qt.Orientation.Horizontal
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(20)
        self.setHighlightSections(False)
        self.setSectionsClickable(False)

    def needed(self, section: int, width: float) -> float:
        """Return how high a head must be for its words."""
        m = self._measures()
        head = self._head(section)
        room = width - m.px(2 * _HEAD_PAD) - (m.px(22) if head.card and not self._across else 0.0)
        face = m.font(bold=self._across and not head.card, smaller=1 if self._across else 0)
        box = QFontMetricsF(face).boundingRect(
            QRectF(0, 0, max(20.0, room), 9_999), Qt.TextFlag.TextWordWrap, head.text
        )
        mark = m.px(16) if self._across and head.card else 0.0
        return max(m.px(_LEAST_HEAD), box.height() + mark + m.px(2 * _HEAD_PAD))

    def sizeHint(self) -> QSize:
        if not self._across:
            return QSize(self.width(), 10)
        heights = [self.needed(n, self.sectionSize(n)) for n in range(self.count())]
        return QSize(10, round(max(heights, default=self._measures().px(_LEAST_HEAD))))

    def _beside(self) -> bool:
        """Tell whether the heads of rows stand beside these heads."""
        table = self.parentWidget()
        return isinstance(table, QTableView) and table.verticalHeader().isVisible()

    def _head(self, section: int) -> Heading:
        model = self.model()
        orientation = Qt.Orientation.Horizontal if self._across else Qt.Orientation.Vertical
        head = model.headerData(section, orientation, CELL_ROLE) if model is not None else None
        return head if isinstance(head, Heading) else Heading("")

    @guarded(None)
    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        m, head = self._measures(), self._head(section)
        rtl = self.isRightToLeft()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._across:  # the corners of the table are round
            whole = QPainterPath()
            room = QRectF(self.viewport().rect()).adjusted(0, 0, 0, m.px(20))
            if self._beside():
                room.adjust(0 if rtl else -m.px(20), 0, m.px(20) if rtl else 0, 0)
            whole.addRoundedRect(room, m.px(9), m.px(9))
            painter.setClipPath(whole)
        painter.fillRect(rect, m.look.ui("surface_2" if self._across else "surface"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), m.look.ui("border"))
        box = QRectF(rect).adjusted(m.px(_HEAD_PAD), m.px(_HEAD_PAD), -m.px(_HEAD_PAD), -m.px(_HEAD_PAD))
        along = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        centred = self._across and bool(head.card)
        if head.card:
            box = self._paint_mark(painter, head.card, box, m, rtl=rtl)
        painter.setFont(m.font(bold=self._across and not head.card, smaller=1 if self._across else 0))
        painter.setPen(m.look.ui("text_2" if self._across else "text"))
        where = (
            Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
            if centred
            else along | Qt.AlignmentFlag.AlignVCenter
        )
        painter.drawText(box, int(where | Qt.AlignmentFlag.AlignAbsolute) | int(Qt.TextFlag.TextWordWrap), head.text)
        painter.restore()

    def _paint_mark(self, painter: QPainter, card: str, box: QRectF, m: Measures, *, rtl: bool) -> QRectF:
        """Paint the mark of a head's card over or before its words; return what is left for the words."""
        element = self._board().elements.get(card)
        size = m.px(12)
        if self._across:
            at = QRectF(box.center().x() - size / 2, box.top(), size, size)
            rest = box.adjusted(0, m.px(16), 0, 0)
        else:
            at = QRectF(box.right() - size if rtl else box.left(), box.center().y() - size / 2, size, size)
            rest = box.adjusted(0 if rtl else m.px(22), 0, -m.px(22) if rtl else 0, 0)
        if element is None:
            return rest
        if element.kind == "stakeholder":
            side = str(element.attributes.get("side") or "")
            paint_side(painter, at, side, colour=m.look.side_mark(side))
        else:
            kind = self._catalogue.variant(element.kind, element.type)
            paint_icon(painter, kind_icon(kind), m.look.kind(kind, "accent"), at.center(), m.px(17))
        return rest
