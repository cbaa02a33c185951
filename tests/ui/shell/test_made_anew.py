"""Another size of text makes the pages anew over the same session: nothing of the old ones is heard of any more."""

import gc
import weakref
from itertools import islice

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from ui.session.clock import Clock
from ui.session.findings import Findings
from ui.session.view_kinds import VIEWS
from ui.shell.main_window import MainWindow


def make_anew(window: MainWindow, qtbot: QtBot) -> None:
    before = window.page()
    window._rebuild()
    qtbot.waitUntil(lambda: not isValid(before))


def test_the_old_page_hears_nothing_any_more(opened: MainWindow, qtbot: QtBot) -> None:
    for kind in VIEWS:
        opened.page().show_view(kind.id)
        QApplication.processEvents()
    make_anew(opened, qtbot)
    bridge = opened.page().bridge
    for card in islice(bridge.board.elements, 3):
        bridge.select((card,))  # an error in what hears of it fails the test
    bridge.run("add_note", kind="unsorted", text="Who pays?")
    bridge.undo()
    QApplication.processEvents()
    assert opened.page().inspector.isVisible()


def test_of_the_old_page_nothing_is_kept(opened: MainWindow, qtbot: QtBot) -> None:
    for kind in VIEWS:
        opened.page().show_view(kind.id)
        QApplication.processEvents()
    before = weakref.ref(opened.page())
    make_anew(opened, qtbot)
    gc.collect()
    assert before() is None


def test_of_a_session_that_was_closed_nothing_is_kept(opened: MainWindow, qtbot: QtBot) -> None:
    before, bridge = weakref.ref(opened.page()), weakref.ref(opened.page().bridge)
    opened.go_home()
    qtbot.waitUntil(lambda: (page := before()) is None or not isValid(page))
    gc.collect()
    assert before() is None and bridge() is None


def test_there_is_one_clock_and_one_list_of_questions(opened: MainWindow, qtbot: QtBot) -> None:
    make_anew(opened, qtbot)
    for kind in (Clock, Findings):
        assert len(opened.findChildren(kind)) == 1


def test_another_size_of_text_from_the_command_palette(opened: MainWindow, qtbot: QtBot) -> None:
    before, size = opened.command_palette, opened.preferences.text_size
    before.open("larger text")
    assert before.chosen is not None
    before._take()
    qtbot.waitUntil(lambda: opened.command_palette is not before and not isValid(before), timeout=15_000)
    assert opened.preferences.text_size > size
    opened.command_palette.open("agenda")
    assert opened.command_palette.entries()
    opened.looks.step_text(-1)
