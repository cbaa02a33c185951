"""The stages in a row: ticks for what is done, a pill for the current one, names and times for what comes."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model.agenda import Planned, Schedule, time_words
from ui.kit.theme import theme
from ui.kit.widgets.basics import describe
from ui.kit.widgets.plain import Button, set_tip

_TALL, _PAD, _PILL_PAD, _TICK, _FOLDED, _BREAK = 34, 9, 13, 16, 26, 14


def minutes_words(minutes: int) -> str:
    """Return a length in words: "30 minutes", "4 h", "1 h 30"."""
    if minutes < 90:
        return ngettext("%d minute", "%d minutes", minutes) % minutes
    hours, rest = divmod(minutes, 60)
    return _("{h} h {min:02d}").format(h=hours, min=rest) if rest else _("{h} h").format(h=hours)


def stage_words(one: Planned) -> str:
    """Return a stage in words, for a tool tip and for those who listen."""
    minutes = minutes_words(one.seconds // 60)
    if one.state == "current":
        return _("{stage}: running, {minutes}").format(stage=one.label, minutes=minutes)
    if one.state == "done":
        return _("{stage}: done").format(stage=one.label)
    if one.state == "skipped":
        return _("{stage}: left out").format(stage=one.label)
    if one.start is not None:
        return _("{stage}: {minutes}, at {time}").format(stage=one.label, minutes=minutes, time=time_words(one.start))
    return _("{stage}: {minutes}").format(stage=one.label, minutes=minutes)


class StageChip(Button):
    """One stage: painted, since its two lines and its tick are no plain button's; a click opens its menu."""

    def __init__(self, one: Planned, late: bool) -> None:
        super().__init__()
        self.one, self._late = one, late
        self.folded = False
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setProperty("look", "quiet")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        words = stage_words(one)
        describe(self, words, description=_("Opens what can be done with this stage"))
        set_tip(self, words)

    def wide(self, folded: bool) -> int:
        """Return how wide it is, whole or folded to its tick."""
        look = theme()
        if self.one.pause and self.one.state != "current":
            return look.scaled(_BREAK)
        if folded:
            return look.scaled(_FOLDED)
        title = QFontMetricsF(self._font()).horizontalAdvance(self.one.label)
        time = QFontMetricsF(look.font("caption")).horizontalAdvance(self._time())
        pad = _PILL_PAD if self.one.state == "current" else _PAD
        tick = _TICK + 6 if self.one.state in ("done", "skipped") else 0
        return round(max(title, time)) + look.scaled(2 * pad + tick)

    def fold(self, folded: bool) -> None:
        """Show the name, or the tick alone."""
        self.folded = folded
        self.setFixedSize(self.wide(folded), theme().scaled(_TALL))
        self.update()

    def _font(self) -> QFont:
        return theme().font("body_strong" if self.one.state == "current" else "small")

    def _time(self) -> str:
        if self.one.state == "next" and self.one.start is not None:
            return time_words(self.one.start)
        return ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the arrows to the row."""
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, one = theme(), self.one
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        body = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        radius = look.scaled(8)
        painter.setPen(Qt.PenStyle.NoPen)
        if one.state == "current":
            painter.setBrush(look.colour("warn_soft" if self._late else "brand_soft"))
            painter.drawRoundedRect(body, radius, radius)
        elif self.underMouse():
            painter.setBrush(look.colour("surface_3"))
            painter.drawRoundedRect(body, radius, radius)
        if one.pause and one.state != "current":
            self._paint_break(painter, body)
        else:
            self._paint_words(painter, body)
        if self.hasFocus():
            painter.setPen(QPen(look.colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(body, radius, radius)
        painter.end()

    def _paint_break(self, painter: QPainter, body: QRectF) -> None:
        painter.setPen(QPen(theme().colour("border_strong"), 1.4))
        half = theme().scaled(9)
        x = round(body.center().x()) + 0.5
        middle = body.center().y()
        painter.drawLine(QPointF(x, middle - half), QPointF(x, middle + half))

    def _paint_words(self, painter: QPainter, body: QRectF) -> None:
        look, one = theme(), self.one
        pad = look.scaled(_PILL_PAD if one.state == "current" else _PAD)
        inner = body.adjusted(pad - 1, 0, -pad + 1, 0)
        if one.state in ("done", "skipped"):
            side = look.scaled(_TICK)
            sign, role = ("check", "success") if one.state == "done" else ("minus", "text_3")
            x = body.center().x() - side / 2 if self.folded else inner.left()
            if not self.folded and self.isRightToLeft():
                x = inner.right() - side
            painter.drawPixmap(round(x), round(body.center().y() - side / 2), look.pixmap(sign, role, _TICK))
            if self.folded:
                return
            gap = side + look.scaled(6)
            inner.adjust(0 if self.isRightToLeft() else gap, 0, -gap if self.isRightToLeft() else 0, 0)
        colour = {"current": "warn" if self._late else "brand_text", "next": "text_3"}.get(one.state, "text_2")
        time = self._time()
        painter.setFont(self._font())
        painter.setPen(look.colour(colour))
        title = painter.fontMetrics().elidedText(one.label, Qt.TextElideMode.ElideRight, round(inner.width()) + 1)
        painter.setLayoutDirection(self.layoutDirection())  # what leads is mirrored by it
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
        if not time:
            painter.drawText(inner, flags, title)
            return
        half = inner.height() / 2
        painter.drawText(QRectF(inner.left(), inner.top(), inner.width(), half + look.scaled(1)), flags, title)
        painter.setFont(look.font("caption"))
        painter.setPen(look.colour("warn" if self._late else "text_3"))
        painter.drawText(QRectF(inner.left(), inner.top() + half - look.scaled(1), inner.width(), half), flags, time)


class StageChips(QWidget):
    """All stages of a schedule, folded to the room there is; left and right walk from one to the next."""

    chosen = Signal(str, QWidget)
    """A stage was chosen: its id, and the control beside which its menu belongs."""
    rest_wanted = Signal(QWidget)
    """The count of what does not fit was pressed."""

    def __init__(self) -> None:
        super().__init__()
        describe(self, _("Stages"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(theme().scaled(_TALL))
        self._chips: list[StageChip] = []
        self._shown: tuple[object, ...] = ()
        self._rest = Button("", self)
        self._rest.setProperty("look", "quiet")
        self._rest.setProperty("scale", "small")
        self._rest.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._rest.clicked.connect(lambda: self.rest_wanted.emit(self._rest))
        self._rest.hide()
        self.hidden: list[Planned] = []

    def show_schedule(self, now: Schedule) -> None:
        """Show the stages as they stand; nothing is made anew while nothing but the time has changed."""
        late = now.current is not None and now.behind > 0
        key = (late, *((p.item.id, p.label, p.state, p.seconds, _minute(p.start)) for p in now.planned))
        if key == self._shown:
            return
        focused = next((c.one.item.id for c in self._chips if c.hasFocus()), "")
        self._shown = key
        for chip in self._chips:
            chip.hide()
            chip.deleteLater()
        self._chips = [self._chip(one, late) for one in now.planned]
        self._arrange()
        for chip in self._chips:
            if chip.one.item.id == focused:
                chip.setFocus()

    @property
    def chips(self) -> Sequence[StageChip]:
        """The controls of the stages, in their order."""
        return self._chips

    def _chip(self, one: Planned, late: bool) -> StageChip:
        chip = StageChip(one, late)
        chip.setParent(self)
        chip.clicked.connect(lambda _checked=False: self.chosen.emit(one.item.id, chip))
        return chip

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._arrange()

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().scaled(120), theme().scaled(_TALL))

    def _arrange(self) -> None:
        """Fold done stages to their tick from the left, then take far ones away, until the row fits."""
        folded: set[StageChip] = set()
        gone: list[StageChip] = []
        for chip in [c for c in self._chips if c.one.state in ("done", "skipped") and not c.one.pause]:
            if self._needed(folded, gone) <= self.width():
                break
            folded.add(chip)
        for chip in [c for c in reversed(self._chips) if c.one.state == "next"]:
            if self._needed(folded, gone) <= self.width():
                break
            gone.append(chip)
        for chip in [c for c in self._chips if c.one.state in ("done", "skipped")]:
            if self._needed(folded, gone) <= self.width():
                break
            gone.append(chip)
        self._place(folded, gone)

    def _needed(self, folded: set[StageChip], gone: Sequence[StageChip]) -> int:
        shown = [chip for chip in self._chips if chip not in gone]
        rest = self._rest_width(gone)
        return sum(chip.wide(chip in folded) for chip in shown) + len(shown) + rest

    def _rest_width(self, gone: Sequence[StageChip]) -> int:
        return theme().scaled(44) if any(not chip.one.pause for chip in gone) else 0

    def _place(self, folded: set[StageChip], gone: Sequence[StageChip]) -> None:
        x = 0
        for chip in self._chips:
            chip.setVisible(chip not in gone)
            if chip in gone:
                continue
            chip.fold(chip in folded)
            if chip.one.state == "current" and chip.width() > self.width():
                chip.setFixedWidth(self.width())
            chip.move(self._mirrored(x, chip.width()), 0)
            x += chip.width() + 1
        self.hidden = [chip.one for chip in self._chips if chip in gone]
        count = sum(not one.pause for one in self.hidden)
        self._rest.setVisible(bool(count))
        if count:
            self._rest.setText(f"+{count}")
            words = ngettext("%d more stage", "%d more stages", count) % count
            describe(self._rest, words)
            set_tip(self._rest, "\n".join(stage_words(one) for one in self.hidden))
            self._rest.resize(theme().scaled(40), theme().scaled(28))
            self._rest.move(self._mirrored(x, self._rest.width()), (self.height() - self._rest.height()) // 2)
        self._give_focus_to_one()

    def _mirrored(self, x: int, width: int) -> int:
        return self.width() - x - width if self.isRightToLeft() else x

    def _give_focus_to_one(self) -> None:
        """One chip stands for the row when Tab comes along: the current stage, or the next one."""
        shown = [chip for chip in self._chips if chip.isVisibleTo(self)]
        best = next((c for c in shown if c.one.state == "current"), None) or next(
            (c for c in shown if c.one.state == "next"), shown[0] if shown else None
        )
        for chip in self._chips:
            chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus if chip is best else Qt.FocusPolicy.ClickFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right, Home and End walk along the row."""
        row: list[QPushButton] = [chip for chip in self._chips if chip.isVisibleTo(self)]
        if self._rest.isVisibleTo(self):
            row.append(self._rest)
        at = next((n for n, chip in enumerate(row) if chip.hasFocus()), -1)
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        step = -step if self.isRightToLeft() else step
        if at >= 0 and step and 0 <= at + step < len(row):
            row[at + step].setFocus(Qt.FocusReason.TabFocusReason)
        elif at >= 0 and event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            row[0 if event.key() == Qt.Key.Key_Home else -1].setFocus(Qt.FocusReason.TabFocusReason)
        elif not step:
            super().keyPressEvent(event)


def _minute(at: datetime.datetime | None) -> str:
    return time_words(at) if at is not None else ""
