"""Who drew it: cards and links that are new since the tables parted, with the tables that drew each of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from stworkshop.analysis.table_signs import Sign
from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model.board import Board
from stworkshop.model.catalogue import Catalogue
from stworkshop.model.records import Element, Link
from ui.canvas.marks.table_signs import GAP, SIDE, SignMark, paint_row, told, width_of
from ui.kit.painting import paint_mark
from ui.kit.theme import theme
from ui.kit.widgets.basics import clear, column, describe, label, row
from ui.kit.widgets.emptying import empty
from ui.kit.widgets.flow import Flow
from ui.kit.widgets.plain import set_tip
from ui.kit.widgets.single_keys import leave_single_keys
from ui.session.words import link_sentence

_ROW, _CHIP, _COUNT, _MOST_SIGNS = 30, 25, 54, 6
_ENTRY = Qt.ItemDataRole.UserRole
_ROWS = 9
"""So many lines are seen at once; the others are scrolled to."""


class DrawersPanel(QWidget):
    """The tables with their signs, and the list; a chosen line is shown on the map where it is there."""

    opened = Signal(str)

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        layout = column(self, 8)
        head = row(spacing=8)
        head.addWidget(label(_("Who drew it"), "title"))
        self._count = label("", "small", "faint")
        head.addWidget(self._count)
        head.addStretch(1)
        layout.addLayout(head)
        self._tables = QWidget()
        self._flow = Flow(self._tables, 12)
        layout.addWidget(self._tables)
        self.list = _DrawerList(catalogue)
        self.list.itemActivated.connect(lambda item: self.opened.emit(str(item.data(_ENTRY)[0])))
        layout.addWidget(self.list)

    def show_drawers(
        self, drawn: Mapping[str, tuple[str, ...]], board: Board, signs: Mapping[str, Sign], tables: Sequence[str]
    ) -> None:
        """Show the tables by record id; `tables` are all that there are, by which “3 of 4” counts."""
        count = len(tables)
        self._count.setText(ngettext("{n} table", "{n} tables", count).format(n=count))
        clear(self._flow)
        for table in tables:
            holder = QWidget()
            line = row(holder, 6)
            line.addWidget(SignMark(signs[table]))
            line.addWidget(label(table, "small"))
            self._flow.addWidget(holder)
        self.list.show_drawers(drawn, board, signs, tables)


class _DrawerList(QListWidget):
    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        describe(self, _("Who drew what"), description=_("Enter shows it on the map"))
        leave_single_keys(self)
        self.catalogue = catalogue
        self.signs: Mapping[str, Sign] = {}
        self.tables: Sequence[str] = ()
        self.setProperty("part", "plain-list")
        self.setItemDelegate(_Drawn(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def show_drawers(
        self, drawn: Mapping[str, tuple[str, ...]], board: Board, signs: Mapping[str, Sign], tables: Sequence[str]
    ) -> None:
        """Show cards, those that most tables drew first, then links."""
        at = self.currentRow()
        self.signs, self.tables = signs, tables
        known = set(tables)
        found = []
        for record_id, whose in drawn.items():
            of_tables = tuple(table for table in whose if table in known)
            record = board.find(record_id)
            if of_tables and isinstance(record, Element | Link):
                found.append((isinstance(record, Link), -len(of_tables), record.seq, record, of_tables))
        empty(self)
        for _is_link, _count, _seq, record, whose in sorted(found, key=lambda one: one[:3]):
            self.addItem(self._item(record, whose, board))
        rows = min(_ROWS, max(1, self.count()))
        self.setFixedHeight(rows * theme().scaled(_ROW) + 4)
        self.setVisible(self.count() > 0)
        if 0 <= at < self.count():
            self.setCurrentRow(at)

    def _item(self, record: Element | Link, tables: tuple[str, ...], board: Board) -> QListWidgetItem:
        if isinstance(record, Element):
            variant, code, words = self.catalogue.variant(record.kind, record.type), record.code, record.label
        else:
            variant, code, words = "", "", link_sentence(board, self.catalogue, record)
        item = QListWidgetItem(words)
        item.setData(_ENTRY, (record.id, variant, code, tables))
        count = _("{n} of {all} tables drew it").format(n=len(tables), all=len(self.tables))
        whose = told(tables, self.signs)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{code} {words}. {count}: {whose}".strip())
        set_tip(item, _("{words}\n{count}: {tables}").format(words=words, count=count, tables=whose))
        return item


class _Drawn(QStyledItemDelegate):
    def __init__(self, over: _DrawerList) -> None:
        super().__init__(over)
        self._list = over

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(self._list.viewport().width(), theme().scaled(_ROW))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        look, box = theme(), option.rect
        _id, variant, code, drawers = index.data(_ENTRY)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(option.direction)
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        if option.state & QStyle.StateFlag.State_Selected:
            focused = self._list.hasFocus()
            painter.setPen(QPen(look.colour("focus" if focused else "selection"), 2 if focused else 1))
            painter.setBrush(look.colour("selection_fill"))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 6, 6)
        edge, side, gap = look.scaled(4), look.scaled(SIDE), look.scaled(GAP)
        painter.setFont(look.font("caption"))
        painter.setPen(look.colour("text_3"))
        count = look.scaled(_COUNT)
        words = _("{n} of {all}").format(n=len(drawers), all=len(self._list.tables))
        ends = QRect(box.left() + edge if mirrored else box.right() - edge - count, box.top(), count, box.height())
        painter.drawText(ends, Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter, words)
        of_all = self._list.tables if len(self._list.tables) <= _MOST_SIGNS else drawers[:_MOST_SIGNS]
        shown = [self._list.signs[table] for table in of_all if table in self._list.signs]
        wide = width_of(len(shown), side, gap)
        left = ends.right() + gap if mirrored else ends.left() - gap - wide
        top = box.top() + (box.height() - side) / 2
        paint_row(painter, QPointF(left, top), shown, look.tokens, side=side, gap=gap, on=drawers, mirrored=mirrored)
        room = box.adjusted(edge, 0, 0, 0)
        room.setWidth(round(box.width() - count - wide - gap - 4 * edge))
        if mirrored:
            room.moveRight(box.right() - edge)
        _paint_chip(painter, QRectF(room), variant, code, str(index.data()), mirrored)
        painter.restore()


def _paint_chip(painter: QPainter, room: QRectF, variant: str, code: str, words: str, mirrored: bool) -> None:
    """Paint a card in the colours of its kind, as wide as its words need; a link as a plain line of words."""
    look = theme()
    kind = f"kind/{variant}" if variant else ""
    bold, plain = look.font("caption"), look.font("caption")
    bold.setBold(True)
    high, pad = look.scaled(_CHIP), look.scaled(6)
    code_wide = QFontMetrics(bold).horizontalAdvance(code) + pad if code else 0
    mark = high - 6
    needs = mark + code_wide + QFontMetrics(plain).horizontalAdvance(words) + 3 * pad + 2
    box = QRectF(room.left(), room.center().y() - high / 2, min(room.width(), needs), high)
    if mirrored:
        box.moveRight(room.right())
    painter.setPen(QPen(look.colour(f"{kind}/border" if kind else "border_strong"), 1))
    painter.setBrush(look.colour(f"{kind}/fill" if kind else "surface_2"))
    painter.drawRoundedRect(box, 6, 6)
    at = QRectF(box.right() - 3 - mark if mirrored else box.left() + 3, box.top() + 3, mark, mark)
    if variant:
        paint_mark(painter, at, variant)
    else:
        painter.drawPixmap(at.topLeft(), look.pixmap("link", "text_2", 15))
    text = box.adjusted(pad if mirrored else mark + pad + 3, 0, -(mark + pad + 3) if mirrored else -pad, 0)
    lead = int(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
    painter.setPen(look.colour(f"{kind}/text" if kind else "text_2"))
    painter.setFont(bold)
    painter.drawText(text, lead, code)
    rest = text.adjusted(0 if mirrored else code_wide, 0, -code_wide if mirrored else 0, 0)
    painter.setFont(plain)
    painter.setPen(look.colour("text"))
    cut = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, round(rest.width()))
    painter.drawText(rest, lead, cut)
