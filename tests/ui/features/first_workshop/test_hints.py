"""Hints of a first workshop: one at a time, gone when done, put away by keyboard, and never seen again."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.on_screen import part
from ui.features.first_workshop.hints import HINTS, HintLine
from ui.shell.main_window import MainWindow


def hint_of(window: MainWindow) -> str:
    line = part(window.page(), HintLine)
    return line.hint if line.isVisibleTo(window.page()) else ""


def test_a_hint_goes_when_it_is_done_and_the_next_one_comes(window: MainWindow) -> None:
    window.new_session("")
    page, line = window.page(), part(window.page(), HintLine)
    assert hint_of(window) == "card" and "Who is affected?" in line.accessibleName()
    made = page.bridge.run("add_element", kind="concern", label="Dark stops")
    assert made is not None
    assert hint_of(window) == "link"
    line.put_away.setFocus()
    QTest.keyClick(line.put_away, Qt.Key.Key_Return)
    assert hint_of(window) == "ask"
    window.go_home()
    window.open_named("New workshop")
    assert hint_of(window) == "ask", "what was done or put away is remembered"
    part(window.page(), HintLine).no_more.click()
    assert hint_of(window) == "" and set(HINTS) == window.preferences.hints_seen
    window.new_session("")
    assert hint_of(window) == ""


def test_a_second_workshop_and_a_sample_have_none(opened: MainWindow) -> None:
    assert hint_of(opened) == ""
    opened.new_session("")
    assert hint_of(opened) == "", "something was worked on here before"
