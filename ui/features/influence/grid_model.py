"""A grid of stakeholders as a table: influence upwards, and how they are affected, or how much they care, along."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from stworkshop.i18n import gettext as _
from stworkshop.rounds.placings import AFFECTED, INFLUENCE, STEPS, Placed, Placings, cell_words, marks_in, middles_in

TOKENS_ROLE = int(Qt.ItemDataRole.UserRole) + 1
WARN_ROLE = int(Qt.ItemDataRole.UserRole) + 2
Index = QModelIndex | QPersistentModelIndex

MIDDLE, EACH, SIDES = "middle", "each", "sides"
"""What a grid shows: one name where it stands, all placements, or each side's middle."""


@dataclass(frozen=True)
class Token:
    """A name in a cell; `marks` are the people (or sides) that put it there, None in the grid of middles."""

    placed: Placed
    marks: tuple[str, ...] | None = None


def influence_words() -> tuple[str, ...]:
    """Return the words of the five steps of influence, 1 first."""
    return (_("almost none"), _("little"), _("some"), _("strong"), _("decides"))


def interest_words() -> tuple[str, ...]:
    """Return the words of the five steps of interest, 1 first."""
    return (_("hardly cares"), _("a little"), _("somewhat"), _("much"), _("very much"))


class GridModel(QAbstractTableModel):
    """Rows from influence 5 down to 1; a cell reads as its place and everybody in it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._way, self._mode = INFLUENCE, MIDDLE
        self._cells: dict[tuple[int, int], list[Token]] = {}

    def show_placings(self, placings: Placings, way: str, mode: str) -> None:
        """Show the stakeholders of a board on a grid."""
        self.beginResetModel()
        self._way, self._mode = way, mode
        if mode == MIDDLE or way != INFLUENCE:
            found = placings.cells(way)
            self._cells = {place: [Token(placed) for placed in here] for place, here in found.items()}
        else:
            self._cells = _spread_out(placings, mode)
        self.endResetModel()

    @property
    def way(self) -> str:
        """The grid that is shown."""
        return self._way

    def place(self, index: Index) -> tuple[int, int]:
        """Return (influence, column) of a cell."""
        return STEPS[-1] - index.row(), index.column()

    def index_of(self, card: str) -> QModelIndex:
        """Return the cell that holds a card, an invalid one where none does."""
        for (influence, column), tokens in self._cells.items():
            if any(token.placed.id == card for token in tokens):
                return self.index(STEPS[-1] - influence, column)
        return QModelIndex()

    def order(self) -> list[str]:
        """Return the cards in reading order, each once."""
        places = sorted(self._cells, key=lambda place: (-place[0], place[1]))
        return list(dict.fromkeys(token.placed.id for place in places for token in self._cells[place]))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(STEPS)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(AFFECTED) if self._way == INFLUENCE else len(STEPS)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDropEnabled

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        influence, column = self.place(index)
        tokens = self._cells.get((influence, column), [])
        if role == TOKENS_ROLE:
            return tokens
        if role == WARN_ROLE:
            return self._way == INFLUENCE and AFFECTED[column] == "direct" and influence == STEPS[0]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            place = cell_words(self._way, influence, column)
            names = ". ".join(_spoken(token) for token in tokens) or _("nobody")
            return f"{place}: {names}"
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        if orientation == Qt.Orientation.Vertical:
            step = STEPS[-1] - section
            return f"{step}\n{influence_words()[step - 1]}"
        if self._way == INFLUENCE:
            words = (_("Not affected"), _("Affected indirectly"), _("Affected directly"))[section]
        else:
            words = f"{section + 1}  {interest_words()[section]}"
        if self._mode != MIDDLE:
            return words
        n = sum(len(tokens) for (_influence, column), tokens in self._cells.items() if column == section)
        return f"{words}   {n}"


def _spoken(token: Token) -> str:
    if token.marks is None:
        return token.placed.spoken
    return f"{token.placed.card.label}, {len(token.marks)}"


def _spread_out(placings: Placings, mode: str) -> dict[tuple[int, int], list[Token]]:
    """Return every cell that somebody, or some side, chose for a stakeholder."""
    cells: dict[tuple[int, int], list[Token]] = {}
    for placed in placings.all:
        for influence in STEPS:
            for column, affected in enumerate(AFFECTED):
                found = (marks_in if mode == EACH else middles_in)(placed, influence, affected)
                if found:
                    cells.setdefault((influence, column), []).append(Token(placed, found))
    return cells
