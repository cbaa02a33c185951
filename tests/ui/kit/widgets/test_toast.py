"""Short messages over a page that changes."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QWidget
from pytestqt.qtbot import QtBot

from ui.kit.widgets.toast import Toast


def test_a_message_stays_before_a_page_that_comes_to_the_front(qtbot: QtBot) -> None:
    pages = QStackedWidget()
    qtbot.addWidget(pages)
    pages.resize(600, 400)
    pages.addWidget(QWidget())
    other = QWidget()
    pages.addWidget(other)
    pages.show()
    toast = Toast(pages)
    toast.say("The round is closed.")
    pages.setCurrentWidget(other)
    assert pages.childAt(toast.geometry().center()) in (toast, *toast.findChildren(QWidget))


def test_a_message_about_a_step_goes_when_the_step_is_taken_back(qtbot: QtBot) -> None:
    over = QWidget()
    qtbot.addWidget(over)
    over.show()
    toast = Toast(over)
    toast.say("The people of the hill speak for young people.")
    toast.withdraw()
    assert toast.message == ""
