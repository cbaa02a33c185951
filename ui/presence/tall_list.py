"""A list as tall as its lines, in a page that scrolls as a whole; a real list for the keyboard and those who listen."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QListView, QStyle, QStyleOptionViewItem

from ui.kit.theme import theme
from ui.kit.widgets.basics import describe
from ui.kit.widgets.single_keys import leave_single_keys

Index = QModelIndex | QPersistentModelIndex


class TallList(QListView):
    """Enter and a click on a line `take` it; the line with the keyboard is told, so that it can be scrolled to."""

    taken = Signal(QModelIndex)
    stands_on = Signal(QRect)
    """Where the line that has the keyboard is, within the list."""

    def __init__(self, name: str, model: QAbstractItemModel, takes: str = "") -> None:
        super().__init__()
        describe(self, name, description=takes)
        leave_single_keys(self)
        self.setProperty("part", "tall-list")
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.setModel(model)
        model.setParent(self)
        for signal in (model.rowsInserted, model.rowsRemoved, model.modelReset, model.dataChanged):
            signal.connect(self.fit)
        self.fit()

    def fit(self) -> None:
        """Take the height of all lines."""
        rows = self.model().rowCount()
        self.scheduleDelayedItemsLayout()
        tall = sum(self.sizeHintForRow(row) for row in range(rows))
        if self.height() != tall or self.minimumHeight() != tall:
            self.setFixedHeight(tall)

    def sizeHint(self) -> QSize:
        return QSize(theme().scaled(200), self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    def currentChanged(self, current: Index, previous: Index) -> None:  # noqa: N802 - Qt's name
        super().currentChanged(current, previous)
        if self.hasFocus() and current.isValid():
            self.stands_on.emit(self.visualRect(current))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.model().rowCount():
            self.setCurrentIndex(self.model().index(0, 0))
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.taken.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid():
            self.clicked_at(index, event.position().toPoint())

    def clicked_at(self, index: QModelIndex, _point: QPoint) -> None:
        """Take the line that was clicked."""
        self.taken.emit(index)


def paint_ground(painter: QPainter, option: QStyleOptionViewItem) -> None:
    """Paint what tells that a line has the keyboard or the pointer, and the hairline under it."""
    look = theme()
    rect = QRect(option.rect)
    painter.setPen(look.colour("border"))
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())
    inner = rect.adjusted(1, 1, -2, -3)
    focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
    if focused:
        pen = painter.pen()
        pen.setColor(look.colour("focus"))
        pen.setWidth(2)
        painter.setPen(pen)
        painter.setBrush(look.colour("selection_fill"))
        painter.drawRoundedRect(inner, look.scaled(7), look.scaled(7))
    elif option.state & QStyle.StateFlag.State_MouseOver:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("surface_2"))
        painter.drawRoundedRect(inner, look.scaled(7), look.scaled(7))
    painter.setBrush(Qt.BrushStyle.NoBrush)
