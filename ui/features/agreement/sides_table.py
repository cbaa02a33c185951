"""What each side answered, as a table; with figures their mean and how alike they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QSizePolicy, QTableView

from stworkshop.i18n import gettext as _
from stworkshop.rounds import answers_in_words
from stworkshop.rounds.opinion_summary import Said
from ui.kit.theme import theme
from ui.kit.widgets.sides import paint_side
from ui.session.words import figure

Index = QModelIndex | QPersistentModelIndex
_ROW = 28


@dataclass(frozen=True)
class SideRow:
    """One side: how many, what they said, and figures where there are some."""

    side: str
    people: str
    words: str
    mean: str = "–"
    alike: str = "–"
    faint: bool = False


class SidesModel(QAbstractTableModel):
    """The sides of a statement's answers, in the order of sides."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[SideRow] = []
        self._figures = False

    def show_said(self, said: Said, sides: Sequence[str], figures: bool) -> None:
        """Show the sides that may be shown, and say so of those that may not."""
        self.beginResetModel()
        self._figures = figures
        self.rows = list(side_rows(said, sides))
        self.endResetModel()

    def heads(self) -> tuple[str, ...]:
        """Return the headings of the columns."""
        words = (_("Side"), _("people"), _("answered"))
        return (*words, _("mean"), _("alike")) if self._figures else words

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.heads())

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.heads()):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return "" if section == 0 else self.heads()[section]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.heads()[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            name = answers_in_words.capital(answers_in_words.side_names().get(row.side, row.side))
            return (name, row.people, row.words, row.mean, row.alike)[index.column()]
        if role == Qt.ItemDataRole.DecorationRole and index.column() == 0:
            return _picture(row.side)
        if role == Qt.ItemDataRole.ForegroundRole and row.faint:
            return theme().colour("text_3")
        return _alignment(index.column()) if role == Qt.ItemDataRole.TextAlignmentRole else None


def side_rows(said: Said, sides: Sequence[str]) -> list[SideRow]:
    """Return a row per side; where small sides are hidden, their rows say only that."""
    shown = {one.side: one for one in said.sides}
    rows = []
    for side in sides:
        one = shown.get(side)
        if one is not None:
            mean = figure(one.mean, 1) if one.mean is not None else "–"
            alike = figure(one.alike) if one.alike is not None else "–"
            rows.append(SideRow(side, str(one.people), one.words, mean, alike))
        elif side in said.hidden:
            rows.append(SideRow(side, "", _("too few to show"), faint=True))
        elif not said.anonymous:
            rows.append(SideRow(side, "0", _("nobody of this side answered"), faint=True))
    return rows


class SidesTable(QTableView):
    """The table, as tall as its rows."""

    def __init__(self) -> None:
        super().__init__()
        self.rows = SidesModel(self)
        self.setModel(self.rows)
        self.setAccessibleName(_("What each side answered"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setProperty("look", "plain")
        self.setWordWrap(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme().scaled(_ROW))
        self.verticalHeader().setMinimumSectionSize(theme().scaled(20))
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        head.setFixedHeight(theme().scaled(26))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_said(self, said: Said, sides: Sequence[str], figures: bool) -> None:
        """Show what the sides answered to a statement."""
        self.rows.show_said(said, sides, figures)
        head = self.horizontalHeader()
        for column in range(self.rows.columnCount()):
            wide = QHeaderView.ResizeMode.Stretch if column == 2 else QHeaderView.ResizeMode.ResizeToContents
            head.setSectionResizeMode(column, wide)
        self.setFixedHeight(head.height() + self.verticalHeader().defaultSectionSize() * len(self.rows.rows) + 4)
        self.setVisible(bool(self.rows.rows))


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignTrailing if column in (1, 3, 4) else Qt.AlignmentFlag.AlignLeading
    return side | Qt.AlignmentFlag.AlignVCenter


def _picture(side: str) -> QPixmap:
    ratio = 2.0
    size = theme().scaled(15)
    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    paint_side(painter, QRectF(0, 0, size, size), side)
    painter.end()
    return picture
