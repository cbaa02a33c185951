"""A list of sentences that wait: a letter makes the chosen one a card, F2 or Enter edits it, Del takes it away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from stworkshop.commands.capture_line import Entry, entries
from stworkshop.i18n import gettext as _
from stworkshop.model.board import Board
from stworkshop.model.records import Note
from ui.kit.painting import kind_icon
from ui.kit.theme import theme
from ui.kit.widgets.basics import describe
from ui.kit.widgets.emptying import empty
from ui.kit.widgets.plain import Menu, set_tip, show_tip
from ui.session.bridge import Bridge

_ROW, _CAP, _MOST_ROWS = 32, 20, 4
_NOTE = Qt.ItemDataRole.UserRole


class Waiting(QListWidget):
    """The notes of one kind, oldest first; `kinds` are the letters that stand beside each sentence."""

    def __init__(self, bridge: Bridge, note_kind: str, name: str, icon: str, kinds: Sequence[str]) -> None:
        super().__init__()
        self._bridge, self._note_kind = bridge, note_kind
        self.icon = icon
        known = {entry.kind: entry for entry in entries(bridge.catalogue) if entry.key and entry.kind != "component"}
        self.offered = [known[kind] for kind in kinds if kind in known]
        self._by_key = {entry.key.casefold(): entry for entry in entries(bridge.catalogue) if entry.key}
        self.setProperty("look", "plain")
        self.setItemDelegate(_Delegate(self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        letters = ", ".join(f"{entry.key.lower()} {entry.word}" for entry in self.offered)
        words = _("Letters make it a card: {letters}. F2 edits, Delete takes it away.").format(letters=letters)
        describe(self, name, description=words)
        self.itemChanged.connect(self._edited)
        self._filling = False

    def show_notes(self) -> int:
        """Show the notes as they are now; return how many there are."""
        notes = waiting_notes(self._bridge.board, self._note_kind)
        row = self.currentRow()
        self._filling = True
        if [note.id for note in notes] != [self._id(at) for at in range(self.count())]:
            empty(self)
            for note in notes:
                item = QListWidgetItem(note.text)
                item.setData(_NOTE, note.id)
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
                self.addItem(item)
            self.setCurrentRow(min(max(row, 0), len(notes) - 1))
        for at, note in enumerate(notes):
            item = self.item(at)
            item.setText(note.text)
            set_tip(item, note.text)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, _spoken(note, self._bridge))
        self._filling = False
        self.setFixedHeight(max(1, min(len(notes), _MOST_ROWS)) * theme().scaled(_ROW) + 2)
        return len(notes)

    @property
    def chosen(self) -> str:
        """The id of the chosen note, "" where there is none."""
        return self._id(self.currentRow())

    def sort(self, note_id: str, entry: Entry) -> None:
        """Make a note a card of a kind; the next sentence is chosen then."""
        kind = {"id": note_id, "kind": entry.kind, **({"type": entry.type} if entry.type else {})}
        done = self._bridge.run("sort_note", **kind)
        if done is not None:
            card = self._bridge.board.elements[done.ids[0]]
            words = _("{code} “{words}” is on the map").format(code=card.code, words=card.label)
            self._bridge.say(words, (_("Undo"), self._bridge.undo))

    def remove(self) -> None:
        """Take the chosen sentence away; the message offers to bring it back."""
        if self.chosen:
            self._bridge.run("delete", ids=[self.chosen])

    def _id(self, row: int) -> str:
        item = self.item(row) if 0 <= row < self.count() else None
        return str(item.data(_NOTE)) if item is not None else ""

    def _edited(self, item: QListWidgetItem) -> None:
        note = self._bridge.board.notes.get(str(item.data(_NOTE)))
        if self._filling or note is None or item.text().strip() == note.text:
            return
        if not item.text().strip() or self._bridge.run("edit_note", id=note.id, text=item.text().strip()) is None:
            self.show_notes()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        entry = self._by_key.get(event.text().casefold()) if event.text() else None
        plain = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if self.state() == QAbstractItemView.State.EditingState:
            event.accept()  # Enter in the editor comes by here, too
        elif not self.chosen:
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Delete:
            self.remove()
        elif event.key() in (Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.editItem(self.currentItem())
        elif entry is not None and plain:
            self.sort(self.chosen, entry)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        entry = self.letter_at(self.visualRect(index), event.position().toPoint()) if index.isValid() else None
        if entry is not None and event.button() == Qt.MouseButton.LeftButton:
            self.sort(self._id(index.row()), entry)
        else:
            super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and self.letter_at(self.visualRect(index), event.position().toPoint()) is None:
            self.edit(index)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if not self.chosen:
            return
        menu = self.menu()
        rect = self.visualItemRect(self.currentItem())
        at = event.globalPos() if event.reason() == QContextMenuEvent.Reason.Mouse else self.mapToGlobal(rect.center())
        menu.popup(at)

    def menu(self) -> QMenu:
        """Return what can be done with the chosen sentence, in words."""
        note = self.chosen
        menu = Menu(self)
        rest = [entry for entry in self._by_key.values() if entry not in self.offered]
        for entry in self.offered:
            self._into(menu, entry, note)
        more = menu.addMenu(_("Another kind"))
        for entry in rest:
            self._into(more, entry, note)
        menu.addSeparator()
        edit = menu.addAction(theme().icon("edit", "text_2", 17), _("Edit the words") + "\tF2")
        edit.triggered.connect(lambda: self.editItem(self.currentItem()))
        delete = menu.addAction(theme().icon("delete", "danger", 17), _("Delete") + "\tDel")
        delete.triggered.connect(self.remove)
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def _into(self, menu: QMenu, entry: Entry, note: str) -> None:
        words = _("Make it: {kind}").format(kind=entry.word)
        action = menu.addAction(
            theme().icon(kind_icon(entry.variant), f"kind/{entry.variant}/accent", 17), f"{words}\t{entry.key.lower()}"
        )
        action.triggered.connect(lambda: self.sort(note, entry))

    def caps(self, row: QRect) -> list[tuple[QRect, Entry]]:
        """Return where the letters of a row stand, first letter first."""
        side, gap = theme().scaled(_CAP), theme().scaled(4)
        wide = len(self.offered) * (side + gap)
        found = []
        for at, entry in enumerate(self.offered):
            x = row.right() - wide + at * (side + gap)
            if self.isRightToLeft():
                x = row.left() + wide - (at + 1) * (side + gap) + gap
            found.append((QRect(x, row.center().y() - side // 2, side, side), entry))
        return found

    def letter_at(self, row: QRect, at: QPoint) -> Entry | None:
        """Return the letter of a row under a point of the list."""
        return next((entry for rect, entry in self.caps(row) if rect.contains(at)), None)


class _Delegate(QStyledItemDelegate):
    """Paints a sentence between its sign and its letters."""

    def __init__(self, waiting: Waiting) -> None:
        super().__init__(waiting)
        self._list = waiting

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(theme().scaled(100), theme().scaled(_ROW))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        look, body = theme(), option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(look.colour("border"))
        painter.drawLine(body.topLeft(), body.topRight())
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        if option.state & QStyle.StateFlag.State_Selected and self._list.hasFocus():
            painter.setPen(look.colour("focus") if focused else Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("selection_fill"))
            painter.drawRoundedRect(body.adjusted(1, 2, -2, -2), look.scaled(6), look.scaled(6))
        room = self.words_rect(body)
        side = look.scaled(16)
        x = body.right() - side - look.scaled(2) if self._list.isRightToLeft() else body.left() + look.scaled(2)
        icon = look.pixmap(self._list.icon, "warn_mark", 16, self._list.devicePixelRatioF())
        painter.drawPixmap(QRect(x, body.center().y() - side // 2, side, side), icon)
        painter.setFont(look.font("small"))
        painter.setPen(look.colour("text"))
        words = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)
        painter.setFont(look.font("caption"))
        for rect, entry in self._list.caps(body):
            painter.setPen(look.colour("border_strong"))
            painter.setBrush(look.colour("surface"))
            painter.drawRoundedRect(rect, look.scaled(4), look.scaled(4))
            painter.setPen(look.colour("text_2"))
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, entry.key.lower())
        painter.restore()

    def words_rect(self, body: QRect) -> QRect:
        """Return where the words stand in a row."""
        look = theme()
        caps = self._list.caps(body)
        sign, gap = look.scaled(26), look.scaled(8)
        if self._list.isRightToLeft():
            left = caps[0][0].right() + gap if caps else body.left()
            return QRect(left, body.top(), body.right() - sign - left, body.height())
        right = caps[0][0].left() - gap if caps else body.right()
        return QRect(body.left() + sign, body.top(), right - body.left() - sign, body.height())

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        editor = QLineEdit(parent)
        editor.setProperty("look", "cell")
        describe(editor, _("Words of the sentence"))
        return editor

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        editor.setGeometry(option.rect.adjusted(0, 1, 0, -1))

    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        if isinstance(editor, QLineEdit):
            editor.setText(str(index.data()))

    def setModelData(
        self, editor: QWidget, model: QAbstractItemModel, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        if isinstance(editor, QLineEdit):
            model.setData(index, editor.text())

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """Say what a letter makes while the pointer rests on it."""
        letter = self._list.letter_at(option.rect, event.pos())
        if letter is None:
            return bool(super().helpEvent(event, view, option, index))
        show_tip(event.globalPos(), _("Make it: {kind}").format(kind=letter.word), view)
        return True


def _spoken(note: Note, bridge: Bridge) -> str:
    cards = [bridge.board.elements[i].label for i in note.about if i in bridge.board.elements]
    return _("{words}, about {cards}").format(words=note.text, cards=", ".join(cards)) if cards else note.text


def waiting_notes(board: Board, kind: str) -> list[Note]:
    """Return the sentences of a kind in the order in which they were said, also after one was taken back."""
    return sorted((note for note in board.notes.values() if note.kind == kind), key=lambda note: (note.seq, note.id))
