"""Hear both ends: three minutes, half for either end, shown here and on the wall."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from stworkshop.i18n import gettext as _
from ui.kit.theme import theme
from ui.kit.widgets.basics import button, column, describe, label, row
from ui.kit.widgets.words import WrappedLabel

SECONDS = 180
_TICK_MS = 250


class BothEnds(QObject):
    """A clock of three minutes that can be paused; `changed` comes with each second that it shows."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None, now: Callable[[], int] | None = None) -> None:
        super().__init__(parent)
        self._elapsed = QElapsedTimer()
        self._elapsed.start()
        self._now = now or self._elapsed.elapsed
        self._used = 0
        self._since: int | None = None
        self._shown = -1
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self.tick)

    @property
    def running(self) -> bool:
        """Whether time passes now."""
        return self._since is not None

    @property
    def left(self) -> int:
        """The seconds that are left."""
        used = self._used + (self._now() - self._since if self._since is not None else 0)
        return max(0, SECONDS - used // 1000)

    @property
    def words(self) -> str:
        """The time that is left, as clocks show it."""
        return f"{self.left // 60}:{self.left % 60:02}"

    @property
    def turn(self) -> str:
        """Who speaks now."""
        if not self.left:
            return _("We heard both sides. What did each say?")
        if self.left > SECONDS // 2:
            return _("First: those who said no")
        return _("Now: those who said yes")

    def restart(self) -> None:
        """Begin with the whole time again."""
        self.pause()
        self._used, self._shown = 0, -1
        self.start()

    def start(self) -> None:
        """Let time pass."""
        if self._since is None and self.left:
            self._since = self._now()
            self._timer.start()
            self.changed.emit()

    def pause(self) -> None:
        """Stop the clock, to go on later."""
        if self._since is not None:
            self._used += self._now() - self._since
            self._since = None
            self._timer.stop()
            self.changed.emit()

    def tick(self) -> None:
        """Tell of a new second; stop at the end."""
        if self.left != self._shown:
            self._shown = self.left
            self.changed.emit()
        if not self.left and self._since is not None:
            self.pause()


class Ring(QWidget):
    """What is left of the time, as a ring with the minutes in it."""

    def __init__(self, clock: BothEnds, size: int = 64) -> None:
        super().__init__()
        self._clock = clock
        side = theme().scaled(size)
        self.setFixedSize(side, side)
        clock.changed.connect(self._tell)
        theme().theme_changed.connect(self.update)
        self._tell()

    def _tell(self) -> None:
        describe(self, _("{time} left").format(time=self._clock.words))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide = max(5, self.width() // 12)
        body = QRectF(self.rect()).adjusted(wide, wide, -wide, -wide)
        painter.setPen(QPen(look.colour("surface_3"), wide))
        painter.drawEllipse(body)
        painter.setPen(QPen(look.colour("brand"), wide))
        painter.drawArc(body, 90 * 16, -round(360 * 16 * self._clock.left / SECONDS))
        painter.setPen(look.colour("text"))
        font = look.font("body_strong")
        font.setPointSizeF(max(7.0, self.width() * 0.2))
        painter.setFont(font)
        painter.drawText(QRectF(self.rect()), Qt.AlignmentFlag.AlignCenter, self._clock.words)
        painter.end()


class TimerPanel(QWidget):
    """The clock in the detail panel, with what can be done with it."""

    left = Signal()

    def __init__(self, clock: BothEnds) -> None:
        super().__init__()
        describe(self, _("Hear both sides"))
        self._clock = clock
        layout = row(self, 14, (0, 4, 0, 0))
        layout.addWidget(Ring(clock))
        words = column(spacing=4)
        self._turn = WrappedLabel("", "body_strong")
        words.addWidget(self._turn)
        words.addWidget(label(_("A minute and a half for each side."), "small", "muted"))
        buttons = row(spacing=6)
        self.pause = button(_("Pause"), self._toggle, "pause", "", "small")
        buttons.addWidget(self.pause)
        buttons.addWidget(button(_("End"), self.left.emit, "close", "", "small", name=_("End: we heard both")))
        buttons.addStretch(1)
        words.addLayout(buttons)
        layout.addLayout(words, 1)
        clock.changed.connect(self._show)
        self._show()

    def _toggle(self) -> None:
        if self._clock.running:
            self._clock.pause()
        else:
            self._clock.start()

    def _show(self) -> None:
        self._turn.setText(self._clock.turn)
        self.pause.setText(_("Pause") if self._clock.running else _("Go on"))
        theme().set_icon(self.pause, "pause" if self._clock.running else "play", "text_2", 16)
        self.pause.setEnabled(self._clock.left > 0)
