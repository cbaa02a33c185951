"""The gallery of views: seven ways to look as tiny drawings, then the views that people saved."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from stworkshop.analysis import viewpoints
from stworkshop.analysis.viewpoints import View
from stworkshop.i18n import gettext as _
from stworkshop.model.catalogue import Catalogue
from ui.features.views import miniature
from ui.features.views.miniature import Miniature
from ui.kit.theme import theme
from ui.kit.widgets.basics import describe
from ui.kit.widgets.emptying import empty
from ui.kit.widgets.plain import set_tip

_ID, _VIEW, _PICTURE, _SAYS = (int(Qt.ItemDataRole.UserRole) + n for n in range(4))


def says(catalogue: Catalogue, shown: View) -> str:
    """Return in a few words what a view shows."""
    if shown.layout == viewpoints.ARRANGEMENT:
        return _("Cards as they stood in the file")
    if shown.own:
        return _("after “{viewpoint}”").format(viewpoint=viewpoints.short_label(catalogue, shown.viewpoint))
    plain = {
        viewpoints.PEOPLE: _("Who is involved, what matters to them"),
        viewpoints.PURPOSE: _("What good it should do, and where aims pull against each other"),
        viewpoints.TECHNICAL: _("Parts, data flow, suppliers, who can stop it"),
        viewpoints.RULES: _("Which rules apply to which part, and from what date"),
        viewpoints.RISK: _("Who could be harmed, by what, what we do"),
        viewpoints.ABILITY: _("Who has what it takes, and what is missing"),
        viewpoints.AGREEMENT: _("What was decided, and what is open"),
    }
    return plain.get(shown.viewpoint) or str(catalogue.viewpoints[shown.viewpoint]["description"])


def explained(catalogue: Catalogue, shown: View) -> str:
    """Return what governs a view, in the catalogue's words, or where it comes from."""
    if shown.layout == viewpoints.ARRANGEMENT:
        return says(catalogue, shown)
    entry = catalogue.viewpoints[shown.viewpoint]
    return f"{entry['label']}: {entry['description']}"


class Gallery(QListWidget):
    """A list of views; the one that is shown is the current line."""

    chosen = Signal(str)
    menu_asked = Signal(str, QPoint)
    """A view of one's own whose menu is wanted, and a point of the screen."""
    rename_asked = Signal(str)
    delete_asked = Signal(str)

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        describe(self, _("Ways to look"))
        self._catalogue = catalogue
        self.small = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(_Lines(self))
        self.setMouseTracking(True)
        self.currentItemChanged.connect(self._changed)
        theme().theme_changed.connect(self.viewport().update)

    def show_views(self, views: list[tuple[View, Miniature]], current: str) -> None:
        """Show these views, `current` being the one that is looked at."""
        self.blockSignals(True)
        wanted = [shown.id for shown, _picture in views]
        if [self.item(n).data(_ID) for n in range(self.count())] != wanted:
            empty(self)
            for _view in views:
                self.addItem(QListWidgetItem())
        for number, (shown, picture) in enumerate(views):
            item = self.item(number)
            words = says(self._catalogue, shown)
            item.setText(shown.label)
            item.setData(_ID, shown.id)
            item.setData(_VIEW, shown)
            item.setData(_PICTURE, picture)
            item.setData(_SAYS, words)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, shown.label)
            item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, words)
            set_tip(item, explained(self._catalogue, shown))
        if current in wanted:
            self.setCurrentRow(wanted.index(current))
        self.blockSignals(False)
        self.viewport().update()

    def choose(self, view: str) -> bool:
        """Make a view the current one and tell so; False where there is no such view."""
        for number in range(self.count()):
            if self.item(number).data(_ID) == view:
                self.setCurrentRow(number)
                return True
        return False

    def set_small(self, small: bool) -> None:
        """Leave out the words under the names where there is little room."""
        if small != self.small:
            self.small = small
            self.scheduleDelayedItemsLayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        shown = self._current()
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
        elif shown is not None and shown.own and event.key() == Qt.Key.Key_F2:
            self.rename_asked.emit(shown.id)
        elif shown is not None and shown.own and event.key() == Qt.Key.Key_Delete:
            self.delete_asked.emit(shown.id)
        elif event.text() and event.text().isprintable() and not event.modifiers():
            event.ignore()  # single keys belong to the window
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        item = self.currentItem() if by_key else self.itemAt(event.pos())
        shown = item.data(_VIEW) if item is not None else None
        if item is not None and isinstance(shown, View) and shown.own:
            at = self.viewport().mapToGlobal(self.visualItemRect(item).center()) if by_key else event.globalPos()
            self.menu_asked.emit(shown.id, at)

    def _current(self) -> View | None:
        item = self.currentItem()
        found = item.data(_VIEW) if item is not None else None
        return found if isinstance(found, View) else None

    def _changed(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(str(item.data(_ID)))


class _Lines(QStyledItemDelegate):
    """Paints a view: its tiny drawing, its name, and what it shows."""

    def __init__(self, gallery: Gallery) -> None:
        super().__init__(gallery)
        self._gallery = gallery

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        high = 58 if not self._gallery.small else 46
        return QSize(
            theme().scaled(120), max(theme().scaled(high + 14), self._words_height(index) + theme().scaled(16))
        )

    def _words_height(self, index: QModelIndex | QPersistentModelIndex) -> int:
        width = self._gallery.viewport().width() - self._picture_width() - theme().scaled(34)
        high = self._height(str(index.data()), "body_strong", width)
        return high if self._gallery.small else high + self._height(str(index.data(_SAYS)), "small", width)

    @staticmethod
    def _height(words: str, role: str, width: int) -> int:
        box = QRect(0, 0, max(40, width), 9_999)
        return QFontMetrics(theme().font(role)).boundingRect(box, int(Qt.TextFlag.TextWordWrap), words).height()

    def _picture_width(self) -> int:
        return theme().scaled(72 if not self._gallery.small else 56)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        look = theme()
        px = look.scaled
        rtl = option.direction == Qt.LayoutDirection.RightToLeft
        box = QRectF(option.rect).adjusted(1, px(2), -1, -px(2))
        current = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if current or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(QPen(look.colour("brand"), 1.5) if current else Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("brand_soft" if current else "surface_3"))
            painter.drawRoundedRect(box, px(11), px(11))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(look.colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), px(10), px(10))
        wide = self._picture_width()
        high = wide * miniature.HIGH / miniature.WIDE
        left = box.right() - px(8) - wide if rtl else box.left() + px(8)
        picture = index.data(_PICTURE)
        miniature.paint(painter, QRectF(left, box.center().y() - high / 2, wide, high), picture or Miniature())
        words = QRectF(box.left() + px(8), 0, box.width() - wide - px(28), 0)
        if not rtl:
            words.moveLeft(left + wide + px(12))
        self._paint_words(painter, words, box, index, current=current, rtl=rtl)
        painter.restore()

    def _paint_words(
        self,
        painter: QPainter,
        words: QRectF,
        box: QRectF,
        index: QModelIndex | QPersistentModelIndex,
        *,
        current: bool,
        rtl: bool,
    ) -> None:
        look, small = theme(), self._gallery.small
        along = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        flags = int(along | Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignAbsolute) | int(Qt.TextFlag.TextWordWrap)
        name, about = str(index.data()), str(index.data(_SAYS))
        high = self._height(name, "body_strong", int(words.width()))
        under = 0 if small else self._height(about, "small", int(words.width()))
        top = box.center().y() - (high + under) / 2
        painter.setFont(look.font("body_strong"))
        painter.setPen(look.colour("brand_text" if current else "text"))
        painter.drawText(QRectF(words.left(), top, words.width(), high), flags, name)
        if not small:
            painter.setFont(look.font("small"))
            painter.setPen(look.colour("text_2"))
            painter.drawText(QRectF(words.left(), top + high, words.width(), under), flags, about)
