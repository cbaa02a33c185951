"""How lines of the outline and cells of the tables are painted and edited."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from stworkshop.i18n import gettext as _
from ui.features.list.outline import CODE_ROLE, COUNT_ROLE, NODE_ROLE, VARIANT_ROLE, VERB_ROLE
from ui.features.list.table import ICONS_ROLE, VALUE_ROLE
from ui.kit.painting import kind_icon
from ui.kit.theme import theme
from ui.kit.widgets.basics import describe
from ui.session.record_columns import Column

Index = QModelIndex | QPersistentModelIndex


class OutlineDelegate(QStyledItemDelegate):
    """A group: icon, bold name, count; a card: code and words; a link: verb, icon, the other card."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(theme().scaled(120), theme().scaled(27))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look = theme()
        kind, _id = index.data(NODE_ROLE)
        body: QRect = option.rect
        style = QApplication.style()
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, option.widget)
        painter.save()
        x = body.left() + look.scaled(4)
        code, verb, variant = index.data(CODE_ROLE), index.data(VERB_ROLE), index.data(VARIANT_ROLE)
        if code:
            x = self._write(painter, body, x, code, "card_kind", f"kind/{variant}/kind_text") + look.scaled(7)
        if verb:
            x = self._write(painter, body, x, verb, "small", "text_3") + look.scaled(7)
        if kind in ("group", "link", "add"):
            name = "plus" if kind == "add" else kind_icon(variant) if variant else _group_icon(_id)
            role = f"kind/{variant}/accent" if variant and kind == "link" else "text_2" if kind == "group" else "text_3"
            icon = look.pixmap(name, role, 16 if kind == "group" else 14)
            side = round(icon.width() / icon.devicePixelRatio())
            painter.drawPixmap(x, body.center().y() - side // 2 + 1, icon)
            x += side + look.scaled(7)
        count = index.data(COUNT_ROLE)
        end = body.right() - look.scaled(12)
        if count:
            painter.setFont(look.font("small"))
            painter.setPen(look.colour("text_3"))
            wide = painter.fontMetrics().horizontalAdvance(count)
            painter.drawText(QRect(end - wide, body.top(), wide, body.height()), Qt.AlignmentFlag.AlignVCenter, count)
            end -= wide + look.scaled(8)
        painter.setFont(look.font("body_strong" if kind == "group" else "small"))
        painter.setPen(look.colour("text_3" if kind == "add" else "text"))
        words = painter.fontMetrics().elidedText(str(index.data() or ""), Qt.TextElideMode.ElideRight, end - x)
        painter.drawText(QRect(x, body.top(), end - x, body.height()), Qt.AlignmentFlag.AlignVCenter, words)
        painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        field = QLineEdit(parent)
        field.setProperty("look", "cell")
        kind, _id = index.data(NODE_ROLE)
        describe(field, _("Relation, comma, card") if kind == "add" else _("Words"))
        if kind == "add":
            field.setPlaceholderText(str(index.data()))
        return field

    def _write(self, painter: QPainter, body: QRect, x: int, words: str, font: str, role: str) -> int:
        """Write words from `x` on and return where they end."""
        painter.setFont(theme().font(font))
        painter.setPen(theme().colour(role))
        wide = painter.fontMetrics().horizontalAdvance(words)
        painter.drawText(QRect(x, body.top(), wide, body.height()), Qt.AlignmentFlag.AlignVCenter, words)
        return x + wide


class CellDelegate(QStyledItemDelegate):
    """Cells of a table: topics as icons, words and choices edited in place; Enter keeps and goes down, Tab right."""

    def __init__(self, columns: list[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns = columns

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(theme().scaled(80), theme().scaled(34))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        concepts = index.data(ICONS_ROLE)
        if concepts is None:
            super().paint(painter, option, index)
            return
        style = QApplication.style()
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, option.widget)
        look = theme()
        body: QRect = option.rect
        x = body.left() + look.scaled(8)
        for concept in concepts:
            icon = look.pixmap(f"concepts/{concept}", f"concept/{concept}/mark", 16)
            side = round(icon.width() / icon.devicePixelRatio())
            if x + side > body.right():
                break
            painter.drawPixmap(x, body.center().y() - side // 2, icon)
            x += side + look.scaled(4)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        column = self._columns[index.column()]
        if column.how == "choice":
            box = QComboBox(parent)
            box.setMaxVisibleItems(12)
            box.addItem(_("not said yet"), "")
            for value, words in column.choices:
                box.addItem(words, value)
            describe(box, column.title)
            box.activated.connect(lambda _index: self._close(box))
            return box
        field = QLineEdit(parent)
        field.setProperty("look", "cell")
        describe(field, column.title)
        return field

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QComboBox):
            value = index.data(VALUE_ROLE)
            editor.setCurrentIndex(max(0, editor.findData("" if value is None else str(value))))
            if editor.property("opened") is None:
                editor.setProperty("opened", True)
                editor.showPopup()
        elif isinstance(editor, QLineEdit) and editor.property("opened") is None:
            editor.setProperty("opened", True)
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        value: Any = editor.currentData() if isinstance(editor, QComboBox) else ""
        if isinstance(editor, QLineEdit):
            value = editor.text().strip()
        model.setData(index, value)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        editor.setGeometry(option.rect.adjusted(1, 1, -1, -1))

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Enter keeps and goes down (the view knows how), instead of Qt's staying where it is."""
        if (
            isinstance(editor, QLineEdit)
            and event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        ):
            self.commitData.emit(editor)
            self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
            self.kept_by_enter()
            return True
        return super().eventFilter(editor, event)

    def kept_by_enter(self) -> None:
        """Go down a row."""
        view = self.parent()
        go_down = getattr(view, "go_down", None)
        if go_down is not None:
            go_down()

    def _close(self, box: QComboBox) -> None:
        self.commitData.emit(box)
        self.closeEditor.emit(box, QStyledItemDelegate.EndEditHint.NoHint)


def _group_icon(table: str) -> str:
    return {"participants": "people", "terms": "glossary", "statements": "speech-check"}.get(table, "list")
