"""The code of a room, large: in the dialog, and in a window of its own for the whole room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from stworkshop.i18n import gettext as _
from ui.kit.bounded import Bounded
from ui.kit.map_look import font
from ui.kit.theme import theme
from ui.kit.widgets.basics import button, column, describe, label, row
from ui.kit.widgets.folding import Folding
from ui.kit.widgets.plain import Label
from ui.kit.widgets.qr import QrPicture
from ui.kit.widgets.words import WrappedLabel

if TYPE_CHECKING:
    from ui.features.together.room_desk import RoomDesk

_PIXELS = 66


def spaced(code: str) -> str:
    """Return a code as people read it, in two groups of three."""
    return f"{code[:3]} {code[3:]}"


def spoken(code: str) -> str:
    """Return a code as it is read aloud, digit by digit."""
    return _("Room code {digits}").format(digits=" ".join(code))


class CodePanel(QWidget):
    """The code with what one can do about it, and the invitation for cameras beside it."""

    def __init__(self, desk: RoomDesk) -> None:
        super().__init__()
        outer = column(self)
        first, last = QWidget(), QWidget()
        left, right = column(first, 4), column(last, 4)
        outer.addWidget(Folding("room-code", first, last, (22, 16)))
        left.addWidget(label(_("Room code"), "small", "muted"))
        self.number = Label()
        self.number.setFont(_large())
        self.number.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        left.addWidget(self.number, 0, Qt.AlignmentFlag.AlignLeading)
        words = _("Say it aloud or write it on the flip chart. It changes each time you open the room.")
        left.addWidget(WrappedLabel(words, "small", "muted"))
        left.addSpacing(theme().scaled(8))
        buttons = row(spacing=8)
        self.new = button(_("New code"), desk.new_code, "round", "", "small")
        self.large = button(_("Show large"), desk.show_large, "projector", "", "small")
        for made in (self.new, self.large):
            made.setAutoDefault(False)
            buttons.addWidget(made)
        buttons.addStretch(1)
        left.addLayout(buttons)
        left.addStretch(1)
        self.qr = QrPicture(_("Address and key of the room, for a camera"))
        right.addWidget(self.qr, 0, Qt.AlignmentFlag.AlignHCenter)
        below = label(_("Address and key, for a camera"), "small", "muted")
        below.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        right.addWidget(below)
        right.addStretch(1)

    def refresh(self, code: str, invitation: str, *, large: bool) -> None:
        """Show the room as it is now; `large` while the wall shows the code."""
        self.number.setText(spaced(code))
        describe(self.number, spoken(code))
        self.qr.show_text(invitation)
        words = _("Show the map again") if large else _("Show large")
        self.large.setText(words)
        describe(self.large, words)


class LargeCode(Bounded):
    """Code and invitation over the whole screen; Esc or Enter closes it."""

    def __init__(self, parent: QWidget, code: str, invitation: str, where: str) -> None:
        title = _("Room code")
        super().__init__(parent, title)
        describe(self, f"{title}: {spoken(code)}")
        layout = column(self, 12, (32, 20, 32, 24))
        head = row(spacing=12)
        head.addWidget(WrappedLabel(_("On your laptop: “Join a workshop”, then this code"), "display"), 1)
        head.addWidget(button("", self.accept, "close", "quiet", name=_("Close")))
        layout.addLayout(head)
        inside = row(spacing=32)
        inside.addWidget(_Digits(code), 5)
        side = column(spacing=8)
        self.qr = QrPicture(_("Address and key of the room, for a camera"), 220, grows=True)
        self.qr.show_text(invitation)
        side.addWidget(self.qr, 1)
        inside.addLayout(side, 3)
        layout.addLayout(inside, 1)
        layout.addWidget(WrappedLabel(where, "heading", "muted"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.accept()
        else:
            super().keyPressEvent(event)


class _Digits(QWidget):
    """Paints a code as large as it fits, always from left to right."""

    def __init__(self, code: str) -> None:
        super().__init__()
        self._code = spaced(code)
        describe(self, spoken(code))
        self.setMinimumSize(theme().scaled(240), theme().scaled(120))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        size = self.height() * 0.6
        wide = QFontMetricsF(font(size, bold=True)).horizontalAdvance(self._code)
        painter.setFont(font(size * min(1.0, self.width() / max(1.0, wide)), bold=True))
        painter.setPen(theme().colour("text"))
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        painter.drawText(QRectF(self.rect()), Qt.AlignmentFlag.AlignCenter, self._code)
        painter.end()


def _large() -> QFont:
    made = theme().font("display")
    made.setPointSizeF(theme().points(_PIXELS))
    made.setWeight(QFont.Weight.Bold)
    made.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 106)
    return made
