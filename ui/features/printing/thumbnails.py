"""The strip of small pages beside the preview, by part; a page that is in view is framed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from stworkshop.i18n import gettext as _
from ui.features.printing.pages_view import Sheet, paint_paper
from ui.kit.theme import theme
from ui.kit.widgets.basics import describe
from ui.kit.widgets.emptying import empty
from ui.kit.widgets.plain import set_tip

_INDEX = Qt.ItemDataRole.UserRole
_WIDE, _TALL = 60, 85


class Strip(QListWidget):
    """`wanted` gives the number of the sheet that was chosen."""

    wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "plain")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFixedWidth(theme().scaled(104))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(_Small(self))
        self.setAutoFillBackground(False)
        describe(self, _("Pages by part"))
        self._sheets: list[Sheet] = []
        self._in_view: set[int] = set()
        self._quiet = False
        self.currentItemChanged.connect(self._chosen)

    def show_sheets(self, sheets: Sequence[Sheet], titles: Sequence[str]) -> None:
        """Show a heading for each part, and its pages under it."""
        self._quiet = True
        empty(self)
        self._sheets = list(sheets)
        part = -1
        for number, sheet in enumerate(self._sheets):
            if sheet.part != part:
                part = sheet.part
                head = QListWidgetItem(titles[part])
                head.setFlags(Qt.ItemFlag.NoItemFlags)
                head.setData(_INDEX, -1)
                self.addItem(head)
                sheet.sheaf.drawn.connect(self.viewport().update, Qt.ConnectionType.UniqueConnection)
            item = QListWidgetItem()
            item.setData(_INDEX, number)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{titles[part]}: {sheet.caption}")
            set_tip(item, sheet.caption)
            self.addItem(item)
        self._quiet = False

    def show_in_view(self, sheets: Sequence[Sheet]) -> None:
        """Frame the pages that are in view, and bring the first into sight."""
        shown = {id(sheet) for sheet in sheets}
        self._in_view = {number for number, sheet in enumerate(self._sheets) if id(sheet) in shown}
        first = min(self._in_view, default=-1)
        self._quiet = True
        for row in range(self.count()):
            if self.item(row).data(_INDEX) == first and first >= 0 and not self.hasFocus():
                self.setCurrentRow(row)
                self.scrollToItem(self.item(row))
        self._quiet = False
        self.viewport().update()

    def sheet(self, number: int) -> Sheet:
        """Return a sheet by its number."""
        return self._sheets[number]

    def is_in_view(self, number: int) -> bool:
        """Tell whether a sheet is in view."""
        return number in self._in_view

    def _chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None and not self._quiet and item.data(_INDEX) >= 0:
            self.wanted.emit(int(item.data(_INDEX)))


class _Small(QStyledItemDelegate):
    """Paints a heading, or a small page."""

    def __init__(self, strip: Strip) -> None:
        super().__init__(strip)
        self._strip = strip

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        look, wide = theme(), self._strip.width()
        number = index.data(_INDEX)
        if number < 0:
            room = QRect(0, 0, wide - look.scaled(32), 1000)
            flags = int(Qt.TextFlag.TextWordWrap)
            words = option.fontMetrics.boundingRect(room, flags, str(index.data()))
            return QSize(wide - look.scaled(8), words.height() + look.scaled(12))
        return QSize(wide - look.scaled(8), round(self._high(number)) + look.scaled(8))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        look = theme()
        rect = QRectF(option.rect)
        number = index.data(_INDEX)
        painter.save()
        if number < 0:
            painter.setPen(look.colour("text_2"))
            painter.setFont(look.font("small"))
            room = rect.adjusted(look.scaled(14), look.scaled(8), -look.scaled(4), 0)
            flags = Qt.AlignmentFlag.AlignLeading | Qt.TextFlag.TextWordWrap
            painter.drawText(room, int(flags), str(index.data()))
            painter.restore()
            return
        sheet = self._strip.sheet(number)
        high, wide = self._high(number), look.scaled(_WIDE)
        across, down = sheet.sheaf.size(sheet.page)
        wide = min(wide, round(high * across / (down or 1)))
        left = look.scaled(14) if not self._strip.isRightToLeft() else rect.width() - look.scaled(14) - wide
        page = QRectF(rect.left() + left, rect.top() + look.scaled(4), wide, high)
        paint_paper(painter, page)
        picture = sheet.sheaf.picture(sheet.page, round(wide * self._strip.devicePixelRatioF()))
        if picture is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(page, picture)
        if self._strip.is_in_view(number) or option.state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.colour("focus"), 3))
            painter.drawRect(page.adjusted(-2, -2, 2, 2))
        painter.restore()

    def _high(self, number: int) -> float:
        sheet = self._strip.sheet(number)
        across, down = sheet.sheaf.size(sheet.page)
        return min(theme().scaled(_TALL), theme().scaled(_WIDE) * down / (across or 1))
