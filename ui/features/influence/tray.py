"""Who is not placed yet: a list to drag from; Enter puts a name in the middle, arrows then move it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QByteArray, QMimeData, QModelIndex, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QDrag, QKeyEvent, QPainter, QPixmap, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView

from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.rounds.placings import Placed
from ui.features.influence.grid import CARD_MIME
from ui.kit.theme import theme
from ui.kit.widgets.basics import column, describe, label
from ui.kit.widgets.plain import set_tip
from ui.kit.widgets.sides import paint_side
from ui.kit.widgets.words import WrappedLabel

CARD_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_MOST_SHOWN = 3


class WaitingList(QListView):
    """The names, wrapped like chips."""

    placed = Signal(str)
    picked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.names = QStandardItemModel(self)
        self.setModel(self.names)
        self.setAccessibleName(_("Not placed yet"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("part", "plain")
        self.viewport().setAutoFillBackground(False)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setSpacing(theme().scaled(1))
        self.setIconSize(QSize(theme().scaled(13), theme().scaled(13)))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setDragEnabled(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.selectionModel().currentChanged.connect(self._picked)
        self.doubleClicked.connect(lambda index: self.placed.emit(str(index.data(CARD_ROLE))))

    def show_names(self, waiting: Sequence[Placed]) -> None:
        """Show these names."""
        self.names.clear()
        for placed in waiting:
            item = QStandardItem(placed.card.label)
            item.setData(placed.id, CARD_ROLE)
            item.setData(placed.spoken, Qt.ItemDataRole.AccessibleTextRole)
            set_tip(item, placed.card.label)
            item.setIcon(side_picture(placed.side))
            self.names.appendRow(item)

    def startDrag(self, actions: Qt.DropAction) -> None:
        """Let a name be carried to the grid."""
        card = str(self.currentIndex().data(CARD_ROLE) or "")
        if not card:
            return
        drag = QDrag(self)
        what = QMimeData()
        what.setData(CARD_MIME, QByteArray(card.encode()))
        what.setText(str(self.currentIndex().data()))
        drag.setMimeData(what)
        drag.setPixmap(self.viewport().grab(self.visualRect(self.currentIndex())))
        drag.setHotSpot(QPoint(12, 12))
        drag.exec(Qt.DropAction.CopyAction)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.placed.emit(str(self.currentIndex().data(CARD_ROLE)))
        elif event.text() and event.text().isprintable():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _picked(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid() and self.hasFocus():
            self.picked.emit(str(now.data(CARD_ROLE)))


class WaitingTray(QFrame):
    """The tray with its count; gone where everybody is placed."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("part", "well")
        describe(self, _("Not placed yet"))
        self._low, self._rows = False, 1
        layout = column(self, 4, (12, 8, 12, 8))
        self._title = label("", "small", "muted", strong=True)
        layout.addWidget(self._title)
        self._hint = WrappedLabel("", "caption", "faint")
        layout.addWidget(self._hint)
        self.list = WaitingList()
        layout.addWidget(self.list)

    def show_waiting(self, waiting: Sequence[Placed], *, sealed: bool = False) -> None:
        """Show who waits; while a placing is open, everybody's name and nothing else."""
        n = len(waiting)
        self.setVisible(bool(n))
        if sealed:
            self._title.setText(ngettext("{n} name", "{n} names", n).format(n=n))
            self._hint.setText(_("Where people place them opens when the round is closed."))
        else:
            self._title.setText(_("Not placed yet: {n}").format(n=n))
            self._hint.setText(_("Drag a name to its place, or press Enter to put it in the middle."))
        self.list.setDragEnabled(not sealed)
        self.list.show_names(waiting)
        self._rows = min(_MOST_SHOWN, -(-n // 4)) if not sealed else 8
        self._measure()

    def set_low(self, low: bool) -> None:
        """Take one line and leave the hint out where the window is low; the rest scrolls."""
        if low != self._low:
            self._low = low
            self._measure()

    def _measure(self) -> None:
        rows = 1 if self._low else max(1, self._rows)
        self._hint.setVisible(not self._low)
        self.list.setFixedHeight(theme().scaled(32) * rows + 6)


def side_picture(side: str) -> QPixmap:
    """Return the mark of a side as a picture for a list."""
    size = theme().scaled(13)
    picture = QPixmap(size * 2, size * 2)
    picture.setDevicePixelRatio(2.0)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    paint_side(painter, QRectF(0, 0, size, size), side)
    painter.end()
    return picture
