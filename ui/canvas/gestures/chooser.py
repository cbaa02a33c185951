"""A small list with a field to type in, over the map: the first line that fits is taken by Enter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from stworkshop.i18n import gettext as _
from ui.kit.theme import theme
from ui.kit.widgets.emptying import empty
from ui.kit.widgets.fields import SearchField
from ui.kit.widgets.plain import Label, set_tip

_ROW, _WIDTH, _MOST_ROWS = 32, 400, 9
_MERELY_AWAY = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)


@dataclass(frozen=True)
class Choice:
    """One line: plain words with a strong part between them; `words` are what typing looks for."""

    before: str
    strong: str
    after: str
    take: Callable[[], object]
    icon: QPixmap | None = None
    hint: str = ""
    likely: bool = True
    """Shown before anything is typed."""

    @property
    def words(self) -> str:
        """The whole sentence."""
        return " ".join(part for part in (self.before, self.strong, self.after) if part)


class Chooser(QFrame):
    """Shows choices at a point; goes away when one is taken, on Esc, and when the keyboard goes elsewhere."""

    def __init__(
        self,
        parent: QWidget,
        title: str,
        choices: Sequence[Choice],
        closed: Callable[[], object],
        *,
        pointed: Callable[[int], object] | None = None,
        footer: str = "",
        typed: Callable[[str], Choice] | None = None,
        escaped: Callable[[], object] | None = None,
    ) -> None:
        """Offer choices; `typed` makes one of words that fit none, `escaped` is called after Esc."""
        super().__init__(parent)
        self._parent, self._typed, self._escaped, self._said = parent, typed, escaped, footer
        self.setProperty("part", "popup")
        self.setObjectName("chooser")
        self.setAccessibleName(title)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.choices = list(choices)
        self._closed, self._pointed, self._done = closed, pointed, False
        look = theme()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(look.scaled(6),) * 4)
        layout.setSpacing(look.scaled(4))
        self.field = SearchField(title)
        self.field.setAccessibleName(title)
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self._filter)
        self.list = QListWidget()
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setItemDelegate(_Lines(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setAccessibleName(title)
        self.list.itemClicked.connect(lambda _item: self.take())
        self.list.itemEntered.connect(self.list.setCurrentItem)
        self.list.currentRowChanged.connect(lambda _row: self._point())
        layout.addWidget(self.field)
        layout.addWidget(self.list)
        self._footer = Label(footer, self)
        self._footer.setProperty("type", "caption")
        self._footer.setProperty("tone", "faint")
        self._footer.setWordWrap(True)
        self._footer.setContentsMargins(look.scaled(6), 0, look.scaled(6), look.scaled(2))
        layout.addWidget(self._footer)
        self.setFixedWidth(look.scaled(_WIDTH))
        self._filter("")

    def open_at(self, at: QPoint) -> None:
        """Show the list with its corner at a point of the parent, inside it, and take the keyboard."""
        room = self._parent.rect().adjusted(8, 8, -8, -8)
        self.adjustSize()
        size = self.sizeHint()
        x = min(max(room.left(), at.x()), max(room.left(), room.right() - self.width()))
        y = at.y() if at.y() + size.height() <= room.bottom() else max(room.top(), at.y() - size.height() - 40)
        self.move(x, y)
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def current(self) -> int:
        """Return the number of the choice that Enter takes, or -1."""
        item = self.list.currentItem()
        return int(item.data(Qt.ItemDataRole.UserRole)) if item is not None else -1

    def take(self) -> None:
        """Take the current choice."""
        number = self.current()
        if number >= 0 and not self._done:
            choice: Choice = self.list.currentItem().data(Qt.ItemDataRole.UserRole + 1)
            self.leave()
            choice.take()

    def leave(self) -> None:
        """Go away without a choice."""
        if self._done:
            return
        self._done = True
        if self._pointed is not None:
            self._pointed(-1)
        self._closed()  # gives the keyboard back, before it would fall to a neighbour
        self.hide()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows walk the list while the field has the keyboard."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = event.key()
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
                step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8}.get(Qt.Key(key), -8)
                row = min(self.list.count() - 1, max(0, self.list.currentRow() + step))
                self.list.setCurrentRow(row)
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.take()
                return True
            if key == Qt.Key.Key_Escape:
                self.leave()
                if self._escaped is not None:
                    self._escaped()
                return True
        if isinstance(event, QFocusEvent) and event.lostFocus() and event.reason() not in _MERELY_AWAY:
            self.leave()
        return False

    def _filter(self, typed: str) -> None:
        wanted = typed.casefold().split()
        empty(self.list)
        fitting = [
            (number, choice)
            for number, choice in enumerate(self.choices)
            if (choice.likely if not wanted else all(word in choice.words.casefold() for word in wanted))
        ]
        if wanted:
            key = typed.casefold()
            fitting.sort(key=lambda entry: _rank(entry[1], key))
        if wanted and not fitting and self._typed is not None:
            fitting = [(len(self.choices), self._typed(" ".join(typed.split())))]
        for number, choice in fitting[:200]:
            item = QListWidgetItem(choice.words)
            item.setData(Qt.ItemDataRole.UserRole, number)
            item.setData(Qt.ItemDataRole.UserRole + 1, choice)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, choice.words)
            set_tip(item, choice.words)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        footer = self._said if fitting else _("Nothing fits. Try other words, or press Esc to go back.")
        self._footer.setText(footer)
        self._footer.setVisible(bool(footer))
        self.list.setVisible(bool(fitting))
        rows = max(1, min(_MOST_ROWS, self.list.count()))
        self.list.setFixedHeight(rows * theme().scaled(_ROW) + 4)
        self.adjustSize()

    def _point(self) -> None:
        if self._pointed is not None and not self._done:
            self._pointed(self.current())


def _rank(choice: Choice, typed: str) -> tuple[int, int]:
    """Rank lines by where the typed words stand: at the start of the strong part first."""
    strong, whole = choice.strong.casefold(), choice.words.casefold()
    if strong.startswith(typed):
        return 0, 0
    if typed in strong:
        return 1, 0
    return (2, whole.find(typed)) if typed in whole else (3, 0)


class _Lines(QStyledItemDelegate):
    """Paints a choice: icon, words with the strong part in bold, and what Enter does on the current one."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(10, theme().scaled(_ROW))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        choice: Choice = index.data(Qt.ItemDataRole.UserRole + 1)
        look = theme()
        rect: QRect = option.rect
        current = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if current:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("selection_fill"))
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 6, 6)
        x = rect.left() + look.scaled(9)
        if choice.icon is not None:
            edge = choice.icon.deviceIndependentSize()
            painter.drawPixmap(x, round(rect.center().y() - edge.height() / 2 + 1), choice.icon)
            x += round(edge.width()) + look.scaled(9)
        right = rect.right() - look.scaled(9)
        hint = _("Enter") if current and not choice.hint else choice.hint
        if hint:
            painter.setFont(look.font("caption"))
            painter.setPen(look.colour("text_3"))
            painter.drawText(rect.adjusted(0, 0, -look.scaled(9), 0), _RIGHT, hint)
            right -= round(QFontMetricsF(look.font("caption")).horizontalAdvance(hint)) + look.scaled(10)
        parts = [
            (words, look.font(role), tone)
            for words, role, tone in (
                (choice.before, "body", "text_2"),
                (choice.strong, "body_strong", "text"),
                (choice.after, "body", "text_2"),
            )
            if words
        ]
        wide = [QFontMetricsF(font).horizontalAdvance(words + " ") for words, font, _tone in parts]
        for (words, font, tone), room in zip(parts, _shared(wide, right - x), strict=True):
            metrics = QFontMetricsF(font)
            shown = _fitting(words, metrics, room - metrics.horizontalAdvance(" "))
            painter.setFont(font)
            painter.setPen(look.colour(tone))
            painter.drawText(QRect(x, rect.top(), round(room) + 2, rect.height()), _LEFT, shown)
            x += round(metrics.horizontalAdvance(shown + " "))
        painter.restore()


def _fitting(words: str, metrics: QFontMetricsF, room: float) -> str:
    """Return words that fit into so many px: whole where they do, else without their middle."""
    if metrics.horizontalAdvance(words) <= room + 0.5:  # what was measured with the next word may differ by a hair
        return words
    return metrics.elidedText(words, Qt.TextElideMode.ElideMiddle, max(0.0, room))


def _shared(wide: Sequence[float], room: float) -> list[float]:
    """Share the room of a line among its parts: the narrow ones stay whole, the others get equal shares of the rest."""
    shares = [0.0] * len(wide)
    waiting = sorted(range(len(wide)), key=lambda part: wide[part])
    while waiting:
        part = waiting.pop(0)
        shares[part] = min(wide[part], max(0.0, room) / (len(waiting) + 1))
        room -= shares[part]
    return shares


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
