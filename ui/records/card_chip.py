"""A chip that stands for a record: a card by its code in the colours of its kind, a word or a vote by its sign."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from stworkshop.i18n import gettext as _
from stworkshop.model.records import Element, Link, Record, Statement, Term
from ui.kit.painting import kind_icon
from ui.kit.theme import theme
from ui.kit.widgets.basics import describe, tip
from ui.kit.widgets.plain import Button


class CardChip(Button):
    """A card by its code, in the colours of its kind; a word or a vote by its sign. A press shows it."""

    def __init__(self, record: Record, variant: str) -> None:
        super().__init__()
        self.setProperty("look", "line")
        self._variant = variant if isinstance(record, Element) else ""
        if isinstance(record, Element):
            self._words, self._icon, whole = record.code, kind_icon(variant), f"{record.code} {record.label}".strip()
        elif isinstance(record, Term):
            self._words, self._icon, whole = _("Word"), "glossary", record.label
        elif isinstance(record, Link):
            self._words, self._icon, whole = _("Link"), "link", _("the link")
        else:
            whole = record.label if isinstance(record, Statement) else ""
            self._words, self._icon = _("Vote"), "agreement"
        self._words = self._words or "–"
        describe(self, _("Show {card}").format(card=whole))
        tip(self, whole)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        wide = QFontMetrics(_bold()).horizontalAdvance(self._words)
        return QSize(theme().scaled(34) + wide, theme().scaled(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        kind = f"kind/{self._variant}" if self._variant else ""
        border, fill = (f"{kind}/border", f"{kind}/fill") if kind else ("border_strong", "surface_2")
        box = self.rect().toRectF().adjusted(1, 1, -1, -1)
        painter.setPen(QPen(look.colour("focus" if self.hasFocus() else border), 2 if self.hasFocus() else 1))
        painter.setBrush(look.colour(fill))
        painter.drawRoundedRect(box, 6, 6)
        side = box.height() - 4
        mirrored = self.isRightToLeft()
        mark = box.adjusted(2, 2, 0, -2)
        mark.setWidth(side)
        if mirrored:
            mark.moveRight(box.right() - 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour(f"{kind}/accent" if kind else "text_3"))
        painter.drawRoundedRect(mark, 4, 4)
        icon = look.pixmap(self._icon, f"{kind}/on_accent" if kind else "surface", 14)
        size = icon.deviceIndependentSize()
        painter.drawPixmap(mark.center() - QPointF(size.width() / 2, size.height() / 2), icon)
        painter.setFont(_bold())
        painter.setPen(look.colour(f"{kind}/text" if kind else "text_2"))
        gap = side + 5
        words = box.adjusted(0 if mirrored else gap, 0, -gap if mirrored else 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self._words)
        painter.end()


def _bold() -> QFont:
    font = theme().font("caption")
    font.setBold(True)
    return font
