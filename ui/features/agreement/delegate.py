"""How a statement is painted in its list: card, words, bar, and a sentence, or figures where they are switched on."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex as _QModelIndex
from PySide6.QtCore import QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from stworkshop.i18n import gettext as _
from stworkshop.model.catalogue import Catalogue
from stworkshop.rounds import answers_in_words
from stworkshop.rounds.opinion_summary import Said, side_words
from ui.features.agreement.bar import hatched, paint_bar
from ui.features.agreement.columns import Columns, columns_of
from ui.features.agreement.figure_cells import paint_figures
from ui.features.agreement.model import ENTRY_ROLE, Head, StatementLine
from ui.kit.painting import kind_icon
from ui.kit.theme import theme
from ui.kit.widgets.sides import paint_side

Index = _QModelIndex | QPersistentModelIndex
_HEAD, _GAP, _PAD, _ROW = 32, 8, 12, 47
_WRAP = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignLeading)


class OpinionDelegate(QStyledItemDelegate):
    """Paints headings and statements; `figures` shows numbers in the place of sentences."""

    def __init__(self, catalogue: Catalogue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._catalogue = catalogue
        self.figures = False

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        entry = index.data(ENTRY_ROLE)
        view = option.widget
        wide = view.viewport().width() if isinstance(view, QAbstractItemView) else option.rect.width()
        if not isinstance(entry, StatementLine):
            return QSize(wide, theme().scaled(_HEAD + _GAP))
        columns = columns_of(QRect(0, 0, wide, 100), self.figures, mirrored=False)
        needed = max(self._label_height(columns, entry.said), self._words_height(columns, entry.said))
        return QSize(wide, max(theme().scaled(_ROW), needed + theme().scaled(9)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry = index.data(ENTRY_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        painter.setLayoutDirection(option.direction)
        if isinstance(entry, Head):
            self._head(painter, option.rect, entry, mirrored)
        elif isinstance(entry, StatementLine):
            chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            focused = chosen and bool(option.state & QStyle.StateFlag.State_HasFocus)
            self._line(painter, option.rect, entry, mirrored, chosen=chosen, focused=focused)
        painter.restore()

    # --- headings

    def _head(self, painter: QPainter, rect: QRect, head: Head, mirrored: bool) -> None:
        look = theme()
        body = QRectF(rect).adjusted(0.5, look.scaled(_GAP) + 0.5, -0.5, 0)
        path = _frame(body, top=True, bottom=head.count == 0)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("surface_2" if head.look != "no" else "surface"))
        painter.drawPath(path)
        tint = {"yes": "agreement/yes", "contested": "agreement/contested", "no": "agreement/no"}.get(head.look)
        if tint:
            ground = look.colour(tint)
            ground.setAlphaF({"yes": 0.25, "no": 0.45}.get(head.look, 0.13))
            if head.look == "no":
                hatched(painter, path, ground, look.scaled(12))
            else:
                painter.setBrush(ground)
                painter.drawPath(path)
        painter.setPen(QPen(look.colour("border"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)
        x = look.scaled(_PAD)
        x = self._badge(painter, body, head, x, mirrored)
        for words, font, role in (
            (head.title, "small_strong", "text"), (str(head.count), "count", "text_2"), (head.words, "small", "text_2"),
        ):  # fmt: skip
            x = _chip(painter, body, x, words, font, role, mirrored, plate=head.look == "no" or font == "count")

    def _badge(self, painter: QPainter, body: QRectF, head: Head, x: int, mirrored: bool) -> int:
        look = theme()
        side = look.scaled(22)
        box = _mirror(QRectF(body.left() + x, body.center().y() - side / 2, side, side), body, mirrored)
        grounds = {"yes": "agreement/strong_yes", "contested": "agreement/contested", "mixed": "text_3"}
        ground = grounds.get(head.look)
        role = "text_2"
        if ground:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour(ground))
            painter.drawRoundedRect(box, 6, 6)
            role = "surface"
        elif head.look == "no":
            painter.setPen(QPen(look.colour("agreement/strong_no"), 1.75))
            painter.setBrush(look.colour("surface"))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 5, 5)
            role = "agreement/strong_no"
        icon = look.pixmap(head.icon, role, 15)
        inner = box.adjusted(3.5, 3.5, -3.5, -3.5)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(inner, icon, QRectF(icon.rect()))
        return x + side + look.scaled(8)

    # --- statements

    def _line(
        self, painter: QPainter, rect: QRect, line: StatementLine, mirrored: bool, *, chosen: bool, focused: bool
    ) -> None:
        look = theme()
        said = line.said
        path = _frame(QRectF(rect).adjusted(0.5, 0, -0.5, -0.5), top=False, bottom=line.last)
        painter.setPen(QPen(look.colour("border"), 1))
        painter.setBrush(look.colour("selection_fill" if chosen else "surface"))
        painter.drawPath(path)
        if chosen:
            mark = _mirror(
                QRectF(rect.left(), rect.top() + 1, look.scaled(3), rect.height() - 2), QRectF(rect), mirrored
            )
            painter.fillRect(mark, look.colour("selection"))
        columns = columns_of(rect, self.figures, mirrored)
        self._code(painter, columns.code, said)
        self._label(painter, columns, said)
        if said.counts:
            height = look.scaled(30 if said.before else 20)
            bar = QRectF(columns.bar.left(), columns.bar.center().y() - height / 2, columns.bar.width(), height)
            paint_bar(painter, bar, said.counts, before=said.before, mirrored=mirrored)
        if self.figures:
            paint_figures(painter, columns, said, mirrored)
        elif columns.words is not None:
            self._words(painter, columns.words, said, mirrored)
        if focused:
            painter.setPen(QPen(look.colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(rect).adjusted(1.5, 1.5, -1.5, -1.5), 5, 5)

    def _code(self, painter: QPainter, rect: QRect, said: Said) -> None:
        if said.about is None:
            return
        look = theme()
        variant = self._catalogue.variant(said.about.kind, said.about.type)
        icon = look.pixmap(kind_icon(variant), "text_2", 14)
        side = round(icon.width() / icon.devicePixelRatio())
        mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        x = rect.right() - side if mirrored else rect.left()
        painter.drawPixmap(x, rect.center().y() - side // 2, icon)
        font = look.font("caption")
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(look.colour("text_2"))
        gap = side + look.scaled(4)
        words = rect.adjusted(0 if mirrored else gap, 0, -gap if mirrored else 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, said.code)

    def _label(self, painter: QPainter, columns: Columns, said: Said) -> None:
        look = theme()
        rect = columns.label
        height = self._label_height(columns, said)
        y = rect.center().y() - height // 2
        painter.setFont(look.font("body"))
        painter.setPen(look.colour("text"))
        box = _words_box(painter.fontMetrics().boundingRect(rect, _WRAP, said.statement.label), rect, y)
        painter.drawText(box, _WRAP, said.statement.label)
        y = box.bottom() + 1
        if said.opposite:
            font = look.font("caption")
            font.setBold(True)
            painter.setFont(font)
            painter.setPen(look.colour("warn"))
            box = QRect(rect.left(), y, rect.width(), painter.fontMetrics().height())
            painter.drawText(box, _WRAP, _("opposite of {code}").format(code=said.opposite))
            y = box.bottom() + 1
        if columns.words is None and not self.figures:
            painter.setFont(look.font("small"))
            painter.setPen(look.colour("text_2"))
            painter.drawText(QRect(rect.left(), y, rect.width(), rect.bottom() - y), _WRAP, said.brief)

    def _label_height(self, columns: Columns, said: Said) -> int:
        wide = columns.label.width()
        height = _height("body", said.statement.label, wide)
        if said.opposite:
            height += _height("caption", said.opposite, wide)
        if columns.words is None and not self.figures:
            height += _height("small", said.brief, wide)
        return height

    def _words_height(self, columns: Columns, said: Said) -> int:
        if self.figures or columns.words is None:
            return 0
        height = _height("body_strong", said.brief, columns.words.width())
        return height + (_height("small", "x", columns.words.width()) + 3 if under(said) or said.moved else 0)

    def _words(self, painter: QPainter, rect: QRect, said: Said, mirrored: bool) -> None:
        look = theme()
        y = rect.center().y() - self._words_height(columns_of_words(rect), said) // 2
        painter.setFont(look.font("body_strong"))
        painter.setPen(look.colour("text" if said.counts else "text_3"))
        box = _words_box(painter.fontMetrics().boundingRect(rect, _WRAP, said.brief), rect, y)
        painter.drawText(box, _WRAP, said.brief)
        y = box.bottom() + 4
        painter.setFont(look.font("small"))
        painter.setPen(look.colour("text_2"))
        line = QRect(rect.left(), y, rect.width(), painter.fontMetrics().height())
        x = 0
        moved = said.moved.split(". ")[0].rstrip(".") if said.moved else ""
        for side, words in [("moved", moved)] if moved else under(said):
            x = self._side(painter, line, x, side, words, mirrored)
            if x >= line.width():
                break

    def _side(self, painter: QPainter, line: QRect, x: int, side: str, words: str, mirrored: bool) -> int:
        look = theme()
        if side not in ("moved", ""):
            box = QRectF(line.left() + x, line.center().y() - look.scaled(6), look.scaled(12), look.scaled(12))
            paint_side(painter, _mirror(box, QRectF(line), mirrored), side)
            x += look.scaled(17)
            words = f"{answers_in_words.side_names().get(side, side)}: {words}"
        room = line.width() - x
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room)
        wide = painter.fontMetrics().horizontalAdvance(shown)
        box = _mirror(QRectF(line.left() + x, line.top(), wide + 2, line.height()), QRectF(line), mirrored)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading), shown)
        return x + wide + look.scaled(14)


def columns_of_words(rect: QRect) -> Columns:
    """Return columns of which only the words matter."""
    return Columns(rect, rect, QRect(), rect)


def under(said: Said) -> list[tuple[str, str]]:
    """Return what stands under the sentence: what sides said, or why no side is named."""
    if not said.counts:
        return []
    named = side_words(said)
    if said.hidden and not said.sides:
        return [("", _("sides: too few to show"))]
    return named


def _words_box(needed: QRect, rect: QRect, y: int) -> QRect:
    return QRect(rect.left(), y, rect.width(), needed.height())


def _height(font: str, words: str, wide: int) -> int:
    metrics = QFontMetrics(theme().font(font))
    return metrics.boundingRect(QRect(0, 0, wide, 4000), _WRAP, words).height()


def _frame(body: QRectF, *, top: bool, bottom: bool) -> QPainterPath:
    """Return the outline of one part of a group's frame, round where the group begins or ends."""
    radius = theme().scaled(9)
    path = QPainterPath()
    path.addRoundedRect(body, radius, radius)
    square = QPainterPath()
    if not top:
        square.addRect(QRectF(body.left(), body.top(), body.width(), min(radius, body.height())))
    if not bottom:
        square.addRect(QRectF(body.left(), body.bottom() - radius, body.width(), radius))
    return path.united(square).simplified()


def _mirror(box: QRectF, inside: QRectF, mirrored: bool) -> QRectF:
    if not mirrored:
        return box
    return QRectF(inside.left() + inside.right() - box.right(), box.top(), box.width(), box.height())


def _chip(
    painter: QPainter, body: QRectF, x: int, words: str, font: str, role: str, mirrored: bool, *, plate: bool
) -> int:
    look = theme()
    face = look.font("caption" if font == "count" else "small")
    face.setBold(font != "small")
    painter.setFont(face)
    room = round(body.width()) - x - look.scaled(_PAD)
    shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room)
    wide = painter.fontMetrics().horizontalAdvance(shown) + 2
    high = painter.fontMetrics().height()
    box = QRectF(body.left() + x, body.center().y() - high / 2, wide, high)
    box = _mirror(box, body, mirrored)
    if plate:
        ground = QColor(look.colour("surface"))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(box.adjusted(-5, -1, 5, 1), 6, 6)
    painter.setPen(look.colour(role))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), shown)
    return x + wide + look.scaled(13 if plate else 8)
