"""A view on the wall: as large as it fits, in the wall's own look, with its name over it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QWidget

from stworkshop.analysis import viewpoints
from stworkshop.analysis.viewpoints import Picture, View
from stworkshop.i18n import ngettext
from stworkshop.session.session import Changed
from ui.canvas.safe_slots import guarded
from ui.canvas.wall.projector import ProjectorWindow
from ui.features.views import sheets
from ui.features.views.canvas import ViewCanvas
from ui.features.views.cell_painter import Measures
from ui.features.views.cells import Sheet
from ui.features.views.sheet_view import SheetView
from ui.features.views.view_words import wall_words
from ui.kit.map_look import Look, font
from ui.session.bridge import Bridge

_HEAD, _FOOT, _EDGE = 0.085, 0.05, 0.014
_LARGEST, _LEAST, _STEP = 2.6, 1.3, 0.1
"""How much larger than in the window words are, at most and at least."""


class WallSheet(QWidget):
    """A table for the back row; rows that do not fit are counted under it, never made too small."""

    def __init__(self, bridge: Bridge, shown: View, form: str) -> None:
        super().__init__()
        self._bridge, self._shown, self._form = bridge, shown, form
        self._look = Look("projector", wall=True)
        self._scale, self._left = _LARGEST, 0
        self._board = bridge.board.copy()
        self.setAccessibleName(shown.label)
        self.table = SheetView(lambda: self._board, bridge.catalogue, shown.label, self._measures, self)
        self.table.snug = False
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table.setFrameShape(QFrame.Shape.NoFrame)
        self.table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        ground = self._look.ui("surface").name()
        plain = "QTableView, QHeaderView, QTableCornerButton::section"
        self.table.setStyleSheet(f"{plain} {{ background: {ground}; border: 0; }}")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        bridge.changed.connect(self._changed)
        self._small = ""
        self._sheet = self._made()

    def _measures(self) -> Measures:
        return Measures(self._look, self._scale)

    def _made(self) -> Sheet:
        what = viewpoints.picture(self._board, self._bridge.catalogue, self._shown)
        self._small = wall_words(self._board, self._bridge.catalogue, self._shown, what, self._form)
        return sheets.sheet_of(self._board, self._bridge.catalogue, self._shown, what, self._form)

    def _changed(self, changed: Changed) -> None:
        if changed.change and not _held(self):
            self._board = self._bridge.board.copy()
            self._sheet = self._made()
            self._fit()

    @guarded(None)
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()

    def _fit(self) -> None:
        """Make the words as large as all rows allow, and leave out the last rows where that would be too small."""
        for row in range(len(self._sheet.rows)):
            self.table.setRowHidden(row, False)
        edge, head = round(self.width() * _EDGE), round(self.height() * _HEAD)
        room = self.height() - head - round(self.height() * _FOOT)
        self.table.setGeometry(edge, head, self.width() - 2 * edge, room)
        self._scale = _LARGEST
        self.table.show_sheet(self._sheet)
        self.table.fit()
        while self._scale > _LEAST and not self._fits(room):
            self._scale = round(self._scale - _STEP, 2)
            self.table.fit()
        rows = len(self._sheet.rows)
        while rows > 1 and self.table.rest_height(rows) > room:
            rows -= 1
            while rows > 1 and rows < len(self._sheet.rows) and not self._starts(rows):
                rows -= 1
        self._left = sum(1 for row in range(rows, len(self._sheet.rows)) if self._starts(row))
        for row in range(len(self._sheet.rows)):
            self.table.setRowHidden(row, row >= rows)
        self.update()

    def _fits(self, room: int) -> bool:
        across = sum(self.table.columnWidth(n) for n in range(len(self._sheet.columns)))
        beside = self.table.verticalHeader().width() if self._sheet.heads else 0
        return self.table.content_height() <= room and across + beside <= self.table.width() + 2

    def _starts(self, row: int) -> bool:
        """Tell whether an entry begins with this row, and not a further measure of the one above."""
        return self._sheet.rows[row][0].spans > 0

    @guarded(None)
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.ui("canvas"))
        _paint_title(painter, self._look, self._shown.label, QRectF(self.rect()), self._small)
        if self._left:
            more = ngettext("and {n} more", "and {n} more", self._left).format(n=self._left)
            painter.setFont(font(self.height() * 0.026))
            painter.setPen(self._look.ui("text_2"))
            foot = QRectF(0, self.height() * (1 - _FOOT), self.width() * (1 - _EDGE), self.height() * _FOOT)
            painter.drawText(foot, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, more)
        painter.end()


class WallCanvas(QWidget):
    """A view drawn as a map, whole, on the wall; it follows the session."""

    def __init__(self, bridge: Bridge, shown: View, what: Picture) -> None:
        super().__init__()
        self._shown, self._what = shown, what
        self._look = Look("projector", wall=True)
        self.setAccessibleName(shown.label)
        self.canvas = ViewCanvas(bridge, self, self._look)
        self.canvas.lifted.wall = True
        self.canvas.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.canvas.setInteractive(False)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.canvas.show_view(shown, what)
        bridge.changed.connect(self._changed)

    @guarded(None)
    def resizeEvent(self, event: QResizeEvent) -> None:
        head = round(self.height() * _HEAD)
        self.canvas.setGeometry(0, head, self.width(), self.height() - head)
        self.canvas.fit()

    @guarded(None)
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.ui("canvas"))
        _paint_title(painter, self._look, self._shown.label, QRectF(self.rect()))
        painter.end()

    def _changed(self, changed: Changed) -> None:
        if not changed.change or _held(self):
            return
        board, catalogue = self.canvas.bridge.board, self.canvas.bridge.catalogue
        shown = viewpoints.view(board, catalogue, self._shown.id)
        if shown is not None:
            self._shown, self._what = shown, viewpoints.picture(board, catalogue, shown)
            self.canvas.show_view(shown, self._what)
            self.update()


def _held(widget: QWidget) -> bool:
    """Tell whether the wall holds its picture."""
    window = widget.window()
    return isinstance(window, ProjectorWindow) and window.frozen


def _paint_title(painter: QPainter, look: Look, title: str, rect: QRectF, small: str = "") -> None:
    """Paint the name of a view, and at the other end of the line what else must be said."""
    along = Qt.AlignmentFlag.AlignVCenter
    box = QRectF(rect.width() * _EDGE, 0, rect.width() * (1 - 2 * _EDGE), rect.height() * _HEAD)
    painter.setFont(font(rect.height() * 0.036, bold=True))
    painter.setPen(look.ui("text"))
    painter.drawText(box, Qt.AlignmentFlag.AlignLeft | along, title)
    painter.setFont(font(rect.height() * 0.024))
    painter.setPen(look.ui("text_2"))
    painter.drawText(box, Qt.AlignmentFlag.AlignRight | along, small)
