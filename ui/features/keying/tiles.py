"""The ballots of a round as a list of tiles: the code and how far it is, never what is on it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QListView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from stworkshop.i18n import gettext as _
from ui.kit.theme import theme
from ui.kit.widgets.basics import describe
from ui.kit.widgets.emptying import empty
from ui.kit.widgets.plain import set_tip

NOW, DIFFERS = "now", "differs"
"""States that only the page knows: being keyed, and keyed twice with a difference."""

_STATE = Qt.ItemDataRole.UserRole
_CODE = Qt.ItemDataRole.UserRole + 1
_COLUMNS = 3
_MOST_ROWS = 6
_THREE_FROM = 270
"""Pixels from which there is room for all columns."""


def state_words() -> dict[str, str]:
    """Return how far a ballot is, in words."""
    return {
        "printed": _("spare"),
        "out": _("not yet"),
        "in": _("on the laptop"),
        "phone": _("by telephone"),
        "partly": _("to look at"),
        "keyed": _("once"),
        "checked": _("twice, same"),
        "done": _("paper put away"),
        NOW: _("typing"),
        DIFFERS: _("differs"),
    }


_ICONS = {
    "keyed": ("check", "text_3"),
    "checked": ("check", "success"),
    "done": ("lock", "success"),
    "in": ("laptop", "text_3"),
    "phone": ("check", "text_3"),
    "partly": ("warning", "warn"),
    NOW: ("edit", "selection"),
    DIFFERS: ("warning", "warn"),
}
_GROUNDS = {
    "printed": "surface",
    "out": "surface_2",
    "partly": "warn_soft",
    NOW: "selection_fill",
    DIFFERS: "warn_soft",
}


class BallotTiles(QListWidget):
    """Tiles in rows of three; Enter or a click asks for that ballot."""

    wants_ballot = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._named = False
        describe(self, _("Ballots of the round"))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setUniformItemSizes(True)
        self.setSpacing(0)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_TileDelegate(self))
        self.itemActivated.connect(lambda item: self.wants_ballot.emit(str(item.data(_CODE))))
        self.itemClicked.connect(lambda item: self.wants_ballot.emit(str(item.data(_CODE))))
        theme().theme_changed.connect(self._size)

    def show_ballots(self, states: Mapping[str, str], labels: Mapping[str, str]) -> None:
        """Show the ballots in this order; `labels` name people in rounds with names."""
        words = state_words()
        self._named = bool(labels)
        chosen = self.currentItem().data(_CODE) if self.currentItem() else ""
        empty(self)
        for code, state in states.items():
            name = labels.get(code, code)
            item = QListWidgetItem(name)
            item.setData(_STATE, state)
            item.setData(_CODE, code)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{name}, {words[state]}")
            set_tip(item, f"{name}: {words[state]}")
            self.addItem(item)
            if code == chosen:
                self.setCurrentItem(item)
        self._size()

    def states(self) -> dict[str, str]:
        """Return what the tiles say: the state by code."""
        items = [self.item(number) for number in range(self.count())]
        return {str(item.data(_CODE)): str(item.data(_STATE)) for item in items}

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._size()

    def _size(self) -> None:
        columns = 1 if self._named else _COLUMNS if self.width() >= theme().scaled(_THREE_FROM) else _COLUMNS - 1
        rows, high = -(-self.count() // columns), theme().scaled(58 if self._named else 70)
        scrolls = rows > _MOST_ROWS
        on, off = Qt.ScrollBarPolicy.ScrollBarAlwaysOn, Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(on if scrolls else off)
        room = self.width() - (theme().scaled(14) if scrolls else 2)
        self.setGridSize(QSize(max(theme().scaled(70), room // columns), high))
        self.setFixedHeight(high * min(max(rows, 1), _MOST_ROWS) + 4)


class _TileDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        view = self.parent()
        return view.gridSize() if isinstance(view, QListWidget) else super().sizeHint(option, index)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        look, state = theme(), str(index.data(_STATE))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect).adjusted(0, 0, -look.scaled(6), -look.scaled(6)).adjusted(1, 1, -1, -1)
        held = option.widget is not None and option.widget.hasFocus()
        focus = held and bool(option.state & QStyle.StateFlag.State_HasFocus)
        pen = QPen(look.colour("focus" if focus or state == NOW else "warn" if state == DIFFERS else "border"), 1)
        if focus or state == NOW:
            pen.setWidthF(2)
        if state == "printed":
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(look.colour(_GROUNDS.get(state, "surface")))
        painter.drawRoundedRect(box, look.scaled(7), look.scaled(7))
        inner = box.adjusted(look.scaled(9), look.scaled(5), -look.scaled(7), -look.scaled(5))
        self._words(painter, inner, str(index.data(Qt.ItemDataRole.DisplayRole)), state, option.widget)
        painter.restore()

    def _words(self, painter: QPainter, box: QRectF, name: str, state: str, widget: QWidget | None) -> None:
        look = theme()
        quiet = state in ("printed", "out")
        code = len(name) <= _COLUMNS
        painter.setFont(look.font("title" if code else "small"))
        painter.setPen(look.colour("text_2" if quiet else "text"))
        first = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, round(box.width()))
        right = widget is not None and widget.isRightToLeft()
        # The painter mirrors it where the window runs from right to left.
        side = Qt.AlignmentFlag.AlignLeft
        painter.drawText(box, side | Qt.AlignmentFlag.AlignTop, first)
        painter.setFont(look.font("caption"))
        painter.setPen(look.colour("warn" if state == DIFFERS else "text_2"))
        icon = _ICONS.get(state)
        words = painter.fontMetrics().elidedText(state_words()[state], Qt.TextElideMode.ElideRight, round(box.width()))
        below = box.adjusted(0, look.scaled(22), 0, 0)
        painter.drawText(below, side | Qt.AlignmentFlag.AlignTop, words)
        if icon:
            picture = look.pixmap(icon[0], icon[1], 15)
            trailing = code == right
            at = box.right() - look.scaled(15) if trailing else box.left()
            painter.drawPixmap(round(at), round(box.bottom() - look.scaled(14)), picture)
