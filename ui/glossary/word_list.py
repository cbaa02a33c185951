"""The list of explained words with their state, and the words of the catalogue that could be explained, too."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from stworkshop.analysis.word_use import has_two_meanings
from stworkshop.board import Board
from stworkshop.i18n import gettext as _
from stworkshop.records import Term
from ui.theme import theme
from ui.widgets.basics import describe

_ID = Qt.ItemDataRole.UserRole
_STATE = Qt.ItemDataRole.UserRole + 1
_LINES = Qt.ItemDataRole.UserRole + 2


def state_of(term: Term) -> tuple[str, str]:
    """Return the state of a word in words, and its tone: success, warn or faint."""
    if term.agreed.strip():
        return (_("agreed"), "success") if term.attributes.get("outcome") != "two" else (_("two words"), "success")
    if term.attributes.get("outcome") == "open":
        return _("left open"), "warn"
    return (_("two meanings"), "warn") if has_two_meanings(term) else (_("not talked about"), "faint")


def summary_of(term: Term) -> str:
    """Return what the list says under a word."""
    if term.agreed.strip():
        return term.agreed
    if has_two_meanings(term):
        return _("Planners and engineers mean different things.")
    if term.planner_reading.strip() or term.engineer_reading.strip():
        return _("Only one side has said what it means.")
    return _("Nobody has said what it means.")


class WordList(QListWidget):
    """One line for each word; `chosen` gives the id of the term."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        describe(self, _("Words"))
        self.setItemDelegate(_WordDelegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.currentItemChanged.connect(lambda item: self.chosen.emit(item.data(_ID)) if item is not None else None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    @property
    def current(self) -> str:
        """The id of the chosen term, "" where there is none."""
        item = self.currentItem()
        return str(item.data(_ID)) if item is not None else ""

    def show_terms(self, board: Board, matching: str = "") -> None:
        """Show the words that match what is typed; the chosen one stays chosen."""
        wanted = self.current
        terms = [t for t in board.terms.values() if matching.strip().casefold() in t.label.casefold()]
        self.blockSignals(True)
        self.clear()
        for term in terms:
            state, tone = state_of(term)
            item = QListWidgetItem(term.label)
            item.setData(_ID, term.id)
            item.setData(_STATE, (state, tone))
            item.setData(_LINES, summary_of(term))
            spoken = f"{term.label}, {state}. {summary_of(term)}"
            item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
            item.setToolTip(summary_of(term))
            self.addItem(item)
        self.blockSignals(False)
        self.choose(wanted if wanted in {t.id for t in terms} else terms[0].id if terms else "")

    def choose(self, term_id: str) -> None:
        """Choose a word by its term's id."""
        for at in range(self.count()):
            if self.item(at).data(_ID) == term_id:
                self.setCurrentRow(at)
                return


class _WordDelegate(QStyledItemDelegate):
    """Paints the word, its state at the end of the line, and what was agreed under it in at most two lines."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        look = theme()
        view = option.widget
        width = max(120, view.viewport().width() if isinstance(view, QListWidget) else 300)
        small = QFontMetrics(look.font("small"))
        room = QRect(0, 0, width - look.scaled(24), 1000)
        box = small.boundingRect(room, int(Qt.TextFlag.TextWordWrap), str(index.data(_LINES)))
        return QSize(width, look.scaled(36) + min(box.height(), 2 * small.lineSpacing() + 2))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        look = theme()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
            painter.setBrush(look.colour("selection_fill"))
            painter.setPen(look.colour("focus" if focused else "selection"))
            painter.drawRoundedRect(option.rect.adjusted(2, 2, -2, -2), 8, 8)
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        start, end = (
            (Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignLeft)
            if mirrored
            else (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight)
        )
        top = Qt.AlignmentFlag.AlignTop
        edge = look.scaled(12)
        inner = option.rect.adjusted(edge, look.scaled(8), -edge, -look.scaled(6))
        state, tone = index.data(_STATE)
        painter.setFont(look.font("caption"))
        painter.setPen(look.colour({"success": "success", "warn": "warn", "faint": "text_3"}[tone]))
        painter.drawText(inner, end | top, state)
        taken = painter.fontMetrics().horizontalAdvance(state) + edge
        room = inner.adjusted(taken if mirrored else 0, 0, 0 if mirrored else -taken, 0)
        painter.setFont(look.font("body_strong"))
        painter.setPen(look.colour("text"))
        word = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, start | top, word)
        painter.setFont(look.font("small"))
        painter.setPen(look.colour("text_2"))
        below = inner.adjusted(0, look.scaled(22), 0, 0)
        painter.drawText(below, start | top | Qt.TextFlag.TextWordWrap, str(index.data(_LINES)))
        painter.restore()
