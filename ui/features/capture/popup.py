"""The list at the cursor of the capture line: what the letters may mean; Tab takes the chosen one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from stworkshop.i18n import gettext as _
from ui.features.capture.completing import Completion
from ui.kit.painting import paint_mark
from ui.kit.theme import theme
from ui.kit.widgets.basics import column, describe
from ui.kit.widgets.emptying import empty

WIDEST_LIST = 470
_ROW = 38
_COMPLETION = Qt.ItemDataRole.UserRole
_ICONS = {"newcomer": "plus", "unsorted": "quote", "topic": "tag"}


class CompletionPopup(QFrame):
    """Lies over the map, above the line; it never takes the keyboard."""

    chosen = Signal(object)

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self.setProperty("part", "popup")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        describe(self, _("What your words may mean"))
        layout = column(self, 0, (5, 5, 5, 5))
        self.list = QListWidget()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setItemDelegate(_Delegate(self.list))
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMouseTracking(True)
        describe(self.list, _("What your words may mean"))
        self.list.itemClicked.connect(lambda item: self.chosen.emit(item.data(_COMPLETION)))
        layout.addWidget(self.list)
        self.hide()

    def fill(self, found: Sequence[Completion]) -> None:
        """Show completions, the first chosen; none hides the list."""
        empty(self.list)
        for completion in found:
            item = QListWidgetItem(spoken(completion))
            item.setData(_COMPLETION, completion)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        if not found:
            self.hide()

    @property
    def current(self) -> Completion | None:
        """The one that Tab takes; None while the list is hidden."""
        item = self.list.currentItem()
        return item.data(_COMPLETION) if item is not None and self.isVisible() else None

    def step(self, by: int) -> None:
        """Choose the next or the one before."""
        self.list.setCurrentRow(max(0, min(self.list.count() - 1, self.list.currentRow() + by)))
        if self.current is not None:
            event = QAccessibleAnnouncementEvent(self, spoken(self.current))
            event.setPoliteness(QAccessible.AnnouncementPoliteness.Polite)
            QAccessible.updateAccessibility(event)

    def place(self, foot: QPoint, room: int) -> None:
        """Stand with the lower left corner at a point of the parent, as wide as `room` allows at most."""
        row, edge = theme().scaled(_ROW), theme().scaled(12)
        rows = max(1, min(self.list.count(), (foot.y() - edge) // row))  # in a low window the rest scrolls
        self.list.setFixedHeight(row * rows)
        width = min(room, theme().scaled(WIDEST_LIST))
        high = self.list.height() + edge
        left = foot.x() - width if self.isRightToLeft() else foot.x()
        left = max(theme().scaled(8), min(left, self._over.width() - width - theme().scaled(8)))
        self.setGeometry(QRect(QPoint(left, max(0, foot.y() - high)), QSize(width, high)))


class _Delegate(QStyledItemDelegate):
    """Paints a completion: its mark, its words with the fitting letters bold, and what it is at the end."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(theme().scaled(100), theme().scaled(_ROW))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        found: Completion = index.data(_COMPLETION)
        look = theme()
        body = option.rect.adjusted(0, 1, 0, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(look.colour("selection_fill" if chosen else "surface_3"))
            painter.drawRoundedRect(body, look.scaled(7), look.scaled(7))
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        side, pad = look.scaled(23), look.scaled(10)
        left = body.right() - pad - side if mirrored else body.left() + pad
        mark = QRect(left, body.center().y() - side // 2, side, side)
        _paint_sign(painter, mark, found)
        end = _paint_end(painter, body.adjusted(pad, 0, -pad, 0), found, chosen, mirrored)
        words = QRect(mark.right() + pad, body.top(), end - mark.right() - 2 * pad, body.height())
        if mirrored:
            words = QRect(end + pad, body.top(), mark.left() - end - 2 * pad, body.height())
        painter.setPen(look.colour("text"))
        _paint_words(painter, words, found, mirrored)
        painter.restore()


def _paint_sign(painter: QPainter, mark: QRect, found: Completion) -> None:
    look = theme()
    if found.variant and found.what != "newcomer":
        paint_mark(painter, mark.toRectF(), found.variant)
        return
    known = found.concept in look.tokens.concepts
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.colour(f"concept/{found.concept}/soft" if known else "surface_3"))
    painter.drawRoundedRect(mark, look.scaled(6), look.scaled(6))
    icon = f"concepts/{found.concept}" if known else _ICONS.get(found.what, "plus")
    role = f"concept/{found.concept}/label" if known else "text_2"
    inner = mark.adjusted(4, 4, -4, -4)
    painter.drawPixmap(inner, look.pixmap(icon, role, inner.width(), 2.0))


def _paint_end(painter: QPainter, room: QRect, found: Completion, chosen: bool, mirrored: bool) -> int:
    """Paint what it is, and the key that takes it, at the end of the line; return where that begins."""
    look = theme()
    key = {"card": _("Enter"), "unsorted": _("Shift+Enter")}.get(found.what, _("Tab")) if chosen else ""
    if found.what == "unsorted":
        key = _("Shift+Enter") if not chosen else _("Enter")
    painter.setFont(look.font("caption"))
    metrics = painter.fontMetrics()
    at = room.right() if not mirrored else room.left()
    if key:
        wide = metrics.horizontalAdvance(key) + look.scaled(12)
        high = metrics.height() + look.scaled(4)
        box = QRect(at if mirrored else at - wide, room.center().y() - high // 2, wide, high)
        painter.setPen(look.colour("border_strong"))
        painter.setBrush(look.colour("surface"))
        painter.drawRoundedRect(box, look.scaled(4), look.scaled(4))
        painter.setPen(look.colour("text_2"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, key)
        at = box.right() + look.scaled(8) if mirrored else box.left() - look.scaled(8)
    if found.detail:
        detail = metrics.elidedText(found.detail, Qt.TextElideMode.ElideRight, room.width() // 2)
        wide = metrics.horizontalAdvance(detail)
        box = QRect(at if mirrored else at - wide, room.top(), wide + 1, room.height())
        painter.setPen(look.colour("text_3" if not chosen else "text_2"))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, detail)
        at = box.right() if mirrored else box.left()
    return at


def _paint_words(painter: QPainter, room: QRect, found: Completion, mirrored: bool) -> None:
    """Paint the words, the letters that fit what was typed bold."""
    plain, bold = QFont(theme().font("body")), QFont(theme().font("body_strong"))
    shown = shown_words(found)
    start, length = found.found if shown == found.text else (0, 0)
    pieces = [(shown[:start], plain), (shown[start : start + length], bold), (shown[start + length :], plain)]
    if mirrored or sum(QFontMetrics(font).horizontalAdvance(text) for text, font in pieces) > room.width():
        painter.setFont(plain)
        words = painter.fontMetrics().elidedText(shown, Qt.TextElideMode.ElideRight, room.width())
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | side | Qt.AlignmentFlag.AlignAbsolute, words)
        return
    at = room.left()
    for text, font in pieces:
        painter.setFont(font)
        painter.drawText(QRect(at, room.top(), room.width(), room.height()), int(Qt.AlignmentFlag.AlignVCenter), text)
        at += painter.fontMetrics().horizontalAdvance(text)


def shown_words(found: Completion) -> str:
    """Return the words of a line of the list."""
    if found.what == "unsorted":
        return _("Keep for sorting: “{words}”").format(words=found.text)
    return found.text


def spoken(found: Completion) -> str:
    """Return a line of the list for people who listen."""
    if found.what == "card":
        return _("Go to {code} {words}").format(code=found.detail, words=found.text)
    return ", ".join(part for part in (shown_words(found), found.detail) if part)
