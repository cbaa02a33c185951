"""A choice found by typing: Enter takes the only one that fits."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.kit.widgets.choice_box import ChoiceBox

PEOPLE = [(f"p{n}", f"Person {n}") for n in range(8)] + [("young", "Child or young person"), ("res", "Resident")]


@pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)
@pytest.mark.parametrize(
    ("typed", "told", "shown"),
    [
        ("child", ["young"], "Child or young person"),
        ("RESIDENT", ["res"], "Resident"),
        ("dragon", [], ""),
        ("person", [], "person"),
    ],
    ids=["only one fits", "the same words", "none fits", "many fit"],
)
def test_enter_takes_the_only_choice_that_fits(
    dressed: QApplication, qtbot: QtBot, typed: str, told: list[str], shown: str
) -> None:
    box = ChoiceBox("Who is it?", PEOPLE, "not said yet")
    qtbot.addWidget(box)
    box.show()
    heard: list[str] = []
    box.chosen.connect(heard.append)
    line, completer = box.lineEdit(), box.completer()
    assert line is not None and completer is not None
    line.setFocus()
    QTest.keyClicks(line, typed)
    popup = completer.popup()
    assert popup is not None
    QTest.keyClick(popup if popup.isVisible() else line, Qt.Key.Key_Return)
    assert heard == told
    assert line.text() == shown
