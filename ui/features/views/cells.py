"""Tables of cells that hold cards, levels, marks and gaps: what the chain, the matrix and the table of rules show."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.kit.widgets.plain import as_plain

Index = QModelIndex | QPersistentModelIndex
Tone = Literal["", "muted", "strong", "good", "missing", "ask"]
Mark = Literal["", "has", "lacks", "unasked"]

CELL_ROLE = int(Qt.ItemDataRole.UserRole)


@dataclass(frozen=True)
class Gap:
    """What a map does not say yet, and what Enter helps to say: its sort, the card it is about, and a second one."""

    sort: str
    card: str
    other: str = ""


@dataclass(frozen=True)
class Level:
    """The level of a risk: the number, the words under it, and how dark its ground is (0 unknown, 1 light to 3)."""

    number: str
    words: str
    strength: int


@dataclass(frozen=True)
class Cell:
    """One cell: `text` is what it says in words; `cards` are painted as small cards, or as names beside their side.

    `wide` is how many rows it spans, 0 where the cell above spans this one; `arrow` paints that it follows from the
    cell before it; `line` that something else begins under it. `small` stands under the rest; `shade` is how
    dark the ground is, 0 to 3.
    """

    text: str = ""
    cards: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    level: Level | None = None
    mark: Mark = ""
    tone: Tone = ""
    gap: Gap | None = None
    framed: bool = False
    arrow: bool = False
    small: str = ""
    line: bool = True
    shade: int = 0
    spans: int = 1


@dataclass(frozen=True)
class Heading:
    """The head of a column or a row: its words, and the card that it stands for, if any; `about` is a tool tip."""

    text: str
    card: str = ""
    about: str = ""


@dataclass(frozen=True)
class Sheet:
    """A whole table: heads of columns (with their least widths in px and their share of the rest), rows, heads of rows.

    `keys` tell rows apart when the table is made anew.
    """

    columns: tuple[Heading, ...]
    widths: tuple[tuple[int, float], ...]
    rows: tuple[tuple[Cell, ...], ...]
    keys: tuple[str, ...]
    heads: tuple[Heading, ...] = ()
    empty: tuple[str, str] = ("", "")
    centred: frozenset[int] = field(default_factory=frozenset)


class SheetModel(QAbstractTableModel):
    """A sheet as a model: every cell has words, which screen readers get with the column's and the row's head."""

    def __init__(self, sheet: Sheet, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sheet = sheet

    def show(self, sheet: Sheet) -> None:
        """Show another sheet."""
        self.beginResetModel()
        self.sheet = sheet
        self.endResetModel()

    def cell(self, row: int, column: int) -> Cell:
        """Return a cell; where one spans rows, the cell that spans."""
        rows = self.sheet.rows
        while row > 0 and rows[row][column].spans == 0:
            row -= 1
        return rows[row][column]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.sheet.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.sheet.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable if index.isValid() else Qt.ItemFlag.NoItemFlags

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        heads = self.sheet.columns if orientation == Qt.Orientation.Horizontal else self.sheet.heads
        if not 0 <= section < len(heads):
            return None
        head = heads[section]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return head.text
        if role == Qt.ItemDataRole.ToolTipRole:
            return as_plain(head.about) or None
        return head if role == CELL_ROLE else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.sheet.rows):
            return None
        cell = self.cell(index.row(), index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.said(index.row(), index.column())
        return cell if role == CELL_ROLE else None

    def said(self, row: int, column: int) -> str:
        """Return a cell as it is read out: with the head of its row, if rows have one, and that of its column."""
        cell = self.cell(row, column)
        if cell.mark and self.sheet.heads:
            return cell.text  # a whole sentence by itself
        head = self.sheet.columns[column].text
        words = f"{cell.text} ({cell.small})" if cell.small and cell.small not in cell.text else cell.text
        return f"{head}: {words}" if head else words
