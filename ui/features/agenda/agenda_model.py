"""The agenda as a table: a stage a row, with its name, its minutes and when it would begin."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QMimeData, QModelIndex, QPersistentModelIndex, Qt

from stworkshop.i18n import gettext as _
from stworkshop.model.agenda import Planned, Schedule, time_words
from ui.kit.theme import theme
from ui.session.bridge import Bridge
from ui.session.clock import Clock

_MIME = "application/x-stworkshop-stage"
_Index = QModelIndex | QPersistentModelIndex
NAME, MINUTES, TIME = 0, 1, 2


class AgendaModel(QAbstractTableModel):
    """Reads the schedule; every edit is a command, and the rows come back from the clock."""

    def __init__(self, bridge: Bridge, clock: Clock) -> None:
        super().__init__()
        self._bridge, self._clock = bridge, clock
        self._rows: Sequence[Planned] = clock.schedule().planned
        clock.ticked.connect(self.refresh)

    def refresh(self) -> None:
        """Show the agenda as it is now; the same rows stay, so that what is being typed stays too."""
        found = self._clock.schedule().planned
        if [p.item.id for p in found] == [p.item.id for p in self._rows]:
            changed = [n for n, (a, b) in enumerate(zip(found, self._rows, strict=True)) if a != b]
            self._rows = found
            if changed:
                self.dataChanged.emit(self.index(changed[0], NAME), self.index(changed[-1], TIME))
            return
        self.beginResetModel()
        self._rows = found
        self.endResetModel()

    @property
    def schedule(self) -> Schedule:
        """Where the workshop stands."""
        return self._clock.schedule()

    def row(self, at: int) -> Planned | None:
        """Return the stage of a row."""
        return self._rows[at] if 0 <= at < len(self._rows) else None

    def row_of(self, item_id: str) -> int:
        """Return the row of a stage, -1 where it is not in the agenda."""
        return next((n for n, one in enumerate(self._rows) if one.item.id == item_id), -1)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else 3

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (_("Stage"), _("Minutes"), _("Begins"))[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section > 0 else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        one = self.row(index.row()) if index.isValid() else None
        if one is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self._words(one, index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() > 0:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.DecorationRole and index.column() == NAME:
            sign = {"done": ("check", "success"), "current": ("play", "brand_text"), "skipped": ("minus", "text_3")}
            name, colour = sign.get(one.state, ("pause", "text_3") if one.pause else ("drag", "text_3"))
            return theme().icon(name, colour, 16)
        if role == Qt.ItemDataRole.ForegroundRole:
            return theme().colour("text_3" if one.pause or one.state in ("done", "skipped") else "text")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _("{stage}, {state}").format(stage=self._words(one, index.column()), state=_state(one))
        return None

    def _words(self, one: Planned, column: int) -> str:
        if column == NAME:
            return one.label
        if column == MINUTES:
            return str(one.seconds // 60)
        return time_words(one.start) if one.start is not None else ""

    def flags(self, index: _Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if not index.isValid():
            return flags | Qt.ItemFlag.ItemIsDropEnabled
        one = self.row(index.row())
        if one is None or self._bridge.read_only:
            return flags
        if index.column() in (NAME, MINUTES):
            flags |= Qt.ItemFlag.ItemIsEditable
        if not one.item.started:
            flags |= Qt.ItemFlag.ItemIsDragEnabled
        return flags

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        one = self.row(index.row())
        if one is None or role != Qt.ItemDataRole.EditRole:
            return False
        words = str(value).strip()
        if words == self._words(one, index.column()):
            return False
        if index.column() == NAME:
            stage = self._bridge.catalogue.stages.get(one.item.stage)
            label = "" if stage is not None and words == str(stage["label"]) else words
            return self._bridge.run("edit_stage", id=one.item.id, label=label) is not None
        if index.column() == MINUTES and words.isdigit():
            return self._bridge.run("edit_stage", id=one.item.id, minutes=int(words)) is not None
        return False

    # --- dragging

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        one = self.row(indexes[0].row()) if indexes else None
        if one is not None:
            data.setData(_MIME, one.item.id.encode())
        return data

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: _Index) -> bool:
        """Move the dragged stage before the row it was dropped at; the view takes no row away itself."""
        at = row if row >= 0 else parent.row() if parent.isValid() else len(self._rows)
        moved = bytes(data.data(_MIME).data()).decode()
        self.move(moved, at)
        return False

    def move(self, item_id: str, at: int) -> bool:
        """Move a stage before the row `at`; tell whether it was done."""
        before = self.row(at)
        if before is not None and before.item.id == item_id:
            return False
        place = {"before": before.item.id} if before is not None else {}
        return self._bridge.run("move_stage", id=item_id, **place) is not None


def _state(one: Planned) -> str:
    return {
        "done": _("done"), "current": _("running"), "skipped": _("left out"), "next": _("to come"),
    }[one.state]  # fmt: skip
