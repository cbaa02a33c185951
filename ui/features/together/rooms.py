"""The rooms that were found by themselves on the network, as a list of large lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from stworkshop.i18n import gettext as _
from ui.kit.theme import theme
from ui.kit.widgets.basics import describe
from ui.kit.widgets.plain import set_tip
from ui.presence.addresses import address_of

if TYPE_CHECKING:
    from ui.lan.discovery import Found

_FOUND = Qt.ItemDataRole.UserRole
_HIGH, _GAP, _EDGE, _TILE, _ICON, _TICK = 64, 8, 14, 40, 22, 20
_MOST_SHOWN = 4


def below(room: Found) -> str:
    """Return the second line of a room."""
    if not room.same_version:
        return _("Kept by another version of the program. Bring both laptops to the same one.")
    # Two laptops may keep rooms of one session: one took over, and the other has come back.
    return " · ".join(filter(None, (room.by, address_of(room.url))))


class RoomList(QListWidget):
    """Up and down choose a room; one of another version can be looked at, not joined."""

    chosen = Signal(object)
    """A `Found`."""

    def __init__(self) -> None:
        super().__init__()
        describe(self, _("Rooms on this network"))
        self.setProperty("part", "plain-list")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setItemDelegate(_Lines(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setTabKeyNavigation(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.currentItemChanged.connect(lambda item: self.chosen.emit(item.data(_FOUND)) if item else None)

    @property
    def room(self) -> Found | None:
        """The room that is chosen, None for none."""
        item = self.currentItem()
        found: Found | None = item.data(_FOUND) if item is not None else None
        return found

    def rooms(self) -> list[Found]:
        """Return all that are shown."""
        return [self.item(at).data(_FOUND) for at in range(self.count())]

    def show_room(self, room: Found) -> None:
        """Show a room, or what of it has changed; the first that can be joined is chosen by itself."""
        for at in range(self.count()):
            if self.item(at).data(_FOUND).name == room.name:
                self._fill(self.item(at), room)
                if at == self.currentRow():
                    self.chosen.emit(room)
                return
        item = QListWidgetItem()
        self._fill(item, room)
        self.addItem(item)
        if self.currentRow() < 0 and room.same_version:
            self.setCurrentItem(item)
        self.fit()

    def drop_room(self, name: str) -> None:
        """Take a room away that is gone."""
        for at in range(self.count() - 1, -1, -1):
            if self.item(at).data(_FOUND).name == name:
                self.model().removeRow(at)
        self.fit()

    def fit(self) -> None:
        """Be as high as all rooms need, up to a few."""
        shown = min(_MOST_SHOWN, max(1, self.count()))
        self.setFixedHeight(shown * theme().scaled(_HIGH + _GAP))
        self.scheduleDelayedItemsLayout()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def _fill(self, item: QListWidgetItem, room: Found) -> None:
        item.setData(_FOUND, room)
        item.setText(room.label)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{room.label}. {below(room)}")
        set_tip(item, room.label)


class _Lines(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(theme().scaled(240), theme().scaled(_HIGH + _GAP))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        look, room = theme(), index.data(_FOUND)
        if room is None:
            return
        whole: QRect = option.rect
        state = option.state
        widget = self.parent()
        on = bool(state & QStyle.StateFlag.State_Selected)
        joined = room.same_version
        focus = on and isinstance(widget, QListWidget) and widget.hasFocus()
        box = QRectF(whole).adjusted(1, 1, -1, -look.scaled(_GAP))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = "focus" if focus else "selection" if on and joined else "border_strong" if on else "border"
        width = 3.0 if focus else 2.0 if on else 1.0
        painter.setPen(QPen(look.colour(edge), width))
        painter.setBrush(look.colour("selection_fill" if on and joined else "surface"))
        painter.drawRoundedRect(box.adjusted(width / 2, width / 2, -width / 2, -width / 2), 12, 12)
        self._inside(painter, box, room, on and joined)
        painter.restore()

    def _inside(self, painter: QPainter, box: QRectF, room: Found, on: bool) -> None:
        look = theme()
        edge, tile, gap = look.scaled(_EDGE), look.scaled(_TILE), look.scaled(_EDGE)
        rtl = self._rtl()
        tick = look.scaled(_TICK)

        def place(start: float, width: float, top: float, height: float) -> QRectF:
            """Return a rectangle `start` px from the side where lines begin."""
            left = box.right() - start - width if rtl else box.left() + start
            return QRectF(left, top, width, height)

        middle = box.center().y()
        ground = place(edge, tile, middle - tile / 2, tile)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("surface_3"))
        painter.drawRoundedRect(ground, 10, 10)
        role = "text_2" if room.same_version else "text_disabled"
        icon = look.pixmap("host", role, _ICON)
        side = look.scaled(_ICON)
        painter.drawPixmap(QRectF(ground.center().x() - side / 2, middle - side / 2, side, side).toRect(), icon)
        start = edge + tile + gap
        wide = box.width() - start - edge - tick - gap
        title, small = look.font("title"), look.font("small")
        high, low = QFontMetrics(title).height(), QFontMetrics(small).height()
        top = middle - (high + low) / 2
        painter.setPen(look.colour("selection_text" if on else "text" if room.same_version else "text_3"))
        self._words(painter, place(start, wide, top, high), room.label or _("Workshop without a title"), title)
        painter.setPen(look.colour("text_2" if room.same_version else "text_3"))
        self._words(painter, place(start, wide, top + high, low), below(room), small)
        if on:
            at = place(box.width() - edge - tick, tick, middle - tick / 2, tick)
            painter.drawPixmap(at.toRect(), look.pixmap("check", "selection_text", _TICK))

    def _words(self, painter: QPainter, place: QRectF, words: str, font: QFont) -> None:
        painter.setFont(font)
        cut = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(place.width()))
        side = Qt.AlignmentFlag.AlignRight if self._rtl() else Qt.AlignmentFlag.AlignLeft
        painter.drawText(place, side | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute, cut)

    def _rtl(self) -> bool:
        widget = self.parent()
        return isinstance(widget, QListWidget) and widget.isRightToLeft()
