"""What one side hears in a word, large, in the colours of the side, and edited where it stands."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QSizePolicy

from stworkshop.i18n import gettext as _
from ui.kit.theme import theme
from ui.kit.widgets.basics import column, describe, label, row
from ui.kit.widgets.sides import SideMark
from ui.kit.widgets.words import GrowingText


class Reading(QFrame):
    """A side's reading; `kept` gives what was written."""

    kept = Signal(str)

    def __init__(self, side: str, title: str, *, dashed: bool = False) -> None:
        super().__init__()
        self._side, self._dashed = side, dashed
        layout = column(self, 6, (20, 14, 20, 14) if not dashed else (14, 10, 14, 10))
        head = row(spacing=9)
        head.addWidget(SideMark(side, 16), 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(label(title, strong=True))
        head.addStretch(1)
        layout.addLayout(head)
        self.field = GrowingText(title, "quiet" if dashed else "reading", _("nobody has said it yet"), lines=True)
        self.field.kept.connect(self.kept)
        layout.addWidget(self.field)
        if not dashed:
            layout.addStretch(1)
            self.setMinimumHeight(theme().scaled(150))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_reading(self, word: str, words: str, read_only: bool) -> None:
        """Show what the side hears in a word."""
        describe(self.field, _("{title}: {word}").format(title=self.field.accessibleName().split(":")[0], word=word))
        self.field.setReadOnly(read_only)
        self.field.show_text(words)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = theme()
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self._dashed:
            painter.setPen(QPen(look.colour("border_strong"), 1.5, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
        else:
            edge = look.colour(f"side/{self._side}/mark")
            edge.setAlphaF(0.5)
            painter.setPen(QPen(edge, 1.2))
            painter.setBrush(look.colour(f"side/{self._side}/fill"))
        painter.drawRoundedRect(box, 14, 14)
        painter.end()
