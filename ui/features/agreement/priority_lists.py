"""What matters most, as lists: dots by side with total and breadth, and the places of a ranking."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from stworkshop.i18n import gettext as _
from stworkshop.rounds.priorities import DotLine, RankLine
from ui.kit.theme import theme
from ui.kit.widgets.plain import as_plain
from ui.kit.widgets.sides import paint_side
from ui.session.words import figure

LINE_ROLE = int(Qt.ItemDataRole.UserRole) + 1
Index = QModelIndex | QPersistentModelIndex
_ROW, _MARK, _STEP = 22, 13, 15.5
_LEADING = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading


class LinesModel(QAbstractListModel):
    """Cards with their dots or places, in order."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: list[DotLine | RankLine] = []
        self.most = 1

    def show_lines(self, lines: Sequence[DotLine | RankLine]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self.lines = list(lines)
        self.most = max([1, *(line.dots for line in lines if isinstance(line, DotLine))])
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.lines):
            return None
        line = self.lines[index.row()]
        if role == LINE_ROLE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return line.card.label
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            words = _("Place {place}: {code} {label}")
            spoken = (
                line.spoken
                if isinstance(line, DotLine)
                else words.format(place=line.place, code=line.card.code, label=line.card.label)
            )
            return as_plain(spoken) if role == Qt.ItemDataRole.ToolTipRole else spoken
        return None


class LineDelegate(QStyledItemDelegate):
    """Paints one card: code and words, dots, total, and how many people; or its place in a ranking."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.figures = False

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(theme().scaled(120), theme().scaled(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(LINE_ROLE)
        look = theme()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(option.direction)
        rect: QRect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(
                QPen(look.colour("focus"), 1.5)
                if option.state & QStyle.StateFlag.State_HasFocus
                else QPen(Qt.PenStyle.NoPen)
            )
            painter.setBrush(look.colour("selection_fill"))
            painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), 5, 5)
        if isinstance(line, DotLine):
            most = getattr(index.model(), "most", 1)
            self._dots(painter, rect, line, most)
        elif isinstance(line, RankLine):
            self._rank(painter, rect, line)
        painter.restore()

    def _dots(self, painter: QPainter, rect: QRect, line: DotLine, most: int) -> None:
        look = theme()
        people, bar, total = look.scaled(62), look.scaled(58), look.scaled(28)
        marks = min(round(most * look.scaled(10) * _STEP / 10) + look.scaled(6), round(rect.width() * 0.32))
        if rect.width() < look.scaled(440):
            bar = 0
        label = rect.width() - people - bar - total - marks - look.scaled(30)
        cells = _cells(rect, (label, marks, total, bar, people), look.scaled(6), painter)
        _card_words(painter, cells[0], line)
        self._marks(painter, cells[1], line, most)
        _write(painter, cells[2], str(line.dots), "small", "text", strong=True, trailing=True)
        if bar and line.people is not None and line.voters:
            self._breadth(painter, cells[3], line.people / line.voters)
        one = line.people == 1
        words = _("{n} of {all}").format(n=line.people if line.people is not None else "–", all=line.voters)
        _write(painter, cells[4], words, "small", "warn" if one else "text_2", strong=one)

    def _marks(self, painter: QPainter, cell: QRect, line: DotLine, most: int) -> None:
        step = min(theme().scaled(16), cell.width() / max(1, most))
        size = min(theme().scaled(_MARK), step - 1)
        mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        order = [side for side, n in line.by_side for _dot in range(n)] + [""] * line.plain
        for place, side in enumerate(order):
            x = cell.right() - (place + 1) * step if mirrored else cell.left() + place * step
            paint_side(painter, QRectF(x, cell.center().y() - size / 2, size, size), side)

    def _breadth(self, painter: QPainter, cell: QRect, share: float) -> None:
        look = theme()
        high = look.scaled(5)
        body = QRectF(cell.left(), cell.center().y() - high / 2, cell.width(), high)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("surface_3"))
        painter.drawRoundedRect(body, high / 2, high / 2)
        full = QRectF(body)
        full.setWidth(max(high, body.width() * share))
        if painter.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            full.moveRight(body.right())
        painter.setBrush(look.colour("text_2"))
        painter.drawRoundedRect(full, high / 2, high / 2)

    def _rank(self, painter: QPainter, rect: QRect, line: RankLine) -> None:
        look = theme()
        mean = look.scaled(64) if self.figures else 0
        cells = _cells(
            rect,
            (look.scaled(30), rect.width() - look.scaled(30) - mean - look.scaled(20), mean),
            look.scaled(6),
            painter,
        )
        _write(painter, cells[0], f"{line.place}.", "small", "text", strong=True, trailing=True)
        _card_words(painter, cells[1], line)
        if mean:
            _write(painter, cells[2], figure(line.mean, 1), "small", "text_2", trailing=True)


class Lines(QListView):
    """A short list that is as tall as its lines."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.rows = LinesModel(self)
        self.painter = LineDelegate(self)
        self.setModel(self.rows)
        self.setItemDelegate(self.painter)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("part", "plain")
        self.viewport().setAutoFillBackground(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        theme().theme_changed.connect(self.viewport().update)

    def show_lines(self, lines: Sequence[DotLine | RankLine], figures: bool) -> None:
        """Show cards with their dots or places."""
        self.painter.figures = figures
        self.rows.show_lines(lines)
        self.setFixedHeight(theme().scaled(_ROW) * len(self.rows.lines) + 2)
        self.viewport().update()


def _cells(rect: QRect, widths: Sequence[int], gap: int, painter: QPainter) -> list[QRect]:
    mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
    x, cells = 0, []
    for width in widths:
        left = rect.right() + 1 - x - width if mirrored else rect.left() + x
        cells.append(QRect(left, rect.top(), max(0, width), rect.height()))
        x += width + (gap if width else 0)
    return cells


def _card_words(painter: QPainter, cell: QRect, line: DotLine | RankLine) -> None:
    look = theme()
    kind = line.card.kind
    role = f"kind/{kind}/kind_text" if kind in look.tokens.kinds else "text_2"
    font = look.font("caption")
    font.setBold(True)
    painter.setFont(font)
    wide = painter.fontMetrics().horizontalAdvance(line.card.code) + look.scaled(7)
    mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
    painter.setPen(look.colour(role))
    painter.drawText(cell, int(_LEADING), line.card.code)
    words = cell.adjusted(0 if mirrored else wide, 0, -wide if mirrored else 0, 0)
    _write(painter, words, line.card.label, "small", "text")


def _write(
    painter: QPainter, cell: QRect, words: str, font: str, role: str, *, strong: bool = False, trailing: bool = False
) -> None:
    face = theme().font(font)
    face.setBold(strong)
    painter.setFont(face)
    painter.setPen(theme().colour(role))
    shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, cell.width())
    side = Qt.AlignmentFlag.AlignTrailing if trailing else Qt.AlignmentFlag.AlignLeading
    painter.drawText(cell, int(Qt.AlignmentFlag.AlignVCenter | side), shown)
