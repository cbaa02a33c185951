"""A list of things that each have a state: words, the state at the end of the line, and what there is to say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from stworkshop.i18n import gettext as _
from ui.kit.theme import theme
from ui.kit.widgets.basics import describe
from ui.kit.widgets.emptying import empty
from ui.kit.widgets.plain import set_tip
from ui.kit.widgets.single_keys import leave_single_keys

_ID = Qt.ItemDataRole.UserRole
_STATE = Qt.ItemDataRole.UserRole + 1
_LINES = Qt.ItemDataRole.UserRole + 2
_TONES = {
    "success": "success",
    "warn": "warn",
    "danger": "danger",
    "faint": "text_3",
    "brand": "brand_text",
    "strong": "text",
}


@dataclass(frozen=True)
class StateRow:
    """One line: `tone` is success, warn, danger, brand, strong or faint. Without an id it is a heading."""

    id: str
    words: str
    state: str = ""
    tone: str = "faint"
    below: str = ""


class StateList(QListWidget):
    """Keeps the chosen line when the lines are shown anew; `chosen` gives its id."""

    chosen = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        describe(self, name)
        leave_single_keys(self)
        self.setItemDelegate(_StateDelegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.currentItemChanged.connect(lambda item: self.chosen.emit(self.current) if item is not None else None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    @property
    def current(self) -> str:
        """The id of the chosen line, "" where there is none."""
        item = self.currentItem()
        return str(item.data(_ID)) if item is not None else ""

    def show_rows(self, rows: Iterable[StateRow]) -> None:
        """Show these lines; where the chosen one is gone, the first is chosen."""
        wanted, shown = self.current, list(rows)
        self.blockSignals(True)
        empty(self)
        for row in shown:
            self.addItem(_item(row))
        self.blockSignals(False)
        ids = [row.id for row in shown if row.id]
        self.choose(wanted if wanted in ids else ids[0] if ids else "")

    def choose(self, row_id: str) -> None:
        """Choose a line by its id."""
        for at in range(self.count()):
            if row_id and self.item(at).data(_ID) == row_id:
                self.setCurrentRow(at)
                return


def _item(row: StateRow) -> QListWidgetItem:
    item = QListWidgetItem(row.words)
    item.setData(_ID, row.id)
    item.setData(_STATE, (row.state, row.tone))
    item.setData(_LINES, row.below)
    if not row.id:
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        return item
    spoken = ", ".join(part for part in (row.words, row.state) if part)
    item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{spoken}. {row.below}" if row.below else spoken)
    set_tip(item, _("{words}: {more}").format(words=row.words, more=row.below) if row.below else row.words)
    return item


class _StateDelegate(QStyledItemDelegate):
    """Paints the word, its state at the end of the line, and what was agreed under it in at most two lines."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        look = theme()
        view = option.widget
        width = max(120, view.viewport().width() if isinstance(view, QListWidget) else 300)
        small = QFontMetrics(look.font("small"))
        room = QRect(0, 0, width - look.scaled(24), 1000)
        box = small.boundingRect(room, int(Qt.TextFlag.TextWordWrap), str(index.data(_LINES)))
        if not index.data(_LINES):
            return QSize(width, look.scaled(36))
        return QSize(width, look.scaled(36) + min(box.height(), 2 * small.lineSpacing() + 2))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        look = theme()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
            painter.setBrush(look.colour("selection_fill"))
            painter.setPen(look.colour("focus" if focused else "selection"))
            painter.drawRoundedRect(option.rect.adjusted(2, 2, -2, -2), 8, 8)
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        painter.setLayoutDirection(option.direction)  # leading and trailing are mirrored by it
        start, end = Qt.AlignmentFlag.AlignLeading, Qt.AlignmentFlag.AlignTrailing
        top = Qt.AlignmentFlag.AlignTop
        edge = look.scaled(12)
        inner = option.rect.adjusted(edge, look.scaled(8), -edge, -look.scaled(6))
        state, tone = index.data(_STATE)
        painter.setFont(look.font("caption"))
        painter.setPen(look.colour(_TONES[tone]))
        painter.drawText(inner, end | top, state)
        taken = painter.fontMetrics().horizontalAdvance(state) + edge
        room = inner.adjusted(taken if mirrored else 0, 0, 0 if mirrored else -taken, 0)
        painter.setFont(look.font("body_strong"))
        painter.setPen(look.colour("text" if index.data(_ID) else "brand_text"))
        word = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, start | top, word)
        painter.setFont(look.font("small"))
        painter.setPen(look.colour("text_2"))
        below = inner.adjusted(0, look.scaled(22), 0, 0)
        painter.drawText(below, start | top | Qt.TextFlag.TextWordWrap, str(index.data(_LINES)))
        painter.restore()
