"""The lines of a file as a table: what stands there, and what becomes of each line."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from stworkshop.i18n import gettext as _
from ui.features.bring_in.draft import ASK, BY_HAND, EMPTY, FOUND, LIKE, NEW, OUT, DraftLine
from ui.kit.theme import theme
from ui.kit.widgets.basics import describe
from ui.kit.widgets.plain import as_plain

Index = QModelIndex | QPersistentModelIndex
_ROW = 32
_LEAST_SHARE, _MOST_SHARE = 14, 40
_ICONS = {NEW: "plus", FOUND: "check", LIKE: "duplicate-q", ASK: "warning"}
_TONES = {NEW: "success", FOUND: "text_2", LIKE: "warn", ASK: "warn", EMPTY: "text_3", OUT: "text_3", BY_HAND: "text_3"}


class LinesModel(QAbstractTableModel):
    """The number, the cells, and the state of each line."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.heads: tuple[str, ...] = ()
        self.lines: Sequence[DraftLine] = ()
        self.shares: list[int] = []
        """How much of the room each column takes, by its longest words."""

    def show_lines(self, heads: tuple[str, ...], lines: Sequence[DraftLine]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self.heads, self.lines = heads, lines
        longest = (max((len(line.cells[at]) for line in lines[:40]), default=0) for at in range(len(heads)))
        self.shares = [min(_MOST_SHARE, max(_LEAST_SHARE, length)) for length in longest]
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.heads) + 2

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.heads) + 2:
            return None
        names = (_("row"), *self.heads, _("what happens"))
        if role == Qt.ItemDataRole.DisplayRole:
            return ("", *self.heads, "")[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        return names[section] if role == Qt.ItemDataRole.AccessibleTextRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.lines):
            return None
        line, column = self.lines[index.row()], index.column()
        last = column == len(self.heads) + 1
        asked = line.state == ASK and column > 0 and column - 1 == line.asks
        words = line.number if column == 0 else line.words if last else _cell(line, column - 1)
        if role == Qt.ItemDataRole.DisplayRole:
            return words
        if role == Qt.ItemDataRole.ToolTipRole:
            return as_plain(words) or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{words}, {line.words}" if asked else words or _("empty")
        if role == Qt.ItemDataRole.DecorationRole and last and line.state in _ICONS:
            return theme().pixmap(_ICONS[line.state], _TONES[line.state], 14)
        if role == Qt.ItemDataRole.ForegroundRole:
            faint = column == 0 or line.state in (EMPTY, OUT, BY_HAND)
            return theme().colour(_TONES[line.state] if last else "warn" if asked else "text_3" if faint else "text")
        if role == Qt.ItemDataRole.BackgroundRole and asked:
            return theme().colour("warn_soft")
        if role == Qt.ItemDataRole.FontRole and asked:
            return theme().font("body_strong")
        return None


def _cell(line: DraftLine, at: int) -> str:
    return " ".join(line.cells[at].split()) if at < len(line.cells) else ""


class LinesTable(QTableView):
    """The table; Del leaves a line out or takes it again, N and Shift+N go to the next that a person should look at."""

    looked_at = Signal(int)
    """The place of the line that has the cursor."""
    wants_out = Signal(int)
    wants_next = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.lines = LinesModel(self)
        self.setModel(self.lines)
        description = _("N goes to the next row to look at, Shift+N to the one before, Del leaves a row out")
        describe(self, _("What becomes of each row"), description=description)
        self.setItemDelegate(_Marked(self))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        upright = self.verticalHeader()
        upright.hide()
        upright.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        upright.setDefaultSectionSize(theme().scaled(_ROW))
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        head.setMinimumSectionSize(theme().scaled(36))
        head.setFixedHeight(theme().scaled(29))
        self.selectionModel().currentRowChanged.connect(lambda now: self.looked_at.emit(now.row()))

    def show_lines(self, heads: tuple[str, ...], lines: Sequence[DraftLine]) -> None:
        """Show other lines, and stay at the line that has the cursor."""
        at, side = self.currentIndex(), self.verticalScrollBar().value()
        self.lines.show_lines(heads, lines)
        self._share_room()
        if lines:
            self.go_to(min(max(0, at.row()), len(lines) - 1), at.column())
            self.verticalScrollBar().setValue(side)

    def go_to(self, row: int, column: int = 0) -> None:
        """Put the cursor on a line."""
        self.setCurrentIndex(self.lines.index(row, max(0, column)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        """Give number and state what they need, and the other columns room by what stands in them."""
        lines, heads = self.lines.lines, self.lines.heads
        if not lines:
            return
        metrics, words = self.fontMetrics(), {line.words for line in lines}
        number = metrics.horizontalAdvance(lines[-1].number) + theme().scaled(26)
        state = max(metrics.horizontalAdvance(one) for one in words) + theme().scaled(52)
        state = min(state, max(theme().scaled(90), self.viewport().width() * 2 // 5))
        room = self.viewport().width() - number - state
        shares = self.lines.shares
        self.setColumnWidth(0, number)
        for at, share in enumerate(shares):
            self.setColumnWidth(at + 1, max(theme().scaled(36), room * share // sum(shares)))
        self.setColumnWidth(len(heads) + 1, state)

    def height_of_rows(self) -> int:
        """Return how tall the table is with all of its lines."""
        rows = self.verticalHeader().defaultSectionSize() * len(self.lines.lines)
        return self.horizontalHeader().height() + rows + 2 * self.frameWidth() + 2

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_N:
            self.wants_next.emit(not event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        elif event.key() == Qt.Key.Key_Delete and self.currentIndex().isValid():
            self.wants_out.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)


class _Marked(QStyledItemDelegate):
    """Gives a cell that a person should look at its ground, which the style sheet would leave out."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        ground = index.data(Qt.ItemDataRole.BackgroundRole)
        if ground is not None:
            painter.fillRect(option.rect, ground)
        super().paint(painter, option, index)
