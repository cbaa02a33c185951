"""The stage bar: the agenda, the current stage with its ring timer, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from stworkshop.i18n import gettext as _
from stworkshop.i18n import ngettext
from stworkshop.model.agenda import Schedule, clock_words, time_words
from ui.features.agenda.stage_chips import StageChips, minutes_words, stage_words
from ui.features.agenda.stage_menu import StageMenu
from ui.kit.actions import Actions
from ui.kit.theme import theme
from ui.kit.widgets.basics import button, column, describe, frame, label, row, set_property, tip
from ui.kit.widgets.plain import Menu, set_tip
from ui.kit.widgets.popover import Popover
from ui.kit.widgets.timer import Digits, Ring
from ui.kit.widgets.words import ElidedLabel, IconLabel
from ui.presence.roles import not_staging
from ui.session.bridge import Bridge
from ui.session.clock import Clock

_COMPACT, _PILL, _LEAST_PILL = 44, 200, 90
_GAP = "\N{EN SPACE}"
"""Between words and the icon after them, where Qt leaves none."""


class StageBar(QFrame):
    """The bar under the app bar; it is there while the session has an agenda."""

    def __init__(self, bridge: Bridge, actions: Actions, clock: Clock) -> None:
        super().__init__()
        self.setProperty("part", "app-bar")
        describe(self, _("Stages"))
        self._bridge, self._actions, self._clock = bridge, actions, clock
        self._compact = False
        self._asking: Popover | None = None
        self.menu = StageMenu(bridge, clock, actions, self)
        layout = row(self, 4, (14, 0, 14, 0))
        self.chips = StageChips()
        self.chips.chosen.connect(self.menu.open)
        self.chips.rest_wanted.connect(self._open_rest)
        layout.addWidget(self.chips, 1)
        layout.addWidget(self._folded(), 1)
        layout.addSpacing(theme().scaled(8))
        layout.addLayout(self._timer())
        self.next_button = button(_("Next stage"), lambda: actions.trigger("stage-next"), "", "soft")
        self.next_button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the arrow stands after the words
        layout.addWidget(self.next_button)
        self.setFixedHeight(theme().size("stage_bar"))
        clock.ticked.connect(self.refresh)
        bridge.changed.connect(self._hear)
        bridge.permits_changed.connect(self.refresh)
        self.refresh()

    # --- what is shown

    def set_compact(self, compact: bool) -> None:
        """Fold what a small window has no room for."""
        self._compact = compact
        self.setFixedHeight(theme().scaled(_COMPACT) if compact else theme().size("stage_bar"))
        self.ring.resize_to(30 if compact else 38)
        self.refresh()

    def refresh(self) -> None:
        """Show the agenda and the time as they are now; without an agenda there is no bar."""
        now = self._clock.schedule()
        if not now.planned:
            self.hide()
            return
        if self.parentWidget() is not None:  # by itself it would be a window of its own
            self.show()
        self.chips.setVisible(not self._compact)
        self._short.setVisible(self._compact)
        if self._compact:
            self._show_short(now)
        else:
            self.chips.show_schedule(now)
        self._show_time(now)
        self._show_verbs(now)
        if self._compact:
            self._fit(now)

    def _show_time(self, now: Schedule) -> None:
        runs = now.current is not None
        for part in (self.ring, self.digits, self.pause, self.extend):
            part.setVisible(runs)
        late = now.behind > 0 or now.remaining < 0
        self._under.setVisible(not self._compact)
        self._late_sign.setVisible(runs and late and not self._compact)
        if now.current is None:
            words = _("in all {time}").format(time=minutes_words(now.minutes))
            over = now.next is None
            self._under.setText(_("The agenda is done") if over else words)
            set_property(self._under, "tone", "faint")
            return
        words = clock_words(now.remaining)
        pace = pace_words(now)
        self.digits.show_words(words, "warn" if late and self._compact else "text")
        left = _("{time} left in {stage}, {pace}") if now.remaining >= 0 else _("{time} over in {stage}, {pace}")
        said = left.format(time=words.lstrip("\N{MINUS SIGN}"), stage=now.current.label, pace=pace)
        self.ring.show_left(now.left if now.remaining >= 0 else 1.0, said, "warn_mark" if late else "brand")
        for part in (self.ring, self.digits):
            set_tip(part, pace)
        self._under.setText(pace)
        set_property(self._under, "tone", "warn" if late else "faint")
        set_property(self._under, "strong", "true" if late else "false")

    def _show_verbs(self, now: Schedule) -> None:
        forbidden = not_staging(self._bridge)
        able = not self._bridge.read_only and not forbidden
        theme().set_icon(self.pause, "play" if now.paused else "pause", "text_2", 20)
        name = _("Let the clock go on") if now.paused else _("Pause the clock")
        describe(self.pause, name)
        tip(self.pause, name)
        for part in (self.pause, self.extend, self.next_button):
            part.setEnabled(able)
        self.extend.setText(_("+5") if self._compact else _("+5 min"))
        words, whole = next_words(now)
        self.next_button.setVisible(bool(words))
        self.next_button.setText(f"{words}{_GAP}")
        theme().set_icon(self.next_button, "play" if now.current is None else "arrow-right", "brand_text", 18)
        describe(self.next_button, whole, "Ctrl+Return")
        tip(self.next_button, whole, "Ctrl+Return")
        tip(self.extend, forbidden or _("Five minutes more for this stage"))
        if forbidden:
            for part in (self.pause, self.next_button):
                set_tip(part, forbidden)

    def _show_short(self, now: Schedule) -> None:
        stages = [one for one in now.planned if not one.pause]
        late = now.behind > 0 and now.current is not None
        self._pill.setVisible(now.current is not None)
        if now.current is not None:
            describe(self._pill, stage_words(now.current), description=_("Opens what can be done with this stage"))
            tip(self._pill, stage_words(now.current))
        set_property(self._pill, "late", "true" if late else "false")
        at = sum(one.state != "next" for one in stages)
        count = _("{n} of {all}").format(n=at, all=len(stages)) if at else _("{all} stages").format(all=len(stages))
        self._count.setText(f"{count}{_GAP}")
        describe(self._count, _("Stages: {count}").format(count=count))
        coming = now.next
        if coming is None:
            self._coming.setText("")
        elif coming.start is not None:
            words = _("next: {stage}, at {time}").format(stage=coming.label, time=time_words(coming.start))
            self._coming.setText(words)
        else:
            self._coming.setText(_("next: {stage}").format(stage=coming.label))

    def _fit(self, now: Schedule) -> None:
        """Share out the room of a small bar: the clock stays whole, the name of the stage is cut, the next one goes."""
        look = theme()
        kept = (self.ring, self.digits, self.pause, self.extend, self._count)
        fixed = sum(part.sizeHint().width() for part in kept if not part.isHidden()) + look.scaled(112)
        room = self.width() - fixed - self.next_button.sizeHint().width()
        if room < look.scaled(_LEAST_PILL) and now.current is not None:
            self.next_button.setText("")
            room = self.width() - fixed - look.size("control")
        set_property(self.next_button, "square", "true" if not self.next_button.text() else "")
        words = now.current.label if now.current is not None else ""
        pad = look.scaled(28)
        most = max(look.scaled(40), min(look.scaled(_PILL), room - pad))
        metrics = QFontMetrics(look.font("body_strong"))
        self._pill.setText(metrics.elidedText(words, Qt.TextElideMode.ElideRight, most))
        rest = room - pad - metrics.horizontalAdvance(self._pill.text()) * bool(words)
        self._coming.setVisible(rest > look.scaled(110))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._compact:
            self.refresh()

    # --- its parts

    def _timer(self) -> QHBoxLayout:
        layout = row(spacing=4)
        self.ring, self.digits = Ring(), Digits()
        words = column(spacing=0)
        words.addStretch(1)
        words.addWidget(self.digits)
        under = row(spacing=4)
        self._late_sign = IconLabel("clock-late", "warn", 14)
        self._under = label("", "caption", "faint")
        under.addWidget(self._late_sign)
        under.addWidget(self._under)
        words.addLayout(under)
        words.addStretch(1)
        pause = _("Pause the clock")
        self.pause = button("", lambda: self._actions.trigger("stage-pause"), "pause", "quiet", name=pause)
        self.extend = button(_("+5 min"), lambda: self._actions.trigger("stage-extend"), "", "quiet", "small")
        describe(self.extend, _("Five minutes more"))
        layout.addWidget(self.ring)
        layout.addSpacing(theme().scaled(5))
        layout.addLayout(words)
        layout.addSpacing(theme().scaled(6))
        layout.addWidget(self.pause)
        layout.addWidget(self.extend)
        layout.addSpacing(theme().scaled(4))
        return layout

    def _folded(self) -> QWidget:
        self._short = frame("")
        layout = row(self._short, 10)
        self._pill = button(_("Stage"), self._open_current, "", "soft")
        self._count = button(_("Stages"), lambda: self._open_all(self._count), "chevron-down", "quiet", "small")
        self._count.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self._coming = ElidedLabel("", "small", "faint")
        layout.addWidget(self._pill)
        layout.addWidget(self._count)
        layout.addWidget(self._coming, 1)
        self._short.hide()
        return self._short

    # --- menus and the question

    def ask_for_next(self) -> None:
        """Ask once, in a small sheet, whether the next stage begins; the same key again means yes."""
        if self._asking is not None and self._asking.is_open:
            self._asking.take()
            return
        if forbidden := not_staging(self._bridge):
            self._bridge.say(forbidden)
            return
        now = self._clock.schedule()
        if now.current is None and now.next is not None:
            self._start(now.next.item.id)
            return
        if now.current is None:
            return
        coming = now.next
        moment = _("The map as it is now is kept as “End of {stage}”.").format(stage=now.current.label)
        if coming is not None:
            title = _("Go on to “{stage}”?").format(stage=coming.label)
            do = _("Start it")
        else:
            title = _("End the last stage?")
            do = _("End it")
        sheet = self._asking = Popover(self.window(), title, moment)
        item = coming.item.id if coming is not None else ""
        sheet.verbs(do, lambda: self._start(item), _("Not yet"))
        sheet.open_under(self.next_button if self.isVisible() else self)

    def _start(self, item: str) -> None:
        if item:
            self._bridge.run("start_stage", item=item)
        else:
            self._bridge.run("start_stage", stage="")

    def _open_rest(self, over: QWidget) -> None:
        self._list_menu([one.item.id for one in self.chips.hidden], over)

    def _open_all(self, over: QWidget) -> None:
        self._list_menu([one.item.id for one in self._clock.schedule().planned], over)

    def _list_menu(self, ids: list[str], over: QWidget) -> None:
        """List stages; each opens its own menu."""
        now = self._clock.schedule()
        menu = Menu(self)
        for item_id in ids:
            one = now.find(item_id)
            if one is None:
                continue
            sub = menu.addMenu(stage_words(one))
            if one.state == "done":
                sub.setIcon(theme().icon("check", "success", 17))
            elif one.state == "current":
                sub.setIcon(theme().icon("play", "brand_text", 17))
            self.menu.fill(sub, item_id, over)
        menu.addSeparator()
        self._actions.into_menu(menu, "stage-agenda")
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(over.mapToGlobal(QPoint(0, over.height() + theme().scaled(4))))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """A right click on a stage opens its menu, elsewhere on the bar that of the agenda."""
        chip = self.chips.childAt(self.chips.mapFrom(self, event.pos())) if self.chips.isVisible() else None
        item = getattr(getattr(chip, "one", None), "item", None)
        if item is not None and chip is not None:
            self.menu.open(item.id, chip)
        else:
            self._open_all(self.chips if self.chips.isVisible() else self._count)

    def _open_current(self) -> None:
        current = self._clock.schedule().current
        if current is not None:
            self.menu.open(current.item.id, self._pill)

    def _hear(self, _changed: object) -> None:
        self._show_verbs(self._clock.schedule())


def pace_words(now: Schedule) -> str:
    """Say how the workshop keeps its time: "of 30 min, on time", "6 min behind, ends 17:46"."""
    if now.current is None:
        return ""
    if now.paused:
        return _("paused, ends {time}").format(time=time_words(now.ends)) if now.ends else _("paused")
    if now.behind > 0 and now.ends is not None:
        words = ngettext("{n} min behind, ends {time}", "{n} min behind, ends {time}", now.behind)
        return words.format(n=now.behind, time=time_words(now.ends))
    minutes = now.current.seconds // 60
    if now.behind < 0:
        return _("of {n} min, {m} min ahead").format(n=minutes, m=-now.behind)
    return _("of {n} min, on time").format(n=minutes)


def next_words(now: Schedule) -> tuple[str, str]:
    """Return the word on the button that goes on, and the whole of what it does; "" where there is nothing to do."""
    coming = now.next
    if now.current is None:
        if coming is None:
            return "", ""
        return _("Start"), _("Start “{stage}”").format(stage=coming.label)
    if coming is None:
        return _("End the stage"), _("End “{stage}”").format(stage=now.current.label)
    return _("Next stage"), _("Next stage: {stage}").format(stage=coming.label)
