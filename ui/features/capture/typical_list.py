"""The list of typical cards: ticked with Space or by the box, taken with Enter, dragged to a place of the map."""

from __future__ import annotations

import json
from collections.abc import Container, Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QDrag, QKeyEvent, QMouseEvent, QPainter, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from stworkshop.i18n import gettext as _
from ui.canvas.gestures.drops import KIND_MIME
from ui.features.capture.typical import Typical
from ui.kit.painting import paint_mark, paint_silhouette
from ui.kit.theme import theme
from ui.kit.widgets.basics import describe
from ui.kit.widgets.emptying import empty
from ui.kit.widgets.plain import set_tip
from ui.session.bridge import Bridge
from ui.session.words import kind_plural, kind_word

_TYPICAL = Qt.ItemDataRole.UserRole
_ROW = 50


class TypicalList(QListWidget):
    """The cards, under the names of their kinds; ticked with Space, taken with Enter, dragged with the pointer."""

    taken = Signal(object)
    entered_on = Signal(object)
    ticked = Signal(object, bool)

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge = bridge
        self._filling = False
        self.setItemDelegate(_Delegate(self))
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        words = _("Space ticks a card, Enter adds it. Cards that are on the map are gone to.")
        describe(self, _("Typical cards"), description=words)
        self.itemChanged.connect(self._changed)
        self.itemDoubleClicked.connect(self._take)

    def fill(self, cards: Sequence[Typical], ticked: Container[tuple[str, str]], *, headings: bool) -> None:
        """Show cards; those on the map cannot be ticked."""
        self._filling = True
        chosen = self._key(self.currentItem())
        scrolled = self.verticalScrollBar().value()
        empty(self)
        kind = ""
        for card in cards:
            if headings and card.kind != kind:
                kind = card.kind
                title = QListWidgetItem(kind_plural(self._bridge.catalogue, kind))
                title.setFlags(Qt.ItemFlag.NoItemFlags)
                self.addItem(title)
            item = QListWidgetItem(card.label)
            item.setData(_TYPICAL, card)
            set_tip(item, card.description)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, self._spoken(card))
            flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
            if not card.card and not self._bridge.read_only:
                flags |= Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsDragEnabled
                on = (card.kind, card.type) in ticked
                item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
            item.setFlags(flags)
            self.addItem(item)
            if (card.kind, card.type) == chosen:
                self.setCurrentItem(item)
        self._filling = False
        self.verticalScrollBar().setValue(scrolled)

    def first(self) -> Typical | None:
        """Return the first card of the list."""
        found = (self.item(at).data(_TYPICAL) for at in range(self.count()))
        return next((card for card in found if card is not None), None)

    def step_to_first(self) -> None:
        """Choose the first card."""
        at = next((at for at in range(self.count()) if self.item(at).data(_TYPICAL) is not None), -1)
        self.setCurrentRow(at)

    def startDrag(self, actions: Qt.DropAction) -> None:
        """Carry the card as the palette carries a kind, with its words."""
        card: Typical | None = self.currentItem().data(_TYPICAL) if self.currentItem() else None
        if card is None or card.card:
            return
        drag = QDrag(self)
        drag.setMimeData(mime_of(card))
        picture = QPixmap(theme().scaled(104) * 2, theme().scaled(60) * 2)
        picture.setDevicePixelRatio(2)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setOpacity(0.9)
        paint_silhouette(painter, QRect(QPoint(), picture.size() / 2).toRectF(), card.variant)
        painter.end()
        drag.setPixmap(picture)
        drag.setHotSpot(QPoint(picture.width() // 4, picture.height() // 4))
        drag.exec(Qt.DropAction.CopyAction)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            card = self.currentItem().data(_TYPICAL) if self.currentItem() is not None else None
            if card is not None:
                self.entered_on.emit(card)
        else:
            super().keyPressEvent(event)

    def _take(self, item: QListWidgetItem | None) -> None:
        card = item.data(_TYPICAL) if item is not None else None
        if card is not None:
            self.taken.emit(card)

    def _changed(self, item: QListWidgetItem) -> None:
        card = item.data(_TYPICAL)
        if not self._filling and card is not None:
            self.ticked.emit(card, item.checkState() == Qt.CheckState.Checked)

    def _key(self, item: QListWidgetItem | None) -> tuple[str, str]:
        card = item.data(_TYPICAL) if item is not None else None
        return (card.kind, card.type) if card is not None else ("", "")

    def _spoken(self, card: Typical) -> str:
        words = [card.label, kind_word(self._bridge.catalogue, card.kind, card.type), card.description]
        return ", ".join([*words, _("on the map as {code}").format(code=card.code)] if card.card else words)


class _Delegate(QStyledItemDelegate):
    """Paints a typical card: its tick, its kind's mark, its words over what they mean, and whether it is there."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(theme().scaled(100), theme().scaled(_ROW if index.data(_TYPICAL) else 34))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        card: Typical | None = index.data(_TYPICAL)
        look, body = theme(), option.rect
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if card is None:
            painter.setFont(look.font("body_strong"))
            painter.setPen(look.colour("text_2"))
            painter.drawText(body.adjusted(4, 8, -4, 0), Qt.AlignmentFlag.AlignVCenter, str(index.data()))
            painter.restore()
            return
        self._paint_ground(painter, option)
        pad, side = look.scaled(8), look.scaled(24)
        tick = _mirror(
            QRect(body.left() + pad, body.center().y() - look.scaled(8), look.scaled(16), look.scaled(16)),
            body,
            mirrored,
        )
        if not card.card:
            self._paint_tick(painter, tick, index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked.value)
        mark = _mirror(QRect(body.left() + look.scaled(34), body.center().y() - side // 2, side, side), body, mirrored)
        painter.setOpacity(0.55 if card.card else 1.0)
        paint_mark(painter, mark.toRectF(), card.variant)
        painter.setOpacity(1.0)
        there = _("{code}, on the map").format(code=card.code) if card.card else ""
        painter.setFont(look.font("caption"))
        wide = painter.fontMetrics().horizontalAdvance(there)
        left = look.scaled(34) + side + look.scaled(10)
        words = _mirror(body.adjusted(left, look.scaled(6), -pad - (wide + pad if there else 0), 0), body, mirrored)
        _line(painter, words, card.label, "body", "text_2" if card.card else "text")
        below = _mirror(body.adjusted(left, look.scaled(27), -pad, 0), body, mirrored)
        _line(painter, below, card.description, "caption", "text_3")
        end = _mirror(body.adjusted(body.width() - wide - pad, look.scaled(7), -pad + 1, 0), body, mirrored)
        _line(painter, end, there, "caption", "success")
        painter.restore()

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """Tick by a click on the box; keys tick as in every list."""
        if not isinstance(event, QMouseEvent):
            return bool(super().editorEvent(event, model, option, index))
        body = option.rect
        around = theme().scaled(8)
        box = _mirror(_tick_of(body), body, option.direction == Qt.LayoutDirection.RightToLeft)
        box = box.adjusted(-around, -around, around, around)
        able = bool(index.flags() & Qt.ItemFlag.ItemIsUserCheckable)
        if event.type() != QEvent.Type.MouseButtonRelease or not able or not box.contains(event.position().toPoint()):
            return False
        state = Qt.CheckState.Unchecked if _is_on(index) else Qt.CheckState.Checked
        return model.setData(index, state, Qt.ItemDataRole.CheckStateRole)

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        look = theme()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if not chosen and not option.state & QStyle.StateFlag.State_MouseOver:
            return
        focused = chosen and bool(option.state & QStyle.StateFlag.State_HasFocus)
        painter.setPen(look.colour("focus") if focused else Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("selection_fill" if chosen else "surface_3"))
        painter.drawRoundedRect(option.rect.adjusted(1, 1, -2, -2), look.scaled(7), look.scaled(7))

    def _paint_tick(self, painter: QPainter, box: QRect, on: bool) -> None:
        look = theme()
        painter.setPen(look.colour("brand" if on else "border_control"))
        painter.setBrush(look.colour("brand" if on else "surface"))
        painter.drawRoundedRect(box, look.scaled(4), look.scaled(4))
        if on:
            painter.drawPixmap(box.adjusted(1, 1, -1, -1), look.pixmap("check", "on_brand", 14, 2.0))


def mime_of(card: Typical) -> QMimeData:
    """Return a typical card as a drag carries it."""
    data = QMimeData()
    data.setData(KIND_MIME, json.dumps({"kind": card.kind, "type": card.type, "label": card.label}).encode())
    return data


def _tick_of(body: QRect) -> QRect:
    side = theme().scaled(16)
    return QRect(body.left() + theme().scaled(8), body.center().y() - side // 2, side, side)


def _is_on(index: QModelIndex | QPersistentModelIndex) -> bool:
    state = index.data(Qt.ItemDataRole.CheckStateRole)
    return state is not None and Qt.CheckState(state) == Qt.CheckState.Checked


def _mirror(rect: QRect, within: QRect, mirrored: bool) -> QRect:
    if not mirrored:
        return rect
    return QRect(within.left() + within.right() - rect.right(), rect.top(), rect.width(), rect.height())


def _line(painter: QPainter, room: QRect, words: str, font: str, colour: str) -> None:
    painter.setFont(theme().font(font))
    painter.setPen(theme().colour(colour))
    shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(QRect(room.left(), room.top(), room.width(), painter.fontMetrics().height()), 0, shown)
