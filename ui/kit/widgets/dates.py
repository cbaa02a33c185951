"""A day that may be empty: typed in the language's way or as 2027-01-24, or chosen from a calendar."""

from __future__ import annotations

from PySide6.QtCore import QDate, QLocale, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QToolButton, QWidgetAction

from stworkshop.i18n import gettext as _
from ui.kit.theme import theme
from ui.kit.widgets.basics import describe, set_property
from ui.kit.widgets.plain import Menu, set_tip

_SHOWN = "d MMM yyyy"
_TYPED = (_SHOWN, "yyyy-MM-dd", "d.M.yyyy", "d/M/yyyy", "d MMMM yyyy")


class DateField(QLineEdit):
    """`kept` gives the day as YYYY-MM-DD, "" where it was taken away; what is no day turns red and is not kept."""

    kept = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._saved = ""
        describe(self, name, description=_("A day, such as 24 Jan 2027"))
        self.setPlaceholderText(_("no day yet"))
        self._calendar = QAction(_("Choose from a calendar"), self)
        theme().set_icon(self._calendar, "calendar", "text_3", 18)
        self.addAction(self._calendar, QLineEdit.ActionPosition.LeadingPosition)
        self._calendar.triggered.connect(self._choose)
        self.returnPressed.connect(self.keep)

    def show_day(self, iso: str) -> None:
        """Show a day (YYYY-MM-DD or empty)."""
        self._saved = iso
        day = QDate.fromString(iso, "yyyy-MM-dd")
        self.setText(QLocale().toString(day, _SHOWN) if day.isValid() else iso)
        set_property(self, "bad", "false")

    def keep(self) -> None:
        """Keep what was typed if it is a day or nothing."""
        typed, day = self.text().strip(), self._typed()
        if typed and not day.isValid():
            set_property(self, "bad", "true")
            set_tip(self, _("Write a day like 24 Jan 2027."))
            return
        set_tip(self, "")
        iso = day.toString("yyyy-MM-dd") if typed else ""
        changed = iso != self._saved
        self.show_day(iso)
        if changed:
            self.kept.emit(iso)

    def typed_day(self) -> str:
        """Return the day that is typed just now (YYYY-MM-DD), "" where it is none yet."""
        day = self._typed()
        return day.toString("yyyy-MM-dd") if day.isValid() else ""

    def _typed(self) -> QDate:
        typed = self.text().strip()
        return next((found for form in _TYPED if (found := QLocale().toDate(typed, form)).isValid()), QDate())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.keep()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.show_day(self._saved)
        elif event.key() == Qt.Key.Key_Down:
            self._choose()
        else:
            super().keyPressEvent(event)

    def _choose(self) -> None:
        menu = Menu(self)
        calendar = month_to_choose_from(self.accessibleName())
        day = QDate.fromString(self._saved, "yyyy-MM-dd")
        if day.isValid():
            calendar.setSelectedDate(day)
        holder = QWidgetAction(menu)
        holder.setDefaultWidget(calendar)
        menu.addAction(holder)
        for choosing in (calendar.clicked, calendar.activated):
            choosing.connect(self._chosen)
            choosing.connect(menu.close)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))
        calendar.setFocus()

    def _chosen(self, day: QDate) -> None:
        self.setText(QLocale().toString(day, _SHOWN))
        self.keep()


def month_to_choose_from(name: str) -> QCalendarWidget:
    """Return a month to choose a day from, in the colours and with the signs of the program."""
    calendar = QCalendarWidget()
    calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    calendar.setMinimumSize(theme().scaled(280), theme().scaled(250))
    describe(calendar, name)
    words, head = QTextCharFormat(), QTextCharFormat()
    words.setForeground(theme().colour("text"))
    head.setForeground(theme().colour("text_2"))
    calendar.setHeaderTextFormat(head)
    for day in Qt.DayOfWeek:
        calendar.setWeekdayTextFormat(day, words)  # weekends are days like others here, not red ones
    back, on = ("chevron-right", "chevron-left") if calendar.isRightToLeft() else ("chevron-left", "chevron-right")
    for part, icon, what in (
        ("qt_calendar_prevmonth", back, _("Month before")),
        ("qt_calendar_nextmonth", on, _("Next month")),
    ):
        turn = calendar.findChild(QToolButton, part)
        if turn is not None:
            theme().set_icon(turn, icon, "text", 18)
            describe(turn, what)
    return calendar
