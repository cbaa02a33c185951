"""A day is chosen from a calendar by keys alone, and the calendar has room for every day."""

from __future__ import annotations

from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView, QToolButton
from pytestqt.qtbot import QtBot

from ui.kit.widgets.dates import DateField, month_to_choose_from


def test_the_calendar_has_room_for_every_day(dressed: QApplication, qtbot: QtBot) -> None:
    calendar = month_to_choose_from("Day")
    qtbot.addWidget(calendar)
    calendar.setSelectedDate(QDate(2026, 11, 26))
    calendar.show()
    table = calendar.findChild(QTableView)
    assert table is not None
    assert table.columnWidth(3) >= table.fontMetrics().horizontalAdvance("30") * 1.4
    names = [b.accessibleName() for b in calendar.findChildren(QToolButton)]
    assert "Month before" in names and "Next month" in names
    chosen: list[QDate] = []
    calendar.activated.connect(chosen.append)
    QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert chosen == [QDate(2026, 12, 3)]


def test_what_is_no_day_is_not_kept(dressed: QApplication, qtbot: QtBot) -> None:
    field = DateField("Day")
    qtbot.addWidget(field)
    kept: list[str] = []
    field.kept.connect(kept.append)
    for typed in ("soon", "2026-12-03", ""):
        field.setText(typed)
        field.keep()
    assert kept == ["2026-12-03", ""]
