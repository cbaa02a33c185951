"""The two views of the List page: the outline tree and the table, each with its keys."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QMenu, QTableView, QTreeView

from stworkshop.i18n import gettext as _
from ui.features.list.delegates import CellDelegate, Index, OutlineDelegate
from ui.features.list.outline import NODE_ROLE, OutlineModel
from ui.features.list.table import ID_ROLE, VALUE_ROLE, RecordFilter, RecordTable
from ui.kit.theme import theme
from ui.kit.widgets.basics import describe
from ui.kit.widgets.plain import Menu
from ui.presence.row_marks import RowMarks
from ui.session.bridge import Bridge
from ui.session.record_columns import Column

_EDITED_BY = (
    QAbstractItemView.EditTrigger.DoubleClicked
    | QAbstractItemView.EditTrigger.EditKeyPressed
    | QAbstractItemView.EditTrigger.AnyKeyPressed
)


_OF_THE_PAGE = ("1", "4", "/", "[", "]", "?")
"""Single keys that the page acts on, instead of searching the outline for them."""


class ShownGroups(QSortFilterProxyModel):
    """The outline without the groups that are empty."""

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        model = self.sourceModel()
        return source_parent.isValid() or model.rowCount(model.index(source_row, 0)) > 0


class OutlineView(QTreeView):
    """The tree; Del deletes, F2 edits, typing on the last line of a card makes a link."""

    chosen = Signal(tuple)

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        describe(self, _("Outline of all cards and links"))
        self._bridge = bridge
        self._guard = False
        self.outline = OutlineModel(bridge, self)
        self._groups = ShownGroups(self)
        self._groups.setSourceModel(self.outline)
        self._groups.setDynamicSortFilter(True)
        self.setModel(self._groups)
        self.setItemDelegate(OutlineDelegate(self))
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setIndentation(theme().scaled(18))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed | QAbstractItemView.EditTrigger.DoubleClicked)
        self.setExpandsOnDoubleClick(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().selectionChanged.connect(lambda _new, _old: self._tell())
        self.clicked.connect(self._clicked)
        bridge.selection_changed.connect(self.show_selection)

    def show_selection(self, ids: tuple[str, ...]) -> None:
        """Show what is selected elsewhere."""
        if self._guard:
            return
        self._guard = True
        model = self.selectionModel()
        model.clearSelection()
        for record_id in ids:
            at = self._groups.mapFromSource(self.outline.index_of(record_id))
            if at.isValid():
                model.select(at, model.SelectionFlag.Select)
        if ids:
            first = self._groups.mapFromSource(self.outline.index_of(ids[0]))
            if first.isValid():
                model.setCurrentIndex(first, model.SelectionFlag.NoUpdate)
                self.scrollTo(first)
        self._guard = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.state() != QAbstractItemView.State.EditingState:
            ids = [i for i in self._chosen() if i]
            if ids:
                self._bridge.run("delete", ids=ids)
        elif event.key() == Qt.Key.Key_L and not event.modifiers():
            self._start_link()
        elif event.text() in _OF_THE_PAGE or event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _start_link(self) -> None:
        at = self.currentIndex()
        if at.isValid() and at.data(NODE_ROLE)[0] in ("link", "add"):
            at = at.parent()
        if at.isValid() and self._groups.rowCount(at):
            self.expand(at)
            last = self._groups.index(self._groups.rowCount(at) - 1, 0, at)
            self.setCurrentIndex(last)
            self.edit(last)

    def _clicked(self, at: QModelIndex) -> None:
        if at.data(NODE_ROLE)[0] == "add":
            self.edit(at)
        elif at.data(NODE_ROLE)[0] == "group":
            self.setExpanded(at, not self.isExpanded(at))

    def _chosen(self) -> list[str]:
        return [self.outline.record_of(self._groups.mapToSource(at)) for at in self.selectionModel().selectedRows()]

    def _tell(self) -> None:
        if self._guard:
            return
        self._guard = True
        self._bridge.select(i for i in self._chosen() if i)
        self._guard = False


class RecordView(QTableView):
    """A table of records; typing starts editing, Enter goes down, Ins adds, Del deletes, Ctrl+V pastes rows."""

    wants_new = Signal()
    pasted = Signal(str)

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        describe(self, _("Table of records"))
        self._bridge = bridge
        self._guard = False
        self._double_clicked = QPersistentModelIndex()
        self.table_model: RecordTable | None = None
        self.rows = RecordFilter(self)
        self.setModel(self.rows)
        self.setSortingEnabled(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(_EDITED_BY)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme().scaled(34))
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionsMovable(True)
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        header.setMinimumSectionSize(theme().scaled(40))
        describe(header, _("Columns"))
        bridge.selection_changed.connect(self.show_selection)
        self.marks = RowMarks(self, self.words_of, bridge)

    def show_table(self, table: str) -> None:
        """Show the records of one kind."""
        old, self.table_model = self.table_model, RecordTable(self._bridge, table, self)
        self._guard = True
        self.rows.setSourceModel(self.table_model)
        if old is not None:
            old.deleteLater()
        self.setItemDelegate(CellDelegate(self.table_model.columns, self))
        for at, column in enumerate(self.table_model.columns):
            self.setColumnWidth(at, theme().scaled(column.width))
            self.setColumnHidden(at, False)
        self.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        self.selectionModel().selectionChanged.connect(lambda _new, _old: self._tell())
        self._guard = False
        self.show_selection(self._bridge.selection)

    @property
    def columns(self) -> list[Column]:
        """The columns that are shown or hidden."""
        return self.table_model.columns if self.table_model is not None else []

    def show_selection(self, ids: tuple[str, ...]) -> None:
        """Show what is selected elsewhere."""
        if self._guard or self.table_model is None:
            return
        self._guard = True
        model = self.selectionModel()
        model.clearSelection()
        flags = model.SelectionFlag.Select | model.SelectionFlag.Rows
        for record_id in ids:
            row = self.table_model.row_of(record_id)
            at = self.rows.mapFromSource(self.table_model.index(row, 0)) if row >= 0 else QModelIndex()
            if at.isValid():
                model.select(at, flags)
                if record_id == ids[0]:
                    self.scrollTo(at)
        self._guard = False

    def words_of(self, record_id: str) -> QRect:
        """Return where the words of a record stand in the viewport; an invalid rectangle where they are not shown."""
        row = self.table_model.row_of(record_id) if self.table_model is not None else -1
        at = next((n for n, column in enumerate(self.columns) if column.id == "label"), -1)
        if self.table_model is None or row < 0 or at < 0:
            return QRect()
        return self.visualRect(self.rows.mapFromSource(self.table_model.index(row, at)))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self.marks.paint()

    def go_down(self) -> None:
        """Move to the cell below; from the last one to the field for a new record."""
        at = self.currentIndex()
        below = self.rows.index(at.row() + 1, at.column())
        if below.isValid():
            self.setCurrentIndex(below)
        else:
            self.wants_new.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        editing = self.state() == QAbstractItemView.State.EditingState
        if event.key() == Qt.Key.Key_Delete and not editing:
            if ids := self.chosen():
                self._bridge.run("delete", ids=list(ids))
        elif event.key() == Qt.Key.Key_Insert:
            self.wants_new.emit()
        elif event.matches(QKeySequence.StandardKey.Paste) and not editing:
            self.pasted.emit(QApplication.clipboard().text())
        elif (event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not editing) or event.key() == Qt.Key.Key_F2:
            self._edit(self.currentIndex())
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        at = self.indexAt(event.position().toPoint())
        how = self.columns[at.column()].how if at.isValid() else "fixed"
        if how in ("choice", "topics"):  # a list that opens while the button is down is closed when it comes up
            self._double_clicked = QPersistentModelIndex(at)
        else:
            super().mouseDoubleClickEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        at, self._double_clicked = self._double_clicked, QPersistentModelIndex()
        if at.isValid():
            self._edit(self.rows.index(at.row(), at.column()))

    def chosen(self) -> tuple[str, ...]:
        """Return the ids of the selected rows."""
        return tuple(str(at.data(ID_ROLE)) for at in self.selectionModel().selectedRows())

    def _edit(self, at: QModelIndex) -> None:
        if not at.isValid() or self._bridge.read_only:
            return
        if self.columns[at.column()].how == "topics":
            self._topics(at)
        elif self.columns[at.column()].how != "fixed":
            self.edit(at)

    def _topics(self, at: QModelIndex) -> None:
        menu = Menu(self)
        for concept, entry in self._bridge.catalogue.concepts.items():
            action = menu.addAction(
                theme().icon(f"concepts/{concept}", f"concept/{concept}/mark", 17), str(entry["label"])
            )
            action.setCheckable(True)
            action.setChecked(concept in (at.data(VALUE_ROLE) or ()))
        menu.triggered.connect(lambda _action: self._keep_topics(at, menu))
        menu.aboutToHide.connect(menu.deleteLater)
        corner = self.visualRect(at).bottomLeft()
        menu.popup(self.viewport().mapToGlobal(QPoint(corner.x(), corner.y())))

    def _keep_topics(self, at: QModelIndex, menu: QMenu) -> None:
        concepts = list(self._bridge.catalogue.concepts)
        chosen = [concepts[i] for i, action in enumerate(menu.actions()) if action.isChecked()]
        self.rows.setData(at, chosen)

    def _tell(self) -> None:
        if self._guard:
            return
        self._guard = True
        self._bridge.select(self.chosen())
        self._guard = False

    def header(self) -> QHeaderView:
        """Return the header over the columns."""
        return self.horizontalHeader()
