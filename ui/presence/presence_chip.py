"""Who is here, in the app bar: the marks of the others, and a chip with how many there are that opens the panel."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from ui.kit.theme import theme
from ui.kit.widgets.basics import button, describe, row, set_property, tip
from ui.kit.widgets.plain import show_tip
from ui.presence.marks import AWAY, colour_number, initials, paint_mark
from ui.presence.outage import Outage
from ui.presence.room_links import RoomWatch
from ui.session.bridge import Bridge

if TYPE_CHECKING:
    from ui.lan.room_state import Person, Together

_SIDE, _STEP, _RING = 32, 25, 2
MOST = 5
"""So many marks stand beside the chip; the others are counted."""
KEY = "F7"


class Marks(QWidget):
    """Marks that overlap, the first one lowest, and “+12” for those who have no place."""

    def __init__(self, on_click: Callable[[], object]) -> None:
        super().__init__()
        self._click = on_click
        self._people: list[Person] = []
        self._most = MOST
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme().theme_changed.connect(self.update)

    @property
    def more(self) -> int:
        """How many people have no mark of their own."""
        return max(0, len(self._people) - self._most)

    def show_people(self, people: list[Person], most: int) -> None:
        """Show at most so many of these people."""
        if (people, most) == (self._people, self._most):
            return
        self._people, self._most = people, most
        describe(self, ", ".join(person.name for person in people))
        self.setVisible(bool(people) and most > 0)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        look, count = theme(), min(len(self._people), self._most) + bool(self.more)
        wide = look.scaled(_STEP) * max(0, count - 1) + look.scaled(_SIDE) + (look.scaled(6) if self.more else 0)
        return QSize(wide if count else 0, look.scaled(_SIDE))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter = theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shown = self._people[: self._most]
        for at, person in enumerate(shown):
            painter.setOpacity(AWAY if person.away is not None else 1.0)
            box = self._box(at)
            paint_mark(painter, box, colour_number(person), initials(person.name), ring=look.scaled(_RING))
        painter.setOpacity(1.0)
        if self.more:
            box = self._box(len(shown))
            wide = look.scaled(6)
            box.setWidth(box.width() + wide)
            if self.isRightToLeft():
                box.translate(-wide, 0)
            ring = look.scaled(_RING)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("surface"))
            painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
            inner = box.adjusted(ring, ring, -ring, -ring)
            painter.setBrush(look.colour("surface_3"))
            painter.drawRoundedRect(inner, inner.height() / 2, inner.height() / 2)
            painter.setPen(look.colour("text_2"))
            painter.setFont(look.font("caption"))
            painter.drawText(inner, Qt.AlignmentFlag.AlignCenter, f"+{self.more}")
        painter.end()

    def _box(self, at: int) -> QRectF:
        look = theme()
        side, left = look.scaled(_SIDE), look.scaled(_STEP) * at
        return QRectF(self.width() - side - left if self.isRightToLeft() else left, 0, side, side)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self._click()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            shown = list(enumerate(self._people[: self._most]))
            under = [person.name for at, person in shown if self._box(at).contains(event.pos())]
            rest = ", ".join(person.name for person in self._people[self._most :])
            show_tip(event.globalPos(), under[-1] if under else rest, self)
            return True
        return super().event(event)


class RoomChip(QWidget):
    """There while the session is in a room."""

    def __init__(self, bridge: Bridge, open_panel: Callable[[], object]) -> None:
        super().__init__()
        self._bridge = bridge
        self._short = False
        self._most = MOST
        layout = row(self, 6)
        self.marks = Marks(open_panel)
        self.chip = button(_("Here"), open_panel, "lan", "here", "small")
        self.chip.setCheckable(True)
        self.chip.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        layout.addWidget(self.marks)
        layout.addWidget(self.chip)
        self._watch = RoomWatch(bridge, self, presence=False)
        self._watch.changed.connect(self.refresh)
        self.refresh()

    def fold(self, most: int, short: bool) -> None:
        """Show at most so many marks, and, where it is `short`, the number alone on the chip."""
        if (most, short) != (self._most, self._short):
            self._most, self._short = most, short
            self.refresh()

    def show_open(self, is_open: bool) -> None:
        """Tell whether the panel is open."""
        self.chip.setChecked(is_open)

    def refresh(self) -> None:
        """Show the room as it is now."""
        room = self._bridge.room
        self.setVisible(room is not None and self.parentWidget() is not None)
        if room is None:
            return
        words, name, away = _chip_words(room)
        self.marks.show_people([] if away else room.others(), self._most)
        set_property(self.chip, "away", "true" if away else "false")
        shown = words if not self._short or away else str(_here(room))
        icon, tone = ("reconnect", "warn") if away else ("lan", "success")
        if asks := 0 if away else sum(not caller.role for caller in room.callers.values()):
            asking = ngettext("%d asks to be let in", "%d ask to be let in", asks) % asks
            briefly = "?" if self._short else ngettext("%d asks", "%d ask", asks) % asks
            shown, name = f"{shown} · {briefly}", f"{asking}; {name}"
            icon, tone = "lock", "warn"
        self.chip.setText(shown)
        theme().set_icon(self.chip, icon, tone, 16)
        describe(self.chip, name, KEY)
        tip(self.chip, name, KEY)


def laptops(room: Together) -> int:
    """Return how many laptops of this program hold what is saved here: those that are connected, and this one."""
    if room.status not in ("open", "here"):
        return 1
    return 1 + sum(person.away is None and not person.stock for person in room.others())


def _here(room: Together) -> int:
    return sum(person.away is None for person in room.people())


def _chip_words(room: Together) -> tuple[str, str, bool]:
    """Return what stands on the chip, what it is called, and whether this laptop is cut off."""
    if room.status == "out":
        return _("Out"), _("You are not in the room any more; opens who was here"), True
    if room.status == "away" or Outage.of(room).since is not None:
        return _("Away"), _("You are away from the room; opens who is here"), True
    count = _here(room)
    words = ngettext("%d here", "%d here", count) % count
    return words, _("{count}: opens who is here and what just happened").format(count=words), False
