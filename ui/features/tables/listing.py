"""The list of what came together: what needs somebody first, then what merged by itself; each line with its tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from stworkshop.analysis.table_signs import Sign
from stworkshop.i18n import gettext as _
from ui.canvas.marks.table_signs import GAP, SIDE, paint_row, width_of
from ui.canvas.marks.table_signs import told as tables_told
from ui.features.tables.told import DONE, GONE, NEEDS, Told
from ui.kit.theme import theme
from ui.kit.widgets.basics import describe
from ui.kit.widgets.emptying import empty
from ui.kit.widgets.plain import set_tip
from ui.kit.widgets.single_keys import leave_single_keys

_TOLD = Qt.ItemDataRole.UserRole
_DONE = Qt.ItemDataRole.UserRole + 1
_ICONS = {NEEDS: ("warning", "warn"), DONE: ("check", "success"), GONE: ("info", "warn")}
_EDGE, _ICON, _PAD, _MOST_SIGNS, _MOST_LINES = 8, 18, 7, 5, 3
_WRAP = int(Qt.TextFlag.TextWordWrap)


class MergeList(QListWidget):
    """Lines under headings; up and down walk them, Enter shows a card on the map."""

    looked_at = Signal(object)
    """The `Told` of the line that one stands on."""
    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        describe(self, _("What came together"), description=_("Up and down walk the list, Enter shows the card"))
        leave_single_keys(self)
        self.signs: Mapping[str, Sign] = {}
        self.setProperty("part", "plain-list")
        self.setItemDelegate(_Lines(self))
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.currentItemChanged.connect(self._went)
        self.itemActivated.connect(lambda item: self.opened.emit(item.data(_TOLD)))

    def show_lines(
        self, groups: Iterable[tuple[str, Sequence[Told]]], signs: Mapping[str, Sign], decided: Iterable[str]
    ) -> None:
        """Show lines under their headings; `decided` are the ids of questions that somebody has answered."""
        at, self.signs, settled = self.current, signs, set(decided)
        self.blockSignals(True)
        empty(self)
        for heading, lines in groups:
            if lines:
                self._head(heading)
                for line in lines:
                    self._line(line, line.state == NEEDS and line.id in settled)
        self.blockSignals(False)
        self.stand_on(at)

    @property
    def current(self) -> tuple[str, str]:
        """The state and id of the line that one stands on."""
        item = self.currentItem()
        line = item.data(_TOLD) if item is not None else None
        return (line.state, line.id) if isinstance(line, Told) else ("", "")

    def stand_on(self, wanted: tuple[str, str]) -> None:
        """Stand on a line, without telling; on the first where it is not there."""
        self.blockSignals(True)
        rows = [row for row in range(self.count()) if isinstance(self.item(row).data(_TOLD), Told)]
        lines = {(self.item(row).data(_TOLD).state, self.item(row).data(_TOLD).id): row for row in reversed(rows)}
        if rows:
            self.setCurrentRow(lines.get(wanted, rows[0]))
        self.blockSignals(False)
        self.viewport().update()

    def stand_free(self, free: bool) -> None:
        """Be as high as all lines need, where something around the list scrolls; else as high as there is room."""
        high = sum(self.sizeHintForRow(row) for row in range(self.count())) + 4 if free else 0
        self.setMinimumHeight(high)
        self.setMaximumHeight(high or 16_777_215)

    def lines(self) -> list[Told]:
        """Return all lines that are shown, from top to bottom."""
        found = [self.item(row).data(_TOLD) for row in range(self.count())]
        return [line for line in found if isinstance(line, Told)]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def _head(self, words: str) -> None:
        item = QListWidgetItem(words)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        self.addItem(item)

    def _line(self, line: Told, settled: bool) -> None:
        item = QListWidgetItem(line.words)
        item.setData(_TOLD, line)
        item.setData(_DONE, settled)
        state = _("decided") if settled else {NEEDS: _("needs you"), GONE: _("look at it")}.get(line.state, "")
        whose = tables_told(line.tables, self.signs)
        spoken = ". ".join(part.rstrip(".") for part in (state, line.words, line.below, whose) if part)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
        set_tip(item, _("{words}\n{below}\n{tables}").format(words=line.words, below=line.below, tables=whose))
        self.addItem(item)

    def _went(self, item: QListWidgetItem | None) -> None:
        line = item.data(_TOLD) if item is not None else None
        if isinstance(line, Told):
            self.looked_at.emit(line)


class _Lines(QStyledItemDelegate):
    def __init__(self, over: MergeList) -> None:
        super().__init__(over)
        self._list = over

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        look, wide = theme(), max(120, self._list.viewport().width())
        line = index.data(_TOLD)
        if not isinstance(line, Told):
            return QSize(wide, QFontMetrics(look.font("body_strong")).lineSpacing() + look.scaled(14))
        room = QRect(0, 0, self._room(wide, line), 10_000)
        high = _high(_words_font(line), room, line.words) + _high(look.font("caption"), room, line.below)
        return QSize(wide, max(high, look.scaled(SIDE)) + 2 * look.scaled(_PAD))

    def _room(self, wide: int, line: Told) -> int:
        look = theme()
        signs = width_of(min(len(line.tables), _MOST_SIGNS), look.scaled(SIDE), look.scaled(GAP))
        return round(wide - look.scaled(_EDGE * 4 + _ICON + 4) - signs)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        look, line, box = theme(), index.data(_TOLD), option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(option.direction)
        start = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop
        if not isinstance(line, Told):
            painter.setFont(look.font("body_strong"))
            painter.setPen(look.colour("text"))
            painter.drawText(box.adjusted(2, look.scaled(8), -2, 0), int(start), str(index.data()))
            painter.restore()
            return
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        focused = selected and self._list.hasFocus()
        if selected and (line.state == NEEDS or focused):
            painter.setBrush(look.colour("selection_fill"))
            pen = painter.pen()
            pen.setColor(look.colour("focus" if focused else "selection"))
            pen.setWidthF(2.0 if focused else 1.0)
            painter.setPen(pen)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 8, 8)
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        edge, icon, pad = look.scaled(_EDGE), look.scaled(_ICON), look.scaled(_PAD)
        name, role = ("check", "success") if index.data(_DONE) else _ICONS[line.state]
        left = box.right() - edge - icon if mirrored else box.left() + edge
        painter.drawPixmap(QPointF(left, box.top() + pad), look.pixmap(name, role, 17))
        shown = [self._list.signs[table] for table in line.tables[:_MOST_SIGNS] if table in self._list.signs]
        side, gap = look.scaled(SIDE), look.scaled(GAP)
        wide = width_of(len(shown), side, gap)
        at = QPointF(box.left() + edge if mirrored else box.right() - edge - wide, box.top() + pad)
        paint_row(painter, at, shown, look.tokens, side=side, gap=gap, mirrored=mirrored)
        room = self._room(box.width(), line)
        text = QRect(0, box.top() + pad, room, box.height() - pad)
        text.moveLeft(box.right() - edge * 2 - icon - room if mirrored else box.left() + edge * 2 + icon)
        painter.setFont(_words_font(line))
        painter.setPen(look.colour("text"))
        painter.drawText(text, int(start) | _WRAP, line.words)
        below = text.adjusted(0, _high(painter.font(), QRect(0, 0, room, 10_000), line.words), 0, 0)
        painter.setFont(look.font("caption"))
        painter.setPen(look.colour("text_2" if selected else "text_3"))
        painter.drawText(below, int(start) | _WRAP, line.below)
        painter.restore()


def _words_font(line: Told) -> QFont:
    font = theme().font("small")
    font.setBold(line.state == NEEDS)
    return font


def _high(font: QFont, room: QRect, words: str) -> int:
    """Return how high words are in this width; very long ones are cut after some lines by the place they have."""
    metrics = QFontMetrics(font)
    return min(metrics.boundingRect(room, _WRAP, words).height(), _MOST_LINES * 2 * metrics.lineSpacing())
