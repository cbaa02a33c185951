"""The people in the room: found from everywhere, typed one by one or pasted."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from ui.features.list.list_page import ListPage
from ui.shell.main_window import MainWindow


def people_list(window: MainWindow) -> ListPage:
    window.registry.trigger("people")
    shown = window.page().view_page("people")
    assert isinstance(shown, ListPage)
    return shown


def names(window: MainWindow) -> list[str]:
    return [person.label for person in window.page().bridge.board.participants.values()]


def test_the_list_opens_with_the_cursor_where_the_next_name_goes(opened: MainWindow) -> None:
    before = names(opened)
    shown = people_list(opened)
    assert shown.table_id == "participants"
    field = next(f for f in shown.findChildren(QLineEdit) if f.accessibleName() == "New person")
    assert shown.window().focusWidget() is field
    QTest.keyClicks(field, "Dora")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert names(opened) == [*before, "Dora"]


def test_names_are_pasted_as_one_step(opened: MainWindow) -> None:
    before = names(opened)
    shown = people_list(opened)
    shown.table.pasted.emit("Ana\tteacher\n\n  Bo  \nChidi")
    assert names(opened) == [*before, "Ana", "Bo", "Chidi"]
    opened.page().bridge.undo()
    assert names(opened) == before


def test_the_room_view_keeps_the_names(opened: MainWindow) -> None:
    opened.page().toggle_room()
    opened.registry.trigger("people")
    assert opened.page().view == "map"


def test_the_workshop_s_own_panel_leads_there(opened: MainWindow) -> None:
    opened.page().inspector.session_panel.wants_people.emit()
    assert opened.page().view == "people"
