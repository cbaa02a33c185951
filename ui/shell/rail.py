"""The rail: six doors in the order of the day, at the start of the page, and the search over everything below them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QFrame, QSizePolicy, QWidget

from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from ui.kit.actions import shown_key
from ui.kit.theme import theme
from ui.kit.widgets.basics import column, describe
from ui.kit.widgets.plain import Button, set_tip
from ui.session.view_kinds import DOORS

_WIDE, _SMALL, _HIGH = 104, 76, 62
_ICON, _LEAST_ICON, _EDGE, _ROUND = 24, 12, 7, 8


class DoorButton(Button):
    """An icon with its word below, and a number of what waits."""

    def __init__(self, words: str, icon: str, key: str, parent: QWidget) -> None:
        super().__init__(words, parent)
        self._icon, self._key, self._waiting, self._tone = icon, key, 0, ""
        self.setProperty("look", "door")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMaximumHeight(theme().scaled(_HIGH))
        self.setMinimumHeight(min(theme().scaled(_HIGH), theme().scaled(26) + _ICON))
        theme().theme_changed.connect(self.update)
        self._name()

    def wait(self, count: int, tone: str, words: str) -> None:
        """Show how much waits behind the door, 0 for nothing; `words` say it to those who listen."""
        self._waiting, self._tone = count, tone
        self._name(words if count else "")
        self.update()

    def _name(self, words: str = "") -> None:
        said = ", ".join(part for part in (self.text(), words) if part)
        describe(self, said, self._key)
        set_tip(self, f"{said}  {shown_key(self._key)}")

    def sizeHint(self) -> QSize:
        font = theme().font("small")
        font.setBold(True)
        return QSize(QFontMetrics(font).horizontalAdvance(self.text()) + _EDGE, theme().scaled(_HIGH))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.sizeHint().width(), self.minimumHeight())

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter = theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = min(_EDGE, (self.width() - self.sizeHint().width()) / 2 + 2)
        body = QRectF(self.rect()).adjusted(edge, 1, -edge, -1)
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("brand_soft" if self.isChecked() else "surface_3"))
            painter.drawRoundedRect(body, _ROUND, _ROUND)
        ink = "brand_text" if self.isChecked() else "text_2"
        font = look.font("small")
        font.setBold(self.isChecked())
        words = QFontMetrics(font).height()
        room = min(_ICON, round((body.height() - words - 6) * 100 / look.scaled(100)))
        picture = look.pixmap(self._icon, ink, max(_LEAST_ICON, room))
        side = round(picture.deviceIndependentSize().width())
        top = body.top() + (body.height() - side - words - 3) / 2
        painter.drawPixmap(QPointF(self.width() / 2 - side / 2, top), picture)
        painter.setFont(font)
        painter.setPen(look.colour("brand_text" if self.isChecked() else "text"))
        under = QRectF(0, top + side + 3, self.width(), words)
        painter.drawText(under, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, self.text())
        if self._waiting:
            self._paint_badge(painter, side, top)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.colour("focus"), 2))
            painter.drawRoundedRect(body, _ROUND, _ROUND)
        painter.end()

    def _paint_badge(self, painter: QPainter, side: int, top: float) -> None:
        look, words = theme(), str(self._waiting)
        font = look.font("caption")
        font.setBold(True)
        metrics = QFontMetrics(font)
        high = metrics.height()
        wide = max(high, metrics.horizontalAdvance(words) + 8)
        at = self.width() / 2 + side / 2 + 1
        if self.isRightToLeft():
            at = self.width() - at - wide
        pill = QRectF(min(at, self.width() - wide - 2), max(1.0, top - 3), wide, high)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour(f"{self._tone}_soft" if self._tone else "surface_3"))
        painter.drawRoundedRect(pill, high / 2, high / 2)
        painter.setFont(font)
        painter.setPen(look.colour(self._tone or "text_2"))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, words)


class Rail(QFrame):
    """One door is open at a time; a door opens the page that it was left on."""

    chosen = Signal(str)

    def __init__(self, search: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("part", "panel-left")
        describe(self, _("Doors of the day"))
        self._doors: dict[str, DoorButton] = {}
        group = QButtonGroup(self)
        layout = column(self, 2, (0, 6, 0, 6))
        for at, door in enumerate(DOORS, 1):
            made = self._doors[door.id] = DoorButton(door.name(), door.icon, f"Ctrl+{at}", self)
            made.setCheckable(True)
            group.addButton(made)
            made.clicked.connect(lambda _checked=False, door=door.id: self.chosen.emit(door))
            layout.addWidget(made, 100)
        layout.addStretch(1)
        self._search = DoorButton(_("Search"), "command", "Ctrl+K", self)
        self._search.clicked.connect(search)
        layout.addWidget(self._search, 100)
        self.set_small(False)

    def door(self, name: str) -> DoorButton:
        """Return the button of a door."""
        return self._doors[name]

    def show_door(self, name: str) -> None:
        """Mark the door that is open."""
        self._doors[name].setChecked(True)

    def set_small(self, small: bool) -> None:
        """Take less room in a small window; each word has its place all the same."""
        words = max(made.sizeHint().width() for made in (*self._doors.values(), self._search))
        self.setFixedWidth(max(words + 2, _SMALL if small else _WIDE))

    def show_waiting(self, *, rounds: int, must: int, should: int, notes: int) -> None:
        """Show what waits: open rounds, open questions, and notes that nobody has sorted."""
        told = ngettext("%d round is open", "%d rounds are open", rounds) % rounds
        self._doors["ask"].wait(rounds, "", told)
        asked = must + should
        told = ngettext("%d question is open", "%d questions are open", asked) % asked
        self._doors["understand"].wait(asked, "danger" if must else "warn", told)
        told = ngettext("%d note waits", "%d notes wait", notes) % notes
        self._doors["close"].wait(notes, "", told)
