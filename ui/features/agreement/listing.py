"""The list of statements as a view: as tall as its rows, so that the page scrolls as a whole."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QScrollArea,
    QSizePolicy,
    QStyleOptionViewItem,
    QWidget,
)

from stworkshop.i18n import gettext as _
from stworkshop.rounds.opinion_summary import Room, Said
from ui.features.agreement.delegate import OpinionDelegate
from ui.features.agreement.model import OpinionModel
from ui.kit.theme import theme
from ui.session.bridge import Bridge


class OpinionList(QListView):
    """Up and down go through statements, Enter to the detail, H lets both ends be heard."""

    picked = Signal(str)
    entered = Signal()
    heard = Signal()

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self.opinions = OpinionModel(bridge.catalogue, self)
        self.painter = OpinionDelegate(bridge.catalogue, self)
        self.setModel(self.opinions)
        self.setItemDelegate(self.painter)
        self.setAccessibleName(_("What the room thinks, statement by statement"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("part", "plain")
        self.viewport().setAutoFillBackground(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setTabKeyNavigation(False)
        self.activated.connect(lambda _index: self.entered.emit())
        self.selectionModel().currentChanged.connect(lambda _now, _before: self._picked())
        theme().theme_changed.connect(self.viewport().update)
        self._showing = False

    @property
    def said(self) -> Said | None:
        """The statement that is chosen."""
        return self.opinions.said(self.currentIndex())

    def show_room(self, room: Room, way: str, figures: bool, statement: str) -> None:
        """Show a room's statements, and keep one chosen."""
        self._showing = True
        self.painter.figures = figures
        self.opinions.show_room(room, way)
        self.pick(statement)
        self._showing = False
        self._fit()

    def pick(self, statement: str) -> None:
        """Choose a statement; the first contested one, or the first of all, where it is not there."""
        row = self.opinions.row_of(statement)
        if row < 0:
            ids = self.opinions.statements()
            row = self.opinions.row_of(ids[0]) if ids else -1
        if row >= 0:
            index = self.opinions.index(row, 0)
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def step(self, by: int) -> None:
        """Choose the statement before or after."""
        ids, said = self.opinions.statements(), self.said
        if said is not None and said.id in ids:
            self.pick(ids[max(0, min(len(ids) - 1, ids.index(said.id) + by))])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and not event.modifiers():
            self.step(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif event.key() == Qt.Key.Key_H and not event.modifiers():
            self.heard.emit()
        elif event.text() and event.text().isprintable():
            event.ignore()  # single keys belong to the page
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.scheduleDelayedItemsLayout()
            self._fit()

    def scrollTo(
        self, index: object, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """Let the page scroll, since the list itself has room for all its rows."""
        area: QWidget | None = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        inner = area.widget() if isinstance(area, QScrollArea) else None
        if isinstance(area, QScrollArea) and inner is not None and self.isVisible():
            spot = self.viewport().mapTo(inner, self.visualRect(self.currentIndex()).center())
            area.ensureVisible(spot.x(), spot.y(), 0, theme().scaled(50))

    def _picked(self) -> None:
        said = self.said
        if said is not None and not self._showing:
            self.picked.emit(said.id)

    def _fit(self) -> None:
        option = self._option()
        heights = (
            self.painter.sizeHint(option, self.opinions.index(row, 0)).height()
            for row in range(self.opinions.rowCount())
        )
        self.setFixedHeight(max(8, sum(heights) + 2))

    def _option(self) -> QStyleOptionViewItem:
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        return option
