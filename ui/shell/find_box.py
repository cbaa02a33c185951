"""The one field of the workshop page, with the list of what its words may mean."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from stworkshop.commands import capture_line as lines
from stworkshop.i18n import gettext as _
from ui.kit.painting import paint_mark
from ui.kit.theme import theme
from ui.kit.widgets.basics import column, describe, label
from ui.kit.widgets.emptying import empty
from ui.kit.widgets.fields import SearchField, nothing_called
from ui.session import capturing, find_or_add
from ui.session.bridge import Bridge
from ui.session.find_or_add import Offer

_OFFER = Qt.ItemDataRole.UserRole


class FindBox(QWidget):
    """Finds cards, adds them, and captures sentences; `found` and `made` give the card."""

    found = Signal(str)
    made = Signal(str)
    left = Signal()

    def __init__(self, bridge: Bridge, popup_width: int = 360) -> None:
        super().__init__()
        self._bridge = bridge
        self._width = popup_width
        self._offers: Sequence[Offer] = ()
        self.field = SearchField(_("Find or add"), _("Find a card, or type a new one"), "/")
        layout = column(self)
        layout.addWidget(self.field)
        self._popup: _Popup | None = None
        self.field.textChanged.connect(lambda _text: self._refresh())
        self.field.returnPressed.connect(self._take_current)
        self.field.moved.connect(self._move)
        self.field.left.connect(self._leave)
        self.field.installEventFilter(self)

    def start(self) -> None:
        """Put the cursor into the field."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    @property
    def offers(self) -> Sequence[Offer]:
        """What is offered now."""
        return self._offers

    def _refresh(self) -> None:
        text = self.field.text()
        self._offers = find_or_add.offers(text, self._bridge.board, self._bridge.catalogue)
        if not text.strip():
            self._hide()
            return
        popup = self._shown_popup()
        popup.fill(self._offers, _hint(text, self._offers, self._bridge))
        popup.place(self, theme().scaled(self._width))
        popup.show()
        popup.raise_()

    def _shown_popup(self) -> _Popup:
        if self._popup is None:
            self._popup = _Popup(self.window())
            self._popup.list.itemClicked.connect(lambda item: self._take(item.data(_OFFER)))
        return self._popup

    def _move(self, by: int) -> None:
        if self._popup is not None and self._popup.isVisible():
            rows = self._popup.list
            rows.setCurrentRow(max(0, min(rows.count() - 1, rows.currentRow() + by)))

    def _take_current(self) -> None:
        if self._popup is not None and self._popup.isVisible() and self._popup.list.currentItem() is not None:
            self._take(self._popup.list.currentItem().data(_OFFER))

    def _take(self, offer: Offer) -> None:
        if offer.what == "card":
            self.field.clear()
            self._hide()
            self.found.emit(offer.element)
            return
        if offer.capture is not None and (made := capturing.make(self._bridge, offer.capture)):
            self.field.clear()
            self._hide()
            self.made.emit(made)

    def _leave(self) -> None:
        self._hide()
        self.left.emit()

    def _hide(self) -> None:
        if self._popup is not None:
            self._popup.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self._hide()
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            self._hide()
        return False

    def hideEvent(self, event: QEvent) -> None:
        self._hide()


class _Popup(QFrame):
    """The list under the field, over whatever lies there."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setProperty("part", "popup")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = column(self, 4, (6, 6, 6, 8))
        self.list = QListWidget()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setItemDelegate(OfferDelegate(self.list))
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        describe(self.list, _("What your words may mean"))
        self.hint = label("", "caption", "faint", wrap=True)
        self.hint.setContentsMargins(10, 0, 10, 0)
        layout.addWidget(self.list)
        layout.addWidget(self.hint)

    def fill(self, offers: Sequence[Offer], hint: str) -> None:
        """Show offers, the first chosen."""
        empty(self.list)
        for offer in offers:
            item = QListWidgetItem(_spoken(offer))
            item.setData(_OFFER, offer)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.setVisible(bool(offers))
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))

    def place(self, under: QWidget, width: int) -> None:
        """Lie under a widget, as wide as given and as high as needed."""
        row = theme().scaled(36)
        self.list.setFixedHeight(row * self.list.count())
        over = self.parentWidget()
        top = under.mapTo(self.window(), QPoint(0, under.height() + theme().scaled(4)))
        wide = min(width, self.window().width() - top.x() - 8)
        self.hint.setFixedWidth(wide - theme().scaled(14))
        high = (
            self.list.height() * bool(self.list.count())
            + self.hint.heightForWidth(self.hint.width())
            + theme().scaled(20)
        )
        self.setGeometry(QRect(over.mapFrom(self.window(), top) if over else top, QSize(wide, high)))


class OfferDelegate(QStyledItemDelegate):
    """Paints an offer: the kind's mark, the words, and what it is at the end of the line."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(theme().scaled(100), theme().scaled(36))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        offer: Offer = index.data(_OFFER)
        look = theme()
        body = option.rect.adjusted(0, 1, 0, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        state = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.setBrush(look.colour("selection_fill"))
            painter.drawRoundedRect(body, 7, 7)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(look.colour("surface_3"))
            painter.drawRoundedRect(body, 7, 7)
        side, pad = look.scaled(22), look.scaled(10)
        mark = QRect(body.left() + pad, body.center().y() - side // 2, side, side)
        paint_mark(painter, mark.toRectF(), offer.variant)
        detail = _("{code}, on the map").format(code=offer.detail) if offer.what == "card" else offer.detail
        painter.setFont(look.font("caption"))
        room = painter.fontMetrics().horizontalAdvance(detail)
        end = QRect(body.right() - pad - room, body.top(), room, body.height())
        painter.setPen(look.colour("text_3"))
        painter.drawText(end, Qt.AlignmentFlag.AlignVCenter, detail)
        painter.setFont(look.font("body"))
        painter.setPen(look.colour("text"))
        words = QRect(mark.right() + pad, body.top(), end.left() - mark.right() - 2 * pad, body.height())
        text = offer.text if offer.what == "card" else _("Add “{words}”").format(words=offer.text)
        text = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, text)
        painter.restore()


def _spoken(offer: Offer) -> str:
    if offer.what == "card":
        return _("Go to {code} {words}").format(code=offer.detail, words=offer.text)
    return _("Add {kind}: {words}").format(kind=offer.detail, words=offer.text)


def _hint(text: str, offers: Sequence[Offer], bridge: Bridge) -> str:
    capture = lines.parse(text, bridge.board, bridge.catalogue)
    if capture is None:
        if not offers:
            return nothing_called(text)
        return _("A letter and a space make a card: c for a concern, r for a risk, s for people.")
    if capture.label and (capture.who or capture.newcomers or capture.topics or capture.answers or capture.unknown):
        return lines.sentence(capture, bridge.board, bridge.catalogue)
    return _("@ who cares, # topic, > answered by. Enter makes the card.")
