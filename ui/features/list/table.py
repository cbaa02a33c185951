"""The table of one kind of record, fed by the board and refreshed by each change."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QSortFilterProxyModel, Qt

from stworkshop.model.records import Element, Record
from stworkshop.model.same_words import folded
from stworkshop.session.session import Changed
from ui.kit.theme import theme
from ui.kit.widgets.plain import as_plain
from ui.session.bridge import Bridge
from ui.session.record_columns import ALL, PLAIN_ROOTS, Column, columns_of, records_of

Index = QModelIndex | QPersistentModelIndex
_ROWS = QSortFilterProxyModel.Direction.Rows
ID_ROLE, SORT_ROLE, VALUE_ROLE, ICONS_ROLE = (int(Qt.ItemDataRole.UserRole) + n for n in range(4))


class RecordTable(QAbstractTableModel):
    """Rows are records, columns what `columns` says; a kept value becomes one command."""

    def __init__(self, bridge: Bridge, table: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.table = table
        self.columns: list[Column] = columns_of(bridge.catalogue, table)
        self._ids = [record.id for record in records_of(bridge.board, table)]
        self._row = {record_id: row for row, record_id in enumerate(self._ids)}
        bridge.changed.connect(self._hear)
        theme().theme_changed.connect(self._repaint)

    # --- what Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title if 0 <= section < len(self.columns) else None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self.columns[index.column()].how != "fixed" and not self._bridge.read_only:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == ID_ROLE:  # also while the row of a record that is gone is about to go
            return self._ids[index.row()] if index.isValid() and index.row() < len(self._ids) else None
        record = self.record(index)
        if record is None:
            return None
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.show(self._bridge.board, record) or column.missing or column.empty
        if role == Qt.ItemDataRole.EditRole:
            value = column.value(record)
            return value if isinstance(value, str | int) else column.show(self._bridge.board, record)
        if role == VALUE_ROLE:
            return column.value(record)
        if role == SORT_ROLE:
            return self._sort_key(column, record)
        return self._look(column, record, role)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        record = self.record(index)
        if record is None or role != Qt.ItemDataRole.EditRole:
            return False
        column = self.columns[index.column()]
        before = column.value(record)
        if value == before or (not value and not before):
            return False
        command = column.make(record, value)
        return command is not None and self._bridge.run(command[0], **command[1]) is not None

    # --- what the views ask

    def record(self, index: Index) -> Record | None:
        """Return the record of a row."""
        if not index.isValid() or index.row() >= len(self._ids):
            return None
        return self._bridge.board.find(self._ids[index.row()])

    def row_of(self, record_id: str) -> int:
        """Return the row of a record, -1 if it is not here."""
        return self._row.get(record_id, -1)

    # --- what the session says

    def _hear(self, changed: Changed) -> None:
        change = changed.change
        if not change:
            return
        root = self.table if self.table in PLAIN_ROOTS else "elements"
        there = {record.id: record for record in records_of(self._bridge.board, self.table)}
        if change.ids(root) or (root == "links" and change.ids("elements")):
            for record_id in [i for i in self._ids if i not in there]:
                self._take(record_id)
            for record_id in there:
                if record_id not in self._row:
                    self._put(record_id)
        self._repaint()

    def _take(self, record_id: str) -> None:
        row = self._row[record_id]
        self.beginRemoveRows(QModelIndex(), row, row)
        del self._ids[row]
        self._number()
        self.endRemoveRows()

    def _put(self, record_id: str) -> None:
        row = len(self._ids)
        self.beginInsertRows(QModelIndex(), row, row)
        self._ids.append(record_id)
        self._number()
        self.endInsertRows()

    def _number(self) -> None:
        self._row = {record_id: row for row, record_id in enumerate(self._ids)}

    def _repaint(self) -> None:
        """Let the views look again: a label may stand in any row, as the other end of a link."""
        if self._ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, len(self.columns) - 1))

    def _sort_key(self, column: Column, record: Record) -> Any:
        value = column.value(record)
        if column.id == "code" and isinstance(record, Element):
            letters = record.code.rstrip("0123456789abcdefghijklmnopqrstuvwxyz")
            digits = "".join(c for c in record.code if c.isdigit())
            return f"{letters}{int(digits or 0):06d}"
        if isinstance(value, int):
            return f"{value:09d}"
        shown = column.show(self._bridge.board, record)
        return f"{float(shown):012.3f}" if column.number and shown else folded(shown)

    def _look(self, column: Column, record: Record, role: int) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole and column.number:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.ForegroundRole:
            if column.missing and not column.show(self._bridge.board, record):
                return theme().colour("warn")
            if column.empty and not column.show(self._bridge.board, record):
                return theme().colour("text_3")
            if column.id == "code" and isinstance(record, Element):
                return theme().colour(f"kind/{self._bridge.catalogue.variant(record.kind, record.type)}/kind_text")
            return theme().colour("text" if column.how == "text" else "text_2")
        if role == Qt.ItemDataRole.FontRole and column.id == "code":
            return theme().font("card_kind")
        if role == Qt.ItemDataRole.ToolTipRole:
            return as_plain(column.show(self._bridge.board, record)) or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            shown = column.show(self._bridge.board, record) or column.missing or column.empty
            return f"{column.title}: {shown}"
        if role == ICONS_ROLE and column.how == "topics" and isinstance(record, Element):
            return list(record.concepts)
        return None


class RecordFilter(QSortFilterProxyModel):
    """Sorts by what a column means, and shows the rows that hold all typed words and the chosen topic."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words: list[str] = []
        self._topic = ""
        self._gaps = False
        self.setSortRole(SORT_ROLE)
        self.setDynamicSortFilter(True)

    def show_words(self, text: str) -> None:
        """Show the rows that hold these words."""
        self.beginFilterChange()
        self._words = folded(text).split()
        self.endFilterChange(_ROWS)

    def show_topic(self, concept: str) -> None:
        """Show the rows with this topic, "" for any."""
        self.beginFilterChange()
        self._topic = concept
        self.endFilterChange(_ROWS)

    def show_gaps(self, only: bool) -> None:
        """Show only rows where something is missing that a column asks for."""
        self.beginFilterChange()
        self._gaps = only
        self.endFilterChange(_ROWS)

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        model = self.sourceModel()
        if not isinstance(model, RecordTable):
            return True
        record = model.record(model.index(source_row, 0))
        if record is None:
            return False
        if self._topic and not (isinstance(record, Element) and self._topic in record.concepts):
            return False
        shown = [str(model.index(source_row, c).data() or "") for c in range(len(model.columns))]
        if self._gaps and not any(c.missing and shown[at] == c.missing for at, c in enumerate(model.columns)):
            return False
        text = folded(" ".join(shown))
        return all(word in text for word in self._words)


__all__ = ["ALL", "ICONS_ROLE", "ID_ROLE", "SORT_ROLE", "VALUE_ROLE", "RecordFilter", "RecordTable"]
