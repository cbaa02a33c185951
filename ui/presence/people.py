"""The people of a room as a list: mark, name, what they do, role, and the arrow that follows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QHelpEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from stworkshop.i18n import gettext as _
from ui.kit.theme import theme
from ui.kit.widgets.plain import show_tip
from ui.presence.marks import AWAY, colour_number, initials, paint_mark
from ui.presence.roles import role_says, role_word
from ui.presence.tall_list import TallList, paint_ground

if TYPE_CHECKING:
    from ui.lan.room_state import Person

Index = QModelIndex | QPersistentModelIndex
LINE = Qt.ItemDataRole.UserRole
_TALL, _MARK, _GAP, _ARROW = 47, 32, 10, 28


@dataclass(frozen=True)
class PersonLine:
    """One person as the list shows her; `menu` where there is something to choose about her."""

    person: Person
    doing: str
    follows: bool = False
    may_follow: bool = True
    menu: bool = False
    hosted: bool = False
    """Whether others in the list have menus, so that the roles stand in one column."""

    @property
    def spoken(self) -> str:
        """The whole line for those who listen."""
        words = _("{name}, {role}, {doing}").format(
            name=self.person.name, role=role_word(self.person.role), doing=self.doing
        )
        return _("{words}, you follow them").format(words=words) if self.follows else words


class PeopleModel(QAbstractListModel):
    """Lines by client; a person keeps her place, and a line that stays is not made anew."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[PersonLine] = []

    @property
    def lines(self) -> Sequence[PersonLine]:
        """What is shown."""
        return self._lines

    def show_lines(self, lines: Sequence[PersonLine]) -> None:
        """Show these people in this order."""
        none = QModelIndex()
        wanted = [line.person.client for line in lines]
        for row in range(len(self._lines) - 1, -1, -1):
            if self._lines[row].person.client not in wanted:
                self.beginRemoveRows(none, row, row)
                del self._lines[row]
                self.endRemoveRows()
        for row, line in enumerate(lines):
            there = [known.person.client for known in self._lines]
            if row < len(there) and there[row] == line.person.client:
                if self._lines[row] != line:
                    self._lines[row] = line
                    self.dataChanged.emit(self.index(row), self.index(row))
            elif line.person.client in there:
                at = there.index(line.person.client)
                self.beginMoveRows(none, at, at, none, row)
                del self._lines[at]
                self._lines.insert(row, line)
                self.endMoveRows()
                self.dataChanged.emit(self.index(row), self.index(row))
            else:
                self.beginInsertRows(none, row, row)
                self._lines.insert(row, line)
                self.endInsertRows()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's name
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._lines):
            return None
        line = self._lines[index.row()]
        if role == LINE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return line.person.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return line.spoken
        return None


class PeopleList(TallList):
    """Enter or the arrow follows somebody, or no longer; the menu has what else can be done."""

    follow = Signal(object)
    """The client of whoever is to be followed, or no longer; too large a number for a C++ int."""
    menu_wanted = Signal(object, QPoint)
    """The client whose menu is asked for, and where, in pixels of the screen."""

    def __init__(self) -> None:
        self.people = PeopleModel()
        super().__init__(_("People in the room"), self.people, _("Enter follows somebody, or no longer"))
        self.setItemDelegate(_PersonDelegate(self))
        self.taken.connect(self._take)

    def _take(self, index: QModelIndex) -> None:
        line = index.data(LINE)
        if isinstance(line, PersonLine) and line.may_follow:
            self.follow.emit(line.person.client)

    def clicked_at(self, index: QModelIndex, point: QPoint) -> None:
        line, rect = index.data(LINE), self.visualRect(index)
        if not isinstance(line, PersonLine):
            return
        if line.may_follow and arrow_of(rect, self.layoutDirection()).contains(point):
            self.follow.emit(line.person.client)
        elif line.menu and role_of(rect, self.layoutDirection(), line).contains(point):
            self._ask(line, rect)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self.viewport().update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        line = index.data(LINE)
        if isinstance(line, PersonLine) and (line.menu or line.may_follow):
            self._ask(line, self.visualRect(index), None if by_key else event.globalPos())

    def _ask(self, line: PersonLine, rect: QRect, at: QPoint | None = None) -> None:
        under = role_of(rect, self.layoutDirection(), line)
        self.menu_wanted.emit(line.person.client, at or self.viewport().mapToGlobal(under.bottomLeft()))


def arrow_of(row: QRect, direction: Qt.LayoutDirection) -> QRect:
    """Return where the arrow of a line is."""
    side = theme().scaled(_ARROW)
    box = QRect(row.right() - side + 1, row.top() + (row.height() - side) // 2, side, side)
    return QStyle.visualRect(direction, row, box)


def role_of(row: QRect, direction: Qt.LayoutDirection, line: PersonLine) -> QRect:
    """Return where the role of a line is, with the chevron of its menu."""
    look = theme()
    wide = QFontMetrics(look.font("caption")).horizontalAdvance(role_word(line.person.role)) + 2
    wide += look.scaled(18) if line.hosted else 0
    right = row.right() - look.scaled(_ARROW + _GAP)
    top, tall = _lines(row)
    box = QRect(right - wide + 1, top, wide, tall)
    return QStyle.visualRect(direction, row, box)


def _lines(row: QRect) -> tuple[int, int]:
    """Return where the two lines of words begin in a line of the list, and how tall the first of them is."""
    name, small = (QFontMetrics(theme().font(kind)).height() for kind in ("body_strong", "small"))
    return row.top() + (row.height() - name - small) // 2, name


class _PersonDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        look = theme()
        words = QFontMetrics(look.font("body_strong")).height() + QFontMetrics(look.font("small")).height()
        return QSize(look.scaled(160), max(look.scaled(_TALL), words + look.scaled(10)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(LINE)
        if not isinstance(line, PersonLine):
            return
        look, person, rect = theme(), line.person, QRect(option.rect)
        direction = option.direction
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(direction)
        paint_ground(painter, option)
        away = person.away is not None
        side = look.scaled(_MARK)
        mark = QRect(rect.left() + look.scaled(2), rect.top() + (rect.height() - side) // 2, side, side)
        painter.setOpacity(AWAY if away else 1.0)
        box = QRectF(QStyle.visualRect(direction, rect, mark))
        paint_mark(painter, box, colour_number(person), initials(person.name))
        painter.setOpacity(1.0)
        role = self._role(painter, line, rect, direction)
        if line.may_follow:
            self._arrow(painter, line, arrow_of(rect, direction), option.widget)
        self._words(painter, line, rect, role, direction)
        painter.restore()

    def _role(self, painter: QPainter, line: PersonLine, rect: QRect, direction: Qt.LayoutDirection) -> QRect:
        look = theme()
        role = role_of(rect, direction, line)
        painter.setFont(look.font("caption"))
        painter.setPen(look.colour("text_3"))
        inner = QRect(role)
        if line.menu:
            size = look.scaled(14)
            sign = QStyle.visualRect(
                direction, role, QRect(role.right() - size, role.center().y() - size // 2, size, size)
            )
            painter.drawPixmap(sign, look.pixmap("chevron-down", "text_3", 14))
        if line.hosted:
            cut = look.scaled(18)
            inner = (
                role.adjusted(0, 0, -cut, 0)
                if direction == Qt.LayoutDirection.LeftToRight
                else role.adjusted(cut, 0, 0, 0)
            )
        painter.drawText(
            inner, Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter, role_word(line.person.role)
        )
        return role

    def _arrow(self, painter: QPainter, line: PersonLine, box: QRect, widget: QWidget | None) -> None:
        look = theme()
        viewport = widget.viewport() if isinstance(widget, QAbstractItemView) else None
        hovered = (
            viewport is not None
            and viewport.underMouse()
            and box.contains(viewport.mapFromGlobal(viewport.cursor().pos()))
        )
        if line.follows or hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("brand_soft" if line.follows else "surface_3"))
            painter.drawRoundedRect(box, look.scaled(7), look.scaled(7))
        size = look.scaled(17)
        sign = QRect(0, 0, size, size)
        sign.moveCenter(box.center())
        painter.drawPixmap(sign, look.pixmap("follow", "brand_text" if line.follows else "text_2", 17))

    def _words(
        self, painter: QPainter, line: PersonLine, rect: QRect, role: QRect, direction: Qt.LayoutDirection
    ) -> None:
        look = theme()
        rtl = direction == Qt.LayoutDirection.RightToLeft
        start = look.scaled(2 + _MARK + _GAP)
        room = QRect(rect)
        if rtl:
            room.setRight(rect.right() - start)
            room.setLeft(role.right() + look.scaled(_GAP))
        else:
            room.setLeft(rect.left() + start)
            room.setRight(role.left() - look.scaled(_GAP))
        name_font, small = look.font("body_strong"), look.font("small")
        name_metrics, small_metrics = QFontMetrics(name_font), QFontMetrics(small)
        top, _tall = _lines(rect)
        leading = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(name_font)
        painter.setPen(look.colour("text"))
        upper = QRect(room.left(), top, room.width(), name_metrics.height())
        painter.drawText(
            upper, leading, name_metrics.elidedText(line.person.name, Qt.TextElideMode.ElideRight, upper.width())
        )
        # The second line goes on under the role, up to the arrow, or to the end where there is none.
        taken = look.scaled(_ARROW + _GAP) if line.may_follow else 0
        if rtl:
            room.setLeft(rect.left() + taken)
        else:
            room.setRight(rect.right() - taken)
        lower = QRect(room.left(), upper.bottom() + 1, room.width(), small_metrics.height())
        away = line.person.away is not None
        if away:
            size = look.scaled(13)
            sign = QRect(lower.left(), lower.center().y() - size // 2, size, size)
            painter.drawPixmap(QStyle.visualRect(direction, lower, sign), look.pixmap("reconnect", "warn", 13))
            cut = size + look.scaled(4)
            lower = lower.adjusted(0, 0, -cut, 0) if rtl else lower.adjusted(cut, 0, 0, 0)
        painter.setFont(small)
        painter.setPen(look.colour("warn" if away else "text_2"))
        painter.drawText(
            lower, leading, small_metrics.elidedText(line.doing, Qt.TextElideMode.ElideRight, lower.width())
        )

    def helpEvent(  # noqa: N802 - Qt's name
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        line = index.data(LINE)
        if event.type() != QEvent.Type.ToolTip or not isinstance(line, PersonLine):
            return False
        rect, person = (
            view.visualRect(QModelIndex(index) if isinstance(index, QModelIndex) else view.currentIndex()),
            line.person,
        )
        words = _("{name}: {doing}").format(name=person.name, doing=line.doing)
        if line.may_follow and arrow_of(rect, view.layoutDirection()).contains(event.pos()):
            words = _("Do not follow any more") if line.follows else _("Follow {name}").format(name=person.name)
        elif role_of(rect, view.layoutDirection(), line).contains(event.pos()):
            words = _("{role}: {says}").format(role=role_word(person.role), says=role_says(person.role))
        show_tip(event.globalPos(), words, view)
        return True
