"""What just happened in the room, as a list: who did what, and how long ago; a line shows its cards on the map."""

from __future__ import annotations

import time
from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QAbstractTextDocumentLayout as Layout
from PySide6.QtGui import QFontMetrics, QGuiApplication, QPainter, QPalette, QTextDocument, QTextOption
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from stworkshop.i18n import gettext as _
from ui.kit.theme import theme
from ui.kit.widgets.plain import as_plain, set_markup
from ui.presence.marks import colour_number, initials, paint_mark
from ui.presence.presence_text import ago
from ui.presence.recent_changes import Entry
from ui.presence.tall_list import Index, TallList, paint_ground

ENTRY = Qt.ItemDataRole.UserRole
_MARK, _GAP, _EDGE = 24, 10, 7


class NewsModel(QAbstractListModel):
    """The entries, newest first; ages change without anything being made anew."""

    def __init__(self) -> None:
        super().__init__()
        self._entries: list[Entry] = []

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show these entries."""
        none = QModelIndex()
        wanted = {entry.number for entry in entries}
        for row in range(len(self._entries) - 1, -1, -1):
            if self._entries[row].number not in wanted:
                self.beginRemoveRows(none, row, row)
                del self._entries[row]
                self.endRemoveRows()
        for row, entry in enumerate(entries):
            if row < len(self._entries) and self._entries[row].number == entry.number:
                if self._entries[row] is not entry:
                    self._entries[row] = entry
                    self.dataChanged.emit(self.index(row), self.index(row))
            else:
                self.beginInsertRows(none, row, row)
                self._entries.insert(row, entry)
                self.endInsertRows()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's name
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._entries):
            return None
        entry = self._entries[index.row()]
        if role == ENTRY:
            return entry
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.words
        if role == Qt.ItemDataRole.ToolTipRole:
            return as_plain(entry.words)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _("{words}, {time}").format(words=entry.words, time=ago(time.monotonic() - entry.at))
        return None


class NewsList(TallList):
    """`taken` gives the line whose cards are to be shown."""

    def __init__(self) -> None:
        self.news = NewsModel()
        super().__init__(_("What just happened"), self.news, _("Enter shows the cards on the map"))
        self.setItemDelegate(_EntryDelegate(self))


class _EntryDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        look, entry, view = theme(), index.data(ENTRY), self.parent()
        wide = view.viewport().width() if isinstance(view, QListView) else 300
        if not isinstance(entry, Entry):
            return QSize(wide, 0)
        document = _document(entry, wide - look.scaled(_MARK + _GAP + 2))
        small = QFontMetrics(look.font("caption")).height()
        tall = max(round(document.size().height()) + small, look.scaled(_MARK)) + look.scaled(2 * _EDGE)
        return QSize(look.scaled(120), tall)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry = index.data(ENTRY)
        if not isinstance(entry, Entry):
            return
        look, rect, direction = theme(), QRect(option.rect), option.direction
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(direction)
        paint_ground(painter, option)
        edge, side = look.scaled(_EDGE), look.scaled(_MARK)
        if entry.people:
            mark = QRect(rect.left() + look.scaled(2), rect.top() + edge + 1, side, side)
            person = entry.people[0]
            box = QRectF(QStyle.visualRect(direction, rect, mark))
            paint_mark(painter, box, colour_number(person), initials(person.name))
        start = look.scaled(2) + side + look.scaled(_GAP)
        words = QRect(rect.left() + start, rect.top() + edge, rect.width() - start, rect.height() - 2 * edge)
        words = QStyle.visualRect(direction, rect, words)
        document = _document(entry, words.width())
        context = Layout.PaintContext()
        context.palette.setColor(QPalette.ColorRole.Text, look.colour("text"))
        painter.translate(QPointF(words.topLeft()))
        document.documentLayout().draw(painter, context)
        painter.translate(-QPointF(words.topLeft()))
        painter.setFont(look.font("caption"))
        painter.setPen(look.colour("text_3"))
        below = words.adjusted(0, round(document.size().height()), 0, edge)
        start_top = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop
        painter.drawText(below, start_top, ago(time.monotonic() - entry.at))
        painter.restore()


def _document(entry: Entry, wide: int) -> QTextDocument:
    """Return a sentence laid out in a width; it is always what the program wrote, with the room's words escaped."""
    document = QTextDocument()
    document.setDocumentMargin(0)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setTextDirection(QGuiApplication.layoutDirection())
    document.setDefaultTextOption(option)
    document.setDefaultFont(theme().font("small"))
    set_markup(document, entry.markup)
    document.setTextWidth(max(40, wide))
    return document
